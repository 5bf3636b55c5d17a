//! The audit from the first check to the verdict.

mod heads;
mod manifest;
mod numbers;
mod overall;
mod receipts;

use std::collections::BTreeMap;
use std::time::Instant;

use crypto::encoding::PollId;
use crypto::log::entry::ENTRY_BYTES;
use crypto::manifest::Manifest;
use crypto::note::VerifierKey;
use crypto::time::UtcTime;

use self::heads::Heads;
use self::receipts::Held;
use crate::ballots::{self, BALLOTS, Counted};
use crate::chronicle::Chronicle;
use crate::fault::{FaultKind, Findings, Proof};
use crate::log::{ENTRIES, Log, Wanted};
use crate::material::{AuditError, Material};
use crate::polls::{self, PollsLog};
use crate::progress::Progress;
use crate::report::{Check, CheckName, Figures, Receipted, Report, Verdict};
use crate::results;

/// What the auditor knows from elsewhere. Everything can be left out.
#[derive(Debug, Clone, Default)]
pub struct Expected {
    /// The poll.
    pub poll: Option<PollId>,
    /// The services' verifier keys, as they were announced. Each must be one of the manifest's two.
    pub keys: Vec<VerifierKey>,
    /// Older checkpoints of the poll's log, each with a name to call it by: file contents, not verified yet.
    pub since: Vec<(String, String)>,
    /// Receipt files, each with a name to call it by.
    pub receipts: Vec<(String, String)>,
    /// The list of all polls, from a running ballot box.
    pub polls: Option<PollsLog>,
    /// Precincts of the same election, which its registrar may run at the same time.
    pub siblings: Vec<PollId>,
    /// The time, if the files are what the poll's own ballot box shows now: its result may be overdue.
    pub now: Option<UtcTime>,
}

/// Audits what was published of a poll.
///
/// # Errors
/// If a file cannot be read. Whatever is wrong *in* the files is reported.
pub fn audit(
    material: &Material,
    expected: &Expected,
    progress: &dyn Progress,
) -> Result<Report, AuditError> {
    let mut audit =
        Audit { material, expected, progress, findings: Findings::default(), checks: BTreeMap::new() };
    audit.check(CheckName::Files, 0, |audit| {
        for (place, detail) in &material.malformed {
            audit.findings.fault(FaultKind::BundleMalformed, place, detail, None);
        }
        Ok(((), material.files()))
    })?;
    let Some(manifest) = audit.check(CheckName::Manifest, 1, Audit::manifest)? else {
        return Ok(audit.report(None, Figures::default(), Vec::new(), None));
    };
    audit.rest(&manifest)
}

struct Audit<'a> {
    material: &'a Material,
    expected: &'a Expected,
    progress: &'a dyn Progress,
    findings: Findings,
    /// In the order of the report.
    checks: BTreeMap<CheckName, Check>,
}

