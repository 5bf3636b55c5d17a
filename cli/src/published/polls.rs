//! The list of all polls of a ballot box, and the manifests of the newest.

use anyhow::{Context as _, Result, bail};
use audit::PollsLog;
use crypto::encoding::PollId;
use crypto::log::checkpoint::Checkpoint;
use crypto::log::entry::Entry;
use crypto::log::merkle::TILE_WIDTH;
use crypto::log::tiles::Span;
use crypto::note::Note;

use super::shelf::Shelf;

/// The list, if it is there.
pub(super) fn polls(shelf: &Shelf) -> Result<Option<PollsLog>> {
    let Some(checkpoint) = shelf.get("polls/log/checkpoint")? else { return Ok(None) };
    let checkpoint = String::from_utf8(checkpoint).context("the checkpoint of the list of polls")?;
    let size = Note::parse(&checkpoint)
        .ok()
        .and_then(|note| Checkpoint::parse(note.text()).ok())
        .map_or(0, |checkpoint| checkpoint.size);
    if size > MOST_POLLS {
        bail!("the ballot box claims to have {size} polls; more than {MOST_POLLS} are not looked at");
    }
    let mut entries = Vec::new();
    let width = u64::from(TILE_WIDTH);
    for index in 0..size.div_ceil(width) {
        let width = u16::try_from((size - index * width).min(width)).context("at most 256")?;
        let span = Span::new(index, width).context("a tile has entries")?;
        entries.extend(shelf.tile("polls/log", span).context("the ballot box's list of polls")?);
    }
    let ids = entries.iter().rev().take(NEWEST).map(|entry| PollId::from(*entry.object.as_bytes()));
    let mut manifests = Vec::new();
    for id in ids {
        let note = shelf.get(&format!("api/v1/polls/{id}/manifest"))?;
        manifests.extend(note.and_then(|note| String::from_utf8(note).ok()));
    }
    if entries.len() > NEWEST {
        eprintln!(
            "Of the {} polls of this ballot box the newest {NEWEST} are compared with this one.",
            entries.len()
        );
    }
    let entries = entries.iter().flat_map(Entry::to_bytes).collect();
    Ok(Some(PollsLog { checkpoint, entries, manifests }))
}

/// Of a ballot box's list of polls.
const MOST_POLLS: u64 = 1 << 20;
/// Manifests that are compared with the poll's own.
const NEWEST: usize = 200;
