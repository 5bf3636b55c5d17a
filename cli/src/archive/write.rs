//! The files of an archive, at the paths of the service.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use audit::{Part, PollsLog};
use ballot_box::archived::Archived;
use ballot_box::export::{Row, Table};
use ballot_box::summary::summary;
use crypto::encoding::BallotHash;
use crypto::log::entry::{ENTRY_BYTES, Entry, EntryKind};
use crypto::log::merkle::Tree;
use crypto::log::tiles::{TilePath, entry_bundle};
use crypto::manifest::Manifest;
use crypto::note::Note;
use serde_json::json;

use super::poll::Over;
use crate::published::{self, Published};

/// Writes the archive of a poll with so many ballots into the empty folder `root`.
pub(super) fn all(root: &Path, over: &Over, published: &Published, ballots: u64) -> Result<()> {
    let site = Site(root);
    site.put("index.html", page(over, ballots)?)?;
    for name in ["style.css", "mark.svg"] {
        let file = web::assets::file(name).with_context(|| format!("{name} is not in this program"))?;
        site.put(name, file.identity)?;
    }
    // The moment tells nothing of a poll that is over.
    let summary = summary(&over.manifest, &over.state, ballots, over.manifest.voting_closes);
    site.put(published::POLLS, json!({ "polls": [summary] }).to_string())?;
    let poll = site.below(&format!("api/v1/polls/{}", over.manifest.id()));
    poll.put("index.json", summary.to_string())?;
    statements(&poll, over)?;
    let bytes: Vec<u8> = over.entries.iter().flat_map(Entry::to_bytes).collect();
    poll.put("entries", bytes)?;
    log(&site.below(&format!("polls/{}/log", over.manifest.id())), &over.checkpoint, &over.entries)?;
    if let Some(list) = &published.polls {
        polls(&site, list)?;
    }
    if !over.state.is_cancelled() {
        let bundle = published.bundle.as_deref().context("a counted poll has a bundle")?;
        poll.copy("bundle", &mut File::open(bundle)?)?;
        let file = published.material.part("ballots.bin").context("a counted poll has ballots")?;
        poll.copy("ballots", &mut file.reader()?)?;
        lines(&poll, over, file)?;
    }
    Ok(())
}

fn statements(poll: &Site<PathBuf>, over: &Over) -> Result<()> {
    let state = &over.state;
    poll.put("manifest", &over.note)?;
    poll.put("checkpoint", &over.checkpoint)?;
    let notices: Vec<&String> = state.notices.iter().map(|(_, note)| note).collect();
    poll.put("notices", json!({ "notices": notices }).to_string())?;
    if let Some(note) = &state.issuance {
        poll.put("issuance", note)?;
    }
    for (number, note) in (1..).zip(&state.assets) {
        poll.put(&format!("assets/{number}"), note)?;
    }
    for (number, (_, note)) in (1..).zip(&state.results) {
        poll.put(&format!("results/{number}"), note)?;
    }
    if let Some((_, newest)) = state.results.last() {
        poll.put("result", newest)?;
    }
    Ok(())
}

/// As C2SP tlog-tiles has it: the checkpoint, and every tile that it covers.
fn log(site: &Site<PathBuf>, checkpoint: &str, entries: &[Entry]) -> Result<()> {
    let mut tree = Tree::new();
    entries.iter().for_each(|entry| tree.push(entry));
    site.put("checkpoint", checkpoint)?;
    for path in TilePath::all(tree.size()) {
        let bytes = match path {
            TilePath::Hashes(level, span) => tree.tile(level, span.index(), span.width()),
            TilePath::Entries(span) => span.range().and_then(|range| {
                let range = usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?;
                entries.get(range).map(entry_bundle)
            }),
        };
        site.put(&path.to_string(), bytes.with_context(|| format!("{path} is beyond the log"))?)?;
    }
    Ok(())
}

/// The ballot box's list of all its polls, with the manifests of those that the audit looks at.
fn polls(site: &Site<&Path>, list: &PollsLog) -> Result<()> {
    let entries = list.entries.chunks(ENTRY_BYTES).map(Entry::parse).collect::<Result<Vec<_>, _>>()?;
    log(&site.below("polls/log"), &list.checkpoint, &entries)?;
    for note in &list.manifests {
        // What is no manifest here was none at the ballot box.
        if let Some(manifest) = Note::parse(note).ok().and_then(|note| Manifest::parse(note.text()).ok()) {
            site.put(&format!("api/v1/polls/{}/manifest", manifest.id()), note)?;
        }
    }
    Ok(())
}

/// The ballots as lines of JSON and of CSV.
fn lines(poll: &Site<PathBuf>, over: &Over, ballots: &Part) -> Result<()> {
    let mut ballots = ballots.reader()?;
    let mut json = poll.create("ballots.ndjson")?;
    let mut table = Table::new(&over.manifest, poll.create("ballots.csv")?)?;
    let logged = (0..).zip(&over.entries).filter(|(_, entry)| entry.kind == EntryKind::Ballot);
    for (number, (index, entry)) in (1..).zip(logged) {
        let mut length = [0; 2];
        ballots.read_exact(&mut length)?;
        let mut ballot = vec![0; usize::from(u16::from_be_bytes(length))];
        ballots.read_exact(&mut ballot)?;
        let hash = BallotHash::from(*entry.object.as_bytes());
        let row = Row { number, index, hash, ballot: &ballot };
        row.write_json(&over.manifest, &mut json)?;
        table.add(&row)?;
    }
    table.finish()?;
    Ok(json.flush()?)
}

fn page(over: &Over, ballots: u64) -> Result<String> {
    let page = Archived { manifest: &over.manifest, state: &over.state, ballots }.page();
    page.context("the page of the archive")
}

/// A folder that files are put into.
struct Site<P: AsRef<Path>>(P);

impl<P: AsRef<Path>> Site<P> {
    fn below(&self, path: &str) -> Site<PathBuf> {
        Site(self.0.as_ref().join(path))
    }

    fn put(&self, path: &str, bytes: impl AsRef<[u8]>) -> Result<()> {
        let mut file = self.create(path)?;
        file.write_all(bytes.as_ref())
            .and_then(|()| file.flush())
            .with_context(|| format!("cannot write {path}"))
    }

    fn copy(&self, path: &str, from: &mut impl io::Read) -> Result<()> {
        let mut file = self.create(path)?;
        io::copy(from, &mut file).and_then(|_| file.flush()).with_context(|| format!("cannot write {path}"))
    }

    fn create(&self, path: &str) -> Result<BufWriter<File>> {
        let path = self.0.as_ref().join(path);
        let folder = path.parent().context("every file is in a folder")?;
        let file = fs::create_dir_all(folder).and_then(|()| File::create(&path));
        Ok(BufWriter::new(file.with_context(|| format!("cannot make the file {}", path.display()))?))
    }
}
