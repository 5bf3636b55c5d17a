//! What the services add to the cryptography that they cannot avoid: CPU time of the server for each pass and each ballot
//! over HTTP, beside the CPU time of the primitives, timed in the same minute. Medians of several runs.

use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Args;
use cli::client::Session;
use cli::pass::PassRequest;
use crypto::manifest::Manifest;
use e2e::election::Election;
use e2e::poll::Draft;
use e2e::postgres::Database;
use e2e::services::{Delivery, Side, Store};

use crate::ballot_box::Served;
use crate::floor::Floor;
use crate::kind::Kind;
use crate::rush::{self, Call, Load, Rush};
use crate::table::median;
use crate::voters::Voters;
use crate::{cpu, primitives, table};

/// What the services add to the cryptography that they cannot avoid, for each pass and each ballot over HTTP.
#[derive(Args, Debug)]
pub struct Ratios {
    /// Voters; each collects one pass in each poll.
    #[arg(long, default_value_t = 40, value_parser = at_least_one)]
    voters: usize,
    /// Polls in which passes are collected, for each run.
    #[arg(long, default_value_t = 25, value_parser = at_least_one)]
    polls: usize,
    /// Ballots for each run.
    #[arg(long, default_value_t = 10_000, value_parser = at_least_one)]
    ballots: usize,
    /// What is voted on.
    #[arg(long, value_enum, default_value_t = Kind::Choice)]
    kind: Kind,
    /// Clients at a time.
    #[arg(long, default_value_t = 64, value_parser = at_least_one)]
    clients: usize,
    /// Requests a second; without it, as many as are answered.
    #[arg(long)]
    rate: Option<f64>,
    /// Seconds for each run at most, as far as it came by then.
    #[arg(long, value_parser = seconds)]
    seconds: Option<Duration>,
    /// Runs; the medians are shown.
    #[arg(long, default_value_t = 5, value_parser = at_least_one)]
    runs: usize,
    /// Folder that keeps the voters whose ballots are cast for the next time; those that it lacks are made.
    #[arg(long)]
    store: Option<PathBuf>,
    /// Use PostgreSQL (PSEPHOS_TEST_POSTGRES) instead of SQLite. Its CPU time counts with that of the service.
    #[arg(long)]
    postgres: bool,
    /// Only one of the two.
    #[arg(long, value_enum)]
    only: Option<Work>,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Work {
    /// Passes at the registrar.
    Issuing,
    /// Ballots at the ballot box.
    Casting,
}

/// What a service costs, and what remains of it without all that is the service's own, both beside the same primitives.
#[derive(Debug)]
pub struct Measured {
    /// The service.
    pub service: Runs,
    /// See [`Floor`].
    pub floor: Runs,
}

/// Several runs of the same work, each beside its primitives, in microseconds of CPU time.
#[derive(Debug)]
pub struct Runs(Vec<(Rush, f64)>);

impl Runs {
    /// A single one.
    pub fn one(rush: Rush, bare: f64) -> Self {
        Self(vec![(rush, bare)])
    }

    /// The run whose CPU time is in the middle.
    pub fn middle(&self) -> &Rush {
        let mut rushes: Vec<&Rush> = self.0.iter().map(|(rush, _)| rush).collect();
        rushes.sort_unstable_by(|one, other| one.cpu_each().total_cmp(&other.cpu_each()));
        rushes[rushes.len() / 2]
    }

    /// The primitives' time in the middle.
    pub fn bare(&self) -> f64 {
        median(self.0.iter().map(|(_, bare)| *bare).collect())
    }

    /// The server's CPU time over the primitives' of the same run, in the middle.
    pub fn ratio(&self) -> f64 {
        median(self.0.iter().map(|(rush, bare)| rush.cpu_each() / bare).collect())
    }
}

/// A number of what is measured: nothing can be measured on nobody.
pub(crate) fn at_least_one(text: &str) -> Result<usize, String> {
    text.parse::<NonZeroUsize>().map(NonZeroUsize::get).map_err(|error| error.to_string())
}

/// A bound in time.
pub(crate) fn seconds(text: &str) -> Result<Duration, String> {
    text.parse::<NonZeroU32>()
        .map(|seconds| Duration::from_secs(u64::from(seconds.get())))
        .map_err(|error| error.to_string())
}

impl Ratios {
    /// With what the command line does not say.
    pub fn usual(work: Work, postgres: bool, store: Option<PathBuf>) -> Self {
        let kind = Kind::Choice;
        Self {
            voters: 40,
            polls: 25,
            ballots: 10_000,
            kind,
            clients: 64,
            rate: None,
            seconds: None,
            runs: 5,
            store,
            postgres,
            only: Some(work),
        }
    }

