//! Receipts that were given: their proofs, and whether their ballots are in the log.

use crypto::encoding::BallotHash;
use crypto::manifest::Manifest;
use crypto::receipt::{ReceiptFile, receipt_code};

use super::Audit;
use super::heads::Head;
use crate::chronicle::Chronicle;
use crate::fault::{FaultKind, Party};
use crate::log::Log;
use crate::material::AuditError;
use crate::report::{CheckName, Receipted};

/// A receipt that was given.
pub(super) struct Held {
    pub(super) name: String,
    /// What the ballot box promised; absent if the receipt proves nothing for this poll.
    pub(super) promised: Option<BallotHash>,
    /// The head of the log to which its proof leads.
    pub(super) head: Option<Head>,
}

impl Audit<'_> {
    /// Reads them and checks their signatures and proofs.
    pub(super) fn receipts(&mut self, manifest: &Manifest) -> Result<Vec<Held>, AuditError> {
        let expected = self.expected;
        if expected.receipts.is_empty() {
            return Ok(Vec::new());
        }
        self.check(CheckName::Receipts, 0, |audit| {
            let mut receipts = Vec::new();
            for (name, text) in &expected.receipts {
                let held = Held::read(name, text, manifest).unwrap_or_else(|detail| {
                    audit.findings.fault(FaultKind::ReceiptInvalid, name, detail, None);
                    Held { name: name.clone(), promised: None, head: None }
                });
                receipts.push(held);
            }
            Ok((receipts, expected.receipts.len() as u64))
        })
    }

    /// Looks for their ballots.
    pub(super) fn receipted(
        &mut self,
        receipts: &[Held],
        chronicle: &Chronicle,
        log: Option<&Log>,
        anchored: bool,
    ) -> Result<Vec<Receipted>, AuditError> {
        if receipts.is_empty() {
            return Ok(Vec::new());
        }
        self.check(CheckName::Receipts, 0, |audit| {
            let receipted = receipts.iter().map(|Held { name, promised, .. }| {
                let number = promised.and_then(|ballot| log?.numbers.get(&ballot).copied());
                let due = !chronicle.results.is_empty() || chronicle.cancelled;
                let code = promised.as_ref().map(receipt_code);
                if let Some(code) = code.as_ref().filter(|_| number.is_none() && due) {
                    let detail = format!("the ballot {code} was promised, and is not in the log");
                    let final_log = log.is_some_and(|log| is_final(log, chronicle, anchored));
                    let convicts = final_log.then_some(Party::BallotBox);
                    audit.findings.fault(FaultKind::PromiseBroken, name, detail, convicts);
                }
                Receipted { name: name.clone(), code, number }
            });
            Ok((receipted.collect(), 0))
        })
    }
}

impl Held {
    /// The error is why it proves nothing for this poll.
    fn read(name: &str, text: &str, manifest: &Manifest) -> Result<Self, String> {
        let file = ReceiptFile::parse(text).map_err(|error| error.to_string())?;
        let receipt = file.verify(&manifest.ballot_box.key).map_err(|error| error.to_string())?;
        if receipt.promise.poll != manifest.id() {
            return Err(format!("is of the poll {}", receipt.promise.poll));
        }
        let head = receipt.logged.zip(file.proof);
        let head = head.map(|(logged, proof)| Head::new(name, logged, &proof.checkpoint, manifest));
        Ok(Self { name: name.to_owned(), promised: Some(receipt.promise.ballot), head })
    }
}

/// Whether every promised ballot has to be in these entries: the ballot box signed a result or a cancellation over them.
/// An earlier state of the log need not have them yet.
fn is_final(log: &Log, chronicle: &Chronicle, anchored: bool) -> bool {
    let decided = chronicle.results.iter().any(|(_, result)| {
        let at = log.at.get(&result.statement.tree_size);
        result.by.is_some() && at.is_some_and(|at| at.root == result.statement.root)
    });
    decided || (anchored && log.cancelled)
}
