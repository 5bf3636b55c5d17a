//! Who stands for which option, and what they wrote.

use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::schema::candidates;
use crate::domain::candidates::State;

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = candidates)]
pub(crate) struct Candidacy {
    /// Random.
    pub(crate) id: String,
    /// The draft's id.
    pub(crate) poll: String,
    /// The question's id.
    pub(crate) question: String,
    /// The option's id.
    pub(crate) choice: String,
    /// Whose it is.
    pub(crate) email: String,
    /// Who they are: Markdown, or empty.
    pub(crate) profile: String,
    /// What they want: Markdown, or empty.
    pub(crate) statement: String,
    /// See [`State`].
    pub(crate) state: String,
    /// What the officer said when it was sent back last.
    pub(crate) words: Option<String>,
}

/// Somebody stands for an option.
pub(crate) fn insert(
    conn: &mut DbConnection,
    id: &str,
    poll: &str,
    (question, choice): (&str, &str),
    email: &str,
) -> StoreResult<()> {
    diesel::insert_into(candidates::table)
        .values((
            candidates::id.eq(id),
            candidates::poll.eq(poll),
            candidates::question.eq(question),
            candidates::choice.eq(choice),
            candidates::email.eq(email),
            candidates::profile.eq(""),
            candidates::statement.eq(""),
            candidates::state.eq(State::Invited.as_str()),
        ))
        .execute(conn)?;
    Ok(())
}

/// A candidacy.
pub(crate) fn find(conn: &mut DbConnection, id: &str) -> StoreResult<Option<Candidacy>> {
    Ok(candidates::table.find(id).select(Candidacy::as_select()).first(conn).optional()?)
}

/// Who stands for an option.
pub(crate) fn of_option(
    conn: &mut DbConnection,
    poll: &str,
    question: &str,
    choice: &str,
) -> StoreResult<Option<Candidacy>> {
    Ok(candidates::table
        .filter(candidates::poll.eq(poll))
        .filter(candidates::question.eq(question))
        .filter(candidates::choice.eq(choice))
        .select(Candidacy::as_select())
        .first(conn)
        .optional()?)
}

/// All candidacies of a poll.
pub(crate) fn of_poll(conn: &mut DbConnection, poll: &str) -> StoreResult<Vec<Candidacy>> {
    Ok(candidates::table
        .filter(candidates::poll.eq(poll))
        .order((candidates::question, candidates::choice))
        .select(Candidacy::as_select())
        .load(conn)?)
}

/// All candidacies of an address.
pub(crate) fn of_email(conn: &mut DbConnection, email: &str) -> StoreResult<Vec<Candidacy>> {
    Ok(candidates::table
        .filter(candidates::email.eq(email))
        .order(candidates::id)
        .select(Candidacy::as_select())
        .load(conn)?)
}

/// The candidate has written.
pub(crate) fn write(conn: &mut DbConnection, id: &str, profile: &str, statement: &str) -> StoreResult<()> {
    diesel::update(candidates::table.find(id))
        .set((
            candidates::profile.eq(profile),
            candidates::statement.eq(statement),
            candidates::state.eq(State::Written.as_str()),
        ))
        .execute(conn)?;
    Ok(())
}

/// An officer has read it.
pub(crate) fn judge(conn: &mut DbConnection, id: &str, state: State, words: Option<&str>) -> StoreResult<()> {
    diesel::update(candidates::table.find(id))
        .set((candidates::state.eq(state.as_str()), candidates::words.eq(words)))
        .execute(conn)?;
    Ok(())
}

/// Nobody stands for it any more.
pub(crate) fn delete(conn: &mut DbConnection, id: &str) -> StoreResult<()> {
    diesel::delete(candidates::table.find(id)).execute(conn)?;
    Ok(())
}

/// The candidate has another address.
pub(crate) fn follow(conn: &mut DbConnection, old: &str, new: &str) -> StoreResult<()> {
    diesel::update(candidates::table.filter(candidates::email.eq(old)))
        .set(candidates::email.eq(new))
        .execute(conn)?;
    Ok(())
}

/// Forgets what an address wrote, and that it stood.
pub(crate) fn delete_of(conn: &mut DbConnection, email: &str) -> StoreResult<()> {
    diesel::delete(candidates::table.filter(candidates::email.eq(email))).execute(conn)?;
    Ok(())
}
