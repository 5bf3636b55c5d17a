//! Mails to the voters of a poll, one mailing for each occasion: when they are queued, and for whom.

use crypto::manifest::Text;
use serde::{Deserialize, Serialize};

use super::poll::State;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;
use crate::store::mailings::Audience;

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

/// How far the invitation of a voter has come, to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It waits, or is on its way.
    Queued,
    /// The mail server has taken it.
    Sent,
    /// It was given up.
    Failed,
}

impl Fate {
    /// As it is asked for.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "queued" => Some(Self::Queued),
            "sent" => Some(Self::Sent),
            "failed" => Some(Self::Failed),
            _ => None,
        }
    }

    /// The states of a mail that it takes in.
    pub(crate) fn states(self) -> [&'static str; 2] {
        match self {
            Self::Queued => ["queued", "sending"],
            Self::Sent => ["sent"; 2],
            Self::Failed => ["failed"; 2],
        }
    }
}

/// What an organiser has written for a kind of mail of a poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailText {
    /// None: the usual one.
    #[serde(default)]
    pub(crate) subject: Option<String>,
    /// Stands before the usual text, by the poll's languages; an empty line begins a paragraph. A plain one stands once, before
    /// the first language.
    #[serde(default)]
    pub(crate) intro: Option<Text>,
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
