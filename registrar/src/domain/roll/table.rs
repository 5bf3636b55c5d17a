//! Tables as spreadsheets write them.

use web::i18n::Text;

use super::ImportError;

/// A table as spreadsheets write it: UTF-8 with or without a byte order mark, a header line, comma, semicolon or tab between the
/// columns. A first line `sep=;` is skipped.
pub(crate) struct Table<'a> {
    /// The words of the header, in small letters.
    pub(crate) header: Vec<String>,
    /// The header line as it is, or its beginning.
    pub(crate) first: String,
    records: csv::StringRecordsIntoIter<&'a [u8]>,
    lines: Lines<'a>,
}

impl<'a> Table<'a> {
    /// Reads the header.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        in_utf8(bytes)?;
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let (skipped, bytes) = skip_separator_line(bytes);
        let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let first: String = String::from_utf8_lossy(line).trim().chars().take(80).collect();
        let delimiter = [b';', b'\t'].into_iter().find(|mark| line.contains(mark)).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(bytes);
        let Ok(header) = reader.headers() else { return Err(ImportError::Header(first)) };
        let header = header.iter().map(str::to_lowercase).collect();
        let lines = Lines { bytes, at: 0, line: 1 + skipped };
        Ok(Self { header, first, records: reader.into_records(), lines })
    }

    /// The next row below the header, and on which line of the file it begins.
    pub(crate) fn row(&mut self) -> Result<Option<(u64, csv::StringRecord)>, ImportError> {
        match self.records.next() {
            None => Ok(None),
            Some(Ok(record)) => Ok(Some((self.lines.of(&record), record))),
            Some(Err(_)) => Err(ImportError::Header(self.first.clone())),
        }
    }
}

/// Tells where a text is not UTF-8, and what spreadsheets have made of it.
fn in_utf8(bytes: &[u8]) -> Result<(), ImportError> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(ImportError::NotUtf8(1, Text::new("roll-utf16")));
    }
    let valid = std::str::from_utf8(bytes).err().map(|error| error.valid_up_to());
    let zero = bytes.iter().position(|byte| *byte == 0);
    let Some(end) = [valid, zero].into_iter().flatten().min() else { return Ok(()) };
    let line = 1 + bytes[..end].iter().filter(|byte| **byte == b'\n').count() as u64;
    let guess = if zero == Some(end) { Text::new("roll-zero-bytes") } else { Text::new("roll-latin1") };
    Err(ImportError::NotUtf8(line, guess))
}

/// The number of lines that were skipped, and the rest.
fn skip_separator_line(bytes: &[u8]) -> (u64, &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n');
    match end {
        Some(end) if bytes[..end].to_ascii_lowercase().starts_with(b"sep=") => (1, &bytes[end + 1..]),
        _ => (0, bytes),
    }
}

/// Tells on which line a record begins. The reader's own number is that of the empty lines before it, if there are any.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, record: &csv::StringRecord) -> u64 {
        let begins = record.position().map_or(0, csv::Position::byte);
        let mut begins = usize::try_from(begins).unwrap_or(usize::MAX).min(self.bytes.len());
        while matches!(self.bytes.get(begins), Some(b'\r' | b'\n')) {
            begins += 1;
        }
        let passed = self.bytes.get(self.at..begins).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = begins;
        self.line
    }
}
