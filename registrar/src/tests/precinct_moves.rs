//! Voters of an election in precincts who come to stand on two rolls because they change their address.

use serde_json::json;

use super::address_change::{ADA, NEW, change};
use super::precinct_set::Set;
use super::precincts::splittable;
use super::rolls::{import, job, upload};
use crate::domain::jobs;
use crate::testing::ballot_box::Mood;
use crate::testing::database::TestDatabase;

/// Ada and Dee are in the first precinct, Ben and Cem in the second, Eva and Fay in the third.
fn three(database: TestDatabase) -> Set {
    let mut draft = splittable();
    draft["late_additions"] = json!(true);
    Set::grouped(database, &[(ADA, 1), (BEN, 2), (CEM, 2), (DEE, 1), (EVA, 3), (FAY, 3)], &draft)
}

impl Set {
    /// Publishing is a conflict, for these are one voter's.
    fn are_one_voters(&self, one: &str, other: &str) {
        self.conflicts(&format!("{one} and {other} are one voter's addresses"));
    }

    /// The ballot box fails when the next precinct is sealed; that one is gone on with by itself.
    fn publish_only(&self, number: usize) {
        self.world.ballot_box.be(Mood::Refusing(503, "busy"));
        let failed = self.publish();
        assert_eq!(failed.status, 503, "{}", failed.text);
        self.world.ballot_box.be(Mood::Willing);
        let path = format!("/api/v1/polls/{}/publish", self.drafts[number - 1]);
        let published = self.world.post(&path, Some(&self.admin));
        assert_eq!(published.status, 201, "{}", published.text);
    }

    fn import(&self, number: usize, mode: &str, voters: &[&str]) -> serde_json::Value {
        let (world, draft) = (&self.world, &self.drafts[number - 1]);
        let file = upload(world, &self.admin, draft, mode, &format!("email\n{}\n", voters.join("\n")));
        let asked = import(world, &self.admin, draft, &file);
        jobs::run_all(&world.registrar).unwrap();
        job(world, &self.admin, &asked)
    }

    fn imports(&self, number: usize, mode: &str, voters: &[&str]) {
        let done = self.import(number, mode, voters);
        assert_eq!(done["state"], "done", "{done}");
    }

    fn refuses(&self, number: usize, voters: &[&str]) {
        let failed = self.import(number, "add", voters);
        assert!(failed["state"] == "failed" && failed.to_string().contains("another precinct"), "{failed}");
    }
}

#[test]
fn who_moves_to_an_address_of_another_precinct_keeps_nobody_else_out() {
    for database in TestDatabase::every_kind() {
        let set = three(database);
        let world = &set.world;
        // Two of her entries are on one roll; the one that is told stands on another.
        let ada = change(world, &world.voter_token(ADA), CEM);
        let ada = change(world, &ada, DEE);
        set.are_one_voters(ADA, CEM);
        set.imports(2, "replace", &[BEN]);
        set.publish_only(1);
        set.publish_only(2);
        // What stands on the roll of a draft can be taken off there.
        let ada = change(world, &ada, EVA);
        set.are_one_voters(ADA, EVA);
        set.imports(3, "replace", &[FAY]);
        // What is published cannot be mended by anybody, and the third precinct has nothing to do with it.
        change(world, &ada, BEN);
        let published = set.publish();
        assert_eq!(published.json()["listed"], true, "{}", published.text);

        // Nor does a file bring more of that about than there is: she is known to the second precinct.
        set.imports(3, "add", &["gus@example.org"]);
        set.imports(2, "add", &[BEN, "hal@example.org"]);
        for stands_elsewhere in [ADA, BEN] {
            set.refuses(3, &["ida@example.org", stands_elsewhere]);
        }
        // Under this address nobody stands: it is by her account that she is known.
        change(world, &world.token(BEN), NEW);
        set.refuses(3, &[NEW]);
    }
}

const BEN: &str = "ben@example.org";
const CEM: &str = "cem@example.org";
const DEE: &str = "dee@example.org";
const EVA: &str = "eva@example.org";
const FAY: &str = "fay@example.org";
