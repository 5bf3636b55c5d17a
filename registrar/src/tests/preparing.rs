//! What officers look at before they publish, and who has a pass afterwards.

use crypto::note::SignerKey;
use serde_json::{Value, json};

use crate::domain::roll::RollLine;
use crate::store;
use crate::store::issuances::Issued;
use crate::testing::ballot_box::Mood;
use crate::testing::{World, draft};

fn verdicts(world: &World, admin: &str, id: &str) -> Vec<(String, String)> {
    let list = world.get(&format!("/api/v1/polls/{id}/preflight"), Some(admin)).json();
    let part = |check: &Value, name: &str| check[name].as_str().unwrap().to_owned();
    let checks = list["checks"].as_array().unwrap();
    let bad = checks.iter().any(|check| check["verdict"] == "bad");
    assert_eq!(list["ready"], json!(!bad));
    checks.iter().map(|check| (part(check, "name"), part(check, "verdict"))).collect()
}

fn verdict(world: &World, admin: &str, id: &str, name: &str) -> String {
    let found = verdicts(world, admin, id).into_iter().find(|(known, _)| known == name);
    found.unwrap_or_else(|| panic!("{name} was not looked at")).1
}

#[test]
fn an_empty_roll_a_mute_ballot_box_and_no_mail_are_told_before_publishing() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &[], &draft());
    assert_eq!(verdict(&world, &admin, &id, "roll"), "bad");
    for mood in [Mood::Mute, Mood::Refusing(500, "x"), Mood::Careless] {
        world.ballot_box.be(mood);
        assert_eq!(verdict(&world, &admin, &id, "ballot-box"), "bad");
    }
    world.ballot_box.be(Mood::Willing);
    assert_eq!(verdict(&world, &admin, &id, "ballot-box"), "good");
    assert_eq!(verdict(&world, &admin, &id, "mail"), "good");
    std::fs::remove_dir_all(world.outbox()).unwrap();
    assert_eq!(verdict(&world, &admin, &id, "mail"), "bad");
    world.sign_in("admin@example.org");
    let page = world.get(&format!("/admin/polls/{id}/publish"), None).text;
    assert!(
        page.contains("The list of voters is empty") && page.contains("Mail cannot be sent now"),
        "{page}"
    );
}

#[test]
fn doubtful_questions_and_times_are_told_before_publishing() {
    let world = World::new();
    let admin = world.admin_token();
    let mut doubtful = draft();
    doubtful["questions"] = json!([
        { "id": "q1", "title": "Chair", "kind": "choice", "min": 1, "max": 1, "options": [{ "id": "a", "title": "Ada" }] },
        { "id": "q2", "title": "Board", "kind": "ranking", "method": "irv", "min": 1, "max": 2,
          "options": [{ "id": "a", "title": "Ada" }, { "id": "b", "title": "Ben" }] },
    ]);
    let id = world.draft_with(&admin, &["ada@example.org"], &doubtful);
    let found = verdicts(&world, &admin, &id);
    let warned =
        |name: &str| found.iter().filter(|check| **check == (name.to_owned(), "warning".to_owned())).count();
    assert_eq!((warned("questions"), warned("windows"), warned("roll")), (1, 1, 1), "{found:?}");
    // An hour later no pass can be had any more; two hours later voting is over.
    for seconds in [3600, 7200] {
        world.at(seconds);
        assert_eq!(verdict(&world, &admin, &id, "windows"), "bad");
    }
    let mut sound = draft();
    sound["voting_opens"] = sound["issuance_closes"].clone();
    world.at(-60);
    let voters: Vec<String> = (0..10).map(|n| format!("v{n}@example.org")).collect();
    let voters: Vec<&str> = voters.iter().map(String::as_str).collect();
    let id = world.draft_with(&admin, &voters, &sound);
    assert!(verdicts(&world, &admin, &id).iter().all(|(_, verdict)| verdict == "good"));
}

