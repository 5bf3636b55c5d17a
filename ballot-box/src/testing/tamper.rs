//! What an operator, a fault or a restored backup may do to a ballot box behind its back.

use crypto::ballot::Ballot;
use diesel::connection::SimpleConnection as _;
use diesel::sql_types::{BigInt, Binary};
use diesel::{QueryableByName, RunQueryDsl as _};
use web::{DbConnection, DbError};

use super::{Fixture, hash};
use crate::poll::Poll;
use crate::store;
use crate::store::ballots::NewBallot;

impl Fixture {
    /// Runs any SQL.
    pub(crate) fn execute(&self, sql: &str) {
        self.ballot_box
            .db()
            .run_here(|conn| conn.batch_execute(sql).map_err(DbError::from))
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Puts something else in the place of the poll's record and returns the record.
    pub(crate) fn break_record(&self, poll: &Poll) -> Vec<u8> {
        let key = format!("poll-{}", poll.id());
        let record = self.ballot_box.guard().load(&key).unwrap().unwrap();
        self.ballot_box.guard().store(&key, b"{}").unwrap();
        record
    }

    pub(crate) fn mend_record(&self, poll: &Poll, record: &[u8]) {
        self.ballot_box.guard().store(&format!("poll-{}", poll.id()), record).unwrap();
    }

    /// Puts a ballot into the table past the writer.
    pub(crate) fn store_ballot(&self, poll: &Poll, ballot: &[u8]) {
        let sealed = Ballot::parse(ballot, poll.manifest().content_size).unwrap();
        let (poll, hash) = (poll.id(), hash(ballot));
        let row = NewBallot { poll: poll.as_bytes(), nonce: sealed.nonce(), hash: hash.as_bytes(), ballot };
        let stored: Result<_, DbError> =
            self.ballot_box.db().run_here(|conn| Ok(store::ballots::insert_new(conn, &[row])?));
        assert_eq!(stored.unwrap(), [true]);
    }

    /// Nonces of all ballots in the physical order of the table.
    pub(crate) fn stored_nonces(&self) -> Vec<Vec<u8>> {
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = Binary)]
            nonce: Vec<u8>,
        }
        let rows: Result<Vec<Row>, DbError> = self.ballot_box.db().run_here(|conn| {
            let sql = match conn {
                // Without any index that could serve, SQLite reads the table as it lies.
                DbConnection::Sqlite(_) => "SELECT nonce FROM ballots NOT INDEXED",
                #[cfg(feature = "postgres")]
                DbConnection::Postgres(_) => "SELECT nonce FROM ballots ORDER BY ctid",
            };
            Ok(diesel::sql_query(sql).load(conn)?)
        });
        rows.unwrap().into_iter().map(|row| row.nonce).collect()
    }

    /// Bytes of the table of ballots on PostgreSQL.
    #[cfg(feature = "postgres")]
    pub(crate) fn size_of_ballots(&self) -> i64 {
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = BigInt)]
            size: i64,
        }
        let row: Result<Row, DbError> = self.ballot_box.db().run_here(|conn| {
            Ok(diesel::sql_query("SELECT pg_relation_size('ballots') AS size").get_result(conn)?)
        });
        row.unwrap().size
    }

    /// Ballots that are too long for their rows, in the order of the numbers that PostgreSQL gave them. (From version 17 on
    /// `pg_column_toast_chunk_id` tells them; before, a value is put together from its pieces.)
    #[cfg(feature = "postgres")]
    pub(crate) fn numbered_ballots(&self) -> Vec<Vec<u8>> {
        #[derive(QueryableByName)]
        struct Name {
            #[diesel(sql_type = diesel::sql_types::Text)]
            name: String,
        }
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = Binary)]
            ballot: Vec<u8>,
        }
        let rows: Result<Vec<Row>, DbError> = self.ballot_box.db().run_here(|conn| {
            let sql =
                "SELECT reltoastrelid::regclass::text AS name FROM pg_class WHERE oid = 'ballots'::regclass";
            let Name { name } = diesel::sql_query(sql).get_result(conn)?;
            let sql = format!(
                "SELECT string_agg(chunk_data, ''::bytea ORDER BY chunk_seq) AS ballot FROM {name} \
                 GROUP BY chunk_id ORDER BY chunk_id"
            );
            Ok(diesel::sql_query(sql).load(conn)?)
        });
        rows.unwrap().into_iter().map(|row| row.ballot).collect()
    }

    /// How many transactions the stored ballots can be told apart by.
    pub(crate) fn transactions_of_ballots(&self) -> i64 {
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = BigInt)]
            n: i64,
        }
        let row: Result<Row, DbError> = self.ballot_box.db().run_here(|conn| {
            let sql = match conn {
                DbConnection::Sqlite(_) => "SELECT 1 AS n",
                #[cfg(feature = "postgres")]
                DbConnection::Postgres(_) => "SELECT count(DISTINCT xmin::text) AS n FROM ballots",
            };
            Ok(diesel::sql_query(sql).get_result(conn)?)
        });
        row.unwrap().n
    }
}
