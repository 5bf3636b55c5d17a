//! A voter's address that is corrected after publication.
//!
//! ```text
//! correct --old address told--> held --a day, or an admin who did not correct it--> free
//!                                 |
//!                                 `--old address objects--> as before
//! ```
//!
//! Meanwhile the entry gets no voting pass, if it was not collected before: a correction is the same to whoever sees it with a
//! pass and without, for an officer must not learn by it who has one. Otherwise an officer could put an address of their own in a voter's place,
//! collect the pass and put the voter's back. Whoever reads the old address has a day to keep it; where nobody does, an
//! admin other than who corrected it need not wait.

use crypto::time::UtcTime;
use serde_json::json;
use web::DbConnection;
use web::i18n::Text;

use super::account::{Account, Role};
use super::audit::{self, Action, Actor, Event};
use super::mail::{Letterhead, Mail, one_line};
use super::roll::RollLine;
use super::secret::PlainToken;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;
use crate::store::address_moves::AddressMove;
use crate::store::polls::PollRow;
use crate::store::roll::Entry;

/// How long an entry gets no pass after its address was corrected, in seconds.
const HELD: i64 = 24 * 3600;

/// Why an address was not kept, or not freed early.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MoveError {
    /// Unknown, used or too late.
    #[error("{}", self.text())]
    LinkInvalid,
    /// Somebody else has the old address now.
    #[error("{}", self.text())]
    Taken,
    /// Not an admin, or the one who corrected it.
    #[error("{}", self.text())]
    NotYou,
    /// Nothing is held.
    #[error("{}", self.text())]
    NotHeld,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl MoveError {
    /// Words for a page.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::LinkInvalid => Text::new("link-invalid-day"),
            Self::Taken => Text::new("kept-taken"),
            Self::NotYou => Text::new("move-not-you"),
            Self::NotHeld => Text::new("move-not-held"),
            Self::Store(_) => Text::new("error-overloaded"),
        }
    }
}

/// Holds the entry's pass, in the transaction that gives it another address, and tells the old address how to keep it. An
/// entry whose pass was collected is held alike, and remembers who collected it.
pub(super) fn hold(
    conn: &mut DbConnection,
    registrar: &Registrar,
    row: &PollRow,
    known: &Entry,
    line: &RollLine,
    officer: &Account,
) -> StoreResult<()> {
    let (sender, now) = (registrar.letterhead(), registrar.clock.now().unix());
    let owner = store::roll::owner(conn, &known.id)?;
    store::roll::disown(conn, &known.id)?;
    // Who has left the address reads the mail of another one.
    let own_email = match &owner {
        Some(owner) => store::accounts::email(conn, owner)?,
        None => None,
    };
    let recipient = own_email.as_ref().unwrap_or(&known.email);
    let before = store::address_moves::of_voter(conn, &known.id)?;
    let pass_to = match before.as_ref().and_then(|before| before.pass_to.clone()) {
        Some(address) => Some(address),
        // Not corrected before, or taken back: it went to whoever is told now.
        None => store::issuances::of_voter(conn, &row.id, &known.id)?.map(|_| recipient.clone()),
    };
    let (old_email, old_account, undo_hash) = match before.filter(|before| before.held_until > now) {
        // An address in doubt does not become certain by being replaced once more: the link of the first mail works on.
        Some(before) => {
            store::outbox::insert(conn, &corrected(&sender, recipient, row, None))?;
            (before.old_email, before.old_account, before.undo_hash)
        }
        None => {
            let word = PlainToken::generate();
            store::outbox::insert(conn, &corrected(&sender, recipient, row, Some(&word)))?;
            (known.email.clone(), owner, word.hash().as_bytes().to_vec())
        }
    };
    let moved = AddressMove {
        voter: known.id.clone(),
        old_email,
        moved_by: officer.id.clone(),
        held_until: now + HELD,
        undo_hash,
        pass_to,
        old_account,
    };
    if line.email == moved.old_email {
        return put_back(conn, row, moved, now);
    }
    store::address_moves::put(conn, &moved)
}

/// The old address stands there again, and the entry is of the account again that had left that address: nothing is held.
/// What is left to be remembered is a pass that went to another address.
fn put_back(conn: &mut DbConnection, row: &PollRow, moved: AddressMove, now: i64) -> StoreResult<()> {
    if let Some(owner) = &moved.old_account {
        store::roll::give_back(conn, &row.id, &moved.voter, owner)?;
    }
    match &moved.pass_to {
        Some(address) if *address != moved.old_email => {
            store::address_moves::put(conn, &AddressMove { held_until: now, ..moved })
        }
        _ => store::address_moves::forget(conn, &moved.voter),
    }
}

/// Until when the entry gets no pass, if it is held.
pub(super) fn held_until(conn: &mut DbConnection, voter: &str, now: UtcTime) -> StoreResult<Option<UtcTime>> {
    Ok(store::address_moves::of_voter(conn, voter)?.and_then(|moved| held(moved.held_until, now)))
}

