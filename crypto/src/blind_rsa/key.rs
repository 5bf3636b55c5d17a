//! RSA keys held by OpenSSL, parsed once, and the two raw operations on them.

use std::fmt;

use openssl::bn::{BigNum, BigNumContext, BigNumRef};
use openssl::error::ErrorStack;
use openssl::pkey::{PKey, Private, Public};
use openssl::rsa::{Padding, Rsa, RsaPrivateKeyBuilder};
use zeroize::{Zeroize, Zeroizing};

/// Why numbers or bytes are not a usable RSA key.
#[derive(Debug, Clone, thiserror::Error)]
pub enum KeyError {
    /// Even, or not of 2048 to 8192 bits.
    #[error("the modulus is even or not of {MIN_BITS} to {MAX_BITS} bits")]
    Modulus,
    /// Even, below 65537 or above 64 bits.
    #[error("the public exponent is even or not of 17 to 64 bits")]
    Exponent,
    /// Not the DER of a PKCS#8 RSA private key, or bytes follow it.
    #[error("not a PKCS#8 RSA private key")]
    Encoding,
    /// `p * q` is not n, or a signature made with the private numbers does not verify under the public ones.
    #[error("the numbers of the private key do not belong together")]
    Inconsistent,
    /// No memory, no randomness, or a build without RSA.
    #[error("OpenSSL failed: {0}")]
    OpenSsl(#[from] ErrorStack),
}

/// Why a blinded message was not signed.
#[derive(Debug, Clone, thiserror::Error)]
pub enum SignError {
    /// The client's fault: not as long as the modulus, 0, or not below the modulus.
    #[error("the blinded message is not a number in [1, n) of the modulus's length")]
    Malformed,
    /// Our fault: `s^e` is not the message. Such an answer could give the key away, so it is not sent; a machine on
    /// which this happens is not to be trusted with keys.
    #[error("the private operation failed its check")]
    Fault,
    /// No memory, or a key that OpenSSL cannot use.
    #[error("OpenSSL failed: {0}")]
    OpenSsl(#[from] ErrorStack),
}

/// An RSA public key whose modulus is odd and of 2048 to 8192 bits; cloning it is cheap.
#[derive(Clone)]
pub struct PublicKey {
    rsa: Rsa<Public>,
    pkey: PKey<Public>,
    n: Vec<u8>,
    e: Vec<u8>,
}

impl PublicKey {
    /// From modulus and exponent, big-endian; leading zeros do not matter.
    ///
    /// # Errors
    /// [`KeyError::Modulus`] and [`KeyError::Exponent`] for numbers that no honest key has.
    pub fn from_components(n: &[u8], e: &[u8]) -> Result<Self, KeyError> {
        Self::from_numbers(BigNum::from_slice(n)?, BigNum::from_slice(e)?)
    }

    /// Length of the modulus in bytes, and so of every blinded message and signature.
    pub fn modulus_len(&self) -> usize {
        self.n.len()
    }

    /// The modulus, big-endian, without leading zeros.
    pub fn n(&self) -> &[u8] {
        &self.n
    }

    /// The public exponent, big-endian, without leading zeros.
    pub fn e(&self) -> &[u8] {
        &self.e
    }

    /// Whether `number`, big-endian, is as long as the modulus and in [1, n).
    pub fn admits(&self, number: &[u8]) -> bool {
        // Equal lengths, so that bytes compare as numbers do.
        number.len() == self.n.len() && number < self.n.as_slice() && number.iter().any(|byte| *byte != 0)
    }

    /// Whether `blind_sig` is the signature of `blinded_msg`: `blind_sig^e mod n = blinded_msg`. Anyone who holds
    /// both can tell so whether a signer answered a request honestly, without unblinding anything.
    pub fn answers(&self, blinded_msg: &[u8], blind_sig: &[u8]) -> bool {
        self.admits(blind_sig) && self.raise(blind_sig).is_ok_and(|message| message == blinded_msg)
    }

