### Everything the booth says, and the scripts of the pages for receipts. How to translate: docs/languages.md.
### The words of voters: voting pass, receipt code, public list of ballots; never token, hash, blind signature.

# ltr, or rtl for languages that are written from right to left.
direction = ltr

## The frame of the page

skip = Skip to the ballot
notice-label = Notice
poll-label = Poll
languages-label = Languages
opening = Opening the poll…
foot = Your ballot is made in this browser. This page loads nothing from other sites.

# The five steps above each page; "done" is read aloud after a step that is behind.
step-collect = Sign in and collect your voting pass
step-mark = Mark
step-review = Review
step-cast = Cast
step-keep = Keep your receipt
steps-label = Steps
step-done = done
# The title of the window: the page, then the poll.
title-of = { $page } – { $poll }
# The same, of a page whose answer was refused.
title-of-error = Error: { $page }

## Banners, and buttons of many pages

test-banner = This is a test poll. Nothing is decided by it.
demo-banner = This is a demonstration. Do not use it for a real vote.
try-again = Try again
look-again = Look again
back = Back
next = Next
more = Read more
technical = Details for support

## What keeps a voter from going on

trouble-insecure-title = This page needs a secure connection
trouble-insecure = Your browser only lets a page make a ballot when the address begins with https. Open the poll again with the https address from your invitation.
trouble-old-title = This browser is too old to vote with
trouble-old = It lacks the means to sign your ballot. Use a current version of Firefox, Safari, Chrome or Edge, on this device or another one.
trouble-storage-title = This browser does not let the page remember your voting pass
trouble-storage = Without that, your pass would be lost when you leave to collect it. Nothing has been done yet, and nothing is lost. Leave private browsing, allow this site to store data, or use another browser.
trouble-full-title = Your browser could not save this step
trouble-full = The device may be out of space, or storing may be switched off. Nothing was sent, and nothing is lost. Make room and try again.
trouble-unreachable-title = The ballot box cannot be reached
trouble-unreachable = Check your connection and try again. Nothing is lost: what this device holds for you stays here.
trouble-unknown-title = There is no such poll here
trouble-unknown = Check the address in your invitation. Every letter counts.
trouble-manifest-title = This poll cannot be trusted
trouble-manifest = What the ballot box sent is not what the poll's address stands for, or it lacks a signature. Do not vote here. Tell the people who run the poll.
trouble-failed-title = Something went wrong on this page
trouble-failed = Nothing you did is lost. Try again: it goes on where you were.

## The first page, and the poll at a glance

start-action = Start: collect your voting pass
start-voting = Voting
start-passes = Voting passes
start-from-to = { $from } until { $to }
start-until = until { $to }
start-who = Who may vote
start-roll =
    { $n ->
        [one] One person on the list of voters kept by { $registrar }
       *[other] { $n } people on the list of voters kept by { $registrar }
    }
start-open = Everyone admitted by { $registrar } with a confirmed e-mail address
start-results = Results
start-results-live = Shown while voting is going on
start-results-after = After voting has closed
start-live-title = Results of this poll are public while people vote
start-live = Counts for each option are shown to everyone during voting. In a small poll, a change in them may be noticed soon after you vote.
start-how-title = How is my vote kept secret?
start-how = The registrar checks that you may vote and gives you a voting pass that it cannot recognise again. You vote here with the pass. So the registrar never sees your vote, and the ballot box never learns who you are.
start-how-device = Use a device you trust. Anyone who controls it can see how you vote.
start-eligible = Not sure whether you are on the list of voters? Ask the registrar
start-early-title = Voting passes are not given out yet
start-early = Come back from { $date }.
start-no-passes-title = Voting passes are no longer given out
start-no-passes = They were, until { $date }. If you collected yours on another device, vote there, or use your backup file here.
start-doubted-title = The ballot box says that this poll is over
start-doubted = By this device's clock and what the registrar has signed, voting is open until { $date }. If that clock is right, go on: the ballot box must take your ballot, or sign that it refuses it.
start-doubted-before-title = The ballot box says that voting has not opened
start-doubted-before = By this device's clock voting opened on { $date }. If that clock is right, go on: the ballot box must take your ballot, or sign that it refuses it.
start-doubted-passes-title = The ballot box says that no voting passes are given out now
start-doubted-passes = By this device's clock they are, from { $from } until { $to }. If that clock is right, go on: the registrar gives them out, and not the ballot box.
start-clocks = The ballot box's clock says { $box }, and this device's { $device }. Compare them with another clock. If this device's is wrong, set it right and load this page again.
start-over-title = Voting has closed
start-over = This device holds no ballot and no receipt for this poll.
start-result-link = See the result
start-poll-link = About this poll
start-receipt-link = Check a receipt
start-cancelled-title = This poll was cancelled
start-cancelled = The organisers cancelled it. No votes will be counted.

