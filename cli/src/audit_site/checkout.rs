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
    // The build makes scripts of modules and leaves out comment, makes words of catalogues, and nothing else.
    let modules = ballot_box::assets::modules(&booth)?;
    let scripts = ballot_box::assets::scripts(&modules).map_err(anyhow::Error::msg)?;
    let words = ballot_box::assets::word_files(&folder.join("locales"))?;
    let mut files: BTreeMap<_, _> = scripts
        .into_iter()
        .chain(words)
        .map(|(name, text)| (format!("/booth/{name}"), Digest::of(text.as_bytes())))
        .collect();
    files.insert(PAGE.to_owned(), Digest::of(&read(&booth.join("index.html"))?));
    let style =
        String::from_utf8(read(&folder.join("web/static/style.css"))?).context("style.css is not UTF-8")?;
    files.insert("/style.css".to_owned(), Digest::of(web::assets::style_without_comments(&style).as_bytes()));
    files.insert("/mark.svg".to_owned(), Digest::of(&read(&folder.join("web/static/mark.svg"))?));
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