    pub(super) fn bits(&self) -> usize {
        usize::try_from(self.rsa.n().num_bits()).expect("a modulus has 2048 to 8192 bits")
    }

    pub(super) fn modulus(&self) -> &BigNumRef {
        self.rsa.n()
    }

    pub(super) fn exponent(&self) -> &BigNumRef {
        self.rsa.e()
    }

    pub(super) fn pkey(&self) -> &PKey<Public> {
        &self.pkey
    }

    fn from_numbers(n: BigNum, e: BigNum) -> Result<Self, KeyError> {
        if !n.is_odd() || !(MIN_BITS..=MAX_BITS).contains(&n.num_bits()) {
            return Err(KeyError::Modulus);
        }
        if !e.is_odd() || !(17..=64).contains(&e.num_bits()) {
            return Err(KeyError::Exponent);
        }
        let (n_bytes, e_bytes) = (n.to_vec(), e.to_vec());
        let rsa = Rsa::from_public_components(n, e)?;
        Ok(Self { pkey: PKey::from_rsa(rsa.clone())?, rsa, n: n_bytes, e: e_bytes })
    }

    /// RSAVP1 (RFC 8017 section 5.2.2): `s^e mod n`; an error where `s` is not below n.
    fn raise(&self, s: &[u8]) -> Result<Vec<u8>, ErrorStack> {
        let mut message = vec![0; self.modulus_len()];
        self.rsa.public_decrypt(s, &mut message, Padding::NONE)?;
        Ok(message)
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.n == other.n && self.e == other.e
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({} bits)", self.bits())
    }
}

/// An RSA private key. OpenSSL wipes the numbers when the last of it is dropped, and Debug shows only the type.
pub struct SecretKey {
    rsa: Rsa<Private>,
    public: PublicKey,
}

impl SecretKey {
    /// A fresh key of two random primes with e = 65537.
    ///
    /// # Errors
    /// [`KeyError::Modulus`] for a size outside 2048 to 8192 bits.
    pub fn generate(bits: u32) -> Result<Self, KeyError> {
        if !i32::try_from(bits).is_ok_and(|bits| (MIN_BITS..=MAX_BITS).contains(&bits)) {
            return Err(KeyError::Modulus);
        }
        Self::from_rsa(Rsa::generate(bits)?)
    }

    /// From the DER of a PKCS#8 `PrivateKeyInfo` of an RSA key (RFC 5958, RFC 8017 appendix A.1.2).
    ///
    /// # Errors
    /// [`KeyError::Encoding`] for other bytes, and all that [`SecretKey::from_components`] refuses.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, KeyError> {
        // A private key of 2048 to 8192 bits is a SEQUENCE with a length of two bytes; OpenSSL ignores what follows.
        let [0x30, 0x82, high, low, content @ ..] = der else { return Err(KeyError::Encoding) };
        if content.len() != usize::from(u16::from_be_bytes([*high, *low])) {
            return Err(KeyError::Encoding);
        }
        let rsa =
            PKey::private_key_from_pkcs8(der).and_then(|key| key.rsa()).map_err(|_| KeyError::Encoding)?;
        Self::from_rsa(rsa)
    }

    /// The DER of a PKCS#8 `PrivateKeyInfo` with the algorithm rsaEncryption, wiped when dropped.
    pub fn to_pkcs8_der(&self) -> Zeroizing<Vec<u8>> {
        let der = PKey::from_rsa(self.rsa.clone()).and_then(|key| key.private_key_to_pkcs8());
        Zeroizing::new(der.expect("OpenSSL encodes every key that it holds"))
    }

