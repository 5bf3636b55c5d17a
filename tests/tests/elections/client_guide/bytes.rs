//! The blocks of the guide against `tests/vectors/election.json`, and against the library, as a client uses it.

use std::collections::BTreeMap;
use std::fs;

use crypto::ballot::{Ballot, BallotKey};
use crypto::blind_rsa::{blind_with, finalize};
use crypto::encoding::{Digest, hex, parse_b64, parse_b64url, sha256};
use crypto::log::checkpoint::{Checkpoint, poll_origin};
use crypto::log::entry::Entry;
use crypto::log::merkle::Tree;
use crypto::log::proof::TlogProof;
use crypto::manifest::Manifest;
use crypto::note::{Note, VerifierKey};
use crypto::receipt::{ReceiptFile, receipt_code};
use crypto::statement::{self, Outcome, Pass, Promise};
use crypto::token::{Token, TokenInput, TokenRequest, challenge, check_code};
use e2e::audit::assert_holds;
use e2e::binary;
use e2e::guide::Guide;
use serde_json::Value;

#[test]
fn every_block_of_the_guide_is_of_the_published_vectors() {
    let (guide, election) = (Guide::open(), vectors());
    let (voter, secrets) = (&election["voters"][0], &election["inputs"]["voters"][0]);
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let line = |value: &Value| format!("{}\n", value.as_str().expect("a text"));
    let known = format!(
        "poll id         {}\nregistrar key   {}\nballot box key  {}\n",
        text(&election["poll"]),
        text(&election["registrar_key"]),
        text(&election["ballot_box_key"])
    );
    let last_proof = &election["proofs"][place(&election, &voter["ballot_hash"])];
    let texts = BTreeMap::from([
        ("known", known),
        ("pass.note", text(&voter["pass_note"])),
        ("content", format!("{}\n", text(&voter["content"]).trim_end())),
        ("ballot hash", line(&voter["ballot_hash"])),
        ("receipt code", line(&voter["receipt_code"])),
        ("receipt file", format!("{}proof\n{}", text(&voter["promise"]), text(last_proof))),
        ("assets/1.note", text(&election["assets"])),
        ("issuance.note", text(&election["issuance"])),
        ("checkpoint", text(&election["checkpoint"])),
    ]);
    let entries = election["entries"].as_array().expect("entries").iter().map(text).collect::<String>();
    let hexes = BTreeMap::from([
        ("token key", text(&election["token_key"])),
        ("token key id", text(&election["token_key_id"])),
        ("challenge", text(&election["challenge"])),
        ("challenge digest", text(&election["challenge_digest"])),
        ("seed of the ballot key", text(&secrets["ballot_key"])),
        ("salt", text(&secrets["salt"])),
        ("r", text(&secrets["r"])),
        ("nonce", text(&voter["nonce"])),
        ("token input", text(&voter["token_input"])),
        ("inverse of r", text(&voter["inverse"])),
        ("token", text(&voter["token"])),
        ("ballot", text(&voter["ballot"])),
        ("entries.bin", entries),
    ]);
    for name in guide.values() {
        match (texts.get(name), hexes.get(name)) {
            (Some(expected), None) => assert_eq!(guide.text(name), expected, "{name}"),
            (None, Some(expected)) => assert_eq!(&hex(&guide.bytes(name)), expected, "{name}"),
            _ => panic!("the block {name} is compared with nothing"),
        }
    }
    assert_eq!(guide.values().count(), texts.len() + hexes.len());
    for (message, body) in [
        ("manifest 200", text(&election["manifest_note"])),
        ("cast 201", text(&voter["promise"])),
        ("proof 200", text(last_proof)),
        ("result 200", text(&election["result"])),
    ] {
        assert_eq!(guide.message(message).text(), body, "{message}");
    }
    for (message, body) in
        [("token", &voter["request"]), ("token 200", &voter["response"]), ("cast", &voter["ballot"])]
    {
        assert_eq!(hex(&guide.message(message).body.expect("a body")), text(body), "{message}");
    }
}

#[test]
fn the_work_of_the_guide_solves_its_challenge() {
    let guide = Guide::open();
    let challenge: Value = serde_json::from_str(guide.message("work 200").text()).unwrap();
    let register: Value = serde_json::from_str(guide.message("register").text()).unwrap();
    let solved = parse_b64(register["altcha"].as_str().unwrap()).unwrap();
    let solved: Value = serde_json::from_slice(&solved).unwrap();
    let number = solved["number"].as_u64().unwrap();
    assert!(number <= challenge["maxnumber"].as_u64().unwrap() && guide.says(&format!("`{number}`")));
    let hash = sha256(&[challenge["salt"].as_str().unwrap().as_bytes(), number.to_string().as_bytes()]);
    assert_eq!(challenge["challenge"], hex(&hash));
    let mut expected = challenge.clone();
    expected["number"] = number.into();
    assert_eq!(solved, expected);
}

