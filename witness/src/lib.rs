//! A witness (C2SP tlog-witness): whoever does not trust a ballot box, a newspaper or another ballot box's operator, runs
//! one. It remembers the largest checkpoint of each log that it saw and cosigns a further one only if it continues that
//! one. A ballot box that shows different lists to different people cannot have both cosigned.

mod config;
mod keys;
mod memory;
mod routes;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use crypto::note::ServiceName;
use web::guard::Lock;

use crate::config::Config;
pub use crate::keys::KeyKind;
use crate::memory::Witness;

/// What a witness can be asked to do.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Serve until interrupted.
    Serve {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
    },
    /// Make the witness's key; prints its public half, for the manifests of polls.
    Keygen {
        /// The witness's name, `host[:port]`.
        #[arg(long)]
        name: ServiceName,
        /// What it signs with.
        #[arg(long, value_enum, default_value_t = KeyKind::Ed25519)]
        kind: KeyKind,
        /// The new file; an existing one is never overwritten.
        #[arg(long)]
        out: PathBuf,
    },
    /// Read the configuration and say what is wrong with it, if anything.
    CheckConfig {
        /// The configuration file.
        #[arg(long)]
        config: PathBuf,
    },
}

/// Runs a command to its end.
pub fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Serve { config } => serve(&config),
        Command::Keygen { name, kind, out } => {
            println!("{}", keys::generate(&name, kind, &out)?);
            Ok(())
        }
        Command::CheckConfig { config: file } => {
            let config = Config::read(&file)?;
            println!("{} is in order: {}", file.display(), config.signer()?.verifier());
            Ok(())
        }
    }
}

fn serve(file: &Path) -> anyhow::Result<()> {
    let config = Config::read(file)?;
    web::telemetry::start(config.log_format);
    let _lock = Lock::take(&config.state_dir).context("key `state_dir`")?;
    let witness = Witness::open(config.signer()?, &config.state_dir, config.ballot_boxes.clone())?;
    tracing::info!("witness {}", witness.key());
    let rocket = routes::build(witness, config.listen, !config.name.is_loopback());
    Ok(web::server::run(vec![rocket], &config.name.url())?)
}
