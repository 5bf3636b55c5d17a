### The organisers' pages: drafts, candidates, publishing, notices. How to translate: docs/languages.md.

## Words of several of these pages

admin-check-and-publish = Check and publish
admin-back-to-editing = Back to editing
admin-archive = Archive

## The form of a draft

draft-new = New poll
draft-edit = Edit a poll
# A label, and the language in which the text is to be given, by its own name.
draft-label-in = { $label } ({ $language })
draft-up = Up
draft-down = Down
draft-remove = Remove
# What is read aloud begins with, or has in it, what stands on the button.
draft-up-label =
    { $what ->
        [question] Move question { $n } up
       *[option] Move option { $n } up
    }
draft-down-label =
    { $what ->
        [question] Move question { $n } down
       *[option] Move option { $n } down
    }
draft-remove-label =
    { $what ->
        [question] Remove question { $n }
       *[option] Remove option { $n }
    }
draft-overtaken-title = Somebody else has saved this draft meanwhile
draft-overtaken = Nothing of yours was saved, and nothing is lost: the form below holds what you typed. Compare, change what you want to take over, and save; your form then replaces the other one.
draft-overtaken-drop = Drop mine and see what is saved
draft-differences = Differences
draft-differences-caption = Where your form differs from what is saved
draft-differences-field = Field
draft-differences-saved = Saved now
draft-differences-typed = Yours
draft-differences-none = No field of this form differs from what is saved, or what is saved now has something that this form cannot show.
# In the place of what stands in an empty field.
draft-differences-nothing = nothing
draft-refused-title = The ballot box has refused this poll
draft-refused = It is a draft again: change it and publish it anew.
draft-save = Save the draft
draft-saved = The draft is saved.
draft-languages = Languages of the texts: { $languages }
draft-languages-rule = Voters read the poll in the first of their languages that it has, everybody else in the first one here: { $first }. Mails to voters are in all of these languages, one after the other.
draft-language = Language
draft-language-number = Language { $n }
draft-language-hint = A tag such as en, de or pt-BR.
draft-language-up = Move { $language } up
draft-language-remove = Remove { $language } and all texts in it
draft-language-fill = Fill from { $first }
draft-language-fill-label = Fill from { $first } what is empty: { $language }
draft-language-fill-hint = “Fill from { $first }” is for names and what else reads the same: it copies each text of that language to where there is none yet.
draft-language-new = Another language (optional)
draft-language-new-hint = Its tag, for example de. Every text then has a field for it.
draft-language-add = Add the language
draft-title = Title
draft-description = Description
draft-description-hint = Markdown: paragraphs, lists, emphasis, links.
draft-times = Times
draft-time-zone = Time zone
draft-time-zone-hint = The times below are those of this time zone.
draft-issuance-opens = Voting passes from
draft-issuance-closes = Voting passes until
draft-voting-opens = Voting from
draft-voting-closes = Voting until
draft-times-hint = Safest is to begin voting after the last pass was given out: then not even the times tell who voted when.
draft-electorate = Who may vote
draft-electorate-roll = A list of voters
draft-electorate-roll-hint = You upload it after saving.
draft-electorate-open = Anyone with a confirmed address
draft-domains = Only addresses of these domains (optional)
draft-domains-hint = For polls without a list. Commas between them, for example example.org, example.net
draft-late-additions = Voters may be added to the list until no more passes are given out
draft-late-additions-hint = Everybody sees that the list may grow. How many may vote is stated anew when no more passes are given out.
draft-pass-list = The poll's officers see who has collected a voting pass, and on which day
draft-pass-list-hint = Voters are told so. Nobody ever sees who voted what, or whether at all.
draft-retention-days = Erase the list of voters after (days from the end of voting)
draft-retention-days-usual =
    { $usual ->
        [one] At most { $most }. Left empty: { $usual } day. Counts and the public list of ballots stay.
       *[other] At most { $most }. Left empty: { $usual } days. Counts and the public list of ballots stay.
    }
