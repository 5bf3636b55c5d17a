//! Everything that was found, when, and whom it was told: each alert is told once.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use crypto::encoding::{PollId, hex, sha256};
use crypto::evidence::{EvidenceFile, Party};
use crypto::manifest::Manifest;
use crypto::time::UtcTime;
use serde::{Deserialize, Serialize};

use super::lines::{Level, Lines};
use super::sighting::{Kind, Sighting, Weight};
use super::state::StateDir;

/// The record `alerts`.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Ledger {
    entries: Vec<Entry>,
}

/// One trouble.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// The same for the same trouble, in every message about it.
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) ballot_box: String,
    pub(super) poll: Option<PollId>,
    pub(super) detail: String,
    /// `registrar` or `ballot-box`, where a signature of its own proves it.
    pub(super) convicts: Option<String>,
    pub(super) evidence: Option<PathBuf>,
    pub(super) since: UtcTime,
    /// When it became an alert; until then it is a warning.
    pub(super) alerted: Option<UtcTime>,
    /// Whom it is still to be told.
    pub(super) webhook: Delivery,
    pub(super) mail: Delivery,
}

/// How far a message is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Delivery {
    pub(super) done: bool,
    pub(super) attempts: u32,
    /// Not before this time.
    pub(super) next: Option<UtcTime>,
}

/// What the sightings are about: a poll, or a ballot box as a whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) ballot_box: &'a str,
    pub(super) poll: Option<PollId>,
    /// Goes into evidence files, with its note, so that they can be examined by themselves.
    pub(super) manifest: Option<(&'a Manifest, &'a str)>,
}

/// What a ledger comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// Nothing.
    Quiet,
    /// Something that may pass, or a message that could not be delivered yet.
    Warnings,
    /// At least one alert stands.
    Alerts,
}

impl Ledger {
    /// Enters what a look found. After a `complete` look, what it did not find any more is over.
    pub(super) fn enter(
        &mut self,
        subject: Subject<'_>,
        sightings: Vec<Sighting>,
        complete: bool,
        (now, patience): (UtcTime, Duration),
        (state, lines): (&StateDir, &Lines),
    ) -> Result<()> {
        let mut found = Vec::new();
        for sighting in sightings {
            let id = id_of(subject, &sighting);
            found.push(id.clone());
            let place = match self.entries.iter().position(|entry| entry.id == id) {
                Some(place) => place,
                None if self.has_enough_of(subject, sighting.kind) => continue,
                None => {
                    let entry = Entry::new(id, subject, &sighting, now);
                    if sighting.kind.weight() == Weight::Patient && !patience.is_zero() {
                        lines.entry(Level::Warning, &entry);
                    }
                    self.entries.push(entry);
                    self.entries.len() - 1
                }
            };
            let entry = &mut self.entries[place];
            let waited = now.unix().saturating_sub(entry.since.unix());
            let due = sighting.kind.weight() != Weight::Patient || waited >= seconds(patience);
            if entry.alerted.is_none() && due {
                entry.detail = sighting.detail;
                entry.evidence = keep(state, subject, &entry.detail, sighting.kind, sighting.parts)?;
                entry.alerted = Some(now);
                lines.entry(Level::Alert, entry);
            }
        }
        let is_over = |entry: &Entry| {
            complete
                && (entry.ballot_box.as_str(), entry.poll) == (subject.ballot_box, subject.poll)
                && entry.kind.weight() != Weight::Lasting
                && !found.contains(&entry.id)
        };
        self.entries.iter().filter(|entry| is_over(entry)).for_each(|entry| lines.entry(Level::Over, entry));
        self.entries.retain(|entry| !is_over(entry));
        Ok(())
    }

    /// Whoever can make up troubles without end, such as a list of polls that are none, does not fill the disk with them, nor
    /// anybody's mailbox.
    fn has_enough_of(&self, subject: Subject<'_>, kind: Kind) -> bool {
        let alike = |entry: &&Entry| (entry.ballot_box.as_str(), entry.kind) == (subject.ballot_box, kind);
        self.entries.iter().filter(alike).count() >= MOST_OF_A_KIND
    }

    /// The alerts, for who tells them.
    pub(super) fn alerts(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.entries.iter_mut().filter(|entry| entry.alerted.is_some())
    }

    /// What it comes to.
    pub(super) fn standing(&self) -> Standing {
        let standing = |entry: &Entry| match entry.alerted {
            Some(_) => Standing::Alerts,
            None => Standing::Warnings,
        };
        self.entries.iter().map(standing).max().unwrap_or(Standing::Quiet)
    }
}

impl Entry {
    /// Of nothing that happened.
    pub(super) fn trial(ballot_box: &str, now: UtcTime) -> Self {
        let subject = Subject { ballot_box, poll: None, manifest: None };
        let words = "This is a trial: nothing is wrong, and alerts will come like this.";
        let sighting = Sighting::new(Kind::Trial, "", words);
        let entry = Self::new(id_of(subject, &sighting), subject, &sighting, now);
        Self { alerted: Some(now), ..entry }
    }

