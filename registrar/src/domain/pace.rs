//! How fast mails go, and when the mail server is left alone. Where several processes take turns at sending, each leaves to
//! the next what it knows.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::outage::Outage;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;

/// How many mails may go in a minute, and for how long a silent server is left alone.
#[derive(Debug)]
pub(crate) struct Pace {
    /// None: as fast as the server takes them.
    per_minute: Option<u32>,
    state: Mutex<PaceState>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct PaceState {
    minute: i64,
    sent: u32,
    silences: u32,
    silent_until: i64,
    outage: Option<Outage>,
}

impl Pace {
    /// At most so many a minute; 0 is no limit.
    pub(crate) fn new(per_minute: u32) -> Self {
        Self { per_minute: Some(per_minute).filter(|limit| *limit > 0), state: Mutex::default() }
    }

    /// How many mails of mailings may go at `now`, in seconds since 1970.
    pub(crate) fn allowance(&self, now: i64) -> usize {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.minute != now.div_euclid(60) {
            (state.minute, state.sent) = (now.div_euclid(60), 0);
        }
        match self.per_minute {
            _ if now < state.silent_until => 0,
            None => usize::MAX,
            Some(limit) => limit.saturating_sub(state.sent) as usize,
        }
    }

    /// Whether the server is left alone at `now`.
    pub(crate) fn is_silent(&self, now: i64) -> bool {
        now < self.state.lock().unwrap_or_else(PoisonError::into_inner).silent_until
    }

    /// A mail was handed over, or the server answered.
    pub(crate) fn answered(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.sent = state.sent.saturating_add(1);
        state.silences = 0;
        state.outage = None;
    }

    /// No mail goes to the server: it is left alone, from a quarter of a minute to five minutes.
    pub(crate) fn silent(&self, now: i64, outage: Outage) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.silent_until = now + (15_i64 << state.silences.min(5)).min(300);
        state.silences = state.silences.saturating_add(1);
        state.outage = Some(outage);
    }

    /// For another process: JSON.
    fn told(&self) -> String {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        serde_json::to_string(&*state).expect("its parts are numbers and texts")
    }

    /// Takes over what another process has told; what is unreadable is nothing.
    fn adopt(&self, told: &str) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) =
            serde_json::from_str(told).unwrap_or_default();
    }

    /// Why no mail went when one was tried last; none if one did.
    pub(crate) fn outage(&self) -> Option<Outage> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).outage.clone()
    }
}

/// Learns what the process knows that sent mails last, where there are several. Blocks.
pub(crate) fn recall(registrar: &Registrar) -> StoreResult<()> {
    if registrar.replicas
        && let Some(told) = registrar.db.run_here(store::mail_pace::load)?
    {
        registrar.pace.adopt(&told);
    }
    Ok(())
}

/// Leaves to other processes what this one knows, where there are several. Blocks.
pub(crate) fn pass_on(registrar: &Registrar) -> StoreResult<()> {
    if registrar.replicas {
        let told = registrar.pace.told();
        registrar.db.write_here(|conn| store::mail_pace::store(conn, &told))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_process_knows_the_next_one_learns() {
        let (one, other) = (Pace::new(2), Pace::new(2));
        assert_eq!(one.allowance(600), 2);
        (0..2).for_each(|_| one.answered());
        other.adopt(&one.told());
        assert_eq!((one.allowance(659), other.allowance(659), other.allowance(660)), (0, 0, 2));
        let outage = Outage::Untrusted("self-signed".to_owned());
        one.silent(100, outage.clone());
        other.adopt(&one.told());
        assert!(other.is_silent(114) && other.outage() == Some(outage));
        other.adopt("?");
        assert!(!other.is_silent(114));
    }

    #[test]
    fn no_more_mails_go_in_a_minute_than_are_allowed() {
        let pace = Pace::new(2);
        for minute in [10, 11] {
            for _ in 0..2 {
                assert_ne!(pace.allowance(minute * 60), 0);
                pace.answered();
            }
            assert_eq!(pace.allowance(minute * 60 + 59), 0);
        }
        let free = Pace::new(0);
        (0..10_000).for_each(|_| free.answered());
        assert_eq!(free.allowance(0), usize::MAX);
    }

    #[test]
    fn a_silent_server_is_left_alone_ever_longer() {
        let pace = Pace::new(0);
        pace.silent(100, Outage::BrokeOff);
        assert!(pace.is_silent(114) && pace.allowance(114) == 0 && !pace.is_silent(115));
        pace.silent(115, Outage::BrokeOff);
        assert!(pace.is_silent(144) && !pace.is_silent(145));
        assert_eq!(pace.outage(), Some(Outage::BrokeOff));
        pace.answered();
        assert_eq!(pace.outage(), None);
        pace.silent(200, Outage::BrokeOff);
        assert_ne!(pace.allowance(215), 0);
    }
}
