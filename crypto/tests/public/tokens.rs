//! Laws of the ballot token and of what passes between voter and registrar, on one fresh key.

use std::sync::OnceLock;

use crypto::blind_rsa::{BlindError, Blinding, FinalizeError, PublicKey, SecretKey};
use crypto::encoding::sha256;
use crypto::token::{
    INPUT_LEN, REQUEST_LEN, RESPONSE_LEN, RequestMalformed, ResponseMalformed, SPKI_LEN, TOKEN_LEN, Token,
    TokenError, TokenInput, TokenKey, TokenKeyError, TokenMalformed, TokenRequest, TokenResponse,
    challenge_digest, check_code, finalize_token, request_token,
};
use openssl::bn::BigNum;
use openssl::pkey::{Id, PKey};
use proptest::prelude::*;

struct Poll {
    secret: SecretKey,
    key: TokenKey,
    digest: [u8; 32],
}

fn poll() -> &'static Poll {
    static POLL: OnceLock<Poll> = OnceLock::new();
    POLL.get_or_init(|| {
        let secret = SecretKey::generate(2048).unwrap();
        let key = TokenKey::from_public(secret.public()).unwrap();
        Poll {
            secret,
            key,
            digest: challenge_digest("registrar.example.org", &[7; 32], "ballots.example.net"),
        }
    })
}

impl Poll {
    fn input(&self, nonce: u8) -> TokenInput {
        TokenInput::new([nonce; 32], self.digest, *self.key.id())
    }

    fn issue(&self, nonce: u8) -> (TokenRequest, TokenResponse, Blinding, Token) {
        let (request, blinding) = request_token(&self.key, self.input(nonce)).unwrap();
        let response = request.sign(&self.secret).unwrap();
        let token = finalize_token(&self.key, self.input(nonce), &response, &blinding).unwrap();
        (request, response, blinding, token)
    }
}

/// Every proper beginning of `bytes`, and `bytes` with something before or behind.
fn other_lengths(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut others: Vec<_> = (0..bytes.len()).map(|len| bytes[..len].to_vec()).collect();
    others.extend([[bytes, &[0]].concat(), [&[0], bytes].concat(), [bytes, bytes].concat()]);
    others
}

#[test]
fn lengths_are_those_of_the_rfcs() {
    assert_eq!([INPUT_LEN, REQUEST_LEN, RESPONSE_LEN, TOKEN_LEN, SPKI_LEN], [98, 259, 256, 354, 342]);
}

#[test]
fn a_pass_becomes_a_token_that_opens_its_poll() {
    let poll = poll();
    let (request, response, _, token) = poll.issue(42);
    assert_eq!(TokenRequest::parse(&request.to_bytes(), &poll.key).unwrap(), request);
    assert_eq!(TokenResponse::parse(response.as_bytes()).unwrap(), response);
    assert!(response.answers(&request, &poll.key));

    let token = Token::parse(token.as_bytes()).unwrap();
    assert_eq!(token.verify(&poll.key, &poll.digest), Ok(()));
    assert_eq!(token.input(), poll.input(42));
    assert_eq!(token.as_bytes()[..INPUT_LEN], poll.input(42).to_bytes());
    assert_eq!(
        (token.nonce(), token.challenge_digest(), token.key_id()),
        (&[42; 32], &poll.digest, poll.key.id())
    );
    assert_eq!(token.as_bytes()[INPUT_LEN..], token.authenticator()[..]);
}

