//! Polls, from draft to the end.

use diesel::prelude::*;
use web::db::is_unique_violation;
use web::{DbConnection, by_kind};

use super::StoreResult;
use super::schema::polls;
use crate::domain::poll::State;

/// A row of the table.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = polls)]
pub(crate) struct PollRow {
    /// The id of the draft, under which our tables know the poll for good.
    pub(crate) id: String,
    /// The account that drafted it, or was made its owner.
    pub(crate) owner: String,
    /// See [`State`].
    pub(crate) state: String,
    /// Rises with every change of the draft.
    pub(crate) version: i64,
    /// In the first language.
    pub(crate) title: String,
    /// JSON.
    pub(crate) draft: String,
    /// Why the ballot box refused it last.
    pub(crate) refusal: Option<String>,
    /// The poll id, once sealed.
    pub(crate) poll: Option<String>,
    /// The manifest note, once sealed.
    pub(crate) manifest: Option<String>,
    /// Encrypted; from sealing until issuance closes.
    pub(crate) signing_key: Option<Vec<u8>>,
    /// The end of voting, notices included.
    pub(crate) voting_closes: Option<i64>,
    /// Whether a notice has cancelled it.
    pub(crate) cancelled: bool,
    /// Whether it is out of the way, on the list of the archive only.
    pub(crate) archived: bool,
    /// Whether its voters are erased.
    pub(crate) erased: bool,
}

/// How many polls and drafts an account owns.
pub(crate) fn owned_by(conn: &mut DbConnection, account: &str) -> StoreResult<i64> {
    Ok(polls::table.filter(polls::owner.eq(account)).count().get_result(conn)?)
}

/// The polls and drafts that an account owns, by title.
pub(crate) fn of_owner(conn: &mut DbConnection, account: &str) -> StoreResult<Vec<PollRow>> {
    let owned = polls::table.filter(polls::owner.eq(account)).order(polls::title);
    Ok(owned.select(PollRow::as_select()).load(conn)?)
}

/// Those of these drafts, or of the polls that became of them, that are still there.
pub(crate) fn by_drafts(conn: &mut DbConnection, ids: &[String]) -> StoreResult<Vec<PollRow>> {
    Ok(polls::table.filter(polls::id.eq_any(ids)).select(PollRow::as_select()).load(conn)?)
}

/// Adds a draft.
pub(crate) fn insert(
    conn: &mut DbConnection,
    id: &str,
    owner: &str,
    title: &str,
    draft: &str,
) -> StoreResult<()> {
    diesel::insert_into(polls::table)
        .values((
            polls::id.eq(id),
            polls::owner.eq(owner),
            polls::state.eq(State::Draft.as_str()),
            polls::version.eq(1),
            polls::title.eq(title),
            polls::draft.eq(draft),
            polls::cancelled.eq(false),
        ))
        .execute(conn)?;
    Ok(())
}

/// Replaces a draft's text if it is still a draft of that version; false if not.
pub(crate) fn update_draft(
    conn: &mut DbConnection,
    id: &str,
    version: i64,
    title: &str,
    draft: &str,
) -> StoreResult<bool> {
    let changed = diesel::update(editable(id, version))
        .set((polls::title.eq(title), polls::draft.eq(draft), polls::version.eq(version + 1)))
        .execute(conn)?;
    Ok(changed > 0)
}

/// Notes that a draft's roll changes; false if it is no draft any more. Line one of the transaction that changes it.
pub(crate) fn touch(conn: &mut DbConnection, id: &str) -> StoreResult<bool> {
    let changed =
        diesel::update(polls::table.filter(polls::id.eq(id)).filter(polls::state.eq(State::Draft.as_str())))
            .set(polls::version.eq(polls::version + 1))
            .execute(conn)?;
    Ok(changed > 0)
}

/// What a sealed poll has that a draft has not.
pub(crate) struct Sealed<'a> {
    /// The poll id.
    pub(crate) poll: &'a str,
    /// Its alias.
    pub(crate) slug: Option<&'a str>,
    /// The manifest note, signed by the registrar.
    pub(crate) manifest: &'a str,
    /// The signing key, encrypted.
    pub(crate) signing_key: &'a [u8],
    /// The end of voting.
    pub(crate) voting_closes: i64,
}

/// Why a draft was not sealed.
pub(crate) enum NotSealed {
    /// It was changed, or sealed, meanwhile.
    Changed,
    /// The alias belongs to another poll.
    SlugTaken,
}

