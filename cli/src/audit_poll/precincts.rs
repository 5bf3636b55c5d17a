//! `psephos audit --precincts`: all precincts of an election, one after the other, and what the registrar says of them all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use audit::{Expected, LIST, PrecinctsAudit, PrecinctsReport, Report, TOTAL, Verdict};
use crypto::encoding::PollId;
use crypto::note::VerifierKey;
use crypto::statement::MAX_RESULT_BYTES;
use serde::Deserialize;

use super::{Audit, now, progress, show};
use crate::client::Http;
use crate::printable::printable;
use crate::published::Published;

/// Audits every precinct and compares. What is fetched of one is thrown away before the next.
///
/// # Errors
/// If there is nothing to read, nobody answers, or a poll cannot be audited.
pub(super) fn report(arguments: &Audit, place: &str) -> Result<PrecinctsReport> {
    let set = Set::open(place, arguments.total.as_deref(), &arguments.source)?;
    let mut whole = PrecinctsAudit::new(set.list, set.total);
    for (number, source) in (1..).zip(&set.sources) {
        eprintln!("precinct {number} of {}: {}", set.sources.len(), printable(source));
        let folder = tempfile::tempdir().context("cannot make a folder for what is fetched")?;
        let (_, report) = one(source, &arguments.keys, &whole.named(), folder.path())?;
        whole.add(source, report);
    }
    Ok(whole.finish(arguments.poll, &arguments.keys))
}

/// One precinct: what is published of it, fetched into `folder`, and what its audit found. `siblings` are all of the list.
///
/// # Errors
/// If nobody answers, or it is not known whether all holds.
pub(crate) fn one(
    source: &str,
    keys: &[VerifierKey],
    siblings: &[PollId],
    folder: &Path,
) -> Result<(Published, Report)> {
    let mut published =
        Published::open(source, None, folder).with_context(|| format!("precinct at {source}"))?;
    let expected = Expected {
        poll: published.named,
        keys: keys.to_vec(),
        polls: published.polls.take(),
        siblings: siblings.to_vec(),
        since: published.head.take().into_iter().collect(),
        now: published.is_current.then(now),
        ..Expected::default()
    };
    let report = audit::audit(&published.material, &expected, progress().as_ref())?;
    match published.gap.take() {
        // Without faults it is not known whether all holds.
        Some(gap) if report.verdict == Verdict::Holds => Err(gap.context(format!("precinct at {source}"))),
        Some(gap) => {
            eprintln!("psephos: not all was audited: {}", printable(&format!("{gap:#}")));
            Ok((published, report))
        }
        None => Ok((published, report)),
    }
}

/// The report in words: the whole first, then each precinct in a line, and those with faults at length.
pub(crate) fn tell(report: &PrecinctsReport, out: &mut impl Write) -> io::Result<()> {
    let title = report.title.as_deref().map_or("this election".to_owned(), printable);
    let figures = &report.figures;
    let counted = report.tally.is_some()
        && report.warnings.iter().all(|it| it.kind != audit::SetWarningKind::TotalUnknown);
    let verdict = match (report.verdict, report.faults.len()) {
        (Verdict::Holds, _) if counted => "ALL HOLDS, counted again".to_owned(),
        (Verdict::Holds, _) => "ALL HOLDS so far".to_owned(),
        (Verdict::Faults, 1) => "1 FAULT".to_owned(),
        (Verdict::Faults, faults) => format!("{faults} FAULTS"),
    };
    writeln!(out, "{verdict}: {title}")?;
    if let Some(list) = report.precincts {
        writeln!(out, "List of precincts {list}")?;
    }
    let shown = |number: Option<u64>| number.map_or("unknown".to_owned(), |number| number.to_string());
    writeln!(
        out,
        "{} of {} precincts counted; {} ballots, {} passes issued, {} eligible\n",
        figures.counted,
        shown(figures.precincts),
        shown(figures.ballots),
        shown(figures.issued),
        shown(figures.eligible)
    )?;
    for precinct in &report.polls {
        writeln!(
            out,
            "  {:28}  {}; {}",
            show::verdict(&precinct.report),
            printable(&precinct.source),
            show::figures(&precinct.report)
        )?;
    }
    for fault in &report.faults {
        let (place, detail) = (printable(&fault.place), printable(&fault.detail));
        writeln!(out, "FAULT {}: {place}: {detail}{}", fault.kind, show::convicts(fault.convicts))?;
    }
    for warning in &report.warnings {
        writeln!(out, "note  {}: {}", warning.kind, printable(&warning.detail))?;
    }
    for precinct in report.polls.iter().filter(|precinct| precinct.report.verdict == Verdict::Faults) {
        writeln!(out, "\n{}:", printable(&precinct.source))?;
        show::report(&precinct.report, out)?;
    }
    if let Some(tally) = &report.tally {
        writeln!(out, "\nCounted again, all precincts together:")?;
        for (question, count) in tally.as_object().into_iter().flatten() {
            writeln!(out, "  {question}: {}", show::outcome(count, report.figures.ballots))?;
        }
    }
    Ok(())
}

