//! What of an answer is the same every time.

use serde_json::Value;

/// Lines, those that are random named by their kind, and of several hashes one after the other only one.
pub(super) fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text.lines().map(form).collect();
    lines.dedup_by(|later, earlier| later == earlier && later == HASH);
    lines
}

fn form(line: &str) -> String {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((dash_and_name, _)) = line.rsplit_once(' ').filter(|_| line.starts_with('\u{2014}')) {
        format!("{dash_and_name} <signature>")
    } else if line.strip_prefix("index ").is_some_and(number) {
        "index <number>".to_owned()
    } else if let Some((_, rest)) = line.split_once("?expires=") {
        format!("<random>?expires=<time>{}", rest.trim_start_matches(|digit: char| digit.is_ascii_digit()))
    } else if number(line) {
        "<number>".to_owned()
    } else if line.len() == 44 && line.ends_with('=') {
        HASH.to_owned()
    } else {
        line.to_owned()
    }
}

/// A token, key, hash, time or signature: nothing that a person wrote.
pub(super) fn is_random(text: &str) -> bool {
    let is_time = text.len() == 20 && text.ends_with('Z');
    let is_key = text.contains('+') && !text.contains(' ');
    is_time
        || is_key
        || (text.len() >= 43
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_+/=".contains(&byte)))
}

pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

const HASH: &str = "<hash>";