draft-retention-days-never = At most { $most }. Left empty: it is not erased by itself. Counts and the public list of ballots stay.
draft-results = When are counts shown?
draft-results-after = After voting has closed
draft-results-live = While voting is open
draft-results-live-hint = Voters are told so before they vote.
draft-test = This is only a test
draft-test-hint = A banner tells voters so everywhere, for ever.
draft-question = Question { $n }
draft-question-title = Question
draft-question-description = Explanation (optional)
draft-kind = How is it answered?
draft-kind-choice = Choose options
draft-kind-choice-hint = Most votes win.
draft-kind-ranking = Rank the options
draft-kind-ranking-hint = The best first; you choose how they are counted.
draft-kind-score = Give each option a score
draft-kind-score-hint = The greatest total wins.
draft-method = How are rankings counted?
# The names of the methods, as the manifest knows them.
draft-method-name =
    { $method ->
        [irv] Instant run-off (one seat)
        [stv-scottish] Single transferable vote, Scottish rules
        [stv-meek] Single transferable vote, Meek
        [schulze] Schulze (one seat)
       *[other] Borda
    }
draft-min = At least
draft-max = At most
draft-low = Lowest score
draft-high = Highest score
draft-seats = How many win
draft-options = Options
draft-option = Option { $n }
draft-option-description = Description of option { $n }
draft-markdown = Markdown
draft-options-first = Options, one a line
draft-options-more = More options
draft-options-more-hint = One a line; they become options when you save, or with the button below.
draft-options-add = Add to the options
draft-details = Abstaining, order of the options, ties
draft-abstain = Abstaining is an answer
draft-order = Order of the options
draft-order-fixed = As listed
draft-order-shuffled = Shuffled for each voter
draft-ties = If two tie for the last place
draft-ties-report = Report the tie, nobody gets the place
draft-ties-listed = Prefer who is listed first
draft-question-add = Add another question
draft-blank = What is left empty is dropped when you save.
draft-more = More settings
draft-slug = Short name for links (optional)
draft-slug-hint = Small letters, digits and hyphens. It can never be used for another poll.
draft-mix = Ballots mixed before they are listed
draft-mix-hint = At least 8, or 0 for a test poll. The more, the less the order of the public list tells.
draft-content-size = Length of a ballot in bytes (optional)
draft-content-size-hint = Left empty, it is as long as the questions need.
draft-witnesses = Witnesses (optional)
draft-witnesses-hint = Verifier keys of those who co-sign the public list, one a line.
draft-quorum = Witnesses that a result needs
draft-save-first = Save first: only what is saved is checked.
draft-beyond = This draft has something that this form cannot show. Edit it through the API; look at it and publish it here.
draft-roll = List of voters
draft-roll-upload = Upload or change the list

## What fields are called where two forms differ; the first of a row begins with a capital letter then

draft-field =
    { $field ->
        [title] title
        [description] description
        [slug] short name
        [languages] languages
        [test] only a test
        [time_zone] time zone
        [issuance_opens] voting passes from
        [issuance_closes] voting passes until
        [voting_opens] voting from
        [voting_closes] voting until
        [electorate] who may vote
        [domains] domains
        [late_additions] voters may be added
        [pass_list] list of who has a pass
        [retention_days] days until the list of voters is erased
        [results] when counts are shown
        [mix] ballots mixed
        [content_size] length of a ballot
        [witnesses] witnesses
        [quorum] witnesses that a result needs
        [kind] how it is answered
        [method] how rankings are counted
        [min] at least
        [max] at most
        [low] lowest score
        [high] highest score
        [seats] how many win
        [abstain] abstaining
        [order] order of the options
        [ties] ties
        [more] options
        [options] options
        [questions] questions
       *[other] { $field }
    }
draft-field-in =
    { $field ->
        [title] title ({ $language })
       *[other] description ({ $language })
    }
draft-field-place =
    { $list ->
        [questions] question { $n }
        [options] option { $n }
       *[other] language { $n }
    }

## What is wrong with a draft, at its field

# The way to the field, before what is wrong with it.
draft-fault-at = { $field }:
draft-fault-number = give a whole number
draft-fault-title =
    { $of ->
        [poll] give the poll a title
        [question] write the words of question { $question }
       *[other] give option { $option } of question { $question } a title
    }
draft-fault-title-in =
    { $of ->
        [poll] give the poll a title in “{ $language }” too
        [question] write the words of question { $question } in “{ $language }” too
       *[other] give option { $option } of question { $question } a title in “{ $language }” too
    }
draft-fault-description-in =
    { $of ->
        [poll] describe the poll in “{ $language }” too, or in no language at all
        [question] describe question { $question } in “{ $language }” too, or in no language at all
       *[other] describe option { $option } of question { $question } in “{ $language }” too, or in no language at all
    }
