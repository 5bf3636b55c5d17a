//! EMSA-PSS-ENCODE (RFC 8017 section 9.1.1) with SHA-384 and MGF1-SHA-384. Only the encoding: OpenSSL verifies.

use sha2::{Digest, Sha384};

/// The encoded message of `ceil(em_bits / 8)` bytes, or `None` where the hash and the salt do not fit.
pub(super) fn encode(msg: &[u8], salt: &[u8], em_bits: usize) -> Option<Vec<u8>> {
    let em_len = em_bits.div_ceil(8);
    // RFC 8017 section 9.1.1 step 3: emLen >= hLen + sLen + 2.
    let db_len = em_len.checked_sub(HASH_LEN + 1).filter(|len| *len > salt.len())?;

    // Steps 5 and 6: H = Hash(0x00 * 8 || Hash(M) || salt).
    let hash =
        Sha384::new().chain_update([0; 8]).chain_update(Sha384::digest(msg)).chain_update(salt).finalize();

    // Steps 7 to 10: maskedDB = (0x00.. || 0x01 || salt) xor MGF1(H).
    let mut encoded = mgf1(&hash, db_len);
    let salt_at = db_len - salt.len();
    encoded[salt_at - 1] ^= 0x01;
    for (byte, salt_byte) in encoded[salt_at..].iter_mut().zip(salt) {
        *byte ^= salt_byte;
    }
    // Step 11: the bits beyond em_bits are zero, which keeps the number below the modulus.
    encoded[0] &= 0xff >> (8 * em_len - em_bits);

    // Step 12: EM = maskedDB || H || 0xbc.
    encoded.extend_from_slice(&hash);
    encoded.push(0xbc);
    Some(encoded)
}

/// MGF1 (RFC 8017 appendix B.2.1): Hash(seed || 0) || Hash(seed || 1) || .., cut to `len` bytes.
fn mgf1(seed: &[u8], len: usize) -> Vec<u8> {
    let mut mask = Vec::with_capacity(len.next_multiple_of(HASH_LEN));
    for counter in 0u32.. {
        if mask.len() >= len {
            break;
        }
        mask.extend_from_slice(
            &Sha384::new().chain_update(seed).chain_update(counter.to_be_bytes()).finalize(),
        );
    }
    mask.truncate(len);
    mask
}

/// Bytes of a SHA-384 value.
const HASH_LEN: usize = 48;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_fits_its_bits_exactly() {
        for em_bits in 2040..2056 {
            let encoded = encode(b"message", &[7; 48], em_bits).unwrap();
            assert_eq!(encoded.len(), em_bits.div_ceil(8));
            assert_eq!(u32::from(encoded[0]) >> (em_bits - 8 * (encoded.len() - 1)), 0, "{em_bits}");
            assert_eq!(encoded.last(), Some(&0xbc));
        }
    }

    #[test]
    fn the_smallest_room_is_hash_and_salt_and_two() {
        assert_eq!(encode(b"", &[7; 48], 8 * 98).unwrap().len(), 98);
        assert_eq!(encode(b"", &[7; 48], 8 * 97), None);
        assert_eq!(encode(b"", &[], 8 * 50).unwrap().len(), 50);
        assert_eq!(encode(b"", &[], 8 * 49), None);
        assert_eq!(encode(b"", &[], 0), None);
    }
}
