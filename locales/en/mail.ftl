### The registrar: mails, and the page on which organisers look after them. How to translate: docs/languages.md.
### A paragraph is one line. What people have written themselves, such as { $title }, stays in their own language.

## Somebody has asked for something

mail-verify-subject = Confirm your e-mail address
mail-verify =
    Someone, hopefully you, has registered with this address at { $url }.

    To confirm the address, open this link within two days:

    { $link }

    If it was not you, do nothing: without the link there is no account.
mail-reset-subject = Choose a new password
mail-reset =
    Someone, hopefully you, wants to choose a new password for your account at { $url }.

    To do so, open this link within an hour:

    { $link }

    If it was not you, do nothing. Your password is unchanged.
mail-sign-in-subject = Your link to sign in
mail-sign-in =
    Someone, hopefully you, wants to sign in at { $url } with this address.

    To sign in, open this link within an hour; it works once, and no password is needed:

    { $link }

    If it was not you, do nothing, and give the link to nobody: who has it can vote in your place.
mail-no-account-subject = There is no account at this address
mail-no-account =
    Someone, hopefully you, has given this address at { $url }. It has no account there.

    Were you invited at another address? Then use that one. To make an account of this address and sign in, open this link within an hour:

    { $link }

    If it was not you, do nothing.
mail-already-registered-subject = You are registered already
# $page is where to sign in.
mail-already-registered =
    Someone, hopefully you, has tried to register with this address at { $url }.

    You have an account there already. Sign in with your password at { $page }, or open this link within an hour; it works once, and no password is needed:

    { $link }

    If it was not you, do nothing. Your account and your password are unchanged.
mail-address-confirm-subject = Confirm your new address
mail-address-confirm =
    Someone, hopefully you, wants to use this address for their account at { $url }.

    To do so, open this link within an hour, in the browser in which you are signed in there:

    { $link }

    If it was not you, do nothing. Without this link nothing changes.
mail-address-taken-subject = This address has an account already
mail-address-taken =
    Someone, hopefully you, wants to use this address for their account at { $url }. It has an account of its own there, so nothing changes.

    If it was you, sign in with this address, or delete its account first:

    { $link }

    If it was not you, do nothing.
mail-address-asked-subject = Another address is wanted for your account
mail-address-asked =
    Someone, hopefully you, wants to change the address of your account at { $url } from this one to:

        { $new }

    That happens when the link in our mail to that address is opened, within an hour.

    If it was not you, choose a new password at once. That stops the change:

    { $link }

    and tell the organisers of the polls in which you may vote.

## Something about an account has changed

mail-address-changed-subject = Your account has another address now
mail-address-changed =
    The address of your account at { $url } was changed from this one to:

        { $new }

    Whoever was signed in elsewhere was signed out. Mails about your polls go to the new address.

    If it was not you, tell the organisers of the polls in which you may vote at once: somebody else has your account. They can correct the address on their lists of voters.
mail-address-new-subject = This is the address of your account now
mail-address-new =
    Your account at { $url } has this address now. Sign in with it from now on.

    The polls that listed you as a voter stay yours. Their organisers have your old address still: tell them this one, so that you are a voter in their next polls too.
# The end of mails about a change; $what is what was changed, $link leads to a new password.
mail-changed =
    { $what }

    If it was not you, choose a new password at once:

    { $link }

    and tell the organisers of the polls in which you may vote.
mail-password-changed-subject = Your password was changed
mail-password-changed = The password of your account at { $url } was changed, and whoever was signed in was signed out.
mail-second-factor-on-subject = Codes protect your account now
mail-second-factor-on = From now on a code of your authenticator app is asked for when you sign in to your account at { $url }.
mail-second-factor-off-subject = Codes no longer protect your account
mail-second-factor-off = No code is asked for any more when you sign in to your account at { $url }.
mail-passkey-removed-subject = A passkey was removed from your account
mail-passkey-removed = A passkey was removed, and whoever was signed in was signed out, of your account at { $url }.
mail-second-factor-reset = The operators have switched off the codes of your account and removed its passkeys, for somebody who said to have lost device and recovery codes, and have ended all its sessions. This is about your account at { $url }.
mail-wrong-codes-subject = Wrong codes were given for your account
mail-wrong-codes = Several wrong codes were given for the second factor of your account. Whoever gave them knew your password, or had opened a link that was mailed to you, at { $url }.
mail-recovery-code-used-subject = A recovery code was used
mail-recovery-code-used =
    { $left ->
        [one] A recovery code was used, and { $left } is left, of your account at { $url }.
       *[other] A recovery code was used, and { $left } are left, of your account at { $url }.
    }
mail-passkey-added-subject = A passkey was added to your account
mail-passkey-added =
    A passkey, “{ $name }”, was added to your account at { $url }: whoever has that device can sign in with it.

    If it was not you, sign in and remove it, which signs out everybody else:

    { $link }

    Then choose a new password, for somebody knows yours, and tell the organisers of the polls in which you may vote.
