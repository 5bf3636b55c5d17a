//! Makes the files of the booth that are served part of the binary: its page and the scripts that are made of its modules, and
//! nothing else of that folder (tests, tools); and its words in every language, from the catalogues.

use std::path::PathBuf;
use std::{env, fs, io};

#[path = "src/assets/catalogue.rs"]
#[expect(unreachable_pub, reason = "the library exports it")]
mod catalogue;
#[path = "src/assets/comments.rs"]
mod comments;
#[path = "../web/build/precompress.rs"]
mod precompress;
#[path = "src/assets/scripts.rs"]
#[expect(unreachable_pub, reason = "the library exports it")]
mod scripts;

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?);
    let booth = root.join("../booth");
    let locales = root.join("../locales");
    for path in [root.join("src/assets"), root.join("../web/build"), booth.clone(), locales.clone()] {
        println!("cargo::rerun-if-changed={}", path.display());
    }
    // Macros embed these; a change of them alone would not be noticed.
    println!("cargo::rerun-if-changed={}", root.join("../migrations/ballot-box").display());
    println!("cargo::rerun-if-changed={}", root.join("../templates").display());
    let page = booth.join("index.html");
    let mut files = vec![("index.html".to_owned(), fs::read(page)?)];
    let scripts = scripts::scripts(&scripts::modules(&booth)?).map_err(io::Error::other)?;
    files.extend(scripts.into_iter().map(|(name, text)| (name, text.into_bytes())));
    let words = catalogue::word_files(&locales)?;
    files.extend(words.into_iter().map(|(name, text)| (name, text.into_bytes())));
    files.sort();
    precompress::write_table(&files)
}
