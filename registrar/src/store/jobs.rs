//! Work that takes longer than a request, and how far it has come.

use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::schema::jobs;
use crate::domain::account::Account;
use crate::domain::jobs::State;
use crate::domain::secret::random_id;

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = jobs)]
pub(crate) struct JobRow {
    /// Random.
    pub(crate) id: String,
    /// See [`crate::domain::jobs::Kind`].
    pub(crate) kind: String,
    /// The draft's id of the poll that it is about.
    pub(crate) poll: String,
    /// The id of what it works on.
    pub(crate) subject: String,
    /// See [`State`].
    pub(crate) state: String,
    /// Steps done.
    pub(crate) done: i64,
    /// Steps in all.
    pub(crate) total: i64,
    /// JSON, once done.
    pub(crate) outcome: Option<String>,
    /// Why, once failed: see [`crate::domain::jobs::Failure`].
    pub(crate) failure: Option<String>,
    /// The id of the account that asked for it.
    pub(crate) asked_by: String,
    /// Its address.
    pub(crate) asked_by_email: String,
}

/// Asks for a job; its id, or that of the job which was asked for with the same kind and subject before. One that has
/// failed starts anew. In a transaction.
pub(crate) fn ask(
    conn: &mut DbConnection,
    kind: &str,
    poll: &str,
    subject: &str,
    officer: &Account,
    now: i64,
) -> StoreResult<String> {
    let same = jobs::table.filter(jobs::kind.eq(kind)).filter(jobs::subject.eq(subject));
    let known: Option<(String, String)> = same.select((jobs::id, jobs::state)).first(conn).optional()?;
    if let Some((id, state)) = known {
        if State::parse(&state) == Some(State::Failed) {
            diesel::update(jobs::table.find(&id))
                .set((
                    jobs::state.eq(State::Waiting.as_str()),
                    jobs::failure.eq(None::<String>),
                    jobs::asked_by.eq(&officer.id),
                    jobs::asked_by_email.eq(&officer.email),
                    jobs::asked_at.eq(now),
                ))
                .execute(conn)?;
        }
        return Ok(id);
    }
    let id = random_id();
    diesel::insert_into(jobs::table)
        .values((
            jobs::id.eq(&id),
            jobs::kind.eq(kind),
            jobs::poll.eq(poll),
            jobs::subject.eq(subject),
            jobs::state.eq(State::Waiting.as_str()),
            jobs::done.eq(0),
            jobs::total.eq(0),
            jobs::asked_by.eq(&officer.id),
            jobs::asked_by_email.eq(&officer.email),
            jobs::asked_at.eq(now),
        ))
        .execute(conn)?;
    Ok(id)
}

/// A job.
pub(crate) fn find(conn: &mut DbConnection, id: &str) -> StoreResult<Option<JobRow>> {
    Ok(jobs::table.find(id).select(JobRow::as_select()).first(conn).optional()?)
}

/// The jobs about a poll, the newest first.
pub(crate) fn of_poll(conn: &mut DbConnection, draft: &str) -> StoreResult<Vec<JobRow>> {
    Ok(jobs::table
        .filter(jobs::poll.eq(draft))
        .order(jobs::asked_at.desc())
        .select(JobRow::as_select())
        .load(conn)?)
}

/// The jobs that are not over, the oldest first: those that a crash cut off are among them.
pub(crate) fn unfinished(conn: &mut DbConnection) -> StoreResult<Vec<JobRow>> {
    Ok(jobs::table
        .filter(jobs::state.eq_any([State::Waiting.as_str(), State::Running.as_str()]))
        .order(jobs::asked_at)
        .select(JobRow::as_select())
        .load(conn)?)
}

/// Notes how far a job has come, in the transaction of the step that was done.
pub(crate) fn advance(conn: &mut DbConnection, id: &str, done: i64, total: i64) -> StoreResult<()> {
    diesel::update(jobs::table.find(id))
        .set((jobs::state.eq(State::Running.as_str()), jobs::done.eq(done), jobs::total.eq(total)))
        .execute(conn)?;
    Ok(())
}

/// A job is done, in the transaction of its last step.
pub(crate) fn finish(conn: &mut DbConnection, id: &str, outcome: &str) -> StoreResult<()> {
    diesel::update(jobs::table.find(id))
        .set((jobs::state.eq(State::Done.as_str()), jobs::done.eq(jobs::total), jobs::outcome.eq(outcome)))
        .execute(conn)?;
    Ok(())
}

/// A job has failed for good.
pub(crate) fn fail(conn: &mut DbConnection, id: &str, failure: &str) -> StoreResult<()> {
    diesel::update(jobs::table.find(id))
        .set((jobs::state.eq(State::Failed.as_str()), jobs::failure.eq(failure)))
        .execute(conn)?;
    Ok(())
}

/// Forgets jobs that were over and asked for before `then`.
pub(crate) fn purge(conn: &mut DbConnection, then: i64) -> StoreResult<usize> {
    Ok(diesel::delete(
        jobs::table
            .filter(jobs::state.eq_any([State::Done.as_str(), State::Failed.as_str()]))
            .filter(jobs::asked_at.lt(then)),
    )
    .execute(conn)?)
}
