//! What the database holds about a poll, read back at the start and after a write that ended in doubt. Nothing is taken
//! on trust: the log is compared with its checkpoint, each ballot with its hash.

use std::collections::HashSet;
use std::sync::Arc;

use crypto::content::Content;
use crypto::encoding::{BallotHash, PollId};
use crypto::log::checkpoint::{Checkpoint, poll_origin};
use crypto::log::entry::{Entry, EntryKind};
use crypto::manifest::{Manifest, ResultsPolicy};
use crypto::note::Note;
use crypto::statement::{Notice, Outcome, Statement};
use crypto::tally::Tally;
use web::{DbConnection, DbError};

use crate::log::Log;
use crate::mix::Pool;
use crate::poll::{Poll, State};
use crate::publish::{PublishError, Publisher};
use crate::rollback::{OlderDatabase, Sharing};
use crate::store;

impl Publisher {
    /// Brings memory level with the database: reads the poll anew if a write ended in doubt, and what other processes
    /// added. Blocks.
    pub fn refresh(&self, poll: &Poll) -> Result<(), PublishError> {
        let _turn = poll.sequencer();
        self.db().run_here(|conn| self.bring_up_to_date(conn, poll))
    }

    /// The same on a thread that may block.
    pub async fn refreshed(&self, poll: &Arc<Poll>) -> Result<(), PublishError> {
        let (publisher, poll) = (self.clone(), Arc::clone(poll));
        tokio::task::spawn_blocking(move || publisher.refresh(&poll))
            .await
            .unwrap_or(Err(PublishError::Db(DbError::Panicked)))
    }

    /// The same for who has the sequencer's turn and a connection. Not within a transaction.
    pub(crate) fn bring_up_to_date(&self, conn: &mut DbConnection, poll: &Poll) -> Result<(), PublishError> {
        self.dispel_doubt(conn, poll)?;
        if self.sharing() == Sharing::Replicas { self.follow(conn, poll) } else { Ok(()) }
    }

    /// Reads the poll anew if a write ended in doubt.
    pub(crate) fn dispel_doubt(&self, conn: &mut DbConnection, poll: &Poll) -> Result<(), PublishError> {
        if !poll.take_doubt() {
            return Ok(());
        }
        self.reload(conn, poll).inspect_err(|_| poll.doubt())
    }

    /// Shows what other processes appended, once the record has it: they may have died before they recorded it.
    fn follow(&self, conn: &mut DbConnection, poll: &Poll) -> Result<(), PublishError> {
        let news = store::turns::snapshot(conn, |conn| self.news(conn, poll))?;
        let Some(News { checkpoint, note, entries, state }) = news else { return Ok(()) };
        let first = poll.log().size();
        {
            let mut log = poll.log_mut();
            entries.iter().for_each(|entry| log.push(entry));
        }
        if poll.log().head(poll.origin()) != checkpoint {
            // Memory holds what was never committed, or the database is not the one it was: reading it anew tells.
            return self.reload(conn, poll).inspect_err(|_| poll.doubt());
        }
        poll.rollback().advance_log(checkpoint.size, &checkpoint.root).inspect_err(|_| poll.doubt())?;
        let ballots: Vec<_> = entries.iter().filter(|entry| entry.kind == EntryKind::Ballot).collect();
        let counts = match ballots.is_empty() {
            true => None,
            false => self.count_on(poll, first, checkpoint.size).inspect_err(|_| poll.doubt())?,
        };
        {
            let mut log = poll.log_mut();
            let mut old = poll.state_mut();
            let over = old.over;
            log.publish(checkpoint.size, note, counts);
            *old = state;
            old.over |= over;
        }
        if !ballots.is_empty() {
            poll.note_mix();
            let mut pool = poll.pool();
            for entry in ballots {
                pool.remove(&BallotHash::from(*entry.object.as_bytes()));
            }
        }
        poll.announce();
        Ok(())
    }

