//! One large poll at the ballot box: casting, close, count, publication, a start with all of it on the disk, and look-ups
//! while the box is small, larger and full. It is cast once, and ends several times.

use std::ops::Range;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use clap::Args;
use crypto::encoding::{BallotHash, sha256};
use crypto::receipt::receipt_code;
use e2e::poll::now;

use crate::ballot_box::{Served, tile};
use crate::kind::Kind;
use crate::primitives;
use crate::ratios::{Runs, at_least_one, seconds};
use crate::rush::{self, Call, Load};
use crate::table::{self, median};
use crate::voters::Voters;

/// Starts a ballot box with fresh data, and plays a poll.
#[derive(Args, Debug)]
pub struct LargePoll {
    /// Ballots, more than a thousand.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(i64::from(LOOKED_UP) + 1..))]
    ballots: u32,
    /// Kind of poll.
    #[arg(long, value_enum, default_value_t = Kind::Choice)]
    kind: Kind,
    /// Folder that keeps the voters for the next time; those that it lacks are made.
    #[arg(long)]
    store: Option<PathBuf>,
    /// Clients at a time.
    #[arg(long, default_value_t = 64)]
    clients: usize,
    /// Ballots a second; without it, as many as are answered.
    #[arg(long)]
    rate: Option<f64>,
    /// Seconds for casting at most; with fewer ballots by then it ends with an error.
    #[arg(long, value_parser = seconds)]
    seconds: Option<Duration>,
    /// How often the poll ends, each time with a copy of what was cast, all kept until the last has; the medians are shown.
    #[arg(long, default_value_t = RUNS, value_parser = at_least_one)]
    runs: usize,
    /// Use PostgreSQL (PSEPHOS_TEST_POSTGRES) instead of SQLite.
    #[arg(long)]
    postgres: bool,
}

/// What a poll came to.
#[derive(Debug)]
pub struct Played {
    /// Ballots.
    pub ballots: u32,
    /// Casting all of them, beside the primitives.
    pub casting: Runs,
    /// Look-ups with a thousand ballots, and with all of them after the close.
    pub look_ups: [LookUps; 2],
    /// Greatest resident memory while ballots were cast, in MiB.
    pub memory: u64,
    /// How it ended: the medians of several ends.
    pub end: End,
}

/// One end of a poll, at a ballot box that was started with all the ballots on its disk.
#[derive(Clone, Copy, Debug)]
pub struct End {
    /// Seconds from the end of voting to the signed result.
    pub closing: f64,
    /// Seconds to send ballots, entries and bundle.
    pub publishing: f64,
    /// Greatest resident memory meanwhile, in MiB.
    pub memory: f64,
    /// Database and records then, in MiB.
    pub disk: f64,
    /// Seconds from a start after that to the first answer.
    pub start: f64,
    /// Greatest resident memory until that answer, in MiB.
    pub start_memory: f64,
}

/// CPU time of the server for each of a few requests that many make, in microseconds; none where there is nothing to see yet.
#[derive(Clone, Copy, Debug)]
pub struct LookUps {
    /// A receipt, by its code.
    pub receipt: f64,
    /// The page of the poll.
    pub poll: f64,
    /// A tile of the log.
    pub tile: f64,
    /// The page of the result.
    pub result: Option<f64>,
}

impl LargePoll {
    /// So many ballots of a kind.
    pub fn usual(ballots: u32, kind: Kind, store: Option<PathBuf>, postgres: bool) -> Self {
        Self { ballots, kind, store, clients: 64, rate: None, seconds: None, runs: RUNS, postgres }
    }

    /// Plays the poll and prints.
    pub fn run(&self) -> Result<Played> {
        let load = Load { clients: self.clients, rate: self.rate, longest: None };
        let scratch = tempfile::tempdir()?;
        let store = self.store.as_deref().unwrap_or(scratch.path());
        let voters = Voters::of(store, self.kind, u64::from(self.ballots))?;
        let mut served = Served::start(&voters, self.postgres)?;

        self.cast(&served, &voters, load, 0..LOOKED_UP)?;
        served.await_tile()?;
        let few = look_up(&served, &voters, load)?;
        let bounded = Load { longest: self.seconds, ..load };
        let casting = self.cast(&served, &voters, bounded, LOOKED_UP..self.ballots)?;
        table::print(&[("casting a ballot", "verifying", &casting)]);
        look_up(&served, &voters, load)?;
        let memory = megabytes(served.meter().memory()?.1);

        let (mut copies, mut ends) = (Vec::new(), Vec::new());
        for run in 1..=self.runs {
            eprintln!("end of the poll, run {run} of {} ..", self.runs);
            copies.iter_mut().for_each(Served::retire);
            let mut copy = served.copy()?;
            ends.push(End::of(&mut copy, &voters)?);
            // Its files are kept: those that were just deleted would slow down the next ones.
            copies.push(copy);
        }
        let many = look_up(copies.last().context("there is a run")?, &voters, load)?;
        let end = End::median(&ends);
        println!(
            "in the middle: closed, appended, counted, signed {:.1} s, downloads {:.1} s, memory {:.0} MiB at most, {:.0} MiB on the disk; \
             killed and started again {:.1} s, {:.0} MiB at most",
            end.closing, end.publishing, end.memory, end.disk, end.start, end.start_memory
        );
        Ok(Played { ballots: self.ballots, casting, look_ups: [few, many], memory, end })
    }

