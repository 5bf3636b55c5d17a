//! What an operator, a fault or a restored backup may do to a ballot box behind its back.

use crypto::ballot::Ballot;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary};
use web::{DbConnection, DbError};

use super::{Fixture, hash};
use crate::poll::Poll;
use crate::store;
use crate::store::ballots::NewBallot;
use crate::store::schema::ballots;
use crate::store::stored::Part;

impl Fixture {
    /// Runs any SQL.
    pub(crate) fn execute(&self, sql: &str) {
        self.ballot_box
            .db()
            .run_here(|conn| conn.batch_execute(sql).map_err(DbError::from))
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Lets every commit of a ballot fail, and nothing before it: whether the ballot is stored is in doubt.
    pub(crate) fn fail_commits(&self) {
        let made: Result<_, DbError> = self.ballot_box.db().run_here(|conn| {
            // What is looked at no earlier than at the commit.
            let (bytes, body) = match conn {
                DbConnection::Sqlite(_) => ("BLOB", "BEGIN INSERT INTO doubts VALUES (x'00'); END"),
                #[cfg(feature = "postgres")]
                DbConnection::Postgres(_) => ("BYTEA", "FOR EACH ROW EXECUTE FUNCTION doubt()"),
            };
            let references = "REFERENCES polls (id) DEFERRABLE INITIALLY DEFERRED";
            conn.batch_execute(&format!("CREATE TABLE doubts (poll {bytes} {references})"))?;
            if bytes == "BYTEA" {
                conn.batch_execute(
                    "CREATE FUNCTION doubt() RETURNS trigger LANGUAGE plpgsql \
                     AS $$ BEGIN INSERT INTO doubts VALUES ('\\x00'); RETURN NULL; END $$",
                )?;
            }
            Ok(conn.batch_execute(&format!("CREATE TRIGGER doubt AFTER INSERT ON ballots {body}"))?)
        });
        made.unwrap();
    }

    pub(crate) fn mend_commits(&self) {
        let on = if self.database().file().is_some() { "" } else { "ON ballots" };
        self.execute(&format!("DROP TRIGGER doubt {on}"));
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
        let stored: Result<_, DbError> = self
            .ballot_box
            .db()
            .run_here(|conn| Ok(store::ballots::insert_new(conn, Part::random(), &[row], |_| true)?));
        assert_eq!(stored.unwrap(), [true]);
    }

    /// Takes a stored ballot away.
    pub(crate) fn lose_ballot(&self, ballot: &[u8]) {
        let hash = hash(ballot);
        let row = diesel::delete(ballots::table.filter(ballots::hash.eq(hash.as_bytes().as_slice())));
        let lost: Result<usize, DbError> = self.ballot_box.db().run_here(|conn| Ok(row.execute(conn)?));
        assert_eq!(lost.unwrap(), 1);
    }

    /// Alters one byte of a stored ballot; done twice it is what it was.
    pub(crate) fn alter_ballot(&self, ballot: &[u8]) {
        let altered: Result<usize, DbError> = self.ballot_box.db().run_here(|conn| {
            let hash = hash(ballot);
            let row = ballots::table.filter(ballots::hash.eq(hash.as_bytes().as_slice()));
            let mut bytes: Vec<u8> = row.select(ballots::ballot).first(conn)?;
            bytes[400] ^= 1;
            let row = diesel::update(ballots::table.filter(ballots::hash.eq(hash.as_bytes().as_slice())));
            Ok(row.set(ballots::ballot.eq(bytes)).execute(conn)?)
        });
        assert_eq!(altered.unwrap(), 1);
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
                DbConnection::Postgres(_) => "SELECT nonce FROM ballots ORDER BY tableoid, ctid",
            };
            Ok(diesel::sql_query(sql).load(conn)?)
        });
        rows.unwrap().into_iter().map(|row| row.nonce).collect()
    }

    /// Bytes of the tables of ballots on PostgreSQL.
    #[cfg(feature = "postgres")]
    pub(crate) fn size_of_ballots(&self) -> i64 {
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = BigInt)]
            size: i64,
        }
        let row: Result<Row, DbError> = self.ballot_box.db().run_here(|conn| {
            let sql = "SELECT sum(pg_relation_size(relid))::bigint AS size FROM pg_partition_tree('ballots')";
            Ok(diesel::sql_query(sql).get_result(conn)?)
        });
        row.unwrap().size
    }

    /// Ballots of a poll that are too long for their rows, in the order of the numbers that PostgreSQL gave them. (From version 17 on
    /// `pg_column_toast_chunk_id` tells them; before, a value is put together from its pieces.)
    #[cfg(feature = "postgres")]
    pub(crate) fn numbered_ballots(&self, poll: &Poll) -> Vec<Vec<u8>> {
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
            let DbConnection::Postgres(conn) = conn else { panic!("only PostgreSQL gives numbers") };
            let table = store::partitions::holding(conn, poll.id())?;
            let sql = "SELECT reltoastrelid::regclass::text AS name FROM pg_class WHERE oid = $1::regclass";
            let Name { name } =
                diesel::sql_query(sql).bind::<diesel::sql_types::Text, _>(table).get_result(conn)?;
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
