### The registrar's pages on which organisers split a poll into precincts, publish these, change them and add them up. How to
### translate: docs/languages.md.

tab-precincts = Precincts
split-title = Split into precincts
split-lead = A very large election can be held as several polls, its precincts. They ask the same at the same times; each voter votes in one of them. Each has a public list and a result of its own, and in the end you sign the total. Most elections need none.
split-needs = The poll needs a list of voters, a short name for links, and questions whose counts can be added up: no instant run-off and no single transferable vote.
split-price = A precinct's result tells more about its voters than that of the whole, so each needs at least { $least } of them, except in tests.
split-how = Who comes to which precinct?
split-lot = Voters are dealt by lot, in equal shares
split-lot-hint = Nobody's precinct tells anything about them. Take this wherever you can.
split-file = A file says it
split-file-hint = For groups that are to have results of their own. Each of these results shows how the group has voted: tell the voters.
split-count = Number of precincts
split-groups = CSV file of the groups
# The words in the file are English in every language.
split-groups-hint = With the columns email and precinct, others are passed over. It names the precinct of everybody on the list; whoever else is in it is left out.
split-go = Split the poll
split-after = Nothing is published by this. You can undo it until you begin to publish the precincts.

set-title = Precincts
set-of = A poll in { $n } precincts
set-alias = Short name
set-published = Published
set-published-of = { $n } of { $total }
set-listed = and listed
set-voters = Voters
set-turnout = Voting passes issued
set-voting = Voting
set-ends-differ = The precincts end at different times: the total comes after the last.
set-public = For everybody
set-public-page = Page of the election
set-public-later = There is a page once all precincts are published.
set-table = Precincts
set-precinct = Precinct
set-ballots = Ballots
set-no-ballots = none yet
set-phase = At the ballot box
set-phase-is =
    { $phase ->
        [before] before voting
        [voting] voting
        [closed] closed, being counted
        [counted] counted
        [cancelled] cancelled
       *[other] { $phase }
    }
set-no-answer = no answer
set-unpublished = not published yet
set-undelivered =
    { $n ->
        [one] { $n } statement is not confirmed by the ballot box yet. It is tried again by itself, unless it was refused.
       *[other] { $n } statements are not confirmed by the ballot box yet. They are tried again by themselves, unless they were refused.
    }
set-waits = on its way

set-done =
    { $done ->
        [split] The poll is split. Look at one of the precincts, then publish them.
        [moved] All precincts have these times.
        [published] All precincts are published, and their list is signed.
        [given] The notice is given to all precincts. It counts here once the ballot box has confirmed it.
        [tried] What had not arrived is sent again.
        [total] The total is signed and public.
       *[undone] The precincts are gone, and this is one draft again.
    }
set-added = The voter is on the list of precinct { $number }.
set-added-file =
    { $added ->
        [one] { $added } voter was added.
       *[other] { $added } voters were added.
    }
set-known =
    { $n ->
        [one] { $n } voter was on a list before.
       *[other] { $n } voters were on their lists before.
    }

set-times = Times of all precincts
set-times-lead = They are moved together, here in the time zone { $zone }, as long as all precincts are drafts.
set-times-go = Move the times of all

set-publish = Check and publish
set-publish-lead = All precincts are published one after the other, and listed together. It takes about two seconds for each, and must be done before the first voting pass is given out. What is done stays done.
set-publish-checks = What was found about the first of them
set-publish-go = Publish all precincts
set-publish-on = { $n } of { $total } are published. This takes several rounds: go on until all are.
set-publish-further = Go on publishing

set-notice = Give a notice to all precincts
set-notice-lead =
    { $n ->
        [one] { $n } precinct can take one. On its own page a precinct gets one of its own.
       *[other] { $n } precincts can take one. On its own page a precinct gets one of its own.
    }
set-notice-some = Given to { $n } precincts. These did not get it:
set-notice-none = No precinct got it:
set-notice-one = Precinct { $number }: { $why }
set-notice-go = Give it to all precincts

set-total = Sign the total
set-total-lead = When all precincts are counted their signed results are added up. You sign the total once, and for good.
set-total-cancelled = A precinct was cancelled, so there is no total: it would leave out voters.
set-total-running = Voting is not over in all precincts.
set-total-some = So far { $counted } of { $total } results are here that tell how many passes were issued. Of many precincts this takes several rounds: try again.
set-total-sure = I know that a total is public and cannot be taken back
set-total-go = Add up and sign
set-total-done = The total is signed.

