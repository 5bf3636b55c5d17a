//! The log, on standard error: what happened, never to whom and never from which address. No core dumps, which would
//! hold keys, and no files that others on the machine may read.

use std::io::IsTerminal as _;

use rustix::fs::Mode;
use rustix::process::{Resource, Rlimit, setrlimit, umask};
use serde::Deserialize;
use tracing_subscriber::EnvFilter;

/// How a line of the log looks: `log_format` of both services' configurations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line: `timestamp`, `level`, `fields.message`.
    Json,
}

/// Starts the log at `info`, or as `PSEPHOS_LOG` says, forbids core dumps, and keeps the files that the process makes to
/// its user. Harmless when called twice.
pub fn start(format: LogFormat) {
    let filter = EnvFilter::try_from_env("PSEPHOS_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let subscriber =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    // Not `init`, which would also catch what libraries write through `log`: Rocket writes every path with its query.
    let _ = match format {
        LogFormat::Text => {
            let colours = std::io::stderr().is_terminal();
            tracing::subscriber::set_global_default(subscriber.with_ansi(colours).finish())
        }
        LogFormat::Json => tracing::subscriber::set_global_default(subscriber.json().finish()),
    };
    forbid_core_dumps();
    umask(Mode::RWXG | Mode::RWXO);
}

/// A core dump would write private keys to the disk.
fn forbid_core_dumps() {
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    if let Err(error) = setrlimit(Resource::Core, none) {
        tracing::warn!("core dumps could not be forbidden: {error}");
    }
}
