//! What both services said in the course of the poll: assets, notices, issuance, results (PROTOCOL sections 3 and 9).

use std::collections::BTreeMap;

use crypto::encoding::{Digest, PollId};
use crypto::manifest::Manifest;
use crypto::statement::{Assets, Issuance, Notice, NoticeKind, Outcome};
use crypto::time::UtcTime;

use crate::fault::{FaultKind, Findings, Party, WarningKind};
use crate::material::{AuditError, Material};
use crate::note::{self, Signed};
use crate::report::{Ended, NewestResult};

/// All statements that could be read, each with the name of its file.
#[derive(Default)]
pub(crate) struct Chronicle {
    pub(crate) assets: Vec<(String, Signed<Assets>)>,
    pub(crate) notices: Vec<(String, Signed<Notice>)>,
    pub(crate) issuance: Option<Signed<Issuance>>,
    pub(crate) results: Vec<(String, Signed<Outcome>)>,
    pub(crate) cancelled: bool,
    /// The end of voting after all notices.
    pub(crate) closes: Option<UtcTime>,
}

impl Chronicle {
    /// Reads and checks every statement, and counts them.
    pub(crate) fn read(
        material: &Material,
        manifest: &Manifest,
        findings: &mut Findings,
    ) -> Result<(Self, u64), AuditError> {
        let registrar = (&manifest.registrar.key, Party::Registrar);
        let ballot_box = (&manifest.ballot_box.key, Party::BallotBox);
        let mut chronicle = Self::default();
        let mut files = 0;
        for (name, part) in numbered(material, "assets", findings) {
            files += 1;
            let read = note::statement(part, &name, ballot_box, findings)?;
            chronicle.assets.extend(read.map(|assets| (name, assets)));
        }
        for (name, part) in numbered(material, "notices", findings) {
            files += 1;
            let read = note::statement(part, &name, registrar, findings)?;
            chronicle.notices.extend(read.map(|notice| (name, notice)));
        }
        if let Some(part) = material.part(ISSUANCE) {
            files += 1;
            chronicle.issuance = note::statement(part, ISSUANCE, registrar, findings)?;
        }
        for (name, part) in numbered(material, "results", findings) {
            files += 1;
            let read = note::statement(part, &name, ballot_box, findings)?;
            chronicle.results.extend(read.map(|result| (name, result)));
        }
        chronicle.all_of_this_poll(manifest, findings);
        chronicle.follow_notices(manifest, findings);
        Ok((chronicle, files))
    }

    /// How voting ends by the notices.
    pub(crate) fn ended(&self) -> Option<Ended> {
        if self.cancelled { Some(Ended::Cancelled) } else { self.closes.map(Ended::At) }
    }

    /// What the newest signed result says of itself.
    pub(crate) fn newest_result(&self) -> Option<NewestResult> {
        let (_, Signed { statement, text, .. }) =
            self.results.iter().rev().find(|(_, result)| result.by.is_some())?;
        Some(NewestResult {
            digest: Digest::of(text.as_bytes()),
            tree_size: statement.tree_size,
            root: statement.root,
            issued: statement.issued,
            ballots: statement.ballots,
        })
    }

    /// Assets are of a booth, everything else is of this poll.
    fn all_of_this_poll(&mut self, manifest: &Manifest, findings: &mut Findings) {
        for (name, assets) in &self.assets {
            if !assets.statement.files.contains_key(BOOTH) {
                let detail = format!("does not list {BOOTH}");
                findings.fault(FaultKind::StatementMalformed, name, detail, assets.by);
            }
        }
        let mut stray = Vec::new();
        self.notices
            .iter_mut()
            .for_each(|(name, it)| stray.extend(it.stray(it.statement.poll, manifest, name)));
        self.issuance.iter_mut().for_each(|it| stray.extend(it.stray(it.statement.poll, manifest, ISSUANCE)));
        self.results
            .iter_mut()
            .for_each(|(name, it)| stray.extend(it.stray(it.statement.poll, manifest, name)));
        for (name, poll) in stray {
            let detail = format!("is about the poll {poll}");
            findings.fault(FaultKind::StatementOfOtherPoll, name, detail, None);
        }
    }

