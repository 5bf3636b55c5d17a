//! What organisers do about the mails of a poll: send, send anew, write their own words.

use serde::Serialize;
use serde_json::json;

use super::account::Account;
use super::audit::{self, Action, Actor, Event};
use super::mailing::{Kind, MailText};
use super::poll::{PollBroken, Standing, State};
use super::roll_entries::{self, EntryError};
use crate::registrar::Registrar;
use crate::store;
use crate::store::mailings::{Audience, Delivery, Tally};
use crate::store::polls::PollRow;

/// A mailing that was queued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Queued {
    /// Its id.
    pub(crate) mailing: String,
    /// How many mails it has.
    pub(crate) mails: u64,
}

/// The mails of a poll.
#[derive(Debug, Serialize)]
pub(crate) struct Overview {
    /// The mailings, in the order in which they were asked for.
    pub(crate) mailings: Vec<Tally>,
    /// The first hundred mails that were given up. Reminders are only counted: they went to those without a pass.
    pub(crate) failed: Vec<Delivery>,
    /// What the organiser has written.
    pub(crate) texts: Vec<KindText>,
}

/// What was written for a kind of mail.
#[derive(Debug, Serialize)]
pub(crate) struct KindText {
    /// Which.
    pub(crate) kind: Kind,
    /// The words.
    #[serde(flatten)]
    pub(crate) text: MailText,
}

