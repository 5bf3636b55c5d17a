//! Mails to the voters of a poll, one mailing for each occasion, each voter's mail with a state of its own.
//!
//! ```text
//! queued --(claimed, committed)--> sending --(the server took it)-----> sent
//!    ^                                |------(it never will)----------> failed
//!    +--(later, or after a crash)-----+
//! ```
//!
//! A mail is `sending` in the database before its first byte leaves, and settled in the transaction that claims the next
//! one. So a crash leaves at most one mail of which nobody knows whether the server has it: that one is sent again under
//! the same Message-ID, by which mailboxes can tell that it is the same. SMTP has no better answer (RFC 1047).

use crypto::encoding::{hex, sha256};
use crypto::statement::{self, Notice, NoticeKind};
use serde::{Deserialize, Serialize};

use super::letter::{self, Facts, Letter, NoticeFacts, Personal};
use super::mail::readable;
use super::poll::{PollBroken, Published, Standing, State};
use super::postman::{self, Parcel, SendError};
use super::sign_in_link;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;
use crate::store::dispatches;
use crate::store::mailings::{Audience, Due};
use crate::store::polls::PollRow;

/// The occasions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// The poll is published.
    Invitation,
    /// To those without a pass.
    Reminder,
    /// A notice has arrived at the ballot box.
    Notice,
    /// The result is published.
    Result,
}

impl Kind {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Invitation, Self::Reminder, Self::Notice, Self::Result];

    /// As it is stored, and the name of its templates.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reminder => "reminder",
            Self::Notice => "notice",
            Self::Result => "result",
        }
    }

    /// Inverse of [`Kind::as_str`].
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What an organiser has written for a kind of mail of a poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailText {
    /// None: the usual one.
    #[serde(default)]
    pub(crate) subject: Option<String>,
    /// Stands before the usual text; an empty line begins a paragraph.
    #[serde(default)]
    pub(crate) intro: Option<String>,
    /// Whether the mailing goes by itself when its time has come.
    pub(crate) automatic: bool,
}

/// Queues the mailing of an occasion that has come, unless it was queued or is not to go by itself. In the transaction of
/// the occasion.
pub(crate) fn announce(
    conn: &mut web::DbConnection,
    poll: &str,
    kind: Kind,
    occasion: i64,
    now: i64,
) -> StoreResult<()> {
    if !store::mail_texts::find(conn, poll, kind)?.automatic {
        return Ok(());
    }
    if let Some(mailing) = store::mailings::create(conn, poll, kind, occasion, now)? {
        store::mailings::fill(conn, &mailing, poll, Audience::All)?;
    }
    Ok(())
}

/// Invites voters who came to the roll later, if the others were invited. In the transaction that adds them.
pub(crate) fn invite_late(
    conn: &mut web::DbConnection,
    poll: &str,
    audience: Audience<'_>,
) -> StoreResult<()> {
    if let Some(mailing) = store::mailings::of_occasion(conn, poll, Kind::Invitation, 0)? {
        store::mailings::fill(conn, &mailing, poll, audience)?;
    }
    Ok(())
}

/// Announces results that the ballot box has published: of polls that are over, one after the other. Blocks.
pub(crate) fn announce_results(registrar: &Registrar) -> StoreResult<()> {
    let now = registrar.clock.now().unix();
    let over = registrar.db.run_here(|conn| store::polls::in_states(conn, &[State::Over]))?;
    for row in over.into_iter().filter(|row| !row.cancelled) {
        let due = registrar.db.run_here(|conn| -> StoreResult<bool> {
            // Later than a month after the close nobody waits for it any more.
            let recent = row.voting_closes.is_some_and(|closes| closes > now - 30 * 86_400);
            Ok(recent
                && store::mail_texts::find(conn, &row.id, Kind::Result)?.automatic
                && store::mailings::of_occasion(conn, &row.id, Kind::Result, 0)?.is_none())
        })?;
        let Some(poll) = row.poll.as_ref().filter(|_| due) else { continue };
        match registrar.ballot_box.has_result(poll) {
            Ok(true) => {
                registrar.db.write_here(|conn| announce(conn, &row.id, Kind::Result, 0, now))?;
                registrar.wake_mail();
            }
            Ok(false) => {}
            Err(error) => tracing::warn!("poll {poll}: {error}"),
        }
    }
    Ok(())
}