draft-fault-options = give the options, one a line
draft-fault-method = choose how the rankings are counted
draft-fault-language-empty = give the tag of the language that you want to add, for example de
draft-fault-language-known = the poll has “{ $language }” already
draft-fault-domain = “{ $domain }” is not a domain
draft-fault-retention =
    { $most ->
        [one] give { $most } as the number of days, or leave it out
       *[other] give a number of days from 1 to { $most }, or leave it out
    }
draft-fault-no-roll = an open poll has no list of voters that could be added to; whoever it admits can come at any time
draft-fault-roll-left =
    { $voters ->
        [one] one voter stands on the list of voters; take everybody off the list before you open the poll to anyone, or leave it to the list (to empty the list of a draft that is open already, choose the list first)
       *[other] { $voters } voters stand on the list of voters; take everybody off the list before you open the poll to anyone, or leave it to the list (to empty the list of a draft that is open already, choose the list first)
    }

## Times that are none

time-malformed = give a date and a time, such as 2026-11-20 09:00
time-skipped = clocks in { $zone } are put forward over this time, it does not exist; the next one that does is { $next }
time-twice = clocks in { $zone } are put back over this time, it comes twice ({ $first } and { $second }); choose a time before or after that hour, or give the times in UTC

## Rules of a poll that a draft breaks, at the field

rule-languages-none = at least one language is needed
rule-language-tag = “{ $tag }” is no language tag
rule-twice = “{ $id }” stands twice
rule-text-empty = must not be empty
rule-text-languages = must have one text for each of { $languages }
rule-text-empty-in = must not be empty in any language
rule-identifier = “{ $id }” must be 1 to 32 of a-z, 0-9 and hyphen
rule-issuance-order = must be after the time from which voting passes are given out
rule-issuance-late = must not be after the end of voting
rule-voting-order = must be after the beginning of voting
rule-voting-early = must not be before the time from which voting passes are given out
rule-mix = must be at least { $least }; only test polls may have less
rule-witness-key = “{ $key }” is no verifier key of a witness
rule-witness-twice = the key of “{ $key }” stands twice
rule-quorum = must not exceed the number of witnesses
rule-questions = a poll has 1 to { $most } questions
rule-options = a question has 1 to { $most } options
rule-content-small = the questions allow contents of { $longest } bytes, so it must be at least that
rule-content-large = must be at most { $most }
rule-seats =
    { $options ->
        [one] must be 1, the number of options
       *[other] must be 1 to { $options }, the number of options
    }
rule-one-seat = this method fills one seat
rule-min = must be at least 1; abstaining is a matter of its own
rule-max-below-min = must not be below the least number
rule-max-options = must not exceed { $options }, the number of options
rule-scores-order = must be greater than the lowest score
rule-scores-range = scores lie within -100 to 100
rule-abstain-id = must not be called “abstain”, which tables of ballots have for those who abstain
rule-tally-long = their count could become too long for a result: ask for fewer or shorter rankings
rule-too-long = all texts together are too long: the poll would have { $bytes } bytes, and at most { $most } are allowed
# What the form does not lead to; the detail is in English.
rule-other = the draft breaks a rule of polls ({ $detail })

## The preview: the poll as the booth shows it

preview-title = Preview
preview-title-of = Preview of “{ $title }”
preview-only-title = This is only a preview
preview-only = This is how voters see the poll in the booth, one question on a page. What you mark here goes nowhere.
preview-passes = Voting passes
preview-voting = Voting
preview-live = Counts are shown while voting is open.
preview-question = Question { $n } of { $of }
preview-choose-one = Choose one.
preview-choose-exactly = Choose { $n }.
preview-choose-between = Choose from { $min } to { $max }.
preview-choose-up-to = Choose up to { $max }.
preview-rank = Put the options in your order, the best first.
preview-rank-exactly = Rank { $n }.
preview-rank-between = Rank at least { $min } and at most { $max }.
preview-score = Give every option a score. { $high } is the best, { $low } the worst.
preview-shuffled = (Each voter gets the options in an order of their own.)
preview-abstain = I abstain on this question
preview-ranked = Your order
preview-ranked-none = Nothing ranked yet.
preview-unranked = Not ranked
preview-rank-as = Rank as { $n }
preview-rank-label = Rank as { $n }: { $title }
preview-about = About { $title }
preview-more = Read more

## The last look before publishing

publish-refused = Not published
publish-sealed-title = The poll is on its way
publish-sealed = It is sealed and waits for the ballot box. It is offered again by itself every half minute; you can also try now.
publish-passes = Voting passes
publish-voting = Voting
publish-zone = Time zone
publish-electorate = Who may vote
publish-electorate-roll =
    { $n ->
        [one] { $n } voter on the list; each gets an invitation by mail
       *[other] { $n } voters on the list; each gets an invitation by mail
    }
