//! Single entries of a roll: found, added, corrected, taken off.

use serde::Serialize;
use serde_json::{Value, json};
use web::i18n::Text;

use super::account::Account;
use super::address_move;
use super::audit::{self, Action, Actor, Event};
use super::draft::Draft;
use super::mailing::{self, Fate, Kind};
use super::paging::{self, Count, MOST_COUNTED};
use super::poll::{PollBroken, State};
use super::roll::{self, RollLine};
use super::roll_change::{self, Change, RollClosed};
use crate::registrar::Registrar;
use crate::store;
use crate::store::deliveries::Delivery;
use crate::store::mailings::Audience;
use crate::store::polls::PollRow;
use crate::store::roll::Entry;

/// Which entries of a roll are looked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Search {
    /// Occurs in their address, name or id.
    pub(crate) text: String,
    /// So far their invitation has come.
    pub(crate) invitation: Option<Fate>,
}

impl Search {
    /// Everybody is looked for.
    fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.invitation.is_none()
    }
}

/// A page of a roll.
#[derive(Debug, Serialize)]
pub(crate) struct RollPage {
    /// Its entries, by address.
    pub(crate) voters: Vec<Entry>,
    /// What became of the mails to them.
    pub(crate) mails: Vec<Delivery>,
    /// How many entries fit the search, counted to a bound.
    pub(crate) found: u64,
    /// Whether these are all.
    pub(crate) found_exact: bool,
    /// How many entries there are.
    pub(crate) total: u64,
    /// The entry behind which the next page begins, if there is one: never an address, for it stands in links.
    pub(crate) next: Option<String>,
    /// Whether it is the first page because the entry behind which it was to begin is gone.
    #[serde(skip)]
    pub(crate) is_anew: bool,
}

/// Why an entry was not found or not changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EntryError {
    /// Not a voter.
    #[error("{0}")]
    Bad(Text),
    /// Somebody else has the address.
    #[error("{}", self.text())]
    Taken,
    /// The address is on the roll of another precinct of the election, with this number.
    #[error("{}", self.text())]
    InPrecinct(i64),
    /// No such entry.
    #[error("{}", self.text())]
    NoEntry,
    /// An open poll: who has an entry has collected a pass, which is nobody's business.
    #[error("{}", self.text())]
    NoRoll,
    /// The roll cannot be changed so.
    #[error(transparent)]
    Closed(#[from] RollClosed),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl EntryError {
    /// For pages.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::Bad(text) => text.clone(),
            Self::Taken => Text::new("roll-taken"),
            Self::InPrecinct(number) => Text::new("roll-in-precinct").with("number", *number),
            Self::NoEntry => Text::new("roll-no-entry"),
            Self::NoRoll => Text::new("roll-none"),
            Self::Closed(closed) => closed.text(),
            Self::Store(_) => Text::new("error-overloaded"),
        }
    }
}

/// Refuses polls without a roll.
pub(crate) fn has_roll(row: &PollRow) -> Result<(), EntryError> {
    let draft: Draft =
        serde_json::from_str(&row.draft).map_err(|error| RollClosed::from(PollBroken::from(error)))?;
    if draft.has_roll() { Ok(()) } else { Err(EntryError::NoRoll) }
}

/// A page of the entries that are looked for, behind the entry `after`. How many there are is told exactly: organisers compare it with
/// the list that they have. Blocks.
pub(crate) fn page(
    registrar: &Registrar,
    row: &PollRow,
    search: &Search,
    after: Option<&str>,
) -> Result<RollPage, EntryError> {
    has_roll(row)?;
    registrar.db.run_here(|conn| {
        let total = store::roll::count(conn, &row.id)?;
        let total = Count::exact(total);
        let found = match search.is_empty() {
            true => total,
            false => store::roll::count_found(conn, &row.id, search, MOST_COUNTED)?,
        };
        let place = paging::place(after, |id| store::roll::address(conn, &row.id, id))?;
        let behind = place.behind.as_deref();
        let voters = store::roll::found(conn, &row.id, search, behind, paging::rows_of(PAGE))?;
        let (voters, next) = paging::page(voters, PAGE, |entry| &entry.id);
        let ids: Vec<String> = voters.iter().map(|entry| entry.id.clone()).collect();
        let mails = store::deliveries::of_voters(conn, &ids)?;
        Ok(RollPage {
            voters,
            mails,
            found: found.number,
            found_exact: found.is_exact,
            total: total.number,
            next,
            is_anew: place.is_anew,
        })
    })
}

