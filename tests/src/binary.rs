//! Where the built programs and the workspace are.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The binary `psephos` that was built beside the running test.
///
/// # Panics
/// If it was not built, or is older than the test: `cargo test` builds no program of another crate.
pub fn psephos() -> PathBuf {
    let test = std::env::current_exe().expect("a running test has a path");
    // target/<profile>/deps/<test> for tests, target/<profile>/<program> for programs.
    let built =
        test.ancestors().skip(1).take(2).map(|folder| folder.join("psephos")).find(|path| path.is_file());
    let built = built.unwrap_or_else(|| panic!("psephos is not built beside {}: {BUILD}", test.display()));
    if let Some(source) = missed_source(&built, &test) {
        panic!("psephos is older than {}: {BUILD}", source.display());
    }
    built
}

/// A file that the test was built with in its present form and the program was not. Cargo lists a program's sources in
/// `<program>.d`, as make reads it.
fn missed_source(program: &Path, test: &Path) -> Option<PathBuf> {
    let changed = |path: &Path| path.metadata().and_then(|file| file.modified()).ok();
    let listed = std::fs::read_to_string(program.with_extension("d")).ok()?;
    let (_, sources) = listed.split_once(": ")?;
    // Later changes are in neither: whoever edits while the tests run disturbs nothing.
    let missed = changed(program)?..changed(test)?;
    let sources = sources.trim().replace("\\ ", "\0");
    let mut paths = sources.split(' ').map(|path| PathBuf::from(path.replace('\0', " ")));
    paths.find(|path| path.is_file() && changed(path).is_some_and(|time| missed.contains(&time)))
}

/// `psephos` with arguments.
pub fn psephos_command<I: IntoIterator<Item: AsRef<std::ffi::OsStr>>>(arguments: I) -> Command {
    let mut command = Command::new(psephos());
    command.args(arguments);
    for (variable, _) in std::env::vars_os() {
        // Settings of the developer's own services stay out.
        if variable
            .to_str()
            .is_some_and(|it| it.starts_with("PSEPHOS_REGISTRAR_") || it.starts_with("PSEPHOS_BALLOT_BOX_"))
        {
            command.env_remove(&variable);
        }
    }
    command
}

/// Debian's Python, which has the packages that the tests ask apt for.
pub fn python() -> Command {
    Command::new("/usr/bin/python3")
}

/// A file of this crate.
pub fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

const BUILD: &str = "run `cargo build --workspace --features postgres` first";