publish-electorate-domains = Anyone with an address of { $domains }
publish-electorate-open = Anyone with a confirmed address
publish-counts = Counts are shown
publish-counts-live = while voting is open
publish-counts-after = after voting has closed
publish-pass-list = Who sees who has a pass
publish-pass-list-yes = the poll's officers, by day; voters are told so
publish-pass-list-no = no officer
publish-erased = The list of voters is erased
publish-erased-after =
    { $days ->
        [one] { $days } day after the end of voting
       *[other] { $days } days after the end of voting
    }
publish-erased-never = not by itself
publish-list = Public list of ballots
publish-list-mixed = grows by groups of { $n } mixed ballots
publish-list-unmixed = grows with every ballot, not mixed
publish-test = Only a test
publish-test-is =
    { $test ->
        [yes] yes
       *[other] no
    }
publish-asked = What is asked
publish-abstain = Abstain
publish-checks = Before you publish
publish-verdict =
    { $verdict ->
        [good] Good:
        [warning] Please note:
       *[other] To be mended:
    }
publish-upload = Upload the list
publish-final-title = After publishing nothing can be changed
publish-final = Except by a public, signed notice: voting can be extended, closed early, or cancelled.
publish-sure = I have checked it all
publish-go = Publish the poll
publish-preview = Preview

## Why a poll was not published

publish-error-unsure = Tick the box: after publishing nothing can be changed.
publish-error-no-draft = there is no such draft
publish-error-split = This draft was split into precincts. Publish these; delete them all to publish the draft itself.
publish-error-precinct = This draft is a precinct. Publish it with the others: the precincts of an election are published and listed together.
publish-error-changed = the draft was changed meanwhile; look at it again
publish-error-empty-roll = the list of voters is empty: upload one first
publish-error-roll-left = voters stand on the list of this poll, which is open to anyone; choose the list of voters in the draft, take everybody off it, and open the poll again
publish-error-past = the end of voting lies in the past
publish-error-slug = the short name is taken by another poll
# The ballot box's own words, in English.
publish-error-refused = the ballot box refuses the poll: { $reason }
publish-error-waiting = the poll is sealed, but the ballot box cannot be reached ({ $detail }); it will be tried again by itself
publish-error-other-box = the poll was sealed for the ballot box { $name }, which may have accepted it: start the registrar with that ballot box again; or put this poll into the archive and copy it
publish-error-underway = the poll is being published at this moment; look again in a few seconds
publish-error-countersigned = the ballot box has not countersigned: { $reason }
# What only an operator can mend; the detail is in English.
publish-error-other = the poll could not be published: { $detail }

## What is looked at before publishing

check-one-option = Question { $n }, “{ $title }”, has one option only: there is nothing to choose.
check-all-win = Question { $n }, “{ $title }”: all { $options } options win, for that many places are to be filled.
check-questions =
    { $n ->
        [one] { $n } question with options to choose from.
       *[other] { $n } questions with options to choose from.
    }
check-voting-past = Voting would be over already: its end lies in the past.
check-passes-past = Nobody could get a voting pass: the end of giving them out lies in the past.
check-short = Voting ends in less than an hour.
check-begun = The beginning lies in the past: passes are given out from the moment of publishing.
check-overlap = Passes are given out while voting is open. Whoever could watch the traffic of both services might link a pass and a vote by their times. Separate times rule that out.
check-windows = All times lie ahead, and voting begins after the last pass was given out.
check-candidates =
    { $n ->
        [one] The text of { $n } candidate is approved.
       *[other] The texts of { $n } candidates are approved.
    }
check-candidates-waiting =
    { $waiting ->
        [one] { $waiting } of { $all } candidates has no approved text: what was written will not be shown to voters.
       *[other] { $waiting } of { $all } candidates have no approved text: what they wrote will not be shown to voters.
    }
