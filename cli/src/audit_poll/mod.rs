//! `psephos audit`: checks everything that a poll's ballot box published (PROTOCOL section 10), over the network or from
//! a bundle or folder, and counts again.
//!
//! Exit codes: 0 all holds, perhaps with warnings; 1 faults; 2 the audit could not be carried out, or not told.

mod html;
mod outcomes;
mod page_file;
pub(crate) mod precincts;
pub(crate) mod show;
#[cfg(test)]
mod tests;

use std::fs;
use std::io::{self, IsTerminal as _, StdoutLock, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Error, Result, bail};
use audit::{Expected, NoProgress, Progress, Report, Verdict};
use crypto::encoding::PollId;
use crypto::note::{KeyError, Note, VerifierKey};
use crypto::receipt::ReceiptFile;
use crypto::time::UtcTime;
use serde::Serialize;

use self::page_file::PageFile;
use crate::bars;
use crate::printable::printable;
use crate::published::Published;

/// What to audit, and what is known of it.
#[derive(Debug, clap::Args)]
#[command(after_help = HELP)]
pub struct Audit {
    /// The poll's address at the ballot box or in a mirror, a bundle (.tar), a folder with the files of one, or an archive: its
    /// folder, or its address at any web server. With --precincts: one for each precinct, where they are not found beside the list.
    #[arg(required_unless_present = "precincts")]
    pub source: Vec<String>,
    /// Audit all precincts of an election and their total: a folder with `precincts.note`, `total.note` and a bundle (.tar or
    /// folder) of each precinct; the list of precincts alone; or the election's address at its registrar. --poll then names one
    /// of the precincts.
    #[arg(long, value_name = "FOLDER|FILE|ADDRESS", conflicts_with_all = ["since", "receipt", "html"])]
    pub precincts: Option<String>,
    /// The total of the precincts, where it is not beside their list.
    #[arg(long, value_name = "FILE", requires = "precincts")]
    pub total: Option<PathBuf>,
    /// The poll's id as announced to the voters; any other is a fault. An address names it already.
    #[arg(long, value_name = "ID")]
    pub poll: Option<PollId>,
    /// The two verifier keys as announced to the voters, with a comma between; any other is a fault.
    #[arg(long, value_name = "KEY,KEY", value_delimiter = ',', value_parser = key)]
    pub keys: Vec<VerifierKey>,
    /// A checkpoint kept from earlier: the log must have grown from it. Can be repeated.
    #[arg(long, value_name = "FILE")]
    pub since: Vec<PathBuf>,
    /// Receipt files whose ballots must be in the log. They take all names up to the next option.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub receipt: Vec<PathBuf>,
    /// Write the report as JSON to standard output instead of words.
    #[arg(long)]
    pub json: bool,
    /// Also write the report as one web page that needs nothing else. It tells nothing of single receipts.
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
}

/// Audits, reports, and turns the verdict into an exit code.
pub fn run(arguments: &Audit) -> ExitCode {
    if let Some(place) = &arguments.precincts {
        return run_precincts(arguments, place);
    }
    let page = match arguments.html.as_deref().map(PageFile::open).transpose() {
        Ok(page) => page,
        Err(error) => return failed("nothing was audited", &error),
    };
    let report = match report(arguments) {
        Ok(report) => report,
        Err(error) => return failed("the audit could not be carried out", &error),
    };
    let told = [
        tell(arguments, &report, |report, out| show::report(report, out)).context("cannot write the report"),
        page.map_or(Ok(()), |page| page.write(&html::page(&report, now())?)),
    ];
    let told: Vec<ExitCode> =
        told.iter().filter_map(|it| it.as_ref().err()).map(|error| failed("audited", error)).collect();
    match report.verdict {
        Verdict::Faults => ExitCode::from(1),
        Verdict::Holds => told.first().copied().unwrap_or(ExitCode::SUCCESS),
    }
}