/// Seals a draft of that version.
pub(crate) fn seal(
    conn: &mut DbConnection,
    id: &str,
    version: i64,
    sealed: &Sealed<'_>,
) -> StoreResult<Result<(), NotSealed>> {
    let changed = diesel::update(editable(id, version))
        .set((
            polls::state.eq(State::Sealed.as_str()),
            polls::poll.eq(sealed.poll),
            polls::slug.eq(sealed.slug),
            polls::manifest.eq(sealed.manifest),
            polls::signing_key.eq(sealed.signing_key),
            polls::voting_closes.eq(sealed.voting_closes),
            polls::refusal.eq(None::<String>),
        ))
        .execute(conn);
    match changed {
        Ok(0) => Ok(Err(NotSealed::Changed)),
        Ok(_) => Ok(Ok(())),
        Err(error) if is_unique_violation(&error) => Ok(Err(NotSealed::SlugTaken)),
        Err(error) => Err(error.into()),
    }
}

/// The ballot box refused a sealed manifest: it becomes a draft again, its key is forgotten.
pub(crate) fn unseal(conn: &mut DbConnection, id: &str, refusal: &str) -> StoreResult<()> {
    diesel::update(polls::table.filter(polls::id.eq(id)).filter(polls::state.eq(State::Sealed.as_str())))
        .set((
            polls::state.eq(State::Draft.as_str()),
            polls::version.eq(polls::version + 1),
            polls::refusal.eq(refusal),
            polls::poll.eq(None::<String>),
            polls::slug.eq(None::<String>),
            polls::manifest.eq(None::<String>),
            polls::signing_key.eq(None::<Vec<u8>>),
            polls::voting_closes.eq(None::<i64>),
        ))
        .execute(conn)?;
    Ok(())
}

/// The ballot box countersigned; false if that is known already.
pub(crate) fn publish(conn: &mut DbConnection, id: &str, manifest: &str) -> StoreResult<bool> {
    let changed =
        diesel::update(polls::table.filter(polls::id.eq(id)).filter(polls::state.eq(State::Sealed.as_str())))
            .set((polls::state.eq(State::Published.as_str()), polls::manifest.eq(manifest)))
            .execute(conn)?;
    Ok(changed > 0)
}

/// Issuance has closed: the private key is destroyed; false if that is done already.
pub(crate) fn close_issuance(conn: &mut DbConnection, id: &str) -> StoreResult<bool> {
    let changed = diesel::update(
        polls::table.filter(polls::id.eq(id)).filter(polls::state.eq(State::Published.as_str())),
    )
    .set((polls::state.eq(State::Issued.as_str()), polls::signing_key.eq(None::<Vec<u8>>)))
    .execute(conn)?;
    Ok(changed > 0)
}

/// Voting has closed; false if that is known already.
pub(crate) fn finish(conn: &mut DbConnection, id: &str) -> StoreResult<bool> {
    let changed =
        diesel::update(polls::table.filter(polls::id.eq(id)).filter(polls::state.eq(State::Issued.as_str())))
            .set(polls::state.eq(State::Over.as_str()))
            .execute(conn)?;
    Ok(changed > 0)
}

/// A notice has moved the end of voting.
pub(crate) fn set_voting_closes(conn: &mut DbConnection, id: &str, voting_closes: i64) -> StoreResult<()> {
    diesel::update(polls::table.find(id)).set(polls::voting_closes.eq(voting_closes)).execute(conn)?;
    Ok(())
}

/// Puts a poll into the archive or takes it out; false if it is there already.
pub(crate) fn set_archived(conn: &mut DbConnection, id: &str, archived: bool) -> StoreResult<bool> {
    let other = polls::table.filter(polls::id.eq(id)).filter(polls::archived.ne(archived));
    Ok(diesel::update(other).set(polls::archived.eq(archived)).execute(conn)? > 0)
}

/// A notice has cancelled the poll.
pub(crate) fn cancel(conn: &mut DbConnection, id: &str) -> StoreResult<()> {
    diesel::update(polls::table.find(id)).set(polls::cancelled.eq(true)).execute(conn)?;
    Ok(())
}

/// A poll by the id of its draft.
pub(crate) fn by_draft(conn: &mut DbConnection, id: &str) -> StoreResult<Option<PollRow>> {
    Ok(polls::table.find(id).select(PollRow::as_select()).first(conn).optional()?)
}