check-roll-empty = The list of voters is empty: upload one first.
check-roll-small = Only { $n } on the list of voters: with so few the result itself may tell who voted what.
check-roll = { $n } voters on the list.
check-mail = Mail can be sent.
check-mail-fault = Mail cannot be sent now: { $fault }. Invitations would wait until it can.
check-box-silent = The ballot box { $name } does not answer: { $detail }.
check-box-new-key = The ballot box has handed over its key to a new one, and both keys signed that. Have the new one accepted: in the registrar's configuration, under [ballot_box], set key = "{ $new }", add "{ $known }" to former_keys, and start the registrar again.
check-box-foreign-key = The ballot box has another key than the one that this registrar knows, and no hand-over to it that holds. Ask its operator which is right, by another way than this network.
check-box-unknown-registrar = The ballot box does not know this registrar's key. Ask its operator to allow it.
check-box = The ballot box { $name } answers, and its key is the known one.
check-clock = The clocks of registrar and ballot box agree.
check-clock-skew =
    { $side ->
        [ahead] The ballot box's clock is { $seconds } seconds ahead of ours: voting would open and close at another time than announced. Set both clocks by a time server.
       *[other] The ballot box's clock is { $seconds } seconds behind ours: voting would open and close at another time than announced. Set both clocks by a time server.
    }

## The list of polls

manage-title = Manage polls
manage-others = All other polls
manage-new = New poll
manage-audit = Audit log
manage-label = Polls
manage-caption = All polls and drafts
manage-caption-archive = Polls and drafts put away
manage-poll = Poll
manage-state = State
manage-closes = Voting closes
manage-closes-not = not fixed yet
manage-issued = Passes issued
manage-standing =
    { $state ->
        [draft] draft
        [sealed] being published
        [published] published
        [issued] passes issued
        [over] over
        [precincts] in precincts
       *[other] cancelled
    }
manage-none = No polls yet.
manage-none-archive = The archive is empty.

## Copy, next round, archive

more-title = Copy, next round, archive
more-title-of = More of “{ $title }”
more-refused = Nothing was made
more-copy = Copy
more-copy-lead = A new draft with the same questions and settings. Times that lie in the past are moved, all by the same.
more-copy-roll = With the list of voters
more-copy-go = Copy the poll
more-round = Next round
more-round-none = The ballot box shows no signed result now. Look again when it does.
more-round-lead = A new draft with the options that you choose. Chosen already: who tied for first place or for the last seat, or the first two where nobody has more than half. A question with fewer than two chosen is left out.
more-round-lead-roll = A new draft with the options that you choose and the same list of voters. Chosen already: who tied for first place or for the last seat, or the first two where nobody has more than half. A question with fewer than two chosen is left out.
more-round-votes =
    { $n ->
        [one] { $n } vote
       *[other] { $n } votes
    }
more-round-go = Draft the next round
more-reset = Start the test again
more-reset-lead = This test is cancelled and put into the archive, and a new draft of it is made with the same list of voters. What was published stays public.
more-reset-lead-over = This test is put into the archive, and a new draft of it is made with the same list of voters. What was published stays public.
more-reset-go = Cancel it and start again
more-archive-lead = It leaves the list of polls; nothing is deleted, and you can take it out again.
more-archive-not = The poll can be archived when it is over or cancelled.
more-archived = It is in the archive.
more-archive-go = Put it into the archive
more-unarchive-go = Take it out of the archive
more-delete = Delete
more-delete-lead = The draft goes for good, with its list of voters and what candidates wrote. The audit log keeps that it was there.
more-delete-sure = Delete it for good
more-delete-go = Delete the draft

## Why nothing was copied, archived or deleted

copy-error-no-test = only a published test poll can be started again; copy this one instead
copy-error-running = the poll is still running; it can be archived when it is over or cancelled
copy-error-sealed = the poll is about to be published; it can be archived when it is over, or a draft again
copy-error-done = that was done already, by you or somebody else
copy-error-no-result = there is no result yet; the next round can be drafted when the ballot box has signed one
copy-error-forged = the ballot box has sent a result that it has not signed
copy-error-no-options = choose at least two options of a question
delete-error-published = only drafts are deleted: this poll is published, or about to be; what was published stays
delete-error-split = this draft was split into precincts, which are published, listed and added up by it; delete their drafts first
delete-error-unsure = tick that the draft is to be deleted for good
box-unreachable = the ballot box cannot be reached: { $detail }

## A published poll and its notices

notices-title = Overview
notices-published = The poll is published.
notices-done = The notice is given.
notices-passes = Voting passes
notices-voting = Voting
notices-cancelled = (cancelled)
notices-zone = Time zone
notices-turnout = Turnout
notices-turnout-of =
    { $issued ->
        [one] { $issued } of { $eligible } voting passes collected.
       *[other] { $issued } of { $eligible } voting passes collected.
    }
