//! Rewriting the database, so that it holds nothing of what was erased, nor of the order in which passes were issued.
//!
//! No column tells the order, and yet SQLite's pages hold rows as they came ([`web::db::rewrite_sqlite`]). PostgreSQL's
//! tables follow arrival, keep old versions of rows, and each row tells the transaction that wrote it: the ledger; the roll,
//! for an open poll's grows as passes are asked for; the mails that tell of a pass, which leave as it is issued; and the
//! mails of mailings, which are withdrawn when their reader has a pass.

use diesel::prelude::*;
use web::DbConnection;

use super::StoreResult;
use super::schema::{polls, rewrites_due};
use crate::domain::poll::State;

/// Rewrites the database where issuing or voting has ended in a poll, or a draft was erased; does nothing where that is done. Not within a
/// transaction. `false` if it must be tried again because somebody was reading.
pub(crate) fn scrub(conn: &mut DbConnection) -> StoreResult<bool> {
    let ended = [State::Issued.as_str(), State::Over.as_str()];
    let unscrubbed = polls::table
        .filter(polls::state.eq_any(ended))
        .filter(polls::scrubbed_in.is_null().or(polls::scrubbed_in.ne(polls::state.nullable())))
        .select((polls::id, polls::state));
    let due: Vec<(String, String)> = unscrubbed.load(conn)?;
    let erased: Vec<String> = rewrites_due::table.select(rewrites_due::draft).load(conn)?;
    if due.is_empty() && erased.is_empty() {
        return Ok(true);
    }
    let drafts: Vec<&str> = due.iter().map(|(draft, _)| draft.as_str()).collect();
    if !rewrite(conn, &drafts)? {
        return Ok(false);
    }
    for (draft, state) in due {
        diesel::update(polls::table.find(draft)).set(polls::scrubbed_in.eq(state)).execute(conn)?;
    }
    diesel::delete(rewrites_due::table.filter(rewrites_due::draft.eq_any(erased))).execute(conn)?;
    Ok(true)
}

/// The database is to be rewritten, for this draft was erased or lost its roll. In the transaction that does so.
pub(super) fn ask_for_draft(conn: &mut DbConnection, draft: &str) -> StoreResult<()> {
    diesel::delete(rewrites_due::table.find(draft)).execute(conn)?;
    diesel::insert_into(rewrites_due::table).values(rewrites_due::draft.eq(draft)).execute(conn)?;
    Ok(())
}

/// Rewrites the database whatever has ended; otherwise as [`scrub`].
pub(crate) fn scrub_now(conn: &mut DbConnection) -> StoreResult<bool> {
    rewrite(conn, &[])
}

fn rewrite(conn: &mut DbConnection, drafts: &[&str]) -> StoreResult<bool> {
    Ok(match conn {
        DbConnection::Sqlite(conn) => {
            // The whole file at once.
            let _ = drafts;
            web::db::rewrite_sqlite(conn)?
        }
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(conn) => postgres(conn, drafts)?,
    })
}

#[cfg(feature = "postgres")]
fn postgres(conn: &mut diesel::pg::PgConnection, drafts: &[&str]) -> QueryResult<bool> {
    use web::db::{one_transaction, rewrite_postgres};

    // Ids of drafts are hexadecimal digits of our own.
    let drafts: Vec<String> = drafts.iter().map(|draft| format!("'{draft}'")).collect();
    let of_polls = format!("poll = ANY (ARRAY[{}]::text[])", drafts.join(", "));
    let of_entries = format!("voter IN (SELECT id FROM roll WHERE {of_polls})");
    let of_mailings = format!("mailing IN (SELECT id FROM mailings WHERE {of_polls})");
    // Of the polls themselves only what was erased must go, the signing key.
    for (table, column, condition) in [
        ("issuances", "day", of_polls.as_str()),
        ("roll", "email", &of_polls),
        // Its row is written as the corrected voter collects the pass.
        ("address_moves", "held_until", &of_entries),
        ("deliveries", "state", &of_mailings),
        ("outbox", "attempts", "true"),
    ] {
        one_transaction(conn, table, column, condition)?;
    }
    for table in TABLES {
        if !rewrite_postgres(conn, table)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Tables that name persons, hang on rows that do, or held a key.
#[cfg(feature = "postgres")]
const TABLES: [&str; 15] = [
    "accounts",
    "address_moves",
    "candidates",
    "deliveries",
    "issuances",
    "issued",
    "jobs",
    "outbox",
    "polls",
    "registrations",
    "roll",
    "roll_uploads",
    "sessions",
    "single_use",
    "staged_voters",
];

#[cfg(all(test, feature = "postgres"))]
mod tests {
    use diesel::sql_types::Text;

    use super::*;
    use crate::testing::database::TestDatabase;

    #[derive(QueryableByName)]
    struct Name {
        #[diesel(sql_type = Text)]
        name: String,
    }

    /// The answers of each PostgreSQL to a query for names.
    fn names(sql: &str) -> Vec<Vec<String>> {
        let ask = |database: TestDatabase| {
            let answer = |conn: &mut DbConnection| -> StoreResult<Option<Vec<String>>> {
                let DbConnection::Postgres(conn) = conn else { return Ok(None) };
                let found: Vec<Name> = diesel::sql_query(sql).load(conn)?;
                Ok(Some(found.into_iter().map(|found| found.name).collect()))
            };
            database.open().run_here(answer).expect("the catalogue answers")
        };
        TestDatabase::every_kind().into_iter().filter_map(ask).collect()
    }

    #[test]
    fn every_table_with_addresses_or_on_the_roll_is_rewritten() {
        let tables = names(
            "SELECT DISTINCT c.relname::text AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid \
             WHERE c.relkind = 'r' AND pg_table_is_visible(c.oid) AND (a.attname ~ 'email|recipient' OR EXISTS \
             (SELECT 1 FROM pg_constraint f WHERE f.conrelid = c.oid AND f.confrelid = 'roll'::regclass))",
        );
        for tables in tables {
            assert!(tables.iter().any(|table| table == "address_moves"), "{tables:?}");
            for table in tables {
                assert!(TABLES.contains(&table.as_str()), "{table} keeps what is erased");
            }
        }
    }

    #[test]
    fn the_statistics_keep_no_sample_of_an_address_of_a_voter() {
        let sampled = names(
            "SELECT c.relname || '.' || a.attname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid \
             WHERE c.relkind = 'r' AND pg_table_is_visible(c.oid) AND coalesce(a.attstattarget, -1) <> 0 AND \
             a.attname IN ('email', 'old_email', 'pass_to', 'recipient', 'profile', 'statement') \
             AND c.relname <> 'dispatches'",
        );
        for columns in sampled {
            assert!(columns.is_empty(), "{columns:?}");
        }
    }
}
