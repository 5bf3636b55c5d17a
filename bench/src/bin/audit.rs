//! How much of the machine an audit turns into checked ballots: `psephos audit` over one large bundle, beside the two
//! signature checks that each ballot cannot do without, timed in the same run.

#[path = "../cpu.rs"]
mod cpu;

use std::fs;
use std::hint::black_box;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use audit::samples::{Election, answers, questions};
use clap::Parser;
use crypto::ballot::Ballot;
use crypto::blind_rsa;
use e2e::binary::psephos_command;
use ed25519_dalek::{Signature, VerifyingKey};

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
    /// Greatest resident memory, in kilobytes.
    memory: u64,
}

fn main() -> Result<()> {
    let Arguments { ballots, runs } = Arguments::parse();
    ensure!(ballots > 0 && runs > 0, "at least one ballot and one run");
    eprintln!("{ballots} voters get a pass and seal a ballot ..");
    let election = Election::new(&questions(), &answers(), ballots);
    let folder = tempfile::tempdir()?;
    let bundle = folder.path().join("bundle.tar");
    fs::write(&bundle, election.files().tar())?;
    let mut taken = Vec::new();
    let mut bare = Vec::new();
    for run in 1..=runs {
        eprintln!("audit {run} of {runs} ..");
        bare.push(primitives(&election)?);
        taken.push(audit(&bundle)?);
    }
    drop(election);
    let bare = median(bare);
    let wall = median(taken.iter().map(|it| it.wall.as_secs_f64()).collect());
    let cpu = median(taken.iter().map(|it| it.cpu.as_secs_f64()).collect());
    let memory = taken.iter().map(|it| it.memory).max().unwrap_or_default() / 1024;
    let count = f64::from(u32::try_from(ballots).context("fewer than 2^32 ballots")?);
    println!(
        "| ballots | wall s | ballots/s | CPU us each | bare signature checks, us each | CPU / bare | memory MiB |"
    );
    println!("|---|---|---|---|---|---|---|");
    println!(
        "| {ballots} | {wall:.1} | {:.0} | {:.1} | {bare:.1} | {:.2} | {memory} |",
        count / wall,
        cpu / count * 1e6,
        cpu / count * 1e6 / bare
    );
    Ok(())
}

/// One RSA-PSS and one strict Ed25519 verification for each ballot, on one core: microseconds each.
fn primitives(election: &Election) -> Result<f64> {
    let sample: Vec<_> = election.ballots.iter().take(SAMPLE).collect();
    let key = election.manifest.token_key().public();
    let ballots = sample.iter().map(|bytes| Ballot::parse(bytes, election.manifest.content_size));
    let ballots: Vec<Ballot> = ballots.collect::<Result<_, _>>()?;
    let began = Instant::now();
    for (ballot, bytes) in ballots.iter().zip(&sample) {
        let token = ballot.token();
        black_box(blind_rsa::verify(key, &token.input().to_bytes(), token.authenticator())?);
        let voter = VerifyingKey::from_bytes(ballot.nonce())?;
        let signature = bytes.last_chunk::<64>().context("a ballot ends in its signature")?;
        // The bytes that are signed are as many as these; whether the signature holds makes no difference in time.
        let _ = black_box(voter.verify_strict(&bytes[..bytes.len() - 64], &Signature::from_bytes(signature)));
    }
    let count = f64::from(u32::try_from(ballots.len()).context("a sample")?);
    Ok(began.elapsed().as_secs_f64() / count * 1e6)
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
        taken.memory = peak_memory(child.id()).unwrap_or_default().max(taken.memory);
        if let Some(status) = child.try_wait()? {
            taken.wall = began.elapsed();
            ensure!(status.success(), "the audit found faults in a correct election");
            return Ok(taken);
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// proc(5), `/proc/<pid>/status`: VmHWM, in kilobytes.
fn peak_memory(pid: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Ballots over which the primitives are timed.
const SAMPLE: usize = 5000;
