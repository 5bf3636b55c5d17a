//! `/healthz`: the process answers. `/readyz`: what it needs does, too.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use diesel::connection::SimpleConnection as _;
use rocket::http::Status;
use rocket::{Route, State, get, routes};
use tokio::sync::Mutex;

use crate::db::{Db, DbError};
use crate::problem::Problem;

/// Both routes; [`Readiness`] must be managed.
pub fn routes() -> Vec<Route> {
    routes![healthz, readyz]
}

/// Says what is wrong; may block.
type Check = dyn Fn() -> Result<(), String> + Send + Sync;

/// What should be told.
type Worry = dyn Fn() -> Vec<String> + Send + Sync;

/// What a service needs besides its database to do its work.
#[derive(Clone, Default)]
pub struct Readiness {
    checks: Vec<Arc<Check>>,
    worries: Vec<Arc<Worry>>,
    looks: Arc<Looks>,
}

/// One look at a time: the route is public, and a look costs a write to the disk.
#[derive(Default)]
struct Looks {
    /// How many have asked.
    asked: AtomicU64,
    newest: Mutex<Look>,
}

#[derive(Default)]
struct Look {
    /// How many had asked when it began: it answers all of them.
    answers: u64,
    faults: Vec<String>,
}

impl Readiness {
    /// Also needs this; the error is what operators read.
    #[must_use]
    pub fn needs(mut self, check: impl Fn() -> Result<(), String> + Send + Sync + 'static) -> Self {
        self.checks.push(Arc::new(check));
        self
    }

    /// Also tells this to whoever asks, line by line. It is no reason to send nobody here any more, as what it needs is.
    #[must_use]
    pub fn tells(mut self, worry: impl Fn() -> Vec<String> + Send + Sync + 'static) -> Self {
        self.worries.push(Arc::new(worry));
        self
    }

    /// What is wrong now. Whoever asks while a look is under way shares the next one with all others who do.
    async fn faults(&self, db: &Db) -> Vec<String> {
        let place = self.looks.asked.fetch_add(1, Ordering::SeqCst);
        let mut newest = self.looks.newest.lock().await;
        if newest.answers <= place {
            let answers = self.looks.asked.load(Ordering::SeqCst);
            *newest = Look { answers, faults: self.look(db).await };
        }
        newest.faults.clone()
    }

    async fn look(&self, db: &Db) -> Vec<String> {
        let checks = self.checks.clone();
        let faults: Result<Vec<String>, DbError> = db
            .run(move |connection| {
                connection.batch_execute("SELECT 1")?;
                Ok(checks.iter().filter_map(|check| check().err()).collect())
            })
            .await;
        faults.unwrap_or_else(|_| vec!["the database does not answer".to_owned()])
    }
}

impl fmt::Debug for Readiness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Readiness of {} checks", self.checks.len())
    }
}

#[get("/healthz")]
fn healthz() -> &'static str {
    "ok\n"
}

#[get("/readyz")]
async fn readyz(db: &State<Db>, readiness: &State<Readiness>) -> Result<String, Problem> {
    let faults = readiness.faults(db).await;
    if faults.is_empty() {
        let worries = readiness.worries.iter().flat_map(|worry| worry());
        return Ok(worries.fold("ready\n".to_owned(), |told, worry| told + "warning: " + &worry + "\n"));
    }
    Err(Problem::new(Status::ServiceUnavailable, "overloaded", "The service is not ready")
        .detail(faults.join("; ")))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn whoever_asks_during_a_look_shares_the_next_one() {
        let dir = tempfile::tempdir().unwrap();
        let db = crate::db::tests::open(dir.path().join("a.sqlite").to_str().unwrap()).unwrap();
        let (looks, (begun, begins), (go, gone)) =
            (Arc::new(AtomicU64::new(0)), mpsc::channel(), mpsc::channel::<()>());
        let (counter, gone) = (Arc::clone(&looks), std::sync::Mutex::new(gone));
        let readiness = Readiness::default().needs(move || {
            counter.fetch_add(1, Ordering::SeqCst);
            begun.send(()).unwrap();
            gone.lock().unwrap().recv().unwrap();
            Err("no room".to_owned())
        });
        let ask = || {
            let (readiness, db) = (readiness.clone(), db.clone());
            tokio::spawn(async move { readiness.faults(&db).await })
        };
        let first = ask();
        begins.recv().unwrap();
        let others: Vec<_> = (0..20).map(|_| ask()).collect();
        while readiness.looks.asked.load(Ordering::SeqCst) < 21 {
            tokio::task::yield_now().await;
        }
        (0..2).for_each(|_| go.send(()).unwrap());
        for asked in others.into_iter().chain([first]) {
            assert_eq!(asked.await.unwrap(), ["no room"]);
        }
        assert_eq!(looks.load(Ordering::SeqCst), 2);
        // Nothing is kept for who asks later.
        go.send(()).unwrap();
        assert_eq!((readiness.faults(&db).await.len(), looks.load(Ordering::SeqCst)), (1, 3));
    }
}
