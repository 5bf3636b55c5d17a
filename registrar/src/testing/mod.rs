//! What tests need: a registrar with a clock that stands still, a ballot box that does as it is told, a browser.

pub(crate) mod authenticator;
pub(crate) mod ballot_box;
#[path = "../../../tests/crash.rs"]
pub(crate) mod crash;
pub(crate) mod database;
mod http;
#[path = "../../../tests/issuer_keys.rs"]
pub(crate) mod issuer_keys;
pub(crate) mod mails;
mod people;
mod polls;
mod refusals;
pub(crate) mod rewriting;
pub(crate) mod smtp;

use std::num::NonZeroU8;
use std::path::PathBuf;
use std::sync::Arc;

use crypto::note::ServiceName;
use crypto::time::UtcTime;
use rocket::local::blocking::Client;
use tempfile::TempDir;
use web::listen::Listen;
use web::telemetry::LogFormat;

use crate::config::{BallotBoxConfig, Config, MailConfig, Mode, WorkConfig};
use crate::domain::clock::Clock;
use crate::domain::password::Cost;
use crate::registrar::Registrar;
use crate::testing::ballot_box::TestBallotBox;
use crate::testing::database::TestDatabase;
pub(crate) use crate::testing::http::{Answer, ask_at_once, encode};
pub(crate) use crate::testing::people::PASSWORD;
pub(crate) use crate::testing::polls::{draft, open_draft, request_for, text_of};
use crate::{keys, server};

/// Where the registrar's own pages come from.
pub(crate) const OWN: &str = "http://localhost:8001";

/// A registrar in a directory of its own, and a browser in front of it.
pub(crate) struct World {
    pub(crate) client: Client,
    pub(crate) registrar: Arc<Registrar>,
    pub(crate) ballot_box: TestBallotBox,
    pub(crate) clock: Clock,
    dir: TempDir,
    database: TestDatabase,
    smtp: Option<String>,
    work: WorkConfig,
    retention_days: u16,
    name: ServiceName,
}

impl World {
    /// On SQLite, at [`start`].
    pub(crate) fn new() -> Self {
        Self::on(TestDatabase::sqlite())
    }

