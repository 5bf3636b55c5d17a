### The registrar's pages about lists of voters, turnout, work in the background, accounts and the audit log. How to translate:
### docs/languages.md.

## On several of these pages

office-refused = Nothing was changed
office-address = Address
office-name = Name
# In the place of a name or an id of the organiser's own.
office-nothing = none
office-email = E-mail address
office-search = Search
office-show-all = Show all
office-pages = Pages
office-first = First page
office-previous = Previous page
office-next = Next page
office-anew = The entry after which this page was to begin is gone from the list. This is the first page.
# What is listed, such as "All voters", and which page of the list this is.
office-paged = { $what }, page { $page } of { $pages }
office-of = { $n } of { $total }
# The month is in words.
office-day = { $day } { $month } { $year }
# How far a mail has come.
office-mail-state =
    { $state ->
        [none] not sent
        [queued] waiting
        [sending] being sent
        [sent] sent
       *[failed] failed
    }
office-roll-import = Import of the list of voters
office-job-state =
    { $state ->
        [waiting] waiting
        [running] running
        [done] done
       *[failed] failed
    }

## The list of voters of a poll

voters-title = List of voters
voters-done =
    { $done ->
        [added] The voter is on the list.
        [removed] The voter is off the list.
        [emptied] Nobody is on the list any more.
        [invited] The invitation is on its way again.
       *[saved] Saved.
    }
voters-begin = Upload a file, or add them one by one.
voters-find = Find a voter
voters-find-hint = Part of an address, a name or your own id.
voters-search = Find
voters-invitation = Invitation
voters-any-invitation = any
voters-invited =
    { $state ->
        [queued] waiting
        [sent] sent
       *[failed] could not be delivered
    }
voters-table = Voters
voters-all = All voters
voters-found = { $n } found
# They are counted no further.
voters-found-more = More than { $n } found
voters-own-id = Your id
voters-download = Download the whole list (CSV)
voters-none = Nobody is found.
voters-late = The poll is published and its list may still grow until no more passes are given out. Who is added is invited by mail at once, and cannot be taken off again.
voters-upload = Upload a list
voters-file = CSV file
# The words of the first line are English in every language.
voters-file-hint = UTF-8. First line: email, or email,name, or email,name,external_id; commas, semicolons or tabs. You see what would change before anything does.
voters-mode = What becomes of the voters who are on the list now?
voters-replace = The file is the whole list
voters-replace-hint = Who is not in it is taken off.
voters-stay = They stay, the file is added
voters-look = Upload and look
voters-add-one = Add one voter
voters-name = Name (optional)
voters-external-id = Your own id (optional)
voters-add = Add
voters-empty = Empty the list
voters-empty-sure = Take everybody off the list
voters-empty-hint = It cannot be taken back: download the list first if you may need it.

## What an uploaded list would change

upload-title = Check before you import
upload-rejected = The file cannot be imported
upload-correct =
    { $n ->
        [one] Correct this row in the file and upload it again. The list stays as it is.
       *[other] Correct these rows in the file and upload it again. The list stays as it is.
    }
# A line of the file by its number, and what is wrong with it or which address stands in it.
upload-line = Line { $line }: { $what }
upload-more = and { $n } more
upload-lead = Nothing is changed yet. The import would do this:
upload-rows = Rows read
upload-voters = Voters in the file
upload-added = New on the list
upload-changed = Name or id changes
upload-unchanged = Stay as they are
upload-removed = Taken off the list
upload-repeated = Rows that repeat an address
upload-first-counts = { $n } (the first row counts)
upload-unreadable = Rows that cannot be read
upload-who-is-removed = Who would be taken off
upload-import = Import
upload-discard = Throw the file away

## One voter

voter-title = A voter
voter-back = Back to the list
voter-save = Save
voter-remove = Take off the list
voter-held = The pass waits, if it was not collected
voter-held-why = The address was { $address } when the poll was published. This page does not tell whether the voting pass was collected before. If it was not, none is given out for this voter for a day after the correction. Whoever reads the old address can put it back meanwhile. An admin other than the one who corrected it can end the wait, for instance when the old address no longer exists.
voter-release = End the wait
voter-mails = Mails
voter-mail = { $kind }: { $state }
voter-mail-kind =
    { $kind ->
        [invitation] invitation
        [reminder] reminder
        [notice] notice
       *[result] result
    }
