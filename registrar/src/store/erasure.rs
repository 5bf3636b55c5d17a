//! Erasing what tells who voters were. What was erased lies in the files until they are rewritten: see
//! [`super::scrubbing`], which is asked for here.

use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::polls::PollRow;
use super::schema::{
    accounts, address_moves, candidates, deliveries, mailings, outbox, polls, precinct_polls, precincts,
    roll, roll_uploads, single_use,
};
use super::scrubbing;
use crate::domain::poll::State;

/// How much was erased.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Erased {
    /// Entries of rolls.
    pub(crate) voters: usize,
    /// States of mails to voters; they are counted from now on.
    pub(crate) mails: usize,
    /// Candidacies, with what was written.
    pub(crate) candidacies: usize,
}

/// How much was erased that stood under an address without being an account's or a voter's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Loose {
    /// Mails and links that waited.
    pub(crate) waiting: usize,
    /// Candidacies, with what was written.
    pub(crate) candidacies: usize,
    /// Addresses on rolls that were corrected to another one, or from it.
    pub(crate) corrected: usize,
}

/// Polls that are over and whose voters are not erased.
pub(crate) fn unerased(conn: &mut DbConnection) -> StoreResult<Vec<PollRow>> {
    Ok(polls::table
        .filter(polls::state.eq(State::Over.as_str()))
        .filter(polls::erased.eq(false))
        .select(PollRow::as_select())
        .load(conn)?)
}

/// Erases the roll of a poll with all that hangs on its entries; none if that was done before. In a transaction.
///
/// The ledger stays: its count must never shrink, and the random ids in it name nobody any more.
pub(crate) fn poll(conn: &mut DbConnection, draft: &str) -> StoreResult<Option<Erased>> {
    let marked = diesel::update(polls::table.find(draft).filter(polls::erased.eq(false)))
        .set((polls::erased.eq(true), polls::scrubbed_in.eq(None::<String>)))
        .execute(conn)?;
    if marked == 0 {
        return Ok(None);
    }
    let mails = count_deliveries(conn, draft, None)?;
    diesel::delete(roll_uploads::table.filter(roll_uploads::poll.eq(draft))).execute(conn)?;
    // What was approved of their texts stands in the manifest.
    let candidacies = diesel::delete(candidates::table.filter(candidates::poll.eq(draft))).execute(conn)?;
    let voters = diesel::delete(roll::table.filter(roll::poll.eq(draft))).execute(conn)?;
    Ok(Some(Erased { voters, mails, candidacies }))
}

/// Drafts and sealed polls in the archive that still name voters or candidates. A draft that was split is not among them while the
/// split can be undone to somebody's loss: its precincts have voters, and are not listed.
pub(crate) fn put_away(conn: &mut DbConnection) -> StoreResult<Vec<PollRow>> {
    use diesel::dsl::{exists, not};
    let voters = roll::table.filter(roll::poll.eq(polls::id));
    let files = roll_uploads::table.filter(roll_uploads::poll.eq(polls::id));
    let candidacies = candidates::table.filter(candidates::poll.eq(polls::id));
    let dealt = precincts::table
        .inner_join(precinct_polls::table)
        .inner_join(roll::table.on(roll::poll.eq(precinct_polls::poll)))
        .filter(precincts::draft.eq(polls::id))
        .filter(precincts::list.is_null());
    Ok(polls::table
        .filter(polls::archived.eq(true))
        .filter(polls::state.eq_any([State::Draft.as_str(), State::Sealed.as_str()]))
        .filter(exists(voters).or(exists(files)).or(exists(candidacies)))
        .filter(not(exists(dealt)))
        .select(PollRow::as_select())
        .load(conn)?)
}

/// Erases the roll, the uploaded files and the candidacies of a draft; none if it is no draft. In a transaction.
pub(crate) fn draft(conn: &mut DbConnection, draft: &str) -> StoreResult<Option<Erased>> {
    if !super::polls::touch(conn, draft)? {
        return Ok(None);
    }
    diesel::delete(roll_uploads::table.filter(roll_uploads::poll.eq(draft))).execute(conn)?;
    let candidacies = diesel::delete(candidates::table.filter(candidates::poll.eq(draft))).execute(conn)?;
    let voters = diesel::delete(roll::table.filter(roll::poll.eq(draft))).execute(conn)?;
    scrubbing::ask_for_draft(conn, draft)?;
    Ok(Some(Erased { voters, mails: 0, candidacies }))
}

