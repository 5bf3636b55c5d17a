//! `psephos watch`: follows polls while they run, remembers what it saw, and tells when a ballot box takes a word back.
//!
//! Exit codes of `--once`: 0 nothing is wrong; 1 an alert stands; 2 the watch could not be kept; 3 only warnings, or an alert
//! that could not be delivered yet.

mod address;
mod ballot_box;
mod counts;
mod deliver;
mod ledger;
mod lines;
mod log;
mod poll;
mod sighting;
mod state;
mod stop;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, ensure};
use crypto::encoding::PollId;
use crypto::note::VerifierKey;
use crypto::receipt::ReceiptFile;
use crypto::statement::{Promise, Statement as _};
use rand::RngExt as _;

pub use address::{Address, AddressError};
pub use deliver::Tell;

use ballot_box::Round;
use deliver::Messengers;
use ledger::{Ledger, Standing, Subject};
use lines::{Level, Lines};
use sighting::{Kind, Sighting};
use state::StateDir;
use stop::Stop;

/// What to watch.
#[derive(Debug, clap::Args)]
pub struct Watch {
    /// Addresses of polls, or of ballot boxes, all of whose polls are followed, new ones included.
    #[arg(required = true, value_name = "URL")]
    pub addresses: Vec<Address>,
    /// The folder in which the watcher remembers what it saw, and keeps evidence. One for each watcher; keep it.
    #[arg(long, value_name = "DIR", default_value = "psephos-watch")]
    pub state: PathBuf,
    /// A ballot box's verifier key as announced; with any, polls and lists under other keys are alerts. Can be repeated.
    #[arg(long = "key", value_name = "KEY")]
    pub keys: Vec<VerifierKey>,
    /// A mirror of the ballot box, which must show the same, perhaps later. Can be repeated; with one ballot box alone.
    #[arg(long = "mirror", value_name = "URL", value_parser = mirror)]
    pub mirrors: Vec<String>,
    /// For how long mirrors are read in each look, of ten minutes in all; the next look goes on.
    #[arg(long, value_name = "TIME", default_value = "5m", value_parser = duration, requires = "mirrors")]
    pub mirror_time: Duration,
    /// Receipts and promises whose ballots must be counted; the addresses come before them.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub receipt: Vec<PathBuf>,
    /// Send one message to whom alerts would be told, and end: does it arrive?
    #[arg(long = "try", conflicts_with_all = ["once", "every"])]
    pub trial: bool,
    /// Look once and end, for cron.
    #[arg(long)]
    pub once: bool,
    /// How long to rest between two looks, more or less a tenth.
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = duration, conflicts_with = "once")]
    pub every: Duration,
    /// How long a ballot box may be silent or show what does not fit, before the warning becomes an alert.
    #[arg(long, value_name = "TIME", default_value = "15m", value_parser = duration)]
    pub patience: Duration,
    /// How long one answer of a ballot box may take, body and all.
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = duration)]
    pub timeout: Duration,
    /// Write lines of JSON.
    #[arg(long)]
    pub json: bool,
    /// Say nothing as long as nothing is wrong: cron mails what is said.
    #[arg(long)]
    pub quiet: bool,
    /// Whom to tell.
    #[command(flatten)]
    pub tell: Tell,
}

