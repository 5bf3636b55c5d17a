//! What the registrar writes to people about their accounts.

use super::mail::{Letterhead, Mail};
use super::secret::PlainToken;

/// Leads to a new password.
pub(crate) fn reset(sender: &Letterhead, recipient: &str, token: &PlainToken) -> Mail {
    Mail::plain(
        "reset",
        recipient,
        "Choose a new password",
        format!(
            "Someone, hopefully you, wants to choose a new password for your account at {url}.\n\n\
             To do so, open this link within an hour:\n\n{url}/password-reset/confirm?token={token}\n\n\
             If it was not you, do nothing. Your password is unchanged.\n",
            url = sender.url,
            token = token.reveal()
        ),
    )
}

/// Signs in without a password; makes the account of an address that has none.
pub(crate) fn sign_in(sender: &Letterhead, recipient: &str, token: &PlainToken) -> Mail {
    Mail::plain(
        "sign-in",
        recipient,
        "Your link to sign in",
        format!(
            "Someone, hopefully you, wants to sign in at {url} with this address.\n\n\
             To sign in, open this link within an hour; it works once, and no password is needed:\n\n{link}\n\n\
             If it was not you, do nothing, and give the link to nobody: who has it can vote in your place.\n",
            url = sender.url,
            link = sign_in_link(sender, token),
        ),
    )
}

/// The address of a link that signs in.
pub(crate) fn sign_in_link(sender: &Letterhead, token: &PlainToken) -> String {
    format!("{}/sign-in/link?token={}", sender.url, token.reveal())
}

/// Tells who wanted a new password, or the mail of a registration again, that there is no account here; leads to one.
pub(crate) fn no_account(sender: &Letterhead, recipient: &str, token: &PlainToken) -> Mail {
    Mail::plain(
        "no-account",
        recipient,
        "There is no account at this address",
        format!(
            "Someone, hopefully you, has given this address at {url}. It has no account there.\n\n\
             Were you invited at another address? Then use that one. To make an account of this address and sign in, \
             open this link within an hour:\n\n{link}\n\n\
             If it was not you, do nothing.\n",
            url = sender.url,
            link = sign_in_link(sender, token),
        ),
    )
}

/// Tells who registered again that there is an account, and leads into it.
pub(crate) fn already_registered(sender: &Letterhead, recipient: &str, token: &PlainToken) -> Mail {
    Mail::plain(
        "already-registered",
        recipient,
        "You are registered already",
        format!(
            "Someone, hopefully you, has tried to register with this address at {url}.\n\n\
             You have an account there already. Sign in with your password at {url}/sign-in, or open this link within \
             an hour; it works once, and no password is needed:\n\n{link}\n\n\
             If it was not you, do nothing. Your account and your password are unchanged.\n",
            url = sender.url,
            link = sign_in_link(sender, token),
        ),
    )
}

/// Tells that codes are asked for from now on.
pub(crate) fn second_factor_on(sender: &Letterhead, recipient: &str) -> Mail {
    changed(
        sender,
        recipient,
        "second-factor-on",
        "Codes protect your account now",
        "From now on a code of your authenticator app is asked for when you sign in to your account",
    )
}

/// Tells that no codes are asked for any more.
pub(crate) fn second_factor_off(sender: &Letterhead, recipient: &str) -> Mail {
    changed(
        sender,
        recipient,
        "second-factor-off",
        "Codes no longer protect your account",
        "No code is asked for any more when you sign in to your account",
    )
}

/// Tells that a passkey was added.
pub(crate) fn passkey_added(sender: &Letterhead, recipient: &str, name: &str) -> Mail {
    Mail::plain(
        "passkey-added",
        recipient,
        "A passkey was added to your account",
        format!(
            "A passkey, \u{201c}{name}\u{201d}, was added to your account at {url}: whoever has that device can sign in \
             with it.\n\nIf it was not you, sign in and remove it, which signs out everybody else:\n\n\
             {url}/me/security\n\nThen choose a new password, for somebody knows yours, and tell the organisers of the \
             polls in which you may vote.\n",
            url = sender.url
        ),
    )
}

/// Tells that a passkey was removed.
pub(crate) fn passkey_removed(sender: &Letterhead, recipient: &str) -> Mail {
    let what = "A passkey was removed, and whoever was signed in was signed out, of your account";
    changed(sender, recipient, "passkey-removed", "A passkey was removed from your account", what)
}

/// Tells that an operator has taken codes and passkeys off the account.
pub(crate) fn second_factor_reset(sender: &Letterhead, recipient: &str) -> Mail {
    let what = "The operators have switched off the codes of your account and removed its passkeys, for somebody who said to \
                have lost device and recovery codes, and have ended all its sessions. This is about your account";
    changed(sender, recipient, "second-factor-reset", "Codes no longer protect your account", what)
}

/// Tells that an operator has ended all sessions.
pub(crate) fn sessions_ended(sender: &Letterhead, recipient: &str) -> Mail {
    Mail::plain(
        "sessions-ended",
        recipient,
        "You were signed out everywhere",
        format!(
            "The operators have ended all sessions of your account at {url}. Your password is unchanged.\n\n\
             Sign in again at {url}/sign-in. If you do not know why this was done, ask the organisers of the polls in \
             which you may vote, and choose a new password:\n\n{url}/password-reset\n",
            url = sender.url
        ),
    )
}