    fn new(id: String, subject: Subject<'_>, sighting: &Sighting, now: UtcTime) -> Self {
        let party = |party| match party {
            Party::Registrar => "registrar".to_owned(),
            Party::BallotBox => "ballot-box".to_owned(),
        };
        Self {
            id,
            kind: sighting.kind,
            ballot_box: subject.ballot_box.to_owned(),
            poll: subject.poll,
            detail: sighting.detail.clone(),
            convicts: sighting.convicts.map(party),
            evidence: None,
            since: now,
            alerted: None,
            webhook: Delivery::default(),
            mail: Delivery::default(),
        }
    }
}

/// Writes the statements down, if there are any and it is known which poll they are of.
fn keep(
    state: &StateDir,
    subject: Subject<'_>,
    failed: &str,
    kind: Kind,
    parts: Vec<crypto::evidence::Part>,
) -> Result<Option<PathBuf>> {
    let Some((manifest, note)) = subject.manifest.filter(|_| !parts.is_empty()) else { return Ok(None) };
    let of = subject.poll.map_or("polls".to_owned(), |poll| poll.to_string());
    let file = EvidenceFile::new(manifest, Some(note), failed, parts);
    state.keep_evidence(&format!("{of}-{}", kind.name()), &file).map(Some)
}

fn id_of(subject: Subject<'_>, sighting: &Sighting) -> String {
    let poll = subject.poll.map_or_else(String::new, |poll| poll.to_string());
    let all = [subject.ballot_box, &poll, sighting.kind.name(), &sighting.key].join("\n");
    hex(&sha256(&[all.as_bytes()])[..ID_BYTES])
}

fn seconds(time: Duration) -> i64 {
    i64::try_from(time.as_secs()).unwrap_or(i64::MAX)
}

const ID_BYTES: usize = 16;
/// Troubles of one kind at one ballot box that are told one by one.
const MOST_OF_A_KIND: usize = 50;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> UtcTime {
        UtcTime::from_unix(1_793_000_000 + seconds)
    }

    struct Bench {
        ledger: Ledger,
        folder: tempfile::TempDir,
    }

    impl Bench {
        fn new() -> Self {
            Self { ledger: Ledger::default(), folder: tempfile::tempdir().unwrap() }
        }

        fn see(&mut self, seconds: i64, kinds: &[Kind], complete: bool) -> Standing {
            let state = StateDir::open(self.folder.path()).unwrap();
            let subject = Subject { ballot_box: "http://box", poll: None, manifest: None };
            let sightings = kinds.iter().map(|kind| Sighting::new(*kind, "", "words")).collect();
            let time = (at(seconds), Duration::from_secs(900));
            self.ledger.enter(subject, sightings, complete, time, (&state, &Lines::text())).unwrap();
            self.ledger.standing()
        }
    }

    #[test]
    fn silence_is_a_warning_first_then_one_alert_and_over_with_the_first_answer() {
        let mut bench = Bench::new();
        assert_eq!(bench.see(0, &[Kind::Unreachable], false), Standing::Warnings);
        assert_eq!(bench.see(899, &[Kind::Unreachable], false), Standing::Warnings);
        assert_eq!(bench.see(900, &[Kind::Unreachable], false), Standing::Alerts);
        assert_eq!(bench.see(1800, &[Kind::Unreachable], false), Standing::Alerts);
        assert_eq!(bench.ledger.alerts().map(|entry| entry.alerted).collect::<Vec<_>>(), [Some(at(900))]);
        assert_eq!(bench.see(1860, &[], false), Standing::Alerts, "a look that broke off tells nothing");
        assert_eq!(bench.see(1920, &[], true), Standing::Quiet);
        assert_eq!(bench.see(2000, &[Kind::Unreachable], false), Standing::Warnings, "it begins anew");
    }

    #[test]
    fn nobody_is_told_of_more_than_some_troubles_of_one_kind() {
        let mut bench = Bench::new();
        let state = StateDir::open(bench.folder.path()).unwrap();
        let forks = |keys: std::ops::Range<usize>| {
            keys.map(|key| Sighting::new(Kind::Fork, key.to_string(), "words")).collect::<Vec<_>>()
        };
        let box_of = |ballot_box| Subject { ballot_box, poll: None, manifest: None };
        let mut enter = |ballot_box, found| {
            let time = (at(0), Duration::from_secs(900));
            bench.ledger.enter(box_of(ballot_box), found, true, time, (&state, &Lines::text())).unwrap();
        };
        (0..3).for_each(|_| enter("http://box", forks(0..2 * MOST_OF_A_KIND)));
        enter("http://box", vec![Sighting::new(Kind::CountFell, "", "words")]);
        enter("http://other", forks(0..1));
        assert_eq!(bench.ledger.alerts().count(), MOST_OF_A_KIND + 2);
    }

    #[test]
    fn what_was_signed_once_stands() {
        let mut bench = Bench::new();
        assert_eq!(bench.see(0, &[Kind::Fork], true), Standing::Alerts);
        assert_eq!(bench.see(60, &[], true), Standing::Alerts);
        assert_eq!(bench.see(120, &[Kind::Fork], true), Standing::Alerts);
        assert_eq!(bench.ledger.alerts().count(), 1);
    }
}
