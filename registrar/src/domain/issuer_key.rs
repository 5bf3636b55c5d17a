//! The key that signs the passes of a poll: RSA-2048 (RFC 9578 section 8.2.2), a new one for each poll.

#[cfg(not(test))]
pub(crate) fn generate() -> Result<crypto::blind_rsa::SecretKey, crypto::blind_rsa::KeyError> {
    crypto::blind_rsa::SecretKey::generate(2048)
}

#[cfg(test)]
pub(crate) use crate::testing::issuer_keys::generate;
