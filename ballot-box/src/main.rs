//! The ballot box as a program of its own.

use clap::Parser;

/// Takes ballots, keeps the public log, counts; knows no voter.
#[derive(Parser)]
#[command(name = "ballot-box", version)]
struct Arguments {
    #[command(subcommand)]
    command: ballot_box::Command,
}

fn main() -> anyhow::Result<()> {
    ballot_box::run(Arguments::parse().command)
}