set-add = Add one voter
set-add-lead = Nobody comes to two precincts: who is on the list of one is refused here.
set-add-to = Precinct
set-add-smallest = the smallest
set-add-number = Precinct { $number }
set-add-file = Add voters by a file
set-add-file-label = File of voters
set-add-file-hint = CSV with the columns email and precinct, and name and external_id where you like. Under precinct stands the number or the name of one, or nothing for the one with the fewest voters. All are added, or nobody.
set-add-file-go = Add the voters of the file

set-undo = Undo the split
set-undo-lead = The drafts of all precincts are deleted, and the poll is one draft again with the list of voters that it had. What was changed in the precincts since is lost, voters who were added there as well.
set-undo-sure = Delete the drafts of all precincts
set-undo-go = Undo the split

set-part = This is precinct { $number } of { $total } of a larger election.
set-part-link = All precincts

## Why precincts were not made, published or added up

split-error-how = choose who comes to which precinct
split-error-number = give the number of precincts, from 2 to 1000
split-error-no-file = choose the file of the groups
split-error-file-long = the file is too long: at most 16 MiB are read
split-error-unsure = tick the box first
split-error-count = there are 2 to 1000 precincts
split-error-alias = an election in precincts needs a short name of small letters, digits and hyphens that leaves room for “-<number>-of-<count>” within 32 characters
split-error-no-roll = voters are dealt to precincts from a list; a poll for anybody has none
split-error-rounds = { $question } is counted in rounds (irv, stv-scottish, stv-meek), and rounds of precincts cannot be added up; take schulze, borda, a choice or a score, or publish one poll without precincts
split-error-few =
    { $least ->
        [1] { $voters } voters are too few for { $count } precincts: some would have none; take fewer precincts
       *[other] { $voters } voters are too few for { $count } precincts: some would have fewer than { $least }, and the result of so few tells how they voted; take fewer precincts
    }
split-error-small-group = “{ $name }” has { $voters } voters, and the result of fewer than { $least } tells how they voted; join it with another precinct
split-error-header = the first line of the file must have the columns email and precinct; it is “{ $found }”
split-error-name = a precinct needs a name of at most { $most } characters on one line
split-error-in-two = this voter was in another precinct before
split-error-many = a file adds at most { $most } voters: make several of it, or put larger ones into the list of a single precinct
split-error-ungrouped = the file does not say to which precinct { $email } belongs
split-error-candidates = a candidate's text waits for approval; approve or remove it before the draft is split
split-error-no-draft = this is no draft that could be split: it is published, or was split, or the short name belongs to other precincts
split-error-precinct = this draft is a precinct of an election already, and is not split once more: to have more precincts undo the split and split again
split-error-not-split = this draft was not split into precincts
split-error-incomplete = a precinct was deleted: delete the others as well and split the draft again
split-error-meanwhile = the draft or its list of voters was changed while it was being split, and nothing was split: look at it and split it again
split-error-begun = a precinct is published or on its way: the split cannot be undone any more
split-error-sealed = a precinct is published or on its way: its times are fixed, so nothing was moved
split-error-overtaken = somebody has changed a precinct meanwhile, and nothing was moved: look at them and try again
split-error-erased = the list of voters that this draft had was erased, and undoing the split would leave no voters: download the lists of the precincts first, then delete their drafts one by one
split-error-no-precinct = there is no precinct { $number }
split-error-renamed = precinct { $number } has another short name: give its draft { $alias } again
split-error-small = precinct { $number } has { $voters } voters on its list, and the result of fewer than { $least } tells how they voted: add voters to it; or if no precinct is published, undo the split and split into fewer
split-error-two-rolls = { $email } is on the lists of several precincts, for several passes: take the address off all but one of their drafts
split-error-one-voter = { $one } and { $other } are one voter's addresses, on the lists of different precincts, for several passes: take one of them off its draft
split-error-changed = precinct { $number } was changed and differs from the first: make the drafts alike, or undo the split, change the draft and split it again
split-error-late = all precincts are published and listed before any pass is issued, and the time left before passes of precinct { $number } is too short: move the times of all; or if some are published, cancel these, copy the draft that was split with its list, give the copy another short name and later times, and split the copy
# What a rule of the protocol or the ballot box says stays in English.
split-error-unfit = precinct { $number } cannot be this precinct: { $detail }
split-error-not-listed = the precincts are not listed yet: publish them all
split-error-forged = the result of precinct { $number } is not the ballot box's: { $detail }
publish-error-precinct-alias = a short name like “board-1-of-2” is that of a precinct: choose another one
split-error-other = it could not be done: { $detail }
roll-split = this draft was split into precincts: add voters there
roll-in-precinct = this address is on the list of precinct { $number } of this election
roll-in-precincts = somebody of the file is on the list of another precinct of this election
