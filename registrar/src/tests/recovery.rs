//! Crashes, backups, mails that do not go.

use crypto::encoding::parse_b64url;
use diesel::prelude::*;

use crate::domain::mail;
use crate::store;
use crate::store::schema::outbox;
use crate::testing::ballot_box::Mood;
use crate::testing::{World, draft};

#[test]
fn an_old_backup_is_refused_at_the_start() {
    let mut world = World::new();
    let admin = world.admin_token();
    let before = world.back_up();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let published = world.back_up();
    let ada = world.voter_token("ada@example.org");
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
    let now = world.back_up();
    for older in [before, published] {
        let message = world.restore(&older).unwrap_err().to_string();
        assert!(message.contains("older than the service's records") && message.contains(&poll), "{message}");
    }
    world.restore(&now).unwrap();
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).problem(), "pass-already-issued");
}

#[test]
fn a_restart_repeats_the_pass_and_can_issue_more() {
    let mut world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org", "ben@example.org"]);
    let (ada, ben) = (world.voter_token("ada@example.org"), world.voter_token("ben@example.org"));
    let request = world.request(&poll);
    let first = world.ask(&poll, &ada, &request);
    world.restart().unwrap();
    assert_eq!(world.ask(&poll, &ada, &request).bytes, first.bytes);
    assert_eq!(world.ask(&poll, &ben, &world.request(&poll)).status, 200);
}

#[test]
fn a_lost_record_is_not_made_up() {
    let mut world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let ada = world.voter_token("ada@example.org");
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
    std::fs::remove_dir_all(world.state_dir()).unwrap();
    let message = world.restart().unwrap_err().to_string();
    assert!(message.contains("no record in `state_dir`") && message.contains(&poll), "{message}");
    std::fs::write(world.state_dir().join(format!("issued-{poll}")), "1").unwrap();
    world.restart().unwrap();
}

#[test]
fn a_poll_keeps_the_key_of_its_manifest_to_the_end() {
    let mut world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    world.new_service_key();
    let message = world.restart().unwrap_err().to_string();
    assert!(message.contains("service_key_file") && message.contains(&poll), "{message}");
}

#[test]
fn a_poll_keeps_its_ballot_box_to_the_end() {
    let mut world = World::new();
    let admin = world.admin_token();
    world.ballot_box.be(Mood::Mute);
    let sealed = world.draft_with(&admin, &["ada@example.org"], &draft());
    assert_eq!(world.post(&format!("/api/v1/polls/{sealed}/publish"), Some(&admin)).status, 503);
    world.ballot_box.be(Mood::Willing);
    let poll = world.poll(&admin, &["ada@example.org"]);
    let own = world.ballot_box.url();
    world.new_ballot_box();
    let message = world.restart().unwrap_err().to_string();
    for part in ["ballot_box.name", &poll, own.trim_start_matches("http://"), "when the poll is over"] {
        assert!(message.contains(part), "{part} in {message}");
    }
    for seconds in [3600, 7200] {
        world.at(seconds);
        crate::workers::close_windows(&world.registrar).unwrap();
    }
    world.restart().unwrap();
    // What is over still leads to where its manifest says.
    let page = world.get(&format!("/sign-in?next=/polls/{poll}/pass/confirm"), None);
    let policy = page.header("Content-Security-Policy");
    assert!(policy.contains(&format!("form-action 'self' {own};")), "{policy}");
    // What was sealed keeps its key, for the old ballot box may have it, and is not offered to another.
    world.ballot_box.be(Mood::Refusing(422, "Not my name"));
    crate::workers::reoffer(&world.registrar).unwrap();
    let admin = world.token("admin@example.org");
    assert_eq!(world.get(&format!("/api/v1/drafts/{sealed}"), Some(&admin)).json()["state"], "sealed");
    let refusal = world.post(&format!("/api/v1/polls/{sealed}/publish"), Some(&admin));
    assert_eq!(refusal.status, 409);
    assert!(refusal.json()["detail"].as_str().unwrap().contains(own.trim_start_matches("http://")));
}

#[test]
fn the_ledger_tells_no_time_and_no_order() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let ada = world.voter_token("ada@example.org");
    world.at(1234);
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
    world
        .registrar
        .db
        .run_here(|conn| -> Result<(), web::DbError> {
            use crate::store::schema::issuances;
            let days: Vec<i64> = issuances::table.select(issuances::day).load(conn)?;
            assert_eq!(days, [crate::testing::start().unix() / 86_400]);
            // No rowid, no order of arrival.
            assert!(diesel::sql_query("SELECT rowid FROM issuances").execute(conn).is_err());
            // The mail about it does not tell either.
            let due: Vec<i64> = outbox::table.select(outbox::due_at).load(conn)?;
            assert!(due.iter().all(|due| *due == 0));
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_signing_key_is_encrypted_at_rest() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let row = world.registrar.db.run_here(|conn| store::polls::by_poll(conn, &poll)).unwrap().unwrap();
    let sealed = row.signing_key.unwrap();
    assert!(crypto::blind_rsa::SecretKey::from_pkcs8_der(&sealed).is_err());
    let der = world.registrar.vault.open(&row.id, &sealed).unwrap();
    let n = crypto::blind_rsa::SecretKey::from_pkcs8_der(&der).unwrap().public().n().to_vec();
    let directory = world.get(&format!("/api/v1/polls/{poll}/issuer-directory"), None).json();
    let spki = parse_b64url(directory["token-keys"][0]["token-key"].as_str().unwrap()).unwrap();
    assert!(spki.windows(n.len()).any(|window| window == n));
    assert!(!sealed.windows(32).any(|window| der.windows(32).any(|plain| plain == window)));
}

#[test]
fn a_mail_that_does_not_go_is_tried_again_and_never_lost() {
    let world = World::new();
    let admin = world.admin_token();
    world.poll(&admin, &["ada@example.org"]);
    let dir = world.outbox();
    std::fs::remove_dir_all(&dir).unwrap();
    assert_eq!(mail::deliver_due(&world.registrar).unwrap(), 0);
    std::fs::create_dir(&dir).unwrap();
    assert_eq!(mail::deliver_due(&world.registrar).unwrap(), 0, "not before its time");
    world.at(15);
    assert_eq!(mail::deliver_due(&world.registrar).unwrap(), 1);
    assert_eq!(mail::deliver_due(&world.registrar).unwrap(), 0);
    let mails = world.mails("invitation", "ada@example.org");
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains("Content-Transfer-Encoding: 7bit\r\n") && mails[0].contains("Message-ID: <"));
}
