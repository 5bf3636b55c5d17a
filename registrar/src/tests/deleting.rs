//! What was never published is deleted, and is erased when nobody wants it any more.

use rocket::http::{Header, Method};

use super::erasure::{acts, holds};
use crate::Erasure;
use crate::domain::audit::Action;
use crate::domain::erasure::erase_due;
use crate::store;
use crate::testing::ballot_box::Mood;
use crate::testing::database::TestDatabase;
use crate::testing::rewriting::{erase_now, scrub};
use crate::testing::{Answer, World, draft};
use crate::workers::reoffer;

fn call(world: &World, admin: &str, method: Method, path: &str, body: &str) -> Answer {
    let request = world.client.req(method, format!("/api/v1/polls/{path}")).body(body);
    let request = request.header(rocket::http::ContentType::JSON);
    Answer::of(request.header(Header::new("Authorization", format!("Bearer {admin}"))).dispatch())
}

fn archive(world: &World, admin: &str, id: &str) -> Answer {
    call(world, admin, Method::Put, &format!("{id}/archived"), "{\"archived\":true}")
}

fn voters(world: &World, id: &str) -> i64 {
    world.registrar.db.run_here(|conn| store::roll::count(conn, id)).unwrap()
}

fn erase(world: &World, id: &str) -> Result<String, String> {
    let what = Erasure { poll: Some(id.to_owned()), person: None };
    erase_now(&world.registrar.db, world.clock.now(), &what).map_err(|error| error.to_string())
}

#[test]
fn a_draft_is_deleted_with_all_that_hangs_on_it() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let poll = world.poll(&admin, &[ADA]);
        let published = super::mailings::draft_of(&world, &poll);
        let refused = call(&world, &admin, Method::Delete, &published, "");
        assert!(refused.problem() == "conflict" && refused.text.contains("only drafts"), "{}", refused.text);
        assert_eq!(voters(&world, &published), 1);

        let id = world.draft_with(&admin, &[ADA, BEN], &draft());
        let words = "{\"subject\":\"Come\",\"automatic\":true}";
        assert_eq!(
            call(&world, &admin, Method::Put, &format!("{id}/mailings/texts/invitation"), words).status,
            200
        );
        world.sign_in("admin@example.org");
        let page = format!("/admin/polls/{id}/more");
        let unsure = world.post_form(&page, &[("action", "delete")]);
        assert!(unsure.status == 422 && unsure.text.contains("for good"), "{}", unsure.text);
        assert_eq!(voters(&world, &id), 2);
        let done = world.post_form(&page, &[("action", "delete"), ("sure", "on")]);
        assert_eq!((done.status, done.header("Location")), (303, "/admin/polls"));
        assert_eq!(world.get(&format!("/api/v1/drafts/{id}"), Some(&admin)).status, 404);
        assert_eq!(call(&world, &admin, Method::Delete, &id, "").status, 404, "once");
        scrub(&world.registrar);
        assert!(!holds(&world, BEN) && holds(&world, ADA), "the published poll still has Ada");
        let noted = acts(&world, Action::DraftDelete);
        assert!(
            noted.len() == 1 && noted[0].contains("\"voters\":2") && !noted[0].contains(BEN),
            "{noted:?}"
        );

        let other = world.draft_with(&admin, &[], &draft());
        assert_eq!(call(&world, &admin, Method::Delete, &other, "").status, 204);
    }
}

#[test]
fn drafts_in_the_archive_lose_their_voters_in_time() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let (kept, id) =
            (world.draft_with(&admin, &[ADA], &draft()), world.draft_with(&admin, &[BEN], &draft()));
        assert_eq!(archive(&world, &admin, &id).status, 200);
        world.at(30 * DAY);
        erase_due(&world.registrar).unwrap();
        assert_eq!(voters(&world, &id), 1, "not before its time");
        world.at(31 * DAY);
        erase_due(&world.registrar).unwrap();
        assert_eq!((voters(&world, &id), voters(&world, &kept)), (0, 1));
        scrub(&world.registrar);
        assert!(!holds(&world, BEN) && holds(&world, ADA));
        let noted = acts(&world, Action::RollErase);
        assert!(
            noted.len() == 1 && noted[0].contains("\"voters\":1") && !noted[0].contains('@'),
            "{noted:?}"
        );
        // Done once; a roll that comes again has its own time.
        erase_due(&world.registrar).unwrap();
        assert_eq!(acts(&world, Action::RollErase).len(), 1);
        let admin = world.token("admin@example.org");
        let put = world.client.put(format!("/api/v1/polls/{id}/roll")).header(rocket::http::ContentType::CSV);
        let put = put.header(Header::new("Authorization", format!("Bearer {admin}")));
        assert_eq!(Answer::of(put.body(format!("email\n{BEN}\n")).dispatch()).status, 200);
        erase_due(&world.registrar).unwrap();
        assert_eq!(voters(&world, &id), 1);
        world.at(62 * DAY);
        erase_due(&world.registrar).unwrap();
        assert_eq!(voters(&world, &id), 0);
    }
}

#[test]
fn a_draft_is_erased_on_request() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &[ADA, BEN], &draft());
    assert_eq!(erase(&world, &id).unwrap(), "2 voters, 0 states of mails and 0 candidacies are erased");
    assert!(!holds(&world, BEN) && erase(&world, &id).unwrap_err().contains("erased already"));
    assert_eq!(world.get(&format!("/api/v1/drafts/{id}"), Some(&admin)).json()["state"], "draft");
}

#[test]
fn a_poll_sealed_for_a_ballot_box_that_is_gone_is_put_away_and_given_up() {
    let mut world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &[ADA], &draft());
    world.ballot_box.be(Mood::Mute);
    assert_eq!(world.post(&format!("/api/v1/polls/{id}/publish"), Some(&admin)).status, 503);
    let refused = archive(&world, &admin, &id);
    assert!(
        refused.problem() == "conflict" && refused.text.contains("about to be published"),
        "{}",
        refused.text
    );
    assert!(erase(&world, &id).unwrap_err().contains("put the poll into the archive first"));
    assert_eq!(call(&world, &admin, Method::Delete, &id, "").problem(), "conflict");

    world.new_ballot_box();
    world.restart().unwrap();
    let stuck = world.post(&format!("/api/v1/polls/{id}/publish"), Some(&admin));
    assert!(stuck.problem() == "conflict" && stuck.text.contains("into the archive"), "{}", stuck.text);
    world.sign_in("admin@example.org");
    assert!(world.get(&format!("/admin/polls/{id}/more"), None).text.contains("Put it into the archive"));
    assert_eq!(archive(&world, &admin, &id).status, 200);
    reoffer(&world.registrar).unwrap();
    assert!(world.ballot_box.received("/api/v1/polls").is_empty());
    assert!(erase(&world, &id).unwrap().starts_with("1 voters"));
    let row = world.registrar.db.run_here(|conn| store::polls::by_draft(conn, &id)).unwrap().unwrap();
    assert!(row.state == "draft" && row.signing_key.is_none() && row.refusal.unwrap().contains("given up"));
    assert!(!holds(&world, ADA));
}

const ADA: &str = "canary-ada@example.org";
const BEN: &str = "canary-ben@example.org";
const DAY: i64 = 86_400;
