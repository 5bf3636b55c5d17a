//! Mails to voters: each gets one, its fate is known, and nobody learns from it who collected a pass.

use rocket::http::{ContentType, Header, Method};
use serde_json::{Value, json};

use crate::domain::mail::deliver_due;
use crate::store;
use crate::testing::database::TestDatabase;
use crate::testing::smtp::TestSmtp;
use crate::testing::{Answer, World, draft, open_draft};

pub(super) fn call(world: &World, admin: &str, method: Method, path: &str, body: &Value) -> Answer {
    let request = world
        .client
        .req(method, format!("/api/v1{path}"))
        .header(ContentType::JSON)
        .header(Header::new("Authorization", format!("Bearer {admin}")))
        .body(body.to_string());
    Answer::of(request.dispatch())
}

/// The draft's id of a published poll.
pub(super) fn draft_of(world: &World, poll: &str) -> String {
    world.registrar.db.run_here(|conn| store::polls::by_poll(conn, poll)).unwrap().unwrap().id
}

/// The mailings of a poll: kind, and how many mails wait, went, failed.
pub(super) fn mailings(world: &World, admin: &str, id: &str) -> Vec<(String, [u64; 3])> {
    let all = world.get(&format!("/api/v1/polls/{id}/mailings"), Some(admin)).json();
    let number = |mailing: &Value, name: &str| mailing[name].as_u64().unwrap();
    let line = |mailing: &Value| {
        let counts = ["queued", "sent", "failed"].map(|name| number(mailing, name));
        (mailing["kind"].as_str().unwrap().to_owned(), counts)
    };
    all["mailings"].as_array().unwrap().iter().map(line).collect()
}

/// The id of a voter's entry.
pub(super) fn voter(world: &World, admin: &str, id: &str, email: &str) -> String {
    let found = world.get(&format!("/api/v1/polls/{id}/roll?search={email}"), Some(admin)).json();
    found["voters"][0]["voter"].as_str().unwrap().to_owned()
}

fn message_id(mail: &str) -> String {
    mail.lines().find(|line| line.starts_with("Message-ID:")).unwrap().to_owned()
}

#[test]
fn what_the_server_says_is_known_for_each_voter() {
    let mut world = World::new();
    let smtp = TestSmtp::start(|to| match to {
        to if to.contains("gone@") => "550 No such user here",
        to if to.contains("full@") => "452 Mailbox full",
        _ => "250 OK",
    });
    world.send_by(&smtp.url).unwrap();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org", "full@example.org", "gone@example.org"]);
    let id = draft_of(&world, &poll);
    assert_eq!(mailings(&world, &admin, &id), [("invitation".to_owned(), [3, 0, 0])]);
    deliver_due(&world.registrar).unwrap();
    assert_eq!(mailings(&world, &admin, &id), [("invitation".to_owned(), [1, 1, 1])]);
    let all = world.get(&format!("/api/v1/polls/{id}/mailings"), Some(&admin)).json();
    assert_eq!(all["failed"].as_array().unwrap().len(), 1);
    assert_eq!(all["failed"][0]["email"], "gone@example.org");
    assert!(all["failed"][0]["answer"].as_str().unwrap().contains("No such user"), "{all}");
    let full = world.get(&format!("/api/v1/polls/{id}/roll?search=full"), Some(&admin)).json();
    assert_eq!(full["mails"][0]["state"], "queued");
    assert!(full["mails"][0]["answer"].as_str().unwrap().contains("Mailbox full"), "{full}");
    // Not before its time, and then again under the same Message-ID.
    deliver_due(&world.registrar).unwrap();
    assert_eq!(smtp.taken().len(), 1);
    let mail = &smtp.taken()[0];
    assert!(mail.starts_with("MAIL FROM:<bounces@example.org>"), "{mail}");
    assert!(mail.contains("Auto-Submitted: auto-generated") && mail.contains("multipart/alternative"));
    assert!(mail.contains("List-Unsubscribe: <http://localhost:8001/unsubscribe/"), "{mail}");

    // A wrong address is corrected and written to at once; whoever reads the old one is told.
    let gone = voter(&world, &admin, &id, "gone");
    let path = format!("/polls/{id}/roll/voters/{gone}");
    assert_eq!(
        call(&world, &admin, Method::Patch, &path, &json!({ "email": "here@example.org" })).status,
        200
    );
    deliver_due(&world.registrar).unwrap();
    assert!(smtp.taken().iter().any(|mail| mail.contains("To: here@example.org")));
    assert_eq!(mailings(&world, &admin, &id), [("invitation".to_owned(), [1, 2, 0])]);
}

