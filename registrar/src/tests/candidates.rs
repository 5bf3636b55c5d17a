//! Candidates write, officers approve, the manifest says so.

use crypto::manifest::Text;
use rocket::http::{ContentType, Header, Method};
use serde_json::{Value, json};

use crate::testing::database::TestDatabase;
use crate::testing::{Answer, World, draft};

const ADA: &str = "ada@example.org";
const BEN: &str = "ben@example.org";

/// An admin with a draft for whose options Ada and Ben stand.
struct Race {
    world: World,
    admin: String,
    draft: String,
    ada: (String, String),
    ben: (String, String),
}

impl Race {
    fn on(database: TestDatabase) -> Self {
        let world = World::on(database);
        let admin = world.admin_token();
        let draft = world.draft_with(&admin, &["voter@example.org"], &draft());
        let stand = |option: &str, email: &str| {
            let body = json!({ "question": "q1", "option": option, "email": email });
            let answer = world.post_json(&format!("/api/v1/polls/{draft}/candidates"), Some(&admin), &body);
            assert_eq!(answer.status, 201, "{}", answer.text);
            (answer.json()["candidacy"].as_str().unwrap().to_owned(), world.voter_token(email))
        };
        let (ada, ben) = (stand("a", ADA), stand("b", BEN));
        Self { world, admin, draft, ada, ben }
    }

    fn new() -> Self {
        Self::on(TestDatabase::sqlite())
    }

    fn write(&self, id: &str, token: &str, body: &Value) -> Answer {
        let request = self
            .world
            .client
            .put(format!("/api/v1/me/candidacies/{id}"))
            .header(ContentType::JSON)
            .header(Header::new("Authorization", format!("Bearer {token}")));
        Answer::of(request.body(body.to_string()).dispatch())
    }

    fn ada_writes(&self, statement: &str) {
        let answer =
            self.write(&self.ada.0, &self.ada.1, &json!({ "profile": "Engineer", "statement": statement }));
        assert_eq!(answer.status, 200, "{}", answer.text);
    }

    /// What officers see of an option, by its place.
    fn place(&self, place: usize) -> Value {
        let path = format!("/api/v1/polls/{}/candidates", self.draft);
        self.world.get(&path, Some(&self.admin)).json()["options"][place].take()
    }

    fn judge(&self, id: &str, act: &str, body: &Value) -> Answer {
        let path = format!("/api/v1/polls/{}/candidates/{id}/{act}", self.draft);
        self.world.post_json(&path, Some(&self.admin), body)
    }

    fn approve_ada(&self) -> Answer {
        self.judge(&self.ada.0, "approve", &json!({ "tag": self.place(0)["candidate"]["tag"] }))
    }

    fn description(&self, option: usize) -> Value {
        let draft = self.world.get(&format!("/api/v1/drafts/{}", self.draft), Some(&self.admin)).json();
        draft["fields"]["questions"][0]["options"][option]["description"].clone()
    }

    fn publish(&self) -> String {
        let answer = self.world.post(&format!("/api/v1/polls/{}/publish", self.draft), Some(&self.admin));
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.json()["poll"].as_str().unwrap().to_owned()
    }
}

#[test]
fn what_is_no_candidacy_is_refused() {
    let race = Race::new();
    let path = format!("/api/v1/polls/{}/candidates", race.draft);
    let invite = |body: &Value| race.world.post_json(&path, Some(&race.admin), body);
    for (body, name) in [
        (json!({ "question": "q1", "option": "a", "email": "nobody" }), "email-invalid"),
        (json!({ "question": "q1", "option": "z", "email": "cem@example.org" }), "malformed-request"),
        (json!({ "question": "q9", "option": "a", "email": "cem@example.org" }), "malformed-request"),
        (json!({ "question": "q1", "option": "a", "email": "cem@example.org" }), "conflict"),
        (json!({ "question": "q1", "option": "a" }), "malformed-json"),
        (json!({ "question": "q1", "option": "a", "email": ADA, "role": "admin" }), "unknown-field"),
    ] {
        assert_eq!(invite(&body).problem(), name, "{body}");
    }
    let voter = race.world.voter_token("voter@example.org");
    let body = json!({ "question": "q1", "option": "a", "email": ADA });
    assert_eq!(race.world.post_json(&path, Some(&voter), &body).status, 403);
    assert_eq!(
        race.world.post_json(&path, Some(&race.ada.1), &body).status,
        403,
        "a candidate is no officer"
    );
    let stranger = race.world.officer_token("olga@example.org");
    assert_eq!(race.world.post_json(&path, Some(&stranger), &body).status, 404);
}

