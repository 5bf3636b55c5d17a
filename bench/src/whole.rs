//! All measurements as one table, beside what we aim at.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::audits::Audits;
use crate::kind::Kind;
use crate::large_poll::{End, LargePoll, LookUps, Played};
use crate::ratios::{Measured, Ratios, Work};

/// Measures everything.
#[derive(Args, Debug)]
pub struct Whole {
    /// Ballots of the large polls and of the audit.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(2000..))]
    ballots: u32,
    /// Folder that keeps the voters for the next time; those that it lacks are made, which takes longest.
    #[arg(long)]
    store: Option<PathBuf>,
    /// Also on PostgreSQL (PSEPHOS_TEST_POSTGRES).
    #[arg(long)]
    postgres: bool,
}

struct Row {
    what: String,
    found: String,
    goal: &'static str,
}

impl Whole {
    /// Measures and prints.
    pub fn run(&self) -> Result<()> {
        let mut rows = Vec::new();
        let mut ratio = |work, postgres, what: &str, goal| -> Result<()> {
            let ratios = Ratios::usual(work, postgres, self.store.clone());
            let Measured { service, floor } = match work {
                Work::Issuing => ratios.issuing()?,
                Work::Casting => ratios.casting()?,
            };
            let found = format!("{:.2} ({:.2} without the service)", service.ratio(), floor.ratio());
            rows.push(Row { what: what.to_owned(), found, goal });
            Ok(())
        };
        ratio(Work::Issuing, false, "issue a pass, SQLite: CPU over the private operation", "1.35")?;
        ratio(Work::Casting, false, "cast, SQLite: CPU over the two signature checks", "1.65")?;
        if self.postgres {
            ratio(Work::Casting, true, "cast, PostgreSQL with its server: the same", "2.5")?;
        }
        rows.extend(self.audit()?);
        let played = LargePoll::usual(self.ballots, Kind::Choice, self.store.clone(), false).run()?;
        rows.extend(of_poll("choice, SQLite", &played, "60 s"));
        let ranked = LargePoll::usual(self.ballots, Kind::Stv, self.store.clone(), false).run()?;
        rows.push(closing("STV of 20 options, SQLite", &ranked, "120 s"));
        if self.postgres {
            let played = LargePoll::usual(self.ballots, Kind::Choice, self.store.clone(), true).run()?;
            rows.extend(of_poll("choice, PostgreSQL", &played, "60 s"));
        }
        println!("\n| what | found | at most |\n|---|---|---|");
        for Row { what, found, goal } in rows {
            println!("| {what} | {found} | {goal} |");
        }
        Ok(())
    }

    fn audit(&self) -> Result<[Row; 2]> {
        let audited = Audits::usual(self.ballots, 5, self.store.clone()).run()?;
        let what = format!("audit {} ballots, all cores: CPU over the two signature checks", self.ballots);
        let found = format!("{:.2} ({:.0} s)", audited.ratio, audited.seconds);
        Ok([
            Row { what, found, goal: "1.25" },
            Row { what: "its memory".to_owned(), found: format!("{} MiB", audited.memory), goal: "300 MB" },
        ])
    }
}

fn closing(kind: &str, played: &Played, goal: &'static str) -> Row {
    let what = format!("close, count and publish {} ballots: {kind}", played.ballots);
    let End { closing, publishing, memory, .. } = played.end;
    let voting = played.memory;
    Row {
        what,
        found: format!("{closing:.1} s + {publishing:.1} s, {memory:.0} MiB ({voting} while voting)"),
        goal,
    }
}

fn of_poll(kind: &str, played: &Played, goal: &'static str) -> Vec<Row> {
    let casting = &played.casting;
    let [few, many] = played.look_ups;
    let look_up = |what: &str, of: fn(LookUps) -> Option<f64>| Row {
        what: format!("{what}, server CPU with 1,000 and with {} ballots: {kind}", played.ballots),
        found: format!("{} and {}", microseconds(of(few)), microseconds(of(many))),
        goal: "flat",
    };
    let End { disk, start, start_memory, .. } = played.end;
    vec![
        Row {
            what: format!("cast {} ballots: {kind}", played.ballots),
            found: format!("ratio {:.2}, {:.0} a second", casting.ratio(), casting.middle().rate()),
            goal: "-",
        },
        closing(kind, played, goal),
        Row {
            what: format!("database and records of {} ballots: {kind}", played.ballots),
            found: format!("{disk:.0} MiB"),
            goal: "-",
        },
        look_up("receipt", |it| Some(it.receipt)),
        look_up("page of the poll", |it| Some(it.poll)),
        look_up("tile", |it| Some(it.tile)),
        look_up("page of the result", |it| it.result),
        Row {
            what: format!("start with {} ballots: {kind}", played.ballots),
            found: format!("{start:.1} s, {start_memory:.0} MiB"),
            goal: "5 s, 150 MB",
        },
    ]
}

fn microseconds(it: Option<f64>) -> String {
    it.map_or_else(|| "-".to_owned(), |it| format!("{it:.0} us"))
}
