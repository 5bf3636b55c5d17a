//! The one place that writes passes into the ledger. Requests that come at the same time are committed together, for
//! making a commit durable takes milliseconds and signing takes a fifth of one.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex, PoisonError};

use super::issuance::IssueError;
use super::mail::Mail;
use super::poll::PollBroken;
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
    /// The voter's address.
    pub(crate) email: String,
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
            let writing = Writing { ledger: self, answers: refusals(&batch) };
            writing.finish(write(registrar, &batch));
            state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Frees the ledger when dropped, also when writing panicked: nobody waits for ever.
struct Writing<'a> {
    ledger: &'a Ledger,
    answers: Vec<(u64, Result<Outcome, IssueError>)>,
}

impl Writing<'_> {
    fn finish(mut self, answers: Vec<(u64, Result<Outcome, IssueError>)>) {
        self.answers = answers;
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        let mut state = self.ledger.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.writing = false;
        state.answered.extend(self.answers.drain(..));
        self.ledger.changed.notify_all();
    }
}

/// What those who wait are told if writing does not come to an end.
fn refusals(batch: &[(u64, Claim)]) -> Vec<(u64, Result<Outcome, IssueError>)> {
    batch.iter().map(|(ticket, _)| (*ticket, Err(IssueError::Store(web::DbError::Panicked)))).collect()
}

fn write(registrar: &Registrar, batch: &[(u64, Claim)]) -> Vec<(u64, Result<Outcome, IssueError>)> {
    let written = registrar.db.write_here(|conn| -> Result<Vec<_>, web::DbError> {
        // Each in a savepoint of its own: a refused claim leaves no trace and does not hinder the others.
        let enter = |(ticket, claim): &(u64, Claim)| {
            (*ticket, web::db::savepoint(conn, |conn| write_one(conn, claim)))
        };
        Ok(batch.iter().map(enter).collect())
    });
    let mut answers = match written {
        Ok(answers) => answers,
        Err(error) => {
            tracing::error!("the ledger could not be written: {error}");
            return refusals(batch);
        }
    };
    // From here the passes are issued: a crash loses the answers, which the same requests get again.
    let mut won: HashMap<&str, u64> = HashMap::new();
    for ((_, claim), (_, answer)) in batch.iter().zip(&answers) {
        if matches!(answer, Ok(Outcome::Won)) {
            *won.entry(&claim.poll).or_default() += 1;
        }
    }
    for (poll, passes) in won {
        if let Err(error) = registrar.counts.advance(poll, passes) {
            tracing::error!("the records beside the database cannot be written: {error}");
            for ((_, claim), (_, answer)) in batch.iter().zip(&mut answers) {
                if claim.poll == poll && matches!(answer, Ok(Outcome::Won)) {
                    *answer = Err(IssueError::Record(std::io::Error::from(error.kind())));
                }
            }
        }
    }
    answers
}

fn write_one(conn: &mut web::DbConnection, claim: &Claim) -> Result<Outcome, IssueError> {
    // An open poll makes the entry on demand; it is keyed by the address, so that whoever deletes an account and
    // registers anew meets it again.
    let voter = store::roll::voter_or_new(conn, &claim.draft, &claim.email)?;
    if !store::issuances::claim(conn, &claim.draft, &voter, &claim.issued, claim.day)? {
        let before = store::issuances::of_voter(conn, &claim.draft, &voter)?;
        return before.map(Outcome::Lost).ok_or(PollBroken::Lacks("the pass that was claimed").into());
    }
    // Asked again within the transaction: closing issuance waits for it, or has come before it.
    if store::polls::is_issuing(conn, &claim.draft)? {
        store::outbox::insert(conn, &claim.mail)?;
        Ok(Outcome::Won)
    } else {
        Err(IssueError::Closed)
    }
}