#[test]
fn texts_that_cannot_be_taken_are_refused_with_their_field() {
    let race = Race::new();
    let (id, token) = &race.ada;
    for (body, field) in [
        (json!({ "profile": "x".repeat(601), "statement": "s" }), "profile"),
        (json!({ "statement": "ä".repeat(4001) }), "statement"),
        (json!({ "profile": " ", "statement": "\n" }), "statement"),
        (json!({}), "statement"),
        (json!({ "statement": "a\u{0}b" }), "statement"),
        (json!({ "statement": "a\u{1b}[31m" }), "statement"),
    ] {
        let answer = race.write(id, token, &body);
        assert_eq!((answer.status, answer.problem().as_str()), (422, "malformed-request"), "{body}");
        assert_eq!(answer.json()["field"], field, "{body}");
    }
    assert_eq!(race.write(id, token, &json!({ "statement": "ä".repeat(4000) })).status, 200);
    let shown = race.write(id, token, &json!({ "profile": "  A\r\nB ", "statement": "" })).json();
    assert_eq!((&shown["profile"], &shown["state"]), (&json!("A\nB"), &json!("written")));
}

#[test]
fn a_candidate_sees_and_writes_the_own_option_only() {
    let race = Race::new();
    race.ada_writes("More trees");
    let ben = &race.ben.1;
    let path = format!("/api/v1/me/candidacies/{}", race.ada.0);
    assert_eq!(race.world.get(&path, Some(ben)).status, 404);
    assert_eq!(race.write(&race.ada.0, ben, &json!({ "statement": "Fewer trees" })).status, 404);
    assert_eq!(
        race.write(&race.ada.0, ben, &json!({ "statement": "x".repeat(9000) })).status,
        404,
        "not even that"
    );
    let own = race.world.get("/api/v1/me/candidacies", Some(ben));
    assert_eq!(own.json()["candidacies"].as_array().unwrap().len(), 1);
    assert!(!own.text.contains("trees") && !own.text.contains(ADA), "{}", own.text);
    for path in [format!("/api/v1/polls/{}/candidates", race.draft), format!("/api/v1/drafts/{}", race.draft)]
    {
        assert_eq!(race.world.get(&path, Some(ben)).status, 403, "{path}");
    }
    assert_eq!(race.world.get("/api/v1/me/candidacies", None).status, 401);
    let voter = race.world.voter_token("voter@example.org");
    assert_eq!(race.world.get("/api/v1/me/candidacies", Some(&voter)).json(), json!({ "candidacies": [] }));
    race.world.sign_in(BEN);
    assert_eq!(race.world.get(&format!("/candidacies/{}", race.ada.0), None).status, 404);
    assert_eq!(race.world.get(&format!("/candidacies/{}", race.ben.0), None).status, 200);
    assert!(race.world.get("/me", None).text.contains(&race.ben.0));
}

