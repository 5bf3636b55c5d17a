//! What mails leave behind: as little as the work needs.

use rocket::http::Method;
use serde_json::json;

use super::mailings::{call, draft_of, mailings, voter};
use crate::domain::mail::{Mail, Words, deliver_due};
use crate::store;
use crate::testing::database::TestDatabase;
use crate::testing::smtp::TestSmtp;
use crate::testing::{World, start};
use crate::workers::forget_expired;

/// The rows of these tables as the database has them.
fn rows(world: &World) -> (i64, Vec<(String, i64)>, Vec<i64>) {
    use diesel::prelude::*;
    use store::schema::{deliveries, mailings, outbox, outbox_lost};
    let look = |conn: &mut web::DbConnection| -> Result<_, web::DbError> {
        let reminders = deliveries::table.inner_join(mailings::table).filter(mailings::kind.eq("reminder"));
        let waiting: i64 = outbox::table.count().get_result(conn)?;
        let kept: i64 = reminders.count().get_result(conn)?;
        let lost = outbox_lost::table.select((outbox_lost::kind, outbox_lost::mails)).load(conn)?;
        let asked = mailings::table.select(mailings::asked_at).load(conn)?;
        Ok((waiting + kept, lost, asked))
    };
    world.registrar.db.run_here(look).unwrap()
}

#[test]
fn a_mail_that_is_given_up_is_only_counted() {
    for database in TestDatabase::every_kind() {
        let mut world = World::on(database);
        let smtp = TestSmtp::start(|_| "550 No such user here");
        let admin = world.admin_token();
        let poll = world.poll(&admin, &["ada@example.org", "ben@example.org"]);
        for email in ["ada@example.org", "ben@example.org"] {
            let token = world.voter_token(email);
            assert_eq!(world.ask(&poll, &token, &world.request(&poll)).status, 200);
        }
        assert_eq!(rows(&world).0, 2);
        world.send_by(&smtp.url).unwrap();
        deliver_due(&world.registrar).unwrap();
        let (left, lost, _) = rows(&world);
        assert_eq!((left, lost), (0, vec![("pass-issued".to_owned(), 2)]));
        let queue = world.registrar.db.run_here(store::outbox::queue).unwrap();
        // And two invitations.
        assert_eq!((queue.waiting, queue.failed), (0, 4));
    }
}

#[test]
fn a_mail_about_a_poll_that_cannot_be_read_is_given_up_and_the_others_go() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let poll = world.poll(&world.admin_token(), &["ada@example.org"]);
        let row = world.registrar.db.run_here(|conn| store::polls::by_poll(conn, &poll)).unwrap().unwrap();
        let mails =
            [("ada", row.id.as_str()), ("ben", "nothing"), ("cyd", &row.id)].map(|(name, draft)| Mail {
                kind: "pass-issued",
                recipient: format!("{name}@example.org"),
                words: Words::OfPass(draft.to_owned()),
            });
        let queued = world.registrar.db.run_here(|conn| store::outbox::insert_all(conn, mails.iter()));
        queued.unwrap();
        deliver_due(&world.registrar).unwrap();
        let gone =
            ["ada", "ben", "cyd"].map(|name| world.mails("pass-issued", &format!("{name}@example.org")));
        assert_eq!(gone.each_ref().map(Vec::len), [1, 0, 1]);
        assert!(gone[0][0].contains("/polls/"), "{}", gone[0][0]);
        let (left, lost, _) = rows(&world);
        assert_eq!((left, lost), (0, vec![("pass-issued".to_owned(), 1)]));
    }
}

