//! Each poll's ballots lie apart on PostgreSQL, and making room for those of another poll holds nobody up.

use crypto::encoding::PollId;
use diesel::connection::SimpleConnection as _;
use diesel::sql_types::Text;
use diesel::{Connection as _, PgConnection, QueryableByName, RunQueryDsl as _};
use web::{Db, DbConnection, DbError};

use crate::poll::Poll;
use crate::store::{arrival, ballots, partitions, polls};
use crate::testing::{Database, Fixture, Voter, hash};

/// What PostgreSQL says of a table: another file is a rewritten table.
fn file_of(db: &Db, poll: PollId) -> String {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        path: String,
    }
    let path: Result<String, DbError> = db.run_here(|conn| {
        let DbConnection::Postgres(conn) = conn else { panic!("PostgreSQL") };
        let name = partitions::holding(conn, poll)?;
        let row: Row = diesel::sql_query("SELECT pg_relation_filepath($1::regclass) AS path")
            .bind::<Text, _>(name)
            .get_result(conn)?;
        Ok(row.path)
    });
    path.unwrap()
}

/// Of the table of ballots and of all its partitions.
fn foreign_keys(db: &Db) -> usize {
    let found: Result<usize, DbError> = db.run_here(|conn| {
        Ok(diesel::sql_query(
            "SELECT 1 FROM pg_constraint WHERE contype = 'f' \
             AND conrelid IN (SELECT relid FROM pg_partition_tree('ballots'))",
        )
        .execute(conn)?)
    });
    found.unwrap()
}

async fn another(fixture: &Fixture, title: &str) -> std::sync::Arc<Poll> {
    let mut body = fixture.body();
    body.title = title.into();
    fixture.publish(body).await
}

async fn cast(fixture: &Fixture, poll: &std::sync::Arc<Poll>) -> crypto::encoding::BallotHash {
    let ballot = Voter::with_pass(poll.manifest()).ballot(poll.manifest(), 1);
    assert!(fixture.ballot_box.cast(poll, ballot.clone(), None).await.unwrap().new);
    hash(&ballot)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_is_rewritten_without_touching_what_runs() {
    let Some(database) = Database::postgresql() else { return };
    let fixture = Fixture::on(database);
    let (over, running) = (fixture.poll().await, another(&fixture, "Another").await);
    for poll in [&over, &running] {
        cast(&fixture, poll).await;
    }
    let files = || [over.id(), running.id()].map(|poll| file_of(fixture.ballot_box.db(), poll));
    let [before_over, before_running] = files();
    assert_ne!(before_over, before_running, "each has a table of its own");
    let forgot: Result<bool, DbError> =
        fixture.ballot_box.db().run_here(|conn| Ok(arrival::forget(conn, &[over.id()])?));
    assert!(forgot.unwrap());
    let [after_over, after_running] = files();
    assert_ne!(after_over, before_over);
    assert_eq!(after_running, before_running);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_is_accepted_while_a_ballot_is_on_its_way_and_the_other_way_round() {
    let Some(database) = Database::postgresql() else { return };
    let fixture = Fixture::on(database);
    let poll = fixture.poll().await;
    // A ballot that is not committed.
    let mut other = PgConnection::establish(fixture.database().url()).unwrap();
    let id = crypto::encoding::hex(poll.id().as_bytes());
    other
        .batch_execute(&format!(
            "BEGIN; INSERT INTO ballots SELECT id, id, id, id FROM polls WHERE id = '\\x{id}'"
        ))
        .unwrap();
    let accepted = another(&fixture, "Accepted meanwhile").await;
    other.batch_execute("ROLLBACK").unwrap();
    cast(&fixture, &accepted).await;
    // A poll that is not committed.
    let stored: Result<(), DbError> = fixture.ballot_box.db().run_here(|conn| {
        let stored = conn.transaction(|conn| {
            let id = PollId::from([9; 32]);
            partitions::create(conn, id)?;
            polls::insert(conn, id, None, "m")?;
            let casting = cast(&fixture, &poll);
            tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(casting));
            Err::<(), _>(diesel::result::Error::RollbackTransaction)
        });
        assert!(matches!(stored, Err(diesel::result::Error::RollbackTransaction)));
        Ok(())
    });
    stored.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn ballots_from_before_stay_where_they_are() {
    let Some(database) = Database::postgresql() else { return };
    let mut fixture = Fixture::on(database);
    let earlier = fixture.poll().await;
    let ballot = cast(&fixture, &earlier).await;
    for sql in [
        include_str!(
            "../../../../migrations/ballot-box/postgresql/2026-11-23-000100_ballots_in_partitions_only/down.sql"
        ),
        include_str!("../../../../migrations/ballot-box/postgresql/2026-11-22-000100_partitions/down.sql"),
        include_str!("../../../../migrations/ballot-box/postgresql/2026-11-22-000100_partitions/up.sql"),
    ] {
        fixture.execute(sql);
    }
    assert!(foreign_keys(fixture.ballot_box.db()) > 1, "both tables ask for the poll of each ballot");
    fixture.execute(include_str!(
        "../../../../migrations/ballot-box/postgresql/2026-11-23-000100_ballots_in_partitions_only/up.sql"
    ));
    assert_eq!(foreign_keys(fixture.ballot_box.db()), 0);
    fixture.restart().unwrap();
    let earlier = fixture.ballot_box.poll(earlier.id()).unwrap();
    let later = another(&fixture, "Later").await;
    for poll in [&earlier, &later] {
        cast(&fixture, poll).await;
    }
    let db = fixture.ballot_box.db();
    let read: Result<_, DbError> = db.run_here(|conn| {
        let DbConnection::Postgres(pg) = &mut *conn else { panic!("PostgreSQL") };
        let name = partitions::holding(pg, earlier.id())?;
        let known = ballots::is_accepted(conn, earlier.id(), ballot)?;
        Ok((
            name,
            known,
            ballots::count(conn, earlier.id())?,
            arrival::forget(conn, &[earlier.id(), later.id()])?,
        ))
    });
    assert_eq!(read.unwrap(), ("ballots_earlier".to_owned(), true, 2, true));
}