#[test]
fn an_approved_text_is_in_the_manifest_and_another_is_not() {
    for database in TestDatabase::every_kind() {
        let race = Race::on(database);
        race.ada_writes("More **trees**");
        assert_eq!(race.write(&race.ben.0, &race.ben.1, &json!({ "statement": "Fewer trees" })).status, 200);
        assert_eq!(race.description(0), "", "nothing before it is approved");
        let preflight = race.world.get(&format!("/api/v1/polls/{}/preflight", race.draft), Some(&race.admin));
        assert!(preflight.text.contains("2 of 2 candidates have no approved text"), "{}", preflight.text);
        assert_eq!(race.approve_ada().status, 204);
        assert_eq!(race.world.mails("candidate-approved", ADA).len(), 1);
        assert_eq!(race.description(0), "Engineer\n\nMore **trees**");

        // What is written afterwards must be approved anew.
        race.ada_writes("No trees at all");
        assert_eq!(race.place(0)["candidate"]["state"], "written");
        let poll = race.publish();
        let options = &race.world.manifest(&poll).questions[0].options;
        assert_eq!(options[0].description, Text::from("Engineer\n\nMore **trees**"));
        assert_eq!(options[1].description, Text::from(""));

        // Published is published.
        let late = race.write(&race.ada.0, &race.ada.1, &json!({ "statement": "Trees after all" }));
        assert_eq!((late.status, late.problem().as_str()), (409, "conflict"));
        assert_eq!(race.approve_ada().problem(), "conflict");
        let words = json!({ "tag": race.place(0)["candidate"]["tag"], "words": "shorter" });
        assert_eq!(race.judge(&race.ada.0, "return", &words).problem(), "conflict");
        let invite = json!({ "question": "q1", "option": "a", "email": ADA });
        let path = format!("/api/v1/polls/{}/candidates", race.draft);
        assert_eq!(race.world.post_json(&path, Some(&race.admin), &invite).problem(), "conflict");
        race.world.sign_in(ADA);
        let page = format!("/candidacies/{}", race.ada.0);
        assert!(race.world.get(&page, None).text.contains("can no longer be changed"));
        let typed = race.world.post_form(&page, &[("statement", "Trees after all")]);
        assert!(typed.status == 422 && typed.text.contains("Nothing was saved"), "{}", typed.text);
    }
}

#[test]
fn nobody_approves_what_they_have_not_read() {
    let race = Race::new();
    assert_eq!(race.judge(&race.ada.0, "approve", &json!({ "tag": "0".repeat(16) })).problem(), "conflict");
    race.ada_writes("More trees");
    let read = json!({ "tag": race.place(0)["candidate"]["tag"] });
    race.ada_writes("No trees");
    assert_eq!(race.judge(&race.ada.0, "approve", &read).problem(), "conflict");
    assert_eq!(race.description(0), "");
    assert_eq!(race.judge(&race.ada.0, "approve", &json!({})).problem(), "malformed-json");
    // A candidacy of another poll is not this poll's to judge.
    let other = race.world.draft_with(&race.admin, &[], &draft());
    let path = format!("/api/v1/polls/{other}/candidates/{}/approve", race.ada.0);
    let tag = json!({ "tag": race.place(0)["candidate"]["tag"] });
    assert_eq!(race.world.post_json(&path, Some(&race.admin), &tag).status, 404);
}

#[test]
fn a_text_is_sent_back_with_words_and_changed() {
    let race = Race::new();
    race.ada_writes("Buy my book");
    let tag = race.place(0)["candidate"]["tag"].clone();
    for words in ["", " \n", &"x".repeat(1001)] {
        let refused = race.judge(&race.ada.0, "return", &json!({ "tag": tag, "words": words }));
        assert_eq!((refused.status, &refused.json()["field"]), (422, &json!("words")));
    }
    assert_eq!(
        race.judge(&race.ada.0, "return", &json!({ "tag": tag, "words": "No advertising, please" })).status,
        204
    );
    let mails = race.world.mails("candidate-returned", ADA);
    assert!(mails.len() == 1 && mails[0].contains("No advertising, please"), "{mails:?}");
    race.world.sign_in(ADA);
    let page = race.world.get(&format!("/candidacies/{}", race.ada.0), None).text;
    assert!(page.contains("No advertising, please") && page.contains("Buy my book"), "{page}");
    race.ada_writes("More trees");
    assert_eq!(race.approve_ada().status, 204);
    assert_eq!(race.place(0)["candidate"]["words"], Value::Null);
    let log = race.world.get("/api/v1/audit", Some(&race.admin)).text;
    for act in ["candidate.invite", "candidate.write", "candidate.return", "candidate.approve"] {
        assert!(log.contains(act), "{act}");
    }
    assert!(!log.contains("Buy my book") && !log.contains("More trees"), "no text is in the log");
    assert!(!log.contains(BEN), "who was only asked is not named there");
}