impl Audit<'_> {
    fn rest(mut self, manifest: &Manifest) -> Result<Report, AuditError> {
        let material = self.material;
        let chronicle = self.check(CheckName::Statements, 0, |audit| {
            Chronicle::read(material, manifest, &mut audit.findings)
        })?;
        let receipts = self.receipts(manifest)?;
        let heads = self.heads(manifest, &receipts)?;
        let log = self.log(manifest, &chronicle, &heads, &receipts)?;
        let anchored = self.checkpoints(manifest, &chronicle, log.as_ref(), &heads)?;
        let cancelled = anchored && log.as_ref().is_some_and(|log| log.cancelled);
        let counted = self.ballots(manifest, &chronicle)?;
        let same = self.same_ballots(log.as_ref(), counted.as_ref())?;
        for (holds, proof) in [(anchored, Proof::LogSigned), (anchored && same, Proof::BallotsLogged)] {
            if holds {
                self.findings.turned_out(proof);
            }
        }
        let figures = self.numbers(manifest, &chronicle, log.as_ref(), counted.as_ref(), anchored && same)?;
        self.check(CheckName::Results, 0, |audit| {
            audit.expect_result(&chronicle, cancelled);
            let Some(log) = &log else { return Ok(((), 0)) };
            let counted = counted.as_ref().map(|counted| (counted, same));
            results::check(&chronicle, log, counted, anchored, &mut audit.findings);
            Ok(((), chronicle.results.len() as u64))
        })?;
        let receipted = self.receipted(&receipts, &chronicle, log.as_ref(), anchored)?;
        if let Some(list) = &self.expected.polls {
            self.check(CheckName::Polls, 0, |audit| {
                Ok(((), polls::check(list, manifest, &audit.expected.siblings, &mut audit.findings)))
            })?;
        }
        self.overall(manifest, &chronicle);
        let tally = counted.map(|counted| counted.tally);
        let report = self.report(Some(manifest), figures, receipted, tally);
        Ok(Report { result: chronicle.newest_result(), ended: chronicle.ended(), ..report })
    }

    /// Runs one check, or a part of one, and notes how much it looked at and how long it took. Every fault is found within
    /// one of them.
    fn check<T>(
        &mut self,
        check: CheckName,
        total: u64,
        run: impl FnOnce(&mut Self) -> Result<(T, u64), AuditError>,
    ) -> Result<T, AuditError> {
        let (began, faults) = (Instant::now(), self.findings.total());
        self.progress.begin(check, total);
        let outcome = run(self);
        self.progress.end();
        let (value, looked_at) = outcome?;
        let row = self.checks.entry(check).or_insert(Check { check, looked_at: 0, faults: 0, seconds: 0.0 });
        row.looked_at += looked_at;
        row.faults += self.findings.total() - faults;
        row.seconds += began.elapsed().as_secs_f64();
        Ok(value)
    }

    fn log(
        &mut self,
        manifest: &Manifest,
        chronicle: &Chronicle,
        heads: &Heads,
        receipts: &[Held],
    ) -> Result<Option<Log>, AuditError> {
        let part = self.material.part(ENTRIES);
        let total = part.map_or(0, |part| part.length() / ENTRY_BYTES as u64);
        self.check(CheckName::Log, total, |audit| {
            let (findings, progress) = (&mut audit.findings, audit.progress);
            let Some(part) = part else {
                findings.fault(FaultKind::FileMissing, ENTRIES, "the log's entries are not there", None);
                return Ok((None, 0));
            };
            let mut wanted = Wanted::default();
            wanted.sizes.extend(heads.iter().map(|head| head.checkpoint.size));
            wanted.sizes.extend(chronicle.results.iter().map(|(_, result)| result.statement.tree_size));
            wanted.ballots.extend(receipts.iter().filter_map(|held| held.promised));
            let log = Log::read(part, manifest.id(), chronicle, &wanted, findings, progress)?;
            let size = log.size;
            Ok((Some(log), size))
        })
    }

    fn ballots(&mut self, manifest: &Manifest, chronicle: &Chronicle) -> Result<Option<Counted>, AuditError> {
        let part = self.material.part(BALLOTS);
        let total = part.map_or(0, |part| ballots::expected(part, manifest));
        self.check(CheckName::Ballots, total, |audit| {
            let findings = &mut audit.findings;
            let Some(part) = part else {
                if !chronicle.results.is_empty() && !chronicle.cancelled {
                    let detail = "there is a result without its ballots";
                    findings.fault(FaultKind::FileMissing, BALLOTS, detail, None);
                }
                return Ok((None, 0));
            };
            if chronicle.cancelled {
                // They are not signed by who publishes them: a result alone shows that the ballot box counted.
                let detail = "ballots of a cancelled poll must not be published";
                findings.fault(FaultKind::CancelledPublished, BALLOTS, detail, None);
            }
            let counted = ballots::check(part, manifest, findings, audit.progress)?;
            let looked_at = counted.ballots;
            Ok((Some(counted), looked_at))
        })
    }

    /// Whether the published ballots are exactly those of the log; tells the differences if not.
    fn same_ballots(&mut self, log: Option<&Log>, counted: Option<&Counted>) -> Result<bool, AuditError> {
        let (Some(log), Some(counted)) = (log, counted) else { return Ok(false) };
        if log.sequence == counted.sequence {
            return Ok(true);
        }
        if let (Some(ballots), Some(entries)) = (self.material.part(BALLOTS), self.material.part(ENTRIES)) {
            self.check(CheckName::Ballots, 0, |audit| {
                Ok((ballots::compare(ballots, entries, &mut audit.findings)?, 0))
            })?;
        }
        Ok(false)
    }

    fn report(
        self,
        manifest: Option<&Manifest>,
        figures: Figures,
        receipts: Vec<Receipted>,
        tally: Option<serde_json::Value>,
    ) -> Report {
        let Findings { faults, counts, warnings, .. } = self.findings;
        Report {
            verdict: if counts.is_empty() { Verdict::Holds } else { Verdict::Faults },
            poll: manifest.map(Manifest::id),
            title: manifest.map(|it| it.title.in_language(&it.languages[0], &it.languages).to_owned()),
            manifest: manifest.map(|manifest| (**manifest).clone()),
            figures,
            checks: self.checks.into_values().collect(),
            faults,
            fault_counts: counts,
            warnings,
            receipts,
            tally,
            result: None,
            ended: None,
        }
    }
}
