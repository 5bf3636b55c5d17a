//! What the database holds about a poll, read back at the start and after a write that ended in doubt. Nothing is taken
//! on trust: the log is compared with its checkpoint, each ballot with its hash.

use std::collections::HashSet;

use crypto::content::Content;
use crypto::encoding::PollId;
use crypto::log::checkpoint::Checkpoint;
use crypto::log::entry::Entry;
use crypto::manifest::{Manifest, ResultsPolicy};
use crypto::note::Note;
use crypto::statement::{Notice, Outcome, Statement};
use crypto::tally::Tally;
use web::DbConnection;

use crate::log::Log;
use crate::mix::Pool;
use crate::poll::{Poll, State};
use crate::publish::{PublishError, Publisher};
use crate::rollback::OlderDatabase;
use crate::store;

impl Publisher {
    /// Reads the poll anew from the database if a write ended in doubt. Blocks.
    pub fn refresh(&self, poll: &Poll) -> Result<(), PublishError> {
        let _turn = poll.sequencer();
        self.db().run_here(|conn| self.dispel_doubt(conn, poll))
    }

    /// The same for who has the sequencer's turn and a connection.
    pub(crate) fn dispel_doubt(&self, conn: &mut DbConnection, poll: &Poll) -> Result<(), PublishError> {
        if poll.take_doubt() { self.reload(conn, poll).inspect_err(|_| poll.doubt()) } else { Ok(()) }
    }

    fn reload(&self, conn: &mut DbConnection, poll: &Poll) -> Result<(), PublishError> {
        // First, for the writer goes on: what it commits and records meanwhile is no older database.
        let record = poll.rollback().read();
        let log = self.load_log(conn, poll.manifest())?;
        record.check(log.tree(), store::ballots::count(conn, poll.id())?)?;
        poll.rollback().advance_log(log.size(), &log.root())?;
        let waiting: Pool = store::ballots::waiting(conn, poll.id())?.into_iter().collect();
        let seen = poll.log().size();
        let mut published = HashSet::new();
        for from in (seen..log.size()).step_by(CHUNK_ROWS) {
            published.extend(store::log::entries(conn, poll.id(), from, CHUNK)?);
        }
        {
            // The writer may add to the pool at any time, so it is amended and not replaced.
            let mut pool = poll.pool();
            pool.retain(|hash| !published.contains(&Entry::ballot(*hash)));
            pool.extend(waiting);
        }
        let mut state = load_state(conn, poll.id())?;
        {
            let mut shown = poll.log_mut();
            let mut old = poll.state_mut();
            state.over |= old.over;
            (*shown, *old) = (log, state);
        }
        poll.announce();
        Ok(())
    }

    /// The log of a poll as the database holds it, checked against its newest checkpoint.
    pub fn load_log(&self, conn: &mut DbConnection, manifest: &Manifest) -> Result<Log, PublishError> {
        let note = store::log::newest_checkpoint(conn, manifest.id())?
            .ok_or(PublishError::Damaged("a poll has no checkpoint"))?;
        let name = &manifest.ballot_box.name;
        let origin = crypto::log::checkpoint::poll_origin(name.as_str(), &manifest.id());
        let (checkpoint, note) = Checkpoint::open(&note, self.key().verifier(), &origin)?;
        let mut entries = Vec::new();
        loop {
            let chunk = store::log::entries(conn, manifest.id(), entries.len() as u64, CHUNK)?;
            if chunk.is_empty() {
                break;
            }
            entries.extend(chunk);
        }
        let counts = match manifest.results {
            ResultsPolicy::Live => Some(self.count(conn, manifest, checkpoint.size)?),
            ResultsPolicy::AfterClose => None,
        };
        let log = Log::new(entries, note, counts);
        if log.head(origin) != checkpoint {
            return Err(OlderDatabase::Altered { size: checkpoint.size }.into());
        }
        Ok(log)
    }

    /// Counts the logged ballots below position `end`.
    pub fn count(
        &self,
        conn: &mut DbConnection,
        manifest: &Manifest,
        end: u64,
    ) -> Result<Tally, PublishError> {
        let mut tally = Tally::new(manifest);
        each_logged(conn, manifest, 0, end, |content| tally.add(&content))?;
        Ok(tally)
    }
}

