//! Rolls: looked at before they are imported, imported by a job that no crash leaves half done, corrected one by one.

use rocket::http::{ContentType, Header};
use serde_json::{Value, json};

use crate::domain::jobs;
use crate::domain::jobs::{Step, StepError};
use crate::store;
use crate::testing::database::TestDatabase;
use crate::testing::{Answer, OWN, World, draft, open_draft};

/// Sends a request with a bearer token.
fn call(world: &World, admin: &str, method: rocket::http::Method, path: &str, body: &str) -> Answer {
    let kind = if path.contains("/roll/uploads") { ContentType::CSV } else { ContentType::JSON };
    let request = world.client.req(method, format!("/api/v1{path}")).header(kind).body(body);
    Answer::of(request.header(Header::new("Authorization", format!("Bearer {admin}"))).dispatch())
}

pub(super) fn upload(world: &World, admin: &str, id: &str, mode: &str, csv: &str) -> Value {
    let path = format!("/polls/{id}/roll/uploads?mode={mode}");
    let answer = call(world, admin, rocket::http::Method::Post, &path, csv);
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.json()
}

/// Asks for the import of an upload; the job's id.
pub(super) fn import(world: &World, admin: &str, id: &str, upload: &Value) -> String {
    let upload = upload["upload"].as_str().unwrap();
    let answer = world.post(&format!("/api/v1/polls/{id}/roll/uploads/{upload}/import"), Some(admin));
    assert_eq!(answer.status, 202, "{}", answer.text);
    answer.json()["job"].as_str().unwrap().to_owned()
}

pub(super) fn job(world: &World, admin: &str, job: &str) -> Value {
    world.get(&format!("/api/v1/jobs/{job}"), Some(admin)).json()
}

/// The roll as CSV.
fn roll(world: &World, admin: &str, id: &str) -> String {
    world.get(&format!("/api/v1/polls/{id}/roll.csv"), Some(admin)).text
}

/// A roll of so many voters.
pub(super) fn crowd(voters: usize, name: &str) -> String {
    let lines = (0..voters).map(|n| format!("v{n:06}@example.org,{name} {n}\n"));
    std::iter::once("email,name\n".to_owned()).chain(lines).collect()
}

#[test]
fn a_file_is_looked_at_before_anything_changes() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &["ada@example.org", "ben@example.org"], &draft());
    let csv = "email,name\nADA@example.org,Ada\nada@example.org,Twin\ncem@example.org,\n";
    let look = upload(&world, &admin, &id, "replace", csv);
    let part = |look: &Value, names: &[&str]| -> Vec<Value> {
        names.iter().map(|name| look[*name].clone()).collect()
    };
    let counts = ["rows", "voters", "added", "changed", "unchanged", "removed", "duplicates", "rejected"];
    assert_eq!(part(&look, &counts), [3, 2, 1, 1, 0, 1, 1, 0].map(Value::from));
    assert_eq!(look["removed_emails"], json!(["ben@example.org"]));
    assert_eq!(look["duplicate_rows"], json!([{ "line": 3, "email": "ada@example.org" }]));
    assert_eq!(look["importable"], true);
    assert_eq!(upload(&world, &admin, &id, "add", csv)["removed"], 0);
    let again = format!("/api/v1/polls/{id}/roll/uploads/{}", look["upload"].as_str().unwrap());
    assert_eq!(world.get(&again, Some(&admin)).json(), look);
    assert_eq!(roll(&world, &admin, &id), "email,name,external_id\nada@example.org,,\nben@example.org,,\n");
}