#[test]
fn reminders_that_have_gone_are_only_counted() {
    for database in TestDatabase::every_kind() {
        let mut world = World::on(database);
        let smtp = TestSmtp::start(|to| match to {
            to if to.contains("gone@") => "550 No such user here",
            to if to.contains("full@") => "452 Mailbox full",
            _ => "250 OK",
        });
        world.send_by(&smtp.url).unwrap();
        let admin = world.admin_token();
        let roll = ["ada@example.org", "ben@example.org", "full@example.org", "gone@example.org"];
        let poll = world.poll(&admin, &roll);
        let id = draft_of(&world, &poll);
        let path = format!("/polls/{id}/mailings");
        let sent = call(&world, &admin, Method::Post, &path, &json!({ "kind": "reminder" })).json();
        assert_eq!(sent["mails"], 4);
        deliver_due(&world.registrar).unwrap();
        // What must be tried again is still there.
        assert_eq!(rows(&world).0, 1);
        assert_eq!(mailings(&world, &admin, &id)[1], ("reminder".to_owned(), [1, 2, 1]));
        let mailing = sent["mailing"].as_str().unwrap();
        let retry = call(&world, &admin, Method::Post, &format!("{path}/{mailing}/retry"), &json!({}));
        assert!(retry.problem() == "conflict" && retry.text.contains("only counted"), "{}", retry.text);
        let page = {
            world.sign_in("admin@example.org");
            world.get(&format!("/admin/polls/{id}/mail"), None).text
        };
        assert_eq!(page.matches("Send the failed ones again").count(), 1, "of the invitations");
    }
}

#[test]
fn of_a_mailing_only_the_day_is_kept() {
    let world = World::new();
    let admin = world.admin_token();
    let now = start().unix();
    assert_ne!(now % 86_400, 0, "the clock of tests does not stand at midnight");
    world.poll(&admin, &["ada@example.org"]);
    // The pause between two reminders is an hour.
    world.at(3600);
    forget_expired(&world.registrar).unwrap();
    assert_eq!(rows(&world).2, [now]);
    world.at(3601);
    forget_expired(&world.registrar).unwrap();
    assert_eq!(rows(&world).2, [now - now % 86_400]);
}

#[test]
fn the_word_against_reminders_is_known_to_readers_alone() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let id = draft_of(&world, &poll);
    let ada = voter(&world, &admin, &id, "ada");
    let word = world.registrar.vault.word("opt-out", &ada);
    let invitation = world.mails("invitation", "ada@example.org").remove(0);
    assert!(invitation.contains(&format!("/unsubscribe/{ada}/{word}")), "{invitation}");
    let post = |voter: &str, word: &str| {
        world
            .post_form_from(
                None,
                &format!("/unsubscribe/{voter}/{word}"),
                &[("List-Unsubscribe", "One-Click")],
            )
            .status
    };
    let nobody = "0".repeat(32);
    assert_eq!(post(&ada, &nobody), 404);
    assert_eq!(post(&ada, &world.registrar.vault.word("opt-out", &nobody)), 404);
    // A right word about nobody, such as of a voter who was taken off the roll.
    assert_eq!(post(&nobody, &world.registrar.vault.word("opt-out", &nobody)), 404);
    let wants = || world.registrar.db.run_here(|conn| store::roll::wants_reminders(conn, &ada)).unwrap();
    assert_eq!(wants(), Some(true));
    assert_eq!((post(&ada, &word), wants()), (200, Some(false)));
    assert_eq!(post(&ada, &word), 200, "a second click does no harm");
}

#[test]
fn a_silent_server_is_not_asked_for_account_mails_either() {
    let mut world = World::new();
    let emails = ["ada@example.org", "ben@example.org", "cem@example.org"];
    for email in emails {
        assert_eq!(world.post_json("/api/v1/sign-in-links", None, &json!({ "email": email })).status, 202);
    }
    // Nobody listens there.
    world.send_by("smtp://127.0.0.1:1").unwrap();
    let tried = || {
        let due = world.registrar.db.run_here(|conn| store::outbox::due(conn, i64::MAX, 10)).unwrap();
        due.iter().map(|mail| mail.attempts).sum::<i64>()
    };
    deliver_due(&world.registrar).unwrap();
    assert_eq!(tried(), 1);
    deliver_due(&world.registrar).unwrap();
    assert_eq!(tried(), 1, "the server is left alone for a while");
    world.at(15);
    deliver_due(&world.registrar).unwrap();
    assert_eq!(tried(), 2);
}
