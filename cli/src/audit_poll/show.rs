//! The report in words.

use std::io::{self, Write};

use audit::{Party, Report, Verdict};
use serde_json::Value;

/// The verdict first, then the checks, the faults, the warnings, the count.
pub(crate) fn report(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let title = report.title.as_deref().map_or("this poll".to_owned(), printable);
    writeln!(out, "{}: {title}", verdict(report))?;
    if let Some(poll) = report.poll {
        writeln!(out, "Poll {poll}")?;
    }
    writeln!(out, "{}\n", figures(report))?;
    for check in &report.checks {
        let state = if check.faults == 0 { "ok" } else { "FAULT" };
        let (title, looked_at, seconds) = (check.check, check.looked_at, check.seconds);
        writeln!(out, "  {state:5}  {title:34} {looked_at:>10}  {seconds:>8.2} s")?;
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
    for (kind, count) in &report.fault_counts {
        let shown = report.faults.iter().filter(|fault| fault.kind == *kind).count() as u64;
        if *count > shown {
            writeln!(out, "      and {} more of {kind}", count - shown)?;
        }
    }
    if !report.warnings.is_empty() {
        writeln!(out)?;
    }
    for warning in &report.warnings {
        writeln!(out, "note  {}: {}", warning.kind, printable(&warning.detail))?;
    }
    for receipt in &report.receipts {
        let code = receipt.code.as_deref().unwrap_or("not readable");
        let place =
            receipt.number.map_or("is not in the log".to_owned(), |it| format!("is number {it} of the log"));
        writeln!(out, "\nReceipt {} ({code}) {place}", printable(&receipt.name))?;
    }
    if let Some(tally) = &report.tally {
        writeln!(out, "\nCounted again:")?;
        for (question, count) in tally.as_object().into_iter().flatten() {
            writeln!(out, "  {question}: {}", outcome(count))?;
        }
    }
    Ok(())
}

/// The verdict in one line.
pub(super) fn verdict(report: &Report) -> String {
    let faults: u64 = report.fault_counts.values().sum();
    match (report.verdict, faults) {
        (Verdict::Holds, _) if report.tally.is_some() => "ALL HOLDS, counted again".to_owned(),
        (Verdict::Holds, _) => "ALL HOLDS so far".to_owned(),
        (Verdict::Faults, 1) => "1 FAULT".to_owned(),
        (Verdict::Faults, _) => format!("{faults} FAULTS"),
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

/// Who won a question, in one line.
pub(super) fn outcome(count: &Value) -> String {
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
    let mut parts =
        vec![if winners.is_empty() { "nobody wins".to_owned() } else { format!("{winners} wins") }];
    if !tied.is_empty() {
        parts.push(format!("tied: {tied}"));
    }
    parts.extend(numbers);
    parts.join("; ")
}

/// Whom a fault convicts.
pub(super) fn convicts(party: Option<Party>) -> &'static str {
    match party {
        Some(Party::Registrar) => " (convicts the registrar)",
        Some(Party::BallotBox) => " (convicts the ballot box)",
        None => "",
    }
}

/// What was published may hold anything: a terminal gets no control characters of it.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
