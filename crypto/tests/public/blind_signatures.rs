//! Laws of the blind signature, on one fresh 2048-bit key.

use std::sync::OnceLock;

use crypto::blind_rsa::{
    BlindError, Blinding, BlindingMalformed, FinalizeError, KeyError, PublicKey, SecretKey, SignError,
    SignatureInvalid, blind, blind_with, finalize, verify,
};
use openssl::bn::{BigNum, BigNumContext, BigNumRef};
use proptest::prelude::*;
use rsa::BoxedUint;
use rsa::pss::{Signature, VerifyingKey};
use rsa::signature::Verifier as _;
use sha2::Sha384;

fn secret() -> &'static SecretKey {
    static SECRET: OnceLock<SecretKey> = OnceLock::new();
    SECRET.get_or_init(|| {
        let keys = std::iter::repeat_with(|| SecretKey::generate(2048).unwrap());
        // Of 2^2048 the modulus leaves an eighth: room for a second spelling of every tenth signature or so.
        keys.take(64).find(|key| key.public().n()[0] < 0xe0).expect("most moduli are below seven eighths")
    })
}

fn key() -> &'static PublicKey {
    secret().public()
}

/// A signature of `msg`, with what passed between the two sides.
fn signed(msg: &[u8]) -> (Vec<u8>, Vec<u8>, Blinding, Vec<u8>) {
    let (blinded, blinding) = blind(key(), msg).unwrap();
    let blind_sig = secret().blind_sign(&blinded).unwrap();
    let sig = finalize(key(), msg, &blind_sig, &blinding).unwrap();
    (blinded, blind_sig, blinding, sig)
}

fn number(bytes: &[u8]) -> BigNum {
    BigNum::from_slice(bytes).unwrap()
}

fn padded(number: &BigNumRef) -> Vec<u8> {
    number.to_vec_padded(256).unwrap()
}

/// The modulus plus `offset`, in 256 bytes.
fn n_plus(offset: i32) -> Vec<u8> {
    let mut n = number(key().n());
    if offset < 0 { n.sub_word(offset.unsigned_abs()) } else { n.add_word(offset.unsigned_abs()) }.unwrap();
    padded(&n)
}

/// 0 and 1 in 256 bytes.
fn small(value: u8) -> Vec<u8> {
    padded(&number(&[value]))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_message_goes_round_and_an_independent_verifier_agrees(msg: Vec<u8>, other: Vec<u8>) {
        let (blinded, blind_sig, _, sig) = signed(&msg);
        prop_assert_eq!([blinded.len(), blind_sig.len(), sig.len()], [256; 3]);
        prop_assert_eq!(verify(key(), &msg, &sig), Ok(()));
        prop_assert_eq!(verify(key(), &other, &sig).is_ok(), msg == other);

        let numbers = [key().n(), key().e()].map(BoxedUint::from_be_slice_vartime);
        let [n, e] = numbers;
        let theirs = VerifyingKey::<Sha384>::new_with_salt_len(rsa::RsaPublicKey::new(n, e).unwrap(), 48);
        let sig = Signature::try_from(&sig[..]).unwrap();
        prop_assert!(theirs.verify(&msg, &sig).is_ok());
        prop_assert_eq!(theirs.verify(&other, &sig).is_ok(), msg == other);
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = (secret().blind_sign(&bytes), verify(key(), &bytes, &bytes), Blinding::from_bytes(&bytes, key()));
        let _ = (SecretKey::from_pkcs8_der(&bytes), PublicKey::from_components(&bytes, &bytes));
        let _ = SecretKey::from_components(key().n(), key().e(), &bytes, &bytes, &bytes);
    }
}

/// The registrar's view fits every signature equally well: for each request and each signature there is exactly one
/// blinding factor, `r = blind_sig / sig`, that joins them. So nothing in what it holds prefers one.
#[test]
fn every_request_fits_every_signature() {
    let n = number(key().n());
    let mut ctx = BigNumContext::new().unwrap();
    let sessions = [b"one", b"two", b"six"].map(|msg| signed(msg));
    for (blinded, blind_sig, ..) in &sessions {
        for (.., sig) in &sessions {
            let [mut inverse, mut r, mut x, mut m, mut z] = [(); 5].map(|()| BigNum::new().unwrap());
            inverse.mod_inverse(&number(sig), &n, &mut ctx).unwrap();
            r.mod_mul(&number(blind_sig), &inverse, &n, &mut ctx).unwrap();
            x.mod_exp(&r, &number(key().e()), &n, &mut ctx).unwrap();
            m.mod_exp(&number(sig), &number(key().e()), &n, &mut ctx).unwrap();
            z.mod_mul(&m, &x, &n, &mut ctx).unwrap();
            assert_eq!(padded(&z), *blinded);
        }
    }
}