    fn cast(&self, served: &Served<'_>, voters: &Voters, load: Load, range: Range<u32>) -> Result<Runs> {
        let ballots: Vec<u64> = range.clone().map(u64::from).collect();
        let (base, id) = (served.client.http().base(), voters.manifest.id());
        let rush = rush::run(load, &served.meter(), &ballots, |voter| {
            Call::ballot(base, &id, voters.ballot(*voter).context("the store of voters")?)
        })?;
        ensure!(
            rush.count == ballots.len(),
            "{} ballots were cast when time was up: ask for fewer",
            rush.count
        );
        println!(
            "with {} ballots: {} MiB of memory at most, {} MiB on the disk",
            range.end,
            megabytes(served.meter().memory()?.1),
            megabytes(served.disk()?)
        );
        Ok(Runs::one(rush, primitives::verifying(&voters.manifest, &voters.first(10_000)?)?))
    }
}

impl End {
    /// Closes the poll, takes what is published, and starts the ballot box again.
    fn of(served: &mut Served<'_>, voters: &Voters) -> Result<Self> {
        let closes = served.close()?;
        sleep(Duration::from_secs(u64::try_from(closes.unix() - now().unix()).unwrap_or(0)));
        let (began, before) = (Instant::now(), served.meter().read()?);
        served.await_result()?;
        let closing = began.elapsed().as_secs_f64();
        let mut most = served.meter().memory()?.1;
        println!(
            "closed, appended, counted, signed: {closing:.1} s, server CPU {:.1} s, memory {} MiB at most",
            (served.meter().read()? - before).as_secs_f64(),
            megabytes(most)
        );
        let began = Instant::now();
        for path in ["ballots", "entries", "bundle"] {
            most = most.max(download(served, voters, path)?);
        }
        let (publishing, disk) = (began.elapsed().as_secs_f64(), served.disk()?);
        let start = served.crash_and_restart()?.as_secs_f64();
        let (now, at_start) = served.meter().memory()?;
        println!(
            "killed and started again: {start:.1} s, memory {} MiB, {} at most",
            megabytes(now),
            megabytes(at_start)
        );
        let [memory, disk, start_memory] = [most, disk, at_start].map(|bytes| as_float(megabytes(bytes)));
        Ok(Self { closing, publishing, memory, disk, start, start_memory })
    }

    /// Of each figure the one in the middle.
    fn median(ends: &[Self]) -> Self {
        let middle = |of: fn(&Self) -> f64| median(ends.iter().map(of).collect());
        Self {
            closing: middle(|it| it.closing),
            publishing: middle(|it| it.publishing),
            memory: middle(|it| it.memory),
            disk: middle(|it| it.disk),
            start: middle(|it| it.start),
            start_memory: middle(|it| it.start_memory),
        }
    }
}

/// Medians: once a minute the server mixes ballots meanwhile.
fn look_up(served: &Served<'_>, voters: &Voters, load: Load) -> Result<LookUps> {
    let id = voters.manifest.id();
    let codes = voters.first(u64::from(LOOKED_UP))?;
    let codes = codes.iter().map(|ballot| receipt_code(&BallotHash::from(sha256(&[ballot]))));
    let codes = vec![codes.collect::<Vec<String>>(); REPEATED].concat();
    let each = |path: &dyn Fn(&str) -> String| -> Result<f64> {
        let call = |code: &String| Call::get(served.client.http().base(), &path(code));
        let rounds = (0..ROUNDS).map(|_| Ok(rush::run(load, &served.meter(), &codes, call)?.cpu_each()));
        Ok(median(rounds.collect::<Result<_>>()?))
    };
    // There is one only after the close.
    let result = each(&|_| format!("/polls/{id}/result")).ok();
    let tile = each(&|_| tile(&id))?;
    let found = LookUps {
        receipt: each(&|code| format!("/api/v1/polls/{id}/receipts/{code}"))?,
        poll: each(&|_| format!("/polls/{id}"))?,
        tile,
        result,
    };
    println!(
        "server CPU each: receipt {:.0} us, poll's page {:.0} us, tile {:.0} us, result page {}",
        found.receipt,
        found.poll,
        found.tile,
        result.map_or_else(|| "-".to_owned(), |it| format!("{it:.0} us"))
    );
    Ok(found)
}

/// Returns the greatest memory meanwhile, in bytes: that of the download alone, whatever came before.
fn download(served: &Served<'_>, voters: &Voters, path: &str) -> Result<u64> {
    served.meter().forget_peak()?;
    let resident = served.meter().memory()?.0;
    let (began, before) = (Instant::now(), served.meter().read()?);
    let mut read = 0;
    let whole = format!("/api/v1/polls/{}/{path}", voters.manifest.id());
    let sink = &mut std::io::sink();
    served.client.http().download(&whole, u64::MAX, sink, |done, _| read = done).context(whole)?;
    let (after, most) = served.meter().memory()?;
    println!(
        "GET {path}: {} MiB in {:.1} s, server CPU {:.1} s, memory {} MiB before, {} after, {} at most",
        megabytes(read),
        began.elapsed().as_secs_f64(),
        (served.meter().read()? - before).as_secs_f64(),
        megabytes(resident),
        megabytes(after),
        megabytes(most)
    );
    Ok(most)
}

#[expect(clippy::cast_precision_loss, reason = "megabytes are far below 2^52")]
fn as_float(megabytes: u64) -> f64 {
    megabytes as f64
}

/// Rounded down.
fn megabytes(bytes: u64) -> u64 {
    bytes >> 20
}

/// Receipts looked up at each stage; at the first there are no other ballots in the box.
const LOOKED_UP: u32 = 1000;
/// How often each of them is asked for in a round: CPU time is told in steps of 10 ms.
const REPEATED: usize = 3;
const ROUNDS: usize = 5;
/// Ends of one poll.
const RUNS: usize = 5;
