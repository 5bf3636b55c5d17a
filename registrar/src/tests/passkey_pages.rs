//! Passkeys on pages: those of their owner, and of who lets an owner in again.

use serde_json::{Value, json};

use super::passkeys::{ADA, add, ask, begin, finish, refused, sign_in};
use crate::testing::authenticator::Authenticator;
use crate::testing::{PASSWORD, World};

#[test]
fn pages_add_use_name_and_remove_a_passkey() {
    let world = World::new();
    world.voter(ADA);
    world.sign_in(ADA);
    let wrong =
        world.post_form("/me/security/passkeys", &[("name", "My phone"), ("current", "wrong password")]);
    assert!(wrong.status == 422 && wrong.text.contains("id=\"passkey-current-error\""), "{}", wrong.text);
    let nameless = world.post_form("/me/security/passkeys", &[("name", " "), ("current", PASSWORD)]);
    assert!(
        nameless.status == 422 && nameless.text.contains("id=\"passkey-name-error\""),
        "{}",
        nameless.text
    );
    let page = world.post_form("/me/security/passkeys", &[("name", "My phone"), ("current", PASSWORD)]);
    assert!(page.text.contains("src=\"/passkeys.js\"") && page.text.contains("My phone"), "{}", page.text);
    assert!(page.header("Content-Security-Policy").contains("script-src 'self'"));
    let options = page.text.split("data-options=\"").nth(1).unwrap().split('"').next().unwrap();
    let asked: Value = serde_json::from_str(&options.replace("&quot;", "\"").replace("&#x2f;", "/")).unwrap();
    let mut device = Authenticator::new();
    let credential = device.create(&asked).to_string();
    let ceremony = asked["ceremony"].as_str().unwrap();
    let done = world
        .post_form("/me/security/passkeys/finish", &[("ceremony", ceremony), ("credential", &credential)]);
    assert_eq!((done.status, done.header("Location")), (303, "/me/security?done=passkey"), "{}", done.text);
    let again = world
        .post_form("/me/security/passkeys/finish", &[("ceremony", ceremony), ("credential", &credential)]);
    assert!(again.status == 422 && again.text.contains("id=\"passkeys-error\""), "{}", again.text);

    let listed = world.get("/me/security?done=passkey", None);
    assert!(
        listed.text.contains("value=\"My phone\"") && !listed.text.contains("<script"),
        "{}",
        listed.text
    );
    let path =
        listed.text.split("action=\"/me/security/passkeys/").nth(1).unwrap().split('/').next().unwrap();
    let named = world.post_form(&format!("/me/security/passkeys/{path}/name"), &[("name", "Old phone")]);
    assert_eq!(named.header("Location"), "/me/security?done=passkey-name");

    world.post_form("/sign-out", &[]);
    let page = world.get("/sign-in?next=/me/security", None);
    assert!(page.text.contains("src=\"/passkeys.js\""), "{}", page.text);
    let asked = ask(&world);
    let credential = device.sign(&asked).to_string();
    let fields = [
        ("ceremony", asked["ceremony"].as_str().unwrap()),
        ("credential", &credential),
        ("next", "/me/security"),
    ];
    let entered = world.post_form("/sign-in/passkey", &fields);
    assert_eq!((entered.status, entered.header("Location")), (303, "/me/security"), "{}", entered.text);
    let stale = world.post_form("/sign-in/passkey", &fields);
    assert!(stale.status == 422 && stale.text.contains("please try once more"), "{}", stale.text);
    assert!(!stale.text.contains("aria-invalid"), "no password was typed: {}", stale.text);
    assert!(world.get("/me/security", None).text.contains("value=\"Old phone\""));
    let gone = world.post_form(&format!("/me/security/passkeys/{path}/remove"), &[]);
    assert_eq!(gone.header("Location"), "/me/security?done=passkey-removed");
    assert_eq!(world.get("/me/security", None).status, 200, "who removed it is still signed in");
    assert_eq!(world.post_form(&format!("/me/security/passkeys/{path}/remove"), &[]).status, 404);
}

#[test]
fn an_admin_who_lets_somebody_in_again_removes_what_the_lost_device_signs_in_with() {
    for database in crate::testing::database::TestDatabase::every_kind() {
        let world = World::on(database);
        world.admin_token();
        let ada = world.voter_token(ADA);
        let (mut device, _) = add(&world, &ada);
        world.sign_in("admin@example.org");
        let id = super::rescue::id_of(&world, ADA);
        let page = format!("/admin/users/{id}");
        let users = || world.get("/admin/users", None).text;
        assert!(users().contains("Remove the passkeys"), "also where no code is asked for");
        world.enrol(ADA);
        assert!(users().contains("Switch the codes off, remove the passkeys"));
        let done = world.post_form(&page, &[("action", "reset-second-factor"), ("sure", "on")]);
        assert_eq!(done.status, 303, "{}", done.text);
        let told = world.get(done.header("Location"), None).text;
        assert!(told.contains("no passkey opens the account"), "{told}");
        assert!(refused(&sign_in(&world, &mut device)), "the device is nobody's here any more");
        let ada = world.token(ADA);
        assert_eq!(world.get("/api/v1/me/passkeys", Some(&ada)).json()["passkeys"], json!([]));
        let mails = world.mails("second-factor-reset", ADA);
        assert!(mails.len() == 1 && mails[0].contains("passkeys"), "{mails:?}");
        assert!(!users().contains("value=\"reset-second-factor\""));

        // Passkeys alone are enough to be lost.
        add(&world, &ada);
        let done = world.post_form(&page, &[("action", "reset-second-factor"), ("sure", "on")]);
        assert_eq!(done.status, 303, "{}", done.text);
    }
}

#[test]
fn ended_sessions_leave_passkeys_but_not_one_that_is_being_added() {
    let world = World::new();
    world.admin_token();
    let ada = world.voter_token(ADA);
    let (mut device, _) = add(&world, &ada);
    let asked = begin(&world, &ada, "Second").json();
    world.sign_in("admin@example.org");
    let page = format!("/admin/users/{}", super::rescue::id_of(&world, ADA));
    assert_eq!(world.post_form(&page, &[("action", "end-sessions"), ("sure", "on")]).status, 303);
    assert_eq!(sign_in(&world, &mut device).status, 200);
    let late = finish(&world, &world.token(ADA), &asked, &Authenticator::new().create(&asked));
    assert_eq!(late.status, 401, "{}", late.text);
}
