//! What stands still is served from memory: once it was read it is served although the database has no table left.

use std::collections::BTreeMap;

use crypto::log::tiles::TilePath;

use super::*;
use crate::assets;
use crate::testing::{Fixture, ballots, databases, hash};

#[tokio::test(flavor = "multi_thread")]
async fn tiles_checkpoints_notes_pages_and_files_need_no_database() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (client, poll) = (fixture.client().await, fixture.poll().await);
        let all = ballots(poll.manifest(), 3);
        cast_all(&client, &poll, &all).await;
        fixture.skip(4000);
        fixture.ballot_box.tick(false).join_all().await;
        let receipt = api(&poll, &format!("/receipts/{}", hash(&all[0])));
        assert_eq!(get(&client, &receipt).await.status, OK);

        let mut paths: Vec<String> =
            ["/manifest", "/notices", "/assets/1", "/checkpoint", "/result", "/results/1", ""]
                .map(|path| api(&poll, path))
                .into();
        paths.extend(
            ["", "/result", "/certificate", "/check", "/receipt", "/booth"].map(|path| page(&poll, path)),
        );
        paths.extend(
            ["/", "/api/v1/polls", "/polls/log/checkpoint", "/.well-known/psephos"].map(str::to_owned),
        );
        paths.extend(assets::served().into_keys().filter(|path| !path.contains('{')));
        let size = poll.log().size();
        assert_eq!(size, 5);
        paths.push(page(&poll, "/log/checkpoint"));
        paths.extend(TilePath::all(size).map(|tile| page(&poll, &format!("/log/{tile}"))));
        paths.extend(TilePath::all(1).map(|tile| format!("/polls/log/{tile}")));
        let mut seen = BTreeMap::new();
        for path in &paths {
            let answer = get(&client, path).await;
            assert_eq!(answer.status, OK, "{path}");
            seen.insert(path.clone(), answer.body);
        }

        for table in
            ["entries", "ballots", "checkpoints", "notices", "issuance", "assets", "results", "ended"]
        {
            fixture.execute(&format!("DROP TABLE {table}"));
        }
        fixture.execute("DELETE FROM box_log");
        assert_eq!(
            get(&client, &receipt).await.status,
            500,
            "a look-up asks the database, which has no tables"
        );
        for path in &paths {
            let again = get(&client, path).await;
            assert_eq!(again.status, OK, "{path}: {}", again.text());
            // The one answer that tells the time.
            assert!(again.body == seen[path] || *path == api(&poll, ""), "{path}");
        }
        // A part of a bundle that nobody has asked for is a part of what is known.
        let part = get(&client, &page(&poll, "/log/tile/entries/000.p/2")).await;
        let known = &seen[&page(&poll, "/log/tile/entries/000.p/5")];
        assert_eq!((part.status, part.body.as_slice()), (OK, &known[..2 * 35]));
    }
}
