//! Limits on the codes of a second factor.

use std::time::Duration;

use web::Caller;
use web::rate_limit::RateLimit;

use super::here;

/// Who tries codes knows the password already, or reads the mail. A code of the app has a million values of which three
/// are right at a time, so all callers together have an end, with a reserve for those who have not tried yet. A recovery
/// code cannot be guessed: it is limited for each caller alone, and so opens the account whatever strangers do.
#[derive(Debug)]
pub(crate) struct Codes {
    /// Of one account and caller.
    here: RateLimit,
    /// Of one account, by whomever.
    all: RateLimit,
    /// Of one account and caller, once `all` are used up.
    still_here: RateLimit,
    /// Of one account, once `all` are used up.
    still: RateLimit,
    /// Of one account, by unknown callers.
    of_unknown: RateLimit,
    /// Recovery codes of one account and caller, unknown ones together.
    recovery_here: RateLimit,
    /// Wrong ones of one account that are nobody's concern: everyone mistypes.
    mistyped: RateLimit,
    /// Mails to the owner about the others.
    told: RateLimit,
}

/// What someone gives as the second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodeKind {
    /// Six digits of the app.
    App,
    /// A recovery code.
    Recovery,
}

impl Default for Codes {
    fn default() -> Self {
        let (hour, quarter) = (Duration::from_secs(3600), Duration::from_secs(900));
        Self {
            here: RateLimit::new(5, quarter),
            all: RateLimit::new(20, quarter),
            still_here: RateLimit::new(1, quarter),
            still: RateLimit::new(30, hour),
            of_unknown: RateLimit::new(10, quarter),
            recovery_here: RateLimit::new(10, quarter),
            mistyped: RateLimit::new(4, hour),
            told: RateLimit::new(1, hour),
        }
    }
}

impl Codes {
    /// Counts a code of `caller` for this account; the error is the number of seconds to wait.
    pub(crate) fn attempt(&self, kind: CodeKind, account: &str, caller: &Caller) -> Result<(), u32> {
        if kind == CodeKind::Recovery {
            return self.recovery_here.attempt(&here(account, caller.key().unwrap_or_default()));
        }
        let Some(caller) = caller.key() else { return self.of_unknown.attempt(account) };
        let here = here(account, caller);
        self.here.attempt(&here)?;
        self.all.attempt(account).or_else(|wait| {
            let still = self.still_here.attempt(&here).and_then(|()| self.still.attempt(account));
            still.map_err(|_| wait)
        })
    }

    /// The code was right. What others tried stays counted.
    pub(crate) fn forgive(&self, kind: CodeKind, account: &str, caller: &Caller) {
        self.mistyped.forgive(account);
        if kind == CodeKind::Recovery {
            return self.recovery_here.forgive(&here(account, caller.key().unwrap_or_default()));
        }
        let Some(caller) = caller.key() else { return self.of_unknown.forgive(account) };
        let here = here(account, caller);
        self.here.forgive(&here);
        // The last that was taken comes first.
        if self.still_here.give_back(&here) {
            self.still.give_back(account);
        } else {
            self.all.give_back(account);
        }
    }

    /// The code was wrong: whether to tell the account's owner now that someone tries, which is once an hour.
    pub(crate) fn wrong(&self, account: &str) -> bool {
        self.mistyped.attempt(account).is_err() && self.told.attempt(account).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(number: u8) -> Caller {
        Caller::at([203, 0, 113, number].into())
    }

    /// Codes of the app until refused.
    fn tries(codes: &Codes, caller: &Caller) -> usize {
        (0..1000).take_while(|_| codes.attempt(CodeKind::App, "ada", caller).is_ok()).count()
    }

    #[test]
    fn a_stranger_with_the_password_does_not_keep_the_owner_out() {
        let codes = Codes::default();
        assert_eq!(tries(&codes, &caller(1)), 5);
        assert_eq!(tries(&codes, &caller(2)), 5);
        codes.forgive(CodeKind::App, "ada", &caller(2));
        assert_eq!(tries(&codes, &caller(2)), 5, "who was right begins anew");
        assert_eq!(tries(&codes, &caller(1)), 0, "and nobody else does");
    }

    #[test]
    fn all_together_come_to_an_end_with_a_reserve() {
        let codes = Codes::default();
        let tried: usize = (1..=20).map(|number| tries(&codes, &caller(number))).sum();
        assert_eq!(tried, 4 * 5 + 16, "beyond twenty everyone else has one");
        assert_eq!(tries(&codes, &caller(99)), 1, "the owner too");
        let more: usize = (100..=200).map(|number| tries(&codes, &caller(number))).sum();
        assert_eq!(more, 13, "up to thirty in an hour");
    }

    #[test]
    fn recovery_codes_are_counted_apart_and_by_caller_alone() {
        let codes = Codes::default();
        let recoveries = |caller: &Caller| {
            (0..100).take_while(|_| codes.attempt(CodeKind::Recovery, "ada", caller).is_ok()).count()
        };
        for number in 1..=200 {
            tries(&codes, &caller(number));
            assert_eq!(recoveries(&caller(number)), 10);
        }
        assert_eq!(recoveries(&Caller::UNKNOWN), 10);
    }

    #[test]
    fn unknown_callers_have_a_limit_of_their_own() {
        let codes = Codes::default();
        assert_eq!(tries(&codes, &Caller::UNKNOWN), 10);
        assert_eq!(tries(&codes, &caller(1)), 5);
    }

    #[test]
    fn the_owner_is_told_once_of_repeated_wrong_codes() {
        let codes = Codes::default();
        let told: Vec<bool> = (0..20).map(|_| codes.wrong("ada")).collect();
        assert_eq!(told.iter().position(|told| *told), Some(4));
        assert_eq!(told.iter().filter(|told| **told).count(), 1);
        assert!(!codes.wrong("ben"));
        let careless = Codes::default();
        for _ in 0..10 {
            assert!(!careless.wrong("ada"));
            careless.forgive(CodeKind::App, "ada", &caller(1));
        }
    }
}
