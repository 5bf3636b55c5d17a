//! The mails of a poll as their organisers see them beforehand: with their words, and with a mark in the place of what each voter
//! has of their own, and of what is known only once the poll is published.

use serde::Serialize;
use tokio::runtime::Handle;
use web::Caller;
use web::i18n::Text;

use super::account::Account;
use super::draft::Draft;
use super::letter::{self, Facts, NoticeFacts, Part, Personal};
use super::mail::Mail;
use super::mail_desk::MailingError;
use super::mailing::{Kind, MailText};
use super::poll::PollBroken;
use crate::registrar::Registrar;
use crate::store;
use crate::store::polls::PollRow;

/// A mail to look at.
#[derive(Debug, Serialize)]
pub(crate) struct Preview {
    /// Its one subject line.
    pub(crate) subject: String,
    /// What it says in each language.
    pub(crate) parts: Vec<Part>,
}

/// What the mail of this kind says with the words that are stored. Blocks.
pub(crate) fn look(registrar: &Registrar, row: &PollRow, kind: Kind) -> Result<Preview, MailingError> {
    let (text, facts, personal) = sample(registrar, row, kind)?;
    let parts = letter::write_parts(kind, &text, &facts, &personal).map_err(|error| broken(&error))?;
    let usual = parts.first().map(|part| part.subject.clone()).unwrap_or_default();
    Ok(Preview { subject: text.subject.unwrap_or(usual), parts })
}

/// Sends it to the officer who asks. Blocks.
pub(crate) fn send_test(
    registrar: &Registrar,
    row: &PollRow,
    kind: Kind,
    officer: &Account,
    caller: &Caller,
) -> Result<(), MailingError> {
    let (text, facts, personal) = sample(registrar, row, kind)?;
    // This thread may block.
    if !Handle::current().block_on(registrar.limits.mails.allow(&officer.email, caller)) {
        return Err(MailingError::NotNow(Text::new("mails-test-often")));
    }
    let letter = letter::write(kind, &text, &facts, &personal).map_err(|error| broken(&error))?;
    let mail = Mail::of("test", &officer.email, letter);
    registrar.db.write_here(|conn| store::outbox::insert(conn, &mail))?;
    registrar.wake_mail();
    Ok(())
}

fn sample(
    registrar: &Registrar,
    row: &PollRow,
    kind: Kind,
) -> Result<(MailText, Facts, Personal), MailingError> {
    let text = registrar.db.run_here(|conn| store::mail_texts::find(conn, &row.id, kind))?;
    let draft: Draft = serde_json::from_str(&row.draft).map_err(PollBroken::from)?;
    let (own, ballot_box) = (&registrar.service, &registrar.ballot_box.service);
    let id = row.poll.as_deref().unwrap_or(UNKNOWN);
    let reason = Text::new("mails-look-reason");
    let tongue = letter::tongues(&draft.languages)[0].1;
    let notice = match kind {
        Kind::Notice => {
            let reason = letter::messages().write(tongue, &reason).map_err(|error| broken(&error))?;
            Some(NoticeFacts { kind: "extend".to_owned(), reason })
        }
        _ => None,
    };
    let facts = Facts {
        zone: draft.zone(),
        title: draft.title,
        languages: draft.languages,
        test: draft.test,
        page: format!("{}/polls/{id}", own.url),
        ballots: format!("{}/polls/{id}", ballot_box.url),
        poll: id.to_owned(),
        registrar_key: own.key.to_string(),
        ballot_box_key: ballot_box.key.to_string(),
        issuance_opens: draft.issuance_opens,
        issuance_closes: draft.issuance_closes,
        voting_opens: draft.voting_opens,
        voting_closes: draft.voting_closes,
        notice,
    };
    let has_links = matches!(kind, Kind::Invitation | Kind::Reminder);
    let personal = Personal {
        name: Some(UNKNOWN.to_owned()),
        link: has_links.then(|| format!("{}/sign-in/link?token={UNKNOWN}", own.url)),
        unsubscribe: has_links.then(|| format!("{}/unsubscribe/{UNKNOWN}", own.url)),
    };
    Ok((text, facts, personal))
}

fn broken(error: &minijinja::Error) -> MailingError {
    MailingError::Unwritable(error.to_string())
}

/// In the place of what is not known.
const UNKNOWN: &str = "...";
