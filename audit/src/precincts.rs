//! The audit of an election in precincts (docs/protocol.md section 13): each precinct is audited as the poll that it is, one
//! after the other, and what the registrar says of all of them is compared with their reports.

mod fault;
mod total;

use std::collections::BTreeMap;

use crypto::encoding::{Digest, PollId};
use crypto::manifest::ManifestBody;
use crypto::note::{Note, VerifierKey};
use crypto::statement::{self, Precincts, Statement};
use serde::Serialize;
use serde_json::Value;

pub use self::fault::{SetFault, SetFaultKind, SetWarning, SetWarningKind};
use crate::fault::{Party, WarningKind};
use crate::report::{Ended, Report, Verdict};

/// An election in precincts that is being audited: the two statements, and the reports of the precincts as they come.
#[derive(Debug)]
pub struct PrecinctsAudit {
    precincts: Vec<u8>,
    total: Option<Vec<u8>>,
    reports: Vec<(String, Report)>,
}

/// What an audit of all precincts found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PrecinctsReport {
    /// What it comes to, the precincts' own faults included.
    pub verdict: Verdict,
    /// SHA-256 of the text of the list of precincts; absent if it could not be read.
    pub precincts: Option<Digest>,
    /// What the election is called.
    pub title: Option<String>,
    /// Numbers of the whole.
    pub figures: PrecinctsFigures,
    /// What is wrong with the whole; what is wrong with a precinct stands in its report.
    pub faults: Vec<SetFault>,
    /// What to know besides.
    pub warnings: Vec<SetWarning>,
    /// The recounts of all precincts, added up; absent while one of them is not counted.
    pub tally: Option<Value>,
    /// The precincts' own reports, in the order in which they were given: where each came from, and what was found.
    pub polls: Vec<Precinct>,
}

/// One precinct.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Precinct {
    /// Where its files came from.
    pub source: String,
    /// What was found in them.
    pub report: Report,
}

/// Numbers of all precincts together; absent is what is not known of each of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct PrecinctsFigures {
    /// Precincts by the list.
    pub precincts: Option<u64>,
    /// Precincts with a result.
    pub counted: u64,
    /// Voters by the list.
    pub eligible: Option<u64>,
    /// Passes.
    pub issued: Option<u64>,
    /// Ballots.
    pub ballots: Option<u64>,
}

impl PrecinctsAudit {
    /// The list of precincts and, once there is one, the total: file contents, not verified yet.
    pub fn new(precincts: Vec<u8>, total: Option<Vec<u8>>) -> Self {
        Self { precincts, total, reports: Vec::new() }
    }

    /// The polls of the list, if it can be read; nothing of it is verified.
    pub fn named(&self) -> Vec<PollId> {
        read::<Precincts>(&self.precincts).map_or_else(|_| Vec::new(), |(_, list)| list.polls)
    }

    /// Adds the report of a precinct whose files came from `source`.
    pub fn add(&mut self, source: &str, mut report: Report) {
        let named = report.poll.is_some_and(|poll| self.named().contains(&poll));
        // The list names it.
        report.warnings.retain(|warning| !named || warning.kind != WarningKind::PollNotPinned);
        self.reports.push((source.to_owned(), report));
    }

    /// Compares the statements with all reports. `poll` is a poll that was announced to the voters and must be among the
    /// precincts; `keys` are verifier keys that were announced.
    pub fn finish(self, poll: Option<PollId>, keys: &[VerifierKey]) -> PrecinctsReport {
        let mut findings = SetFindings::default();
        let list = self.list(&mut findings);
        let ordered = match &list {
            Some(list) => self.ordered(list, poll, &mut findings),
            None => Vec::new(),
        };
        for (source, report) in &self.reports {
            if report.verdict == Verdict::Faults {
                let count: u64 = report.fault_counts.values().sum();
                findings.fault(
                    SetFaultKind::PrecinctFaulty,
                    source,
                    format!("has {count} faults of its own"),
                    None,
                );
            }
        }
        let all: Option<Vec<&Report>> = ordered.iter().copied().collect();
        let all = all.filter(|all| !all.is_empty());
        let summed = all.as_ref().and_then(|all| total::summed(all));
        if let Some(list) = &list {
            self.total(list, all.as_deref(), summed.as_ref(), &mut findings);
        }
        self.warn(&ordered, poll, keys, &mut findings);
        let whole = |figure: fn(&Report) -> Option<u64>| {
            all.as_ref()?.iter().try_fold(0_u64, |sum, report| sum.checked_add(figure(report)?))
        };
        let figures = PrecinctsFigures {
            precincts: list.as_ref().map(|list| list.statement.polls.len() as u64),
            counted: self.reports.iter().filter(|(_, report)| report.result.is_some()).count() as u64,
            eligible: list.as_ref().map(|list| list.statement.eligible),
            issued: whole(|report| report.figures.issued),
            ballots: whole(|report| report.figures.ballots),
        };
        let SetFindings { faults, warnings } = findings;
        PrecinctsReport {
            verdict: if faults.is_empty() { Verdict::Holds } else { Verdict::Faults },
            precincts: list.as_ref().map(|list| list.digest),
            title: list.map(|list| list.statement.title),
            figures,
            faults,
            warnings,
            tally: summed,
            polls: self.reports.into_iter().map(|(source, report)| Precinct { source, report }).collect(),
        }
    }

