### The ballot box's pages. How to translate: docs/languages.md.

## In the list of polls, and at the head of each page

test-label = Test poll
test-notice = This is a test poll. Nothing is decided by it.
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
polls-lead = This service takes votes, keeps them on a public list and counts them. It does not know the voters: who may vote is known to the organiser's own service alone.
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
polls-present = To the polls that are open or coming
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
receipt-wrong-file-title = Not a receipt of this poll
receipt-missing-file = This is not a receipt file of this poll, or it was changed. Nothing was done; choose the file that you saved when you voted.
receipt-missing-promised = The file is genuine: this service has signed that it accepted this ballot. And yet it does not find the ballot now. Keep the file, it proves this:
receipt-missing-hint = Look for misread letters first. If the code is right and your ballot is not here, your saved receipt is proof:
receipt-wrong-link = something is wrong
receipt-promised-title = Your ballot is in the box
receipt-promised = It is accepted and will be on the public list soon. Ballots are put there in mixed groups; look again later, and after the close.
receipt-logged-title = Your ballot is on the public list
receipt-logged = Number { $number } of { $ballots } so far. It will be counted at the close.
receipt-counted-title = Your ballot was counted
receipt-counted = It is number { $number } of { $ballots } on the public list.
receipt-genuine = The file is genuine: this service has signed that it accepted this ballot.
receipt-word = This is this service's word, not a proof. Proof is what you check yourself: here with scripts switched on, or with the program { $program } and the file that you saved:
receipt-code = Receipt code
receipt-code-hint = 16 letters and digits, such as 7Q2M-K0XA-3D9F-ZT41. Capitals and hyphens do not matter.
receipt-check = Check
receipt-file = Or open the receipt file that you saved
receipt-file-hint = It stays on this device. The ballot box is asked for the ballot that it names, as with a code that you type.
receipt-file-hint-sent = It is sent to this service, which looks up the ballot that it names and keeps nothing.
receipt-send = Send the file and look it up
receipt-wrong-title = Something's wrong?
receipt-wrong = Keep your saved receipt file: it is signed by this service and proves that your ballot was accepted. Send it to the organiser, { $registrar }, or to whoever watches this poll.
receipt-shows = It does not show how you voted as long as voting goes on; after the close it does.
receipt-unrecorded = What you type here goes to this service, which keeps no record of who asks.

## The page "My receipts"

mine-title = My receipts on this device
mine-noscript = This page needs JavaScript: what it shows is on your device alone, and no server knows it.

## What several pages about a poll say

# The number has its language's decimal sign already.
percent = { $n }%
# Two or more of equal rank: the first ones, with commas, and the last.
list-and = { $first } and { $last }
for-checkers = For those who check
check-yourself = Check it yourself
back = Back
next = Next
quorum-one = It also waits until the witness of this poll has seen the public list.
quorum-of =
    { $quorum ->
        [one] It also waits until one of the { $witnesses } witnesses of this poll has seen the public list.
       *[other] It also waits until { $quorum } of the { $witnesses } witnesses of this poll have seen the public list.
    }
