//! The list of all polls that a ballot box ever accepted, and the key that signs it.

use crypto::encoding::{PollId, b64};
use crypto::evidence::{Part, Statements, examine};
use crypto::log::checkpoint::{Checkpoint, polls_origin};
use crypto::log::entry::Entry;
use crypto::manifest::Manifest;
use crypto::note::{Note, ServiceName, VerifierKey};
use crypto::statement::Handover;
use serde::{Deserialize, Serialize};

use super::Round;
use super::mirrored_lists::sizes;
use crate::client::{BallotBox, ClientError};
use crate::watch::log::{LogError, LogMemory, Source, Wanted};
use crate::watch::poll::Trouble;
use crate::watch::sighting::{Kind, Sighting};

/// What is remembered of a ballot box.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct BoxMemory {
    /// Keys that have signed its list of polls, the newest last.
    pub(super) keys: Vec<VerifierKey>,
    pub(super) log: LogMemory,
    /// The newest checkpoint of that list.
    pub(super) checkpoint: Option<String>,
}

/// What a ballot box says of its keys.
#[derive(Deserialize)]
pub(super) struct About {
    key: VerifierKey,
    #[serde(default)]
    handovers: Vec<String>,
}

impl About {
    pub(super) fn of(ballot_box: &BallotBox) -> Result<Self, ClientError> {
        ballot_box.http().get("/.well-known/psephos", &[])?.accepted()?.json()
    }

    /// The key that signed the note before it was handed over, in the end to one of these.
    pub(super) fn former(&self, note: &Note, known: &[VerifierKey]) -> Option<VerifierKey> {
        let signed = |key: &VerifierKey| note.verify(key).is_ok();
        let leads_there = |key: &VerifierKey| {
            Handover::newest(key, &self.handovers).is_ok_and(|newest| known.contains(&newest))
        };
        let old = self.handovers.iter().filter_map(|note| Some(Handover::open(note).ok()?.from));
        old.into_iter().find(|key| signed(key) && leads_there(key))
    }
}

