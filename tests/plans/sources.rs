//! What a store can be asked, read from its source: a function that is new there is on no list yet.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The functions of the modules in a folder that others may call, as `module::function`, but those in tests.
pub(crate) fn functions(store: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(store).expect("the sources are there") {
        let path = entry.expect("a folder can be read").path();
        let module = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if path.extension().is_none_or(|end| end != "rs") || ["mod", "tests", "schema"].contains(&module) {
            continue;
        }
        let source = fs::read_to_string(&path).expect("the sources can be read");
        let mut for_tests = false;
        for line in source.lines() {
            if let Some(name) = line.strip_prefix("pub(crate) fn ").or_else(|| line.strip_prefix("pub fn ")) {
                let name: String =
                    name.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
                if !for_tests {
                    found.insert(format!("{module}::{name}"));
                }
            }
            for_tests = line == "#[cfg(test)]" || for_tests && line.starts_with("#[");
        }
    }
    found
}
