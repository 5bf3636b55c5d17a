//! `POST /api/v1/polls`.

use crypto::log::checkpoint::{Checkpoint, polls_origin};
use crypto::log::entry::Entry;
use crypto::manifest::{ManifestBody, Method};
use crypto::note::{Note, SignerKey};

use super::*;
use crate::testing::{Fixture, databases, long_rankings, name};

/// Posts `change`d manifest and expects a refusal with that name; nothing may be left behind.
async fn refused(
    fixture: &Fixture,
    client: &Client,
    change: impl FnOnce(&mut ManifestBody),
    error: &str,
) -> String {
    let mut body = fixture.body();
    change(&mut body);
    let answer = post_note(client, "/api/v1/polls", &fixture.manifest_note(&body)).await;
    assert_eq!(answer.problem(), error, "{}", answer.text());
    assert!(fixture.ballot_box.polls().is_empty());
    answer.json()["detail"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_manifest_is_refused() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let good = fixture.manifest_note(&fixture.body());
    let stranger = SignerKey::generate(&name("elsewhere.example"));
    let forged = Note::sign(fixture.body().seal().unwrap().text().to_owned(), &stranger).to_string();
    let (text, signature) = good.split_once("\n\n").unwrap();
    for bad in [
        "",
        "x",
        "psephos-manifest/v1\n{}\n\n",
        text,
        &good[..good.len() - 1],
        &good.replace("Board", "Bored"),
        &format!("{text}\n\n{}", signature.replace("localhost", "localhosts")),
        &good.replace("psephos-manifest/v1", "psephos-notice/v1"),
        &good.replace("\"title\"", "\"titel\""),
        &good.replacen("{\"title\"", "{\"title\":\"Twice\",\"title\"", 1),
        &forged,
    ] {
        let answer = post_note(&client, "/api/v1/polls", bad).await;
        assert_eq!((answer.status, answer.problem().as_str()), (422, "manifest-invalid"), "{bad}");
    }
    let answer = post(&client, "/api/v1/polls", "text/plain", [0xff, 0xfe]).await;
    assert_eq!(answer.problem(), "manifest-invalid");
    let answer = post(&client, "/api/v1/polls", "application/json", good.as_str()).await;
    assert_eq!((answer.status, answer.problem().as_str()), (415, "wrong-media-type"));
    let answer = post_note(&client, "/api/v1/polls", &"x".repeat(400_000)).await;
    assert_eq!((answer.status, answer.problem().as_str()), (413, "too-large"));
    assert!(fixture.ballot_box.polls().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_listed_registrars_and_polls_for_this_box_are_taken() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let (own, other) = (name("127.0.0.1:8002"), name("127.0.0.1:8003"));

    let stranger = SignerKey::generate(&name("localhost:8001"));
    let mut body = fixture.body();
    body.registrar.key = stranger.verifier().clone();
    let note = Note::sign(body.seal().unwrap().text().to_owned(), &stranger).to_string();
    let answer = post_note(&client, "/api/v1/polls", &note).await;
    assert_eq!((answer.status, answer.problem().as_str()), (403, "unknown-registrar"));

    let key = SignerKey::generate(&own).verifier().clone();
    refused(&fixture, &client, |body| body.ballot_box.key = key, "manifest-invalid").await;
    let key = SignerKey::generate(&other).verifier().clone();
    let elsewhere = |body: &mut ManifestBody| {
        body.ballot_box.url = other.url();
        body.ballot_box.name = other;
        body.ballot_box.key = key;
    };
    let detail = refused(&fixture, &client, elsewhere, "manifest-invalid").await;
    assert!(detail.contains("names the ballot box"), "{detail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_kept_is_not_promised() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let now = fixture.now();
    let past = |body: &mut ManifestBody| {
        (body.issuance_opens, body.voting_opens) = (now.plus(-100), now.plus(-90));
        (body.issuance_closes, body.voting_closes) = (now.plus(-50), now.plus(-1));
    };
    let detail = refused(&fixture, &client, past, "manifest-invalid").await;
    assert!(detail.contains("past"), "{detail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_registrars_signature_and_the_boxs_own_are_kept() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let (key, note) = (fixture.ballot_box.key(), fixture.manifest_note(&fixture.body()));
    let stranger = SignerKey::generate(&name("other.example.org"));
    // A line that claims to be the box's and is not, one by somebody else, and the registrar's again.
    let lines = |text: &str| -> String {
        let line = |note: Note| note.to_string().lines().last().unwrap().to_owned();
        let [own, other, again] = [
            line(Note::sign("another text\n".to_owned(), key)),
            line(Note::sign(text.to_owned(), &stranger)),
            line(Note::sign(text.to_owned(), &fixture.registrar)),
        ];
        format!("{own}\n{other}\n{again}\n")
    };
    let posted = format!("{note}{}", lines(Note::parse(&note).unwrap().text()));
    let answer = post_note(&client, "/api/v1/polls", &posted).await;
    let mut expected = Note::parse(&note).unwrap();
    expected.countersign(key).unwrap();
    assert_eq!((answer.status, answer.text()), (CREATED, expected.to_string()));
    let poll = fixture.ballot_box.polls().remove(0);
    assert_eq!(get(&client, &api(&poll, "/manifest")).await.text(), expected.to_string());

    let notice = fixture.notice(&poll, 1, crypto::statement::NoticeKind::Cancel, None);
    let posted = format!("{notice}{}", lines(Note::parse(&notice).unwrap().text()));
    let answer = post_note(&client, &api(&poll, "/notices"), &posted).await;
    assert_eq!((answer.status, answer.text()), (CREATED, notice));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slug_is_taken_once() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let mut body = fixture.body();
    body.slug = Some("board".to_owned());
    let poll = fixture.publish(body.clone()).await;
    body.title = "Another".into();
    let answer = post_note(&client, "/api/v1/polls", &fixture.manifest_note(&body)).await;
    assert_eq!((answer.status, answer.problem().as_str()), (409, "conflict"));
    assert_eq!(fixture.ballot_box.polls().len(), 1);
    let answer = get(&client, "/p/board").await;
    assert_eq!((answer.status, answer.header("Location")), (303, page(&poll, "").as_str()));
    assert_eq!(get(&client, "/p/none").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_manifest_posted_by_many_is_one_poll() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let note = fixture.manifest_note(&fixture.body());
    let answers =
        rocket::futures::future::join_all((0..8).map(|_| post_note(&client, "/api/v1/polls", &note))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == CREATED).count(), 1);
    assert_eq!(answers.iter().filter(|answer| answer.status == OK).count(), 7);
    assert!(answers.iter().all(|answer| answer.body == answers[0].body));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_poll_stands_in_the_log_of_polls() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let key = fixture.ballot_box.key().verifier().clone();
    let origin = polls_origin(&name("127.0.0.1:8002"));
    for size in 0..4u64 {
        let checkpoint = get(&client, "/polls/log/checkpoint").await;
        let (checkpoint, _) = Checkpoint::open(&checkpoint.text(), &key, &origin).unwrap();
        assert_eq!(checkpoint.size, size);
        let mut body = fixture.body();
        body.title = format!("Poll {size}").as_str().into();
        let poll = fixture.publish(body).await;
        let bundle = get(&client, &format!("/polls/log/tile/entries/000.p/{}", size + 1)).await;
        let entries =
            crypto::log::tiles::parse_entry_bundle(&bundle.body, u16::try_from(size + 1).unwrap()).unwrap();
        assert_eq!(entries.last(), Some(&Entry::manifest(poll.id())));
        let tile = get(&client, &format!("/polls/log/tile/0/000.p/{}", size + 1)).await;
        assert!(tile.body.ends_with(&entries.last().unwrap().leaf_hash()));
    }
    assert_eq!(get(&client, "/polls/log/tile/0/000").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_directory_that_refuses_costs_no_later_poll() {
    for database in databases() {
        let mut fixture = Fixture::on(database);
        let client = fixture.client().await;
        let body = |title: &str, slug: &str| {
            let mut body = fixture.body();
            (body.title, body.slug) = (title.into(), Some(slug.to_owned()));
            body
        };
        let offer = async |body: &ManifestBody| {
            let note = fixture.manifest_note(body);
            post_note(&client, "/api/v1/polls", &note).await
        };
        let (first, second) = (body("First", "board"), body("Second", "chair"));
        let id = |body: &ManifestBody| body.seal().unwrap().id();
        // A directory lies in the place of a record: first that of the poll, then that of the list of polls.
        for record in [format!("poll-{}", id(&first)), "polls-log".to_owned()] {
            let (obstacle, aside) =
                (fixture.state_dir().join(record), fixture.state_dir().join("aside.record"));
            let was_there = std::fs::rename(&obstacle, &aside).is_ok();
            std::fs::create_dir(&obstacle).unwrap();
            for body in [&first, &second, &first] {
                let answer = offer(body).await;
                assert_eq!((answer.status, answer.problem().as_str()), (503, "overloaded"));
            }
            assert!(fixture.ballot_box.polls().is_empty());
            std::fs::remove_dir(&obstacle).unwrap();
            if was_there {
                std::fs::rename(&aside, &obstacle).unwrap();
            }
        }
        assert_eq!(offer(&body("Other", "board")).await.problem(), "conflict");
        assert_eq!(offer(&second).await.status, CREATED);
        assert_eq!(offer(&first).await.status, OK);
        let listed = [id(&first), id(&second)];
        assert_eq!(fixture.ballot_box.box_log().polls(), listed);
        let checkpoint = fixture.ballot_box.box_log().checkpoint().to_string();
        drop(client);
        fixture.restart().unwrap();
        assert_eq!(fixture.ballot_box.box_log().polls(), listed);
        assert_eq!(fixture.ballot_box.box_log().checkpoint().to_string(), checkpoint);
        assert_eq!(fixture.ballot_box.polls().len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_whose_result_or_ballots_could_not_be_read_is_refused() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let too_long = |body: &mut ManifestBody| *body = long_rankings(body, Method::StvMeek, 10);
    let detail = refused(&fixture, &client, too_long, "manifest-invalid").await;
    assert!(detail.contains("too long for a result"), "{detail}");
    let ambiguous = |body: &mut ManifestBody| body.questions[1].options[1].id = "abstain".to_owned();
    let detail = refused(&fixture, &client, ambiguous, "manifest-invalid").await;
    assert!(detail.contains("must not be \"abstain\""), "{detail}");
}
