//! Help for who is locked out: the second factor is taken off, sessions are ended, by admins and on the command line.

use rocket::http::{Header, Method};

use crate::commands::reset_second_factor_now;
use crate::domain::audit::Action;
use crate::store;
use crate::testing::database::TestDatabase;
use crate::testing::{Answer, PASSWORD, World, draft};

fn delete(world: &World, token: &str, account: &str, what: &str) -> Answer {
    let path = format!("/api/v1/users/{account}/{what}");
    let request = world.client.req(Method::Delete, path);
    Answer::of(request.header(Header::new("Authorization", format!("Bearer {token}"))).dispatch())
}

/// The records of an act.
pub(super) fn acts(world: &World, action: Action) -> Vec<String> {
    let wanted =
        store::audit::Search { action: Some(action.as_str().to_owned()), ..store::audit::Search::default() };
    let found = world.registrar.db.run_here(|conn| store::audit::search(conn, &wanted, 10)).unwrap();
    found.into_iter().map(|entry| entry.record).collect()
}

pub(super) fn id_of(world: &World, email: &str) -> String {
    world.registrar.db.run_here(|conn| store::users::by_email(conn, email)).unwrap().unwrap().id
}

#[test]
fn nobody_is_helped_by_mistake() {
    let world = World::new();
    let admin = world.admin_token();
    let olga = world.officer_token("olga@example.org");
    world.voter("ada@example.org");
    let (ada, own) = (id_of(&world, "ada@example.org"), id_of(&world, "admin@example.org"));
    for what in ["second-factor", "sessions"] {
        assert_eq!(delete(&world, &olga, &ada, what).problem(), "forbidden");
        assert_eq!(delete(&world, &admin, &"0".repeat(32), what).problem(), "not-found");
        assert_eq!(delete(&world, &admin, &own, what).problem(), "conflict");
    }
    let nothing = delete(&world, &admin, &ada, "second-factor");
    assert!(nothing.problem() == "conflict" && nothing.text.contains("no second factor"), "{}", nothing.text);
    // What was refused has ended nothing.
    let token = world.token("ada@example.org");
    assert_eq!(delete(&world, &admin, &ada, "second-factor").status, 409);
    assert_eq!(world.get("/api/v1/me", Some(&token)).status, 200);
    let (config, now) = (world.config(), world.clock.now());
    for bad in ["nobody", "nobody@example.org", "ada@example.org"] {
        let told = reset_second_factor_now(&world.registrar.db, now, &config.name.url(), bad).unwrap_err();
        assert!(format!("{told:#}").contains(bad), "{told:#}");
    }
    assert!(
        acts(&world, Action::SecondFactorReset).is_empty() && acts(&world, Action::SessionsEnd).is_empty()
    );
}

#[test]
fn who_has_lost_device_and_recovery_codes_comes_in_again() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let voter = world.voter_token("ada@example.org");
        world.enrol("ada@example.org");
        let credentials = serde_json::json!({ "email": "ada@example.org", "password": PASSWORD });
        assert_eq!(world.post_json("/api/v1/sessions", None, &credentials).problem(), "totp-required");
        let ada = id_of(&world, "ada@example.org");
        assert_eq!(delete(&world, &admin, &ada, "second-factor").status, 204);
        assert_eq!(world.get("/api/v1/me", Some(&voter)).status, 401, "every session has ended");
        assert_eq!(world.post_json("/api/v1/sessions", None, &credentials).status, 200);
        let mails = world.mails("second-factor-reset", "ada@example.org");
        assert!(mails.len() == 1 && mails[0].contains("/password-reset"), "{mails:?}");
        let noted = acts(&world, Action::SecondFactorReset);
        assert!(
            noted.len() == 1 && !noted[0].contains("ada@example.org") && noted[0].contains(&ada),
            "{noted:?}"
        );
    }
}

#[test]
fn an_officer_who_is_helped_enrols_before_managing_anything() {
    let world = World::new();
    world.admin_token();
    let olga = world.officer_token("olga@example.org");
    let (config, now) = (world.config(), world.clock.now());
    let told =
        reset_second_factor_now(&world.registrar.db, now, &config.name.url(), " Olga@Example.org ").unwrap();
    assert!(told.contains("olga@example.org"), "{told}");
    assert_eq!(world.get("/api/v1/me", Some(&olga)).status, 401);
    let olga = world.token("olga@example.org");
    let refused = world.post_json("/api/v1/polls", Some(&olga), &draft());
    assert_eq!(refused.status, 403, "{}", refused.text);
    world.enrol("olga@example.org");
    assert_eq!(world.post_json("/api/v1/polls", Some(&olga), &draft()).status, 201);
    let noted = acts(&world, Action::SecondFactorReset);
    assert!(noted[0].contains("olga@example.org") && noted[0].contains("command line"), "{noted:?}");
    assert_eq!(world.mails("second-factor-reset", "olga@example.org").len(), 1);
}

#[test]
fn admins_help_on_the_page_of_users_when_they_are_sure() {
    let world = World::new();
    world.admin_token();
    let ada = world.voter_token("ada@example.org");
    world.sign_in("admin@example.org");
    let page = format!("/admin/users/{}", id_of(&world, "ada@example.org"));
    let users = || world.get("/admin/users", None).text;
    assert!(users().contains("End all sessions") && !users().contains("value=\"reset-second-factor\""));
    let unsure = world.post_form(&page, &[("action", "end-sessions")]);
    assert!(unsure.status == 422 && unsure.text.contains("known to you"), "{}", unsure.text);
    assert_eq!(world.get("/api/v1/me", Some(&ada)).status, 200);
    let done = world.post_form(&page, &[("action", "end-sessions"), ("sure", "on")]);
    assert_eq!(
        (done.status, done.header("Location")),
        (303, "/admin/users?search=&after=&done=sessions-ended")
    );
    assert!(
        world
            .get("/admin/users?done=sessions-ended", None)
            .text
            .contains("Every session of the account has ended")
    );
    assert_eq!(world.get("/api/v1/me", Some(&ada)).status, 401);
    assert_eq!(world.mails("sessions-ended", "ada@example.org").len(), 1);
    assert_eq!(acts(&world, Action::SessionsEnd).len(), 1);

    world.enrol("ada@example.org");
    assert!(users().contains("value=\"reset-second-factor\""));
    let done = world.post_form(&page, &[("action", "reset-second-factor"), ("sure", "on")]);
    assert_eq!(done.status, 303, "{}", done.text);
    assert!(!users().contains("value=\"reset-second-factor\""));
    let refused = world.post_form(&page, &[("action", "reset-second-factor"), ("sure", "on")]);
    assert!(refused.status == 409 && refused.text.contains("no second factor"), "{}", refused.text);
}
