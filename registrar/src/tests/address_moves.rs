//! Addresses of voters that are corrected after publication.

use std::sync::Arc;

use rocket::http::{ContentType, Header, Method};
use serde_json::json;

use crate::domain::account::{Account, Role};
use crate::domain::issuance::{self, IssueError};
use crate::domain::roll::RollLine;
use crate::domain::roll_entries;
use crate::registrar::Registrar;
use crate::store;
use crate::testing::database::TestDatabase;
use crate::testing::{Answer, World, draft};

const DAY: i64 = 24 * 3600;

/// A poll that issues passes for ten days, with Ada on its roll, of an officer named Otto.
struct Story {
    world: World,
    admin: String,
    otto: String,
    poll: String,
    id: String,
    ada: String,
}

impl Story {
    fn begin(database: TestDatabase) -> Self {
        let world = World::on(database);
        let (admin, otto) = (world.admin_token(), world.officer_token("otto@example.org"));
        let mut long = draft();
        for end in ["issuance_closes", "voting_closes"] {
            long[end] = json!(crate::testing::start().plus(10 * DAY).to_string());
        }
        let poll = world.poll_with(&otto, &["ada@example.org", "ben@example.org"], &long);
        let row = world.registrar.db.run_here(|conn| store::polls::by_poll(conn, &poll)).unwrap().unwrap();
        let voter = |conn: &mut web::DbConnection| store::roll::voter(conn, &row.id, "ada@example.org");
        let ada = world.registrar.db.run_here(voter).unwrap().unwrap();
        Self { world, admin, otto, poll, id: row.id, ada }
    }

    fn call(&self, token: &str, method: Method, path: &str, body: &serde_json::Value) -> Answer {
        let path = format!("/api/v1/polls/{}/roll/voters/{}{path}", self.id, self.ada);
        let request = self.world.client.req(method, path).header(ContentType::JSON).body(body.to_string());
        Answer::of(request.header(Header::new("Authorization", format!("Bearer {token}"))).dispatch())
    }

    /// The officer corrects Ada's address.
    fn move_to(&self, email: &str) {
        let moved = self.call(&self.otto, Method::Patch, "", &json!({ "email": email }));
        assert_eq!(moved.status, 200, "{}", moved.text);
    }

    fn release(&self, token: &str) -> Answer {
        self.call(token, Method::Post, "/release", &json!({}))
    }

    /// The problem that this person meets who asks for a pass; none if they get it.
    fn ask(&self, token: &str) -> Option<String> {
        let answer = self.world.ask(&self.poll, token, &self.world.request(&self.poll));
        (answer.status != 200).then(|| answer.problem())
    }

    /// The address that the entry says has collected its pass.
    fn collected_by(&self) -> Option<String> {
        let to = |conn: &mut web::DbConnection| crate::domain::address_move::collected_by(conn, &self.ada);
        self.world.registrar.db.run_here(to).unwrap()
    }

    /// The word in the mail that lets this address be kept.
    fn word(&self, email: &str) -> Option<String> {
        let mails = self.world.mails("address-corrected", email);
        let mut words = mails.iter().filter_map(|mail| mail.split("/roll/keep?word=").nth(1));
        words.next().map(|rest| rest.split_whitespace().next().unwrap().to_owned())
    }
}

#[test]
fn an_officer_collects_no_pass_by_putting_an_address_of_their_own_in_a_voters_place() {
    for database in TestDatabase::every_kind() {
        let story = Story::begin(database);
        let (ada, evil) =
            (story.world.voter_token("ada@example.org"), story.world.voter_token("evil@example.org"));
        story.move_to("evil@example.org");
        assert_eq!(story.ask(&evil).as_deref(), Some("address-changed"));
        // Nor by a detour, nor by leave of their own.
        story.move_to("other@example.org");
        story.move_to("evil@example.org");
        assert_eq!(story.ask(&evil).as_deref(), Some("address-changed"));
        assert_eq!(story.release(&story.otto).problem(), "forbidden");
        // Opening the link changes nothing before the button is pressed.
        let word = story.word("ada@example.org").unwrap();
        let page = story.world.get(&format!("/roll/keep?word={word}"), None);
        assert!(page.status == 200 && page.text.contains("ada@example.org"), "{}", page.text);
        let german = story.world.get(&format!("/roll/keep?word={word}&lang=de"), None).text;
        assert!(
            german.contains("<span lang=\"en\" dir=\"auto\">"),
            "the poll's title in its language: {german}"
        );
        assert_eq!(story.ask(&ada).as_deref(), Some("not-eligible"));
        let kept = story.world.post_form("/roll/keep", &[("word", &word)]);
        assert!(kept.status == 200 && kept.text.contains("stands on the list again"), "{}", kept.text);
        assert_eq!(story.world.post_form("/roll/keep", &[("word", &word)]).status, 422, "once");
        assert_eq!(story.ask(&evil).as_deref(), Some("not-eligible"));
        assert_eq!(story.ask(&ada), None);
        let log = story.world.get("/api/v1/audit", Some(&story.admin)).text;
        assert!(log.contains("roll.undo"), "{log}");
    }
}

