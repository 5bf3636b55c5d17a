//! The kinds of statements, field by field.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Statement;
use crate::encoding::{BallotHash, Digest, PollId};
use crate::log::merkle::Hash;
use crate::note::MAX_NOTE_BYTES;
use crate::tally::MAX_TALLY_BYTES;
use crate::time::UtcTime;

/// A registrar's change to a running poll. Notices of a poll are numbered from 1 without gaps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The poll it is about.
    pub poll: PollId,
    /// Its number, from 1.
    pub seq: u64,
    /// What it does.
    pub kind: NoticeKind,
    /// The new end of voting; `None` only for [`NoticeKind::Cancel`].
    #[serde(default)]
    pub voting_closes: Option<UtcTime>,
    /// Why, in words for the voters.
    pub reason: String,
    /// When it was signed.
    pub at: UtcTime,
}

/// What a [`Notice`] does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoticeKind {
    /// Moves the end of voting to a later time.
    Extend,
    /// Moves the end of voting to an earlier time.
    Close,
    /// Ends the poll without a result.
    Cancel,
}

impl Statement for Notice {
    const KIND: &'static str = "psephos-notice/v1";

    fn check(&self) -> Result<(), &'static str> {
        if self.seq == 0 {
            return Err("notices are numbered from 1");
        }
        match (self.kind, self.voting_closes) {
            (NoticeKind::Extend | NoticeKind::Close, None) => {
                Err("the notice does not say when voting closes")
            }
            (NoticeKind::Cancel, Some(_)) => Err("a cancelled poll has no end of voting"),
            _ => Ok(()),
        }
    }
}

/// How many passes a registrar issued; exactly one for each poll, signed when issuance closes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issuance {
    /// The poll.
    pub poll: PollId,
    /// Voters on the roll; `None` for an open poll.
    #[serde(deserialize_with = "Option::deserialize")]
    pub eligible: Option<u64>,
    /// Passes issued.
    pub issued: u64,
    /// When it was signed.
    pub at: UtcTime,
}

impl Statement for Issuance {
    const KIND: &'static str = "psephos-issuance/v1";
}

/// Goes with every pass: to this blinded request the registrar gave this response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pass {
    /// The poll.
    pub poll: PollId,
    /// SHA-256 of the token request.
    pub request: Digest,
    /// SHA-256 of the token response.
    pub response: Digest,
}

impl Statement for Pass {
    const KIND: &'static str = "psephos-pass/v1";
}

/// The ballot box's word that a ballot is accepted and will be in the log and in the result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// The poll.
    pub poll: PollId,
    /// The ballot.
    pub ballot: BallotHash,
}

impl Statement for Promise {
    const KIND: &'static str = "psephos-promise/v1";
}

/// The ballot box's word that it refused a ballot, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// The poll.
    pub poll: PollId,
    /// The ballot.
    pub ballot: BallotHash,
    /// The name of the error, such as `token-spent`.
    pub reason: String,
}

impl Statement for Refusal {
    const KIND: &'static str = "psephos-refusal/v1";

    fn check(&self) -> Result<(), &'static str> {
        let is_letter = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        let is_name = (1..=64).contains(&self.reason.len()) && self.reason.bytes().all(is_letter);
        if is_name { Ok(()) } else { Err("the reason of a refusal is the name of an error") }
    }
}

/// Every file of the booth as the ballot box serves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assets {
    /// The booth's version.
    pub version: String,
    /// SHA-256 of each file, by its path on the server.
    pub files: BTreeMap<String, Digest>,
}

impl Statement for Assets {
    const KIND: &'static str = "psephos-assets/v1";
}

/// A poll's result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The poll.
    pub poll: PollId,
    /// Ballots in the log, all of them counted.
    pub ballots: u64,
    /// Passes issued, from the [`Issuance`]; `None` while the registrar has not sent it.
    #[serde(deserialize_with = "Option::deserialize")]
    pub issued: Option<u64>,
    /// Size of the log at the result's checkpoint.
    pub tree_size: u64,
    /// Root of the log at the result's checkpoint, in base64 as a checkpoint has it.
    #[serde(with = "root_in_base64")]
    pub root: Hash,
    /// The count, by question in the manifest's order.
    pub tally: Value,
}

impl Statement for Outcome {
    const KIND: &'static str = "psephos-result/v1";
    const MAX_BYTES: usize = MAX_RESULT_BYTES;

    fn check(&self) -> Result<(), &'static str> {
        if self.tally.is_object() {
            Ok(())
        } else {
            Err("the tally is an object with a member for each question")
        }
    }
}

/// Greatest length of a result's note, in bytes: a tally, and room for everything beside it.
pub const MAX_RESULT_BYTES: usize = MAX_TALLY_BYTES + MAX_NOTE_BYTES;

pub(super) mod root_in_base64 {
    use serde::{Deserialize, Deserializer, Serializer, de};

    use crate::encoding::{b64, parse_b64};
    use crate::log::merkle::Hash;

    pub(in crate::statement) fn serialize<S: Serializer>(
        root: &Hash,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&b64(root))
    }

    pub(in crate::statement) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Hash, D::Error> {
        let bytes = parse_b64(&String::deserialize(deserializer)?).map_err(de::Error::custom)?;
        bytes.try_into().map_err(|_| de::Error::custom("a root is 32 bytes"))
    }
}
