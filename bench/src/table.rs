//! The table that is printed.

use crate::rush::Rush;

/// One line for each kind of work: its name, the primitive's, what the rush took, and the primitive's rate.
pub(crate) fn print(lines: &[(&str, &str, &Rush, f64)]) {
    println!(
        "| over HTTP | 1/s | median ms | 99% ms | 1/s and server core | bare cryptography, 1/s and core | share |"
    );
    println!("|---|---|---|---|---|---|---|");
    for (work, primitive, rush, bare) in lines {
        let count = f64::from(u32::try_from(rush.count).unwrap_or(u32::MAX));
        let per_core = count / rush.server.as_secs_f64();
        println!(
            "| {work} | {:.0} | {:.1} | {:.1} | {per_core:.0} | {primitive} {bare:.0} | {:.0}% |",
            count / rush.wall.as_secs_f64(),
            rush.median.as_secs_f64() * 1000.0,
            rush.slow.as_secs_f64() * 1000.0,
            100.0 * per_core / bare,
        );
    }
    println!(
        "\nThe clients run on the same machine. Again: cargo build --release && cargo run --release -p bench"
    );
}
