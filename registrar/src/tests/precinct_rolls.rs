//! The rolls of precincts: nobody loses a place by a split, and nobody has two, whatever happens meanwhile.

use std::sync::Arc;

use rocket::http::{ContentType, Method};
use serde_json::json;

use super::address_change::{ADA, NEW, change};
use super::changed_voters::refusal;
use super::precinct_set::Set;
use super::precincts::{VOTERS, publish, split, splittable};
use crate::Erasure;
use crate::domain::audit::Actor;
use crate::domain::erasure::erase_due;
use crate::domain::precincts::{self, PrecinctsError};
use crate::domain::publish::PublishError;
use crate::domain::roll;
use crate::store;
use crate::testing::database::TestDatabase;
use crate::testing::rewriting::erase_now;
use crate::testing::{Answer, World, crash, start};

#[test]
fn a_voter_who_moved_keeps_the_vote_in_a_precinct_and_in_a_copy() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let whole = world.draft_with(&admin, &VOTERS, &splittable());
        let ada = change(&world, &world.voter_token(ADA), NEW);
        let copied =
            world.post_json(&format!("/api/v1/polls/{whole}/copy"), Some(&admin), &json!({ "roll": true }));
        let copy = copied.json()["draft"].as_str().unwrap().to_owned();
        assert_eq!(split(&world, &admin, &whole, 2).status, 201);
        publish(&world, &admin, &whole);
        let copy = world.post(&format!("/api/v1/polls/{copy}/publish"), Some(&admin)).json();
        let copy = copy["poll"].as_str().unwrap();
        let public = world.get("/api/v1/precincts/board", None).json();
        let halves = public["polls"].as_array().unwrap().iter();
        let halves: Vec<&str> = halves.map(|poll| poll["poll"].as_str().unwrap()).collect();
        world.at(600);

        // Whoever has the old mailbox now is another person, on no roll.
        let next = world.voter_token(ADA);
        for poll in halves.iter().chain([&copy]) {
            assert_eq!(refusal(&world, poll, &next).as_deref(), Some("not-eligible"));
        }
        assert_eq!((world.mails("invitation", ADA).len(), world.mails("invitation", NEW).len()), (0, 2));
        let passes = halves.iter().filter(|poll| refusal(&world, poll, &ada).is_none()).count();
        assert_eq!((passes, refusal(&world, copy, &ada)), (1, None));
    }
}

#[test]
fn what_changes_while_others_are_published_is_looked_at_again() {
    for database in TestDatabase::every_kind() {
        let halves = Set::halved(database, &VOTERS, &splittable());
        let (registrar, second) = (&halves.world.registrar, &halves.drafts[1]);
        let own = halves.roll(second);
        let publish_while = |act: &dyn Fn() -> Box<dyn FnOnce()>| {
            let publish = || precincts::publish(registrar, &halves.whole, &Actor::System);
            let refused = crash::meanwhile("precincts looked at", act(), publish).unwrap_err();
            assert!(matches!(refused, PrecinctsError::Publish(PublishError::Changed)), "{refused}");
        };
        // Everybody comes to the second roll, so some are on two.
        publish_while(&|| {
            let (registrar, second) = (Arc::clone(registrar), second.clone());
            Box::new(move || {
                let all = format!("email\n{}\n", VOTERS.join("\n"));
                roll::import(&registrar, &second, all.as_bytes(), &Actor::System).unwrap();
            })
        });
        halves.conflicts("on the lists of several precincts");
        halves.enrol_in_second(&own.iter().map(String::as_str).collect::<Vec<_>>());
        // The end of voting moves, so that it could not be listed.
        publish_while(&|| {
            let (registrar, second) = (Arc::clone(registrar), second.clone());
            Box::new(move || {
                let changed = registrar.db.write_here(|conn| {
                    let row = store::polls::by_draft(conn, &second)?.unwrap();
                    let mut draft: serde_json::Value = serde_json::from_str(&row.draft).unwrap();
                    draft["voting_closes"] = json!(start().plus(9000).to_string());
                    store::polls::update_draft(conn, &second, row.version, &row.title, &draft.to_string())
                });
                assert!(changed.unwrap());
            })
        });
        halves.conflicts("precinct 2 was changed");
        halves.change_second(&json!({ "voting_closes": start().plus(7200).to_string() }));
        publish(&halves.world, &halves.admin, &halves.whole);
    }
}

