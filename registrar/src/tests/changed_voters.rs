//! What becomes of a voter's places on rolls when the address of the account changes.

use std::sync::Arc;

use serde_json::json;

use super::address_change::{ADA, NEW, ask, change, confirm, mailed};
use super::address_moves::{await_waiting, is_waiting};
use crate::Erasure;
use crate::domain::issuance::{self, IssueError};
use crate::domain::mail::Letterhead;
use crate::domain::secret::PlainToken;
use crate::domain::{address_change, copies};
use crate::store;
use crate::testing::database::TestDatabase;
use crate::testing::rewriting::erase_now;
use crate::testing::{World, crash, draft, open_draft, start};
use crate::workers::close_windows;

/// The problem that this person meets who asks for a pass; none if they get it.
pub(super) fn refusal(world: &World, poll: &str, bearer: &str) -> Option<String> {
    let answer = world.ask(poll, bearer, &world.request(poll));
    (answer.status != 200).then(|| answer.problem())
}

fn passes(world: &World, poll: &str) -> i64 {
    let count = |conn: &mut web::DbConnection| -> Result<i64, web::DbError> {
        let row = store::polls::by_poll(conn, poll)?.unwrap();
        store::issued::count(conn, &row.id)
    };
    world.registrar.db.run_here(count).unwrap()
}

#[test]
fn a_voter_keeps_the_place_on_the_roll_and_has_one_pass() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let (before, after) = (world.poll(&admin, &[ADA, NEW]), world.poll(&admin, &[ADA]));
        let ada = world.voter_token(ADA);
        let request = world.request(&before);
        assert_eq!(world.ask(&before, &ada, &request).status, 200);
        let ada = change(&world, &ada, NEW);
        // The pass that was collected is answered again, and is the only one, although the new address stands there too.
        assert_eq!(world.ask(&before, &ada, &request).status, 200);
        assert_eq!(refusal(&world, &before, &ada).as_deref(), Some("pass-already-issued"));
        let mine = world.get("/api/v1/me/polls", Some(&ada)).json();
        for poll in mine["polls"].as_array().unwrap() {
            assert_eq!(poll["listed_as"], ADA);
        }
        world.sign_in(NEW);
        let page = world.get("/me", None).text;
        assert!(page.contains("On the organisers&#39; list as") && page.contains(ADA), "{page}");
        // Whoever has the old mailbox now is another person.
        let next = world.voter_token(ADA);
        for poll in [&before, &after] {
            assert_eq!(refusal(&world, poll, &next).as_deref(), Some("not-eligible"));
        }
        assert_eq!(world.get("/api/v1/me/polls", Some(&next)).json()["polls"], json!([]));
        assert_eq!(refusal(&world, &after, &ada), None);
        // Nor does another change make a second voter of her.
        let ada = change(&world, &ada, "third@example.org");
        for poll in [&before, &after] {
            assert_eq!(refusal(&world, poll, &ada).as_deref(), Some("pass-already-issued"));
        }
        // The other entry is of whoever has its address, as it was listed.
        let other = world.voter_token(NEW);
        assert_eq!(refusal(&world, &before, &other), None);
        assert_eq!((passes(&world, &before), passes(&world, &after)), (2, 1));
    }
}

#[test]
fn an_open_poll_gives_no_second_pass_for_another_address() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let poll = world.poll_with(&admin, &[], &open_draft(&["example.org"]));
        let ada = world.voter_token(ADA);
        let request = world.request(&poll);
        assert_eq!(world.ask(&poll, &ada, &request).status, 200);
        let ada = change(&world, &ada, NEW);
        assert_eq!(refusal(&world, &poll, &ada).as_deref(), Some("pass-already-issued"));
        // Her answer is repeated also at an address that is not admitted.
        let ada = change(&world, &ada, "ada@elsewhere.example");
        assert_eq!(world.ask(&poll, &ada, &request).status, 200);
        let next = world.voter_token(ADA);
        assert_eq!(refusal(&world, &poll, &next).as_deref(), Some("not-eligible"));
        assert_eq!(passes(&world, &poll), 1);
        // Who collected nothing and is not admitted any more gets nothing.
        let ben = world.voter_token("ben@example.org");
        let ben = change(&world, &ben, "ben@elsewhere.example");
        assert_eq!(refusal(&world, &poll, &ben).as_deref(), Some("not-eligible"));
    }
}

