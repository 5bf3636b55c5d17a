//! The report in words.

use std::io::{self, Write};

use audit::{Check, FaultKind, Party, Receipted, Report, Verdict, WarningKind};
use serde_json::Value;

use crate::printable::printable;

/// The verdict first, then the checks, the faults, the warnings, the count.
pub(crate) fn report(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let title = report.title.as_deref().map_or("this poll".to_owned(), printable);
    writeln!(out, "{}: {title}", verdict(report))?;
    if let Some(poll) = report.poll {
        writeln!(out, "Poll {poll}")?;
    }
    writeln!(out, "{}\n", figures(report))?;
    for check in &report.checks {
        let (title, looked_at, seconds) = (check.check, check.looked_at, check.seconds);
        writeln!(out, "  {:5}  {title:34} {looked_at:>10}  {seconds:>8.2} s", state(check))?;
    }
    if !report.faults.is_empty() {
        writeln!(out)?;
    }
    for fault in &report.faults {
        let place = printable(&fault.place);
        writeln!(
            out,
            "FAULT {}: {place}: {}{}",
            fault.kind,
            printable(&fault.detail),
            convicts(fault.convicts)
        )?;
    }
    for (kind, count) in more(report) {
        writeln!(out, "      and {count} more of {kind}")?;
    }
    if !report.warnings.is_empty() {
        writeln!(out)?;
    }
    for warning in &report.warnings {
        writeln!(out, "note  {}: {}", warning.kind, printable(&warning.detail))?;
    }
    for receipt in &report.receipts {
        writeln!(out, "\nReceipt {}", printable(&found(receipt)))?;
    }
    if let Some(tally) = &report.tally {
        writeln!(out, "\nCounted again:")?;
        for (question, count) in tally.as_object().into_iter().flatten() {
            writeln!(out, "  {question}: {}", outcome(count, report.figures.ballots))?;
        }
    }
    Ok(())
}

/// The verdict in one line.
pub(super) fn verdict(report: &Report) -> String {
    let faults: u64 = report.fault_counts.values().sum();
    let cancelled = report.warnings.iter().any(|warning| warning.kind == WarningKind::Cancelled);
    match (report.verdict, faults) {
        (Verdict::Holds, _) if report.tally.is_some() => "ALL HOLDS, counted again".to_owned(),
        (Verdict::Holds, _) if cancelled => "ALL HOLDS, cancelled and never counted".to_owned(),
        (Verdict::Holds, _) => "ALL HOLDS so far".to_owned(),
        (Verdict::Faults, 1) => "1 FAULT".to_owned(),
        (Verdict::Faults, _) => format!("{faults} FAULTS"),
    }
}

/// What became of a check, in one word; a dash where there was nothing to look at.
pub(super) fn state(check: &Check) -> &'static str {
    match (check.faults, check.looked_at) {
        (0, 0) => "-",
        (0, _) => "ok",
        _ => "FAULT",
    }
}

/// How many faults of a kind there are besides those that are told one by one.
pub(super) fn more(report: &Report) -> impl Iterator<Item = (FaultKind, u64)> {
    report.fault_counts.iter().filter_map(|(kind, count)| {
        let told = report.faults.iter().filter(|fault| fault.kind == *kind).count() as u64;
        (*count > told).then(|| (*kind, count - told))
    })
}

/// Where a receipt's ballot is.
fn found(Receipted { name, code, number }: &Receipted) -> String {
    match (code, number) {
        (None, _) => format!("{name} proves nothing for this poll"),
        (Some(code), None) => format!("{name} ({code}) is not on the public list"),
        (Some(code), Some(number)) => format!("{name} ({code}) is ballot {number} of the public list"),
    }
}

/// The numbers in one line.
pub(super) fn figures(report: &Report) -> String {
    let shown = |number: Option<u64>| number.map_or("unknown".to_owned(), |number| number.to_string());
    let figures = &report.figures;
    format!(
        "{} ballots, {} passes issued, {} eligible; {} entries in the log",
        shown(figures.ballots),
        shown(figures.issued),
        shown(figures.eligible),
        shown(figures.tree_size)
    )
}

/// Who won a question of so many ballots, in one line.
pub(super) fn outcome(count: &Value, ballots: Option<u64>) -> String {
    let list = |name: &str| {
        let ids = count.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        ids.collect::<Vec<_>>().join(", ")
    };
    let (winners, tied) = (list("winners"), list("tied"));
    let numbers =
        ["counts", "totals"].into_iter().find_map(|name| count.get(name)).and_then(Value::as_object);
    let numbers = numbers.map(|numbers| {
        numbers.iter().map(|(option, number)| format!("{option} {number}")).collect::<Vec<_>>().join(", ")
    });
    let unanswered = is_unanswered(count, ballots);
    let mut parts = vec![match (winners.is_empty(), unanswered) {
        (true, true) => "nobody chose anything".to_owned(),
        (true, false) => "nobody wins".to_owned(),
        (false, true) => format!("nobody chose anything, {winners} wins by the order of the list"),
        (false, false) => format!("{winners} wins"),
    }];
    if !tied.is_empty() && !unanswered {
        parts.push(format!("tied: {tied}"));
    }
    parts.extend(numbers);
    parts.join("; ")
}

/// Whether all of so many ballots abstain. The options are equal by their numbers then, and yet it would be wrong to call that a tie.
pub(super) fn is_unanswered(count: &Value, ballots: Option<u64>) -> bool {
    ballots.is_some() && count.get("abstain").and_then(Value::as_u64) == ballots
}

/// Whom a fault convicts.
pub(super) fn convicts(party: Option<Party>) -> &'static str {
    match party {
        Some(Party::Registrar) => " (convicts the registrar)",
        Some(Party::BallotBox) => " (convicts the ballot box)",
        None => "",
    }
}
