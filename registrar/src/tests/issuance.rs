//! `POST /api/v1/polls/{id}/token`.

use crypto::encoding::{Digest, parse_b64url};
use crypto::statement::{self, Pass};
use crypto::token::{TokenRequest, TokenResponse};
use rocket::http::Header;

use crate::store;
use crate::testing::database::TestDatabase;
use crate::testing::{Answer, World, ask_at_once, open_draft, request_for};

#[test]
fn what_is_no_request_gets_no_pass() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let token = world.voter_token("ada@example.org");
    let good = world.request(&poll);
    let with = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut request = good.clone();
        change(&mut request);
        request
    };
    for (why, request) in [
        ("empty", Vec::new()),
        ("short", good[..258].to_vec()),
        ("long", [good.as_slice(), &[0]].concat()),
        ("type", with(&|r| r[1] = 1)),
        ("key", with(&|r| r[2] ^= 1)),
        ("zero", with(&|r| r[3..].fill(0))),
        ("not below n", with(&|r| r[3..].fill(0xff))),
    ] {
        let answer = world.ask(&poll, &token, &request);
        assert_eq!((answer.status, answer.problem().as_str()), (422, "request-malformed"), "{why}");
    }
    assert_eq!(world.ask(&poll, &token, &vec![0; 5000]).problem(), "too-large");
    assert_eq!(world.ask(&poll, "nonsense", &good).problem(), "unauthorized");
    assert_eq!(world.ask(&"a".repeat(64), &token, &good).problem(), "not-found");
    assert_eq!(world.ask("%2e%2e", &token, &good).status, 404);
    let typed = world
        .client
        .post(format!("/api/v1/polls/{poll}/token"))
        .header(Header::new("Authorization", format!("Bearer {token}")))
        .header(Header::new("Content-Type", "application/octet-stream"))
        .body(&good);
    assert_eq!(Answer::of(typed.dispatch()).problem(), "wrong-media-type");
    // Another poll's request is another key's.
    let other = world.poll(&admin, &["ada@example.org"]);
    let foreign = world.ask(&other, &token, &good);
    assert!(foreign.status == 422 || foreign.bytes != good, "a request names its key by one byte only");
    assert_eq!(world.mails("pass-issued", "ada@example.org").len(), usize::from(foreign.status == 200));
}

#[test]
fn a_voter_gets_a_pass_that_verifies_and_a_mail_without_it() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let poll = world.poll(&admin, &["ada@example.org", "ben@example.org"]);
        let token = world.voter_token("ada@example.org");
        let request = world.request(&poll);
        let answer = world.ask(&poll, &token, &request);
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(answer.header("Content-Type"), "application/private-token-response");
        assert_eq!(answer.header("Cache-Control"), "no-store");
        let manifest = world.manifest(&poll);
        let parsed = TokenRequest::parse(&request, manifest.token_key()).unwrap();
        let response = TokenResponse::parse(&answer.bytes).unwrap();
        assert!(response.answers(&parsed, manifest.token_key()));
        let note = String::from_utf8(parse_b64url(answer.header("Psephos-Note")).unwrap()).unwrap();
        let (pass, _) = statement::open::<Pass>(&note, &manifest.registrar.key).unwrap();
        assert_eq!(pass.poll, manifest.id());
        assert_eq!((pass.request, pass.response), (Digest::of(&request), Digest::of(&answer.bytes)));
        let mails = world.mails("pass-issued", "ada@example.org");
        assert_eq!(mails.len(), 1);
        assert!(!mails[0].contains(&crypto::encoding::b64url(&answer.bytes)[..40]));
        let polls = world.get("/api/v1/me/polls", Some(&token)).json();
        assert_eq!(polls["polls"][0]["pass"], "issued");
    }
}

#[test]
fn the_same_request_gets_the_same_bytes_and_another_one_a_conflict() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let token = world.voter_token("ada@example.org");
    let (request, other) = (world.request(&poll), world.request(&poll));
    let first = world.ask(&poll, &token, &request);
    let again = world.ask(&poll, &token, &request);
    assert_eq!((first.status, again.status), (200, 200));
    assert_eq!(first.bytes, again.bytes);
    assert_eq!(first.header("Psephos-Note"), again.header("Psephos-Note"));
    let conflict = world.ask(&poll, &token, &other);
    assert_eq!((conflict.status, conflict.problem().as_str()), (409, "pass-already-issued"));
    let note = conflict.json()["note"].as_str().unwrap().to_owned();
    assert_eq!(note.as_bytes(), parse_b64url(first.header("Psephos-Note")).unwrap());
    assert_eq!(world.mails("pass-issued", "ada@example.org").len(), 1);
}

