### What the check of an election says, on the page that shows it. How to translate: docs/languages.md.
### What follows audit-fault- and audit-warning- is the name in docs/protocol.md, section 10.

## What can be begun

audit-start = Check now
audit-again = Check again
audit-cancel = Cancel
audit-file = Check a bundle that you saved
audit-file-label = Bundle of this poll, a tar file
audit-file-hint = It stays on this device. It may come from anywhere; the poll must be this one.
audit-insecure = Your browser only lets a page check signatures when the address begins with https. Open this page with its https address, or check with psephos audit.
audit-old = This browser lacks what the check needs. Use a current version of Firefox, Safari, Chrome or Edge, or check with psephos audit.

## While it runs, and when it breaks off

audit-running = Checking
audit-fetching = Reading what the services have signed.
audit-log = Reading the public log: { $done } of { $total } entries.
audit-ballots = Checking and counting ballots: { $done } of { $total }.
audit-cancelled = The check was cancelled. It says nothing about the election.
audit-unreachable-title = The check could not be finished
audit-unreachable = The ballot box cannot be reached, is too busy, or has broken off. That says nothing about the election. Try again in a while.
audit-no-bundle = This file is not a bundle of a poll, or it is damaged. Nothing was checked: choose another file.
audit-failed = The check has stopped because of an error of its own. That says nothing about the election. Try again, or check with psephos audit.

## The verdict

audit-holds-title = Everything that was checked is in order
audit-holds = This browser has checked every ballot ({ $ballots }) and counted them again. The counts are those of the signed result.
audit-holds-cancelled = The poll was cancelled. Its ballots are never published, and nothing is counted.
audit-open-title = What is published so far is in order
audit-open = There is no result yet, so ballots and counts could not be checked. This says nothing about the result. Check again when it is there.
audit-unchecked-title = The check could not be finished
audit-unchecked = No fault was found in what could be checked. Check the rest with psephos audit.
audit-gap-too-large = The log has too many entries for a browser. Log, ballots and result were not checked.
audit-gap-ml-dsa-44 = The poll asks for witnesses who sign by ML-DSA-44. Browsers cannot verify that yet, so nobody checked whether enough of them signed.
audit-faults-title = Something is wrong with this election
audit-faults =
    { $n ->
        [one] One fault was found.
       *[other] { $n } faults were found.
    }
audit-todo = Check again with psephos audit, which does not come from this ballot box. Keep the bundle. Tell the people who run the poll, at { $registrar }, and somebody who does not depend on them.
audit-todo-unnamed = Check again with psephos audit, which does not come from this ballot box. Tell the people who run the poll, and somebody who does not depend on them.
audit-seconds = The check took { $n } s.

## What was checked; what it is that holds is told only where it does

audit-checked-title = What was checked
audit-state-holds = in order
audit-state-faults = not in order
audit-state-unchecked = not checked
audit-manifest-title = Description of the poll
audit-manifest = It keeps the rules for polls and bears the signatures of both services, and its fingerprint is the poll id in the address of this page.
audit-statements-title = Statements of the services
audit-statements = All of them are signed, about this poll, and on the public log: notices, issued passes, files of the booth, results.
audit-log-title = Public log
audit-log-about = The ballot box signed exactly these entries, and each statement among them is published.
audit-ballots-title = Ballots
audit-ballots-about = Each has a voting pass that the registrar signed for this poll, the signature of its voter, and valid answers. No pass was used twice. They are those of the log.
audit-result-title = Result
audit-result = The ballots, counted again without rounding, give the counts and winners of the signed result.
audit-numbers-title = Numbers
audit-numbers = As far as these numbers are known, no more passes were issued than people may vote, and no more ballots cast than passes issued.
audit-polls-title = List of polls
audit-polls = This poll is on the ballot box's signed list of all its polls.
# How much was looked at.
audit-amount-statements = Statements: { $n }.
audit-amount-entries = Entries: { $n }.
audit-amount-ballots = Ballots: { $n }.
audit-amount-questions = Questions: { $n }.
audit-amount-numbers = Ballots: { $ballots }. Passes: { $issued }. May vote: { $eligible }.
audit-amount-polls = Polls: { $n }.
audit-amount-unknown = not stated yet
audit-amount-any = any number
# Why something was not looked at.
audit-no-numbers = Neither the number of passes nor that of voters is known yet.
audit-not-yet = There is no result yet.
audit-never = The poll was cancelled.
audit-no-polls = That list is not part of a saved bundle. Check without a file to learn whether this poll is on it.

## The ballot that was cast with this browser

audit-own-title = The ballot of this device
audit-own-none = This browser keeps no receipt of this poll.
audit-own-counted = The ballot that was cast on this device is on the public list and was counted. The ballot box was not asked for it.
audit-own-listed = The ballot that was cast on this device is on the public list. The ballot box was not asked for it.
audit-own-waiting = The ballot that was cast on this device is not on the public list yet. Ballots are put there in groups; check again later.
audit-own-missing = The ballot box has signed that it accepted the ballot of this device, and it is not on the list. Keep your receipt.
audit-own-unknown = If a ballot was cast on this device: whether it is on the public list could not be found out, for the list, or the receipt of this device, could not be read. That does not mean that the ballot is missing. Keep your receipt.

## Faults, and what else there is to know

