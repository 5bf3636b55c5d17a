//! `POST /api/v1/polls/{id}/notices` and `.../issuance`.

use crypto::log::entry::Entry;
use crypto::note::Note;
use crypto::statement::{self, Issuance, NoticeKind};

use rocket::futures::FutureExt as _;

use super::*;
use crate::notices::NoticeError;
use crate::testing::{Fixture, Voter, databases, hash};

async fn notify(client: &Client, poll: &Poll, note: &str) -> Answer {
    post_note(client, &api(poll, "/notices"), note).await
}

#[tokio::test(flavor = "multi_thread")]
async fn notices_are_numbered_signed_and_in_time() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    let closes = poll.manifest().voting_closes;
    let extend = |seq, by| fixture.notice(&poll, seq, NoticeKind::Extend, Some(closes.plus(by)));

    let mut body = fixture.body();
    body.title = "Another".into();
    let other = fixture.publish(body).await;
    let elsewhere = fixture.notice(&other, 1, NoticeKind::Extend, Some(closes.plus(60)));
    let own = Note::sign(Note::parse(&extend(1, 60)).unwrap().text().to_owned(), fixture.ballot_box.key());
    for bad in [
        "",
        "x",
        &extend(1, 60).replace("extend", "extent"),
        &own.to_string(),
        &elsewhere,
        &extend(0, 60),
        &extend(2, 60),
        &extend(1, 0),
        &extend(1, -60),
        &fixture.notice(&poll, 1, NoticeKind::Close, Some(closes)),
        &fixture.notice(&poll, 1, NoticeKind::Close, None),
        &fixture.notice(&poll, 1, NoticeKind::Cancel, Some(closes)),
    ] {
        let answer = notify(&client, &poll, bad).await;
        assert_eq!((answer.status, answer.problem().as_str()), (422, "notice-invalid"), "{bad}");
    }
    assert_eq!(notify(&client, &poll, &"x".repeat(70_000)).await.problem(), "too-large");
    let answer = post(&client, &api(&poll, "/notices"), "application/json", "{}").await;
    assert_eq!(answer.problem(), "wrong-media-type");

    let first = extend(1, 600);
    let answer = notify(&client, &poll, &first).await;
    assert_eq!((answer.status, answer.text()), (CREATED, first.clone()));
    let again = notify(&client, &poll, &first).await;
    assert_eq!((again.status, again.text()), (OK, first.clone()));
    let conflict = notify(&client, &poll, &extend(1, 700)).await;
    assert_eq!((conflict.status, conflict.problem().as_str()), (409, "conflict"));
    assert_eq!(conflict.json()["note"], first);
    assert_eq!(get(&client, &api(&poll, "/notices")).await.json()["notices"], serde_json::json!([first]));
    let shown = get(&client, &api(&poll, "")).await.json();
    assert_eq!(shown["voting_closes"], closes.plus(600).to_string());
    assert_eq!(shown["tree_size"], 3);

    // Ballots are taken until the new close, and not after it; then notices are late.
    fixture.skip(4000);
    let manifest = poll.manifest();
    assert_eq!(cast(&client, &poll, &Voter::with_pass(manifest).ballot(manifest, 0)).await.status, CREATED);
    fixture.skip(300);
    assert_eq!(
        cast(&client, &poll, &Voter::with_pass(manifest).ballot(manifest, 0)).await.problem(),
        "voting-closed"
    );
    let late = notify(&client, &poll, &extend(2, 9000)).await;
    assert_eq!((late.status, late.problem().as_str()), (403, "voting-closed"));
    assert_eq!(notify(&client, &poll, &first).await.status, OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_early_close_gives_an_hour_except_in_test_polls() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let now = fixture.now();
    let mut body = fixture.body();
    (body.test, body.mix) = (false, 8);
    body.voting_closes = now.plus(20_000);
    let poll = fixture.publish(body).await;
    let close = |seq, at| fixture.notice(&poll, seq, NoticeKind::Close, Some(at));
    assert_eq!(notify(&client, &poll, &close(1, now.plus(3500))).await.problem(), "notice-invalid");
    assert_eq!(notify(&client, &poll, &close(1, now.plus(3700))).await.status, CREATED);
    fixture.skip(3711);
    fixture.ballot_box.tick(false).join_all().await;
    assert_eq!(get(&client, &api(&poll, "")).await.json()["phase"], "counted");

    let test = fixture.poll().await;
    let note = fixture.notice(&test, 1, NoticeKind::Close, Some(fixture.now()));
    assert_eq!(notify(&client, &test, &note).await.status, CREATED);
    fixture.skip(10);
    fixture.ballot_box.tick(false).join_all().await;
    assert_eq!(get(&client, &api(&test, "")).await.json()["phase"], "counted");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_poll_publishes_its_log_and_nothing_else() {
    for database in databases() {
        let mut fixture = Fixture::on(database);
        let mut body = fixture.body();
        (body.mix, body.results) = (20, crypto::manifest::ResultsPolicy::Live);
        let poll = fixture.publish(body).await;
        let client = fixture.client().await;
        let manifest = poll.manifest();
        let ballots = crate::testing::ballots(manifest, 3);
        cast_all(&client, &poll, &ballots).await;
        assert_eq!(poll.log().ballots(), 0);
        let cancel = fixture.notice(&poll, 1, NoticeKind::Cancel, None);
        assert_eq!(notify(&client, &poll, &cancel).await.status, CREATED);
        assert_eq!(
            cast(&client, &poll, &Voter::with_pass(manifest).ballot(manifest, 0)).await.problem(),
            "voting-closed"
        );
        assert_eq!(cast(&client, &poll, &ballots[0]).await.status, OK);
        fixture.skip(4000);
        for restart in [false, true] {
            if restart {
                fixture.restart().unwrap();
            }
            let client = fixture.client().await;
            fixture.ballot_box.tick(true).join_all().await;
            let shown = get(&client, &api(&poll, "")).await.json();
            assert_eq!((shown["phase"].as_str(), shown["ballots"].as_u64()), (Some("cancelled"), Some(3)));
            assert!(shown.get("counts").is_none() && shown["result"].is_null());
            assert_eq!(get(&client, &api(&poll, "/entries")).await.body.len(), 33 * 6);
            for path in ["/result", "/results/1", "/ballots", "/ballots.csv", "/ballots.ndjson", "/bundle"] {
                assert_eq!(get(&client, &api(&poll, path)).await.problem(), "not-found", "{path}");
            }
            for path in ["", "/result", "/ballots", "/receipt"] {
                let shown = get(&client, &page(&poll, path)).await;
                assert!(shown.status == OK && !shown.text().contains("<meter"), "{path}");
                // Nothing is promised any more.
                for promise in
                    ["Voting passes", "It will be counted", "shows how you voted", "after the close it does"]
                {
                    assert!(!shown.text().contains(promise), "{path}: {promise}");
                }
            }
            let code = crypto::receipt::receipt_code(&hash(&ballots[0]));
            let found = get(&client, &page(&poll, &format!("/receipt?code={code}"))).await.text();
            assert!(found.contains("is on the public list"), "{found}");
            assert!(found.contains("No votes are counted") && !found.contains("will be counted"), "{found}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_one_issuance_statement() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (client, poll) = (fixture.client().await, fixture.poll().await);
        let path = api(&poll, "/issuance");
        let issued = |issued| {
            let issuance =
                Issuance { poll: poll.id(), eligible: Some(100), issued, at: poll.manifest().voting_opens };
            statement::sign(&issuance, &fixture.registrar).to_string()
        };
        let foreign =
            Note::sign(Note::parse(&issued(1)).unwrap().text().to_owned(), fixture.ballot_box.key())
                .to_string();
        for bad in ["", "x", &foreign, &issued(1).replace("issued\":1", "issued\":2")] {
            assert_eq!(post_note(&client, &path, bad).await.problem(), "notice-invalid");
        }
        assert_eq!(get(&client, &path).await.problem(), "not-found");
        assert_eq!(post_note(&client, &path, &issued(5)).await.status, CREATED);
        assert_eq!(post_note(&client, &path, &issued(5)).await.status, OK);
        let conflict = post_note(&client, &path, &issued(6)).await;
        assert_eq!((conflict.status, conflict.json()["note"].as_str()), (409, Some(issued(5).as_str())));
        assert_eq!(get(&client, &path).await.text(), issued(5));
        let text = Note::parse(&issued(5)).unwrap().text().to_owned();
        let entries = get(&client, &api(&poll, "/entries")).await.body;
        assert_eq!(entries[66..], Entry::issuance(&text).to_bytes());
        fixture.skip(4000);
        fixture.ballot_box.tick(false).join_all().await;
        assert_eq!(poll.state().results.len(), 1);
        assert_eq!(poll.state().results[0].0.issued, Some(5));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_statement_changes_three_fields_of_the_result() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (client, poll) = (fixture.client().await, fixture.poll().await);
        cast_all(&client, &poll, &crate::testing::ballots(poll.manifest(), 3)).await;
        fixture.skip(4000);
        fixture.ballot_box.tick(false).join_all().await;
        let issuance = Issuance { poll: poll.id(), eligible: None, issued: 4, at: fixture.now() };
        let note = statement::sign(&issuance, &fixture.registrar).to_string();
        assert_eq!(post_note(&client, &api(&poll, "/issuance"), &note).await.status, CREATED);
        let results = poll.state().results.clone();
        let [(first, _), (second, _)] = results.as_slice() else { panic!("two results") };
        assert_eq!((first.issued, second.issued, second.tree_size), (None, Some(4), first.tree_size + 1));
        let mut like_first = second.clone();
        (like_first.issued, like_first.tree_size, like_first.root) = (None, first.tree_size, first.root);
        assert_eq!(like_first, *first);
        assert_eq!(get(&client, &api(&poll, "/results/1")).await.text(), results[0].1);
        assert_eq!(get(&client, &api(&poll, "/result")).await.text(), results[1].1);
        fixture.ballot_box.tick(false).join_all().await;
        assert_eq!(poll.state().results.len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_may_have_been_stored_is_to_be_sent_again() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (client, poll) = (fixture.client().await, fixture.poll().await);
        let later = poll.manifest().voting_closes.plus(60);
        let notice = fixture.notice(&poll, 1, NoticeKind::Extend, Some(later));
        let issuance = Issuance { poll: poll.id(), eligible: Some(100), issued: 5, at: fixture.now() };
        let issuance = statement::sign(&issuance, &fixture.registrar).to_string();
        let mut body = fixture.body();
        body.title = "Another".into();
        let (notices, issuances) = (api(&poll, "/notices"), api(&poll, "/issuance"));
        let all = [
            (notices.as_str(), notice),
            (issuances.as_str(), issuance),
            ("/api/v1/polls", fixture.manifest_note(&body)),
        ];
        fixture.execute("ALTER TABLE entries RENAME TO away");
        for (path, note) in &all {
            let answer = post_note(&client, path, note).await;
            assert_eq!((answer.status, answer.problem().as_str()), (503, "overloaded"), "{path}");
            assert!(answer.text().contains("send the very same bytes again"), "{}", answer.text());
        }
        fixture.execute("ALTER TABLE away RENAME TO entries");
        for (path, note) in &all {
            assert_eq!(post_note(&client, path, note).await.status, CREATED, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_arrived_before_the_close_is_in_time_however_long_it_waits() {
    let fixture = Fixture::new();
    let (ballot_box, poll) = (&fixture.ballot_box, fixture.poll().await);
    let closes = poll.manifest().voting_closes;
    let extend = |seq, by| fixture.notice(&poll, seq, NoticeKind::Extend, Some(closes.plus(by)));
    // A notice waits for a ballot on its way, and the close for the notice.
    let admission = poll.admit().await;
    let notice = extend(1, 8000);
    let mut notifying = Box::pin(ballot_box.notice(&poll, &notice));
    assert!((&mut notifying).now_or_never().is_none());
    fixture.skip(4000);
    let closing = ballot_box.tick(false);
    drop(admission);
    assert!(notifying.await.unwrap().new);
    closing.join_all().await;
    assert!(!poll.state().over);
    // A ballot waits while a statement is stored.
    let ballot = Voter::with_pass(poll.manifest()).ballot(poll.manifest(), 0);
    let gate = poll.shut_gate().await;
    let mut casting = Box::pin(ballot_box.cast(&poll, ballot, None));
    assert!((&mut casting).now_or_never().is_none());
    fixture.skip(8000);
    let closing = ballot_box.tick(false);
    drop(gate);
    assert!(casting.await.unwrap().new);
    closing.join_all().await;
    fixture.skip(10);
    ballot_box.tick(false).join_all().await;
    assert_eq!(poll.state().results[0].0.ballots, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_statement_keeps_no_ballot_out() {
    let fixture = Fixture::new();
    let (ballot_box, poll) = (&fixture.ballot_box, fixture.poll().await);
    let notice =
        |by| fixture.notice(&poll, 1, NoticeKind::Extend, Some(poll.manifest().voting_closes.plus(by)));
    let issuance = |issued| {
        let issuance = Issuance { poll: poll.id(), eligible: Some(100), issued, at: fixture.now() };
        statement::sign(&issuance, &fixture.registrar).to_string()
    };
    let (extend, issued) = (notice(60), issuance(5));
    assert!(ballot_box.notice(&poll, &extend).await.unwrap().new);
    assert!(ballot_box.issuance(&poll, &issued).await.unwrap().new);

    // A ballot on its way: who waits for the gate now waits for that ballot, and keeps all others out meanwhile.
    let admission = poll.admit().await;
    let again = ballot_box.notice(&poll, &extend).now_or_never().expect("no waiting").unwrap();
    assert!(!again.new && again.held == extend);
    let again = ballot_box.issuance(&poll, &issued).now_or_never().expect("no waiting").unwrap();
    assert!(!again.new && again.held == issued);
    // It is answered without a look at the signature, and with what is held.
    let unsigned = extend.replace(extend.lines().last().unwrap(), "\u{2014} localhost:8001 AAAAAAA=");
    let again = ballot_box.notice(&poll, &unsigned).now_or_never().expect("no waiting").unwrap();
    assert!(!again.new && again.held == extend);
    let other = ballot_box.notice(&poll, &notice(90)).now_or_never().expect("no waiting");
    assert!(matches!(other, Err(NoticeError::Conflict { held }) if held == extend));
    let other = ballot_box.issuance(&poll, &issuance(6)).now_or_never().expect("no waiting");
    assert!(matches!(other, Err(NoticeError::Conflict { held }) if held == issued));
    drop(admission);
}
