//! Where a ballot is, for whoever holds its receipt code (protocol section 8). Never what it says.

use std::str::FromStr;

use crypto::encoding::BallotHash;
use crypto::log::proof::TlogProof;
use crypto::receipt::ReceiptCode;
use serde::Serialize;
use web::{DbConnection, DbError};

use crate::poll::Poll;
use crate::store;

/// What a receipt is looked up by: the code that voters keep, or the whole hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// First 80 bits of the hash.
    Code(ReceiptCode),
    /// The hash.
    Hash(BallotHash),
}

/// Neither a receipt code nor a hash.
#[derive(Debug, thiserror::Error)]
#[error("a receipt code has 16 letters and digits, in four groups of four such as 7Q2M-K0XA-3D9F-ZT41")]
pub struct NoReceipt;

/// A ballot's place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Its hash.
    pub ballot: BallotHash,
    /// How far it is.
    pub state: Stage,
    /// Its position in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<u64>,
    /// Its place among the ballots, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
}

/// How far a ballot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Accepted; waits for the log.
    Promised,
    /// In a published checkpoint.
    Logged,
    /// In a signed result.
    Counted,
}

impl FromStr for Wanted {
    type Err = NoReceipt;

    fn from_str(text: &str) -> Result<Self, NoReceipt> {
        if let Ok(hash) = text.parse() {
            return Ok(Self::Hash(hash));
        }
        text.parse().map(Self::Code).map_err(|_| NoReceipt)
    }
}

/// Looks a ballot up. Two ballots of one code, which 2^40 ballots would make likely, are answered as none.
pub fn look_up(conn: &mut DbConnection, poll: &Poll, wanted: &Wanted) -> Result<Option<Found>, DbError> {
    let ballot = match wanted {
        Wanted::Hash(hash) => store::ballots::is_accepted(conn, poll.id(), *hash)?.then_some(*hash),
        Wanted::Code(code) => match *store::ballots::by_prefix(conn, poll.id(), &code.prefix())? {
            [hash] => Some(hash),
            _ => None,
        },
    };
    let Some(ballot) = ballot else { return Ok(None) };
    let index = store::log::index_of(conn, poll.id(), ballot)?;
    let log = poll.log();
    let (counted, is_final) = {
        let state = poll.state();
        (state.results.last().map_or(0, |(outcome, _)| outcome.tree_size), state.is_final())
    };
    Ok(Some(match index.filter(|index| *index < log.size()) {
        // It came after the end, and nobody was promised it: see `BallotBox::accepted_before`.
        None if is_final => return Ok(None),
        None => Found { ballot, state: Stage::Promised, index: None, number: None },
        Some(index) => {
            let state = if index < counted { Stage::Counted } else { Stage::Logged };
            Found { ballot, state, index: Some(index), number: Some(log.number(index)) }
        }
    }))
}

/// The proof that a found ballot is in the newest checkpoint, once it is.
pub fn proof(poll: &Poll, found: &Found) -> Option<TlogProof> {
    poll.log().proof(found.index?)
}
