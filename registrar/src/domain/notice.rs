//! Notices: the only changes to a published poll (PROTOCOL section 9). Numbered from 1 without gaps; a second notice
//! with one number would be evidence against the registrar, so a number is used once and a refused one blocks the rest.

use crypto::statement::{self, Notice, NoticeKind};
use crypto::time::UtcTime;
use serde_json::json;
use web::i18n::Text;

use super::audit::{self, Action, Actor, Event};
use super::poll::{PollBroken, Standing, State};
use super::steps::reached;
use super::zone::Zone;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;
use crate::store::dispatches;

/// What an officer asks for.
#[derive(Debug, Clone)]
pub(crate) struct Wish {
    /// What is to be done.
    pub(crate) kind: NoticeKind,
    /// The new end of voting; none for cancelling.
    pub(crate) voting_closes: Option<UtcTime>,
    /// Why, for the voters.
    pub(crate) reason: String,
}

/// Why no notice was signed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoticeError {
    /// No such published poll.
    #[error("{}", self.text(&Zone::utc()))]
    NoPoll,
    /// Voting is over, or the poll was cancelled.
    #[error("{}", self.text(&Zone::utc()))]
    Over,
    /// No reason, or too long a one.
    #[error("reason: {}", self.text(&Zone::utc()))]
    Reason,
    /// A time where none belongs, or none where one does.
    #[error("voting_closes: {}", self.text(&Zone::utc()))]
    Time,
    /// Not later than now planned.
    #[error("voting_closes: {}", self.text(&Zone::utc()))]
    NotLater(UtcTime),
    /// Not earlier than now planned.
    #[error("voting_closes: {}", self.text(&Zone::utc()))]
    NotEarlier(UtcTime),
    /// Too soon.
    #[error("voting_closes: {}", self.text(&Zone::utc()))]
    TooSoon,
    /// An earlier one is still on its way, or was refused.
    #[error("{}", self.text(&Zone::utc()))]
    Pending,
    /// A stored poll cannot be read.
    #[error(transparent)]
    Broken(#[from] PollBroken),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl NoticeError {
    /// For a page whose times are those of `zone`.
    pub(crate) fn text(&self, zone: &Zone) -> Text {
        match self {
            Self::NoPoll => Text::new("notice-error-no-poll"),
            Self::Over => Text::new("notice-error-over"),
            Self::Reason => Text::new("notice-error-reason"),
            Self::Time => Text::new("notice-error-time"),
            Self::NotLater(end) => Text::new("notice-error-not-later").with("end", zone.text(*end)),
            Self::NotEarlier(end) => Text::new("notice-error-not-earlier").with("end", zone.text(*end)),
            Self::TooSoon => Text::new("notice-error-too-soon"),
            Self::Pending => Text::new("notice-error-pending"),
            Self::Broken(error) => Text::new("publish-error-other").with("detail", error.to_string()),
            Self::Store(error) => Text::new("publish-error-other").with("detail", error.to_string()),
        }
    }
}

/// Signs the next notice of the poll and queues it; its number. Blocks.
pub(crate) fn give(
    registrar: &Registrar,
    poll: &str,
    wish: &Wish,
    actor: &Actor,
) -> Result<i64, NoticeError> {
    let reason = wish.reason.trim().to_owned();
    if reason.is_empty() || reason.chars().count() > 1000 {
        return Err(NoticeError::Reason);
    }
    let now = registrar.clock.now();
    let seq = registrar.db.write_here(|conn| {
        let row = store::polls::by_poll(conn, poll)?.ok_or(NoticeError::NoPoll)?;
        store::polls::lock(conn, &row.id)?;
        let published = registrar.polls.published(&row)?;
        let standing = Standing::read(&row)?;
        check(wish, &standing, published.manifest.test, now)?;
        let earlier = dispatches::all(conn, &row.id, dispatches::NOTICE)?;
        if earlier.iter().any(|notice| notice.state != "delivered") {
            return Err(NoticeError::Pending);
        }
        let seq = earlier.last().map_or(1, |notice| notice.seq + 1);
        let notice = Notice {
            poll: published.manifest.id(),
            seq: u64::try_from(seq).unwrap_or(1),
            kind: wish.kind,
            voting_closes: wish.voting_closes,
            reason,
            at: now,
        };
        let note = statement::sign(&notice, &registrar.key).to_string();
        reached("notice signed");
        // From here the notice exists: it is sent until it has arrived.
        dispatches::insert(conn, &row.id, dispatches::NOTICE, seq, &note)?;
        reached("notice queued");
        let event = Event::new(actor.clone(), Action::NoticeGive, audit::draft(&row.id))
            .before(json!({ "voting_closes": standing.voting_closes }))
            .after(json!(notice));
        store::audit::append(conn, now, &event)?;
        Ok(seq)
    })?;
    reached("notice stored");
    registrar.wake_dispatch();
    Ok(seq)
}