## Backup files: a voting pass that was not used yet, or a finished ballot

backup-have = I have a backup file
backup-choose = Backup file
backup-hint = A file whose name begins with psephos-backup.
backup-title = Keep a backup file
backup-why = You get only one voting pass. If this browser forgets it before you have voted, this file brings it back, here or on another device.
backup-must-title = Save the backup file first
backup-must = Voting opens more than five days from now, and some browsers clear what a page has stored by then. Save this file before you go on.
backup-secret = Keep it to yourself: whoever has it can vote in your place.
backup-ballot-title = Keep a copy of your ballot
backup-ballot-why = With this file your finished ballot can be sent from another browser or device, should this one forget it.
backup-ballot-secret = Keep it to yourself: it shows how you vote.
backup-save = Save the backup file
backup-saved = Saved. Look for it among your downloads.
backup-bad = This file is damaged or is not a backup of this poll. Nothing was changed.
backup-other-poll = This is a backup of another poll. Open that poll's page to use it.
backup-taken = The backup file was not opened: on this device somebody has already begun. To use the file, start over first.
backup-missing = Save the backup file, then go on.

## Going to the registrar, and what comes back

request-title = Collect your voting pass
request-lead = Sign in at { $registrar }; then you come straight back here.
request-code = Check code
request-code-hint = After you sign in, the page there must show the same four characters.
request-go = Continue to { $registrar }
request-offline = This device is offline. Nothing is lost: go on when it is connected again.
request-start-over = Start over
request-late = If yours was issued before, for this very request, the registrar still gives it to you here. Otherwise it can give you none.
request-late-go = Ask { $registrar } for a pass that was issued before
request-refused-title = You did not get a voting pass
# Why the registrar gave no pass.
request-refused-pass-already-issued = A voting pass was already issued in your name for this poll, for another request than this one. If you collected it on another device or in another browser, go on there, or start over here with your backup file. If that was not you, tell the people who run the poll.
request-refused-not-eligible = The address with which you signed in is not among the voters of this poll. If you were invited at another one, go again and sign in with that one. If you think this is a mistake, write to the people who run the poll.
request-refused-address-changed = The organisers put your address on the list of voters a short while ago. For a day nobody gets a voting pass for it, so that the address that stood there before can object. Come back after that.
request-refused-issuance-not-open = Voting passes are not given out yet.
request-refused-issuance-closed = Voting passes are no longer given out.
request-refused-declined = The check codes differed, so nothing was issued. Go to the registrar again, and only with the button on this page. If they differ again, tell the people who run the poll.
request-refused-request-malformed = The registrar could not read the request, so nothing was issued. Try again. If it happens again, start over, and tell the people who run the poll.
request-refused-unknown = The registrar gave no reason. Try again, or ask the people who run the poll.
request-bad-title = The link you came back with does not hold a pass for this device
request-bad = Nothing was changed. Collect the pass again with the button below; the registrar gives you the same one.
request-none-title = This browser did not ask for a voting pass
request-none = You came back with a pass, but it can be used only in the browser where you began. Open this page there. If that browser has forgotten, use your backup file here and collect the pass again; the registrar gives you the same one.
request-signed-title = The registrar's answer is not a valid voting pass
request-signed = It has signed that answer, so this is evidence of a fault on its side. You can try again below. If it comes again, tell the people who run the poll.

