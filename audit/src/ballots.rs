//! Every ballot: the same checks as when it was cast, on all cores, and the count.

use std::collections::HashMap;
use std::io::Read;

use crypto::ballot::{Ballot, BallotError, ballot_length};
use crypto::content::Content;
use crypto::encoding::{Digest, sha256};
use crypto::manifest::Manifest;
use crypto::tally::Tally;
use rayon::prelude::*;
use serde_json::Value;

use crate::fault::{FaultKind, Findings, Proof};
use crate::log::{Sequence, ballot_hashes};
use crate::material::{AuditError, Part};
use crate::passes::{Passes, Repeated};
use crate::progress::Progress;

/// What the ballots come to.
pub(crate) struct Counted {
    /// All of them, also those that are not valid.
    pub(crate) ballots: u64,
    /// How many are without fault, and so were counted: each under a pass of its own that the registrar signed.
    pub(crate) valid: u64,
    /// See [`Sequence`].
    pub(crate) sequence: Digest,
    /// Those counted.
    pub(crate) tally: Value,
}

/// A ballot after its checks.
struct Checked {
    hash: [u8; 32],
    content: Result<Content, (FaultKind, String)>,
}

/// Ballots as they stand in the file, one behind the other.
#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
    /// The file ends in the middle of the next one.
    cut_off: bool,
}

/// Goes through all ballots.
pub(crate) fn check(
    part: &Part,
    manifest: &Manifest,
    findings: &mut Findings,
    progress: &dyn Progress,
) -> Result<Counted, AuditError> {
    let repeated = repeated(part, manifest)?;
    let mut reader = Framed { reader: part.reader()?, number: 0 };
    let mut books =
        Books { repeated, sequence: Sequence::default(), tally: Tally::new(manifest), ballots: 0, valid: 0 };
    let mut checked = Vec::new();
    loop {
        let batch = reader.batch().map_err(|error| part.failed(error))?;
        if batch.cut_off {
            findings.fault(FaultKind::BallotsMalformed, place(reader.number), "is cut off", None);
        }
        let done = batch.ends.len();
        // While all cores check one batch, this thread enters the one before into the books.
        let (fresh, ()) = rayon::join(
            || batch.check(manifest),
            || std::mem::take(&mut checked).into_iter().for_each(|it| books.enter(it, findings)),
        );
        progress.advance(done as u64);
        if fresh.is_empty() {
            break;
        }
        checked = fresh;
    }
    let Books { sequence, tally, ballots, valid, .. } = books;
    Ok(Counted { ballots, valid, sequence: sequence.digest(), tally: tally.finish() })
}

/// The passes that stand over more than one well-formed ballot.
fn repeated(part: &Part, manifest: &Manifest) -> Result<Repeated, AuditError> {
    let mut reader = Framed { reader: part.reader()?, number: 0 };
    let mut passes = Passes::new();
    let mut number = 0;
    loop {
        let batch = reader.batch().map_err(|error| part.failed(error))?;
        if batch.ends.is_empty() {
            return passes.repeated();
        }
        for ballot in batch.iter() {
            number += 1;
            if let Ok(ballot) = Ballot::parse(ballot, manifest.content_size) {
                passes.note(ballot.nonce(), number)?;
            }
        }
    }
}

/// Tells how the ballots differ from those of the log, once it is known that they do.
pub(crate) fn compare(ballots: &Part, entries: &Part, findings: &mut Findings) -> Result<(), AuditError> {
    let logged = ballot_hashes(entries)?;
    let mut published = Vec::new();
    let mut reader = Framed { reader: ballots.reader()?, number: 0 };
    loop {
        let batch = reader.batch().map_err(|error| ballots.failed(error))?;
        if batch.ends.is_empty() {
            break;
        }
        published.extend(batch.iter().map(|ballot| sha256(&[ballot])));
    }
    let mut missing: HashMap<[u8; 32], i64> = HashMap::new();
    for hash in &logged {
        *missing.entry(*hash).or_default() += 1;
    }
    let mut same = true;
    for (hash, number) in published.iter().zip(1..) {
        let left = missing.entry(*hash).or_default();
        *left -= 1;
        if *left < 0 {
            same = false;
            findings.fault(FaultKind::BallotNotLogged, place(number), "is not in the log", None);
        }
    }
    for (hash, number) in logged.iter().zip(1_u64..) {
        let left = missing.entry(*hash).or_default();
        if *left > 0 {
            *left -= 1;
            same = false;
            let detail = format!("is number {number} of the log, and not published");
            findings.fault(FaultKind::BallotMissing, format!("ballot {}", Digest::from(*hash)), detail, None);
        }
    }
    if same {
        let number = logged.iter().zip(&published).take_while(|(left, right)| left == right).count() + 1;
        findings.fault(
            FaultKind::BallotsOutOfOrder,
            place(number as u64),
            "the ballots are those of the log, from here on in another order",
            None,
        );
    }
    Ok(())
}

