### The registrar's pages for voters, and what all its pages have in common. How to translate: docs/languages.md.

## The frame of each page

layout-nav = Main
layout-my-polls = My polls
layout-my-account = My account
layout-manage = Manage polls
layout-users = Users
layout-sign-out = Sign out
layout-sign-in = Sign in
layout-register = Register
layout-demo-mails = Demo mails
layout-demo-codes = Demo codes
layout-signed-in = Signed in as { $email }.
layout-about = This is the registrar { $name }: it knows who may vote and gives each voter one voting pass. It never sees a vote.

## What many pages say

# Between two times.
span-to = to
banner-test-label = Test poll
banner-test = This is a test poll. Nothing is decided by it.
faults-title = Please look at this again
proof-progress = Your browser computes for a moment: that keeps mass mailings away.
proof-wait = Your browser does not run this page's script. The form can be sent { $n } seconds after the page was opened, a few times in an hour.
steps-label = Steps of voting
steps-collect = Sign in and collect your voting pass
steps-mark = Mark
steps-review = Review
steps-cast = Cast
steps-keep = Keep your receipt
field-email = E-mail address
field-name = Your name (optional)
field-password = Password
field-new-password = New password
field-current = Present password
password-hint = At least 10 characters, hard to guess: several unusual words in a row are good.
password-forgotten = I have forgotten my password
invited-address = If you were invited to a poll, use the very address to which the invitation came.
link-send = Send me the link
to-booth = Go to the voting booth
to-account = Back to my account
not-now = Not now
not-eligible = You may not vote in this poll
collect-button = Collect my voting pass
facts-poll = Poll
facts-passes = Voting passes
facts-voting = Voting
facts-zone = Time zone

## The pages of one poll, for its organisers

tabs-label = This poll
tab-overview = Overview
tab-turnout = Turnout
tab-edit = Edit
tab-preview = Preview
tab-candidates = Candidates
tab-voters = Voters
tab-mail = Mails
tab-officers = Officers
tab-more = Copy, archive
tab-publish = Check and publish
on-the-list =
    { $n ->
        [one] One voter is on the list.
       *[other] { $n } voters are on the list.
    }
# How far a signed statement for the ballot box has come.
statement-delivered = delivered
statement-refused = refused
statement-waiting = on its way
statement-attempts =
    { $n ->
        [one] { $n } attempt so far
       *[other] { $n } attempts so far
    }
statement-answer = the last: { $answer }.
statement-next = Next try: { $date }.
statement-given-up = It is not tried again by itself.

## The first page

home-title = Start
home-heading = Collect your voting pass here
home-lead = You sign in here, get one voting pass for each poll you may vote in, and cast your vote with it elsewhere, in the ballot box. Nobody can tell which vote is yours: not the ballot box, which does not know you, and not this site, which never sees a vote.
home-results = Results, receipts and the public list of ballots are at the { $box }.
home-box = ballot box

## Registering

register-title = Register
register-button = Register
register-known = You have an account?
verify-title = Confirm your address
verify-refused = Not confirmed
verify-refused-hint = If you have never registered here, someone else has typed your address: do nothing, and no account is made. If you registered more than once, use the newest mail.
verify-other-browser = You have opened the link in another browser than the one in which you registered. Give the password that you chose there.
verify-lead = One click, and your account is ready.
verify-button = Confirm my address
verify-password-needed = the password of this registration is needed
verify-password-wrong = this is not the password of this registration
verified-title = Address confirmed
verified-heading = Your address is confirmed
verified-lead = The account of { $email } is ready. Sign in with your password to go on.
mail-sent-title = Look into your mail
mail-sent-lead = We have written to { $email }.
mail-sent-verify = Open the link in that mail to confirm your address; it works for two days.
mail-sent-verify-again = Open the link in that mail to confirm your address.
mail-sent-sign-in = Open the link in that mail to sign in; it works once, within an hour.
mail-sent-reset = Open the link in that mail to choose a new password; it works for an hour.
mail-sent-none = No mail?
mail-sent-spam = Look into the spam folder and check the address above.
mail-sent-back = Go back to have it sent once more; a few times in an hour are possible.
mail-sent-again = Send the mail again
mail-sent-wrong = The address is wrong
mail-sent-demo = In this demo mails are not sent.
mail-sent-demo-link = Read them here

