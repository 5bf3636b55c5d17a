//! The files of one poll, in an order in which whoever reads meanwhile finds all that a checkpoint covers.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use anyhow::{Context as _, ensure};
use crypto::encoding::PollId;
use crypto::log::checkpoint::Checkpoint;
use crypto::log::tiles::{TilePath, entry_bundle};
use crypto::time::UtcTime;
use serde_json::{Value, json};
use site::{Kind, SiteError};
use web::DbError;

use super::reader::Reader;
use super::shelf::{JSON, NEWEST_NOTE, NOTE, Shelf, TILE, Whole};
use crate::export::{self, Snapshot};
use crate::poll::{Phase, Poll};
use crate::store;
use crate::summary::summary;

/// What is known of a poll in the mirror.
#[derive(Default)]
pub(super) struct PollCopy {
    /// While it may still change.
    poll: Option<Poll>,
    /// Paths of the files that were found there or put.
    there: Option<BTreeSet<String>>,
    /// What was put last, whole.
    version: Option<Version>,
    summary: Option<Value>,
}

/// Tells what a poll's files were made of from what they would be made of later.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) checkpoint: String,
    pub(super) notices: u64,
    pub(super) results: u64,
    phase: Phase,
}

impl Version {
    fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Counted | Phase::Cancelled)
    }
}

impl PollCopy {
    /// The poll in the list of polls, once all of it is there.
    pub(super) fn summary(&self) -> Option<Value> {
        self.summary.clone()
    }

    /// Puts what is new.
    pub(super) fn bring_up_to_date(
        &mut self,
        reader: &Reader,
        shelf: &Shelf,
        id: PollId,
        now: UtcTime,
    ) -> anyhow::Result<()> {
        match (&self.poll, &self.version) {
            // What was half followed is read anew the next time.
            (Some(poll), _) => reader.follow(poll).inspect_err(|_| self.poll = None)?,
            // It is over, and its tree need not be kept.
            (None, Some(version)) if version.is_over() && reader.is_still(id, version)? => {}
            (None, _) => self.poll = reader.poll(id)?,
        }
        let Some(poll) = &self.poll else { return Ok(()) };
        let snapshot = Snapshot::of(poll);
        let version = Version {
            checkpoint: snapshot.checkpoint.clone(),
            notices: snapshot.state.notices.len() as u64,
            results: snapshot.state.results.len() as u64,
            phase: snapshot.state.phase(poll.manifest(), now),
        };
        if self.version.as_ref() == Some(&version) {
            return Ok(());
        }
        if shelf.begin()? {
            return self.bring_up_to_date(reader, shelf, id, now);
        }
        let (api, log) = (format!("api/v1/polls/{id}"), format!("polls/{id}/log"));
        let there = match &mut self.there {
            Some(there) => there,
            None => self.there.insert(shelf.there(&[&api, &log])?),
        };
        let summary = summary(poll.manifest(), &snapshot.state, snapshot.ballots, now);
        Files { reader, shelf, poll, snapshot: &snapshot, api, log }.put(there, &summary)?;
        self.version = Some(version);
        self.summary = Some(summary);
        if snapshot.state.is_final() {
            (self.poll, self.there) = (None, None);
        }
        Ok(())
    }
}

/// One version of a poll, and where it goes.
struct Files<'a> {
    reader: &'a Reader,
    shelf: &'a Shelf,
    poll: &'a Poll,
    snapshot: &'a Snapshot,
    /// Below which the API's files are.
    api: String,
    /// Below which the log is.
    log: String,
}

