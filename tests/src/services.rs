//! Registrar and ballot box as two processes with keys, configurations, databases and hosts of their own.

use std::fs;
use std::path::PathBuf;
use std::process::{Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use cli::client::{BallotBox, Registrar};
use crypto::note::SignerKey;
use tempfile::TempDir;

use crate::binary::psephos_command;
use crate::mailbox::{Mailbox, SmtpServer};
pub use crate::place::Door;
use crate::place::Place;
use crate::postgres;
use crate::postgres::Database;
use crate::service::Service;
pub use crate::service::Side;

/// Which database the services use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// A file each.
    Sqlite,
    /// A database each on one server.
    Postgres,
}

/// How the registrar sends mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// Into a folder.
    Outbox,
    /// Through a real SMTP server.
    Smtp,
    /// Through one that takes 20 milliseconds for each mail.
    SlowSmtp,
}

/// Both services, running; they stop when this is dropped.
#[derive(Debug)]
pub struct Services {
    /// The registrar's mails.
    pub mailbox: Mailbox,
    registrar: Service,
    ballot_box: Service,
    /// Further processes of either.
    pub(crate) replicas: Vec<Service>,
    _smtp: Option<SmtpServer>,
    folder: TempDir,
}

/// A database as it was.
#[derive(Debug)]
pub struct Backup {
    files: Vec<(Option<Vec<u8>>, PathBuf)>,
}

impl Services {
    /// Both with fresh everything; `None` if PostgreSQL is asked for and there is none.
    pub fn start(store: Store, delivery: Delivery) -> Option<Self> {
        Self::start_behind(store, delivery, Door::open(), Door::open())
    }

    /// On the PostgreSQL server of that URL.
    pub fn start_on(server: &str) -> Self {
        let place = |host| Place::behind(host, Door::open());
        Self::start_with(Some(server), Delivery::Outbox, &place("localhost"), &place("127.0.0.1"))
    }

    /// On SQLite, both on IPv4 and on IPv6; the ballot box's name is its address of IPv6.
    pub fn start_on_both_families() -> Self {
        let places = [Place::on_both_families("localhost"), Place::on_both_families("[::1]")];
        Self::start_with(None, Delivery::Outbox, &places[0], &places[1])
    }

    /// As [`Services::start`], for a test that stands between the clients and the services.
    pub fn start_behind(store: Store, delivery: Delivery, registrar: Door, ballot_box: Door) -> Option<Self> {
        let server = match store {
            Store::Sqlite => None,
            Store::Postgres => Some(postgres::server()?),
        };
        let places = (Place::behind("localhost", registrar), Place::behind("127.0.0.1", ballot_box));
        Some(Self::start_with(server.as_deref(), delivery, &places.0, &places.1))
    }

    fn start_with(server: Option<&str>, delivery: Delivery, registrar: &Place, ballot_box: &Place) -> Self {
        let folder =
            tempfile::Builder::new().prefix("psephos-").tempdir().expect("there is room for a folder");
        let mails = folder.path().join("mails");
        fs::create_dir(&mails).expect("a fresh folder takes another");
        let smtp = match delivery {
            Delivery::Outbox => None,
            Delivery::Smtp => Some(SmtpServer::start(&mails)),
            Delivery::SlowSmtp => Some(SmtpServer::start_with(&mails, &["--pause", "0.1"])),
        };
        let database = |prefix| server.map(|server| Database::create(server, prefix));
        let mut services = Self {
            mailbox: Mailbox::at(&mails),
            registrar: Service::new(
                Side::Registrar,
                registrar.name.clone(),
                folder.path().join("registrar"),
                database("registrar"),
            ),
            ballot_box: Service::new(
                Side::BallotBox,
                ballot_box.name.clone(),
                folder.path().join("ballot-box"),
                database("ballot_box"),
            ),
            replicas: Vec::new(),
            _smtp: smtp,
            folder,
        };
        services.configure(&registrar.listen, &ballot_box.listen);
        services.ballot_box.start();
        services.registrar.start();
        services
    }

