//! `psephos watch` beside whole elections: it is quiet about honest services, and tells those who run it when one is not.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use crypto::receipt::ReceiptFile;
use crypto::statement::{self, Promise};
use e2e::binary::psephos_command;
use e2e::election::Election;
use e2e::mailbox::{Mailbox, SmtpServer};
use e2e::poll::{Draft, choice};
use e2e::services::Side;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

#[test]
fn an_honest_election_is_quiet_and_a_dropped_ballot_is_not() {
    let mut election = Election::simple();
    let folder = tempfile::tempdir().unwrap();
    let manifest = election.publish(&Draft { results: "live", ..Draft::default() });
    let key = manifest.ballot_box.key.to_string();
    let url = manifest.ballot_box.url.clone();
    let look = |more: &[&Path]| {
        let mut command = watch(&url, &folder.path().join("state"));
        command.args(["--once", "--json", "--patience", "0s", "--key", &key]);
        if !more.is_empty() {
            command.arg("--receipt").args(more);
        }
        Look::of(&command.output().unwrap())
    };
    look(&[]).is_quiet(&["0 ballots on a list of 2 entries"]);

    let ada = election.voter("ada@example.org");
    let ballot = election.vote(&manifest, &ada, &choice("lake"));
    let promise = election.cast(&manifest, &ballot).unwrap();
    let hers = folder.path().join("ada.psephos-receipt");
    fs::write(&hers, ReceiptFile { promise, proof: None }.to_string()).unwrap();
    look(&[&hers]).is_quiet(&["1 ballot on a list of 3 entries"]);

    // A poll that was published meanwhile is followed as well; and crashes change nothing.
    let cancelled = election.publish(&Draft::default());
    election.services.crash_and_restart(Side::BallotBox);
    look(&[&hers]).is_quiet(&["1 ballot on", "0 ballots on"]);
    let notice = json!({ "kind": "cancel", "reason": "The party is off" });
    election.admin.notice(&cancelled.id(), &notice).unwrap();
    election
        .wait_for("the cancellation", || (election.summary(&cancelled).phase == "cancelled").then_some(()));
    election.close(&manifest);
    look(&[&hers]).is_quiet(&["1 ballot on", "counted", "cancelled"]);

    // The ballot box's operator promised somebody else's ballot, and did not keep it.
    let lost = Promise { poll: manifest.id(), ballot: [7; 32].into() };
    let his = folder.path().join("ben.psephos-receipt");
    fs::write(&his, statement::sign(&lost, &election.services.ballot_box_key()).to_string()).unwrap();
    let seen = look(&[&hers, &his]);
    let alerts = seen.alerts();
    assert!(seen.code == 1 && alerts.len() == 1, "{seen:#?}");
    assert_eq!(
        (&alerts[0]["kind"], &alerts[0]["convicts"]),
        (&json!("promise-broken"), &json!("ballot-box"))
    );
    let evidence = PathBuf::from(alerts[0]["evidence"].as_str().unwrap());
    assert!(evidence.starts_with(folder.path().join("state/evidence")));
    drop(election);
    let proved = psephos_command(["evidence"]).arg(evidence).output().unwrap();
    let said = String::from_utf8_lossy(&proved.stdout).into_owned();
    assert!(proved.status.success() && said.contains("PROVED against the ballot box"), "{said}");
}

