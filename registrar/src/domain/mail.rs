//! What the registrar writes to people, and how it is delivered: from a table, so that no crash loses a mail.

use std::collections::HashMap;
use std::sync::Arc;

use web::i18n::{Text, Tongue};

use super::letter::{self, Letter, PassFacts};
use super::mail_round::{self, MOST_ATTEMPTS, back_off};
use super::poll::{PollBroken, Published};
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
    /// What is in it.
    pub(crate) words: Words,
}

/// What is in a mail.
#[derive(Debug, Clone)]
pub(crate) enum Words {
    /// Somebody's own letter.
    Own(Letter),
    /// That a pass was issued of the poll with this draft: the same to all its voters, and put in when the mail goes.
    OfPass(String),
}

/// Who writes, and in which language to one who asked for something.
#[derive(Debug, Clone)]
pub(crate) struct Letterhead {
    /// The registrar's address in the web.
    pub(crate) url: String,
    /// The language of the page on which was asked.
    pub(crate) tongue: Tongue,
}

impl Letterhead {
    /// For a mail that answers no page.
    pub(crate) fn english(url: String) -> Self {
        Self { url, tongue: Tongue::ENGLISH }
    }

    /// The address of a page of ours, such as `/me`, for a mail that answers a page.
    pub(super) fn link(&self, path: &str) -> String {
        self.tongue.carry(&format!("{}{path}", self.url))
    }

    /// A mail in plain text alone, whose text may say `{ $url }`: the registrar's address.
    pub(super) fn write(&self, kind: &'static str, recipient: &str, subject: &Text, text: Text) -> Mail {
        self.write_in(&[self.tongue], kind, recipient, subject, text)
    }

    /// The same about a poll in these languages: in each of them, as the mails to its voters are.
    pub(super) fn write_about(
        &self,
        languages: &[String],
        kind: &'static str,
        recipient: &str,
        subject: &Text,
        text: Text,
    ) -> Mail {
        let tongues: Vec<Tongue> = letter::tongues(languages).into_iter().map(|(_, tongue)| tongue).collect();
        self.write_in(&tongues, kind, recipient, subject, text)
    }

    fn write_in(
        &self,
        tongues: &[Tongue],
        kind: &'static str,
        recipient: &str,
        subject: &Text,
        text: Text,
    ) -> Mail {
        let letter = letter::plain(tongues, subject, &text.with("url", self.url.as_str()));
        Mail::of(kind, recipient, letter.expect("a test writes every mail in every language"))
    }
}

impl Mail {
    /// A letter to somebody.
    pub(super) fn of(kind: &'static str, recipient: &str, letter: Letter) -> Self {
        Self { kind, recipient: recipient.to_owned(), words: Words::Own(letter) }
    }
}

/// Asks to confirm an address.
pub(crate) fn verify_address(sender: &Letterhead, recipient: &str, token: &PlainToken) -> Mail {
    let link = sender.link(&format!("/verify?token={}", token.reveal()));
    let text = Text::new("mail-verify").with("link", link);
    sender.write("verify", recipient, &Text::new("mail-verify-subject"), text)
}

/// Tells a voter that a pass was issued in their name; never the pass.
pub(crate) fn pass_issued(recipient: &str, poll: &Published) -> Mail {
    Mail { kind: "pass-issued", recipient: recipient.to_owned(), words: Words::OfPass(poll.draft.clone()) }
}

/// What such a mail says.
fn pass_letter<'a>(registrar: &Registrar, poll: &'a Published) -> &'a Letter {
    poll.pass_letter.get_or_init(|| {
        let page = format!("{}/polls/{}", registrar.letterhead().url, poll.manifest.id());
        let title = poll.manifest.title.clone();
        let about = PassFacts { title, page, test: poll.manifest.test };
        let letter = letter::pass_issued(&poll.manifest.languages, &about);
        letter.expect("a test writes this mail in every language")
    })
}

/// The polls of which mails tell, by their drafts; none where one cannot be read.
fn polls_told_of<'a>(
    registrar: &Registrar,
    mails: &'a [Due],
) -> StoreResult<HashMap<&'a str, Option<Arc<Published>>>> {
    let mut polls = HashMap::new();
    for mail in mails {
        let Words::OfPass(draft) = &mail.words else { continue };
        if polls.contains_key(draft.as_str()) {
            continue;
        }
        let row = registrar.db.run_here(|conn| store::polls::by_draft(conn, draft))?;
        let row = row.ok_or(PollBroken::Lacks("its row"));
        let poll = row.and_then(|row| registrar.polls.published(&row));
        let broken = |error: &PollBroken| tracing::error!("mails about passes cannot be written: {error}");
        polls.insert(draft.as_str(), poll.inspect_err(broken).ok());
    }
    Ok(polls)
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
    for round in due.chunks(registrar.mail_transport.round(registrar.connections)) {
        registrar.heartbeats.beat();
        if registrar.stop.is_asked() || registrar.pace.is_silent(registrar.clock.now().unix()) {
            break;
        }
        let polls = polls_told_of(registrar, round)?;
        let mut letters: Vec<Option<&Letter>> = Vec::new();
        for mail in round {
            letters.push(match &mail.words {
                Words::Own(letter) => Some(letter),
                Words::OfPass(draft) => {
                    let poll = polls.get(draft.as_str()).and_then(Option::as_ref);
                    poll.map(|poll| pass_letter(registrar, poll))
                }
            });
        }
        let written = round.iter().zip(&letters).filter_map(|(mail, letter)| Some((mail, (*letter)?)));
        let parcels: Vec<Parcel<'_>> = written.map(|(mail, letter)| parcel(mail, letter)).collect();
        let mut sent = postman::send_all(registrar, &parcels).into_iter();
        let unwritten = || Err(SendError::Refused("the mail could not be written".to_owned()));
        let outcomes =
            letters.iter().map(|letter| letter.and_then(|_| sent.next()).unwrap_or_else(unwritten));
        let outcomes: Vec<_> = outcomes.collect();
        gone += outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        let now = registrar.clock.now().unix();
        // A crash before this commit sends the mails twice, with one Message-ID, and never not at all.
        registrar.db.write_here(|conn| {
            let (sent, others): (Vec<_>, Vec<_>) =
                round.iter().zip(outcomes).partition(|(_, outcome)| outcome.is_ok());
            let sent: Vec<&str> = sent.iter().map(|(mail, _)| mail.id.as_str()).collect();
            store::outbox::delete(conn, &sent)?;
            let unsent = others.into_iter().filter_map(|(mail, outcome)| Some((mail, outcome.err()?)));
            unsent.into_iter().try_for_each(|(mail, error)| put_off(conn, mail, &error, now))
        })?;
    }
    Ok(gone)
}

fn parcel<'a>(mail: &'a Due, letter: &'a Letter) -> Parcel<'a> {
    Parcel { id: &mail.id, kind: &mail.kind, recipient: &mail.recipient, letter, unsubscribe: None }
}

fn put_off(conn: &mut web::DbConnection, mail: &Due, error: &SendError, now: i64) -> StoreResult<()> {
    match error {
        SendError::Later(_) | SendError::Outage(_) if mail.attempts + 1 < MOST_ATTEMPTS => {
            tracing::warn!("a {} mail will be tried again: {}", mail.kind, error.sort());
            store::outbox::postpone(conn, &mail.id, now + back_off(mail.attempts))
        }
        _ => {
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
pub(crate) fn legible(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace(['\t', '\r'], " ")
        .chars()
        .filter(|c| *c == '\n' || !c.is_control())
        .collect()
}

/// Mails sent between two looks at the clock.
const BATCH: i64 = 100;
