//! A log that is followed while it grows: of what was seen the edge of the tree is kept, not the list.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use audit::Frontier;
use crypto::encoding::{BallotHash, Digest};
use crypto::log::checkpoint::Checkpoint;
use crypto::log::entry::{Entry, EntryKind};
use crypto::log::merkle::{Hash, TILE_WIDTH};
use crypto::log::tiles::{Span, TilePath, parse_entry_bundle};
use serde::{Deserialize, Serialize};

use super::stop::Stop;
use crate::client::{ClientError, Http};

/// What is remembered of a log.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct LogMemory {
    frontier: Frontier,
    /// How many ballots are on the list.
    pub(super) ballots: u64,
    /// Everything else on the list, in its order.
    pub(super) others: Vec<Listed>,
    /// Roots at sizes that were asked for.
    roots: BTreeMap<u64, Digest>,
    /// Ballots that were asked for, with their indices.
    found: BTreeMap<BallotHash, u64>,
    sought: BTreeSet<BallotHash>,
}

/// An entry that is no ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Listed {
    kind: u8,
    object: Digest,
}

/// What else to find out while the entries go by.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    /// Roots at these sizes.
    pub(super) sizes: BTreeSet<u64>,
    /// Indices of these ballots.
    pub(super) ballots: BTreeSet<BallotHash>,
}

/// Where the entries come from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) http: &'a Http,
    /// Below which the tiles are: `/polls/<id>/log`.
    pub(super) tiles: &'a str,
    pub(super) stop: &'a Stop,
    /// When it has taken too long.
    pub(super) deadline: Instant,
}

/// Why a log could not be followed.
#[derive(Debug, thiserror::Error)]
pub(super) enum LogError {
    /// No entries came.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// What came leads elsewhere than the signed root.
    #[error("{0}")]
    Hidden(String),
    /// What came is what was signed, and does not begin with what was signed before.
    #[error("the list of {new} entries does not begin with the {old} that were signed before")]
    Rewritten {
        /// Entries then.
        old: u64,
        /// Entries now.
        new: u64,
    },
    /// It was not read to its end in time: nothing is known against it.
    #[error("the list comes too slowly")]
    Slow,
    /// The watcher is asked to end.
    #[error("interrupted")]
    Stopped,
}

impl LogMemory {
    /// Entries seen.
    pub(super) fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// The root at one of the sizes that were asked for.
    pub(super) fn root_at(&self, size: u64) -> Option<Hash> {
        self.roots.get(&size).map(|root| *root.as_bytes())
    }

    /// The index of one of the ballots that were asked for.
    pub(super) fn index_of(&self, ballot: BallotHash) -> Option<u64> {
        self.found.get(&ballot).copied()
    }

    /// Goes on to `head`, which must be at least as long as what was seen. Nothing is remembered of what does not hold.
    pub(super) fn follow(
        &mut self,
        source: Source<'_>,
        head: &Checkpoint,
        wanted: &Wanted,
    ) -> Result<(), LogError> {
        if head.size > MOST_ENTRIES {
            return Err(LogError::Hidden(format!("a list of {} entries is not followed", head.size)));
        }
        let late = |size: &u64| *size < self.size() && !self.roots.contains_key(size);
        let looks_back = self.size() > 0
            && (wanted.sizes.iter().any(late) || wanted.ballots.iter().any(|it| !self.sought.contains(it)));
        if !looks_back {
            let mut onward = self.clone();
            onward.walk(source, head.size, wanted)?;
            if onward.frontier.root() == head.root {
                *self = onward;
                return Ok(());
            }
        }
        // From the first entry on it shows which of the two lists is meant, if any.
        let mut anew = Self::default();
        let seen =
            Wanted { sizes: wanted.sizes.iter().copied().chain([self.size()]).collect(), ..wanted.clone() };
        anew.walk(source, head.size, &seen)?;
        if anew.frontier.root() != head.root {
            let hidden = format!("the {} entries that it shows are not those that it signed", head.size);
            return Err(LogError::Hidden(hidden));
        }
        if self.size() > 0 && anew.root_at(self.size()) != Some(self.frontier.root()) {
            return Err(LogError::Rewritten { old: self.size(), new: head.size });
        }
        *self = anew;
        Ok(())
    }