fn run_precincts(arguments: &Audit, place: &str) -> ExitCode {
    let report = match precincts::report(arguments, place) {
        Ok(report) => report,
        Err(error) => return failed("the audit could not be carried out", &error),
    };
    let told = tell(arguments, &report, |report, out| precincts::tell(report, out));
    match (report.verdict, told) {
        (Verdict::Faults, _) => ExitCode::from(1),
        (Verdict::Holds, Ok(())) => ExitCode::SUCCESS,
        (Verdict::Holds, Err(error)) => failed("audited", &error.context("cannot write the report")),
    }
}

fn failed(what: &str, error: &Error) -> ExitCode {
    eprintln!("psephos: {what}: {}", printable(&format!("{error:#}")));
    ExitCode::from(2)
}

fn report(arguments: &Audit) -> Result<Report> {
    let [source] = arguments.source.as_slice() else {
        bail!("one poll is audited at a time; the precincts of one election by --precincts");
    };
    let mut expected = Expected {
        poll: arguments.poll,
        keys: arguments.keys.clone(),
        since: texts(&arguments.since, |text| Note::parse(text).is_ok(), "checkpoint")?,
        receipts: texts(&arguments.receipt, |text| ReceiptFile::parse(text).is_ok(), "receipt file")?,
        polls: None,
        siblings: Vec::new(),
        now: None,
    };
    let folder = tempfile::tempdir().context("cannot make a folder for what is fetched")?;
    let published = Published::open(source, arguments.poll, folder.path())?;
    expected.poll = expected.poll.or(published.named);
    expected.polls = published.polls;
    expected.since.extend(published.head);
    // Only the poll's own ballot box owes a result.
    if published.is_current {
        expected.now = Some(now());
    }
    let report = audit::audit(&published.material, &expected, progress().as_ref())?;
    match published.gap {
        // Without faults it is not known whether all holds.
        Some(gap) if report.verdict == Verdict::Holds => Err(gap),
        Some(gap) => {
            eprintln!("psephos: not all was audited: {}", printable(&format!("{gap:#}")));
            Ok(report)
        }
        None => Ok(report),
    }
}

/// Bars for whoever looks on.
pub(crate) fn progress() -> Box<dyn Progress> {
    if io::stderr().is_terminal() { Box::new(bars::Bars::default()) } else { Box::new(NoProgress) }
}

fn now() -> UtcTime {
    UtcTime::from_unix(jiff::Timestamp::now().as_second())
}

fn tell<R: Serialize>(
    arguments: &Audit,
    report: &R,
    words: impl FnOnce(&R, &mut StdoutLock<'_>) -> io::Result<()>,
) -> Result<()> {
    let mut out = io::stdout().lock();
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, report)?;
        writeln!(out)?;
    } else {
        words(report, &mut out)?;
    }
    Ok(out.flush()?)
}

/// Files of the auditor's own as texts, each with its name. One that is something else says nothing of the election.
fn texts(files: &[PathBuf], fits: fn(&str) -> bool, what: &str) -> Result<Vec<(String, String)>> {
    let read = |file: &PathBuf| {
        let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        let text = String::from_utf8(bytes).ok().filter(|text| fits(text));
        Ok((file.display().to_string(), text.with_context(|| format!("{} is no {what}", file.display()))?))
    };
    files.iter().map(read).collect()
}

/// People put a space behind a comma.
fn key(text: &str) -> Result<VerifierKey, KeyError> {
    text.trim().parse()
}

const HELP: &str = "\
Examples:
  psephos audit https://ballots.example.net/polls/<poll id> --keys <registrar's key>,<ballot box's key>
  psephos audit bundle.tar --poll <poll id> --receipt mine.psephos-receipt hers.psephos-receipt
  psephos audit bundle.tar --html report.html
  psephos audit --precincts folder-with-the-list-and-all-bundles --keys <registrar's key>,<ballot box's key>

What is audited comes first: behind --receipt it would be taken for a receipt.

Exit codes:
  0  all holds, perhaps with warnings
  1  faults
  2  the audit could not be carried out, or its report could not be written";
