//! Bundles of published entries as the log's tiles have them, kept in memory as they were read: they never change. However
//! large the polls are, no more than `MOST_BYTES` are kept; the rest is read again, by the key of its rows.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crypto::encoding::PollId;
use crypto::log::entry::ENTRY_BYTES;
use crypto::log::merkle::TILE_WIDTH;
use crypto::log::tiles::{Span, entry_bundle};
use web::DbError;

use crate::ballot_box::BallotBox;
use crate::poll::Poll;
use crate::store;

/// The bundles asked for lately.
#[derive(Debug)]
pub struct Bundles {
    kept: Mutex<Kept>,
    most: usize,
}

#[derive(Debug, Default)]
struct Kept {
    /// By poll and number of the tile, as much of it as was published when it was read.
    bundles: BTreeMap<(PollId, u64), Bundle>,
    /// All of them together.
    bytes: usize,
    /// Counts what was asked.
    turn: u64,
}

#[derive(Debug)]
struct Bundle {
    bytes: Vec<u8>,
    used: u64,
}

impl Default for Bundles {
    fn default() -> Self {
        Self::of_at_most(MOST_BYTES)
    }
}

impl Bundles {
    fn of_at_most(most: usize) -> Self {
        Self { kept: Mutex::default(), most }
    }

    fn get(&self, poll: PollId, span: Span) -> Option<Vec<u8>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.turn += 1;
        let turn = kept.turn;
        let bundle = kept.bundles.get_mut(&(poll, span.index()))?;
        let wanted = bundle.bytes.get(..length(span.width()))?.to_vec();
        bundle.used = turn;
        Some(wanted)
    }

    fn keep(&self, poll: PollId, index: u64, bytes: Vec<u8>) {
        let mut guard = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = &mut *guard;
        kept.bytes += bytes.len();
        let bundle = Bundle { bytes, used: kept.turn };
        let replaced = kept.bundles.insert((poll, index), bundle);
        kept.bytes -= replaced.map_or(0, |replaced| replaced.bytes.len());
        while kept.bytes > self.most
            && let Some(oldest) = kept.bundles.iter().min_by_key(|(_, it)| it.used).map(|(key, _)| *key)
        {
            kept.bytes -= kept.bundles.remove(&oldest).map_or(0, |removed| removed.bytes.len());
        }
    }
}

impl BallotBox {
    /// The bundle of these published entries; `None` where the database has no such entries.
    pub async fn bundle(&self, poll: &Poll, span: Span) -> Result<Option<Vec<u8>>, DbError> {
        let id = poll.id();
        if let Some(known) = self.bundles().get(id, span) {
            return Ok(Some(known));
        }
        // All of the tile that is published, so that whoever asks for another part of it finds it here.
        let first = span.index() * u64::from(TILE_WIDTH);
        let width = poll.log().size().saturating_sub(first).min(TILE_WIDTH.into());
        let limit = i64::try_from(width).unwrap_or(i64::from(TILE_WIDTH));
        let read = move |conn: &mut _| store::log::entries(conn, id, first, limit).map_err(DbError::from);
        let mut bundle = entry_bundle(&self.db().run(read).await?);
        let wanted = bundle.get(..length(span.width())).map(<[u8]>::to_vec);
        bundle.shrink_to_fit();
        self.bundles().keep(id, span.index(), bundle);
        Ok(wanted)
    }
}

/// Bytes of a bundle of so many entries.
fn length(width: u16) -> usize {
    usize::from(width) * (2 + ENTRY_BYTES)
}

/// Some 1,900 whole bundles: a log of 480,000 entries.
const MOST_BYTES: usize = 16 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_lately_stays_and_no_more_than_there_is_room_for() {
        let bundles = Bundles::of_at_most(3 * length(4));
        let (one, other) = (PollId::from([1; 32]), PollId::from([2; 32]));
        let span = |index, width| Span::new(index, width).unwrap();
        let whole = |fill| vec![fill; length(4)];
        assert_eq!(bundles.get(one, span(0, 1)), None);
        for index in 0..3 {
            bundles.keep(one, index, whole(u8::try_from(index).unwrap()));
            assert!(bundles.get(one, span(index, 4)).is_some());
        }
        assert_eq!(bundles.get(one, span(0, 2)), Some(vec![0; length(2)]), "a part of what is known");
        assert_eq!(bundles.get(one, span(0, 5)), None, "more than was published then");
        assert_eq!(bundles.get(other, span(0, 1)), None, "another poll");
        bundles.keep(other, 0, whole(9));
        let known =
            [(one, 0), (one, 1), (one, 2), (other, 0)].map(|(poll, index)| bundles.get(poll, span(index, 4)));
        assert_eq!(known.map(|it| it.map(|bytes| bytes[0])), [Some(0), None, Some(2), Some(9)]);
        // A longer one takes the place of a shorter one.
        for _ in 0..9 {
            bundles.keep(other, 0, whole(8));
        }
        assert!(bundles.get(one, span(0, 4)).is_some() && bundles.get(other, span(0, 4)).is_some());
        assert_eq!(bundles.kept.lock().unwrap().bytes, 3 * length(4));
    }
}