    /// The same for a list that may take several looks to be read: `under_way` is how far that has come beyond what is remembered, and holds
    /// only once its end does.
    pub(super) fn follow_by_and_by(
        &mut self,
        under_way: &mut Option<Self>,
        source: Source<'_>,
        head: &Checkpoint,
    ) -> Result<(), LogError> {
        let begun = under_way.take().filter(|begun| begun.size() <= head.size);
        let mut onward = begun.unwrap_or_else(|| self.clone());
        match onward.walk(source, head.size, &Wanted::default()) {
            Ok(()) if onward.frontier.root() == head.root => {
                *self = onward;
                return Ok(());
            }
            Err(broken_off @ (LogError::Slow | LogError::Client(_) | LogError::Stopped)) => {
                *under_way = Some(onward);
                return Err(broken_off);
            }
            // What was spoiled on the way is whole the next time.
            Ok(()) | Err(LogError::Hidden(_) | LogError::Rewritten { .. }) => {}
        }
        self.follow(source, head, &Wanted::default())
    }

    /// Whether the list at `source`, which is at least as long, goes on from here to `head`.
    pub(super) fn leads_to(&self, source: Source<'_>, head: &Checkpoint) -> Result<bool, LogError> {
        let mut onward = self.clone();
        onward.walk(source, head.size, &Wanted::default())?;
        Ok(onward.frontier.root() == head.root)
    }

    fn walk(&mut self, source: Source<'_>, to: u64, wanted: &Wanted) -> Result<(), LogError> {
        for entry in source.entries(self.size(), to) {
            let entry = entry?;
            self.note_root(wanted);
            let index = self.size();
            if entry.kind == EntryKind::Ballot {
                self.ballots += 1;
                let ballot = BallotHash::from(*entry.object.as_bytes());
                if wanted.ballots.contains(&ballot) {
                    self.found.insert(ballot, index);
                }
            } else if self.others.len() < MOST_OTHERS {
                self.others.push(Listed { kind: entry.kind as u8, object: entry.object });
            } else {
                return Err(LogError::Hidden(format!(
                    "the list has more than {MOST_OTHERS} entries that are no ballots"
                )));
            }
            self.frontier.push(entry.leaf_hash());
        }
        self.note_root(wanted);
        self.sought.extend(&wanted.ballots);
        Ok(())
    }

    fn note_root(&mut self, wanted: &Wanted) {
        if wanted.sizes.contains(&self.size()) {
            self.roots.insert(self.size(), self.frontier.root().into());
        }
    }
}

impl Listed {
    /// The kind's byte on the list.
    pub(super) fn is(&self, kind: EntryKind) -> bool {
        self.kind == kind as u8
    }

    /// Hash of what is listed.
    pub(super) fn object(&self) -> Digest {
        self.object
    }
}

impl<'a> Source<'a> {
    fn goes_on(&self) -> Result<(), LogError> {
        if self.stop.is_set() {
            return Err(LogError::Stopped);
        }
        if Instant::now() >= self.deadline { Err(LogError::Slow) } else { Ok(()) }
    }

    /// The entries from index `from` up to `to`; ends after the first failure.
    pub(super) fn entries(self, from: u64, to: u64) -> impl Iterator<Item = Result<Entry, LogError>> + 'a {
        let width = u64::from(TILE_WIDTH);
        let indices = if from < to { from / width..to.div_ceil(width) } else { 0..0 };
        let mut failed = false;
        indices
            .map(move |index| {
                let start = index * width;
                let bundle = self.bundle(index, (to - start).min(width))?;
                let skipped = usize::try_from(from.saturating_sub(start)).unwrap_or(usize::MAX);
                Ok::<_, LogError>(bundle.into_iter().skip(skipped))
            })
            .flat_map(|bundle| match bundle {
                Ok(entries) => entries.map(Ok).collect::<Vec<_>>(),
                Err(error) => vec![Err(error)],
            })
            .take_while(move |entry| !std::mem::replace(&mut failed, entry.is_err()))
    }

    fn bundle(self, index: u64, width: u64) -> Result<Vec<Entry>, LogError> {
        self.goes_on()?;
        let width = u16::try_from(width).expect("a tile has at most 256 entries");
        let get = |width| {
            let path = TilePath::Entries(Span::new(index, width).expect("a tile has entries"));
            self.http.get(&format!("{}/{path}", self.tiles), &[])?.accepted()
        };
        let (bytes, width_shown) = match get(width) {
            // The partial tile is gone once the full one is there (C2SP tlog-tiles).
            Err(ClientError::Refused(problem)) if problem.status == 404 && width < TILE_WIDTH => {
                (get(TILE_WIDTH)?.body, TILE_WIDTH)
            }
            answer => (answer?.body, width),
        };
        let entries = parse_entry_bundle(&bytes, width_shown);
        let mut entries = entries.map_err(|error| LogError::Hidden(format!("tile {index}: {error}")))?;
        entries.truncate(width.into());
        Ok(entries)
    }
}

/// Of a list that is followed.
const MOST_ENTRIES: u64 = 1 << 25;
/// Statements of a poll, or polls of a ballot box.
const MOST_OTHERS: usize = 1 << 16;