/// The whole roll as CSV, as it can be uploaded again. Blocks.
pub(crate) fn csv(registrar: &Registrar, row: &PollRow) -> Result<Vec<u8>, EntryError> {
    has_roll(row)?;
    let entries = registrar
        .db
        .run_here(|conn| store::roll::found(conn, &row.id, &Search::default(), None, i64::MAX))?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = writer.write_record(["email", "name", "external_id"]).and_then(|()| {
        entries.iter().try_for_each(|entry| {
            let text = |text: &Option<String>| no_formula(text.as_deref().unwrap_or_default());
            writer.write_record([no_formula(&entry.email), text(&entry.name), text(&entry.external_id)])
        })
    });
    written.expect("memory takes records of three columns");
    Ok(writer.into_inner().expect("memory takes what was written"))
}

/// [`csv`] for an officer. The audit log has it before it leaves. Blocks.
pub(crate) fn download(
    registrar: &Registrar,
    row: &PollRow,
    officer: &Account,
) -> Result<Vec<u8>, EntryError> {
    let file = csv(registrar, row)?;
    registrar.db.write_here(|conn| {
        let voters = store::roll::count(conn, &row.id)?;
        note(conn, registrar, officer, Action::RollDownload, row, json!({ "voters": voters }))
    })?;
    Ok(file)
}

/// A value that spreadsheets do not take for a formula; [`super::roll::read`] takes the mark off again.
pub(super) fn no_formula(text: &str) -> String {
    if text.starts_with(roll::FORMULA) { format!("{}{text}", roll::NO_FORMULA) } else { text.to_owned() }
}

/// Why nobody can be put on the roll at this time, in words; none if somebody can. Blocks.
pub(crate) fn closed_to_more(registrar: &Registrar, row: &PollRow) -> Result<Option<Text>, EntryError> {
    let now = registrar.clock.now();
    match registrar.db.run_here(|conn| roll_change::allowed(conn, &row.id, Change::Add, now)) {
        Ok(()) => Ok(None),
        Err(
            closed @ (RollClosed::NoRoll
            | RollClosed::Fixed
            | RollClosed::OnlyAdditions
            | RollClosed::Split
            | RollClosed::TooLate),
        ) => Ok(Some(closed.text())),
        Err(error) => Err(error.into()),
    }
}

/// Adds a voter; the entry's id. Blocks.
pub(crate) fn add(
    registrar: &Registrar,
    row: &PollRow,
    line: &RollLine,
    officer: &Account,
) -> Result<String, EntryError> {
    has_roll(row)?;
    registrar.db.write_here(|conn| {
        roll_change::begin(conn, &row.id, Change::Add, registrar.clock.now())?;
        if store::roll::voter(conn, &row.id, &line.email)?.is_some() {
            return Err(EntryError::Taken);
        }
        in_no_other_precinct(conn, &row.id, &line.email)?;
        store::roll::insert(conn, &row.id, std::slice::from_ref(line))?;
        let id = store::roll::voter(conn, &row.id, &line.email)?.ok_or(EntryError::NoEntry)?;
        mailing::invite_late(conn, &row.id, Audience::One(&id))?;
        note(conn, registrar, officer, Action::RollAdd, row, json!({ "voter": id }))?;
        registrar.wake_mail();
        Ok(id)
    })
}

