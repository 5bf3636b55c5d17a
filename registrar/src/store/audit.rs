//! The audit log: rows are added, never changed; triggers refuse the rest.

use crypto::time::UtcTime;
use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::schema::audit;
use crate::domain::audit::{Entry, Event, GENESIS, chain};

/// Adds an act behind the newest. Numbers have no gaps, whoever writes at the same time: SQLite has one writer, and on
/// PostgreSQL the table is locked until the transaction ends, which is why this comes last in it.
pub(crate) fn append(conn: &mut DbConnection, now: UtcTime, event: &Event) -> StoreResult<()> {
    lock(conn)?;
    let newest: Option<(i64, Vec<u8>)> =
        audit::table.order(audit::seq.desc()).select((audit::seq, audit::hash)).first(conn).optional()?;
    let (last, prev) = newest.unwrap_or((0, GENESIS.to_vec()));
    let record = event.record(last + 1, now);
    diesel::insert_into(audit::table)
        .values((
            audit::seq.eq(last + 1),
            audit::at.eq(now.unix()),
            audit::actor.eq(event.actor.label()),
            audit::action.eq(event.action.as_str()),
            audit::object.eq(&event.object),
            audit::hash.eq(chain(&prev, &record).as_slice()),
            audit::record.eq(&record),
        ))
        .execute(conn)?;
    Ok(())
}

/// Records behind number `after`, oldest first.
pub(crate) fn after(conn: &mut DbConnection, after: i64, limit: i64) -> StoreResult<Vec<Entry>> {
    let rows: Vec<Row> =
        audit::table.filter(audit::seq.gt(after)).order(audit::seq).limit(limit).load(conn)?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

/// When the newest act on an object was; none if there was none.
pub(crate) fn newest_on(conn: &mut DbConnection, object: &str) -> StoreResult<Option<i64>> {
    let acts = audit::table.filter(audit::object.eq(object));
    Ok(acts.select(diesel::dsl::max(audit::at)).first(conn)?)
}

/// What a search asks for; an absent part asks for nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Search {
    /// Who, as `Actor::label` has it.
    pub(crate) actor: Option<String>,
    /// What.
    pub(crate) action: Option<String>,
    /// To what.
    pub(crate) object: Option<String>,
    /// Only records with a smaller number.
    pub(crate) before: Option<i64>,
}

/// Records that fit, newest first.
pub(crate) fn search(conn: &mut DbConnection, search: &Search, limit: i64) -> StoreResult<Vec<Entry>> {
    let mut query = audit::table.into_boxed();
    if let Some(actor) = &search.actor {
        query = query.filter(audit::actor.eq(actor));
    }
    if let Some(action) = &search.action {
        query = query.filter(audit::action.eq(action));
    }
    if let Some(object) = &search.object {
        query = query.filter(audit::object.eq(object));
    }
    if let Some(before) = search.before {
        query = query.filter(audit::seq.lt(before));
    }
    let rows: Vec<Row> = query.order(audit::seq.desc()).limit(limit).load(conn)?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

fn lock(conn: &mut DbConnection) -> StoreResult<()> {
    match conn {
        DbConnection::Sqlite(_) => {}
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => {
            diesel::connection::SimpleConnection::batch_execute(conn, "LOCK TABLE audit IN EXCLUSIVE MODE")?;
        }
    }
    Ok(())
}

type Row = (i64, i64, String, String, String, String, Vec<u8>);

impl From<Row> for Entry {
    fn from((seq, at, actor, action, object, record, hash): Row) -> Self {
        Self { seq, at: UtcTime::from_unix(at), actor, action, object, record, hash }
    }
}
