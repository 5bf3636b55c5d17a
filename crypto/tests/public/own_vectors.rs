//! One small election from fixed keys, every byte of it written down in `tests/vectors/election.json`, so that the
//! booth's JavaScript and any outside client can be held against this crate. `docs/clients.md` tells the first voter's
//! vote with these bytes.
//!
//! What is computed here must equal the file. After a deliberate change of the protocol, run this test with
//! `PSEPHOS_WRITE_VECTORS=1`: it then writes the file from the file's own `inputs`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crypto::ballot::{Ballot, BallotKey};
use crypto::blind_rsa::{SecretKey, blind_with, finalize};
use crypto::content::{Answer, Content};
use crypto::encoding::{Digest, b64, hex, parse_hex};
use crypto::log::checkpoint::{Checkpoint, poll_origin};
use crypto::log::entry::Entry;
use crypto::log::merkle::Tree;
use crypto::log::proof::TlogProof;
use crypto::manifest::Manifest;
use crypto::note::Note;
use crypto::receipt::{ReceiptFile, receipt_code};
use crypto::statement::{Assets, Issuance, Outcome, Pass, Promise, Statement as _, sign};
use crypto::tally::tally;
use crypto::token::{Token, TokenInput, TokenRequest, challenge, check_code};
use serde_json::{Value, json};

#[test]
fn the_election_of_the_vectors_is_reproduced_to_the_byte() {
    let file = file();
    let written: Option<Value> =
        fs::read_to_string(&file).ok().map(|text| serde_json::from_str(&text).unwrap());
    let inputs = written.as_ref().map_or_else(fresh_inputs, |vectors| vectors["inputs"].clone());
    let vectors = election(&inputs);
    if std::env::var_os("PSEPHOS_WRITE_VECTORS").is_some() {
        let mut text = serde_json::to_string_pretty(&vectors).unwrap();
        text.push('\n');
        fs::write(&file, text).unwrap();
        return;
    }
    let written = written.unwrap_or_else(|| panic!("{} is missing", file.display()));
    for (part, value) in vectors.as_object().unwrap() {
        assert_eq!(written[part], *value, "{part} differs from {}", file.display());
    }
}

fn election(inputs: &Value) -> Value {
    let issuer = SecretKey::from_pkcs8_der(&bytes(&inputs["issuer_pkcs8"])).unwrap();
    let (registrar, ballot_box) = (crate::poll::registrar_key(), crate::poll::ballot_box_key());
    let manifest = manifest(&issuer);
    let mut manifest_note = Note::sign(manifest.text().to_owned(), &registrar);
    manifest_note.countersign(&ballot_box).unwrap();

    let voters: Vec<Value> = inputs["voters"]
        .as_array()
        .unwrap()
        .iter()
        .zip(votes())
        .map(|(secrets, content)| voter(&issuer, &manifest, secrets, &content))
        .collect();

    let mut ballots: Vec<Ballot> = voters
        .iter()
        .map(|voter| Ballot::parse(&bytes(&voter["ballot"]), manifest.content_size).unwrap())
        .collect();
    ballots.sort_by_key(Ballot::hash);
    let assets = Assets {
        version: "0.1.0".into(),
        files: BTreeMap::from([
            ("/booth/main.js".to_owned(), Digest::of(b"export {};\n")),
            ("/polls/{id}/booth".to_owned(), Digest::of(b"<!doctype html>\n")),
        ]),
    };
    let issuance = Issuance {
        poll: manifest.id(),
        eligible: manifest.eligible,
        issued: 3,
        at: manifest.issuance_closes,
    };

    let mut entries = vec![Entry::manifest(manifest.id()), Entry::assets(&assets.to_text())];
    entries.extend(ballots.iter().map(|ballot| Entry::ballot(ballot.hash())));
    entries.push(Entry::issuance(&issuance.to_text()));
    let mut tree = Tree::new();
    for entry in &entries {
        tree.push(entry);
    }
    let origin = poll_origin(ballot_box.verifier().name(), &manifest.id());
    let checkpoint = Checkpoint::of(origin, &tree).sign(&ballot_box);
    let proof = |index: u64| {
        TlogProof::new(index, tree.inclusion_proof(index, tree.size()).unwrap(), checkpoint.clone())
    };
    let first = ballots[0].hash();
    let promise = sign(&Promise { poll: manifest.id(), ballot: first }, &ballot_box);
    let receipt = ReceiptFile { promise, proof: Some(proof(2)) };

    let contents: Vec<Content> = ballots.iter().map(|ballot| ballot.verify(&manifest).unwrap()).collect();
    let outcome = Outcome {
        poll: manifest.id(),
        ballots: ballots.len() as u64,
        issued: Some(issuance.issued),
        tree_size: tree.size(),
        root: tree.root(),
        tally: tally(&manifest, &contents),
    };

    json!({
        "about": "One election from fixed keys; bytes are hexadecimal. Written by crypto/tests/public/own_vectors.rs.",
        "inputs": inputs,
        "registrar_seed": hex(&*registrar.seed()),
        "registrar_key": registrar.verifier().to_string(),
        "ballot_box_seed": hex(&*ballot_box.seed()),
        "ballot_box_key": ballot_box.verifier().to_string(),
        "manifest_note": manifest_note.to_string(),
        "poll": manifest.id().to_string(),
        "challenge": hex(&challenge("registrar.example.org", manifest.id().as_bytes(), "ballots.example.net")),
        "challenge_digest": hex(&manifest.challenge_digest()),
        "token_key": hex(manifest.token_key().spki()),
        "token_key_id": hex(manifest.token_key().id()),
        "voters": voters,
        "assets": sign(&assets, &ballot_box).to_string(),
        "issuance": sign(&issuance, &registrar).to_string(),
        "entries": entries.iter().map(|entry| hex(&entry.to_bytes())).collect::<Vec<_>>(),
        "roots": (1..=tree.size()).map(|size| b64(&tree.root_at(size).unwrap())).collect::<Vec<_>>(),
        "checkpoint": checkpoint.to_string(),
        "proofs": (0..tree.size()).map(|index| proof(index).to_string()).collect::<Vec<_>>(),
        "receipt_file": receipt.to_string(),
        "result": sign(&outcome, &ballot_box).to_string(),
    })
}

