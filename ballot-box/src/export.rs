//! What anyone may download after the result: ballots in three forms, entries, and all of it as one tar. Everything is
//! read and sent in pieces, so that a poll of a million ballots needs no more memory than one of ten.

mod rows;

use std::io::{self, Write};

use crypto::ballot::{Ballot, ballot_length};
use crypto::content::Content;
use crypto::log::entry::ENTRY_BYTES;
use web::{Db, DbError};

use crate::poll::{Poll, State};
use crate::store;
use crate::store::ballots::Logged;

pub use self::rows::{Row, Table};

/// Where a download is written to. Who asked for a part of it does not want what comes before, and who writes pieces of one
/// length need not read those: [`Out::pass`] takes them as written.
pub trait Out: Write {
    /// Number of bytes that come next and are not wanted.
    fn unwanted(&self) -> u64 {
        0
    }

    /// Takes `bytes` of the unwanted ones as written.
    fn pass(&mut self, _bytes: u64) {}
}

/// Passes as many of `pieces` pieces of `length` bytes as nobody wants, and tells how many.
fn pass(out: &mut impl Out, length: u64, pieces: u64) -> u64 {
    let passed = (out.unwanted() / length).min(pieces);
    out.pass(passed * length);
    passed
}

/// What is published: the log up to a size that is fixed while it is sent.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Number of entries.
    pub size: u64,
    /// Number of ballots.
    pub ballots: u64,
    /// The checkpoint of that size.
    pub checkpoint: String,
    /// Statements and results.
    pub state: State,
}

impl Snapshot {
    /// The poll as it is published now.
    pub fn of(poll: &Poll) -> Self {
        // In this order both are of one moment: see `Poll::state`.
        let log = poll.log();
        let state = poll.state().clone();
        Self { size: log.size(), ballots: log.ballots(), checkpoint: log.checkpoint().to_string(), state }
    }

    /// A strong validator of this snapshot in one form (RFC 9110 section 8.8.1). The log's root determines every ballot and
    /// every statement, the key of the poll their signatures, and another version of the program may write a form otherwise.
    pub fn etag(&self, poll: &Poll, form: &str) -> String {
        let (version, checkpoint, results) =
            (env!("CARGO_PKG_VERSION"), &self.checkpoint, self.state.results.len());
        let determining = format!("{form} {version} {} {results}\n{checkpoint}", poll.id());
        web::ranges::etag(determining.as_bytes())
    }
}

/// Number of bytes that [`ballots`] writes.
pub fn ballots_length(poll: &Poll, snapshot: &Snapshot) -> u64 {
    snapshot.ballots * stride(poll)
}

/// Bytes of one ballot with its length before it.
fn stride(poll: &Poll) -> u64 {
    2 + ballot_length(poll.manifest().content_size) as u64
}

/// `u16 length || ballot` each, in log order.
pub fn ballots(db: &Db, poll: &Poll, snapshot: &Snapshot, out: &mut impl Out) -> io::Result<()> {
    let passed = pass(out, stride(poll), snapshot.ballots);
    each(db, poll, snapshot, passed, |logged, _| {
        let length = u16::try_from(logged.ballot.len()).map_err(io::Error::other)?;
        out.write_all(&length.to_be_bytes())?;
        out.write_all(&logged.ballot)
    })
}

/// One JSON object each, see [`Row::write_json`].
pub fn ndjson(db: &Db, poll: &Poll, snapshot: &Snapshot, out: &mut impl Write) -> io::Result<()> {
    each(db, poll, snapshot, 0, |logged, number| Row::of(logged, number).write_json(poll.manifest(), out))
}

/// A header line, then one line each, see [`Table`].
pub fn csv(db: &Db, poll: &Poll, snapshot: &Snapshot, out: &mut impl Write) -> io::Result<()> {
    let mut table = Table::new(poll.manifest(), out)?;
    each(db, poll, snapshot, 0, |logged, number| table.add(&Row::of(logged, number)))?;
    table.finish()
}

/// Number of bytes that [`entries`] writes.
pub fn entries_length(size: u64) -> u64 {
    size * ENTRY_BYTES as u64
}

/// 33 bytes each, in log order.
pub fn entries(db: &Db, poll: &Poll, size: u64, out: &mut impl Out) -> io::Result<()> {
    let mut from = pass(out, ENTRY_BYTES as u64, size);
    while from < size {
        let limit = CHUNK.min(i64::try_from(size - from).unwrap_or(CHUNK));
        let id = poll.id();
        let chunk = db
            .run_here(|conn| store::log::entries(conn, id, from, limit).map_err(DbError::from))
            .map_err(io::Error::other)?;
        if chunk.is_empty() {
            return Err(io::Error::other("the log is shorter than its checkpoint"));
        }
        from += chunk.len() as u64;
        for entry in &chunk {
            out.write_all(&entry.to_bytes())?;
        }
    }
    Ok(())
}

