//! Binary `psephos-bench`, which `psephos bench` runs.

use anyhow::Result;
use bench::{audits, counting, large_poll, precincts, ratios, whole};
use clap::{Parser, Subcommand};

/// Measures what the services cost and how large they get, on this machine alone, beside the bare cryptography of the same run.
#[derive(Debug, Parser)]
#[command(name = "psephos bench", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Passes and ballots over HTTP: the server's CPU time over that of the cryptography it cannot avoid.
    Ratios(ratios::Ratios),
    /// One large poll: casting, close, count, publication, look-ups, and a start with all of it on the disk.
    Poll(large_poll::LargePoll),
    /// The audit of a large poll beside the signature checks that it cannot do without.
    Audit(audits::Audits),
    /// The same ballots in one, two and four precincts, at one ballot box and at one for each.
    Precincts(precincts::Precincts),
    /// A million random rankings by each method.
    Count(counting::Counting),
    /// Everything, as one table: takes an hour or more with a million ballots.
    Table(whole::Whole),
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Ratios(it) => it.run(),
        Command::Poll(it) => it.run().map(drop),
        Command::Audit(it) => it.run().map(drop),
        Command::Precincts(it) => it.run(),
        Command::Count(it) => {
            it.run();
            Ok(())
        }
        Command::Table(it) => it.run(),
    }
}
