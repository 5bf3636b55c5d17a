//! A roll that grows while passes are given out, against the real services.

use cli::client::Session;
use crypto::statement::{self, Issuance};
use e2e::audit::audit;
use e2e::election::{Election, collect_pass};
use e2e::poll::{Draft, choice};
use serde_json::{Value, json};

fn add(admin: &Session, draft: &str, email: &str) -> u16 {
    let body = json!({ "email": email }).to_string();
    let path = format!("/api/v1/polls/{draft}/roll/voters");
    let headers = [("content-type", "application/json")];
    admin.call("POST", &path, &headers, Some(body.as_bytes())).expect("the registrar answers").status
}

#[test]
fn who_is_added_late_votes_and_stands_in_the_signed_number() {
    let election = Election::simple();
    let (ada, ben) = (election.voter("ada@example.org"), election.voter("ben@example.org"));
    let mut draft = Draft { roll: true, issuance: (-1, 15), ..Draft::default() }.to_json();
    draft["late_additions"] = Value::Bool(true);
    let name = election.admin.draft(&draft).expect("the draft is taken");
    election.admin.upload_roll(&name, "email\nada@example.org\n").expect("the roll is taken");
    let poll = election.admin.publish(&name).expect("the poll is published");
    let manifest = election.manifest(&poll);
    assert_eq!((manifest.eligible, manifest.late_additions), (Some(1), true));

    election.vote(&manifest, &ada, &choice("lake"));
    assert!(collect_pass(&manifest, &ben).is_err(), "ben is not on the roll yet");
    assert_eq!(add(&election.admin, &name, "ben@example.org"), 201);
    election.vote(&manifest, &ben, &choice("roof"));

    let note = election.wait_for("the issuance statement", || {
        election
            .services
            .ballot_box()
            .get(&poll, "/issuance")
            .ok()
            .map(|answer| answer.text().expect("a note is text"))
    });
    let (issuance, _) = statement::open::<Issuance>(&note, &manifest.registrar.key).expect("it is signed");
    assert_eq!((issuance.eligible, issuance.issued), (Some(2), 2));
    assert_eq!(add(&election.admin, &name, "cem@example.org"), 409);

    let outcome = election.close(&manifest);
    assert_eq!((outcome.ballots, outcome.issued), (2, Some(2)));
    let url = format!("{}/polls/{poll}", manifest.ballot_box.url);
    let (code, report) = audit(&url, [""; 0]);
    assert_eq!((code, &report["figures"]["eligible"]), (Some(0), &json!(2)), "{report:#}");
    let page =
        election.services.ballot_box().http().get(&format!("/polls/{poll}/result"), &[]).expect("it answers");
    let page = page.text().expect("a page is text");
    assert!(page.contains("<dt>Who may vote</dt><dd>2</dd>"), "{page}");
}
