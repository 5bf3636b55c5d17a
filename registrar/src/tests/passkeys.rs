//! Passkeys: adding, naming and removing one, and signing in with it.

use serde_json::{Value, json};

use crate::store;
use crate::testing::authenticator::Authenticator;
use crate::testing::{Answer, PASSWORD, World};

pub(super) const ADA: &str = "ada@example.org";

/// What the API asks of a device that is to make a passkey.
pub(super) fn begin(world: &World, bearer: &str, name: &str) -> Answer {
    let body = json!({ "name": name, "current": PASSWORD, "totp": world.code(ADA) });
    world.post_json("/api/v1/me/passkeys/begin", Some(bearer), &body)
}

pub(super) fn finish(world: &World, bearer: &str, asked: &Value, credential: &Value) -> Answer {
    let body = json!({ "ceremony": asked["ceremony"], "credential": credential });
    world.post_json("/api/v1/me/passkeys", Some(bearer), &body)
}

/// Adds a passkey by the API: its device, and its id.
pub(super) fn add(world: &World, bearer: &str) -> (Authenticator, String) {
    let mut device = Authenticator::new();
    let asked = begin(world, bearer, "My phone").json();
    let answer = finish(world, bearer, &asked, &device.create(&asked));
    assert_eq!(answer.status, 201, "{}", answer.text);
    (device, answer.json()["passkey"].as_str().unwrap().to_owned())
}

