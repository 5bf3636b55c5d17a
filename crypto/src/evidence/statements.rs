//! Parts to statements: only what one of the poll's services has signed is kept.

use std::collections::BTreeMap;

use super::Part;
use crate::encoding::{parse_b64, parse_b64url};
use crate::log::checkpoint::{Checkpoint, poll_origin, polls_origin};
use crate::log::entry::{ENTRY_BYTES, Entry};
use crate::log::merkle::{Hash, Tree};
use crate::log::proof::TlogProof;
use crate::manifest::{self, Manifest};
use crate::note::{Note, VerifierKey};
use crate::receipt::ReceiptFile;
use crate::statement::{Assets, Issuance, Notice, Outcome, Pass, Promise, Refusal, Statement};

/// A statement whose signature was verified, with the text that was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signed<S> {
    pub(super) statement: S,
    pub(super) text: String,
}

/// The head of a log that the ballot box signed, in a checkpoint or in a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) origin: String,
    pub(super) size: u64,
    pub(super) root: Hash,
}

/// What the services of one poll have signed, and what it is about. Everything in here was verified.
#[derive(Debug, Default)]
pub struct Statements {
    pub(super) promises: Vec<Promise>,
    pub(super) refusals: Vec<Refusal>,
    pub(super) results: Vec<Signed<Outcome>>,
    pub(super) heads: Vec<Head>,
    pub(super) notices: Vec<Signed<Notice>>,
    pub(super) issuances: Vec<Signed<Issuance>>,
    pub(super) passes: Vec<Pass>,
    /// Requests and responses as bytes; passes name their hashes.
    pub(super) messages: Vec<Vec<u8>>,
    /// Lists of entries, with their trees.
    pub(super) lists: Vec<(Vec<Entry>, Tree)>,
    /// Ballots, as bytes.
    pub(super) ballots: Vec<Vec<u8>>,
}

/// A part that proves nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The part's name.
    pub name: String,
    /// Why.
    pub reason: String,
}

impl Statements {
    /// Reads all parts. What the services of the poll `manifest` did not sign, or what is about another poll, is set aside.
    pub fn read(parts: &[Part], manifest: &Manifest) -> (Self, Vec<SetAside>) {
        let mut statements = Self::default();
        let aside = parts
            .iter()
            .filter_map(|part| {
                let reason = statements.take(part, manifest).err()?;
                Some(SetAside { name: part.name.clone(), reason })
            })
            .collect();
        (statements, aside)
    }

    /// Whether a signed result is among them.
    pub fn has_result(&self) -> bool {
        !self.results.is_empty()
    }

    fn take(&mut self, part: &Part, manifest: &Manifest) -> Result<(), String> {
        let text = part.text.as_str();
        let first = text.lines().next().unwrap_or_default();
        match first {
            manifest::KIND => return self.take_note(text, manifest),
            _ if first.starts_with("c2sp.org/tlog-proof") => return self.take_proof(text, manifest),
            Promise::KIND => return self.take_receipt(text, manifest),
            _ => {}
        }
        match part.name.as_str() {
            "entries" => self.take_entries(&decode(text)?),
            "ballots" => self.take_ballots(&decode(text)?),
            "request" | "response" => {
                self.messages
                    .push(parse_b64url(text.trim_matches(['\n', ' '])).map_err(|error| error.to_string())?);
                Ok(())
            }
            _ => self.take_note(text, manifest),
        }
    }

    /// A promise, alone or as a receipt file.
    fn take_receipt(&mut self, text: &str, manifest: &Manifest) -> Result<(), String> {
        let file = ReceiptFile::parse(text).map_err(|error| error.to_string())?;
        if let Some(proof) = &file.proof {
            self.take_checkpoint(&proof.checkpoint, manifest)?;
        }
        self.take_note(&file.promise.to_string(), manifest)
    }

    /// Of a proof the checkpoint is signed; where the proof leads is the business of who was given it.
    fn take_proof(&mut self, text: &str, manifest: &Manifest) -> Result<(), String> {
        let proof = TlogProof::parse(text).map_err(|error| error.to_string())?;
        self.take_checkpoint(&proof.checkpoint, manifest)
    }

