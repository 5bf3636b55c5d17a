//! The log as static files (C2SP tlog-tiles): paths, tiles of hashes and bundles of entries.

use std::fmt;
use std::str::FromStr;

use super::entry::{ENTRY_BYTES, Entry};
use super::merkle::{Hash, TILE_WIDTH};
use super::parse_decimal;

/// A path below a log's prefix: `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TilePath {
    /// Hashes of the given level, each standing for `256^level` leaves.
    Hashes(u8, Span),
    /// The entries of the tile of level 0 with the same span.
    Entries(Span),
}

/// Which tile of a level, and how much of it: `<N>[.p/<W>]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    index: u64,
    width: u16,
}

/// Why a text is not the path of a tile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not the path of a tile")]
pub struct PathError;

/// Why bytes are not a tile or a bundle of entries of the width that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// Too few or too many bytes.
    #[error("the tile has the wrong length")]
    Length,
    /// An entry that is not one of Psephos.
    #[error("entry {0} of the bundle is malformed")]
    Entry(usize),
}

impl Span {
    /// Tile `index` with `width` hashes or entries; `None` unless the width is within 1 to 256.
    pub fn new(index: u64, width: u16) -> Option<Self> {
        (1..=TILE_WIDTH).contains(&width).then_some(Self { index, width })
    }

    /// The tile's place in its level, from 0.
    pub fn index(self) -> u64 {
        self.index
    }

    /// Number of hashes or entries, 1 to 256.
    pub fn width(self) -> u16 {
        self.width
    }

    /// Index of the tile's first hash or entry, and the one behind its last; `None` beyond 64 bits.
    pub fn range(self) -> Option<std::ops::Range<u64>> {
        let start = self.index.checked_mul(TILE_WIDTH.into())?;
        Some(start..start.checked_add(self.width.into())?)
    }
}

impl TilePath {
    /// Whether a log of `size` entries has all of this tile. To be asked with the size of a published checkpoint: what
    /// is appended and not yet signed must not be shown.
    pub fn is_within(&self, size: u64) -> bool {
        let (hashes, span) = match *self {
            // floor(size / 256^level)
            Self::Hashes(level, span) => (size.checked_shr(u32::from(level) * 8).unwrap_or(0), span),
            Self::Entries(span) => (size, span),
        };
        span.range().is_some_and(|range| range.end <= hashes)
    }

    /// Every tile of hashes and bundle of entries of a log of `size` entries, the partial ones at the right edge
    /// included.
    pub fn all(size: u64) -> impl Iterator<Item = Self> {
        let hashes = (0..8)
            .flat_map(move |level| spans(size >> (8 * level)).map(move |span| Self::Hashes(level, span)));
        hashes.chain(spans(size).map(Self::Entries))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.index.to_string();
        let groups = digits.len().div_ceil(3);
        let padded = format!("{digits:0>width$}", width = groups * 3);
        for start in (0..groups).map(|group| group * 3) {
            let separator = if start + 3 < padded.len() { "/" } else { "" };
            let mark = if separator.is_empty() { "" } else { "x" };
            write!(f, "{mark}{}{separator}", &padded[start..start + 3])?;
        }
        if self.width < TILE_WIDTH { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

impl FromStr for Span {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let (path, width) = match text.split_once(".p/") {
            Some((path, width)) => (path, parse_decimal(width).and_then(|width| u16::try_from(width).ok())),
            None => (text, Some(TILE_WIDTH)),
        };
        let digits: String = path.split('/').map(|group| group.strip_prefix('x').unwrap_or(group)).collect();
        let index = digits.parse().map_err(|_| PathError)?;
        let span = width.and_then(|width| Self::new(index, width)).ok_or(PathError)?;
        // The printed form is the one spelling: groups of three, `x` on all but the last, no group of zeroes in front.
        if span.to_string() == text { Ok(span) } else { Err(PathError) }
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hashes(level, span) => write!(f, "tile/{level}/{span}"),
            Self::Entries(span) => write!(f, "tile/entries/{span}"),
        }
    }
}

impl FromStr for TilePath {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let (level, span) =
            text.strip_prefix("tile/").and_then(|rest| rest.split_once('/')).ok_or(PathError)?;
        let span = span.parse()?;
        if level == "entries" {
            return Ok(Self::Entries(span));
        }
        let level = parse_decimal(level).filter(|level| *level <= MAX_LEVEL).ok_or(PathError)?;
        Ok(Self::Hashes(u8::try_from(level).expect("levels end at 63"), span))
    }
}

/// The hashes of a tile of this width.
///
/// # Errors
/// [`TileError::Length`] unless there are `32 * width` bytes.
pub fn parse_tile(bytes: &[u8], width: u16) -> Result<Vec<Hash>, TileError> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    let whole = rest.is_empty() && hashes.len() == usize::from(width);
    if whole { Ok(hashes.to_vec()) } else { Err(TileError::Length) }
}

/// A bundle of entries: `u16 length || entry` each.
pub fn entry_bundle(entries: &[Entry]) -> Vec<u8> {
    entries.iter().flat_map(|entry| LENGTH_PREFIX.into_iter().chain(entry.to_bytes())).collect()
}

/// The entries of a bundle of this width.
///
/// # Errors
/// [`TileError::Length`] unless there are `width` entries and nothing behind them; [`TileError::Entry`] for one that is
/// not 33 bytes long or of unknown type.
pub fn parse_entry_bundle(bytes: &[u8], width: u16) -> Result<Vec<Entry>, TileError> {
    let mut rest = bytes;
    let mut entries = Vec::with_capacity(width.into());
    for number in 0..usize::from(width) {
        let (prefix, behind) = rest.split_first_chunk().ok_or(TileError::Length)?;
        let length = usize::from(u16::from_be_bytes(*prefix));
        let (entry, behind) = behind.split_at_checked(length).ok_or(TileError::Length)?;
        entries.push(Entry::parse(entry).map_err(|_| TileError::Entry(number))?);
        rest = behind;
    }
    if rest.is_empty() { Ok(entries) } else { Err(TileError::Length) }
}

/// The spans that cover `count` hashes or entries.
fn spans(count: u64) -> impl Iterator<Item = Span> {
    let full = count / u64::from(TILE_WIDTH);
    let partial = u16::try_from(count % u64::from(TILE_WIDTH)).expect("a remainder by 256 fits 16 bits");
    (0..full).map(|index| Span { index, width: TILE_WIDTH }).chain(Span::new(full, partial))
}

const LENGTH_PREFIX: [u8; 2] = (ENTRY_BYTES as u16).to_be_bytes();
const MAX_LEVEL: u64 = 63;
