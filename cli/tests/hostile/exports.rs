//! `psephos export` of bundles that were tampered with.

use std::fs;
use std::path::{Path, PathBuf};

use cli::export::{Export, Format, run};
use crypto::ballot::Ballot;
use crypto::log::entry::Entry;
use crypto::statement::{self, Outcome};
use serde_json::json;

use super::stand_in::{StandIn, tree};

/// A counted poll with three ballots.
struct Counted {
    folder: tempfile::TempDir,
    stand_in: StandIn,
    ballots: Vec<Ballot>,
    entries: Vec<Entry>,
}

impl Counted {
    fn poll() -> Self {
        let stand_in = StandIn::start(-60);
        let ballots: Vec<Ballot> =
            ["lake", "roof", "lake"].iter().map(|option| stand_in.ballot(option)).collect();
        let hashes: Vec<_> = ballots.iter().map(Ballot::hash).collect();
        let entries = stand_in.entries(&hashes);
        Self { folder: tempfile::tempdir().unwrap(), stand_in, ballots, entries }
    }

    /// A bundle with these ballots, under a result that counts `counted`.
    fn bundle(&self, ballots: &[&Ballot], counted: u64, entries: &[Entry]) -> PathBuf {
        let tree = tree(&self.entries);
        let outcome = Outcome {
            poll: self.stand_in.manifest.id(),
            ballots: counted,
            issued: None,
            tree_size: tree.size(),
            root: tree.root(),
            tally: json!({}),
        };
        let records = ballots.iter().flat_map(|ballot| {
            let bytes = ballot.to_bytes();
            [u16::try_from(bytes.len()).unwrap().to_be_bytes().to_vec(), bytes].concat()
        });
        let parts = [
            ("manifest.note", self.stand_in.manifest_note().into_bytes()),
            ("entries.bin", entries.iter().flat_map(Entry::to_bytes).collect()),
            ("checkpoint", self.stand_in.checkpoint(entries).to_string().into_bytes()),
            ("ballots.bin", records.collect()),
            ("results/1.note", statement::sign(&outcome, &self.stand_in.key).to_string().into_bytes()),
        ];
        let path = self.folder.path().join("bundle.tar");
        let mut archive = tar::Builder::new(fs::File::create(&path).unwrap());
        for (name, bytes) in parts {
            let mut header = tar::Header::new_ustar();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            archive.append_data(&mut header, name, bytes.as_slice()).unwrap();
        }
        archive.finish().unwrap();
        path
    }

    fn export(&self, source: &Path, format: Format) -> Result<String, String> {
        let output = self.folder.path().join("out");
        let export = Export {
            source: source.display().to_string(),
            format,
            question: None,
            output: Some(output.clone()),
            poll: None,
            registrar_key: None,
            ballot_box_key: None,
        };
        run(&export).map_err(|error| format!("{error:#}"))?;
        Ok(fs::read_to_string(output).unwrap())
    }
}

#[test]
fn all_ballots_of_the_result_and_nothing_else_are_exported() {
    let counted = Counted::poll();
    let [one, two, three] = [&counted.ballots[0], &counted.ballots[1], &counted.ballots[2]];
    let honest = counted.bundle(&[one, two, three], 3, &counted.entries);
    let exported = counted.export(&honest, Format::Cvr).unwrap();
    let record: serde_json::Value = serde_json::from_str(&exported).unwrap();
    assert_eq!(record["CVR"].as_array().unwrap().len(), 3, "{exported}");

    let foreign = counted.stand_in.ballot("roof");
    for (ballots, stated, told) in [
        (vec![one, two, three, three], 4, "used before"),
        (vec![one, one, one], 3, "used before"),
        (vec![one, two], 3, "counts 3"),
        (vec![one, two], 2, "not those of the public list"),
        (vec![one, two, &foreign], 3, "not those of the public list"),
        (vec![two, one, three], 3, "not those of the public list"),
    ] {
        let refused =
            counted.export(&counted.bundle(&ballots, stated, &counted.entries), Format::Cvr).unwrap_err();
        assert!(refused.contains(told), "{told}: {refused}");
    }
    let fork = counted.stand_in.entries(&[two.hash(), one.hash(), three.hash()]);
    let refused = counted.export(&counted.bundle(&[two, one, three], 3, &fork), Format::Cvr).unwrap_err();
    assert!(refused.contains("does not begin with the one that was counted"), "{refused}");
}

#[test]
fn only_the_poll_that_was_named_is_exported() {
    let counted = Counted::poll();
    let ballots: Vec<&Ballot> = counted.ballots.iter().collect();
    let source = counted.bundle(&ballots, 3, &counted.entries).display().to_string();
    let manifest = &counted.stand_in.manifest;
    let plain = || Export {
        source: source.clone(),
        format: Format::Cvr,
        question: None,
        output: Some(counted.folder.path().join("named")),
        poll: Some(manifest.id()),
        registrar_key: Some(manifest.registrar.key.clone()),
        ballot_box_key: Some(manifest.ballot_box.key.clone()),
    };
    run(&plain()).unwrap();
    let (registrar, ballot_box) = (manifest.registrar.key.clone(), manifest.ballot_box.key.clone());
    for other in [
        Export { poll: Some([7; 32].into()), ..plain() },
        Export { registrar_key: Some(ballot_box), ..plain() },
        Export { ballot_box_key: Some(registrar), ..plain() },
    ] {
        let refused = run(&other).unwrap_err().to_string();
        assert!(format!("{refused:?}").contains("bundle.tar"), "{refused}");
    }
}

#[test]
fn a_format_that_does_not_fit_spoils_no_file() {
    let counted = Counted::poll();
    let ballots: Vec<&Ballot> = counted.ballots.iter().collect();
    let source = counted.bundle(&ballots, 3, &counted.entries);
    fs::write(counted.folder.path().join("out"), "precious").unwrap();
    let refused = counted.export(&source, Format::Blt).unwrap_err();
    assert!(refused.contains("asks for no ranking"), "{refused}");
    assert_eq!(fs::read_to_string(counted.folder.path().join("out")).unwrap(), "precious");
}
