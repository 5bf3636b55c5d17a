//! Lists that are read page by page, by key: the last page takes as long as the first.

use crate::store::StoreResult;

/// Where a page begins.
pub(crate) struct Place {
    /// Behind the row of this key; none for the first page.
    pub(crate) behind: Option<String>,
    /// Whether it is the first page because the row behind which it was to begin is gone, or never was.
    pub(crate) is_anew: bool,
}

/// The place behind the row whose id is `after`, if there is an id; `key` looks up by what the list is in order.
pub(crate) fn place(
    after: Option<&str>,
    key: impl FnOnce(&str) -> StoreResult<Option<String>>,
) -> StoreResult<Place> {
    let Some(id) = after.filter(|id| !id.is_empty()) else {
        return Ok(Place { behind: None, is_anew: false });
    };
    // What no row is called is not asked for: a database would refuse some of it.
    let is_id = id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let behind = if is_id { key(id)? } else { None };
    Ok(Place { is_anew: behind.is_none(), behind })
}

/// A page of rows of which one more was read than it has room for, and the key behind which the next page begins, if there is one.
pub(crate) fn page<T>(mut rows: Vec<T>, size: usize, key: impl Fn(&T) -> &str) -> (Vec<T>, Option<String>) {
    let is_last = rows.len() <= size;
    rows.truncate(size);
    let next = rows.last().filter(|_| !is_last).map(|last| key(last).to_owned());
    (rows, next)
}

/// How many rows are read for a page.
pub(crate) fn rows_of(size: usize) -> i64 {
    i64::try_from(size + 1).unwrap_or(i64::MAX)
}

/// How many rows fit a search, counted no further than to a bound: of a million each takes its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) number: u64,
    /// Whether there are no more than that.
    pub(crate) is_exact: bool,
}

impl Count {
    /// All were counted.
    pub(crate) fn exact(number: i64) -> Self {
        Self { number: u64::try_from(number).unwrap_or(0), is_exact: true }
    }

    /// Rows that were found when one more than `most` was looked for.
    pub(crate) fn of(found: usize, most: u32) -> Self {
        let (found, most) = (u64::try_from(found).unwrap_or(u64::MAX), u64::from(most));
        Self { number: found.min(most), is_exact: found <= most }
    }
}

/// How far rows of a list are counted.
pub(crate) const MOST_COUNTED: u32 = 10_000;
