//! The voter's side of a voting pass: request, unblinding with every check that PROTOCOL asks for, and the ballot.

use anyhow::{Context as _, Result};
use crypto::ballot::{Ballot, BallotKey};
use crypto::blind_rsa::{BlindError, Blinding, FinalizeError};
use crypto::content::{Content, ContentError};
use crypto::encoding::Digest;
use crypto::manifest::Manifest;
use crypto::statement::{self, Pass};
use crypto::token::{Token, TokenInput, TokenRequest, TokenResponse, finalize_token, request_token};
use zeroize::Zeroizing;

use crate::client::IssuedPass;

/// A request for a voting pass, with the secrets that turn the answer into one.
pub struct PassRequest {
    key: BallotKey,
    request: TokenRequest,
    blinding: Blinding,
}

/// Why a registrar's answer did not become a pass.
#[derive(Debug, thiserror::Error)]
pub enum PassError {
    /// The note is not the registrar's word about this exchange.
    #[error("the note that came along is not the registrar's word about this pass: {0}")]
    Note(String),
    /// The registrar has signed that it answered, and the answer is no signature of the request.
    #[error("the registrar's answer is not a signature of the request")]
    NotSigned,
    /// The request was signed, and what is kept of it does not lead to a pass.
    #[error("the registrar has signed the request, but its own secrets do not fit it: {0}")]
    OwnSecrets(FinalizeError),
}

impl PassRequest {
    /// A fresh one-time key, blinded with uniformly random factors.
    ///
    /// # Errors
    /// [`BlindError`], only if the manifest's key is not a product of two primes or randomness fails.
    pub fn new(manifest: &Manifest) -> Result<Self, BlindError> {
        let key = BallotKey::generate();
        let (request, blinding) = request_token(manifest.token_key(), input(manifest, &key))?;
        Ok(Self { key, request, blinding })
    }

    /// The request as [`parts`](Self::parts) gave it; fails on anything that a request for this poll cannot hold.
    pub fn from_parts(manifest: &Manifest, request: &[u8], blinding: &[u8], key: &[u8]) -> Result<Self> {
        let key: &[u8; 32] = key.try_into().context("a ballot key has 32 bytes")?;
        let request = TokenRequest::parse(request, manifest.token_key())?;
        let blinding = Blinding::from_bytes(blinding, manifest.token_key().public())?;
        Ok(Self { key: BallotKey::from_seed(key), request, blinding })
    }

    /// Blinding and seed of the key: what must be stored, besides [`bytes`](Self::bytes), before the request leaves.
    pub fn parts(&self) -> (Zeroizing<Vec<u8>>, Zeroizing<[u8; 32]>) {
        (self.blinding.to_bytes(), self.key.seed())
    }

    /// The 259 bytes to send; only these, however often.
    pub fn bytes(&self) -> &[u8] {
        self.request.as_bytes()
    }

    /// The four characters that registrar and client both show.
    pub fn check_code(&self) -> String {
        self.request.check_code()
    }

    /// Checks the registrar's note against both messages, unblinds, and verifies the pass under the poll's key.
    ///
    /// # Errors
    /// [`PassError`]; only [`PassError::NotSigned`] is evidence against the registrar.
    pub fn open(self, manifest: &Manifest, issued: &IssuedPass) -> Result<VotingPass, PassError> {
        let (pass, _) = statement::open::<Pass>(&issued.note, &manifest.registrar.key)
            .map_err(|error| PassError::Note(error.to_string()))?;
        let exchanged = (manifest.id(), Digest::of(self.bytes()), Digest::of(&issued.response));
        if (pass.poll, pass.request, pass.response) != exchanged {
            return Err(PassError::Note("it is about another request or response".to_owned()));
        }
        let key = manifest.token_key();
        let response = TokenResponse::parse(&issued.response).map_err(|_| PassError::NotSigned)?;
        match finalize_token(key, input(manifest, &self.key), &response, &self.blinding) {
            Ok(token) => Ok(VotingPass { key: self.key, token }),
            Err(error) if response.answers(&self.request, key) => Err(PassError::OwnSecrets(error)),
            Err(_) => Err(PassError::NotSigned),
        }
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