#[test]
fn what_cannot_be_imported_is_told_and_kept_out() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &["ada@example.org"], &draft());
    let other = world.draft_with(&admin, &[], &draft());
    let post = |path: &str, body: &str| call(&world, &admin, rocket::http::Method::Post, path, body);
    let uploads = format!("/polls/{id}/roll/uploads");
    for body in ["", "nobody", "email,phone\na@b.cd,1\n", "email\n", "email\nada@example.org\n\0\n"] {
        assert_eq!(post(&uploads, body).problem(), "roll-rejected", "{body:?}");
    }
    assert_eq!(post(&format!("{uploads}?mode=forget"), "email\n").json()["field"], "mode");
    let look = upload(&world, &admin, &id, "replace", "email\nben@example.org\nnobody\n");
    assert_eq!((&look["importable"], &look["rejected"]), (&json!(false), &json!(1)));
    assert_eq!(look["rejected_rows"][0]["line"], 3);
    let bad = look["upload"].as_str().unwrap();
    assert_eq!(post(&format!("{uploads}/{bad}/import"), "").problem(), "roll-rejected");
    // An upload belongs to one poll.
    let elsewhere = format!("/polls/{other}/roll/uploads/{bad}");
    assert_eq!(post(&format!("{elsewhere}/import"), "").problem(), "not-found");
    for path in [&elsewhere, &format!("{uploads}/{}", "0".repeat(32)), &format!("{uploads}/x")] {
        assert_eq!(call(&world, &admin, rocket::http::Method::Get, path, "").problem(), "not-found");
    }
    let discard = |path: &str| call(&world, &admin, rocket::http::Method::Delete, path, "").status;
    assert_eq!((discard(&elsewhere), discard(&format!("{uploads}/{bad}"))), (404, 204));
    assert_eq!(discard(&format!("{uploads}/{bad}")), 404);
    assert!(roll(&world, &admin, &id).contains("ada@example.org"));
}

#[test]
fn an_import_that_is_cut_off_anywhere_is_finished_and_never_half_done() {
    for database in TestDatabase::every_kind() {
        let mut world = World::on(database);
        let admin = world.admin_token();
        let id = world.draft_with(&admin, &["ada@example.org", "v000001@example.org"], &draft());
        let before = roll(&world, &admin, &id);
        let look = upload(&world, &admin, &id, "replace", &crowd(5_000, "Voter"));
        let asked = import(&world, &admin, &id, &look);
        assert_eq!(import(&world, &admin, &id, &look), asked, "asked twice it is one job");
        assert_eq!(job(&world, &admin, &asked)["state"], "waiting");
        for done in [2_000, 4_000, 5_000] {
            assert_eq!(roll(&world, &admin, &id), before);
            let row = world.registrar.db.run_here(|conn| store::jobs::find(conn, &asked)).unwrap().unwrap();
            // One step, and then the process is gone with all it knew.
            let step = jobs::take_up(&world.registrar, &row).unwrap().step(&world.registrar).unwrap();
            assert_eq!(step, Step::More);
            world.restart().unwrap();
            let now = job(&world, &admin, &asked);
            assert_eq!(
                (&now["state"], &now["done"], &now["total"]),
                (&json!("running"), &json!(done), &json!(5_000))
            );
        }
        assert_eq!(roll(&world, &admin, &id), before);
        assert_eq!(jobs::run_all(&world.registrar).unwrap(), 1);
        let over = job(&world, &admin, &asked);
        assert_eq!((&over["state"], &over["failure"]), (&json!("done"), &Value::Null));
        assert_eq!(
            over["outcome"],
            json!({ "rows": 5000, "added": 4999, "changed": 1, "duplicates": 0, "removed": 1, "rejected": [] })
        );
        let after = roll(&world, &admin, &id);
        assert_eq!(after.lines().count(), 5_001);
        assert!(after.contains("v000001@example.org,Voter 1,\n") && !after.contains("ada@"));
        assert_eq!(jobs::run_all(&world.registrar).unwrap(), 0);
    }
}

#[test]
fn a_job_that_cannot_be_done_says_why() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &["ada@example.org"], &draft());
    let look = upload(&world, &admin, &id, "add", "email\nben@example.org\n");
    let asked = import(&world, &admin, &id, &look);
    assert_eq!(world.post(&format!("/api/v1/polls/{id}/publish"), Some(&admin)).status, 201);
    jobs::run_all(&world.registrar).unwrap();
    let failed = job(&world, &admin, &asked);
    assert_eq!(failed["state"], "failed");
    assert!(failed["failure"].as_str().unwrap().contains("published"), "{failed}");
    assert!(!roll(&world, &admin, &id).contains("ben@"));
    let foreign = world.officer_token("olga@example.org");
    assert_eq!(world.get(&format!("/api/v1/jobs/{asked}"), Some(&foreign)).problem(), "not-found");
    // Nor can it be asked for any more.
    let path = format!("/polls/{id}/roll/uploads");
    let answer = call(&world, &admin, rocket::http::Method::Post, &path, "email\ncem@example.org\n");
    assert_eq!(answer.problem(), "conflict");
    assert_eq!(world.get(&format!("/api/v1/jobs/{}", "0".repeat(32)), Some(&admin)).problem(), "not-found");
    let unknown = store::jobs::JobRow { kind: "dance".to_owned(), ..row(&world, &asked) };
    assert!(matches!(jobs::take_up(&world.registrar, &unknown).err(), Some(StepError::Hopeless(_))));
}

