//! Many forms that are refused lead to the field at fault; that it is marked, is looked at with every answer
//! (`testing/refusals.rs`).

use crate::testing::{PASSWORD, World, draft};

/// The first field to which the summary of what is wrong leads.
fn field(page: &str) -> &str {
    let summary = page.split("class=\"error-summary\"").nth(1).unwrap_or_else(|| panic!("{page}"));
    let way = summary.split("</div>").next().unwrap().split("href=\"#").nth(1);
    way.unwrap_or_else(|| panic!("no way to a field: {page}")).split('"').next().unwrap()
}

type Form<'a> = (String, Vec<(&'a str, &'a str)>, String);

fn leads_there(world: &World, forms: &[Form<'_>]) {
    for (path, fields, expected) in forms {
        let answer = world.post_form(path, fields);
        assert!((400..500).contains(&answer.status), "{path} {fields:?}: {}", answer.status);
        assert_eq!(field(&answer.text), expected, "{path} {fields:?}");
        let typed =
            fields.iter().filter(|(name, _)| ["email", "subject", "reason", "count", "words"].contains(name));
        for (name, value) in typed.filter(|(_, value)| !value.trim().is_empty()) {
            assert!(answer.text.contains(value), "{path}: {name} is kept");
        }
    }
}

#[test]
fn a_refused_form_of_an_organiser_leads_to_its_field() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &["ada@example.org"], &draft());
    let poll = world.poll(&admin, &["ada@example.org"]);
    world.voter("voter@example.org");
    world.sign_in("admin@example.org");
    let [own, other] =
        ["admin@example.org", "voter@example.org"].map(|email| super::rescue::id_of(&world, email));
    let long = "x".repeat(5_001);
    let of = |rest: &str| format!("/admin/polls/{id}/{rest}");
    let list = world.get(&of("voters"), None).text;
    let voter = list.split(&of("voters/")).nth(1).unwrap().split('"').next().unwrap();
    let notices = format!("/admin/polls/{poll}/notices");
    let (sure, soon) = (("sure", "on"), ("voting_closes", "soon"));
    let forms: Vec<Form<'_>> = vec![
        (of("voters"), vec![("email", "nobody")], "email".into()),
        (of("voters"), vec![("email", "ada@example.org")], "email".into()),
        (of("voters"), vec![("email", "bob@example.org"), ("name", &long)], "name".into()),
        (of("voters"), vec![("email", "bob@example.org"), ("external_id", &long)], "external_id".into()),
        (of("voters"), vec![("action", "empty")], "sure".into()),
        (of(&format!("voters/{voter}")), vec![("action", "save"), ("email", "nobody")], "email".into()),
        (of("officers"), vec![("action", "give"), ("email", "nobody@example.org")], "email".into()),
        (of("officers"), vec![("action", "give"), ("email", "voter@example.org")], "email".into()),
        (
            of("mail"),
            vec![("action", "write"), ("kind", "result"), ("subject", &long[..201])],
            "subject-result".into(),
        ),
        (
            of("mail"),
            vec![("action", "write"), ("kind", "reminder"), ("intro", &long)],
            "intro-reminder-en".into(),
        ),
        (of("more"), vec![("action", "delete")], "sure".into()),
        (of("publish"), vec![], "sure".into()),
        (of("precincts"), vec![("action", "split")], "how".into()),
        (of("precincts"), vec![("action", "split"), ("how", "lot"), ("count", "many")], "count".into()),
        (of("precincts"), vec![("action", "split"), ("how", "file")], "groups".into()),
        (
            of("candidates"),
            vec![("action", "invite"), ("question", "q1"), ("option", "a"), ("email", "nobody")],
            "email-q1-a".into(),
        ),
        (notices.clone(), vec![sure], "kind".into()),
        (notices.clone(), vec![("kind", "close"), soon], "sure".into()),
        (notices.clone(), vec![("kind", "close"), soon, ("reason", "rain"), sure], "voting_closes".into()),
        (
            notices.clone(),
            vec![("kind", "close"), ("voting_closes", "2026-12-01T15:00"), ("reason", "rain"), sure],
            "voting_closes".into(),
        ),
        (notices, vec![("kind", "cancel"), sure], "reason".into()),
        (format!("/admin/users/{other}"), vec![("action", "end-sessions")], format!("sure-{other}")),
        (format!("/admin/users/{other}"), vec![("role", "king")], format!("role-{other}")),
        (format!("/admin/users/{own}"), vec![("role", "voter")], format!("role-{own}")),
        (format!("/admin/users/{other}/delete"), vec![], "sure".into()),
    ];
    leads_there(&world, &forms);
}

#[test]
fn a_refused_form_of_a_voter_leads_to_its_field() {
    let world = World::new();
    world.voter("ada@example.org");
    let to = |path: &str, fields: &[(&'static str, &'static str)], field: &str| -> Form<'static> {
        (path.to_owned(), fields.to_vec(), field.to_owned())
    };
    leads_there(
        &world,
        &[
            to("/sign-in", &[("email", "ada@example.org"), ("password", "wrong password")], "email"),
            to("/register", &[("email", "nobody"), ("password", PASSWORD)], "email"),
            to("/register", &[("email", "bob@example.org"), ("password", "short")], "password"),
            to("/password-reset", &[("email", "nobody")], "email"),
            to("/sign-in/link/new", &[("email", "nobody")], "email"),
        ],
    );
    world.sign_in("ada@example.org");
    leads_there(
        &world,
        &[
            to("/me/profile", &[("name", "Ada"), ("time_zone", "Mars/Olympus")], "time_zone"),
            to("/me/address", &[("email", "nobody"), ("current", PASSWORD)], "email"),
            to("/me/address", &[("email", "bob@example.org"), ("current", "wrong")], "current"),
            to(
                "/me/security/password",
                &[("current", "wrong"), ("password", "a good new password")],
                "current",
            ),
            to("/me/security/password", &[("current", PASSWORD), ("password", "short")], "password"),
            to("/me/security/passkeys", &[("name", " "), ("current", PASSWORD)], "passkey-name"),
            to("/me/security/passkeys", &[("name", "Phone"), ("current", "wrong")], "passkey-current"),
            to("/me/security/delete", &[("current", "wrong")], "delete-current"),
            to("/me/security/totp", &[("current", "wrong")], "current"),
        ],
    );
}
