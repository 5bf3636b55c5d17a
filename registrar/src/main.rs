//! The registrar as a program of its own.

use std::process::ExitCode;

use clap::Parser;

/// Knows the voters, issues one voting pass to each, never sees a ballot.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: registrar::Command,
}

fn main() -> ExitCode {
    match registrar::run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("registrar: {error:#}");
            ExitCode::FAILURE
        }
    }
}
