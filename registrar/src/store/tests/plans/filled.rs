//! A registrar's database with many voters.

use web::{DbConnection, DbError};

use crate::domain::account::Account;
use crate::domain::roll::RollLine;
use crate::domain::secret::PlainToken;
use crate::domain::session::Kind;
use crate::store::{roll, sessions, users};

/// The names of what is in it.
pub(super) struct Filled {
    pub(super) draft: String,
    /// Of the invitations to the poll.
    pub(super) mailing: String,
    /// Somebody who is on the roll, and a token of their session.
    pub(super) ada: Account,
    pub(super) token: PlainToken,
}

impl Filled {
    /// Enough of everything that reading it all is dearer than any index, by the planner's own reckoning.
    pub(super) fn fill(conn: &mut DbConnection, draft: &str) -> Result<Self, DbError> {
        for (columns, values) in ROWS {
            insert(conn, columns, &values.replace("{draft}", draft))?;
        }
        let ada = users::by_email(conn, &address(7))?.expect("there are more than seven");
        let token = PlainToken::generate();
        sessions::insert(conn, &token.hash(), &ada.id, Kind::Browser, FAR)?;
        let line = RollLine { email: "else@example.org".to_owned(), name: None, external_id: None };
        roll::insert(conn, "p1", &[line])?;
        Ok(Self { draft: draft.to_owned(), mailing: "m1".to_owned(), ada, token })
    }

    /// What a server knows of its tables after a while.
    #[cfg_attr(
        not(feature = "postgres"),
        expect(unused_variables, reason = "SQLite plans by its indexes alone")
    )]
    pub(super) fn gather_statistics(&self, conn: &mut DbConnection) {
        #[cfg(feature = "postgres")]
        if let DbConnection::Postgres(conn) = conn {
            diesel::connection::SimpleConnection::batch_execute(conn, "ANALYZE").unwrap();
        }
    }
}

/// Rows numbered from 1.
fn insert(conn: &mut DbConnection, columns: &str, values: &str) -> Result<(), DbError> {
    use diesel::connection::SimpleConnection as _;
    let bytes = match conn {
        DbConnection::Sqlite(_) => "CAST(printf('%032d', n) AS BLOB)",
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(_) => "sha256(n::text::bytea)",
    };
    let numbers = format!(
        "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {VOTERS})"
    );
    let values = values.replace("{bytes}", bytes).replace("{address}", ADDRESS);
    // SQLite takes the WITH before the INSERT, and so does PostgreSQL.
    Ok(conn.batch_execute(&format!("{numbers} INSERT INTO {columns} SELECT {values} FROM numbers"))?)
}

pub(super) fn address(number: usize) -> String {
    format!("voter{number}@example.org")
}

const ADDRESS: &str = "'voter' || n || '@example.org'";
const VOTERS: usize = 4_000;
/// A time after all of them.
pub(super) const FAR: i64 = 1_000_000;

/// Columns, and the values for the `n`th row.
const ROWS: &[(&str, &str)] = &[
    ("accounts (id, email, password_hash, role)", "'a' || n, {address}, 'hash', 'voter'"),
    (
        "polls (id, owner, state, version, title, draft, poll, slug)",
        "'p' || n, 'a' || n, 'over', 1, 'Board', '{}', 'poll' || n, 'slug' || n",
    ),
    ("roll (id, poll, email)", "'r' || n, '{draft}', {address}"),
    (
        "issuances (poll, voter, request_hash, blind_sig, note, day)",
        "'{draft}', 'r' || n, {bytes}, {bytes}, 'note', 3",
    ),
    (
        "mailings (id, poll, kind, occasion, asked_at)",
        "'m' || n, CASE n WHEN 1 THEN '{draft}' ELSE 'p' || n END, 'invitation', 0, 0",
    ),
    (
        "deliveries (mailing, voter, state, attempts, due_at, round)",
        "'m1', 'r' || n, CASE n % 3 WHEN 0 THEN 'queued' WHEN 1 THEN 'sending' ELSE 'sent' END, 0, 0, 0",
    ),
    (
        "outbox (id, kind, recipient, subject, body, attempts, due_at)",
        "'o' || n, 'test', {address}, 'subject', 'body', 0, 0",
    ),
    ("sessions (token_hash, account, kind, expires_at)", "{bytes}, 'a' || n, 'browser', n"),
    (
        "single_use (token_hash, purpose, email, account, expires_at)",
        "{bytes}, 'sign-in', {address}, 'a' || n, n",
    ),
    ("registrations (token_hash, email, password_hash, expires_at)", "{bytes}, {address}, 'hash', n"),
    ("recovery_codes (account, code_hash)", "'a' || n, {bytes}"),
    (
        "passkeys (id, account, credential, name, passkey, added_on)",
        "'k' || n, 'a' || n, {bytes}, 'Phone', '{}', 20000",
    ),
    (
        "address_moves (voter, old_email, moved_by, held_until, undo_hash)",
        "'r' || n, 'old' || n || '@example.org', 'a1', 0, {bytes}",
    ),
    ("attempts (name, used, ends_at)", "{bytes}, 1, n"),
    ("ceremonies (token_hash, purpose, state, expires_at)", "{bytes}, 'sign-in', '{}', n"),
    (
        "audit (seq, at, actor, action, object, record, hash)",
        "n, n, 'system', 'draft.create', 'draft:' || n, '{}', {bytes}",
    ),
    (
        "candidates (id, poll, question, choice, email, profile, statement, state)",
        "'c' || n, 'p' || n, 'q', 'o', {address}, '', '', 'invited'",
    ),
    ("grants (poll, account)", "'p' || n, 'a' || n"),
];
