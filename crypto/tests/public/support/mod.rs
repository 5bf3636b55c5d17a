//! Finds the published test vectors, which live beside the project and not in it.
//!
//! They are looked for in `PSEPHOS_VECTORS`, else in `../shared/vectors` seen from the workspace's root. Without them
//! a test says so loudly and passes, unless `CI` is set: there a missing vector is a failure.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// A folder of the vectors such as `rfc9474`, or `None` (said loudly) where they are missing.
pub(crate) fn vectors(folder: &str) -> Option<PathBuf> {
    let root = std::env::var_os("PSEPHOS_VECTORS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/vectors"), PathBuf::from);
    let path = root.join(folder);
    if path.is_dir() {
        return Some(path);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "CI needs the published test vectors: {} is missing",
        path.display()
    );
    // Not eprintln!, which a test that passes keeps to itself.
    let skipped =
        format!("SKIPPED: {} is missing: nothing tested against published vectors\n", path.display());
    std::io::stderr().write_all(skipped.as_bytes()).expect("standard error is open");
    None
}

/// Every JSON file below a folder of the vectors as (path within the folder, content), in the order of the paths;
/// empty (said loudly) where the vectors are missing. A folder that exists holds at least one file.
pub(crate) fn json_files(folder: &str) -> Vec<(String, Value)> {
    let Some(root) = vectors(folder) else { return Vec::new() };
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    assert!(!paths.is_empty(), "{} holds no JSON file", root.display());
    paths.into_iter().map(|path| (name_within(&root, &path), read_json(&path))).collect()
}

/// The elements of every JSON file of a folder, each file being one array of objects, as (file and place, object).
pub(crate) fn json_cases(folder: &str) -> Vec<(String, Value)> {
    json_files(folder)
        .into_iter()
        .flat_map(|(file, content)| {
            let Value::Array(cases) = content else { panic!("{file} is no array") };
            assert!(!cases.is_empty(), "{file} holds no case");
            cases.into_iter().enumerate().map(move |(place, case)| (format!("{file}[{place}]"), case))
        })
        .collect()
}

/// The field `name` of a vector as text.
pub(crate) fn text<'a>(case: &'a Value, name: &str) -> &'a str {
    case[name].as_str().unwrap_or_else(|| panic!("the vector has no text named {name}"))
}

/// The field `name` of a vector as bytes: hexadecimal, with or without `0x`.
pub(crate) fn bytes(case: &Value, name: &str) -> Vec<u8> {
    from_hex(text(case, name))
}

/// Bytes from hexadecimal of any length and case, with or without `0x`.
pub(crate) fn from_hex(text: &str) -> Vec<u8> {
    let digits = text.strip_prefix("0x").unwrap_or(text);
    assert!(digits.len().is_multiple_of(2) && digits.is_ascii(), "not whole bytes of hexadecimal: {text}");
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal digits"))
        .collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
}

fn read_json(path: &Path) -> Value {
    let content = fs::read_to_string(path).expect("the vector can be read");
    serde_json::from_str(&content).unwrap_or_else(|error| panic!("{} is not JSON: {error}", path.display()))
}

fn name_within(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).expect("found below the root").display().to_string()
}
