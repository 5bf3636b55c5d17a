//! The roll: who may vote, read from CSV; all of it or nothing.

mod table;

use std::collections::HashSet;

use serde::{Serialize, Serializer};
use serde_json::json;
use web::i18n::Text;

pub(super) use self::table::Table;
use super::audit::{self, Action, Actor, Event};
use super::email::parse_email;
use super::roll_change::{self, Change, RollClosed};
use crate::registrar::Registrar;
use crate::store;

/// One voter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RollLine {
    /// In its one spelling.
    pub(crate) email: String,
    /// What to call them.
    pub(crate) name: Option<String>,
    /// The organiser's own id for them.
    pub(crate) external_id: Option<String>,
}

/// A roll that was read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct RollFile {
    /// The voters, each once.
    pub(crate) lines: Vec<RollLine>,
    /// Rows below the header.
    pub(crate) rows: u64,
    /// Rows whose address had come before.
    pub(crate) duplicates: Vec<Duplicate>,
    /// Rows that are no voter.
    pub(crate) rejected: Vec<Rejected>,
}

/// A row whose address had come before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Duplicate {
    /// Its line in the file, from 1.
    pub(crate) line: u64,
    /// The address.
    pub(crate) email: String,
}

/// A row that is no voter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Rejected {
    /// Its line in the file, from 1.
    pub(crate) line: u64,
    /// What is wrong with it; the API says it in English.
    #[serde(serialize_with = "in_english")]
    pub(crate) reason: Text,
}

fn in_english<S: Serializer>(text: &Text, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(text)
}

/// What an import changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Imported {
    /// Rows read.
    pub(crate) rows: u64,
    /// Voters who are new on the roll.
    pub(crate) added: u64,
    /// Voters whose name or id is another now.
    pub(crate) changed: u64,
    /// Rows whose address had come before.
    pub(crate) duplicates: u64,
    /// Voters who were on the roll and are not in the file.
    pub(crate) removed: u64,
    /// Always empty: a file with such rows changes nothing.
    pub(crate) rejected: Vec<Rejected>,
}

/// Why a file was not imported. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ImportError {
    /// Not UTF-8: the line, and what it looks like.
    #[error("{}", self.text())]
    NotUtf8(u64, Text),
    /// The first line is not a header; what it is.
    #[error("{}", self.text())]
    Header(String),
    /// No voter in it.
    #[error("{}", self.text())]
    Empty,
    /// Some rows are no voters.
    #[error("{}", self.text())]
    Rejected(RollFile),
    /// The roll cannot be changed so.
    #[error(transparent)]
    Closed(RollClosed),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

impl ImportError {
    /// For pages.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::NotUtf8(line, guess) => {
                Text::new("roll-not-utf8").with("line", line.to_string()).with("guess", guess.clone())
            }
            Self::Header(found) => Text::new("roll-header").with("found", found.escape_debug().to_string()),
            Self::Empty => Text::new("roll-no-voters"),
            Self::Rejected(file) => Text::new("roll-unreadable").with("n", file.rejected.len()),
            Self::Closed(closed) => closed.text(),
            Self::Store(_) => Text::new("error-overloaded"),
        }
    }
}

/// Reads a roll, a table of at most three columns.
pub(crate) fn read(bytes: &[u8]) -> Result<RollFile, ImportError> {
    let mut table = Table::open(bytes)?;
    let columns: Vec<&str> = table.header.iter().map(String::as_str).collect();
    if !matches!(columns.as_slice(), ["email"] | ["email", "name"] | ["email", "name", "external_id"]) {
        return Err(ImportError::Header(table.first));
    }
    let width = columns.len();
    let (mut file, mut seen) = (RollFile::default(), HashSet::new());
    while let Some((line, record)) = table.row()? {
        file.rows += 1;
        match read_row(&record, width) {
            Ok(row) if seen.insert(row.email.clone()) => file.lines.push(row),
            Ok(row) => file.duplicates.push(Duplicate { line, email: row.email }),
            Err(reason) => file.rejected.push(Rejected { line, reason }),
        }
    }
    if file.rows == 0 { Err(ImportError::Empty) } else { Ok(file) }
}

/// One voter as a form or a request gives it.
pub(crate) fn read_line(email: &str, name: &str, external_id: &str) -> Result<RollLine, Text> {
    read_row(&csv::StringRecord::from(vec![email.trim(), name.trim(), external_id.trim()]), 3)
}

/// With what spreadsheets take for the beginning of a formula.
pub(super) const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// Stands before such a value in a file of ours, so that they take it for text.
pub(super) const NO_FORMULA: char = '\'';

/// A value without the mark that our own files put before it.
pub(crate) fn unmarked(text: &str) -> &str {
    text.strip_prefix(NO_FORMULA).filter(|text| text.starts_with(FORMULA)).unwrap_or(text)
}

fn read_row(record: &csv::StringRecord, width: usize) -> Result<RollLine, Text> {
    if record.len() > width {
        return Err(Text::new("roll-columns").with("has", record.len()).with("header", width));
    }
    let text = |column: usize| record.get(column).map(unmarked).filter(|text| !text.is_empty());
    let address = text(0).ok_or(Text::new("roll-no-address"))?;
    let no_address = || Text::new("roll-not-an-address").with("address", address.escape_debug().to_string());
    let email = parse_email(address).map_err(|_| no_address())?;
    let short = |column: usize| match text(column) {
        Some(text) if text.chars().count() > MOST_CHARACTERS => {
            Err(Text::new("roll-long-value").with("most", MOST_CHARACTERS))
        }
        other => Ok(other.map(str::to_owned)),
    };
    Ok(RollLine { email, name: short(1)?, external_id: short(2)? })
}

