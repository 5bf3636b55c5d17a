//! The service key on disk: the Ed25519 seed in base64, one line, readable by its owner alone.

use std::path::Path;

use anyhow::Context as _;
use crypto::encoding::{b64, parse_b64};
use crypto::note::{ServiceName, SignerKey, VerifierKey};
use web::secret_file;

/// Makes a key for the service `name` in the new file `out` and returns its public half.
pub fn generate(name: &ServiceName, out: &Path) -> anyhow::Result<VerifierKey> {
    let key = SignerKey::generate(name);
    secret_file::create(out, &b64(key.seed().as_slice())).with_context(|| {
        format!("{} cannot be made (an existing key is never overwritten)", out.display())
    })?;
    Ok(key.verifier().clone())
}

/// Reads the key of the service `name`; the error says what is wrong with the file.
pub fn read(file: &Path, name: &ServiceName) -> anyhow::Result<SignerKey> {
    let text = secret_file::read(file)?;
    let seed = parse_b64(&text).ok().and_then(|seed| <[u8; 32]>::try_from(seed).ok());
    Ok(SignerKey::from_seed(name, seed.context("the file holds no key as `keygen` writes it")?))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_key_is_written_once_and_read_back() {
        let dir = tempfile::tempdir().unwrap();
        let (file, name) = (dir.path().join("k"), "ballots.example.net".parse().unwrap());
        let verifier = generate(&name, &file).unwrap();
        assert_eq!(*read(&file, &name).unwrap().verifier(), verifier);
        assert!(generate(&name, &file).is_err());
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(read(&file, &name).unwrap_err().to_string().contains("chmod"));
        fs::write(&file, "junk").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        assert!(read(&file, &name).is_err());
    }
}
