//! What officers are told when they lose what they managed.

use web::i18n::Text;

use super::mail::{Letterhead, Mail, one_line};

/// Tells an officer that a poll in these languages was taken from them.
pub(crate) fn poll_taken(
    sender: &Letterhead,
    recipient: &str,
    (title, languages): (&str, &[String]),
    by: &str,
) -> Mail {
    let title = one_line(title);
    let subject = Text::new("mail-poll-taken-subject").with("title", title.as_str());
    let text = Text::new("mail-poll-taken").with("title", title).with("by", by);
    sender.write_about(languages, "poll-taken", recipient, &subject, text)
}

/// Tells who owned a poll in these languages that it has another owner.
pub(crate) fn poll_handed_over(
    sender: &Letterhead,
    recipient: &str,
    (title, languages): (&str, &[String]),
    by: &str,
    to: &str,
) -> Mail {
    let title = one_line(title);
    let subject = Text::new("mail-poll-handed-over-subject").with("title", title.as_str());
    let text = Text::new("mail-poll-handed-over").with("title", title).with("by", by).with("to", to);
    sender.write_about(languages, "poll-handed-over", recipient, &subject, text)
}

/// Tells that an account has another role.
pub(crate) fn role_changed(sender: &Letterhead, recipient: &str, role: &str, by: &str) -> Mail {
    let text = Text::new("mail-role-changed").with("role", role).with("by", by);
    sender.write("role-changed", recipient, &Text::new("mail-role-changed-subject"), text)
}