/// A poll by its poll id, if the ballot box has countersigned it.
pub(crate) fn by_poll(conn: &mut DbConnection, poll: &str) -> StoreResult<Option<PollRow>> {
    let row = polls::table.filter(polls::poll.eq(poll)).filter(polls::state.ne(State::Sealed.as_str()));
    Ok(by_kind!(conn, |conn| row.select(PollRow::as_select()).first(conn)).optional()?)
}

/// Whether passes of the poll may be issued.
pub(crate) fn is_issuing(conn: &mut DbConnection, id: &str) -> StoreResult<bool> {
    let issuing = polls::table
        .filter(polls::id.eq(id))
        .filter(polls::state.eq(State::Published.as_str()))
        .filter(polls::cancelled.eq(false))
        .count();
    let issuing: i64 = by_kind!(conn, |conn| issuing.get_result(conn))?;
    Ok(issuing > 0)
}

/// All polls in one of these states.
pub(crate) fn in_states(conn: &mut DbConnection, states: &[State]) -> StoreResult<Vec<PollRow>> {
    let mut query = polls::table.into_boxed();
    for state in states {
        query = query.or_filter(polls::state.eq(state.as_str()));
    }
    Ok(query.order(polls::title).select(PollRow::as_select()).load(conn)?)
}

/// Signing keys that are stored, encrypted, by the ids of their drafts.
pub(crate) fn sealed_keys(conn: &mut DbConnection) -> StoreResult<Vec<(String, Vec<u8>)>> {
    let rows: Vec<(String, Option<Vec<u8>>)> = polls::table
        .filter(polls::signing_key.is_not_null())
        .order(polls::id)
        .select((polls::id, polls::signing_key))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(id, key)| Some((id, key?))).collect())
}

/// The same signing key under another key-encryption key.
pub(crate) fn replace_sealed_key(conn: &mut DbConnection, id: &str, key: &[u8]) -> StoreResult<()> {
    diesel::update(polls::table.find(id)).set(polls::signing_key.eq(key)).execute(conn)?;
    Ok(())
}

/// How many polls and drafts are in each state that any is in.
pub(crate) fn by_state(conn: &mut DbConnection) -> StoreResult<Vec<(String, i64)>> {
    Ok(polls::table.group_by(polls::state).select((polls::state, diesel::dsl::count_star())).load(conn)?)
}

/// All polls and drafts.
pub(crate) fn all(conn: &mut DbConnection) -> StoreResult<Vec<PollRow>> {
    Ok(polls::table.order(polls::title).select(PollRow::as_select()).load(conn)?)
}

/// Waits until nobody issues a pass of this poll and keeps others from it until the transaction ends. On SQLite the
/// transaction holds the only write lock anyway. On PostgreSQL an insert into the ledger holds `FOR KEY SHARE` on this
/// row through its foreign key, which `FOR UPDATE` waits for.
pub(crate) fn lock(conn: &mut DbConnection, id: &str) -> StoreResult<()> {
    match conn {
        DbConnection::Sqlite(_) => {}
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => {
            let locked = polls::table.find(id).select(polls::id).for_update();
            // Whoever reads it then finds that it is gone.
            locked.first::<String>(conn).optional()?;
        }
    }
    let _ = id;
    Ok(())
}

/// The same for every poll that issues passes, or may begin to; in the order of their ids, as whoever locks several.
pub(crate) fn lock_all_that_issue(conn: &mut DbConnection) -> StoreResult<()> {
    match conn {
        DbConnection::Sqlite(_) => {}
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => {
            let states = [State::Draft, State::Sealed, State::Published].map(State::as_str);
            let all = polls::table.filter(polls::state.eq_any(states)).order(polls::id);
            all.select(polls::id).for_update().load::<String>(conn)?;
        }
    }
    Ok(())
}

/// A draft of that version.
type Editable<'a> = diesel::dsl::Filter<
    diesel::dsl::Filter<
        diesel::dsl::Filter<polls::table, diesel::dsl::Eq<polls::id, &'a str>>,
        diesel::dsl::Eq<polls::version, i64>,
    >,
    diesel::dsl::Eq<polls::state, &'static str>,
>;

fn editable(id: &str, version: i64) -> Editable<'_> {
    polls::table
        .filter(polls::id.eq(id))
        .filter(polls::version.eq(version))
        .filter(polls::state.eq(State::Draft.as_str()))
}
