//! An admin deletes somebody's account.

use rocket::http::{ContentType, Header};
use serde_json::json;

use super::rescue::{acts, id_of};
use crate::domain::audit::Action;
use crate::domain::departure;
use crate::store;
use crate::testing::database::TestDatabase;
use crate::testing::{Answer, PASSWORD, World, draft};

const ADMIN: &str = "admin@example.org";
const ADA: &str = "ada@example.org";
const OLGA: &str = "olga@example.org";

/// Deletes the account of that id by the API.
fn dismiss(world: &World, token: &str, id: &str) -> Answer {
    world.post_json(&format!("/api/v1/users/{id}/delete"), Some(token), &json!({ "current": PASSWORD }))
}

#[test]
fn nobody_is_deleted_by_mistake_or_by_whoever_found_a_session() {
    let world = World::new();
    let admin = world.admin_token();
    let olga = world.officer_token(OLGA);
    let ada = world.voter_token(ADA);
    let (id, own) = (id_of(&world, ADA), id_of(&world, ADMIN));
    let path = format!("/api/v1/users/{id}/delete");
    assert_eq!(dismiss(&world, &olga, &id).problem(), "forbidden");
    assert_eq!(dismiss(&world, &ada, &id).problem(), "forbidden");
    assert_eq!(world.post_json(&path, None, &json!({ "current": PASSWORD })).problem(), "unauthorized");
    for (wrong, problem) in [
        (json!({}), "password-wrong"),
        (json!({ "current": "wrong password" }), "password-wrong"),
        (json!({ "sure": true }), "unknown-field"),
        (json!({ "current": 1 }), "malformed-json"),
    ] {
        assert_eq!(world.post_json(&path, Some(&admin), &wrong).problem(), problem, "{wrong}");
    }
    assert_eq!(dismiss(&world, &admin, &"0".repeat(32)).problem(), "not-found");
    assert_eq!(dismiss(&world, &admin, "ada").problem(), "not-found");
    let refused = dismiss(&world, &admin, &own);
    assert!(refused.problem() == "conflict" && refused.text.contains("your own account"), "{}", refused.text);
    assert_eq!(world.get("/api/v1/me", Some(&ada)).status, 200);
    assert!(acts(&world, Action::AccountDelete).is_empty());
}

#[test]
fn a_voters_account_goes_with_all_that_hangs_on_it_and_the_voter_stays() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let poll = world.poll(&admin, &[ADA]);
        let ada = world.voter_token(ADA);
        assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
        let id = id_of(&world, ADA);
        assert_eq!(dismiss(&world, &admin, &id).status, 204);
        assert_eq!(dismiss(&world, &admin, &id).problem(), "not-found", "once");
        assert_eq!(world.get("/api/v1/me", Some(&ada)).status, 401, "no session is left");
        let credentials = json!({ "email": ADA, "password": PASSWORD });
        assert_eq!(world.post_json("/api/v1/sessions", None, &credentials).status, 401);
        let mails = world.mails("account-dismissed", ADA);
        assert!(mails.len() == 1 && mails[0].contains("operators"), "{mails:?}");
        let noted = acts(&world, Action::AccountDelete);
        assert!(noted.len() == 1 && noted[0].contains(&id) && noted[0].contains(ADMIN), "{noted:?}");
        assert!(!noted[0].contains(ADA), "the log names no voter: {noted:?}");
        // The roll and the ledger are the poll's: who comes back is the same voter.
        let again = world.voter_token(ADA);
        assert_eq!(world.ask(&poll, &again, &world.request(&poll)).problem(), "pass-already-issued");
    }
}

