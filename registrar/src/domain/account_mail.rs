//! What the registrar writes to people about their accounts, in the language of the page that asked for it.

use web::i18n::Text;

use super::mail::{Letterhead, Mail};
use super::secret::PlainToken;

/// Leads to a new password.
pub(crate) fn reset(sender: &Letterhead, recipient: &str, token: &PlainToken) -> Mail {
    let link = sender.link(&format!("/password-reset/confirm?token={}", token.reveal()));
    let text = Text::new("mail-reset").with("link", link);
    sender.write("reset", recipient, &Text::new("mail-reset-subject"), text)
}

/// Signs in without a password; makes the account of an address that has none.
pub(crate) fn sign_in(sender: &Letterhead, recipient: &str, token: &PlainToken) -> Mail {
    let text = Text::new("mail-sign-in").with("link", sign_in_link(sender, token));
    sender.write("sign-in", recipient, &Text::new("mail-sign-in-subject"), text)
}

/// The address of a link that signs in.
pub(crate) fn sign_in_link(sender: &Letterhead, token: &PlainToken) -> String {
    sender.link(&format!("/sign-in/link?token={}", token.reveal()))
}

/// Tells who wanted a new password, or the mail of a registration again, that there is no account here; leads to one.
pub(crate) fn no_account(sender: &Letterhead, recipient: &str, token: &PlainToken) -> Mail {
    let text = Text::new("mail-no-account").with("link", sign_in_link(sender, token));
    sender.write("no-account", recipient, &Text::new("mail-no-account-subject"), text)
}

/// Tells who registered again that there is an account, and leads into it.
pub(crate) fn already_registered(sender: &Letterhead, recipient: &str, token: &PlainToken) -> Mail {
    let text = Text::new("mail-already-registered")
        .with("page", sender.link("/sign-in"))
        .with("link", sign_in_link(sender, token));
    sender.write("already-registered", recipient, &Text::new("mail-already-registered-subject"), text)
}

/// Tells that codes are asked for from now on.
pub(crate) fn second_factor_on(sender: &Letterhead, recipient: &str) -> Mail {
    let what = Text::new("mail-second-factor-on");
    changed(sender, recipient, "second-factor-on", &Text::new("mail-second-factor-on-subject"), what)
}

/// Tells that no codes are asked for any more.
pub(crate) fn second_factor_off(sender: &Letterhead, recipient: &str) -> Mail {
    let what = Text::new("mail-second-factor-off");
    changed(sender, recipient, "second-factor-off", &Text::new("mail-second-factor-off-subject"), what)
}

/// Tells that a passkey was added.
pub(crate) fn passkey_added(sender: &Letterhead, recipient: &str, name: &str) -> Mail {
    let text = Text::new("mail-passkey-added").with("name", name).with("link", sender.link("/me/security"));
    sender.write("passkey-added", recipient, &Text::new("mail-passkey-added-subject"), text)
}

/// Tells that a passkey was removed.
pub(crate) fn passkey_removed(sender: &Letterhead, recipient: &str) -> Mail {
    let what = Text::new("mail-passkey-removed");
    changed(sender, recipient, "passkey-removed", &Text::new("mail-passkey-removed-subject"), what)
}

/// Tells that an operator has taken codes and passkeys off the account.
pub(crate) fn second_factor_reset(sender: &Letterhead, recipient: &str) -> Mail {
    let what = Text::new("mail-second-factor-reset");
    changed(sender, recipient, "second-factor-reset", &Text::new("mail-second-factor-off-subject"), what)
}

/// Tells that an operator has ended all sessions.
pub(crate) fn sessions_ended(sender: &Letterhead, recipient: &str) -> Mail {
    let text = Text::new("mail-sessions-ended")
        .with("page", sender.link("/sign-in"))
        .with("link", sender.link("/password-reset"));
    sender.write("sessions-ended", recipient, &Text::new("mail-sessions-ended-subject"), text)
}

/// Tells that someone gives wrong codes.
pub(crate) fn wrong_codes(sender: &Letterhead, recipient: &str) -> Mail {
    let what = Text::new("mail-wrong-codes");
    changed(sender, recipient, "wrong-codes", &Text::new("mail-wrong-codes-subject"), what)
}

/// Tells that a recovery code was used, and how many are left.
pub(crate) fn recovery_code_used(sender: &Letterhead, recipient: &str, left: i64) -> Mail {
    let what = Text::new("mail-recovery-code-used").with("left", left);
    changed(sender, recipient, "recovery-code-used", &Text::new("mail-recovery-code-used-subject"), what)
}

/// What was changed, and what to do about it.
fn changed(sender: &Letterhead, recipient: &str, kind: &'static str, subject: &Text, what: Text) -> Mail {
    let what = what.with("url", sender.url.as_str());
    let text = Text::new("mail-changed").with("what", what).with("link", sender.link("/password-reset"));
    sender.write(kind, recipient, subject, text)
}

/// Tells that the account is gone.
pub(crate) fn account_deleted(sender: &Letterhead, recipient: &str) -> Mail {
    let text = Text::new("mail-account-deleted");
    sender.write("account-deleted", recipient, &Text::new("mail-account-deleted-subject"), text)
}

/// Tells that an admin has deleted the account.
pub(crate) fn account_dismissed(sender: &Letterhead, recipient: &str) -> Mail {
    let text = Text::new("mail-account-dismissed");
    sender.write("account-dismissed", recipient, &Text::new("mail-account-dismissed-subject"), text)
}

/// Tells that the account has another password now.
pub(crate) fn password_changed(sender: &Letterhead, recipient: &str) -> Mail {
    let what = Text::new("mail-password-changed");
    changed(sender, recipient, "password-changed", &Text::new("mail-password-changed-subject"), what)
}

/// Leads to the change of an account's address to this one.
pub(crate) fn address_confirm(sender: &Letterhead, recipient: &str, token: &PlainToken) -> Mail {
    let link = sender.link(&format!("/me/address/confirm?token={}", token.reveal()));
    let text = Text::new("mail-address-confirm").with("link", link);
    sender.write("address-confirm", recipient, &Text::new("mail-address-confirm-subject"), text)
}

/// Tells the owner of an account that somebody wants its address for another one.
pub(crate) fn address_taken(sender: &Letterhead, recipient: &str) -> Mail {
    let text = Text::new("mail-address-taken").with("link", sender.link("/me/security"));
    sender.write("address-taken", recipient, &Text::new("mail-address-taken-subject"), text)
}

/// Tells the old address that a new one is wanted, and how to stop it.
pub(crate) fn address_asked(sender: &Letterhead, recipient: &str, new: &str) -> Mail {
    let text = Text::new("mail-address-asked").with("new", new).with("link", sender.link("/password-reset"));
    sender.write("address-asked", recipient, &Text::new("mail-address-asked-subject"), text)
}

/// Tells the old address that it is the account's no more.
pub(crate) fn address_changed(sender: &Letterhead, recipient: &str, new: &str) -> Mail {
    let text = Text::new("mail-address-changed").with("new", new);
    sender.write("address-changed", recipient, &Text::new("mail-address-changed-subject"), text)
}

/// Tells the new address what follows.
pub(crate) fn address_new(sender: &Letterhead, recipient: &str) -> Mail {
    let text = Text::new("mail-address-new");
    sender.write("address-new", recipient, &Text::new("mail-address-new-subject"), text)
}
