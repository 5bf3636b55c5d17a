//! Limits that hold whichever process is asked, where there are several.

use std::time::Duration;

use crypto::encoding::sha256;
use web::rate_limit::RateLimit;
use web::{Db, DbConnection};

use crate::domain::clock::Clock;
use crate::store;
use crate::store::StoreResult;
use crate::store::attempts::Window;

/// Where several processes count together.
#[derive(Clone)]
pub(crate) struct Together {
    /// The database that they share.
    pub(crate) db: Db,
    /// Their time.
    pub(crate) clock: Clock,
}

impl std::fmt::Debug for Together {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Together")
    }
}

/// At most so many attempts about one account or address within a window, by whomever. A single process counts in memory;
/// several count in the database, under a hash, and never by a caller's address.
#[derive(Debug)]
pub(crate) struct Tally {
    name: &'static str,
    attempts: u32,
    window: Duration,
    counted: Counted,
}

#[derive(Debug)]
enum Counted {
    Here(RateLimit),
    Together(Together),
}

impl Tally {
    /// The limit of this name, which no other limit has.
    pub(crate) fn new(
        name: &'static str,
        attempts: u32,
        window: Duration,
        together: Option<&Together>,
    ) -> Self {
        let counted = match together {
            None => Counted::Here(RateLimit::new(attempts, window)),
            Some(together) => Counted::Together(together.clone()),
        };
        Self { name, attempts, window, counted }
    }

    /// Counts an attempt for `key`; the error is the number of seconds to wait. Who cannot be counted is told to wait as well.
    pub(crate) async fn attempt(&self, key: &str) -> Result<(), u32> {
        let together = match &self.counted {
            Counted::Here(limit) => return limit.attempt(key),
            Counted::Together(together) => together,
        };
        let now = together.clock.now().unix();
        let ends_at = now.saturating_add_unsigned(self.window.as_secs());
        let window = Window { most: self.attempts.into(), ends_at, now };
        let counted = self.ask(together, key, move |conn, name| store::attempts::attempt(conn, name, window));
        match counted.await {
            Some(Ok(())) => Ok(()),
            Some(Err(end)) => Err(u32::try_from(end - now).unwrap_or(u32::MAX).max(1)),
            None => Err(UNANSWERED),
        }
    }

    /// Takes one attempt of `key` back: it does not count. Whether there was one.
    pub(crate) async fn give_back(&self, key: &str) -> bool {
        match &self.counted {
            Counted::Here(limit) => limit.give_back(key),
            Counted::Together(together) => {
                self.ask(together, key, store::attempts::give_back).await.unwrap_or_default()
            }
        }
    }

    /// Takes all attempts of `key` back.
    pub(crate) async fn forgive(&self, key: &str) {
        match &self.counted {
            Counted::Here(limit) => limit.forgive(key),
            Counted::Together(together) => {
                self.ask(together, key, store::attempts::forgive).await.unwrap_or_default();
            }
        }
    }

    /// None where the database does not answer.
    async fn ask<T: Send + 'static>(
        &self,
        together: &Together,
        key: &str,
        question: impl FnOnce(&mut DbConnection, &[u8; 32]) -> StoreResult<T> + Send + 'static,
    ) -> Option<T> {
        let name = name(self.name, key.as_bytes());
        let answer = together.db.run(move |conn| question(conn, &name)).await;
        answer.inspect_err(|error| tracing::warn!("attempts cannot be counted: {error}")).ok()
    }
}

/// Uses up, in all processes, what works once until `expires`; false if it was used before. Times in seconds since 1970.
pub(crate) async fn use_up(together: &Together, id: [u8; 32], expires: i64, now: i64) -> Option<bool> {
    let name = name("used", &id);
    let once = Window { most: 1, ends_at: expires, now };
    let used = together.db.run(move |conn| store::attempts::attempt(conn, &name, once)).await;
    let used = used.inspect_err(|error| tracing::warn!("it cannot be told whether work counts: {error}"));
    used.ok().map(|used| used.is_ok())
}

