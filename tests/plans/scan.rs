//! One place in a plan where rows of a table are read, and whether it reads more than is asked for.

/// How rows of a table are found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) table: String,
    /// The ways to its rows, all of which are gone: one, or one for each side of an OR.
    pub(super) ways: Vec<Way>,
    /// Whether only the first rows are read, in the order of an index, and each of them is wanted.
    pub(super) stops: bool,
    /// Whether whatever is found is deleted.
    pub(super) deletes: bool,
}

/// One way: what is known of the leading columns of an index, or nothing.
pub(super) type Way = Vec<Key>;

/// What is known of a column of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) column: String,
    pub(super) known: Known,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// Its value.
    Value,
    /// Where its values begin and end.
    Bounds,
    /// One of both.
    Bound,
}

impl Scan {
    /// What is wrong with it, if many rows have the same value in columns that are `shared`.
    pub(super) fn fault(&self, shared: impl Fn(&str) -> bool) -> Option<String> {
        if self.ways.is_empty() {
            return Some("is read from end to end".to_owned());
        }
        self.ways.iter().find_map(|way| {
            let is_narrow = |key: &Key| key.known != Known::Bound && !shared(&key.column);
            let is_purge = self.deletes && way.iter().any(|key| !shared(&key.column));
            if self.stops || is_purge || way.iter().any(is_narrow) {
                return None;
            }
            let columns: Vec<&str> = way.iter().map(|key| key.column.as_str()).collect();
            Some(match columns.as_slice() {
                [] => "is read from end to end by an index".to_owned(),
                columns => format!("is read wherever {} fits, which is much", columns.join(" and ")),
            })
        })
    }
}

/// What is known of the columns of an index by these comparisons of a column: those at its beginning whose value is known, and the
/// first of which less is.
pub(super) fn way(columns: &[String], comparisons: &[(String, &str)]) -> Way {
    let mut way = Way::new();
    for column in columns {
        let of_it = comparisons.iter().filter(|(compared, _)| compared == column);
        let (mut value, mut from, mut to) = (false, false, false);
        for (_, operator) in of_it {
            match *operator {
                "=" => value = true,
                ">" | ">=" => from = true,
                "<" | "<=" => to = true,
                _ => {}
            }
        }
        let known = match (value, from, to) {
            (true, _, _) => Known::Value,
            (_, true, true) => Known::Bounds,
            (_, false, false) => break,
            _ => Known::Bound,
        };
        way.push(Key { column: column.clone(), known });
        if !value {
            break;
        }
    }
    way
}