    /// Measures and prints.
    pub fn run(&self) -> Result<()> {
        let mut measured = Vec::new();
        if self.only != Some(Work::Casting) {
            measured.push(("issuing a pass", "signing", self.issuing()?));
        }
        if self.only != Some(Work::Issuing) {
            measured.push(("casting a ballot", "verifying", self.casting()?));
        }
        let lines = measured.iter().flat_map(|(work, bare, Measured { service, floor })| {
            [(*work, *bare, service), ("the same bytes, HTTP and cryptography alone", *bare, floor)]
        });
        let shown: Vec<_> = lines.collect();
        table::print(&shown);
        println!(
            "\nFor comparison: one RSA-2048 private operation as `openssl speed` times it, without its check: {:.0} us",
            primitives::private_operation()?
        );
        println!("\nThe clients run on the same machine. CPU time of the server, {} runs.", self.runs);
        Ok(())
    }

    /// Voters collect passes in fresh polls, as often as there are runs.
    pub fn issuing(&self) -> Result<Measured> {
        let store = if self.postgres { Store::Postgres } else { Store::Sqlite };
        let election = Election::start(store, Delivery::Outbox).context("set PSEPHOS_TEST_POSTGRES")?;
        eprintln!("{} voters register ..", self.voters);
        let sessions: Vec<Session> =
            (0..self.voters).map(|number| election.voter(&format!("voter{number}@example.org"))).collect();
        let scratch = tempfile::tempdir()?;
        let floor = Floor::start(&Arc::new(Voters::of(scratch.path(), Kind::Choice, 1)?))?;
        let passes = self.voters * self.polls;
        self.repeat(
            "issuing",
            || issue(&election, &sessions, self.polls, self.load()),
            || floor.issuing(self.load(), passes),
        )
    }

    /// Ballots are cast in a fresh ballot box, as often as there are runs.
    pub fn casting(&self) -> Result<Measured> {
        let scratch = tempfile::tempdir()?;
        let store = self.store.as_deref().unwrap_or(scratch.path());
        let voters = Arc::new(Voters::of(store, self.kind, u64::try_from(self.ballots)?)?);
        let (floor, ballots) = (Floor::start(&voters)?, voters.first(voters.count())?);
        self.repeat(
            "casting",
            || cast(&voters, &ballots, self.postgres, self.load()),
            || floor.casting(self.load(), &ballots),
        )
    }

    fn load(&self) -> Load {
        Load { clients: self.clients, rate: self.rate, longest: self.seconds }
    }

    fn repeat(
        &self,
        what: &str,
        measure: impl Fn() -> Result<(Rush, f64)>,
        floor: impl Fn() -> Result<Rush>,
    ) -> Result<Measured> {
        let (mut services, mut floors) = (Vec::new(), Vec::new());
        for run in 1..=self.runs {
            eprintln!("{what}, run {run} of {} ..", self.runs);
            let (rush, bare) = measure()?;
            services.push((rush, bare));
            floors.push((floor()?, bare));
        }
        Ok(Measured { service: Runs(services), floor: Runs(floors) })
    }
}

/// Every voter collects a pass in fresh polls; beside it one private operation alone.
fn issue(election: &Election, sessions: &[Session], polls: usize, load: Load) -> Result<(Rush, f64)> {
    let manifests: Vec<Manifest> = (0..polls).map(|_| election.publish(&Draft::default())).collect();
    let pairs = manifests.iter().flat_map(|manifest| sessions.iter().map(move |session| (manifest, session)));
    let turns = pairs.map(|(manifest, session)| Ok((manifest, session, PassRequest::new(manifest)?)));
    let turns: Vec<_> = turns.collect::<Result<_>>()?;
    let requests: Vec<&[u8]> = turns.iter().map(|(_, _, request)| request.bytes()).collect();
    let meter = cpu::Meter::of(election.services.pid(Side::Registrar))
        .with_database(election.services.database(Side::Registrar).and_then(Database::first_process));
    let rush = rush::run(load, &meter, &turns, |(manifest, session, request)| {
        Call::pass(session.http().base(), &manifest.id(), session.authorization(), request.bytes())
    })?;
    Ok((rush, primitives::signing(&requests)?))
}

/// A fresh ballot box takes the ballots of a poll that mixes like a real one; beside it their two signature checks alone.
fn cast(voters: &Voters, ballots: &[Vec<u8>], on_postgres: bool, load: Load) -> Result<(Rush, f64)> {
    let (served, id) = (Served::start(voters, on_postgres)?, voters.manifest.id());
    let base = served.client.http().base();
    let rush = rush::run(load, &served.meter(), ballots, |ballot| Call::ballot(base, &id, ballot.clone()))?;
    Ok((rush, primitives::verifying(&voters.manifest, ballots)?))
}
