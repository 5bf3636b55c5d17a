//! `POST /api/v1/polls/{id}/ballots`.

use crypto::statement::{self, Promise, Refusal};
use rocket::futures::future::join_all;

use super::*;
use crate::testing::{Fixture, Voter, ballots, databases, hash};

/// Checks a refusal with its signed note, and returns the document.
fn refusal(answer: &Answer, fixture: &Fixture, poll: &Poll, ballot: &[u8], status: u16, name: &str) -> Value {
    assert_eq!((answer.status, answer.problem().as_str()), (status, name), "{}", answer.text());
    let document = answer.json();
    let note = document["refusal"].as_str().unwrap();
    let (refusal, _) = statement::open::<Refusal>(note, fixture.ballot_box.key().verifier()).unwrap();
    assert_eq!(refusal, Refusal { poll: poll.id(), ballot: hash(ballot), reason: name.to_owned() });
    document
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_ballot_is_refused_before_anything_else() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    let ballot = Voter::with_pass(poll.manifest()).ballot(poll.manifest(), 0);
    let path = api(&poll, "/ballots");
    for media_type in ["application/octet-stream", "text/plain", "application/json"] {
        let answer = post(&client, &path, media_type, &ballot).await;
        assert_eq!((answer.status, answer.problem().as_str()), (415, "wrong-media-type"));
    }
    let untyped = Answer::of(client.post(&path).body(&ballot).dispatch().await).await;
    assert_eq!(untyped.problem(), "wrong-media-type");
    let mut longer = ballot.clone();
    longer.push(0);
    let mut newer = ballot.clone();
    newer[0] = 2;
    for bad in [&[], &ballot[..1], &ballot[..ballot.len() - 1], &longer, &newer, &vec![1; 60_000]] {
        let answer = cast(&client, &poll, bad).await;
        assert_eq!((answer.status, answer.problem().as_str()), (422, "ballot-malformed"));
    }
    assert_eq!(cast(&client, &poll, &vec![1; 65_536]).await.problem(), "ballot-malformed");
    for large in [65_537, 70_000] {
        let answer = cast(&client, &poll, &vec![1; large]).await;
        assert_eq!((answer.status, answer.problem().as_str()), (413, "too-large"), "{large}");
    }
    assert_eq!(cast(&client, &poll, &ballot).await.status, CREATED);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ballot_with_any_byte_flipped_is_refused() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    let ballot = Voter::with_pass(poll.manifest()).ballot(poll.manifest(), 0);
    for place in 0..ballot.len() {
        let mut flipped = ballot.clone();
        flipped[place] ^= 1 << (place % 8);
        let answer = cast(&client, &poll, &flipped).await;
        let name = answer.problem();
        // Version 1, token 354, length 2, content, signature 64.
        let expected: &[&str] = match place {
            0 | 355 | 356 => &["ballot-malformed"],
            1..355 => &["token-invalid", "ballot-malformed"],
            _ => &["signature-invalid"],
        };
        assert!(expected.contains(&name.as_str()), "byte {place}: {name}");
        if name != "ballot-malformed" {
            refusal(&answer, &fixture, &poll, &flipped, 403, &name);
        }
    }
    assert_eq!(fixture.ballot_box.poll(poll.id()).unwrap().log().ballots(), 0);
    assert_eq!(cast(&client, &poll, &ballot).await.status, CREATED);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pass_of_another_poll_opens_nothing() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    let mut body = fixture.body();
    body.title = "Another".into();
    let other = fixture.publish(body).await;
    let ballot = Voter::with_pass(poll.manifest()).ballot(poll.manifest(), 0);
    let answer = cast(&client, &other, &ballot).await;
    refusal(&answer, &fixture, &other, &ballot, 403, "token-invalid");
}