audit-wrong-title = What is wrong
audit-more-faults = And { $n } more.
audit-convicts = { $name } has signed what is wrong here: this is proof against it.
audit-convicts-nobody = No signature proves who is to blame. The files may have been changed on their way.
audit-warnings-title = Also worth knowing
audit-details-title = Details for auditors
audit-details-about = Names are those of the protocol of Psephos (docs/protocol.md), section 10.
audit-poll-id = Poll id
audit-key = Key of { $name }
audit-compare = Compare these three with those of your invitation.

## Each fault, by its name in the protocol

audit-fault-bundle-malformed = The bundle is cut off, padded, or holds a file that does not belong there.
audit-fault-file-missing = A file that has to be there is not.
audit-fault-manifest-malformed = The description of the poll breaks the rules for polls.
audit-fault-manifest-signature = The description of the poll lacks the signature of one of the services.
audit-fault-other-poll = This is the description of another poll.
audit-fault-other-key = The description names another key than the one that was announced.
audit-fault-statement-malformed = A statement cannot be read, or is of another kind than it should be.
audit-fault-statement-signature = A statement is not signed by the service that it should come from.
audit-fault-statement-of-other-poll = A statement is about another poll.
audit-fault-notice-gap = The notices of the organiser are not numbered one after the other.
audit-fault-notice-invalid = A notice of the organiser changes what it may not change.
audit-fault-eligible-differs = The registrar states another number of voters than the description of the poll.
audit-fault-issued-over-eligible = More voting passes were issued than there are voters.
audit-fault-entries-malformed = The list of log entries is damaged.
audit-fault-entry-unknown = The log has an entry for something that was not published.
audit-fault-entry-misplaced = The log has its entries in an order that cannot be.
audit-fault-statement-not-logged = A published statement is not on the log.
audit-fault-checkpoint-malformed = The signed head of the log cannot be read, or is of another log.
audit-fault-checkpoint-signature = The head of the log is not signed by the ballot box.
audit-fault-checkpoint-size = The signed head counts other entries than are published.
audit-fault-checkpoint-root = The entries are not those that the ballot box signed.
audit-fault-quorum-missed = Fewer witnesses have signed than this poll demands.
audit-fault-checkpoint-inconsistent = The log was changed after the ballot box had signed it.
audit-fault-ballots-malformed = The file of ballots is cut off or padded.
audit-fault-ballot-malformed = A ballot does not have the shape of one of this poll.
audit-fault-token-invalid = A ballot was cast with a voting pass that the registrar did not sign for this poll.
audit-fault-signature-invalid = A ballot is not signed by the holder of its voting pass: it was changed, or somebody else made it.
audit-fault-content-invalid = A ballot is filled in as the rules of this poll do not allow.
audit-fault-token-spent-twice = Two ballots were cast with one voting pass.
audit-fault-ballot-not-logged = A published ballot is not on the log.
audit-fault-ballot-missing = A ballot on the log was not published.
audit-fault-ballots-out-of-order = The ballots are published in another order than that of the log.
audit-fault-ballots-over-issued = More ballots were cast than voting passes issued.
audit-fault-result-log = The result was signed over another log than this one.
audit-fault-result-ballots = The result counts other ballots than those on the log.
audit-fault-result-issued = The result tells another number of voting passes than the registrar.
audit-fault-result-tally = The ballots, counted again, give other counts than the signed result.
audit-fault-result-changed = A later result changes what must not change.
audit-fault-result-overdue = By the clock of this device voting closed more than 24 hours ago, and there is no result.
audit-fault-cancelled-published = The poll was cancelled, and yet ballots or a result were published.
audit-fault-receipt-invalid = The receipt on this device is not genuine.
audit-fault-promise-broken = The ballot box has signed that it accepted a ballot, and the ballot was left out.
audit-fault-poll-not-listed = The ballot box's list of polls does not have this one.
audit-fault-unknown = This page has no words for it; see the details for auditors.

## Each warning, by its name in the protocol

audit-warning-issued-unknown = The registrar has not stated yet how many voting passes it issued. Whether more ballots were cast is not known.
audit-warning-eligible-unknown = Everybody whom the registrar admits may vote in this poll. Nobody knows how many that is.
audit-warning-late-additions = People could be added to the list of voters while passes were issued.
audit-warning-other-polls = The same registrar runs another poll at the same time.
audit-warning-test-poll = This is a test poll. Nothing is decided by it.
audit-warning-clocks-differ = The time in a notice does not fit its effect: one of the services' clocks was wrong.
audit-warning-issuance-early = The registrar stated the number of passes before issuing had ended.
audit-warning-result-behind = The newest result does not tell the number of passes yet. Another one is due.
audit-warning-unknown = This page has no words for a warning; see the details for auditors.

## Where a fault is: a sentence of its own, which the page begins with a capital

audit-place-manifest = the description of the poll
audit-place-issuance = the statement of issued passes
audit-place-entries = the entries of the log
audit-place-entry = entry { $n }
audit-place-ballots = the file of ballots
audit-place-ballot = ballot { $n }
audit-place-ballot-code = ballot { $n } ({ $code })
audit-place-ballot-of-log = ballot { $n } of the log
audit-place-checkpoint = the head of the log
audit-place-polls = the list of polls
audit-place-bundle = the bundle
audit-place-receipt = the receipt on this device
audit-place-assets = statement { $n } about the booth's files
audit-place-notice = notice { $n }
audit-place-result = signed result { $n }
