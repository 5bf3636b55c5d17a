//! Another address for an account.

use rocket::http::{Header, Method};
use serde_json::{Value, json};

use crate::domain::account::Account;
use crate::domain::address_change;
use crate::domain::secret::PlainToken;
use crate::store;
use crate::testing::database::TestDatabase;
use crate::testing::{Answer, PASSWORD, World};

pub(super) const ADA: &str = "ada@example.org";
pub(super) const NEW: &str = "lovelace@example.org";

pub(super) fn ask(world: &World, token: &str, new: &str) -> Answer {
    world.post_json("/api/v1/me/address", Some(token), &json!({ "email": new, "current": PASSWORD }))
}

/// The token in the newest mail to this address.
pub(super) fn mailed(world: &World, new: &str) -> Option<String> {
    let mails = world.mails("address-confirm", new);
    let mut tokens = mails.iter().filter_map(|mail| mail.split("/me/address/confirm?token=").nth(1));
    tokens.next().map(|rest| rest.split_whitespace().next().unwrap().to_owned())
}

pub(super) fn confirm(world: &World, bearer: &str, token: &str) -> Answer {
    world.post_json("/api/v1/me/address/confirm", Some(bearer), &json!({ "token": token }))
}

/// Moves the account of this bearer token to another address: the new bearer token.
pub(super) fn change(world: &World, bearer: &str, new: &str) -> String {
    assert_eq!(ask(world, bearer, new).status, 202);
    let done = confirm(world, bearer, &mailed(world, new).unwrap());
    assert_eq!(done.status, 200, "{}", done.text);
    assert_eq!(done.json()["email"], new);
    done.json()["token"].as_str().unwrap().to_owned()
}

#[test]
fn what_is_wrong_is_told_and_no_mail_leaves() {
    let world = World::new();
    let ada = world.voter_token(ADA);
    let post = |body: &Value| world.post_json("/api/v1/me/address", Some(&ada), body);
    for bad in ["", "lovelace", "two@example.org, three@example.org", "a@b\nc@example.org", ADA] {
        let refused = post(&json!({ "email": bad, "current": PASSWORD }));
        assert_eq!(
            (refused.problem().as_str(), &refused.json()["field"]),
            ("malformed-request", &json!("email"))
        );
    }
    assert_eq!(post(&json!({ "email": NEW, "current": "wrong password" })).problem(), "password-wrong");
    assert_eq!(post(&json!({ "email": NEW })).problem(), "password-wrong");
    assert_eq!(ask(&world, "nobody", NEW).status, 401);
    world.sign_in(ADA);
    for (email, current, words) in [
        ("lovelace", PASSWORD, "email-error"),
        (ADA, PASSWORD, "address of your account already"),
        (NEW, "wrong password", "not your present password"),
    ] {
        let page = world.post_form("/me/address", &[("email", email), ("current", current)]);
        assert!(page.status == 422 && page.text.contains(words), "{}", page.text);
        assert!(page.text.contains(&format!("value=\"{email}\"")), "{}", page.text);
    }
    let foreign = Some("https://evil.example");
    assert_eq!(
        world.post_form_from(foreign, "/me/address", &[("email", NEW), ("current", PASSWORD)]).status,
        403
    );
    assert!(world.mails("address-confirm", NEW).is_empty() && world.mails("address-asked", ADA).is_empty());
}

