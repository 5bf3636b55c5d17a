//! Nothing is issued or accepted outside its window.

use cli::client::{IssuedPass, Session};
use cli::pass::PassRequest;
use crypto::manifest::Manifest;
use crypto::statement::{self, Issuance};
use crypto::time::UtcTime;
use e2e::election::{Election, collect_pass, signed_refusal};
use e2e::poll::{DAY, Draft, choice, now};

#[test]
fn nothing_before_the_windows_open() {
    let election = Election::simple();
    let draft = Draft { issuance: (3600, DAY), voting: (3600, DAY), ..Draft::default() };
    let manifest = election.publish(&draft);
    let voter = election.voter("ada@example.org");
    let request = PassRequest::new(&manifest).unwrap();
    let refused = voter.issue(&manifest.id(), request.bytes()).expect_err("too early");
    assert_eq!(refused.name(), Some("issuance-not-open"));
    assert_eq!(election.summary(&manifest).phase, "before");

    let manifest = election.publish(&Draft { voting: (3600, 2 * DAY), ..Draft::default() });
    let pass = collect_pass(&manifest, &voter).expect("passes may be collected before voting opens");
    let ballot = pass.seal(&manifest, &choice("lake")).unwrap();
    assert_eq!(signed_refusal(&election, &manifest, &ballot), "voting-not-open");
    assert_eq!(election.summary(&manifest).ballots, 0);
}

#[test]
fn nothing_after_the_windows_close() {
    let election = Election::simple();
    let (ada, ben) = (election.voter("ada@example.org"), election.voter("ben@example.org"));
    // Where a machine does so much else that nobody comes in time, once more with more time.
    let (manifest, request, issued) = [10, 60, 300]
        .into_iter()
        .find_map(|seconds| issued_in_time(&election, &ada, &ben, seconds))
        .expect("five minutes are enough");
    let bytes = request.bytes().to_vec();
    let pass = request.open(&manifest, &issued).unwrap();

    wait_until(manifest.voting_closes.unix());
    let ballot = pass.seal(&manifest, &choice("lake")).unwrap();
    assert_eq!(signed_refusal(&election, &manifest, &ballot), "voting-closed");
    assert_eq!(election.await_result(&manifest).ballots, 0);
    let statement = election.wait_for("the issuance statement", || {
        election.services.ballot_box().get(&manifest.id(), "/issuance").ok()?.text().ok()
    });
    let (issuance, _) = statement::open::<Issuance>(&statement, &manifest.registrar.key).unwrap();
    assert_eq!((issuance.eligible, issuance.issued), (None, 1));
    the_pass_is_forgotten(&election, &manifest, &ada, &bytes);
}

/// A poll in which passes are given out for so many seconds, and voting is open for twice as many: a pass for one voter before issuing
/// ends, again after that, and none for another. Nothing where a window had closed before all of it was done.
fn issued_in_time(
    election: &Election,
    ada: &Session,
    ben: &Session,
    seconds: i64,
) -> Option<(Manifest, PassRequest, IssuedPass)> {
    let draft = Draft { issuance: (-1, seconds), voting: (-1, 2 * seconds), ..Draft::default() };
    let manifest = election.publish(&draft);
    let request = PassRequest::new(&manifest).unwrap();
    let issue = |closes: UtcTime| {
        let issued = ada.issue(&manifest.id(), request.bytes());
        assert!(issued.is_ok() || now() >= closes, "{issued:?} before {closes}");
        issued.ok()
    };
    let issued = issue(manifest.issuance_closes)?;

    wait_until(manifest.issuance_closes.unix());
    let late = PassRequest::new(&manifest).unwrap();
    assert_eq!(
        ben.issue(&manifest.id(), late.bytes()).expect_err("too late").name(),
        Some("issuance-closed")
    );
    let again = issue(manifest.voting_closes)?;
    assert_eq!(again, issued, "a lost pass is sent again until voting closes");
    Some((manifest, request, again))
}

/// After the close the very request that was answered finds nothing to repeat.
fn the_pass_is_forgotten(election: &Election, manifest: &Manifest, ada: &Session, issued: &[u8]) {
    let refused =
        election.wait_for("the end of what can be repeated", || ada.issue(&manifest.id(), issued).err());
    assert_eq!(refused.name(), Some("issuance-closed"), "{refused}");
}

#[test]
fn an_extension_counts_and_a_cancelled_poll_publishes_no_vote() {
    let election = Election::simple();
    let voter = election.voter("ada@example.org");
    let manifest = election.publish(&Draft { issuance: (-1, 600), voting: (-1, 600), ..Draft::default() });
    let later = manifest.voting_closes.plus(DAY);
    let extend =
        serde_json::json!({ "kind": "extend", "voting_closes": later, "reason": "The post was late" });
    election.admin.notice(&manifest.id(), &extend).expect("an extension in time");
    election.wait_for("the extension", || (election.summary(&manifest).voting_closes == later).then_some(()));
    election.vote(&manifest, &voter, &choice("lake"));

    let cancel = serde_json::json!({ "kind": "cancel", "voting_closes": null, "reason": "Wrong question" });
    election.admin.notice(&manifest.id(), &cancel).expect("a cancellation");
    election
        .wait_for("the cancellation", || (election.summary(&manifest).phase == "cancelled").then_some(()));
    let ballot_box = election.services.ballot_box();
    for path in ["/ballots", "/ballots.csv", "/ballots.ndjson", "/result", "/bundle"] {
        let refused = ballot_box.get(&manifest.id(), path).expect_err("a cancelled poll publishes no vote");
        assert_eq!(refused.name(), Some("not-found"), "{path}: {refused}");
    }
    ballot_box.get(&manifest.id(), "/entries").expect("the log of a cancelled poll is public");
}

fn wait_until(moment: i64) {
    while now().unix() < moment {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}
