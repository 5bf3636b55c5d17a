//! The tables that are printed, and the bars before.

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};

use crate::ratios::Runs;
use crate::rush::Rush;

/// One line for each kind of work: its name, the primitive's, and what its runs took.
pub fn print(lines: &[(&str, &str, &Runs)]) {
    println!(
        "| over HTTP | 1/s | median ms | 99% ms | server CPU us each | bare cryptography us each | ratio |"
    );
    println!("|---|---|---|---|---|---|---|");
    for (work, primitive, runs) in lines {
        let rush = runs.middle();
        println!(
            "| {work} | {:.0} | {:.1} | {:.1} | {:.0} | {primitive} {:.0} | {:.2} |",
            rush.rate(),
            milliseconds(rush, 0.5),
            milliseconds(rush, 0.99),
            rush.cpu_each(),
            runs.bare(),
            runs.ratio(),
        );
    }
}

/// A bar over `count` things, on standard error.
pub fn bar(what: &str, count: u64) -> Result<ProgressBar> {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {per_sec} {eta}")?;
    Ok(ProgressBar::new(count).with_style(style).with_message(what.to_owned()))
}

/// The latency that a share of the requests kept within.
fn milliseconds(rush: &Rush, share: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "at most a minute of microseconds")]
    let microseconds = rush.latencies.value_at_quantile(share) as f64;
    microseconds / 1000.0
}

/// The value in the middle; of an even number the upper of the two.
///
/// # Panics
/// If there is none.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A count as a number to divide by.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub fn float(count: usize) -> f64 {
    count as f64
}
