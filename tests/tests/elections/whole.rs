//! An election from the first account to the recount.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;

use cli::client::Session;
use crypto::ballot::Ballot;
use crypto::encoding::BallotHash;
use crypto::log::checkpoint::{Checkpoint, poll_origin};
use crypto::log::entry::Entry;
use crypto::log::merkle::Tree;
use crypto::log::proof::TlogProof;
use crypto::manifest::Manifest;
use crypto::note::Note;
use crypto::receipt::{ReceiptFile, receipt_code};
use crypto::statement::{self, Issuance, Outcome};
use e2e::audit::{assert_holds, audit};
use e2e::election::Election;
use e2e::poll::{Draft, abstention, choice};
use e2e::recount;
use e2e::services::{Delivery, Side, Store};
use e2e::traces::{assert_absent, is_present};
use serde_json::Value;

#[test]
fn an_election_with_real_mail_on_sqlite() {
    play(Election::start(Store::Sqlite, Delivery::Smtp).expect("SQLite is built in"));
}

#[test]
fn an_election_on_postgresql() {
    if let Some(election) = Election::start(Store::Postgres, Delivery::Outbox) {
        play(election);
    }
}

fn play(mut election: Election) {
    let voters: Vec<Session> = VOTERS.iter().map(|email| election.voter(email)).collect();
    let roll = format!(
        "email,name\n{}\nabsent@people.example.org,Absent\n",
        VOTERS.map(|it| format!("{it},")).join("\n")
    );
    let draft = Draft { roll: true, ..Draft::default() };
    let manifest = election.publish_with_roll(&draft, Some(&roll));
    assert_eq!(manifest.eligible, Some(5));

    let votes = [choice("garden"), choice("lake"), choice("garden"), abstention()];
    let ballots: Vec<Ballot> =
        voters.iter().zip(&votes).map(|(voter, vote)| election.vote(&manifest, voter, vote)).collect();

    nothing_tells_the_outcome_yet(&election, &manifest);
    let kept = tempfile::tempdir().expect("a folder for what an auditor keeps");
    anyone_can_audit_what_there_is(&election, &manifest, kept.path());
    every_voter_is_told_of_the_pass_and_never_of_its_bytes(&election, &ballots);
    receipts_hold(&election, &manifest, &ballots, "logged");

    election.announce_close_in(&manifest, 8);
    election.services.crash(Side::Registrar);
    let outcome = election.await_result(&manifest);
    assert_eq!(
        (outcome.ballots, outcome.issued),
        (4, None),
        "the result waits for no registrar that is down"
    );
    receipts_hold(&election, &manifest, &ballots, "counted");

    election.services.restart(Side::Registrar);
    let outcome = the_issuance_statement_arrives(&election, &manifest, &outcome);
    anyone_can_recount(&election, &manifest, &outcome, &ballots);
    the_bundle_says_the_same(&election, &manifest, &outcome);
    the_audit_finds_nothing(&election, &manifest, &ballots, kept.path());
    neither_side_knows_the_other_half(&election, &ballots);
    logs_tell_of_nobody(&election, &ballots);
}

fn nothing_tells_the_outcome_yet(election: &Election, manifest: &Manifest) {
    let summary = election.summary(manifest);
    assert_eq!((summary.phase.as_str(), summary.ballots, summary.counts), ("voting", 4, None));
    let ballot_box = election.services.ballot_box();
    for path in ["/result", "/results/1", "/ballots", "/ballots.csv", "/ballots.ndjson", "/bundle"] {
        let refused = ballot_box.get(&manifest.id(), path).expect_err(path);
        assert!(refused.name().is_some(), "{path}: {refused}");
    }
}

