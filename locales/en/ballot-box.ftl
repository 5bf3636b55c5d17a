### The ballot box's pages. How to translate: docs/languages.md.

## In the list of polls, and at the head of each page

test-label = Test poll
test-notice = TEST POLL - nothing is decided here.
this-poll = This poll
crumb-poll = The poll
crumb-receipt = Check a receipt
crumb-ballots = Public list of ballots
crumb-result = Result
phase-before = not open yet
phase-voting = open
phase-closed = closed, being counted
phase-counted = counted
phase-cancelled = cancelled
ballots-number =
    { $n ->
        [one] { $n } ballot
       *[other] { $n } ballots
    }

## The list of polls

polls-title = Polls
polls-lead = This service takes votes, keeps them on a public list and counts them. It knows no voter: who may vote, only the organiser's own service knows.
polls-open = Open now
polls-none-open = No poll is open at the moment.
polls-coming = Coming
polls-past = Past
polls-test = test poll
polls-closes = Voting closes { $date }.
polls-opens = Voting opens { $date }.
polls-closed = Voting closed { $date }.
polls-run-by = Run by { $registrar }.
polls-listed = { $ballots } on the public list.
polls-result = See the result
polls-pages = Past polls
polls-page = Page { $page } of { $pages }
polls-later = Later polls
polls-earlier = Earlier polls
polls-foot = { $service }. Everything this service publishes can be checked by anyone:
polls-interface = interface
polls-signed = list of all polls, signed

## The page that checks a receipt

receipt-title = Check a receipt
receipt-title-of = Check a receipt: { $poll }
receipt-missing-title = Not found
receipt-missing-unknown = This poll has no ballot with that receipt code.
receipt-missing-malformed = A receipt code has 16 letters and digits, in four groups of four such as 7Q2M-K0XA-3D9F-ZT41.
receipt-missing-hint = Look for misread letters first. If the code is right and your ballot is not here, your saved receipt is proof:
receipt-wrong-link = something is wrong
receipt-promised-title = Your ballot is in the box
receipt-promised = It is accepted and will be on the public list soon. Ballots are put there in mixed groups; look again later, and after the close.
receipt-logged-title = Your ballot is on the public list
receipt-logged = Number { $number } of { $ballots } so far. It will be counted at the close.
receipt-counted-title = Your ballot was counted
receipt-counted = It is number { $number } of { $ballots } on the public list.
receipt-code = Receipt code
receipt-code-hint = 16 letters and digits, such as 7Q2M-K0XA-3D9F-ZT41. Capitals and hyphens do not matter.
receipt-check = Check
receipt-file = Or open the receipt file that you saved
receipt-file-hint = It stays on this device. The ballot box is asked for the ballot that it names, as with a code that you type.
receipt-wrong-title = Something's wrong
receipt-wrong = Keep your saved receipt file: it is signed by this service and proves that your ballot was accepted. Send it to the organiser, { $registrar }, or to whoever watches this poll. It does not show how you voted as long as voting goes on; after the close it does.
receipt-unrecorded = What you type here goes to this service, which keeps no record of who asks.

## The page "My receipts"

mine-title = My receipts on this device
mine-noscript = This page needs JavaScript: what it shows is on your device alone, and no server knows it.
