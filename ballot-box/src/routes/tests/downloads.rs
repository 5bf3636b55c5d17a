//! What anyone may download.

use std::collections::BTreeMap;
use std::io::{self, Read as _, Write};

use crypto::encoding::{Digest, parse_b64url};
use crypto::log::entry::Entry;
use crypto::log::tiles::{TilePath, parse_entry_bundle};
use crypto::statement::{self, Assets, Issuance, NoticeKind};

use web::{Db, DbError};

use super::*;
use crate::export::{self, Out, Snapshot};
use crate::routes::stream::Downloads;
use crate::testing::{Fixture, ballots, databases, hash};

#[tokio::test(flavor = "multi_thread")]
async fn the_ballots_are_published_in_three_forms_and_a_bundle() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (client, poll) = (fixture.client().await, fixture.poll().await);
        let extend = fixture.notice(&poll, 1, NoticeKind::Extend, Some(poll.voting_closes().plus(60)));
        post_note(&client, &api(&poll, "/notices"), &extend).await;
        let issuance = Issuance { poll: poll.id(), eligible: Some(100), issued: 7, at: fixture.now() };
        let issuance = statement::sign(&issuance, &fixture.registrar).to_string();
        post_note(&client, &api(&poll, "/issuance"), &issuance).await;
        let all = ballots(poll.manifest(), 7);
        cast_all(&client, &poll, &all).await;
        fixture.skip(4000);
        fixture.ballot_box.tick(false).join_all().await;

        let binary = get(&client, &api(&poll, "/ballots")).await.body;
        let length = all[0].len();
        let in_order: Vec<&[u8]> = binary.chunks(length + 2).map(|piece| &piece[2..]).collect();
        assert!(
            binary.chunks(length + 2).all(|piece| piece[..2] == u16::try_from(length).unwrap().to_be_bytes())
        );

        let lines = get(&client, &api(&poll, "/ballots.ndjson")).await;
        assert_eq!(lines.header("Content-Type"), "application/x-ndjson");
        let lines: Vec<Value> =
            lines.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 7);
        for (place, (line, ballot)) in lines.iter().zip(&in_order).enumerate() {
            assert_eq!(line["number"], place + 1);
            assert_eq!(line["ballot"], hash(ballot).to_string());
            assert_eq!(parse_b64url(line["bytes"].as_str().unwrap()).unwrap(), *ballot);
            assert!(line["answers"]["q1"]["choose"].is_array());
        }

        let table = get(&client, &api(&poll, "/ballots.csv")).await;
        assert!(table.header("Content-Type").starts_with("text/csv"));
        let mut table = csv::Reader::from_reader(table.body.as_slice());
        assert_eq!(table.headers().unwrap(), vec!["number", "ballot", "code", "q1", "q2"]);
        let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
        let votes = rows.iter().filter(|row| &row[3] == "a" && &row[4] == "a=5 b=0").count();
        assert_eq!((rows.len(), votes), (7, 4));

        let bundle = get(&client, &api(&poll, "/bundle")).await;
        assert_eq!(bundle.header("Content-Type"), "application/x-tar");
        let mut files = BTreeMap::new();
        for file in tar::Archive::new(bundle.body.as_slice()).entries().unwrap() {
            let mut file = file.unwrap();
            let path = file.path().unwrap().to_string_lossy().into_owned();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            files.insert(path, bytes);
        }
        let expected = [
            ("assets/1.note", "/assets/1"),
            ("ballots.bin", "/ballots"),
            ("checkpoint", "/checkpoint"),
            ("entries.bin", "/entries"),
            ("issuance.note", "/issuance"),
            ("manifest.note", "/manifest"),
            ("results/1.note", "/result"),
        ];
        for (file, path) in expected {
            assert_eq!(files[file], get(&client, &api(&poll, path)).await.body, "{file}");
        }
        assert_eq!(files["notices/1.note"], extend.as_bytes());
        assert_eq!(files.len(), expected.len() + 1);
        for path in ["/entries", "/ballots", "/ballots.ndjson", "/ballots.csv", "/bundle"] {
            let answer = get(&client, &api(&poll, path)).await;
            assert_eq!(answer.header("Content-Length"), answer.body.len().to_string(), "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tiles_hold_the_published_log_and_no_more() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (client, poll) = (fixture.client().await, fixture.poll().await);
        let all = ballots(poll.manifest(), 260);
        rocket::futures::future::join_all(all.iter().map(|ballot| cast(&client, &poll, ballot))).await;
        let size = poll.log().size();
        assert_eq!(size, 262);
        let entries = get(&client, &api(&poll, "/entries")).await.body;
        let entries: Vec<Entry> =
            entries.as_chunks::<33>().0.iter().map(|entry| Entry::parse(entry).unwrap()).collect();
        for path in TilePath::all(size) {
            let answer = get(&client, &page(&poll, &format!("/log/{path}"))).await;
            assert_eq!(answer.status, OK, "{path}");
            assert!(answer.header("Cache-Control").contains("immutable"));
            match path {
                TilePath::Entries(span) => {
                    let range = span.range().unwrap();
                    let (start, end) =
                        (usize::try_from(range.start).unwrap(), usize::try_from(range.end).unwrap());
                    assert_eq!(parse_entry_bundle(&answer.body, span.width()).unwrap(), entries[start..end]);
                }
                TilePath::Hashes(0, span) => {
                    let first = usize::try_from(span.range().unwrap().start).unwrap();
                    assert_eq!(answer.body[..32], entries[first].leaf_hash());
                }
                TilePath::Hashes(level, _) => assert_eq!((level, answer.body.len()), (1, 32)),
            }
        }
        for path in [
            "tile/0/001",
            "tile/0/001.p/7",
            "tile/entries/001.p/7",
            "tile/2/000",
            "tile/0/002",
            "tile/0/1",
            "tile/x",
            "tile/0/000.p/0",
            "tile/0/x999/000",
        ] {
            assert_eq!(get(&client, &page(&poll, &format!("/log/{path}"))).await.status, 404, "{path}");
        }
        assert_eq!(get(&client, &page(&poll, "/log/checkpoint")).await.header("Cache-Control"), "no-store");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_booth_is_served_as_stated() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    let note = get(&client, &api(&poll, "/assets/1")).await.text();
    let (assets, note) = statement::open::<Assets>(&note, fixture.ballot_box.key().verifier()).unwrap();
    let entries = get(&client, &api(&poll, "/entries")).await.body;
    assert_eq!(entries[33..66], Entry::assets(note.text()).to_bytes());
    for (path, digest) in &assets.files {
        let served = get(&client, &path.replace("{id}", &poll.id().to_string())).await;
        assert_eq!((served.status, Digest::of(&served.body)), (OK, *digest), "{path}");
    }
    let booth = get(&client, &page(&poll, "/booth")).await;
    let policy = booth.header("Content-Security-Policy");
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "form-action 'self' http://localhost:8001",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert_eq!(booth.header("Referrer-Policy"), "strict-origin");
    for path in [
        "/booth/package.json",
        "/booth/index.html",
        "/booth/..%2fCargo.toml",
        "/booth/test",
        "/booth/none.js",
    ] {
        assert_eq!(get(&client, path).await.status, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_that_finds_no_place_is_put_off() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    assert_eq!(cast(&client, &poll, &ballots(poll.manifest(), 1)[0]).await.status, CREATED);
    let downloads = client.rocket().state::<Downloads>().unwrap().clone();
    let taken = downloads.all().await;
    let answer = get(&client, &api(&poll, "/entries")).await;
    assert_eq!((answer.status, answer.problem().as_str()), (503, "overloaded"));
    // All else goes on: a ballot, the mixing of this test poll, the close.
    assert_eq!(cast(&client, &poll, &ballots(poll.manifest(), 1)[0]).await.status, CREATED);
    fixture.skip(4000);
    fixture.ballot_box.tick(true).join_all().await;
    assert_eq!(poll.state().results[0].0.ballots, 2);
    let paths =
        ["/entries", "/ballots", "/ballots.ndjson", "/ballots.csv", "/bundle"].map(|path| api(&poll, path));
    for path in &paths {
        let answer = get(&client, path).await;
        assert_eq!((answer.status, answer.problem().as_str()), (503, "overloaded"), "{path}");
        assert_eq!(answer.header("Retry-After"), "10");
    }
    drop(taken);
    for path in &paths {
        assert_eq!(get(&client, path).await.status, OK, "{path}");
        // Nobody reads what follows the headers.
        assert_eq!(client.head(path).dispatch().await.status().code, OK, "{path}");
        drop(client.get(path).dispatch().await);
    }
    drop(downloads.all().await);
}

/// A reader that looks, at every piece, whether the whole pool of connections is free.
struct Jealous<'a>(&'a Db);

impl Write for Jealous<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        fn take(db: &Db, connections: u32) -> Result<(), DbError> {
            if connections == 0 { Ok(()) } else { db.run_here(|_| take(db, connections - 1)) }
        }
        // As many as web::Db has, but the one that writes.
        take(self.0, 15).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Out for Jealous<'_> {}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_reader_holds_no_connection() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    cast_all(&client, &poll, &ballots(poll.manifest(), 2)).await;
    let (db, snapshot) = (fixture.ballot_box.db().clone(), Snapshot::of(&poll));
    let read = tokio::task::spawn_blocking(move || {
        let out = &mut Jealous(&db);
        export::entries(&db, &poll, snapshot.size, out)?;
        export::ballots(&db, &poll, &snapshot, out)?;
        export::ndjson(&db, &poll, &snapshot, out)?;
        export::csv(&db, &poll, &snapshot, out)?;
        export::bundle(&db, &poll, &snapshot, out)
    });
    read.await.unwrap().unwrap();
}