fn every_voter_is_told_of_the_pass_and_never_of_its_bytes(election: &Election, ballots: &[Ballot]) {
    for voter in VOTERS {
        election.services.mailbox.await_mail(voter, |mail| (cli::mail::token(mail).is_none()).then_some(()));
    }
    let mails: Vec<_> = election
        .services
        .mailbox
        .all()
        .into_iter()
        .map(|mail| ("a mail".into(), mail.into_bytes()))
        .collect();
    for ballot in ballots {
        assert_absent(&mails, "a voting pass", &ballot.token().as_bytes()[2..]);
        assert_absent(&mails, "a receipt code", receipt_code(&ballot.hash()).as_bytes());
    }
}

fn receipts_hold(election: &Election, manifest: &Manifest, ballots: &[Ballot], state: &str) {
    let ballot_box = election.services.ballot_box();
    let mut numbers = Vec::new();
    for ballot in ballots {
        let hash = ballot.hash();
        let by_hash = ballot_box.receipt(&manifest.id(), &hash.to_string()).expect("the hash is known");
        let code = receipt_code(&hash);
        let by_code = ballot_box.receipt(&manifest.id(), &code.to_lowercase()).expect("the code is known");
        assert_eq!((&by_hash, by_hash.state.as_str(), by_hash.ballot), (&by_code, state, hash));
        numbers.extend(by_hash.number);

        let promise = election.cast(manifest, ballot).expect("the same ballot gets its promise again");
        let proof = ballot_box.proof(&manifest.id(), &hash).expect("a logged ballot has a proof");
        let file = ReceiptFile { promise, proof: Some(TlogProof::parse(&proof).expect("a tlog-proof")) };
        let read = ReceiptFile::parse(&file.to_string()).expect("a receipt file reads back");
        let receipt = read.verify(&manifest.ballot_box.key).expect("the receipt holds offline");
        assert_eq!(receipt.promise.ballot, hash);
        assert!(receipt.logged.is_some());
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=4).collect::<Vec<u64>>());
    let unknown = BallotHash::from([7; 32]);
    for stranger in [unknown.to_string(), receipt_code(&unknown)] {
        assert_eq!(
            ballot_box.receipt(&manifest.id(), &stranger).expect_err("unknown").name(),
            Some("not-found")
        );
    }
}

/// The registrar sends it when issuance closes; a second result then differs in nothing but what it must.
fn the_issuance_statement_arrives(election: &Election, manifest: &Manifest, first: &Outcome) -> Outcome {
    let ballot_box = election.services.ballot_box();
    let note = election.wait_for("the issuance statement", || {
        ballot_box.get(&manifest.id(), "/issuance").ok().map(|answer| answer.text().expect("a note is text"))
    });
    let (issuance, _) =
        statement::open::<Issuance>(&note, &manifest.registrar.key).expect("the registrar signed it");
    assert_eq!((issuance.poll, issuance.eligible, issuance.issued), (manifest.id(), Some(5), 4));
    let second = election.wait_for("the second result", || {
        let note = ballot_box.get(&manifest.id(), "/results/2").ok()?.text().ok()?;
        Some(statement::open::<Outcome>(&note, &manifest.ballot_box.key).expect("the result is signed").0)
    });
    assert_eq!((second.issued, second.ballots, &second.tally), (Some(4), first.ballots, &first.tally));
    assert_eq!(second.tree_size, first.tree_size + 1);
    second
}