# The answer is the mail server's, in English as a rule.
voter-mail-answer = What came of the last attempt: { $answer }
voter-invite = Send the invitation again

## Who has a voting pass, where the poll has it listed

passes-title-of = Passes of “{ $title }”
passes-title = Who has collected a voting pass
passes-lead = This poll tells its voters that you see this list. It does not tell who has voted, nor how.
passes-days = Each day (UTC) is listed when it is over, and all of them once no more passes are given out: the list tells no time of day.
passes-table = Passes
passes-number =
    { $n ->
        [one] { $n } pass
       *[other] { $n } passes
    }
passes-day = Day
passes-none = Nobody has collected a pass.
passes-none-yet = Nobody collected a pass on the days that are over.

## Work in the background

job-title = Work in the background
job-done = Done
job-imported = Rows read: { $rows }. Voters added: { $added }, changed: { $changed }, taken off: { $removed }. Rows that repeat an address: { $duplicates }.
job-failed = It could not be done; nothing was changed
job-progress = { $done } of { $total } done.
job-waiting = It begins in a moment.
job-leave = You may leave this page: the work goes on, and nothing changes before all of it is done.
job-back = Back to the list of voters

## Turnout

dashboard-title = Turnout
dashboard-title-of = Turnout: { $title }
dashboard-issued = Voting passes issued
dashboard-ballots = Ballots in the public list
dashboard-in-groups = { $n } (they appear there in groups)
dashboard-no-answer = The ballot box does not answer at the moment.
dashboard-issuance-closes = No more passes after
dashboard-voting-closes = Voting closes
dashboard-cancelled = { $date } (cancelled)
dashboard-counted = { $date } (counted)
# The name of a time zone stands beside it.
dashboard-zone = Time zone
dashboard-days = Passes by day
dashboard-chart = Passes issued on each day, { $most } on the strongest; the table below has the numbers
dashboard-days-caption = Voting passes issued (days in the time zone UTC)
dashboard-day = Day
dashboard-passes = Passes
dashboard-up-to-then = Up to then
dashboard-days-hint = Ballots are not told by day: beside the passes of a day they could tell whose ballot is whose.
dashboard-no-days = Passes are not given out yet.
dashboard-mails = Mails of this poll
dashboard-mails-table = Mails
dashboard-mailing = Mailing
dashboard-mailing-kind =
    { $kind ->
        [invitation] Invitation
        [reminder] Reminder
        [notice] Notice
       *[result] Result
    }
# Such as "Reminder 2".
dashboard-mailing-number = { $mailing } { $n }
dashboard-waiting = Waiting
dashboard-sent = Sent
dashboard-failed = Failed
dashboard-no-mails = No mails yet.
dashboard-to-mails = Send mails and see which failed
dashboard-statements = Statements for the ballot box
# How far it has come follows.
dashboard-notice = Notice { $n }:
dashboard-count = Count of passes:
dashboard-to-notices = Notices, and trying at once
dashboard-no-statements = None yet: notices, and the count of passes when no more are given out.
dashboard-no-jobs = None in the last weeks.

## Accounts

users-title = Users
users-done =
    { $done ->
        [role] The role was changed
        [sessions-ended] Every session of the account has ended
        [second-factor-reset] No code is asked for any more, and no passkey opens the account
       *[deleted] The account is deleted
    }
users-done-more =
    { $done ->
        [role] It holds from their next click.
        [sessions-ended] Its owner is told by mail.
        [second-factor-reset] Every session of the account has ended, and its owner is told by mail. Who manages polls switches codes on again first.
       *[deleted] Its owner is told by mail. Lists of voters keep the address.
    }
users-role =
    { $role ->
        [voter] voter
        [officer] officer
       *[admin] admin
    }
# These three name the roles, as users-role does.
users-voter = A { $role } votes.
users-officer = An { $role } also drafts polls and manages those that they own or are given.
users-admin = An { $role } manages every poll, and the roles on this page.
users-secret = None of them sees a vote.
users-find = Address or name contains
users-number =
    { $n ->
        [one] { $n } account
       *[other] { $n } accounts
    }
users-found =
    { $n ->
        [one] { $n } account found
       *[other] { $n } accounts found
    }