impl Files<'_> {
    fn put(&self, there: &mut BTreeSet<String>, summary: &Value) -> anyhow::Result<()> {
        let Self { shelf, snapshot: Snapshot { checkpoint, state, .. }, .. } = self;
        self.check_order()?;
        self.notes(there)?;
        self.tiles(there)?;
        if state.is_final() {
            self.downloads(there)?;
        }
        let notices: Vec<&String> = state.notices.iter().map(|(_, note)| note).collect();
        let notices = json!({ "notices": notices }).to_string();
        shelf.current(&self.path("notices"), JSON, notices.as_bytes())?;
        let newest = state.results.last().map(|(_, note)| note);
        for (name, note) in [("issuance", state.issuance.as_ref()), ("result", newest)] {
            if let Some(note) = note {
                shelf.current(&self.path(name), NEWEST_NOTE, note.as_bytes())?;
            }
        }
        // An auditor reads the log's own first, and everything else must continue it.
        for path in [self.path("checkpoint"), self.head()] {
            shelf.current(&path, NEWEST_NOTE, checkpoint.as_bytes())?;
        }
        shelf.current(&self.path("index.json"), JSON, summary.to_string().as_bytes())?;
        self.tidy(there)
    }

    fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.api)
    }

    fn head(&self) -> String {
        format!("{}/checkpoint", self.log)
    }

    /// Nobody is shown less than before: neither of two mirrors at one place, nor by a database that lost something.
    fn check_order(&self) -> anyhow::Result<()> {
        let shown = self.shelf.get(&self.head())?.and_then(|note| String::from_utf8(note).ok());
        let (key, origin) = (self.poll.key().verifier(), self.poll.origin());
        let shown = shown.and_then(|note| Checkpoint::open(&note, key, &origin).ok());
        if let Some((shown, _)) = shown {
            let own = self.poll.log().tree().root_at(shown.size);
            ensure!(
                own == Some(shown.root),
                "the mirror shows a checkpoint of {} entries, which the database does not lead to: it is newer than the \
                 database, or of another one",
                shown.size
            );
        }
        Ok(())
    }

    /// Signed notes that stay as they are.
    fn notes(&self, there: &mut BTreeSet<String>) -> anyhow::Result<()> {
        let state = &self.snapshot.state;
        let assets =
            (1..).zip(&state.assets).map(|(number, note)| (format!("assets/{number}"), note.as_str()));
        let results = state.results.iter().map(|(_, note)| note.as_str());
        let results = (1..).zip(results).map(|(number, note)| (format!("results/{number}"), note));
        let manifest = ("manifest".to_owned(), self.poll.note());
        for (name, note) in [manifest].into_iter().chain(assets).chain(results) {
            self.shelf.once(there, self.path(&name), NOTE, || Ok(note.as_bytes().to_vec()))?;
        }
        Ok(())
    }

    fn tiles(&self, there: &mut BTreeSet<String>) -> anyhow::Result<()> {
        for tile in TilePath::all(self.snapshot.size) {
            let path = format!("{}/{tile}", self.log);
            self.shelf.once(there, path, TILE, || self.tile(tile))?;
        }
        Ok(())
    }

    fn tile(&self, tile: TilePath) -> anyhow::Result<Vec<u8>> {
        let bytes = match tile {
            TilePath::Hashes(level, span) => self.poll.log().tree().tile(level, span.index(), span.width()),
            TilePath::Entries(span) => {
                let (id, first) = (self.poll.id(), span.range().context("a tile of this log")?.start);
                let entries = self.reader.db().run_here(|conn| {
                    store::log::entries(conn, id, first, i64::from(span.width())).map_err(DbError::from)
                })?;
                (entries.len() == usize::from(span.width())).then(|| entry_bundle(&entries))
            }
        };
        bytes.with_context(|| format!("the log is shorter than {tile}"))
    }

    /// What is long. Its versions stand in a file of their own, for a list of files does not tell them apart.
    fn downloads(&self, there: &mut BTreeSet<String>) -> anyhow::Result<()> {
        let Self { poll, snapshot, .. } = *self;
        let (db, size, ballots) = (self.reader.db(), snapshot.size, snapshot.ballots);
        let lines = format!("{ballots} {}", env!("CARGO_PKG_VERSION"));
        let mut versions = self.versions()?;
        let mut put = |name: &str, version: String, write: &dyn Fn(&mut Whole<'_>) -> io::Result<()>| {
            let path = self.path(name);
            if there.contains(&path) && versions.get(name) == Some(&version) {
                return Ok::<_, SiteError>(());
            }
            self.shelf.written(&path, download(name), write)?;
            there.insert(path);
            versions.insert(name.to_owned(), version);
            let versions = json!(versions).to_string();
            self.shelf.current(&self.path(VERSIONS), JSON, versions.as_bytes())
        };
        put("entries", size.to_string(), &|out| export::entries(db, poll, size, out))?;
        // A cancelled poll's ballots are never published.
        if snapshot.state.is_cancelled() {
            return Ok(());
        }
        put("ballots", ballots.to_string(), &|out| export::ballots(db, poll, snapshot, out))?;
        put("ballots.ndjson", lines.clone(), &|out| export::ndjson(db, poll, snapshot, out))?;
        put("ballots.csv", lines, &|out| export::csv(db, poll, snapshot, out))?;
        put("bundle", snapshot.etag(poll, "bundle"), &|out| export::bundle(db, poll, snapshot, out))?;
        Ok(())
    }

    /// Of the downloads that are there.
    fn versions(&self) -> anyhow::Result<BTreeMap<String, String>> {
        let stored = self.shelf.get(&self.path(VERSIONS))?;
        // What cannot be read is written anew.
        Ok(stored.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default())
    }

    /// Removes tiles in part that are there whole: readers take those instead (C2SP tlog-tiles).
    fn tidy(&self, there: &mut BTreeSet<String>) -> anyhow::Result<()> {
        let is_whole = |path: &str| path.split_once(".p/").is_some_and(|(whole, _)| there.contains(whole));
        let outgrown: Vec<String> = there.iter().filter(|path| is_whole(path)).cloned().collect();
        for path in outgrown {
            self.shelf.remove(&path)?;
            there.remove(&path);
        }
        Ok(())
    }
}

fn download(name: &str) -> Kind {
    Kind::current(match name {
        "ballots" => "application/vnd.psephos.ballots",
        "ballots.ndjson" => "application/x-ndjson",
        "ballots.csv" => "text/csv; charset=utf-8",
        "bundle" => "application/x-tar",
        _ => "application/octet-stream",
    })
}

/// The mirror's own notes.
const VERSIONS: &str = "mirror.json";