/// Calls `visit` with the content of each logged ballot in `[from, end)`; every stored ballot is hashed again, so that
/// bytes that rotted in the database are never counted.
fn each_logged(
    conn: &mut DbConnection,
    manifest: &Manifest,
    from: u64,
    end: u64,
    mut visit: impl FnMut(Content),
) -> Result<(), PublishError> {
    let mut from = from;
    loop {
        let chunk = store::ballots::logged(conn, manifest.id(), from, end, CHUNK)?;
        let Some(last) = chunk.last() else { return Ok(()) };
        from = last.index + 1;
        for logged in &chunk {
            if crypto::encoding::sha256(&[&logged.ballot]) != *logged.hash.as_bytes() {
                return Err(PublishError::Damaged("a stored ballot is not the one that was logged"));
            }
            let ballot = crypto::ballot::Ballot::parse(&logged.ballot, manifest.content_size)
                .map_err(|_| PublishError::Damaged("a stored ballot is malformed"))?;
            let content = Content::parse(manifest, ballot.content())
                .map_err(|_| PublishError::Damaged("a stored ballot's content is malformed"))?;
            visit(content);
        }
    }
}

/// The contents of the logged ballots in `[from, end)`.
pub(crate) fn contents(
    conn: &mut DbConnection,
    manifest: &Manifest,
    from: u64,
    end: u64,
) -> Result<Vec<Content>, PublishError> {
    let mut contents = Vec::new();
    each_logged(conn, manifest, from, end, |content| contents.push(content))?;
    Ok(contents)
}

/// Statements and results of a poll as the database holds them.
pub(crate) fn load_state(conn: &mut DbConnection, id: PollId) -> Result<State, PublishError> {
    let results: Vec<_> = store::statements::results(conn, id)?
        .into_iter()
        .map(|note| parse_stored::<Outcome>(note, "a stored result is malformed"))
        .collect::<Result<_, _>>()?;
    Ok(State {
        notices: store::statements::notices(conn, id)?
            .into_iter()
            .map(|note| parse_stored::<Notice>(note, "a stored notice is malformed"))
            .collect::<Result<_, _>>()?,
        issuance: store::statements::issuance(conn, id)?,
        assets: store::statements::assets(conn, id)?,
        over: !results.is_empty(),
        results,
    })
}

/// A statement that was verified before it was stored. Its length is no reason not to start.
fn parse_stored<S: Statement>(note: String, damage: &'static str) -> Result<(S, String), PublishError> {
    let parsed = Note::parse_within(&note, usize::MAX).ok().and_then(|note| S::parse(note.text()).ok());
    parsed.map(|statement| (statement, note)).ok_or(PublishError::Damaged(damage))
}

/// Rows read at a time.
const CHUNK_ROWS: usize = 1024;
const CHUNK: i64 = CHUNK_ROWS as i64;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use diesel::Connection as _;
    use diesel::connection::InstrumentationEvent;

    use crate::testing::{Fixture, databases};

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_promised_while_the_ballots_are_counted_makes_no_older_database() {
        for database in databases() {
            let fixture = Fixture::on(database);
            let poll = fixture.poll().await;
            let writer = Arc::clone(&poll);
            poll.doubt();
            let read = fixture.ballot_box.db().run_here(|conn| {
                // Right after the count another ballot is committed and its promise recorded.
                conn.set_instrumentation(move |event: InstrumentationEvent<'_>| match event {
                    InstrumentationEvent::FinishQuery { query, .. }
                        if query.to_string().to_lowercase().contains("count(*)") =>
                    {
                        writer.rollback().advance_promises(1).unwrap();
                    }
                    _ => {}
                });
                fixture.ballot_box.publisher().dispel_doubt(conn, &poll)
            });
            read.unwrap();
            // The next look takes the record at its word.
            poll.doubt();
            let error = fixture.ballot_box.publisher().refresh(&poll).unwrap_err().to_string();
            assert!(error.contains("1 ballots were promised, but the database holds 0"), "{error}");
        }
    }
}
