//! The same number of ballots in one, two and four precincts, at one ballot box and at one for each: what a split gains on
//! this machine, whose cores the clients use as well.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use clap::Args;
use cli::private_file;
use e2e::binary::psephos_command;
use e2e::poll::now;

use crate::ballot_box::Served;
use crate::kind::Kind;
use crate::rush::{self, Call, Load};
use crate::voters::Voters;

/// Casts, closes, counts and audits the same number of ballots in several splits.
#[derive(Args, Debug)]
pub struct Precincts {
    /// Ballots of all precincts together.
    #[arg(long, default_value_t = 40_000, value_parser = clap::value_parser!(u32).range(400..))]
    ballots: u32,
    /// Folder that keeps the voters for the next time; those that it lacks are made.
    #[arg(long)]
    store: Option<PathBuf>,
    /// Clients at a time.
    #[arg(long, default_value_t = 64)]
    clients: usize,
    /// Use PostgreSQL (PSEPHOS_TEST_POSTGRES) instead of SQLite.
    #[arg(long)]
    postgres: bool,
}

/// What one split took.
struct Taken {
    precincts: u32,
    ballot_boxes: usize,
    /// Ballots a second.
    rate: f64,
    /// Of all ballot boxes for each ballot, in microseconds.
    cpu_each: f64,
    /// Seconds from the end of voting until every precinct has its result.
    closing: f64,
    /// Seconds until all precincts are audited, each by a process, all at once.
    auditing: f64,
}

impl Precincts {
    /// Measures and prints a table.
    pub fn run(&self) -> Result<()> {
        let scratch = tempfile::tempdir()?;
        let store = self.store.as_deref().unwrap_or(scratch.path());
        let mut rows = Vec::new();
        for precincts in [1, 2, 4] {
            let voters = voters(store, precincts, u64::from(self.ballots / precincts))?;
            rows.push(self.split(&voters, precincts, false)?);
            if precincts > 1 {
                rows.push(self.split(&voters, precincts, true)?);
            }
        }
        println!(
            "| precincts | ballot boxes | ballots/s | server CPU us each | closed and counted, s | audited, s |"
        );
        println!("|---|---|---|---|---|---|");
        for it in rows {
            println!(
                "| {} | {} | {:.0} | {:.0} | {:.1} | {:.1} |",
                it.precincts, it.ballot_boxes, it.rate, it.cpu_each, it.closing, it.auditing
            );
        }
        Ok(())
    }

    /// `apart`: a ballot box for each precinct.
    fn split(&self, voters: &[Voters], precincts: u32, apart: bool) -> Result<Taken> {
        let boxes = if apart { voters } else { &voters[..1] };
        let boxes = boxes.iter().map(|own| Served::start(own, self.postgres)).collect::<Result<Vec<_>>>()?;
        let box_of = |precinct: usize| if apart { &boxes[precinct] } else { &boxes[0] };
        if !apart {
            voters[1..].iter().try_for_each(|others| boxes[0].take(others))?;
        }
        let cpu = || boxes.iter().map(|served| served.meter().read()).sum::<Result<Duration>>();

        // In turn, as voters of all precincts come.
        let each = voters[0].count();
        let work: Vec<(usize, u64)> =
            (0..each).flat_map(|voter| (0..voters.len()).map(move |precinct| (precinct, voter))).collect();
        let load = Load { clients: self.clients, rate: None, longest: None };
        let before = cpu()?;
        let rush = rush::run(load, &boxes[0].meter(), &work, |(precinct, voter)| {
            let (own, base) = (&voters[*precinct], box_of(*precinct).client.http().base());
            Call::ballot(base, &own.manifest.id(), own.ballot(*voter).context("the store of voters")?)
        })?;
        let casting = cpu()? - before;

        let closes = voters.iter().enumerate().map(|(precinct, own)| box_of(precinct).close_poll(own));
        let closes = closes.collect::<Result<Vec<_>>>()?.into_iter().max().context("there is a precinct")?;
        sleep(Duration::from_secs(u64::try_from(closes.unix() - now().unix()).unwrap_or(0)));
        let began = Instant::now();
        voters.iter().enumerate().try_for_each(|(precinct, own)| box_of(precinct).await_result_of(own))?;
        let closing = began.elapsed().as_secs_f64();

        let folder = tempfile::tempdir()?;
        let mut bundles = Vec::new();
        for (precinct, own) in voters.iter().enumerate() {
            let bundle = folder.path().join(format!("{precinct}.tar"));
            let path = format!("/api/v1/polls/{}/bundle", own.manifest.id());
            let mut file = File::create(&bundle)?;
            box_of(precinct).client.http().download(&path, u64::MAX, &mut file, |_, _| ())?;
            bundles.push(bundle);
        }
        Ok(Taken {
            precincts,
            ballot_boxes: boxes.len(),
            rate: rush.rate(),
            cpu_each: casting.as_secs_f64() * 1e6 / crate::table::float(rush.count),
            closing,
            auditing: audit(&bundles)?,
        })
    }
}

/// Voters of so many precincts of one registrar and one ballot box, who may be asked for again.
fn voters(store: &Path, precincts: u32, count: u64) -> Result<Vec<Voters>> {
    let mut all: Vec<Voters> = Vec::new();
    for precinct in 0..precincts {
        let own = store.join(format!("precinct-{precinct}-of-{precincts}"));
        if let Some(first) = all.first() {
            let (folder, from) = (own.join(Kind::Choice.name()), first.ballot_box_key_file());
            private_file::folder(&folder).with_context(|| format!("cannot use {}", folder.display()))?;
            for key in ["registrar.key", "ballot-box.key"] {
                if !folder.join(key).exists() {
                    private_file::create(&folder.join(key), &fs::read(from.with_file_name(key))?)?;
                }
            }
        }
        all.push(Voters::of(&own, Kind::Choice, count)?);
    }
    Ok(all)
}

/// All at once; how many seconds it took.
fn audit(bundles: &[PathBuf]) -> Result<f64> {
    let began = Instant::now();
    let start =
        |bundle: &PathBuf| psephos_command(["audit", "--json"]).arg(bundle).stdout(Stdio::null()).spawn();
    let audits = bundles.iter().map(start).collect::<std::io::Result<Vec<_>>>()?;
    for mut audit in audits {
        ensure!(audit.wait()?.success(), "the audit found faults in a correct election");
    }
    Ok(began.elapsed().as_secs_f64())
}
