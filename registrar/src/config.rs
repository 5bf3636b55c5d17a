//! `registrar.toml` and its environment variables `PSEPHOS_REGISTRAR_*`.

mod mail;
mod smtp;
mod work;

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::ensure;
use crypto::note::{ServiceName, VerifierKey};
use rocket::http::Header;
use serde::Deserialize;
use web::caller::Proxies;
use web::listen::{Listen, Tls};
use web::telemetry::LogFormat;

pub(crate) use self::mail::MailConfig;
pub(crate) use self::smtp::Encryption;
#[cfg(test)]
pub(crate) use self::work::Mode;
pub(crate) use self::work::WorkConfig;
use crate::domain::password::Cost;

/// The configuration, paths made absolute or relative to the working directory.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// `host[:port]` under which browsers reach the registrar.
    pub name: ServiceName,
    /// Where it listens: one address or several.
    pub listen: Listen,
    /// The certificate, if no reverse proxy has it.
    #[serde(default)]
    pub tls: Option<Tls>,
    /// Where numbers for Prometheus are shown, if anywhere.
    #[serde(default)]
    pub metrics_listen: Option<SocketAddr>,
    /// How a line of the log looks.
    #[serde(default)]
    pub log_format: LogFormat,
    /// A file, or `postgres://`.
    pub database_url: String,
    /// The Ed25519 service key, written by `keygen`.
    pub service_key_file: PathBuf,
    /// The key under which polls' signing keys are stored, written by `keygen` too.
    pub key_encryption_key_file: PathBuf,
    /// Counts kept apart from the database.
    pub state_dir: PathBuf,
    /// Whether several processes with this configuration share the database and `state_dir`.
    #[serde(default)]
    pub replicas: bool,
    /// The ballot box of this registrar's polls.
    pub ballot_box: BallotBoxConfig,
    /// How mails go.
    pub mail: MailConfig,
    /// Days after the end of voting in which it is still known who the voters of a poll were; 0 is for ever.
    #[serde(default = "usual_retention")]
    pub retention_days: u16,
    /// What hashing a password costs.
    #[serde(default)]
    pub password: Cost,
    /// What is asked of strangers before a mail is written for them.
    #[serde(default)]
    pub proof_of_work: WorkConfig,
    /// DEMO banner and a page that shows the outbox; loopback only.
    #[serde(default)]
    pub demo: bool,
    /// The header in which a reverse proxy tells from where it was called; it must set it or append to it.
    #[serde(default)]
    pub client_ip_header: Option<String>,
    /// Proxies that are believed besides those on loopback.
    #[serde(default)]
    pub trusted_proxies: Vec<IpAddr>,
    /// Verifier keys that this registrar used before.
    #[serde(default)]
    pub former_keys: Vec<VerifierKey>,
}

/// The ballot box.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotBoxConfig {
    /// Its name.
    pub name: ServiceName,
    /// Its verifier key.
    pub key: VerifierKey,
    /// Keys that it handed over; polls that were published under one of them go on.
    #[serde(default)]
    pub former_keys: Vec<VerifierKey>,
}