    /// From modulus, public and private exponent and the two primes, each big-endian.
    ///
    /// # Errors
    /// [`KeyError::Inconsistent`] when the numbers do not belong together.
    pub fn from_components(n: &[u8], e: &[u8], d: &[u8], p: &[u8], q: &[u8]) -> Result<Self, KeyError> {
        let secret = |bytes: &[u8]| -> Result<BigNum, ErrorStack> {
            let mut number = BigNum::from_slice(bytes)?;
            number.set_const_time();
            Ok(number)
        };
        let (mut d, mut p, mut q) = (secret(d)?, secret(p)?, secret(q)?);
        let Ok((dmp1, dmq1, iqmp)) = crt_parameters(&d, &p, &q) else {
            // OpenSSL wipes what a key owns; these never came that far.
            for number in [&mut d, &mut p, &mut q] {
                number.clear();
            }
            return Err(KeyError::Inconsistent);
        };
        let rsa = RsaPrivateKeyBuilder::new(BigNum::from_slice(n)?, BigNum::from_slice(e)?, d)?
            .set_factors(p, q)?
            .set_crt_params(dmp1, dmq1, iqmp)?
            .build();
        Self::from_rsa(rsa)
    }

    /// The public half.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// RFC 9474 section 4.3, BlindSign: `s = m^d mod n`, with base blinding and CRT by OpenSSL, as long as the
    /// modulus. The answer leaves only if `s^e mod n = m`, for a faulty one would give the factors of n away.
    ///
    /// # Errors
    /// [`SignError::Malformed`] when `m` is not in [1, n) of the modulus's length, [`SignError::Fault`] when the
    /// check fails.
    pub fn blind_sign(&self, blinded_msg: &[u8]) -> Result<Vec<u8>, SignError> {
        if !self.public.admits(blinded_msg) {
            return Err(SignError::Malformed);
        }
        let mut blind_sig = vec![0; self.public.modulus_len()];
        // RSASP1 (RFC 8017 section 5.2.1): without padding the "encryption" with the private key is the raw power.
        self.rsa.private_encrypt(blinded_msg, &mut blind_sig, Padding::NONE)?;
        // RFC 9474 section 4.3 step 4: the signing-failure check.
        if !self.public.answers(blinded_msg, &blind_sig) {
            blind_sig.zeroize();
            return Err(SignError::Fault);
        }
        Ok(blind_sig)
    }

    fn from_rsa(rsa: Rsa<Private>) -> Result<Self, KeyError> {
        let public = PublicKey::from_numbers(rsa.n().to_owned()?, rsa.e().to_owned()?)?;
        let (Some(p), Some(q)) = (rsa.p(), rsa.q()) else { return Err(KeyError::Inconsistent) };
        let mut ctx = BigNumContext::new()?;
        let mut product = BigNum::new()?;
        product.checked_mul(p, q, &mut ctx)?;
        if product != *rsa.n() {
            return Err(KeyError::Inconsistent);
        }
        let key = Self { rsa, public };
        // A number with all its bits in play, so that every private number takes part.
        let mut trial = vec![0xa5; key.public.modulus_len()];
        trial[0] = 0;
        key.blind_sign(&trial).map_err(|_| KeyError::Inconsistent)?;
        Ok(key)
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey")
    }
}

/// `(d mod (p-1), d mod (q-1), q^-1 mod p)`, RFC 8017 section 3.2.
fn crt_parameters(
    d: &BigNumRef,
    p: &BigNumRef,
    q: &BigNumRef,
) -> Result<(BigNum, BigNum, BigNum), ErrorStack> {
    let mut ctx = BigNumContext::new()?;
    let mut reduced = |prime: &BigNumRef| -> Result<BigNum, ErrorStack> {
        let mut order = prime.to_owned()?;
        order.sub_word(1)?;
        order.set_const_time();
        let mut rest = BigNum::new()?;
        rest.nnmod(d, &order, &mut ctx)?;
        order.clear();
        Ok(rest)
    };
    let (dmp1, dmq1) = (reduced(p)?, reduced(q)?);
    let mut iqmp = BigNum::new()?;
    iqmp.mod_inverse(q, p, &mut ctx)?;
    Ok((dmp1, dmq1, iqmp))
}

/// Below this a modulus is too weak to sign anything.
const MIN_BITS: i32 = 2048;
/// Above this a key from outside would only serve to keep a verifier busy.
const MAX_BITS: i32 = 8192;

#[cfg(test)]
mod fault;