#[test]
fn a_token_changed_anywhere_opens_nothing() {
    let poll = poll();
    let (.., token) = poll.issue(1);
    for at in 0..TOKEN_LEN {
        for bit in 0..8 {
            let mut wrong = *token.as_bytes();
            wrong[at] ^= 1 << bit;
            let refusal = Token::parse(&wrong).map(|token| token.verify(&poll.key, &poll.digest));
            let expected = match at {
                0..2 => Err(TokenMalformed::Type),
                34..66 => Ok(Err(TokenError::ChallengeMismatch)),
                66..98 => Ok(Err(TokenError::KeyMismatch)),
                _ => Ok(Err(TokenError::SignatureInvalid)),
            };
            assert_eq!(refusal, expected, "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn no_other_length_is_a_token_a_request_a_response_or_a_key() {
    let poll = poll();
    let (request, response, _, token) = poll.issue(2);
    for bytes in other_lengths(token.as_bytes()) {
        assert_eq!(Token::parse(&bytes), Err(TokenMalformed::Length), "{}", bytes.len());
    }
    for bytes in other_lengths(&request.to_bytes()) {
        assert_eq!(TokenRequest::parse(&bytes, &poll.key), Err(RequestMalformed::Length), "{}", bytes.len());
    }
    for bytes in other_lengths(response.as_bytes()) {
        assert_eq!(TokenResponse::parse(&bytes), Err(ResponseMalformed), "{}", bytes.len());
    }
    for bytes in other_lengths(poll.key.spki()) {
        assert_eq!(TokenKey::from_spki(&bytes), Err(TokenKeyError::Length), "{}", bytes.len());
    }
}

#[test]
fn a_token_opens_no_other_poll() {
    let poll = poll();
    let (.., token) = poll.issue(3);
    let other_poll = challenge_digest("registrar.example.org", &[8; 32], "ballots.example.net");
    assert_eq!(token.verify(&poll.key, &other_poll), Err(TokenError::ChallengeMismatch));

    let other_key = TokenKey::from_public(SecretKey::generate(2048).unwrap().public()).unwrap();
    assert_eq!(token.verify(&other_key, &poll.digest), Err(TokenError::KeyMismatch));
}

#[test]
fn a_signature_by_another_key_is_no_token() {
    let poll = poll();
    let (_, _, _, token) = poll.issue(4);
    let (_, _, _, other) = poll.issue(5);
    let mut forged = *token.as_bytes();
    forged[INPUT_LEN..].copy_from_slice(other.authenticator());
    let forged = Token::parse(&forged).unwrap();
    assert_eq!(forged.verify(&poll.key, &poll.digest), Err(TokenError::SignatureInvalid));
}

#[test]
fn a_request_names_its_key_and_holds_a_number_below_the_modulus() {
    let poll = poll();
    let (request, _) = request_token(&poll.key, poll.input(6)).unwrap();
    let parse = |change: &dyn Fn(&mut [u8])| {
        let mut bytes = request.to_bytes();
        change(&mut bytes);
        TokenRequest::parse(&bytes, &poll.key).err()
    };
    let offset = |offset: i64| {
        let mut n = BigNum::from_slice(poll.key.public().n()).unwrap();
        let words = u32::try_from(offset.unsigned_abs()).unwrap();
        if offset < 0 { n.sub_word(words) } else { n.add_word(words) }.unwrap();
        n.to_vec_padded(256).unwrap()
    };
    assert_eq!(parse(&|_| ()), None);
    for bit in 0..8 {
        assert_eq!(parse(&|bytes| bytes[0] ^= 1 << bit), Some(RequestMalformed::Type));
        assert_eq!(parse(&|bytes| bytes[1] ^= 1 << bit), Some(RequestMalformed::Type));
        assert_eq!(parse(&|bytes| bytes[2] ^= 1 << bit), Some(RequestMalformed::Key));
    }
    assert_eq!(parse(&|bytes| bytes[3..].fill(0)), Some(RequestMalformed::Message));
    assert_eq!(parse(&|bytes| bytes[3..].fill(0xff)), Some(RequestMalformed::Message));
    assert_eq!(parse(&|bytes| bytes[3..].copy_from_slice(&offset(0))), Some(RequestMalformed::Message));
    assert_eq!(parse(&|bytes| bytes[3..].copy_from_slice(&offset(1))), Some(RequestMalformed::Message));
    assert_eq!(parse(&|bytes| bytes[3..].copy_from_slice(&offset(-1))), None);
}

#[test]
fn a_request_changed_anywhere_yields_no_token() {
    let poll = poll();
    let (request, blinding) = request_token(&poll.key, poll.input(7)).unwrap();
    for at in 0..REQUEST_LEN {
        let mut wrong = request.to_bytes();
        wrong[at] ^= 1;
        let Ok(received) = TokenRequest::parse(&wrong, &poll.key) else { continue };
        let response = received.sign(&poll.secret).unwrap();
        assert!(!response.answers(&request, &poll.key), "byte {at}");
        let token = finalize_token(&poll.key, poll.input(7), &response, &blinding);
        assert!(matches!(token, Err(FinalizeError::Invalid)), "byte {at}");
    }
}

#[test]
fn an_input_for_another_key_is_neither_requested_nor_finalized() {
    let poll = poll();
    let (_, response, blinding, _) = poll.issue(8);
    let foreign = TokenInput::new([8; 32], poll.digest, [0; 32]);
    assert!(matches!(request_token(&poll.key, foreign), Err(BlindError::KeyMismatch)));
    let token = finalize_token(&poll.key, foreign, &response, &blinding);
    assert!(matches!(token, Err(FinalizeError::Invalid)));
    let token = finalize_token(&poll.key, poll.input(9), &response, &blinding);
    assert!(matches!(token, Err(FinalizeError::Invalid)));
}

#[test]
fn the_key_is_one_that_openssl_reads_the_same_way() {
    let key = &poll().key;
    let theirs = PKey::public_key_from_der(key.spki()).unwrap();
    assert_eq!(theirs.id(), Id::RSA_PSS);
    let theirs = theirs.rsa().unwrap();
    assert_eq!((theirs.n().to_vec(), theirs.e().to_vec()), (key.public().n().to_vec(), vec![1, 0, 1]));
    assert_eq!(*key.id(), sha256(&[key.spki()]));
    assert_eq!(TokenKey::from_spki(key.spki()).unwrap(), *key);
}

#[test]
fn a_key_changed_anywhere_is_refused_or_is_another_key() {
    let key = &poll().key;
    for at in 0..SPKI_LEN {
        for bit in 0..8 {
            let mut wrong = *key.spki();
            wrong[at] ^= 1 << bit;
            let changed = TokenKey::from_spki(&wrong);
            let refusal = match (at, bit) {
                (0..81, _) => Some(TokenKeyError::Form),
                // The modulus: its top bit is set, and it is odd.
                (81, 7) | (336, 0) => Some(TokenKeyError::Modulus),
                (337.., _) => Some(TokenKeyError::Exponent),
                _ => None,
            };
            assert_eq!(changed.as_ref().err().copied(), refusal, "byte {at}, bit {bit}");
            assert!(changed.map_or(true, |changed| changed.id() != key.id()));
        }
    }
}

#[test]
fn the_common_rsa_form_of_a_key_is_refused() {
    let rsa = openssl::rsa::Rsa::from_public_components(
        BigNum::from_slice(poll().key.public().n()).unwrap(),
        BigNum::from_u32(65537).unwrap(),
    )
    .unwrap();
    let spki = rsa.public_key_to_der().unwrap();
    assert_eq!(TokenKey::from_spki(&spki), Err(TokenKeyError::Length));
    // The same with something behind, to the length that is expected.
    let stuffed = [&spki[..], &vec![0; SPKI_LEN - spki.len()]].concat();
    assert_eq!(TokenKey::from_spki(&stuffed), Err(TokenKeyError::Form));
}

#[test]
fn only_2048_bits_and_65537_make_a_token_key() {
    let n = poll().key.public().n();
    let key = |n: &[u8], e: &[u8]| TokenKey::from_public(&PublicKey::from_components(n, e).unwrap());
    assert_eq!(key(n, &[1, 0, 1]).as_ref(), Ok(&poll().key));
    assert_eq!(key(n, &[1, 0, 3]), Err(TokenKeyError::Exponent));
    for longer in [&[&[1], n].concat(), &[n, n].concat()] {
        assert_eq!(key(longer, &[1, 0, 1]), Err(TokenKeyError::Modulus));
    }
}

#[test]
fn a_check_code_is_the_first_20_bits_of_the_requests_hash() {
    // SHA-256("") = e3b0c442..: 11100 01110 11000 01100
    assert_eq!(check_code(b""), "WERC");
    let (request, _) = request_token(&poll().key, poll().input(10)).unwrap();
    assert_eq!(request.check_code(), check_code(&request.to_bytes()));
    assert_eq!(request.check_code().len(), 4);
}

#[test]
fn what_links_a_voter_to_a_token_does_not_show_in_debug() {
    let (request, response, blinding, token) = poll().issue(11);
    let shown = format!("{request:?} {response:?} {blinding:?} {token:?} {:?}", token.input());
    assert_eq!(shown, "TokenRequest TokenResponse Blinding Token TokenInput");
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = (Token::parse(&bytes), TokenResponse::parse(&bytes), TokenKey::from_spki(&bytes));
        let _ = (TokenRequest::parse(&bytes, &poll().key), check_code(&bytes));
    }

    #[test]
    fn bytes_of_the_right_length_are_read_and_never_verify(mut bytes in proptest::collection::vec(any::<u8>(), 354)) {
        bytes[..2].copy_from_slice(&[0, 2]);
        bytes[34..66].copy_from_slice(&poll().digest);
        bytes[66..98].copy_from_slice(poll().key.id());
        let token = Token::parse(&bytes).unwrap();
        prop_assert_eq!(&token.as_bytes()[..], &bytes);
        prop_assert_eq!(token.verify(&poll().key, &poll().digest), Err(TokenError::SignatureInvalid));
    }
}