impl Config {
    /// Reads and checks the file.
    ///
    /// # Errors
    /// Names the key that is wrong.
    pub fn read(file: &Path) -> anyhow::Result<Self> {
        let mut config: Self = web::config::load(file, "PSEPHOS_REGISTRAR_")?;
        let beside = |path: &PathBuf| web::config::beside(file, path);
        config.service_key_file = beside(&config.service_key_file);
        config.key_encryption_key_file = beside(&config.key_encryption_key_file);
        config.state_dir = beside(&config.state_dir);
        config.tls = config.tls.as_ref().map(|tls| tls.beside(file));
        config.mail = config.mail.beside(file);
        config.database_url = web::config::database_beside(file, &config.database_url);
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> anyhow::Result<()> {
        ensure!(
            self.name.host() != self.ballot_box.name.host(),
            "key `ballot_box.name`: registrar and ballot box need different hosts"
        );
        ensure!(
            self.ballot_box.key.name() == self.ballot_box.name.as_str(),
            "key `ballot_box.key`: is a key of {}, not of {}",
            self.ballot_box.key.name(),
            self.ballot_box.name
        );
        for former in &self.ballot_box.former_keys {
            anyhow::ensure!(
                former.name() == self.ballot_box.name.as_str() && *former != self.ballot_box.key,
                "key `ballot_box.former_keys`: {former} is not an earlier key of {}",
                self.ballot_box.name
            );
        }
        if let Some(tls) = &self.tls {
            tls.check(self.name.is_loopback()).map_err(anyhow::Error::msg)?;
        }
        ensure!(
            !self.replicas || web::db::sqlite_file(&self.database_url).is_none(),
            "replicas = true needs PostgreSQL: SQLite serves one process"
        );
        self.mail.check()?;
        self.password.check().map_err(|(key, words)| anyhow::anyhow!("key `password.{key}`: {words}"))?;
        self.proof_of_work.check()?;
        match &self.client_ip_header {
            Some(name) => ensure!(
                Header::is_valid_name(name) && !name.eq_ignore_ascii_case("Forwarded"),
                "key `client_ip_header`: {name:?} is no header of plain addresses, such as X-Real-IP or X-Forwarded-For"
            ),
            None => ensure!(
                self.trusted_proxies.is_empty(),
                "key `trusted_proxies`: means nothing without `client_ip_header`"
            ),
        }
        if self.demo {
            ensure!(self.listen.is_loopback(), "key `demo`: only with a loopback address in `listen`");
            ensure!(self.name.is_loopback(), "key `demo`: only with a loopback `name`");
        }
        Ok(())
    }

    /// Who is believed about where a request comes from.
    pub fn proxies(&self) -> Proxies {
        Proxies { header: self.client_ip_header.clone(), further: self.trusted_proxies.clone() }
    }

    /// Whether requests come through a proxy that does not tell from where.
    pub fn hides_callers(&self) -> bool {
        self.client_ip_header.is_none() && self.listen.is_loopback() && !self.name.is_loopback()
    }
}

/// Time enough for complaints and audits.
fn usual_retention() -> u16 {
    180
}

#[cfg(test)]
mod tests {
    use crypto::note::SignerKey;
    use serde_aux::prelude::serde_introspect;
    use web::config::{all_keys, documented_keys};

    use super::*;

    fn read(edit: impl Fn(String) -> String) -> anyhow::Result<Config> {
        let key = SignerKey::from_seed(&"127.0.0.1:8002".parse().unwrap(), [1; 32]);
        let text = format!(
            "name = \"localhost:8001\"\nlisten = \"127.0.0.1:8001\"\ndatabase_url = \"r.sqlite\"\n\
             service_key_file = \"r.key\"\nkey_encryption_key_file = \"r.key.kek\"\nstate_dir = \"state\"\n\
             demo = true\n[ballot_box]\nname = \"127.0.0.1:8002\"\nkey = \"{}\"\n\
             [mail]\nfrom = \"Polls <polls@example.org>\"\noutbox = \"outbox\"\n",
            key.verifier()
        );
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("registrar.toml");
        std::fs::write(&file, edit(text)).unwrap();
        Config::read(&file)
    }

    #[test]
    fn every_key_is_documented_and_nothing_else() {
        let manual = include_str!("../../docs/operations.md");
        let documented = documented_keys(manual, "## Configuration of the registrar");
        let tables: [(&str, &[&str]); 6] = [
            ("", serde_introspect::<Config>()),
            ("tls.", serde_introspect::<Tls>()),
            ("ballot_box.", serde_introspect::<BallotBoxConfig>()),
            ("mail.", serde_introspect::<MailConfig>()),
            ("password.", serde_introspect::<Cost>()),
            ("proof_of_work.", serde_introspect::<WorkConfig>()),
        ];
        let keys = all_keys(&tables);
        assert_eq!(documented, keys.iter().map(String::as_str).collect());
    }

    #[test]
    fn paths_are_relative_to_the_file() {
        let config = read(|text| text).unwrap();
        let dir = config.service_key_file.parent().unwrap().to_owned();
        assert!(dir.is_absolute());
        assert_eq!(config.state_dir, dir.join("state"));
        assert_eq!(Path::new(&config.database_url), dir.join("r.sqlite"));
        assert_eq!(config.mail.outbox.unwrap(), dir.join("outbox"));
    }