#[test]
fn a_link_works_once_within_an_hour_and_for_its_account_alone() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let (ada, ben) = (world.voter_token(ADA), world.voter_token("ben@example.org"));
        for bad in ["", "x", &"A".repeat(43)] {
            assert_eq!(confirm(&world, &ada, bad).problem(), "link-invalid", "{bad}");
        }
        assert_eq!(ask(&world, &ada, "first@example.org").status, 202);
        assert_eq!(ask(&world, &ada, NEW).status, 202);
        let (first, token) = (mailed(&world, "first@example.org").unwrap(), mailed(&world, NEW).unwrap());
        assert_eq!(confirm(&world, &ada, &first).problem(), "link-invalid", "the newest works");
        assert_eq!(confirm(&world, &ben, &token).problem(), "link-invalid", "nobody else's");
        assert_eq!(confirm(&world, "nobody", &token).status, 401);
        let page = world.get(&format!("/me/address/confirm?token={token}"), None);
        assert!(page.status == 401 && page.text.contains("Sign in first"), "{}", page.text);
        world.at(3600);
        assert_eq!(confirm(&world, &ada, &token).problem(), "link-invalid", "too late");
        world.at(0);
        let done = confirm(&world, &ada, &token);
        assert_eq!(done.status, 200, "{}", done.text);
        let again = done.json()["token"].as_str().unwrap().to_owned();
        assert_eq!(confirm(&world, &again, &token).problem(), "link-invalid", "once");
        // A change that is taken back, or whose account got another password, is void.
        for void in ["DELETE /me/address", "POST /me/password"] {
            let bearer = world.token(NEW);
            assert_eq!(ask(&world, &bearer, "third@example.org").status, 202);
            let token = mailed(&world, "third@example.org").unwrap();
            let bearer = if void.starts_with("DELETE") {
                let request = world.client.req(Method::Delete, "/api/v1/me/address");
                let bearing = Header::new("Authorization", format!("Bearer {bearer}"));
                assert_eq!(Answer::of(request.header(bearing).dispatch()).status, 204);
                bearer
            } else {
                let same = json!({ "current": PASSWORD, "password": PASSWORD });
                let answer = world.post_json("/api/v1/me/password", Some(&bearer), &same);
                assert_eq!(answer.status, 200, "{}", answer.text);
                answer.json()["token"].as_str().unwrap().to_owned()
            };
            assert_eq!(confirm(&world, &bearer, &token).problem(), "link-invalid", "{void}");
            for mail in std::fs::read_dir(world.outbox()).unwrap() {
                std::fs::remove_file(mail.unwrap().path()).unwrap();
            }
        }
    }
}

#[test]
fn an_address_with_an_account_gets_the_same_answer() {
    let world = World::new();
    let (ada, _ben) = (world.voter_token(ADA), world.voter("ben@example.org"));
    let (unknown, known) = (ask(&world, &ada, NEW), ask(&world, &ada, "ben@example.org"));
    assert_eq!((unknown.status, &unknown.text), (known.status, &known.text));
    let pending = || world.get("/api/v1/me/export", Some(&ada)).json()["account"]["new_email"].take();
    assert_eq!(pending(), "ben@example.org");
    // Its owner alone reads how it stands, and no link is among it.
    let mails = world.mails("address-taken", "ben@example.org");
    assert!(mails.len() == 1 && !mails[0].contains("token="), "{mails:?}");
    assert_eq!(world.mails("address-asked", ADA).len(), 2);
    world.sign_in(ADA);
    let page = |email: &str| {
        let page = world.post_form("/me/address", &[("email", email), ("current", PASSWORD)]);
        (page.status, page.text.replace(email, "?"))
    };
    assert_eq!(page("cem@example.org"), page("ben@example.org"));
    let token = mailed(&world, "cem@example.org").unwrap();
    assert_eq!(confirm(&world, &ada, &token).problem(), "link-invalid", "asked for another one since");
}

#[test]
fn an_address_that_got_an_account_meanwhile_is_refused() {
    let world = World::new();
    let ada = world.voter_token(ADA);
    assert_eq!(ask(&world, &ada, NEW).status, 202);
    let token = mailed(&world, NEW).unwrap();
    world.voter(NEW);
    assert_eq!(confirm(&world, &ada, &token).problem(), "conflict");
    world.sign_in(ADA);
    let page = world.post_form("/me/address/confirm", &[("token", &token)]);
    assert!(page.status == 409 && page.text.contains("has an account of its own"), "{}", page.text);
    assert_eq!(world.get("/api/v1/me", Some(&ada)).json()["email"], ADA);
}

