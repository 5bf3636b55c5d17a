//! Ballots, passes and voters: there are never more of the one than of the other.

use crypto::manifest::Manifest;

use super::Audit;
use crate::ballots::Counted;
use crate::chronicle::{Chronicle, ISSUANCE};
use crate::fault::{FaultKind, Party};
use crate::log::Log;
use crate::material::AuditError;
use crate::report::{CheckName, Figures};

impl Audit<'_> {
    pub(super) fn numbers(
        &mut self,
        manifest: &Manifest,
        chronicle: &Chronicle,
        log: Option<&Log>,
        counted: Option<&Counted>,
        certain: bool,
    ) -> Result<Figures, AuditError> {
        let issuance = chronicle.issuance.as_ref().map(|issuance| &issuance.statement);
        let stated = issuance.map(|issuance| issuance.eligible);
        let eligible = if manifest.late_additions { stated.flatten() } else { manifest.eligible };
        let issued = issuance.map(|issuance| issuance.issued);
        let ballots = log.map(|log| log.end.ballots);
        let figures = Figures { eligible, issued, ballots, tree_size: log.map(|log| log.size) };
        self.check(CheckName::Numbers, 0, |audit| {
            let findings = &mut audit.findings;
            let shown = |eligible: Option<u64>| eligible.map_or("any number".to_owned(), |it| it.to_string());
            let by = chronicle.issuance.as_ref().and_then(|issuance| issuance.by);
            if let Some(stated) = stated {
                // A roll that may grow can only grow.
                let shrunk = manifest.late_additions && stated.is_some() && stated < manifest.eligible;
                if shrunk || (!manifest.late_additions && stated != manifest.eligible) {
                    let detail = format!(
                        "states {} eligible; the manifest {}",
                        shown(stated),
                        shown(manifest.eligible)
                    );
                    findings.fault(FaultKind::EligibleDiffers, ISSUANCE, detail, by);
                }
            }
            if let (Some(issued), Some(eligible)) = (issued, eligible)
                && issued > eligible
            {
                let detail = format!("{issued} passes for {eligible} voters");
                findings.fault(FaultKind::IssuedOverEligible, ISSUANCE, detail, by);
            }
            // Ballots that are valid under different passes: so many passes were signed.
            let passes = if certain { counted.map(|counted| counted.passes) } else { None };
            let manifest_by = Some(Party::Registrar)
                .filter(|_| !findings.counts.contains_key(&FaultKind::ManifestSignature));
            let (most, of, by) = match issued {
                Some(issued) => (Some(issued), "passes", by),
                None => (eligible, "voters", manifest_by),
            };
            if let (Some(most), Some(ballots)) = (most, ballots)
                && ballots > most
            {
                let convicts = by.filter(|_| passes.is_some_and(|passes| passes > most));
                findings.fault(
                    FaultKind::BallotsOverIssued,
                    ISSUANCE,
                    format!("{ballots} ballots of {most} {of}"),
                    convicts,
                );
            }
            Ok(((), u64::from(issued.is_some()) + u64::from(eligible.is_some())))
        })?;
        Ok(figures)
    }
}