## Links of mails that open nothing any more

link-invalid-title = This link does not work
link-invalid-verify = It was used already, or is older than two days, or was not copied whole.
link-invalid-hour = It was used already, or is older than an hour, or was not copied whole.
link-invalid-register = Register again
link-invalid-another = Ask for another link
link-invalid-day = this link is not valid, was used already, or is older than a day

## Signing in

sign-in-title = Sign in
sign-in-button = Sign in
sign-in-refused = You are not signed in
sign-in-wrong = The address or the password is wrong. If you have registered and not opened the link in our mail yet, do that first; or sign in by mail, below.
sign-in-too-many =
    { $n ->
        [one] Too many attempts. Try again in one minute.
       *[other] Too many attempts. Try again in { $n } minutes.
    }
sign-in-busy = Very many people are signing in. Wait a few seconds and try again.
sign-in-no-passkey = No passkey was given. Try again, or sign in another way.
sign-in-passkey = Use a passkey
sign-in-by-mail = Sign in by mail, without a password
sign-in-no-account = No account yet?
code-title = Your code
code-refused = You are not signed in yet
code-label = Code of your authenticator app, or a recovery code
code-again-label = Code of the app, or a recovery code
code-demo = In this demo you { $link }.
code-demo-link = read the code here
code-lost = I have neither the device nor a recovery code
code-lost-help = Ask the operators of this registrar. They can make your account one without codes, once they are sure that it is you.
code-missing = the code of your authenticator app is needed
code-wrong = this code is wrong, was used already, or is too old; wait for the next one
too-many-attempts = too many attempts; try again later
account-outdated = the account was changed or signed out meanwhile; sign in again
link-lead = One click, and you are signed in as { $email }.
link-button = Sign in as { $email }
link-not-yours = Is this not your address? Then close this page.
link-new-title = Sign in by mail
link-new-lead = We send you a link that signs you in, without any password. No account yet? Opening the link makes one.
link-new-password = You have a password?
link-new-password-link = Sign in with it

## A new password

reset-title = Choose a new password
reset-lead = We send you a link with which you can choose a new one.
reset-otherwise = You can also { $link }, without any password.
reset-otherwise-link = sign in by mail
reset-confirm-lead = For the account of { $email }. Whoever is signed in to it is signed out.
reset-button = Set the new password
password-changed-title = Password changed
password-changed-heading = Your password is changed
password-changed-lead = The account of { $email } has the new password now. Sign in with it to go on.

## What is wrong with what was typed

email-malformed = not an e-mail address such as ada@example.org
name-malformed = a name has at most { $most } characters, and no control characters
zone-unknown = “{ $name }” is no time zone; give a name such as Europe/Berlin, America/New_York or UTC
password-length = a password has { $shortest } to { $longest } characters
password-weak = this password is easy to guess. { $why } Take several unusual words, or let a password manager make one.
password-weak-plain = this password is easy to guess. Take several unusual words, or let a password manager make one.
password-wrong = this is not your present password
session-old = sign out and sign in again, then you have a quarter of an hour for this
work-missing = a proof of work is needed
work-unreadable = the proof of work cannot be read
work-forged = the proof of work is wrong or not for a challenge of ours; please try once more
work-other = the proof of work was done for another form
work-expired = this took too long; please try once more
work-used = this was sent before; please try once more
work-too-soon =
    { $n ->
        [one] your browser has not run this page's script: please wait one second more, then send the form again
       *[other] your browser has not run this page's script: please wait { $n } seconds more, then send the form again
    }
