//! A poll that is over, read from its published files. The audit has found no fault with any of them.

use std::io::Read as _;

use anyhow::{Context as _, Result};
use audit::{Material, Part};
use ballot_box::poll::State;
use crypto::log::entry::{ENTRY_BYTES, Entry};
use crypto::manifest::Manifest;
use crypto::note::{Note, VerifierKey};
use crypto::statement::{self, Notice, Outcome, Statement};

/// Everything of it that is short.
pub(super) struct Over {
    pub(super) manifest: Manifest,
    /// The manifest's note.
    pub(super) note: String,
    /// Notices, assets, issuance statement and results.
    pub(super) state: State,
    pub(super) checkpoint: String,
    pub(super) entries: Vec<Entry>,
}

impl Over {
    /// `None` if the poll is neither counted nor cancelled.
    pub(super) fn read(material: &Material) -> Result<Option<Self>> {
        let note = text(material.part("manifest.note"))?;
        let manifest = Manifest::parse(Note::parse(&note)?.text())?;
        let (registrar, ballot_box) = (&manifest.registrar.key, &manifest.ballot_box.key);
        let state = State {
            notices: opened::<Notice>(material, "notices", registrar)?,
            issuance: material.part("issuance.note").map(|part| text(Some(part))).transpose()?,
            assets: texts(material, "assets")?,
            results: opened::<Outcome>(material, "results", ballot_box)?,
            over: true,
        };
        if !state.is_final() {
            return Ok(None);
        }
        let entries = bytes(material.part("entries.bin"))?;
        let entries = entries.chunks(ENTRY_BYTES).map(Entry::parse).collect::<Result<_, _>>()?;
        let checkpoint = text(material.part("checkpoint"))?;
        Ok(Some(Self { manifest, note, state, checkpoint, entries }))
    }
}

fn opened<S: Statement>(material: &Material, folder: &str, key: &VerifierKey) -> Result<Vec<(S, String)>> {
    let open = |note: String| Ok((statement::open::<S>(&note, key)?.0, note));
    texts(material, folder)?.into_iter().map(open).collect()
}

fn texts(material: &Material, folder: &str) -> Result<Vec<String>> {
    material.numbered(folder).into_iter().map(|(_, part)| text(Some(part))).collect()
}

fn text(part: Option<&Part>) -> Result<String> {
    Ok(String::from_utf8(bytes(part)?)?)
}

fn bytes(part: Option<&Part>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    part.context("a file is missing")?.reader()?.read_to_end(&mut bytes)?;
    Ok(bytes)
}