/// Until when a correction holds its entry's pass, which it does until `held_until` (seconds since 1970).
pub(super) fn held(held_until: i64, now: UtcTime) -> Option<UtcTime> {
    let until = now.plus(held_until - now.unix());
    (now < until).then_some(until)
}

/// The address that collected an entry's pass, where it was corrected before.
pub(crate) fn collected_by(conn: &mut DbConnection, voter: &str) -> StoreResult<Option<String>> {
    Ok(store::address_moves::of_voter(conn, voter)?.and_then(|moved| moved.pass_to))
}

/// The correction that holds the entry's pass, collected before or not, if one does. Blocks.
pub(crate) fn find(registrar: &Registrar, voter: &str) -> StoreResult<Option<AddressMove>> {
    let now = registrar.clock.now().unix();
    let moved = registrar.db.run_here(|conn| store::address_moves::of_voter(conn, voter))?;
    Ok(moved.filter(|moved| moved.held_until > now))
}

/// Lets the entry have its pass at once, if it was not collected before. Blocks.
pub(crate) fn release(
    registrar: &Registrar,
    row: &PollRow,
    voter: &str,
    admin: &Account,
) -> Result<(), MoveError> {
    let now = registrar.clock.now();
    registrar.db.write_here(|conn| {
        store::roll::entry(conn, &row.id, voter)?.ok_or(MoveError::NotHeld)?;
        let moved = store::address_moves::of_voter(conn, voter)?;
        let moved = moved.filter(|moved| moved.held_until > now.unix()).ok_or(MoveError::NotHeld)?;
        if admin.role != Role::Admin || moved.moved_by == admin.id {
            return Err(MoveError::NotYou);
        }
        store::address_moves::release(conn, voter, now.unix())?;
        let event = Event::new(Actor::of(admin), Action::RollRelease, audit::draft(&row.id))
            .after(json!({ "voter": voter }));
        Ok(store::audit::append(conn, now, &event)?)
    })
}

/// What the link of a mail keeps: the address and the poll. Blocks.
pub(crate) fn look(registrar: &Registrar, word: &PlainToken) -> Result<(String, PollRow), MoveError> {
    let (hashed, now) = (word.hash(), registrar.clock.now().unix());
    registrar.db.run_here(|conn| {
        let moved = store::address_moves::of_word(conn, &hashed)?;
        let moved = moved.filter(|moved| moved.held_until > now).ok_or(MoveError::LinkInvalid)?;
        let poll = store::roll::poll_of(conn, &moved.voter)?.ok_or(MoveError::LinkInvalid)?;
        let row = store::polls::by_draft(conn, &poll)?.ok_or(MoveError::LinkInvalid)?;
        Ok((moved.old_email, row))
    })
}

/// Puts the old address back, for whoever reads its mail. Blocks.
pub(crate) fn undo(registrar: &Registrar, word: &PlainToken) -> Result<(String, PollRow), MoveError> {
    let (old_email, row) = look(registrar, word)?;
    let (hashed, now) = (word.hash(), registrar.clock.now());
    registrar.db.write_here(|conn| {
        let moved = store::address_moves::of_word(conn, &hashed)?;
        let moved = moved.filter(|moved| moved.held_until > now.unix()).ok_or(MoveError::LinkInvalid)?;
        let entry = store::roll::entry(conn, &row.id, &moved.voter)?.ok_or(MoveError::LinkInvalid)?;
        if store::roll::voter(conn, &row.id, &moved.old_email)?.is_some() {
            return Err(MoveError::Taken);
        }
        let line =
            RollLine { email: moved.old_email.clone(), name: entry.name, external_id: entry.external_id };
        store::roll::correct(conn, &entry.id, &line)?;
        store::roll::disown(conn, &entry.id)?;
        put_back(conn, &row, moved, now.unix())?;
        let event = Event::new(Actor::System, Action::RollUndo, audit::draft(&row.id))
            .after(json!({ "voter": entry.id }));
        Ok(store::audit::append(conn, now, &event)?)
    })?;
    Ok((old_email, row))
}

/// Tells an address that another one stands in its place, and how to keep it where that is possible.
fn corrected(sender: &Letterhead, recipient: &str, row: &PollRow, word: Option<&PlainToken>) -> Mail {
    let what = match word {
        Some(word) => {
            let link = format!("{}/roll/keep?word={}", sender.url, word.reveal());
            Text::new("mail-corrected-keep").with("link", link)
        }
        None => Text::new("mail-corrected-ask"),
    };
    let text = Text::new("mail-corrected").with("title", one_line(&row.title)).with("what", what);
    let subject = Text::new("mail-corrected-subject");
    sender.write_about(&row.languages(), "address-corrected", recipient, &subject, text)
}