#[test]
fn a_poll_published_since_it_was_read_asks_the_old_address() {
    let story = Story::begin(TestDatabase::sqlite());
    let registrar = &story.world.registrar;
    let mut read = registrar.db.run_here(|conn| store::polls::by_draft(conn, &story.id)).unwrap().unwrap();
    read.state = "draft".to_owned();
    let line = RollLine { email: "evil@example.org".to_owned(), name: None, external_id: None };
    let officer = Account::new("otto@example.org", None, Role::Officer);
    assert!(roll_entries::correct(registrar, &read, &story.ada, &line, &officer).unwrap());
    let evil = story.world.voter_token("evil@example.org");
    assert_eq!(story.ask(&evil).as_deref(), Some("address-changed"));
}

/// Waits until somebody waits for a lock of the database; on SQLite the line in front of it is as good.
pub(super) fn await_waiting(registrar: &Registrar) {
    while !is_waiting(registrar) {
        std::thread::yield_now();
    }
}

/// Whether somebody waits so.
pub(super) fn is_waiting(registrar: &Registrar) -> bool {
    #[cfg(feature = "postgres")]
    {
        use diesel::prelude::*;

        #[derive(diesel::QueryableByName)]
        struct Waiting {
            #[diesel(sql_type = diesel::sql_types::BigInt)]
            sessions: i64,
        }
        let waiting = |conn: &mut web::DbConnection| -> Result<i64, web::DbError> {
            let web::DbConnection::Postgres(conn) = conn else { return Ok(1) };
            let sql = "SELECT count(*) AS sessions FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND \
                       datname = current_database()";
            Ok(diesel::sql_query(sql).get_result::<Waiting>(conn)?.sessions)
        };
        registrar.db.run_here(waiting).unwrap() > 0
    }
    #[cfg(not(feature = "postgres"))]
    {
        let _ = registrar;
        true
    }
}

#[test]
fn a_pass_asked_for_while_the_address_is_being_corrected_does_not_go_to_the_one_before() {
    for database in TestDatabase::every_kind() {
        let story = Story::begin(database);
        let registrar = Arc::clone(&story.world.registrar);
        let row = registrar.db.run_here(|conn| store::polls::by_draft(conn, &story.id)).unwrap().unwrap();
        let request = story.world.request(&story.poll);
        let ada = story.world.voter("ada@example.org");
        let asked = registrar
            .db
            .write_here(|conn| -> Result<_, web::DbError> {
                store::polls::lock(conn, &story.id)?;
                let line = RollLine { email: "l@example.org".to_owned(), name: None, external_id: None };
                store::roll::correct(conn, &story.ada, &line)?;
                let other = Arc::clone(&registrar);
                let ada = ada.clone();
                let asked = std::thread::spawn(move || issuance::issue_here(&other, row, &ada, &request));
                await_waiting(&registrar);
                Ok(asked)
            })
            .unwrap();
        let refused = asked.join().unwrap();
        assert!(matches!(refused, Err(IssueError::NotEligible)), "{refused:?}");
        let count = |conn: &mut web::DbConnection| store::issued::count(conn, &story.id);
        assert_eq!(registrar.db.run_here(count).unwrap(), 0);
    }
}

#[test]
fn my_polls_says_when_a_pass_that_is_held_can_be_collected() {
    let story = Story::begin(TestDatabase::sqlite());
    story.move_to("lovelace@example.org");
    let lovelace = story.world.voter_token("lovelace@example.org");
    let mine = || story.world.get("/api/v1/me/polls", Some(&lovelace)).json()["polls"][0].take();
    assert_eq!(mine()["next"], "wait-for-pass");
    assert_eq!(mine()["held_until"], crate::testing::start().plus(DAY).to_string());
    story.world.sign_in("lovelace@example.org");
    let page = story.world.get("/me", None).text;
    assert!(page.contains("Wednesday, 2 December 2026, 12:00 UTC") && page.contains("can object"), "{page}");
    assert!(!page.contains("Collect my voting pass"), "{page}");
    assert_eq!(story.release(&story.admin).status, 204);
    assert_eq!((&mine()["next"], mine().get("held_until")), (&json!("collect"), None));
}

