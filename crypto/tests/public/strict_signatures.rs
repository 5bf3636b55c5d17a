//! Ed25519 is strict everywhere: what lax verifiers accept, and so would give one ballot two hashes or one text a
//! second signature, is refused here.

use crypto::ballot::{Ballot, BallotError, BallotKey};
use crypto::encoding::b64;
use crypto::note::{Note, NoteError};
use openssl::bn::{BigNum, BigNumContext, BigNumRef};
use openssl::sha::sha512;

const TEXT: &str = "psephos-example/v1\n{}\n";

/// `signature` with S + L in the place of S: the same equation, another spelling. Whoever relays a ballot can write it.
fn with_larger_s(signature: &[u8; 64]) -> [u8; 64] {
    let mut sum = BigNum::new().unwrap();
    sum.checked_add(&little_endian(&signature[32..]), &order()).unwrap();
    joined(&signature[..32], &sum)
}

/// A signature whose R is the neutral element: `S = k a mod L`, so that `[S]B = R + [k]A` holds to the letter. The
/// holder of `seed` can make it.
fn with_neutral_r(seed: &[u8; 32], public: &[u8; 32], message: &[u8]) -> [u8; 64] {
    let mut r = [0; 32];
    r[0] = 1;
    // RFC 8032 section 5.1.5: the secret scalar is the clamped first half of the seed's hash.
    let mut scalar: [u8; 32] = *sha512(seed).first_chunk().unwrap();
    scalar[0] &= 248;
    scalar[31] = scalar[31] & 127 | 64;
    let k = little_endian(&sha512(&[&r, public, message].concat()));
    let mut s = BigNum::new().unwrap();
    s.mod_mul(&k, &little_endian(&scalar), &order(), &mut BigNumContext::new().unwrap()).unwrap();
    joined(&r, &s)
}

/// L of RFC 8032 section 5.1: 2^252 + 27742317777372353535851937790883648493.
fn order() -> BigNum {
    let mut order = BigNum::from_dec_str("27742317777372353535851937790883648493").unwrap();
    order.set_bit(252).unwrap();
    order
}

fn little_endian(bytes: &[u8]) -> BigNum {
    BigNum::from_slice(&bytes.iter().rev().copied().collect::<Vec<_>>()).unwrap()
}

fn joined(r: &[u8], s: &BigNumRef) -> [u8; 64] {
    let s = s.to_vec_padded(32).unwrap();
    r.iter().copied().chain(s.into_iter().rev()).collect::<Vec<_>>().try_into().unwrap()
}

/// What these signatures are worth elsewhere, so that the tests below do not pass for a slip of the pen.
fn lax_verifier_accepts(public: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    use ed25519_dalek::{Signature, Verifier as _, VerifyingKey};
    VerifyingKey::from_bytes(public).unwrap().verify(message, &Signature::from_bytes(signature)).is_ok()
}

#[test]
fn a_ballot_has_no_second_spelling_and_no_small_order_r() {
    let (manifest, key) = (crate::poll::manifest(), BallotKey::generate());
    let token = crate::poll::pass(&manifest, &crate::poll::ISSUER, &key);
    let content = crate::poll::content().encode(&manifest).unwrap();
    let bytes = Ballot::seal(&key, token.clone(), content.clone()).to_bytes();
    let (unsigned, signature) = bytes.split_last_chunk().unwrap();
    let message = [b"psephos-ballot/v1\n", &token.as_bytes()[..], &content].concat();

    let verdict = |signature: [u8; 64]| {
        let bytes = [unsigned, &signature].concat();
        Ballot::parse(&bytes, manifest.content_size).unwrap().verify(&manifest)
    };
    assert_eq!(verdict(*signature), Ok(crate::poll::content()));
    assert_eq!(verdict(with_larger_s(signature)), Err(BallotError::SignatureInvalid));
    let small = with_neutral_r(&key.seed(), &key.nonce(), &message);
    assert!(lax_verifier_accepts(&key.nonce(), &message, &small));
    assert_eq!(verdict(small), Err(BallotError::SignatureInvalid));
}

#[test]
fn a_note_has_no_second_spelling_and_no_small_order_r() {
    let signer = crate::poll::registrar_key();
    let key = signer.verifier();
    let verdict = |signature: [u8; 64]| {
        let blob = b64(&[key.id().as_slice(), &signature].concat());
        Note::parse(&format!("{TEXT}\n— {} {blob}\n", key.name())).unwrap().verify(key)
    };
    let printed = Note::sign(TEXT.into(), &signer).to_string();
    let blob = crypto::encoding::parse_b64(printed.trim_end().rsplit(' ').next().unwrap()).unwrap();
    let signature: [u8; 64] = blob[4..].try_into().unwrap();

    assert_eq!(verdict(signature), Ok(()));
    let refused = Err(NoteError::BadSignature(key.name().to_owned()));
    assert_eq!(verdict(with_larger_s(&signature)), refused);
    let small = with_neutral_r(&signer.seed(), key.public_key(), TEXT.as_bytes());
    assert!(lax_verifier_accepts(key.public_key(), TEXT.as_bytes(), &small));
    assert_eq!(verdict(small), refused);
}