# They are counted no further.
users-number-more = More than { $n } accounts
users-found-more = More than { $n } accounts found
users-none = No account contains “{ $search }”.
users-role-of = Role of { $email }
users-change = Change
users-change-of = Change the role of { $email }
users-help = Help { $email }
users-sure = The owner has asked for it, and is known to me
users-sure-hint = Not by mail alone: make sure who asks. The owner is told by mail, and the audit log holds it. Ended sessions leave password, codes and passkeys as they are.
users-end-sessions = End all sessions
users-reset-codes = Switch the codes off
users-reset-both = Switch the codes off, remove the passkeys
users-reset-passkeys = Remove the passkeys
users-delete = Delete the account of { $email }
users-choose-role = Choose one of the roles.
users-choose-action = Choose what is to be done.
users-tick-sure = Tick that the owner has asked for it, and is known to you.

## Deleting somebody's account

dismiss-title = Delete { $email }
dismiss-heading = Delete the account of { $email }
dismiss-role = Role
dismiss-goes = Goes, for good:
dismiss-goes-what = password, codes, passkeys, sessions, mailed links, the profile, and texts that were written as a candidate. The owner is told by mail, and the audit log holds that you did it.
dismiss-stays = Stays:
dismiss-stays-what = lists of voters belong to the organisers of the polls and keep the address. Who stands on one can sign in again by a mailed link, which makes a new account, and is the same voter: nobody gets a second pass. To keep somebody from voting, take them off the list.
dismiss-own = This is your own account. Another admin can take your role from you; then you delete it under { $security }.
dismiss-owned =
    { $n ->
        [one] First, another owner for one poll
       *[other] First, another owner for { $n } polls
    }
dismiss-owned-lead = A poll needs an owner. Open each one here, give it to another officer and make that officer its owner:
dismiss-sure = Delete it for good
dismiss-password = Your own present password
dismiss-delete = Delete the account
dismiss-leave = Leave it as it is
dismiss-tick-sure = Tick that the account is to be deleted for good.

## Who manages a poll

officers-title-of = Officers of “{ $title }”
officers-title = Who manages this poll
officers-lead = The owner, the officers below, and every admin. None of them can see a vote. Only the owner and admins take it from an officer or make another one the owner; who loses it is told by e-mail.
officers-owner = Owner
officers-given = Officers to whom it is given
officers-stop = Stop managing it
officers-take = Take away
officers-take-from = Take away from { $email }
officers-own = Make owner
officers-own-to = Make owner: { $email }
officers-none = None.
officers-give-heading = Give it to another officer
officers-email-hint = Of someone who is registered here and whom an admin has made an officer.
officers-give = Give the poll

## The audit log

audit-title = Audit log
audit-lead = What admins, officers, commands and the registrar itself did. Nothing is ever changed or removed here, and nothing that voters do is in it.
audit-who = Who
# The log itself is in English: command line, system.
audit-who-hint = An address, “command line” or “system”.
audit-what = What
audit-anything = anything
audit-object = To what
audit-object-hint = For example draft:1f0c…
audit-download = Download
audit-newest = Newest first
audit-number = No. { $n }
audit-details = Before and after
audit-before = Before
audit-after = After
audit-hash = Hash of this record and all before it
audit-older = Older records
audit-none = No records yet.
audit-none-fit = No records fit.
# What was done. The names in brackets are those of the log, with a hyphen for a full stop.
audit-act =
    { $act ->
        [admin-create] An admin's account made
        [account-delete] Account deleted
        [role-change] Role changed
        [address-change] Address changed
        [passkey-add] Passkey added
        [passkey-remove] Passkey removed
        [second-factor-reset] Codes and passkeys taken off an account
        [sessions-end] Sessions ended
        [key-rotate] Key of the stored secrets changed
        [draft-create] Draft made
        [draft-change] Draft changed
        [draft-delete] Draft deleted
        [candidate-invite] Candidate asked
        [candidate-write] Candidate's text changed
        [candidate-approve] Candidate's text approved
        [candidate-return] Candidate's text sent back
        [candidate-remove] Candidate removed
        [poll-seal] Poll signed
        [poll-unseal] Poll refused by the ballot box, a draft again
        [poll-publish] Poll published
        [poll-split] Draft split into precincts
        [precincts-undo] Split into precincts undone
        [precincts-list] List of precincts signed
        [precincts-total] Total of the precincts signed
        [notice-give] Notice given
        [statement-retry] Statements sent again at once
        [poll-archive] Poll put into the archive or taken out
        [poll-export] Poll exported
        [poll-give] Poll given to an officer
        [poll-take] Poll taken from an officer
        [poll-hand-over] Poll handed to another owner
        [roll-replace] List of voters replaced
        [roll-add] Voters added
        [roll-correct] Voter corrected
        [roll-release] Wait for a pass ended
        [roll-undo] Corrected address put back
        [roll-remove] Voter taken off the list
        [roll-download] List of voters downloaded
        [roll-empty] List of voters emptied
        [roll-erase] List of voters erased
        [person-erase] Person erased
        [mail-send] Mails sent
        [mail-resend] Mails sent again
        [mail-text] Words of the mails changed
       *[other] { $act }
    }

