//! Voters who come to the roll of a published poll.

use crypto::statement::{self, Issuance};
use rocket::http::{ContentType, Header, Method};
use serde_json::{Value, json};

use crate::domain::{dispatch, jobs};
use crate::store;
use crate::testing::database::TestDatabase;
use crate::testing::{Answer, World, draft};
use crate::workers::close_windows;

/// A published poll whose roll of one may grow: its id, its draft's and a token of its admin.
fn growing(database: TestDatabase) -> (World, String, String, String) {
    let world = World::on(database);
    let admin = world.admin_token();
    let mut late = draft();
    late["late_additions"] = json!(true);
    let id = world.draft_with(&admin, &["ada@example.org"], &late);
    let answer = world.post(&format!("/api/v1/polls/{id}/publish"), Some(&admin));
    assert_eq!(answer.status, 201, "{}", answer.text);
    let poll = answer.json()["poll"].as_str().unwrap().to_owned();
    (world, poll, id, admin)
}

fn add(world: &World, token: &str, id: &str, email: &str) -> Answer {
    world.post_json(&format!("/api/v1/polls/{id}/roll/voters"), Some(token), &json!({ "email": email }))
}

fn send(world: &World, token: &str, method: Method, path: &str, csv: Option<&str>) -> Answer {
    let request = world
        .client
        .req(method, path.to_owned())
        .header(Header::new("Authorization", format!("Bearer {token}")));
    Answer::of(match csv {
        Some(csv) => request.header(ContentType::CSV).body(csv).dispatch(),
        None => request.dispatch(),
    })
}

fn statement(world: &World) -> Issuance {
    close_windows(&world.registrar).unwrap();
    dispatch::deliver_due(&world.registrar).unwrap();
    let received = world.ballot_box.received("/issuance");
    assert_eq!(received.len(), 1);
    statement::open::<Issuance>(&received[0], world.registrar.key.verifier()).unwrap().0
}

#[test]
fn without_late_additions_the_roll_stays_and_so_does_the_number() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let id = world.registrar.db.run_here(|conn| store::polls::by_poll(conn, &poll)).unwrap().unwrap().id;
    let refused = add(&world, &admin, &id, "ben@example.org");
    assert_eq!((refused.status, refused.problem().as_str()), (409, "conflict"));
    world.sign_in("admin@example.org");
    let page = world.get(&format!("/admin/polls/{id}/voters"), None).text;
    assert!(
        page.contains("nobody can be added to the list of voters") && !page.contains("Add one voter"),
        "{page}"
    );
    world.at(3600);
    assert_eq!(statement(&world).eligible, Some(1));
}

#[test]
fn an_added_voter_is_invited_votes_and_is_counted_in_the_statement() {
    for database in TestDatabase::every_kind() {
        let (world, poll, id, admin) = growing(database);
        let ben = world.voter_token("ben@example.org");
        assert_eq!(world.ask(&poll, &ben, &world.request(&poll)).problem(), "not-eligible");
        assert_eq!(add(&world, &admin, &id, "nobody").status, 422);
        assert_eq!(add(&world, &ben, &id, "ben@example.org").status, 403, "nobody adds themselves");
        assert_eq!(add(&world, &admin, &id, "ada@example.org").problem(), "conflict");
        assert_eq!(add(&world, &admin, &id, "ben@example.org").status, 201);
        assert_eq!(world.mails("invitation", "ben@example.org").len(), 1);
        assert_eq!(world.mails("invitation", "ada@example.org").len(), 1, "the others are not invited again");
        assert_eq!(world.ask(&poll, &ben, &world.request(&poll)).status, 200);

        let told = |path: &str| world.get(&format!("/api/v1/polls/{poll}/{path}"), Some(&admin)).json();
        assert_eq!(told("turnout"), json!({ "eligible": 2, "issued": 1 }));
        assert_eq!(told("dashboard")["eligible"], 2);
        assert_eq!(world.manifest(&poll).eligible, Some(1), "what was published stays");
        let log = world.get("/api/v1/audit?action=roll.add", Some(&admin)).json();
        assert_eq!(log["records"].as_array().unwrap().len(), 1);
        assert!(!log.to_string().contains("ben@"), "voters are not named there");

        world.at(3600);
        assert_eq!((statement(&world).eligible, statement(&world).issued), (Some(2), 1));
        assert_eq!(told("turnout"), json!({ "eligible": 2, "issued": 1 }));
    }
}

