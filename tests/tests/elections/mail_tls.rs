//! Mails over TLS with a password, to a real mail server: it must be the one that is meant, and take our password; else they
//! wait, nothing is sent in the clear, and the organiser reads why.

use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use e2e::certificates::Authority;
use e2e::election::Election;
use e2e::mailbox::{Mailbox, SmtpServer};
use e2e::poll::Draft;
use e2e::services::{Delivery, Side, Store};
use serde_json::Value;
use tempfile::TempDir;

#[test]
fn mails_go_over_tls_to_the_server_that_is_meant_and_to_no_other() {
    let mut post = Post::new();
    let ours = Authority::new(post.folder.path(), "ours");
    let strangers = Authority::new(post.folder.path(), "strangers");
    let (known, foreign) = (ours.vouch_for("localhost"), strangers.vouch_for("localhost"));
    post.election.services.set_environment(Side::Registrar, "SSL_CERT_FILE", &ours.certificate());
    let at_once = |server: &Server| format!("smtps://me:{PERCENT_ENCODED}@localhost:{}", server.port());
    let starttls =
        |server: &Server| format!("smtp://me:{PERCENT_ENCODED}@localhost:{}?tls=required", server.port());
    let untrusted =
        "the certificate of the mail server is not trusted (unable to get local issuer certificate)";
    let elsewhere = "the certificate of the mail server is not for the host that mail.smtp_url names";

    // Who is not trusted, is not the host that is meant, or offers no TLS learns neither password nor recipient.
    let server = post.server(&["--tls", "at-once", "--certificate", &foreign]);
    post.waits(&at_once(&server), &server, untrusted);
    let server = post.server(&["--tls", "starttls", "--certificate", &foreign]);
    post.check(&starttls(&server), untrusted);
    let server = post.server(&["--tls", "at-once", "--certificate", &known]);
    post.check(&at_once(&server).replace("localhost", "127.0.0.1"), elsewhere);
    let plain = post.server(&[]);
    post.waits(&starttls(&plain), &plain, "the mail server offers no encryption (STARTTLS)");
    post.check(&at_once(&plain), "no encrypted connection to the mail server comes about");
    // One that dies amid a mail, and one that does not know us.
    let server = post.server(&["--tls", "at-once", "--certificate", &known, "--dies"]);
    post.waits(&at_once(&server), &server, "the mail server broke off");
    let server = post.server(&["--tls", "starttls", "--certificate", &known]);
    let stranger = starttls(&server).replace("me:", "you:");
    post.waits(&stranger, &server, "the mail server does not take our user and password (535)");
    post.check(&stranger, "the mail server does not take our user and password (535)");

    post.goes(&starttls(&server), &server);
    let server = post.server(&["--tls", "at-once", "--certificate", &known]);
    post.goes(&at_once(&server), &server);
    for (path, content) in post.election.services.stored(Side::Registrar) {
        let text = String::from_utf8_lossy(&content);
        assert!(!text.contains(PASSWORD) && !text.contains(PERCENT_ENCODED), "{} has it", path.display());
    }
}

/// An election with one voter, whose invitation goes by one mail server after the other.
struct Post {
    election: Election,
    draft: String,
    voter: String,
    folder: TempDir,
    servers: usize,
}

/// A mail server with a folder of its own.
struct Server {
    smtp: SmtpServer,
    mails: Mailbox,
}

impl Server {
    fn port(&self) -> u16 {
        self.smtp.port()
    }
}

impl Post {
    fn new() -> Self {
        let election = Election::start(Store::Sqlite, Delivery::Smtp).unwrap();
        let draft = election.admin.draft(&Draft { roll: true, ..Draft::default() }.to_json()).unwrap();
        election.admin.upload_roll(&draft, &format!("email\n{VOTER}\n")).unwrap();
        election.admin.publish(&draft).unwrap();
        election.services.mailbox.await_mail(VOTER, |_| Some(()));
        let roll: Value = election
            .admin
            .call("GET", &format!("/api/v1/polls/{draft}/roll"), &[], None)
            .unwrap()
            .json()
            .unwrap();
        let voter = roll["voters"][0]["voter"].as_str().unwrap().to_owned();
        Self { election, draft, voter, folder: TempDir::new().unwrap(), servers: 0 }
    }

