//! Mails as they arrive: in the registrar's file outbox, or at a real SMTP server.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::binary;

/// A folder with one `*.eml` file for each mail.
#[derive(Debug, Clone)]
pub struct Mailbox {
    folder: PathBuf,
}

/// An SMTP server of its own process that puts what it receives into a [`Mailbox`].
#[derive(Debug)]
pub struct SmtpServer {
    process: Child,
    port: u16,
}

impl Mailbox {
    /// The mails in `folder`.
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// The mails to `address` that are here now, raw.
    pub fn to(&self, address: &str) -> Vec<String> {
        self.all().into_iter().filter(|mail| cli::mail::is_to(mail, address)).collect()
    }

    /// All mails that are here now, raw.
    pub fn all(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder).expect("the mail folder exists");
        let files = entries.map(|entry| entry.expect("the mail folder can be read").path());
        files
            .filter(|path| path.extension().is_some_and(|extension| extension == "eml"))
            // A file may be renamed under the reader while it is delivered.
            .filter_map(|path| fs::read_to_string(path).ok())
            .collect()
    }

    /// How many mails are here now.
    pub fn count(&self) -> usize {
        let entries = fs::read_dir(&self.folder).expect("the mail folder exists");
        let names = entries.map(|entry| entry.expect("the mail folder can be read").file_name());
        names.filter(|name| name.to_string_lossy().ends_with(".eml")).count()
    }

    /// How many mails of a kind are here now; only in the registrar's file outbox, which names each after its kind.
    pub fn count_of(&self, kind: &str) -> usize {
        let entries = fs::read_dir(&self.folder).expect("the mail folder exists");
        let names = entries.map(|entry| entry.expect("the mail folder can be read").file_name());
        let of_kind = |name: &str| name.starts_with(&format!("{kind}-")) && name.ends_with(".eml");
        names.filter(|name| of_kind(&name.to_string_lossy())).count()
    }

    /// Waits for the link that confirms `address` and returns its token.
    ///
    /// # Panics
    /// If none comes within half a minute.
    pub fn await_token(&self, address: &str) -> String {
        self.await_mail(address, cli::mail::token)
    }

    /// Waits for a mail to `address` in which `find` finds something.
    ///
    /// # Panics
    /// If none comes within half a minute.
    pub fn await_mail<T>(&self, address: &str, find: impl Fn(&str) -> Option<T>) -> T {
        let patience = Instant::now() + Duration::from_secs(30);
        loop {
            if let Some(found) = self.to(address).iter().find_map(|mail| find(mail)) {
                return found;
            }
            assert!(Instant::now() < patience, "no such mail for {address} in {}", self.folder.display());
            sleep(Duration::from_millis(20));
        }
    }
}

impl SmtpServer {
    /// Starts aiosmtpd (Debian's python3-aiosmtpd) on a free port of loopback.
    ///
    /// # Panics
    /// If it does not start.
    pub fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    /// As [`SmtpServer::start`], with options of `tests/smtp/server.py`.
    ///
    /// # Panics
    /// If it does not start.
    pub fn start_with(folder: &Path, options: &[&str]) -> Self {
        let mut process = binary::python()
            .arg(binary::file("smtp/server.py"))
            .arg(folder)
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Debian's python3 starts");
        let stdout = process.stdout.take().expect("standard output is piped");
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line).expect("the SMTP server prints its port");
        let port = line.trim().parse().expect("the SMTP server runs: is python3-aiosmtpd installed?");
        Self { process, port }
    }

    /// For the registrar's `smtp_url`.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Where it listens on loopback.
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        // Fails only if the process has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
