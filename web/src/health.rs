//! `/healthz`: the process answers. `/readyz`: its database does, too.

use diesel::connection::SimpleConnection as _;
use rocket::http::Status;
use rocket::{Route, State, get, routes};

use crate::db::{Db, DbError};
use crate::problem::Problem;

/// Both routes.
pub fn routes() -> Vec<Route> {
    routes![healthz, readyz]
}

#[get("/healthz")]
fn healthz() -> &'static str {
    "ok\n"
}

#[get("/readyz")]
async fn readyz(db: &State<Db>) -> Result<&'static str, Problem> {
    let answer: Result<(), DbError> =
        db.run(|connection| connection.batch_execute("SELECT 1").map_err(DbError::from)).await;
    match answer {
        Ok(()) => Ok("ready\n"),
        Err(_) => Err(Problem::new(Status::ServiceUnavailable, "overloaded", "The database does not answer")),
    }
}
