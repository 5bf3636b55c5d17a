//! Every published vector of RFC 9474: the four variants, and a 2048-bit key beside the 4096-bit one.

use crate::support::{bytes, json_cases};
use crypto::blind_rsa::{Blinding, SecretKey, SignatureInvalid, Variant};
use openssl::bn::{BigNum, BigNumContext};
use rsa::BoxedUint;
use rsa::pss::{Signature, VerifyingKey};
use rsa::signature::Verifier as _;
use serde_json::Value;
use sha2::Sha384;

const VARIANTS: [(&str, Variant); 4] = [
    ("RSABSSA-SHA384-PSS-Randomized", Variant::PSS_RANDOMIZED),
    ("RSABSSA-SHA384-PSSZERO-Randomized", Variant::PSSZERO_RANDOMIZED),
    ("RSABSSA-SHA384-PSS-Deterministic", Variant::PSS_DETERMINISTIC),
    ("RSABSSA-SHA384-PSSZERO-Deterministic", Variant::PSSZERO_DETERMINISTIC),
];

/// The variant by its name; the vectors without a name are deterministic, and their salt tells which of the two.
fn variant(case: &Value) -> Variant {
    match case["name"].as_str() {
        Some(name) => VARIANTS.iter().find(|(known, _)| *known == name).unwrap().1,
        None if bytes(case, "salt").is_empty() => Variant::PSSZERO_DETERMINISTIC,
        None => Variant::PSS_DETERMINISTIC,
    }
}

fn secret_key(case: &Value) -> SecretKey {
    let [n, e, d, p, q] = ["n", "e", "d", "p", "q"].map(|name| bytes(case, name));
    SecretKey::from_components(&n, &e, &d, &p, &q).unwrap()
}

/// What the RFC calls `input_msg`: the message after Prepare.
fn input_msg(case: &Value) -> Vec<u8> {
    bytes(case, if case["input_msg"].is_string() { "input_msg" } else { "msg" })
}

/// The vectors give the inverse of r.
fn r(case: &Value) -> Vec<u8> {
    let [n, inv] = ["n", "inv"].map(|name| BigNum::from_slice(&bytes(case, name)).unwrap());
    let mut r = BigNum::new().unwrap();
    r.mod_inverse(&inv, &n, &mut BigNumContext::new().unwrap()).unwrap();
    r.to_vec_padded(n.num_bytes()).unwrap()
}

#[test]
fn every_step_of_every_vector_is_reproduced() {
    for (name, case) in json_cases("rfc9474") {
        let (variant, secret) = (variant(&case), secret_key(&case));
        let key = secret.public();
        let msg = input_msg(&case);

        if let Some(prefix) = case["msg_prefix"].as_str() {
            let prefix = crate::support::from_hex(prefix).try_into().unwrap_or([0; 32]);
            assert_eq!(variant.prepare_with(&bytes(&case, "msg"), &prefix), msg, "{name}: prepare");
        }
        let (blinded, blinding) = variant.blind_with(key, &msg, &bytes(&case, "salt"), &r(&case)).unwrap();
        assert_eq!(blinded, bytes(&case, "blinded_msg"), "{name}: blind");
        assert_eq!(*blinding.to_bytes(), bytes(&case, "inv"), "{name}: inverse");
        let blind_sig = secret.blind_sign(&blinded).unwrap();
        assert_eq!(blind_sig, bytes(&case, "blind_sig"), "{name}: blind_sign");
        let sig = variant.finalize(key, &msg, &blind_sig, &blinding).unwrap();
        assert_eq!(sig, bytes(&case, "sig"), "{name}: finalize");
        variant.verify(key, &msg, &sig).unwrap();
        if case["encoded_msg"].is_string() {
            assert!(key.answers(&bytes(&case, "encoded_msg"), &sig), "{name}: encoding");
        }
    }
}

#[test]
fn an_independent_verifier_accepts_every_vector() {
    for (name, case) in json_cases("rfc9474") {
        let [n, e] = ["n", "e"].map(|name| BoxedUint::from_be_slice_vartime(&bytes(&case, name)));
        let key = rsa::RsaPublicKey::new(n, e).unwrap();
        let verifier = VerifyingKey::<Sha384>::new_with_salt_len(key, bytes(&case, "salt").len());
        let sig = Signature::try_from(&bytes(&case, "sig")[..]).unwrap();
        verifier.verify(&input_msg(&case), &sig).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn a_vector_changed_anywhere_is_refused() {
    for (name, case) in json_cases("rfc9474") {
        let (variant, secret) = (variant(&case), secret_key(&case));
        let (key, msg, sig) = (secret.public(), input_msg(&case), bytes(&case, "sig"));

        for at in 0..sig.len() {
            let mut wrong = sig.clone();
            wrong[at] ^= 1 << (at % 8);
            assert_eq!(
                variant.verify(key, &msg, &wrong),
                Err(SignatureInvalid),
                "{name}: byte {at} of the signature"
            );
        }
        for at in 0..msg.len() {
            let mut wrong = msg.clone();
            wrong[at] ^= 1 << (at % 8);
            assert_eq!(
                variant.verify(key, &wrong, &sig),
                Err(SignatureInvalid),
                "{name}: byte {at} of the message"
            );
        }
        for (other_name, other) in VARIANTS {
            // Randomisation changes the message and not the signature: only the salt tells verifiers apart.
            let same_salt = other == variant || other.verify(key, &msg, &sig).is_ok();
            let salted = !bytes(&case, "salt").is_empty();
            assert_eq!(same_salt, salted != other_name.contains("PSSZERO"), "{name} as {other_name}");
        }

        let blinding = Blinding::from_bytes(&bytes(&case, "inv"), key).unwrap();
        let other = Blinding::from_bytes(&bytes(&case, "blind_sig"), key).unwrap();
        let blind_sig = bytes(&case, "blind_sig");
        assert!(variant.finalize(key, &msg, &blind_sig, &other).is_err(), "{name}: another blinding");
        assert!(
            variant.finalize(key, b"another message", &blind_sig, &blinding).is_err(),
            "{name}: another message"
        );
        assert!(variant.finalize(key, &msg, &sig, &blinding).is_err(), "{name}: an answer not blind");
    }
}

#[test]
fn every_variant_goes_round_with_fresh_randomness() {
    for (name, case) in json_cases("rfc9474") {
        let secret = secret_key(&case);
        let key = secret.public();
        for (variant_name, variant) in VARIANTS {
            let msg = variant.prepare(b"a message").unwrap();
            let (blinded, blinding) = variant.blind(key, &msg).unwrap();
            let blind_sig = secret.blind_sign(&blinded).unwrap();
            let sig = variant.finalize(key, &msg, &blind_sig, &blinding);
            assert!(sig.is_ok_and(|sig| variant.verify(key, &msg, &sig).is_ok()), "{name} as {variant_name}");
        }
    }
}

#[test]
fn preparing_adds_32_random_bytes_or_nothing() {
    for (name, variant) in VARIANTS {
        let (first, second) = (variant.prepare(b"m").unwrap(), variant.prepare(b"m").unwrap());
        let randomized = name.ends_with("Randomized");
        assert_eq!(first.len(), if randomized { 33 } else { 1 }, "{name}");
        assert_eq!(first != second, randomized, "{name}");
        assert!(first.ends_with(b"m"), "{name}");
    }
}
