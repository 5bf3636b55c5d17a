//! The service key on disk: the Ed25519 seed in base64, one line, readable by its owner alone.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use anyhow::{Context as _, ensure};
use crypto::encoding::{b64, parse_b64};
use crypto::note::{ServiceName, SignerKey, VerifierKey};

/// Makes a key for the service `name` in the new file `out` and returns its public half.
pub fn generate(name: &ServiceName, out: &Path) -> anyhow::Result<VerifierKey> {
    let key = SignerKey::generate(name);
    let mut file =
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(out).with_context(|| {
            format!("{} cannot be made (an existing key is never overwritten)", out.display())
        })?;
    file.write_all(format!("{}\n", b64(key.seed().as_slice())).as_bytes())?;
    file.sync_all()?;
    Ok(key.verifier().clone())
}

/// Reads the key of the service `name`; the error says what is wrong with the file.
pub fn read(file: &Path, name: &ServiceName) -> anyhow::Result<SignerKey> {
    let mode = fs::metadata(file).context("the file cannot be read")?.permissions().mode();
    ensure!(mode & 0o077 == 0, "others may read the key; run chmod 600 on it");
    let text = fs::read_to_string(file).context("the file cannot be read")?;
    let seed = parse_b64(text.trim_end()).ok().and_then(|seed| <[u8; 32]>::try_from(seed).ok());
    Ok(SignerKey::from_seed(name, seed.context("the file holds no key as `keygen` writes it")?))
}

#[cfg(test)]
mod tests {
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
