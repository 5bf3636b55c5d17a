//! One service as a process: key, configuration, log, database, start and end.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use cli::client::Http;
use cli::lifeline;
use crypto::encoding::parse_b64;
use crypto::note::SignerKey;
use rustix::process::{Pid, Signal, kill_process};

use crate::binary::psephos_command;
use crate::postgres::Database;
use crate::traces::read_all;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// `psephos registrar`
    Registrar,
    /// `psephos ballot-box`
    BallotBox,
}

/// A process and what it keeps.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) side: Side,
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
    pub(crate) process: Option<Child>,
    pub(crate) database: Option<Database>,
    /// Where a further process of a service listens; the first one listens where its configuration says.
    listens: Option<u16>,
    /// Of the process, besides the test's own.
    pub(crate) environment: Vec<(&'static str, String)>,
}

impl Service {
    pub(crate) fn new(side: Side, name: String, folder: PathBuf, database: Option<Database>) -> Self {
        fs::create_dir_all(folder.join("state")).expect("a fresh folder takes another");
        Self { side, name, folder, process: None, database, listens: None, environment: Vec::new() }
    }

    /// A further process with the configuration, the folder and the database of this one, on a port of its own.
    pub(crate) fn replica(&self, listens: u16) -> Self {
        let (side, name, folder) = (self.side, self.name.clone(), self.folder.clone());
        let variable = match side {
            Side::Registrar => "PSEPHOS_REGISTRAR_LISTEN",
            Side::BallotBox => "PSEPHOS_BALLOT_BOX_LISTEN",
        };
        let mut environment = self.environment.clone();
        environment.push((variable, format!("127.0.0.1:{listens}")));
        Self { side, name, folder, process: None, database: None, listens: Some(listens), environment }
    }

    pub(crate) fn command(&self) -> &'static str {
        match self.side {
            Side::Registrar => "registrar",
            Side::BallotBox => "ballot-box",
        }
    }

    pub(crate) fn url(&self) -> String {
        match self.listens {
            Some(port) => format!("http://127.0.0.1:{port}"),
            None => format!("http://{}", self.name),
        }
    }

    pub(crate) fn config(&self) -> PathBuf {
        self.folder.join("service.toml")
    }

    pub(crate) fn keygen(&self) -> String {
        let made = psephos_command([self.command(), "keygen", "--name", &self.name, "--out"])
            .arg(self.folder.join("service.key"))
            .output()
            .expect("psephos starts");
        assert!(made.status.success(), "keygen: {}", String::from_utf8_lossy(&made.stderr));
        String::from_utf8(made.stdout).expect("a verifier key is text").trim().to_owned()
    }

    pub(crate) fn configure(&self, listen: &[String], rest: &str) {
        let database = self.database.as_ref().map_or_else(|| "service.sqlite".to_owned(), Database::url);
        let config = format!(
            "name = {:?}\nlisten = {listen:?}\ndatabase_url = {database:?}\nservice_key_file = \"service.key\"\n\
             state_dir = \"state\"\nlog_format = \"json\"\n{rest}",
            self.name
        );
        fs::write(self.config(), config).expect("the folder can be written");
    }

    /// Lets further processes run beside this one, from its next start.
    pub(crate) fn share(&self) {
        let alone = fs::read_to_string(self.config()).expect("it is configured");
        // What stands at the end belongs to a table.
        fs::write(self.config(), format!("replicas = true\n{alone}")).expect("the folder can be written");
    }

    pub(crate) fn start(&mut self) {
        self.launch();
        let url = self.url();
        self.await_answer(&url);
    }

    /// Starts the process and does not wait for it.
    pub(crate) fn launch(&mut self) {
        let log = File::options().create(true).append(true).open(self.folder.join("service.log"));
        let log = log.expect("the folder can be written");
        let mut command = psephos_command([lifeline::FLAG, self.command(), "serve", "--config"]);
        let process = command
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .arg(self.config())
            .stdin(Stdio::piped())
            .stdout(log.try_clone().expect("a file can be shared"))
            .stderr(log)
            .spawn()
            .expect("psephos starts");
        self.process = Some(process);
    }

    /// Also true behind a stand-in, as long as it passes this on.
    pub(crate) fn await_answer(&mut self, url: &str) {
        let http = Http::new(url);
        let patience = Instant::now() + Duration::from_secs(60);
        loop {
            let ended =
                self.process.as_mut().and_then(|process| process.try_wait().expect("a child can be asked"));
            assert!(ended.is_none(), "the {} has ended: {ended:?}\n{}", self.command(), self.log());
            match http.get("/readyz", &[]) {
                Ok(answer) if answer.status == 200 => return,
                _ => assert!(Instant::now() < patience, "{url} does not answer\n{}", self.log()),
            }
            sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.join("service.log")).unwrap_or_default()
    }

    /// Files, log, and database.
    pub(crate) fn stored(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut stored = Vec::new();
        read_all(&self.folder, &mut stored).expect("the folder can be read");
        stored
            .extend(self.database.as_ref().map(|database| (PathBuf::from(database.url()), database.dump())));
        stored
    }

    pub(crate) fn signer(&self) -> SignerKey {
        let text = fs::read_to_string(self.folder.join("service.key")).expect("the key file is there");
        // The registrar's file is `PRIVATE+KEY+name+id+base64(0x01 || seed)`, and base64 has a `+` of its own; the ballot
        // box's is base64(seed).
        let typed = match self.side {
            Side::Registrar => text.trim().splitn(5, '+').nth(4).expect("the private form of a note key"),
            Side::BallotBox => text.trim(),
        };
        let typed = parse_b64(typed).expect("the key is in base64");
        let name = self.name.parse().expect("the service's name is one");
        SignerKey::from_seed(&name, *typed.last_chunk().expect("a seed of 32 bytes"))
    }

    pub(crate) fn stop(&mut self) {
        let mut process = self.process.take().expect("it runs");
        let pid = Pid::from_child(&process);
        kill_process(pid, Signal::TERM).expect("a child can be told to end");
        let patience = Instant::now() + Duration::from_secs(30);
        loop {
            if let Some(ended) = process.try_wait().expect("a child can be asked") {
                assert!(ended.success(), "the {} ended with {ended}\n{}", self.command(), self.log());
                return;
            }
            assert!(Instant::now() < patience, "the {} does not end\n{}", self.command(), self.log());
            sleep(Duration::from_millis(10));
        }
    }

    pub(crate) fn signal(&self, signal: Signal) {
        let process = self.process.as_ref().expect("it runs");
        kill_process(Pid::from_child(process), signal).expect("a child can be signalled");
    }

    pub(crate) fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            // Fails only if it has ended already.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            eprintln!("--- log of the {} ---\n{}", self.command(), self.log());
        }
    }
}
