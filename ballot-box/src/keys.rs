//! The service's keys on disk, in one file that only its owner reads: a line for each Ed25519 seed in base64, the present key
//! first and those before it after it, the newest first; then a line `handover` with each note by which one handed over to the
//! next, in base64, the oldest first. A file with one key is one line.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, ensure};
use crypto::encoding::{b64, parse_b64};
use crypto::note::{ServiceName, SignerKey, VerifierKey};
use crypto::statement::Handover;
use crypto::time::UtcTime;
use web::secret_file;

/// All keys of the service. Each poll is signed to its end, and after it, by the key that its manifest names.
#[derive(Debug)]
pub struct Keys {
    current: Arc<SignerKey>,
    /// The newest first.
    former: Vec<Arc<SignerKey>>,
    /// The oldest first.
    handovers: Vec<String>,
}

impl From<SignerKey> for Keys {
    fn from(key: SignerKey) -> Self {
        Self { current: Arc::new(key), former: Vec::new(), handovers: Vec::new() }
    }
}

impl Keys {
    /// Reads the keys of the service `name`; the error says what is wrong with the file.
    pub fn read(file: &Path, name: &ServiceName) -> anyhow::Result<Self> {
        let text = secret_file::read(file)?;
        let (notes, seeds): (Vec<&str>, Vec<&str>) =
            text.lines().partition(|line| line.starts_with(HANDOVER));
        let mut keys = seeds.into_iter().map(|seed| key(seed, name)).collect::<anyhow::Result<Vec<_>>>()?;
        ensure!(!keys.is_empty() && keys.len() <= MOST_KEYS, MALFORMED);
        let current = keys.remove(0);
        let note = |line: &str| {
            let note = String::from_utf8(parse_b64(line.strip_prefix(HANDOVER)?.trim()).ok()?).ok()?;
            Handover::open(&note).is_ok().then_some(note)
        };
        let handovers = notes.into_iter().map(note).collect::<Option<Vec<_>>>().context(MALFORMED)?;
        for key in &keys {
            // A file that was put together by hand would show keys that nobody has a reason to follow.
            let newest = Handover::newest(key.verifier(), &handovers)?;
            ensure!(newest == *current.verifier(), "the file holds no hand-over from {} on", key.verifier());
        }
        Ok(Self { current, former: keys, handovers })
    }

    /// Hands over to a fresh key, and keeps both in `file`. From its return on, and after any crash from the moment at which the
    /// file was replaced, the service has the new key.
    ///
    /// # Errors
    /// If the file cannot be written, or holds as many keys as a note has room for signatures.
    pub fn rotate(&self, file: &Path, at: UtcTime) -> anyhow::Result<Self> {
        ensure!(
            1 + self.former.len() < MOST_KEYS,
            "the file holds {MOST_KEYS} keys, and no more can sign the list of polls: begin with a new database when all polls \
             are over"
        );
        let name: ServiceName = self.current.verifier().name().parse()?;
        let next = SignerKey::generate(&name);
        let handover = Handover::sign(&self.current, &next, at).to_string();
        let former = [&self.current].into_iter().chain(&self.former).map(Arc::clone).collect();
        let handovers = self.handovers.iter().cloned().chain([handover]).collect();
        let keys = Self { current: Arc::new(next), former, handovers };
        secret_file::replace(file, &keys.written())
            .with_context(|| format!("{} cannot be replaced", file.display()))?;
        Ok(keys)
    }

    /// The key of all new polls.
    pub fn current(&self) -> &SignerKey {
        &self.current
    }

    /// The keys before it, the newest first.
    pub fn former(&self) -> impl Iterator<Item = &SignerKey> {
        self.former.iter().map(Arc::as_ref)
    }

    /// The key with this public half.
    pub fn of(&self, key: &VerifierKey) -> Option<&Arc<SignerKey>> {
        [&self.current].into_iter().chain(&self.former).find(|one| one.verifier() == key)
    }

    /// The notes by which each key handed over to the next, the oldest first.
    pub fn handovers(&self) -> &[String] {
        &self.handovers
    }

    fn written(&self) -> String {
        let seeds = [&self.current].into_iter().chain(&self.former).map(|key| b64(key.seed().as_slice()));
        let notes = self.handovers.iter().map(|note| format!("{HANDOVER}{}", b64(note.as_bytes())));
        seeds.chain(notes).collect::<Vec<_>>().join("\n")
    }
}

