//! How much of the machine's cryptography the services turn into passes and ballots: both rates over HTTP, with the
//! CPU time that the server spent, beside the rate of the same cryptography alone, measured in the same run.

mod cpu;
mod primitives;
mod rush;
mod table;

use std::num::NonZeroUsize;

use anyhow::{Context as _, Result};
use clap::Parser;
use cli::client::{IssuedPass, Session};
use cli::pass::PassRequest;
use crypto::ballot::Ballot;
use crypto::manifest::Manifest;
use e2e::election::Election;
use e2e::poll::{Draft, choice};
use e2e::services::{Delivery, Side, Store};

/// Starts both services with fresh data, and measures.
#[derive(Debug, Parser)]
struct Arguments {
    /// Voters; each collects one pass in each poll.
    #[arg(long, default_value_t = 40, value_parser = at_least_one)]
    voters: usize,
    /// Polls.
    #[arg(long, default_value_t = 25, value_parser = at_least_one)]
    polls: usize,
    /// Clients at a time.
    #[arg(long, default_value_t = 16, value_parser = at_least_one)]
    clients: usize,
    /// Use PostgreSQL (PSEPHOS_TEST_POSTGRES) instead of SQLite.
    #[arg(long)]
    postgres: bool,
}

/// Nothing can be measured on nobody.
fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse::<NonZeroUsize>().map(NonZeroUsize::get).map_err(|error| error.to_string())
}

/// One voter in one poll.
struct Turn<'a> {
    manifest: &'a Manifest,
    session: &'a Session,
    request: PassRequest,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let store = if arguments.postgres { Store::Postgres } else { Store::Sqlite };
    let election = Election::start(store, Delivery::Outbox).context("set PSEPHOS_TEST_POSTGRES")?;
    eprintln!("{} voters register, {} polls are published ..", arguments.voters, arguments.polls);
    let sessions: Vec<Session> =
        (0..arguments.voters).map(|number| election.voter(&format!("voter{number}@example.org"))).collect();
    let manifests: Vec<Manifest> =
        (0..arguments.polls).map(|_| election.publish(&Draft::default())).collect();
    let turns = turns(&manifests, &sessions)?;

    eprintln!("{} passes are collected and cast ..", turns.len());
    let registrar = cpu::Meter::of(election.services.pid(Side::Registrar));
    let (issuing, issued) = rush::run(arguments.clients, &registrar, &turns, |turn| {
        turn.session.issue(&turn.manifest.id(), turn.request.bytes())
    })?;
    let signing = primitives::signing(&turns.iter().map(|turn| turn.request.bytes()).collect::<Vec<_>>())?;

    let ballots = seal(turns, issued)?;
    let ballot_box = election.services.ballot_box();
    let meter = cpu::Meter::of(election.services.pid(Side::BallotBox));
    let (casting, _) = rush::run(arguments.clients, &meter, &ballots, |(manifest, ballot)| {
        ballot_box.cast(&manifest.id(), &ballot.to_bytes(), None)
    })?;
    let verifying = primitives::verifying(&ballots)?;

    table::print(&[
        ("issuing a pass", "signing", &issuing, signing),
        ("casting a ballot", "verifying", &casting, verifying),
    ]);
    Ok(())
}

fn turns<'a>(manifests: &'a [Manifest], sessions: &'a [Session]) -> Result<Vec<Turn<'a>>> {
    let pairs = manifests.iter().flat_map(|manifest| sessions.iter().map(move |session| (manifest, session)));
    pairs
        .map(|(manifest, session)| Ok(Turn { manifest, session, request: PassRequest::new(manifest)? }))
        .collect()
}

fn seal<'a>(turns: Vec<Turn<'a>>, issued: Vec<IssuedPass>) -> Result<Vec<(&'a Manifest, Ballot)>> {
    let ballots = turns.into_iter().zip(issued).map(|(turn, issued)| {
        let pass = turn.request.open(turn.manifest, &issued)?;
        Ok((turn.manifest, pass.seal(turn.manifest, &choice("lake"))?))
    });
    ballots.collect()
}
