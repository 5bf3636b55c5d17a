//! Roles, and who manages which poll.

use rocket::http::{ContentType, Header, Method};
use serde_json::{Value, json};

use super::precincts::{VOTERS, split, splittable};
use crate::domain::access;
use crate::domain::account::Role;
use crate::domain::audit::Actor;
use crate::store;
use crate::testing::database::TestDatabase;
use crate::testing::{Answer, World, draft};

fn send(world: &World, method: Method, path: &str, token: &str, body: &Value) -> Answer {
    let request = world
        .client
        .req(method, path.to_owned())
        .header(ContentType::JSON)
        .header(Header::new("Authorization", format!("Bearer {token}")))
        .body(body.to_string());
    Answer::of(request.dispatch())
}

fn give_role(world: &World, admin: &str, account: &str, role: &str) -> Answer {
    send(world, Method::Patch, &format!("/api/v1/users/{account}"), admin, &json!({ "role": role }))
}

fn id_of(world: &World, admin: &str, email: &str) -> String {
    let found = world.get(&format!("/api/v1/users?search={email}"), Some(admin)).json();
    found["users"][0]["account"].as_str().unwrap().to_owned()
}

#[test]
fn an_admin_makes_officers_and_takes_it_back() {
    let world = World::new();
    let admin = world.admin_token();
    let olga = world.voter_token("olga@example.org");
    let id = id_of(&world, &admin, "olga@example.org");
    let may_draft = || world.post_json("/api/v1/polls", Some(&olga), &draft()).status;
    assert_eq!(may_draft(), 403);
    for bad in ["king", "", "Admin"] {
        assert_eq!(give_role(&world, &admin, &id, bad).status, 422, "{bad}");
    }
    assert_eq!(give_role(&world, &admin, &"0".repeat(32), "officer").problem(), "not-found");
    let answer = give_role(&world, &admin, &id, "officer");
    assert_eq!((answer.status, &answer.json()["role"]), (200, &json!("officer")));
    assert_eq!(world.mails("role-changed", "olga@example.org").len(), 1, "she is told");
    assert_eq!(may_draft(), 403, "not without a second factor");
    world.enrol("olga@example.org");
    assert_eq!(may_draft(), 201);
    assert_eq!(world.get("/api/v1/me", Some(&olga)).json()["role"], "officer");
    assert_eq!(give_role(&world, &admin, &id, "voter").status, 200);
    assert_eq!(may_draft(), 403);
}

#[test]
fn the_last_admin_stays() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let own = id_of(&world, &admin, "admin@example.org");
        let refused = give_role(&world, &admin, &own, "voter");
        assert_eq!((refused.status, refused.problem().as_str()), (409, "conflict"));
        let other = world.voter("eve@example.org").id;
        assert_eq!(give_role(&world, &admin, &other, "admin").status, 200);
        // Both at once take the role from each other: one of them is too late.
        let outcomes = std::thread::scope(|scope| {
            let tasks = [&own, &other].map(|id| {
                scope.spawn(|| {
                    access::change_role(
                        &world.registrar,
                        &Actor::System,
                        id,
                        Role::Voter,
                        &world.registrar.letterhead(),
                    )
                    .is_ok()
                })
            });
            tasks.map(|task| task.join().unwrap())
        });
        assert_eq!(outcomes.iter().filter(|done| **done).count(), 1, "{outcomes:?}");
    }
}