#[test]
fn a_pass_is_issued_once_under_64_parallel_requests() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let poll = world.poll(&admin, &["ada@example.org"]);
        let token = world.voter_token("ada@example.org");
        let manifest = world.manifest(&poll);
        let asks: Vec<_> = (0..64).map(|_| (token.clone(), request_for(&manifest))).collect();
        let answers = ask_at_once(&world.registrar, &poll, &asks);
        let issued: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
        assert_eq!(issued.len(), 1);
        let note = parse_b64url(issued[0].header("Psephos-Note")).unwrap();
        for refused in answers.iter().filter(|answer| answer.status != 200) {
            assert_eq!(refused.problem(), "pass-already-issued");
            assert_eq!(refused.json()["note"].as_str().unwrap().as_bytes(), note);
        }
        assert_eq!(world.get(&format!("/api/v1/polls/{poll}/turnout"), Some(&admin)).json()["issued"], 1);
        let [numbers] = &world.registrar.db.run_here(store::issued::compare).unwrap()[..] else { panic!() };
        assert_eq!((numbers.ledger, numbers.counted), (1, 1));
        assert_eq!(world.mails("pass-issued", "ada@example.org").len(), 1);
    }
}

#[test]
fn passes_are_issued_in_the_window_and_repeated_until_voting_closes() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org", "ben@example.org"]);
    let (ada, ben) = (world.voter_token("ada@example.org"), world.voter_token("ben@example.org"));
    let request = world.request(&poll);
    world.at(-1);
    assert_eq!(world.ask(&poll, &ada, &request).problem(), "issuance-not-open");
    world.at(0);
    let first = world.ask(&poll, &ada, &request);
    assert_eq!(first.status, 200);
    world.at(3600);
    assert_eq!(world.ask(&poll, &ben, &world.request(&poll)).problem(), "issuance-closed");
    assert_eq!(world.ask(&poll, &ada, &request).bytes, first.bytes);
    crate::workers::close_windows(&world.registrar).unwrap();
    world.at(7199);
    crate::workers::close_windows(&world.registrar).unwrap();
    assert_eq!(world.ask(&poll, &ada, &request).bytes, first.bytes);
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).problem(), "pass-already-issued");
    world.at(7200);
    crate::workers::close_windows(&world.registrar).unwrap();
    assert_eq!(world.ask(&poll, &ada, &request).problem(), "issuance-closed");
}

#[test]
fn only_voters_of_the_poll_get_a_pass() {
    let world = World::new();
    let admin = world.admin_token();
    let with_roll = world.poll(&admin, &["ada@example.org"]);
    let ben = world.voter_token("ben@example.org");
    assert_eq!(world.ask(&with_roll, &ben, &world.request(&with_roll)).problem(), "not-eligible");
    assert_eq!(world.get("/api/v1/me/polls", Some(&ben)).json()["polls"].as_array().unwrap().len(), 0);
    let closed = world.poll_with(&admin, &[], &open_draft(&["example.net"]));
    assert_eq!(world.ask(&closed, &ben, &world.request(&closed)).problem(), "not-eligible");
    let open = world.poll_with(&admin, &[], &open_draft(&["example.net", "Example.org"]));
    assert_eq!(world.ask(&open, &ben, &world.request(&open)).status, 200);
    let open = world.poll_with(&admin, &[], &open_draft(&[]));
    assert_eq!(world.ask(&open, &ben, &world.request(&open)).status, 200);
}

#[test]
fn a_new_account_with_the_old_address_is_the_same_voter() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll_with(&admin, &[], &open_draft(&[]));
    let token = world.voter_token("ada@example.org");
    assert_eq!(world.ask(&poll, &token, &world.request(&poll)).status, 200);
    world
        .registrar
        .db
        .run_here(|conn| -> Result<usize, web::DbError> {
            use diesel::prelude::*;
            let accounts = store::schema::accounts::table;
            Ok(diesel::delete(accounts.filter(store::schema::accounts::email.eq("ada@example.org")))
                .execute(conn)?)
        })
        .unwrap();
    assert_eq!(world.get("/api/v1/me", Some(&token)).status, 401);
    let token = world.voter_token("ada@example.org");
    assert_eq!(world.ask(&poll, &token, &world.request(&poll)).problem(), "pass-already-issued");
}
