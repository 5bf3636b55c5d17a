//! The witness's key on disk: the Ed25519 seed in base64, one line, readable by its owner alone.

use std::path::Path;

use anyhow::Context as _;
use crypto::encoding::{b64, parse_b64};
use crypto::log::cosignature::{WitnessKey, WitnessSigner};
use crypto::note::{ServiceName, SignerKey};
use web::secret_file;

/// Makes a key in the new file `out` and returns its public half.
pub(crate) fn generate(name: &ServiceName, out: &Path) -> anyhow::Result<WitnessKey> {
    let key = SignerKey::generate(name);
    secret_file::create(out, &b64(key.seed().as_slice())).with_context(|| {
        format!("{} cannot be made (an existing key is never overwritten)", out.display())
    })?;
    Ok(WitnessSigner::new(key).verifier())
}

/// Reads the key of the witness `name`; the error says what is wrong with the file.
pub(crate) fn read(file: &Path, name: &ServiceName) -> anyhow::Result<WitnessSigner> {
    let text = secret_file::read(file)?;
    let seed = parse_b64(&text).ok().and_then(|seed| <[u8; 32]>::try_from(seed).ok());
    let seed = seed.context("the file holds no key as `keygen` writes it")?;
    Ok(WitnessSigner::new(SignerKey::from_seed(name, seed)))
}