## Somebody began on this device: whose is it?

ask-pass-title = A voting pass is already on this device
ask-pass = Someone began to vote in this poll here and has not finished. If that was you, go on. If it was another person, do not use their pass.
ask-request-title = Someone began to collect a voting pass here
ask-request = They have not come back with it yet. If that was you, go on.
ask-ballot-title = Someone cast a ballot on this device, and it may not have arrived
ask-ballot = Sending it again is safe: it counts once. If it was not yours, you can still help by sending it.
ask-recorded-title = A vote was cast on this device
ask-recorded = If it was yours, you can look at its receipt. If you are another person, start with your own voting pass; the other person's receipt is then removed from this device.
ask-recorded-over = If it was yours, you can look at its receipt. If it was another person's, leave it here for them. Nobody can vote in this poll any more.
ask-go-on = That was me: go on
ask-send = Send it now
ask-receipt = That was me: show the receipt
ask-start-over = I am someone else: start over
ask-loss-title = Remove the voting pass from this device?
ask-loss = The registrar does not issue a second pass. Without a backup file, the person it belongs to can no longer vote in this poll.
ask-loss-request-title = Remove the request for a voting pass from this device?
ask-loss-request = If a pass was already issued for this request, it can then be used only with a backup file, and the registrar does not issue a second one. If none was issued, nothing is lost.
ask-loss-ballot-title = Remove the finished ballot from this device?
ask-loss-ballot = It is not sure that it has arrived. Without a backup file nobody can send it again.
ask-loss-receipt-title = Remove the receipt from this device?
ask-loss-receipt = That changes nothing about the vote. Without the receipt it can no longer be checked. The device may still keep traces of what was stored.
ask-loss-receipt-cancelled = This poll was cancelled, so no votes are counted. Without the receipt nobody can show any more that this vote was cast. The device may still keep traces of what was stored.
ask-remove = Remove it and start over
ask-remove-receipt = Remove the receipt
ask-keep = Keep it
ask-save-receipt = Save the receipt first

## A voting pass is here; voting is not open, or over

wait-title = You have your voting pass
wait-lead = Voting opens on { $date }. Come back to this page then, with this browser on this device.
wait-late-title = Voting has closed
wait-late = You collected a voting pass, but no ballot was cast from this device.
wait-changed = The poll has moved on in another tab or window. This is where you stand now.

## Marking

mark-question = Question { $n } of { $of }
mark-choose-one = Choose one.
mark-choose-up-to = Choose up to { $max }.
mark-choose-exactly = Choose { $n }.
mark-choose-between = Choose from { $min } to { $max }.
mark-chosen = { $n } chosen
mark-too-many = { $n } chosen, which is too many
mark-abstain = I abstain on this question
mark-rank-hint = Put the options in your order, the best first.
mark-rank-exactly = Rank { $n }.
mark-rank-between = Rank at least { $min } and at most { $max }.
mark-ranked = Your order
mark-ranked-none = Nothing ranked yet.
mark-unranked = Not ranked
mark-rank-full = You have ranked { $n }, as many as this question takes. Remove one to rank another.
mark-rank-as = Rank as { $n }
mark-up = Up
mark-down = Down
mark-remove = Remove
mark-now-at = { $title } is now number { $n }
mark-now-unranked = { $title } is no longer ranked
mark-score-hint = Give every option a score. { $high } is the best, { $low } the worst.
mark-filter = Find in this list
mark-filtered = { $n } of { $of } shown
mark-about = About { $title }
mark-review = Review your ballot
mark-back-to-review = Back to the review
mark-error-title = There is a problem
mark-error-none = Choose an option
mark-error-none-abstain = Choose an option, or abstain
mark-error-few = Choose at least { $min }
mark-error-few-abstain = Choose at least { $min }, or abstain
mark-error-many = Choose at most { $max }
mark-error-scores = Give every option a score
mark-error-scores-abstain = Give every option a score, or abstain
mark-error-numbers = Give every option a whole number from { $low } to { $high }
mark-error-numbers-abstain = Give every option a whole number from { $low } to { $high }, or abstain
mark-error-number = Type a whole number from { $low } to { $high }
mark-error-rank = Rank at least { $min }
mark-error-rank-abstain = Rank at least { $min }, or abstain
mark-got-pass = Your voting pass has arrived.
# The marks on the ballot: not on this device alone, but in this tab, until it is closed.
mark-kept = Your marks are kept while this tab is open.

