//! The one place that writes passes into the ledger. Requests that come at the same time are committed together, for
//! making a commit durable takes milliseconds and signing takes a fifth of one.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex, PoisonError};

use crypto::time::UtcTime;

use super::account::Account;
use super::address_move;
use super::issuance::IssueError;
use super::mail::Mail;
use super::poll::PollBroken;
use super::session::Outdated;
use crate::registrar::Registrar;
use crate::store;
use crate::store::issuances::Issued;

/// A pass that is signed and waits to be issued.
#[derive(Debug)]
pub(crate) struct Claim {
    /// The id of the poll's draft, under which our tables know it.
    pub(crate) draft: String,
    /// The poll id.
    pub(crate) poll: String,
    /// The entry of the roll that was looked up; none in an open poll that has not met the address yet.
    pub(crate) voter: Option<String>,
    /// The voter.
    pub(crate) account: Account,
    /// What is issued.
    pub(crate) issued: Issued,
    /// Days since 1970-01-01.
    pub(crate) day: i64,
    /// What is written to the voter.
    pub(crate) mail: Mail,
}

/// How the race for a voter's one pass ended.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It is in the ledger and in the records beside it: it may leave.
    Won,
    /// Another request of the same voter had come before; what it got.
    Lost(Issued),
}

/// Claims that wait, and answers that wait to be fetched. Whoever finds the ledger free commits for all who wait.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    writing: bool,
    last_ticket: u64,
    waiting: Vec<(u64, Claim)>,
    answered: HashMap<u64, Result<Outcome, IssueError>>,
}

/// Claims with the tickets of those who wait for them.
type Batch = [(u64, Claim)];
/// What each ticket is told.
type Answers = Vec<(u64, Result<Outcome, IssueError>)>;