/// What is entered in the order of the file.
struct Books {
    repeated: Repeated,
    sequence: Sequence,
    tally: Tally,
    ballots: u64,
    valid: u64,
}

impl Books {
    fn enter(&mut self, ballot: Checked, findings: &mut Findings) {
        self.ballots += 1;
        self.sequence.push(&ballot.hash);
        let number = self.ballots;
        let first = self.repeated.remove(&number);
        if let Some(first) = first {
            let detail = format!("has the same pass as ballot {first}");
            findings.fault_if(FaultKind::TokenSpentTwice, place(number), detail, Proof::BallotsLogged);
        }
        match ballot.content {
            Ok(content) if first.is_none() => {
                self.tally.add(&content);
                self.valid += 1;
            }
            Ok(_) => {}
            Err((kind, detail)) => findings.fault_if(kind, place(number), detail, Proof::BallotsLogged),
        }
    }
}

impl Batch {
    fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.ends.len()).map(|place| self.ballot(place))
    }

    fn ballot(&self, place: usize) -> &[u8] {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.bytes[start..self.ends[place]]
    }

    fn check(&self, manifest: &Manifest) -> Vec<Checked> {
        (0..self.ends.len()).into_par_iter().map(|place| check_one(self.ballot(place), manifest)).collect()
    }
}

fn check_one(bytes: &[u8], manifest: &Manifest) -> Checked {
    let hash = sha256(&[bytes]);
    let ballot = match Ballot::parse(bytes, manifest.content_size) {
        Ok(ballot) => ballot,
        Err(error) => {
            let content = Err((FaultKind::BallotMalformed, error.to_string()));
            return Checked { hash, content };
        }
    };
    let content = ballot.verify(manifest).map_err(|error| {
        let kind = match error {
            BallotError::TokenInvalid => FaultKind::TokenInvalid,
            BallotError::SignatureInvalid => FaultKind::SignatureInvalid,
            BallotError::ContentInvalid(_) => FaultKind::ContentInvalid,
        };
        (kind, error.to_string())
    });
    Checked { hash, content }
}

/// `u16 length || ballot` each.
struct Framed<R> {
    reader: R,
    number: u64,
}

impl<R: Read> Framed<R> {
    /// The next ballots; none at the end.
    fn batch(&mut self) -> std::io::Result<Batch> {
        let mut batch = Batch::default();
        while batch.ends.len() < BATCH && batch.bytes.len() < BATCH_BYTES {
            let mut length = [0; 2];
            let read = fill(&mut self.reader, &mut length)?;
            if read == 0 {
                break;
            }
            self.number += 1;
            let (start, length) = (batch.bytes.len(), usize::from(u16::from_be_bytes(length)));
            batch.bytes.resize(start + length, 0);
            if read < 2 || fill(&mut self.reader, &mut batch.bytes[start..])? < length {
                batch.cut_off = true;
                break;
            }
            batch.ends.push(start + length);
        }
        Ok(batch)
    }
}

/// As many bytes as there are, at most all of `buffer`.
fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// How many ballots there are if all have the length of this poll's, for the bar.
pub(crate) fn expected(part: &Part, manifest: &Manifest) -> u64 {
    part.length() / (2 + ballot_length(manifest.content_size) as u64)
}

fn place(number: u64) -> String {
    format!("{BALLOTS}, ballot {number}")
}

pub(crate) const BALLOTS: &str = "ballots.bin";
/// Enough to keep all cores busy.
const BATCH: usize = 2048;
/// Whatever their length, in bytes.
const BATCH_BYTES: usize = 8 << 20;
