//! What signed statements prove against whoever signed them (PROTOCOL section 8, "Evidence").
//!
//! An evidence file says in its head what somebody noticed, and holds the statements as they came. Nothing rests on the
//! head: [`examine`] looks at the statements alone, takes only what a poll's services have signed, and returns each
//! [`Finding`] that follows from it. Statements of honest services give none, in whatever number they are put together.
//!
//! ```text
//! psephos-evidence/v1
//! poll: <poll id>
//! registrar: ..                      these lines are for people
//! failed: ..
//!
//! === <name of the first part> ===
//! <the part as it came>
//!
//! === <name of the next> ===
//! ..
//! ```
//!
//! ```
//! use crypto::evidence::{EvidenceFile, Finding, Part, Party, Statements, examine, manifest_in};
//! use crypto::statement::{self, Promise, Refusal};
//! # use crypto::{encoding::{BallotHash, parse_hex}, manifest::Manifest, note::{Note, SignerKey}};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let vectors = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/election.json"));
//! # let vectors: serde_json::Value = serde_json::from_str(vectors)?;
//! # let text = |name: &str| vectors[name].as_str().expect("the vectors have it");
//! # let manifest = Manifest::parse(Note::parse(text("manifest_note"))?.text())?;
//! # let ballot_box = SignerKey::from_seed(&manifest.ballot_box.name, parse_hex(text("ballot_box_seed"))?);
//! # let (poll, ballot) = (manifest.id(), BallotHash::from([2; 32]));
//! # let promise = statement::sign(&Promise { poll, ballot }, &ballot_box).to_string();
//! # let refusal = Refusal { poll, ballot, reason: "token-invalid".to_owned() };
//! # let refusal = statement::sign(&refusal, &ballot_box).to_string();
//!
//! // A voter keeps what the ballot box signed,
//! let parts = vec![Part::new("promise", promise), Part::new("refusal", refusal)];
//! let kept = EvidenceFile::new(&manifest, Some(text("manifest_note")), "the ballot was refused", parts).to_string();
//!
//! // and anybody sees what follows from it.
//! let file = EvidenceFile::parse(&kept)?;
//! let manifest = manifest_in(&file).expect("the file has the poll's manifest");
//! let (statements, set_aside) = Statements::read(&file.parts, &manifest);
//! let findings = examine(&statements, &manifest);
//! assert!(matches!(findings[..], [Finding::PromisedAndRefused { .. }]) && set_aside.is_empty());
//! assert_eq!(findings[0].convicts(), Party::BallotBox);
//! # Ok(())
//! # }
//! ```

mod ballot_box;
mod file;
mod precincts;
mod registrar;
mod statements;

use std::fmt;

pub(crate) use file::PART_MARK;
pub use file::{EvidenceFile, EvidenceMalformed, Part};
pub use precincts::{SetFinding, SetStatements};
pub use statements::{SetAside, Statements};

use crate::encoding::{BallotHash, PollId};
use crate::manifest::Manifest;
use crate::note::Note;
use crate::time::UtcTime;

/// One of the two services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// Whoever holds the registrar's key or the poll's signing key.
    Registrar,
    /// Whoever holds the ballot box's key.
    BallotBox,
}

/// Something that an honest service never signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// A promise and a signed result whose log lacks the ballot.
    BrokenPromise {
        /// The ballot.
        ballot: BallotHash,
        /// Size of the log that lacks it.
        size: u64,
    },
    /// A promise, and a refusal of the same ballot for a reason that never changes.
    PromisedAndRefused {
        /// The ballot.
        ballot: BallotHash,
        /// The refusal's reason.
        reason: String,
    },
    /// Two heads of one log at one size.
    Fork {
        /// The log.
        origin: String,
        /// The size.
        size: u64,
    },
    /// A head of a log that is not the beginning of a later one.
    Inconsistent {
        /// The log.
        origin: String,
        /// Size of the earlier head.
        old: u64,
        /// Size of the later one.
        new: u64,
    },
    /// Two results that differ in more than a late issuance statement explains.
    TwoResults,
    /// Nobody could get a result a day after the close.
    NoResult {
        /// When it was due.
        due: UtcTime,
    },
    /// Two notices of one number.
    TwoNotices {
        /// The number.
        seq: u64,
    },
    /// Two statements of how many passes were issued.
    TwoIssuances,
    /// More passes than voters.
    IssuedAboveEligible {
        /// Passes.
        issued: u64,
        /// Voters.
        eligible: u64,
    },
    /// More ballots with valid passes than passes were stated.
    BallotsAboveIssued {
        /// Ballots with different valid passes.
        ballots: u64,
        /// Passes stated.
        issued: u64,
    },
    /// A signed answer to a request that is no voting pass.
    BadPass,
}