    /// A server that wants our password; `options` of `tests/smtp/server.py`.
    fn server(&mut self, options: &[&str]) -> Server {
        self.servers += 1;
        let folder: PathBuf = self.folder.path().join(format!("mails-{}", self.servers));
        std::fs::create_dir(&folder).unwrap();
        let login = format!("me:{PASSWORD}");
        let smtp = SmtpServer::start_with(&folder, &[options, &["--login", &login]].concat());
        Server { smtp, mails: Mailbox::at(&folder) }
    }

    /// The registrar starts with this server, and the voter is to be invited anew.
    fn invite_by(&mut self, url: &str) {
        self.election.services.set_environment(Side::Registrar, "PSEPHOS_REGISTRAR_MAIL__SMTP_URL", url);
        self.election.services.crash_and_restart(Side::Registrar);
        let again = format!("/api/v1/polls/{}/roll/voters/{}/invite", self.draft, self.voter);
        assert_eq!(self.election.admin.call("POST", &again, &[], None).unwrap().status, 202);
    }

    /// The invitation stays, and everybody who should know reads why, without password and address.
    fn waits(&mut self, url: &str, server: &Server, words: &str) {
        self.invite_by(url);
        let told = self.until(words, |told| told["outage"].as_str().is_some_and(|told| told.contains(words)));
        assert_eq!(told["mailings"][0]["queued"], 1, "{told}");
        assert_eq!((&told["mailings"][0]["failed"], server.mails.count()), (&Value::from(0), 0), "{told}");
        // Organisers are told a moment before the log.
        let patience = Instant::now() + Duration::from_secs(60);
        let mut log = self.election.services.log(Side::Registrar);
        while !log.contains(words) {
            assert!(Instant::now() < patience, "no {words:?} in {log}");
            sleep(Duration::from_millis(20));
            log = self.election.services.log(Side::Registrar);
        }
        assert!(!log.contains(PASSWORD) && !log.contains(PERCENT_ENCODED) && !log.contains(VOTER), "{log}");
    }

    /// The invitation arrives.
    fn goes(&mut self, url: &str, server: &Server) {
        self.invite_by(url);
        server.mails.await_mail(VOTER, |_| Some(()));
        self.until("the delivery", |told| told["mailings"][0]["sent"] == 1 && told["outage"].is_null());
        let checked = self.election.services.check_config(Side::Registrar);
        assert!(checked.contains("good     mail.smtp_url: the server answers and takes us"), "{checked}");
    }

    /// `check-config` says so of this server, which keeps mails from going until somebody does something.
    fn check(&mut self, url: &str, words: &str) {
        self.election.services.set_environment(Side::Registrar, "PSEPHOS_REGISTRAR_MAIL__SMTP_URL", url);
        let checked = self.election.services.check_config(Side::Registrar);
        assert!(checked.contains(&format!("BAD      mail.smtp_url: {words}")), "no {words:?} in {checked}");
        assert!(!checked.contains(PASSWORD) && !checked.contains(PERCENT_ENCODED), "{checked}");
    }

    /// Waits for what the page of mails says.
    fn until(&self, what: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        let path = format!("/api/v1/polls/{}/mailings", self.draft);
        let patience = Instant::now() + Duration::from_secs(60);
        loop {
            let told: Value = self.election.admin.call("GET", &path, &[], None).unwrap().json().unwrap();
            if is_so(&told) {
                return told;
            }
            assert!(
                Instant::now() < patience,
                "{what} did not come: {told}\n{}",
                self.election.services.log(Side::Registrar)
            );
            sleep(Duration::from_millis(20));
        }
    }
}

const VOTER: &str = "ada@example.org";
const PASSWORD: &str = "p:ss/w%rd";
const PERCENT_ENCODED: &str = "p:ss%2Fw%25rd";
