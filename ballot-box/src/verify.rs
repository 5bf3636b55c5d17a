//! Bytes to a verified ballot. Pure, and the only maker of [`VerifiedBallot`].

use crypto::ballot::{Ballot, BallotError, BallotMalformed};
use crypto::encoding::BallotHash;
use crypto::manifest::Manifest;

/// The shape of a ballot of the poll; nothing in it is verified yet.
#[derive(Debug)]
pub struct UnverifiedBallot {
    ballot: Ballot,
    bytes: Vec<u8>,
    hash: BallotHash,
}

/// A ballot whose pass, signature and content hold for its poll.
#[derive(Debug)]
pub struct VerifiedBallot {
    nonce: [u8; 32],
    bytes: Vec<u8>,
    hash: BallotHash,
}

impl UnverifiedBallot {
    /// Length, version and field lengths (protocol section 8 step 1).
    pub fn parse(bytes: Vec<u8>, manifest: &Manifest) -> Result<Self, BallotMalformed> {
        let ballot = Ballot::parse(&bytes, manifest.content_size)?;
        let hash = BallotHash::from(crypto::encoding::sha256(&[&bytes]));
        Ok(Self { ballot, bytes, hash })
    }

    /// `SHA-256(ballot)`.
    pub fn hash(&self) -> BallotHash {
        self.hash
    }

    /// Pass, signature and content (protocol section 8 step 3): about 50 microseconds, most of it Ed25519.
    pub fn verify(self, manifest: &Manifest) -> Result<VerifiedBallot, BallotError> {
        self.ballot.verify(manifest)?;
        Ok(VerifiedBallot { nonce: *self.ballot.nonce(), bytes: self.bytes, hash: self.hash })
    }
}

impl VerifiedBallot {
    /// The voter's one-time key: no two ballots of a poll may share it.
    pub fn nonce(&self) -> &[u8; 32] {
        &self.nonce
    }

    /// The bytes as they came.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// `SHA-256(ballot)`.
    pub fn hash(&self) -> BallotHash {
        self.hash
    }
}