/// Tells that someone gives wrong codes.
pub(crate) fn wrong_codes(sender: &Letterhead, recipient: &str) -> Mail {
    let what = "Several wrong codes were given for the second factor of your account. Whoever gave them knew your \
                password, or had opened a link that was mailed to you,";
    changed(sender, recipient, "wrong-codes", "Wrong codes were given for your account", what)
}

/// Tells that a recovery code was used, and how many are left.
pub(crate) fn recovery_code_used(sender: &Letterhead, recipient: &str, left: i64) -> Mail {
    let what = format!("A recovery code was used, and {left} are left, of your account");
    changed(sender, recipient, "recovery-code-used", "A recovery code was used", &what)
}

fn changed(sender: &Letterhead, recipient: &str, kind: &'static str, subject: &str, what: &str) -> Mail {
    Mail::plain(
        kind,
        recipient,
        subject,
        format!(
            "{what} at {url}.\n\nIf it was not you, choose a new password at once:\n\n{url}/password-reset\n\n\
             and tell the organisers of the polls in which you may vote.\n",
            url = sender.url
        ),
    )
}

/// Tells that the account is gone.
pub(crate) fn account_deleted(sender: &Letterhead, recipient: &str) -> Mail {
    Mail::plain(
        "account-deleted",
        recipient,
        "Your account was deleted",
        format!(
            "Your account at {url} was deleted.\n\n\
             Organisers who have put this address on a roll of voters still have it there. If you were not the one who \
             deleted the account, tell them.\n",
            url = sender.url
        ),
    )
}

/// Tells that an admin has deleted the account.
pub(crate) fn account_dismissed(sender: &Letterhead, recipient: &str) -> Mail {
    Mail::plain(
        "account-dismissed",
        recipient,
        "Your account was deleted by the operators",
        format!(
            "The operators of {url} have deleted your account there, with its password, codes and passkeys.\n\n\
             Organisers who have put this address on a roll of voters still have it there: you can vote in their polls with \
             a link to sign in, which makes a new account. If you do not know why your account was deleted, ask them.\n",
            url = sender.url
        ),
    )
}

/// Tells that the account has another password now.
pub(crate) fn password_changed(sender: &Letterhead, recipient: &str) -> Mail {
    Mail::plain(
        "password-changed",
        recipient,
        "Your password was changed",
        format!(
            "The password of your account at {url} was changed, and whoever was signed in was signed out.\n\n\
             If it was not you, choose a new password at once:\n\n{url}/password-reset\n\n\
             and tell the organisers of the polls in which you may vote.\n",
            url = sender.url
        ),
    )
}

/// Leads to the change of an account's address to this one.
pub(crate) fn address_confirm(sender: &Letterhead, recipient: &str, token: &PlainToken) -> Mail {
    Mail::plain(
        "address-confirm",
        recipient,
        "Confirm your new address",
        format!(
            "Someone, hopefully you, wants to use this address for their account at {url}.\n\n\
             To do so, open this link within an hour, in the browser in which you are signed in there:\n\n\
             {url}/me/address/confirm?token={token}\n\n\
             If it was not you, do nothing. Without this link nothing changes.\n",
            url = sender.url,
            token = token.reveal()
        ),
    )
}

/// Tells the owner of an account that somebody wants its address for another one.
pub(crate) fn address_taken(sender: &Letterhead, recipient: &str) -> Mail {
    Mail::plain(
        "address-taken",
        recipient,
        "This address has an account already",
        format!(
            "Someone, hopefully you, wants to use this address for their account at {url}. It has an account of its own \
             there, so nothing changes.\n\n\
             If it was you, sign in with this address, or delete its account first:\n\n{url}/me/security\n\n\
             If it was not you, do nothing.\n",
            url = sender.url
        ),
    )
}

/// Tells the old address that a new one is wanted, and how to stop it.
pub(crate) fn address_asked(sender: &Letterhead, recipient: &str, new: &str) -> Mail {
    Mail::plain(
        "address-asked",
        recipient,
        "Another address is wanted for your account",
        format!(
            "Someone, hopefully you, wants to change the address of your account at {url} from this one to:\n\n    \
             {new}\n\n\
             That happens when the link in our mail to that address is opened, within an hour.\n\n\
             If it was not you, choose a new password at once. That stops the change:\n\n{url}/password-reset\n\n\
             and tell the organisers of the polls in which you may vote.\n",
            url = sender.url
        ),
    )
}

/// Tells the old address that it is the account's no more.
pub(crate) fn address_changed(sender: &Letterhead, recipient: &str, new: &str) -> Mail {
    Mail::plain(
        "address-changed",
        recipient,
        "Your account has another address now",
        format!(
            "The address of your account at {url} was changed from this one to:\n\n    {new}\n\n\
             Whoever was signed in elsewhere was signed out. Mails about your polls go to the new address.\n\n\
             If it was not you, tell the organisers of the polls in which you may vote at once: somebody else has your \
             account. They can correct the address on their lists of voters.\n",
            url = sender.url
        ),
    )
}

/// Tells the new address what follows.
pub(crate) fn address_new(sender: &Letterhead, recipient: &str) -> Mail {
    Mail::plain(
        "address-new",
        recipient,
        "This is the address of your account now",
        format!(
            "Your account at {url} has this address now. Sign in with it from now on.\n\n\
             The polls that listed you as a voter stay yours. Their organisers have your old address still: tell them \
             this one, so that you are a voter in their next polls too.\n",
            url = sender.url
        ),
    )
}