work-too-many = too many requests came from your network without the computation that a script on this page does
work-full = very many people ask at this moment; try again in a few minutes
# What makes a password easy to guess.
weak-row = Straight rows of keys are easy to guess.
weak-keys = Short keyboard patterns are easy to guess.
weak-repeat = Repeats like “aaa” are easy to guess.
weak-repeats = Repeats like “abcabcabc” are only slightly harder to guess than “abc”.
weak-common = This is a very common password.
weak-top = This is similar to a commonly used password.
weak-recent-year = Recent years are easy to guess.
weak-sequence = Sequences like “abc” or “6543” are easy to guess.
weak-date = Dates are often easy to guess.
weak-word = A word by itself is easy to guess.
weak-name = Names and surnames by themselves are easy to guess.
weak-names = Common names and surnames are easy to guess.

## My polls

me-none = There is no poll in which you may vote at present.
me-none-hint = Were you invited at another address? Then sign in with that one.
me-pass = Your voting pass
me-pass-issued = Collected
me-pass-issued-to = Collected by { $email }
me-pass-none = Not collected; from { $times }
me-listed-as = On the organisers' list as
me-voting-cancelled = Cancelled
me-voting-soon = From { $times }
me-voting-open = Open until { $date }
me-voting-closed = Closed since { $date }
me-cancelled = This poll was cancelled. There is nothing to do.
me-over = Voting has ended.
me-result = See the result
me-look = Look at the poll
me-held = The organisers have put your address on the list of voters a short while ago.
me-held-until = The address that stood there before can object until { $date }: collect your voting pass after that.
me-held-late = If that is too late, ask the organisers.
me-wait-for-pass = Come back on { $date }: from then on you collect your voting pass.
me-too-late = Voting passes are no longer given out, and you have collected none: you cannot vote in this poll any more.
me-wait-for-voting = You have your voting pass. Come back on { $date } with the browser in which you collected it: then you vote.
me-vote = You have your voting pass. If you have not voted yet, do so in the browser with which you collected it.
me-collect-and-vote = Collect your voting pass and vote.
me-collect-and-vote-button = Collect my voting pass and vote
me-collect = Collect your voting pass now; you vote from { $date } on.
me-own-zone = Times are shown in the time zone { $zone }:
me-poll-zone = Times are shown in the zone of each poll:
me-change-zone = change that
me-candidacies = Where you stand as a candidate
me-candidacy = { $option }, in “{ $poll }”
me-candidacy-open = { $option }, in “{ $poll }”: write what voters read about you

## The page of one poll

poll-is-cancelled = This poll was cancelled
poll-cancelled-no-result = No result will be published.
poll-closed = Voting has closed
poll-result = See the result at the ballot box
poll-not-eligible = Your address { $email } is not among its voters. Were you invited at another address? Then sign in with that one. If you think this is a mistake, ask the organisers.
poll-before = Not open yet
poll-before-until = Voting passes are given out from { $date }.
poll-issued = You have collected your voting pass
poll-issued-where = It lies in the browser with which you collected it, or in the backup file that you saved. Go on in the voting booth.
poll-too-late = Voting passes are no longer given out
poll-too-late-since = They were, until { $date }. Who has one can still vote.
poll-lead = You vote in the voting booth. It sends you back here once, to collect your voting pass.
poll-who = Who may vote
poll-who-open = Anyone with a confirmed address that the poll admits
poll-who-roll = Those on the organisers' list of voters
poll-seen = Who sees that you have a pass
poll-seen-list = The poll's officers, and on which day you collected it. They never see whether or what you vote.
poll-seen-none = No officer of the poll.
poll-known = Who the voters were is known until
poll-known-until = { $date }; then their addresses are erased
poll-known-open = the organisers erase it
poll-check = To check the poll yourself
poll-check-lead = These three lines, learnt from here and not from the ballot box, are all you need to check the count.
poll-check-registrar = Registrar
poll-check-box = Ballot box

## Collecting the pass

