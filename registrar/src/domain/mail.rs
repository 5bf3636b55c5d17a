//! What the registrar writes to people, and how it is delivered: from a table, so that no crash loses a mail.

use super::letter::{self, Letter, PassFacts};
use super::mail_round::{self, MOST_ATTEMPTS, back_off};
use super::poll::Published;
use super::postman::{self, Parcel, SendError};
use super::secret::PlainToken;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;
use crate::store::outbox::Due;

/// A mail to be sent.
#[derive(Debug, Clone)]
pub(crate) struct Mail {
    /// What it is about, for operators.
    pub(crate) kind: &'static str,
    /// To whom.
    pub(crate) recipient: String,
    /// Subject line.
    pub(crate) subject: String,
    /// Plain text.
    pub(crate) body: String,
    /// The same in HTML, if there is a template for it.
    pub(crate) html: Option<String>,
}

impl Mail {
    /// In plain text alone.
    pub(crate) fn plain(
        kind: &'static str,
        recipient: &str,
        subject: impl Into<String>,
        body: String,
    ) -> Self {
        Self { kind, recipient: recipient.to_owned(), subject: subject.into(), body, html: None }
    }
}

/// Who writes.
#[derive(Debug, Clone)]
pub(crate) struct Letterhead {
    /// The registrar's address in the web.
    pub(crate) url: String,
}

/// Asks to confirm an address.
pub(crate) fn verify_address(sender: &Letterhead, recipient: &str, token: &PlainToken) -> Mail {
    let link = format!("{}/verify?token={}", sender.url, token.reveal());
    Mail::plain(
        "verify",
        recipient,
        "Confirm your e-mail address",
        format!(
            "Someone, hopefully you, has registered with this address at {url}.\n\n\
             To confirm the address, open this link within two days:\n\n{link}\n\n\
             If it was not you, do nothing: without the link there is no account.\n",
            url = sender.url
        ),
    )
}

/// Tells a voter that a pass was issued in their name; never the pass.
pub(crate) fn pass_issued(sender: &Letterhead, recipient: &str, poll: &Published) -> Mail {
    let letter = poll.pass_letter.get_or_init(|| {
        let page = format!("{}/polls/{}", sender.url, poll.manifest.id());
        let about = PassFacts { title: one_line(poll.title()), page, test: poll.manifest.test };
        let letter = letter::pass_issued(&poll.manifest.languages, &about);
        letter.expect("a test writes this mail in every language")
    });
    let Letter { subject, text, html } = letter.clone();
    Mail { kind: "pass-issued", recipient: recipient.to_owned(), subject, body: text, html }
}

/// Sends what is due, the mails about accounts and passes first; the number of mails that went. Called by the one mail
/// worker.
pub(crate) fn deliver_due(registrar: &Registrar) -> StoreResult<usize> {
    registrar.mail_transport.rest();
    Ok(deliver_outbox(registrar)? + mail_round::deliver_due(registrar)?)
}

/// Somebody waits for these mails: they count in the pace of mailings, but it does not hold them up.
fn deliver_outbox(registrar: &Registrar) -> StoreResult<usize> {
    let due = registrar.db.run_here(|conn| store::outbox::due(conn, registrar.clock.now().unix(), BATCH))?;
    let mut gone = 0;
    for round in due.chunks(registrar.connections) {
        registrar.heartbeats.beat();
        if registrar.stop.is_asked() || registrar.pace.is_silent(registrar.clock.now().unix()) {
            break;
        }
        let letters: Vec<Letter> = round.iter().map(letter).collect();
        let parcels: Vec<Parcel<'_>> =
            round.iter().zip(&letters).map(|(mail, letter)| parcel(mail, letter)).collect();
        let outcomes = postman::send_all(registrar, &parcels);
        gone += outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        let now = registrar.clock.now().unix();
        // A crash before this commit sends the mails twice, with one Message-ID, and never not at all.
        registrar.db.write_here(|conn| {
            let settled = round.iter().zip(&outcomes);
            settled.into_iter().try_for_each(|(mail, outcome)| settle(conn, mail, outcome, now))
        })?;
    }
    Ok(gone)
}

fn letter(mail: &Due) -> Letter {
    Letter { subject: mail.subject.clone(), text: mail.body.clone(), html: mail.html.clone() }
}

fn parcel<'a>(mail: &'a Due, letter: &'a Letter) -> Parcel<'a> {
    Parcel { id: &mail.id, kind: &mail.kind, recipient: &mail.recipient, letter, unsubscribe: None }
}

fn settle(
    conn: &mut web::DbConnection,
    mail: &Due,
    outcome: &Result<(), SendError>,
    now: i64,
) -> StoreResult<()> {
    match outcome {
        Ok(()) => store::outbox::delete(conn, &mail.id),
        Err(error @ (SendError::Later(_) | SendError::Outage(_))) if mail.attempts + 1 < MOST_ATTEMPTS => {
            tracing::warn!("a {} mail will be tried again: {}", mail.kind, error.sort());
            store::outbox::postpone(conn, &mail.id, now + back_off(mail.attempts))
        }
        Err(error) => {
            tracing::error!("a {} mail is given up: {}", mail.kind, error.sort());
            store::outbox::give_up(conn, &mail.id, &mail.kind)
        }
    }
}

/// A title without line breaks, which would be new lines of a header or of the text, nor other control characters.
pub(crate) fn one_line(title: &str) -> String {
    legible(title).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without control characters but line feeds: mails must not hold them (RFC 5322 section 4.1), and terminals obey
/// them.
pub(super) fn legible(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace(['\t', '\r'], " ")
        .chars()
        .filter(|c| *c == '\n' || !c.is_control())
        .collect()
}

/// Mails sent between two looks at the clock.
const BATCH: i64 = 50;