#[test]
fn failed_mails_are_sent_again_and_single_ones_too() {
    let mut world = World::new();
    let smtp = TestSmtp::start(|to| if to.contains("gone") { "550 No" } else { "250 OK" });
    world.send_by(&smtp.url).unwrap();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org", "gone1@example.org", "gone2@example.org"]);
    let id = draft_of(&world, &poll);
    deliver_due(&world.registrar).unwrap();
    let all = world.get(&format!("/api/v1/polls/{id}/mailings"), Some(&admin)).json();
    let mailing = all["mailings"][0]["mailing"].as_str().unwrap().to_owned();
    let better = TestSmtp::start(|_| "250 OK");
    world.send_by(&better.url).unwrap();
    let retry =
        call(&world, &admin, Method::Post, &format!("/polls/{id}/mailings/{mailing}/retry"), &json!({}));
    assert_eq!(retry.json(), json!({ "mails": 2 }));
    let ada = voter(&world, &admin, &id, "ada");
    let again =
        call(&world, &admin, Method::Post, &format!("/polls/{id}/roll/voters/{ada}/invite"), &json!({}));
    assert_eq!(again.status, 202, "{}", again.text);
    deliver_due(&world.registrar).unwrap();
    assert_eq!(mailings(&world, &admin, &id), [("invitation".to_owned(), [0, 3, 0])]);
    assert_eq!(better.taken().len(), 3);
    let (first, second) = (&smtp.taken()[0], better.taken());
    let second = second.iter().find(|mail| mail.contains("ada@")).unwrap();
    assert_ne!(message_id(first), message_id(second), "asked for anew it is another mail");
    let nothing = "0".repeat(32);
    for path in
        [format!("/polls/{id}/mailings/{nothing}/retry"), format!("/polls/{id}/roll/voters/{nothing}/invite")]
    {
        assert_eq!(call(&world, &admin, Method::Post, &path, &json!({})).problem(), "not-found");
    }
}

#[test]
fn a_mail_in_flight_at_a_crash_goes_again_as_the_same_mail() {
    for database in TestDatabase::every_kind() {
        let mut world = World::on(database);
        let smtp = TestSmtp::start(|_| "250 OK");
        world.send_by(&smtp.url).unwrap();
        let admin = world.admin_token();
        let poll = world.poll(&admin, &["ada@example.org", "ben@example.org"]);
        deliver_due(&world.registrar).unwrap();
        assert_eq!(smtp.taken().len(), 2);
        // As a crash leaves it between the server's answer and the next transaction.
        let ada = voter(&world, &admin, &draft_of(&world, &poll), "ada");
        world.registrar.db.run_here(|conn| store::deliveries::lose_answer(conn, &ada)).unwrap();
        world.restart().unwrap();
        deliver_due(&world.registrar).unwrap();
        let to_ada: Vec<String> = smtp.taken().into_iter().filter(|mail| mail.contains("To: ada@")).collect();
        assert_eq!((smtp.taken().len(), to_ada.len()), (3, 2));
        assert_eq!(message_id(&to_ada[0]), message_id(&to_ada[1]));
        assert_eq!(deliver_due(&world.registrar).unwrap(), 0);
    }
}

