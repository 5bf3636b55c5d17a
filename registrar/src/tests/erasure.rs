//! What is erased is in no file of the database any more, and what the claims rest on still is.

use serde_json::json;

use super::mailings::{draft_of, mailings};
use crate::Erasure;
use crate::domain::audit::Action;
use crate::domain::erasure::erase_due;
use crate::domain::mail::deliver_due;
use crate::store;
use crate::testing::World;
use crate::testing::database::TestDatabase;
use crate::testing::rewriting::{erase_now, scrub};
use crate::workers::{close_windows, forget_expired};

/// A world with a poll of three voters that is over: one has collected a pass, all were written to.
fn over(database: TestDatabase) -> (World, String) {
    let world = World::on(database);
    let admin = world.admin_token();
    let poll = world.poll(&admin, &[ADA, BEN, CEM]);
    let ada = world.voter_token(ADA);
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
    let id = draft_of(&world, &poll);
    let remind = format!("/api/v1/polls/{id}/mailings");
    assert_eq!(world.post_json(&remind, Some(&admin), &json!({ "kind": "reminder" })).json()["mails"], 2);
    while deliver_due(&world.registrar).unwrap() > 0 {}
    // What the demo's folder and the server have got is out of the registrar's hands.
    for seconds in [3600, 3 * 3600] {
        world.at(seconds);
        close_windows(&world.registrar).unwrap();
    }
    scrub(&world.registrar);
    (world, poll)
}

/// Whether any file of the database holds the text.
pub(super) fn holds(world: &World, text: &str) -> bool {
    let files: Vec<Vec<u8>> = match world.config().database_url {
        #[cfg(feature = "postgres")]
        url if url.contains("://") => postgres_files(&url),
        _ => ["sqlite", "sqlite-wal"]
            .map(|extension| std::fs::read(world.database_file().with_extension(extension)).unwrap())
            .into(),
    };
    files.iter().any(|file| file.windows(text.len()).any(|bytes| bytes == text.as_bytes()))
}

/// Tables, indices and what is too long for them, as they lie on the server's disk.
#[cfg(feature = "postgres")]
fn postgres_files(url: &str) -> Vec<Vec<u8>> {
    use diesel::sql_types::Binary;
    use diesel::{Connection as _, PgConnection, QueryableByName, RunQueryDsl as _};

    #[derive(QueryableByName)]
    struct File {
        #[diesel(sql_type = Binary)]
        bytes: Vec<u8>,
    }
    let mut conn = PgConnection::establish(url).unwrap();
    diesel::sql_query("CHECKPOINT").execute(&mut conn).unwrap();
    let sql = "SELECT pg_read_binary_file(pg_relation_filepath(oid)) AS bytes FROM pg_class \
               WHERE relkind IN ('r', 'i', 't') AND pg_relation_filepath(oid) LIKE 'base/%'";
    diesel::sql_query(sql).load(&mut conn).unwrap().into_iter().map(|file: File| file.bytes).collect()
}

pub(super) fn acts(world: &World, action: Action) -> Vec<String> {
    let all =
        store::audit::Search { action: Some(action.as_str().to_owned()), ..store::audit::Search::default() };
    let found = world.registrar.db.run_here(|conn| store::audit::search(conn, &all, 10)).unwrap();
    found.into_iter().map(|entry| entry.record).collect()
}