impl Round<'_> {
    /// Follows the list of all polls.
    pub(super) fn list(
        &self,
        ballot_box: &BallotBox,
        memory: &mut BoxMemory,
        manifest: Option<&Manifest>,
        found: &mut Vec<Sighting>,
    ) -> Result<(), Trouble> {
        let mirrored = self.mirrored_lists();
        let shown = ballot_box.http().get("/polls/log/checkpoint", &[])?.accepted()?.text()?;
        let note = match Note::parse(&shown) {
            Ok(note) => note,
            Err(error) => {
                found.push(unreadable(&error));
                return Ok(());
            }
        };
        let Some(key) = self.signer(ballot_box, memory, &note, found)? else { return Ok(()) };
        let head = match head(&note, &key) {
            Ok(head) => head,
            Err(sighting) => {
                found.push(sighting);
                return Ok(());
            }
        };
        let signed = || {
            let before = memory.checkpoint.iter();
            let before = before.map(|note| Part::new("checkpoint that was shown before", note.as_str()));
            before.chain([Part::new("checkpoint that is shown", note.to_string())]).collect::<Vec<_>>()
        };
        if head.size < memory.log.size() {
            let detail = format!("the list of polls has {} entries; it had {}", head.size, memory.log.size());
            found.push(Sighting::new(Kind::LogShrank, "polls", detail).shown_by(signed()));
            return Ok(());
        }
        let source = self.source(ballot_box.http(), "/polls/log");
        let parts = signed();
        let keys = if self.keys.is_empty() { memory.keys.as_slice() } else { self.keys };
        let mirrored = self.signed_lists(mirrored, ballot_box, keys, found)?;
        let wanted = Wanted { sizes: sizes(&mirrored, head.size), ..Wanted::default() };
        match memory.log.follow(source, &head, &wanted) {
            Ok(()) => {
                memory.checkpoint = Some(note.to_string());
                self.compare_lists(&mirrored, (&head, &note), source, memory, manifest, found)?;
            }
            Err(LogError::Client(error)) => return Err(error.into()),
            Err(LogError::Stopped) => return Err(Trouble::Stopped),
            Err(error @ (LogError::Hidden(_) | LogError::Slow)) => {
                found.push(Sighting::new(Kind::ListHidden, "polls", error.to_string()));
            }
            Err(error @ LogError::Rewritten { .. }) => {
                found.push(rewritten(&error, parts, source, head.size, manifest));
            }
        }
        for poll in self.named.iter().filter(|poll| !is_listed(memory, **poll)) {
            let detail = format!("the poll {poll} is not on the ballot box's list of its polls");
            found.push(Sighting::new(Kind::PollUnlisted, poll.to_string(), detail));
        }
        Ok(())
    }

    /// The key that signed the list: an announced one, or the one that was met first. A new one is told, and taken if a known one
    /// has handed over to it.
    fn signer(
        &self,
        ballot_box: &BallotBox,
        memory: &mut BoxMemory,
        note: &Note,
        found: &mut Vec<Sighting>,
    ) -> Result<Option<VerifierKey>, Trouble> {
        let mut known = if self.keys.is_empty() { memory.keys.iter().rev() } else { self.keys.iter().rev() };
        if let Some(key) = known.find(|key| note.verify(key).is_ok()) {
            return Ok(Some(key.clone()));
        }
        if !self.keys.is_empty() {
            let detail = "the list of polls is signed by none of the keys that you named";
            found.push(Sighting::new(Kind::OtherKey, "polls", detail));
            return Ok(None);
        }
        let about = About::of(ballot_box)?;
        let is_newest = |known| Handover::newest(known, &about.handovers).as_ref() == Ok(&about.key);
        let follows = memory.keys.is_empty() || memory.keys.iter().any(is_newest);
        if !memory.keys.is_empty() {
            let by = if follows {
                "the key before it handed over to it, and both signed that"
            } else {
                "no key that is known has handed over to it"
            };
            let detail = format!(
                "the ballot box signs with {} now: {by}; compare it with what was announced",
                about.key
            );
            found.push(Sighting::new(Kind::KeyChanged, about.key.to_string(), detail));
        }
        if !follows || note.verify(&about.key).is_err() {
            let detail = "the list of polls is not signed by the ballot box's key";
            found.push(Sighting::new(Kind::Unreadable, "polls", detail));
            return Ok(None);
        }
        if memory.keys.len() < MOST_KEYS {
            memory.keys.push(about.key.clone());
        }
        Ok(Some(about.key))
    }
}

pub(super) fn head(note: &Note, key: &VerifierKey) -> Result<Checkpoint, Sighting> {
    let name: ServiceName = key.name().parse().map_err(|error| unreadable(&error))?;
    Checkpoint::from_note(note, key, &polls_origin(&name)).map_err(|error| unreadable(&error))
}

/// A list that was changed, with all of it, for the two checkpoints alone prove nothing unless they are of one length.
pub(super) fn rewritten(
    error: &LogError,
    mut parts: Vec<Part>,
    source: Source<'_>,
    size: u64,
    manifest: Option<&Manifest>,
) -> Sighting {
    let entries: Result<Vec<Entry>, _> = source.entries(0, size).collect();
    if let Ok(entries) = entries {
        let bytes: Vec<u8> = entries.iter().flat_map(Entry::to_bytes).collect();
        parts.push(Part::new("entries", b64(&bytes)));
    }
    let proved = manifest.map(|manifest| examine(&Statements::read(&parts, manifest).0, manifest));
    match proved.iter().flatten().next() {
        Some(finding) => Sighting::proved(finding, parts),
        None => Sighting::new(Kind::Fork, "polls", format!("{error} (the list of polls)")).shown_by(parts),
    }
}

fn unreadable(error: &dyn std::fmt::Display) -> Sighting {
    Sighting::new(Kind::Unreadable, "polls", format!("the checkpoint of the list of polls: {error}"))
}

fn is_listed(memory: &BoxMemory, poll: PollId) -> bool {
    let object = Entry::manifest(poll).object;
    memory.log.others.iter().any(|entry| entry.object() == object)
}

/// Remembered of one ballot box.
const MOST_KEYS: usize = 64;