#[test]
fn the_preview_shows_every_kind_of_question_in_every_language() {
    let world = World::new();
    let admin = world.admin_token();
    let options = json!([{ "id": "a", "title": "Ada <1>", "description": "A *plan*" },
            { "id": "b", "title": "Ben", "description": "Reads:\n\n- a <script>" }]);
    let mut all = draft();
    all["languages"] = json!(["en", "de"]);
    all["title"] = json!({ "en": "Board", "de": "Vorstand" });
    let long = format!("{}\n\nthe **end**", "word ".repeat(120));
    all["questions"] = json!([
        { "id": "q1", "title": "Chair", "description": long, "kind": "choice", "min": 1, "max": 1, "order": "shuffled", "options": options },
        { "id": "q2", "title": "Team", "kind": "choice", "min": 1, "max": 2, "options": options },
        { "id": "q3", "title": "Order", "kind": "ranking", "method": "borda", "min": 1, "max": 2, "options": options },
        { "id": "q4", "title": "Marks", "kind": "score", "low": -1, "high": 2, "abstain": false, "options": options },
        { "id": "q5", "title": "Fine marks", "kind": "score", "low": 0, "high": 100, "options": options },
    ]);
    let id = world.draft_with(&admin, &[], &all);
    world.sign_in("admin@example.org");
    let page = |query: &str| world.get(&format!("/admin/polls/{id}/preview{query}"), None).text;
    let text = page("");
    for part in [
        "This is a test poll",
        "Question 3 of 5",
        "Choose one.",
        "Choose up to 2.",
        "in an order of their own",
        "Rank at least 1 and at most 2.",
        "2 is the best, \u{2212}1 the worst",
        "Ada &lt;1&gt;",
        "<span class=\"hint\">A <em>plan</em></span>",
        "<summary>About Ben</summary><div class=\"prose\" lang=\"en\" dir=\"auto\"><p>Reads:</p>\n<ul>\n<li>a &lt;script&gt;</li>\n</ul>",
        "<details><summary lang=\"en\" dir=\"ltr\">Read more</summary><p>the <strong>end</strong></p>",
        "type=\"checkbox\"",
        "type=\"number\"",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(text.matches("I abstain on this question").count(), 4);
    assert!(text.contains("Board") && page("?language=de").contains(">Vorstand</h2>"));
    // The menu of languages goes on with the query that was asked for.
    let main = |text: &str| text.split_once("<main").unwrap().1.split_once("</main>").unwrap().0.to_owned();
    assert_eq!(main(&page("?language=fr")), main(&text));
}

#[test]
fn texts_of_organisers_are_marked_with_their_language() {
    let world = World::new();
    let admin = world.admin_token();
    world.sign_in("admin@example.org");
    let mut german = draft();
    german["title"] = json!("Vorstand");
    german["description"] = json!("Wir w\u{e4}hlen.");
    german["languages"] = json!(["de"]);
    let poll = world.poll_with(&admin, &["ada@example.org"], &german);
    let page = world.get(&format!("/polls/{poll}"), None).text;
    assert!(
        page.contains("<h1 lang=\"de\" dir=\"auto\">Vorstand</h1>")
            && page.contains("<div lang=\"de\" dir=\"auto\"><p>Wir"),
        "{page}"
    );
    for room in ["notices", "dashboard", "voters", "mail", "officers", "more"] {
        let page = world.get(&format!("/admin/polls/{poll}/{room}"), None);
        assert!(
            page.status == 200 && page.text.contains("<p lang=\"de\" dir=\"auto\">Vorstand</p>"),
            "{room}: {}",
            page.text
        );
    }
    assert!(world.get("/admin/polls", None).text.contains("lang=\"de\" dir=\"auto\">Vorstand</a>"));
    let id = world.draft_with(&admin, &["ada@example.org"], &german);
    for room in ["", "/preview", "/candidates", "/publish", "/voters"] {
        let page = world.get(&format!("/admin/polls/{id}{room}"), None);
        assert!(page.status == 200 && page.text.contains("lang=\"de\""), "{room}: {}", page.text);
    }
    world.voter("ada@example.org");
    world.sign_in("ada@example.org");
    assert!(world.get("/me", None).text.contains("lang=\"de\" dir=\"auto\">Vorstand</a>"));
}

#[test]
fn a_ballot_box_that_is_not_as_we_know_it_is_told_before_publishing() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &["ada@example.org"], &draft());
    let looked = |words: &str| {
        let told = world.get(&format!("/api/v1/polls/{id}/preflight"), Some(&admin)).json();
        let checks = told["checks"].as_array().unwrap();
        let said = checks.iter().find(|check| check["words"].as_str().unwrap().contains(words));
        let said = said.unwrap_or_else(|| panic!("no {words}: {told}"));
        (told["ready"].as_bool().unwrap(), said["verdict"].as_str().unwrap().to_owned())
    };
    let (own, key) = (world.registrar.key.verifier(), world.ballot_box.key.verifier());
    let other = SignerKey::from_seed(&world.ballot_box.name, [8; 32]);
    let now = world.clock.now();
    let (bad, warning, good) = ("bad".to_owned(), "warning".to_owned(), "good".to_owned());
    world.ballot_box.introduce(other.verifier(), now, &[own]);
    assert_eq!(looked("has another key"), (false, bad.clone()));
    world.ballot_box.introduce(key, now, &[other.verifier()]);
    assert_eq!(looked("does not know this registrar"), (false, bad.clone()));
    world.ballot_box.introduce(key, now.plus(90), &[own]);
    assert_eq!(looked("90 seconds ahead of ours"), (false, bad));
    world.ballot_box.introduce(key, now.plus(-30), &[own]);
    assert_eq!(looked("30 seconds behind ours"), (true, warning));
    world.ballot_box.introduce(key, now, &[other.verifier(), own]);
    assert_eq!(looked("clocks of registrar and ballot box agree"), (true, good.clone()));
    assert_eq!(looked("its key is the known one"), (true, good));
}