#[test]
fn voters_are_erased_when_their_time_is_over() {
    for database in TestDatabase::every_kind() {
        let (mut world, poll) = over(database);
        let id = draft_of(&world, &poll);
        world.at(3 * 3600 + 29 * DAY);
        erase_due(&world.registrar).unwrap();
        scrub(&world.registrar);
        assert!(holds(&world, BEN) && holds(&world, CEM), "not before their time");
        world.at(3 * 3600 + 31 * DAY);
        forget_expired(&world.registrar).unwrap();
        erase_due(&world.registrar).unwrap();
        scrub(&world.registrar);
        assert!(!holds(&world, BEN) && !holds(&world, CEM));
        assert!(holds(&world, ADA), "an account is its owner's");

        // The counts stay, the service starts, and it is done once.
        world.restart().unwrap();
        erase_due(&world.registrar).unwrap();
        let admin = world.token("admin@example.org");
        let invitations = ("invitation".to_owned(), [0, 3, 0]);
        assert_eq!(mailings(&world, &admin, &id), [invitations, ("reminder".to_owned(), [0, 2, 0])]);
        let passes = world.registrar.db.run_here(|conn| store::issued::count(conn, &id)).unwrap();
        assert_eq!(passes, 1);
        let noted = acts(&world, Action::RollErase);
        assert_eq!(noted.len(), 1);
        assert!(noted[0].contains("\"voters\":3") && !noted[0].contains('@'), "{}", noted[0]);
        assert_eq!(world.get(&format!("/api/v1/polls/{id}/roll"), Some(&admin)).json()["total"], 0);
        assert_eq!(world.get(&format!("/api/v1/polls/{poll}/turnout"), Some(&admin)).json()["issued"], 1);
    }
}

#[test]
fn a_poll_has_its_own_time_within_the_registrars() {
    for database in TestDatabase::every_kind() {
        let mut world = World::on(database);
        let admin = world.admin_token();
        let with_days = |days: u32| {
            let mut draft = crate::testing::draft();
            draft["retention_days"] = json!(days);
            draft
        };
        for days in [0, 31, 65_535] {
            let refused = world.post_json("/api/v1/polls", Some(&admin), &with_days(days));
            assert_eq!(refused.problem(), "manifest-invalid");
            assert_eq!(refused.json()["field"], "retention_days");
            assert!(refused.text.contains("from 1 to 30"), "{}", refused.text);
        }
        assert_eq!(world.post_json("/api/v1/polls", Some(&admin), &with_days(65_536)).status, 422);
        let long = world.poll_with(&admin, &[ADA], &with_days(30));
        let short = world.poll_with(&admin, &[BEN], &with_days(5));
        let left = |world: &World, poll: &str| {
            let roll = world.get(
                &format!("/api/v1/polls/{}/roll", draft_of(world, poll)),
                Some(&world.token("admin@example.org")),
            );
            roll.json()["total"].clone()
        };
        world.sign_in("admin@example.org");
        let page = world.get(&format!("/polls/{short}"), None).text;
        assert!(
            page.contains("Sunday, 6 December 2026, 14:00 UTC</time>; then their addresses are erased"),
            "{page}"
        );
        let page = world.get(&format!("/admin/polls/{short}/notices"), None).text;
        assert!(page.contains("Sunday, 6 December 2026, 14:00 UTC"), "{page}");
        for seconds in [3600, 3 * 3600] {
            world.at(seconds);
            close_windows(&world.registrar).unwrap();
        }
        world.at(2 * 3600 + 5 * DAY);
        erase_due(&world.registrar).unwrap();
        assert_eq!((left(&world, &short), left(&world, &long)), (json!(1), json!(1)), "not to the second");
        world.at(2 * 3600 + 5 * DAY + 1);
        erase_due(&world.registrar).unwrap();
        assert_eq!((left(&world, &short), left(&world, &long)), (json!(0), json!(1)));
        // What is configured by then bounds what was chosen.
        world.retain(10);
        world.restart().unwrap();
        world.at(2 * 3600 + 10 * DAY + 1);
        erase_due(&world.registrar).unwrap();
        assert_eq!(left(&world, &long), json!(0));
    }
}