#[test]
fn a_job_that_has_failed_can_be_asked_for_anew() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &[], &draft());
    let look = upload(&world, &admin, &id, "add", "email\nben@example.org\n");
    let asked = import(&world, &admin, &id, &look);
    world.registrar.db.run_here(|conn| store::jobs::fail(conn, &asked, "the disk was full")).unwrap();
    assert_eq!(import(&world, &admin, &id, &look), asked);
    let again = job(&world, &admin, &asked);
    assert_eq!((&again["state"], &again["failure"]), (&json!("waiting"), &Value::Null));
    jobs::run_all(&world.registrar).unwrap();
    assert_eq!(job(&world, &admin, &asked)["state"], "done");
    assert!(roll(&world, &admin, &id).contains("ben@example.org"));
}

#[test]
fn a_job_that_the_database_refuses_holds_up_no_other() {
    use diesel::connection::SimpleConnection as _;
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &[], &draft());
    let asked = ["ben@example.org", "cem@example.org"].map(|email| {
        let look = upload(&world, &admin, &id, "add", &format!("email\n{email}\n"));
        import(&world, &admin, &id, &look)
    });
    let refuse = "CREATE TRIGGER refuse BEFORE INSERT ON staged_voters WHEN NEW.email = 'ben@example.org' \
                  BEGIN SELECT RAISE(ABORT, 'no'); END";
    let run = |sql: &'static str| {
        world.registrar.db.run_here(|conn| Ok::<_, web::DbError>(conn.batch_execute(sql)?)).unwrap();
        jobs::run_all(&world.registrar).unwrap();
        asked.each_ref().map(|asked| job(&world, &admin, asked)["state"].as_str().unwrap().to_owned())
    };
    assert_eq!(run(refuse), ["waiting", "done"]);
    assert_eq!(run("DROP TRIGGER refuse"), ["done", "done"]);
}

fn row(world: &World, job: &str) -> store::jobs::JobRow {
    world.registrar.db.run_here(|conn| store::jobs::find(conn, job)).unwrap().unwrap()
}

#[test]
fn uploads_wait_for_a_day_unless_a_job_works_on_them() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &[], &draft());
    let forgotten = upload(&world, &admin, &id, "add", "email\nben@example.org\n");
    let wanted = upload(&world, &admin, &id, "add", "email\nada@example.org\n");
    import(&world, &admin, &id, &wanted);
    world.at(86_401);
    crate::workers::forget_expired(&world.registrar).unwrap();
    let admin = world.token("admin@example.org");
    let path = format!("/api/v1/polls/{id}/roll/uploads/{}", forgotten["upload"].as_str().unwrap());
    assert_eq!(world.get(&path, Some(&admin)).problem(), "not-found");
    jobs::run_all(&world.registrar).unwrap();
    assert!(roll(&world, &admin, &id).contains("ada@example.org"));
}