fn anyone_can_recount(election: &Election, manifest: &Manifest, outcome: &Outcome, cast: &[Ballot]) {
    let ballot_box = election.services.ballot_box();
    let get = |path: &str| ballot_box.get(&manifest.id(), path).expect(path).body;
    let published = recount::split(&get("/ballots"));
    let expected =
        BTreeMap::from([("garden".to_owned(), 2), ("lake".to_owned(), 1), ("abstain".to_owned(), 1)]);
    assert_eq!(recount::count(&published), BTreeMap::from([("party".to_owned(), expected)]));
    let tally = serde_json::to_value(&outcome.tally).expect("a tally is JSON");
    assert_eq!(recount::count(&published), recount::stated(&tally));

    let mut hashes: Vec<BallotHash> = published
        .iter()
        .map(|bytes| {
            let ballot = Ballot::parse(bytes, manifest.content_size).expect("a ballot of this poll");
            ballot.verify(manifest).expect("a valid ballot");
            ballot.hash()
        })
        .collect();
    hashes.sort_unstable();
    let mut mine: Vec<BallotHash> = cast.iter().map(Ballot::hash).collect();
    mine.sort_unstable();
    assert_eq!(hashes, mine, "exactly the ballots that were cast");

    let mut tree = Tree::new();
    for entry in get("/entries").chunks(33) {
        tree.push(&Entry::parse(entry).expect("an entry"));
    }
    let origin = poll_origin(manifest.ballot_box.key.name(), &manifest.id());
    let note = String::from_utf8(get("/checkpoint")).expect("a note is text");
    let (checkpoint, _) =
        Checkpoint::open(&note, &manifest.ballot_box.key, &origin).expect("a signed checkpoint");
    assert_eq!((checkpoint.size, checkpoint.root), (tree.size(), tree.root()));
    assert_eq!((outcome.tree_size, outcome.root), (tree.size(), tree.root()));
}

fn the_bundle_says_the_same(election: &Election, manifest: &Manifest, outcome: &Outcome) {
    let ballot_box = election.services.ballot_box();
    let bundle = ballot_box.get(&manifest.id(), "/bundle").expect("a counted poll has a bundle").body;
    let mut files = BTreeMap::new();
    for file in tar::Archive::new(bundle.as_slice()).entries().expect("a tar") {
        let mut file = file.expect("a tar entry");
        let name = file.path().expect("a name").to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        files.insert(name, bytes);
    }
    for (name, path) in [
        ("manifest.note", "/manifest"),
        ("assets/1.note", "/assets/1"),
        ("issuance.note", "/issuance"),
        ("entries.bin", "/entries"),
        ("checkpoint", "/checkpoint"),
        ("ballots.bin", "/ballots"),
        ("results/1.note", "/results/1"),
        ("results/2.note", "/results/2"),
    ] {
        let served = ballot_box.get(&manifest.id(), path).expect(path).body;
        assert_eq!(files.remove(name).as_ref(), Some(&served), "{name}");
    }
    assert!(files.remove("notices/1.note").is_some(), "the early close");
    assert!(files.is_empty(), "unexpected in the bundle: {:?}", files.keys());
    let tally = serde_json::to_value(&outcome.tally).expect("a tally is JSON");
    let ballots = ballot_box.get(&manifest.id(), "/ballots").expect("the ballots").body;
    assert_eq!(recount::count(&recount::split(&ballots)), recount::stated(&tally));
    assert!(Note::parse(&ballot_box.result(&manifest.id()).expect("a result")).is_ok());
}

/// While the poll is running: all but the ballots.
fn anyone_can_audit_what_there_is(election: &Election, manifest: &Manifest, kept: &Path) {
    let url = format!("{}/polls/{}", manifest.ballot_box.url, manifest.id());
    let warnings = assert_holds(&url, [""; 0]);
    assert_eq!(warnings, ["test-poll", "not-counted", "issued-unknown", "keys-not-pinned"]);
    let checkpoint = election.services.ballot_box().checkpoint(&manifest.id()).expect("a checkpoint");
    fs::write(kept.join("earlier.checkpoint"), checkpoint).expect("it can be kept");
}

