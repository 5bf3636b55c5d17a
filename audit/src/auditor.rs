//! The audit from the first check to the verdict.

mod heads;
mod manifest;
mod numbers;
mod overall;
mod receipts;

use std::time::Instant;

use crypto::encoding::PollId;
use crypto::log::entry::ENTRY_BYTES;
use crypto::manifest::Manifest;
use crypto::note::VerifierKey;
use crypto::receipt::Receipt;
use crypto::time::UtcTime;

use self::heads::Head;
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
    let mut audit = Audit { material, expected, progress, findings: Findings::default(), checks: Vec::new() };
    for (place, detail) in &material.malformed {
        audit.findings.fault(FaultKind::BundleMalformed, place, detail, None);
    }
    let manifest = audit.check(CheckName::Manifest, 1, |audit| Ok((audit.manifest()?, 1)))?;
    let Some(manifest) = manifest else {
        return Ok(audit.report(None, Figures::default(), Vec::new(), None));
    };
    audit.rest(&manifest)
}

struct Audit<'a> {
    material: &'a Material,
    expected: &'a Expected,
    progress: &'a dyn Progress,
    findings: Findings,
    checks: Vec<Check>,
}

impl Audit<'_> {
    fn rest(mut self, manifest: &Manifest) -> Result<Report, AuditError> {
        let material = self.material;
        let chronicle = self.check(CheckName::Statements, 0, |audit| {
            Chronicle::read(material, manifest, &mut audit.findings)
        })?;
        let newest = self.newest(manifest)?;
        let older = self.older(manifest);
        let receipts = self.receipts(manifest);
        let log = self.log(manifest, &chronicle, newest.iter().chain(&older), &receipts)?;
        let anchored = self.check(CheckName::Checkpoints, 0, |audit| {
            let results = chronicle.results.iter();
            let decided: Vec<u64> = results.map(|(_, result)| result.statement.tree_size).collect();
            let anchored = audit.checkpoints(manifest, log.as_ref(), newest.as_ref(), &older, &decided);
            Ok((anchored, newest.iter().chain(&older).count() as u64))
        })?;
        let cancelled = anchored && log.as_ref().is_some_and(|log| log.cancelled);
        let counted = self.ballots(manifest, &chronicle, cancelled)?;
        let same = self.same_ballots(log.as_ref(), counted.as_ref())?;
        for (holds, proof) in [(anchored, Proof::LogSigned), (anchored && same, Proof::BallotsLogged)] {
            if holds {
                self.findings.turned_out(proof);
            }
        }
        let figures = self.numbers(manifest, &chronicle, log.as_ref(), counted.as_ref(), anchored && same)?;
        if let Some(log) = &log {
            self.check(CheckName::Results, chronicle.results.len() as u64, |audit| {
                let counted = counted.as_ref().map(|counted| (counted, same));
                results::check(&chronicle, log, counted, anchored, &mut audit.findings);
                Ok(((), chronicle.results.len() as u64))
            })?;
        }
        let receipted = self.receipted(&receipts, &chronicle, log.as_ref(), anchored)?;
        if let Some(list) = &self.expected.polls {
            self.check(CheckName::Polls, 0, |audit| {
                Ok(((), polls::check(list, manifest, &mut audit.findings)))
            })?;
        }
        self.overall(manifest, &chronicle);
        let tally = counted.map(|counted| counted.tally);
        Ok(self.report(Some(manifest), figures, receipted, tally))
    }

    /// Runs one check and notes how much it looked at and how long it took.
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
        let faults = self.findings.total() - faults;
        self.checks.push(Check { check, looked_at, faults, seconds: began.elapsed().as_secs_f64() });
        Ok(value)
    }

    fn log<'h>(
        &mut self,
        manifest: &Manifest,
        chronicle: &Chronicle,
        heads: impl Iterator<Item = &'h Head>,
        receipts: &[(String, Option<Receipt>)],
    ) -> Result<Option<Log>, AuditError> {
        let Some(part) = self.material.part(ENTRIES) else {
            self.findings.fault(FaultKind::FileMissing, ENTRIES, "the log's entries are not there", None);
            return Ok(None);
        };
        let receipts = || receipts.iter().filter_map(|(_, receipt)| receipt.as_ref());
        let mut wanted = Wanted::default();
        wanted.sizes.extend(heads.map(|head| head.checkpoint.size));
        wanted.sizes.extend(chronicle.results.iter().map(|(_, result)| result.statement.tree_size));
        wanted.sizes.extend(receipts().filter_map(|receipt| Some(receipt.logged.as_ref()?.size)));
        wanted.ballots.extend(receipts().map(|receipt| receipt.promise.ballot));
        let log = self.check(CheckName::Log, part.length() / ENTRY_BYTES as u64, |audit| {
            let (findings, progress) = (&mut audit.findings, audit.progress);
            let log = Log::read(part, manifest.id(), chronicle, &wanted, findings, progress)?;
            let size = log.size;
            Ok((log, size))
        })?;
        Ok(Some(log))
    }

    /// `cancelled`: a log that the ballot box signed has the cancellation.
    fn ballots(
        &mut self,
        manifest: &Manifest,
        chronicle: &Chronicle,
        cancelled: bool,
    ) -> Result<Option<Counted>, AuditError> {
        let part = self.material.part(BALLOTS);
        if chronicle.cancelled {
            // Ballots are not signed by who publishes them: a result alone shows that the ballot box counted.
            let ballots = part.map(|_| (BALLOTS, "ballots", None)).into_iter();
            let results = chronicle
                .results
                .iter()
                .map(|(name, result)| (name.as_str(), "a result", result.by.filter(|_| cancelled)));
            for (file, what, convicts) in ballots.chain(results) {
                let detail = format!("{what} of a cancelled poll must not be published");
                self.findings.fault(FaultKind::CancelledPublished, file, detail, convicts);
            }
        } else if part.is_none() && !chronicle.results.is_empty() {
            self.findings.fault(
                FaultKind::FileMissing,
                BALLOTS,
                "there is a result without its ballots",
                None,
            );
        } else if part.is_some() && chronicle.results.is_empty() {
            self.findings.fault(
                FaultKind::FileMissing,
                "results/1.note",
                "there are ballots without a result",
                None,
            );
        }
        let Some(part) = part else { return Ok(None) };
        let counted = self.check(CheckName::Ballots, ballots::expected(part, manifest), |audit| {
            let counted = ballots::check(part, manifest, &mut audit.findings, audit.progress)?;
            let looked_at = counted.ballots;
            Ok((counted, looked_at))
        })?;
        Ok(Some(counted))
    }

    /// Whether the published ballots are exactly those of the log; tells the differences if not.
    fn same_ballots(&mut self, log: Option<&Log>, counted: Option<&Counted>) -> Result<bool, AuditError> {
        let (Some(log), Some(counted)) = (log, counted) else { return Ok(false) };
        if log.sequence == counted.sequence {
            return Ok(true);
        }
        if let (Some(ballots), Some(entries)) = (self.material.part(BALLOTS), self.material.part(ENTRIES)) {
            ballots::compare(ballots, entries, &mut self.findings)?;
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
            figures,
            checks: self.checks,
            faults,
            fault_counts: counts,
            warnings,
            receipts,
            tally,
        }
    }
}
