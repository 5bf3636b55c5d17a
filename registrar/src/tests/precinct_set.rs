//! An election in precincts, for tests of several kinds.

use rocket::http::{ContentType, Header, Method};
use serde_json::Value;

use super::precincts::split;
use crate::store;
use crate::testing::database::TestDatabase;
use crate::testing::{Answer, World};

/// An election that was split.
pub(super) struct Set {
    pub(super) world: World,
    pub(super) admin: String,
    /// The draft that was split.
    pub(super) whole: String,
    pub(super) drafts: Vec<String>,
}

impl Set {
    /// These voters, dealt to two precincts by lot.
    pub(super) fn halved(database: TestDatabase, voters: &[&str], draft: &Value) -> Self {
        Self::of(database, voters, draft, |world, admin, whole| split(world, admin, whole, 2))
    }

    /// These voters in the precincts of these numbers, which come in the order of their first voters.
    pub(super) fn grouped(database: TestDatabase, groups: &[(&str, u64)], draft: &Value) -> Self {
        let voters: Vec<&str> = groups.iter().map(|(email, _)| *email).collect();
        let rows: String = groups.iter().map(|(email, precinct)| format!("{email},{precinct}\n")).collect();
        Self::of(database, &voters, draft, |world, admin, whole| {
            let path = format!("/api/v1/polls/{whole}/precincts/groups");
            let request =
                world.client.post(path).header(ContentType::CSV).body(format!("email,precinct\n{rows}"));
            Answer::of(request.header(bearer(admin)).dispatch())
        })
    }

    fn of(
        database: TestDatabase,
        voters: &[&str],
        draft: &Value,
        split: impl FnOnce(&World, &str, &str) -> Answer,
    ) -> Self {
        let world = World::on(database);
        let admin = world.admin_token();
        let whole = world.draft_with(&admin, voters, draft);
        let made = split(&world, &admin, &whole);
        assert_eq!(made.status, 201, "{}", made.text);
        let drafts = serde_json::from_value(made.json()["drafts"].take()).unwrap();
        Self { world, admin, whole, drafts }
    }

    pub(super) fn publish(&self) -> Answer {
        self.world.post(&format!("/api/v1/polls/{}/precincts/publish", self.whole), Some(&self.admin))
    }

    /// Publishing is a conflict that is told in these words.
    pub(super) fn conflicts(&self, words: &str) {
        let refused = self.publish();
        assert!(refused.problem() == "conflict" && refused.text.contains(words), "{words}: {}", refused.text);
    }

    pub(super) fn send(&self, method: Method, path: &str) -> Answer {
        Answer::of(self.world.client.req(method, path.to_owned()).header(self.bearer()).dispatch())
    }

    pub(super) fn bearer(&self) -> Header<'static> {
        bearer(&self.admin)
    }

    /// The addresses on the roll of a draft, in the order of the alphabet.
    pub(super) fn roll(&self, draft: &str) -> Vec<String> {
        let all = self.world.registrar.db.run_here(|conn| store::roll::all(conn, draft)).unwrap();
        let mut all: Vec<String> = all.into_keys().collect();
        all.sort_unstable();
        all
    }
}

fn bearer(token: &str) -> Header<'static> {
    Header::new("Authorization", format!("Bearer {token}"))
}