fn the_audit_finds_nothing(election: &Election, manifest: &Manifest, ballots: &[Ballot], kept: &Path) {
    let (bundle, earlier) = (kept.join("bundle.tar"), kept.join("earlier.checkpoint"));
    let served = election.services.ballot_box().get(&manifest.id(), "/bundle").expect("a bundle").body;
    fs::write(&bundle, served).expect("it can be kept");
    let promise = election.cast(manifest, &ballots[2]).expect("the promise again");
    let receipt = kept.join("mine.psephos-receipt");
    fs::write(&receipt, ReceiptFile { promise, proof: None }.to_string()).expect("it can be kept");
    let keys = format!("{},{}", manifest.registrar.key, manifest.ballot_box.key);
    let poll = manifest.id().to_string();
    let known = [
        "--poll",
        &poll,
        "--keys",
        &keys,
        "--since",
        &earlier.to_string_lossy(),
        "--receipt",
        &receipt.to_string_lossy(),
    ];
    let url = format!("{}/polls/{}", manifest.ballot_box.url, manifest.id());
    for source in [url.as_str(), &bundle.to_string_lossy()] {
        assert_eq!(assert_holds(source, known), ["test-poll"], "{source}");
        let (_, report) = audit(source, known);
        assert_eq!(report["figures"]["ballots"], 4);
        assert_eq!(
            report["tally"]["party"]["counts"],
            serde_json::json!({"garden": 2, "lake": 1, "roof": 0})
        );
        assert!(report["receipts"][0]["number"].is_u64(), "{}", report["receipts"]);
    }

    let mut spoiled = fs::read(&bundle).expect("the bundle");
    let place = spoiled.windows(9).position(|bytes| bytes == b"{\"answers").expect("a ballot's content");
    spoiled[place + 30] ^= 1;
    fs::write(&bundle, spoiled).expect("it can be spoiled");
    let (code, report) = audit(&bundle.to_string_lossy(), known);
    assert_eq!((code, &report["verdict"]), (Some(1), &serde_json::json!("faults")));
    assert_eq!(report["fault_counts"]["signature-invalid"], 1, "{:#}", report["faults"]);
}

fn neither_side_knows_the_other_half(election: &Election, ballots: &[Ballot]) {
    let (registrar, ballot_box) =
        (election.services.stored(Side::Registrar), election.services.stored(Side::BallotBox));
    for voter in VOTERS {
        assert!(is_present(&registrar, voter.as_bytes()), "the search finds what is there");
        assert_absent(&ballot_box, voter, voter.as_bytes());
    }
    assert_absent(&ballot_box, "a domain of voters", b"people.example.org");
    for ballot in ballots {
        assert!(is_present(&ballot_box, ballot.nonce()), "the search finds what is there");
        assert_absent(&registrar, "a one-time key", ballot.nonce());
        assert_absent(&registrar, "a ballot hash", ballot.hash().as_bytes());
        assert_absent(&registrar, "a pass's signature", ballot.token().authenticator());
    }
}

/// After a whole election, with failures, and a mail for every step of it.
fn logs_tell_of_nobody(election: &Election, ballots: &[Ballot]) {
    let registrar = election.services.registrar();
    assert!(registrar.sign_in(VOTERS[0], "not the password").is_err());
    assert!(registrar.sign_in("nobody@people.example.org", "not the password").is_err());
    for side in [Side::Registrar, Side::BallotBox] {
        let mut stored = election.services.stored(side);
        stored.retain(|(path, _)| path.ends_with("service.log"));
        let [(_, log)] = stored.as_slice() else { panic!("one log of the {side:?}") };
        let lines = String::from_utf8_lossy(log);
        for line in lines.lines() {
            let line: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("not JSON: {line}"));
            assert!(line["timestamp"].is_string() && line["level"].is_string(), "{line}");
            let message = line["fields"]["message"].as_str().expect("a message");
            // Addresses of people have an @, and those of their machines stand only where a service tells its own.
            assert!(!message.contains('@'), "{message}");
            assert!(message.starts_with("ready at ") || !message.contains("127.0.0.1"), "{message}");
        }
        for mail in election.services.mailbox.all() {
            if let Some(token) = cli::mail::token(&mail) {
                assert_absent(&stored, "a mailed token", token.as_bytes());
            }
        }
        for ballot in ballots {
            assert_absent(&stored, "a ballot", ballot.hash().as_bytes());
            assert_absent(&stored, "a one-time key", ballot.nonce());
            assert_absent(&stored, "a receipt code", receipt_code(&ballot.hash()).as_bytes());
        }
    }
}

const VOTERS: [&str; 4] = [
    "ada@people.example.org",
    "ben@people.example.org",
    "cleo@people.example.org",
    "dora@people.example.org",
];
