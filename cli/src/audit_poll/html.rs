//! The report as one web page that needs nothing else: for members, to read and to print.

use anyhow::{Context as _, Result};
use audit::Report;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};

use super::show;

/// The page.
pub(super) fn page(report: &Report) -> Result<String> {
    let mut pages = Environment::new();
    pages.set_undefined_behavior(UndefinedBehavior::Strict);
    pages.set_auto_escape_callback(|_| AutoEscape::Html);
    let checks: Vec<_> = report
        .checks
        .iter()
        .map(|check| {
            let seconds = format!("{:.2}", check.seconds);
            context! { title => check.check.title(), looked_at => check.looked_at, faults => check.faults, seconds }
        })
        .collect();
    let faults: Vec<_> = report
        .faults
        .iter()
        .map(|fault| {
            let convicts = show::convicts(fault.convicts);
            context! { name => fault.kind.name(), place => fault.place, detail => fault.detail, convicts }
        })
        .collect();
    let warnings: Vec<_> = report.warnings.iter().map(|warning| warning.detail.as_str()).collect();
    let counted: Vec<_> = report
        .tally
        .iter()
        .filter_map(|tally| tally.as_object())
        .flatten()
        .map(|(question, count)| context! { question, outcome => show::outcome(count) })
        .collect();
    let context = context! {
        title => report.title.as_deref().unwrap_or("A poll"),
        poll => report.poll.map(|poll| poll.to_string()),
        verdict => show::verdict(report),
        holds => report.faults.is_empty(),
        figures => show::figures(report),
        version => env!("CARGO_PKG_VERSION"),
        checks, faults, warnings, counted,
        receipts => report.receipts,
    };
    pages.render_named_str("report.html", PAGE, context).context("the page of the report")
}

const PAGE: &str = include_str!("report.html.j2");
