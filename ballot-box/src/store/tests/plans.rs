//! What is asked while people vote and look at a poll is found by an index, however many ballots there are; and plans that are bad
//! are known as that.

use std::path::Path;

use crypto::encoding::{BallotHash, PollId, sha256};
use crypto::log::entry::Entry;
use web::{DbConnection, DbError};

use crate::store::stored::Part;
use crate::store::{ballots, log, polls};
use crate::testing::{Fixture, databases};

mod bad;
#[path = "../../../../tests/plans/mod.rs"]
mod overheard;

use overheard::{Overheard, Tables, asked, functions};

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_asked_often_is_found_by_an_index_and_every_function_is_asked_or_known_as_rare() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let poll = fixture.poll().await.id();
        let work = |conn: &mut DbConnection| {
            let hashes = fill(conn, poll);
            let mut heard = Overheard::new(&TABLES);
            ask(&mut heard, conn, poll, &hashes);
            let all = functions(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store"));
            heard.finish(&all, RARE);
            bad::all_are_found(&heard, conn, poll);
            Ok::<_, DbError>(())
        };
        fixture.ballot_box.db().run_here(work).unwrap();
    }
}

/// Every query of casting, looking up, publishing and showing.
fn ask(heard: &mut Overheard<'_>, conn: &mut DbConnection, poll: PollId, hashes: &[BallotHash]) {
    let hash = hashes[BALLOTS / 2];
    assert!(asked!(heard, conn, ballots::is_accepted(poll, hash)));
    assert_eq!(asked!(heard, conn, ballots::by_prefix(poll, &hash.as_bytes()[..10])), [hash]);
    assert_eq!(asked!(heard, conn, ballots::accepted_under(poll, &nonce(BALLOTS / 2))), Some(hash));
    // Of hundreds among so few the planner reads the whole table, and is right.
    let some = &hashes[..32];
    assert_eq!(asked!(heard, conn, ballots::bytes_of(poll, some)).len(), some.len());
    assert_eq!(asked!(heard, conn, log::index_of(poll, hash)), Some(2 + BALLOTS as u64 / 2));
    assert_eq!(asked!(heard, conn, log::logged_among(poll, some)).len(), some.len());
    assert_eq!(asked!(heard, conn, log::entries(poll, 5_000, 256)).len(), 256);
    assert_eq!(asked!(heard, conn, ballots::logged(poll, 5_000, 9_000, 256)).len(), 256);
    assert!(asked!(heard, conn, log::newest_checkpoint(poll)).is_some());
    assert!(!asked!(heard, conn, polls::standing(poll)).ended);
    let [id, nonce, hash] = [poll.as_bytes(), &[1; 32], &[2; 32]].map(<[u8; 32]>::as_slice);
    let row = ballots::NewBallot { poll: id, nonce, hash, ballot: b"b" };
    assert_eq!(
        asked!(heard, conn, ballots::insert_new(Part::random(), &[row, row], |_| true)),
        [true, false]
    );
    let further = Entry::ballot(BallotHash::from([2; 32]));
    let size = BALLOTS as u64 + 2;
    asked!(heard, conn, log::append(poll, size, &[further]));
    asked!(heard, conn, log::insert_checkpoint(poll, size + 1, "note"));
    asked!(heard, conn, log::cosign_checkpoint(poll, size + 1, "note and more"));
}

const TABLES: Tables = Tables {
    // With a few rows for each poll, or fewer.
    small: &[
        "assets",
        "box_log",
        "ended",
        "forgotten",
        "issuance",
        "notices",
        "polls",
        "results",
        "rewritten",
        "stored",
    ],
    shared: &[("ballots", "poll"), ("checkpoints", "poll"), ("entries", "kind"), ("entries", "poll")],
};

/// What reads much, or nothing large, and why it may.
const RARE: &[(&str, &[&str])] = &[
    (
        "tables with a few rows for each poll",
        &[
            "arrival::forgotten",
            "polls::append_to_box_log",
            "polls::box_log",
            "polls::end",
            "polls::insert",
            "polls::manifest",
            "statements::assets",
            "statements::insert_assets",
            "statements::insert_issuance",
            "statements::insert_notice",
            "statements::insert_result",
            "statements::issuance",
            "statements::notices",
            "statements::results",
        ],
    ),
    (
        "locks and the names of partitions, no rows",
        &[
            "partitions::create",
            "partitions::holding",
            "turns::admit",
            "turns::append",
            "turns::settle",
            "turns::shut",
            "turns::snapshot",
        ],
    ),
    (
        "PostgreSQL adds up a row for each of sixteen parts; SQLite counts, and only where a write ended in doubt",
        &["stored::stored", "stored::uncounted"],
    ),
    (
        "at the start, at the close, and where a write ended in doubt",
        &["arrival::forget", "ballots::count", "log::size"],
    ),
    (
        "there too; and once a minute where several processes work, for none knows what the others took in (docs/scale.md)",
        &["ballots::waiting"],
    ),
];

/// A poll with many ballots, all of them logged; on PostgreSQL, what there is to know of them is gathered.
fn fill(conn: &mut DbConnection, poll: PollId) -> Vec<BallotHash> {
    let hashes: Vec<_> =
        (0..BALLOTS).map(|number| BallotHash::from(sha256(&[&number.to_be_bytes()]))).collect();
    let part = Part::random();
    web::db::write_transaction(conn, |conn| {
        let nonces: Vec<_> = (0..BALLOTS).map(nonce).collect();
        let rows = nonces.iter().zip(&hashes).map(|(nonce, hash)| ballots::NewBallot {
            poll: poll.as_bytes(),
            nonce,
            hash: hash.as_bytes(),
            ballot: &[7; 300],
        });
        let rows: Vec<_> = rows.collect();
        for batch in rows.chunks(256) {
            ballots::insert_new(conn, part, batch, |_| true)?;
        }
        let entries: Vec<_> = hashes.iter().map(|hash| Entry::ballot(*hash)).collect();
        log::append(conn, poll, 2, &entries)?;
        // One a minute.
        (10..3_000).try_for_each(|size| log::insert_checkpoint(conn, poll, size, "note"))?;
        Ok::<_, DbError>(())
    })
    .unwrap();
    #[cfg(feature = "postgres")]
    if let DbConnection::Postgres(conn) = conn {
        diesel::connection::SimpleConnection::batch_execute(conn, "ANALYZE").unwrap();
    }
    hashes
}

fn nonce(number: usize) -> [u8; 32] {
    sha256(&[b"nonce", &number.to_be_bytes()])
}

/// Enough that reading them all is dearer than any index, by the planner's own reckoning.
const BALLOTS: usize = 10_000;
