//! What an audit found.

use std::collections::BTreeMap;
use std::fmt;

use crypto::encoding::{Digest, PollId};
use crypto::log::merkle::Hash;
use crypto::manifest::ManifestBody;
use crypto::time::UtcTime;
use serde::Serialize;
use serde_json::Value;

use crate::fault::{Fault, FaultKind, Warning};

/// The outcome of an audit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// What it comes to.
    pub verdict: Verdict,
    /// The poll; absent if the manifest could not be read.
    pub poll: Option<PollId>,
    /// Its title in its first language.
    pub title: Option<String>,
    /// What the manifest says of it, to name questions and options; not part of the JSON.
    #[serde(skip)]
    pub manifest: Option<ManifestBody>,
    /// Numbers that the checks are about.
    pub figures: Figures,
    /// Each check that was made, in order.
    pub checks: Vec<Check>,
    /// The faults; of each kind at most the first hundred.
    pub faults: Vec<Fault>,
    /// How many there are of each kind.
    pub fault_counts: BTreeMap<FaultKind, u64>,
    /// What to know besides.
    pub warnings: Vec<Warning>,
    /// The receipts that were asked about.
    pub receipts: Vec<Receipted>,
    /// The ballots counted again; absent while there are none to count.
    pub tally: Option<Value>,
    /// What the newest result says of itself, for a total of several polls; not part of the JSON.
    #[serde(skip)]
    pub result: Option<NewestResult>,
    /// How voting ended by the notices, for a comparison of several polls; not part of the JSON.
    #[serde(skip)]
    pub ended: Option<Ended>,
}

/// How voting ends by the notices that were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// At this time.
    At(UtcTime),
    /// By a cancellation.
    Cancelled,
}

/// A signed result as it was published; whether it holds is the report's verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewestResult {
    /// SHA-256 of its text.
    pub digest: Digest,
    /// Of its checkpoint.
    pub tree_size: u64,
    /// Of its checkpoint.
    pub root: Hash,
    /// Passes, if it tells them.
    pub issued: Option<u64>,
    /// Ballots.
    pub ballots: u64,
}

/// What an audit comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// All that was checked holds.
    Holds,
    /// At least one fault.
    Faults,
}

/// Numbers of the poll; absent is what is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Voters, from the manifest or, where the roll could grow, the issuance statement.
    pub eligible: Option<u64>,
    /// Passes, from the issuance statement.
    pub issued: Option<u64>,
    /// Ballots in the log.
    pub ballots: Option<u64>,
    /// Entries in the log.
    pub tree_size: Option<u64>,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Check {
    /// Which.
    pub check: CheckName,
    /// How many things it looked at: none means that nothing was there to be checked.
    pub looked_at: u64,
    /// How many faults it found; those of all checks are those of the report.
    pub faults: u64,
    /// How long it took.
    pub seconds: f64,
}

/// The checks, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckName {
    /// The bundle, or the folder with its files.
    Files,
    /// Manifest, its rules, its signatures, its keys.
    Manifest,
    /// Assets, notices, issuance statement, results: form and signatures.
    Statements,
    /// Every entry of the log has its object.
    Log,
    /// The checkpoint and earlier ones are of this log.
    Checkpoints,
    /// Every ballot: pass, signature, content, once.
    Ballots,
    /// Ballots, passes and voters fit each other.
    Numbers,
    /// The ballots counted again.
    Results,
    /// Receipts that were given.
    Receipts,
    /// The ballot box's list of its polls.
    Polls,
}

/// A receipt that was asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Receipted {
    /// What it was called by who asked.
    pub name: String,
    /// The receipt code.
    pub code: Option<String>,
    /// The ballot's number on the public list, from 1.
    pub number: Option<u64>,
}

impl CheckName {
    /// A few words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Files => "files of the bundle",
            Self::Manifest => "manifest, keys and signatures",
            Self::Statements => "statements of both services",
            Self::Log => "log entries and their objects",
            Self::Checkpoints => "checkpoints",
            Self::Ballots => "ballots: pass, signature, content",
            Self::Numbers => "ballots, passes and voters",
            Self::Results => "results counted again",
            Self::Receipts => "receipts",
            Self::Polls => "the ballot box's list of polls",
        }
    }
}

impl fmt::Display for CheckName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.title())
    }
}
