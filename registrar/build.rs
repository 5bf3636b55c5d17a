//! Makes the scripts of the registrar's pages part of the binary, compressed too.

use std::path::PathBuf;
use std::{env, fs, io};

#[path = "../web/build/precompress.rs"]
mod precompress;

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?);
    let folder = root.join("static");
    for path in [folder.clone(), root.join("../web/build")] {
        println!("cargo::rerun-if-changed={}", path.display());
    }
    // Macros embed these; a change of them alone would not be noticed.
    println!("cargo::rerun-if-changed={}", root.join("../migrations/registrar").display());
    println!("cargo::rerun-if-changed={}", root.join("../templates").display());
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.push((name, fs::read(&path)?));
    }
    files.sort();
    precompress::write_table(&files)
}