#[test]
fn nobody_gets_at_anothers_place_without_reading_their_mail() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &[ADA]);
    let evil = world.voter_token("evil@example.org");
    let asked = ask(&world, &evil, ADA);
    assert!(asked.status == 202 && !asked.text.contains("token"), "{}", asked.text);
    assert!(mailed(&world, "evil@example.org").is_none());
    let told = world.mails("address-asked", "evil@example.org").remove(0);
    let token = mailed(&world, ADA).unwrap();
    assert!(!told.contains(&token));
    assert_eq!(refusal(&world, &poll, &evil).as_deref(), Some("not-eligible"));
    // Ada makes her account, reads that mail and opens its link in it: nothing happens.
    let ada = world.voter_token(ADA);
    assert_eq!(confirm(&world, &ada, &token).problem(), "link-invalid");
    assert_eq!(refusal(&world, &poll, &ada), None);
    assert_eq!(confirm(&world, &evil, &token).problem(), "conflict");
    assert_eq!(refusal(&world, &poll, &evil).as_deref(), Some("not-eligible"));
}

#[test]
fn a_roll_that_is_copied_while_the_address_changes_keeps_the_voters_place() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let id = world.draft_with(&admin, &[ADA], &draft());
        assert_eq!(ask(&world, &world.voter_token(ADA), NEW).status, 202);
        let token = PlainToken::parse(&mailed(&world, NEW).unwrap()).unwrap();
        let registrar = Arc::clone(&world.registrar);
        let (row, officer, ada) = registrar
            .db
            .run_here(|conn| {
                let of = |conn: &mut web::DbConnection, email| store::users::by_email(conn, email);
                let row = store::polls::by_draft(conn, &id)?.unwrap();
                Ok::<_, web::DbError>((row, of(conn, "admin@example.org")?.unwrap(), of(conn, ADA)?.unwrap()))
            })
            .unwrap();
        let (sent, changes) = std::sync::mpsc::channel();
        let (account, other) = (ada.clone(), Arc::clone(&registrar));
        let change_meanwhile = move || {
            let at_work = Arc::clone(&other);
            let change = std::thread::spawn(move || {
                let sender = Letterhead::english("https://vote.example".to_owned());
                let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
                runtime.block_on(address_change::confirm(&at_work, &account, &token, &sender)).map(drop)
            });
            let began = std::time::Instant::now();
            while !change.is_finished() && !is_waiting(&other) {
                assert!(began.elapsed().as_secs() < 60, "the change neither waits nor ends");
                std::thread::yield_now();
            }
            sent.send(change).unwrap();
        };
        let copy = || copies::copy(&registrar, &officer, &row, true);
        let copy = crash::meanwhile("links of a roll to copy were read", change_meanwhile, copy).unwrap();
        changes.recv().unwrap().join().unwrap().unwrap();
        let links = registrar.db.run_here(|conn| store::links::of(conn, &copy)).unwrap();
        assert_eq!(links.get(ADA), Some(&ada.id));
    }
}

#[test]
fn a_pass_asked_for_while_the_address_changes_is_the_accounts_one_pass() {
    for open in [false, true] {
        for database in TestDatabase::every_kind() {
            let world = World::on(database);
            let admin = world.admin_token();
            let poll = if open {
                world.poll_with(&admin, &[], &open_draft(&[]))
            } else {
                world.poll(&admin, &[ADA])
            };
            let registrar = Arc::clone(&world.registrar);
            let row = registrar.db.run_here(|conn| store::polls::by_poll(conn, &poll)).unwrap().unwrap();
            let (ada, request) = (world.voter(ADA), world.request(&poll));
            let asked = registrar
                .db
                .write_here(|conn| {
                    address_change::change(conn, &ada, NEW)?;
                    let (other, stale) = (Arc::clone(&registrar), ada.clone());
                    let asked =
                        std::thread::spawn(move || issuance::issue_here(&other, row, &stale, &request));
                    await_waiting(&registrar);
                    Ok::<_, address_change::ConfirmError>(asked)
                })
                .unwrap();
            let refused = asked.join().unwrap();
            assert!(matches!(refused, Err(IssueError::Outdated(_))), "{refused:?}");
            assert_eq!(passes(&world, &poll), 0);
            let ada = world.token(NEW);
            assert_eq!(refusal(&world, &poll, &ada), None);
            assert_eq!(passes(&world, &poll), 1);
        }
    }
}