    fn take_note(&mut self, text: &str, manifest: &Manifest) -> Result<(), String> {
        let note = Note::parse_within(text, Outcome::MAX_BYTES).map_err(|error| error.to_string())?;
        let (registrar, ballot_box) = (&manifest.registrar.key, &manifest.ballot_box.key);
        let poll = manifest.id();
        match note.text().lines().next().unwrap_or_default() {
            manifest::KIND => {
                let other = Manifest::parse(note.text()).map_err(|error| error.to_string())?;
                if other.id() == poll { Ok(()) } else { Err(OTHER_POLL.to_owned()) }
            }
            // Good for opening the file by itself; nothing of section 8 follows from it.
            Assets::KIND => open::<Assets>(&note, ballot_box).map(drop),
            Promise::KIND => self.promises.push_about(open(&note, ballot_box)?.statement, poll, |it| it.poll),
            Refusal::KIND => self.refusals.push_about(open(&note, ballot_box)?.statement, poll, |it| it.poll),
            Pass::KIND => self.passes.push_about(open(&note, registrar)?.statement, poll, |it| it.poll),
            Notice::KIND => self.notices.push_about(open(&note, registrar)?, poll, |it| it.statement.poll),
            Issuance::KIND => {
                self.issuances.push_about(open(&note, registrar)?, poll, |it| it.statement.poll)
            }
            Outcome::KIND => {
                let result: Signed<Outcome> = open(&note, ballot_box)?;
                let origin = poll_origin(ballot_box.name(), &poll);
                let head = Head { origin, size: result.statement.tree_size, root: result.statement.root };
                self.results.push_about(result, poll, |it| it.statement.poll)?;
                self.heads.push(head);
                Ok(())
            }
            _ => self.take_checkpoint(&note, manifest),
        }
    }

    fn take_checkpoint(&mut self, note: &Note, manifest: &Manifest) -> Result<(), String> {
        let key = &manifest.ballot_box.key;
        note.verify(key).map_err(|error| error.to_string())?;
        let checkpoint = Checkpoint::parse(note.text()).map_err(|error| error.to_string())?;
        let logs = [poll_origin(key.name(), &manifest.id()), polls_origin(&manifest.ballot_box.name)];
        if !logs.contains(&checkpoint.origin) {
            return Err(OTHER_POLL.to_owned());
        }
        let Checkpoint { origin, size, root } = checkpoint;
        self.heads.push(Head { origin, size, root });
        Ok(())
    }

    fn take_entries(&mut self, bytes: &[u8]) -> Result<(), String> {
        if !bytes.len().is_multiple_of(ENTRY_BYTES) {
            return Err("not whole entries of 33 bytes".to_owned());
        }
        let entries: Vec<Entry> = bytes
            .chunks_exact(ENTRY_BYTES)
            .map(Entry::parse)
            .collect::<Result<_, _>>()
            .map_err(|error| error.to_string())?;
        let mut tree = Tree::new();
        entries.iter().for_each(|entry| tree.push(entry));
        self.lists.push((entries, tree));
        Ok(())
    }

    /// `u16 length || ballot` each (PROTOCOL section 9).
    fn take_ballots(&mut self, mut bytes: &[u8]) -> Result<(), String> {
        while let Some((length, rest)) = bytes.split_first_chunk::<2>() {
            let length = usize::from(u16::from_be_bytes(*length));
            let (ballot, rest) = rest.split_at_checked(length).ok_or("the last ballot is cut off")?;
            self.ballots.push(ballot.to_vec());
            bytes = rest;
        }
        if bytes.is_empty() { Ok(()) } else { Err("the last ballot is cut off".to_owned()) }
    }

    /// Requests and responses by their hash.
    pub(super) fn messages_by_hash(&self) -> BTreeMap<[u8; 32], &[u8]> {
        self.messages
            .iter()
            .map(|message| (crate::encoding::sha256(&[message]), message.as_slice()))
            .collect()
    }
}

fn open<S: Statement>(note: &Note, key: &VerifierKey) -> Result<Signed<S>, String> {
    note.verify(key).map_err(|error| error.to_string())?;
    let statement = S::parse(note.text()).map_err(|error| error.to_string())?;
    Ok(Signed { statement, text: note.text().to_owned() })
}

trait PushAbout<T> {
    /// Keeps `item` if it is about `poll`.
    fn push_about(
        &mut self,
        item: T,
        poll: crate::encoding::PollId,
        of: impl Fn(&T) -> crate::encoding::PollId,
    ) -> Result<(), String>;
}

impl<T> PushAbout<T> for Vec<T> {
    fn push_about(
        &mut self,
        item: T,
        poll: crate::encoding::PollId,
        of: impl Fn(&T) -> crate::encoding::PollId,
    ) -> Result<(), String> {
        if of(&item) != poll {
            return Err(OTHER_POLL.to_owned());
        }
        self.push(item);
        Ok(())
    }
}

/// Base64 in lines of any length.
fn decode(text: &str) -> Result<Vec<u8>, String> {
    let digits: String = text.split_ascii_whitespace().collect();
    parse_b64(&digits).map_err(|error| error.to_string())
}

const OTHER_POLL: &str = "it is about another poll";