## Review

review-title = Review your ballot
review-lead = Your vote is not cast yet. Check your answers, then cast your vote.
review-change = Change
review-abstained = You abstain
review-final-title = Before you cast
review-final = A vote cannot be changed once it is cast.
review-receipt = You will get a receipt code to check that it is counted. After voting closes all ballots are published without names; whoever has your receipt can then see how you voted.
review-cast = Cast vote

## Casting

cast-sending-title = Casting your vote…
cast-sending = This takes a moment. You may close the page; when you open it again on this device, you can send the same ballot again; it counts only once.
cast-retry = No answer yet. Trying again ({ $n }).
cast-offline = This device seems to be offline. Your ballot is sent as soon as it is connected again.
cast-unanswered-title = We do not know yet whether your vote has arrived
cast-unanswered = The ballot box did not answer. Your finished ballot is safe on this device. Send it again now, or open this page later while voting is open; it counts only once.
cast-again = Send it again
cast-wrong-title = Your vote is not confirmed yet
cast-wrong = Your vote is not recorded as far as we can tell. Your finished ballot is safe on this device. Send it again; if this stays so, save the evidence.
cast-refused-title = The ballot box did not accept your ballot
cast-spent-title = Your voting pass was already used
# Why the ballot box took no ballot.
cast-refused-token-spent = Another ballot was already cast with your voting pass, from another device or a backup. That ballot counts; this one does not.
cast-refused-voting-closed = Voting had closed before your ballot arrived, so it does not count.
cast-refused-voting-not-open = Voting has not opened yet. Your finished ballot stays on this device; send it again once voting is open.
cast-refused-token-invalid = It says that your voting pass is not valid. This device has checked the pass and found it good, so something is wrong.
cast-refused-signature-invalid = It says that the ballot's signature is not valid. This device has checked it and found it good, so something is wrong.
cast-refused-content-invalid = It says that the ballot is not filled in correctly. This device has checked it and found it good, so something is wrong.
cast-refused-unknown = It gave a reason that this page does not know. Your ballot is not counted yet; it stays on this device.
cast-said-closed = It says that voting had closed before your ballot arrived.
cast-other-code = Receipt code of the ballot that counts
cast-spent-todo = If you cast that ballot, you have voted, and nothing is left to do. If you did not, someone else has used your voting pass: unfold “Something's wrong?” below, save the evidence and tell the people who run the poll.
cast-evidence-use = The answer is signed, so it is evidence. Save it if you think it is wrong.
cast-other-tab = A ballot was already finished in another tab or window. That one is cast; what you marked here is not used.

## The receipt

receipt-title = Your vote is recorded
receipt-lead = The ballot box has signed that your ballot is accepted and will be counted.
# The same page, where a check of the receipt has found a fault.
receipt-fault-title = The check has found a fault
receipt-fault = The ballot box has signed that your ballot is accepted, but its answer to your check is not in order. Keep your receipt. What is wrong stands further down on this page.
receipt-code = Your receipt code
receipt-keep = Keep this code, or the file: with it you can check, now and after voting closes, that your ballot is on the public list. It is never sent by e-mail.
receipt-secret = Do not show it to others: after voting closes, whoever has it can see how you voted.
receipt-save = Save the receipt file
receipt-copy = Copy the code
receipt-copied = Copied
receipt-copy-failed = Copying did not work. Mark the code and copy it yourself.
receipt-print = Print
receipt-qr = QR code of the page that checks this receipt
receipt-qr-hint = With this picture another device finds the page that checks your ballot.
receipt-mine = My receipts on this device
receipt-check-title = Check it now
receipt-check = Check that my ballot is on the public list
receipt-check-again = Check again
receipt-checking = Checking…
receipt-page = Check a receipt at any time
receipt-unkept = What this device kept of your vote was removed in another tab while your ballot was on its way. Save the receipt now: this page is the only place that has it.
receipt-someone-else = Someone else wants to vote on this device
receipt-wrong-title = Something's wrong?
receipt-wrong = The ballot box has signed a promise that your ballot will be counted, and anyone can check that. The evidence file holds it.
receipt-cancelled = The organisers have cancelled this poll. No votes will be counted.