#[test]
fn voters_are_added_corrected_and_taken_off_one_by_one() {
    for database in TestDatabase::every_kind() {
        let world = World::on(database);
        let admin = world.admin_token();
        let id = world.draft_with(&admin, &["ada@example.org"], &draft());
        let voters = format!("/polls/{id}/roll/voters");
        let post = |body: Value| call(&world, &admin, rocket::http::Method::Post, &voters, &body.to_string());
        for (body, name) in [
            (json!({ "email": "nobody" }), "malformed-request"),
            (json!({ "email": "b@example.org", "name": "x".repeat(201) }), "malformed-request"),
            (json!({ "name": "Ben" }), "malformed-json"),
            (json!({ "email": "b@example.org", "age": 3 }), "unknown-field"),
            (json!({ "email": "ADA@example.org" }), "conflict"),
        ] {
            assert_eq!(post(body.clone()).problem(), name, "{body}");
        }
        let added = post(json!({ "email": "Ben@Example.org", "name": "Ben 50%", "external_id": "17" }));
        assert_eq!(added.status, 201, "{}", added.text);
        let path = format!("{voters}/{}", added.json()["voter"].as_str().unwrap());
        let patch = |body: Value| call(&world, &admin, rocket::http::Method::Patch, &path, &body.to_string());
        assert_eq!(patch(json!({ "email": "ada@example.org" })).problem(), "conflict");
        assert_eq!(patch(json!({ "email": "" })).problem(), "malformed-request");
        let patched = patch(json!({ "email": "benno@example.org", "external_id": null })).json();
        assert_eq!(patched["email"], "benno@example.org");
        assert_eq!((&patched["name"], &patched["external_id"]), (&json!("Ben 50%"), &Value::Null));
        let find = |search: &str| {
            let path = format!("/api/v1/polls/{id}/roll?search={search}");
            world.get(&path, Some(&admin)).json()["found"].as_u64().unwrap()
        };
        let found = ["BENNO", "ben%2050", "50%25", "50_", "example.org", "17"].map(find);
        assert_eq!(found, [1, 1, 1, 0, 2, 0]);
        let remove = |path: &str| call(&world, &admin, rocket::http::Method::Delete, path, "").status;
        assert_eq!((remove(&path), remove(&path)), (204, 404));
        assert_eq!(patch(json!({})).problem(), "not-found");
        let one = world.get(&format!("/api/v1/polls/{id}/roll?after="), Some(&admin)).json();
        assert_eq!((&one["total"], &one["found"], &one["next"]), (&json!(1), &json!(1), &Value::Null));
        // The voter who was taken off, and nobody.
        let taken_off = path.rsplit('/').next().unwrap();
        for gone in [taken_off, "%00", "ada@example.org"] {
            let gone = world.get(&format!("/api/v1/polls/{id}/roll?after={gone}"), Some(&admin));
            assert_eq!((gone.status, gone.problem().as_str()), (404, "not-found"), "{}", gone.text);
            assert!(gone.text.contains("begin anew, without `after`"), "{}", gone.text);
        }
    }
}

#[test]
fn a_published_roll_is_only_corrected() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org", "ben@example.org"]);
    let id = world.registrar.db.run_here(|conn| store::polls::by_poll(conn, &poll)).unwrap().unwrap().id;
    let voters = format!("/polls/{id}/roll/voters");
    let listed = world.get(&format!("/api/v1/polls/{id}/roll?search=ada"), Some(&admin)).json();
    let path = format!("{voters}/{}", listed["voters"][0]["voter"].as_str().unwrap());
    let ask = |method, path: &str, body: Value| call(&world, &admin, method, path, &body.to_string());
    let cem = json!({ "email": "cem@example.org" });
    assert_eq!(ask(rocket::http::Method::Post, &voters, cem).problem(), "conflict");
    assert_eq!(ask(rocket::http::Method::Delete, &path, json!({})).problem(), "conflict");
    // The entry stays one voter: who had its pass leaves none for the new address.
    let ada = world.voter_token("ada@example.org");
    let request = world.request(&poll);
    assert_eq!(world.ask(&poll, &ada, &request).status, 200);
    let moved = ask(rocket::http::Method::Patch, &path, json!({ "email": "ada.l@example.org" }));
    assert_eq!(moved.status, 200, "{}", moved.text);
    let lovelace = world.voter_token("ada.l@example.org");
    assert_eq!(world.ask(&poll, &lovelace, &world.request(&poll)).problem(), "pass-already-issued");
    assert_eq!(world.ask(&poll, &ada, &request).problem(), "not-eligible");
}

#[test]
fn an_open_poll_shows_nobody_who_collected_a_pass() {
    let world = World::new();
    let admin = world.admin_token();
    world.sign_in("admin@example.org");
    let poll = world.poll_with(&admin, &[], &open_draft(&[]));
    let id = world.registrar.db.run_here(|conn| store::polls::by_poll(conn, &poll)).unwrap().unwrap().id;
    let ada = world.voter_token("ada@example.org");
    assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).status, 200);
    for path in [format!("/api/v1/polls/{id}/roll"), format!("/api/v1/polls/{id}/roll.csv")] {
        let answer = world.get(&path, Some(&admin));
        assert_eq!(answer.problem(), "conflict", "{path}");
        assert!(!answer.text.contains("ada@"));
    }
    for path in [format!("/admin/polls/{poll}/voters"), format!("/admin/polls/{id}/voters.csv")] {
        let answer = world.get(&path, None);
        assert_eq!(answer.status, 409, "{path}");
        assert!(!answer.text.contains("ada@"));
    }
}

