//! One round over one ballot box: its list of polls, and then the polls that are followed.

mod mirrored_lists;
mod polls_list;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use crypto::encoding::{PollId, hex, sha256};
use crypto::evidence::open_manifest;
use crypto::log::entry::EntryKind;
use crypto::manifest::Manifest;
use crypto::note::VerifierKey;
use crypto::time::UtcTime;

use super::ledger::{Ledger, Subject};
use super::lines::{Level, Lines};
use super::log::{Listed, Source};
use super::poll::{Look, PollMemory, Trouble};
use super::sighting::{Kind, Sighting};
use super::state::StateDir;
use super::stop::Stop;
use crate::client::{BallotBox, ClientError, Http};

use polls_list::BoxMemory;

/// What is followed at one ballot box, and with what.
pub(super) struct Round<'a> {
    pub(super) base: &'a str,
    /// Addresses of its mirrors.
    pub(super) mirrors: &'a [String],
    /// Polls that were named.
    pub(super) named: &'a BTreeSet<PollId>,
    /// Whether all others are followed as well.
    pub(super) all: bool,
    /// Keys as announced; none if nobody named any.
    pub(super) keys: &'a [VerifierKey],
    pub(super) receipts: &'a [(String, String)],
    pub(super) patience: Duration,
    pub(super) state: &'a StateDir,
    pub(super) lines: Lines,
    pub(super) stop: &'a Stop,
    pub(super) ledger: &'a Mutex<Ledger>,
    /// Of one answer, body and all.
    pub(super) timeout: Duration,
    /// When it has taken too long.
    pub(super) deadline: Instant,
    /// From when on no mirror is read: the rest of the time is the ballot box's.
    pub(super) mirrors_until: Instant,
    /// Every poll that was looked for, at whatever ballot box.
    pub(super) followed: &'a Mutex<BTreeSet<PollId>>,
    /// What was last said of each poll that behaves.
    pub(super) said: &'a Mutex<BTreeMap<PollId, String>>,
}

