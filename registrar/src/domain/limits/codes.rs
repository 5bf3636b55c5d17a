//! Limits on the codes of a second factor.

use std::time::Duration;

use web::Caller;
use web::rate_limit::RateLimit;

use super::here;
use super::tally::{Tally, Together};

/// Who tries codes knows the password already, or reads the mail. A code of the app has a million values of which three
/// are right at a time, so all callers together have an end, with a reserve for those who have not tried yet. A recovery
/// code cannot be guessed: it is limited for each caller alone, and so opens the account whatever strangers do.
#[derive(Debug)]
pub(crate) struct Codes {
    /// Of one account and caller.
    here: RateLimit,
    /// Of one account, by whomever.
    all: Tally,
    /// Of one account and caller, once `all` are used up.
    still_here: RateLimit,
    /// Of one account, once `all` are used up.
    still: Tally,
    /// Of one account, by unknown callers.
    of_unknown: Tally,
    /// Recovery codes of one account and caller, unknown ones together.
    recovery_here: RateLimit,
    /// Wrong ones of one account that are nobody's concern: everyone mistypes.
    mistyped: Tally,
    /// Mails to the owner about the others.
    told: Tally,
}

/// What someone gives as the second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodeKind {
    /// Six digits of the app.
    App,
    /// A recovery code.
    Recovery,
}

impl Codes {
    /// `together`: where several processes count.
    pub(super) fn new(together: Option<&Together>) -> Self {
        let (hour, quarter) = (Duration::from_secs(3600), Duration::from_secs(900));
        Self {
            here: RateLimit::new(5, quarter),
            all: Tally::new("codes", 20, quarter, together),
            still_here: RateLimit::new(1, quarter),
            still: Tally::new("further codes", 30, hour, together),
            of_unknown: Tally::new("codes of unknown", 10, quarter, together),
            recovery_here: RateLimit::new(10, quarter),
            mistyped: Tally::new("wrong codes", 4, hour, together),
            told: Tally::new("wrong codes told", 1, hour, together),
        }
    }

    /// Counts a code of `caller` for this account; the error is the number of seconds to wait.
    pub(crate) async fn attempt(&self, kind: CodeKind, account: &str, caller: &Caller) -> Result<(), u32> {
        if kind == CodeKind::Recovery {
            return self.recovery_here.attempt(&here(account, caller.key().unwrap_or_default()));
        }
        let Some(caller) = caller.key() else { return self.of_unknown.attempt(account).await };
        let here = here(account, caller);
        self.here.attempt(&here)?;
        let Err(wait) = self.all.attempt(account).await else { return Ok(()) };
        self.still_here.attempt(&here).map_err(|_| wait)?;
        self.still.attempt(account).await.map_err(|_| wait)
    }

    /// The code was right. What others tried stays counted.
    pub(crate) async fn forgive(&self, kind: CodeKind, account: &str, caller: &Caller) {
        self.mistyped.forgive(account).await;
        if kind == CodeKind::Recovery {
            return self.recovery_here.forgive(&here(account, caller.key().unwrap_or_default()));
        }
        let Some(caller) = caller.key() else { return self.of_unknown.forgive(account).await };
        let here = here(account, caller);
        self.here.forgive(&here);
        // The last that was taken comes first.
        if self.still_here.give_back(&here) {
            self.still.give_back(account).await;
        } else {
            self.all.give_back(account).await;
        }
    }

    /// The code was wrong: whether to tell the account's owner now that someone tries, which is once an hour.
    pub(crate) async fn wrong(&self, account: &str) -> bool {
        self.mistyped.attempt(account).await.is_err() && self.told.attempt(account).await.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use rocket::futures::FutureExt as _;

    use super::*;

    fn caller(number: u8) -> Caller {
        Caller::at([203, 0, 113, number].into())
    }

    /// In memory nothing is waited for.
    fn at_once<T>(work: impl Future<Output = T>) -> T {
        work.now_or_never().expect("nothing is waited for")
    }

    /// Codes of the app until refused.
    fn tries(codes: &Codes, caller: &Caller) -> usize {
        (0..1000).take_while(|_| at_once(codes.attempt(CodeKind::App, "ada", caller)).is_ok()).count()
    }

    #[test]
    fn a_stranger_with_the_password_does_not_keep_the_owner_out() {
        let codes = Codes::new(None);
        assert_eq!(tries(&codes, &caller(1)), 5);
        assert_eq!(tries(&codes, &caller(2)), 5);
        at_once(codes.forgive(CodeKind::App, "ada", &caller(2)));
        assert_eq!(tries(&codes, &caller(2)), 5, "who was right begins anew");
        assert_eq!(tries(&codes, &caller(1)), 0, "and nobody else does");
    }

    #[test]
    fn all_together_come_to_an_end_with_a_reserve() {
        let codes = Codes::new(None);
        let tried: usize = (1..=20).map(|number| tries(&codes, &caller(number))).sum();
        assert_eq!(tried, 4 * 5 + 16, "beyond twenty everyone else has one");
        assert_eq!(tries(&codes, &caller(99)), 1, "the owner too");
        let more: usize = (100..=200).map(|number| tries(&codes, &caller(number))).sum();
        assert_eq!(more, 13, "up to thirty in an hour");
    }

    #[test]
    fn recovery_codes_are_counted_apart_and_by_caller_alone() {
        let codes = Codes::new(None);
        let recoveries = |caller: &Caller| {
            (0..100).take_while(|_| at_once(codes.attempt(CodeKind::Recovery, "ada", caller)).is_ok()).count()
        };
        for number in 1..=200 {
            tries(&codes, &caller(number));
            assert_eq!(recoveries(&caller(number)), 10);
        }
        assert_eq!(recoveries(&Caller::UNKNOWN), 10);
    }

    #[test]
    fn unknown_callers_have_a_limit_of_their_own() {
        let codes = Codes::new(None);
        assert_eq!(tries(&codes, &Caller::UNKNOWN), 10);
        assert_eq!(tries(&codes, &caller(1)), 5);
    }

    #[test]
    fn the_owner_is_told_once_of_repeated_wrong_codes() {
        let codes = Codes::new(None);
        let told: Vec<bool> = (0..20).map(|_| at_once(codes.wrong("ada"))).collect();
        assert_eq!(told.iter().position(|told| *told), Some(4));
        assert_eq!(told.iter().filter(|told| **told).count(), 1);
        assert!(!at_once(codes.wrong("ben")));
        let careless = Codes::new(None);
        for _ in 0..10 {
            assert!(!at_once(careless.wrong("ada")));
            at_once(careless.forgive(CodeKind::App, "ada", &caller(1)));
        }
    }
}