#[test]
fn a_voter_with_two_addresses_comes_to_one_precinct() {
    for database in TestDatabase::every_kind() {
        let mut draft = splittable();
        draft["late_additions"] = json!(true);
        let halves = Set::halved(database, &VOTERS, &draft);
        let world = &halves.world;
        change(world, &world.voter_token(ADA), NEW);
        let enrol = |email: &str, precinct: usize| {
            let path = format!("/api/v1/polls/{}/precincts/voters", halves.whole);
            world.post_json(&path, Some(&halves.admin), &json!({ "email": email, "precinct": precinct }))
        };
        let own =
            1 + halves.drafts.iter().position(|draft| halves.roll(draft).contains(&ADA.to_owned())).unwrap();
        let other = 3 - own;
        let nowhere_else = || {
            for email in [ADA, NEW] {
                let refused = enrol(email, other);
                let words = format!("on the list of precinct {own}");
                assert!(refused.problem() == "conflict" && refused.text.contains(&words), "{}", refused.text);
            }
        };
        nowhere_else();
        // A whole roll is looked at before anything is published: both addresses are hers.
        let draft = &halves.drafts[other - 1];
        let upload = |voters: &[String]| {
            let csv = format!("email\n{}\n", voters.join("\n"));
            let request =
                world.client.put(format!("/api/v1/polls/{draft}/roll")).header(ContentType::CSV).body(csv);
            assert_eq!(Answer::of(request.header(halves.bearer()).dispatch()).status, 200);
        };
        let before = halves.roll(draft);
        upload(&[before.clone(), vec![NEW.to_owned()]].concat());
        halves.conflicts(&format!("{ADA} and {NEW} are one voter's addresses"));
        upload(&before);
        // In her own precinct she has one pass under both.
        assert_eq!(enrol(NEW, own).status, 201);
        publish(world, &halves.admin, &halves.whole);
        nowhere_else();
    }
}

#[test]
fn a_split_is_undone_with_all_its_voters_or_not_at_all() {
    for database in TestDatabase::every_kind() {
        let halves = Set::halved(database, &VOTERS, &splittable());
        let (world, path) = (&halves.world, format!("/api/v1/polls/{}/precincts", halves.whole));
        let send = |method: Method, path: &str, body: &str| {
            let admin = world.token("admin@example.org");
            let request = world.client.req(method, path.to_owned()).header(ContentType::JSON).body(body);
            let bearer = rocket::http::Header::new("Authorization", format!("Bearer {admin}"));
            Answer::of(request.header(bearer).dispatch())
        };
        // Long after anybody has touched it in the archive.
        world.at(400 * DAY);
        erase_due(&world.registrar).unwrap();
        assert_eq!(send(Method::Delete, &path, "").status, 204);
        assert_eq!(halves.roll(&halves.whole), VOTERS);

        let drafts =
            split(world, &world.token("admin@example.org"), &halves.whole, 2).json()["drafts"].take();
        let drafts: Vec<String> = serde_json::from_value(drafts).unwrap();
        let erase = Erasure { poll: Some(halves.whole.clone()), person: None };
        erase_now(&world.registrar.db, world.clock.now(), &erase).unwrap();
        let refused = send(Method::Delete, &path, "");
        assert!(refused.problem() == "conflict" && refused.text.contains("no voters"), "{}", refused.text);
        // What is put away altogether is erased in time.
        for draft in &drafts {
            let archived =
                send(Method::Put, &format!("/api/v1/polls/{draft}/archived"), "{\"archived\":true}");
            assert_eq!(archived.status, 200, "{}", archived.text);
        }
        world.at(431 * DAY);
        erase_due(&world.registrar).unwrap();
        assert!(drafts.iter().all(|draft| halves.roll(draft).is_empty()));
        assert_eq!(send(Method::Delete, &path, "").status, 204);
    }
}

#[test]
fn the_roll_of_a_draft_that_was_split_is_erased_after_those_of_its_precincts() {
    let halves = Set::halved(TestDatabase::sqlite(), &VOTERS, &splittable());
    let (world, db) = (&halves.world, &halves.world.registrar.db);
    let put_away =
        |draft: &String| db.run_here(|conn| store::polls::set_archived(conn, draft, true)).unwrap();
    assert!(put_away(&halves.drafts[0]));
    world.at(31 * DAY);
    erase_due(&world.registrar).unwrap();
    assert_eq!(halves.roll(&halves.whole), VOTERS, "one precinct has voters");
    assert!(put_away(&halves.drafts[1]));
    for _ in 0..2 {
        erase_due(&world.registrar).unwrap();
    }
    assert!(halves.roll(&halves.whole).is_empty());
}

#[test]
fn a_person_is_erased_from_a_split_draft_by_a_correction_of_the_precinct() {
    for database in TestDatabase::every_kind() {
        let halves = Set::halved(database, &VOTERS, &splittable());
        let (world, db) = (&halves.world, &halves.world.registrar.db);
        let erase = || {
            let what = Erasure { poll: None, person: Some(ADA.to_owned()) };
            erase_now(db, world.clock.now(), &what).map_err(|error| error.to_string())
        };
        let own = halves.drafts.iter().find(|draft| halves.roll(draft).contains(&ADA.to_owned())).unwrap();
        let refused = erase().unwrap_err();
        assert!(refused.contains(own) && !refused.contains(&halves.whole), "{refused}");
        let entry = db.run_here(|conn| store::roll::voter(conn, own, ADA)).unwrap().unwrap();
        let request = world.client.delete(format!("/api/v1/polls/{own}/roll/voters/{entry}"));
        assert_eq!(Answer::of(request.header(halves.bearer()).dispatch()).status, 204);
        assert!(erase().unwrap().contains("1 entries of rolls"));
        assert_eq!(halves.roll(&halves.whole), VOTERS[1..]);
    }
}

const DAY: i64 = 86_400;