#[test]
fn the_mailed_link_signs_in_and_leads_to_the_own_page() {
    let world = World::new();
    let admin = world.admin_token();
    let draft = world.draft_with(&admin, &[], &draft());
    world.sign_in("admin@example.org");
    let path = format!("/admin/polls/{draft}/candidates");
    let bad = world
        .post_form(&path, &[("action", "invite"), ("question", "q1"), ("option", "a"), ("email", "cem@")]);
    assert!(bad.status == 422 && bad.text.contains("value=\"cem@\""), "{}", bad.text);
    let fields = [("action", "invite"), ("question", "q1"), ("option", "a"), ("email", "Cem@Example.org")];
    let invited = world.post_form(&path, &fields);
    assert_eq!((invited.status, invited.header("Location")), (303, format!("{path}?done=invited").as_str()));
    let page = world.get(&format!("{path}?done=invited"), None).text;
    assert!(page.contains("cem@example.org") && page.contains("a mail is on its way"), "{page}");

    let mail = world.mails("candidate-invited", "cem@example.org").pop().unwrap();
    let token = mail.split("/sign-in/link?token=").nth(1).unwrap().split_whitespace().next().unwrap();
    let browser = world.other_browser();
    let opened = browser
        .post("/sign-in/link")
        .header(ContentType::Form)
        .header(Header::new("Origin", crate::testing::OWN))
        .body(format!("token={token}"))
        .dispatch();
    assert_eq!(opened.status().code, 303);
    let own = opened.headers().get_one("Location").unwrap().to_owned();
    assert!(own.starts_with("/candidacies/"), "{own}");
    let ask = |method: Method, body: &str| {
        let request = browser
            .req(method, own.clone())
            .header(ContentType::Form)
            .header(Header::new("Origin", crate::testing::OWN));
        Answer::of(request.body(body).dispatch())
    };
    assert!(ask(Method::Get, "").text.contains("What you want"));
    let long = ask(Method::Post, &format!("profile=Baker&statement={}", "x".repeat(4001)));
    assert!(
        long.status == 422 && long.text.contains("at most 4000") && long.text.contains("Baker"),
        "{}",
        long.text
    );
    let html = crate::testing::encode(&[
        ("profile", "Baker"),
        ("statement", "<script>alert(1)</script>\n\n**bread**"),
    ]);
    assert_eq!(ask(Method::Post, &html).status, 303);
    for page in [ask(Method::Get, "").text, world.get(&path, None).text] {
        assert!(page.contains("<strong>bread</strong>") && !page.contains("<script"), "{page}");
    }
    let tag = world.get(&path, None).field("tag");
    let id = world.get(&path, None).field("candidacy");
    let approve = [("action", "approve"), ("candidacy", id.as_str()), ("tag", tag.as_str())];
    assert_eq!(world.post_form(&path, &approve).status, 303);
    let preview = world.get(&format!("/admin/polls/{draft}/preview"), None).text;
    assert!(preview.contains("Baker") && !preview.contains("<script"), "{preview}");
}

#[test]
fn who_is_removed_or_leaves_stands_no_more() {
    let race = Race::new();
    race.ada_writes("More trees");
    assert_eq!(race.approve_ada().status, 204);
    let path = format!("/api/v1/polls/{}/candidates/{}", race.draft, race.ada.0);
    let request =
        race.world.client.delete(path).header(Header::new("Authorization", format!("Bearer {}", race.admin)));
    assert_eq!(Answer::of(request.dispatch()).status, 204);
    assert_eq!(race.write(&race.ada.0, &race.ada.1, &json!({ "statement": "Still here" })).status, 404);
    assert_eq!(race.place(0)["candidate"], Value::Null);
    assert_eq!(race.description(0), "Engineer\n\nMore trees", "what was approved is the officers' now");

    let export = race.world.get("/api/v1/me/export", Some(&race.ben.1)).json();
    assert_eq!(export["candidacies"][0]["option"], "Ben");
    let left = json!({ "current": crate::testing::PASSWORD });
    assert_eq!(race.world.post_json("/api/v1/me/delete", Some(&race.ben.1), &left).status, 204);
    assert_eq!(race.place(1)["candidate"], Value::Null);
}

