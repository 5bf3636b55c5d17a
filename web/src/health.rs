//! `/healthz`: the process answers. `/readyz`: what it needs does, too.

use std::fmt;
use std::sync::Arc;

use diesel::connection::SimpleConnection as _;
use rocket::http::Status;
use rocket::{Route, State, get, routes};

use crate::db::{Db, DbError};
use crate::problem::Problem;

/// Both routes; [`Readiness`] must be managed.
pub fn routes() -> Vec<Route> {
    routes![healthz, readyz]
}

/// Says what is wrong; may block.
type Check = dyn Fn() -> Result<(), String> + Send + Sync;

/// What a service needs besides its database to do its work.
#[derive(Clone, Default)]
pub struct Readiness {
    checks: Vec<Arc<Check>>,
}

impl Readiness {
    /// Also needs this; the error is what operators read.
    #[must_use]
    pub fn needs(mut self, check: impl Fn() -> Result<(), String> + Send + Sync + 'static) -> Self {
        self.checks.push(Arc::new(check));
        self
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
async fn readyz(db: &State<Db>, readiness: &State<Readiness>) -> Result<&'static str, Problem> {
    let checks = readiness.checks.clone();
    let answer: Result<Vec<String>, DbError> = db
        .run(move |connection| {
            connection.batch_execute("SELECT 1")?;
            Ok(checks.iter().filter_map(|check| check().err()).collect())
        })
        .await;
    let not_ready = Problem::new(Status::ServiceUnavailable, "overloaded", "The service is not ready");
    match answer {
        Ok(faults) if faults.is_empty() => Ok("ready\n"),
        Ok(faults) => Err(not_ready.detail(faults.join("; "))),
        Err(_) => Err(not_ready.detail("the database does not answer")),
    }
}