impl Round<'_> {
    /// Looks at everything once; false if nobody knows yet which polls are all. Only the watcher's own folder can fail.
    pub(super) fn run(&self) -> Result<bool> {
        let ballot_box = BallotBox::within(self.base, self.timeout);
        let now = super::lines::now();
        let record = format!("box-{}", &hex(&sha256(&[self.base.as_bytes()]))[..32]);
        let mut memory: BoxMemory = self.state.load(&record)?.unwrap_or_default();
        let mut found = Vec::new();
        let manifest = self.any_manifest(&memory)?;
        let listed =
            self.list(&ballot_box, &mut memory, manifest.as_ref().map(|(manifest, _)| manifest), &mut found);
        self.state.store(&record, &memory)?;
        let mut complete = self.has_answered(listed, &mut found)?;
        let known = complete || !self.all;
        let polls = self.follows(&memory, &mut found);
        self.followed.lock().unwrap_or_else(PoisonError::into_inner).extend(&polls);
        if complete || !found.iter().any(|sighting| sighting.kind == Kind::Unreachable) {
            complete &= self.polls(&ballot_box, polls, now, &mut found)?;
        }
        let manifest = manifest.as_ref().map(|(manifest, note)| (manifest, note.as_str()));
        let subject = Subject { ballot_box: self.base, poll: None, manifest };
        self.enter(subject, found, complete, now)?;
        Ok(known)
    }

    /// Where the entries of a list come from.
    fn source<'s>(&'s self, http: &'s Http, tiles: &'s str) -> Source<'s> {
        Source { http, tiles, stop: self.stop, deadline: self.deadline }
    }

    /// The polls that were named and, if all are meant, those that are listed as far as is known.
    fn follows(&self, memory: &BoxMemory, found: &mut Vec<Sighting>) -> BTreeSet<PollId> {
        let mut polls: BTreeSet<PollId> = self.named.clone();
        if self.all {
            let listed = memory.log.others.iter().filter(|entry| entry.is(EntryKind::Manifest));
            let ids: Vec<PollId> = listed.map(|entry| PollId::from(*entry.object().as_bytes())).collect();
            if ids.len() > MOST_POLLS {
                let detail =
                    format!("{} polls are listed; only the newest {MOST_POLLS} are followed", ids.len());
                found.push(Sighting::new(Kind::Unreadable, "many", detail));
            }
            polls.extend(ids.into_iter().rev().take(MOST_POLLS));
        }
        polls
    }

    /// Looks at the polls, those first that were not looked at for longest; false if the ballot box fell silent.
    fn polls(
        &self,
        ballot_box: &BallotBox,
        polls: BTreeSet<PollId>,
        now: UtcTime,
        found: &mut Vec<Sighting>,
    ) -> Result<bool> {
        let mut remembered = Vec::new();
        for poll in polls {
            remembered.push((poll, self.state.load::<PollMemory>(&record_of(poll))?));
        }
        remembered.sort_by_key(|(_, memory)| memory.as_ref().map(|memory| memory.looked));
        for (poll, memory) in remembered {
            let settled = memory.as_ref().is_some_and(|it| is_settled(it, now));
            if settled || self.stop.is_set() {
                continue;
            }
            if Instant::now() > self.deadline {
                found.push(Sighting::new(Kind::Unreachable, "", TOO_SLOW));
                return Ok(false);
            }
            if !self.poll(ballot_box, poll, memory, now, found)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Looks at one poll; false if the ballot box fell silent.
    fn poll(
        &self,
        ballot_box: &BallotBox,
        poll: PollId,
        memory: Option<PollMemory>,
        now: UtcTime,
        box_found: &mut Vec<Sighting>,
    ) -> Result<bool> {
        let fetched = match &memory {
            Some(memory) => Ok(memory.manifest.clone()),
            None => ballot_box.manifest(&poll).map_err(Trouble::from),
        };
        let mut found = Vec::new();
        let opened = match fetched {
            Ok(note) => open_manifest(&note, poll).map(|manifest| (manifest, note)),
            Err(error) => return self.broke_off(poll, error, found, now, box_found),
        };
        let nameless = Subject { ballot_box: self.base, poll: Some(poll), manifest: None };
        let Some((manifest, note)) = opened else {
            let detail = "what is shown as its manifest is not that, or not signed by both services";
            found.push(Sighting::new(Kind::Unreadable, "manifest", detail));
            self.enter(nameless, found, false, now)?;
            return Ok(true);
        };
        let key = &manifest.ballot_box.key;
        if !self.keys.is_empty() && !self.keys.contains(key) {
            let detail = format!("the poll is signed by {key}, which is none of the keys that you named");
            found.push(Sighting::new(Kind::OtherKey, key.to_string(), detail));
            self.enter(nameless, found, false, now)?;
            return Ok(true);
        }
        let mut memory = memory.unwrap_or_else(|| PollMemory::new(note, now));
        memory.looked = now;
        let mirrors: Vec<BallotBox> =
            self.mirrors.iter().map(|base| BallotBox::within(base, self.timeout)).collect();
        let mut look = Look {
            ballot_box,
            mirrors: &mirrors,
            manifest: &manifest,
            memory: &mut memory,
            receipts: self.receipts,
            state: self.state,
            stop: self.stop,
            deadline: self.deadline,
            mirrors_until: self.mirrors_until,
            now,
            patience: i64::try_from(self.patience.as_secs()).unwrap_or(i64::MAX),
            found,
        };
        let ended = look.run();
        let found = look.found;
        self.state.store(&record_of(poll), &memory)?;
        match ended {
            Err(error) => self.broke_off(poll, error, found, now, box_found),
            Ok(()) => {
                let manifest = Some((&manifest, memory.manifest.as_str()));
                if found.is_empty() {
                    self.say_anew(poll, memory.words());
                }
                self.enter(Subject { ballot_box: self.base, poll: Some(poll), manifest }, found, true, now)?;
                Ok(true)
            }
        }
    }

    /// Says of a poll that behaves how far it is, unless that is what was said last.
    fn say_anew(&self, poll: PollId, words: String) {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.get(&poll) != Some(&words) {
            self.lines.say(Level::Info, Some(self.base), &format!("{poll} {words}"));
            said.insert(poll, words);
        }
    }

    /// A look at a poll that broke off. Silence is the whole ballot box's.
    fn broke_off(
        &self,
        poll: PollId,
        trouble: Trouble,
        mut found: Vec<Sighting>,
        now: UtcTime,
        box_found: &mut Vec<Sighting>,
    ) -> Result<bool> {
        let silent = matches!(trouble, Trouble::Client(ClientError::Unreachable { .. }) | Trouble::Stopped);
        let of_box = self.has_answered(Err(trouble), if silent { box_found } else { &mut found })?;
        let memory: Option<PollMemory> = self.state.load(&record_of(poll))?;
        let opened =
            memory.and_then(|memory| Some((open_manifest(&memory.manifest, poll)?, memory.manifest)));
        let manifest = opened.as_ref().map(|(manifest, note)| (manifest, note.as_str()));
        self.enter(Subject { ballot_box: self.base, poll: Some(poll), manifest }, found, false, now)?;
        Ok(of_box || !silent)
    }

    /// Whether nothing broke off; what did is entered, unless it was the watcher's own folder.
    fn has_answered(&self, ended: Result<(), Trouble>, found: &mut Vec<Sighting>) -> Result<bool> {
        match ended {
            Ok(()) => return Ok(true),
            Err(Trouble::Own(error)) => return Err(error),
            Err(Trouble::Stopped) => {}
            Err(Trouble::Cut(error)) => {
                found.push(Sighting::new(Kind::Unreachable, "", error.to_string()));
            }
            Err(Trouble::Client(error)) => {
                let kind = if error.is_transient() { Kind::Unreachable } else { Kind::Unreadable };
                // One key for all failures: which of several calls fails is chance.
                found.push(Sighting::new(kind, "", error.to_string()));
            }
        }
        Ok(false)
    }

    /// A manifest of this ballot box, to open evidence about its list with.
    fn any_manifest(&self, memory: &BoxMemory) -> Result<Option<(Manifest, String)>> {
        let listed =
            memory.log.others.iter().map(Listed::object).map(|object| PollId::from(*object.as_bytes()));
        for poll in self.named.iter().copied().chain(listed).take(MOST_POLLS) {
            if let Some(memory) = self.state.load::<PollMemory>(&record_of(poll))?
                && let Some(manifest) = open_manifest(&memory.manifest, poll)
            {
                return Ok(Some((manifest, memory.manifest)));
            }
        }
        Ok(None)
    }

    fn enter(&self, subject: Subject<'_>, found: Vec<Sighting>, complete: bool, now: UtcTime) -> Result<()> {
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        ledger.enter(subject, found, complete, (now, self.patience), (self.state, &self.lines))?;
        self.state.store(super::ALERTS, &*ledger)
    }
}

/// Nothing more is expected: it is looked at now and then.
fn is_settled(memory: &PollMemory, now: UtcTime) -> bool {
    memory.over.is_some_and(|over| now >= over.plus(WEEK)) && now < memory.looked.plus(HOUR)
}

fn record_of(poll: PollId) -> String {
    format!("poll-{poll}")
}

const TOO_SLOW: &str = "it answers so slowly that some of its polls were not looked at";
/// Followed at one ballot box.
const MOST_POLLS: usize = 2000;
const HOUR: i64 = 3600;
const WEEK: i64 = 7 * 24 * HOUR;
