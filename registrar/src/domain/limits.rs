//! What strangers may do to an address before they have to wait.

mod codes;
mod mails;
mod tally;

use std::time::Duration;

use web::Caller;
use web::rate_limit::RateLimit;

pub(crate) use self::codes::CodeKind;
use self::codes::Codes;
use self::mails::Mails;
use self::tally::Tally;
pub(crate) use self::tally::{Together, use_up};

/// Limits on wrong passwords, codes and mails. What is counted by caller is in memory only, and so for each process apart;
/// what is counted by address or account alone holds for several processes together.
///
/// Who tries too often is stopped where they are: their attempts do not count against a voter elsewhere. All callers
/// together are only slowed down, for a limit that anyone can exhaust would lock the voter out too.
///
/// A caller is unknown where the registrar stands behind a proxy that does not say for whom it calls
/// (`client_ip_header`). All of them look the same and are counted together, apart from the others.
#[derive(Debug)]
pub(crate) struct Limits {
    /// On codes of second factors.
    pub(crate) codes: Codes,
    /// On mails.
    pub(crate) mails: Mails,
    /// Of one address and caller.
    attempts_here: RateLimit,
    /// Of one caller, at any address. Many people can share one: an office, a campus, a provider's gateway. Their typing
    /// errors fit in, and who is kept out by a neighbour still signs in by a mailed link.
    attempts_by_caller: RateLimit,
    /// Of one address, by whomever.
    attempts: Tally,
    /// Of one address and caller, once `attempts` are used up.
    attempts_still: RateLimit,
    /// Of one address, by unknown callers.
    attempts_of_unknown: Tally,
}

impl Limits {
    /// `together`: where several processes count.
    pub(crate) fn new(together: Option<&Together>) -> Self {
        let quarter = Duration::from_secs(900);
        Self {
            codes: Codes::new(together),
            mails: Mails::new(together),
            attempts_here: RateLimit::new(20, quarter),
            attempts_by_caller: RateLimit::new(300, quarter),
            attempts: Tally::new("passwords", 200, quarter, together),
            attempts_still: RateLimit::new(3, quarter),
            attempts_of_unknown: Tally::new("passwords of unknown", 200, quarter, together),
        }
    }

    /// Counts an attempt of `caller` to sign in as this address; the error is the number of seconds to wait.
    pub(crate) async fn attempt(&self, email: &str, caller: &Caller) -> Result<(), u32> {
        let Some(caller) = caller.key() else { return self.attempts_of_unknown.attempt(email).await };
        let here = here(email, caller);
        self.attempts_by_caller.attempt(caller)?;
        let allowed = match self.attempts_here.attempt(&here) {
            Ok(()) => self
                .attempts
                .attempt(email)
                .await
                .or_else(|wait| self.attempts_still.attempt(&here).map_err(|_| wait)),
            wait => wait,
        };
        // Who waits here does no harm elsewhere.
        allowed.inspect_err(|_| {
            self.attempts_by_caller.give_back(caller);
        })
    }

    /// The attempt came to no answer: it does not count.
    pub(crate) async fn give_back(&self, email: &str, caller: &Caller) {
        let Some(caller) = caller.key() else {
            self.attempts_of_unknown.give_back(email).await;
            return;
        };
        self.attempts_by_caller.give_back(caller);
        let here = here(email, caller);
        self.attempts_here.give_back(&here);
        // The last that was taken comes first.
        if !self.attempts_still.give_back(&here) {
            self.attempts.give_back(email).await;
        }
    }

    /// The password was right. What else this caller tried at other addresses stays counted.
    pub(crate) async fn forgive(&self, email: &str, caller: &Caller) {
        let Some(caller) = caller.key() else { return self.attempts_of_unknown.forgive(email).await };
        let here = here(email, caller);
        self.attempts_by_caller.give_back(caller);
        self.attempts_here.forgive(&here);
        self.attempts_still.forgive(&here);
        self.attempts.forgive(email).await;
    }
}

