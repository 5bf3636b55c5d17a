//! One large poll at the ballot box: casting, close, count, publication, a start with all of it on the disk, and look-ups
//! while the box is small, larger and full.

use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use bench::ballot_box::Served;
use bench::kind::Kind;
use bench::rush::{self, Load};
use bench::voters::Voters;
use bench::{primitives, table};
use clap::Parser;
use cli::client::ClientError;
use crypto::encoding::{BallotHash, sha256};
use crypto::receipt::receipt_code;
use e2e::poll::now;

/// Starts a ballot box with fresh data, and plays a poll.
#[derive(Debug, Parser)]
struct Arguments {
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
    /// Use PostgreSQL (PSEPHOS_TEST_POSTGRES) instead of SQLite.
    #[arg(long)]
    postgres: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let load = Load { clients: arguments.clients, rate: arguments.rate };
    let scratch = tempfile::tempdir()?;
    let store = arguments.store.as_deref().unwrap_or(scratch.path());
    let voters = Voters::of(store, arguments.kind, u64::from(arguments.ballots))?;
    let mut served = Served::start(&voters, arguments.postgres)?;

    let ballots: Vec<u64> = (0..voters.count()).collect();
    let mut cast = 0;
    for stage in [LOOKED_UP, 30_000, u32::MAX] {
        let until = usize::try_from(stage.min(arguments.ballots))?;
        if until == cast {
            break;
        }
        let (rush, _) = rush::run(load, &served.meter(), &ballots[cast..until], |voter| {
            let ballot = voters.ballot(*voter).map_err(|error| unreadable(&error))?;
            served.client.cast(&voters.manifest.id(), &ballot, None).map(drop)
        })?;
        cast = until;
        if cast > usize::try_from(LOOKED_UP)? {
            let bare = primitives::verifying(&voters.manifest, &voters.first(10_000)?)?;
            table::print(&[("casting a ballot", "verifying", &rush, bare)]);
        }
        println!("with {cast} ballots: {} MiB of memory at most", megabytes(served.meter().memory()?.1));
        look_up(&served, &voters, load)?;
    }

    let closes = served.close()?;
    sleep(Duration::from_secs(u64::try_from(closes.unix() - now().unix()).unwrap_or(0)));
    let (began, before) = (Instant::now(), served.meter().read()?);
    served.await_result()?;
    println!(
        "closed, appended, counted, signed: {:.1} s, server CPU {:.1} s, memory {} MiB at most",
        began.elapsed().as_secs_f64(),
        (served.meter().read()? - before).as_secs_f64(),
        megabytes(served.meter().memory()?.1)
    );
    for path in ["ballots", "entries", "bundle"] {
        download(&served, &voters, path)?;
    }
    println!("memory after the downloads: {} MiB at most", megabytes(served.meter().memory()?.1));
    look_up(&served, &voters, load)?;

    let took = served.crash_and_restart()?;
    println!(
        "killed and started again: {:.1} s, server CPU {:.1} s, memory {} MiB, {} at most",
        took.as_secs_f64(),
        served.meter().read()?.as_secs_f64(),
        megabytes(served.meter().memory()?.0),
        megabytes(served.meter().memory()?.1)
    );
    look_up(&served, &voters, load)
}

/// Prints the server's CPU time for each of a few requests that many make, which should not grow with the poll. Medians: once
/// a minute the server mixes ballots meanwhile.
fn look_up(served: &Served<'_>, voters: &Voters, load: Load) -> Result<()> {
    let id = voters.manifest.id();
    let codes = voters.first(u64::from(LOOKED_UP))?;
    let codes = codes.iter().map(|ballot| receipt_code(&BallotHash::from(sha256(&[ballot]))));
    let codes = vec![codes.collect::<Vec<String>>(); REPEATED].concat();
    let receipts = |code: &String| served.client.receipt(&id, code).map(drop);
    let page = |path: &str| {
        let path = format!("/polls/{id}{path}");
        move |_: &String| served.client.http().get(&path, &[])?.accepted().map(drop)
    };
    let each = |call: &(dyn Fn(&String) -> Result<(), ClientError> + Sync)| -> Result<f64> {
        let rounds = (0..ROUNDS).map(|_| Ok(rush::run(load, &served.meter(), &codes, call)?.0.cpu_each()));
        Ok(table::median(rounds.collect::<Result<_>>()?))
    };
    let (receipt, poll) = (each(&receipts)?, each(&page(""))?);
    // There is one of both only once the log has more than a few entries.
    let [tile, result] = ["/log/tile/0/000", "/result"].map(|path| each(&page(path)).ok());
    let shown = |it: Option<f64>| it.map_or_else(|| "-".to_owned(), |it| format!("{it:.0} us"));
    println!(
        "server CPU each: receipt {receipt:.0} us, poll's page {poll:.0} us, tile {}, result page {}",
        shown(tile),
        shown(result)
    );
    Ok(())
}

fn download(served: &Served<'_>, voters: &Voters, path: &str) -> Result<()> {
    let (began, before) = (Instant::now(), served.meter().read()?);
    let mut read = 0;
    let whole = format!("/api/v1/polls/{}/{path}", voters.manifest.id());
    let sink = &mut std::io::sink();
    served.client.http().download(&whole, u64::MAX, sink, |done, _| read = done).context(whole)?;
    println!(
        "GET {path}: {} MiB in {:.1} s, server CPU {:.1} s",
        megabytes(read),
        began.elapsed().as_secs_f64(),
        (served.meter().read()? - before).as_secs_f64()
    );
    Ok(())
}

fn unreadable(error: &std::io::Error) -> ClientError {
    ClientError::Unexpected { url: "the store".to_owned(), what: error.to_string() }
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
