//! What was asked of a browser and waits for its answer: each for one answer, for a while. In memory; where several processes
//! may get the answer, in the database.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::limits::Together;
use super::super::secret::PlainToken;
use super::PasskeyError;
use crate::store;

/// Open challenges with what is to be known when the answer comes.
#[derive(Debug)]
pub(super) struct Ceremonies<S> {
    purpose: &'static str,
    lifetime: i64,
    kept: Kept<S>,
}

#[derive(Debug)]
enum Kept<S> {
    Here(Mutex<Open<S>>),
    Together(Together),
}

/// Where more are open than there is room for, the oldest is void: whoever asked for it asks again.
#[derive(Debug)]
struct Open<S> {
    capacity: usize,
    states: HashMap<[u8; 32], (i64, S)>,
    oldest_first: VecDeque<[u8; 32]>,
}

impl<S: Serialize + DeserializeOwned> Ceremonies<S> {
    /// Room for so many in memory, each open for so many seconds. In the database there is room for all: callers are limited
    /// before.
    pub(super) fn new(
        purpose: &'static str,
        capacity: usize,
        lifetime: i64,
        together: Option<&Together>,
    ) -> Self {
        let kept = match together {
            None => Kept::Here(Mutex::new(Open::new(capacity))),
            Some(together) => Kept::Together(together.clone()),
        };
        Self { purpose, lifetime, kept }
    }

    /// Keeps `state`, and tells under which name. `now` in seconds since 1970.
    pub(super) async fn open(&self, state: S, now: i64) -> Result<PlainToken, PasskeyError> {
        let (token, expires) = (PlainToken::generate(), now + self.lifetime);
        match &self.kept {
            Kept::Here(open) => {
                let mut open = open.lock().unwrap_or_else(PoisonError::into_inner);
                open.insert(*token.hash().as_bytes(), (expires, state));
            }
            Kept::Together(together) => {
                let (name, purpose, state) = (token.hash(), self.purpose, serde_json::to_string(&state)?);
                let keep = move |conn: &mut web::DbConnection| {
                    store::ceremonies::insert(conn, &name, purpose, &state, expires)
                };
                together.db.run(keep).await?;
            }
        }
        Ok(token)
    }

    /// What was kept under this name, which is void from now on; none if it is, or has expired.
    pub(super) async fn take(&self, token: &PlainToken, now: i64) -> Result<Option<S>, PasskeyError> {
        let name = token.hash();
        match &self.kept {
            Kept::Here(open) => {
                let mut open = open.lock().unwrap_or_else(PoisonError::into_inner);
                let kept = open.states.remove(name.as_bytes());
                Ok(kept.filter(|(expires, _)| now < *expires).map(|(_, state)| state))
            }
            Kept::Together(together) => {
                let purpose = self.purpose;
                let take =
                    move |conn: &mut web::DbConnection| store::ceremonies::take(conn, &name, purpose, now);
                let state = together.db.run(take).await?;
                Ok(state.map(|state| serde_json::from_str(&state)).transpose()?)
            }
        }
    }
}

impl<S> Open<S> {
    fn new(capacity: usize) -> Self {
        Self { capacity, states: HashMap::new(), oldest_first: VecDeque::new() }
    }

    fn insert(&mut self, name: [u8; 32], state: (i64, S)) {
        while self.oldest_first.len() >= self.capacity {
            let Some(oldest) = self.oldest_first.pop_front() else { break };
            self.states.remove(&oldest);
        }
        self.states.insert(name, state);
        self.oldest_first.push_back(name);
    }
}

#[cfg(test)]
mod tests {
    use rocket::futures::FutureExt as _;

    use super::*;
    use crate::domain::clock::Clock;
    use crate::testing::database::TestDatabase;
    use crate::testing::start;

    #[test]
    fn an_answer_is_taken_once_and_in_time_by_whichever_process() {
        let here = Ceremonies::new("test", 10, 300, None);
        rocket::execute(async {
            check(&here, &here).await;
            for database in TestDatabase::every_kind() {
                let process = || {
                    let clock = Clock::standing(start());
                    Ceremonies::new("test", 10, 300, Some(&Together { db: database.open(), clock }))
                };
                check(&process(), &process()).await;
            }
        });
    }

    async fn check(one: &Ceremonies<String>, other: &Ceremonies<String>) {
        let open = async |state: &str| one.open(state.to_owned(), 0).await.unwrap();
        let (first, late) = (open("first").await, open("late").await);
        assert_eq!(other.take(&PlainToken::generate(), 1).await.unwrap(), None);
        assert_eq!(other.take(&first, 299).await.unwrap().as_deref(), Some("first"));
        for process in [one, other] {
            assert_eq!(process.take(&first, 299).await.unwrap(), None);
        }
        assert_eq!(other.take(&late, 300).await.unwrap(), None);
    }

    #[test]
    fn an_answer_to_another_question_is_none() {
        let database = TestDatabase::sqlite();
        let together = Together { db: database.open(), clock: Clock::standing(start()) };
        let ask = |purpose| Ceremonies::<String>::new(purpose, 10, 300, Some(&together));
        rocket::execute(async {
            let token = ask("one").open("state".to_owned(), 0).await.unwrap();
            assert_eq!(ask("other").take(&token, 1).await.unwrap(), None);
        });
    }

    #[test]
    fn a_flood_voids_the_oldest_and_takes_no_more_room() {
        let ceremonies = Ceremonies::new("test", 3, 300, None);
        let begin = |number: i32| ceremonies.open(number, 0).now_or_never().unwrap().unwrap();
        let tokens: Vec<_> = (0..5).map(begin).collect();
        let open = |ceremonies: &Ceremonies<i32>| {
            let Kept::Here(open) = &ceremonies.kept else { panic!("they are kept in memory") };
            let open = open.lock().unwrap();
            (open.states.len(), open.oldest_first.len())
        };
        assert_eq!(open(&ceremonies), (3, 3));
        let take = |token| ceremonies.take(token, 1).now_or_never().unwrap().unwrap();
        let left: Vec<_> = tokens.iter().map(take).collect();
        assert_eq!(left, [None, None, Some(2), Some(3), Some(4)]);
        for number in 5..20 {
            begin(number);
        }
        assert_eq!(open(&ceremonies), (3, 3));
    }
}
