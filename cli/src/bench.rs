//! `psephos bench`: hands over to the program `psephos-bench`, which deploys nowhere and is built for itself: it starts services
//! of its own, and makes their voters.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, bail};

/// What to measure; `psephos bench help` tells.
#[derive(Debug, clap::Args)]
#[command(disable_help_flag = true, disable_version_flag = true)]
pub struct Bench {
    /// Arguments of `psephos-bench`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Runs it, and ends as it does.
///
/// # Errors
/// If it is not there.
pub fn run(bench: &Bench) -> Result<ExitCode> {
    let beside = std::env::current_exe()
        .context("this program's own place is not known")?
        .with_file_name("psephos-bench");
    match Command::new(&beside).args(&bench.arguments).status() {
        // Ended by a signal: no code.
        Ok(status) => Ok(status
            .code()
            .and_then(|code| u8::try_from(code).ok())
            .map_or(ExitCode::FAILURE, ExitCode::from)),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            bail!("{} is missing: build it with cargo build --release -p bench", beside.display())
        }
        Err(error) => Err(error).with_context(|| format!("{} cannot be started", beside.display())),
    }
}