#[test]
fn the_list_only_grows_and_only_until_issuance_closes() {
    let (world, poll, id, admin) = growing(TestDatabase::sqlite());
    let listed = world.get(&format!("/api/v1/polls/{id}/roll"), Some(&admin)).json();
    let ada = format!("/api/v1/polls/{id}/roll/voters/{}", listed["voters"][0]["voter"].as_str().unwrap());
    assert_eq!(send(&world, &admin, Method::Delete, &ada, None).problem(), "conflict");
    let roll = format!("/api/v1/polls/{id}/roll");
    assert_eq!(
        send(&world, &admin, Method::Put, &roll, Some("email\nben@example.org\n")).problem(),
        "conflict"
    );
    let uploads = format!("{roll}/uploads");
    let replace = format!("{uploads}?mode=replace");
    assert_eq!(
        send(&world, &admin, Method::Post, &replace, Some("email\nben@example.org\n")).problem(),
        "conflict"
    );

    // A whole file of late voters, looked at and imported.
    let file = send(
        &world,
        &admin,
        Method::Post,
        &format!("{uploads}?mode=add"),
        Some("email\nben@example.org\ncem@example.org\n"),
    );
    assert_eq!(file.status, 201, "{}", file.text);
    let upload = file.json()["upload"].as_str().unwrap().to_owned();
    let late =
        send(&world, &admin, Method::Post, &format!("{uploads}?mode=add"), Some("email\ndan@example.org\n"));
    let late = late.json()["upload"].as_str().unwrap().to_owned();
    assert_eq!(send(&world, &admin, Method::Post, &format!("{uploads}/{upload}/import"), None).status, 202);
    jobs::run_all(&world.registrar).unwrap();
    assert_eq!(world.mails("invitation", "cem@example.org").len(), 1);

    // One that was uploaded in time is imported too late.
    assert_eq!(send(&world, &admin, Method::Post, &format!("{uploads}/{late}/import"), None).status, 202);
    world.at(3600);
    jobs::run_all(&world.registrar).unwrap();
    assert_eq!(
        add(&world, &admin, &id, "eva@example.org").problem(),
        "conflict",
        "also before the statement is signed"
    );
    assert_eq!(statement(&world).eligible, Some(3));
    let refused = add(&world, &admin, &id, "eva@example.org");
    assert!(refused.json()["detail"].as_str().unwrap().contains("no more passes"), "{}", refused.text);
    world.sign_in("admin@example.org");
    let page = world.get(&format!("/admin/polls/{id}/voters"), None).text;
    assert!(page.contains("No more passes are issued in this poll") && page.contains("3 voters"), "{page}");
    assert!(world.get(&format!("/admin/polls/{poll}/notices"), None).text.contains("of 3 voting passes"));
}

#[test]
fn voters_are_added_on_the_page_and_what_was_typed_wrong_is_told() {
    let (world, poll, id, _) = growing(TestDatabase::sqlite());
    world.sign_in("admin@example.org");
    let path = format!("/admin/polls/{id}/voters");
    assert!(world.get(&path, None).text.contains("its list may still grow"));
    let form =
        |email: &str| world.post_form(&path, &[("email", email), ("name", "Ben"), ("external_id", "")]);
    let wrong = form("nobody");
    assert!(wrong.status == 422 && wrong.text.contains("Nothing was changed"), "{}", wrong.text);
    assert!(
        wrong.text.contains("value=\"nobody\"") && wrong.text.contains("value=\"Ben\""),
        "what was typed stays"
    );
    let added = form("ben@example.org");
    assert_eq!(added.status, 303);
    assert!(world.get(added.header("Location"), None).text.contains("The voter is on the list"));
    assert_eq!(world.mails("invitation", "ben@example.org").len(), 1);
    assert!(world.get(&path, None).text.contains("2 voters are on the list"));
    assert!(
        world
            .get(&format!("/admin/polls/{poll}/notices"), None)
            .text
            .contains("of 2 voting passes collected. The list may grow")
    );
}

#[test]
fn a_cancelled_poll_takes_nobody_in() {
    let (world, poll, id, admin) = growing(TestDatabase::sqlite());
    let cancel: Value = json!({ "kind": "cancel", "reason": "storm" });
    assert_eq!(world.post_json(&format!("/api/v1/polls/{poll}/notices"), Some(&admin), &cancel).status, 201);
    dispatch::deliver_due(&world.registrar).unwrap();
    assert_eq!(add(&world, &admin, &id, "ben@example.org").problem(), "conflict");
    assert_eq!(statement(&world).eligible, Some(1));
}
