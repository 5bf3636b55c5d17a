//! One large poll at the ballot box: casting, close, count, publication, a start with all of it on the disk, and look-ups
//! while the box is small and large.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use bench::cpu::Meter;
use bench::prepared::{Prepared, kind};
use bench::rush::{self, Load};
use bench::table::float;
use bench::{primitives, table};
use clap::Parser;
use cli::client::{BallotBox, ClientError};
use crypto::encoding::sha256;
use crypto::statement::{Notice, NoticeKind};
use e2e::election::Election;
use e2e::poll::{Draft, now};
use e2e::services::{Delivery, Side, Store};

/// Starts both services with fresh data, and plays a poll.
#[derive(Debug, Parser)]
struct Arguments {
    /// Ballots.
    #[arg(long, default_value_t = 100_000)]
    ballots: usize,
    /// `choice`: one of three options; `stv`: a ranking of 20 options for 5 seats.
    #[arg(long, default_value = "choice")]
    kind: String,
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
    ensure!(arguments.ballots > FEW, "more than {FEW} ballots are needed");
    let load = Load { clients: arguments.clients, rate: arguments.rate };
    let store = if arguments.postgres { Store::Postgres } else { Store::Sqlite };
    let mut election = Election::start(store, Delivery::Outbox).context("set PSEPHOS_TEST_POSTGRES")?;
    let template = election.publish(&Draft::default());
    let ballot_box = election.services.ballot_box();
    let (questions, answers) = kind(&arguments.kind)?;
    let poll = Prepared::publish(&ballot_box, election.services.registrar_key(), &template, &questions, 20)?;
    eprintln!("{} voters get a pass and seal a ballot ..", arguments.ballots);
    let ballots = poll.ballots(&answers, arguments.ballots)?;
    let bare = primitives::verifying(&poll.manifest, &ballots[..ballots.len().min(10_000)])?;

    eprintln!("casting ..");
    let id = poll.manifest.id();
    let meter = Meter::of(election.services.pid(Side::BallotBox));
    let (few, rest) = ballots.split_at(FEW);
    let cast = |ballot: &Vec<u8>| ballot_box.cast(&id, ballot, None).map(drop);
    rush::run(load, &meter, few, cast)?;
    let small = looked_up(&ballot_box, &poll, load, &meter, few)?;
    let (casting, _) = rush::run(load, &meter, rest, cast)?;
    table::print(&[("casting a ballot", "verifying", &casting, bare)]);
    let large = looked_up(&ballot_box, &poll, load, &meter, few)?;
    println!(
        "a receipt looked up: server CPU {small:.0} us with 1,000 ballots, {large:.0} us with {}",
        ballots.len()
    );
    println!("memory while voting: {} MiB at most", megabytes(meter.memory()?.1));

    let closes = now().plus(2);
    let notice = Notice {
        poll: id,
        seq: 1,
        kind: NoticeKind::Close,
        voting_closes: Some(closes),
        reason: "All have voted".to_owned(),
        at: now(),
    };
    poll.close(&ballot_box, ballots.len() as u64, &notice)?;
    sleep(Duration::from_secs(2));
    let (began, before) = (Instant::now(), meter.read()?);
    await_result(&ballot_box, &id)?;
    println!(
        "closed, appended, counted, signed: {:.1} s, server CPU {:.1} s, memory {} MiB at most",
        began.elapsed().as_secs_f64(),
        (meter.read()? - before).as_secs_f64(),
        megabytes(meter.memory()?.1)
    );
    let result = ballot_box.result(&id)?;
    ensure!(result.contains(&format!("\"ballots\":{}", ballots.len())), "every ballot is in the result");

    for path in ["/ballots", "/entries", "/bundle"] {
        let (began, before) = (Instant::now(), meter.read()?);
        let mut read = 0;
        ballot_box.http().download(
            &format!("/api/v1/polls/{id}{path}"),
            u64::MAX,
            &mut std::io::sink(),
            |done, _| read = done,
        )?;
        println!(
            "GET {path}: {} MiB in {:.1} s, server CPU {:.1} s",
            megabytes(read),
            began.elapsed().as_secs_f64(),
            (meter.read()? - before).as_secs_f64()
        );
    }
    println!("memory after the downloads: {} MiB at most", megabytes(meter.memory()?.1));

    let began = Instant::now();
    election.services.crash_and_restart(Side::BallotBox);
    let meter = Meter::of(election.services.pid(Side::BallotBox));
    println!(
        "killed and started again: {:.1} s, server CPU {:.1} s, memory {} MiB",
        began.elapsed().as_secs_f64(),
        meter.read()?.as_secs_f64(),
        megabytes(meter.memory()?.0)
    );
    Ok(())
}

/// CPU time of the server for looking up one receipt, in microseconds.
fn looked_up(
    ballot_box: &BallotBox,
    poll: &Prepared,
    load: Load,
    meter: &Meter,
    ballots: &[Vec<u8>],
) -> Result<f64> {
    let id = poll.manifest.id();
    let codes: Vec<_> =
        ballots.iter().map(|ballot| crypto::encoding::BallotHash::from(sha256(&[ballot]))).collect();
    let ask = |hash: &crypto::encoding::BallotHash| -> Result<(), ClientError> {
        ballot_box.receipt(&id, &hash.to_string()).map(drop)
    };
    let (rush, _) = rush::run(load, meter, &codes, ask)?;
    Ok(rush.server.as_secs_f64() * 1e6 / float(rush.count))
}

fn await_result(ballot_box: &BallotBox, poll: &crypto::encoding::PollId) -> Result<()> {
    let patience = Instant::now() + Duration::from_secs(3600);
    while ballot_box.result(poll).is_err() {
        ensure!(Instant::now() < patience, "no result after an hour");
        sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// Rounded down.
fn megabytes(bytes: u64) -> u64 {
    bytes >> 20
}

/// Ballots in the box when receipts are looked up for the first time.
const FEW: usize = 1000;