/// The statements, and where the precincts are.
#[derive(Debug)]
pub(crate) struct Set {
    /// The list of precincts, as it came.
    pub(crate) list: Vec<u8>,
    /// The total, as it came.
    pub(crate) total: Option<Vec<u8>>,
    /// Addresses or files.
    pub(crate) sources: Vec<String>,
}

impl Set {
    /// `place` is a folder with the statements and the bundles, the list alone, or the election's address at its registrar.
    /// Where sources are named, the precincts come from these.
    pub(crate) fn open(place: &str, total: Option<&Path>, sources: &[String]) -> Result<Self> {
        let path = Path::new(place);
        let mut set = if path.is_dir() {
            Self::folder(path)?
        } else if path.is_file() {
            Self { list: read(path)?, total: None, sources: Vec::new() }
        } else if place.starts_with("http://") || place.starts_with("https://") {
            Self::fetch(place)?
        } else {
            bail!("{place} is no file, no folder, and no address of a registrar either");
        };
        if let Some(total) = total {
            set.total = Some(read(total)?);
        }
        if !sources.is_empty() {
            set.sources = sources.to_vec();
        }
        if set.sources.is_empty() {
            bail!("{place} has no precincts beside it: name their bundles or addresses behind it");
        }
        Ok(set)
    }

    /// Every bundle and every folder beside the statements is a precinct.
    fn folder(path: &Path) -> Result<Self> {
        let list = read(&path.join(LIST))?;
        let total = path.join(TOTAL);
        let total = if total.exists() { Some(read(&total)?) } else { None };
        let entries = fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut sources = Vec::new();
        for entry in entries {
            let found = entry?.path();
            if found.is_dir() || found.extension().is_some_and(|extension| extension == "tar") {
                sources.push(found.display().to_string());
            }
        }
        // 2 before 10.
        sources.sort_unstable_by_key(|source| (source.len(), source.clone()));
        Ok(Self { list, total, sources })
    }

    /// What a registrar shows of an election in precincts (docs/protocol.md section 13).
    fn fetch(address: &str) -> Result<Self> {
        #[derive(Deserialize)]
        struct Shown {
            precincts: String,
            total: Option<String>,
            polls: Vec<Address>,
        }
        #[derive(Deserialize)]
        struct Address {
            url: String,
        }
        let answer = Http::new(address).get_within("", &[], MOST_SHOWN)?.accepted()?;
        let shown: Shown = serde_json::from_slice(&answer.body).with_context(|| {
            format!("{address} is no election in precincts; its address ends in /precincts/<alias>")
        })?;
        Ok(Self {
            list: shown.precincts.into_bytes(),
            total: shown.total.map(String::into_bytes),
            sources: shown.polls.into_iter().map(|poll| poll.url).collect(),
        })
    }
}

/// Of the two statements as JSON: a total is as long as a result can be, and the list is short beside it.
const MOST_SHOWN: u64 = 2 * MAX_RESULT_BYTES as u64;

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}