    /// What the database holds and memory does not; `None` if that is nothing.
    pub(crate) fn news(&self, conn: &mut DbConnection, poll: &Poll) -> Result<Option<News>, PublishError> {
        let id = poll.id();
        let note = newest_checkpoint(conn, id)?;
        let is_known = poll.log().checkpoint().to_string() == note;
        if is_known && poll.is_level_with(&store::polls::standing(conn, id)?) {
            return Ok(None);
        }
        let (checkpoint, note) = Checkpoint::open(&note, poll.key().verifier(), &poll.origin())?;
        let known = poll.log().size();
        if checkpoint.size < known {
            return Err(OlderDatabase::Log { signed: known, found: checkpoint.size }.into());
        }
        let mut entries = Vec::new();
        for from in (known..checkpoint.size).step_by(CHUNK_ROWS) {
            entries.extend(store::log::entries(conn, id, from, CHUNK)?);
        }
        Ok(Some(News { checkpoint, note, entries, state: load_state(conn, id)? }))
    }

    fn reload(&self, conn: &mut DbConnection, poll: &Poll) -> Result<(), PublishError> {
        // First, for the writer goes on: what it commits and records meanwhile is no older database.
        let record = poll.rollback().read()?;
        let seen = poll.log().size();
        let (log, accepted, waiting, published, mut state) = store::turns::snapshot(conn, |conn| {
            let log = self.load_log(conn, poll.manifest())?;
            let accepted = store::ballots::count(conn, poll.id())?;
            let waiting: Pool = store::ballots::waiting(conn, poll.id())?.into_iter().collect();
            let mut published = HashSet::new();
            for from in (seen..log.size()).step_by(CHUNK_ROWS) {
                published.extend(store::log::entries(conn, poll.id(), from, CHUNK)?);
            }
            Ok::<_, PublishError>((log, accepted, waiting, published, load_state(conn, poll.id())?))
        })?;
        record.check(log.tree(), accepted)?;
        poll.rollback().advance_log(log.size(), &log.root())?;
        {
            // The writer may add to the pool at any time, so it is amended and not replaced.
            let mut pool = poll.pool();
            pool.retain(|hash| !published.contains(&Entry::ballot(*hash)));
            pool.extend(waiting);
        }
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
        let (checkpoint, note) = newest_head(conn, manifest)?;
        let counts = match manifest.results {
            ResultsPolicy::Live => Some(self.count(conn, manifest, checkpoint.size)?),
            ResultsPolicy::AfterClose => None,
        };
        read_log(conn, manifest, &checkpoint, note, counts)
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

/// What other processes did since memory was last level with the database.
pub(crate) struct News {
    pub(crate) checkpoint: Checkpoint,
    pub(crate) note: Note,
    pub(crate) entries: Vec<Entry>,
    pub(crate) state: State,
}

/// The greatest checkpoint that was signed for a poll.
pub(crate) fn newest_head(
    conn: &mut DbConnection,
    manifest: &Manifest,
) -> Result<(Checkpoint, Note), PublishError> {
    let note = newest_checkpoint(conn, manifest.id())?;
    let origin = poll_origin(manifest.ballot_box.name.as_str(), &manifest.id());
    Ok(Checkpoint::open(&note, &manifest.ballot_box.key, &origin)?)
}

/// The entries under that checkpoint, and nothing else.
pub(crate) fn read_log(
    conn: &mut DbConnection,
    manifest: &Manifest,
    checkpoint: &Checkpoint,
    note: Note,
    counts: Option<Tally>,
) -> Result<Log, PublishError> {
    let mut log = Log::new([], note.clone(), counts);
    loop {
        let chunk = store::log::entries(conn, manifest.id(), log.tree().size(), CHUNK)?;
        if chunk.is_empty() {
            break;
        }
        chunk.iter().for_each(|entry| log.push(entry));
    }
    log.publish(log.tree().size(), note, None);
    if log.head(checkpoint.origin.clone()) != *checkpoint {
        return Err(OlderDatabase::Altered { size: checkpoint.size }.into());
    }
    Ok(log)
}

fn newest_checkpoint(conn: &mut DbConnection, poll: PollId) -> Result<String, PublishError> {
    store::log::newest_checkpoint(conn, poll)?.ok_or(PublishError::Damaged("a poll has no checkpoint"))
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
        over: !results.is_empty() || store::polls::standing(conn, id)?.ended,
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