#[test]
fn the_same_message_never_looks_the_same() {
    let [one, two] = [(); 2].map(|()| signed(b"message"));
    assert_ne!(one.0, two.0, "blinded messages");
    assert_ne!(one.2.to_bytes(), two.2.to_bytes(), "blindings");
    assert_ne!(one.3, two.3, "signatures have salts of their own");
}

#[test]
fn the_signer_takes_numbers_from_1_to_n_minus_1_and_no_others() {
    for fixed_point in [small(1), n_plus(-1)] {
        // d is odd, so 1 and -1 are their own powers.
        assert_eq!(secret().blind_sign(&fixed_point).unwrap(), fixed_point);
    }
    for refused in [small(0), n_plus(0), n_plus(1), vec![0xff; 256]] {
        assert!(matches!(secret().blind_sign(&refused), Err(SignError::Malformed)));
    }
    let good = small(1);
    for len in 0..256 {
        assert!(matches!(secret().blind_sign(&good[256 - len..]), Err(SignError::Malformed)), "{len}");
    }
    assert!(matches!(secret().blind_sign(&[&[0], &good[..]].concat()), Err(SignError::Malformed)));
}

#[test]
fn a_signature_changed_anywhere_is_refused() {
    let (.., sig) = signed(b"message");
    for at in 0..sig.len() {
        for bit in 0..8 {
            let mut wrong = sig.clone();
            wrong[at] ^= 1 << bit;
            assert_eq!(verify(key(), b"message", &wrong), Err(SignatureInvalid), "byte {at}, bit {bit}");
        }
    }
    for len in 0..sig.len() {
        assert_eq!(verify(key(), b"message", &sig[..len]), Err(SignatureInvalid), "{len} bytes");
        assert_eq!(verify(key(), b"message", &sig[len + 1..]), Err(SignatureInvalid), "all but {len} bytes");
    }
    assert_eq!(verify(key(), b"message", &[&[0], &sig[..]].concat()), Err(SignatureInvalid));
    assert_eq!(verify(key(), b"message", &[&sig[..], &[0]].concat()), Err(SignatureInvalid));
    for trivial in [small(0), small(1), n_plus(-1), n_plus(0)] {
        assert_eq!(verify(key(), b"message", &trivial), Err(SignatureInvalid));
    }
}

/// s + n has the same power as s: it must not pass as a second spelling of the signature.
#[test]
fn a_signature_not_below_the_modulus_is_refused() {
    let shifted = (0..1000u32).find_map(|attempt| {
        let msg = attempt.to_be_bytes();
        let (.., sig) = signed(&msg);
        let mut sum = BigNum::new().unwrap();
        sum.checked_add(&number(&sig), &number(key().n())).unwrap();
        (sum.num_bytes() == 256).then(|| (msg, sig, padded(&sum)))
    });
    let (msg, sig, shifted) = shifted.expect("the modulus leaves room for one signature in seven");
    assert_eq!(verify(key(), &msg, &sig), Ok(()));
    assert_eq!(verify(key(), &msg, &shifted), Err(SignatureInvalid));
}

#[test]
fn only_the_right_answer_to_the_right_request_finalizes() {
    let (_, blind_sig, blinding, sig) = signed(b"message");
    let (_, other_blind_sig, other_blinding, _) = signed(b"message");
    let invalid = |result| assert!(matches!(result, Err(FinalizeError::Invalid)));
    invalid(finalize(key(), b"message", &blind_sig, &other_blinding));
    invalid(finalize(key(), b"message", &other_blind_sig, &blinding));
    invalid(finalize(key(), b"another", &blind_sig, &blinding));
    invalid(finalize(key(), b"message", &sig, &blinding));
    invalid(finalize(key(), b"message", &small(1), &blinding));

    let other_key = SecretKey::generate(2048).unwrap();
    assert!(finalize(other_key.public(), b"message", &blind_sig, &blinding).is_err());
    assert_eq!(verify(other_key.public(), b"message", &sig), Err(SignatureInvalid));

    for malformed in
        [small(0), n_plus(0), n_plus(1), blind_sig[1..].to_vec(), [&[0], &blind_sig[..]].concat()]
    {
        let result = finalize(key(), b"message", &malformed, &blinding);
        assert!(matches!(result, Err(FinalizeError::Malformed)));
    }
    for at in 0..blind_sig.len() {
        let mut wrong = blind_sig.clone();
        wrong[at] ^= 0x10;
        assert!(finalize(key(), b"message", &wrong, &blinding).is_err(), "byte {at}");
    }
}

