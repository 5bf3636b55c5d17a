//! The total against the results of the precincts.

use crypto::statement::{Precincts, Total};
use crypto::tally;
use serde_json::Value;

use super::{PrecinctsAudit, SetFaultKind, SetFindings, Stated, TOTAL, stated};
use crate::fault::Party;
use crate::report::{Report, Verdict};

/// The recounts of all precincts added up; none if one of them is not counted, or they did not all ask the same.
pub(super) fn summed(all: &[&Report]) -> Option<Value> {
    let mut questions = all.iter().map(|report| report.manifest.as_ref().map(|manifest| &manifest.questions));
    let first = questions.next()??;
    let tallies: Vec<&Value> = all.iter().map(|report| report.tally.as_ref()).collect::<Option<_>>()?;
    let alike = questions.all(|other| other == Some(first));
    alike.then(|| tally::sum(first, tallies).ok()).flatten()
}

impl PrecinctsAudit {
    /// Checks the total, if there is one. `all`: the reports in the order of the list, if none is missing; `summed`: their
    /// recounts.
    pub(super) fn total(
        &self,
        list: &Stated<Precincts>,
        all: Option<&[&Report]>,
        summed: Option<&Value>,
        findings: &mut SetFindings,
    ) {
        let Some(bytes) = &self.total else { return };
        let (malformed, unsigned) = (SetFaultKind::TotalMalformed, SetFaultKind::TotalSignature);
        let Some(total) = stated::<Total>(bytes, TOTAL, self.key(), malformed, unsigned, findings) else {
            return;
        };
        let mut fault = |kind, detail: String, convicts| findings.fault(kind, TOTAL, detail, convicts);
        if total.statement.precincts != list.digest {
            let detail = format!("is of the list {}; this is {}", total.statement.precincts, list.digest);
            fault(SetFaultKind::TotalOther, detail, None);
            return;
        }
        let by = total.by.and(list.by);
        let named: Vec<_> = total.statement.results.iter().map(|added| added.poll).collect();
        if named != list.statement.polls {
            let left_out = list.statement.polls.iter().filter(|poll| !named.contains(poll)).count();
            let detail = format!(
                "adds up {} results of the list's {} precincts, of which it leaves out {left_out}",
                named.len(),
                list.statement.polls.len()
            );
            fault(SetFaultKind::TotalPrecincts, detail, by);
            return;
        }
        let Some(all) = all else { return };
        if other_results(&total.statement, all, &mut fault) {
            return;
        }
        // The results are the published ones. What they come to is known for certain where each of them holds.
        let by: Option<Party> = by.filter(|_| all.iter().all(|report| report.verdict == Verdict::Holds));
        let whole = |number: fn(&crate::NewestResult) -> Option<u64>| {
            all.iter().try_fold(0_u64, |sum, report| sum.checked_add(number(report.result.as_ref()?)?))
        };
        let (issued, ballots) = (whole(|it| it.issued), whole(|it| Some(it.ballots)));
        let told = (Some(total.statement.issued), Some(total.statement.ballots));
        if told != (issued, ballots) {
            let shown =
                |number: Option<u64>| number.map_or("an unknown number of".to_owned(), |it| it.to_string());
            let detail = format!(
                "tells {} passes and {} ballots; the results {} passes and {} ballots",
                total.statement.issued,
                total.statement.ballots,
                shown(issued),
                shown(ballots)
            );
            fault(SetFaultKind::TotalNumbers, detail, by);
        }
        if summed != Some(&total.statement.tally) {
            let detail = "the precincts, counted again and added up, give another tally".to_owned();
            fault(SetFaultKind::TotalTally, detail, by);
        }
    }
}

/// Whether a precinct's published result is another than the one that was added; each is told. Whoever put the files together
/// may have taken an older result, so this convicts nobody.
fn other_results(
    total: &Total,
    all: &[&Report],
    fault: &mut impl FnMut(SetFaultKind, String, Option<Party>),
) -> bool {
    let mut other = false;
    for (number, (added, report)) in (1..).zip(total.results.iter().zip(all)) {
        let same = report.result.as_ref().is_some_and(|result| {
            (result.digest, result.tree_size, result.root) == (added.result, added.tree_size, added.root)
        });
        if !same {
            other = true;
            let what = if report.result.is_some() { "another result" } else { "no result" };
            fault(SetFaultKind::TotalResult, format!("precinct {number} shows {what}"), None);
        }
    }
    other
}