#[test]
fn a_silent_server_is_not_asked_for_every_mail() {
    let mut world = World::new();
    // Nobody listens there.
    world.send_by("smtp://127.0.0.1:1").unwrap();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org", "ben@example.org", "cem@example.org"]);
    let id = draft_of(&world, &poll);
    assert_eq!(deliver_due(&world.registrar).unwrap(), 0);
    let roll = world.get(&format!("/api/v1/polls/{id}/roll"), Some(&admin)).json();
    let tried = roll["mails"].as_array().unwrap().iter().filter(|mail| !mail["answer"].is_null()).count();
    assert_eq!((tried, mailings(&world, &admin, &id)[0].1), (1, [3, 0, 0]));
}

#[test]
fn reminders_go_to_those_without_a_pass_and_tell_nobody_who_they_are() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let poll = world.poll(&admin, &["ada@example.org", "ben@example.org", "cem@example.org"]);
        let id = draft_of(&world, &poll);
        let ada = world.voter_token("ada@example.org");
        assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
        // Ben has had enough.
        let invitation = world.mails("invitation", "ben@example.org").remove(0);
        let (_, rest) = invitation.split_once("http://localhost:8001/unsubscribe/").unwrap();
        let link: String = rest.chars().take_while(|c| c.is_ascii_hexdigit() || *c == '/').collect();
        let path = format!("/unsubscribe/{link}");
        assert!(world.get(&path, None).text.contains("No more reminders"));
        let wrong = format!("{}0", &path[..path.len() - 1]);
        let word = if wrong == path { format!("{}1", &path[..path.len() - 1]) } else { wrong };
        assert_eq!(world.post_form_from(None, &word, &[]).status, 404);
        let click = [("List-Unsubscribe", "One-Click")];
        assert_eq!(world.post_form_from(None, &path, &click).status, 200);

        let remind = || {
            call(
                &world,
                &admin,
                Method::Post,
                &format!("/polls/{id}/mailings"),
                &json!({ "kind": "reminder" }),
            )
        };
        assert_eq!(remind().json()["mails"], 1);
        assert_eq!(remind().problem(), "conflict", "not twice within an hour");
        for (email, mails) in [("ada@example.org", 0), ("ben@example.org", 0), ("cem@example.org", 1)] {
            assert_eq!(world.mails("reminder", email).len(), mails, "{email}");
            let seen = world.get(&format!("/api/v1/polls/{id}/roll?search={email}"), Some(&admin)).json();
            assert_eq!(seen["mails"].as_array().unwrap().len(), 1, "the invitation alone: {seen}");
        }
        // Who collects a pass before the reminder leaves gets none.
        world.at(3599);
        let admin = world.token("admin@example.org");
        let cem = world.voter_token("cem@example.org");
        let path = format!("/polls/{id}/mailings");
        world.at(3599 - 1);
        assert_eq!(
            call(&world, &admin, Method::Post, &path, &json!({ "kind": "reminder" })).problem(),
            "conflict"
        );
        assert_eq!(world.ask(&poll, &cem, &world.request(&poll)).status, 200);
        world.at(3600);
        let late = call(&world, &admin, Method::Post, &path, &json!({ "kind": "reminder" }));
        assert!(late.text.contains("not given out any more"), "{}", late.text);
    }
}

#[test]
fn invitations_wait_for_a_word_where_the_organiser_says_so() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &["ada@example.org"], &draft());
    let path = format!("/polls/{id}/mailings");
    let texts = format!("{path}/texts");
    let put = |kind: &str, body: Value| call(&world, &admin, Method::Put, &format!("{texts}/{kind}"), &body);
    let text = |subject: &str, intro: &str| json!({ "subject": subject, "intro": intro, "automatic": false });
    assert_eq!(put("party", text("a", "b")).problem(), "not-found");
    assert_eq!(put("invitation", text(&"x".repeat(201), "")).json()["field"], "subject");
    assert_eq!(put("invitation", text("two\nlines", "")).json()["field"], "subject");
    assert_eq!(put("invitation", text("", &"x".repeat(5_001))).json()["field"], "intro");
    assert_eq!(put("invitation", json!({ "automatic": false, "mood": "good" })).problem(), "unknown-field");
    assert_eq!(put("invitation", text("Your vote counts", "Dear members,\n\ncome <all>.")).status, 200);
    let send = |kind: &str| call(&world, &admin, Method::Post, &path, &json!({ "kind": kind }));
    assert_eq!(send("invitation").problem(), "conflict", "a draft invites nobody");
    assert_eq!(world.post(&format!("/api/v1/polls/{id}/publish"), Some(&admin)).status, 201);
    assert!(world.mails("invitation", "ada@example.org").is_empty());
    assert_eq!(send("invitation").json()["mails"], 1);
    assert_eq!(
        (send("invitation").problem(), send("result").problem()),
        ("conflict".to_owned(), "conflict".to_owned())
    );
    assert_eq!(send("song").problem(), "malformed-json");
    let mail = world.mails("invitation", "ada@example.org").remove(0);
    assert!(mail.contains("Subject: Your vote counts\r\n"), "{mail}");
    assert!(mail.contains("come <all>.") && mail.contains("come &lt;all&gt;."), "{mail}");
    let read = world.get(&format!("/api/v1{path}"), Some(&admin)).json();
    assert_eq!(read["texts"][0]["subject"], "Your vote counts");
}