/// Whether a notice that cancels the poll of this draft is on its way. Blocks.
pub(crate) fn cancellation_waits(registrar: &Registrar, draft: &str) -> StoreResult<bool> {
    let notices = registrar.db.run_here(|conn| dispatches::all(conn, draft, dispatches::NOTICE))?;
    Ok(notices.iter().filter(|notice| notice.state == "queued").any(|notice| {
        statement::open::<Notice>(&notice.note, registrar.key.verifier())
            .is_ok_and(|(notice, _)| notice.kind == NoticeKind::Cancel)
    }))
}

fn check(wish: &Wish, standing: &Standing, test: bool, now: UtcTime) -> Result<(), NoticeError> {
    let current = standing.voting_closes;
    if standing.cancelled || standing.state == State::Over || now >= current {
        return Err(NoticeError::Over);
    }
    match (wish.kind, wish.voting_closes) {
        (NoticeKind::Cancel, None) => Ok(()),
        (NoticeKind::Extend, Some(closes)) if closes > current => Ok(()),
        (NoticeKind::Extend, Some(_)) => Err(NoticeError::NotLater(current)),
        (NoticeKind::Close, Some(closes)) if closes >= current => Err(NoticeError::NotEarlier(current)),
        // The hour is counted from its arrival: a few minutes more, lest it be refused for a second.
        (NoticeKind::Close, Some(closes)) if !test && closes < now.plus(3600 + 300) => {
            Err(NoticeError::TooSoon)
        }
        (NoticeKind::Close, Some(_)) => Ok(()),
        _ => Err(NoticeError::Time),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_move_the_end_in_their_own_direction() {
        let at = UtcTime::from_unix;
        let standing = Standing { state: State::Published, voting_closes: at(100_000), cancelled: false };
        let outcome = |kind, closes: Option<i64>, test| {
            let wish = Wish { kind, voting_closes: closes.map(at), reason: "r".to_owned() };
            check(&wish, &standing, test, at(50_000)).map_err(|error| error.to_string())
        };
        assert!(outcome(NoticeKind::Extend, Some(100_001), false).is_ok());
        assert!(outcome(NoticeKind::Extend, Some(100_000), false).unwrap_err().contains("later"));
        assert!(outcome(NoticeKind::Close, Some(60_000), false).is_ok());
        assert!(outcome(NoticeKind::Close, Some(100_000), false).unwrap_err().contains("earlier"));
        assert!(outcome(NoticeKind::Close, Some(53_600), false).unwrap_err().contains("an hour"));
        assert!(outcome(NoticeKind::Close, Some(50_000), true).is_ok());
        assert!(outcome(NoticeKind::Cancel, None, false).is_ok());
        assert!(outcome(NoticeKind::Cancel, Some(60_000), false).is_err());
        assert!(outcome(NoticeKind::Extend, None, false).is_err());
        let over = Standing { cancelled: true, ..standing };
        let wish = Wish { kind: NoticeKind::Cancel, voting_closes: None, reason: String::new() };
        assert!(matches!(check(&wish, &over, false, at(50_000)), Err(NoticeError::Over)));
    }
}
