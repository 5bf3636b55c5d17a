//! The registrar's own keys, in files that only it reads.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use crypto::encoding::{b64, parse_b64};
use crypto::note::{ServiceName, SignerKey};
use rand::TryRng as _;
use rand::rngs::SysRng;
use zeroize::Zeroizing;

/// Makes both key files, `file` and `file.kek`, which must not exist.
pub(crate) fn generate(name: &ServiceName, file: &Path) -> anyhow::Result<SignerKey> {
    let kek_file = kek_path(file);
    for path in [file, &kek_file] {
        ensure!(!path.exists(), "{} exists already and is not overwritten", path.display());
    }
    let key = SignerKey::generate(name);
    let mut kek = Zeroizing::new([0; 32]);
    SysRng.try_fill_bytes(kek.as_mut_slice()).context("the system has no random source")?;
    write_secret(&kek_file, &Zeroizing::new(b64(kek.as_slice())))?;
    write_secret(file, &encode(&key))?;
    Ok(key)
}

/// Reads the service key; it must be one of the service `name`.
pub(crate) fn read_service_key(file: &Path, name: &ServiceName) -> anyhow::Result<SignerKey> {
    let text = read_secret(file)?;
    let malformed = || format!("{} is not a service key as `keygen` writes it", file.display());
    let mut parts = text.trim().strip_prefix(PREFIX).with_context(malformed)?.splitn(3, '+');
    let (Some(owner), Some(id), Some(typed)) = (parts.next(), parts.next(), parts.next()) else {
        anyhow::bail!(malformed());
    };
    ensure!(owner == name.as_str(), "{} is a key of {owner}, not of {name}", file.display());
    let typed = Zeroizing::new(parse_b64(typed).ok().with_context(malformed)?);
    let [ED25519, seed @ ..] = typed.as_slice() else { anyhow::bail!(malformed()) };
    let key = SignerKey::from_seed(name, seed.try_into().ok().with_context(malformed)?);
    ensure!(crypto::encoding::hex(&key.verifier().id()) == id, malformed());
    Ok(key)
}

/// Reads the key-encryption key: 32 bytes in base64. Refuses while it is being changed: nobody knows then under which of
/// the two keys the database is.
pub(crate) fn read_kek(file: &Path) -> anyhow::Result<Zeroizing<[u8; 32]>> {
    ensure!(
        !next_kek(file).exists(),
        "a change of the key-encryption key was cut off: run `rotate-kek` again ({} is there)",
        next_kek(file).display()
    );
    read_kek_file(file)
}

/// Where the next key-encryption key lies while it is being changed.
pub(crate) fn next_kek(file: &Path) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(".next");
    path.into()
}

/// Makes the next key-encryption key, or reads the one that an earlier attempt made.
pub(crate) fn make_next_kek(file: &Path) -> anyhow::Result<Zeroizing<[u8; 32]>> {
    let next = next_kek(file);
    if !next.exists() {
        let mut kek = Zeroizing::new([0; 32]);
        SysRng.try_fill_bytes(kek.as_mut_slice()).context("the system has no random source")?;
        // Written aside first: a file that is there is whole.
        let draft = next.with_extension("draft");
        std::fs::remove_file(&draft).or_else(missing_is_fine).with_context(|| draft.display().to_string())?;
        write_secret(&draft, &Zeroizing::new(b64(kek.as_slice())))?;
        replace(&draft, &next)?;
    }
    read_kek_file(&next)
}

/// Puts the next key-encryption key in the place of the present one, durably; from here the old one is gone.
pub(crate) fn adopt_next_kek(file: &Path) -> anyhow::Result<()> {
    replace(&next_kek(file), file)
}

fn replace(from: &Path, to: &Path) -> anyhow::Result<()> {
    let context = || format!("cannot put {} in the place of {}", from.display(), to.display());
    std::fs::rename(from, to).with_context(context)?;
    let dir = to.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(dir).and_then(|dir| dir.sync_all()).with_context(context)
}

fn missing_is_fine(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

/// Reads a key-encryption key.
pub(crate) fn read_kek_file(file: &Path) -> anyhow::Result<Zeroizing<[u8; 32]>> {
    let text = read_secret(file)?;
    let bytes = Zeroizing::new(parse_b64(text.trim()).unwrap_or_default());
    let key = bytes.as_slice().try_into().ok();
    key.map(Zeroizing::new).with_context(|| format!("{} does not hold 32 bytes in base64", file.display()))
}

/// C2SP signed-note, private form: `PRIVATE+KEY+name+hex(key id)+base64(0x01 || seed)`.
fn encode(key: &SignerKey) -> Zeroizing<String> {
    let verifier = key.verifier();
    let typed = Zeroizing::new([&[ED25519], key.seed().as_slice()].concat());
    let id = crypto::encoding::hex(&verifier.id());
    Zeroizing::new(format!("{PREFIX}{}+{id}+{}", verifier.name(), b64(&typed)))
}

fn kek_path(file: &Path) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(".kek");
    path.into()
}

fn write_secret(file: &Path, text: &str) -> anyhow::Result<()> {
    let context = || format!("cannot write {}", file.display());
    let mut out =
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(file).with_context(context)?;
    out.write_all(text.as_bytes()).and_then(|()| out.write_all(b"\n")).with_context(context)?;
    out.sync_all().with_context(context)
}

/// Reads a file that only its owner should read, and says so if others can.
pub(crate) fn read_secret(file: &Path) -> anyhow::Result<Zeroizing<String>> {
    let context = || format!("cannot read {}", file.display());
    let mode = std::fs::metadata(file).with_context(context)?.permissions().mode();
    if mode & 0o077 != 0 {
        tracing::warn!("{} can be read by others: chmod 600 it", file.display());
    }
    std::fs::read_to_string(file).map(Zeroizing::new).with_context(context)
}

const PREFIX: &str = "PRIVATE+KEY+";
/// C2SP signed-note: type of an Ed25519 key.
const ED25519: u8 = 0x01;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back_and_are_private() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("registrar.key");
        let name: ServiceName = "localhost:8001".parse().unwrap();
        let key = generate(&name, &file).unwrap();
        assert_eq!(read_service_key(&file, &name).unwrap().verifier(), key.verifier());
        assert_ne!(*read_kek(&kek_path(&file)).unwrap(), [0; 32]);
        for path in [&file, &kek_path(&file)] {
            assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert!(generate(&name, &file).unwrap_err().to_string().contains("not overwritten"));
        let other = "localhost:8003".parse().unwrap();
        assert!(read_service_key(&file, &other).unwrap_err().to_string().contains("not of localhost:8003"));
        assert!(read_kek(&file).is_err() && read_service_key(&kek_path(&file), &name).is_err());
    }
}
