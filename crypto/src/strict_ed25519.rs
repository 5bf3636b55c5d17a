//! Ed25519 as strict as `verify_strict` of ed25519-dalek, at less work: keys are looked at once, and R by its bytes.

use std::sync::LazyLock;

use curve25519_dalek::constants::EIGHT_TORSION;
use ed25519_dalek::{Signature, Verifier as _, VerifyingKey};

/// An Ed25519 public key in its one canonical encoding and not of small order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StrictKey(VerifyingKey);

impl StrictKey {
    /// `None` for bytes that are no such key.
    pub(crate) fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        // Decompression would reduce y modulo p. The other spelling that it takes, a negative zero for x, is of a weak key.
        let key = is_below_p(bytes).then(|| VerifyingKey::from_bytes(bytes).ok())??;
        (!key.is_weak()).then_some(Self(key))
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Strict verification: canonical encodings, no small-order points, no cofactor (FIPS 186-5 section 7.7.2 and
    /// RFC 8032 section 5.1.7), so that all strict verifiers agree.
    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        let (r, _) = signature.split_at(32);
        // `verify` encodes the R that must be and compares bytes. So one that passes is canonical, and of small order only if it is
        // one of these eight.
        !SMALL_ORDER.iter().any(|point| point == r)
            && self.0.verify(message, &Signature::from_bytes(signature)).is_ok()
    }
}

/// Whether y, which is all but the topmost bit, is below `p = 2^255 - 19` (RFC 8032 section 5.1.3 step 1).
fn is_below_p(key: &[u8; 32]) -> bool {
    let [lowest, middle @ .., topmost] = key;
    *lowest < 0xed || topmost | 0x80 != 0xff || middle.iter().any(|byte| *byte != 0xff)
}