impl Finding {
    /// Whom it convicts.
    pub fn convicts(&self) -> Party {
        match self {
            Self::BrokenPromise { .. }
            | Self::PromisedAndRefused { .. }
            | Self::Fork { .. }
            | Self::Inconsistent { .. }
            | Self::TwoResults
            | Self::NoResult { .. } => Party::BallotBox,
            Self::TwoNotices { .. }
            | Self::TwoIssuances
            | Self::IssuedAboveEligible { .. }
            | Self::BallotsAboveIssued { .. }
            | Self::BadPass => Party::Registrar,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BrokenPromise { ballot, size } => write!(
                f,
                "The ballot box promised to keep the ballot {ballot}, and then signed a result over a list of {size} \
                 entries in which that ballot is missing."
            ),
            Self::PromisedAndRefused { ballot, reason } => write!(
                f,
                "The ballot box signed that the ballot {ballot} is accepted, and also that it is refused as \
                 {reason}. One of the two is untrue."
            ),
            Self::Fork { origin, size } => write!(
                f,
                "The ballot box signed two different lists {origin} of the same length, {size} entries. Different \
                 people were shown different lists."
            ),
            Self::Inconsistent { origin, old, new } => write!(
                f,
                "The ballot box signed a list {origin} of {old} entries, and later one of {new} entries that does not \
                 begin with it. Entries were taken out or changed."
            ),
            Self::TwoResults => write!(
                f,
                "The ballot box signed two results that contradict each other. A second result may differ only in \
                 the number of passes that the registrar stated late."
            ),
            Self::NoResult { due } => write!(
                f,
                "A result was due at {due}, and the ballot box shows none. This is seen by asking it, not proved by the \
                 file alone: others should ask as well."
            ),
            Self::TwoNotices { seq } => {
                write!(f, "The registrar signed two different notices with the number {seq}.")
            }
            Self::TwoIssuances => write!(
                f,
                "The registrar signed two different statements of how many passes it issued. There is exactly one for \
                 each poll."
            ),
            Self::IssuedAboveEligible { issued, eligible } => write!(
                f,
                "The registrar stated that it issued {issued} passes, though only {eligible} people may vote."
            ),
            Self::BallotsAboveIssued { ballots, issued } => write!(
                f,
                "There are {ballots} ballots with different valid passes, though the registrar stated that it issued \
                 {issued}. Only who holds the poll's signing key can make a valid pass."
            ),
            Self::BadPass => write!(
                f,
                "The registrar signed that it answered a request with a voting pass, and that answer is no valid pass."
            ),
        }
    }
}

/// The manifest of the poll that the file names, if it is among the parts, signed by both services.
///
/// Who made up the whole file can have made up this too: what a file proves, it proves about the keys of this manifest. So
/// compare them, or the poll's id, with those that the voters were told.
pub fn manifest_in(file: &EvidenceFile) -> Option<Manifest> {
    let poll = file.poll?;
    file.parts.iter().find_map(|part| open_manifest(&part.text, poll))
}

/// Reads a manifest's note; `None` unless it is of that poll and signed by both services.
pub fn open_manifest(note: &str, poll: PollId) -> Option<Manifest> {
    let note = Note::parse(note).ok()?;
    let manifest = Manifest::parse(note.text()).ok().filter(|manifest| manifest.id() == poll)?;
    note.verify(&manifest.registrar.key).ok()?;
    note.verify(&manifest.ballot_box.key).ok()?;
    Some(manifest)
}

/// Everything that `statements` prove; empty for what honest services sign. Does not look at the clock:
/// [`Finding::NoResult`] is for who asks the ballot box.
pub fn examine(statements: &Statements, manifest: &Manifest) -> Vec<Finding> {
    let mut findings = ballot_box::findings(statements);
    findings.extend(registrar::findings(statements, manifest));
    findings
}

/// What is missing before the statements could prove more; in words.
pub fn missing(statements: &Statements) -> Vec<String> {
    ballot_box::missing(statements)
}

/// When a result is due: 24 hours after the close that the manifest and the verified notices name. `None` in a poll that a
/// notice cancelled.
pub fn result_due(manifest: &Manifest, statements: &Statements) -> Option<UtcTime> {
    let mut notices: Vec<_> = statements.notices.iter().map(|signed| &signed.statement).collect();
    notices.sort_by_key(|notice| notice.seq);
    let closes = notices.iter().try_fold(manifest.voting_closes, |closes, notice| match notice.kind {
        crate::statement::NoticeKind::Cancel => None,
        _ => Some(notice.voting_closes.unwrap_or(closes)),
    })?;
    Some(closes.plus(DAY))
}

/// Seconds of a day.
const DAY: i64 = 24 * 3600;
