//! Who may manage what. An admin manages every poll; an officer those that they own or were given; nobody else any.

use std::collections::BTreeSet;

use serde_json::json;
use web::i18n::Text;

use super::access_mail;
use super::account::{Account, Role};
use super::audit::{self, Action, Actor, Event};
use super::mail::Letterhead;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;
use crate::store::polls::PollRow;

/// Who manages a poll.
#[derive(Debug)]
pub(crate) struct Officers {
    /// Who drafted it, or was made its owner.
    pub(crate) owner: Account,
    /// To whom it was given, by address.
    pub(crate) given: Vec<Account>,
}

/// Why roles or officers were not changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AccessError {
    /// No such account.
    #[error("{}", self.text())]
    NoAccount,
    /// Somebody must be left who can give roles.
    #[error("{}", self.text())]
    LastAdmin,
    /// A voter's account.
    #[error("{}", self.text())]
    NotAnOfficer(String),
    /// An officer to whom the poll is given, and who does not own it.
    #[error("{}", self.text())]
    NotOwner,
    /// The poll was not given to that account.
    #[error("{}", self.text())]
    NotGiven,
    /// No such poll.
    #[error("{}", self.text())]
    NoPoll,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl AccessError {
    /// For pages.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::NoAccount => Text::new("access-no-account"),
            Self::LastAdmin => Text::new("access-last-admin"),
            Self::NotAnOfficer(email) => Text::new("access-not-an-officer").with("email", email.as_str()),
            Self::NotOwner => Text::new("access-not-owner"),
            Self::NotGiven => Text::new("access-not-given"),
            Self::NoPoll => Text::new("access-no-poll"),
            Self::Store(_) => Text::new("error-overloaded"),
        }
    }
}

/// Whether `account` may manage the poll of this row.
pub(crate) fn may_manage(
    conn: &mut web::DbConnection,
    account: &Account,
    row: &PollRow,
) -> StoreResult<bool> {
    match account.role {
        Role::Admin => Ok(true),
        Role::Officer => Ok(row.owner == account.id || store::grants::has(conn, &row.id, &account.id)?),
        Role::Voter => Ok(false),
    }
}

/// Whether `account` may manage every precinct into which a draft was split, if it was.
pub(crate) fn may_manage_precincts(
    conn: &mut web::DbConnection,
    account: &Account,
    draft: &str,
) -> StoreResult<bool> {
    match account.role {
        Role::Admin => Ok(true),
        Role::Officer => store::precincts::are_all_managed(conn, draft, &account.id),
        Role::Voter => Ok(false),
    }
}

/// All polls and drafts that `account` may manage, by title.
pub(crate) fn managed(conn: &mut web::DbConnection, account: &Account) -> StoreResult<Vec<PollRow>> {
    match account.role {
        Role::Admin => store::polls::all(conn),
        Role::Officer => store::grants::polls_of(conn, &account.id),
        Role::Voter => Ok(Vec::new()),
    }
}

/// Gives an account another role, and tells its owner; the account as it is now. Blocks.
pub(crate) fn change_role(
    registrar: &Registrar,
    actor: &Actor,
    id: &str,
    role: Role,
    sender: &Letterhead,
) -> Result<Account, AccessError> {
    let changed = registrar.db.write_here(|conn| {
        // Read under the lock: two admins who take the role from each other at once must not both succeed.
        let admins = store::users::lock_admins(conn)?;
        if role != Role::Admin && admins == [id] {
            return Err(AccessError::LastAdmin);
        }
        let account = store::users::by_id(conn, id)?.ok_or(AccessError::NoAccount)?;
        store::users::set_role(conn, id, role)?;
        if account.role != role {
            let by = actor.label();
            let mail = access_mail::role_changed(sender, &account.email, role.as_str(), by);
            store::outbox::insert(conn, &mail)?;
        }
        let event = Event::new(actor.clone(), Action::RoleChange, format!("account:{}", account.email))
            .before(json!({ "role": account.role.as_str() }))
            .after(json!({ "role": role.as_str() }));
        store::audit::append(conn, registrar.clock.now(), &event)?;
        Ok::<_, AccessError>(Account { role, ..account })
    })?;
    registrar.wake_mail();
    Ok(changed)
}

/// Who manages the poll. Blocks.
pub(crate) fn officers(registrar: &Registrar, draft: &str) -> Result<Officers, AccessError> {
    registrar.db.run_here(|conn| {
        let row = store::polls::by_draft(conn, draft)?.ok_or(AccessError::NoPoll)?;
        let owner = store::users::by_id(conn, &row.owner)?.ok_or(AccessError::NoAccount)?;
        Ok(Officers { owner, given: store::grants::of(conn, draft)? })
    })
}

/// Lets the officer of that address manage the poll, and with one that was split those of its precincts that the giver manages. Blocks.
pub(crate) fn give(
    registrar: &Registrar,
    officer: &Account,
    draft: &str,
    email: &str,
) -> Result<(), AccessError> {
    registrar.db.write_here(|conn| {
        let account = managing(store::users::by_email(conn, email)?)?;
        let mut managed = Vec::new();
        for row in with_precincts(conn, draft)? {
            if may_manage(conn, officer, &row)? {
                managed.push(row);
            }
        }
        if managed.is_empty() {
            return Err(AccessError::NoPoll);
        }
        for row in managed {
            if row.owner != account.id && !store::grants::has(conn, &row.id, &account.id)? {
                store::grants::give(conn, &row.id, &account.id)?;
                let event = Event::new(Actor::of(officer), Action::PollGive, audit::draft(&row.id))
                    .after(json!({ "officer": account.email }));
                store::audit::append(conn, registrar.clock.now(), &event)?;
            }
        }
        Ok(())
    })
}

