//! What a ballot box publishes of a poll, as a folder with the files of a bundle, written without keeping it in memory.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

use anyhow::Result;
use audit::Frontier;
use crypto::ballot::Ballot;
use crypto::content::Content;
use crypto::encoding::{BallotHash, Digest, sha256};
use crypto::log::checkpoint::{Checkpoint, poll_origin};
use crypto::log::entry::Entry;
use crypto::log::merkle::leaf_hash;
use crypto::note::Note;
use crypto::statement::{self, Assets, Issuance, Outcome, Statement as _};
use crypto::tally::Tally;

use crate::table;
use crate::voters::Voters;

/// Writes a finished poll in which all `voters` have voted: everything in it holds.
pub fn write(voters: &Voters, folder: &Path) -> Result<()> {
    let (manifest, poll, count) = (&voters.manifest, voters.manifest.id(), voters.count());
    for inner in ["assets", "results"] {
        fs::create_dir(folder.join(inner))?;
    }
    let mut note = voters.note();
    note.countersign(&voters.ballot_box)?;
    fs::write(folder.join("manifest.note"), note.to_string())?;
    let files = [("/polls/{id}/booth".to_owned(), Digest::from([1; 32]))];
    let assets = Assets { version: "1".to_owned(), files: files.into() };
    fs::write(folder.join("assets/1.note"), statement::sign(&assets, &voters.ballot_box).to_string())?;
    let issuance =
        Issuance { poll, eligible: manifest.eligible, issued: count, at: manifest.issuance_closes };
    fs::write(folder.join("issuance.note"), statement::sign(&issuance, &voters.registrar).to_string())?;

    let mut entries = Entries::new(folder)?;
    entries.push(&Entry::manifest(poll))?;
    entries.push(&Entry::assets(&assets.to_text()))?;
    let mut ballots = BufWriter::new(File::create(folder.join("ballots.bin"))?);
    let length = u16::try_from(voters.ballot_length())?.to_be_bytes();
    let mut tally = Tally::new(manifest);
    let bar = table::bar("ballots are published", count)?;
    for voter in bar.wrap_iter(0..count) {
        let bytes = voters.ballot(voter)?;
        ballots.write_all(&length)?;
        ballots.write_all(&bytes)?;
        entries.push(&Entry::ballot(BallotHash::from(sha256(&[&bytes]))))?;
        tally.add(&Content::parse(manifest, Ballot::parse(&bytes, manifest.content_size)?.content())?);
    }
    ballots.flush()?;
    entries.push(&Entry::issuance(&issuance.to_text()))?;
    let frontier = entries.end()?;

    let (tree_size, root) = (frontier.size(), frontier.root());
    let origin = poll_origin(manifest.ballot_box.name.as_str(), &poll);
    let head: Note = Checkpoint { origin, size: tree_size, root }.sign(&voters.ballot_box);
    fs::write(folder.join("checkpoint"), head.to_string())?;
    let outcome =
        Outcome { poll, ballots: count, issued: Some(count), tree_size, root, tally: tally.finish() };
    fs::write(folder.join("results/1.note"), statement::sign(&outcome, &voters.ballot_box).to_string())?;
    Ok(())
}

/// The file of the log's entries, and the edge of their tree.
struct Entries {
    file: BufWriter<File>,
    frontier: Frontier,
}

impl Entries {
    fn new(folder: &Path) -> Result<Self> {
        let file = BufWriter::new(File::create(folder.join("entries.bin"))?);
        Ok(Self { file, frontier: Frontier::default() })
    }

    fn push(&mut self, entry: &Entry) -> Result<()> {
        let bytes = entry.to_bytes();
        self.frontier.push(leaf_hash(&bytes));
        Ok(self.file.write_all(&bytes)?)
    }

    fn end(mut self) -> Result<Frontier> {
        self.file.flush()?;
        Ok(self.frontier)
    }
}
