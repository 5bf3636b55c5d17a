//! `psephos audit` as a stranger runs it.

use std::ffi::OsStr;

use serde_json::Value;

use crate::binary::psephos_command;

/// Exit code and report.
///
/// # Panics
/// If the program cannot be run, or prints no report.
pub fn audit<I: IntoIterator<Item: AsRef<OsStr>>>(source: &str, arguments: I) -> (Option<i32>, Value) {
    let mut command = psephos_command(["audit", "--json", source]);
    let output = command.args(arguments).output().expect("psephos runs");
    let report = serde_json::from_slice(&output.stdout);
    let report =
        report.unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    (output.status.code(), report)
}

/// Nothing is wrong; the names of the warnings.
///
/// # Panics
/// If something is.
pub fn assert_holds<I: IntoIterator<Item: AsRef<OsStr>>>(source: &str, arguments: I) -> Vec<String> {
    let (code, report) = audit(source, arguments);
    assert_eq!((code, &report["verdict"]), (Some(0), &Value::from("holds")), "{report:#}");
    let warnings = report["warnings"].as_array().expect("warnings").iter();
    warnings.map(|warning| warning["warning"].as_str().expect("a name").to_owned()).collect()
}
