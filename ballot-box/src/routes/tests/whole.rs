//! One poll from manifest to result.

use crypto::encoding::{BallotHash, Digest};
use crypto::log::checkpoint::Checkpoint;
use crypto::log::entry::Entry;
use crypto::log::merkle::Tree;
use crypto::log::proof::TlogProof;
use crypto::note::Note;
use crypto::receipt::receipt_code;
use crypto::statement::{self, Issuance, Outcome, Promise};

use super::*;
use crate::testing::{Fixture, ballots, hash};

#[tokio::test(flavor = "multi_thread")]
async fn a_poll_goes_from_manifest_to_result() {
    let fixture = Fixture::new();
    let client = fixture.client().await;
    let key = fixture.ballot_box.key().verifier().clone();

    let note = fixture.manifest_note(&fixture.body());
    let answer = post_note(&client, "/api/v1/polls", &note).await;
    assert_eq!(answer.status, CREATED, "{}", answer.text());
    let countersigned = Note::parse(&answer.text()).unwrap();
    countersigned.verify(&key).unwrap();
    countersigned.verify(fixture.registrar.verifier()).unwrap();
    let again = post_note(&client, "/api/v1/polls", &note).await;
    assert_eq!((again.status, again.body), (OK, answer.body));

    let poll = fixture.ballot_box.polls().pop().unwrap();
    let cast_ballots = ballots(poll.manifest(), 5);
    for ballot in &cast_ballots {
        let answer = cast(&client, &poll, ballot).await;
        assert_eq!(answer.status, CREATED, "{}", answer.text());
        let (promise, _) = statement::open::<Promise>(&answer.text(), &key).unwrap();
        assert_eq!(promise, Promise { poll: poll.id(), ballot: hash(ballot) });
        let again = cast(&client, &poll, ballot).await;
        assert_eq!((again.status, &again.body), (OK, &answer.body));
    }
    let shown = get(&client, &api(&poll, "")).await.json();
    assert_eq!((shown["ballots"].as_u64(), shown["phase"].as_str()), (Some(5), Some("voting")));
    let code = receipt_code(&hash(&cast_ballots[0]));
    let receipt = get(&client, &api(&poll, &format!("/receipts/{code}"))).await.json();
    assert_eq!(receipt["state"], "logged");

    fixture.skip(3611);
    fixture.ballot_box.tick(false).join_all().await;
    let result = get(&client, &api(&poll, "/result")).await;
    let (outcome, _) = statement::open::<Outcome>(&result.text(), &key).unwrap();
    assert_eq!((outcome.ballots, outcome.issued), (5, None));
    assert_eq!(outcome.tally["q1"]["counts"], serde_json::json!({"a": 3, "b": 2}));
    assert_eq!(outcome.tally["q2"]["totals"], serde_json::json!({"a": 15, "b": 10}));

    let issuance = Issuance { poll: poll.id(), eligible: Some(100), issued: 5, at: fixture.now() };
    let issuance = statement::sign(&issuance, &fixture.registrar).to_string();
    assert_eq!(post_note(&client, &api(&poll, "/issuance"), &issuance).await.status, CREATED);
    let second = get(&client, &api(&poll, "/results/2")).await;
    let (second, _) = statement::open::<Outcome>(&second.text(), &key).unwrap();
    assert_eq!((second.issued, &second.tally), (Some(5), &outcome.tally));
    assert_eq!(second.tree_size, outcome.tree_size + 1);

    // An auditor's view: the entries are exactly what is published, and lead to the checkpoint and the result.
    let checkpoint = get(&client, &page(&poll, "/log/checkpoint")).await;
    let (checkpoint, _) = Checkpoint::open(&checkpoint.text(), &key, &poll.origin()).unwrap();
    assert_eq!((checkpoint.size, checkpoint.root), (second.tree_size, second.root));
    let entries = get(&client, &api(&poll, "/entries")).await.body;
    let mut tree = Tree::new();
    entries.as_chunks::<33>().0.iter().for_each(|entry| tree.push(&Entry::parse(entry).unwrap()));
    assert_eq!((tree.size(), tree.root()), (checkpoint.size, checkpoint.root));
    assert_eq!(entries[1..33], *Digest::of(poll.manifest().text().as_bytes()).as_bytes());

    let receipt = get(&client, &api(&poll, &format!("/receipts/{code}"))).await.json();
    assert_eq!(receipt["state"], "counted");
    let proof = get(&client, &api(&poll, &format!("/receipts/{}/proof", hash(&cast_ballots[0])))).await;
    let proof = TlogProof::parse(&proof.text()).unwrap();
    proof.verify(&Entry::ballot(hash(&cast_ballots[0])), &key, &poll.origin()).unwrap();
    assert_eq!(Some(proof.index), receipt["index"].as_u64());

    let published = get(&client, &api(&poll, "/ballots")).await;
    assert_eq!(published.header("Content-Type"), "application/vnd.psephos.ballots");
    let length = cast_ballots[0].len();
    let listed: Vec<BallotHash> =
        published.body.chunks(length + 2).map(|ballot| hash(&ballot[2..])).collect();
    let mut expected: Vec<BallotHash> = cast_ballots.iter().map(|ballot| hash(ballot)).collect();
    let mut sorted = listed.clone();
    sorted.sort();
    expected.sort();
    assert_eq!(sorted, expected);
}
