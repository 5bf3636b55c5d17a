//! What the services add to the cryptography that they cannot avoid: CPU time of the server for each pass and each ballot
//! over HTTP, beside the CPU time of the primitives, timed in the same minute. Medians of several runs.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use bench::ballot_box::Served;
use bench::kind::Kind;
use bench::rush::{self, Load, Rush};
use bench::table::median;
use bench::voters::Voters;
use bench::{cpu, primitives, table};
use clap::Parser;
use cli::client::Session;
use cli::pass::PassRequest;
use crypto::manifest::Manifest;
use e2e::election::Election;
use e2e::poll::Draft;
use e2e::services::{Delivery, Side, Store};

/// Starts both services with fresh data, and measures.
#[derive(Debug, Parser)]
struct Arguments {
    /// Voters; each collects one pass in each poll.
    #[arg(long, default_value_t = 40, value_parser = at_least_one)]
    voters: usize,
    /// Polls in which passes are collected, for each run.
    #[arg(long, default_value_t = 25, value_parser = at_least_one)]
    polls: usize,
    /// Ballots for each run.
    #[arg(long, default_value_t = 10_000, value_parser = at_least_one)]
    ballots: usize,
    /// Clients at a time.
    #[arg(long, default_value_t = 64, value_parser = at_least_one)]
    clients: usize,
    /// Requests a second; without it, as many as are answered.
    #[arg(long)]
    rate: Option<f64>,
    /// Runs; the medians are shown.
    #[arg(long, default_value_t = 5, value_parser = at_least_one)]
    runs: usize,
    /// Folder that keeps the voters whose ballots are cast for the next time; those that it lacks are made.
    #[arg(long)]
    store: Option<PathBuf>,
    /// Use PostgreSQL (PSEPHOS_TEST_POSTGRES) instead of SQLite.
    #[arg(long)]
    postgres: bool,
}

/// Nothing can be measured on nobody.
fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse::<NonZeroUsize>().map(NonZeroUsize::get).map_err(|error| error.to_string())
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let load = Load { clients: arguments.clients, rate: arguments.rate };
    let store = if arguments.postgres { Store::Postgres } else { Store::Sqlite };
    let election = Election::start(store, Delivery::Outbox).context("set PSEPHOS_TEST_POSTGRES")?;
    eprintln!("{} voters register ..", arguments.voters);
    let sessions: Vec<Session> =
        (0..arguments.voters).map(|number| election.voter(&format!("voter{number}@example.org"))).collect();
    let scratch = tempfile::tempdir()?;
    let casters = Voters::of(
        arguments.store.as_deref().unwrap_or(scratch.path()),
        Kind::Choice,
        u64::try_from(arguments.ballots)?,
    )?;
    let (mut issuing, mut casting) = (Vec::new(), Vec::new());
    for run in 1..=arguments.runs {
        eprintln!("run {run} of {} ..", arguments.runs);
        issuing.push(issue(&election, &sessions, arguments.polls, load)?);
        casting.push(cast(&casters, arguments.postgres, load)?);
    }
    table::print(&[
        ("issuing a pass", "signing", middle(&issuing), median(bare(&issuing))),
        ("casting a ballot", "verifying", middle(&casting), median(bare(&casting))),
    ]);
    println!(
        "\nThe clients run on the same machine. Again: cargo build --release && cargo run --release -p bench"
    );
    Ok(())
}

/// Every voter collects a pass in fresh polls; beside it one private operation alone.
fn issue(election: &Election, sessions: &[Session], polls: usize, load: Load) -> Result<(Rush, f64)> {
    let manifests: Vec<Manifest> = (0..polls).map(|_| election.publish(&Draft::default())).collect();
    let pairs = manifests.iter().flat_map(|manifest| sessions.iter().map(move |session| (manifest, session)));
    let turns = pairs.map(|(manifest, session)| Ok((manifest, session, PassRequest::new(manifest)?)));
    let turns: Vec<_> = turns.collect::<Result<_>>()?;
    let requests: Vec<&[u8]> = turns.iter().map(|(_, _, request)| request.bytes()).collect();
    let meter = cpu::Meter::of(election.services.pid(Side::Registrar));
    let (rush, _) = rush::run(load, &meter, &turns, |(manifest, session, request)| {
        session.issue(&manifest.id(), request.bytes()).map(drop)
    })?;
    Ok((rush, primitives::signing(&requests)?))
}

/// A fresh ballot box takes the ballots of a poll that mixes like a real one; beside it their two signature checks alone.
fn cast(voters: &Voters, on_postgres: bool, load: Load) -> Result<(Rush, f64)> {
    let served = Served::start(voters, on_postgres)?;
    let (ballots, id) = (voters.first(voters.count())?, voters.manifest.id());
    let (rush, _) =
        rush::run(load, &served.meter(), &ballots, |ballot| served.client.cast(&id, ballot, None).map(drop))?;
    Ok((rush, primitives::verifying(&voters.manifest, &ballots)?))
}

/// The run whose CPU time is in the middle.
fn middle(runs: &[(Rush, f64)]) -> &Rush {
    let mut rushes: Vec<&Rush> = runs.iter().map(|(rush, _)| rush).collect();
    rushes.sort_unstable_by(|one, other| one.cpu_each().total_cmp(&other.cpu_each()));
    rushes[rushes.len() / 2]
}

fn bare(runs: &[(Rush, f64)]) -> Vec<f64> {
    runs.iter().map(|(_, bare)| *bare).collect()
}
