//! Lists that are read page by page, by key: the last page takes as long as the first.

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
