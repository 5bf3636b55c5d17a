//! The list of accounts: searched, read page by page, counted.

use diesel::connection::SimpleConnection as _;
use serde_json::{Value, json};

use crate::domain::account::{Account, Role};
use crate::store::accounts;
use crate::testing::World;
use crate::testing::database::TestDatabase;

#[test]
fn the_list_of_users_is_searched_and_paged() {
    let world = World::new();
    let admin = world.admin_token();
    let list = |query: &str| world.get(&format!("/api/v1/users{query}"), Some(&admin)).json();
    for n in 0..50 {
        world
            .registrar
            .db
            .run_here(|conn| {
                let account = Account {
                    id: format!("{n:032x}"),
                    email: format!("voter_{n:02}@example.org"),
                    name: (n == 7).then(|| "Seven 100%".to_owned()),
                    zone: None,
                    role: Role::Voter,
                    second_factor: false,
                    epoch: 0,
                };
                accounts::insert(conn, &account, None)
            })
            .unwrap();
    }
    let all = list("");
    let last = format!("{:032x}", 48);
    assert_eq!(
        (&all["total"], &all["next"], all["users"].as_array().unwrap().len()),
        (&json!(51), &json!(last), 50)
    );
    let rest = list(&format!("?after={last}"));
    assert_eq!(
        (&rest["total"], &rest["next"], rest["users"].as_array().unwrap().len()),
        (&json!(51), &Value::Null, 1)
    );
    assert_eq!(rest["users"][0]["email"], "voter_49@example.org");
    assert_eq!(list(&format!("?search=voter&after={:032x}", 40))["users"].as_array().unwrap().len(), 9);
    assert_eq!((&all["total_exact"], &list("?after=")), (&json!(true), &all));
    // The account went meanwhile, or never was: a script must not take the first page for the next one.
    for nobody in ["?after=%00", "?after=voter_00@example.org", &format!("?after={:032x}", 99)] {
        let gone = world.get(&format!("/api/v1/users{nobody}"), Some(&admin));
        assert_eq!((gone.status, gone.problem().as_str()), (404, "not-found"), "{nobody}");
        assert!(gone.text.contains("begin anew, without `after`"), "{}", gone.text);
    }
    world.sign_in("admin@example.org");
    let anew = world.get(&format!("/admin/users?search=&after={:032x}", 99), None).text;
    assert!(anew.contains("gone from the list") && anew.contains("voter_00@example.org"), "{anew}");
    assert!(!anew.contains("First page") && !anew.contains(&format!("{:032x}\">", 99)), "{anew}");
    let first = world.get("/admin/users?search=voter", None).text;
    assert!(!first.contains("First page") && !first.contains("Next page"), "50 of 50: {first}");
    let first = world.get("/admin/users", None).text;
    let path = format!("/admin/users?search=&after={last}");
    let link = path.replace('&', "&amp;");
    assert!(first.contains(&link) && !first.contains("voter_49@example.org"), "{first}");
    let second = world.get(&path, None).text;
    assert!(second.contains("voter_49@example.org") && second.contains("First page"), "{second}");
    assert!(!second.contains("Next page") && !second.contains("voter_48@example.org"), "{second}");
    let form = [("role", "voter"), ("after", last.as_str())];
    let done = world.post_form(&format!("/admin/users/{:032x}", 49), &form);
    assert_eq!(done.header("Location"), format!("/admin/users?search=&after={last}&done=role"));
    assert_eq!(list("?search=VOTER_07")["total"], 1);
    assert_eq!(list("?search=seven")["users"][0]["email"], "voter_07@example.org");
    // What stands for anything in a pattern stands for itself here.
    assert_eq!(list("?search=100%25")["total"], 1);
    assert_eq!(list("?search=r%25e")["total"], 0);
    assert_eq!(list("?search=voter-07")["total"], 0);
}

#[test]
fn accounts_are_counted_to_ten_thousand() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        world.sign_in("admin@example.org");
        let add = |from: u32, to: u32| {
            let numbers = format!(
                "WITH RECURSIVE n (i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to})"
            );
            let rows = "INSERT INTO accounts (id, email, role) SELECT 'a' || i, 'voter' || i || '@example.org', 'voter' FROM n";
            let add = |conn: &mut web::DbConnection| {
                Ok::<_, web::DbError>(conn.batch_execute(&format!("{numbers} {rows}"))?)
            };
            world.registrar.db.run_here(add).unwrap();
        };
        let counted = |query: &str| {
            let found = world.get(&format!("/api/v1/users{query}"), Some(&admin)).json();
            (found["total"].as_u64().unwrap(), found["total_exact"].as_bool().unwrap())
        };
        let page = |query: &str| world.get(&format!("/admin/users{query}"), None).text;
        // With the admin there are as many as are counted.
        add(1, 9_999);
        assert_eq!((counted(""), counted("?search=voter")), ((10_000, true), (9_999, true)));
        assert!(page("").contains("<strong>10,000 accounts</strong>"), "{}", page(""));
        add(10_000, 10_001);
        assert_eq!((counted(""), counted("?search=voter")), ((10_000, false), (10_000, false)));
        assert!(page("").contains("<strong>More than 10,000 accounts</strong>"), "{}", page(""));
        let found = page("?search=voter");
        assert!(found.contains("<strong>More than 10,000 accounts found</strong>"), "{found}");
    }
}