#[test]
fn both_addresses_are_told_and_every_other_session_ends() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let elsewhere = world.voter_token(ADA);
        let sign_in_by_mail = json!({ "email": ADA });
        assert_eq!(world.post_json("/api/v1/sign-in-links", None, &sign_in_by_mail).status, 202);
        let mail = world.mails("sign-in", ADA).remove(0);
        let link = mail.split("token=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
        world.sign_in(ADA);
        assert!(world.get("/me/security", None).text.contains("href=\"/me/address\""));
        let page =
            world.post_form("/me/address", &[("email", "Lovelace@Example.org"), ("current", PASSWORD)]);
        assert!(page.status == 200 && page.text.contains("Look into the mail of lovelace@"), "{}", page.text);
        let asked = world.mails("address-asked", ADA).remove(0);
        assert!(
            asked.contains(NEW) && asked.contains("/password-reset") && !asked.contains("token="),
            "{asked}"
        );
        assert!(world.get("/me/address", None).text.contains("Waiting for lovelace@example.org"));
        // Opening the link changes nothing before the button is pressed.
        let token = mailed(&world, NEW).unwrap();
        let page = world.get(&format!("/me/address/confirm?token={token}"), None);
        assert!(page.status == 200 && page.text.contains(NEW) && page.text.contains(ADA), "{}", page.text);
        assert_eq!(world.get("/api/v1/me", Some(&elsewhere)).json()["email"], ADA);
        let done = world.post_form("/me/address/confirm", &[("token", &page.field("token"))]);
        assert_eq!(done.header("Location"), "/me/security?done=address", "{}", done.text);
        let page = world.get("/me/security?done=address", None).text;
        assert!(page.contains("Your address is lovelace@example.org"), "{page}");
        assert_eq!(world.get("/api/v1/me", Some(&elsewhere)).status, 401);
        let opened = world.post_json("/api/v1/sessions/link", None, &json!({ "token": link }));
        assert_eq!(opened.problem(), "link-invalid", "links to the old address are void");
        let old = json!({ "email": ADA, "password": PASSWORD });
        assert_eq!(world.post_json("/api/v1/sessions", None, &old).status, 401);
        assert_eq!(world.get("/api/v1/me", Some(&world.token(NEW))).json()["email"], NEW);
        let told = world.mails("address-changed", ADA).remove(0);
        assert!(told.contains(NEW) && told.contains("tell the organisers"), "{told}");
        assert_eq!(world.mails("address-new", NEW).len(), 1);
    }
}

#[test]
fn of_many_who_open_the_link_at_once_one_changes_the_address() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let ada = world.voter_token(ADA);
        assert_eq!(ask(&world, &ada, NEW).status, 202);
        let token = PlainToken::parse(&mailed(&world, NEW).unwrap()).unwrap();
        let account: Account = {
            let known = world.registrar.db.run_here(|conn| store::accounts::credentials(conn, ADA));
            known.unwrap().unwrap().account
        };
        let changed = rocket::execute(async {
            let sender = world.registrar.letterhead();
            let all = (0..8).map(|_| address_change::confirm(&world.registrar, &account, &token, &sender));
            let all = rocket::futures::future::join_all(all).await;
            all.into_iter().filter(Result::is_ok).count()
        });
        assert_eq!(changed, 1);
        assert_eq!(world.mails("address-new", NEW).len(), 1);
        world.token(NEW);
    }
}

#[test]
fn the_log_names_an_officers_change_and_no_voters() {
    let world = World::new();
    let admin = world.admin_token();
    let ada = world.voter_token(ADA);
    change(&world, &ada, NEW);
    let otto = world.officer_token("otto@example.org");
    change(&world, &otto, "bismarck@example.org");
    let log = world.get("/api/v1/audit", Some(&admin)).text;
    assert!(log.contains("address.change") && log.contains("bismarck@example.org"), "{log}");
    assert!(!log.contains(ADA) && !log.contains(NEW), "{log}");
}
