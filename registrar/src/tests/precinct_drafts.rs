//! What officers do to the drafts of precincts, and to the one that was split, before all are published.

use std::sync::Arc;

use rocket::http::{ContentType, Method};
use serde_json::{Value, json};

use super::precinct_set::Set;
use super::precincts::{VOTERS, split, splittable};
use crate::domain::audit::Actor;
use crate::domain::precincts::{self, Deal, PrecinctsError, Times};
use crate::store;
use crate::testing::ballot_box::Mood;
use crate::testing::database::TestDatabase;
use crate::testing::{Answer, World, crash, start};

impl Set {
    pub(super) fn change_second(&self, fields: &Value) {
        let path = format!("/api/v1/polls/{}", self.drafts[1]);
        let changed = self.world.patch_json(&path, Some(&self.admin), fields);
        assert_eq!(changed.status, 200, "{}", changed.text);
    }

    /// Replaces the roll of the second precinct.
    pub(super) fn enrol_in_second(&self, voters: &[&str]) {
        let path = format!("/api/v1/polls/{}/roll", self.drafts[1]);
        let csv = format!("email\n{}\n", voters.join("\n"));
        let request = self.world.client.put(path).header(ContentType::CSV).body(csv);
        let put = Answer::of(request.header(self.bearer()).dispatch());
        assert_eq!(put.status, 200, "{}", put.text);
    }

    fn delete(&self, draft: &str) -> Answer {
        self.send(Method::Delete, &format!("/api/v1/polls/{draft}"))
    }
}

#[test]
fn precincts_that_no_longer_agree_or_come_too_late_are_not_published() {
    let halves = Set::halved(TestDatabase::sqlite(), &VOTERS, &splittable());
    halves.change_second(&json!({ "voting_closes": start().plus(9000).to_string() }));
    halves.conflicts("precinct 2 was changed");
    halves.change_second(&json!({ "voting_closes": start().plus(7200).to_string(), "slug": "board-3-of-2" }));
    halves.conflicts("its draft board-2-of-2 again");
    halves.change_second(&json!({ "slug": "board-2-of-2" }));
    // Everybody is on one of the two rolls, so some are on both now.
    halves.enrol_in_second(&VOTERS);
    halves.conflicts("on the lists of several precincts");
    // Five seconds to spare, for it is a test, and two for each: at 590 there is still time.
    halves.world.at(590);
    halves.conflicts("on the lists of several precincts");
    halves.world.at(591);
    let late = halves.publish();
    assert!(
        late.json()["field"] == "issuance_opens" && late.text.contains("copy the draft that was split"),
        "{}",
        late.text
    );
    // Nothing was sealed, and all can be deleted: then the draft itself can be split again, and is split into fewer. Before,
    // it is needed, and so it is not deleted.
    let needed = halves.delete(&halves.whole);
    assert!(needed.problem() == "conflict" && needed.text.contains("delete their drafts"), "{}", needed.text);
    for precinct in &halves.drafts {
        assert_eq!(halves.delete(precinct).status, 204);
        halves.conflicts("was deleted");
    }
    assert_eq!(split(&halves.world, &halves.admin, &halves.whole, 5).status, 201);
}

#[test]
fn the_times_of_all_precincts_are_moved_together_until_one_is_sealed() {
    for database in TestDatabase::every_kind() {
        let halves = Set::halved(database, &VOTERS, &splittable());
        let path = format!("/api/v1/polls/{}/precincts", halves.whole);
        let move_to = |times: &Value| halves.world.patch_json(&path, Some(&halves.admin), times);
        let at = |seconds: i64| start().plus(seconds).to_string();
        let closes = || {
            let all = [&halves.whole, &halves.drafts[0], &halves.drafts[1]];
            all.map(|draft| {
                let draft = halves.world.get(&format!("/api/v1/drafts/{draft}"), Some(&halves.admin)).json();
                draft["fields"]["voting_closes"].as_str().unwrap().to_owned()
            })
        };
        let before = closes();
        assert_eq!(move_to(&json!({ "title": "Another" })).problem(), "unknown-field");
        assert_eq!(move_to(&json!({ "voting_closes": at(500) })).problem(), "manifest-invalid");
        // An officer changes the second one between the look and the change.
        let (registrar, second) = (Arc::clone(&halves.world.registrar), halves.drafts[1].clone());
        let touch =
            move || assert!(registrar.db.run_here(|conn| store::polls::touch(conn, &second)).unwrap());
        let times = Times { voting_closes: Some(start().plus(9000)), ..Times::default() };
        let reschedule =
            || precincts::reschedule(&halves.world.registrar, &halves.whole, &times, &Actor::System);
        let refused = crash::meanwhile("precincts to move were read", touch, reschedule).unwrap_err();
        assert!(matches!(refused, PrecinctsError::Overtaken), "{refused}");
        assert_eq!(closes(), before);

        assert_eq!(move_to(&json!({ "voting_closes": at(9000) })).json(), json!({ "precincts": 2 }));
        assert_eq!(closes(), [(); 3].map(|()| at(9000)));
        halves.world.ballot_box.be(Mood::Refusing(503, "busy"));
        assert_eq!(halves.publish().status, 503);
        let refused = move_to(&json!({ "voting_closes": at(9900) }));
        assert!(
            refused.problem() == "conflict" && refused.text.contains("times are fixed"),
            "{}",
            refused.text
        );
        assert_eq!(closes(), [(); 3].map(|()| at(9000)));
    }
}

