//! Results against the log and the ballots counted again (PROTOCOL section 9).

use crypto::log::entry::Entry;
use crypto::statement::Outcome;

use crate::ballots::Counted;
use crate::chronicle::Chronicle;
use crate::fault::{FaultKind, Findings, WarningKind};
use crate::log::{At, Log};

/// Compares every result. `counted` says besides whether the published ballots are those of the log; `anchored`, whether
/// the ballot box signed the root of the entries.
///
/// What a result tells convicts the ballot box only if it is about these very entries: whoever made the bundle may have
/// put an earlier state of the log beside a later result.
pub(crate) fn check(
    chronicle: &Chronicle,
    log: &Log,
    counted: Option<(&Counted, bool)>,
    anchored: bool,
    findings: &mut Findings,
) {
    for (name, signed) in &chronicle.results {
        let result = &signed.statement;
        let at = log.at.get(&result.tree_size);
        let same_entries = at.is_some_and(|at| at.root == result.root);
        let by_root = signed.by.filter(|_| anchored);
        let by = by_root.filter(|_| same_entries);
        let mut fault = |kind, detail: String, convicts| findings.fault(kind, name, detail, convicts);
        if at.is_none() {
            let detail = format!("names a log of {} entries; {} are published", result.tree_size, log.size);
            fault(FaultKind::ResultLog, detail, None);
        } else if !same_entries {
            let detail = format!("names another root than the log has at {} entries", result.tree_size);
            fault(FaultKind::ResultLog, detail, by_root);
        }
        if result.ballots != log.end.ballots || at.is_some_and(|at| at.ballots != result.ballots) {
            let detail = format!("counts {} ballots; the log has {}", result.ballots, log.end.ballots);
            fault(FaultKind::ResultBallots, detail, by);
        }
        if let Some((counted, same_ballots)) = counted.filter(|(it, _)| it.tally != result.tally) {
            let all = same_ballots && at.is_some_and(|at| at.ballots == log.end.ballots);
            fault(FaultKind::ResultTally, differing(&counted.tally, &result.tally), by.filter(|_| all));
        }
        if let Some((detail, proven)) = at.and_then(|at| other_issued(result, at, chronicle)) {
            fault(FaultKind::ResultIssued, detail, by.filter(|_| proven));
        }
    }
    compare_with_each_other(chronicle, findings);
    compare_with_end(chronicle, log, anchored, findings);
}

/// How the number of passes differs from the issuance statement in the result's log, and whether the log's entries prove
/// it.
fn other_issued(result: &Outcome, at: &At, chronicle: &Chronicle) -> Option<(String, bool)> {
    match (result.issued, at.issuance) {
        (None, None) => None,
        (Some(told), None) => Some((format!("tells {told} passes; its log has no issuance statement"), true)),
        (None, Some(_)) => Some(("does not tell of the issuance statement in its log".to_owned(), true)),
        (Some(told), Some(logged)) => {
            let statement = chronicle.issuance.as_ref().filter(|it| it.statement.issued != told)?;
            let detail =
                format!("tells {told} passes; the issuance statement {}", statement.statement.issued);
            // The statement in the bundle may be another one than that in the log.
            Some((detail, Entry::issuance(&statement.text).object == logged))
        }
    }
}

/// A later result adds the issuance statement, and nothing else.
fn compare_with_each_other(chronicle: &Chronicle, findings: &mut Findings) {
    for pair in chronicle.results.windows(2) {
        let [(_, before), (name, after)] = pair else { continue };
        let convicts = before.by.and(after.by);
        let (before, after) = (&before.statement, &after.statement);
        let mut fault =
            |detail: &str, convicts| findings.fault(FaultKind::ResultChanged, name, detail, convicts);
        if (before.ballots, &before.tally) != (after.ballots, &after.tally) {
            fault("has other ballots or another tally than the one before", convicts);
        }
        if before.issued.is_some() || after.issued.is_none() || after.tree_size <= before.tree_size {
            // Whoever made the bundle may have changed their order.
            fault("does not add the issuance statement to the one before", None);
        }
    }
}

/// Behind a result nothing is logged but the issuance statement, and then there is soon another result.
fn compare_with_end(chronicle: &Chronicle, log: &Log, anchored: bool, findings: &mut Findings) {
    let Some((name, newest)) = chronicle.results.last() else { return };
    let size = newest.statement.tree_size;
    let Some(at) = log.at.get(&size).filter(|_| size < log.size) else { return };
    if log.size - size == 1 && at.issuance.is_none() && log.end.issuance.is_some() {
        let detail = "the newest result does not tell of the issuance statement yet";
        findings.warn(WarningKind::ResultBehind, detail);
    } else {
        let convicts = newest.by.filter(|_| anchored && at.root == newest.statement.root);
        let detail = format!("is of {size} entries, and the log goes on to {}", log.size);
        findings.fault(FaultKind::ResultLog, name, detail, convicts);
    }
}

/// Which questions differ.
fn differing(counted: &serde_json::Value, signed: &serde_json::Value) -> String {
    let questions = |tally: &serde_json::Value| -> Vec<String> {
        tally.as_object().into_iter().flat_map(|tally| tally.keys().cloned()).collect()
    };
    let mut names = questions(counted);
    names.extend(questions(signed));
    names.sort_unstable();
    names.dedup();
    names.retain(|name| counted.get(name) != signed.get(name));
    format!("the ballots, counted again, give another tally of {}", names.join(", "))
}
