//! The booth's files as they follow from a checkout of the source.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use crypto::encoding::Digest;

use super::PAGE;

/// Every file that a ballot box built from `folder` serves as its booth, by its path.
pub(super) fn files(folder: &Path) -> Result<BTreeMap<String, Digest>> {
    let booth = folder.join("booth");
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(&booth).with_context(|| format!("cannot read {}", booth.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".js") {
            let module = String::from_utf8(read(&booth.join(&name))?)
                .with_context(|| format!("booth/{name} is not UTF-8"))?;
            // The build leaves comment out of modules and nothing else.
            let served = ballot_box::assets::without_comments(&module);
            files.insert(format!("/booth/{name}"), Digest::of(served.as_bytes()));
        }
    }
    files.insert(PAGE.to_owned(), Digest::of(&read(&booth.join("index.html"))?));
    for name in ["style.css", "mark.svg"] {
        files.insert(format!("/{name}"), Digest::of(&read(&folder.join("web/static").join(name))?));
    }
    Ok(files)
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

#[cfg(test)]
mod tests {
    use crypto::statement::{Assets, Statement as _};

    use super::*;

    #[test]
    fn a_checkout_leads_to_the_files_that_are_served() {
        let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        assert_eq!(files(&checkout).unwrap(), Assets::parse(&ballot_box::assets::text()).unwrap().files);
        assert!(files(Path::new("/nowhere")).is_err());
    }
}
