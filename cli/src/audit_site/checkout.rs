//! The assets note against a checkout of the source.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use crypto::encoding::Digest;
use crypto::statement::Assets;

/// Every file of the note must follow from the checkout, and every module of the checkout must stand in the note.
pub(super) fn faults(folder: &Path, assets: &Assets) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for (path, expected) in &assets.files {
        match source(folder, path).filter(|file| file.is_file()) {
            None => faults.push(format!("{path}: the checkout has no such file")),
            Some(file) if Digest::of(&as_served(&file)?) != *expected => {
                faults.push(format!("{path}: does not follow from {}", file.display()));
            }
            Some(_) => {}
        }
    }
    let named: BTreeSet<&str> = assets.files.keys().map(String::as_str).collect();
    let booth = folder.join("booth");
    for entry in fs::read_dir(&booth).with_context(|| format!("cannot read {}", booth.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".js") && !named.contains(format!("/booth/{name}").as_str()) {
            faults.push(format!("booth/{name}: the assets note does not name it"));
        }
    }
    Ok(faults)
}

/// Where a path of the site comes from.
fn source(folder: &Path, path: &str) -> Option<PathBuf> {
    match path {
        "/polls/{id}/booth" => Some(folder.join("booth/index.html")),
        "/style.css" | "/mark.svg" => Some(folder.join("web/static").join(&path[1..])),
        _ => {
            let name = path.strip_prefix("/booth/").filter(|name| !name.contains(['/', '\\']))?;
            Some(folder.join("booth").join(name))
        }
    }
}

/// The build leaves comment out of modules and nothing else.
fn as_served(file: &Path) -> Result<Vec<u8>> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    if file.extension().is_none_or(|extension| extension != "js") {
        return Ok(bytes);
    }
    let module = String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", file.display()))?;
    Ok(ballot_box::assets::without_comments(&module).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkout_that_differs_is_told_file_by_file() {
        let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut assets =
            <Assets as crypto::statement::Statement>::parse(&ballot_box::assets::text()).unwrap();
        assert_eq!(faults(&checkout, &assets).unwrap(), Vec::<String>::new());
        assets.files.insert("/style.css".to_owned(), Digest::of(b"other"));
        assets.files.insert("/booth/../Cargo.toml".to_owned(), Digest::of(b"other"));
        assets.files.remove("/booth/main.js");
        let found = faults(&checkout, &assets).unwrap();
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[2].starts_with("booth/main.js"), "{found:?}");
    }
}
