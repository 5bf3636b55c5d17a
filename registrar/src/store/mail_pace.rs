//! What a process that sends mails leaves to the next: one row.

use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::schema::mail_pace;

/// What was left last, if anything: JSON.
pub(crate) fn load(conn: &mut DbConnection) -> StoreResult<Option<String>> {
    Ok(mail_pace::table.find(THE_ONE).select(mail_pace::state).first(conn).optional()?)
}

/// Leaves this. Called by who has the turn of sending mails alone.
pub(crate) fn store(conn: &mut DbConnection, state: &str) -> StoreResult<()> {
    let known = diesel::update(mail_pace::table.find(THE_ONE)).set(mail_pace::state.eq(state));
    if known.execute(conn)? == 0 {
        let first = (mail_pace::one.eq(THE_ONE), mail_pace::state.eq(state));
        diesel::insert_into(mail_pace::table).values(first).execute(conn)?;
    }
    Ok(())
}

/// The number of the row.
const THE_ONE: i64 = 1;
