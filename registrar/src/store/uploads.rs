//! Rolls that were uploaded, and their voters on the way into the roll.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::schema::{jobs, roll, roll_uploads, staged_voters};
use crate::domain::jobs::State;
use crate::domain::roll::RollLine;
use crate::domain::secret::random_id;

/// An uploaded file.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = roll_uploads)]
pub(crate) struct Upload {
    /// Random.
    pub(crate) id: String,
    /// The draft's id of its poll.
    pub(crate) poll: String,
    /// See [`crate::domain::roll_import::Mode`].
    pub(crate) mode: String,
    /// The file as it came.
    pub(crate) content: Vec<u8>,
}

/// Keeps an uploaded file; its id.
pub(crate) fn insert(
    conn: &mut DbConnection,
    poll: &str,
    mode: &str,
    content: &[u8],
    now: i64,
) -> StoreResult<String> {
    let id = random_id();
    diesel::insert_into(roll_uploads::table)
        .values((
            roll_uploads::id.eq(&id),
            roll_uploads::poll.eq(poll),
            roll_uploads::mode.eq(mode),
            roll_uploads::content.eq(content),
            roll_uploads::uploaded_at.eq(now),
        ))
        .execute(conn)?;
    Ok(id)
}

/// An uploaded file.
pub(crate) fn find(conn: &mut DbConnection, id: &str) -> StoreResult<Option<Upload>> {
    Ok(roll_uploads::table.find(id).select(Upload::as_select()).first(conn).optional()?)
}

/// Whether an uploaded file is there; a file of megabytes is not read for that.
pub(crate) fn is_there(conn: &mut DbConnection, id: &str, poll: &str) -> StoreResult<bool> {
    let one = roll_uploads::table.find(id).filter(roll_uploads::poll.eq(poll));
    Ok(one.count().get_result::<i64>(conn)? > 0)
}

/// Forgets an uploaded file and its staged voters.
pub(crate) fn delete(conn: &mut DbConnection, id: &str) -> StoreResult<()> {
    diesel::delete(roll_uploads::table.find(id)).execute(conn)?;
    Ok(())
}

/// Forgets files that were uploaded before `then`, unless a job still works on them.
pub(crate) fn purge(conn: &mut DbConnection, then: i64) -> StoreResult<usize> {
    let at_work = jobs::table
        .filter(jobs::subject.eq(roll_uploads::id))
        .filter(jobs::state.eq_any([State::Waiting.as_str(), State::Running.as_str()]));
    Ok(diesel::delete(
        roll_uploads::table.filter(roll_uploads::uploaded_at.lt(then)).filter(not(exists(at_work))),
    )
    .execute(conn)?)
}

/// Stages voters.
pub(crate) fn stage(conn: &mut DbConnection, upload: &str, lines: &[RollLine]) -> StoreResult<()> {
    let row = |line: &RollLine| {
        (
            staged_voters::upload.eq(upload.to_owned()),
            staged_voters::email.eq(line.email.clone()),
            staged_voters::id.eq(random_id()),
            staged_voters::name.eq(line.name.clone()),
            staged_voters::external_id.eq(line.external_id.clone()),
        )
    };
    match conn {
        // One prepared statement in a loop: faster on SQLite than many rows in one statement.
        DbConnection::Sqlite(conn) => {
            for line in lines {
                diesel::insert_into(staged_voters::table).values(row(line)).execute(conn)?;
            }
        }
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => {
            let rows: Vec<_> = lines.iter().map(row).collect();
            diesel::insert_into(staged_voters::table).values(rows).execute(conn)?;
        }
    }
    Ok(())
}

/// How many voters are staged.
pub(crate) fn staged(conn: &mut DbConnection, upload: &str) -> StoreResult<i64> {
    Ok(staged_voters::table.filter(staged_voters::upload.eq(upload)).count().get_result(conn)?)
}

/// Puts the staged voters who are not on the roll there; their number.
pub(crate) fn add_new(conn: &mut DbConnection, upload: &str, poll: &str) -> StoreResult<usize> {
    let known = roll::table.filter(roll::poll.eq(poll)).filter(roll::email.eq(staged_voters::email));
    let fresh =
        staged_voters::table.filter(staged_voters::upload.eq(upload)).filter(not(exists(known))).select((
            staged_voters::id,
            poll.into_sql::<diesel::sql_types::Text>(),
            staged_voters::email,
            staged_voters::name,
            staged_voters::external_id,
        ));
    Ok(diesel::insert_into(roll::table)
        .values(fresh)
        .into_columns((roll::id, roll::poll, roll::email, roll::name, roll::external_id))
        .execute(conn)?)
}

/// Takes voters off the roll who are not staged; their number.
pub(crate) fn remove_others(conn: &mut DbConnection, upload: &str, poll: &str) -> StoreResult<usize> {
    let staged = staged_voters::table
        .filter(staged_voters::upload.eq(upload))
        .filter(staged_voters::email.eq(roll::email));
    Ok(diesel::delete(roll::table.filter(roll::poll.eq(poll)).filter(not(exists(staged)))).execute(conn)?)
}

/// Entries of the roll with the staged voter of the same address: the entry's id, its line, and the staged line.
pub(crate) fn pairs(
    conn: &mut DbConnection,
    upload: &str,
    poll: &str,
) -> StoreResult<Vec<(String, RollLine, RollLine)>> {
    type Row = (String, String, Option<String>, Option<String>, Option<String>, Option<String>);
    let rows: Vec<Row> = roll::table
        .inner_join(staged_voters::table.on(staged_voters::email.eq(roll::email)))
        .filter(roll::poll.eq(poll))
        .filter(staged_voters::upload.eq(upload))
        .select((
            roll::id,
            roll::email,
            roll::name,
            roll::external_id,
            staged_voters::name,
            staged_voters::external_id,
        ))
        .load(conn)?;
    let line = |email: &str, name, external_id| RollLine { email: email.to_owned(), name, external_id };
    Ok(rows
        .into_iter()
        .map(|(id, email, name, external_id, new_name, new_id)| {
            (id, line(&email, name, external_id), line(&email, new_name, new_id))
        })
        .collect())
}