#[test]
fn an_officers_polls_get_another_owner_first() {
    let world = World::new();
    let admin = world.admin_token();
    let olga = world.officer_token(OLGA);
    let poll = world.draft_with(&olga, &[], &draft());
    let (id, own) = (id_of(&world, OLGA), id_of(&world, ADMIN));
    let refused = dismiss(&world, &admin, &id);
    assert!(refused.problem() == "conflict" && refused.text.contains("owns polls"), "{}", refused.text);
    world.sign_in(ADMIN);
    let page = format!("/admin/users/{id}/delete");
    let shown = world.get(&page, None).text;
    assert!(
        shown.contains(&format!("/admin/polls/{poll}/officers")) && !shown.contains("button-danger"),
        "{shown}"
    );
    let refused = world.post_form(&page, &[("sure", "on"), ("current", PASSWORD)]);
    assert!(refused.status == 409 && refused.text.contains("owns polls"), "{}", refused.text);

    let put = world.client.put(format!("/api/v1/polls/{poll}/owner")).header(ContentType::JSON);
    let put = put.header(Header::new("Authorization", format!("Bearer {admin}")));
    assert_eq!(Answer::of(put.body(json!({ "account": own }).to_string()).dispatch()).status, 200);
    assert_eq!(dismiss(&world, &admin, &id).status, 204);
    let officers = world.get(&format!("/api/v1/polls/{poll}/officers"), Some(&admin)).json();
    assert_eq!((&officers["owner"]["email"], &officers["given"]), (&json!(ADMIN), &json!([])));
    let noted = acts(&world, Action::AccountDelete);
    assert!(noted.len() == 1 && noted[0].contains(OLGA) && noted[0].contains("officer"), "{noted:?}");
}

#[test]
fn two_admins_who_delete_each_other_at_once_do_not_both_succeed() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        world.admin_token();
        let eve = world.voter("eve@example.org").id;
        let admins = world.registrar.db.run_here(|conn| {
            store::users::set_role(conn, &eve, crate::domain::account::Role::Admin)?;
            Ok::<_, web::DbError>([ADMIN, "eve@example.org"].map(|email| store::users::by_email(conn, email)))
        });
        let [first, second] = admins.unwrap().map(|found| found.unwrap().unwrap());
        let outcomes = std::thread::scope(|scope| {
            let tasks = [(&first, &second), (&second, &first)].map(|(admin, other)| {
                let registrar = &world.registrar;
                scope.spawn(move || {
                    rocket::execute(departure::dismiss(registrar, admin, &other.id, &registrar.letterhead()))
                        .map_err(|error| error.to_string())
                })
            });
            tasks.map(|task| task.join().unwrap())
        });
        assert_eq!(outcomes.iter().filter(|done| done.is_ok()).count(), 1, "{outcomes:?}");
        let late = outcomes.iter().find_map(|done| done.as_ref().err()).unwrap();
        assert!(late.contains("not an admin any more"), "{late}");
        assert_eq!(world.registrar.db.run_here(store::users::lock_admins).unwrap().len(), 1);
    }
}

#[test]
fn admins_delete_on_a_page_that_tells_what_goes_and_asks_who_they_are() {
    let world = World::new();
    world.admin_token();
    let ada = world.voter_token(ADA);
    let id = id_of(&world, ADA);
    let page = format!("/admin/users/{id}/delete");
    world.officer_token(OLGA);
    world.sign_in(OLGA);
    assert_eq!(world.get(&page, None).status, 403);
    world.sign_in(ADMIN);
    assert!(world.get("/admin/users", None).text.contains(&page));
    assert_eq!(world.get(&format!("/admin/users/{}/delete", "0".repeat(32)), None).status, 404);
    let shown = world.get(&page, None).text;
    assert!(shown.contains(ADA) && shown.contains("Goes, for good") && shown.contains("Stays"), "{shown}");
    let own = world.get(&format!("/admin/users/{}/delete", id_of(&world, ADMIN)), None).text;
    assert!(own.contains("your own account") && !own.contains("button-danger"), "{own}");
    for (fields, words) in [
        (&[("current", PASSWORD)][..], "Tick that the account"),
        (&[("sure", "on")], "not your present password"),
        (&[("sure", "on"), ("current", "wrong password")], "not your present password"),
    ] {
        let refused = world.post_form(&page, fields);
        assert!(refused.status == 422 && refused.text.contains(words), "{}", refused.text);
        assert_eq!(world.get("/api/v1/me", Some(&ada)).status, 200);
    }
    let elsewhere = Some("https://elsewhere.example");
    let foreign = world.post_form_from(elsewhere, &page, &[("sure", "on"), ("current", PASSWORD)]);
    assert_eq!(foreign.status, 403, "a page of somebody else");
    let done = world.post_form(&page, &[("sure", "on"), ("current", PASSWORD)]);
    assert_eq!((done.status, done.header("Location")), (303, "/admin/users?done=deleted"));
    assert!(world.get("/admin/users?done=deleted", None).text.contains("The account is deleted"));
    assert_eq!(world.get("/api/v1/me", Some(&ada)).status, 401);
    assert_eq!(world.get(&page, None).status, 404);
}