/// Sends what is due; the number of mails that went. Called by the one mail worker.
pub(crate) fn deliver_due(registrar: &Registrar) -> StoreResult<usize> {
    let now = registrar.clock.now().unix();
    if !registrar.pace.allows(now) {
        return Ok(0);
    }
    let due = registrar.db.run_here(|conn| {
        store::mailings::take_up(conn)?;
        store::mailings::due(conn, now, BATCH)
    })?;
    let (mut gone, mut last) = (0, None);
    for mail in due {
        if !registrar.pace.allows(registrar.clock.now().unix()) {
            break;
        }
        let previous = last.take();
        let claimed = registrar.db.write_here(|conn| -> StoreResult<_> {
            settle(conn, previous.as_ref())?;
            claim(conn, registrar, &mail)
        })?;
        let Some(Claimed { id, letter, unsubscribe }) = claimed else { continue };
        // From here the server may have the mail.
        let parcel = Parcel {
            id: &id,
            kind: &mail.kind,
            recipient: &mail.email,
            letter: &letter,
            unsubscribe: unsubscribe.as_deref(),
        };
        let outcome = postman::send(registrar, &parcel);
        match &outcome {
            Err(SendError::NoAnswer(_)) => registrar.pace.silent(now),
            _ => registrar.pace.answered(),
        }
        gone += usize::from(outcome.is_ok());
        last = Some(Settled::of(mail, outcome, now));
    }
    registrar.db.write_here(|conn| settle(conn, last.as_ref()))?;
    Ok(gone)
}

/// What became of a mail.
struct Settled {
    mail: Due,
    state: &'static str,
    due_at: i64,
    answer: Option<String>,
}

impl Settled {
    fn of(mail: Due, outcome: Result<(), SendError>, now: i64) -> Self {
        let (state, due_at, answer) = match outcome {
            Ok(()) => ("sent", 0, None),
            Err(error @ (SendError::Later(_) | SendError::NoAnswer(_)))
                if mail.attempts + 1 < MOST_ATTEMPTS =>
            {
                tracing::warn!("a {} mail will be tried again: {}", mail.kind, error.sort());
                ("queued", now + back_off(mail.attempts), Some(error.to_string()))
            }
            Err(error) => {
                tracing::warn!("a {} mail is given up: {}", mail.kind, error.sort());
                ("failed", 0, Some(error.to_string()))
            }
        };
        Self { mail, state, due_at, answer }
    }
}

fn settle(conn: &mut web::DbConnection, settled: Option<&Settled>) -> StoreResult<()> {
    let Some(Settled { mail, state, due_at, answer }) = settled else { return Ok(()) };
    store::mailings::settle(conn, mail, state, *due_at, answer.as_deref())
}

/// A mail that is written and marked as on its way.
struct Claimed {
    id: String,
    letter: Letter,
    unsubscribe: Option<String>,
}

