//! A device with passkeys, as browsers hand it on (W3C Web Authentication, level 3): ES256, attestation `none`.

use crypto::encoding::{b64url, sha256};
use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::sign::Signer;
use serde_json::{Value, json};

use super::OWN;

/// One passkey in a device, and how the device behaves.
pub(crate) struct Authenticator {
    key: EcKey<Private>,
    /// The credential's id.
    pub(crate) credential: Vec<u8>,
    /// The account's id, as it was told when the passkey was made.
    pub(crate) user: String,
    /// The signature counter; 0 where the device has none.
    pub(crate) counter: u32,
    /// Whether it asks for a PIN, a fingerprint or a face.
    pub(crate) verifies: bool,
    /// The page that the browser shows.
    pub(crate) origin: String,
}

impl Authenticator {
    pub(crate) fn new() -> Self {
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
        let mut credential = vec![0; 16];
        openssl::rand::rand_bytes(&mut credential).unwrap();
        Self {
            key: EcKey::generate(&group).unwrap(),
            credential,
            user: String::new(),
            counter: 0,
            verifies: true,
            origin: OWN.to_owned(),
        }
    }

    /// The answer to a challenge of `navigator.credentials.create`.
    pub(crate) fn create(&mut self, asked: &Value) -> Value {
        let options = &asked["publicKey"];
        self.user = options["user"]["id"].as_str().unwrap().to_owned();
        let (mut x, mut y) = (BigNum::new().unwrap(), BigNum::new().unwrap());
        let mut context = BigNumContext::new().unwrap();
        self.key.public_key().affine_coordinates(self.key.group(), &mut x, &mut y, &mut context).unwrap();
        let (x, y) = (x.to_vec_padded(32).unwrap(), y.to_vec_padded(32).unwrap());
        // RFC 9053 section 7.1.1: {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
        let cose = [&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21][..], &bytes(&x), &[0x22], &bytes(&y)].concat();
        let length = u16::try_from(self.credential.len()).unwrap().to_be_bytes();
        let attested = [&[0; 16][..], &length, &self.credential, &cose].concat();
        let data = [self.data(ATTESTED), attested].concat();
        // {"fmt": "none", "attStmt": {}, "authData": data} (section 6.5.4).
        let object = [
            &[0xa3][..],
            &text("fmt"),
            &text("none"),
            &text("attStmt"),
            &[0xa0],
            &text("authData"),
            &bytes(&data),
        ]
        .concat();
        let client_data = self.client_data("webauthn.create", &options["challenge"]);
        self.answer(&json!({
            "attestationObject": b64url(&object), "clientDataJSON": b64url(client_data.as_bytes()),
            "transports": ["internal"],
        }))
    }

    /// The answer to a challenge of `navigator.credentials.get`.
    pub(crate) fn sign(&mut self, asked: &Value) -> Value {
        let data = self.data(0);
        let client_data = self.client_data("webauthn.get", &asked["publicKey"]["challenge"]);
        let key = PKey::from_ec_key(self.key.clone()).unwrap();
        let mut signer = Signer::new(MessageDigest::sha256(), &key).unwrap();
        let signed = [&data[..], &sha256(&[client_data.as_bytes()])].concat();
        let signature = signer.sign_oneshot_to_vec(&signed).unwrap();
        self.answer(&json!({
            "authenticatorData": b64url(&data), "clientDataJSON": b64url(client_data.as_bytes()),
            "signature": b64url(&signature), "userHandle": self.user,
        }))
    }

    fn answer(&self, response: &Value) -> Value {
        let id = b64url(&self.credential);
        json!({
            "id": id, "rawId": id, "type": "public-key", "authenticatorAttachment": "platform",
            "clientExtensionResults": {}, "response": response,
        })
    }

    /// Authenticator data (section 6.1): hash of the host, flags, counter.
    fn data(&self, flags: u8) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0 };
        [&sha256(&[b"localhost"])[..], &[PRESENT | verified | flags], &self.counter.to_be_bytes()].concat()
    }

    fn client_data(&self, kind: &str, challenge: &Value) -> String {
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false })
            .to_string()
    }
}

/// A CBOR byte string (RFC 8949 section 3.1) of up to 255 bytes.
fn bytes(content: &[u8]) -> Vec<u8> {
    [&[0x58, u8::try_from(content.len()).unwrap()][..], content].concat()
}

/// A CBOR text of up to 23 bytes.
fn text(content: &str) -> Vec<u8> {
    [&[0x60 + u8::try_from(content.len()).unwrap()][..], content.as_bytes()].concat()
}

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const ATTESTED: u8 = 0x40;
