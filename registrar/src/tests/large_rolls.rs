//! A roll of 100,000: as large as an upload may be asked to be.

use serde_json::json;

use super::rolls::{crowd, import, job, upload, upload_form};
use crate::domain::jobs;
use crate::domain::roll;
use crate::testing::database::TestDatabase;
use crate::testing::{World, draft};

/// As a spreadsheet saves it: byte order mark, semicolons, values in quotation marks, `\r\n`.
fn spreadsheet(voters: usize) -> String {
    let lines = (0..voters).map(|n| format!("v{n:06}@example.org;\"Voter; {n}\";M-{n}\r\n"));
    std::iter::once("\u{feff}email;name;external_id\r\n".to_owned()).chain(lines).collect()
}

#[test]
fn bad_rows_among_a_hundred_thousand_are_named_by_their_line() {
    let mut csv = spreadsheet(99_997);
    csv += "nobody;Nobody;\r\nv000000@example.org;Twin;\r\nv1@example.org;a;b;c\r\n";
    let file = roll::read(csv.as_bytes()).unwrap();
    assert_eq!((file.rows, file.lines.len()), (100_000, 99_997));
    assert_eq!(file.lines[99_996].name.as_deref(), Some("Voter; 99996"));
    assert_eq!(file.rejected.iter().map(|row| row.line).collect::<Vec<_>>(), [99_999, 100_001]);
    assert_eq!(file.duplicates.iter().map(|row| row.line).collect::<Vec<_>>(), [100_000]);
}

#[test]
fn a_hundred_thousand_are_looked_at_and_imported_on_pages() {
    let world = World::new();
    let admin = world.admin_token();
    world.sign_in("admin@example.org");
    let id = world.draft_with(&admin, &["v000001@example.org", "gone@example.org"], &draft());
    let page = format!("/admin/polls/{id}");
    let csv = spreadsheet(99_999) + "v000007@example.org;Twin;\r\n";
    let uploaded = upload_form(&world, &format!("{page}/uploads"), &csv);
    assert_eq!(uploaded.status, 303, "{}", uploaded.text);
    let look = world.get(uploaded.header("Location"), None).text;
    for (fact, number) in [
        ("Rows read", "100,000"),
        ("Voters in the file", "99,999"),
        ("New on the list", "99,998"),
        ("Name or id changes", "1"),
        ("Taken off the list", "1"),
    ] {
        assert!(look.contains(&format!("<dt>{fact}</dt><dd>{number}</dd>")), "{fact}: {look}");
    }
    assert!(look.contains("Line 100001: v000007@example.org") && look.contains("gone@example.org"), "{look}");
    let progress = world.post_form(uploaded.header("Location"), &[("action", "import")]);
    let progress = progress.header("Location").to_owned();
    assert!(world.get(&progress, None).text.contains("src=\"/progress.js\""));
    jobs::run_all(&world.registrar).unwrap();
    let done = world.get(&progress, None).text;
    assert!(
        done.contains("Voters added: 99,998, changed: 1, taken off: 1. Rows that repeat an address: 1."),
        "{done}"
    );
    let first = world.get(&format!("{page}/voters"), None).text;
    assert!(first.contains("99,999 voters are on the list") && !first.contains("First page"), "{first}");
    let roll = |query: &str| world.get(&format!("/api/v1/polls/{id}/roll?{query}"), Some(&admin)).json();
    let (mut next, mut emails) = (String::new(), Vec::new());
    for _ in 0..3 {
        let found = roll(&format!("search=v00&after={next}"));
        assert_eq!((&found["found"], &found["total"]), (&json!(10_000), &json!(99_999)));
        assert_eq!(found["found_exact"], true);
        let voters = found["voters"].as_array().unwrap();
        emails.extend(voters.iter().map(|voter| voter["email"].as_str().unwrap().to_owned()));
        next = found["next"].as_str().unwrap().to_owned();
    }
    assert!((0..300).map(|n| format!("v{n:06}@example.org")).eq(emails), "each is listed once, by address");
    let next = roll("")["next"].as_str().unwrap().to_owned();
    let path = format!("{page}/voters?search=&invitation=&after={next}");
    assert!(first.contains(&path.replace('&', "&amp;")), "{path}: {first}");
    let second = world.get(&path, None).text;
    assert!(second.contains("v000100@example.org") && second.contains("First page"), "{second}");
    assert_eq!(roll(&format!("search=v0999&after={next}"))["found"], 99);
    // More are not counted, but for all: that number is compared with the organiser's own list.
    let many = roll("search=example");
    assert_eq!((&many["found"], &many["found_exact"]), (&json!(10_000), &json!(false)));
    assert_eq!((&roll("")["found"], &many["total"]), (&json!(99_999), &json!(99_999)));
    let many = world.get(&format!("{page}/voters?search=example"), None).text;
    assert!(
        many.contains("More than 10,000 found") && many.contains("99,999 voters are on the list"),
        "{many}"
    );
}

#[test]
#[ignore = "takes a while; prints how long importing and publishing take, on each database"]
fn a_roll_of_a_hundred_thousand_is_imported_and_published() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let id = world.draft_with(&admin, &[], &draft());
        let began = std::time::Instant::now();
        let look = upload(&world, &admin, &id, "replace", &crowd(100_000, "Voter"));
        let looked = began.elapsed();
        let asked = import(&world, &admin, &id, &look);
        let confirmed = std::time::Instant::now();
        jobs::run_all(&world.registrar).unwrap();
        eprintln!("100,000 rows: preview {looked:?}, job {:?}", confirmed.elapsed());
        assert_eq!(job(&world, &admin, &asked)["outcome"]["added"], 100_000);
        let began = std::time::Instant::now();
        let answer = world.post(&format!("/api/v1/polls/{id}/publish"), Some(&admin));
        eprintln!("publishing with 100,000 on the roll, invitations queued: {:?}", began.elapsed());
        assert_eq!(answer.status, 201, "{}", answer.text);
        let dashboard = format!("/api/v1/polls/{}/dashboard", answer.json()["poll"].as_str().unwrap());
        assert_eq!(world.get(&dashboard, Some(&admin)).json()["mails"]["waiting"], 100_000);
    }
}