#[test]
fn a_blinding_survives_a_restart_and_only_whole() {
    let (_, blind_sig, blinding, sig) = signed(b"message");
    let bytes = blinding.to_bytes();
    let again = Blinding::from_bytes(&bytes, key()).unwrap();
    assert_eq!(finalize(key(), b"message", &blind_sig, &again).unwrap(), sig);

    for len in 0..bytes.len() {
        assert_eq!(Blinding::from_bytes(&bytes[..len], key()).err(), Some(BlindingMalformed), "{len}");
    }
    for refused in [small(0), n_plus(0), n_plus(1), [&[0], &bytes[..]].concat()] {
        assert_eq!(Blinding::from_bytes(&refused, key()).err(), Some(BlindingMalformed));
    }
}

#[test]
fn a_blinding_factor_must_be_invertible_and_in_range() {
    for refused in [small(0), n_plus(0), n_plus(1), vec![1]] {
        let result = blind_with(key(), b"message", &[0; 48], &refused);
        assert!(matches!(result, Err(BlindError::NotInvertible)));
    }
    // A modulus with the factor 3, as only a hostile signer would publish.
    let mut n = number(key().n());
    while n.mod_word(3).unwrap() != 0 {
        n.sub_word(2).unwrap();
    }
    let hostile = PublicKey::from_components(&n.to_vec(), key().e()).unwrap();
    let result = blind_with(&hostile, b"message", &[0; 48], &small(3));
    assert!(matches!(result, Err(BlindError::NotInvertible)));
    // Every third encoding is itself divisible by 3.
    let refused = (0..64u8).filter(|salt| {
        let result = blind_with(&hostile, b"message", &[*salt; 48], &small(2));
        matches!(result, Err(BlindError::NotInvertible))
    });
    assert!(refused.count() > 0);
}

#[test]
fn a_private_key_survives_its_encoding_and_only_whole() {
    let der = secret().to_pkcs8_der();
    let again = SecretKey::from_pkcs8_der(&der).unwrap();
    assert_eq!(again.public(), key());
    assert_eq!(again.to_pkcs8_der(), der);
    assert_eq!(again.blind_sign(&small(2)).unwrap(), secret().blind_sign(&small(2)).unwrap());

    for len in 0..der.len() {
        assert!(matches!(SecretKey::from_pkcs8_der(&der[..len]), Err(KeyError::Encoding)), "{len}");
    }
    assert!(matches!(SecretKey::from_pkcs8_der(&[&der[..], &[0]].concat()), Err(KeyError::Encoding)));
    let ed25519 = openssl::pkey::PKey::generate_ed25519().unwrap().private_key_to_pkcs8().unwrap();
    assert!(matches!(SecretKey::from_pkcs8_der(&ed25519), Err(KeyError::Encoding)));
}

#[test]
fn a_private_key_changed_anywhere_is_refused_or_still_answers_rightly() {
    let der = secret().to_pkcs8_der();
    let right = secret().blind_sign(&small(2)).unwrap();
    // Every byte of the header, and every seventh of the numbers behind it.
    for at in (0..40).chain((40..der.len()).step_by(7)) {
        let mut wrong = der.to_vec();
        wrong[at] ^= 1;
        let Ok(changed) = SecretKey::from_pkcs8_der(&wrong) else { continue };
        assert_eq!(changed.public(), key(), "byte {at} made another key");
        assert_eq!(changed.blind_sign(&small(2)).unwrap(), right, "byte {at}");
    }
}

#[test]
fn numbers_that_no_honest_key_has_are_refused() {
    let (n, e) = (key().n(), key().e());
    for modulus in [&[][..], &[1], &n[1..], &n_plus(1), &[0xff; 1025]] {
        assert!(matches!(PublicKey::from_components(modulus, e), Err(KeyError::Modulus)));
    }
    for exponent in [&[][..], &[1], &[3], &[1, 0, 0], &[1, 0, 0, 0, 0, 0, 0, 0, 1]] {
        assert!(matches!(PublicKey::from_components(n, exponent), Err(KeyError::Exponent)));
    }
    assert_eq!(
        PublicKey::from_components(&[&[0, 0], n].concat(), &[&[0], e].concat()).as_ref().unwrap(),
        key()
    );
    for bits in [0, 512, 1024, 2047, 8193, u32::MAX] {
        assert!(matches!(SecretKey::generate(bits), Err(KeyError::Modulus)), "{bits}");
    }

    for wrong in [&[][..], &[1], &[2], &small(2), n] {
        let key = SecretKey::from_components(n, e, wrong, wrong, wrong);
        assert!(matches!(key, Err(KeyError::Inconsistent | KeyError::OpenSsl(_))));
    }
}

#[test]
fn what_is_secret_does_not_show_in_debug() {
    let (_, blinding) = blind(key(), b"message").unwrap();
    assert_eq!(format!("{:?} {blinding:?} {:?}", secret(), key()), "SecretKey Blinding PublicKey(2048 bits)");
}
