//! The list of all polls, as a log and for programs.

use std::collections::BTreeSet;

use anyhow::{Context as _, ensure};
use crypto::log::checkpoint::Checkpoint;
use crypto::log::entry::Entry;
use crypto::log::tiles::{TilePath, entry_bundle};
use crypto::note::Note;
use serde_json::{Value, json};

use super::shelf::{JSON, NEWEST_NOTE, Shelf, TILE};
use crate::ballot_box::BoxLog;

/// What is known of the list in the mirror.
#[derive(Default)]
pub(super) struct ListCopy {
    there: Option<BTreeSet<String>>,
    /// As it was put last.
    version: Option<Version>,
}

/// Checkpoint and summaries.
#[derive(PartialEq, Eq)]
pub(super) struct Version([String; 2]);

impl Version {
    pub(super) fn of(list: &BoxLog, mut summaries: Vec<Value>) -> Self {
        // As the service lists them.
        summaries.sort_by_key(|summary| summary["poll"].to_string());
        Self([list.checkpoint().to_string(), json!({ "polls": summaries }).to_string()])
    }
}

impl ListCopy {
    /// Whether this is what was put last.
    pub(super) fn shows(&self, version: &Version) -> bool {
        self.version.as_ref() == Some(version)
    }

    /// Puts what is new, at our turn; every poll of the list is there already.
    pub(super) fn bring_up_to_date(
        &mut self,
        shelf: &Shelf,
        list: &BoxLog,
        version: Version,
    ) -> anyhow::Result<()> {
        let there = match &mut self.there {
            Some(there) => there,
            None => self.there.insert(shelf.there(&[LOG])?),
        };
        check_order(shelf, list)?;
        for path in TilePath::all(list.tree().size()) {
            shelf.once(there, format!("{LOG}/{path}"), TILE, || tile(list, path))?;
        }
        let Version([checkpoint, polls]) = &version;
        shelf.current(&format!("{LOG}/checkpoint"), NEWEST_NOTE, checkpoint.as_bytes())?;
        shelf.current("api/v1/polls/index.json", JSON, polls.as_bytes())?;
        self.version = Some(version);
        Ok(())
    }
}

/// Nobody is shown less of the list than before, or another one: its tiles never change.
fn check_order(shelf: &Shelf, list: &BoxLog) -> anyhow::Result<()> {
    let read = |note: &str| Checkpoint::parse(Note::parse(note).ok()?.text()).ok();
    let own = read(&list.checkpoint().to_string());
    let shown = shelf.get(&format!("{LOG}/checkpoint"))?.and_then(|note| String::from_utf8(note).ok());
    let shown = shown.and_then(|note| read(&note));
    if let Some((own, shown)) = own.zip(shown).filter(|(own, shown)| own.origin == shown.origin) {
        ensure!(
            list.tree().root_at(shown.size) == Some(shown.root),
            "the mirror shows a list of {} polls, which the list of {} in the database does not continue: it is newer than the \
             database, or of another one",
            shown.size,
            own.size
        );
    }
    Ok(())
}

fn tile(list: &BoxLog, path: TilePath) -> anyhow::Result<Vec<u8>> {
    let bytes = match path {
        TilePath::Hashes(level, span) => list.tree().tile(level, span.index(), span.width()),
        TilePath::Entries(span) => span.range().and_then(|range| {
            let range = usize::try_from(range.start).ok()?..usize::try_from(range.end).ok()?;
            let polls = list.polls().get(range)?.iter();
            Some(entry_bundle(&polls.map(|poll| Entry::manifest(*poll)).collect::<Vec<_>>()))
        }),
    };
    bytes.with_context(|| format!("the list is shorter than {path}"))
}

const LOG: &str = "polls/log";
