//! An election in precincts on PostgreSQL, from the draft that is split to its total, audited by both auditors from its archive when
//! both services are gone.

use std::path::Path;
use std::process::Command;

use cli::client::Session;
use crypto::manifest::Manifest;
use crypto::statement::{self, Precincts};
use e2e::binary::{file, psephos_command};
use e2e::election::{Election, collect_pass};
use e2e::poll::{Draft, choice, now};
use e2e::services::{Delivery, Side, Store};
use serde_json::{Value, json};

const VOTERS: [&str; 4] = ["ada@example.org", "ben@example.org", "cem@example.org", "dee@example.org"];
const LATE: &str = "eva@example.org";
const CHOICES: [&str; 5] = ["lake", "lake", "roof", "lake", "garden"];

#[test]
fn precincts_are_split_published_voted_in_added_up_and_audited_from_their_archive() {
    let Some(mut election) = Election::start(Store::Postgres, Delivery::Outbox) else { return };
    let voters: Vec<Session> = VOTERS.into_iter().chain([LATE]).map(|email| election.voter(email)).collect();
    let whole = Whole::split(&election);
    let manifests = whole.publish(&election);
    whole.enrol(&election);

    let ballots = voters.iter().zip(CHOICES).map(|(voter, party)| {
        let own = election.wait_for("the first pass", || only(&manifests, voter));
        election.cast(own.0, &own.1.seal(own.0, &choice(party)).expect("a valid vote")).expect("a promise")
    });
    assert_eq!(ballots.count(), 5);
    let shown = page(&election, &format!("/polls/{}", manifests[0].id()));
    assert!(
        shown.contains("precinct 1 of 2 of one election") && shown.contains("/precincts/party"),
        "{shown}"
    );

    let end = json!({ "kind": "close", "voting_closes": now().plus(3), "reason": "All have voted" });
    assert_eq!(whole.step(&election, "notices", &end), json!({ "given": 2, "refused": [] }));
    for manifest in &manifests {
        election.await_result(manifest);
    }
    election.wait_for("the total", || {
        let counted = whole.step(&election, "total", &Value::Null);
        (counted["total"] == json!(true)).then_some(())
    });

    let folder = tempfile::tempdir().expect("a folder");
    let (address, kept) = (whole.address(&election), folder.path().join("kept"));
    let live = audited(psephos_command(["audit", "--json", "--precincts", &address]));
    let archived = psephos_command(["archive", "--precincts", &address, "--to"]).arg(&kept).status();
    assert!(archived.expect("psephos runs").success());
    let python = |place: &Path| {
        let mut command = Command::new("python3");
        command.arg(file("../audit-py/audit.py")).args(["--json", "--precincts"]).arg(place);
        audited(command)
    };
    let also_live = python(Path::new(&address));
    election.services.crash(Side::Registrar);
    election.services.crash(Side::BallotBox);
    let mut offline = psephos_command(["audit", "--json", "--precincts"]);
    offline.arg(&kept);
    for report in [live, audited(offline), also_live, python(&kept)] {
        assert_eq!(
            report["tally"]["party"]["counts"],
            json!({ "garden": 1, "lake": 3, "roof": 1 }),
            "{report:#}"
        );
        let warnings = report["warnings"].as_array().expect("warnings").iter();
        let names: Vec<&str> = warnings.filter_map(|warning| warning["warning"].as_str()).collect();
        // That rolls may grow is told of each precinct; that the other one runs at the same time is not.
        assert!(names.contains(&"precinct-warnings") && !names.contains(&"precincts-ends"), "{report:#}");
        assert!(!report["polls"].to_string().contains("other-polls"), "{report:#}");
    }
}

/// The draft that was split.
struct Whole(String);

impl Whole {
    fn split(election: &Election) -> Self {
        let mut draft =
            Draft { roll: true, issuance: (45, 3600), voting: (45, 7200), ..Draft::default() }.to_json();
        (draft["slug"], draft["late_additions"]) = (json!("party"), json!(true));
        let whole = Self(election.admin.draft(&draft).expect("the draft is taken"));
        election
            .admin
            .upload_roll(&whole.0, &format!("email\n{}\n", VOTERS.join("\n")))
            .expect("the roll is taken");
        let made = whole.call(election, "", &json!({ "count": 2 }));
        assert_eq!(made["drafts"].as_array().map(Vec::len), Some(2), "{made}");
        whole
    }

    /// The manifests of the listed precincts, in order.
    fn publish(&self, election: &Election) -> Vec<Manifest> {
        election.wait_for("the list", || {
            (self.step(election, "publish", &Value::Null)["listed"] == json!(true)).then_some(())
        });
        let shown = election.services.registrar().http().get("/api/v1/precincts/party", &[]);
        let shown: Value = shown.expect("it answers").json().expect("JSON");
        let note = shown["precincts"].as_str().expect("a signed list");
        let first = shown["polls"][0]["poll"].as_str().expect("an id").parse().expect("a poll id");
        let key = election.manifest(&first).registrar.key.clone();
        let (list, _) = statement::open::<Precincts>(note, &key).expect("it is signed");
        assert_eq!((list.eligible, list.polls.len()), (4, 2));
        list.polls.iter().map(|poll| election.manifest(poll)).collect()
    }

    /// Puts somebody on the roll of a published precinct, and not on that of the other.
    fn enrol(&self, election: &Election) {
        let body = json!({ "email": LATE, "precinct": 2 });
        assert_eq!(self.step(election, "voters", &body), json!({ "precinct": 2 }));
        let again = self.step(election, "voters", &json!({ "email": LATE, "precinct": 1 }));
        assert_eq!(again["type"], json!("urn:psephos:error:conflict"), "{again}");
    }

    fn step(&self, election: &Election, step: &str, body: &Value) -> Value {
        self.call(election, &format!("/{step}"), body)
    }

    fn call(&self, election: &Election, path: &str, body: &Value) -> Value {
        let path = format!("/api/v1/polls/{}/precincts{path}", self.0);
        let headers = [("content-type", "application/json")];
        let answer = election.admin.call("POST", &path, &headers, Some(body.to_string().as_bytes()));
        answer.expect("the registrar answers").json().expect("JSON")
    }

    fn address(&self, election: &Election) -> String {
        format!("{}/api/v1/precincts/party", election.services.registrar().http().base())
    }
}

/// The one precinct in which the voter gets a pass, and the pass; none before passes are given out.
fn only<'a>(manifests: &'a [Manifest], voter: &Session) -> Option<(&'a Manifest, cli::pass::VotingPass)> {
    let mut passes =
        manifests.iter().filter_map(|manifest| Some((manifest, collect_pass(manifest, voter).ok()?)));
    let own = passes.next()?;
    assert!(passes.next().is_none(), "a voter has a place in one precinct");
    Some(own)
}

fn page(election: &Election, path: &str) -> String {
    let page = election.services.ballot_box().http().get(path, &[]).expect("it answers");
    page.text().expect("a page is text").to_owned()
}

/// The report of an audit that finds no fault.
fn audited(mut command: Command) -> Value {
    let output = command.output().expect("the auditor runs");
    let report = serde_json::from_slice(&output.stdout);
    let report: Value =
        report.unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    assert_eq!(output.status.code(), Some(0), "{report:#}");
    report
}