#[test]
fn officers_see_who_has_a_pass_only_where_the_poll_says_so_and_by_the_day() {
    let world = World::new();
    let admin = world.admin_token();
    let silent = world.poll(&admin, &["ada@example.org"]);
    let refused = world.get(&format!("/api/v1/polls/{silent}/passes"), Some(&admin));
    assert_eq!((refused.status, refused.problem().as_str()), (403, "not-listed"));
    assert!(world.get(&format!("/polls/{silent}"), None).text.contains("No officer of the poll"));

    let mut open = draft();
    open["pass_list"] = json!(true);
    open["issuance_closes"] = json!("2026-12-03T12:00:00Z");
    open["voting_closes"] = json!("2026-12-04T12:00:00Z");
    let poll = world.poll_with(&admin, &["ada@example.org", "ben@example.org"], &open);
    assert!(world.get(&format!("/polls/{poll}"), None).text.contains("officers, and on which day"));
    let ada = world.voter_token("ada@example.org");
    world.at(1234);
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
    let list = |token: &str| world.get(&format!("/api/v1/polls/{poll}/passes?after="), Some(token)).json();
    let nobody = json!({ "passes": [], "next": null, "total": 0 });
    // Who looks each minute learns nothing before the day is over.
    assert_eq!(list(&admin), nobody);
    world.at(12 * 3600 - 1);
    assert_eq!(list(&admin), nobody);
    world.sign_in("admin@example.org");
    let page = || world.get(&format!("/admin/polls/{poll}/passes"), None).text;
    assert!(!page().contains("ada@example.org") && page().contains("when it is over"), "{}", page());
    world.at(12 * 3600);
    let admin = world.token("admin@example.org");
    let holder = json!({ "email": "ada@example.org", "name": null, "day": "2026-12-01" });
    assert_eq!(list(&admin), json!({ "passes": [holder], "next": null, "total": 1 }));
    world.sign_in("admin@example.org");
    assert!(page().contains("ada@example.org") && !page().contains("ben@example.org"), "{}", page());
    // No more are given out: nothing is left to be watched.
    let ben = world.voter_token("ben@example.org");
    assert_eq!(world.ask(&poll, &ben, &world.request(&poll)).status, 200);
    assert_eq!(list(&admin)["total"], 1);
    world.at(48 * 3600);
    crate::workers::close_windows(&world.registrar).unwrap();
    let admin = world.token("admin@example.org");
    assert_eq!(list(&admin)["total"], 2);
    world.sign_in("admin@example.org");
    assert!(page().contains("ben@example.org") && !page().contains("when it is over"), "{}", page());
    // Of more than a page the link leads on, and names nobody.
    let more = |conn: &mut web::DbConnection| -> Result<_, web::DbError> {
        let draft = store::polls::by_poll(conn, &poll)?.unwrap().id;
        let line = |n| RollLine { email: format!("v{n:02}@example.org"), name: None, external_id: None };
        store::roll::insert(conn, &draft, &(0..99).map(line).collect::<Vec<_>>())?;
        for (voter, _) in store::roll::all(conn, &draft)?.into_values() {
            let pass = Issued { request_hash: vec![1; 32], blind_sig: None, note: String::new() };
            store::issuances::claim(conn, &draft, &voter, &pass, 20_788)?;
        }
        Ok(())
    };
    world.registrar.db.run_here(more).unwrap();
    let (first, shown) = (list(&admin), page());
    assert_eq!(first["passes"].as_array().unwrap().len(), 100);
    let path = format!("polls/{poll}/passes?after={}", first["next"].as_str().unwrap());
    assert!(shown.contains(&path) && !shown.contains("v98@example.org"), "{shown}");
    let last = world.get(&format!("/api/v1/{path}"), Some(&admin)).json();
    assert_eq!((last["passes"][0]["email"].as_str(), &last["next"]), (Some("v98@example.org"), &Value::Null));
    assert!(world.get(&format!("/admin/{path}"), None).text.contains("v98@example.org"));
    let gone = format!("polls/{poll}/passes?after={}", "0".repeat(32));
    let refused = world.get(&format!("/api/v1/{gone}"), Some(&admin));
    assert!(refused.status == 404 && refused.text.contains("begin anew"), "{}", refused.text);
    let anew = world.get(&format!("/admin/{gone}"), None).text;
    assert!(anew.contains("gone from the list") && anew.contains("ada@example.org"), "{anew}");
    // A voter does not see it, not even in a poll of their own.
    let ada = world.token("ada@example.org");
    assert_eq!(world.get(&format!("/api/v1/polls/{poll}/passes"), Some(&ada)).status, 403);
}
