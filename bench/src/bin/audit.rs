//! How much of the machine an audit turns into checked ballots: `psephos audit` over one large bundle, beside the two
//! signature checks that each ballot cannot do without, timed in the same run.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use audit::samples::{Election, answers, questions};
use bench::table::median;
use bench::{cpu, primitives};
use clap::Parser;
use e2e::binary::psephos_command;

/// Makes an election and audits it.
#[derive(Debug, Parser)]
struct Arguments {
    /// Ballots, each with a choice, a ranking and scores.
    #[arg(long, default_value_t = 100_000)]
    ballots: usize,
    /// Audits; the medians are shown.
    #[arg(long, default_value_t = 5)]
    runs: usize,
}

/// What one audit took.
struct Taken {
    wall: Duration,
    cpu: Duration,
    /// Greatest resident memory, in bytes.
    memory: u64,
}

fn main() -> Result<()> {
    let Arguments { ballots, runs } = Arguments::parse();
    ensure!(ballots > 0 && runs > 0, "at least one ballot and one run");
    eprintln!("{ballots} voters get a pass and seal a ballot ..");
    let eligible = u64::try_from(ballots)? + 1;
    let election = Election::with(&questions(), &answers(), ballots, |body| body.eligible = Some(eligible));
    let folder = tempfile::tempdir()?;
    let bundle = folder.path().join("bundle.tar");
    fs::write(&bundle, election.files().tar())?;
    let mut taken = Vec::new();
    let mut bare = Vec::new();
    for run in 1..=runs {
        eprintln!("audit {run} of {runs} ..");
        let sample = &election.ballots[..election.ballots.len().min(SAMPLE)];
        bare.push(primitives::verifying(&election.manifest, sample)?);
        taken.push(audit(&bundle)?);
    }
    drop(election);
    let bare = median(bare);
    let wall = median(taken.iter().map(|it| it.wall.as_secs_f64()).collect());
    let cpu = median(taken.iter().map(|it| it.cpu.as_secs_f64()).collect());
    let memory = taken.iter().map(|it| it.memory).max().unwrap_or_default() / (1 << 20);
    let count = f64::from(u32::try_from(ballots).context("fewer than 2^32 ballots")?);
    println!(
        "| ballots | wall s | ballots/s | per core | CPU us each | bare signature checks, us each | CPU / bare | bare / CPU | memory MiB |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    let each = cpu / count * 1e6;
    println!(
        "| {ballots} | {wall:.1} | {:.0} | {:.0} | {each:.1} | {bare:.1} | {:.2} | {:.0}% | {memory} |",
        count / wall,
        count / cpu,
        each / bare,
        bare / each * 100.0
    );
    Ok(())
}

fn audit(bundle: &std::path::Path) -> Result<Taken> {
    let mut command = psephos_command(["audit", "--json"]);
    let began = Instant::now();
    let mut child = command.arg(bundle).stdout(Stdio::null()).spawn()?;
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
const SAMPLE: usize = 5000;
