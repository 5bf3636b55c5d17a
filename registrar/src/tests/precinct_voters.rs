//! Voters who come to an election in precincts after the split.

use rocket::http::{ContentType, Method};
use serde_json::{Value, json};

use super::precinct_set::Set;
use super::precincts::{VOTERS, publish, splittable};
use super::rolls::{import, job, upload};
use crate::domain::jobs;
use crate::store;
use crate::testing::Answer;
use crate::testing::database::TestDatabase;

fn halved(database: TestDatabase, late_additions: bool) -> Set {
    let mut draft = splittable();
    draft["late_additions"] = json!(late_additions);
    Set::halved(database, &VOTERS, &draft)
}

impl Set {
    fn step(&self, step: &str, body: &Value) -> Answer {
        let path = format!("/api/v1/polls/{}/precincts/{step}", self.whole);
        self.world.post_json(&path, Some(&self.admin), body)
    }

    fn enrol(&self, email: &str, precinct: Option<u64>) -> Answer {
        self.step("voters", &json!({ "email": email, "precinct": precinct }))
    }

    /// How many stand on each roll.
    fn voters(&self) -> Vec<usize> {
        self.drafts.iter().map(|draft| self.roll(draft).len()).collect()
    }

    fn publish_all(&self) {
        publish(&self.world, &self.admin, &self.whole);
    }

    fn send_csv(&self, path: &str, csv: &str) -> Answer {
        let request = self.world.client.post(path.to_owned()).header(ContentType::CSV).body(csv);
        Answer::of(request.header(self.bearer()).dispatch())
    }
}

#[test]
fn a_voter_comes_to_the_named_precinct_or_to_the_smallest_and_never_to_two() {
    for database in TestDatabase::every_kind() {
        let set = halved(database, true);
        // Five were dealt: three to one, two to the other.
        let smaller = if set.voters() == [3, 2] { 2 } else { 1 };
        assert_eq!(set.enrol("fay@example.org", None).json(), json!({ "precinct": smaller }));
        assert_eq!(set.voters(), [3, 3]);
        assert_eq!(set.enrol("gus@example.org", Some(2)).json(), json!({ "precinct": 2 }));
        assert_eq!(set.enrol("hal@example.org", None).json(), json!({ "precinct": 1 }));
        for bad in [0, 3, 1001] {
            let refused = set.enrol("ida@example.org", Some(bad));
            assert_eq!((refused.status, &refused.json()["field"]), (422, &json!("precinct")), "{bad}");
        }
        assert_eq!(set.enrol("nobody", None).status, 422);
        let taken = set.enrol("gus@example.org", Some(1));
        assert!(taken.problem() == "conflict" && taken.text.contains("precinct 2"), "{}", taken.text);
        assert_eq!(set.enrol("gus@example.org", Some(2)).problem(), "conflict");

        // Published, and the rolls may still grow.
        set.publish_all();
        assert_eq!(set.enrol("ida@example.org", Some(1)).status, 201);
        assert_eq!(set.enrol("jim@example.org", None).json(), json!({ "precinct": 2 }));
        assert_eq!(set.voters(), [5, 5]);
        assert!(set.enrol("ida@example.org", Some(2)).text.contains("precinct 1"));
        // By the page of one precinct, by a correction and by a file neither.
        let second = &set.drafts[1];
        let path = format!("/api/v1/polls/{second}/roll/voters");
        let alone = set.world.post_json(&path, Some(&set.admin), &json!({ "email": "ida@example.org" }));
        assert_eq!(alone.problem(), "conflict", "{}", alone.text);
        let found =
            set.world.get(&format!("/api/v1/polls/{second}/roll?search=jim"), Some(&set.admin)).json();
        let jim = found["voters"][0]["voter"].as_str().unwrap().to_owned();
        let moved = set.world.patch_json(
            &format!("{path}/{jim}"),
            Some(&set.admin),
            &json!({ "email": "ida@example.org" }),
        );
        assert_eq!(moved.problem(), "conflict", "{}", moved.text);
        let file = upload(&set.world, &set.admin, second, "add", "email\nkim@example.org\nida@example.org\n");
        let asked = import(&set.world, &set.admin, second, &file);
        jobs::run_all(&set.world.registrar).unwrap();
        let failed = job(&set.world, &set.admin, &asked);
        assert_eq!(failed["state"], json!("failed"), "{failed}");
        assert!(failed.to_string().contains("another precinct"), "{failed}");
        assert_eq!(set.voters(), [5, 5], "nothing of the file was imported");
        set.world.at(3600 + 600);
        assert_eq!(set.enrol("lea@example.org", None).problem(), "conflict", "no more passes are issued");
    }
}

