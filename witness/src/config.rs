//! The configuration file.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use crypto::log::cosignature::WitnessSigner;
use crypto::note::{ServiceName, VerifierKey};
use serde::Deserialize;
use web::config::{beside, load};
use web::telemetry::LogFormat;

/// Everything the witness is told.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// `host[:port]`; also the name of its key.
    pub(crate) name: ServiceName,
    /// Where to listen; TLS is a reverse proxy's.
    pub(crate) listen: SocketAddr,
    /// The key that `keygen` wrote.
    pub(crate) service_key_file: PathBuf,
    /// Where the largest checkpoints are remembered. Losing it makes the witness blind to what it saw before.
    pub(crate) state_dir: PathBuf,
    /// How a line of the log looks.
    #[serde(default)]
    pub(crate) log_format: LogFormat,
    /// Verifier keys of the ballot boxes whose logs are cosigned.
    pub(crate) ballot_boxes: Vec<VerifierKey>,
}

impl Config {
    /// Reads `file` and the environment; relative paths start at the file's directory.
    pub(crate) fn read(file: &Path) -> anyhow::Result<Self> {
        let mut config: Self = load(file, "PSEPHOS_WITNESS_")?;
        config.service_key_file = beside(file, &config.service_key_file);
        config.state_dir = beside(file, &config.state_dir);
        Ok(config)
    }

    /// The witness's key.
    pub(crate) fn signer(&self) -> anyhow::Result<WitnessSigner> {
        crate::keys::read(&self.service_key_file, &self.name)
            .with_context(|| format!("service_key_file {}", self.service_key_file.display()))
    }
}