#[test]
fn rolls_are_no_public_documents() {
    let world = World::new();
    let admin = world.admin_token();
    let id = world.draft_with(&admin, &["ada@example.org"], &draft());
    let path = format!("/api/v1/polls/{id}/roll");
    assert_eq!(world.get(&path, Some(&admin)).header("Access-Control-Allow-Origin"), "");
    assert_eq!(world.get(&path, None).problem(), "unauthorized");
}

/// Uploads on a page.
pub(super) fn upload_form(world: &World, path: &str, csv: &str) -> Answer {
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"roll\"; filename=\"roll.csv\"\r\n\
         Content-Type: text/csv\r\n\r\n{csv}\r\n--x--\r\n"
    );
    let request = world.client.post(path.to_owned()).body(body);
    let kind = Header::new("Content-Type", "multipart/form-data; boundary=x");
    Answer::of(request.header(kind).header(Header::new("Origin", OWN)).dispatch())
}

#[test]
fn a_roll_is_kept_on_pages() {
    let world = World::new();
    let admin = world.admin_token();
    world.sign_in("admin@example.org");
    let id = world.draft_with(&admin, &[], &draft());
    let page = format!("/admin/polls/{id}");
    let refused = upload_form(&world, &format!("{page}/uploads"), "name\nAda\n");
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("first line") && refused.text.contains("0 voters are on the list"));
    assert_eq!(upload_form(&world, &format!("{page}/uploads"), "").status, 422);
    assert_eq!(world.post_form(&format!("{page}/uploads"), &[("roll", "email")]).status, 422);

    let bad = upload_form(&world, &format!("{page}/uploads"), "email\nada@example.org\nnobody\n");
    let look = world.get(bad.header("Location"), None);
    assert!(look.text.contains("Line 3") && !look.text.contains("value=\"import\""), "{}", look.text);
    let thrown = world.post_form(bad.header("Location"), &[("action", "discard")]);
    assert_eq!(thrown.header("Location"), format!("{page}/voters"));
    assert_eq!(world.get(bad.header("Location"), None).status, 404);

    let good = upload_form(&world, &format!("{page}/uploads"), "email;name\nada@example.org;<Ada>\n");
    let look = good.header("Location").to_owned();
    assert!(world.get(&look, None).text.contains("value=\"import\""));
    let progress = world.post_form(&look, &[("action", "import")]).header("Location").to_owned();
    let waiting = world.get(&progress, None).text;
    assert!(waiting.contains("src=\"/progress.js\"") && waiting.contains("<progress"), "{waiting}");
    assert_eq!(world.get(&format!("{progress}/progress"), None).json()["over"], false);
    jobs::run_all(&world.registrar).unwrap();
    let done = world.get(&progress, None).text;
    assert!(done.contains("Voters added: 1,") && !done.contains("<script"), "{done}");
    assert_eq!(world.get(&format!("{progress}/progress"), None).json()["over"], true);

    let voters = format!("{page}/voters");
    let taken = world.post_form(&voters, &[("email", "ada@example.org")]);
    assert!(taken.status == 422 && taken.text.contains("on the list already"));
    let added = world.post_form(&voters, &[("email", "ben@example.org"), ("name", "Ben")]);
    let ben = added.header("Location").to_owned();
    assert!(world.get(&ben, None).text.contains("value=\"Ben\""));
    let wrong = world.post_form(&ben, &[("email", "ben"), ("name", "Benno"), ("action", "save")]);
    assert!(wrong.status == 422 && wrong.text.contains("value=\"Benno\""), "{}", wrong.text);
    assert_eq!(world.post_form(&ben, &[("email", "b@example.org"), ("action", "save")]).status, 303);
    let list = world.get(&voters, None).text;
    assert!(list.contains("b@example.org") && list.contains("&lt;Ada&gt;") && list.contains("2 voters"));
    let none = world.get(&format!("{voters}?search=100%25&after=x"), None).text;
    assert!(none.contains("Nobody is found"));
    assert!(none.contains("gone from the list") && !list.contains("gone from the list"), "{none}");
    let csv = world.get(&format!("{voters}.csv"), None);
    assert!(csv.header("Content-Disposition").contains("voters.csv") && csv.text.contains("b@example.org,,"));
    assert_eq!(world.post_form(&ben, &[("action", "remove")]).status, 303);
    assert!(!world.get(&voters, None).text.contains("b@example.org"));
    assert_eq!(world.get(&ben, None).status, 404);
}