#[test]
fn a_client_that_follows_the_guide_gets_from_one_block_to_the_next() {
    let guide = Guide::open();
    let manifest = manifest(&guide);
    let token = pass(&guide, &manifest);
    let ballot = ballot(&guide, &manifest, token);
    receipt(&guide, &manifest, &ballot);
    audit(&guide, &manifest);
}

fn known(guide: &Guide, name: &str) -> String {
    let line = guide.text("known").lines().find_map(|line| line.strip_prefix(name));
    line.expect("it is among the three").trim().to_owned()
}

fn manifest(guide: &Guide) -> Manifest {
    let note = Note::parse(guide.message("manifest 200").text()).unwrap();
    let manifest = Manifest::parse(note.text()).unwrap();
    assert_eq!(manifest.id().to_string(), known(guide, "poll id"));
    for (name, service) in [("registrar key", &manifest.registrar), ("ballot box key", &manifest.ballot_box)]
    {
        let key: VerifierKey = known(guide, name).parse().unwrap();
        assert_eq!(key, service.key);
        note.verify(&key).unwrap();
    }
    let key = manifest.token_key();
    assert_eq!(guide.bytes("token key"), key.spki());
    assert_eq!(guide.bytes("token key id"), key.id());
    let names = (manifest.registrar.name.as_str(), manifest.ballot_box.name.as_str());
    assert_eq!(guide.bytes("challenge"), challenge(names.0, manifest.id().as_bytes(), names.1));
    assert_eq!(guide.bytes("challenge digest"), sha256(&[&guide.bytes("challenge")]));
    manifest
}

fn pass(guide: &Guide, manifest: &Manifest) -> Token {
    let key = manifest.token_key();
    let ballot_key = ballot_key(guide);
    assert_eq!(guide.bytes("nonce"), ballot_key.nonce());
    let input = TokenInput::new(ballot_key.nonce(), manifest.challenge_digest(), *key.id()).to_bytes();
    assert_eq!(guide.bytes("token input"), input);
    let (blinded, blinding) =
        blind_with(key.public(), &input, &guide.bytes("salt"), &guide.bytes("r")).unwrap();
    assert_eq!(guide.bytes("inverse of r"), blinding.to_bytes().as_slice());

    let (request, answer) = (guide.message("token"), guide.message("token 200"));
    let (request, response) = (request.body.unwrap(), answer.body.clone().unwrap());
    assert_eq!(request, [&[0, 2, key.id()[31]], &blinded[..]].concat());
    TokenRequest::parse(&request, key).unwrap();
    assert!(guide.says(&format!("`{}`", check_code(&request))));

    let note = parse_b64url(answer.header("psephos-note").unwrap()).unwrap();
    assert_eq!(note, guide.text("pass.note").as_bytes());
    let (pass, _) = statement::open::<Pass>(guide.text("pass.note"), &manifest.registrar.key).unwrap();
    let (request, response_hash) = (Digest::of(&request), Digest::of(&response));
    assert_eq!(pass, Pass { poll: manifest.id(), request, response: response_hash });

    let authenticator = finalize(key.public(), &input, &response, &blinding).unwrap();
    assert_eq!(guide.bytes("token"), [&input[..], &authenticator].concat());
    let token = Token::parse(&guide.bytes("token")).unwrap();
    token.verify(key, &manifest.challenge_digest()).unwrap();
    token
}

fn ballot(guide: &Guide, manifest: &Manifest, token: Token) -> Ballot {
    let mut content = guide.line("content").as_bytes().to_vec();
    content.resize(manifest.content_size.into(), b' ');
    assert!(guide.says(&format!("(`{}` here)", manifest.content_size)));
    let ballot = Ballot::seal(&ballot_key(guide), token.clone(), content);
    ballot.verify(manifest).unwrap();
    assert_eq!(guide.bytes("ballot"), ballot.to_bytes());
    assert_eq!(guide.line("ballot hash"), ballot.hash().to_string());
    assert_eq!(guide.line("receipt code"), receipt_code(&ballot.hash()));
    let (promise, _) =
        statement::open::<Promise>(guide.message("cast 201").text(), &manifest.ballot_box.key).unwrap();
    assert_eq!(promise, Promise { poll: manifest.id(), ballot: ballot.hash() });
    second_ballot(guide, manifest, token);
    ballot
}

/// The ballot that the guide shows refused: the same pass, other answers.
fn second_ballot(guide: &Guide, manifest: &Manifest, token: Token) {
    let other = r#"{"answers":{"q1":"abstain","q2":"abstain","q3":{"score":{"roof":0,"garden-2":0}}}}"#;
    let mut content = other.as_bytes().to_vec();
    content.resize(manifest.content_size.into(), b' ');
    let second = Ballot::seal(&ballot_key(guide), token, content);
    second.verify(manifest).unwrap();
    assert!(guide.says(&format!("`{}`", second.hash())));
    let problem: Value = serde_json::from_str(guide.message("cast 409").text()).unwrap();
    let note = problem["refusal"].as_str().unwrap();
    let (refusal, _) = statement::open::<statement::Refusal>(note, &manifest.ballot_box.key).unwrap();
    assert_eq!((refusal.poll, refusal.ballot), (manifest.id(), second.hash()));
    assert_eq!(refusal.reason, "token-spent");
    assert_eq!(problem["promise"], guide.message("cast 201").text());
}