/// Marks a mail as on its way and writes it; none if it is not wanted any more.
fn claim(conn: &mut web::DbConnection, registrar: &Registrar, mail: &Due) -> StoreResult<Option<Claimed>> {
    if !store::mailings::claim(conn, mail)? {
        return Ok(None);
    }
    match compose(conn, registrar, mail) {
        Ok(Some(claimed)) => Ok(Some(claimed)),
        Ok(None) => {
            store::mailings::withdraw(conn, mail)?;
            Ok(None)
        }
        Err(ComposeError::Store(error)) => Err(error),
        Err(ComposeError::Broken(words)) => {
            tracing::error!("a {} mail cannot be written: {words}", mail.kind);
            store::mailings::settle(conn, mail, "failed", 0, Some("the mail could not be written"))?;
            Ok(None)
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum ComposeError {
    #[error("{0}")]
    Broken(String),
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl From<PollBroken> for ComposeError {
    fn from(error: PollBroken) -> Self {
        Self::Broken(error.to_string())
    }
}

fn compose(
    conn: &mut web::DbConnection,
    registrar: &Registrar,
    mail: &Due,
) -> Result<Option<Claimed>, ComposeError> {
    let kind = Kind::parse(&mail.kind).ok_or_else(|| ComposeError::Broken("unknown kind".to_owned()))?;
    let row = store::polls::by_draft(conn, &mail.poll)?.ok_or(PollBroken::Lacks("its row"))?;
    let (published, standing) = (registrar.polls.published(&row)?, Standing::read(&row)?);
    let now = registrar.clock.now();
    let collecting = standing.state == State::Published
        && !standing.cancelled
        && now < published.issuance_closes(standing.voting_closes);
    let wanted = match kind {
        Kind::Invitation => collecting,
        Kind::Reminder => {
            collecting
                && !mail.no_reminders
                && store::issuances::of_voter(conn, &row.id, &mail.voter)?.is_none()
        }
        Kind::Notice | Kind::Result => true,
    };
    if !wanted {
        return Ok(None);
    }
    let notice = match kind {
        Kind::Notice => Some(notice(conn, registrar, &row, mail.occasion)?),
        _ => None,
    };
    let unsubscribe = matches!(kind, Kind::Invitation | Kind::Reminder).then(|| {
        format!(
            "{}/unsubscribe/{}/{}",
            registrar.service.url,
            mail.voter,
            opt_out(&mail.mailing, &mail.voter)
        )
    });
    let personal = Personal {
        name: mail.name.clone(),
        link: match kind {
            Kind::Invitation | Kind::Reminder => Some(sign_in_link::for_poll(
                conn,
                &registrar.letterhead(),
                &mail.email,
                &published.manifest.id().to_string(),
                standing.voting_closes.unix(),
            )?),
            Kind::Notice | Kind::Result => None,
        },
        unsubscribe: unsubscribe.clone(),
    };
    let text = store::mail_texts::find(conn, &row.id, kind)?;
    let facts = facts(registrar, &published, &standing, notice);
    let letter = letter::write(kind, &published.manifest.languages, &text, &facts, &personal)
        .map_err(|error| ComposeError::Broken(error.to_string()))?;
    Ok(Some(Claimed { id: message_id(mail), letter, unsubscribe }))
}

fn notice(
    conn: &mut web::DbConnection,
    registrar: &Registrar,
    row: &PollRow,
    seq: i64,
) -> Result<NoticeFacts, ComposeError> {
    let given = dispatches::all(conn, &row.id, dispatches::NOTICE)?;
    let note = given.into_iter().find(|notice| notice.seq == seq).ok_or(PollBroken::Lacks("the notice"))?;
    let (notice, _) = statement::open::<Notice>(&note.note, registrar.key.verifier())
        .map_err(|error| ComposeError::Broken(error.to_string()))?;
    let kind = match notice.kind {
        NoticeKind::Extend => "extend",
        NoticeKind::Close => "close",
        NoticeKind::Cancel => "cancel",
    };
    Ok(NoticeFacts { kind: kind.to_owned(), reason: notice.reason })
}

fn facts(registrar: &Registrar, poll: &Published, standing: &Standing, notice: Option<NoticeFacts>) -> Facts {
    let manifest = &poll.manifest;
    let id = manifest.id().to_string();
    Facts {
        title: super::mail::one_line(poll.title()),
        test: manifest.test,
        page: format!("{}/polls/{id}", registrar.service.url),
        ballots: format!("{}/polls/{id}", manifest.ballot_box.url),
        poll: id,
        registrar_key: manifest.registrar.key.to_string(),
        ballot_box_key: manifest.ballot_box.key.to_string(),
        issuance_opens: readable(manifest.issuance_opens),
        issuance_closes: readable(poll.issuance_closes(standing.voting_closes)),
        voting_opens: readable(manifest.voting_opens),
        voting_closes: readable(standing.voting_closes),
        notice,
    }
}

/// `SHA-256("message" || mailing || voter || round)`, 128 bits in hexadecimal: the same for the same mail, crash or not.
fn message_id(mail: &Due) -> String {
    let digest =
        sha256(&[b"message", mail.mailing.as_bytes(), mail.voter.as_bytes(), &mail.round.to_be_bytes()]);
    hex(&digest[..16])
}

/// What only the reader of a mail of this mailing knows: `SHA-256("opt-out" || mailing || voter)`, 128 bits.
fn opt_out(mailing: &str, voter: &str) -> String {
    hex(&sha256(&[b"opt-out", mailing.as_bytes(), voter.as_bytes()])[..16])
}

/// Ends the reminders to a voter, by the word of a mail to them; false if it is none. Blocks.
pub(crate) fn unsubscribe(registrar: &Registrar, voter: &str, word: &str) -> StoreResult<bool> {
    registrar.db.write_here(|conn| {
        let known = store::mailings::mailings_of(conn, voter)?;
        let told = known.iter().any(|mailing| opt_out(mailing, voter) == word);
        if told {
            store::roll::no_reminders(conn, voter)?;
        }
        Ok(told)
    })
}

/// Seconds until the next attempt: a quarter of a minute, doubled each time, at most an hour.
pub(super) fn back_off(attempts: i64) -> i64 {
    (15_i64 << attempts.clamp(0, 8)).min(3600)
}

/// Mails read at a time.
const BATCH: i64 = 100;
/// After some two days of attempts a mail is given up.
pub(super) const MOST_ATTEMPTS: i64 = 60;