/// Why nothing was sent or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MailingError {
    /// Not at this time.
    #[error("{0}")]
    NotNow(&'static str),
    /// A text that is too long, or empty where it must not be.
    #[error("{0}")]
    Text(&'static str),
    /// No such mailing.
    #[error("there is no such mailing of this poll")]
    NoMailing,
    /// The poll has no roll, or no such voter.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// A stored poll cannot be read.
    #[error(transparent)]
    Broken(#[from] PollBroken),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// The mails of a poll. Blocks.
pub(crate) fn overview(registrar: &Registrar, row: &PollRow) -> Result<Overview, MailingError> {
    registrar.db.run_here(|conn| {
        let text = |conn: &mut web::DbConnection, kind| -> Result<KindText, MailingError> {
            Ok(KindText { kind, text: store::mail_texts::find(conn, &row.id, kind)? })
        };
        let texts = Kind::ALL.into_iter().map(|kind| text(conn, kind)).collect::<Result<_, _>>()?;
        // In an open poll who stands on the roll has collected a pass.
        let failed = match roll_entries::has_roll(row) {
            Ok(()) => store::mailings::failed(conn, &row.id, SHOWN)?,
            Err(EntryError::NoRoll) => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        Ok(Overview { mailings: store::mailings::tallies(conn, &row.id)?, failed, texts })
    })
}

/// Queues the invitations that were not to go by themselves, or a reminder to those without a pass. Blocks.
pub(crate) fn send(
    registrar: &Registrar,
    row: &PollRow,
    kind: Kind,
    officer: &Account,
) -> Result<Queued, MailingError> {
    roll_entries::has_roll(row)?;
    let now = registrar.clock.now();
    let queued = registrar.db.write_here(|conn| -> Result<_, MailingError> {
        store::polls::lock(conn, &row.id)?;
        let row = store::polls::by_draft(conn, &row.id)?.ok_or(PollBroken::Lacks("its row"))?;
        if !matches!(State::parse(&row.state), Some(State::Published)) {
            return Err(MailingError::NotNow("voting passes of this poll are not given out now"));
        }
        let (published, standing) = (registrar.polls.published(&row)?, Standing::read(&row)?);
        if standing.cancelled || now >= published.issuance_closes(standing.voting_closes) {
            return Err(MailingError::NotNow("voting passes of this poll are not given out any more"));
        }
        let (occasion, audience) = match kind {
            Kind::Invitation => (0, Audience::All),
            Kind::Reminder => {
                let (last, asked_at) =
                    store::mailings::newest(conn, &row.id, Kind::Reminder)?.unwrap_or((0, i64::MIN));
                if asked_at > now.unix() - REMINDER_PAUSE {
                    return Err(MailingError::NotNow("a reminder was sent within the last hour"));
                }
                (last + 1, Audience::WithoutPass)
            }
            Kind::Notice | Kind::Result => {
                return Err(MailingError::NotNow("these mails go by themselves when their time has come"));
            }
        };
        let mailing = store::mailings::create(conn, &row.id, kind, occasion, now.unix())?
            .ok_or(MailingError::NotNow("the invitations were sent before"))?;
        let mails = store::mailings::fill(conn, &mailing, &row.id, audience)? as u64;
        let event = Event::new(Actor::of(officer), Action::MailSend, audit::draft(&row.id))
            .after(json!({ "kind": kind.as_str(), "mails": mails }));
        store::audit::append(conn, now, &event)?;
        Ok(Queued { mailing, mails })
    })?;
    registrar.wake_mail();
    Ok(queued)
}

/// Sends the mails of a mailing anew that were given up; their number. Blocks.
pub(crate) fn retry(
    registrar: &Registrar,
    row: &PollRow,
    mailing: &str,
    officer: &Account,
) -> Result<u64, MailingError> {
    let mails = registrar.db.write_here(|conn| -> Result<_, MailingError> {
        let kind = store::mailings::kind_of(conn, &row.id, mailing)?.ok_or(MailingError::NoMailing)?;
        if kind == Kind::Reminder.as_str() {
            return Err(MailingError::NotNow(
                "reminders are only counted: send another one, it reaches them too",
            ));
        }
        let mails = store::mailings::resend_failed(conn, mailing)? as u64;
        let event = Event::new(Actor::of(officer), Action::MailResend, audit::draft(&row.id))
            .after(json!({ "kind": kind, "mails": mails }));
        store::audit::append(conn, registrar.clock.now(), &event)?;
        Ok(mails)
    })?;
    registrar.wake_mail();
    Ok(mails)
}

/// Sends a voter the invitation anew. Blocks.
pub(crate) fn invite_again(
    registrar: &Registrar,
    row: &PollRow,
    voter: &str,
    officer: &Account,
) -> Result<(), MailingError> {
    roll_entries::find(registrar, row, voter)?;
    registrar.db.write_here(|conn| -> Result<_, MailingError> {
        let mailing = store::mailings::of_occasion(conn, &row.id, Kind::Invitation, 0)?
            .ok_or(MailingError::NotNow("the invitations of this poll were not sent yet"))?;
        if !store::mailings::resend(conn, &mailing, voter)? {
            store::mailings::fill(conn, &mailing, &row.id, Audience::One(voter))?;
        }
        let event = Event::new(Actor::of(officer), Action::MailResend, audit::draft(&row.id))
            .after(json!({ "kind": "invitation", "voter": voter }));
        Ok(store::audit::append(conn, registrar.clock.now(), &event)?)
    })?;
    registrar.wake_mail();
    Ok(())
}

/// Replaces what is written for a kind of mail; mails that have not gone say it. Blocks.
pub(crate) fn write(
    registrar: &Registrar,
    row: &PollRow,
    kind: Kind,
    text: &MailText,
    officer: &Account,
) -> Result<(), MailingError> {
    let text = text.checked()?;
    registrar.db.write_here(|conn| {
        let before = store::mail_texts::find(conn, &row.id, kind)?;
        store::mail_texts::replace(conn, &row.id, kind, &text)?;
        let event = Event::new(Actor::of(officer), Action::MailText, audit::draft(&row.id))
            .before(json!({ "kind": kind, "text": before }))
            .after(json!({ "kind": kind, "text": text }));
        Ok(store::audit::append(conn, registrar.clock.now(), &event)?)
    })
}

impl MailText {
    /// In its one spelling: what is blank is none.
    fn checked(&self) -> Result<Self, MailingError> {
        let filled = |text: &Option<String>| {
            let text = text.as_deref().unwrap_or_default().trim().replace("\r\n", "\n");
            Some(text).filter(|text| !text.is_empty())
        };
        let checked =
            Self { subject: filled(&self.subject), intro: filled(&self.intro), automatic: self.automatic };
        let length = |text: &Option<String>| text.as_ref().map_or(0, |text| text.chars().count());
        if length(&checked.subject) > 200 || checked.subject.iter().any(|text| text.contains('\n')) {
            return Err(MailingError::Text("subject: one line of at most 200 characters"));
        }
        if length(&checked.intro) > 5_000 {
            return Err(MailingError::Text("intro: at most 5000 characters"));
        }
        Ok(checked)
    }
}

/// Seconds between two reminders.
pub(crate) const REMINDER_PAUSE: i64 = 3_600;
/// Entries of a list of failed mails.
const SHOWN: i64 = 100;
