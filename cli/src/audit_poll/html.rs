//! The report as one web page that needs nothing else: for members, to read and to print. It is handed on, so it tells
//! nothing of single receipts: who knows whose they are would know the votes.

use anyhow::{Context as _, Result};
use audit::{CheckName, Fault, FaultKind, Report, Verdict, WarningKind};
use crypto::manifest::{ManifestBody, Service};
use crypto::time::UtcTime;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};

use super::{outcomes, show};
use crate::printable::printable;

/// The page of an audit at a time.
pub(super) fn page(report: &Report, at: UtcTime) -> Result<String> {
    let mut pages = Environment::new();
    pages.set_undefined_behavior(UndefinedBehavior::Strict);
    pages.set_auto_escape_callback(|_| AutoEscape::Html);
    let checks: Vec<_> = report
        .checks
        .iter()
        .map(|check| {
            let (title, state) = (check.check.title(), show::state(check));
            let seconds = format!("{:.2}", check.seconds);
            context! { title, state, looked_at => check.looked_at, faults => check.faults, seconds }
        })
        .collect();
    let more: Vec<_> =
        show::more(report).map(|(kind, count)| context! { name => kind.name(), count }).collect();
    let context = context! {
        title => report.title.as_deref().unwrap_or("A poll"),
        poll => report.poll.map(|poll| poll.to_string()),
        at => at.to_string(),
        about => report.manifest.as_ref().map(about),
        verdict => show::verdict(report),
        holds => report.verdict == Verdict::Holds,
        figures => figures(report),
        faults => report.faults.iter().map(|fault| of_fault(fault, report)).collect::<Vec<_>>(),
        warnings => report.warnings.iter().map(|warning| warning.detail.as_str()).collect::<Vec<_>>(),
        outcomes => outcomes::of(report),
        receipts => receipts(report),
        done => done(report),
        pinned => pinned(report),
        version => env!("CARGO_PKG_VERSION"),
        checks, more,
    };
    let page = pages.render_named_str("report.html", PAGE, context).context("the page of the report")?;
    Ok(page.lines().map(|line| printable(line) + "\n").collect())
}

/// When the poll was, and whose.
fn about(manifest: &ManifestBody) -> Value {
    let service = |service: &Service| {
        let id: String = service.key.id().iter().map(|byte| format!("{byte:02x}")).collect();
        context! { name => service.name.to_string(), key => id }
    };
    context! {
        opens => manifest.voting_opens.to_string(),
        closes => manifest.voting_closes.to_string(),
        registrar => service(&manifest.registrar),
        ballot_box => service(&manifest.ballot_box),
    }
}

fn figures(report: &Report) -> Vec<Value> {
    let figures = &report.figures;
    [
        ("Eligible voters", figures.eligible),
        ("Voting passes issued", figures.issued),
        ("Ballots on the public list", figures.ballots),
    ]
    .map(|(what, number)| {
        let number = number.map_or("not known".to_owned(), |number| number.to_string());
        context! { what, number }
    })
    .into()
}

/// A fault, without what would tell a receipt.
fn of_fault(fault: &Fault, report: &Report) -> Value {
    let of_receipt = report.receipts.iter().any(|receipt| receipt.name == fault.place);
    let (place, detail) = match (of_receipt, fault.kind) {
        (false, _) => (fault.place.as_str(), fault.detail.as_str()),
        (true, FaultKind::PromiseBroken) => {
            ("a receipt", "its ballot was promised, and is not on the public list")
        }
        (true, FaultKind::ReceiptInvalid) => ("a receipt", "proves nothing for this poll"),
        (true, _) => ("a receipt", "its proof does not fit the public list"),
    };
    let convicts = show::convicts(fault.convicts);
    context! { name => fault.kind.name(), meaning => fault.kind.meaning(), place, detail, convicts }
}

/// How many receipts there were, and how many of their ballots were found.
fn receipts(report: &Report) -> Option<String> {
    let (all, missing) =
        (report.receipts.len(), report.receipts.iter().filter(|receipt| receipt.number.is_none()).count());
    match (all, missing) {
        (0, _) => None,
        (1, 0) => Some("1 receipt was looked for, and its ballot found.".to_owned()),
        (_, 0) => Some(format!("{all} receipts were looked for, and all their ballots found.")),
        _ => Some(format!("{all} receipts were looked for; the ballots of {missing} were not found.")),
    }
}

/// What the audit did, and nothing that it did not do.
fn done(report: &Report) -> Vec<&'static str> {
    let looked_at = |check| report.checks.iter().any(|it| it.check == check && it.looked_at > 0);
    [
        (looked_at(CheckName::Log), "The public log was worked out again from its entries."),
        (looked_at(CheckName::Ballots), "The voting pass and the signature of every ballot were checked."),
        (report.tally.is_some(), "The votes were counted again."),
    ]
    .into_iter()
    .filter_map(|(is_done, what)| is_done.then_some(what))
    .collect()
}

/// Whether it is known that this is the poll that was announced.
fn pinned(report: &Report) -> &'static str {
    let lacks = |kind| report.warnings.iter().any(|warning| warning.kind == kind);
    match (lacks(WarningKind::PollNotPinned), lacks(WarningKind::KeysNotPinned)) {
        _ if report.manifest.is_none() => "",
        (false, false) => "The poll's id and the keys of both services are those that the auditor was told.",
        (false, true) => {
            "The poll's id is the one that the auditor was told. The keys of the services were not compared."
        }
        (true, false) => {
            "The keys of both services are those that the auditor was told. The poll's id was not compared."
        }
        (true, true) => {
            "Neither the poll's id nor the keys of the services were compared with those that were announced."
        }
    }
}

const PAGE: &str = include_str!("report.html.j2");
