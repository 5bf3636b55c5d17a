//! Request and response between voter and registrar (RFC 9578 section 6).

use std::fmt;

use super::Token;
use super::challenge::{TOKEN_TYPE, TokenInput};
use super::key::{MODULUS_LEN, TokenKey};
use crate::blind_rsa::{self, BlindError, Blinding, FinalizeError, SecretKey, SignError};
use crate::encoding::{crockford, sha256};

/// Why bytes are not a request that this poll's key could sign. Always the client's fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestMalformed {
    /// Not 259 bytes.
    #[error("a token request has {REQUEST_LEN} bytes")]
    Length,
    /// Another token type than `0x0002`.
    #[error("not a request of type 0x0002")]
    Type,
    /// The request names another key.
    #[error("the request is for another key")]
    Key,
    /// The blinded message is 0 or not below the modulus.
    #[error("the blinded message is not in [1, n)")]
    Message,
}

/// The bytes are not a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a token response has {RESPONSE_LEN} bytes")]
pub struct ResponseMalformed;

/// A request that names the poll's key and whose blinded message is in [1, n).
#[derive(Clone, PartialEq, Eq)]
pub struct TokenRequest([u8; REQUEST_LEN]);

impl TokenRequest {
    /// Reads a request for `key`: `0x0002 || last byte of its id || blinded_msg[256]`.
    ///
    /// # Errors
    /// [`RequestMalformed`] says what is wrong with it.
    pub fn parse(bytes: &[u8], key: &TokenKey) -> Result<Self, RequestMalformed> {
        let bytes: [u8; REQUEST_LEN] = bytes.try_into().map_err(|_| RequestMalformed::Length)?;
        if !bytes.starts_with(&TOKEN_TYPE) {
            return Err(RequestMalformed::Type);
        }
        if bytes[2] != key.truncated_id() {
            return Err(RequestMalformed::Key);
        }
        if !key.public().admits(&bytes[3..]) {
            return Err(RequestMalformed::Message);
        }
        Ok(Self(bytes))
    }

    /// The 259 bytes.
    pub fn to_bytes(&self) -> [u8; REQUEST_LEN] {
        self.0
    }

    /// The same, to be sent again and again.
    pub fn as_bytes(&self) -> &[u8; REQUEST_LEN] {
        &self.0
    }

    /// The last byte of the key's id.
    pub fn truncated_key_id(&self) -> u8 {
        self.0[2]
    }

    /// What is to be signed, uniformly random to the signer.
    pub fn blinded_msg(&self) -> &[u8; MODULUS_LEN] {
        self.0[3..].first_chunk().expect("259 - 3 = 256 bytes")
    }

    /// The registrar's part: RFC 9578 section 6.2.
    ///
    /// # Errors
    /// [`SignError`], as of [`SecretKey::blind_sign`].
    pub fn sign(&self, key: &SecretKey) -> Result<TokenResponse, SignError> {
        let blind_sig = key.blind_sign(self.blinded_msg())?;
        Ok(TokenResponse(blind_sig.try_into().expect("as long as the message that was accepted")))
    }

    /// The check code of this request: see [`check_code`].
    pub fn check_code(&self) -> String {
        check_code(&self.0)
    }
}

impl fmt::Debug for TokenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenRequest")
    }
}

/// 256 bytes that claim to be a blind signature; [`finalize_token`] tells.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenResponse([u8; RESPONSE_LEN]);

impl TokenResponse {
    /// Reads a response.
    ///
    /// # Errors
    /// [`ResponseMalformed`] for another length.
    pub fn parse(bytes: &[u8]) -> Result<Self, ResponseMalformed> {
        Ok(Self(bytes.try_into().map_err(|_| ResponseMalformed)?))
    }

    /// The 256 bytes.
    pub fn as_bytes(&self) -> &[u8; RESPONSE_LEN] {
        &self.0
    }

    /// Whether this is the key's signature of `request`: what convicts a registrar that answered rubbish, without
    /// the voter giving anything away.
    pub fn answers(&self, request: &TokenRequest, key: &TokenKey) -> bool {
        key.public().answers(request.blinded_msg(), &self.0)
    }
}

impl fmt::Debug for TokenResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenResponse")
    }
}

/// The voter's first step: blinds `input` into a request. Keep the [`Blinding`] and the input until the response
/// comes; both are lost to everyone else.
///
/// # Errors
/// [`BlindError::KeyMismatch`] when the input names another key, and those of [`blind_rsa::blind`].
pub fn request_token(key: &TokenKey, input: TokenInput) -> Result<(TokenRequest, Blinding), BlindError> {
    if input.key_id() != key.id() {
        return Err(BlindError::KeyMismatch);
    }
    let (blinded_msg, blinding) = blind_rsa::blind(key.public(), &input.to_bytes())?;
    let mut request = [0; REQUEST_LEN];
    request[..2].copy_from_slice(&TOKEN_TYPE);
    request[2] = key.truncated_id();
    request[3..].copy_from_slice(&blinded_msg);
    Ok((TokenRequest(request), blinding))
}

/// The voter's second step: unblinds the response into a token that verifies under `key`.
///
/// # Errors
/// [`FinalizeError::Invalid`] when the response is no signature of this input under this key, and those of
/// [`blind_rsa::finalize`].
pub fn finalize_token(
    key: &TokenKey,
    input: TokenInput,
    response: &TokenResponse,
    blinding: &Blinding,
) -> Result<Token, FinalizeError> {
    if input.key_id() != key.id() {
        return Err(FinalizeError::Invalid);
    }
    let authenticator = blind_rsa::finalize(key.public(), &input.to_bytes(), &response.0, blinding)?;
    Ok(Token::assemble(&input, &authenticator.try_into().expect("as long as the modulus, 256 bytes")))
}

/// Four Crockford digits, the first 20 bits of `SHA-256(request)`, which the voter compares between the booth and the
/// registrar's page. It keeps an honest person from confirming somebody else's request by mistake, no more.
pub fn check_code(request: &[u8]) -> String {
    crockford(&sha256(&[request]), 4)
}

/// Bytes of a token request.
pub const REQUEST_LEN: usize = 3 + MODULUS_LEN;
/// Bytes of a token response.
pub const RESPONSE_LEN: usize = MODULUS_LEN;
