//! Makes the stylesheet and the mark part of the binary, compressed too.

use std::path::PathBuf;
use std::{env, fs, io};

#[path = "build/precompress.rs"]
mod precompress;
#[path = "src/assets/stylesheet.rs"]
#[expect(unreachable_pub, reason = "the library exports it")]
mod stylesheet;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/assets/stylesheet.rs");
    // A macro embeds these; a change of them alone would not be noticed.
    println!("cargo::rerun-if-changed=../locales");
    let folder =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?).join("static");
    let mut files = Vec::new();
    for name in ["mark.svg", "style.css"] {
        let path = folder.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(path)?;
        let served = if name == "style.css" { stylesheet::without_comments(&text) } else { text };
        files.push((name.to_owned(), served.into_bytes()));
    }
    precompress::write_table(&files)
}
