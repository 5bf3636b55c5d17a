//! How much of the machine an audit turns into checked ballots: `psephos audit` over one large poll, beside the two
//! signature checks that each ballot cannot do without, timed in the same run.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use clap::Args;
use e2e::binary::psephos_command;

use crate::kind::Kind;
use crate::table::median;
use crate::voters::Voters;
use crate::{cpu, primitives, published};

/// Makes what a poll publishes and audits it.
#[derive(Args, Debug)]
pub struct Audits {
    /// Ballots.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..))]
    ballots: u32,
    /// Kind of poll.
    #[arg(long, value_enum, default_value_t = Kind::Choice)]
    kind: Kind,
    /// Folder that keeps the voters for the next time; those that it lacks are made.
    #[arg(long)]
    store: Option<PathBuf>,
    /// Audits; the medians are shown.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
}

/// What one audit took.
struct Taken {
    wall: Duration,
    cpu: Duration,
    /// Greatest resident memory, in bytes.
    memory: u64,
}

/// What an audit came to, medians.
#[derive(Debug)]
pub struct Audited {
    /// CPU time over that of the two signature checks of each ballot.
    pub ratio: f64,
    /// By the clock.
    pub seconds: f64,
    /// Greatest resident memory, in MiB.
    pub memory: u64,
}

impl Audits {
    /// So many audits of so many ballots of one choice.
    pub fn usual(ballots: u32, runs: u32, store: Option<PathBuf>) -> Self {
        Self { ballots, kind: Kind::Choice, store, runs }
    }

    /// Audits and prints.
    pub fn run(&self) -> Result<Audited> {
        let Self { ballots, kind, ref store, runs } = *self;
        let scratch = tempfile::tempdir()?;
        let store = store.as_deref().unwrap_or(scratch.path());
        let voters = Voters::of(store, kind, u64::from(ballots))?;
        // Beside the voters: the folder for temporary files may be in memory.
        let folder = tempfile::tempdir_in(store)?;
        published::write(&voters, folder.path())?;
        let sample = voters.first(SAMPLE)?;
        let mut taken = Vec::new();
        let mut bare = vec![primitives::verifying_everywhere(&voters.manifest, &sample)?];
        for run in 1..=runs {
            eprintln!("audit {run} of {runs} ..");
            taken.push(audit(folder.path())?);
            bare.push(primitives::verifying_everywhere(&voters.manifest, &sample)?);
        }
        let bare = median(bare);
        let wall = median(taken.iter().map(|it| it.wall.as_secs_f64()).collect());
        let cpu = median(taken.iter().map(|it| it.cpu.as_secs_f64()).collect());
        let memory = taken.iter().map(|it| it.memory).max().unwrap_or_default() / (1 << 20);
        println!(
            "| ballots | wall s | ballots/s | per core | CPU us each | bare signature checks, us each | CPU / bare | memory MiB |"
        );
        println!("|---|---|---|---|---|---|---|---|");
        let count = f64::from(ballots);
        let each = cpu / count * 1e6;
        println!(
            "| {ballots} | {wall:.1} | {:.0} | {:.0} | {each:.1} | {bare:.1} | {:.2} | {memory} |",
            count / wall,
            count / cpu,
            each / bare,
        );
        Ok(Audited { ratio: each / bare, seconds: wall, memory })
    }
}

fn audit(published: &Path) -> Result<Taken> {
    let mut command = psephos_command(["audit", "--json"]);
    let began = Instant::now();
    let mut child = command.arg(published).stdout(Stdio::null()).spawn()?;
    let meter = cpu::Meter::of(child.id());
    let mut taken = Taken { wall: Duration::ZERO, cpu: Duration::ZERO, memory: 0 };
    loop {
        // Readings stop a moment before the end: some hundredths of a second are not seen.
        taken.cpu = meter.read().unwrap_or_default().max(taken.cpu);
        taken.memory = meter.memory().map_or(0, |(_, peak)| peak).max(taken.memory);
        if let Some(status) = child.try_wait()? {
            taken.wall = began.elapsed();
            ensure!(status.success(), "the audit found faults in a correct election");
            return Ok(taken);
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// Ballots over which the primitives are timed.
const SAMPLE: u64 = 20_000;