#[test]
fn an_option_that_is_gone_has_no_candidate() {
    let race = Race::new();
    race.ada_writes("More trees");
    let questions = json!([{
        "id": "q1", "title": "Chair", "kind": "choice", "min": 1, "max": 1,
        "options": [{ "id": "c", "title": "Cem" }, { "id": "b", "title": "Ben" }],
    }]);
    let changed = race.world.patch_json(
        &format!("/api/v1/polls/{}", race.draft),
        Some(&race.admin),
        &json!({ "questions": questions }),
    );
    assert_eq!(changed.status, 200, "{}", changed.text);
    assert_eq!(race.write(&race.ada.0, &race.ada.1, &json!({ "statement": "Hello?" })).status, 404);
    assert_eq!(race.place(0)["candidate"], Value::Null);
    assert_eq!(race.place(1)["candidate"]["email"], BEN);
    let known = |conn: &mut web::DbConnection| crate::store::candidates::of_email(conn, ADA);
    assert_eq!(race.world.registrar.db.run_here(known).unwrap(), [], "nothing stays unseen");
    let log = race.world.get("/api/v1/audit", Some(&race.admin)).text;
    assert!(log.contains("candidate.remove") && log.contains(&race.ada.0), "{log}");
}

#[test]
fn a_new_option_takes_nobodys_candidate_over() {
    let race = Race::new();
    assert_eq!(race.write(&race.ben.0, &race.ben.1, &json!({ "statement": "Fewer trees" })).status, 200);
    race.world.sign_in("admin@example.org");
    let path = format!("/admin/polls/{}", race.draft);
    let page = race.world.get(&path, None);
    // Ben goes and Cleo comes, in one save.
    let fields = [
        ("base", page.field("base")),
        ("title", "Board".to_owned()),
        ("test", "on".to_owned()),
        ("time_zone", "UTC".to_owned()),
        ("issuance_opens", "2026-12-01T12:00".to_owned()),
        ("issuance_closes", "2026-12-01T13:00".to_owned()),
        ("voting_opens", "2026-12-01T12:00".to_owned()),
        ("voting_closes", "2026-12-01T14:00".to_owned()),
        ("electorate", "roll".to_owned()),
        ("mix", "0".to_owned()),
        ("questions[0].id", "q1".to_owned()),
        ("questions[0].title", "Chair".to_owned()),
        ("questions[0].kind", "choice".to_owned()),
        ("questions[0].min", "1".to_owned()),
        ("questions[0].max", "1".to_owned()),
        ("questions[0].seats", "1".to_owned()),
        ("questions[0].options[0].id", "a".to_owned()),
        ("questions[0].options[0].title", "Ada".to_owned()),
        ("questions[0].options[1].id", String::new()),
        ("questions[0].options[1].title", "Cleo".to_owned()),
        ("action", "save".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let saved = race.world.post_form(&path, &fields);
    assert_eq!(saved.status, 303, "{}", saved.text);
    let cleo = race.place(1);
    assert_eq!((&cleo["option"], &cleo["candidate"]), (&json!("c"), &Value::Null));
    let own = race.world.get("/api/v1/me/candidacies", Some(&race.ben.1)).json();
    assert_eq!(own, json!({ "candidacies": [] }));
    assert_eq!(race.place(0)["candidate"]["email"], ADA);
}

#[test]
fn the_audit_log_does_not_name_who_writes() {
    let race = Race::new();
    race.ada_writes("More trees");
    let log = race.world.get("/api/v1/audit", Some(&race.admin)).text;
    assert!(log.contains("candidate.write") && log.contains(&race.ada.0), "{log}");
    assert!(!log.contains(ADA), "{log}");
}

#[test]
fn candidates_are_erased_with_the_voters_and_on_request() {
    let race = Race::new();
    race.ada_writes("More trees");
    assert_eq!(race.approve_ada().status, 204);
    let left = |email: &str| {
        let known = |conn: &mut web::DbConnection| crate::store::candidates::of_email(conn, email);
        race.world.registrar.db.run_here(known).unwrap().len()
    };
    let erase = |conn: &mut web::DbConnection| crate::store::erasure::address(conn, BEN);
    assert_eq!(race.world.registrar.db.run_here(erase).unwrap().candidacies, 1);
    assert_eq!((left(ADA), left(BEN)), (1, 0));
    let poll = race.publish();
    for seconds in [3600, 7200] {
        race.world.at(seconds);
        crate::workers::close_windows(&race.world.registrar).unwrap();
    }
    let (db, now) = (&race.world.registrar.db, race.world.clock.now());
    crate::domain::erasure::erase_poll(db, now, &poll).unwrap();
    assert_eq!(left(ADA), 0);
    assert_eq!(
        race.world.manifest(&poll).questions[0].options[0].description,
        Text::from("Engineer\n\nMore trees")
    );
}
