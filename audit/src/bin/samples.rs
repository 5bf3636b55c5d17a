//! Writes correct and spoiled elections into a folder, for tests of other auditors:
//! `<name>.tar`, `<name>.expected.json` with what is known from elsewhere, and `index.json` with the fault that each
//! has, and whether the services are innocent of it. Elections in precincts are folders `<name>`, listed in `precincts.json`.

use std::path::PathBuf;
use std::{env, fs};

use audit::samples::{PrecinctsElection, correct, correct_precincts, precincts_spoils, spoils};
use serde_json::{Map, Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder: PathBuf = env::args_os().nth(1).ok_or("usage: samples <folder>")?.into();
    fs::create_dir_all(&folder)?;
    let mut index = Map::new();
    for (name, sample, _) in correct() {
        sample.write(&folder, name)?;
        index.insert(name.to_owned(), Value::Null);
    }
    let election = audit::samples::usual();
    for spoil in spoils() {
        spoil.sample(&election).write(&folder, spoil.name)?;
        let entry = json!({ "fault": spoil.fault.name(), "innocent": spoil.innocent });
        index.insert(spoil.name.to_owned(), entry);
    }
    fs::write(folder.join("index.json"), serde_json::to_string_pretty(&index)?)?;
    let (whole, mut sets) = (PrecinctsElection::new(), Map::new());
    for (name, files, warnings) in correct_precincts() {
        files.write(&folder.join(name))?;
        sets.insert(name.to_owned(), json!({ "warnings": warnings }));
    }
    for spoil in precincts_spoils() {
        spoil.files(&whole).write(&folder.join(spoil.name))?;
        let entry = json!({ "fault": spoil.fault.name(), "convicts": spoil.convicts });
        sets.insert(spoil.name.to_owned(), entry);
    }
    fs::write(folder.join("precincts.json"), serde_json::to_string_pretty(&sets)?)?;
    println!("{} elections and {} in precincts in {}", index.len(), sets.len(), folder.display());
    Ok(())
}