# Two moments, one behind the other.
fact-from = from { $date }
fact-to = to { $date }
# When one can vote.
fact-voting = Voting
fact-passes = Voting passes
fact-opens = Voting opens
fact-closes = Voting closes
fact-closed = Voting closed
fact-moved = (moved by the organiser)
fact-run-by = Run by
fact-eligible = Who may vote
fact-turnout = Turnout
fact-issued = Voting passes issued
fact-counted = Ballots counted
fact-id = Poll id
# The public log, to which entries are only ever added.
fact-entries = Entries in the log
# Of the log's tree of hashes.
fact-root = Root
eligible-people =
    { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
eligible-then = { $n } when the poll was published
eligible-registered = Anyone who registered
issued-unstated = not known yet; the number will stand on the page of the result as soon as the organiser's service has stated it
too-many-ballots = More ballots were counted than voting passes issued. This convicts the organiser's service; do not trust this result.

## The page of a poll

poll-live = In this poll the running counts are public while voting goes on.
poll-vote = Vote
poll-passes-from = You can collect your voting pass from { $date } on.
poll-booth = Go to the booth
poll-counting = Voting is over. The ballots are being counted. That mostly takes less than a minute; the result is due within a day of the close.
poll-called-off = This poll was cancelled by its organiser. No votes are counted or published.
poll-glance = At a glance
poll-eligible-then =
    { $n ->
        [one] { $n } person when the poll was published.
       *[other] { $n } people when the poll was published.
    }
poll-growing = More may be added until { $date }.
poll-anyone = anyone who registers with an e-mail address that the organiser accepts
poll-turnout = { $ballots } on the public list
poll-turnout-issued =
    { $issued ->
        [one] { $ballots } on the public list, { $issued } voting pass issued
       *[other] { $ballots } on the public list, { $issued } voting passes issued
    }
poll-turnout-mixed = (ballots appear there in groups, so the newest are not shown yet)
poll-counts = Counts
poll-counts-never = never made
poll-counts-live = public while voting goes on
poll-counts-after = shown to nobody before the close
# Others who look at the public list and sign what they saw.
poll-witnesses = Witnesses
poll-witnesses-named = { $n } named
poll-witnesses-quorum =
    { $n ->
        [one] { $n } named; there is no result before it has seen the public list
       *[other]
            { $quorum ->
                [one] { $n } named; there is no result before one of them has seen the public list
               *[other] { $n } named; there is no result before { $quorum } of them have seen the public list
            }
    }
poll-notice = Notice { $number } by the organiser, { $date }:
poll-running = Running counts
poll-asked = What is asked
how-choose-one = Choose one.
how-choose = Choose { $n }.
how-choose-between = Choose from { $min } to { $max }.
how-choose-up-to = Choose up to { $max }.
how-rank = Rank { $n }, best first.
how-rank-between = Rank at least { $min } and at most { $max }, best first.
how-score = Give each a score from { $low } to { $high }.
poll-protected = How your vote is protected
poll-protected-lead = The organiser's service knows who you are, but never sees your ballot. This service sees ballots, but never who you are. Neither can link the two.
poll-protected-more = More about it
poll-protected-pass = Your voting pass is made in your own browser, in such a way that the organiser confirms it without seeing it.
poll-protected-receipt = You get a receipt code. With it you can check that your ballot is on the public list; it does not show how you voted before the close.
poll-protected-kept = A receipt that you keep after the close shows how you voted to whomever you give it. Keep it to yourself.
poll-protected-mixed = Ballots are put on the public list in mixed groups, so that the order in which they came stays unknown.
poll-protected-unmixed = This is a test poll: ballots are put on the public list at once and are not mixed.
poll-protected-recount = After the close anyone can count again: every ballot is published without a name.
# The short name is the alias in the address of a poll.
precinct-of = The short name of this poll says that it is precinct { $number } of { $count } of one election.
precinct-result = What is counted here is a part. The result of the election is the total of all precincts.
precinct-all = All precincts and the total
poll-others = Other polls of the same organiser at the same time
poll-manifest = Signed description
poll-manifest-link = manifest
poll-log = Public log
poll-log-link = newest checkpoint
poll-entries-link = entries
poll-browser = In this browser

## Counts: bars, tables, rounds

counts-label =
    { $kind ->
        [votes] { $question }: votes
        [points] { $question }: points
        [first] { $question }: first preferences
       *[scores] { $question }: total scores
    }
counts-method =
    { $method ->
        [irv] Instant run-off: the option with fewest first preferences goes out, until one has more than half.
        [stv-scottish] Single transferable vote, by the rules of Scotland's local elections: whoever reaches the quota has a seat, and votes beyond it go on to the next preference at a part of their value. When no more options are left than seats, they get the seats.
        [stv-meek] Single transferable vote by Meek's method: whoever reaches the quota has a seat and keeps just so much of each vote as is needed for it. When no more options are left than seats, they get the seats.
        [schulze] Schulze's method: every two options are compared, and whoever is beaten by nobody wins.
       *[borda] Borda's method: a place on a ballot is worth as many points as there are options below it.
    }
counts-abstained = Abstained: { $n }.
counts-seats = Seats: { $n }.
counts-tied = The tied options are equal for the last seat, and the rules of this poll leave it open.
# Where one wins.
counts-tied-one = The tied options share first place, and the rules of this poll leave it open which of them wins.
counts-nobody = Nobody chose anything.
counts-nobody-listed = Nobody chose anything, so the order of the list decides.
counts-first = First preferences:
counts-table = The same as a table
column-option = Option
column-votes = Votes
column-total = Total
# Of all ballots that were counted. The column is narrow on a phone.
column-share = Share of ballots
column-outcome = Outcome
column-round = Round { $n }
row-abstained = Abstained
outcome-wins = wins
outcome-seat = wins a seat
outcome-tied = tied
pairs-title = Each two compared
pairs-lead = How many ballots prefer the one option, and how many the other:
pair-over = { $one } over { $other }: { $more } to { $fewer }
pair-equal = { $one } and { $other } are level: { $more } each
rounds-title = Round by round
rounds-quota = Quota in votes: { $n }.
round-quota = Quota: { $n }.
round-exhausted = With no option left on their ballots: { $n }.
tie-round = Tie: { $options } are equal; round { $round }, where they differed, decides.
tie-list = Tie: { $options } are equal; the order of the list decides.
tie-open = Tie: { $options } are equal, and nothing decides between them.
round-elected = Elected: { $options }.
round-transferred = The surplus of { $option } goes to the next preferences.
round-out = Out: { $option }.
rounds-table = The rounds as a table
rounds-label = { $question }: rounds
# In the table, of an option that is no longer in the race.
rounds-out = out
rounds-exhausted = No option left

## The result

result-title-of = Result: { $poll }
result-cancelled = This poll was cancelled by its organiser. There is no result.
result-later = The result is published after the close, { $date }.
result-counts = Counts
result-check = Your browser can check every ballot and count again: it takes a moment.
result-certificate = The certificate of this result, to print
result-receipt = Check that your ballot was counted
result-ballots = See all ballots
result-csv = Download all ballots as a table (CSV)
result-bundle = Everything that is needed to count again, in one file (the bundle)
result-signed = The signed result
result-number = (number { $number }; the earlier ones stay published)
downloads-title = Download and check
downloads-ndjson = The same as lines of JSON, with signatures
downloads-ballots = The same in the form in which it was signed
downloads-check = One line with the program { $program }, on a machine of your own, fetches all of it, checks every signature and every ballot and counts again; it trusts neither service:

## The public list of ballots, and the page of one

ballots-title-of = Public list of ballots: { $poll }
ballots-cancelled = This poll was cancelled. What its ballots say is never published.
ballots-so-far = On the list: { $ballots }.
ballots-later = What they say is published after the close, { $date }.
ballots-with-result = What they say is published with the result.
ballots-meanwhile = Until then you can { $link }.
ballots-meanwhile-link = check a receipt
ballots-mixed = { $ballots }, without names, in mixed groups: within a group the order says nothing about when they were cast.
ballots-unmixed = { $ballots }, without names, in the order in which they came, because this is a test poll.
ballots-missing = No ballot on the list has the number or the receipt code “{ $searched }”. Look for misread letters first.
ballots-missing-hint = If you cast it, { $link }.
ballots-missing-link = check your receipt
ballots-find = Find a ballot
ballots-find-hint = By its number, or by its receipt code.
ballots-find-go = Find
ballots-label = Ballots
ballots-page = Page { $page } of { $pages }
ballots-column-number = Number
ballots-none = Nobody has voted.
answer-abstained = abstained
ballot-title-of = Ballot { $number }: { $poll }
ballot-of = Ballot { $number } of { $ballots }
ballot-whose = Whoever cast it knows it by its receipt code. Neither this service nor the organiser's can tell who that is.
ballot-number = Ballot { $number }
ballot-back = Back to the list
ballot-hash = Fingerprint of the ballot
ballot-entry = Entry in the log
ballot-entry-from-0 = { $index }, counted from 0
ballot-proof = Proof that it is there

## The certificate of the result

certificate-title = Certificate of the result
certificate-title-of = Certificate: { $poll }
certificate-print = Print this page, or save it as a PDF, with your browser. It says what was counted and how anyone can check it; what is signed is the file that it names, not the paper.
certificate-registrar = Organised through
certificate-box = Votes taken and counted by
certificate-moved = (moved by the organiser's signed notice)
certificate-cast = Ballots cast
certificate-rule =
    { $rule ->
        [votes] The option with most votes wins.
        [scores] The option with the greatest total wins.
       *[seat] There is one seat.
    }
certificate-rule-seats =
    { $rule ->
        [votes] The { $seats } options with most votes win a seat each.
        [scores] The { $seats } options with the greatest totals win a seat each.
       *[seat] There are { $seats } seats.
    }
# Where there is one seat, or one wins.
certificate-tie =
    { $ties ->
        [report] A tie for first place is left open: none of those tied wins.
       *[listed] In a tie the option that is listed first is preferred.
    }
certificate-ties =
    { $ties ->
        [report] A tie for the last seat gives it to none of those tied.
       *[listed] In a tie for the last seat the option that is listed first is preferred.
    }
certificate-tie-rounds = Options that are equal in a round are told apart by the latest earlier round in which they differed; a tie is only what no round decides. If no round decides who goes out, and the last seat does not depend on it, it is the one of them that is listed last.
certificate-rounds-caption = Votes in each round
certificate-rounds = Decided in { $n } rounds, which the page of the result shows one by one.
certificate-caption =
    { $kind ->
        [votes] Votes, ballots counted: { $total }
        [points] Points, ballots counted: { $total }
        [first] First preferences, ballots counted: { $total }
       *[scores] Total scores, ballots counted: { $total }
    }
certificate-check = Every ballot is public, without a name. Anybody can check all of them and count again: in a browser at
certificate-program = or with the program { $program }, which trusts neither service:
certificate-file = File
certificate-digest = Its SHA-256
certificate-number = Number
certificate-number-later = { $number } (the earlier ones stay published)
certificate-poll = Poll
certificate-entries = Entries in the public log
certificate-root = Root of the log
certificate-registrar-key = Key of the organiser's service
certificate-box-key = Key of the ballot box
certificate-back = Back to the result

## The page that checks an election, besides what its script says

check-title = Check this election
check-title-of = Check this election: { $poll }
check-counted = Your browser fetches what was published of this poll, checks every signature, every entry of the public log and every ballot, counts again, and compares its counts with the signed result. What it finds stays in your browser.
check-cancelled = This poll was cancelled: what its ballots say is never published. Your browser checks what there is, the signed statements and the public log.
check-early = There is no result yet. Your browser checks what there is, the signed statements and the public log, and says nothing about the result. Come back when it is there.
check-noscript = This check runs as a script in your browser, and scripts are switched off here. Switch them on for this site, or check with the program { $program }, see below.
check-worth = What this check is worth
check-worth-lead = The program that checks comes from the very ballot box that it checks. It shows mistakes, and it shows whether what is published fits together. A ballot box that lies could send you a program that lies as well.
check-elsewhere = If much depends on it, check with a program from elsewhere. The first of these does the same as this page; the second compares the files of this site, those of this check among them, with the published ones:
check-bundle = Everything that is needed for it, in one file (the bundle)

## The page of an archive, which may be hosted anywhere

archive-name = Archive of a poll
archive-cancelled = This poll was cancelled by its organiser. There is no result, and what its ballots say is never published.
archive-moved = (moved by notices of the organiser)
archive-registrar = Who may vote: kept by
archive-box = Ballots: taken and counted by
archive-issued-unstated = not stated by the organiser
archive-logged = Ballots in the log
archive-notices = Notices
# When, before what a notice says.
archive-notice = { $date }:
archive-ballots = The ballots
archive-ballots-lead = Every ballot is here, in the order of the public list. No ballot bears a name. A receipt is found by its code in the table.
archive-csv = As a table (CSV)
archive-ndjson = As lines of JSON, with signatures
archive-number = (number { $number }; the earlier ones are kept too)
archive-proves-result = This page proves nothing, whoever hosts it. The files beside it do: download this folder, or give its address, and let a program that you trust check every signature and every ballot, and count again:
archive-proves = This page proves nothing, whoever hosts it. The files beside it do: download this folder, or give its address, and let a program that you trust check every signature:
# Stands in a command, in the place of what is to be typed.
archive-address = ADDRESS-OR-FOLDER
archive-registrar-key = Registrar's key
archive-manifest = Manifest: what the poll was, signed by both services
archive-issuance = Statement of the passes that were issued
archive-checkpoint = Checkpoint of the log
archive-entries = Entries of the log

## Why a page is not there

missing-poll = this ballot box has no such poll
missing-certificate = there is no certificate before the result is signed
missing-unpublished = what ballots say is published with the result
missing-ballot = the public list has no ballot of that number