confirm-title = Collect your voting pass
confirm-lead = You get one voting pass for this poll. It goes to the browser window from which you came.
confirm-to = Issued to
confirm-code = The voting booth has shown you this check code:
confirm-other-code = The code is another one: go back
confirm-why = Why can nobody link my vote to me?
confirm-because = Your browser has put the pass into something like a closed envelope before sending it here. We sign it through the envelope without seeing it. The signature shows later that you may vote, and not who you are.
confirm-not-you = Not { $email }? Sign out first, then start again from the booth.
nothing-title = Nothing is waiting
nothing-heading = No request for a voting pass is waiting
nothing-lead = For “{ $title }” you have collected the pass already, or more than half an hour has gone by, or you have signed in as someone else meanwhile.
nothing-lost = Nothing is lost. Go back to the voting booth: it knows how far you have come.
refused-title = No voting pass
refused-back = Back to the voting booth
refused-issued = You have collected your voting pass before
refused-issued-lead = For “{ $title }” a voting pass was issued in your name already. There is only one for each voter.
refused-issued-where = It lies in the browser with which you collected it, or in the backup file that you saved there. Go on with that one.
refused-issued-theft = If it was not you, someone else has taken the pass in your name: tell the organisers of the poll at once.
refused-not-eligible-lead = The address { $email } is not among the voters of “{ $title }”.
refused-not-eligible-nobody = This address is not among the voters of “{ $title }”.
refused-not-eligible-hint = Were you invited at another address? Then sign out, sign in with that one, and start again from the booth. If you think this is a mistake, ask the organisers.
refused-held = Not for a day
refused-held-lead = The organisers have put your address in the place of another one on the list of voters of “{ $title }”. So that nobody loses their vote by that, the other address has a day to object. Come back then.
refused-held-late = If voting ends before that, ask the organisers: an admin can let you have the pass at once.
refused-early = Not yet
refused-early-lead = You are too early for a voting pass for “{ $title }”.
refused-early-from = Voting passes are given out from { $date }.
refused-late = Too late for a voting pass
refused-late-lead = Voting passes for “{ $title }” are no longer given out.
refused-late-until = They were, until { $date }, or the poll has ended early. Who has one can vote as long as voting is open.
refused-malformed = The booth's request cannot be read
refused-malformed-lead = It does not fit the poll “{ $title }”. No voting pass was given out.
refused-malformed-hint = Go back to the voting booth, reload it and try again.
stale-title = Please start again from the booth
stale-heading = This page was out of date
stale-lead = You have signed in anew since it was shown, so no voting pass for “{ $title }” was given out. Nothing is lost.
foreign-origin = Open the booth at { $booth } and collect your voting pass from there
pass-unknown = the pass may or may not be issued; send the very same request again

## Profile

profile-title = Profile
profile-saved = Your profile is saved
profile-to-polls = See my polls
profile-zone = Time zone
profile-zone-hint = The pages for voters show the times of polls in this time zone. Mails, and the pages of organisers, keep to the zone of each poll.
profile-zone-of-poll = The zone of each poll
profile-save = Save my profile

## Another address

address-title = Change my address
address-written = Look into the mail of { $email }
address-written-what = Open the link in it within an hour, in this browser: until then nothing changes. We have told { $email } as well.
address-written-none = No mail? Look into the spam folder and check the address. A few mails in an hour are possible.
address-pending = Waiting for { $email }
address-pending-what = The change is made when you open the link in our mail to that address.
address-keep = Keep { $email }
address-lead = Your address is { $email }. With a new one:
address-sign-in = You sign in with the new address, and are signed out everywhere else.
address-polls = Polls that list you as a voter today stay yours, and their mails come to the new address. A voting pass that you have collected is the only one you get.
address-lists = The organisers' lists keep the old address. Tell them the new one, so that you are a voter in their next polls too.
address-new = New e-mail address
address-button = Send a link to the new address
address-same = this is the address of your account already; give another one
address-first = Sign in first
address-first-lead = The link in our mail changes the address of the account that is signed in. Sign in here with your present address, then open the link once more.
address-first-not-you = Have you never asked for this? Then do nothing: the link does nothing without the account.
address-refused = Your address is what it was
address-taken = the new address has an account of its own by now; delete that one first, or choose another address
address-confirm-lead = If you press the button, your account has the address { $new } instead of { $old }.
address-confirm-button = Change my address
kept-title = Your address on a list of voters
kept-refused = Your address was not put back
kept-unchanged = Nothing was changed
kept-refused-hint = If you may vote and cannot, tell the organisers of the poll.
kept-taken = the address stands on the list for another voter now; ask the organisers
kept-done = Your address stands on the list again
kept-done-lead = { $email } may vote in “{ $title }”
kept-done-hint = No voting pass went to the other address. Tell the organisers what happened.
kept-question = Keep your address on the list of voters?
kept-lead = The organisers of “{ $title }” have put another address in the place of { $email }. If you did not ask for it, put yours back. If you did, close this page.
kept-button = Put my address back