/// Takes the poll from an officer, who is told, and with one that was split its precincts. Only its owner and admins may; anybody may
/// take it from themselves. Blocks.
pub(crate) fn take(
    registrar: &Registrar,
    officer: &Account,
    draft: &str,
    account: &str,
) -> Result<(), AccessError> {
    registrar.db.write_here(|conn| {
        let account = store::users::by_id(conn, account)?;
        let mut given = None;
        for row in with_precincts(conn, draft)? {
            if account.as_ref().is_none_or(|account| officer.id != account.id) {
                disposes_of(conn, officer, &row)?;
            }
            let account = account.as_ref().ok_or(AccessError::NoAccount)?;
            if store::grants::take(conn, &row.id, &account.id)? {
                let event = Event::new(Actor::of(officer), Action::PollTake, audit::draft(&row.id))
                    .before(json!({ "officer": account.email }));
                store::audit::append(conn, registrar.clock.now(), &event)?;
                given.get_or_insert((row, account.email.clone()));
            }
        }
        let (row, email) = given.ok_or(AccessError::NotGiven)?;
        if officer.email != email {
            let (sender, languages) = (registrar.letterhead(), row.languages());
            let poll = (row.title.as_str(), languages.as_slice());
            store::outbox::insert(conn, &access_mail::poll_taken(&sender, &email, poll, &officer.email))?;
        }
        Ok::<_, AccessError>(())
    })?;
    registrar.wake_mail();
    Ok(())
}

/// Makes another officer the owner of the poll, and with one that was split of its precincts; who was it keeps it as one of those to
/// whom it is given, and is told, once of all that they owned. Only the owner and admins may. Blocks.
pub(crate) fn hand_over(
    registrar: &Registrar,
    officer: &Account,
    draft: &str,
    account: &str,
) -> Result<(), AccessError> {
    registrar.db.write_here(|conn| {
        let rows = with_precincts(conn, draft)?;
        for row in &rows {
            disposes_of(conn, officer, row)?;
        }
        let account = managing(store::users::by_id(conn, account)?)?;
        let mut told = vec![officer.id.clone()];
        for row in rows.iter().filter(|row| row.owner != account.id) {
            // Of two who hand it over at once, the second is not its owner any more.
            if !store::grants::pass_on(conn, &row.id, &row.owner, &account.id)? {
                return Err(AccessError::NotOwner);
            }
            store::grants::take(conn, &row.id, &account.id)?;
            store::grants::give(conn, &row.id, &row.owner)?;
            let old = store::users::by_id(conn, &row.owner)?.ok_or(AccessError::NoAccount)?;
            if !told.contains(&old.id) {
                let (sender, languages) = (registrar.letterhead(), row.languages());
                let poll = (row.title.as_str(), languages.as_slice());
                let mail =
                    access_mail::poll_handed_over(&sender, &old.email, poll, &officer.email, &account.email);
                store::outbox::insert(conn, &mail)?;
                told.push(old.id.clone());
            }
            let event = Event::new(Actor::of(officer), Action::PollHandOver, audit::draft(&row.id))
                .before(json!({ "owner": old.email }))
                .after(json!({ "owner": account.email }));
            store::audit::append(conn, registrar.clock.now(), &event)?;
        }
        Ok::<_, AccessError>(())
    })?;
    registrar.wake_mail();
    Ok(())
}

/// The poll, and the precincts into which it was split if it was, locked until the transaction ends.
fn with_precincts(conn: &mut web::DbConnection, draft: &str) -> Result<Vec<PollRow>, AccessError> {
    let read = |conn: &mut web::DbConnection| -> Result<Vec<PollRow>, AccessError> {
        let mut rows = vec![store::polls::by_draft(conn, draft)?.ok_or(AccessError::NoPoll)?];
        if let Some(election) = store::precincts::by_draft(conn, draft)? {
            rows.extend(store::precincts::polls_of(conn, &election.alias)?);
        }
        Ok(rows)
    };
    // In the order in which everybody locks several polls; and once more those that a split has made meanwhile: there is no other one
    // while the draft is locked.
    for _ in 0..2 {
        for id in read(conn)?.iter().map(|row| &row.id).collect::<BTreeSet<_>>() {
            store::polls::lock(conn, id)?;
        }
    }
    read(conn)
}

/// Refuses who neither owns the poll nor is an admin, as their role is now.
fn disposes_of(conn: &mut web::DbConnection, officer: &Account, row: &PollRow) -> Result<(), AccessError> {
    let role = store::users::by_id(conn, &officer.id)?.map(|account| account.role);
    let may = match role {
        Some(Role::Admin) => true,
        Some(Role::Officer) => row.owner == officer.id,
        Some(Role::Voter) | None => false,
    };
    if may { Ok(()) } else { Err(AccessError::NotOwner) }
}

fn managing(account: Option<Account>) -> Result<Account, AccessError> {
    let account = account.ok_or(AccessError::NoAccount)?;
    if account.role.manages() { Ok(account) } else { Err(AccessError::NotAnOfficer(account.email)) }
}