#[test]
fn a_file_of_voters_is_dealt_to_the_precincts_whole_or_not_at_all() {
    for database in TestDatabase::every_kind() {
        let set = halved(database, true);
        let path = format!("/api/v1/polls/{}/precincts/additions", set.whole);
        let add = |csv: &str| set.send_csv(&path, csv);
        let stands = |email: &str, draft: &String| {
            let voter = |conn: &mut web::DbConnection| store::roll::voter(conn, draft, email);
            set.world.registrar.db.run_here(voter).unwrap().is_some()
        };
        let own = 1 + set.drafts.iter().position(|draft| stands(VOTERS[0], draft)).unwrap();
        let before = set.voters();
        for (rows, words) in [
            (
                "fay@example.org,1\ngus@example.org,3\n".to_owned(),
                "Line 3: there is no precinct 3".to_owned(),
            ),
            ("fay@example.org,0\n".to_owned(), "no precinct 0".to_owned()),
            ("fay@example.org,North\n".to_owned(), "no precinct North".to_owned()),
            ("fay@example.org,1\nfay@example.org,2\n".to_owned(), "precinct 1".to_owned()),
            (format!("fay@example.org,1\n{},{}\n", VOTERS[0], 3 - own), format!("precinct {own}")),
        ] {
            let refused = add(&format!("email,precinct\n{rows}"));
            assert_eq!((refused.status, &refused.json()["field"]), (422, &json!("precinct")), "{rows}");
            assert!(refused.text.contains(&words), "{words}: {}", refused.text);
            assert_eq!(set.voters(), before, "{rows}");
        }
        // By the name that the split gave, to the smallest, and nobody twice.
        let all = format!(
            "fay@example.org,Fay,1/2\ngus@example.org,,\n{0},,{own}\n{0},,\nhal@example.org,,\n",
            VOTERS[0]
        );
        let added = add(&format!("email,name,precinct\n{all}"));
        assert_eq!(added.json(), json!({ "added": 3, "known": 2 }), "{}", added.text);
        assert!(stands("fay@example.org", &set.drafts[0]));
        assert_eq!(set.voters(), [4, 4]);

        set.publish_all();
        assert_eq!(add("email,precinct\nida@example.org,2\n").json(), json!({ "added": 1, "known": 0 }));
        assert!(stands("ida@example.org", &set.drafts[1]));
        assert_eq!(set.world.mails("invitation", "ida@example.org").len(), 1);
        set.world.at(3600 + 600);
        assert_eq!(add("email,precinct\njim@example.org,\n").problem(), "conflict");
    }
}

#[test]
fn fixed_rolls_take_nobody_after_publication() {
    let set = halved(TestDatabase::sqlite(), false);
    assert_eq!(set.enrol("fay@example.org", None).status, 201, "these are drafts still");
    set.publish_all();
    let refused = set.enrol("gus@example.org", None);
    assert!(
        refused.problem() == "conflict" && refused.text.contains("nobody can be added"),
        "{}",
        refused.text
    );
}

#[test]
fn a_split_is_undone_by_the_api_until_something_is_sealed() {
    let set = halved(TestDatabase::sqlite(), false);
    let path = format!("/api/v1/polls/{}/precincts", set.whole);
    // One that is deleted leaves the others useless; all go, and the draft is as before.
    assert_eq!(set.send(Method::Delete, &format!("/api/v1/polls/{}", set.drafts[0])).status, 204);
    assert_eq!(set.send(Method::Delete, &path).status, 204);
    assert_eq!(set.send(Method::Delete, &path).problem(), "conflict", "nothing is split");
    assert_eq!(set.send(Method::Get, &format!("/api/v1/drafts/{}", set.drafts[1])).status, 404);
    let group = |csv: &str| set.send_csv(&format!("{path}/groups"), csv);
    let bad = group("email,precinct\nada@example.org,North\nada@example.org,South\n");
    assert_eq!((bad.status, &bad.json()["field"]), (422, &json!("precinct")), "{}", bad.text);
    assert!(bad.text.contains("Line 3"), "{}", bad.text);
    assert_eq!(group("email\n").json()["field"], json!("precinct"));
    let rows: Vec<String> = VOTERS.iter().map(|email| format!("{email},{}", &email[..1])).collect();
    let made = group(&format!("email,precinct\n{}\n", rows.join("\n")));
    assert_eq!(made.json()["drafts"].as_array().map(Vec::len), Some(5), "{}", made.text);
    set.publish_all();
    let late = set.send(Method::Delete, &path);
    assert!(late.problem() == "conflict" && late.text.contains("cannot be undone"), "{}", late.text);
}