#[test]
fn a_corrected_address_has_its_pass_after_a_day() {
    let story = Story::begin(TestDatabase::sqlite());
    story.move_to("lovelace@example.org");
    let word = story.word("ada@example.org").unwrap();
    let at = |seconds: i64| {
        story.world.at(seconds);
        story.world.token("lovelace@example.org")
    };
    story.world.voter("lovelace@example.org");
    assert_eq!(story.ask(&at(DAY - 1)).as_deref(), Some("address-changed"));
    assert_eq!(story.ask(&at(DAY)), None);
    for answer in [
        story.world.get(&format!("/roll/keep?word={word}"), None),
        story.world.post_form("/roll/keep", &[("word", &word)]),
    ] {
        assert!(answer.status == 422 && answer.text.contains("older than a day"), "{}", answer.text);
    }
    let token = story.world.token("lovelace@example.org");
    let mine = story.world.get("/api/v1/me/polls", Some(&token)).json();
    assert_eq!(mine["polls"][0]["pass_to"], "lovelace@example.org", "the voter is shown where it went");
    assert_eq!(story.collected_by().as_deref(), Some("lovelace@example.org"));
}

#[test]
fn another_admin_ends_the_wait() {
    let story = Story::begin(TestDatabase::sqlite());
    assert_eq!(story.release(&story.admin).problem(), "not-found", "nothing is held");
    story.move_to("lovelace@example.org");
    let lovelace = story.world.voter_token("lovelace@example.org");
    story.world.sign_in("admin@example.org");
    let page = format!("/admin/polls/{}/voters/{}", story.id, story.ada);
    assert!(story.world.get(&page, None).text.contains("End the wait"));
    assert_eq!(story.world.post_form(&page, &[("action", "release")]).status, 303);
    assert!(!story.world.get(&page, None).text.contains("End the wait"));
    assert_eq!(story.ask(&lovelace), None);
    // Who corrects it is not the one who frees it, admin or not.
    let other = Story::begin(TestDatabase::sqlite());
    let moved = other.call(&other.admin, Method::Patch, "", &json!({ "email": "l@example.org" }));
    assert_eq!(moved.status, 200);
    assert_eq!(other.release(&other.admin).problem(), "forbidden");
}

#[test]
fn a_typing_error_that_is_taken_back_holds_nothing() {
    let story = Story::begin(TestDatabase::sqlite());
    let ada = story.world.voter_token("ada@example.org");
    story.move_to("adda@example.org");
    story.move_to("ada@example.org");
    assert_eq!(story.ask(&ada), None);
    assert_eq!(story.word("ada@example.org").map(|word| word.len()), Some(43));
    assert_eq!(story.release(&story.admin).problem(), "not-found");
    assert_eq!(story.collected_by(), None);
}

/// What an officer sees of a correction, and what the addresses are written, with what differs anyway made equal.
fn sights_of_a_correction(with_pass: bool) -> Vec<String> {
    let story = Story::begin(TestDatabase::sqlite());
    let ada = story.world.voter_token("ada@example.org");
    if with_pass {
        assert_eq!(story.ask(&ada), None);
    }
    let page = format!("/admin/polls/{}/voters/{}", story.id, story.ada);
    story.world.mails("invitation", "ada@example.org");
    story.move_to("lovelace@example.org");
    let word = story.word("ada@example.org").unwrap();
    let mut sights =
        vec![format!("{} invitations", story.world.mails("invitation", "lovelace@example.org").len())];
    let held = |sights: &mut Vec<String>| {
        story.world.sign_in("admin@example.org");
        sights.push(story.world.get(&page, None).text);
        let path = format!("/api/v1/polls/{}/roll?search=lovelace", story.id);
        let found = story.world.get(&path, Some(&story.otto)).json();
        sights.push(format!("{} {}", found["voters"], found["mails"][0]["state"]));
    };
    held(&mut sights);
    sights.extend(story.world.mails("address-corrected", "ada@example.org"));
    sights.push(story.world.get(&format!("/roll/keep?word={word}"), None).text);
    for token in [&story.otto, &story.admin, &story.admin] {
        let released = story.release(token);
        sights.push(format!("{} {}", released.status, released.text));
        held(&mut sights);
    }
    let audited = story.world.get("/api/v1/audit", Some(&story.admin)).json();
    let acts = audited["records"].as_array().unwrap().iter().map(|line| &line["record"]);
    sights.extend(acts.map(|act| format!("{} {} {}", act["action"], act["before"], act["after"])));
    let own = [(&story.poll, "POLL"), (&story.id, "DRAFT"), (&story.ada, "VOTER"), (&word, "WORD")];
    let plain = |sight: String| own.iter().fold(sight, |sight, (text, name)| sight.replace(*text, name));
    sights.into_iter().map(plain).map(|sight| without_chance(&sight)).collect()
}