    fn configure(&self, registrar_listens: &[String], ballot_box_listens: &[String]) {
        let (registrar, ballot_box) = (&self.registrar, &self.ballot_box);
        let (registrar_key, ballot_box_key) = (registrar.keygen(), ballot_box.keygen());
        let mails = self.folder.path().join("mails");
        let mail = match &self._smtp {
            Some(smtp) => format!("smtp_url = {:?}\nper_minute = 0", smtp.url()),
            None => format!("outbox = {mails:?}"),
        };
        registrar.configure(
            registrar_listens,
            &format!(
                "key_encryption_key_file = \"service.key.kek\"\n\n[ballot_box]\nname = {:?}\nkey = {ballot_box_key:?}\n\n\
                 [mail]\nfrom = \"Elections <elections@example.org>\"\n{mail}\n",
                ballot_box.name
            ),
        );
        ballot_box.configure(
            ballot_box_listens,
            &format!("\n[[registrars]]\nname = {:?}\nkey = {registrar_key:?}\n", registrar.name),
        );
    }

    /// A client of the registrar.
    pub fn registrar(&self) -> Registrar {
        Registrar::new(&self.registrar.url())
    }

    /// A client of the ballot box.
    pub fn ballot_box(&self) -> BallotBox {
        BallotBox::new(&self.ballot_box.url())
    }

    /// Makes an admin from the command line; the secret of their second factor.
    pub fn create_admin(&self, email: &str, password: &str) -> String {
        use std::io::Write as _;
        let mut command = psephos_command(["registrar", "create-admin", "--email", email, "--config"])
            .arg(self.registrar.config())
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("psephos starts");
        writeln!(command.stdin.take().expect("standard input is piped"), "{password}")
            .expect("it reads a password");
        let done = command.wait_with_output().expect("it ends");
        assert!(done.status.success(), "create-admin: {}", String::from_utf8_lossy(&done.stderr));
        let told = String::from_utf8_lossy(&done.stdout);
        cli::totp::secret_in(&told).expect("it tells the secret").to_owned()
    }

    /// The registrar's own key, as whoever had broken in would have it.
    pub fn registrar_key(&self) -> SignerKey {
        self.registrar.signer()
    }

    /// The ballot box's own key, as an operator who cheats has it.
    pub fn ballot_box_key(&self) -> SignerKey {
        self.ballot_box.signer()
    }

    /// Ends a service with SIGKILL, as a power cut would, and starts it again on the same data.
    pub fn crash_and_restart(&mut self, side: Side) {
        let service = self.side_mut(side);
        service.kill();
        service.start();
    }

    /// Adds lines to a service's configuration; they hold from its next start.
    pub fn configure_further(&self, side: Side, lines: &str) {
        use std::io::Write as _;
        let config = fs::File::options().append(true).open(self.side(side).config());
        config
            .and_then(|mut file| file.write_all(lines.as_bytes()))
            .expect("the configuration can be written");
    }

    /// Sets a variable of a service's process; it holds from its next start.
    pub fn set_environment(&mut self, side: Side, name: &'static str, value: &str) {
        self.side_mut(side).environment.push((name, value.to_owned()));
    }

    /// Starts a service that is not running, and ends it with SIGKILL `after` that, ready or not.
    pub fn crash_while_starting(&mut self, side: Side, after: Duration) {
        let service = self.side_mut(side);
        service.launch();
        sleep(after);
        service.kill();
    }

    /// Ends a service with SIGKILL.
    pub fn crash(&mut self, side: Side) {
        self.side_mut(side).kill();
    }

    /// Its database, where that is on a server.
    pub fn database(&self, side: Side) -> Option<&Database> {
        self.side(side).database.as_ref()
    }

