//! The audit from the first check to the verdict.

use std::time::Instant;

use crypto::encoding::PollId;
use crypto::log::checkpoint::{Checkpoint, CheckpointError, poll_origin};
use crypto::log::cosignature::cosigners;
use crypto::manifest::Manifest;
use crypto::note::{Note, VerifierKey};
use crypto::receipt::{Receipt, ReceiptFile, receipt_code};
use crypto::time::UtcTime;

use crate::ballots::{self, BALLOTS, Counted};
use crate::chronicle::{Chronicle, ISSUANCE};
use crate::fault::{FaultKind, Findings, Party, WarningKind};
use crate::log::{ENTRIES, Log, Wanted};
use crate::material::{AuditError, Material};
use crate::note;
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

/// A checkpoint whose signature holds.
struct Head {
    file: String,
    checkpoint: Checkpoint,
    /// How many of the manifest's witnesses cosigned it.
    cosigners: u64,
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
        let counted = self.ballots(manifest, &chronicle)?;
        let same = self.same_ballots(log.as_ref(), counted.as_ref())?;
        if anchored && same {
            self.convict_ballot_box();
        }
        let figures = self.numbers(manifest, &chronicle, log.as_ref(), counted.as_ref(), anchored && same)?;
        if let Some(log) = &log {
            self.check(CheckName::Results, chronicle.results.len() as u64, |audit| {
                results::check(&chronicle, log, counted.as_ref(), anchored && same, &mut audit.findings);
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

    fn manifest(&mut self) -> Result<Option<Manifest>, AuditError> {
        let findings = &mut self.findings;
        let Some(part) = self.material.part(MANIFEST) else {
            findings.fault(FaultKind::FileMissing, MANIFEST, "without it nothing can be checked", None);
            return Ok(None);
        };
        let Some(note) = note::read(part, MANIFEST, FaultKind::ManifestMalformed, findings)? else {
            return Ok(None);
        };
        let manifest = match Manifest::parse(note.text()) {
            Ok(manifest) => manifest,
            Err(error) => {
                findings.fault(FaultKind::ManifestMalformed, MANIFEST, error, None);
                return Ok(None);
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
        Ok(Some(manifest))
    }

    fn newest(&mut self, manifest: &Manifest) -> Result<Option<Head>, AuditError> {
        let Some(part) = self.material.part(CHECKPOINT) else {
            self.findings.fault(FaultKind::FileMissing, CHECKPOINT, "the log's head is not there", None);
            return Ok(None);
        };
        let note = note::read(part, CHECKPOINT, FaultKind::CheckpointMalformed, &mut self.findings)?;
        Ok(note.and_then(|note| self.head(manifest, CHECKPOINT, &note)))
    }

    fn older(&mut self, manifest: &Manifest) -> Vec<Head> {
        let expected = self.expected;
        let mut heads = Vec::new();
        for (name, text) in &expected.since {
            match Note::parse(text) {
                Ok(note) => heads.extend(self.head(manifest, name, &note)),
                Err(error) => self.findings.fault(FaultKind::CheckpointMalformed, name, error, None),
            }
        }
        heads
    }

    fn head(&mut self, manifest: &Manifest, file: &str, note: &Note) -> Option<Head> {
        let key = &manifest.ballot_box.key;
        let origin = poll_origin(key.name(), &manifest.id());
        match Checkpoint::from_note(note, key, &origin) {
            Ok(checkpoint) => {
                let cosigners = cosigners(note, manifest.witnesses.iter().map(String::as_str));
                return Some(Head { file: file.to_owned(), checkpoint, cosigners });
            }
            Err(error @ CheckpointError::Note(_)) => {
                self.findings.fault(FaultKind::CheckpointSignature, file, error, None);
            }
            Err(error) => self.findings.fault(FaultKind::CheckpointMalformed, file, error, None),
        }
        None
    }

    fn receipts(&mut self, manifest: &Manifest) -> Vec<(String, Option<Receipt>)> {
        let expected = self.expected;
        let read = |text: &String| {
            let receipt = ReceiptFile::parse(text).and_then(|file| file.verify(&manifest.ballot_box.key));
            let receipt = receipt.map_err(|error| error.to_string())?;
            let fits = receipt.promise.poll == manifest.id();
            if fits { Ok(receipt) } else { Err(format!("is of the poll {}", receipt.promise.poll)) }
        };
        let mut receipts = Vec::new();
        for (name, text) in &expected.receipts {
            let receipt = read(text);
            if let Err(detail) = &receipt {
                self.findings.fault(FaultKind::ReceiptInvalid, name, detail, None);
            }
            receipts.push((name.clone(), receipt.ok()));
        }
        receipts
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
        let log = self.check(CheckName::Log, part.length() / 33, |audit| {
            let (findings, progress) = (&mut audit.findings, audit.progress);
            let log = Log::read(part, manifest.id(), chronicle, &wanted, findings, progress)?;
            let size = log.size;
            Ok((log, size))
        })?;
        Ok(Some(log))
    }

    /// True if the newest checkpoint is of exactly these entries; `decided` are the sizes that results name.
    fn checkpoints(
        &mut self,
        manifest: &Manifest,
        log: Option<&Log>,
        newest: Option<&Head>,
        older: &[Head],
        decided: &[u64],
    ) -> bool {
        let Some(log) = log else { return false };
        let mut anchored = false;
        if let Some(Head { file, checkpoint, cosigners }) = newest {
            // A result needs the quorum on its checkpoint; while a poll runs, cosignatures may be on their way, and so may
            // those for the issuance statement that came after the result.
            let awaited = decided.iter().max().is_none_or(|last| {
                let late_issuance =
                    log.end.has_issuance && log.at.get(last).is_some_and(|at| !at.has_issuance);
                late_issuance && last.checked_add(1) == Some(checkpoint.size)
            });
            if !awaited && *cosigners < u64::from(manifest.quorum) {
                let detail = format!("is cosigned by {cosigners} witnesses; {} must have", manifest.quorum);
                self.findings.fault(FaultKind::QuorumMissed, file, detail, None);
            }
            if checkpoint.size != log.size {
                let detail = format!("counts {} entries; {} are published", checkpoint.size, log.size);
                self.findings.fault(FaultKind::CheckpointSize, file, detail, None);
            } else if checkpoint.root != log.end.root {
                let detail = "the published entries lead to another root";
                self.findings.fault(FaultKind::CheckpointRoot, file, detail, None);
            } else {
                anchored = true;
            }
        }
        for Head { file, checkpoint, .. } in older {
            self.consistent(file, checkpoint, log, anchored);
        }
        anchored
    }

    fn consistent(&mut self, file: &str, checkpoint: &Checkpoint, log: &Log, anchored: bool) {
        let detail = match log.at.get(&checkpoint.size) {
            Some(at) if at.root == checkpoint.root => return,
            Some(_) => format!("had another root at {} entries", checkpoint.size),
            None => format!("had {} entries; now it has {}", checkpoint.size, log.size),
        };
        let convicts = anchored.then_some(Party::BallotBox);
        self.findings.fault(FaultKind::CheckpointInconsistent, file, format!("the log {detail}"), convicts);
    }

    fn ballots(&mut self, manifest: &Manifest, chronicle: &Chronicle) -> Result<Option<Counted>, AuditError> {
        let part = self.material.part(BALLOTS);
        if chronicle.cancelled {
            for (file, what) in part
                .map(|_| (BALLOTS.to_owned(), "ballots"))
                .into_iter()
                .chain(chronicle.results.iter().map(|(name, _)| (name.clone(), "a result")))
            {
                let detail = format!("{what} of a cancelled poll must not be published");
                self.findings.fault(FaultKind::CancelledPublished, file, detail, None);
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

    /// Entries and ballots are those that the ballot box signed: what is wrong with them is its doing.
    fn convict_ballot_box(&mut self) {
        use FaultKind::{
            BallotMalformed, CancelledPublished, ContentInvalid, EntriesMalformed, SignatureInvalid,
            TokenInvalid, TokenSpentTwice,
        };
        // A cancellation that the log does not have came to this bundle from elsewhere.
        let counts = &self.findings.counts;
        let cancelled = !counts.contains_key(&FaultKind::StatementNotLogged)
            && !counts.contains_key(&FaultKind::StatementSignature);
        for fault in &mut self.findings.faults {
            // Bytes behind the last entry are not in the log either.
            if fault.kind == CancelledPublished && !cancelled || fault.place == ENTRIES {
                continue;
            }
            if matches!(
                fault.kind,
                BallotMalformed
                    | CancelledPublished
                    | ContentInvalid
                    | EntriesMalformed
                    | SignatureInvalid
                    | TokenInvalid
                    | TokenSpentTwice
            ) {
                fault.convicts = Some(Party::BallotBox);
            }
        }
    }

    fn numbers(
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

    fn receipted(
        &mut self,
        receipts: &[(String, Option<Receipt>)],
        chronicle: &Chronicle,
        log: Option<&Log>,
        anchored: bool,
    ) -> Result<Vec<Receipted>, AuditError> {
        if receipts.is_empty() {
            return Ok(Vec::new());
        }
        self.check(CheckName::Receipts, receipts.len() as u64, |audit| {
            let mut receipted = Vec::new();
            for (name, receipt) in receipts {
                let Some(receipt) = receipt else {
                    receipted.push(Receipted { name: name.clone(), code: None, number: None });
                    continue;
                };
                let ballot = &receipt.promise.ballot;
                let number = log.and_then(|log| log.numbers.get(ballot).copied());
                if let (Some(log), Some(logged)) = (log, &receipt.logged) {
                    audit.consistent(name, logged, log, anchored);
                }
                let due = !chronicle.results.is_empty() || chronicle.cancelled;
                if number.is_none() && due {
                    let detail =
                        format!("the ballot {} was promised, and is not in the log", receipt_code(ballot));
                    let convicts = anchored.then_some(Party::BallotBox);
                    audit.findings.fault(FaultKind::PromiseBroken, name, detail, convicts);
                }
                receipted.push(Receipted { name: name.clone(), code: Some(receipt_code(ballot)), number });
            }
            Ok((receipted, receipts.len() as u64))
        })
    }

    /// What to know although nothing is wrong.
    fn overall(&mut self, manifest: &Manifest, chronicle: &Chronicle) {
        let findings = &mut self.findings;
        if manifest.test {
            findings.warn(WarningKind::TestPoll, "this is a test poll");
        }
        if chronicle.cancelled {
            findings.warn(
                WarningKind::Cancelled,
                "the poll was cancelled: ballots and tally are never published",
            );
        } else if chronicle.results.is_empty() {
            if let (Some(now), Some(closes)) = (self.expected.now, chronicle.closes)
                && now >= closes.plus(RESULT_DUE)
            {
                let detail = format!("voting closed at {closes}, more than a day ago");
                let signed = !findings.counts.contains_key(&FaultKind::ManifestSignature);
                let convicts = signed.then_some(Party::BallotBox);
                findings.fault(FaultKind::ResultOverdue, "results/1.note", detail, convicts);
            }
            findings
                .warn(WarningKind::NotCounted, "there is no result yet: ballots and tally were not checked");
        }
        if chronicle.issuance.is_none() {
            let detail = "the registrar has not stated how many passes it issued";
            findings.warn(WarningKind::IssuedUnknown, detail);
        }
        if manifest.eligible.is_none() {
            findings.warn(
                WarningKind::EligibleUnknown,
                "an open poll: the number of eligible voters is not fixed",
            );
        }
        if manifest.late_additions {
            findings.warn(WarningKind::LateAdditions, "voters could be added while passes were issued");
        }
        if self.expected.poll.is_none() {
            let detail = "compare the poll's id with the one that was announced to the voters";
            findings.warn(WarningKind::PollNotPinned, detail);
        }
        if self.expected.keys.len() < 2 {
            let detail = "compare the keys of both services with those that were announced to the voters";
            findings.warn(WarningKind::KeysNotPinned, detail);
        }
    }

    fn report(
        self,
        manifest: Option<&Manifest>,
        figures: Figures,
        receipts: Vec<Receipted>,
        tally: Option<serde_json::Value>,
    ) -> Report {
        let Findings { faults, counts, warnings } = self.findings;
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

/// A result is due so many seconds after the close (PROTOCOL section 8).
const RESULT_DUE: i64 = 24 * 3600;
const MANIFEST: &str = "manifest.note";
const CHECKPOINT: &str = "checkpoint";
