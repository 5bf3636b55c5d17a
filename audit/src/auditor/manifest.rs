//! The manifest: its form, its signatures, and whether it is the one that was announced.

use crypto::manifest::Manifest;

use super::Audit;
use crate::fault::FaultKind;
use crate::material::AuditError;
use crate::note;

impl Audit<'_> {
    /// The manifest if it can be read, and how many were looked at.
    pub(super) fn manifest(&mut self) -> Result<(Option<Manifest>, u64), AuditError> {
        let findings = &mut self.findings;
        let Some(part) = self.material.part(MANIFEST) else {
            findings.fault(FaultKind::FileMissing, MANIFEST, "without it nothing can be checked", None);
            return Ok((None, 0));
        };
        let Some(note) = note::read(part, MANIFEST, FaultKind::ManifestMalformed, findings)? else {
            return Ok((None, 1));
        };
        let manifest = match Manifest::parse(note.text()) {
            Ok(manifest) => manifest,
            Err(error) => {
                findings.fault(FaultKind::ManifestMalformed, MANIFEST, error, None);
                return Ok((None, 1));
            }
        };
        for service in [&manifest.registrar, &manifest.ballot_box] {
            if let Err(error) = note.verify(&service.key) {
                findings.fault(FaultKind::ManifestSignature, MANIFEST, error, None);
            }
        }
        if let Some(poll) = self.expected.poll.filter(|poll| *poll != manifest.id()) {
            let detail = format!("is of the poll {}, not {poll}", manifest.id());
            findings.fault(FaultKind::OtherPoll, MANIFEST, detail, None);
        }
        let keys = [&manifest.registrar.key, &manifest.ballot_box.key];
        for key in self.expected.keys.iter().filter(|key| !keys.contains(key)) {
            findings.fault(FaultKind::OtherKey, MANIFEST, format!("does not name the key {key}"), None);
        }
        Ok((Some(manifest), 1))
    }
}

const MANIFEST: &str = "manifest.note";
