//! What the registrar writes to candidates.

use super::mail::{Letterhead, Mail, one_line};

/// What a mail to a candidate is about.
pub(super) struct About<'a> {
    /// The poll's title.
    pub(super) poll: &'a str,
    /// The option's title.
    pub(super) option: &'a str,
    /// The candidacy's id.
    pub(super) candidacy: &'a str,
}

/// Asks somebody to introduce themselves. `link` signs in once.
pub(super) fn invited(sender: &Letterhead, recipient: &str, about: &About<'_>, link: &str) -> Mail {
    let words = format!(
        "You stand as a candidate:\n\n    {option}\n    in: {poll}\n\n\
         You can write a profile and a statement; voters read them beside your name once an organiser has approved them. \
         You can change them until the poll is published.\n\n\
         This link signs you in, once, within two weeks; no password is needed:\n\n{link}\n\n\
         Later, sign in with this address and open:\n\n{page}\n\n\
         If you do not want to stand, tell the organisers of the poll.\n",
        option = one_line(about.option),
        poll = one_line(about.poll),
        page = page(sender, about),
    );
    Mail::plain("candidate-invited", recipient, "You stand as a candidate: introduce yourself", words)
}

/// Tells that the text was sent back, and why.
pub(super) fn returned(sender: &Letterhead, recipient: &str, about: &About<'_>, words: &str) -> Mail {
    let words = format!(
        "An organiser asks you to change what you wrote as a candidate:\n\n    {option}\n    in: {poll}\n\n\
         {words}\n\nSign in with this address and change it here:\n\n{page}\n",
        option = one_line(about.option),
        poll = one_line(about.poll),
        page = page(sender, about),
    );
    Mail::plain("candidate-returned", recipient, "Please change your statement", words)
}

/// Tells that voters will read the text.
pub(super) fn approved(sender: &Letterhead, recipient: &str, about: &About<'_>) -> Mail {
    let words = format!(
        "What you wrote as a candidate was approved, and voters will read it:\n\n    {option}\n    in: {poll}\n\n\
         You can still change it here until the poll is published; what you change must be approved again:\n\n{page}\n",
        option = one_line(about.option),
        poll = one_line(about.poll),
        page = page(sender, about),
    );
    Mail::plain("candidate-approved", recipient, "Your statement was approved", words)
}

fn page(sender: &Letterhead, about: &About<'_>) -> String {
    format!("{}/candidacies/{}", sender.url, about.candidacy)
}