/// Number of bytes that [`bundle`] writes.
pub fn bundle_length(poll: &Poll, snapshot: &Snapshot) -> u64 {
    let state = &snapshot.state;
    let notes = [poll.note(), &snapshot.checkpoint].into_iter();
    let notes = notes.chain(state.assets.iter().chain(&state.issuance).map(String::as_str));
    let notes = notes.chain(state.notices.iter().map(|(_, note)| note.as_str()));
    let notes = notes.chain(state.results.iter().map(|(_, note)| note.as_str()));
    let lengths = notes.map(|note| note.len() as u64);
    let lengths = lengths.chain([entries_length(snapshot.size), ballots_length(poll, snapshot)]);
    let block = BLOCK as u64;
    // A header before each file, and two blocks at the end.
    lengths.map(|length| block + length.next_multiple_of(block)).sum::<u64>() + 2 * block
}

/// The tar that an auditor needs, and nothing else (protocol section 9).
pub fn bundle(db: &Db, poll: &Poll, snapshot: &Snapshot, out: &mut impl Out) -> io::Result<()> {
    let state = &snapshot.state;
    file(out, "manifest.note", poll.note())?;
    for (number, note) in (1..).zip(&state.assets) {
        file(out, &format!("assets/{number}.note"), note)?;
    }
    for (notice, note) in &state.notices {
        file(out, &format!("notices/{}.note", notice.seq), note)?;
    }
    if let Some(note) = &state.issuance {
        file(out, "issuance.note", note)?;
    }
    let length = entries_length(snapshot.size);
    head(out, "entries.bin", length)?;
    entries(db, poll, snapshot.size, out)?;
    pad(out, length)?;
    file(out, "checkpoint", &snapshot.checkpoint)?;
    let length = ballots_length(poll, snapshot);
    head(out, "ballots.bin", length)?;
    ballots(db, poll, snapshot, out)?;
    pad(out, length)?;
    for (number, (_, note)) in (1..).zip(&state.results) {
        file(out, &format!("results/{number}.note"), note)?;
    }
    // POSIX.1-2017 pax, "ustar Interchange Format": two blocks of zeros end the archive.
    out.write_all(&[0; 2 * BLOCK])?;
    out.flush()
}

/// The content of a logged ballot.
pub fn content(poll: &Poll, logged: &Logged) -> Result<Content, DbError> {
    let damaged =
        || DbError::Query(diesel::result::Error::DeserializationError("a stored ballot is malformed".into()));
    let ballot = Ballot::parse(&logged.ballot, poll.manifest().content_size).map_err(|_| damaged())?;
    Content::parse(poll.manifest(), ballot.content()).map_err(|_| damaged())
}

/// Visits the ballots behind the first `passed` of them.
fn each(
    db: &Db,
    poll: &Poll,
    snapshot: &Snapshot,
    passed: u64,
    mut visit: impl FnMut(&Logged, u64) -> io::Result<()>,
) -> io::Result<()> {
    let (id, mut number) = (poll.id(), passed);
    let mut from = if passed == 0 { 0 } else { poll.log().position(passed) };
    loop {
        // A connection for each piece: a slow reader must not hold one.
        let chunk = db
            .run_here(|conn| {
                store::ballots::logged(conn, id, from, snapshot.size, CHUNK).map_err(DbError::from)
            })
            .map_err(io::Error::other)?;
        let Some(last) = chunk.last() else { break };
        from = last.index + 1;
        for logged in &chunk {
            number += 1;
            visit(logged, number)?;
        }
    }
    if number == snapshot.ballots { Ok(()) } else { Err(io::Error::other("a logged ballot is missing")) }
}

fn file(out: &mut impl Write, path: &str, text: &str) -> io::Result<()> {
    let length = text.len() as u64;
    head(out, path, length)?;
    out.write_all(text.as_bytes())?;
    pad(out, length)
}

/// The same bytes for the same poll, always: no time, no owner.
fn head(out: &mut impl Write, path: &str, length: u64) -> io::Result<()> {
    let mut header = tar::Header::new_ustar();
    header.set_path(path)?;
    header.set_size(length);
    header.set_mode(0o644);
    header.set_mtime(0);
    header.set_uid(0);
    header.set_gid(0);
    header.set_entry_type(tar::EntryType::Regular);
    header.set_cksum();
    out.write_all(header.as_bytes())
}

fn pad(out: &mut impl Write, length: u64) -> io::Result<()> {
    let over = usize::try_from(length % BLOCK as u64).expect("a remainder of 512");
    if over == 0 { Ok(()) } else { out.write_all(&[0; BLOCK][over..]) }
}

/// Unit of a tar.
const BLOCK: usize = 512;
/// Rows read at a time.
const CHUNK: i64 = 512;
