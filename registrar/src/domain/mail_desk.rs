//! What organisers do about the mails of a poll: send, send anew, write their own words.

use std::collections::BTreeMap;

use crypto::manifest;
use crypto::time::UtcTime;
use serde::Serialize;
use serde_json::json;
use web::i18n::Text;

use super::account::Account;
use super::audit::{self, Action, Actor, Event};
use super::ballot_box::Unreachable;
use super::mailing::{Kind, MailText};
use super::poll::{PollBroken, Standing, State};
use super::roll_entries::{self, EntryError};
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;
use crate::store::deliveries::Delivery;
use crate::store::dispatches;
use crate::store::mailings::{Audience, Tally};
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
    /// Why no mail goes at this time, as far as is known: in words.
    pub(crate) outage: Option<String>,
    /// To whom mail servers report what could not be delivered after all.
    pub(crate) bounces: String,
    /// What the organiser has written.
    pub(crate) texts: Vec<KindText>,
    /// Whether the newest notice that has arrived is still to be told; for the page.
    #[serde(skip)]
    pub(crate) notice_untold: bool,
    /// Whether voting is over and its result still to be told; for the page.
    #[serde(skip)]
    pub(crate) result_untold: bool,
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
    NotNow(Text),
    /// A text that is too long, or in a language that the poll does not have.
    #[error("{problem}")]
    Words {
        /// `subject` or `intro`.
        field: &'static str,
        /// What is wrong.
        problem: Text,
    },
    /// No such mailing.
    #[error("{}", Text::new("mails-none-such"))]
    NoMailing,
    /// The poll has no roll, or no such voter.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// The ballot box, which knows whether there is a result, does not answer.
    #[error(transparent)]
    Unreachable(#[from] Unreachable),
    /// A stored poll cannot be read.
    #[error(transparent)]
    Broken(#[from] PollBroken),
    /// A template is broken.
    #[error("{0}")]
    Unwritable(String),
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
            Ok(()) => store::deliveries::failed(conn, &row.id, SHOWN)?,
            Err(EntryError::NoRoll) => Vec::new(),
            Err(error) => return Err(error.into()),
        };
        let mailings = store::mailings::tallies(conn, &row.id)?;
        let told = |kind: Kind, occasion: i64| {
            mailings.iter().any(|mailing| mailing.kind == kind.as_str() && mailing.occasion == occasion)
        };
        let notice_untold = newest_arrived(conn, &row.id)?.is_some_and(|newest| !told(Kind::Notice, newest));
        let over = State::parse(&row.state) == Some(State::Over) && !row.cancelled;
        let result_untold = over && !told(Kind::Result, 0);
        let outage = registrar.pace.outage().map(|outage| outage.to_string());
        let bounces = registrar.bounces().to_string();
        Ok(Overview { mailings, failed, outage, bounces, texts, notice_untold, result_untold })
    })
}

/// Queues what was not to go by itself (the invitations, the newest notice that has arrived, the result), or a reminder to
/// those without a pass. Asks the ballot box for the result. Blocks.
pub(crate) fn send(
    registrar: &Registrar,
    row: &PollRow,
    kind: Kind,
    officer: &Account,
) -> Result<Queued, MailingError> {
    match kind {
        // Who stands on the list of an open poll has a pass: there is nobody to be invited or reminded.
        Kind::Invitation | Kind::Reminder => roll_entries::has_roll(row)?,
        Kind::Notice => {}
        Kind::Result => has_result(registrar, row)?,
    }
    let now = registrar.clock.now();
    let queued = registrar.db.write_here(|conn| -> Result<_, MailingError> {
        store::polls::lock(conn, &row.id)?;
        let row = store::polls::by_draft(conn, &row.id)?.ok_or(PollBroken::Lacks("its row"))?;
        let (occasion, audience) = match kind {
            Kind::Invitation => {
                collecting(registrar, &row, now)?;
                (0, Audience::All)
            }
            Kind::Reminder => {
                collecting(registrar, &row, now)?;
                (next_reminder(conn, &row, now)?, Audience::WithoutPass)
            }
            Kind::Notice => {
                let arrived = newest_arrived(conn, &row.id)?;
                let none = MailingError::NotNow(Text::new("mails-no-notice"));
                (arrived.ok_or(none)?, Audience::All)
            }
            Kind::Result => (0, Audience::All),
        };
        let mailing = store::mailings::create(conn, &row.id, kind, occasion, now.unix())?
            .ok_or(MailingError::NotNow(sent_before(kind)))?;
        let mails = store::mailings::fill(conn, &mailing, &row.id, audience)? as u64;
        let event = Event::new(Actor::of(officer), Action::MailSend, audit::draft(&row.id))
            .after(json!({ "kind": kind.as_str(), "mails": mails }));
        store::audit::append(conn, now, &event)?;
        Ok(Queued { mailing, mails })
    })?;
    registrar.wake_mail();
    Ok(queued)
}