/// The points whose order divides the cofactor, 8, each in its canonical encoding.
static SMALL_ORDER: LazyLock<[[u8; 32]; 8]> =
    LazyLock::new(|| EIGHT_TORSION.map(|point| point.compress().to_bytes()));

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
    use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
    use curve25519_dalek::scalar::Scalar;
    use openssl::sha::sha512;

    use super::*;
    use crate::encoding::hex;

    fn is_taken_by_dalek(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
        VerifyingKey::from_bytes(key)
            .is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
    }

    fn is_taken(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
        StrictKey::from_bytes(key).is_some_and(|key| key.has_signed(message, signature))
    }

    /// `R = [r]B + torsion` under `A = [a]B + torsion`, with the S that the equation of no cofactor asks for where the torsions
    /// cancel out.
    fn signature(a: Scalar, r: Scalar, torsion: [EdwardsPoint; 2], message: &[u8]) -> ([u8; 32], [u8; 64]) {
        let [of_key, of_r] = torsion;
        let key = (ED25519_BASEPOINT_POINT * a + of_key).compress().to_bytes();
        let r_bytes = (ED25519_BASEPOINT_POINT * r + of_r).compress().to_bytes();
        let k = Scalar::from_bytes_mod_order_wide(&sha512(&[&r_bytes, &key, message].concat()));
        let s = (r + k * a).to_bytes();
        (key, [r_bytes, s].concat().try_into().unwrap())
    }

    #[test]
    fn it_agrees_with_verify_strict_on_points_of_every_order() {
        let (mut taken, mut refused, mut for_r_alone) = (0, 0, BTreeSet::new());
        for (number, of_key) in EIGHT_TORSION.iter().enumerate() {
            for of_r in &EIGHT_TORSION {
                for (a, r) in
                    [(7, 11), (7, 0), (0, 11), (0, 0)].map(|(a, r): (u64, u64)| (a.into(), r.into()))
                {
                    // Of sixteen messages some have a k that lets the torsions cancel out.
                    for message in 0..16u8 {
                        let (key, signature) = signature(a, r, [*of_key, *of_r], &[message]);
                        let strict = is_taken_by_dalek(&key, &[message], &signature);
                        assert_eq!(
                            is_taken(&key, &[message], &signature),
                            strict,
                            "{number}, {} {}",
                            hex(&key),
                            hex(&signature)
                        );
                        *(if strict { &mut taken } else { &mut refused }) += 1;
                        let lax = VerifyingKey::from_bytes(&key).is_ok_and(|key| {
                            key.verify(&[message], &Signature::from_bytes(&signature)).is_ok()
                        });
                        if lax && !strict && StrictKey::from_bytes(&key).is_some() {
                            for_r_alone.extend(signature.first_chunk::<32>().copied());
                        }
                    }
                }
            }
        }
        // Keys and Rs of mixed order are taken where the equation holds to the letter, by one message in eight; a key or an R of small
        // order never.
        assert!((64..256).contains(&taken) && taken + refused == 64 * 4 * 16, "{taken} {refused}");
        // Where nothing but the order of R speaks against a signature.
        assert_eq!(for_r_alone, BTreeSet::from(*SMALL_ORDER));
    }

    #[test]
    fn it_agrees_with_verify_strict_on_every_altered_bit() {
        let (key, signature) = signature(7u64.into(), 11u64.into(), [EIGHT_TORSION[0]; 2], b"message");
        assert!(is_taken(&key, b"message", &signature));
        assert!(!is_taken(&key, b"massage", &signature));
        for bit in 0..512 {
            let mut altered = signature;
            altered[bit / 8] ^= 1 << (bit % 8);
            assert!(!is_taken(&key, b"message", &altered) && !is_taken_by_dalek(&key, b"message", &altered));
        }
    }

    #[test]
    fn a_small_order_r_is_refused_in_every_spelling() {
        let a = Scalar::from(7u64);
        let key = (ED25519_BASEPOINT_POINT * a).compress().to_bytes();
        for canonical in *SMALL_ORDER {
            let with_p = with_p_added(&canonical);
            for r in [canonical, with_p, with_the_other_sign(&canonical), with_the_other_sign(&with_p)] {
                // What the equation asks for where R is the neutral element, or vanishes times the cofactor.
                let k = Scalar::from_bytes_mod_order_wide(&sha512(&[&r[..], &key, b"m"].concat()));
                let signature: [u8; 64] = [r, (k * a).to_bytes()].concat().try_into().unwrap();
                assert!(!is_taken(&key, b"m", &signature), "{}", hex(&r));
                assert!(!is_taken_by_dalek(&key, b"m", &signature), "{}", hex(&r));
            }
        }
        assert_eq!(BTreeSet::from(*SMALL_ORDER).len(), 8);
        assert!(SMALL_ORDER.iter().all(|r| CompressedEdwardsY(*r).decompress().unwrap().is_small_order()));
    }

    /// Where y is below 19 there is room for another spelling.
    fn with_p_added(encoding: &[u8; 32]) -> [u8; 32] {
        let mut other = *encoding;
        if encoding[0] < 19 && encoding[1..31].iter().all(|byte| *byte == 0) && encoding[31] & 0x7f == 0 {
            other = [0xff; 32];
            other[0] = 0xed + encoding[0];
            other[31] = 0x7f | encoding[31];
        }
        other
    }

    fn with_the_other_sign(encoding: &[u8; 32]) -> [u8; 32] {
        let mut other = *encoding;
        other[31] ^= 0x80;
        other
    }

    #[test]
    fn a_key_is_read_exactly_if_it_is_written_back_the_same() {
        // All that lie around p, with either sign, and some far from it.
        let ends = (0..=u8::MAX).flat_map(|lowest| [0x7f, 0xff, 0x7e, 0x00].map(|topmost| (lowest, topmost)));
        for ((lowest, topmost), middle) in
            ends.flat_map(|ends| [0xff, 0xfe, 0x00].map(|middle| (ends, middle)))
        {
            let mut key = [middle; 32];
            (key[0], key[31]) = (lowest, topmost);
            let same = VerifyingKey::from_bytes(&key)
                .ok()
                .filter(|it| !it.is_weak() && *it.to_edwards().compress().as_bytes() == key);
            assert_eq!(StrictKey::from_bytes(&key).map(|key| key.0), same, "{}", hex(&key));
        }
    }
}