    /// The list of precincts, and whether the registrar of the precincts signed it.
    fn list(&self, findings: &mut SetFindings) -> Option<Stated<Precincts>> {
        stated(
            &self.precincts,
            LIST,
            self.key(),
            SetFaultKind::PrecinctsMalformed,
            SetFaultKind::PrecinctsSignature,
            findings,
        )
    }

    /// The key of the registrar by the manifests of the precincts that the list names, or else of any.
    fn key(&self) -> Option<&VerifierKey> {
        let named = self.named();
        let is_named = |report: &Report| report.poll.is_some_and(|poll| named.contains(&poll));
        let manifests =
            || self.reports.iter().filter_map(|(_, report)| Some((report, report.manifest.as_ref()?)));
        let listed = manifests().find(|(report, _)| is_named(report)).or_else(|| manifests().next());
        listed.map(|(_, manifest)| &manifest.registrar.key)
    }

    /// The reports in the order of the list, with a gap for what is not there.
    fn ordered(
        &self,
        list: &Stated<Precincts>,
        announced: Option<PollId>,
        findings: &mut SetFindings,
    ) -> Vec<Option<&Report>> {
        let mut by_poll = BTreeMap::new();
        for (source, report) in &self.reports {
            let Some(poll) = report.poll else { continue };
            if !list.statement.polls.contains(&poll) {
                let detail = format!("is the poll {poll}, which is no precinct of this election");
                findings.fault(SetFaultKind::PrecinctUnknown, source, detail, None);
            } else if by_poll.insert(poll, report).is_some() {
                let detail = format!("is the poll {poll}, which was given before");
                findings.fault(SetFaultKind::PrecinctUnknown, source, detail, None);
            }
        }
        if let Some(poll) = announced.filter(|poll| !list.statement.polls.contains(poll)) {
            let detail = format!("does not name the poll {poll}, which was announced");
            findings.fault(SetFaultKind::PrecinctsOther, LIST, detail, None);
        }
        let ordered: Vec<_> = list.statement.polls.iter().map(|poll| by_poll.get(poll).copied()).collect();
        for (number, (poll, _)) in
            (1..).zip(list.statement.polls.iter().zip(&ordered)).filter(|(_, it)| it.1.is_none())
        {
            let detail = format!("the poll {poll} is not among what was given");
            findings.fault(SetFaultKind::PrecinctMissing, format!("precinct {number}"), detail, None);
        }
        agree(list, &ordered, findings);
        ordered
    }

    fn warn(
        &self,
        ordered: &[Option<&Report>],
        poll: Option<PollId>,
        keys: &[VerifierKey],
        findings: &mut SetFindings,
    ) {
        if poll.is_none() {
            let detail =
                "no precinct's id was named: compare that of your own with the one that was announced to you";
            findings.warn(SetWarningKind::PollNotPinned, detail);
        }
        let unpinned = |(_, report): &(String, Report)| {
            report.warnings.iter().any(|warning| warning.kind == WarningKind::KeysNotPinned)
        };
        if keys.is_empty() || self.reports.iter().any(unpinned) {
            let detail = "compare the keys of the services with those that were announced to the voters";
            findings.warn(SetWarningKind::KeysNotPinned, detail);
        }
        if self.total.is_none() {
            findings.warn(SetWarningKind::TotalUnknown, "there is no total yet");
        }
        if let Some(detail) = ends(ordered) {
            findings.warn(SetWarningKind::PrecinctsEnds, detail);
        }
        let warnings = self.reports.iter().flat_map(|(_, report)| &report.warnings);
        let told = warnings.filter(|warning| warning.kind != WarningKind::KeysNotPinned).count();
        if told > 0 {
            let detail = format!("{told} in the reports of the precincts");
            findings.warn(SetWarningKind::PrecinctWarnings, detail);
        }
    }
}