/// Whether voters can collect their passes now.
fn collecting(registrar: &Registrar, row: &PollRow, now: UtcTime) -> Result<(), MailingError> {
    if !matches!(State::parse(&row.state), Some(State::Published)) {
        return Err(MailingError::NotNow(Text::new("mails-no-passes-now")));
    }
    let (published, standing) = (registrar.polls.published(row)?, Standing::read(row)?);
    if standing.cancelled || now >= published.issuance_closes(standing.voting_closes) {
        return Err(MailingError::NotNow(Text::new("mails-no-passes-more")));
    }
    Ok(())
}

fn next_reminder(conn: &mut web::DbConnection, row: &PollRow, now: UtcTime) -> Result<i64, MailingError> {
    let (last, asked_at) = store::mailings::newest(conn, &row.id, Kind::Reminder)?.unwrap_or((0, i64::MIN));
    if asked_at > now.unix() - REMINDER_PAUSE {
        return Err(MailingError::NotNow(Text::new("mails-reminded")));
    }
    Ok(last + 1)
}

/// The number of the newest notice that the ballot box has.
fn newest_arrived(conn: &mut web::DbConnection, draft: &str) -> StoreResult<Option<i64>> {
    let notices = dispatches::all(conn, draft, dispatches::NOTICE)?;
    Ok(notices.iter().rev().find(|notice| notice.state == "delivered").map(|notice| notice.seq))
}

/// Asks the ballot box. Outside of any transaction: it may take its time.
fn has_result(registrar: &Registrar, row: &PollRow) -> Result<(), MailingError> {
    let over = State::parse(&row.state) == Some(State::Over) && !row.cancelled;
    let poll = row.poll.as_ref().filter(|_| over);
    let poll = poll.ok_or(MailingError::NotNow(Text::new("mails-no-result")))?;
    if registrar.ballot_box.has_result(poll)? {
        Ok(())
    } else {
        Err(MailingError::NotNow(Text::new("mails-result-waits")))
    }
}

fn sent_before(kind: Kind) -> Text {
    Text::new("mails-sent-before").with("kind", kind.as_str())
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
            return Err(MailingError::NotNow(Text::new("mails-only-counted")));
        }
        let mails = store::deliveries::resend_failed(conn, mailing)? as u64;
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
            .ok_or(MailingError::NotNow(Text::new("mails-not-invited-yet")))?;
        if !store::deliveries::resend(conn, &mailing, voter)? {
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
    let text = text.checked(&row.languages())?;
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
    /// In its one spelling, for a poll in these languages: what is blank is none.
    fn checked(&self, languages: &[String]) -> Result<Self, MailingError> {
        let filled = |text: &str| Some(text.trim().replace("\r\n", "\n")).filter(|text| !text.is_empty());
        let wrong = |field, problem| Err(MailingError::Words { field, problem });
        let subject = self.subject.as_deref().and_then(filled);
        if subject.iter().any(|text| text.chars().count() > 200 || text.contains('\n')) {
            return wrong("subject", Text::new("mails-subject-wrong"));
        }
        let is_long = |text: &str| text.chars().count() > 5_000;
        let (intro, long) = match &self.intro {
            None => (None, false),
            Some(manifest::Text::Plain(text)) => {
                let text = filled(text);
                let long = text.as_deref().is_some_and(is_long);
                (text.map(manifest::Text::Plain), long)
            }
            Some(manifest::Text::ByLanguage(texts)) => {
                if texts.keys().any(|language| !languages.contains(language)) {
                    return wrong("intro", Text::new("mails-intro-language"));
                }
                let filled = texts.iter().filter_map(|(lang, text)| Some((lang.clone(), filled(text)?)));
                let texts: BTreeMap<String, String> = filled.collect();
                let long = texts.values().any(|text| is_long(text));
                (Some(texts).filter(|texts| !texts.is_empty()).map(manifest::Text::ByLanguage), long)
            }
        };
        if long {
            return wrong("intro", Text::new("mails-intro-long"));
        }
        Ok(Self { subject, intro, automatic: self.automatic })
    }
}

/// Seconds between two reminders.
pub(crate) const REMINDER_PAUSE: i64 = 3_600;
/// Entries of a list of failed mails.
const SHOWN: i64 = 100;
