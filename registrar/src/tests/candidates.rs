//! Candidates write, officers approve, the manifest says so.

use crypto::manifest::Text;
use rocket::http::{ContentType, Header};
use serde_json::{Value, json};

use crate::testing::database::TestDatabase;
use crate::testing::{Answer, World, draft};

pub(super) const ADA: &str = "ada@example.org";
pub(super) const BEN: &str = "ben@example.org";

/// An admin with a draft for whose options Ada and Ben stand.
pub(super) struct Race {
    pub(super) world: World,
    pub(super) admin: String,
    pub(super) draft: String,
    pub(super) ada: (String, String),
    pub(super) ben: (String, String),
}

impl Race {
    pub(super) fn on(database: TestDatabase) -> Self {
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

    pub(super) fn new() -> Self {
        Self::on(TestDatabase::sqlite())
    }

    pub(super) fn write(&self, id: &str, token: &str, body: &Value) -> Answer {
        let request = self
            .world
            .client
            .put(format!("/api/v1/me/candidacies/{id}"))
            .header(ContentType::JSON)
            .header(Header::new("Authorization", format!("Bearer {token}")));
        Answer::of(request.body(body.to_string()).dispatch())
    }

    pub(super) fn ada_writes(&self, statement: &str) {
        let answer =
            self.write(&self.ada.0, &self.ada.1, &json!({ "profile": "Engineer", "statement": statement }));
        assert_eq!(answer.status, 200, "{}", answer.text);
    }

    /// What officers see of an option, by its place.
    pub(super) fn place(&self, place: usize) -> Value {
        let path = format!("/api/v1/polls/{}/candidates", self.draft);
        self.world.get(&path, Some(&self.admin)).json()["options"][place].take()
    }

    pub(super) fn judge(&self, id: &str, act: &str, body: &Value) -> Answer {
        let path = format!("/api/v1/polls/{}/candidates/{id}/{act}", self.draft);
        self.world.post_json(&path, Some(&self.admin), body)
    }

    pub(super) fn approve_ada(&self) -> Answer {
        self.judge(&self.ada.0, "approve", &json!({ "tag": self.place(0)["candidate"]["tag"] }))
    }

    pub(super) fn description(&self, option: usize) -> Value {
        let draft = self.world.get(&format!("/api/v1/drafts/{}", self.draft), Some(&self.admin)).json();
        draft["fields"]["questions"][0]["options"][option]["description"].clone()
    }

    pub(super) fn publish(&self) -> String {
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
fn titles_within_messages_tell_their_language() {
    let race = Race::new();
    race.world.sign_in(ADA);
    let own = format!("/candidacies/{}", race.ada.0);
    for (path, titles) in [("/me", ["Ada", "Board"]), (own.as_str(), ["Chair", "Board"])] {
        let page = race.world.get(&format!("{path}?lang=de"), None).text;
        for title in titles {
            let marked = format!("<span lang=\"en\" dir=\"auto\">{title}</span>");
            assert!(page.contains(&marked), "{title} in {page}");
        }
    }
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
