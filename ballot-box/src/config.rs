//! The configuration file and what it names.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use crypto::note::{ServiceName, VerifierKey};
use serde::Deserialize;
use web::config::{ConfigError, beside, database_beside, load};
use web::listen::{Listen, Tls};
use web::telemetry::LogFormat;

use crate::keys::Keys;
use crate::rollback::Sharing;
use crate::witnesses::Listed;

/// Everything the ballot box is told.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// `host[:port]`; also the name of its key.
    pub name: ServiceName,
    /// Where to listen: one address or several.
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
    /// `postgres://..`, or a file.
    pub database_url: String,
    /// The Ed25519 key that `keygen` wrote.
    pub service_key_file: PathBuf,
    /// Where promises and checkpoints are recorded apart from the database.
    pub state_dir: PathBuf,
    /// Whether several processes with this configuration share the database and `state_dir`.
    #[serde(default)]
    pub replicas: bool,
    /// Registrars whose polls are taken.
    #[serde(default)]
    pub registrars: Vec<Registrar>,
    /// Witnesses that polls may name.
    #[serde(default)]
    pub witnesses: Vec<Listed>,
    /// Verifier keys this service signed with before, besides those that handed over.
    #[serde(default)]
    pub former_keys: Vec<VerifierKey>,
    /// Whether to say on every page that this is a demonstration.
    #[serde(default)]
    pub demo: bool,
}

/// A registrar on the allow-list.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registrar {
    /// Its name.
    pub name: ServiceName,
    /// Its verifier key.
    pub key: VerifierKey,
}

/// Why the ballot box cannot be run as configured.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file or a key in it.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The service key cannot be used.
    #[error("service_key_file {file}: {reason}")]
    Key {
        /// The file.
        file: PathBuf,
        /// Why.
        reason: String,
    },
    /// Two settings contradict each other.
    #[error("{0}")]
    Contradiction(String),
}

impl Config {
    /// Reads `file` and the environment; relative paths start at the file's directory.
    pub fn read(file: &Path) -> Result<Self, SettingsError> {
        let mut config: Self = load(file, "PSEPHOS_BALLOT_BOX_")?;
        config.service_key_file = beside(file, &config.service_key_file);
        config.state_dir = beside(file, &config.state_dir);
        config.database_url = database_beside(file, &config.database_url);
        config.tls = config.tls.as_ref().map(|tls| tls.beside(file));
        if let Some(tls) = &config.tls {
            tls.check(config.name.is_loopback()).map_err(SettingsError::Contradiction)?;
        }
        if config.demo && !config.listen.is_loopback() {
            let reason = "demo = true is for a loopback listen address only";
            return Err(SettingsError::Contradiction(reason.to_owned()));
        }
        if config.replicas && web::db::sqlite_file(&config.database_url).is_some() {
            let reason = "replicas = true needs PostgreSQL: SQLite serves one process";
            return Err(SettingsError::Contradiction(reason.to_owned()));
        }
        for registrar in &config.registrars {
            if registrar.key.name() != registrar.name.as_str() {
                let reason = format!("registrars: the key of {} bears another name", registrar.name);
                return Err(SettingsError::Contradiction(reason));
            }
            if registrar.name.host() == config.name.host() {
                let reason = format!("registrars: {} has the ballot box's own host", registrar.name);
                return Err(SettingsError::Contradiction(reason));
            }
        }
        for witness in &config.witnesses {
            if !["http://", "https://"].iter().any(|scheme| witness.url.starts_with(scheme)) {
                let reason = format!("witnesses: {:?} is no URL", witness.url);
                return Err(SettingsError::Contradiction(reason));
            }
        }
        Ok(config)
    }

    /// Who else works with the database and `state_dir`.
    pub fn sharing(&self) -> Sharing {
        if self.replicas { Sharing::Replicas } else { Sharing::Alone }
    }

    /// The service key, and those before it.
    pub fn service_keys(&self) -> Result<Keys, SettingsError> {
        Keys::read(&self.service_key_file, &self.name).map_err(|reason| SettingsError::Key {
            file: self.service_key_file.clone(),
            reason: format!("{reason:#}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_aux::prelude::serde_introspect;
    use web::config::{all_keys, documented_keys};

    use super::*;

    #[test]
    fn every_key_is_documented_and_nothing_else() {
        let manual = include_str!("../../docs/operations.md");
        let documented = documented_keys(manual, "## Configuration of the ballot box");
        let tables: [(&str, &[&str]); 2] =
            [("", serde_introspect::<Config>()), ("tls.", serde_introspect::<Tls>())];
        let keys = all_keys(&tables);
        assert_eq!(documented, keys.iter().map(String::as_str).collect());
    }
}
