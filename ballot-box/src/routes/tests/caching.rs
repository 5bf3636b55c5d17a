//! How long each public answer may be kept, and how it is asked for again: what never changes for ever, what may change is asked about,
//! and checkpoints and pages are never kept.

use crypto::log::tiles::TilePath;

use super::*;
use crate::assets;
use crate::testing::{Fixture, ballots, databases};

/// How an answer may be kept.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Keeping {
    /// It is the same for ever.
    ForEver,
    /// Kept, and asked about each time.
    Asked,
    /// Kept by nobody.
    Never,
}

#[tokio::test(flavor = "multi_thread")]
async fn every_public_answer_says_how_long_it_may_be_kept() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (client, poll) = (fixture.client().await, fixture.poll().await);
        cast_all(&client, &poll, &ballots(poll.manifest(), 3)).await;
        // What still grows is kept by nobody.
        keeps(&client, &api(&poll, "/entries"), Keeping::Never).await;
        fixture.skip(4000);
        fixture.ballot_box.tick(false).join_all().await;

        let tiles = TilePath::all(poll.log().size()).map(|tile| page(&poll, &format!("/log/{tile}")));
        let box_tiles = TilePath::all(1).map(|tile| format!("/polls/log/{tile}"));
        let tiles: Vec<String> = tiles.chain(box_tiles).collect();
        assert_eq!(tiles.len(), 4, "hashes and entries of both logs");
        let statements = ["/manifest", "/assets/1", "/result", "/results/1"];
        let downloads = ["/entries", "/ballots", "/ballots.ndjson", "/ballots.csv", "/bundle"];
        let asked = statements.iter().chain(&downloads).map(|path| api(&poll, path));
        let files = assets::served().into_keys().filter(|path| !path.contains('{'));
        let asked: Vec<String> =
            asked.chain(files).chain([page(&poll, "/booth"), "/style.css".to_owned()]).collect();
        let checkpoints = ["/polls/log/checkpoint".to_owned(), page(&poll, "/log/checkpoint")];
        let pages =
            ["", "/result", "/certificate", "/check", "/receipt", "/ballots"].map(|path| page(&poll, path));
        let told = ["", "/notices", "/checkpoint", "/receipts/7Q2M"].map(|path| api(&poll, path));
        let others = ["/", "/api/v1/polls", "/.well-known/psephos", "/readyz", "/nothing"].map(str::to_owned);
        let never = checkpoints.into_iter().chain(pages).chain(told).chain(others);
        let all = tiles
            .into_iter()
            .map(|path| (path, Keeping::ForEver))
            .chain(asked.into_iter().map(|path| (path, Keeping::Asked)))
            .chain(never.map(|path| (path, Keeping::Never)));
        for (path, keeping) in all {
            keeps(&client, &path, keeping).await;
        }
    }
}

async fn keeps(client: &Client, path: &str, keeping: Keeping) {
    let answer = get(client, path).await;
    let control = match keeping {
        Keeping::ForEver => "public, max-age=31536000, immutable",
        Keeping::Asked => "no-cache",
        Keeping::Never => "no-store",
    };
    assert_eq!(answer.header("Cache-Control"), control, "{path}");
    let etag = answer.header("ETag").to_owned();
    let part = get_with(client, path, &[("Range", "bytes=1-2")]).await;
    let again = get_with(client, path, &[("If-None-Match", "*")]).await;
    if keeping == Keeping::Never {
        assert_eq!((etag.as_str(), answer.header("Accept-Ranges")), ("", ""), "{path}");
        assert_eq!((part.status, again.status), (answer.status, answer.status), "{path}");
        return;
    }
    assert_eq!((answer.status, answer.header("Accept-Ranges")), (OK, "bytes"), "{path}");
    assert!(etag.starts_with('"') && etag.len() > 30, "{path}: {etag} is no strong validator");
    assert_eq!((part.status, &part.body[..]), (206, &answer.body[1..3]), "{path}");
    let place = format!("bytes 1-2/{}", answer.body.len());
    assert_eq!(part.header("Content-Range"), place, "{path}");
    let known = get_with(client, path, &[("If-None-Match", &etag)]).await;
    for kept in [known, again] {
        assert_eq!((kept.status, kept.body.len()), (304, 0), "{path}");
        assert_eq!((kept.header("Cache-Control"), kept.header("ETag")), (control, etag.as_str()), "{path}");
    }
    let other = get_with(client, path, &[("If-None-Match", "\"other\"")]).await;
    assert_eq!((other.status, other.body), (OK, answer.body), "{path}");
}
