//! What officers are told when they lose what they managed.

use super::mail::{Letterhead, Mail};

/// Tells an officer that a poll was taken from them.
pub(crate) fn poll_taken(sender: &Letterhead, recipient: &str, title: &str, by: &str) -> Mail {
    let subject = format!("You no longer manage “{title}”");
    let what = format!("{by} took the poll “{title}” from you: you do not manage it any more");
    told(sender, recipient, "poll-taken", subject, &what)
}

/// Tells who owned a poll that it has another owner.
pub(crate) fn poll_handed_over(
    sender: &Letterhead,
    recipient: &str,
    title: &str,
    by: &str,
    to: &str,
) -> Mail {
    let subject = format!("You no longer own “{title}”");
    let what = format!(
        "{by} made {to} the owner of the poll “{title}”. You still manage it, until {to} takes it from you"
    );
    told(sender, recipient, "poll-handed-over", subject, &what)
}

/// Tells that an account has another role.
pub(crate) fn role_changed(sender: &Letterhead, recipient: &str, role: &str, by: &str) -> Mail {
    let what = format!("{by} gave your account another role: {role}");
    told(sender, recipient, "role-changed", "Your role was changed".to_owned(), &what)
}

fn told(sender: &Letterhead, recipient: &str, kind: &'static str, subject: String, what: &str) -> Mail {
    Mail::plain(
        kind,
        recipient,
        subject,
        format!(
            "{what}.\n\nThis was at {url}, and stands in its audit log. If you did not expect it, ask an admin.\n",
            url = sender.url
        ),
    )
}