    /// On this database.
    pub(crate) fn on(database: TestDatabase) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let ballot_box = TestBallotBox::open();
        keys::generate(&name(), &dir.path().join("registrar.key")).unwrap();
        let clock = Clock::standing(start());
        let registrar =
            Arc::new(Registrar::open(&config(&dir, &database, &ballot_box, None), clock.clone()).unwrap());
        let client = browser(&registrar);
        let (smtp, work, retention_days) = (None, WorkConfig::default(), RETENTION_DAYS);
        Self { client, registrar, ballot_box, clock, dir, database, smtp, work, retention_days, name: name() }
    }

    /// The same registrar, started again on what is on the disk now.
    pub(crate) fn restart(&mut self) -> anyhow::Result<()> {
        let registrar = Arc::new(Registrar::open(&self.config(), self.clock.clone())?);
        self.client = browser(&registrar);
        self.registrar = registrar;
        Ok(())
    }

    /// The same registrar, started again with a mail server instead of a folder.
    pub(crate) fn send_by(&mut self, smtp_url: &str) -> anyhow::Result<()> {
        self.smtp = Some(smtp_url.to_owned());
        self.restart()
    }

    /// The same registrar, started again with a proof of work asked for.
    pub(crate) fn ask_for_work(&mut self) {
        self.work.mode = Some(Mode::On);
        self.restart().unwrap();
    }

    /// From the next start on voters are kept for so many days.
    pub(crate) fn retain(&mut self, days: u16) {
        self.retention_days = days;
    }

    /// The same registrar, started again under a name that is an IP address, with a key for it.
    pub(crate) fn reach_by_address(&mut self) {
        self.name = "127.0.0.1:8001".parse().unwrap();
        self.new_service_key();
        self.restart().unwrap();
    }

    /// The same registrar, started again on a backup of its database.
    pub(crate) fn restore(&mut self, backup: &[u8]) -> anyhow::Result<()> {
        self.database = TestDatabase::restored(backup);
        self.restart()
    }

    /// Copies the whole database, as a backup would.
    pub(crate) fn back_up(&self) -> Vec<u8> {
        use diesel::connection::SimpleConnection as _;
        let checkpoint = |conn: &mut web::DbConnection| -> Result<(), web::DbError> {
            Ok(conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)")?)
        };
        self.registrar.db.run_here(checkpoint).unwrap();
        std::fs::read(self.database_file()).unwrap()
    }

    /// What it was started with.
    pub(crate) fn config(&self) -> Config {
        let config = config(&self.dir, &self.database, &self.ballot_box, self.smtp.clone());
        Config {
            proof_of_work: self.work,
            retention_days: self.retention_days,
            name: self.name.clone(),
            ..config
        }
    }

    /// The SQLite file.
    pub(crate) fn database_file(&self) -> PathBuf {
        PathBuf::from(self.database.url())
    }

    /// The directory of records kept apart from the database.
    pub(crate) fn state_dir(&self) -> PathBuf {
        self.dir.path().join("state")
    }

    /// Puts another service key in the place of the registrar's; the key-encryption key stays.
    pub(crate) fn new_service_key(&self) {
        let (file, other) = (self.dir.path().join("registrar.key"), self.dir.path().join("other.key"));
        keys::generate(&self.name, &other).unwrap();
        std::fs::rename(other, file).unwrap();
    }

    /// Puts another ballot box into the configuration.
    pub(crate) fn new_ballot_box(&mut self) {
        self.ballot_box = TestBallotBox::open();
    }

    /// Hides a table from the registrar, or shows it again: the database fails where it is needed.
    pub(crate) fn rename_table(&self, from: &str, to: &str) {
        use diesel::connection::SimpleConnection as _;
        let rename = |conn: &mut web::DbConnection| -> Result<(), web::DbError> {
            Ok(conn.batch_execute(&format!("ALTER TABLE {from} RENAME TO {to}"))?)
        };
        self.registrar.db.run_here(rename).unwrap();
    }

    /// The file of the key-encryption key.
    pub(crate) fn kek_file(&self) -> PathBuf {
        self.dir.path().join("registrar.key.kek")
    }

    /// The directory of mails.
    pub(crate) fn outbox(&self) -> PathBuf {
        self.dir.path().join("outbox")
    }

    /// Sets the clock so many seconds after [`start`].
    pub(crate) fn at(&self, seconds: i64) {
        self.clock.set(start().plus(seconds));
    }

    /// Another browser, without cookies.
    pub(crate) fn other_browser(&self) -> Client {
        browser(&self.registrar)
    }

    /// The mails of one kind to one address, sent now.
    pub(crate) fn mails(&self, kind: &str, recipient: &str) -> Vec<String> {
        crate::domain::mail::deliver_due(&self.registrar).unwrap();
        let files = std::fs::read_dir(self.outbox()).unwrap().map(|entry| entry.unwrap().path());
        files
            .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(&format!("{kind}-")))
            .map(|path| std::fs::read_to_string(path).unwrap())
            .filter(|mail| mail.contains(&format!("To: {recipient}\r\n")))
            .collect()
    }
}

/// For how long the registrar of a test keeps voters.
const RETENTION_DAYS: u16 = 30;

/// When tests begin: 2026-12-01T12:00:00Z.
pub(crate) fn start() -> UtcTime {
    "2026-12-01T12:00:00Z".parse().unwrap()
}

fn name() -> ServiceName {
    "localhost:8001".parse().unwrap()
}

fn config(
    dir: &TempDir,
    database: &TestDatabase,
    ballot_box: &TestBallotBox,
    smtp: Option<String>,
) -> Config {
    Config {
        name: name(),
        listen: Listen::from(std::net::SocketAddr::from(([127, 0, 0, 1], 8001))),
        tls: None,
        metrics_listen: None,
        log_format: LogFormat::Text,
        database_url: database.url().to_owned(),
        service_key_file: dir.path().join("registrar.key"),
        key_encryption_key_file: dir.path().join("registrar.key.kek"),
        state_dir: dir.path().join("state"),
        replicas: false,
        ballot_box: BallotBoxConfig {
            name: ballot_box.name.clone(),
            key: ballot_box.key.verifier().clone(),
            former_keys: Vec::new(),
        },
        mail: MailConfig {
            connections: NonZeroU8::MIN,
            from: "Polls <polls@example.org>".to_owned(),
            outbox: smtp.is_none().then(|| dir.path().join("outbox")),
            smtp_url: smtp,
            bounces: Some("bounces@example.org".to_owned()),
            per_minute: 0,
            smtp_password_file: None,
        },
        proof_of_work: WorkConfig::default(),
        retention_days: RETENTION_DAYS,
        demo: true,
        password: Cost::default(),
        client_ip_header: Some("X-Real-IP".to_owned()),
        trusted_proxies: Vec::new(),
        former_keys: Vec::new(),
    }
}

fn browser(registrar: &Arc<Registrar>) -> Client {
    let listen = "127.0.0.1:8001".parse().unwrap();
    Client::tracked(server::build(listen, None, registrar).unwrap()).unwrap()
}
