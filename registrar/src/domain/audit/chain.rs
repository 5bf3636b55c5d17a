//! The records as a hash chain, and the check that nobody broke it.

use crypto::encoding::{hex, sha256};
use crypto::time::UtcTime;
use serde_json::Value;
use web::Db;

use crate::store;

/// A record as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// From 1, without gaps.
    pub(crate) seq: i64,
    /// When.
    pub(crate) at: UtcTime,
    /// Who, as [`Actor::label`] has it.
    pub(crate) actor: String,
    /// [`Action::as_str`].
    pub(crate) action: String,
    /// To what.
    pub(crate) object: String,
    /// The line of JSON that is hashed.
    pub(crate) record: String,
    /// Over this record and, through the hash before, over all before.
    pub(crate) hash: Vec<u8>,
}

impl Entry {
    /// A line of the export: the record byte for byte, and its hash.
    pub(crate) fn line(&self) -> String {
        format!("{{\"hash\":\"{}\",\"record\":{}}}\n", hex(&self.hash), self.record)
    }
}

/// The hash of a record behind `prev`.
pub(crate) fn chain(prev: &[u8], record: &str) -> [u8; 32] {
    sha256(&[prev, record.as_bytes()])
}

/// What stands before the first record.
pub(crate) const GENESIS: [u8; 32] = [0; 32];

/// The end of a log that is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    /// How many records.
    pub(crate) seq: i64,
    /// The newest hash.
    pub(crate) hash: Vec<u8>,
}

/// Why a log is not whole.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AuditError {
    /// A record was altered, or one before it left out or put in.
    #[error("the audit log was altered at record {0}: its hash does not follow from the records before")]
    Altered(i64),
    /// A number is missing.
    #[error("the audit log lacks record {0}")]
    Missing(i64),
    /// The columns for searching say something else than the record.
    #[error("the audit log was altered at record {0}: its columns do not say what its record says")]
    Columns(i64),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// Reads the whole log and checks that nothing was altered, left out or put in. Blocks.
pub(crate) fn verify(db: &Db, mut seen: impl FnMut(&Entry)) -> Result<Head, AuditError> {
    let mut head = Head { seq: 0, hash: GENESIS.to_vec() };
    loop {
        let after = head.seq;
        let entries = db.run_here(|conn| store::audit::after(conn, after, PAGE))?;
        if entries.is_empty() {
            return Ok(head);
        }
        for entry in entries {
            check(&head, &entry)?;
            seen(&entry);
            head = Head { seq: entry.seq, hash: entry.hash };
        }
    }
}

fn check(head: &Head, entry: &Entry) -> Result<(), AuditError> {
    if entry.seq != head.seq + 1 {
        return Err(AuditError::Missing(head.seq + 1));
    }
    if entry.hash != chain(&head.hash, &entry.record) {
        return Err(AuditError::Altered(entry.seq));
    }
    let told: Value = serde_json::from_str(&entry.record).map_err(|_| AuditError::Altered(entry.seq))?;
    let actor = told["actor"]["email"].as_str().or(told["actor"]["kind"].as_str());
    let fits = told["seq"] == entry.seq
        && told["at"] == entry.at.to_string()
        && actor == Some(&entry.actor)
        && told["action"] == entry.action
        && told["object"] == entry.object;
    if fits { Ok(()) } else { Err(AuditError::Columns(entry.seq)) }
}

/// Records read at a time.
pub(crate) const PAGE: i64 = 1000;
