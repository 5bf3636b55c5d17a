//! Mails that could not be delivered: counted, found on the list of voters, taken along as a file, and sent anew once the
//! address is corrected.

use rocket::http::Method;
use serde_json::{Value, json};

use super::mailings::{call, draft_of, mailings, voter};
use crate::domain::mail::deliver_due;
use crate::testing::database::TestDatabase;
use crate::testing::smtp::TestSmtp;
use crate::testing::{World, open_draft};

#[test]
fn who_could_not_be_written_to_is_counted_found_downloaded_and_corrected() {
    for database in TestDatabase::every_kind() {
        let mut world = World::on(database);
        let smtp = TestSmtp::start(|to| match to {
            to if to.contains("gone") => "550 5.1.1 =No such user",
            to if to.contains("full") => "452 4.2.2 Mailbox full",
            _ => "250 OK",
        });
        world.send_by(&smtp.url).unwrap();
        let admin = world.admin_token();
        let roll = ["ada@example.org", "full@example.org", "gone1@example.org", "gone2@example.org"];
        let poll = world.poll(&admin, &roll);
        let id = draft_of(&world, &poll);
        deliver_due(&world.registrar).unwrap();
        let gone = voter(&world, &admin, &id, "gone1");
        let note = json!({ "name": "Gone, Mx", "external_id": "=7" });
        assert_eq!(
            call(&world, &admin, Method::Patch, &format!("/polls/{id}/roll/voters/{gone}"), &note).status,
            200
        );

        let found = |query: &str| -> Vec<String> {
            let roll = world.get(&format!("/api/v1/polls/{id}/roll?{query}"), Some(&admin)).json();
            let email = |voter: &Value| voter["email"].as_str().unwrap().to_owned();
            let voters: Vec<String> = roll["voters"].as_array().unwrap().iter().map(email).collect();
            assert_eq!((&roll["found"], &roll["total"]), (&json!(voters.len()), &json!(4)));
            voters
        };
        assert_eq!(found("invitation=failed"), ["gone1@example.org", "gone2@example.org"]);
        assert_eq!(found("invitation=failed&search=7"), ["gone1@example.org"]);
        assert_eq!(found("invitation=queued"), ["full@example.org"]);
        assert_eq!(found("invitation=sent"), ["ada@example.org"]);
        assert_eq!(found("invitation=sent&search=gone"), [""; 0]);
        let unknown = world.get(&format!("/api/v1/polls/{id}/roll?invitation=lost"), Some(&admin));
        assert_eq!((unknown.status, &unknown.json()["field"]), (422, &json!("invitation")));

        world.sign_in("admin@example.org");
        let overview = world.get(&format!("/admin/polls/{poll}/notices"), None).text;
        assert!(
            overview.contains("1 sent, 1 waiting") && overview.contains(">2 could not be delivered</a>"),
            "{overview}"
        );
        let page = world.get(&format!("/admin/polls/{id}/mail"), None).text;
        assert!(
            page.contains("2 mails were given up") && page.contains("goes to bounces@example.org"),
            "{page}"
        );
        let page = world.get(&format!("/admin/polls/{id}/voters?invitation=failed"), None).text;
        assert!(page.contains("2 found") && page.contains("gone2@") && !page.contains("ada@"), "{page}");
        assert!(page.contains("<option value=\"failed\" selected>"), "{page}");
        assert!(world.get(&format!("/admin/polls/{id}/voters?invitation=lost"), None).text.contains("ada@"));

        let file = world.get(&format!("/api/v1/polls/{id}/mailings/failed.csv"), Some(&admin));
        assert_eq!(file.header("Content-Disposition"), "attachment; filename=\"failed-mails.csv\"");
        assert_eq!(
            file.text,
            "email,name,external_id,mail,answer\n\
             gone1@example.org,\"Gone, Mx\",'=7,invitation,550 5.1.1 =No such user\n\
             gone2@example.org,,,invitation,550 5.1.1 =No such user\n"
        );
        assert_eq!(world.get(&format!("/admin/polls/{id}/mail/failed.csv"), None).text, file.text);
        let audited = world.get("/api/v1/audit?action=roll.download", Some(&admin)).text;
        assert!(audited.matches("failed_mails").count() >= 2 && !audited.contains("gone"), "{audited}");

        let right = json!({ "email": "here@example.org" });
        assert_eq!(
            call(&world, &admin, Method::Patch, &format!("/polls/{id}/roll/voters/{gone}"), &right).status,
            200
        );
        deliver_due(&world.registrar).unwrap();
        assert!(smtp.taken().iter().any(|mail| mail.contains("To: here@example.org")));
        assert_eq!(mailings(&world, &admin, &id)[0].1, [1, 2, 1]);
    }
}

#[test]
fn only_its_officers_have_the_file_and_never_of_an_open_poll() {
    let world = World::new();
    let admin = world.admin_token();
    let poll = world.poll(&admin, &["ada@example.org"]);
    let id = draft_of(&world, &poll);
    let ada = world.voter_token("ada@example.org");
    let path = format!("/api/v1/polls/{id}/mailings/failed.csv");
    assert_eq!((world.get(&path, None).status, world.get(&path, Some(&ada)).status), (401, 403));
    let nowhere = path.replace(&id, &"0".repeat(32));
    assert_eq!(world.get(&nowhere, Some(&admin)).status, 404);
    assert_eq!(world.get(&path, Some(&admin)).text, "email,name,external_id,mail,answer\n");
    let open = draft_of(&world, &world.poll_with(&admin, &[], &open_draft(&[])));
    assert_eq!(world.get(&path.replace(&id, &open), Some(&admin)).problem(), "conflict");
}
