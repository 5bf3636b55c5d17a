//! The list of a poll: it only grows, and what was signed about it fits together.

use crypto::encoding::b64;
use crypto::evidence::{Part, Statements, examine};
use crypto::log::entry::Entry;

use super::shown::{Held, Shown};
use super::{Look, Trouble};
use crate::watch::log::{LogError, Source, Wanted};
use crate::watch::sighting::{Kind, Sighting};

impl Look<'_> {
    /// What follows from all that was signed, then and now.
    pub(super) fn conclude(&mut self, shown: &Shown, held: &[Held], entries: Vec<Part>) -> bool {
        let parts = self.parts(shown, held).into_iter().chain(entries).collect::<Vec<_>>();
        let (statements, _) = Statements::read(&parts, self.manifest);
        let findings = examine(&statements, self.manifest);
        self.found.extend(findings.iter().map(|finding| Sighting::proved(finding, parts.clone())));
        !findings.is_empty()
    }

    pub(super) fn parts(&self, shown: &Shown, held: &[Held]) -> Vec<Part> {
        let memory = &self.memory;
        let before = [memory.checkpoint.clone(), self.state.checkpoint(&self.poll(), shown.head.size)];
        let mut parts = vec![Part::new("checkpoint that is shown", shown.note.to_string())];
        parts.extend(
            before.into_iter().flatten().map(|note| Part::new("checkpoint that was shown before", note)),
        );
        let mirrored = shown.mirrored.iter().filter_map(|it| it.head.as_ref());
        parts.extend(mirrored.map(|(_, note)| Part::new("checkpoint of a mirror", note.to_string())));
        let mut all = |name: &str, notes: Vec<&String>| {
            parts.extend(notes.into_iter().map(|note| Part::new(name, note.as_str())));
        };
        all("result", memory.results.iter().chain(shown.result.as_ref().map(|(_, note)| note)).collect());
        all("notice", memory.notices.iter().chain(&shown.notices).collect());
        all("issuance", memory.issuance.iter().chain(&shown.issuance).collect());
        let names: Vec<&str> = held.iter().map(|held| held.name.as_str()).collect();
        let own = self.receipts.iter().filter(|(name, _)| names.contains(&name.as_str()));
        all("promise", own.map(|(_, text)| text).collect());
        parts.dedup_by(|one, other| one.text == other.text);
        parts
    }

    /// Whether the list is shorter than one that was signed: then there is nothing to follow.
    pub(super) fn is_shorter(&mut self, shown: &Shown, held: &[Held]) -> bool {
        let seen = self.memory.log.size();
        let result = shown.result.as_ref().map_or(0, |(outcome, _)| outcome.tree_size);
        let receipts = held.iter().filter_map(|held| held.head).map(|(size, _)| size).max().unwrap_or(0);
        let mirrored = shown.mirrored.iter().filter_map(|it| it.head.as_ref()).map(|(head, _)| head.size);
        let mirrored = mirrored.max().unwrap_or(0);
        let (before, size) = (seen.max(result).max(receipts).max(mirrored), shown.head.size);
        if size < before {
            let detail = format!("the list has {size} entries; one of {before} was signed before");
            let parts = self.parts(shown, held);
            self.found.push(Sighting::new(Kind::LogShrank, "", detail).shown_by(parts));
        }
        size < before
    }

    /// Follows the list to its newest head; false if it does not lead there.
    pub(super) fn follow(&mut self, shown: &Shown, held: &[Held]) -> Result<bool, Trouble> {
        let heads = self.heads(shown, held);
        let wanted = Wanted {
            sizes: heads.iter().map(|(size, _)| *size).collect(),
            ballots: held.iter().map(|held| held.ballot).collect(),
        };
        let tiles = format!("/polls/{}/log", self.poll());
        let followed = self.memory.log.follow(self.source(&tiles), &shown.head, &wanted);
        let detail = match followed {
            Ok(()) => {
                let differs = |(size, root): &&(u64, [u8; 32])| self.memory.log.root_at(*size) != Some(*root);
                match heads.iter().find(differs) {
                    None => return Ok(true),
                    Some((size, _)) => {
                        format!("the list does not begin with the {size} entries that were signed")
                    }
                }
            }
            Err(LogError::Client(error)) => return Err(error.into()),
            Err(LogError::Stopped) => return Err(Trouble::Stopped),
            Err(error @ LogError::Rewritten { .. }) => error.to_string(),
            Err(error @ (LogError::Hidden(_) | LogError::Slow)) => {
                self.sight(Kind::ListHidden, "", error.to_string());
                return Ok(false);
            }
        };
        let entries = self.evidence_entries(shown.head.size);
        if !self.conclude(shown, held, entries) {
            let parts = self.parts(shown, held);
            self.found.push(Sighting::new(Kind::Fork, shown.head.size.to_string(), detail).shown_by(parts));
        }
        Ok(false)
    }

    /// Heads of the list that were signed elsewhere than in a checkpoint: in results and in receipts.
    fn heads(&self, shown: &Shown, held: &[Held]) -> Vec<(u64, [u8; 32])> {
        let result = shown.result.iter().map(|(outcome, _)| (outcome.tree_size, outcome.root));
        let heads = result.chain(held.iter().filter_map(|held| held.head));
        heads.filter(|(size, _)| *size > 0).collect()
    }

    /// The whole list as a part of an evidence file; none if it cannot be had, or is too long to be written down.
    pub(super) fn evidence_entries(&self, size: u64) -> Vec<Part> {
        let tiles = format!("/polls/{}/log", self.poll());
        evidence_entries(self.source(&tiles), size)
    }
}

/// The same from wherever the entries come.
pub(super) fn evidence_entries(source: Source<'_>, size: u64) -> Vec<Part> {
    if size > MOST_EVIDENCE {
        return Vec::new();
    }
    let entries: Result<Vec<Entry>, _> = source.entries(0, size).collect();
    let bytes = |entries: Vec<Entry>| entries.iter().flat_map(Entry::to_bytes).collect::<Vec<u8>>();
    entries.map(|entries| Part::new("entries", b64(&bytes(entries)))).into_iter().collect()
}

/// Entries that are written into an evidence file, 44 bytes each.
const MOST_EVIDENCE: u64 = 1 << 21;