    /// The rules of PROTOCOL section 9, as far as they do not depend on when a notice arrived.
    fn follow_notices(&mut self, manifest: &Manifest, findings: &mut Findings) {
        let mut closes = manifest.voting_closes;
        let mut in_place = true;
        // The first that the registrar signed of each number.
        let mut signed = BTreeMap::new();
        for ((name, notice), place) in self.notices.iter().zip(1_u64..) {
            let Notice { seq, kind, voting_closes, at, .. } = &notice.statement;
            // Two signatures are proof, wherever the notices stand.
            let signed = notice.by.map(|_| signed.entry(*seq).or_insert((name, &notice.text)));
            if let Some((first, _)) = signed.filter(|(_, text)| **text != notice.text) {
                let detail = format!("has number {seq}, as {first}, and says something else");
                findings.fault(FaultKind::NoticeGap, name, detail, notice.by);
                in_place = false;
            } else if *seq != place {
                let detail = format!("has number {seq}; it stands in place {place}");
                findings.fault(FaultKind::NoticeGap, name, detail, None);
                in_place = false;
            }
            // Among notices that somebody put elsewhere a sound one looks senseless.
            in_place &= notice.by.is_some();
            let by = notice.by.filter(|_| in_place);
            let mut invalid = |detail: String| {
                findings.fault(FaultKind::NoticeInvalid, name, detail, by);
            };
            if self.cancelled {
                invalid("was taken although the poll was cancelled".into());
            }
            match (kind, voting_closes) {
                (NoticeKind::Extend, Some(to)) if *to <= closes => {
                    invalid(format!("extends voting to {to}, which is not later than {closes}"));
                }
                (NoticeKind::Close, Some(to)) if *to >= closes => {
                    invalid(format!("closes voting at {to}, which is not earlier than {closes}"));
                }
                _ => {}
            }
            let too_short = *kind == NoticeKind::Close
                && !manifest.test
                && voting_closes.is_some_and(|to| to < at.plus(NOTICE_PERIOD));
            if *at >= closes || too_short {
                let detail = format!(
                    "{name} was signed at {at}, too late for what it says; the ballot box took it by its own clock"
                );
                findings.warn(WarningKind::ClocksDiffer, detail);
            }
            self.cancelled |= *kind == NoticeKind::Cancel;
            closes = voting_closes.unwrap_or(closes);
        }
        self.closes = Some(closes);
        // Issuing ends with voting, where a notice closes it early.
        if let Some(issuance) = &self.issuance
            && !self.cancelled
            && issuance.statement.at < manifest.issuance_closes.min(closes)
        {
            let detail = format!(
                "the issuance statement was signed at {}, before issuing ended",
                issuance.statement.at
            );
            findings.warn(WarningKind::IssuanceEarly, detail);
        }
    }
}

impl<S> Signed<S> {
    /// Of a statement about another poll: its place and that poll. It was put here by whoever made the bundle, so
    /// nobody answers for what it says in this place.
    fn stray(&mut self, about: PollId, manifest: &Manifest, name: &str) -> Option<(String, PollId)> {
        if about == manifest.id() {
            return None;
        }
        self.by = None;
        Some((name.to_owned(), about))
    }
}

/// The files of a folder; numbers that are left out are faults.
fn numbered<'m>(
    material: &'m Material,
    folder: &str,
    findings: &mut Findings,
) -> Vec<(String, &'m crate::Part)> {
    let found = material.numbered(folder);
    let mut next = 1;
    for (number, _) in &found {
        // A hostile number may be any: only the first of a gap is told.
        if next < *number {
            let detail = format!("is missing, though there is number {number}");
            findings.fault(FaultKind::FileMissing, format!("{folder}/{next}.note"), detail, None);
        }
        next = number.saturating_add(1);
    }
    found.into_iter().map(|(number, part)| (format!("{folder}/{number}.note"), part)).collect()
}

/// The booth's page, as every assets statement lists it (PROTOCOL section 3).
const BOOTH: &str = "/polls/{id}/booth";
pub(crate) const ISSUANCE: &str = "issuance.note";
/// Seconds for which voting stays open after an early close was announced.
const NOTICE_PERIOD: i64 = 3600;