#[test]
fn an_ordinary_poll_has_no_alias_of_a_precinct() {
    let world = World::new();
    let admin = world.admin_token();
    let mut draft = splittable();
    draft["slug"] = json!("board-1-of-2");
    let id = world.draft_with(&admin, &VOTERS, &draft);
    let publish = || world.post(&format!("/api/v1/polls/{id}/publish"), Some(&admin));
    let refused = publish();
    assert!(refused.status == 422 && refused.text.contains("that of a precinct"), "{}", refused.text);
    let renamed = json!({ "slug": "board-1-of-0" });
    assert_eq!(world.patch_json(&format!("/api/v1/polls/{id}"), Some(&admin), &renamed).status, 200);
    assert_eq!(publish().status, 201);
}

#[test]
fn a_precinct_is_not_split_again() {
    let halves = Set::halved(TestDatabase::sqlite(), &VOTERS, &splittable());
    let (world, admin, first) = (&halves.world, &halves.admin, &halves.drafts[0]);
    let refused = split(world, admin, first, 2);
    assert_eq!((refused.status, &refused.json()["field"]), (422, &json!("slug")), "{}", refused.text);
    assert!(refused.text.contains("that of a precinct"), "{}", refused.text);
    // Nor under another alias.
    let renamed = json!({ "slug": "club" });
    assert_eq!(world.patch_json(&format!("/api/v1/polls/{first}"), Some(admin), &renamed).status, 200);
    let refused = split(world, admin, first, 2);
    assert!(
        refused.problem() == "conflict" && refused.text.contains("a precinct of an election already"),
        "{}",
        refused.text
    );
    halves.conflicts("its draft board-1-of-2 again");
}

#[test]
fn a_precinct_that_was_cut_is_not_published() {
    let mut draft = splittable();
    (draft["test"], draft["mix"]) = (json!(false), json!(16));
    let voters: Vec<String> = (0..100).map(|number| format!("v{number}@example.org")).collect();
    let voters: Vec<&str> = voters.iter().map(String::as_str).collect();
    let halves = Set::halved(TestDatabase::sqlite(), &voters, &draft);
    halves.enrol_in_second(&voters[..49]);
    halves.conflicts("precinct 2 has 49 voters");
}

#[test]
fn who_may_not_manage_a_precinct_cannot_act_for_all() {
    let halves = Set::halved(TestDatabase::sqlite(), &VOTERS, &splittable());
    let olga = halves.world.officer_token("olga@example.org");
    let give = |draft: &str| {
        let given = halves.world.registrar.db.run_here(|conn| -> Result<(), web::DbError> {
            let account = store::users::by_email(conn, "olga@example.org")?.unwrap();
            store::grants::give(conn, draft, &account.id)
        });
        given.unwrap();
    };
    let ask = |step: &str, body: &Value| {
        let path = format!("/api/v1/polls/{}/precincts/{step}", halves.whole);
        halves.world.post_json(&path, Some(&olga), body).status
    };
    let notice = json!({ "kind": "cancel", "reason": "Snow." });
    for draft in [&halves.whole, &halves.drafts[0]] {
        give(draft);
        for (step, body) in [("publish", &Value::Null), ("notices", &notice), ("total", &Value::Null)] {
            assert_eq!(ask(step, body), 404, "{step}");
        }
    }
    give(&halves.drafts[1]);
    assert_eq!(ask("publish", &Value::Null), 200);
}

#[test]
fn a_draft_that_is_changed_while_it_is_split_is_not_split() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &VOTERS, &splittable());
    let db = &world.registrar.db;
    let account = db.run_here(|conn| store::users::by_email(conn, "admin@example.org")).unwrap().unwrap();
    let before = db.run_here(|conn| store::polls::by_draft(conn, &id)).unwrap().unwrap();
    let longer = json!({ "voting_closes": start().plus(9000).to_string() });
    assert_eq!(world.patch_json(&format!("/api/v1/polls/{id}"), Some(&admin), &longer).status, 200);
    let refused = precincts::split(&world.registrar, &account, &before, &Deal::Lot(2)).unwrap_err();
    assert!(matches!(refused, PrecinctsError::Meanwhile), "{refused}");
    // Nothing is left of the attempt.
    let made = split(&world, &admin, &id, 2);
    assert_eq!(made.status, 201, "{}", made.text);
    let precinct = made.json()["drafts"][1].as_str().unwrap().to_owned();
    let read = world.get(&format!("/api/v1/drafts/{precinct}"), Some(&admin)).json();
    assert_eq!(read["fields"]["voting_closes"], longer["voting_closes"]);
}