#[test]
fn notices_and_results_are_told_later_where_they_do_not_go_by_themselves() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org", "ben@example.org"]);
    let id = draft_of(&world, &poll);
    let silent = json!({ "subject": null, "intro": null, "automatic": false });
    for kind in ["notice", "result"] {
        let path = format!("/polls/{id}/mailings/texts/{kind}");
        assert_eq!(call(&world, &admin, Method::Put, &path, &silent).status, 200);
    }
    let send = |admin: &str, kind: &str| {
        call(&world, admin, Method::Post, &format!("/polls/{id}/mailings"), &json!({ "kind": kind }))
    };
    let refused = |admin: &str, kind: &str, words: &str| {
        let answer = send(admin, kind);
        assert!(answer.problem() == "conflict" && answer.text.contains(words), "{kind}: {}", answer.text);
    };
    refused(&admin, "notice", "no notice");
    refused(&admin, "result", "before voting has closed");
    let longer = json!({ "kind": "extend", "voting_closes": "2026-12-01T15:00:00Z", "reason": "Snow." });
    assert_eq!(world.post_json(&format!("/api/v1/polls/{poll}/notices"), Some(&admin), &longer).status, 201);
    refused(&admin, "notice", "no notice");
    crate::domain::dispatch::deliver_due(&world.registrar).unwrap();
    assert!(world.mails("notice", "ada@example.org").is_empty(), "not by itself");
    world.sign_in("admin@example.org");
    let page = format!("/admin/polls/{id}/mail");
    assert!(world.get(&page, None).text.contains("Tell all voters of the newest notice"));
    let sent = world.post_form(&page, &[("action", "send"), ("kind", "notice")]);
    assert_eq!(sent.header("Location"), format!("{page}?mails=2"), "{}", sent.text);
    assert!(!world.get(&page, None).text.contains("Tell all voters of the newest notice"));
    refused(&admin, "notice", "told before");
    let mail = &world.mails("notice", "ada@example.org")[0];
    assert!(mail.contains("Snow."), "{mail}");

    for seconds in [3600, 3 * 3600] {
        world.at(seconds);
        crate::workers::close_windows(&world.registrar).unwrap();
    }
    let admin = world.token("admin@example.org");
    refused(&admin, "result", "not published");
    world.ballot_box.publish_results();
    crate::domain::mailing::announce_results(&world.registrar).unwrap();
    assert!(world.mails("result", "ben@example.org").is_empty(), "not by itself");
    world.sign_in("admin@example.org");
    assert!(world.get(&page, None).text.contains("Tell all voters that the result is out"));
    assert_eq!(send(&admin, "result").json()["mails"], 2);
    assert_eq!(world.mails("result", "ben@example.org").len(), 1);
    refused(&admin, "result", "told before");
}