    /// Copies everything that a stopped service has in its database, as a backup would.
    ///
    /// # Panics
    /// If the database is not SQLite's.
    pub fn back_up(&self, side: Side) -> Backup {
        let service = self.side(side);
        assert!(service.database.is_none() && service.process.is_none(), "a stopped service on SQLite");
        let files = ["service.sqlite", "service.sqlite-wal"].map(|name| service.folder.join(name));
        Backup { files: files.into_iter().map(|path| (fs::read(&path).ok(), path)).collect() }
    }

    /// The configuration of a service.
    pub fn config(&self, side: Side) -> PathBuf {
        self.side(side).config()
    }

    /// Deletes the database of a stopped service, as a broken disk would.
    ///
    /// # Panics
    /// If it is not SQLite's.
    pub fn lose_database(&self, side: Side) {
        for (content, path) in self.back_up(side).files {
            if content.is_some() {
                fs::remove_file(&path).expect("the file is there");
            }
            drop(fs::remove_file(path.with_extension("sqlite-shm")));
        }
    }

    /// Puts an old database in the place of the present one.
    pub fn restore(&self, backup: &Backup) {
        for (content, path) in &backup.files {
            match content {
                Some(bytes) => fs::write(path, bytes).expect("the folder can be written"),
                None => drop(fs::remove_file(path)),
            }
            let shared = path.with_extension("sqlite-shm");
            drop(fs::remove_file(shared));
        }
    }

    /// Ends a service by SIGTERM, as systemd does, and waits until it has gone in good order.
    ///
    /// # Panics
    /// If it does not within half a minute.
    pub fn stop(&mut self, side: Side) {
        self.side_mut(side).stop();
    }

    /// What a service has logged so far.
    pub fn log(&self, side: Side) -> String {
        self.side(side).log()
    }

    /// What `check-config` says of a service as it would start now.
    pub fn check_config(&self, side: Side) -> String {
        let service = self.side(side);
        let checked = psephos_command([service.command(), "check-config", "--config"])
            .arg(service.config())
            .envs(service.environment.iter().map(|(name, value)| (name, value)))
            .output()
            .expect("psephos starts");
        String::from_utf8_lossy(&[checked.stdout, checked.stderr].concat()).into_owned()
    }

    /// Starts a service that is expected to refuse, and returns what it says.
    ///
    /// # Panics
    /// If it does not end within half a minute.
    pub fn refuses_to_start(&self, side: Side) -> String {
        let service = self.side(side);
        let mut process = psephos_command([service.command(), "serve", "--config"])
            .arg(service.config())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("psephos starts");
        let patience = Instant::now() + Duration::from_secs(30);
        while process.try_wait().expect("a child can be asked").is_none() {
            if Instant::now() > patience {
                // Fails only if it has just ended.
                let _ = process.kill();
                panic!("the {} serves an old database", service.command());
            }
            sleep(Duration::from_millis(20));
        }
        let output = process.wait_with_output().expect("it has ended");
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    /// Hands the ballot box's key over to a new one, as its operator does.
    pub fn rotate_key(&self) -> Output {
        let mut command = psephos_command(["ballot-box", "rotate-key", "--config"]);
        command.arg(self.ballot_box.config()).output().expect("psephos starts")
    }

    /// Starts a service that was ended.
    pub fn restart(&mut self, side: Side) {
        self.side_mut(side).start();
    }

    /// The process id of a running service.
    pub fn pid(&self, side: Side) -> u32 {
        self.side(side).process.as_ref().expect("the service runs").id()
    }

    /// Everything that a service has stored: its files, its log, and its database.
    pub fn stored(&self, side: Side) -> Vec<(PathBuf, Vec<u8>)> {
        self.side(side).stored()
    }

    pub(crate) fn side(&self, side: Side) -> &Service {
        match side {
            Side::Registrar => &self.registrar,
            Side::BallotBox => &self.ballot_box,
        }
    }

    pub(crate) fn side_mut(&mut self, side: Side) -> &mut Service {
        match side {
            Side::Registrar => &mut self.registrar,
            Side::BallotBox => &mut self.ballot_box,
        }
    }
}
