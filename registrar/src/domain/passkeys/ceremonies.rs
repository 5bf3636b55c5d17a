//! What was asked of a browser and waits for its answer: in memory, each for one answer, for a while.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use super::super::secret::PlainToken;

/// Open challenges with what is to be known when the answer comes. Where more are open than there is room for, the oldest
/// is void: whoever asked for it asks again.
#[derive(Debug)]
pub(super) struct Ceremonies<S> {
    capacity: usize,
    lifetime: i64,
    open: Mutex<Open<S>>,
}

#[derive(Debug)]
struct Open<S> {
    states: HashMap<[u8; 32], (i64, S)>,
    oldest_first: VecDeque<[u8; 32]>,
}

impl<S> Ceremonies<S> {
    /// Room for so many, each open for so many seconds.
    pub(super) fn new(capacity: usize, lifetime: i64) -> Self {
        let open = Open { states: HashMap::new(), oldest_first: VecDeque::new() };
        Self { capacity, lifetime, open: Mutex::new(open) }
    }

    /// Keeps `state`, and tells under which name. `now` in seconds since 1970.
    pub(super) fn open(&self, state: S, now: i64) -> PlainToken {
        let token = PlainToken::generate();
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        while open.oldest_first.len() >= self.capacity {
            let Some(oldest) = open.oldest_first.pop_front() else { break };
            open.states.remove(&oldest);
        }
        let name = *token.hash().as_bytes();
        open.states.insert(name, (now + self.lifetime, state));
        open.oldest_first.push_back(name);
        token
    }

    /// What was kept under this name, which is void from now on; none if it is, or has expired.
    pub(super) fn take(&self, token: &PlainToken, now: i64) -> Option<S> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let (expires, state) = open.states.remove(token.hash().as_bytes())?;
        (now < expires).then_some(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_taken_once_and_in_time() {
        let ceremonies = Ceremonies::new(10, 300);
        let (first, late) = (ceremonies.open("first", 0), ceremonies.open("late", 0));
        assert_eq!(ceremonies.take(&PlainToken::generate(), 1), None);
        assert_eq!(ceremonies.take(&first, 299), Some("first"));
        assert_eq!(ceremonies.take(&first, 299), None);
        assert_eq!(ceremonies.take(&late, 300), None);
    }

    #[test]
    fn a_flood_voids_the_oldest_and_takes_no_more_room() {
        let ceremonies = Ceremonies::new(3, 300);
        let tokens: Vec<_> = (0..5).map(|number| ceremonies.open(number, 0)).collect();
        let open = |ceremonies: &Ceremonies<i32>| {
            let open = ceremonies.open.lock().unwrap();
            (open.states.len(), open.oldest_first.len())
        };
        assert_eq!(open(&ceremonies), (3, 3));
        let left: Vec<_> = tokens.iter().map(|token| ceremonies.take(token, 1)).collect();
        assert_eq!(left, [None, None, Some(2), Some(3), Some(4)]);
        for number in 5..20 {
            ceremonies.open(number, 0);
        }
        assert_eq!(open(&ceremonies), (3, 3));
    }
}