/// Deletes a draft whose roll is erased, with what else hangs on it. In the same transaction.
pub(crate) fn delete_draft(conn: &mut DbConnection, draft: &str) -> StoreResult<()> {
    diesel::delete(polls::table.find(draft).filter(polls::state.eq(State::Draft.as_str()))).execute(conn)?;
    Ok(())
}

/// Erases one entry of the roll of a poll with all that hangs on it. In a transaction.
pub(crate) fn voter(conn: &mut DbConnection, draft: &str, voter: &str) -> StoreResult<Erased> {
    let mails = count_deliveries(conn, draft, Some(voter))?;
    let voters = diesel::delete(roll::table.find(voter)).execute(conn)?;
    diesel::update(polls::table.find(draft)).set(polls::scrubbed_in.eq(None::<String>)).execute(conn)?;
    Ok(Erased { voters, mails, candidacies: 0 })
}

/// Erases what stands under an address without being an account's or a voter's. In a transaction.
pub(crate) fn address(conn: &mut DbConnection, email: &str) -> StoreResult<Loose> {
    let mails = diesel::delete(outbox::table.filter(outbox::recipient.eq(email))).execute(conn)?;
    let links = diesel::delete(single_use::table.filter(single_use::email.eq(email))).execute(conn)?;
    let candidacies = diesel::delete(candidates::table.filter(candidates::email.eq(email))).execute(conn)?;
    let corrected = diesel::delete(address_moves::table.filter(of_move(email))).execute(conn)?;
    Ok(Loose { waiting: mails + links, candidacies, corrected })
}

/// The polls of entries whose address was corrected from this one, or collected the pass with it, and their states.
pub(crate) fn corrections(conn: &mut DbConnection, email: &str) -> StoreResult<Vec<(String, String)>> {
    Ok(address_moves::table
        .inner_join(roll::table.inner_join(polls::table))
        .filter(of_move(email))
        .select((polls::id, polls::state))
        .load(conn)?)
}

type OfMove<'a> = diesel::dsl::Or<
    diesel::dsl::Nullable<diesel::dsl::Eq<address_moves::old_email, &'a str>>,
    diesel::dsl::Eq<address_moves::pass_to, &'a str>,
>;

fn of_move(email: &str) -> OfMove<'_> {
    address_moves::old_email.eq(email).nullable().or(address_moves::pass_to.eq(email))
}

/// The entries under an address, or of the account of that address, with the states of their polls.
pub(crate) fn entries(conn: &mut DbConnection, email: &str) -> StoreResult<Vec<(String, String, String)>> {
    let account = accounts::table.filter(accounts::email.eq(email)).select(accounts::id);
    Ok(roll::table
        .inner_join(polls::table)
        .filter(roll::email.eq(email).nullable().or(roll::account.eq_any(account.nullable())))
        .select((polls::id, polls::state, roll::id))
        .load(conn)?)
}

/// Turns the states of mails that have gone, to one voter or to all, into counts of their mailings; the number of mails
/// whose state is known.
fn count_deliveries(conn: &mut DbConnection, draft: &str, voter: Option<&str>) -> StoreResult<usize> {
    let all: Vec<String> =
        mailings::table.filter(mailings::poll.eq(draft)).select(mailings::id).load(conn)?;
    let mut mails = 0;
    for id in &all {
        let count = |conn: &mut DbConnection, states: &[&'static str]| -> StoreResult<i64> {
            let mut same = deliveries::table
                .filter(deliveries::mailing.eq(id.clone()))
                .filter(deliveries::state.eq_any(states.to_vec()))
                .into_boxed();
            if let Some(voter) = voter {
                same = same.filter(deliveries::voter.eq(voter.to_owned()));
            }
            Ok(same.count().get_result(conn)?)
        };
        let (sent, failed) = (count(conn, &["sent"])?, count(conn, &["failed"])?);
        let under_way = count(conn, &["queued", "sending"])?;
        diesel::update(mailings::table.find(id))
            .set((mailings::sent.eq(mailings::sent + sent), mailings::failed.eq(mailings::failed + failed)))
            .execute(conn)?;
        mails += usize::try_from(sent + failed + under_way).unwrap_or(0);
    }
    Ok(mails)
}
