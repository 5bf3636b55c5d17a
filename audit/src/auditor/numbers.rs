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
        // The registrar states the number where the manifest could not know it.
        let eligible = match manifest.eligible {
            Some(_) if !manifest.late_additions => manifest.eligible,
            _ => stated.flatten(),
        };
        let issued = issuance.map(|issuance| issuance.issued);
        let ballots = log.map(|log| log.end.ballots);
        let figures = Figures { eligible, issued, ballots, tree_size: log.map(|log| log.size) };
        self.check(CheckName::Numbers, 0, |audit| {
            let findings = &mut audit.findings;
            let shown = |eligible: Option<u64>| eligible.map_or("any number".to_owned(), |it| it.to_string());
            let by = chronicle.issuance.as_ref().and_then(|issuance| issuance.by);
            if let (Some(stated), Some(roll)) = (stated, manifest.eligible) {
                // A roll that may grow can only grow.
                let fits = stated.is_some_and(|it| it == roll || (manifest.late_additions && it > roll));
                if !fits {
                    let detail = format!("states {} eligible; the manifest {roll}", shown(stated));
                    findings.fault(FaultKind::EligibleDiffers, ISSUANCE, detail, by);
                }
            }
            if let (Some(issued), Some(eligible)) = (issued, eligible)
                && issued > eligible
            {
                let detail = format!("{issued} passes for {eligible} voters");
                findings.fault(FaultKind::IssuedOverEligible, ISSUANCE, detail, by);
            }
            // Ballots without fault: so many passes were signed.
            let valid = if certain { counted.map(|counted| counted.valid) } else { None };
            let manifest_by = Some(Party::Registrar)
                .filter(|_| !findings.counts.contains_key(&FaultKind::ManifestSignature));
            let (most, of, by) = match issued {
                Some(issued) => (Some(issued), "passes", by),
                None => (eligible, "voters", manifest_by),
            };
            if let (Some(most), Some(ballots)) = (most, ballots)
                && ballots > most
            {
                let convicts = by.filter(|_| valid.is_some_and(|valid| valid > most));
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