impl Ledger {
    /// Enters a claim; returns once it is durable, or refused. Blocks.
    pub(crate) fn enter(&self, registrar: &Registrar, claim: Claim) -> Result<Outcome, IssueError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.last_ticket += 1;
        let ticket = state.last_ticket;
        state.waiting.push((ticket, claim));
        loop {
            if let Some(answer) = state.answered.remove(&ticket) {
                return answer;
            }
            if state.writing {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            state.writing = true;
            let batch = std::mem::take(&mut state.waiting);
            drop(state);
            let writing = Writing { ledger: self, registrar, batch: &batch, answers: None };
            match commit(registrar, &batch) {
                Ok(answers) => writing.finish(record(registrar, &batch, answers)),
                Err(error) => tracing::error!("the ledger could not be written: {error}"),
            }
            state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Frees the ledger when dropped, also when writing panicked: nobody waits for ever. What was not finished is in doubt:
/// the database may have it and be unable to say so.
struct Writing<'a> {
    ledger: &'a Ledger,
    registrar: &'a Registrar,
    batch: &'a Batch,
    answers: Option<Answers>,
}

impl Writing<'_> {
    fn finish(mut self, answers: Answers) {
        self.answers = Some(answers);
    }

    fn in_doubt(&self) -> Answers {
        let refuse = |(ticket, claim): &(u64, Claim)| {
            self.registrar.counts.doubt(&claim.poll);
            (*ticket, Err(IssueError::LedgerBusy))
        };
        self.batch.iter().map(refuse).collect()
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        let answers = self.answers.take().unwrap_or_else(|| self.in_doubt());
        let mut state = self.ledger.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.writing = false;
        state.answered.extend(answers);
        self.ledger.changed.notify_all();
    }
}

/// Enters the claims in one transaction. From its end the passes are issued: a crash loses the answers, which the same
/// requests get again.
fn commit(registrar: &Registrar, batch: &Batch) -> Result<Answers, web::DbError> {
    registrar.db.write_here(|conn| {
        let now = registrar.clock.now();
        // Each in a savepoint of its own: a refused claim leaves no trace and does not hinder the others.
        let enter = |(ticket, claim): &(u64, Claim)| {
            (*ticket, web::db::savepoint(conn, |conn| write_one(conn, claim, now)))
        };
        Ok(batch.iter().map(enter).collect())
    })
}

/// Counts what is in the ledger now; takes the answers back that could not be counted.
fn record(registrar: &Registrar, batch: &Batch, mut answers: Answers) -> Answers {
    let mut won: HashMap<(&str, &str), u64> = HashMap::new();
    for ((_, claim), (_, answer)) in batch.iter().zip(&answers) {
        if matches!(answer, Ok(Outcome::Won)) {
            *won.entry((&claim.poll, &claim.draft)).or_default() += 1;
        }
    }
    for ((poll, draft), passes) in won {
        let Err(error) = registrar.counts.advance(poll, passes, || passes_of(registrar, draft)) else {
            continue;
        };
        tracing::error!("poll {poll}: passes cannot be recorded: {error}");
        for ((_, claim), (_, answer)) in batch.iter().zip(&mut answers) {
            if claim.poll == poll && matches!(answer, Ok(Outcome::Won)) {
                *answer = Err(IssueError::Record(std::io::Error::other(error.to_string())));
            }
        }
    }
    answers
}

/// How many passes the ledger holds of the poll of this draft.
pub(crate) fn passes_of(registrar: &Registrar, draft: &str) -> Result<u64, IssueError> {
    let count = registrar.db.run_here(|conn| store::issuances::count(conn, draft))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

fn write_one(conn: &mut web::DbConnection, claim: &Claim, now: UtcTime) -> Result<Outcome, IssueError> {
    let account = &claim.account;
    let voter = match &claim.voter {
        Some(voter) => voter.clone(),
        // An open poll makes the entry on demand; it is keyed by the address, so that whoever deletes an account and
        // registers anew meets it again.
        None => store::roll::voter_or_new(conn, &claim.draft, account)?.ok_or(IssueError::NotEligible)?,
    };
    let won = store::issuances::claim(conn, &claim.draft, &voter, &claim.issued, claim.day)?;
    // As the entry below: what stands under the address is the account's as long as it has it.
    if store::accounts::email(conn, &account.id)?.as_ref() != Some(&account.email) {
        return Err(Outdated.into());
    }
    // The entry that was looked up, and no other: its address can have been corrected since, and then another person asks
    // for its pass. Looked at after the claim, which waits for a correction that is under way, and lets none begin.
    if store::roll::voter_of(conn, &claim.draft, account)?.as_ref() != Some(&voter) {
        return Err(IssueError::NotEligible);
    }
    if !won {
        let before = store::issuances::of_voter(conn, &claim.draft, &voter)?;
        return before.map(Outcome::Lost).ok_or(PollBroken::Lacks("the pass that was claimed").into());
    }
    if let Some(until) = address_move::held_until(conn, &voter, now)? {
        return Err(IssueError::Held(until));
    }
    // Asked again within the transaction: closing issuance waits for it, or has come before it.
    if store::polls::is_issuing(conn, &claim.draft)? {
        store::outbox::insert(conn, &claim.mail)?;
        store::address_moves::collected(conn, &voter, &account.email)?;
        Ok(Outcome::Won)
    } else {
        Err(IssueError::Closed)
    }
}

#[cfg(test)]
mod tests {
    use crypto::encoding::Digest;

    use super::*;
    use crate::domain::mail;
    use crate::domain::roll::RollLine;
    use crate::testing::World;

    /// Tickets begin at 1.
    const NOBODY: u64 = 0;

    fn claim(world: &World, poll: &str, email: &str, request: &[u8]) -> Claim {
        let row = world.registrar.db.run_here(|conn| store::polls::by_poll(conn, poll)).unwrap().unwrap();
        let published = world.registrar.polls.published(&row).unwrap();
        let known = world.registrar.db.run_here(|conn| store::accounts::credentials(conn, email)).unwrap();
        Claim {
            voter: world.registrar.db.run_here(|conn| store::roll::voter(conn, &row.id, email)).unwrap(),
            draft: row.id,
            poll: poll.to_owned(),
            account: known.map_or_else(|| world.voter(email), |known| known.account),
            issued: Issued {
                request_hash: Digest::of(request).as_bytes().to_vec(),
                blind_sig: Some(b"signature".to_vec()),
                note: "note".to_owned(),
            },
            day: 0,
            mail: mail::pass_issued(&world.registrar.letterhead(), email, &published),
        }
    }

    #[test]
    fn a_corrected_address_makes_no_second_voter() {
        let world = World::new();
        let admin = world.admin_token();
        let poll = world.poll(&admin, &["ada@example.org"]);
        // She was looked up, and then her address was corrected.
        let late = claim(&world, &poll, "ada@example.org", b"one");
        let correct = |conn: &mut web::DbConnection| -> Result<(), web::DbError> {
            let id = store::roll::voter(conn, &late.draft, "ada@example.org")?.unwrap();
            let line = RollLine { email: "lovelace@example.org".to_owned(), name: None, external_id: None };
            store::roll::correct(conn, &id, &line)
        };
        world.registrar.db.run_here(correct).unwrap();
        let draft = late.draft.clone();
        let refused = world.registrar.ledger.enter(&world.registrar, late);
        assert!(matches!(refused, Err(IssueError::NotEligible)), "{refused:?}");
        let count = world.registrar.db.run_here(|conn| store::roll::count(conn, &draft)).unwrap();
        assert_eq!((count, passes_of(&world.registrar, &draft).unwrap()), (1, 0));
        let new = claim(&world, &poll, "lovelace@example.org", b"two");
        assert!(matches!(world.registrar.ledger.enter(&world.registrar, new), Ok(Outcome::Won)));
    }

    #[test]
    fn a_commit_in_doubt_is_counted_before_its_answer_leaves() {
        let mut world = World::new();
        let admin = world.admin_token();
        let poll = world.poll(&admin, &["ada@example.org", "ben@example.org"]);
        let (ada, ben) = (world.voter_token("ada@example.org"), world.voter_token("ben@example.org"));
        let state_dir = world.state_dir();
        let recorded = || std::fs::read_to_string(state_dir.join(format!("issued-{poll}"))).unwrap();
        let before = world.back_up();
        // The database has the pass, and it could not say so.
        let request = world.request(&poll);
        let batch = [(NOBODY, claim(&world, &poll, "ada@example.org", &request))];
        commit(&world.registrar, &batch).unwrap();
        let (registrar, ledger) = (&*world.registrar, &world.registrar.ledger);
        drop(Writing { ledger, registrar, batch: &batch, answers: None });
        assert_eq!(recorded(), "0");
        let between = world.back_up();

        let repeated = world.ask(&poll, &ada, &request);
        assert_eq!((repeated.status, repeated.bytes.as_slice()), (200, b"signature".as_slice()));
        assert_eq!(recorded(), "1");
        assert_eq!(world.ask(&poll, &ben, &world.request(&poll)).status, 200);
        assert_eq!(recorded(), "2");
        for older in [before, between] {
            let message = world.restore(&older).unwrap_err().to_string();
            assert!(message.contains("2 were issued"), "{message}");
        }
    }

    #[test]
    fn a_conflict_too_leaves_after_the_count() {
        let world = World::new();
        let admin = world.admin_token();
        let poll = world.poll(&admin, &["ada@example.org"]);
        let ada = world.voter_token("ada@example.org");
        let batch = [(NOBODY, claim(&world, &poll, "ada@example.org", b"another request"))];
        commit(&world.registrar, &batch).unwrap();
        let (registrar, ledger) = (&*world.registrar, &world.registrar.ledger);
        drop(Writing { ledger, registrar, batch: &batch, answers: None });
        // Its note says that a pass was issued.
        assert_eq!(world.ask(&poll, &ada, &world.request(&poll)).problem(), "pass-already-issued");
        assert_eq!(std::fs::read_to_string(world.state_dir().join(format!("issued-{poll}"))).unwrap(), "1");
    }
}