notices-turnout-open =
    { $issued ->
        [one] { $issued } voting passes collected.
       *[other] { $issued } voting passes collected.
    }
notices-turnout-late = The list may grow until no more passes are given out.
notices-turnout-who = See who
notices-mails = Mails
notices-mails-sent = { $sent } sent, { $waiting } waiting.
notices-mails-failed =
    { $failed ->
        [one] { $failed } could not be delivered
       *[other] { $failed } could not be delivered
    }
notices-erased = The list of voters is erased
notices-erased-done = that was done
notices-erased-never = not by itself
notices-count = Count of passes at the ballot box
notices-count-due = due when no more passes are given out
notices-for-voters = For voters
# A link; behind it stands the next one.
notices-page = This poll's page
notices-page-hint = the link to hand out
notices-at-box = At the ballot box
notices-booth = Voting booth
notices-ballots = ballots and result
notices-notices = Notices
notices-none = None yet.
notices-given =
    { $kind ->
        [extend] Extended
        [close] Closed early
       *[other] Cancelled
    }
notices-given-until = until { $date }.
notices-on-its-way = What has not arrived at the ballot box is tried again by itself, unless it was refused. A notice counts only if it arrives before voting ends.
notices-try-now = Try now
notices-look-again = Look again
notices-give = Give a notice
notices-refused = No notice was given
notices-kind = What is to be done?
notices-extend = Extend voting
notices-extend-hint = Voting passes end as before, on { $date }.
notices-close = Close voting early
notices-close-hint = At least an hour from now, so that voters can still come.
notices-cancel = Cancel the poll
notices-cancel-hint = Voting stops; there will never be a result.
notices-closes = New end of voting (time zone { $zone })
notices-reason = Reason, for the voters
notices-sure = I know that a notice is public and cannot be taken back
notices-go = Give the notice

## Why no notice was given

notice-error-kind = Choose what is to be done.
notice-error-unsure = Tick the box: a notice is public and cannot be taken back.
notice-error-no-poll = there is no such published poll
notice-error-over = the poll is over
notice-error-reason = say why, in at most 1000 characters
notice-error-time = the new end of voting must be given for extending and closing, and not for cancelling
notice-error-not-later = the new end of voting must be later than the present one, { $end }
notice-error-not-earlier = the new end of voting must be earlier than the present one, { $end }
notice-error-too-soon = the new end of voting must be at least an hour from now, with some minutes to arrive
notice-error-pending = an earlier notice has not arrived at the ballot box; one at a time

## Candidates

candidates-title = Candidates
candidates-title-of = Candidates of “{ $title }”
candidates-done =
    { $done ->
        [invited] The candidate is invited: a mail is on its way.
        [approved] Approved: voters will read this text.
        [returned] Sent back: a mail with your words is on its way.
       *[other] Nobody stands for this option any more.
    }
candidates-lead = Who stands for an option can write the text that voters read beside it. Each sees only their own option. You approve what they write; with that it becomes the description of the option.
candidates-published = The poll is published: nothing of this can be changed any more.
candidates-state =
    { $state ->
        [invited] has written nothing yet
        [written] waits for you to read it
        [returned] sent back
       *[other] approved
    }
candidates-words = You wrote: { $words }
candidates-approve = Approve
candidates-approve-label = Approve the text of { $option }
candidates-return-words = What should be changed?
candidates-return = Send back
candidates-return-label = Send back the text of { $option }
candidates-remove = Remove the candidate
candidates-remove-label = Remove the candidate of { $option }
candidates-again = Send the invitation again
candidates-again-label = Send the invitation again to { $email }
candidates-email = E-mail address of the candidate
candidates-invite = Invite
candidates-invite-label = Invite a candidate for { $option }
candidates-nobody = Nobody.

## Why a candidacy was not changed

candidate-error-no-candidacy = there is no such candidacy
candidate-error-no-option = the draft has no such option; save the draft first if you have just added it
candidate-error-published = the poll is published: what voters read can no longer be changed
candidate-error-taken = { $email } stands for this option already; remove that candidate first
candidate-error-nothing = the candidate has written nothing yet
candidate-error-changed = the candidate has changed the text meanwhile; read it again
# The detail is in English.
candidate-error-draft = with this text the poll could not be published: { $detail }
candidate-error-too-long = must have at most { $most } characters; it has { $has }
candidate-error-control = has control characters, which no text needs
candidate-error-empty = write something here, or under “Who you are”
candidate-error-no-words = tell the candidate what to change
