//! `psephos demo` as a person and as a script meet it.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use cli::client::{BallotBox, Http, Registrar};
use crypto::encoding::PollId;
use e2e::binary::psephos_command;
use e2e::election::sign_in_with_app;
use e2e::ports;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

#[test]
fn the_demo_starts_is_usable_stops_and_starts_again_on_the_same_data() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("demo");
    let (registrar_port, ballot_box_port) = (ports::free(), ports::free());

    let first = Demo::start(&data, &[registrar_port, ballot_box_port]);
    assert!(first.lines.len() <= 10, "{:#?}", first.lines);
    let told = first.lines.join("\n");
    let script = &first.script.clone();
    for said in [
        format!("http://127.0.0.1:{ballot_box_port}/polls/{}", text(script, "/poll")),
        format!("http://localhost:{registrar_port}/demo/outbox"),
        format!("http://localhost:{registrar_port}/demo/codes"),
        text(script, "/voter/password"),
        text(script, "/admin/password"),
        "Ctrl-C".to_owned(),
        "rm -r".to_owned(),
    ] {
        assert!(told.contains(&said), "{said} is not in\n{told}");
    }
    let poll = first.poll_is_open();
    first.people_can_sign_in();
    assert!(
        fs::read_dir(text(script, "/outbox")).unwrap().count() > 0,
        "the voter's mail lies in the outbox"
    );
    only_the_owner_can_read(&data);
    first.stop(Signal::INT);
    assert!(Http::new(&format!("http://127.0.0.1:{ballot_box_port}")).get("/healthz", &[]).is_err());

    // Without the port flags: the folder remembers.
    let again = Demo::start(&data, &[]);
    assert_eq!(again.poll_is_open(), poll);
    assert_eq!(&again.script, script);
    again.people_can_sign_in();
    again.stop(Signal::TERM);
}

#[test]
fn the_services_end_when_the_demo_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::start(folder.path(), &[ports::free(), ports::free()]);
    let services = ["/registrar", "/ballot_box"].map(|key| Http::new(&text(&demo.script, key)));
    demo.stop(Signal::KILL);
    let patience = Instant::now() + Duration::from_secs(60);
    while services.iter().any(|http| http.get("/healthz", &[]).is_ok()) {
        assert!(Instant::now() < patience, "a service outlives the demo");
        sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_taken_port_is_told_with_the_flag_that_helps() {
    for (flag, other) in
        [("--registrar-port", "--ballot-box-port"), ("--ballot-box-port", "--registrar-port")]
    {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port().to_string();
        let folder = tempfile::tempdir().unwrap();
        let ended = psephos_command(["demo", "--data"])
            .arg(folder.path())
            .args([flag, &port, other, &ports::free().to_string()])
            .output()
            .unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert!(!ended.status.success());
        assert!(said.contains(&port) && said.contains(flag) && said.lines().count() == 1, "{said}");
        assert!(!folder.path().join("demo.json").exists());
    }
}

/// A running demo.
pub(crate) struct Demo {
    process: Child,
    lines: Vec<String>,
    script: Value,
}

impl Demo {
    /// Starts `psephos demo` and waits for its greeting.
    pub(crate) fn start(data: &Path, ports: &[u16]) -> Self {
        let mut command = psephos_command(["demo", "--data"]);
        command.arg(data).stdout(Stdio::piped()).stderr(Stdio::inherit()).stdin(Stdio::null());
        for (flag, port) in ["--registrar-port", "--ballot-box-port"].iter().zip(ports) {
            command.args([flag, port.to_string().as_str()]);
        }
        let mut process = command.spawn().expect("psephos starts");
        let mut output = BufReader::new(process.stdout.take().expect("standard output is piped"));
        let mut lines = Vec::new();
        while lines.last().is_none_or(|line: &String| !line.contains("Ctrl-C")) {
            let mut line = String::new();
            assert!(output.read_line(&mut line).unwrap() > 0, "the demo ended early: {lines:#?}");
            lines.push(line.trim_end().to_owned());
        }
        let script =
            fs::read_to_string(data.join("demo.json")).expect("demo.json is written before the greeting");
        // Whatever it may print later must not block it.
        std::thread::spawn(move || output.read_to_string(&mut String::new()));
        Self { process, lines, script: serde_json::from_str(&script).unwrap() }
    }

    /// A string of `demo.json`.
    pub(crate) fn text(&self, pointer: &str) -> String {
        text(&self.script, pointer)
    }

    fn poll_is_open(&self) -> PollId {
        let poll: PollId = text(&self.script, "/poll").parse().unwrap();
        let summary = BallotBox::new(&text(&self.script, "/ballot_box")).poll(&poll).unwrap();
        assert_eq!(summary.phase, "voting");
        assert!(summary.voting_closes.unix() > summary.voting_opens.unix() + 24 * 3600, "open for days");
        poll
    }

    fn people_can_sign_in(&self) {
        let registrar = Registrar::new(&text(&self.script, "/registrar"));
        let credentials = |person: &str| {
            (
                text(&self.script, &format!("/{person}/email")),
                text(&self.script, &format!("/{person}/password")),
            )
        };
        let (admin, voter) = (credentials("admin"), credentials("voter"));
        let secret = text(&self.script, "/admin/totp_secret");
        for (session, role) in [
            (sign_in_with_app(&registrar, &admin.0, &admin.1, &secret), "admin"),
            (registrar.sign_in(&voter.0, &voter.1).unwrap(), "voter"),
        ] {
            let me = session.me().unwrap();
            assert!(me.verified);
            assert_eq!(me.role, role);
        }
    }

    fn stop(mut self, signal: Signal) {
        let pid = Pid::from_raw(i32::try_from(self.process.id()).unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
        let ended = self.process.wait().unwrap();
        assert!(ended.success() || signal == Signal::KILL, "{ended}");
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // Fails only if it has ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn text(script: &Value, pointer: &str) -> String {
    script
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_else(|| panic!("{pointer} in {script}"))
        .to_owned()
}

fn only_the_owner_can_read(folder: &Path) {
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(folder), 0o700);
    for secret in [
        "demo.json",
        "people.json",
        "registrar.key",
        "registrar.key.kek",
        "registrar.log",
        "registrar.sqlite",
        "ballot-box.key",
        "ballot-box.sqlite",
    ] {
        assert_eq!(mode(&folder.join(secret)), 0o600, "{secret}");
    }
}
