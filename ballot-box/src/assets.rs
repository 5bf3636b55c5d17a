//! The booth's files, which are part of the binary, and the statement that names them (protocol section 3).

use std::collections::BTreeMap;

use crypto::encoding::Digest;
use crypto::statement::{Assets, Statement as _};
use web::assets::Asset;

mod catalogue;
mod comments;
mod scripts;

pub use catalogue::word_files;
pub use scripts::{modules, scripts};

/// The page that serves as every poll's booth.
pub fn page() -> Option<Asset> {
    find(PAGE)
}

/// A script, or what scripts say in one language, by the file name.
pub fn script(name: &str) -> Option<Asset> {
    find(name).filter(|_| name != PAGE)
}

/// Every file of the booth as served, by its path; `{id}` stands for any poll.
pub fn served() -> BTreeMap<String, Asset> {
    let booth = BOOTH.iter().map(|asset| match asset.name {
        PAGE => ("/polls/{id}/booth".to_owned(), *asset),
        script => (format!("/booth/{script}"), *asset),
    });
    let shared = ["style.css", "mark.svg"]
        .into_iter()
        .filter_map(|name| Some((format!("/{name}"), *web::assets::file(name)?)));
    booth.chain(shared).collect()
}

/// The text of the assets note for the files as this binary serves them.
pub fn text() -> String {
    let files = served().into_iter().map(|(path, asset)| (path, Digest::of(asset.identity))).collect();
    Assets { version: env!("CARGO_PKG_VERSION").to_owned(), files }.to_text()
}

fn find(name: &str) -> Option<Asset> {
    BOOTH.iter().find(|asset| asset.name == name).copied()
}

const PAGE: &str = "index.html";
/// The script that checks an election, apart from the page that shows how far it is.
pub const WORKER: &str = "audit_worker.js";

/// Written by build.rs.
static BOOTH: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statement_names_every_file_as_served() {
        let statement = Assets::parse(&text()).unwrap();
        assert!(statement.files.contains_key("/style.css") && statement.files.contains_key("/mark.svg"));
        assert_eq!(statement.files.len(), served().len());
        for (path, asset) in served() {
            assert_eq!(statement.files[&path], Digest::of(asset.identity), "{path}");
        }
    }

    #[test]
    fn the_whole_booth_is_under_60_kb_compressed() {
        let booth =
            compressed(&["/polls/{id}/booth", "/style.css", "/mark.svg", "/booth/main.js"], "/booth/words_");
        let check = compressed(&["/booth/audit_page.js", "/booth/audit_worker.js"], "/booth/audit_words_");
        println!("under brotli: the booth {booth} bytes, the check {check} bytes");
        assert!(booth < 60_000, "{booth} bytes");
        assert!(check < 40_000, "{check} bytes");
    }

    /// The files that a page loads; of the languages a visitor loads one, here the longest.
    fn compressed(files: &[&str], words: &str) -> usize {
        let served = served();
        let longest =
            served.iter().filter(|(path, _)| path.starts_with(words)).map(|(_, asset)| asset.brotli.len());
        files.iter().map(|path| served[*path].brotli.len()).sum::<usize>()
            + longest.max().expect("there is a language")
    }

    #[test]
    fn comments_are_left_out_and_nothing_else() {
        let module = "/** One. */\nlet a = 1; // kept\n\n  /**\n   * Two:\n\n   * // more\n   */\n  // three\n  b(a) /** four */;\n\
                      c((/** @type {X} */ d), /** @type {Y} */ (e), \"/** @\");";
        assert_eq!(
            comments::without_comments(module),
            "let a = 1; // kept\nb(a) /** four */;\nc((d), (e), \"/** @\");"
        );
        for (path, asset) in served() {
            let text = std::str::from_utf8(asset.identity).unwrap();
            // A text of several lines might hold a line that looks like comment.
            let odd = text.lines().find(|line| line.matches('`').count() % 2 == 1);
            assert!(!path.ends_with(".js") || odd.is_none(), "{path}: {odd:?}");
            // One that was left within a text would be left out of it.
            assert!(!path.ends_with(".js") || !text.contains("/** @"), "{path}");
        }
    }

    #[test]
    fn nothing_but_the_booth_is_served() {
        for name in ["package.json", "tsconfig.json", "index.html", "api.js", "../Cargo.toml", "test", ""] {
            assert!(script(name).is_none(), "{name}");
        }
    }
}
