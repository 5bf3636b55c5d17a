//! Lists the files of the booth that are served, so that they become part of the binary: its page and its modules, and
//! nothing else of that folder (tests, tools).

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?);
    let booth = root.join("../booth");
    println!("cargo::rerun-if-changed={}", booth.display());
    // Macros embed these; a change of them alone would not be noticed.
    println!("cargo::rerun-if-changed={}", root.join("../migrations/ballot-box").display());
    println!("cargo::rerun-if-changed={}", root.join("../templates").display());
    let mut files = Vec::new();
    for entry in fs::read_dir(&booth)? {
        let path = entry?.path().canonicalize()?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_file() && (name == "index.html" || name.ends_with(".js")) {
            println!("cargo::rerun-if-changed={}", path.display());
            files.push((name, path));
        }
    }
    files.sort();
    let list: String = files.iter().map(|(name, path)| line(name, path)).collect();
    let target = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?).join("booth.rs");
    fs::write(target, format!("&[\n{list}]\n"))
}

fn line(name: &str, path: &Path) -> String {
    format!("    ({name:?}, include_bytes!({path:?}).as_slice()),\n")
}
