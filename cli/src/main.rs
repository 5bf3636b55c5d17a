//! Binary `psephos`.

use std::alloc::System;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use cli::{
    archive, audit_poll, audit_site, bench, demo, evidence, export, lifeline, receipt, tally, vote, watch,
};
use zeroizing_alloc::ZeroAlloc;

/// Wipes memory that is given back: buffers of requests hold what a voter's machine tells, and addresses.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// Anonymous voting with blind-signature voting passes.
#[derive(Debug, Parser)]
#[command(name = "psephos", version, propagate_version = true)]
struct Arguments {
    /// Stop as soon as standard input ends; the demo starts its services so.
    #[arg(long, hide = true)]
    stop_when_stdin_closes: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start both services on this machine with an open poll to try.
    Demo(demo::Demo),
    /// Vote in a poll from the command line.
    Vote(Box<vote::Vote>),
    /// Check a receipt file against the ballot box, and add the proof when there is one.
    Receipt(receipt::CheckReceipt),
    /// Examine signed statements: do they prove that a service broke its word, and which?
    Evidence(Box<evidence::Evidence>),
    /// Check everything that a ballot box published of a poll, and count again.
    Audit(audit_poll::Audit),
    /// Follow polls while they run, and tell when a ballot box takes a word back.
    Watch(Box<watch::Watch>),
    /// Put everything that was published of a poll into a folder that any web server can host for ever.
    Archive(archive::Archive),
    /// Compare the booth that a ballot box serves with what its public log says, and with a checkout.
    AuditSite(audit_site::AuditSite),
    /// Count a file of ranked ballots (.blt, .csv), to recount known elections and compare methods.
    Tally(tally::TallyFile),
    /// Write the published ballots of one question as .blt or as cast vote records.
    Export(Box<export::Export>),
    /// Measure both services on this machine (needs the program psephos-bench beside this one).
    Bench(bench::Bench),
    /// Watch ballot boxes of others: cosign their public logs as long as these only grow.
    Witness {
        #[command(subcommand)]
        command: witness::Command,
    },
    /// Run or maintain the registrar: voters, rolls, polls and voting passes.
    Registrar {
        #[command(subcommand)]
        command: registrar::Command,
    },
    /// Run or maintain the ballot box: ballots, log and results.
    BallotBox {
        #[command(subcommand)]
        command: ballot_box::Command,
    },
}

fn main() -> ExitCode {
    let Arguments { stop_when_stdin_closes, command } = Arguments::parse();
    if stop_when_stdin_closes {
        lifeline::watch();
    }
    match run(command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("psephos: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Audit(audit) => return Ok(audit_poll::run(&audit)),
        Command::AuditSite(audit) => return Ok(audit_site::run(&audit)),
        Command::Watch(watch) => return Ok(watch::run(&watch)),
        Command::Bench(bench) => return bench::run(&bench),
        Command::Evidence(evidence) => return Ok(evidence::run(&evidence)),
        Command::Demo(demo) => demo::run(&demo)?,
        Command::Vote(vote) => vote::run(&vote)?,
        Command::Receipt(receipt) => receipt::run(&receipt)?,
        Command::Archive(archive) => archive::run(&archive)?,
        Command::Tally(file) => tally::run(&file)?,
        Command::Export(export) => export::run(&export)?,
        Command::Witness { command } => witness::run(command)?,
        Command::Registrar { command } => registrar::run(command)?,
        Command::BallotBox { command } => ballot_box::run(command)?,
    }
    Ok(ExitCode::SUCCESS)
}