#[test]
fn a_person_is_erased_on_request() {
    for database in TestDatabase::every_kind() {
        let (world, poll) = over(database);
        let erase = |person: &str| {
            let what = Erasure { poll: None, person: Some(person.to_owned()) };
            erase_now(&world.registrar.db, world.registrar.clock.now(), &what)
                .map_err(|error| error.to_string())
        };
        assert!(erase("nobody").unwrap_err().contains("--person nobody"));
        assert!(erase("nobody@example.org").unwrap_err().contains("nothing is stored"));
        assert!(erase("admin@example.org").unwrap_err().contains("give role and polls"));
        assert!(holds(&world, ADA));
        assert_eq!(erase(ADA).unwrap(), ERASED_ADA);
        assert!(!holds(&world, ADA) && holds(&world, BEN));
        assert!(erase(ADA).unwrap_err().contains("nothing is stored"));
        let noted = acts(&world, Action::PersonErase);
        assert!(noted.len() == 1 && !noted[0].contains(ADA), "{noted:?}");
        // Her pass still counts.
        let id = draft_of(&world, &poll);
        assert_eq!(world.registrar.db.run_here(|conn| store::issued::count(conn, &id)).unwrap(), 1);
    }
}

#[test]
fn nobody_is_erased_from_a_poll_that_is_not_over() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &[ADA]);
    let now = world.registrar.clock.now();
    let erase = |what: &Erasure| erase_now(&world.registrar.db, now, what).unwrap_err().to_string();
    let of_poll = |id: &str| Erasure { poll: Some(id.to_owned()), person: None };
    assert!(erase(&of_poll(&poll)).contains("is not over"));
    assert!(erase(&of_poll("0")).contains("no poll or draft"));
    let person = erase(&Erasure { poll: None, person: Some(ADA.to_owned()) });
    assert!(person.contains(&draft_of(&world, &poll)), "{person}");
    assert!(holds(&world, ADA));
}

#[test]
fn a_poll_that_is_over_is_erased_at_once_on_request() {
    for database in TestDatabase::every_kind() {
        let (world, poll) = over(database);
        let what = Erasure { poll: Some(poll), person: None };
        let erase = || erase_now(&world.registrar.db, world.registrar.clock.now(), &what);
        assert_eq!(erase().unwrap(), "3 voters, 3 states of mails and 0 candidacies are erased");
        forget_expired(&world.registrar).unwrap();
        // The links of the invitations were forgotten only now.
        assert!(erase().unwrap_err().to_string().contains("erased already"));
        assert!(!holds(&world, BEN) && !holds(&world, CEM));
    }
}

#[test]
fn an_address_that_was_corrected_to_another_one_is_found() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let poll = world.poll(&admin, &[ADA, BEN]);
        let id = draft_of(&world, &poll);
        let voter = |conn: &mut web::DbConnection| store::roll::voter(conn, &id, ADA);
        let ada = world.registrar.db.run_here(voter).unwrap().unwrap();
        let path = format!("/api/v1/polls/{id}/roll/voters/{ada}");
        assert_eq!(world.patch_json(&path, Some(&admin), &json!({ "email": CEM })).status, 200);
        while deliver_due(&world.registrar).unwrap() > 0 {}
        let erase = || {
            let what = Erasure { poll: None, person: Some(ADA.to_owned()) };
            erase_now(&world.registrar.db, world.registrar.clock.now(), &what)
                .map_err(|error| error.to_string())
        };
        assert!(erase().unwrap_err().contains(&id), "while it may object to the correction");
        for seconds in [3600, 3 * 3600] {
            world.at(seconds);
            close_windows(&world.registrar).unwrap();
        }
        assert!(holds(&world, ADA));
        assert!(
            erase().unwrap().contains("0 entries of rolls, 0 states of mails, 0 candidacies, 1 corrected")
        );
        assert!(!holds(&world, ADA) && holds(&world, CEM));
        assert!(erase().unwrap_err().contains("nothing is stored"));
    }
}

const ERASED_ADA: &str = "1 account, 1 entries of rolls, 1 states of mails, 0 candidacies, 0 corrected addresses and \
                          0 waiting mails and links are erased";
const ADA: &str = "canary-ada@example.org";
const BEN: &str = "canary-ben@example.org";
const CEM: &str = "canary-cem@example.org";
const DAY: i64 = 86_400;