/// Without the lines of a mail that are different each time.
fn without_chance(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("Message-ID:") && !line.starts_with("Date:"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_correction_does_not_tell_whether_the_pass_was_collected() {
    let (without, with) = (sights_of_a_correction(false), sights_of_a_correction(true));
    assert!(without.iter().any(|sight| sight.contains("The pass waits, if it was not collected")));
    assert!(without.iter().any(|sight| sight.starts_with("204")), "an admin has ended the wait");
    assert_eq!(without.len(), with.len());
    for (without, with) in without.iter().zip(&with) {
        assert_eq!(without, with);
    }
}

#[test]
fn who_collected_the_pass_is_remembered_through_all_corrections() {
    let mut story = Story::begin(TestDatabase::sqlite());
    let ada = story.world.voter_token("ada@example.org");
    assert_eq!(story.ask(&ada), None);
    story.move_to("lovelace@example.org");
    assert_eq!(story.collected_by().as_deref(), Some("ada@example.org"));
    let lovelace = story.world.voter_token("lovelace@example.org");
    let mine = story.world.get("/api/v1/me/polls", Some(&lovelace)).json();
    assert_eq!(
        (&mine["polls"][0]["pass"], &mine["polls"][0]["pass_to"]),
        (&json!("issued"), &json!("ada@example.org"))
    );
    assert_eq!(story.ask(&lovelace).as_deref(), Some("pass-already-issued"));
    // Certain after a day; then moved on and taken back, by the officer and by the address itself.
    story.world.at(DAY);
    story.otto = story.world.token("otto@example.org");
    story.admin = story.world.token("admin@example.org");
    story.move_to("byron@example.org");
    story.move_to("lovelace@example.org");
    assert_eq!(story.collected_by().as_deref(), Some("ada@example.org"));
    assert_eq!(story.release(&story.admin).problem(), "not-found", "taken back, nothing is held");
    story.move_to("byron@example.org");
    let mails = story.world.mails("address-corrected", "lovelace@example.org");
    let kept = mails.iter().filter_map(|mail| mail.split("/roll/keep?word=").nth(1)).any(|rest| {
        let word = rest.split_whitespace().next().unwrap();
        story.world.post_form("/roll/keep", &[("word", word)]).status == 200
    });
    assert!(kept);
    assert_eq!(story.collected_by().as_deref(), Some("ada@example.org"));
}

#[test]
fn words_that_were_never_mailed_keep_nothing() {
    let story = Story::begin(TestDatabase::sqlite());
    for bad in ["", "x", &"A".repeat(43)] {
        assert_eq!(story.world.get(&format!("/roll/keep?word={bad}"), None).status, 422, "{bad}");
        assert_eq!(story.world.post_form("/roll/keep", &[("word", bad)]).status, 422, "{bad}");
    }
    assert_eq!(story.world.get("/roll/keep", None).status, 422);
}

#[test]
fn spreadsheets_find_no_formula_in_a_roll_and_it_comes_back_as_it_was() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &[], &draft());
    let roll = "email,name,external_id\nada@example.org,\"=HYPERLINK(\"\"x\"\")\",+1\n'ben@example.org,'Ben,'-7\n\
                +cem@example.org,@Cem,7-8\n";
    let put = |body: &str| {
        let request = world.client.put(format!("/api/v1/polls/{id}/roll")).header(ContentType::CSV);
        let request = request.header(Header::new("Authorization", format!("Bearer {admin}")));
        Answer::of(request.body(body).dispatch())
    };
    assert_eq!(put(roll).status, 200);
    let file = || world.get(&format!("/api/v1/polls/{id}/roll.csv"), Some(&admin)).text;
    let first = file();
    assert!(first.contains("\"'=HYPERLINK(\"\"x\"\")\",'+1"), "{first}");
    assert!(first.contains("'+cem@example.org,'@Cem,7-8") && first.contains(",'Ben,'-7"), "{first}");
    for cell in first.lines().skip(1).flat_map(|line| line.split(',')) {
        let cell = cell.trim_start_matches('"');
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
    assert_eq!(put(&first).status, 200);
    assert_eq!(file(), first, "what was downloaded can be uploaded again");
}