#[test]
fn mails_about_polls_follow_the_voter() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        // She moves while the poll is drafted.
        let draft = world.draft_with(&admin, &[ADA, "ben@example.org"], &draft());
        let ada = world.voter_token(ADA);
        let ada = change(&world, &ada, NEW);
        let published = world.post(&format!("/api/v1/polls/{draft}/publish"), Some(&admin));
        let poll = published.json()["poll"].as_str().unwrap().to_owned();
        assert!(world.mails("invitation", ADA).is_empty());
        let mail = world.mails("invitation", NEW).remove(0);
        let link = mail.split("/sign-in/link?token=").nth(1).unwrap().split_whitespace().next().unwrap();
        let opened = world.post_json("/api/v1/sessions/link", None, &json!({ "token": link }));
        let opened = opened.json()["token"].as_str().unwrap().to_owned();
        assert_eq!(world.get("/api/v1/me", Some(&opened)).json()["email"], NEW);
        assert_eq!(refusal(&world, &poll, &ada), None);
        assert_eq!(refusal(&world, &poll, &opened).as_deref(), Some("pass-already-issued"));
    }
}

#[test]
fn organisers_may_put_another_person_in_the_place_and_the_voter_can_object() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let mut long = draft();
        for end in ["issuance_closes", "voting_closes"] {
            long[end] = json!(start().plus(10 * DAY).to_string());
        }
        let poll = world.poll_with(&admin, &[ADA], &long);
        let row = world.registrar.db.run_here(|conn| store::polls::by_poll(conn, &poll)).unwrap().unwrap();
        let entry =
            world.registrar.db.run_here(|conn| store::roll::voter(conn, &row.id, ADA)).unwrap().unwrap();
        let ada = world.voter_token(ADA);
        let ada = change(&world, &ada, NEW);
        let correct = |email: &str, name: &str| {
            let line = json!({ "email": email, "name": name });
            let path = format!("/api/v1/polls/{}/roll/voters/{entry}", row.id);
            assert_eq!(world.patch_json(&path, Some(&admin), &line).status, 200);
        };
        let owner = || world.registrar.db.run_here(|conn| store::roll::owner(conn, &entry)).unwrap();
        let own = owner();
        assert!(own.is_some());
        correct(ADA, "Ada Lovelace");
        assert_eq!(owner(), own, "only the name");
        // The present address is told, for nobody may read the old one any more.
        correct("other@example.org", "Other");
        assert_eq!(owner(), None);
        assert_eq!(refusal(&world, &poll, &ada).as_deref(), Some("not-eligible"));
        assert!(world.mails("address-corrected", ADA).is_empty());
        let mail = world.mails("address-corrected", NEW).remove(0);
        let word = mail.split("/roll/keep?word=").nth(1).unwrap().split_whitespace().next().unwrap();
        assert_eq!(world.post_form("/roll/keep", &[("word", word)]).status, 200);
        assert_eq!(owner(), own);
        // So does an officer who takes it back.
        correct("other@example.org", "Other");
        correct(ADA, "Ada");
        assert_eq!(owner(), own);
        assert_eq!(refusal(&world, &poll, &ada), None);
        assert_eq!(passes(&world, &poll), 1);
    }
}

#[test]
fn who_leaves_for_good_leaves_the_place_to_its_address() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let poll = world.poll(&admin, &[ADA]);
        let ada = world.voter_token(ADA);
        let ada = change(&world, &ada, NEW);
        assert_eq!(refusal(&world, &poll, &ada), None);
        let body = json!({ "current": crate::testing::PASSWORD });
        assert_eq!(world.post_json("/api/v1/me/delete", Some(&ada), &body).status, 204);
        let again = world.voter_token(NEW);
        assert_eq!(refusal(&world, &poll, &again).as_deref(), Some("not-eligible"));
        let again = world.voter_token(ADA);
        assert_eq!(refusal(&world, &poll, &again).as_deref(), Some("pass-already-issued"));
        assert_eq!(passes(&world, &poll), 1);
    }
}

#[test]
fn a_person_is_erased_by_the_new_address_with_the_entries_of_the_old_one() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        world.poll(&admin, &[ADA]);
        let ada = world.voter_token(ADA);
        change(&world, &ada, NEW);
        let erase = || {
            let what = Erasure { poll: None, person: Some(NEW.to_owned()) };
            erase_now(&world.registrar.db, world.registrar.clock.now(), &what)
                .map_err(|error| error.to_string())
        };
        let refused = erase().unwrap_err();
        assert!(refused.contains("not over"), "{refused}");
        for seconds in [3600, 3 * 3600] {
            world.at(seconds);
            close_windows(&world.registrar).unwrap();
        }
        let told = erase().unwrap();
        assert!(told.starts_with("1 account, 1 entries of rolls"), "{told}");
        let entries = |conn: &mut web::DbConnection| store::erasure::entries(conn, ADA);
        assert!(world.registrar.db.run_here(entries).unwrap().is_empty());
    }
}

const DAY: i64 = 24 * 3600;
