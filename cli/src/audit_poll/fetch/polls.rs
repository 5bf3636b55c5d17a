//! The list of all polls of a ballot box, and the manifests of the newest.

use anyhow::{Context as _, Result, bail};
use audit::PollsLog;
use crypto::encoding::PollId;
use crypto::log::checkpoint::Checkpoint;
use crypto::log::entry::Entry;
use crypto::log::merkle::TILE_WIDTH;
use crypto::log::tiles::{Span, TilePath};
use crypto::note::Note;

use super::optional;
use crate::client::BallotBox;

/// The list of all polls, and the manifests of the newest.
pub(super) fn polls(ballot_box: &BallotBox) -> Result<PollsLog> {
    let checkpoint = ballot_box.http().get("/polls/log/checkpoint", &[])?.accepted()?.text()?;
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
        let path = TilePath::Entries(span).to_string();
        let tile = ballot_box.http().get(&format!("/polls/log/{path}"), &[])?.accepted()?.body;
        let read = crypto::log::tiles::parse_entry_bundle(&tile, width);
        entries.extend(read.context("the ballot box's list of polls cannot be read")?);
    }
    let ids = entries.iter().rev().take(NEWEST).map(|entry| PollId::from(*entry.object.as_bytes()));
    let mut manifests = Vec::new();
    for id in ids {
        manifests.extend(
            optional(ballot_box.get(&id, "/manifest"))?.and_then(|note| String::from_utf8(note).ok()),
        );
    }
    let entries = entries.iter().flat_map(Entry::to_bytes).collect();
    Ok(PollsLog { checkpoint, entries, manifests })
}

/// Of a ballot box's list of polls.
const MOST_POLLS: u64 = 1 << 20;
/// Manifests that are compared with the poll's own.
const NEWEST: usize = 200;
