//! Macros embed templates and migrations; a change of them alone would not be noticed.

fn main() {
    println!("cargo::rerun-if-changed=../templates");
    println!("cargo::rerun-if-changed=../migrations/registrar");
}
