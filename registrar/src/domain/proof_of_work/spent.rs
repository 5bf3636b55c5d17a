//! What has been used, remembered until it would have expired: in memory, and never more than there is room for.

use std::collections::{BTreeSet, HashSet};
use std::sync::{Mutex, PoisonError};

/// Ids that count once.
#[derive(Debug)]
pub(super) struct Spent {
    capacity: usize,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    ids: HashSet<[u8; 32]>,
    /// Which expires first.
    by_expiry: BTreeSet<(i64, [u8; 32])>,
}

/// Why an id does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SpendError {
    /// It did before.
    Before,
    /// There is no room to remember it. To forget another one would let that one count twice.
    Full,
}

impl Spent {
    /// Room for so many ids.
    pub(super) fn new(capacity: usize) -> Self {
        Self { capacity, seen: Mutex::default() }
    }

    /// Uses an id up that is good until `expires`; both times in seconds since 1970.
    pub(super) fn spend(&self, id: [u8; 32], expires: i64, now: i64) -> Result<(), SpendError> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.forget_expired(now);
        if seen.ids.contains(&id) {
            return Err(SpendError::Before);
        }
        if seen.ids.len() >= self.capacity {
            return Err(SpendError::Full);
        }
        seen.ids.insert(id);
        seen.by_expiry.insert((expires, id));
        Ok(())
    }
}

impl Seen {
    fn forget_expired(&mut self, now: i64) {
        while let Some((expires, id)) = self.by_expiry.first().copied().filter(|(expires, _)| *expires <= now)
        {
            self.by_expiry.remove(&(expires, id));
            self.ids.remove(&id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_counts_once_until_it_expires() {
        let spent = Spent::new(10);
        assert_eq!(spent.spend([1; 32], 100, 0), Ok(()));
        for now in [0, 99] {
            assert_eq!(spent.spend([1; 32], 100, now), Err(SpendError::Before));
        }
        assert_eq!(spent.spend([2; 32], 200, 100), Ok(()));
        assert_eq!(spent.seen.lock().unwrap().ids.len(), 1, "what has expired is forgotten");
    }

    #[test]
    fn where_there_is_no_room_nothing_is_forgotten() {
        let spent = Spent::new(2);
        assert_eq!([1, 2].map(|id| spent.spend([id; 32], 100, 0)), [Ok(()), Ok(())]);
        assert_eq!(spent.spend([3; 32], 200, 0), Err(SpendError::Full));
        assert_eq!(spent.spend([1; 32], 100, 0), Err(SpendError::Before));
        assert_eq!(spent.spend([3; 32], 200, 100), Ok(()), "room is there when others have expired");
    }
}