mail-sessions-ended-subject = You were signed out everywhere
# $page is where to sign in, $link where to choose a new password.
mail-sessions-ended =
    The operators have ended all sessions of your account at { $url }. Your password is unchanged.

    Sign in again at { $page }. If you do not know why this was done, ask the organisers of the polls in which you may vote, and choose a new password:

    { $link }
mail-account-deleted-subject = Your account was deleted
mail-account-deleted =
    Your account at { $url } was deleted.

    Organisers who have put this address on a list of voters still have it there. If you were not the one who deleted the account, tell them.
mail-account-dismissed-subject = Your account was deleted by the operators
mail-account-dismissed =
    The operators of { $url } have deleted your account there, with its password, codes and passkeys.

    Organisers who have put this address on a list of voters still have it there: you can vote in their polls with a link to sign in, which makes a new account. If you do not know why your account was deleted, ask them.

## To officers

mail-role-changed-subject = Your role was changed
# $by is an address, or a name of the command line.
mail-role-changed =
    { $role ->
        [admin] { $by } gave your account another role: admin.
        [officer] { $by } gave your account another role: officer.
       *[other] { $by } gave your account another role: voter.
    }

    This was at { $url }, and stands in its audit log. If you did not expect it, ask an admin.
mail-poll-taken-subject = You no longer manage “{ $title }”
mail-poll-taken =
    { $by } took the poll “{ $title }” from you: you do not manage it any more.

    This was at { $url }, and stands in its audit log. If you did not expect it, ask an admin.
mail-poll-handed-over-subject = You no longer own “{ $title }”
mail-poll-handed-over =
    { $by } made { $to } the owner of the poll “{ $title }”. You still manage it, until { $to } takes it from you.

    This was at { $url }, and stands in its audit log. If you did not expect it, ask an admin.

## To candidates: $option is for whom or what they stand, $poll the poll's title

mail-candidate-invited-subject = You stand as a candidate: introduce yourself
mail-candidate-invited =
    You stand as a candidate:

        { $option }
        in: { $poll }

    You can write a profile and a statement; voters read them beside your name once an organiser has approved them. You can change them until the poll is published.

    This link signs you in, once, within two weeks; no password is needed:

    { $link }

    Later, sign in with this address and open:

    { $page }

    If you do not want to stand, tell the organisers of the poll.
mail-candidate-returned-subject = Please change your statement
mail-candidate-returned =
    An organiser asks you to change what you wrote as a candidate:

        { $option }
        in: { $poll }

    { $words }

    Sign in with this address and change it here:

    { $page }
mail-candidate-approved-subject = Your statement was approved
mail-candidate-approved =
    What you wrote as a candidate was approved, and voters will read it:

        { $option }
        in: { $poll }

    You can still change it here until the poll is published; what you change must be approved again:

    { $page }

## To a voter whose address was corrected

mail-corrected-subject = The list of voters of a poll has another address for you
mail-corrected =
    The organisers of this poll at { $url } have put another address in the place of this one on its list of voters:

        { $title }

    { $what }
mail-corrected-keep =
    If the voting pass was not collected yet, nobody gets it at the new address for a day. If you did not ask for this, keep your address by opening this link within a day:

    { $link }

    and tell the organisers.
mail-corrected-ask = If you did not ask for it, ask the organisers at once.

## Mails about a poll, to all its voters

# At the top of a mail in several languages: what follows in this one.
mail-below = English below.
# Such as: Tuesday, 1 December 2026, 13:00 (Europe/Berlin, UTC+01:00)
mail-moment = { $weekday }, { $day } { $month } { $year }, { $time } ({ $zone })
mail-greeting = Dear { $name },
mail-test = This is a test poll: nothing is decided by it.
# The words of links.
mail-poll-page = The poll's page
mail-link-word = Sign in and vote
mail-no-reminders = No more reminders about this poll
mail-no-reminders-here = No more reminders about this poll, please: { $link }

mail-invitation-subject = You may vote: { $title }
mail-invitation-roll = You are on the list of voters of this poll:
mail-invitation-collect = Collect your voting pass, from { $opens } to { $closes }:
mail-invitation-vote = Vote with it, from { $opens } to { $closes }. That page leads you there.
mail-invitation-link = This link is for you alone; it signs you in once, without a password, and leads to the poll:
mail-invitation-used = The link works once. After that, sign in by mail or register, always with this very address.
mail-roots = Keep this mail. With these three lines anyone can check that the poll was run and counted rightly:
# The values stand one below the other.
mail-roots-lines =
    poll       { $poll }
    registrar  { $registrar }
    ballot box { $box }

mail-reminder-subject = You can still vote: { $title }
mail-reminder-pass = You have not collected your voting pass for this poll yet:
mail-reminder-until = Passes are given out until { $issuance }, and votes are taken until { $voting }:
mail-reminder-link = This link is for you alone; it signs you in once, without a password:
mail-reminder-nothing = If you do not want to vote, there is nothing to do.

mail-notice-subject =
    { $kind ->
        [extend] Voting goes on for longer: { $title }
        [close] Voting ends earlier: { $title }
       *[cancel] The poll is cancelled: { $title }
    }