/// Under which attempts are counted: nobody reads an address there.
fn name(limit: &str, key: &[u8]) -> [u8; 32] {
    sha256(&[limit.as_bytes(), b"\n", key])
}

/// Seconds to wait where the database did not answer.
const UNANSWERED: u32 = 5;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::database::TestDatabase;
    use crate::testing::start;

    #[test]
    fn what_one_process_counts_the_others_count() {
        for database in TestDatabase::every_kind() {
            let clock = Clock::standing(start());
            let process = || {
                let together = Together { db: database.open(), clock: clock.clone() };
                Tally::new("test", 3, Duration::from_secs(60), Some(&together))
            };
            let (one, other) = (process(), process());
            rocket::execute(async {
                assert!(!one.give_back("ada").await, "nothing was tried");
                assert_eq!(one.attempt("ada").await, Ok(()));
                assert_eq!(other.attempt("ada").await, Ok(()));
                clock.set(start().plus(10));
                assert_eq!(other.attempt("ada").await, Ok(()));
                for process in [&one, &other] {
                    assert_eq!(process.attempt("ada").await, Err(50));
                    assert_eq!(process.attempt("ben").await, Ok(()));
                }
                assert!(one.give_back("ada").await);
                assert_eq!(other.attempt("ada").await, Ok(()));
                other.forgive("ada").await;
                for _ in 0..3 {
                    assert_eq!(one.attempt("ada").await, Ok(()));
                }
                assert!(one.attempt("ada").await.is_err());
                clock.set(start().plus(60));
                assert_eq!(other.attempt("ada").await, Ok(()), "another window");
            });
        }
    }

    #[test]
    fn of_many_at_once_no_more_get_in_than_may() {
        for database in TestDatabase::every_kind() {
            let db = database.open();
            let window = Window { most: 5, ends_at: 100, now: 0 };
            let tried = std::thread::scope(|scope| {
                let attempt = || {
                    let attempt = |conn: &mut DbConnection| store::attempts::attempt(conn, &[7; 32], window);
                    (0..5).filter(|_| db.run_here(attempt).unwrap().is_ok()).count()
                };
                let threads: Vec<_> = (0..4).map(|_| scope.spawn(attempt)).collect();
                threads.into_iter().map(|thread| thread.join().unwrap()).sum::<usize>()
            });
            assert_eq!(tried, 5);
            db.run_here(|conn| store::attempts::purge(conn, 100)).unwrap();
            assert!(db.run_here(|conn| store::attempts::attempt(conn, &[7; 32], window)).unwrap().is_ok());
        }
    }

    #[test]
    fn of_the_first_at_once_all_get_in_that_may() {
        for database in TestDatabase::every_kind() {
            let db = database.open();
            let window = Window { most: 4, ends_at: 100, now: 0 };
            for name in 0..50 {
                let begin = std::sync::Barrier::new(4);
                std::thread::scope(|scope| {
                    let attempt = || {
                        begin.wait();
                        db.run_here(|conn| store::attempts::attempt(conn, &[name; 32], window)).unwrap()
                    };
                    let threads: Vec<_> = (0..4).map(|_| scope.spawn(attempt)).collect();
                    for thread in threads {
                        assert_eq!(thread.join().unwrap(), Ok(()), "window {name}");
                    }
                });
            }
        }
    }

    #[test]
    fn what_works_once_does_so_in_all_processes_together() {
        for database in TestDatabase::every_kind() {
            let clock = Clock::standing(start());
            let process = || Together { db: database.open(), clock: clock.clone() };
            let (one, other) = (process(), process());
            rocket::execute(async {
                assert_eq!(use_up(&one, [1; 32], 100, 0).await, Some(true));
                assert_eq!(use_up(&other, [1; 32], 100, 99).await, Some(false));
                assert_eq!(use_up(&other, [2; 32], 100, 99).await, Some(true));
            });
        }
    }
}