## My account

account-name = Name
account-no-name = not given
account-zone-of-poll = that of each poll
account-profile-change = Change my profile
account-address = Address
account-password-change = Change my password
account-password-done = Your password is changed
account-others-out = Whoever else was signed in to your account was signed out.
account-address-done = Your address is { $email }
account-address-done-hint = Whoever else was signed in to your account was signed out. Tell the organisers of your polls the new address.
account-no-password = You sign in by mail. If you prefer a password, we send you a link with which you can choose one.
account-codes-on = A code of your authenticator app is asked for when you sign in.
account-codes-why = An authenticator app protects your account even if someone learns your password.
account-codes-renew = Make new recovery codes
account-codes-needed = You manage polls: codes cannot be switched off.
account-codes-off = Switch codes off
account-codes-off-done = Codes are switched off
account-codes-off-done-hint = Your account is protected by your password or your mailbox alone.
account-passkeys = Passkeys
account-passkeys-what = A passkey signs you in by a fingerprint, your face or a PIN on your telephone, computer or security key, without password and code.
account-passkey-number = Passkey { $n }, added on { $date }
account-passkey-rename = Rename
account-passkey-remove = Remove
# Read aloud after the two before.
account-passkey-which = passkey { $n }
account-passkey-name-hint = For yourself, such as “My phone”.
account-passkey-add = Add a passkey
account-passkey-done = Your passkey is added
account-passkey-done-hint = From now on you can sign in with it, without password and code.
account-passkey-renamed = Your passkey has another name
account-passkey-removed = The passkey is removed
account-passkey-removed-hint = It signs nobody in any more, and whoever else was signed in to your account was signed out. Delete it on your device as well.
account-out = Sign out everywhere
account-out-what = Ends every session of your account, on this device and on all others.
account-out-button = Sign out everywhere
account-data = My data
account-data-what = What is stored here about you, as one file.
account-data-button = Download my data
account-delete = Delete my account
account-delete-what = Your address, your ways to sign in and your sessions are deleted at once. Lists of voters belong to their organisers and keep your address as long as their polls need it.
account-delete-role = You manage polls: an admin has to take that role from you first.
account-delete-button = Delete my account
account-has-role = an admin has to take your role from you first
account-owns-polls = you own polls; an admin has to make somebody else their owner first
deleted-title = Account deleted
deleted-heading = Your account is deleted
deleted-lead = Nothing is kept here under { $email } but what organisers have put on their lists of voters. A vote that you have cast counts: nobody can tell which one it was.

## Passkeys and codes of an app

passkey-title = Add a passkey
passkey-lead = Your browser now asks your telephone, computer or security key to make the passkey “{ $name }”. It wants to know that it is you: by a PIN, a fingerprint or your face.
passkey-not-made = No passkey was made. This device may have one here already, or it does not check who uses it. Try again, or with another device.
passkey-button = Make the passkey
passkey-unknown = Your browser cannot make passkeys
passkey-unknown-why = It is too old for them, or it runs no scripts.
passkey-unavailable = passkeys need a host name, and https unless it is localhost
passkey-name = a name has 1 to 60 characters
passkey-most = an account has at most { $most } passkeys; remove one first
passkey-stale = this took too long or was sent before; please try once more
passkey-refused = the passkey could not be checked; please try once more
passkey-unverified = the device did not check who uses it: it has to ask for a PIN, a fingerprint or a face
passkey-copied = this passkey was used elsewhere since, as if there were a copy of it: sign in another way, and remove it
passkey-no-account = this passkey belongs to no account here any more; sign in another way
passkey-known = this device has a passkey here already
codes-title = Codes of an app
codes-heading = Protect your account by codes
codes-needed = Needed before you can manage polls
codes-needed-why = Who manages polls signs in with a code besides the password.
codes-lead = An authenticator app on your phone shows a new code every half minute. Who wants to sign in as you then needs that phone too.
codes-begin = Begin
codes-switch-on = Switch codes on
scan-heading = Scan this with your app
scan-refused-heading = Give the code of your app
scan-refused = Not yet
scan-picture = QR code for an authenticator app; the same secret stands below as text
scan-secret = Or type this secret into the app (time based, six digits):
scan-again = If the app has nothing for this page yet, { $link } with a new picture.
scan-again-link = start again
scan-code = The code that the app shows now
recovery-title = Recovery codes
recovery-heading = Keep these recovery codes
recovery-lead = Each works once in the place of a code of the app, for the day on which the phone is lost. Print this page or write them down; they are not shown again.
recovery-kept = I have kept them

