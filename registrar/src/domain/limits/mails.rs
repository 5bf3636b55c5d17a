//! Limits on the mails that strangers cause.

use std::time::Duration;

use web::Caller;
use web::rate_limit::RateLimit;

use super::here;
use super::tally::{Tally, Together};

/// Mails that anybody can have sent to any address: links, and answers to registrations.
#[derive(Debug)]
pub(crate) struct Mails {
    /// To one address for one caller.
    here: RateLimit,
    /// To one address, for whomever.
    all: Tally,
    /// To one address for one caller, once `all` are used up.
    still_here: RateLimit,
    /// To one address, once `all` are used up.
    still: Tally,
    /// To one address, for unknown callers.
    of_unknown: Tally,
    /// To any address for one caller, who may be an office or a campus; unknown ones together have ten times as many.
    by_caller: RateLimit,
    /// To any address for all unknown callers.
    by_unknown: RateLimit,
}

impl Mails {
    /// `together`: where several processes count.
    pub(super) fn new(together: Option<&Together>) -> Self {
        let hour = Duration::from_secs(3600);
        Self {
            here: RateLimit::new(5, hour),
            all: Tally::new("mails", 20, hour, together),
            still_here: RateLimit::new(1, hour),
            still: Tally::new("further mails", 40, hour, together),
            of_unknown: Tally::new("mails of unknown", 20, hour, together),
            by_caller: RateLimit::new(BY_CALLER, hour),
            by_unknown: RateLimit::new(10 * BY_CALLER, hour),
        }
    }

    /// Whether `caller` may have a mail sent to this address. All together have an end too, for nobody's mailbox shall be
    /// filled; the links in what was sent work for the voter, whoever asked for them.
    pub(crate) async fn allow(&self, email: &str, caller: &Caller) -> bool {
        let Some(caller) = caller.key() else {
            return self.of_unknown.attempt(email).await.is_ok() && self.by_unknown.attempt("").is_ok();
        };
        let here = here(email, caller);
        // The caller's own before the address's: who is stopped here uses up nobody's mails.
        self.here.attempt(&here).is_ok()
            && self.by_caller.attempt(caller).is_ok()
            && (self.all.attempt(email).await.is_ok()
                || (self.still_here.attempt(&here).is_ok() && self.still.attempt(email).await.is_ok()))
    }
}

/// Mails in an hour that one caller causes, to whomever.
const BY_CALLER: u32 = 1000;

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

    #[test]
    fn a_few_strangers_cannot_use_up_the_mails_of_an_address() {
        let limits = Mails::new(None);
        let mails = |caller: &Caller| (0..100).filter(|_| at_once(limits.allow(ADA, caller))).count();
        assert_eq!(mails(&Caller::UNKNOWN), 20);
        assert_eq!(mails(&caller(1)), 5);
        assert_eq!(mails(&caller(2)), 5);
        assert_eq!((3..=4).map(|number| mails(&caller(number))).sum::<usize>(), 10);
        assert_eq!(mails(&caller(4)), 0, "who had five");
        assert_eq!(mails(&caller(5)), 1, "beyond twenty in an hour everyone else still has one");
        assert_eq!((6..=200).map(|number| mails(&caller(number))).sum::<usize>(), 39, "up to sixty in all");
    }

    #[test]
    fn a_caller_causes_so_many_mails_at_any_number_of_addresses() {
        let limits = Mails::new(None);
        let to_many = |caller: &Caller| {
            (0..12_000).filter(|n| at_once(limits.allow(&format!("v{n}@example.org"), caller))).count()
        };
        assert_eq!(to_many(&caller(1)), 1000);
        assert!(!at_once(limits.allow(ADA, &caller(1))) && at_once(limits.allow(ADA, &caller(2))));
        assert_eq!(to_many(&Caller::UNKNOWN), 10_000);
        assert!(at_once(limits.allow("ben@example.org", &caller(2))), "others are not kept from theirs");
    }
}
