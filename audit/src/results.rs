//! Results against the log and the ballots counted again (PROTOCOL section 9).

use crate::ballots::Counted;
use crate::chronicle::Chronicle;
use crate::fault::{FaultKind, Findings, WarningKind};
use crate::log::Log;

/// Compares every result. `anchored` says that entries and ballots are those that the ballot box signed.
pub(crate) fn check(
    chronicle: &Chronicle,
    log: &Log,
    counted: Option<&Counted>,
    anchored: bool,
    findings: &mut Findings,
) {
    let issuance = chronicle.issuance.as_ref();
    let issued = issuance.map(|issuance| issuance.statement.issued);
    for (name, result) in &chronicle.results {
        let convicts = result.by.filter(|_| anchored);
        let result = &result.statement;
        let mut fault = |kind, detail: String| findings.fault(kind, name, detail, convicts);
        let at = log.at.get(&result.tree_size);
        match at {
            None => fault(
                FaultKind::ResultLog,
                format!("names a log of {} entries; {} are published", result.tree_size, log.size),
            ),
            Some(at) if at.root != result.root => fault(
                FaultKind::ResultLog,
                format!("names another root than the log has at {} entries", result.tree_size),
            ),
            Some(_) => {}
        }
        if result.ballots != log.end.ballots || at.is_some_and(|at| at.ballots != result.ballots) {
            let detail = format!("counts {} ballots; the log has {}", result.ballots, log.end.ballots);
            fault(FaultKind::ResultBallots, detail);
        }
        if let Some(counted) = counted.filter(|counted| counted.tally != result.tally) {
            fault(FaultKind::ResultTally, differing(&counted.tally, &result.tally));
        }
        let expected = at.filter(|at| at.has_issuance).and(issued);
        if at.is_some() && result.issued != expected {
            let told = |number: Option<u64>| number.map_or("no number".to_owned(), |it| it.to_string());
            let detail = format!("tells {} of passes; the log has {}", told(result.issued), told(expected));
            // Against a statement that anybody may have changed a result proves nothing.
            let convicts = convicts.filter(|_| issuance.is_none_or(|issuance| issuance.by.is_some()));
            findings.fault(FaultKind::ResultIssued, name, detail, convicts);
        }
    }
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
    let newest = chronicle.results.last().map(|(_, result)| result.statement.issued);
    if newest == Some(None) && log.end.has_issuance {
        let detail = "the newest result does not tell of the issuance statement yet";
        findings.warn(WarningKind::ResultBehind, detail);
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