fn here(email: &str, caller: &str) -> String {
    format!("{email} {caller}")
}

#[cfg(test)]
mod tests {
    use rocket::futures::FutureExt as _;

    use super::*;

    /// In memory nothing is waited for.
    fn at_once<T>(work: impl Future<Output = T>) -> T {
        work.now_or_never().expect("nothing is waited for")
    }

    const ADA: &str = "ada@example.org";

    fn caller(number: u8) -> Caller {
        Caller::at([203, 0, 113, number].into())
    }

    /// Attempts until refused.
    fn tries(limits: &Limits, email: &str, caller: &Caller) -> usize {
        (0..1000).take_while(|_| at_once(limits.attempt(email, caller)).is_ok()).count()
    }

    #[test]
    fn a_stranger_is_stopped_and_the_voter_elsewhere_is_not() {
        let limits = Limits::new(None);
        assert_eq!(tries(&limits, ADA, &caller(1)), 20);
        assert_eq!(tries(&limits, ADA, &caller(2)), 20);
    }

    #[test]
    fn no_number_of_strangers_locks_the_voter_out() {
        let limits = Limits::new(None);
        let tried: usize = (1..=60).map(|number| tries(&limits, ADA, &caller(number))).sum();
        assert_eq!(tried, 10 * 20 + 50 * 3, "beyond the limit of the address each has three attempts");
        assert!(at_once(limits.attempt(ADA, &caller(99))).is_ok());
        at_once(limits.forgive(ADA, &caller(99)));
        assert_eq!(tries(&limits, ADA, &caller(99)), 20);
    }

    #[test]
    fn a_caller_is_stopped_at_any_number_of_addresses_and_hurts_none() {
        let limits = Limits::new(None);
        let tried: usize = (0..50).map(|n| tries(&limits, &format!("v{n}@example.org"), &caller(1))).sum();
        assert_eq!(tried, 300);
        assert_eq!(tries(&limits, ADA, &caller(1)), 0);
        assert_eq!(tries(&limits, ADA, &caller(2)), 20);
    }

    #[test]
    fn signing_in_forgives_its_own_address_alone() {
        let limits = Limits::new(None);
        let office = caller(1);
        for voter in 0..300 {
            let email = format!("v{voter}@example.org");
            assert!(at_once(limits.attempt(&email, &office)).is_ok(), "voter {voter} of one office");
            at_once(limits.forgive(&email, &office));
        }
        assert_eq!(tries(&limits, "ben@example.org", &office), 20);
        at_once(limits.attempt(ADA, &office)).unwrap();
        at_once(limits.forgive(ADA, &office));
        assert_eq!(tries(&limits, "ben@example.org", &office), 0);
    }

    #[test]
    fn an_attempt_without_an_answer_does_not_count() {
        for caller in [caller(1), Caller::UNKNOWN] {
            let limits = Limits::new(None);
            for _ in 0..500 {
                assert!(at_once(limits.attempt(ADA, &caller)).is_ok());
                at_once(limits.give_back(ADA, &caller));
            }
        }
        let limits = Limits::new(None);
        let strangers: usize = (1..=60).map(|number| tries(&limits, ADA, &caller(number))).sum();
        for _ in 0..500 {
            assert!(
                at_once(limits.attempt(ADA, &caller(99))).is_ok(),
                "nor when the address's attempts are used up"
            );
            at_once(limits.give_back(ADA, &caller(99)));
        }
        assert_eq!(tries(&limits, ADA, &caller(61)), 3, "{strangers} attempts stay counted");
    }

    #[test]
    fn unknown_callers_have_a_limit_of_their_own() {
        let limits = Limits::new(None);
        assert_eq!(tries(&limits, ADA, &Caller::UNKNOWN), 200);
        assert_eq!(tries(&limits, ADA, &caller(1)), 20);
    }
}