## The page "My receipts"

mine-none = Nothing is kept on this device.
mine-about = What this browser keeps for voters of this ballot box. Others who use this device can see this page too.
mine-recorded = A vote was cast on this device, and its receipt is here.
mine-unconfirmed = A finished ballot is here. It may not have arrived yet.
mine-pass = A voting pass is here. No ballot was cast with it on this device.
mine-request = A voting pass was asked for on this device.
mine-unknown-poll = A poll that this ballot box does not list
mine-receipt = Show the receipt
mine-go-on = Open the poll
mine-forget-all = Forget everything on this device
mine-forget-title = Forget everything on this device?
mine-forget = This takes back no vote that was cast. Receipts can no longer be shown here. A voting pass that was not used is lost for ever, unless you have its backup file.
mine-traces = Browsers keep traces of what was deleted for a while. On a device that is not yours, also clear the browser's data for this site.
mine-forget-now = Yes, forget everything
mine-keep = Keep it
mine-forgotten = This browser keeps nothing for voters of this ballot box any more.

## Evidence files

evidence-save = Save the evidence
evidence-whom = Save the evidence file and give it to the people who run the poll, at { $registrar }, and to someone who does not depend on them: an election committee, an observer, a lawyer. Anyone can check the signatures in it.
evidence-secret = The file does not hold your name. It can show which ballot is yours, so give it only to people you trust.

## Is the ballot on the public list?

check-listed = Your ballot is on the public list, number { $n } of { $of }.
check-listed-no-number = Your ballot is on the public list.
check-counted = It is in the signed result.
check-grown = The ballot box says that it was counted. The public list has grown since the result was signed; check again in a while.
check-proved = This browser has checked the proof itself.
check-waiting = Your ballot is accepted and waits to be put on the public list, together with others so that nobody can tell when you voted. Check again in a while.
check-waiting-unproved = A ballot with this code is accepted and waits to be put on the public list, together with others. Check again in a while.
check-wrong-title = Something's wrong
check-unknown-promised = The ballot box has signed that it accepted this ballot, and now says it does not know it. What it signed is evidence.
check-lost = It may have lost the ballot. This device still has it, and can send it again together with what the ballot box signed; it counts once.
check-present = Send it again with its signature
check-presented = The ballot box has signed again that it accepts your ballot.
check-not-taken = The ballot box was shown its own promise, and does not take the ballot again. Promise and answer are evidence.
check-fault = The answer of the ballot box cannot be right: its proof or its signature is not valid. Keep your receipt.
check-left-out = The result is signed, and yet the ballot box says that your ballot is not on the public list. It was accepted and should have been counted.
check-shorter = The public list that is shown now is shorter than the one that your file proves. A public list only grows. It may be an old answer on its way: check again. If this stays so, do as follows.
check-other-past = The public list that is shown now does not continue the one that your file proves: what stood there was changed, or is not shown.
check-extended = The list has grown since the file was saved. This browser has checked that what it held then is still in it.
check-fork = The ballot box has signed two different public lists of the same length. Together they are evidence.
check-save-new = Save the receipt file with this proof
check-unreachable = The ballot box cannot be reached. Try again later.
check-bad-file = This is not a receipt file of this poll, or it was changed.
check-file-good = The receipt file is genuine: the ballot box has signed that it accepted this ballot.
check-file-proved = The file also holds a valid proof that the ballot was on the public list.
