//! The log, on standard error: what happened, never to whom and never from which address. No core dumps, which would
//! hold keys, and no files that others on the machine may read.

use std::any::Any;
use std::io::IsTerminal as _;
use std::panic;

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

/// Starts the log at `info`, or as `PSEPHOS_LOG` says, writes panics there, forbids core dumps, and keeps the files that the process makes to
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
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        tracing::error!("a thread panicked at {place}: {}", literal(panic.payload()));
    }));
    forbid_core_dumps();
    umask(Mode::RWXG | Mode::RWXO);
}

/// The words of a panic if they stand in the program; others may hold a name or an address that was at hand.
fn literal(payload: &(dyn Any + Send)) -> &'static str {
    payload.downcast_ref::<&'static str>().copied().unwrap_or("(words withheld)")
}

/// A core dump would write private keys to the disk.
fn forbid_core_dumps() {
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    if let Err(error) = setrlimit(Resource::Core, none) {
        tracing::warn!("core dumps could not be forbidden: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panics_are_told_without_what_was_at_hand() {
        let words = |panic: fn()| literal(panic::catch_unwind(panic).unwrap_err().as_ref());
        assert_eq!(words(|| panic!("the roll is sorted")), "the roll is sorted");
        assert_eq!(words(|| panic!("no {}", std::hint::black_box("ada@example.org"))), "(words withheld)");
    }
}
