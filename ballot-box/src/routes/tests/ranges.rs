//! Downloads in parts: what still grows is not cut up, and every part of the rest is the part of the whole.

use crypto::statement::{self, Issuance};

use super::*;
use crate::testing::{Fixture, ballots, databases};

const DOWNLOADS: [&str; 5] = ["/entries", "/ballots", "/ballots.ndjson", "/ballots.csv", "/bundle"];

#[tokio::test(flavor = "multi_thread")]
async fn what_still_grows_is_sent_whole() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    let path = api(&poll, "/entries");
    let answer = get_with(&client, &path, &[("Range", "bytes=0-9")]).await;
    assert_eq!((answer.status, answer.body.len()), (OK, 66));
    assert_eq!((answer.header("Accept-Ranges"), answer.header("ETag")), ("", ""));
    let checkpoint = get_with(&client, &api(&poll, "/checkpoint"), &[("Range", "bytes=0-9")]).await;
    assert_eq!((checkpoint.status, checkpoint.header("ETag")), (OK, ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_part_of_every_download_is_that_part_of_the_whole() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (client, poll) = (fixture.client().await, fixture.poll().await);
        cast_all(&client, &poll, &ballots(poll.manifest(), 3)).await;
        fixture.skip(4000);
        fixture.ballot_box.tick(false).join_all().await;
        let mut tags = Vec::new();
        let short = ["/manifest", "/assets/1", "/result", "/results/1"];
        let tile = page(&poll, "/log/tile/entries/000.p/5");
        let paths = DOWNLOADS.iter().chain(&short).map(|path| api(&poll, path)).chain([tile]);
        for path in paths {
            let whole = get(&client, &path).await;
            assert_eq!((whole.status, whole.header("Accept-Ranges")), (OK, "bytes"), "{path}");
            let (length, tag) = (whole.body.len(), whole.header("ETag").to_owned());
            assert!(tag.starts_with('"') && tag.ends_with('"'), "{path}: {tag}");
            // Cuts at both ends, at odd places, and within each of the bundle's files.
            let steps = (0..length).step_by(length.div_ceil(23)).chain([1, 512, 1023, length - 1]);
            for cut in steps.filter(|cut| *cut < length) {
                let end = (cut + 700).min(length);
                let part = get_with(&client, &path, &[("Range", &format!("bytes={cut}-{}", end - 1))]).await;
                assert_eq!(
                    (part.status, part.body == whole.body[cut..end]),
                    (206, true),
                    "{path} from {cut}"
                );
                let range = format!("bytes={cut}-");
                let rest = get_with(&client, &path, &[("Range", &range), ("If-Range", &tag)]).await;
                assert_eq!((rest.status, rest.body == whole.body[cut..]), (206, true), "{path} from {cut}");
                let place = format!("bytes {cut}-{}/{length}", length - 1);
                assert_eq!(
                    (rest.header("Content-Range"), rest.header("ETag")),
                    (place.as_str(), tag.as_str())
                );
                assert_eq!(rest.header("Content-Length"), (length - cut).to_string());
            }
            let beyond = get_with(&client, &path, &[("Range", &format!("bytes={length}-"))]).await;
            assert_eq!((beyond.status, beyond.problem().as_str()), (416, "range-not-satisfiable"), "{path}");
            assert_eq!(beyond.header("Content-Range"), format!("bytes */{length}"));
            let known = get_with(&client, &path, &[("If-None-Match", &tag)]).await;
            assert_eq!((known.status, known.body.is_empty()), (304, true), "{path}");
            let head = Answer::of(client.head(&path).dispatch().await).await;
            assert_eq!(
                (head.status, head.header("Content-Length")),
                (OK, length.to_string().as_str()),
                "{path}"
            );
            tags.push(tag);
        }
        let count = tags.len();
        tags.sort();
        tags.dedup();
        // The newest result is the first one; all else differs, and so do their validators.
        assert_eq!(tags.len(), count - 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_an_older_state_is_not_continued_with_a_newer_one() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    assert_eq!(cast(&client, &poll, &ballots(poll.manifest(), 1)[0]).await.status, CREATED);
    fixture.skip(4000);
    fixture.ballot_box.tick(false).join_all().await;
    let (entries, bundle) = (api(&poll, "/entries"), api(&poll, "/bundle"));
    let before = [get(&client, &entries).await, get(&client, &bundle).await];
    // The registrar's statement comes late: one more entry, one more result.
    let issuance = Issuance { poll: poll.id(), eligible: Some(100), issued: 1, at: fixture.now() };
    let issuance = statement::sign(&issuance, &fixture.registrar).to_string();
    assert_eq!(post_note(&client, &api(&poll, "/issuance"), &issuance).await.status, CREATED);
    fixture.ballot_box.tick(false).join_all().await;
    assert_eq!(poll.state().results.len(), 2);
    for (path, before) in [&entries, &bundle].into_iter().zip(before) {
        let tag = before.header("ETag").to_owned();
        let headers = [("Range", "bytes=40-"), ("If-Range", tag.as_str())];
        let whole = get_with(&client, path, &headers).await;
        assert_eq!(whole.status, OK, "{path}");
        assert!(whole.body.len() > before.body.len() && whole.header("ETag") != tag, "{path}");
    }
}
