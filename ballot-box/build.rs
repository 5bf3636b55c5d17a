//! Makes the files of the booth that are served part of the binary: its page and its modules, and nothing else of that
//! folder (tests, tools); and its words in every language, from the catalogues.

use std::path::PathBuf;
use std::{env, fs, io};

#[path = "src/assets/catalogue.rs"]
#[expect(unreachable_pub, reason = "the library exports it")]
mod catalogue;
#[path = "src/assets/comments.rs"]
#[expect(unreachable_pub, reason = "the library exports it")]
mod comments;
#[path = "../web/build/precompress.rs"]
mod precompress;

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
    let mut files = Vec::new();
    for entry in fs::read_dir(&booth)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_file() && (name == "index.html" || name.ends_with(".js")) {
            println!("cargo::rerun-if-changed={}", path.display());
            let text = fs::read_to_string(&path)?;
            let served = if name.ends_with(".js") { comments::without_comments(&text) } else { text };
            files.push((name, served.into_bytes()));
        }
    }
    let words = catalogue::word_files(&locales)?;
    files.extend(words.into_iter().map(|(name, text)| (name, text.into_bytes())));
    files.sort();
    precompress::write_table(&files)
}
