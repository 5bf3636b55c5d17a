//! `psephos vote` and `psephos receipt`, also where replies get lost on the way.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use cli::client::BallotBox;
use crypto::encoding::PollId;
use crypto::evidence::EvidenceFile;
use crypto::receipt::ReceiptFile;
use crypto::statement::{self, Promise, Refusal};
use e2e::audit::assert_holds;
use e2e::binary::psephos_command;
use e2e::election::{Election, PASSWORD};
use e2e::lossy::LossyProxy;
use e2e::poll::Draft;
use e2e::ports;
use e2e::services::{Delivery, Door, Services, Store};

#[test]
fn a_vote_from_the_command_line_is_counted_and_its_receipt_checks_out() {
    let election = Election::simple();
    election.voter("ada@example.org");
    let manifest = election.publish(&Draft::default());
    let voter = Voter::new(&election, &manifest.id());

    let refused = voter.vote(&["--answer", "party=pond"]);
    assert!(said(&refused).contains("garden, lake, roof"), "{}", said(&refused));
    assert!(!voter.state().exists(), "a typing error costs nothing");

    let collected = voter.vote(&[]);
    assert!(collected.status.success(), "{}", said(&collected));
    assert_eq!(fs::metadata(voter.state()).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(
        !fs::read_to_string(voter.state()).unwrap().contains("blinding"),
        "what links pass and request is forgotten"
    );

    let cast = voter.vote(&["--answer", "party=lake"]);
    assert!(cast.status.success() && said(&cast).contains("Receipt code: "), "{}", said(&cast));
    let repeated = voter.vote(&["--answer", "party=lake"]);
    assert!(repeated.status.success(), "a repeated command changes nothing: {}", said(&repeated));
    let other = voter.vote(&["--answer", "party=roof"]);
    assert!(!other.status.success() && said(&other).contains("party=lake"), "{}", said(&other));

    let receipt = voter.receipt();
    let file = ReceiptFile::parse(&fs::read_to_string(&receipt).unwrap()).unwrap();
    assert!(file.verify(&manifest.ballot_box.key).unwrap().logged.is_some());
    assert!(said(&check(&receipt)).contains("on the public list, number 1"));
    let outcome = election.close(&manifest);
    assert_eq!(outcome.tally["party"]["counts"]["lake"], 1);
    let checked = check(&receipt);
    assert!(checked.status.success() && said(&checked).contains("signed result"), "{}", said(&checked));
}

#[test]
fn a_vote_goes_on_where_a_reply_was_lost() {
    let door = || Door { named: ports::free(), listens: ports::free() };
    let (registrar, ballot_box) = (door(), door());
    let to_registrar = LossyProxy::start(registrar);
    let to_ballot_box = LossyProxy::start(ballot_box);
    let services = Services::start_behind(Store::Sqlite, Delivery::Outbox, registrar, ballot_box);
    let election = services.and_then(Election::over).expect("SQLite is built in");
    election.voter("ada@example.org");
    let manifest = election.publish(&Draft::default());
    let voter = Voter::new(&election, &manifest.id());
    let vote = || voter.vote(&["--answer", "party=garden"]);

    to_registrar.lose_replies_to("/token");
    let lost = vote();
    assert!(!lost.status.success() && said(&lost).contains("run the same command again"), "{}", said(&lost));
    assert_eq!(
        election.admin.turnout(&manifest.id()).unwrap()["issued"],
        1,
        "the pass was issued all the same"
    );
    to_registrar.lose_nothing();

    to_ballot_box.lose_replies_to("/ballots");
    let lost = vote();
    assert!(!lost.status.success(), "{}", said(&lost));
    to_ballot_box.lose_nothing();
    assert_eq!(election.summary(&manifest).ballots, 1, "the ballot was accepted all the same");

    let done = vote();
    assert!(done.status.success(), "{}", said(&done));
    assert_eq!(election.summary(&manifest).ballots, 1);
    assert!(check(&voter.receipt()).status.success());
}

#[test]
fn a_signed_refusal_is_kept_as_evidence() {
    let election = Election::simple();
    election.voter("ada@example.org");
    let manifest = election.publish(&Draft::default());
    let (voter, copy) = (Voter::new(&election, &manifest.id()), Voter::new(&election, &manifest.id()));
    assert!(voter.vote(&[]).status.success());
    fs::copy(voter.state(), copy.state()).unwrap();
    assert!(voter.vote(&["--answer", "party=lake"]).status.success());
    let refused = copy.vote(&["--answer", "party=roof"]);
    assert!(!refused.status.success() && said(&refused).contains("evidence-1"), "{}", said(&refused));
    let kept = fs::read_to_string(copy.state().with_extension("evidence-1")).unwrap();
    let file = EvidenceFile::parse(&kept).unwrap();
    let part = |name: &str| file.parts.iter().find(|part| part.name == name).unwrap().text.as_str();
    let (refusal, _) = statement::open::<Refusal>(part("refusal"), &manifest.ballot_box.key).unwrap();
    assert_eq!(refusal.reason, "token-spent");
    let promise = part("promise of the other ballot");
    statement::open::<Promise>(promise, &manifest.ballot_box.key).unwrap();
}

#[test]
fn a_vote_goes_over_ipv6_and_over_ipv4() {
    let election = Election::over(Services::start_on_both_families()).expect("SQLite is built in");
    election.voter("ada@example.org");
    election.voter("ben@example.org");
    let manifest = election.publish(&Draft::default());
    let by_name = election.services.ballot_box().http().base().to_owned();
    let port = by_name.strip_prefix("http://[::1]:").expect("the name is an address of IPv6");
    let ada = Voter::at(&by_name, &manifest.id(), "ada@example.org");
    let ben = Voter::at(&format!("http://127.0.0.1:{port}"), &manifest.id(), "ben@example.org");
    for (voter, answer) in [(&ada, "party=lake"), (&ben, "party=roof")] {
        let cast = voter.vote(&["--answer", answer]);
        assert!(cast.status.success() && said(&cast).contains("Receipt code: "), "{}", said(&cast));
        // A receipt leads to the ballot box by its name.
        assert!(said(&check(&voter.receipt())).contains("on the public list"), "{}", voter.poll);
        assert_holds(&voter.poll, [""; 0]);
    }
    assert_eq!(election.close(&manifest).ballots, 2);
    for voter in [&ada, &ben] {
        let warnings = assert_holds(&voter.poll, [""; 0]);
        assert_eq!(warnings, ["test-poll", "eligible-unknown", "keys-not-pinned"], "{}", voter.poll);
        let promise = fs::read_to_string(voter.receipt()).unwrap();
        let hash =
            ReceiptFile::parse(&promise).unwrap().verify(&manifest.ballot_box.key).unwrap().promise.ballot;
        let base = voter.poll.split("/polls/").next().unwrap();
        let receipt = BallotBox::new(base).receipt(&manifest.id(), &hash.to_string()).unwrap();
        assert_eq!(receipt.state, "counted", "{base}");
    }
}

#[test]
fn a_poll_that_other_keys_signed_is_refused() {
    let election = Election::simple();
    election.voter("ada@example.org");
    let manifest = election.publish(&Draft::default());
    let voter = Voter::new(&election, &manifest.id());
    let (registrar, ballot_box) = (manifest.registrar.key.to_string(), manifest.ballot_box.key.to_string());
    let crossed = voter.vote(&["--registrar-key", &ballot_box]);
    assert!(
        !crossed.status.success() && said(&crossed).contains("not the key that you named"),
        "{}",
        said(&crossed)
    );
    let right = voter.vote(&[
        "--registrar-key",
        &registrar,
        "--ballot-box-key",
        &ballot_box,
        "--answer",
        "party=roof",
    ]);
    assert!(right.status.success(), "{}", said(&right));
}

struct Voter {
    folder: tempfile::TempDir,
    poll: String,
    email: &'static str,
}

impl Voter {
    fn new(election: &Election, poll: &PollId) -> Self {
        Self::at(election.services.ballot_box().http().base(), poll, "ada@example.org")
    }

    fn at(ballot_box: &str, poll: &PollId, email: &'static str) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), poll: format!("{ballot_box}/polls/{poll}"), email }
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("ada.vote")
    }

    fn receipt(&self) -> PathBuf {
        self.folder.path().join("ada.psephos-receipt")
    }

    fn vote(&self, more: &[&str]) -> Output {
        let mut command = psephos_command(["vote", "--poll", &self.poll, "--email", self.email, "--state"])
            .arg(self.state())
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Fails if the command ends before it needs the password.
        let _ = writeln!(command.stdin.take().unwrap(), "{PASSWORD}");
        command.wait_with_output().unwrap()
    }
}

fn check(receipt: &Path) -> Output {
    psephos_command(["receipt"]).arg(receipt).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
