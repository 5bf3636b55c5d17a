//! The booth's files, which are part of the binary, and the statement that names them (protocol section 3).

use std::collections::BTreeMap;

use crypto::encoding::Digest;
use crypto::statement::{Assets, Statement as _};

/// The page that serves as every poll's booth.
pub fn page() -> Option<&'static [u8]> {
    find(PAGE)
}

/// A module of the booth by its file name.
pub fn module(name: &str) -> Option<&'static [u8]> {
    find(name).filter(|_| name != PAGE)
}

/// Every file of the booth as served, by its path; `{id}` stands for any poll.
pub fn served() -> BTreeMap<String, &'static [u8]> {
    let booth = BOOTH.iter().map(|(name, bytes)| match *name {
        PAGE => ("/polls/{id}/booth".to_owned(), *bytes),
        module => (format!("/booth/{module}"), *bytes),
    });
    let shared = ["style.css", "mark.svg"]
        .into_iter()
        .filter_map(|name| Some((format!("/{name}"), web::assets::file(name)?)));
    booth.chain(shared).collect()
}

/// The text of the assets note for the files as this binary serves them.
pub fn text() -> String {
    let files = served().into_iter().map(|(path, bytes)| (path, Digest::of(bytes))).collect();
    Assets { version: env!("CARGO_PKG_VERSION").to_owned(), files }.to_text()
}

fn find(name: &str) -> Option<&'static [u8]> {
    BOOTH.iter().find(|(known, _)| *known == name).map(|(_, bytes)| *bytes)
}

const PAGE: &str = "index.html";

/// Name and bytes of each file, written by build.rs.
static BOOTH: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/booth.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statement_names_every_file_as_served() {
        let statement = Assets::parse(&text()).unwrap();
        assert!(statement.files.contains_key("/style.css") && statement.files.contains_key("/mark.svg"));
        assert_eq!(statement.files.len(), served().len());
        for (path, bytes) in served() {
            assert_eq!(statement.files[&path], Digest::of(bytes), "{path}");
        }
    }

    #[test]
    fn nothing_but_the_booth_is_served() {
        for name in ["package.json", "tsconfig.json", "index.html", "../Cargo.toml", "test", ""] {
            assert!(module(name).is_none(), "{name}");
        }
    }
}