#[tokio::test(flavor = "multi_thread")]
async fn votes_that_the_poll_does_not_allow_are_refused() {
    use crypto::ballot::{Ballot, BallotKey};
    use crypto::token::{TokenInput, finalize_token, request_token};

    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    let manifest = poll.manifest();
    let (secret, public) = crate::testing::issuer();
    for content in [
        r#"{"answers":{"q1":{"choose":["c"]},"q2":"abstain"}}"#,
        r#"{"answers":{"q1":{"choose":["a","b"]},"q2":"abstain"}}"#,
        r#"{"answers":{"q2":"abstain","q1":"abstain"}}"#,
        r#"{ "answers":{"q1":"abstain","q2":"abstain"}}"#,
        r#"{"answers":{"q1":"abstain","q2":{"score":{"a":6,"b":0}}}}"#,
        "",
        "\u{0}",
    ] {
        let key = BallotKey::generate();
        let input = TokenInput::new(key.nonce(), manifest.challenge_digest(), *public.id());
        let (request, blinding) = request_token(public, input).unwrap();
        let token = finalize_token(public, input, &request.sign(secret).unwrap(), &blinding).unwrap();
        let mut bytes = content.as_bytes().to_vec();
        bytes.resize(usize::from(manifest.content_size), b' ');
        let ballot = Ballot::seal(&key, token, bytes).to_bytes();
        let answer = cast(&client, &poll, &ballot).await;
        refusal(&answer, &fixture, &poll, &ballot, 422, "content-invalid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pass_is_good_for_one_ballot() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (client, poll) = (fixture.client().await, fixture.poll().await);
        let voter = Voter::with_pass(poll.manifest());
        let (first, second) = (voter.ballot(poll.manifest(), 0), voter.ballot(poll.manifest(), 1));
        let promise = cast(&client, &poll, &first).await;
        assert_eq!(promise.status, CREATED);
        for _ in 0..2 {
            let answer = cast(&client, &poll, &second).await;
            let document = refusal(&answer, &fixture, &poll, &second, 409, "token-spent");
            assert_eq!(document["promise"], promise.text());
            let again = cast(&client, &poll, &first).await;
            assert_eq!((again.status, again.body), (OK, promise.body.clone()));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_64_ballots_of_one_pass_cast_at_once_one_is_accepted() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (client, poll) = (fixture.client().await, fixture.poll().await);
        let voter = Voter::with_pass(poll.manifest());
        let (first, second) = (voter.ballot(poll.manifest(), 0), voter.ballot(poll.manifest(), 1));
        let casts = (0..64).map(|n| cast(&client, &poll, if n % 2 == 0 { &first } else { &second }));
        let answers = join_all(casts).await;
        let count = |status| answers.iter().filter(|answer| answer.status == status).count();
        assert_eq!((count(CREATED), count(OK), count(409)), (1, 31, 32));
        assert_eq!((poll.accepted(), poll.log().ballots()), (1, 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_voters_at_once_are_all_served() {
    for database in databases() {
        let fixture = Fixture::on(database);
        let (client, poll) = (fixture.client().await, fixture.poll().await);
        let cast_ballots = ballots(poll.manifest(), 100);
        let answers = join_all(cast_ballots.iter().map(|ballot| cast(&client, &poll, ballot))).await;
        assert!(answers.iter().all(|answer| answer.status == CREATED));
        assert_eq!((poll.accepted(), poll.log().ballots()), (100, 100));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn windows_are_kept() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let mut body = fixture.body();
    body.voting_opens = fixture.now().plus(500);
    let poll = fixture.publish(body).await;
    let manifest = poll.manifest();
    let (early, late) =
        (Voter::with_pass(manifest).ballot(manifest, 0), Voter::with_pass(manifest).ballot(manifest, 1));

    let answer = cast(&client, &poll, &early).await;
    refusal(&answer, &fixture, &poll, &early, 403, "voting-not-open");
    fixture.skip(500);
    let promise = cast(&client, &poll, &early).await;
    assert_eq!(promise.status, CREATED);
    fixture.skip(3100);
    // Over by the clock, and then by the result too.
    for _ in 0..2 {
        let answer = cast(&client, &poll, &late).await;
        refusal(&answer, &fixture, &poll, &late, 403, "voting-closed");
        let again = cast(&client, &poll, &early).await;
        assert_eq!((again.status, &again.body), (OK, &promise.body));
        fixture.ballot_box.tick(false).join_all().await;
    }
    let mut broken = late.clone();
    broken[400] ^= 1;
    let answer = cast(&client, &poll, &broken).await;
    refusal(&answer, &fixture, &poll, &broken, 403, "signature-invalid");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promised_ballot_that_was_lost_is_accepted_until_the_result() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    let manifest = poll.manifest();
    let lost = Voter::with_pass(manifest).ballot(manifest, 0);
    let other = Voter::with_pass(manifest).ballot(manifest, 1);
    let promise =
        statement::sign(&Promise { poll: poll.id(), ballot: hash(&lost) }, fixture.ballot_box.key())
            .to_string();
    fixture.skip(3601);

    let answer = cast(&client, &poll, &lost).await;
    refusal(&answer, &fixture, &poll, &lost, 403, "voting-closed");
    let answer = cast_with(&client, &poll, &other, &promise).await;
    refusal(&answer, &fixture, &poll, &other, 403, "voting-closed");
    let forged =
        statement::sign(&Promise { poll: poll.id(), ballot: hash(&lost) }, &fixture.registrar).to_string();
    for bad in [forged.as_str(), "junk", ""] {
        assert_eq!(cast_with(&client, &poll, &lost, bad).await.problem(), "voting-closed");
    }
    let answer = cast_with(&client, &poll, &lost, &promise).await;
    assert_eq!((answer.status, answer.text()), (CREATED, promise.clone()));

    fixture.skip(10);
    fixture.ballot_box.tick(false).join_all().await;
    assert_eq!(poll.state().results[0].0.ballots, 1);
    let late = statement::sign(&Promise { poll: poll.id(), ballot: hash(&other) }, fixture.ballot_box.key())
        .to_string();
    assert_eq!(cast_with(&client, &poll, &other, &late).await.problem(), "voting-closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ballot_that_comes_to_light_after_the_result_is_promised_nothing() {
    for database in databases() {
        let fixture = Fixture::on(database);
        fixture.ballot_box.clock().stand_still();
        let (client, poll, cancelled) = (fixture.client().await, fixture.poll().await, {
            let mut body = fixture.body();
            body.title = "Another".into();
            fixture.publish(body).await
        });
        let all = ballots(poll.manifest(), 3);
        let promise = cast(&client, &poll, &all[0]).await;
        assert_eq!(promise.status, CREATED);
        let cancel = fixture.notice(&cancelled, 1, crypto::statement::NoticeKind::Cancel, None);
        assert_eq!(post_note(&client, &api(&cancelled, "/notices"), &cancel).await.status, CREATED);

        // As when the server commits what it was told long before. First while the result waits for the registrar.
        fixture.skip(3601);
        fixture.ballot_box.tick(false).join_all().await;
        fixture.store_ballot(&poll, &all[1]);
        let answer = cast(&client, &poll, &all[1]).await;
        assert_eq!((answer.status, answer.problem().as_str()), (503, "overloaded"));
        fixture.skip(10);
        fixture.ballot_box.tick(false).join_all().await;
        assert_eq!(poll.state().results[0].0.ballots, 2);
        assert_eq!(cast(&client, &poll, &all[1]).await.status, OK);

        let late = &ballots(cancelled.manifest(), 1)[0];
        for (poll, ballot) in [(&poll, &all[2]), (&cancelled, late)] {
            fixture.store_ballot(poll, ballot);
            let answer = cast(&client, poll, ballot).await;
            refusal(&answer, &fixture, poll, ballot, 403, "voting-closed");
            let receipt = get(&client, &api(poll, &format!("/receipts/{}", hash(ballot)))).await;
            assert_eq!(receipt.problem(), "not-found");
        }
        let again = cast(&client, &poll, &all[0]).await;
        assert_eq!((again.status, again.body), (OK, promise.body));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ballot_box_that_is_stopping_says_try_again() {
    let fixture = Fixture::new();
    let (client, poll) = (fixture.client().await, fixture.poll().await);
    let ballot = Voter::with_pass(poll.manifest()).ballot(poll.manifest(), 0);
    fixture.ballot_box.appender().stop();
    let answer = cast(&client, &poll, &ballot).await;
    assert_eq!((answer.status, answer.problem().as_str()), (503, "overloaded"));
    assert_eq!(answer.header("Retry-After"), "1");
}
