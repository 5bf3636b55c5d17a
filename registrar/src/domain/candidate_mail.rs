//! What the registrar writes to candidates, in the languages of the poll.

use web::i18n::Text;

use super::mail::{Letterhead, Mail, legible, one_line};

/// What a mail to a candidate is about.
pub(super) struct About<'a> {
    /// The poll's title.
    pub(super) poll: &'a str,
    /// The poll's languages.
    pub(super) languages: &'a [String],
    /// The option's title.
    pub(super) option: &'a str,
    /// The candidacy's id.
    pub(super) candidacy: &'a str,
}

impl About<'_> {
    /// What all these mails say.
    fn told(&self, sender: &Letterhead, text: Text) -> Text {
        let page = format!("{}/candidacies/{}", sender.url, self.candidacy);
        text.with("option", one_line(self.option)).with("poll", one_line(self.poll)).with("page", page)
    }
}

/// Asks somebody to introduce themselves. `link` signs in once.
pub(super) fn invited(sender: &Letterhead, recipient: &str, about: &About<'_>, link: &str) -> Mail {
    let text = about.told(sender, Text::new("mail-candidate-invited").with("link", link));
    let subject = Text::new("mail-candidate-invited-subject");
    sender.write_about(about.languages, "candidate-invited", recipient, &subject, text)
}

/// Tells that the text was sent back, and why.
pub(super) fn returned(sender: &Letterhead, recipient: &str, about: &About<'_>, words: &str) -> Mail {
    let text = about.told(sender, Text::new("mail-candidate-returned").with("words", legible(words)));
    let subject = Text::new("mail-candidate-returned-subject");
    sender.write_about(about.languages, "candidate-returned", recipient, &subject, text)
}

/// Tells that voters will read the text.
pub(super) fn approved(sender: &Letterhead, recipient: &str, about: &About<'_>) -> Mail {
    let text = about.told(sender, Text::new("mail-candidate-approved"));
    let subject = Text::new("mail-candidate-approved-subject");
    sender.write_about(about.languages, "candidate-approved", recipient, &subject, text)
}
