//! Files of any kind to parts.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use crypto::encoding::{PollId, b64};
use crypto::evidence::{EvidenceFile, Part, open_manifest};
use crypto::manifest::Manifest;
use crypto::note::{Note, ServiceName};
use crypto::statement::{Promise, Statement as _};

use super::service_named;

/// All that was named on the command line.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// What was said.
    pub(super) parts: Vec<Part>,
    /// Heads of the evidence files among them.
    pub(super) heads: Vec<(String, String)>,
    /// Polls that they name.
    pub(super) polls: Vec<PollId>,
}

/// Reads the files in their order.
pub(super) fn gather(paths: &[PathBuf]) -> Result<Gathered> {
    let mut gathered = Gathered::default();
    for path in paths {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        gathered.take(&name_of(path), bytes).with_context(|| format!("{} cannot be used", path.display()))?;
    }
    Ok(gathered)
}

/// A manifest by its own word, where nobody said which poll is meant.
pub(super) fn any_manifest(note: &str) -> Option<Manifest> {
    let id = Manifest::parse(Note::parse(note).ok()?.text()).ok()?.id();
    open_manifest(note, id)
}

impl Gathered {
    /// The ballot box that signed a receipt among the parts, or that a head names.
    pub(super) fn ballot_box(&self) -> Option<ServiceName> {
        let named = self.heads.iter().find(|(name, _)| name == "ballot box");
        let signer = || {
            let note = self.parts.iter().find_map(|part| {
                crypto::receipt::ReceiptFile::parse(&part.text).ok().map(|file| file.promise)
            })?;
            let (name, _) = note.signers().next()?;
            name.parse().ok()
        };
        named.and_then(|(_, line)| service_named(line)).or_else(signer)
    }

    fn take(&mut self, name: &str, bytes: Vec<u8>) -> Result<()> {
        if bytes.get(USTAR) == Some(b"ustar") {
            return self.take_bundle(&bytes);
        }
        match name {
            "entries.bin" => self.parts.push(Part::new("entries", b64(&bytes))),
            "ballots.bin" => self.parts.push(Part::new("ballots", b64(&bytes))),
            _ => {
                let text = String::from_utf8(bytes).context("it is neither text nor a bundle")?;
                self.take_text(name, text)?;
            }
        }
        Ok(())
    }

    fn take_text(&mut self, name: &str, text: String) -> Result<()> {
        if text.starts_with("psephos-evidence/") {
            let EvidenceFile { poll, head, parts } = EvidenceFile::parse(&text)?;
            self.polls.extend(poll);
            self.heads.extend(head);
            self.parts.extend(parts);
            return Ok(());
        }
        if let Ok(file) = crypto::receipt::ReceiptFile::parse(&text)
            && let Ok(promise) = Promise::parse(file.promise.text())
        {
            self.polls.push(promise.poll);
        }
        self.parts.push(Part::new(name, text));
        Ok(())
    }

    fn take_bundle(&mut self, bytes: &[u8]) -> Result<()> {
        for entry in tar::Archive::new(bytes).entries()? {
            let mut entry = entry?;
            let path = entry.path()?.to_path_buf();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            self.take(&name_of(&path), bytes)?;
        }
        Ok(())
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Where a tar says that it is one (POSIX.1-2017 pax, "ustar Interchange Format").
const USTAR: std::ops::Range<usize> = 257..262;