/// Whether the precincts that are there are what the list says of them.
fn agree(list: &Stated<Precincts>, ordered: &[Option<&Report>], findings: &mut SetFindings) {
    let manifests: Vec<Option<&ManifestBody>> =
        ordered.iter().map(|report| report.and_then(|report| report.manifest.as_ref())).collect();
    let Some(first) = manifests.iter().flatten().next() else { return };
    for (number, manifest) in (1..).zip(&manifests) {
        let Some(manifest) = manifest else { continue };
        for unfit in list.statement.unfit(number, manifest, first) {
            findings.fault(SetFaultKind::PrecinctUnfit, format!("precinct {number}"), unfit, list.by);
        }
    }
    let voters = |manifest: &Option<&ManifestBody>| manifest.as_ref()?.eligible;
    let eligible = manifests.iter().try_fold(0_u64, |sum, manifest| sum.checked_add(voters(manifest)?));
    if let Some(eligible) = eligible.filter(|eligible| *eligible != list.statement.eligible) {
        let detail = format!("states {} voters; the precincts have {eligible}", list.statement.eligible);
        findings.fault(SetFaultKind::PrecinctsEligible, LIST, detail, list.by);
    }
}

/// Where precincts end otherwise than the first of them that is there; none if all end alike.
fn ends(ordered: &[Option<&Report>]) -> Option<String> {
    let mut ends = (1..).zip(ordered).filter_map(|(number, report)| Some((number, report.as_ref()?.ended?)));
    let (one, first) = ends.next()?;
    let others: Vec<(i32, Ended)> = ends.filter(|(_, end)| *end != first).collect();
    let (other, second) = *others.first()?;
    let told = |end: Ended| match end {
        Ended::At(time) => format!("ends at {time}"),
        Ended::Cancelled => "was cancelled".to_owned(),
    };
    let more =
        if others.len() > 1 { format!(", and {} more differ", others.len() - 1) } else { String::new() };
    Some(format!("precinct {one} {}, precinct {other} {}{more}", told(first), told(second)))
}

/// A statement that could be read.
struct Stated<S> {
    statement: S,
    digest: Digest,
    /// The registrar, if it signed.
    by: Option<Party>,
}

fn read<S: Statement>(bytes: &[u8]) -> Result<(Note, S), String> {
    let text = str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let note = Note::parse_within(text, S::MAX_BYTES).map_err(|error| error.to_string())?;
    let statement = S::parse(note.text()).map_err(|error| error.to_string())?;
    Ok((note, statement))
}

/// Reads a statement of the registrar. Where no precinct names a key, nobody knows who should have signed it.
fn stated<S: Statement>(
    bytes: &[u8],
    place: &str,
    key: Option<&VerifierKey>,
    malformed: SetFaultKind,
    unsigned: SetFaultKind,
    findings: &mut SetFindings,
) -> Option<Stated<S>> {
    let (note, statement) = match read::<S>(bytes) {
        Ok(read) => read,
        Err(error) => {
            findings.fault(malformed, place, error, None);
            return None;
        }
    };
    let signed = key.is_some_and(|key| note.verify(key).is_ok());
    if !signed {
        findings.fault(unsigned, place, "is not signed by the registrar of the precincts", None);
    }
    Some(Stated { statement, digest: statement::digest(&note), by: signed.then_some(Party::Registrar) })
}

/// Collects what is found.
#[derive(Debug, Default)]
struct SetFindings {
    faults: Vec<SetFault>,
    warnings: Vec<SetWarning>,
}

impl SetFindings {
    fn fault(
        &mut self,
        kind: SetFaultKind,
        place: impl std::fmt::Display,
        detail: impl std::fmt::Display,
        convicts: Option<Party>,
    ) {
        let (place, detail) = (place.to_string(), detail.to_string());
        self.faults.push(SetFault { kind, place, detail, convicts });
    }

    fn warn(&mut self, kind: SetWarningKind, detail: impl std::fmt::Display) {
        self.warnings.push(SetWarning { kind, detail: detail.to_string() });
    }
}

/// The file of the list of precincts.
pub const LIST: &str = "precincts.note";
/// The file of the total.
pub const TOTAL: &str = "total.note";