fn receipt(guide: &Guide, manifest: &Manifest, ballot: &Ballot) {
    let proof = TlogProof::parse(guide.message("proof 200").text()).unwrap();
    let state: Value = serde_json::from_str(guide.message("receipt 200").text()).unwrap();
    assert_eq!(state["ballot"], ballot.hash().to_string());
    let entries = guide.bytes("entries.bin");
    let index =
        entries.chunks(33).position(|entry| entry == Entry::ballot(ballot.hash()).to_bytes()).unwrap();
    let number = entries.chunks(33).take(index + 1).filter(|entry| entry[0] == 2).count();
    assert_eq!((&state["index"], &state["number"]), (&Value::from(index), &Value::from(number)));
    assert!(proof.to_string().contains(&format!("\nindex {index}\n")));
    let file = ReceiptFile::parse(guide.text("receipt file")).unwrap();
    let receipt = file.verify(&manifest.ballot_box.key).unwrap();
    assert_eq!(receipt.promise.ballot, ballot.hash());
    assert!(receipt.logged.is_some(), "the proof leads to the checkpoint");
}

/// The files that the guide lists, put together, are a bundle that our own auditor finds nothing to say about.
fn audit(guide: &Guide, manifest: &Manifest) {
    let entries = guide.bytes("entries.bin");
    let mut tree = Tree::new();
    entries.chunks(33).for_each(|entry| tree.push(&Entry::parse(entry).unwrap()));
    let origin = poll_origin(manifest.ballot_box.name.as_str(), &manifest.id());
    let (checkpoint, _) =
        Checkpoint::open(guide.text("checkpoint"), &manifest.ballot_box.key, &origin).unwrap();
    assert_eq!(checkpoint, Checkpoint::of(origin, &tree));
    let (outcome, _) =
        statement::open::<Outcome>(guide.message("result 200").text(), &manifest.ballot_box.key).unwrap();
    assert_eq!((outcome.tree_size, outcome.root), (tree.size(), tree.root()));

    let election = vectors();
    let mut ballots: Vec<Vec<u8>> = election["voters"].as_array().unwrap().iter().map(ballot_of).collect();
    ballots.sort_by_key(|ballot| sha256(&[ballot]));
    let ballots =
        ballots.iter().flat_map(|it| [&u16::try_from(it.len()).unwrap().to_be_bytes()[..], it].concat());
    let files: [(&str, Vec<u8>); 7] = [
        ("manifest.note", guide.message("manifest 200").body.unwrap()),
        ("assets/1.note", guide.text("assets/1.note").into()),
        ("issuance.note", guide.text("issuance.note").into()),
        ("entries.bin", entries),
        ("checkpoint", guide.text("checkpoint").into()),
        ("ballots.bin", ballots.collect()),
        ("results/1.note", guide.message("result 200").body.unwrap()),
    ];
    let mut bundle = tar::Builder::new(Vec::new());
    assert_eq!(guide.files(), files.each_ref().map(|(name, bytes)| ((*name).to_owned(), bytes.len())));
    for (name, bytes) in &files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        bundle.append_data(&mut header, name, bytes.as_slice()).unwrap();
    }
    let bundle = bundle.into_inner().unwrap();
    assert_eq!(guide.message("bundle 200").header("content-length"), Some(bundle.len().to_string().as_str()));
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), bundle).unwrap();
    let keys = format!("{},{}", known(guide, "registrar key"), known(guide, "ballot box key"));
    let warnings =
        assert_holds(file.path().to_str().unwrap(), ["--poll", &known(guide, "poll id"), "--keys", &keys]);
    assert_eq!(warnings, [""; 0]);
    let second = binary::python().arg(binary::file("../audit-py/audit.py")).arg(file.path()).output();
    assert!(second.unwrap().status.success(), "the other auditor agrees");
}

fn ballot_key(guide: &Guide) -> BallotKey {
    BallotKey::from_seed(guide.bytes("seed of the ballot key").as_slice().try_into().unwrap())
}

fn ballot_of(voter: &Value) -> Vec<u8> {
    let digits = voter["ballot"].as_str().unwrap();
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

/// The index of a ballot in the log.
fn place(election: &Value, hash: &Value) -> usize {
    let entry = format!("02{}", hash.as_str().unwrap());
    election["entries"].as_array().unwrap().iter().position(|it| *it == entry).unwrap()
}

fn vectors() -> Value {
    serde_json::from_str(&fs::read_to_string(binary::file("vectors/election.json")).unwrap()).unwrap()
}