#[test]
fn officers_list_what_they_manage_and_nothing_else() {
    let world = World::new();
    let admin = world.admin_token();
    let (otto, olga) = (world.officer_token("otto@example.org"), world.officer_token("olga@example.org"));
    let titled = |title: &str| {
        let mut titled = draft();
        titled["title"] = json!(title);
        titled
    };
    let own = world.draft_with(&otto, &[], &titled("Garden"));
    let poll = world.poll_with(&olga, &["ada@example.org"], &titled("Board"));
    let list = |token: &str, query: &str| {
        let answer = world.get(&format!("/api/v1/polls{query}"), Some(token));
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()
    };
    let titles = |token: &str, query: &str| -> Vec<String> {
        let polls = list(token, query)["polls"].take();
        polls.as_array().unwrap().iter().map(|poll| poll["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(list(&olga, "")["polls"][0]["poll"], json!(poll));
    let draft = json!({ "draft": own, "poll": null, "title": "Garden", "state": "draft", "cancelled": false,
        "archived": false, "voting_closes": null, "refusal": null });
    assert_eq!(list(&otto, "?page=9"), json!({ "polls": [draft], "page": 1, "pages": 1, "total": 1 }));
    assert_eq!(titles(&admin, ""), ["Board", "Garden"]);
    assert_eq!(titles(&otto, "?archive=true"), [""; 0]);
    let path = format!("/api/v1/polls/{own}/officers");
    let given = send(&world, Method::Post, &path, &otto, &json!({ "email": "olga@example.org" }));
    assert_eq!(given.status, 200, "{}", given.text);
    assert_eq!(titles(&olga, ""), ["Board", "Garden"]);
    let path = format!("/api/v1/polls/{own}/archived");
    assert_eq!(send(&world, Method::Put, &path, &otto, &json!({ "archived": true })).status, 200);
    assert_eq!(
        (titles(&olga, ""), titles(&olga, "?archive=true")),
        (vec!["Board".to_owned()], vec!["Garden".to_owned()])
    );
}

#[test]
fn a_poll_is_given_taken_and_handed_over() {
    let world = World::new();
    let otto = world.officer_token("otto@example.org");
    let olga = world.officer_token("olga@example.org");
    world.voter("vera@example.org");
    let id = world.draft_with(&otto, &[], &draft());
    let sees = |token: &str| world.get(&format!("/api/v1/drafts/{id}"), Some(token)).status;
    let officers = format!("/api/v1/polls/{id}/officers");
    let give = |email: &str| send(&world, Method::Post, &officers, &otto, &json!({ "email": email }));
    assert_eq!((sees(&otto), sees(&olga)), (200, 404));
    assert_eq!(give("nobody@example.org").problem(), "not-found");
    assert_eq!(give("vera@example.org").problem(), "not-an-officer");
    assert_eq!(give("no address").problem(), "email-invalid");
    for _ in 0..2 {
        let given = give("olga@example.org");
        assert_eq!((given.status, given.json()["given"].as_array().unwrap().len()), (200, 1));
    }
    assert_eq!(sees(&olga), 200);
    let account = give("olga@example.org").json()["given"][0]["account"].as_str().unwrap().to_owned();
    let owned = send(
        &world,
        Method::Put,
        &format!("/api/v1/polls/{id}/owner"),
        &otto,
        &json!({ "account": account }),
    );
    assert_eq!(owned.json()["owner"]["email"], "olga@example.org");
    assert_eq!(owned.json()["given"][0]["email"], "otto@example.org");
    let otto_id = owned.json()["given"][0]["account"].as_str().unwrap().to_owned();
    let path = format!("{officers}/{otto_id}");
    assert_eq!(send(&world, Method::Delete, &path, &olga, &json!({})).status, 200);
    assert_eq!(send(&world, Method::Delete, &path, &olga, &json!({})).problem(), "not-found");
    assert_eq!((sees(&otto), sees(&olga)), (404, 200));
    // An admin sees all of them, an officer only what they manage.
    world.admin_token();
    world.sign_in("otto@example.org");
    assert!(!world.get("/admin/polls", None).text.contains("Board"));
    world.sign_in("admin@example.org");
    assert!(world.get("/admin/polls", None).text.contains("Board"));
}

#[test]
fn roles_and_officers_are_changed_on_pages() {
    let world = World::new();
    let admin = world.admin_token();
    let olga = world.voter("olga@example.org").id;
    world.sign_in("admin@example.org");
    assert!(world.get("/admin/users", None).text.contains("olga@example.org"));
    assert!(!world.get("/admin/users?search=admin%40", None).text.contains("olga@example.org"));
    let wrong = world.post_form(&format!("/admin/users/{olga}"), &[("role", "king")]);
    assert!(wrong.status == 422 && wrong.text.contains("Choose one of the roles"));
    let done = world.post_form(&format!("/admin/users/{olga}"), &[("role", "officer"), ("search", "o&l")]);
    assert_eq!(done.header("Location"), "/admin/users?search=o%26l&after=&done=role");
    let own = id_of(&world, &admin, "admin@example.org");
    let last = world.post_form(&format!("/admin/users/{own}"), &[("role", "voter")]);
    assert!(last.status == 409 && last.text.contains("last admin"));

    let id = world.draft_with(&admin, &[], &draft());
    let page = format!("/admin/polls/{id}/officers");
    let nobody = world.post_form(&page, &[("action", "give"), ("email", "no one")]);
    assert!(nobody.status == 422 && nobody.text.contains("value=\"no one\""), "{}", nobody.text);
    assert_eq!(world.post_form(&page, &[("action", "give"), ("email", "olga@example.org")]).status, 303);
    let text = world.get(&page, None).text;
    assert!(text.contains("Take away from olga@example.org"), "{text}");
    assert_eq!(world.post_form(&page, &[("action", "own"), ("account", &olga)]).status, 303);
    assert!(world.get(&page, None).text.contains("<dd>olga@example.org</dd>"));
    assert_eq!(world.post_form(&page, &[("action", "take"), ("account", &own)]).status, 303);
    assert_eq!(world.post_form(&page, &[("action", "take"), ("account", "x")]).status, 422);
    world.officer_token("otto@example.org");
    world.sign_in("otto@example.org");
    assert_eq!(world.get(&page, None).status, 404);
}

#[test]
fn a_poll_is_taken_from_its_owner_and_officers_by_owner_and_admins_alone() {
    let world = World::new();
    let admin = world.admin_token();
    let otto = world.officer_token("otto@example.org");
    let (olga, oleg) = (world.officer_token("olga@example.org"), world.officer_token("oleg@example.org"));
    let id = world.draft_with(&otto, &[], &draft());
    let (officers, owner) = (format!("/api/v1/polls/{id}/officers"), format!("/api/v1/polls/{id}/owner"));
    for email in ["olga@example.org", "oleg@example.org"] {
        assert_eq!(send(&world, Method::Post, &officers, &otto, &json!({ "email": email })).status, 200);
    }
    let account = |email: &str| id_of(&world, &admin, email);
    let take = |token: &str, email: &str| {
        send(&world, Method::Delete, &format!("{officers}/{}", account(email)), token, &json!({}))
    };
    let own = |token: &str, email: &str| {
        send(&world, Method::Put, &owner, token, &json!({ "account": account(email) }))
    };
    let before = world.get(&officers, Some(&otto)).text;
    assert_eq!(own(&olga, "olga@example.org").problem(), "forbidden");
    assert_eq!(own(&olga, "oleg@example.org").problem(), "forbidden");
    assert_eq!(take(&olga, "oleg@example.org").problem(), "forbidden");
    world.sign_in("olga@example.org");
    let page = format!("/admin/polls/{id}/officers");
    let shown = world.get(&page, None).text;
    assert!(
        shown.contains("Stop managing it") && !shown.contains("Make owner") && !shown.contains("Take away")
    );
    for action in ["own", "take"] {
        let refused =
            world.post_form(&page, &[("action", action), ("account", &account("oleg@example.org"))]);
        assert!(
            refused.status == 403 && refused.text.contains("Only the owner of the poll and admins do this"),
            "{}",
            refused.text
        );
    }
    assert_eq!(world.get(&officers, Some(&otto)).text, before, "nothing was changed");

    assert_eq!(take(&olga, "olga@example.org").status, 200, "off oneself");
    assert!(world.mails("poll-taken", "olga@example.org").is_empty(), "who did it knows");
    assert_eq!(take(&otto, "oleg@example.org").status, 200);
    let told = world.mails("poll-taken", "oleg@example.org");
    assert!(told.len() == 1 && told[0].contains("otto@example.org"), "{told:?}");
    assert_eq!(own(&admin, "oleg@example.org").status, 200, "an admin");
    assert_eq!(world.mails("poll-handed-over", "otto@example.org").len(), 1);
    assert_eq!(own(&otto, "otto@example.org").problem(), "forbidden", "an owner no more");
    assert_eq!(own(&oleg, "otto@example.org").status, 200);
    assert!(world.mails("poll-handed-over", "oleg@example.org").is_empty());
    let log = world.get("/api/v1/audit", Some(&admin)).text;
    assert_eq!((log.matches("poll.take").count(), log.matches("poll.hand-over").count()), (2, 2), "{log}");
}

#[test]
fn an_election_in_precincts_is_given_taken_and_handed_over_as_a_whole() {
    let world = World::new();
    let admin = world.admin_token();
    let [otto, olga] = ["otto@example.org", "olga@example.org"].map(|email| world.officer_token(email));
    let [otto_id, olga_id] =
        ["otto@example.org", "olga@example.org"].map(|email| id_of(&world, &admin, email));
    let whole = world.draft_with(&otto, &VOTERS, &splittable());
    let drafts = split(&world, &otto, &whole, 2).json()["drafts"].take();
    let drafts: Vec<String> = serde_json::from_value(drafts).unwrap();
    let all: Vec<&String> = drafts.iter().chain([&whole]).collect();
    let owner = |draft: &String| {
        let row = world.registrar.db.run_here(|conn| store::polls::by_draft(conn, draft));
        row.unwrap().unwrap().owner
    };
    let owners = || all.iter().map(|draft| owner(draft)).collect::<Vec<_>>();
    let seen = |token: &str| {
        let read = |draft: &&String| world.get(&format!("/api/v1/drafts/{draft}"), Some(token)).status;
        all.iter().map(read).collect::<Vec<_>>()
    };
    let path = |draft: &str, rest: &str| format!("/api/v1/polls/{draft}/{rest}");
    let own = |token: &str, draft: &str, account: &str| {
        send(&world, Method::Put, &path(draft, "owner"), token, &json!({ "account": account }))
    };
    let give = json!({ "email": "olga@example.org" });
    assert_eq!(send(&world, Method::Post, &path(&whole, "officers"), &otto, &give).status, 200);
    assert_eq!(seen(&olga), [200; 3]);
    // As long as one of them is another's, its owner keeps the others from it.
    assert_eq!(own(&olga, &whole, &olga_id).problem(), "forbidden");
    assert_eq!(own(&admin, &drafts[0], &olga_id).status, 200);
    assert_eq!(own(&otto, &whole, &olga_id).problem(), "forbidden");
    assert_eq!(owners(), [&olga_id, &otto_id, &otto_id].map(String::clone));
    // Nor does anybody get in by giving it to themselves, or to others.
    let taken = format!("officers/{otto_id}");
    assert_eq!(send(&world, Method::Delete, &path(&drafts[0], &taken), &olga, &json!({})).status, 200);
    assert_eq!(seen(&otto), [404, 200, 200]);
    let oleg = world.officer_token("oleg@example.org");
    for email in ["otto@example.org", "oleg@example.org"] {
        let given = send(&world, Method::Post, &path(&whole, "officers"), &otto, &json!({ "email": email }));
        assert_eq!(given.status, 200, "{}", given.text);
    }
    assert_eq!((seen(&otto), seen(&oleg)), (vec![404, 200, 200], vec![404, 200, 200]));
    let back = json!({ "email": "otto@example.org" });
    assert_eq!(send(&world, Method::Post, &path(&drafts[0], "officers"), &olga, &back).status, 200);

    assert_eq!(own(&admin, &whole, &olga_id).status, 200);
    assert_eq!(owners(), [(); 3].map(|()| olga_id.clone()));
    assert_eq!(world.mails("poll-handed-over", "otto@example.org").len(), 2, "of one, and of all others");
    assert_eq!(seen(&otto), [200; 3]);
    let taken =
        send(&world, Method::Delete, &path(&whole, &format!("officers/{otto_id}")), &olga, &json!({}));
    assert_eq!((taken.status, seen(&otto)), (200, vec![404; 3]), "{}", taken.text);
    assert_eq!(world.mails("poll-taken", "otto@example.org").len(), 2, "of one, and of all");
}
