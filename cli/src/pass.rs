//! The voter's side of a voting pass: request, unblinding with every check that PROTOCOL asks for, and the ballot.

use anyhow::{Context as _, Result, ensure};
use crypto::ballot::{Ballot, BallotKey};
use crypto::blind_rsa::{BlindError, Blinding};
use crypto::content::{Content, ContentError};
use crypto::encoding::Digest;
use crypto::manifest::Manifest;
use crypto::statement::{self, Pass};
use crypto::token::{Token, TokenInput, TokenResponse, check_code, finalize_token, request_token};
use zeroize::Zeroizing;

use crate::client::IssuedPass;

/// A request for a voting pass, with the secrets that turn the answer into one.
pub struct PassRequest {
    key: BallotKey,
    request: Vec<u8>,
    blinding: Blinding,
}

impl PassRequest {
    /// A fresh one-time key, blinded with uniformly random factors.
    ///
    /// # Errors
    /// [`BlindError`], only if the manifest's key is not a product of two primes or randomness fails.
    pub fn new(manifest: &Manifest) -> Result<Self, BlindError> {
        let key = BallotKey::generate();
        let (request, blinding) = request_token(manifest.token_key(), input(manifest, &key))?;
        Ok(Self { key, request: request.to_bytes().to_vec(), blinding })
    }

    /// The request as [`parts`](Self::parts) gave it; fails on anything that a request for this poll cannot hold.
    pub fn from_parts(manifest: &Manifest, request: Vec<u8>, blinding: &[u8], key: &[u8]) -> Result<Self> {
        let key: &[u8; 32] = key.try_into().context("a ballot key has 32 bytes")?;
        let blinding = Blinding::from_bytes(blinding, manifest.token_key().public())?;
        Ok(Self { key: BallotKey::from_seed(key), request, blinding })
    }

    /// Blinding and seed of the key: what must be stored, besides [`bytes`](Self::bytes), before the request leaves.
    pub fn parts(&self) -> (Zeroizing<Vec<u8>>, Zeroizing<[u8; 32]>) {
        (self.blinding.to_bytes(), self.key.seed())
    }

    /// The 259 bytes to send; only these, however often.
    pub fn bytes(&self) -> &[u8] {
        &self.request
    }

    /// The four characters that registrar and client both show.
    pub fn check_code(&self) -> String {
        check_code(&self.request)
    }

    /// Checks the registrar's note against both messages, unblinds, and verifies the pass under the poll's key.
    pub fn open(self, manifest: &Manifest, issued: &IssuedPass) -> Result<VotingPass> {
        let (pass, _) = statement::open::<Pass>(&issued.note, &manifest.registrar.key)?;
        let exchanged = (manifest.id(), Digest::of(&self.request), Digest::of(&issued.response));
        ensure!(
            (pass.poll, pass.request, pass.response) == exchanged,
            "the note is about another request or response"
        );
        let response = TokenResponse::parse(&issued.response)?;
        let token =
            finalize_token(manifest.token_key(), input(manifest, &self.key), &response, &self.blinding)?;
        Ok(VotingPass { key: self.key, token })
    }
}

/// A verified voting pass: whoever holds it can cast one ballot.
pub struct VotingPass {
    key: BallotKey,
    token: Token,
}

impl VotingPass {
    /// The pass as [`parts`](Self::parts) gave it.
    pub fn from_parts(token: &[u8], key: &[u8]) -> Result<Self> {
        let key: &[u8; 32] = key.try_into().context("a ballot key has 32 bytes")?;
        Ok(Self { key: BallotKey::from_seed(key), token: Token::parse(token)? })
    }

    /// Token and seed of the key.
    pub fn parts(&self) -> (&[u8], Zeroizing<[u8; 32]>) {
        (self.token.as_bytes(), self.key.seed())
    }

    /// The ballot with these answers, signed. The caller stores it before the first attempt to send it.
    ///
    /// # Errors
    /// [`ContentError`] if the answers do not fit the poll.
    pub fn seal(&self, manifest: &Manifest, content: &Content) -> Result<Ballot, ContentError> {
        Ok(Ballot::seal(&self.key, self.token.clone(), content.encode(manifest)?))
    }
}

fn input(manifest: &Manifest, key: &BallotKey) -> TokenInput {
    TokenInput::new(key.nonce(), manifest.challenge_digest(), *manifest.token_key().id())
}