/// Makes a key for the service `name` in the new file `out` and returns its public half.
pub fn generate(name: &ServiceName, out: &Path) -> anyhow::Result<VerifierKey> {
    let keys = Keys::from(SignerKey::generate(name));
    secret_file::create(out, &keys.written()).with_context(|| {
        format!("{} cannot be made (an existing key is never overwritten)", out.display())
    })?;
    Ok(keys.current.verifier().clone())
}

fn key(line: &str, name: &ServiceName) -> anyhow::Result<Arc<SignerKey>> {
    let seed = parse_b64(line).ok().and_then(|seed| <[u8; 32]>::try_from(seed).ok());
    Ok(Arc::new(SignerKey::from_seed(name, seed.context(MALFORMED)?)))
}

/// The beginning of a line with a note.
const HANDOVER: &str = "handover ";
const MALFORMED: &str = "the file holds no keys as `keygen` and `rotate-key` write them";
/// All of them sign the list of polls, and readers take at least 16 signatures.
const MOST_KEYS: usize = 16;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn write(file: &Path, text: &str) {
        fs::write(file, text).unwrap();
        fs::set_permissions(file, fs::Permissions::from_mode(0o600)).unwrap();
    }

    #[test]
    fn a_key_is_written_once_and_read_back() {
        let dir = tempfile::tempdir().unwrap();
        let (file, name) = (dir.path().join("k"), "ballots.example.net".parse().unwrap());
        let verifier = generate(&name, &file).unwrap();
        assert_eq!(*Keys::read(&file, &name).unwrap().current().verifier(), verifier);
        assert!(generate(&name, &file).is_err());
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(Keys::read(&file, &name).unwrap_err().to_string().contains("chmod"));
        for junk in ["junk", "", "handover AA==", "\n\n"] {
            write(&file, junk);
            assert!(Keys::read(&file, &name).unwrap_err().to_string().contains("holds no keys"), "{junk}");
        }
    }

    #[test]
    fn a_key_hands_over_and_stays() {
        let dir = tempfile::tempdir().unwrap();
        let (file, name) = (dir.path().join("k"), "ballots.example.net".parse().unwrap());
        let first = generate(&name, &file).unwrap();
        let at = "2026-11-20T09:00:00Z".parse().unwrap();
        // What a crash left of an attempt that nobody heard of.
        write(&dir.path().join("k.next"), "half a k");
        let second = Keys::read(&file, &name).unwrap().rotate(&file, at).unwrap();
        let third = second.rotate(&file, at).unwrap();
        let read = Keys::read(&file, &name).unwrap();
        assert_eq!(read.current().verifier(), third.current().verifier());
        let former: Vec<&VerifierKey> = read.former().map(SignerKey::verifier).collect();
        assert_eq!(former, [second.current().verifier(), &first]);
        assert_eq!(read.of(&first).unwrap().verifier(), &first);
        assert_eq!(read.handovers().len(), 2);
        assert_eq!(Handover::newest(&first, read.handovers()).as_ref(), Ok(third.current().verifier()));
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left beside it");

        // Put together by hand, without the note of one of them.
        let text = fs::read_to_string(&file).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        write(&file, &[lines[0], lines[1], lines[2], lines[4]].join("\n"));
        let refused = Keys::read(&file, &name).unwrap_err().to_string();
        assert!(
            refused.contains("holds no hand-over from") && refused.contains(&first.to_string()),
            "{refused}"
        );
    }

    #[test]
    fn what_cannot_be_written_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let (file, name) = (dir.path().join("k"), "ballots.example.net".parse().unwrap());
        generate(&name, &file).unwrap();
        let before = fs::read(&file).unwrap();
        let keys = Keys::read(&file, &name).unwrap();
        let at = "2026-11-20T09:00:00Z".parse().unwrap();
        fs::create_dir(dir.path().join("k.next")).unwrap();
        assert!(keys.rotate(&file, at).unwrap_err().to_string().contains("cannot be replaced"));
        assert_eq!(fs::read(&file).unwrap(), before);
        fs::remove_dir(dir.path().join("k.next")).unwrap();
        let most = (1..MOST_KEYS).fold(keys, |keys, _| keys.rotate(&file, at).unwrap());
        assert!(most.rotate(&file, at).unwrap_err().to_string().contains("16 keys"));
        assert!(Keys::read(&file, &name).is_ok());
    }
}