fn voter(issuer: &SecretKey, manifest: &Manifest, secrets: &Value, content: &Content) -> Value {
    let ballot_key = BallotKey::from_seed(&parse_hex(secrets["ballot_key"].as_str().unwrap()).unwrap());
    let key = manifest.token_key();
    let input = TokenInput::new(ballot_key.nonce(), manifest.challenge_digest(), *key.id()).to_bytes();
    let (blinded, blinding) =
        blind_with(key.public(), &input, &bytes(&secrets["salt"]), &bytes(&secrets["r"])).unwrap();
    let request = [&[0, 2, key.id()[31]], &blinded[..]].concat();
    let response = TokenRequest::parse(&request, key).unwrap().sign(issuer).unwrap();
    let authenticator = finalize(key.public(), &input, response.as_bytes(), &blinding).unwrap();
    let token = Token::parse(&[&input[..], &authenticator].concat()).unwrap();
    let pass = Pass {
        poll: manifest.id(),
        request: Digest::of(&request),
        response: Digest::of(response.as_bytes()),
    };
    let bytes = content.encode(manifest).unwrap();
    let ballot = Ballot::seal(&ballot_key, token.clone(), bytes.clone());
    json!({
        "nonce": hex(&ballot_key.nonce()),
        "token_input": hex(&input),
        "inverse": hex(&blinding.to_bytes()),
        "request": hex(&request),
        "check_code": check_code(&request),
        "response": hex(response.as_bytes()),
        "pass_note": sign(&pass, &crate::poll::registrar_key()).to_string(),
        "token": hex(token.as_bytes()),
        "content": String::from_utf8(bytes).unwrap(),
        "ballot": hex(&ballot.to_bytes()),
        "ballot_hash": ballot.hash().to_string(),
        "receipt_code": receipt_code(&ballot.hash()),
        "promise": sign(&Promise { poll: manifest.id(), ballot: ballot.hash() }, &crate::poll::ballot_box_key()).to_string(),
    })
}

fn manifest(issuer: &SecretKey) -> Manifest {
    let mut body = crate::poll::body();
    body.token = crate::poll::issuer(issuer);
    body.seal().unwrap()
}

fn votes() -> [Content; 3] {
    let ids = |ids: &[&str]| ids.iter().map(ToString::to_string).collect();
    let (choose, rank) = (|it: &[&str]| Answer::Choose(ids(it)), |it: &[&str]| Answer::Rank(ids(it)));
    [
        Content { answers: vec![choose(&["a", "c"]), rank(&["c", "a", "b"]), Answer::Score(vec![5, -2])] },
        Content { answers: vec![choose(&["a"]), rank(&["b"]), Answer::Score(vec![0, 0])] },
        Content { answers: vec![Answer::Abstain, Answer::Abstain, Answer::Score(vec![-1, 3])] },
    ]
}

/// Only for a first file: the key is drawn once and then stands in the file.
fn fresh_inputs() -> Value {
    let voters: Vec<Value> = (1..=3u8)
        .map(|n| json!({ "ballot_key": hex(&[n; 32]), "salt": hex(&[16 * n; 48]), "r": hex(&[n + 64; 256]) }))
        .collect();
    json!({ "issuer_pkcs8": hex(&SecretKey::generate(2048).unwrap().to_pkcs8_der()), "voters": voters })
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/election.json")
}

fn bytes(hexadecimal: &Value) -> Vec<u8> {
    let text = hexadecimal.as_str().unwrap();
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}