mail-notice-what =
    { $kind ->
        [extend] Voting goes on for longer, until { $closes }, in this poll:
        [close] Voting ends earlier, on { $closes }, in this poll:
       *[cancel] This poll is cancelled; there will be no result:
    }
mail-notice-reason = The organisers say:
mail-notice-public = The notice is signed and public:
mail-box-page = The poll at the ballot box

mail-result-subject = The result is there: { $title }
mail-result-counted = The votes of this poll are counted, and the result is published:
mail-result-page = The result at the ballot box
mail-result-check = There you can also check that your ballot was counted: look it up with your receipt code.

mail-pass-subject = A voting pass was issued in your name
mail-pass-issued = A voting pass was issued in your name for this poll:
mail-pass-secret = With the pass one vote can be cast, and nobody can tell that the vote is yours.
mail-pass-not-you = If you did not ask for it, someone else may be voting in your place: tell the organisers of the poll at once.

## The page of a poll's mails

mails-title = Mails
mails-kind =
    { $kind ->
        [invitation] Invitation
        [reminder] Reminder
        [notice] Notice
       *[result] Result
    }
# Which reminder or notice it is, from 1.
mails-kind-of =
    { $kind ->
        [reminder] Reminder { $n }
       *[notice] Notice { $n }
    }
mails-queued =
    { $n ->
        [one] { $n } mail is on the way.
       *[other] { $n } mails are on the way.
    }
mails-saved = The words are saved.
mails-test-sent = A test mail to { $email } is on the way. Its links lead nowhere.
mails-nothing-done = Nothing was done
mails-wait = Mails wait
mails-wait-again = They are tried again by themselves; tell whoever runs this registrar.
mails-mailings = Mailings
mails-mailing = Mailing
mails-waiting = Waiting
mails-sent = Sent
mails-failed = Failed
mails-what-to-do = What to do
mails-retry = Send the failed ones again
mails-sent-means = Sent means that the mail server has taken it. What other servers return later goes to { $bounces }: correct the addresses on the list of voters, and the invitation goes out anew.
mails-none = No mails yet.
mails-none-draft = No mails to voters yet. The invitations go out when the poll is published.
mails-undelivered = Could not be delivered
mails-given-up =
    { $n ->
        [one] One mail was given up. Correct the address, and the invitation goes out anew.
       *[other] { $n } mails were given up. Correct the address, and the invitation goes out anew.
    }
mails-given-up-shown = { $n } mails were given up; these are the first { $shown }. Correct the address, and the invitation goes out anew.
mails-no-words = no words
mails-not-invited = Voters who were not invited
mails-download = Download all of them (CSV)
mails-remind = Remind everybody without a pass
mails-invite = Send the invitations
mails-tell-notice = Tell all voters of the newest notice
mails-tell-result = Tell all voters that the result is out
mails-words = Words
mails-words-lead = Each mail has its usual words; you can give it another subject and put something before them, after the greeting by name. Links, times and keys are always in it.
# Two or more names of languages, each in itself.
mails-languages = Every voter gets the same mail, in these languages one after the other: { $languages }.
mails-unspoken = There are no usual words in these languages of the poll: { $languages }. What you write in them stands at the top.
mails-english = There are no usual words in the languages of this poll: they are in English.
mails-subject = Subject (optional)
mails-subject-first = A mail has one subject; the usual one is in the first language.
mails-intro = Introduction (optional)
mails-intro-in = Introduction (optional): { $language }
mails-automatic =
    { $kind ->
        [invitation] Goes by itself when the poll is published
        [notice] Goes by itself when a notice has arrived at the ballot box
       *[result] Goes by itself when the result is published
    }
mails-save = Save the words
mails-test = Send me a test mail
mails-look = Look at the mail
mails-look-title =
    { $kind ->
        [invitation] The invitation as voters get it
        [reminder] The reminder as voters get it
        [notice] The mail about a notice as voters get it
       *[result] The mail about the result as voters get it
    }
mails-look-lead = With the words that are saved. “...” stands for what each voter has of their own, and for what is known only later.
mails-look-subject = Subject: { $subject }
mails-back = Back to the mails
# Stands in the mail for the organiser's reason of a notice.
mails-look-reason = Here stands the reason that you give.

## Why nothing was sent or saved

mails-choose = choose what is to be done
mails-no-passes-now = voting passes of this poll are not given out now
mails-no-passes-more = voting passes of this poll are not given out any more
mails-no-notice = no notice of this poll has arrived at the ballot box
mails-reminded = a reminder was sent within the last hour
mails-no-result = there is no result before voting has closed, and none of a cancelled poll
mails-result-waits = the ballot box has not published the result yet
mails-sent-before =
    { $kind ->
        [invitation] the invitations were sent before
        [reminder] this reminder was sent before
        [notice] the newest notice was told before
       *[result] the result was told before
    }
mails-only-counted = reminders are only counted: send another one, it reaches them too
mails-not-invited-yet = the invitations of this poll were not sent yet
mails-none-such = there is no such mailing of this poll
mails-subject-wrong = subject: one line of at most 200 characters
mails-intro-long = intro: at most 5000 characters
mails-intro-language = intro: only in the languages of the poll
mails-test-often = too many mails went to your address; try again later
