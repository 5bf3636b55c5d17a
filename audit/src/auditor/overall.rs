//! What to know of a poll besides what was checked, and the result that is owed.

use crypto::manifest::Manifest;

use super::Audit;
use crate::ballots::BALLOTS;
use crate::chronicle::Chronicle;
use crate::fault::{FaultKind, Party, WarningKind};

impl Audit<'_> {
    /// A counted poll has a result, one whose close is a day ago owes it, and a cancelled one has none. `cancelled`: a log
    /// that the ballot box signed has the cancellation.
    pub(super) fn expect_result(&mut self, chronicle: &Chronicle, cancelled: bool) {
        let findings = &mut self.findings;
        if chronicle.cancelled {
            for (name, result) in &chronicle.results {
                let detail = "a result of a cancelled poll must not be published";
                let convicts = result.by.filter(|_| cancelled);
                findings.fault(FaultKind::CancelledPublished, name, detail, convicts);
            }
            return;
        }
        if !chronicle.results.is_empty() {
            return;
        }
        if self.material.part(BALLOTS).is_some() {
            findings.fault(FaultKind::FileMissing, RESULT, "there are ballots without a result", None);
        }
        if let (Some(now), Some(closes)) = (self.expected.now, chronicle.closes)
            && now >= closes.plus(RESULT_DUE)
        {
            let detail = format!("voting closed at {closes}, more than a day ago");
            let signed = !findings.counts.contains_key(&FaultKind::ManifestSignature);
            let convicts = signed.then_some(Party::BallotBox);
            findings.fault(FaultKind::ResultOverdue, RESULT, detail, convicts);
        }
    }

    /// What to know although nothing is wrong.
    pub(super) fn overall(&mut self, manifest: &Manifest, chronicle: &Chronicle) {
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
        let keys = [&manifest.registrar.key, &manifest.ballot_box.key];
        if !keys.iter().all(|key| self.expected.keys.contains(key)) {
            let detail = "compare the keys of both services with those that were announced to the voters";
            findings.warn(WarningKind::KeysNotPinned, detail);
        }
    }
}

/// A result is due so many seconds after the close (PROTOCOL section 8).
const RESULT_DUE: i64 = 24 * 3600;
const RESULT: &str = "results/1.note";