#[test]
fn a_service_mails_once_that_a_ballot_box_is_silent_and_ends_on_sigterm() {
    let mut election = Election::simple();
    let manifest = election.publish(&Draft::default());
    let folder = tempfile::tempdir().unwrap();
    let mails = folder.path().join("mails");
    fs::create_dir(&mails).unwrap();
    let (mailbox, smtp) = (Mailbox::at(&mails), SmtpServer::start(&mails));
    let state = folder.path().join("state");
    let mut command = watch(&manifest.ballot_box.url, &state);
    command.args(["--every", "1s", "--patience", "1s", "--timeout", "5s", "--smtp", &smtp.url()]);
    command.args(["--mail-to", "board@example.org", "--mail-to", "press@example.org"]);
    command.args(["--mail-from", "watch@example.org"]);
    let mut service = Running::start(&mut command);
    let mut trial = watch(&manifest.ballot_box.url, &state);
    trial.args(["--try", "--mail-to", "chair@example.org", "--mail-from", "watch@example.org"]);
    let tried = trial.args(["--smtp", &smtp.url()]).output().unwrap();
    assert!(tried.status.success(), "{tried:?}");
    mailbox.await_mail("chair@example.org", |mail| mail.contains("This is a trial").then_some(()));
    service.await_line("0 ballots on a list of 2 entries");

    let second = watch(&manifest.ballot_box.url, &state).arg("--once").output().unwrap();
    let told = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(second.status.code() == Some(2) && told.contains("another watcher"), "{told}");

    election.services.crash(Side::BallotBox);
    service.await_line("warning unreachable");
    service.await_line("alert   unreachable");
    let host = manifest.ballot_box.name.to_string();
    for address in ["board@example.org", "press@example.org"] {
        mailbox
            .await_mail(address, |mail| (mail.contains("unreachable") && mail.contains(&host)).then_some(()));
    }
    election.services.restart(Side::BallotBox);
    service.await_line("over    unreachable");
    assert_eq!(mailbox.count(), 2, "the trial, and one mail to both: {:#?}", mailbox.all());

    let code = service.stop(Signal::TERM);
    assert_eq!(code, Some(0), "nothing is wrong any more");
    let again = watch(&manifest.ballot_box.url, &state).args(["--once", "--quiet"]).output().unwrap();
    assert!(again.status.success() && again.stdout.is_empty(), "its folder is free again: {again:?}");
}

/// `psephos watch` of one address, without the developer's own settings.
pub(crate) fn watch(address: &str, state: &Path) -> Command {
    let mut command = psephos_command(["watch", address, "--state"]);
    command.arg(state).env_remove("PSEPHOS_WEBHOOK").env_remove("PSEPHOS_SMTP_PASSWORD");
    command
}

/// What one run said.
#[derive(Debug)]
struct Look {
    code: i32,
    lines: Vec<Value>,
}

impl Look {
    fn of(output: &Output) -> Self {
        let lines = String::from_utf8_lossy(&output.stdout).into_owned();
        let lines = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(output.stderr.is_empty(), "{output:?}");
        Self { code: output.status.code().unwrap(), lines }
    }

    /// Nothing is wrong, and it says these words of the polls.
    fn is_quiet(&self, words: &[&str]) {
        assert!(self.code == 0 && self.lines.iter().all(|line| line["level"] == "info"), "{self:#?}");
        for word in words {
            let said = |line: &Value| line["detail"].as_str().unwrap().contains(word);
            assert!(self.lines.iter().any(said), "{word}: {self:#?}");
        }
    }

    fn alerts(&self) -> Vec<&Value> {
        self.lines.iter().filter(|line| line["level"] == "alert").collect()
    }
}

/// A watcher that runs on; it ends when this is dropped.
pub(crate) struct Running {
    process: Child,
    lines: BufReader<ChildStdout>,
    heard: Vec<String>,
}

impl Running {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut process =
            command.stdout(Stdio::piped()).stdin(Stdio::null()).spawn().expect("psephos starts");
        let lines = BufReader::new(process.stdout.take().expect("standard output is piped"));
        Self { process, lines, heard: Vec::new() }
    }

    /// Reads on until a line has these words.
    pub(crate) fn await_line(&mut self, words: &str) {
        loop {
            let mut line = String::new();
            let read = self.lines.read_line(&mut line).unwrap();
            assert!(read > 0, "it ended before it said {words:?}: {:#?}", self.heard);
            let found = line.contains(words);
            self.heard.push(line);
            if found {
                return;
            }
        }
    }

    /// Sends a signal and waits; the exit code.
    pub(crate) fn stop(mut self, signal: Signal) -> Option<i32> {
        let pid = Pid::from_raw(i32::try_from(self.process.id()).unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
        self.process.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Fails only if it has ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