pub(super) fn ask(world: &World) -> Value {
    let answer = world.post("/api/v1/sessions/passkey/begin", None);
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

fn answer(world: &World, asked: &Value, credential: &Value) -> Answer {
    let body = json!({ "ceremony": asked["ceremony"], "credential": credential });
    world.post_json("/api/v1/sessions/passkey", None, &body)
}

pub(super) fn sign_in(world: &World, device: &mut Authenticator) -> Answer {
    let asked = ask(world);
    answer(world, &asked, &device.sign(&asked))
}

pub(super) fn refused(answer: &Answer) -> bool {
    (answer.status, answer.problem().as_str()) == (422, "passkey-refused")
}

#[test]
fn a_passkey_signs_in_in_the_place_of_both_factors() {
    let world = World::new();
    world.voter(ADA);
    world.enrol(ADA);
    let (mut device, _) = add(&world, &world.token(ADA));
    assert_eq!(world.mails("passkey-added", ADA).len(), 1);
    let answer = sign_in(&world, &mut device);
    assert_eq!(answer.status, 200, "{}", answer.text);
    let token = answer.json()["token"].as_str().unwrap().to_owned();
    assert_eq!(world.get("/api/v1/me", Some(&token)).json()["email"], ADA);
}

#[test]
fn the_device_is_asked_to_know_its_user_and_to_find_the_key_by_itself() {
    let world = World::new();
    let ada = world.voter_token(ADA);
    let asked = begin(&world, &ada, "My phone").json();
    let selection = &asked["publicKey"]["authenticatorSelection"];
    assert_eq!(
        (&selection["residentKey"], &selection["userVerification"]),
        (&json!("required"), &json!("required"))
    );
    assert_eq!(asked["publicKey"]["rp"]["id"], "localhost");
    let asked = ask(&world);
    assert_eq!(asked["publicKey"]["userVerification"], "required");
    assert_eq!(asked["publicKey"]["allowCredentials"], json!([]), "it tells nothing about any account");
}

#[test]
fn whoever_merely_found_an_open_session_adds_no_passkey() {
    let world = World::new();
    let ada = world.voter_token(ADA);
    let begin = |body: Value| world.post_json("/api/v1/me/passkeys/begin", Some(&ada), &body);
    let wrong = begin(json!({ "name": "x", "current": "wrong password" }));
    assert_eq!((wrong.status, wrong.problem().as_str()), (403, "password-wrong"));
    world.enrol(ADA);
    let without = begin(json!({ "name": "x", "current": PASSWORD }));
    assert_eq!((without.status, without.problem().as_str()), (401, "totp-required"));
    let bad = begin(json!({ "name": "", "current": PASSWORD, "totp": world.code(ADA) }));
    assert_eq!((bad.status, bad.json()["field"].as_str()), (422, Some("name")));
}

#[test]
fn a_challenge_is_answered_once_and_in_time() {
    let world = World::new();
    let (mut device, _) = add(&world, &world.voter_token(ADA));
    let asked = ask(&world);
    let credential = device.sign(&asked);
    assert_eq!(answer(&world, &asked, &credential).status, 200);
    assert!(refused(&answer(&world, &asked, &credential)), "no second time");
    let (early, late) = (ask(&world), ask(&world));
    assert!(refused(&answer(&world, &early, &device.sign(&late))), "it was signed for another one");
    world.at(300);
    assert!(refused(&answer(&world, &late, &device.sign(&late))), "five minutes are over");
    for ceremony in ["", "x", late["ceremony"].as_str().unwrap()] {
        assert!(refused(&answer(&world, &json!({ "ceremony": ceremony }), &credential)), "{ceremony}");
    }
    let other =
        world.post_json("/api/v1/sessions/passkey", None, &json!({ "ceremony": "x", "credential": {} }));
    assert_eq!(other.status, 422);
}

#[test]
fn a_device_that_does_not_ask_who_uses_it_is_refused() {
    let world = World::new();
    let ada = world.voter_token(ADA);
    let (mut device, _) = add(&world, &ada);
    device.verifies = false;
    let answer = sign_in(&world, &mut device);
    assert!(refused(&answer) && answer.text.contains("PIN"), "{}", answer.text);
    let asked = begin(&world, &ada, "Another").json();
    let mut careless = Authenticator::new();
    careless.verifies = false;
    assert!(refused(&finish(&world, &ada, &asked, &careless.create(&asked))));
}

#[test]
fn what_another_site_or_another_key_signed_is_refused() {
    let world = World::new();
    let ada = world.voter_token(ADA);
    let (mut device, _) = add(&world, &ada);
    for origin in ["https://localhost:8001", "http://localhost:8002", "http://evil.example"] {
        device.origin = origin.to_owned();
        assert!(refused(&sign_in(&world, &mut device)), "{origin}");
        let asked = begin(&world, &ada, "Another").json();
        let mut phished = Authenticator::new();
        phished.origin = origin.to_owned();
        assert!(refused(&finish(&world, &ada, &asked, &phished.create(&asked))), "{origin}");
    }
    let mut forged = Authenticator::new();
    (forged.credential, forged.user) = (device.credential.clone(), device.user.clone());
    assert!(refused(&sign_in(&world, &mut forged)), "another key for the same credential");
    assert!(refused(&sign_in(&world, &mut Authenticator::new())), "a device that nobody has added");
}

#[test]
fn a_passkey_opens_no_account_but_its_own() {
    let world = World::new();
    let (mut device, _) = add(&world, &world.voter_token(ADA));
    let (other, _) = add(&world, &world.voter_token("ben@example.org"));
    device.user = other.user;
    assert!(refused(&sign_in(&world, &mut device)));
}

#[test]
fn a_counter_that_does_not_grow_tells_of_a_copy() {
    let world = World::new();
    let ada = world.voter_token(ADA);
    let mut device = Authenticator::new();
    device.counter = 4;
    let asked = begin(&world, &ada, "Key ring").json();
    assert_eq!(finish(&world, &ada, &asked, &device.create(&asked)).status, 201);
    for (counter, fits) in [(5, true), (5, false), (4, false), (0, false), (6, true)] {
        device.counter = counter;
        let answer = sign_in(&world, &mut device);
        assert_eq!(answer.status == 200, fits, "{counter}: {}", answer.text);
        assert_eq!(answer.text.contains("copy"), !fits, "{}", answer.text);
    }
}

#[test]
fn a_device_has_one_passkey_here_and_an_account_has_twenty() {
    let world = World::new();
    let (ada, ben) = (world.voter_token(ADA), world.voter_token("ben@example.org"));
    let (mut device, _) = add(&world, &ada);
    let asked = begin(&world, &ada, "Again").json();
    assert_eq!(asked["publicKey"]["excludeCredentials"].as_array().unwrap().len(), 1);
    let asked = begin(&world, &ben, "Stolen").json();
    assert_eq!(finish(&world, &ben, &asked, &device.create(&asked)).problem(), "conflict");
    for _ in 1..20 {
        add(&world, &ada);
    }
    assert_eq!(begin(&world, &ada, "One more").problem(), "conflict");
}

#[test]
fn what_one_account_began_no_other_finishes() {
    let world = World::new();
    let (ada, ben) = (world.voter_token(ADA), world.voter_token("ben@example.org"));
    let asked = begin(&world, &ada, "My phone").json();
    let credential = Authenticator::new().create(&asked);
    assert!(refused(&finish(&world, &ben, &asked, &credential)));
    let asked = begin(&world, &ada, "My phone").json();
    assert_eq!(world.client.delete("/api/v1/sessions").header(bearer(&ada)).dispatch().status().code, 204);
    let again = world.token(ADA);
    let late = finish(&world, &again, &asked, &Authenticator::new().create(&asked));
    assert_eq!(late.status, 401, "all sessions ended meanwhile: {}", late.text);
}

#[test]
fn passkeys_are_listed_named_and_removed_by_their_owner_alone() {
    let world = World::new();
    let (ada, ben) = (world.voter_token(ADA), world.voter_token("ben@example.org"));
    let (mut device, id) = add(&world, &ada);
    let path = format!("/api/v1/me/passkeys/{id}");
    let listed = json!({ "passkeys": [{ "passkey": id, "name": "My phone", "added_on": "2026-12-01" }] });
    assert_eq!(world.get("/api/v1/me/passkeys", Some(&ada)).json(), listed);
    assert_eq!(world.get("/api/v1/me/passkeys", Some(&ben)).json(), json!({ "passkeys": [] }));
    let name = json!({ "name": " Old phone " });
    assert_eq!(world.patch_json(&path, Some(&ben), &name).status, 404);
    assert_eq!(world.patch_json(&path, Some(&ada), &json!({ "name": "" })).status, 422);
    assert_eq!(world.patch_json(&path, Some(&ada), &name).status, 204);
    assert_eq!(world.get("/api/v1/me/passkeys", Some(&ada)).json()["passkeys"][0]["name"], "Old phone");
    let remove = |token: &str| Answer::of(world.client.delete(path.clone()).header(bearer(token)).dispatch());
    assert_eq!(remove(&ben).status, 404);
    let thief = sign_in(&world, &mut device).json()["token"].as_str().unwrap().to_owned();
    let removed = remove(&ada);
    assert_eq!(removed.status, 200, "{}", removed.text);
    assert_eq!(world.mails("passkey-removed", ADA).len(), 1);
    assert_eq!(world.get("/api/v1/me", Some(&thief)).status, 401, "who has the device is signed out");
    let again = removed.json()["token"].as_str().unwrap().to_owned();
    assert_eq!(remove(&again).status, 404);
    let gone = sign_in(&world, &mut device);
    assert!(refused(&gone) && gone.text.contains("no account"), "{}", gone.text);
}

#[test]
fn who_manages_polls_finds_it_in_the_audit_log_and_voters_do_not() {
    let world = World::new();
    let officer = world.officer_token(ADA);
    let (_, id) = add(&world, &officer);
    let answer = world.client.delete(format!("/api/v1/me/passkeys/{id}")).header(bearer(&officer)).dispatch();
    assert_eq!(answer.status().code, 200);
    add(&world, &world.voter_token("ben@example.org"));
    let log =
        world.registrar.db.run_here(|conn| store::audit::search(conn, &Default::default(), 10)).unwrap();
    let acts: Vec<_> = log.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(acts, ["passkey.remove", "passkey.add"]);
}

#[test]
fn passkeys_come_along_and_go_with_the_account() {
    let world = World::new();
    let ada = world.voter_token(ADA);
    let (mut device, id) = add(&world, &ada);
    let export = world.get("/api/v1/me/export", Some(&ada)).json();
    assert_eq!(export["passkeys"][0]["passkey"], json!(id));
    assert_eq!(world.post_json("/api/v1/me/delete", Some(&ada), &json!({ "current": PASSWORD })).status, 204);
    assert!(refused(&sign_in(&world, &mut device)));
    let rows = world.registrar.db.run_here(|conn| store::passkeys::by_credential(conn, &device.credential));
    assert!(rows.unwrap().is_none());
}

#[test]
fn a_restart_keeps_passkeys_and_voids_challenges() {
    let mut world = World::new();
    let (mut device, _) = add(&world, &world.voter_token(ADA));
    let asked = ask(&world);
    world.restart().unwrap();
    assert!(refused(&answer(&world, &asked, &device.sign(&asked))));
    assert_eq!(sign_in(&world, &mut device).status, 200);
}

#[test]
fn challenges_are_given_to_a_caller_so_many_times() {
    let world = World::new();
    let ask =
        || world.post_json_from("127.0.0.1", "203.0.113.7", "/api/v1/sessions/passkey/begin", &json!({}));
    let given = (0..1000).take_while(|_| ask().status == 200).count();
    assert_eq!(given, 300);
    let answer = ask();
    assert_eq!(answer.status, 429);
    assert!(answer.header("Retry-After").parse::<u32>().unwrap() > 0);
    assert_eq!(world.post("/api/v1/sessions/passkey/begin", None).status, 200, "others are not stopped");
}

#[test]
fn by_an_address_there_are_no_passkeys_to_be_seen() {
    let mut world = World::new();
    world.reach_by_address();
    assert_eq!(world.post("/api/v1/sessions/passkey/begin", None).status, 404);
    let page = world.get("/sign-in", None);
    assert!(!page.text.contains("asskey") && !page.text.contains("<script"), "{}", page.text);
    assert!(!page.header("Content-Security-Policy").contains("script-src"));
    world.voter(ADA);
    let fields = [("email", ADA), ("password", PASSWORD)];
    assert_eq!(world.post_form_from(Some("http://127.0.0.1:8001"), "/sign-in", &fields).status, 303);
    assert!(!world.get("/me/security", None).text.contains("asskey"));
}

fn bearer(token: &str) -> rocket::http::Header<'static> {
    rocket::http::Header::new("Authorization", format!("Bearer {token}"))
}
