//! Elections changed at random places, by a seed that repeats: whatever comes, an audit answers.

use audit::samples::{Files, Sample, usual};
use audit::{AuditError, Material, NoProgress, Verdict, audit};
use crypto::note::{Note, SignerKey};

/// A sequence of numbers (Marsaglia's xorshift64).
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).expect("below a length")
    }

    /// Flips, drops, doubles or replaces some bytes.
    fn change(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(3) {
            if bytes.is_empty() {
                return;
            }
            let place = self.below(bytes.len());
            let end = (place + 1 + self.below(40)).min(bytes.len());
            match self.below(4) {
                0 => bytes[place] ^= 1 << self.below(8),
                1 => drop(bytes.drain(place..end)),
                2 => {
                    let stretch = bytes[place..end].to_vec();
                    bytes.splice(place..place, stretch);
                }
                _ => {
                    let odd = ODD[self.below(ODD.len())];
                    bytes.splice(place..end, odd.bytes());
                }
            }
        }
    }
}

fn verdict(bundle: Vec<u8>) -> Option<Verdict> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bundle.tar");
    std::fs::write(&file, bundle).expect("the bundle can be written");
    let opened = match Material::open(&file) {
        Ok(material) => material,
        Err(AuditError::NoMaterial { .. } | AuditError::Io { .. }) => return None,
        Err(error @ AuditError::Scratch(_)) => panic!("nothing was sorted yet: {error}"),
    };
    audit(&opened, &audit::Expected::default(), &NoProgress).ok().map(|report| report.verdict)
}

#[test]
fn no_change_to_the_archive_makes_an_audit_fail() {
    let bundle = usual().files().tar();
    assert_eq!(verdict(bundle.clone()), Some(Verdict::Holds), "the election itself is sound");
    let mut draw = Draw(0x5eed);
    let changed = |_| {
        let mut changed = bundle.clone();
        draw.change(&mut changed);
        verdict(changed)
    };
    let found = (0..150).map(changed).filter(|verdict| *verdict == Some(Verdict::Faults)).count();
    assert!(found > 50, "{found} of the changes were in what is checked");
}

#[test]
fn no_statement_that_a_service_signs_makes_an_audit_fail() {
    let election = usual();
    let statements: [(&str, &[&SignerKey]); 6] = [
        ("manifest.note", &[&election.registrar, &election.ballot_box]),
        ("assets/1.note", &[&election.ballot_box]),
        ("notices/1.note", &[&election.registrar]),
        ("issuance.note", &[&election.registrar]),
        ("checkpoint", &[&election.ballot_box]),
        ("results/1.note", &[&election.ballot_box]),
    ];
    let mut draw = Draw(0x5eed);
    let mut found = 0;
    for _ in 0..40 {
        for (name, signers) in statements {
            let mut files = election.files();
            let Some(note) = resigned(&mut files, name, signers, &mut draw) else { continue };
            *files.get_mut(name) = note.to_string().into_bytes();
            let verdict = verdict(Sample::of(&files).bundle);
            // A checkpoint may have lines of extensions behind its root.
            let faults = verdict == Some(Verdict::Faults) || (verdict.is_some() && name == "checkpoint");
            assert!(faults, "{name}: {note}");
            found += 1;
        }
    }
    assert!(found > 100, "{found} changed statements were signed");
}

/// The same signers' word for another text; none where the change leaves nothing that can be signed.
fn resigned(files: &mut Files, name: &str, signers: &[&SignerKey], draw: &mut Draw) -> Option<Note> {
    let before = Note::parse(str::from_utf8(files.get_mut(name)).ok()?).ok()?.text().to_owned();
    let mut bytes = before.clone().into_bytes();
    draw.change(&mut bytes);
    let text = String::from_utf8(bytes).ok().filter(|text| *text != before && text.ends_with('\n'))?;
    let text = Some(text).filter(|text| !text.contains(|c: char| c.is_control() && c != '\n'))?;
    let mut note = Note::sign(text, signers[0]);
    for signer in &signers[1..] {
        note.countersign(signer).ok()?;
    }
    Some(note)
}

const ODD: [&str; 8] = ["", "\"", "\n", "null", "-1", "99999999999999999999", "\u{0}", "[[[["];
