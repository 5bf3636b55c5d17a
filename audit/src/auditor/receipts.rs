//! Receipts that were given: their proofs, and whether their ballots are in the log.

use crypto::manifest::Manifest;
use crypto::receipt::{Receipt, ReceiptFile, receipt_code};

use super::Audit;
use crate::chronicle::Chronicle;
use crate::fault::{FaultKind, Party};
use crate::log::Log;
use crate::material::AuditError;
use crate::report::{CheckName, Receipted};

impl Audit<'_> {
    pub(super) fn receipts(&mut self, manifest: &Manifest) -> Vec<(String, Option<Receipt>)> {
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

    pub(super) fn receipted(
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
                    let code = receipt_code(ballot);
                    let detail = format!("the ballot {code} was promised, and is not in the log");
                    let final_log = log.is_some_and(|log| is_final(log, chronicle, anchored));
                    let convicts = final_log.then_some(Party::BallotBox);
                    audit.findings.fault(FaultKind::PromiseBroken, name, detail, convicts);
                }
                receipted.push(Receipted { name: name.clone(), code: Some(receipt_code(ballot)), number });
            }
            Ok((receipted, receipts.len() as u64))
        })
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