/// Replaces what stands about a voter; whether the address is another now. Blocks.
///
/// The entry stays the same voter: if it had its pass, the new address gets no second one; if it had none, the new address
/// waits for it. Which of the two it is does not show ([`super::address_move`]).
pub(crate) fn correct(
    registrar: &Registrar,
    row: &PollRow,
    id: &str,
    line: &RollLine,
    officer: &Account,
) -> Result<bool, EntryError> {
    has_roll(row)?;
    registrar.db.write_here(|conn| {
        roll_change::begin(conn, &row.id, Change::Correct, registrar.clock.now())?;
        // As it stands now: it can have been published since it was read, and then the old address has to be asked.
        let row = &store::polls::by_draft(conn, &row.id)?.ok_or(RollClosed::NoPoll)?;
        let known = store::roll::entry(conn, &row.id, id)?.ok_or(EntryError::NoEntry)?;
        if known.email != line.email && store::roll::voter(conn, &row.id, &line.email)?.is_some() {
            return Err(EntryError::Taken);
        }
        if known.email != line.email {
            in_no_other_precinct(conn, &row.id, &line.email)?;
        }
        store::roll::correct(conn, id, line)?;
        let moved = known.email != line.email;
        if moved && State::parse(&row.state) != Some(State::Draft) {
            address_move::hold(conn, registrar, row, &known, line, officer)?;
            if let Some(mailing) = store::mailings::of_occasion(conn, &row.id, Kind::Invitation, 0)? {
                store::deliveries::resend(conn, &mailing, id)?;
            }
            registrar.wake_mail();
        } else if moved {
            store::roll::disown(conn, id)?;
        }
        note(conn, registrar, officer, Action::RollCorrect, row, json!({ "voter": id, "address": moved }))?;
        Ok(moved)
    })
}

/// Takes a voter off. Blocks.
pub(crate) fn remove(
    registrar: &Registrar,
    row: &PollRow,
    id: &str,
    officer: &Account,
) -> Result<(), EntryError> {
    has_roll(row)?;
    registrar.db.write_here(|conn| {
        roll_change::begin(conn, &row.id, Change::Replace, registrar.clock.now())?;
        store::roll::entry(conn, &row.id, id)?.ok_or(EntryError::NoEntry)?;
        store::roll::delete(conn, &[id.to_owned()])?;
        Ok(note(conn, registrar, officer, Action::RollRemove, row, json!({ "voter": id }))?)
    })
}

/// Takes everybody off the roll of a draft; how many they were. Blocks.
pub(crate) fn empty(registrar: &Registrar, row: &PollRow, officer: &Account) -> Result<u64, EntryError> {
    has_roll(row)?;
    registrar.db.write_here(|conn| {
        roll_change::begin(conn, &row.id, Change::Replace, registrar.clock.now())?;
        let removed = store::roll::delete_all(conn, &row.id)? as u64;
        note(conn, registrar, officer, Action::RollEmpty, row, json!({ "removed": removed }))?;
        Ok(removed)
    })
}

/// Looks an entry up. Blocks.
pub(crate) fn find(registrar: &Registrar, row: &PollRow, id: &str) -> Result<Entry, EntryError> {
    has_roll(row)?;
    registrar.db.run_here(|conn| store::roll::entry(conn, &row.id, id))?.ok_or(EntryError::NoEntry)
}

/// Whoever is on the rolls of two precincts of an election would get two passes. In a transaction that has begun to change the
/// roll of one of them.
fn in_no_other_precinct(conn: &mut web::DbConnection, poll: &str, email: &str) -> Result<(), EntryError> {
    let Some(precinct) = store::precincts::of_poll(conn, poll)? else { return Ok(()) };
    store::precincts::lock(conn, &precinct.alias)?;
    match store::precincts::with_address(conn, &precinct.alias, email)? {
        Some(number) if number != precinct.number => Err(EntryError::InPrecinct(number)),
        _ => Ok(()),
    }
}

/// The audit log names the entry by its random id, which tells nothing once the roll is erased.
fn note(
    conn: &mut web::DbConnection,
    registrar: &Registrar,
    officer: &Account,
    action: Action,
    row: &PollRow,
    after: Value,
) -> Result<(), web::DbError> {
    let event = Event::new(Actor::of(officer), action, audit::draft(&row.id)).after(after);
    store::audit::append(conn, registrar.clock.now(), &event)
}

/// Entries on a page.
const PAGE: usize = 100;
