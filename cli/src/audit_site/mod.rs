//! `psephos audit-site`: is the booth that browsers get the one whose hashes stand in the poll's public log?
//!
//! Exit codes: 0 all is as published, 1 something differs (each fault is one line), 2 the audit could not be done.

mod checkout;
mod fetch;
mod page;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result, ensure};
use crypto::encoding::Digest;
use crypto::log::checkpoint::{Checkpoint, poll_origin};
use crypto::log::entry::{ENTRY_BYTES, Entry, EntryKind};
use crypto::log::merkle::Tree;
use crypto::manifest::Manifest;
use crypto::note::{Note, VerifierKey};
use crypto::statement::{Assets, Statement as _};

use crate::client::{BallotBox, ClientError};
use crate::vote::{PollUrl, fetch_manifest};

/// What to audit.
#[derive(Debug, clap::Args)]
pub struct AuditSite {
    /// A poll's address at the ballot box, as voters get it: `https://ballots.example.net/polls/<id>`.
    pub poll: PollUrl,
    /// A checkout of the release that the ballot box says it runs; its files must be the ones served.
    #[arg(long, value_name = "DIR")]
    pub checkout: Option<PathBuf>,
    /// The ballot box's verifier key as announced to the voters; any other is refused.
    #[arg(long, value_name = "KEY")]
    pub ballot_box_key: Option<VerifierKey>,
}

/// Prints what was compared, and every fault.
pub fn run(audit: &AuditSite) -> ExitCode {
    match faults(audit) {
        Ok(faults) if faults.is_empty() => {
            println!("All of it is as published.");
            ExitCode::SUCCESS
        }
        Ok(faults) => {
            for fault in &faults {
                println!("FAULT {fault}");
            }
            println!("Do not vote with this booth. {} faults.", faults.len());
            ExitCode::from(1)
        }
        Err(error) => {
            eprintln!("psephos: the audit could not be done: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn faults(audit: &AuditSite) -> Result<Vec<String>> {
    let manifest = fetch_manifest(&audit.poll, None, audit.ballot_box_key.as_ref())?;
    let ballot_box = BallotBox::new(audit.poll.ballot_box());
    let note = newest_assets(&ballot_box, &manifest)?;
    let assets = Assets::parse(note.text()).context("the assets note cannot be read")?;
    println!("Poll {}, booth {} with {} files", manifest.id(), assets.version, assets.files.len());
    let mut faults = logged(&ballot_box, &manifest, note.text())?;

    let mut served = Vec::new();
    for (path, expected) in &assets.files {
        let file = fetch::as_a_browser(&ballot_box, &path.replace("{id}", &manifest.id().to_string()))?;
        for (coding, bytes) in &file.codings {
            if Digest::of(bytes) != *expected {
                faults.push(format!("{path}: what is served ({coding}) is not what the assets note says"));
            }
        }
        served.push((path.as_str(), file));
    }
    let known = |path: &str| assets.files.contains_key(path);
    faults.extend(served.iter().flat_map(|(path, file)| page::faults(path, file, &manifest, known)));
    if let Some(folder) = &audit.checkout {
        faults.extend(checkout::faults(folder, &assets)?);
    }
    Ok(faults)
}

/// The last of a poll's assets notes, with the ballot box's signature.
fn newest_assets(ballot_box: &BallotBox, manifest: &Manifest) -> Result<Note> {
    let mut newest = None;
    for number in 1.. {
        match ballot_box.get(&manifest.id(), &format!("/assets/{number}")) {
            Ok(answer) => newest = Some(answer.text()?),
            Err(ClientError::Refused(problem)) if problem.status == 404 => break,
            Err(error) => return Err(error.into()),
        }
    }
    let note = Note::parse(&newest.context("the ballot box shows no assets note")?)
        .context("the assets note is not a signed note")?;
    note.verify(&manifest.ballot_box.key).context("the signature on the assets note does not hold")?;
    Ok(note)
}

/// The newest assets entry of the signed log must be of this very text.
fn logged(ballot_box: &BallotBox, manifest: &Manifest, text: &str) -> Result<Vec<String>> {
    let id = manifest.id();
    // First the checkpoint: the entries can only have grown since.
    let checkpoint = ballot_box.checkpoint(&id)?;
    let key = &manifest.ballot_box.key;
    let (checkpoint, _) = Checkpoint::open(&checkpoint, key, &poll_origin(key.name(), &id))
        .context("the checkpoint of the public log does not hold")?;
    let bytes = ballot_box.get(&id, "/entries")?.body;
    let size = usize::try_from(checkpoint.size).context("the log is longer than this machine can hold")?;
    ensure!(bytes.len() / ENTRY_BYTES >= size, "the ballot box shows fewer entries than it has signed");
    let entries: Vec<Entry> =
        bytes.chunks_exact(ENTRY_BYTES).take(size).map(Entry::parse).collect::<Result<_, _>>()?;
    let mut tree = Tree::new();
    entries.iter().for_each(|entry| tree.push(entry));
    let newest = entries.iter().rfind(|entry| entry.kind == EntryKind::Assets);
    let mut faults = Vec::new();
    if tree.root() != checkpoint.root {
        faults.push("the entries of the public log are not the ones that were signed".to_owned());
    }
    if newest != Some(&Entry::assets(text)) {
        faults.push("the assets note is not the newest one in the public log".to_owned());
    }
    Ok(faults)
}