## Reminders

unsubscribe-title = Reminders
unsubscribe-heading = Reminders of this poll
unsubscribe-lead = If you do not want to be reminded of this poll again, say so here. You may still vote in it.
unsubscribe-button = No more reminders
unsubscribe-done = You get no more reminders of this poll
unsubscribe-done-hint = You may still vote in it. When a voting pass is issued in your name, or the poll is changed, you are told all the same.

## What a candidate writes

candidacy-title = Your candidacy
candidacy-where = “{ $question }” in “{ $poll }”
candidacy-refused = Nothing was saved
candidacy-refused-profile = Who you are: { $why }
candidacy-refused-statement = What you want: { $why }
candidacy-saved = Saved. An organiser reads it next.
candidacy-returned = Please change it
candidacy-returned-why = An organiser says: { $words }
candidacy-approved = An organiser has approved this text; voters will read it.
candidacy-approved-open = What you change must be approved again, and until then the approved text stands.
candidacy-unread = An organiser has not read this text yet.
candidacy-lead = Voters read this beside your name when they vote. You can change it until the poll is published. Markdown works: paragraphs, lists, emphasis, links; no pictures.
candidacy-profile = Who you are (optional)
candidacy-profile-hint = In a few lines: what you do, where you live, what you have done here before. At most { $n } characters.
candidacy-statement = What you want
candidacy-statement-hint = At most { $n } characters.
candidacy-save = Save
candidacy-published = The poll is published: what voters read can no longer be changed.
candidacy-as-seen = As voters see it

## The demo

demo-mails-lead = In the demo mails are not sent; they are here, the newest first.
demo-mails-none = None yet.
demo-mails-read = Read
demo-mail-to = To { $email }
demo-mail-all = All demo mails
demo-codes-lead = Who manages polls signs in with a code of an authenticator app. In the demo the codes are here; { $link } when one has been used.
demo-codes-again = load this page again
demo-codes-used = Every code of this minute was used: wait half a minute and load the page again.
demo-codes-secret = Secret, for an app of your own
demo-codes-none = Nobody uses codes yet.

## An election in precincts

precincts-lead-open = This election is held in { $n } precincts. Every voter votes in one of them; yours stands in your invitation and, once you have signed in, under “My polls”. When all are counted, the signed results are added up here.
precincts-lead-total = All { $n } precincts are counted. Added up, their signed results are:
precincts-eligible = May vote
precincts-issued = Voting passes
precincts-ballots = Ballots
precincts-option = Option
precincts-votes = Votes
precincts-points = Points
precincts-outcome = Outcome
precincts-elected = wins
precincts-tied = tied
precincts-abstained = Abstained: { $n }
precincts-nobody = Nobody chose anything.
precincts-nobody-listed = Nobody chose anything, so the order of the list decides.
precincts-title = Precincts
precincts-one = Precinct { $number }: { $eligible } voters
precincts-check = Check the sum
precincts-check-lead = Anybody can audit every precinct and add up the results again. The registrar has signed a list of the precincts. It says that it did so before it gave out voting passes.
precincts-check-keep = Keep the list now, and compare it with the one that is shown after the count.
precincts-check-kept = If you kept that list at the time, compare it with the one here.
precincts-check-signed = Signed list and total