## Faults of a list of voters

# Sentences without a capital letter and a full stop, for they may stand within another one.
roll-not-utf8 = line { $line } is not UTF-8 text; { $guess }. Save the file as "CSV UTF-8" and upload it again
# Within roll-not-utf8.
roll-utf16 = the file is UTF-16 ("Unicode text")
roll-zero-bytes = it holds zero bytes, as a workbook or UTF-16 does
roll-latin1 = it looks like Windows-1252 or Latin-1
roll-header = the first line must be: email, or email,name, or email,name,external_id; it is "{ $found }"
roll-no-voters = the file holds no voters
roll-unreadable = { $n } of the rows cannot be read
roll-columns = has { $has } columns where the header has { $header }
roll-no-address = has no address
roll-not-an-address = “{ $address }” is not an e-mail address such as ada@example.org
roll-long-value = has a value of more than { $most } characters
roll-no-upload = there is no such upload: it was imported, thrown away, or has waited for more than a day
roll-no-draft = there is no such draft
roll-for-anyone = anyone may vote in this poll: it has no list of voters; choose one in the draft first
roll-fixed = the poll is published: nobody can be added to the list of voters or taken off it
roll-only-grows = the poll is published: voters can be added to its list, but not taken off
roll-too-late = no more passes are issued in this poll: its list of voters stays as it is
roll-taken = this address is on the list already
roll-no-entry = there is no such voter on the list
roll-none = anyone may vote in this poll: it has no list of voters
roll-tick-empty = tick that everybody is to be taken off the list
job-unreadable = the uploaded file cannot be read as a list of voters any more; upload it again
job-unknown = this version of the registrar does not know such jobs

## Why something about accounts and officers was not done

move-not-you = an admin other than the one who corrected the address may do this
move-not-held = nothing is held up for this voter
access-no-account = there is no such account; people register before they get a role
access-last-admin = this is the last admin; make someone else an admin first
access-not-an-officer = the account of { $email } is a voter's; an admin must make them an officer first
access-not-owner = only the owner of the poll and admins do this; ask one of them
access-not-given = the poll was not given to this account
access-no-poll = there is no such poll
rescue-no-account = there is no such account
rescue-no-factor = this account has no second factor and no passkeys: its password or a mailed link is all that is asked for
rescue-own = this is your own account: look after it under “My account”, or ask another admin
dismiss-not-admin = you are not an admin any more
dismiss-own-refused = this is your own account: another admin can take your role from you, then you delete it under “My account”
dismiss-owns-polls = this account owns polls; make somebody else the owner of each first
dismiss-no-account = there is no such account

## Why no mail can go

# What the mail server or the connection said follows in brackets, in English as a rule; names of configuration keys stay.
outage-unreachable = the mail server cannot be reached ({ $words })
outage-broke-off = the mail server broke off, or did not answer in time
outage-untrusted = the certificate of the mail server is not trusted ({ $words }); SSL_CERT_FILE can name a file of authorities to trust
outage-wrong-host = the certificate of the mail server is not for the host that mail.smtp_url names ({ $words })
outage-no-starttls = the mail server offers no encryption (STARTTLS), without which mail.smtp_url sends nothing
outage-no-tls = no encrypted connection to the mail server comes about ({ $words }); is the port of mail.smtp_url one for TLS?
outage-no-login = the mail server takes no password on this connection (neither AUTH PLAIN nor LOGIN)
outage-password = the mail server does not take our user and password ({ $words })
outage-refuses = the mail server refuses us: { $words }
outage-busy = the mail server asks us to wait: { $words }