    #[test]
    fn a_proxy_that_tells_nothing_is_noticed() {
        let public =
            |text: String| text.replace("localhost:8001", "registrar.example.org").replace("demo = true", "");
        let told = |text: String| format!("client_ip_header = \"X-Real-IP\"\n{}", public(text));
        let direct = |text: String| public(text).replace("listen = \"127.0.0.1", "listen = \"192.0.2.7");
        assert!(read(public).unwrap().hides_callers());
        for config in [read(told), read(direct), read(|text| text)] {
            assert!(!config.unwrap().hides_callers());
        }
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let foreign = SignerKey::from_seed(&"127.0.0.1:8004".parse().unwrap(), [2; 32]);
        let foreign = format!("[ballot_box]\nformer_keys = [\"{}\"]", foreign.verifier());
        for (from, to, key) in [
            ("\"localhost:8001\"", "\"127.0.0.1:8003\"", "ballot_box.name"),
            ("name = \"127.0.0.1:8002\"", "name = \"127.0.0.1:8004\"", "ballot_box.key"),
            ("polls@example.org", "polls", "mail.from"),
            ("outbox = \"outbox\"", "outbox = \"o\"\nbounces = \"nobody\"", "mail.bounces"),
            ("outbox = \"outbox\"", "outbox = \"o\"\nper_minute = -1", "per_minute"),
            ("outbox = \"outbox\"", "outbox = \"o\"\nconnections = 0", "connections"),
            ("demo = true", "retention_days = -1", "retention_days"),
            ("outbox = \"outbox\"", "", "mail"),
            ("outbox = \"outbox\"", "outbox = \"o\"\nsmtp_url = \"smtp://localhost:25\"", "mail"),
            ("listen = \"127.0.0.1:8001\"", "listen = \"0.0.0.0:8001\"", "demo"),
            ("listen = \"127.0.0.1:8001\"", "listen = \"here\"", "listen"),
            ("state_dir", "stat_dir", "stat"),
            ("demo = true", "replicas = true", "replicas"),
            ("demo = true", "client_ip_header = \"X Real IP\"", "client_ip_header"),
            ("demo = true", "client_ip_header = \"Forwarded\"", "client_ip_header"),
            ("demo = true", "trusted_proxies = [\"192.0.2.1\"]", "trusted_proxies"),
            (
                "demo = true",
                "client_ip_header = \"X-Real-IP\"\ntrusted_proxies = [\"proxy\"]",
                "trusted_proxies",
            ),
            ("outbox = \"outbox\"", "outbox = \"o\"\nsmtp_password_file = \"p\"", "mail.smtp_password_file"),
            (
                "outbox = \"outbox\"",
                "smtp_url = \"smtp://a:b@localhost\"\nsmtp_password_file = \"p\"",
                "mail.smtp_password_file",
            ),
            ("outbox = \"outbox\"", "smtp_url = \"smtps://user@mail.example.org\"", "mail.smtp_url"),
            ("outbox = \"outbox\"", "smtp_url = \"smtp://user:pw@mail.example.org\"", "mail.smtp_url"),
            ("polls@example.org", "pölls@example.org", "mail.from"),
            ("demo = true", "log_format = \"xml\"", "log_format"),
            ("[ballot_box]", "[password]\npasses = 1\n[ballot_box]", "password.passes"),
            ("[ballot_box]", "[password]\nmemory_kib = 4096\n[ballot_box]", "password.memory_kib"),
            ("[ballot_box]", "[password]\nlanes = 99\n[ballot_box]", "password.lanes"),
            ("[ballot_box]", "[proof_of_work]\nmode = \"maybe\"\n[ballot_box]", "proof_of_work.mode"),
            ("[ballot_box]", "[proof_of_work]\ndifficulty = 0\n[ballot_box]", "proof_of_work.difficulty"),
            (
                "[ballot_box]",
                "[proof_of_work]\nexpires_seconds = 9\n[ballot_box]",
                "proof_of_work.expires_seconds",
            ),
            (
                "[ballot_box]",
                "[proof_of_work]\nwait_seconds = 999\n[ballot_box]",
                "proof_of_work.wait_seconds",
            ),
            ("demo = true", "metrics_listen = \"9000\"", "metrics_listen"),
            ("[ballot_box]", "[tls]\ncerts = \"c.pem\"\nkey = \"k.pem\"\n[ballot_box]", "tls"),
            ("[ballot_box]", "[tls]\ncerts = \"c.pem\"\n[ballot_box]", "key"),
            ("[ballot_box]", foreign.as_str(), "ballot_box.former_keys"),
        ] {
            let message = format!("{:#}", read(|text| text.replace(from, to)).unwrap_err());
            assert!(message.contains(key), "{from} -> {to}: {message}");
        }
    }
}
