//! What stands under an account's address beside the account: on rolls, drafts' included, and waiting to be used or sent.

use crypto::time::UtcTime;
use serde::Serialize;

use super::account::Account;
use super::poll::State;
use crate::registrar::Registrar;
use crate::store;
use crate::store::StoreResult;

/// An entry of a roll.
#[derive(Debug, Serialize)]
pub(crate) struct OwnEntry {
    /// The poll id; none while the poll is a draft.
    poll: Option<String>,
    /// The poll's title, in its first language.
    title: String,
    /// The address that stands there.
    email: String,
    /// What the organisers call the person.
    name: Option<String>,
    /// The organisers' own id for the person.
    external_id: Option<String>,
    /// Whether the person wants reminders.
    reminders: bool,
    /// `2026-11-20`: when the pass was collected, never more finely.
    pass_day: Option<String>,
    /// The mails that were queued, and what became of them.
    mails: Vec<OwnMail>,
}

/// A mail of a mailing.
#[derive(Debug, Serialize)]
pub(crate) struct OwnMail {
    kind: String,
    state: String,
    /// What the mail server said last.
    answer: Option<String>,
}

/// A link that was mailed and not used.
#[derive(Debug, Serialize)]
pub(crate) struct OwnLink {
    /// `sign-in`, `reset` or `second-factor` (a sign-in that waits for its code).
    purpose: String,
    ends: UtcTime,
}

/// What waits.
#[derive(Debug)]
pub(crate) struct OwnData {
    /// On rolls.
    pub(crate) entries: Vec<OwnEntry>,
    /// Links.
    pub(crate) links: Vec<OwnLink>,
    /// The kinds of mails that wait to be sent.
    pub(crate) waiting: Vec<String>,
}

/// Gathers it. Blocks.
pub(crate) fn gather(registrar: &Registrar, account: &Account) -> StoreResult<OwnData> {
    registrar.db.run_here(|conn| {
        let mut entries = Vec::new();
        for (entry, no_reminders, row) in store::roll::entries_of(conn, account)? {
            let day = store::issuances::day_of(conn, &row.id, &entry.id)?;
            let mails = store::deliveries::of_voters(conn, std::slice::from_ref(&entry.id))?;
            let published = !matches!(State::parse(&row.state), Some(State::Draft | State::Sealed) | None);
            entries.push(OwnEntry {
                poll: row.poll.filter(|_| published),
                title: row.title,
                email: entry.email,
                name: entry.name,
                external_id: entry.external_id,
                reminders: !no_reminders,
                pass_day: day.map(date),
                mails: mails
                    .into_iter()
                    .map(|mail| OwnMail { kind: mail.kind, state: mail.state, answer: mail.answer })
                    .collect(),
            });
        }
        let links = store::single_use::of(conn, account)?;
        let links = links
            .into_iter()
            .map(|(purpose, ends)| OwnLink { purpose, ends: UtcTime::from_unix(ends) })
            .collect();
        Ok(OwnData { entries, links, waiting: store::outbox::waiting(conn, &account.email)? })
    })
}

fn date(day: i64) -> String {
    UtcTime::from_unix(day.saturating_mul(86_400)).to_string().chars().take(10).collect()
}
