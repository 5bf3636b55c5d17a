//! Makes the stylesheet and the mark part of the binary, compressed too.

use std::path::PathBuf;
use std::{env, fs, io};

#[path = "build/precompress.rs"]
mod precompress;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build");
    let folder =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?).join("static");
    let mut files = Vec::new();
    for name in ["mark.svg", "style.css"] {
        let path = folder.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        files.push((name.to_owned(), fs::read(path)?));
    }
    precompress::write_table(&files)
}