/// Watches, and turns what stands at the end into an exit code.
pub fn run(watch: &Watch) -> ExitCode {
    match watched(watch) {
        Ok(Standing::Quiet) => ExitCode::SUCCESS,
        Ok(Standing::Alerts) => ExitCode::from(1),
        Ok(Standing::Warnings) => ExitCode::from(3),
        Err(error) => {
            eprintln!("psephos: the watch cannot be kept: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn watched(watch: &Watch) -> Result<Standing> {
    if let (true, [address, ..]) = (watch.trial, watch.addresses.as_slice()) {
        Messengers::new(&watch.tell)?.try_out(address.ballot_box())?;
        return Ok(Standing::Quiet);
    }
    let mut watcher = Watcher::new(watch)?;
    if watch.once {
        return watcher.round(&Stop::default());
    }
    let stop = Stop::on_signals().context("signals cannot be heard")?;
    watcher.lines.say(Level::Info, None, &format!("watching {}", listing(&watch.addresses)));
    loop {
        let standing = watcher.round(&stop)?;
        if stop.wait(watch.every.mul_f64(rand::rng().random_range(0.9..1.1))) {
            watcher.lines.say(Level::Info, None, "stopped");
            return Ok(standing);
        }
    }
}

/// Everything between the command line and a round.
struct Watcher<'a> {
    watch: &'a Watch,
    /// By ballot box: the polls that were named, and whether all others are meant as well.
    boxes: BTreeMap<&'a str, (BTreeSet<PollId>, bool)>,
    /// Names and contents.
    receipts: Vec<(String, String)>,
    messengers: Messengers,
    lines: Lines,
    state: StateDir,
    ledger: Mutex<Ledger>,
    /// What was last said of each poll that behaves.
    said: Mutex<BTreeMap<PollId, String>>,
}

impl<'a> Watcher<'a> {
    fn new(watch: &'a Watch) -> Result<Self> {
        let mut boxes: BTreeMap<&str, (BTreeSet<PollId>, bool)> = BTreeMap::new();
        for address in &watch.addresses {
            let (named, all) = boxes.entry(address.ballot_box()).or_default();
            match address {
                Address::Poll(url) => drop(named.insert(url.id())),
                Address::BallotBox(_) => *all = true,
            }
        }
        ensure!(
            watch.mirrors.is_empty() || boxes.len() == 1,
            "--mirror: name one ballot box, whose mirror it is"
        );
        let receipts = watch.receipt.iter().map(receipt).collect::<Result<_>>()?;
        let messengers = Messengers::new(&watch.tell)?;
        let state = StateDir::open(&watch.state)?;
        let ledger = Mutex::new(state.load(ALERTS)?.unwrap_or_default());
        let lines = Lines::new(watch.json, watch.quiet);
        Ok(Self { watch, boxes, receipts, messengers, lines, state, ledger, said: Mutex::default() })
    }

    /// Looks at everything once, at all ballot boxes at the same time, and tells what is new.
    fn round(&mut self, stop: &Stop) -> Result<Standing> {
        let (followed, began) = (Mutex::default(), Instant::now());
        let known = thread::scope(|scope| {
            let rounds: Vec<_> = self
                .boxes
                .iter()
                .map(|(base, (named, all))| {
                    let round = Round {
                        base,
                        mirrors: &self.watch.mirrors,
                        named,
                        all: *all,
                        keys: &self.watch.keys,
                        receipts: &self.receipts,
                        patience: self.watch.patience,
                        state: &self.state,
                        lines: self.lines,
                        stop,
                        timeout: self.watch.timeout,
                        deadline: began + LONGEST_ROUND,
                        mirrors_until: began + self.watch.mirror_time.min(LONGEST_ROUND),
                        ledger: &self.ledger,
                        followed: &followed,
                        said: &self.said,
                    };
                    scope.spawn(move || round.run())
                })
                .collect();
            let died = |_| Err(anyhow!("a look ended by a fault of the watcher's own"));
            let known = rounds.into_iter().map(|round| round.join().unwrap_or_else(died));
            known.collect::<Result<Vec<bool>>>()
        })?;
        let followed = followed.into_inner().unwrap_or_else(PoisonError::into_inner);
        let now = lines::now();
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        // The poll may be one that a silent ballot box has not told of yet.
        let known = known.into_iter().all(|known| known);
        let astray = if known { astray(&self.receipts, &followed) } else { Vec::new() };
        let receipts = Subject { ballot_box: "", poll: None, manifest: None };
        ledger.enter(receipts, astray, known, (now, self.watch.patience), (&self.state, &self.lines))?;
        let save = |ledger: &Ledger| self.state.store(ALERTS, ledger);
        save(&ledger)?;
        let told = self.messengers.tell(&mut ledger, now, self.lines, save)?;
        let standing = ledger.standing();
        Ok(if told { standing } else { standing.max(Standing::Warnings) })
    }
}

/// Receipts that nothing can be concluded from, because nobody follows their poll.
fn astray(receipts: &[(String, String)], followed: &BTreeSet<PollId>) -> Vec<Sighting> {
    let poll = |text: &str| {
        let file = ReceiptFile::parse(text).ok()?;
        Promise::parse(file.promise.text()).ok().map(|promise| promise.poll)
    };
    let strays = receipts.iter().filter(|(_, text)| poll(text).is_none_or(|poll| !followed.contains(&poll)));
    let sighting = |name: &String| {
        Sighting::new(Kind::ReceiptUseless, name, format!("{name} is of no poll that is followed"))
    };
    strays.map(|(name, _)| sighting(name)).collect()
}

fn receipt(path: &PathBuf) -> Result<(String, String)> {
    let shown = path.display().to_string();
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {shown}"))?;
    ReceiptFile::parse(&text).with_context(|| format!("{shown} is no receipt and no promise"))?;
    Ok((shown, text))
}

fn listing(addresses: &[Address]) -> String {
    addresses.iter().map(Address::to_string).collect::<Vec<_>>().join(", ")
}

/// The address of a mirror, below whatever path, without a slash at the end.
fn mirror(text: &str) -> Result<String, String> {
    let url = text.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let host = host
        .filter(|host| !host.is_empty() && !host.starts_with('/') && !host.contains(['?', '#', '@', ' ']));
    let wrong = || "expected the address of a mirror, such as https://mirror.example.org".to_owned();
    host.map(|_| url.to_owned()).ok_or_else(wrong)
}

/// `90s`, `15m`, `2h`.
fn duration(text: &str) -> Result<Duration, String> {
    let parsed: Option<jiff::SignedDuration> = text.parse().ok();
    let time = parsed.and_then(|time| Duration::try_from(time).ok());
    time.ok_or_else(|| "expected a time such as 90s, 15m or 2h".to_owned())
}

/// Over one ballot box, so that none keeps others waiting for long.
const LONGEST_ROUND: Duration = Duration::from_secs(600);
/// The record of what was found.
const ALERTS: &str = "alerts";
