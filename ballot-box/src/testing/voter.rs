//! A voter: a real pass, a real ballot.

use std::sync::OnceLock;

use crypto::ballot::{Ballot, BallotKey};
use crypto::blind_rsa::SecretKey;
use crypto::content::{Answer, Content};
use crypto::encoding::BallotHash;
use crypto::manifest::{Manifest, QuestionKind};
use crypto::token::{Token, TokenInput, TokenKey, finalize_token, request_token};

/// The poll's signing key: one for all test polls, which is against the protocol and saves seconds.
pub(crate) fn issuer() -> &'static (SecretKey, TokenKey) {
    static KEY: OnceLock<(SecretKey, TokenKey)> = OnceLock::new();
    KEY.get_or_init(|| {
        let secret = super::issuer_keys::generate().unwrap();
        let public = TokenKey::from_public(secret.public()).unwrap();
        (secret, public)
    })
}

/// Somebody with a pass.
pub(crate) struct Voter {
    key: BallotKey,
    token: Token,
}

impl Voter {
    /// Blinds, has it signed, unblinds.
    pub(crate) fn with_pass(manifest: &Manifest) -> Self {
        let (secret, public) = issuer();
        let key = BallotKey::generate();
        let input = TokenInput::new(key.nonce(), manifest.challenge_digest(), *public.id());
        let (request, blinding) = request_token(public, input).unwrap();
        let response = request.sign(secret).unwrap();
        let token = finalize_token(public, input, &response, &blinding).unwrap();
        Self { key, token }
    }

    /// A ballot that gives `option` (0 or 1) everything.
    pub(crate) fn ballot(&self, manifest: &Manifest, option: usize) -> Vec<u8> {
        let answers = manifest
            .questions
            .iter()
            .map(|question| match question.kind {
                QuestionKind::Score { low, high } => Answer::Score(
                    (0..question.options.len()).map(|n| if n == option { high } else { low }).collect(),
                ),
                QuestionKind::Choice { .. } => Answer::Choose(vec![question.options[option].id.clone()]),
                QuestionKind::Ranking { .. } => Answer::Rank(vec![question.options[option].id.clone()]),
            })
            .collect();
        self.seal(manifest, &Content { answers })
    }

    /// A ballot of that content.
    pub(crate) fn seal(&self, manifest: &Manifest, content: &Content) -> Vec<u8> {
        Ballot::seal(&self.key, self.token.clone(), content.encode(manifest).unwrap()).to_bytes()
    }
}

/// `count` ballots by as many voters, options in turn.
pub(crate) fn ballots(manifest: &Manifest, count: usize) -> Vec<Vec<u8>> {
    (0..count).map(|n| Voter::with_pass(manifest).ballot(manifest, n % 2)).collect()
}

pub(crate) fn hash(ballot: &[u8]) -> BallotHash {
    crypto::encoding::sha256(&[ballot]).into()
}
