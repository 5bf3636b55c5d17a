//! The witness's key on disk: one line of base64, readable by its owner alone. It is the seed of an Ed25519 key, or a byte 0x06
//! and the seed of an ML-DSA-44 key.

use std::path::Path;

use anyhow::Context as _;
use crypto::encoding::{b64, parse_b64};
use crypto::log::cosignature::{WitnessKey, WitnessSigner};
use crypto::note::{ServiceName, SignerKey};
use web::secret_file;

/// What a witness signs with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum KeyKind {
    /// Ed25519: short cosignatures, which everything verifies.
    #[value(name = "ed25519")]
    Ed25519,
    /// ML-DSA-44 (FIPS 204): cosignatures of 3 KB that quantum computers do not forge. The browser's check and audit-py
    /// cannot verify them.
    #[value(name = "ml-dsa-44")]
    MlDsa44,
}

/// Makes a key in the new file `out` and returns its public half.
pub(crate) fn generate(name: &ServiceName, kind: KeyKind, out: &Path) -> anyhow::Result<WitnessKey> {
    let (signer, stored) = match kind {
        KeyKind::Ed25519 => {
            let key = SignerKey::generate(name);
            let stored = b64(key.seed().as_slice());
            (WitnessSigner::new(key), stored)
        }
        KeyKind::MlDsa44 => {
            let (signer, seed) = WitnessSigner::generate_ml_dsa_44(name);
            (signer, b64(&[&[ML_DSA_44], seed.as_slice()].concat()))
        }
    };
    secret_file::create(out, &stored).with_context(|| {
        format!("{} cannot be made (an existing key is never overwritten)", out.display())
    })?;
    Ok(signer.verifier())
}

/// Reads the key of the witness `name`; the error says what is wrong with the file.
pub(crate) fn read(file: &Path, name: &ServiceName) -> anyhow::Result<WitnessSigner> {
    let text = secret_file::read(file)?;
    let stored = parse_b64(&text).ok();
    let signer = stored.and_then(|stored| match *stored.as_slice() {
        [ML_DSA_44, ref seed @ ..] if seed.len() == 32 => {
            Some(WitnessSigner::ml_dsa_44(name, seed.try_into().ok()?))
        }
        ref seed => Some(WitnessSigner::new(SignerKey::from_seed(name, seed.try_into().ok()?))),
    });
    signer.context("the file holds no key as `keygen` writes it")
}

/// Type byte of ML-DSA-44 keys (C2SP tlog-cosignature).
const ML_DSA_44: u8 = 0x06;