/// Of a name, and of the organiser's own id.
pub(crate) const MOST_CHARACTERS: usize = 200;

/// Makes the roll of a draft what the file says: who is not in it is taken off. One transaction. Blocks.
pub(crate) fn import(
    registrar: &Registrar,
    draft: &str,
    bytes: &[u8],
    actor: &Actor,
) -> Result<Imported, ImportError> {
    let file = read(bytes)?;
    if !file.rejected.is_empty() {
        return Err(ImportError::Rejected(file));
    }
    registrar.db.write_here(|conn| {
        match roll_change::begin(conn, draft, Change::Replace, registrar.clock.now()) {
            Ok(()) => {}
            Err(RollClosed::Store(error)) => return Err(error.into()),
            Err(closed) => return Err(ImportError::Closed(closed)),
        }
        let before = store::roll::count(conn, draft)?;
        let imported = replace(conn, draft, file)?;
        let event = Event::new(actor.clone(), Action::RollReplace, audit::draft(draft))
            .before(json!({ "voters": before }))
            .after(json!({
                "voters": store::roll::count(conn, draft)?,
                "added": imported.added,
                "removed": imported.removed,
            }));
        store::audit::append(conn, registrar.clock.now(), &event)?;
        Ok(imported)
    })
}

fn replace(conn: &mut web::DbConnection, draft: &str, file: RollFile) -> Result<Imported, web::DbError> {
    let mut old = store::roll::all(conn, draft)?;
    let (mut fresh, mut changed) = (Vec::new(), 0);
    for line in file.lines {
        match old.remove(&line.email) {
            None => fresh.push(line),
            Some((id, known)) if known != line => {
                store::roll::update(conn, &id, &line)?;
                changed += 1;
            }
            Some(_) => {}
        }
    }
    store::roll::insert(conn, draft, &fresh)?;
    let gone: Vec<String> = old.into_values().map(|(id, _)| id).collect();
    store::roll::delete(conn, &gone)?;
    Ok(Imported {
        rows: file.rows,
        added: fresh.len() as u64,
        changed,
        duplicates: file.duplicates.len() as u64,
        removed: gone.len() as u64,
        rejected: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(file: &RollFile) -> Vec<&str> {
        file.lines.iter().map(|line| line.email.as_str()).collect()
    }

    #[test]
    fn rolls_come_in_many_dresses() {
        for text in [
            "email\nada@example.org\nben@example.org\n",
            "\u{feff}Email,Name\r\nADA@example.org,Ada\r\nben@example.org,\r\n",
            "email;name;external_id\nada@example.org;\"Ada; L.\";17\n\nben@example.org\n",
            "email\tname\nada@example.org\tAda\nben@example.org\tBen\nAda@Example.org\tagain",
            "sep=,\nemail,name\nada@example.org,\"Ada \"\"the first\"\"\nL.\"\nben@example.org,Ben",
        ] {
            assert_eq!(
                addresses(&read(text.as_bytes()).unwrap()),
                ["ada@example.org", "ben@example.org"],
                "{text}"
            );
        }
    }

    #[test]
    fn bad_rows_are_named_by_their_line() {
        let file = read(b"email,name\nada@example.org,Ada\nnobody\n\nben@example.org,a,b\n,x\n").unwrap();
        assert_eq!(file.rows, 4);
        assert_eq!(file.rejected.iter().map(|row| row.line).collect::<Vec<_>>(), [3, 5, 6]);
        assert!(file.rejected[0].reason.to_string().contains("nobody"));
    }

    #[test]
    fn what_is_no_roll_is_refused() {
        for bad in
            ["", "\n", "ada@example.org\n", "name,email\nx,ada@example.org\n", "email,phone\na@b.cd,1\n"]
        {
            assert!(matches!(read(bad.as_bytes()), Err(ImportError::Header(_))), "{bad:?}");
        }
        assert!(matches!(read(b"email\n"), Err(ImportError::Empty)));
    }

    #[test]
    fn wrong_encodings_are_told_with_their_line() {
        let utf16: Vec<u8> =
            "\u{feff}email\nada@example.org\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, line, words) in [
            (&b"email,name\nada@example.org,Ada\nben@example.org,J\xfcrgen\n"[..], 3, "Windows-1252"),
            (&utf16, 1, "UTF-16"),
            (&utf16[2..], 1, "zero bytes"),
            (b"PK\x03\x04\x14\x00\x06", 1, "workbook"),
        ] {
            let error = read(bytes).unwrap_err();
            assert!(matches!(error, ImportError::NotUtf8(at, _) if at == line), "{error}");
            assert!(error.to_string().contains(words), "{error}");
        }
        let names = read("email,name\nada@example.org,J\u{fc}rgen\n".as_bytes()).unwrap();
        assert_eq!(names.lines[0].name.as_deref(), Some("J\u{fc}rgen"));
    }

    #[test]
    fn duplicates_are_named_by_their_line() {
        let file = read(b"sep=;\r\nemail;name\r\nada@example.org;A\r\nADA@example.org;B\r\n").unwrap();
        assert_eq!(file.duplicates, [Duplicate { line: 4, email: "ada@example.org".to_owned() }]);
        assert_eq!(file.lines[0].name.as_deref(), Some("A"));
    }
}