#[test]
fn notices_and_results_are_told_and_no_counts_with_them() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let id = draft_of(&world, &poll);
    let notice =
        json!({ "kind": "extend", "voting_closes": "2026-12-01T15:00:00Z", "reason": "Rain & hail" });
    assert_eq!(call(&world, &admin, Method::Post, &format!("/polls/{poll}/notices"), &notice).status, 201);
    assert!(world.mails("notice", "ada@example.org").is_empty(), "not before the ballot box has it");
    crate::domain::dispatch::deliver_due(&world.registrar).unwrap();
    let mail = world.mails("notice", "ada@example.org").remove(0);
    assert!(
        mail.contains("until Tuesday, 1 December 2026, 15:00 (UTC)") && mail.contains("Rain & hail"),
        "{mail}"
    );
    assert!(mail.contains("Rain &amp; hail"));
    for seconds in [3600, 3 * 3600] {
        world.at(seconds);
        crate::workers::close_windows(&world.registrar).unwrap();
    }
    crate::domain::mailing::announce_results(&world.registrar).unwrap();
    assert!(world.mails("result", "ada@example.org").is_empty(), "there is no result yet");
    world.ballot_box.publish_results();
    for _ in 0..2 {
        crate::domain::mailing::announce_results(&world.registrar).unwrap();
    }
    let mails = world.mails("result", "ada@example.org");
    assert_eq!(mails.len(), 1);
    let told = crate::testing::mails::read(&mails[0]).text;
    assert!(mails[0].contains(&format!("/polls/{poll}")) && !told.contains("Ada"), "{}", mails[0]);
    let admin = world.token("admin@example.org");
    assert_eq!(mailings(&world, &admin, &id).len(), 3);
}

#[test]
fn an_open_poll_tells_nobody_whose_mail_has_failed() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll_with(&admin, &[], &open_draft(&[]));
    let id = draft_of(&world, &poll);
    let ada = world.voter_token("ada@example.org");
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
    let answer = world.get(&format!("/api/v1/polls/{id}/mailings"), Some(&admin));
    assert!(answer.status == 200 && !answer.text.contains("ada@"), "{}", answer.text);
    let reminder =
        call(&world, &admin, Method::Post, &format!("/polls/{id}/mailings"), &json!({ "kind": "reminder" }));
    assert_eq!(reminder.problem(), "conflict");
}

#[test]
fn mails_are_kept_on_a_page() {
    let world = World::new();
    let admin = world.admin_token();
    world.sign_in("admin@example.org");
    let poll = world.poll(&admin, &["ada@example.org"]);
    world.mails("invitation", "ada@example.org");
    let page = format!("/admin/polls/{poll}/mail");
    let text = world.get(&page, None).text;
    assert!(text.contains("Invitation") && text.contains("Remind everybody"), "{text}");
    assert_eq!(world.post_form(&page, &[("action", "dance")]).status, 422);
    assert_eq!(world.post_form(&page, &[("action", "retry"), ("mailing", "x")]).status, 404);
    let long = "x".repeat(5_001);
    let wrong = world.post_form(&page, &[("action", "write"), ("kind", "reminder"), ("intro", &long)]);
    assert!(wrong.status == 422 && wrong.text.contains("at most 5000"));
    let words = [("action", "write"), ("kind", "reminder"), ("subject", "<Hurry>"), ("automatic", "on")];
    assert_eq!(world.post_form(&page, &words).status, 303);
    assert!(world.get(&page, None).text.contains("value=\"&lt;Hurry&gt;\""));
    assert_eq!(world.post_form(&page, &[("action", "send"), ("kind", "reminder")]).status, 303);
    assert!(world.mails("reminder", "ada@example.org")[0].contains("Subject: <Hurry>\r\n"));
    let id = draft_of(&world, &poll);
    let ada = format!("/admin/polls/{id}/voters/{}", voter(&world, &admin, &id, "ada"));
    assert!(world.get(&ada, None).text.contains("invitation: sent"));
    assert_eq!(
        world.post_form(&ada, &[("action", "invite")]).header("Location"),
        format!("{ada}?done=invited")
    );
    assert!(
        world.get(&format!("{ada}?done=invited"), None).text.contains("The invitation is on its way again")
    );
    assert!(world.get(&ada, None).text.contains("invitation: waiting"));
}
