//! The one place that writes passes into the ledger. Requests that come at the same time are committed together, for
//! making a commit durable takes milliseconds and signing takes a fifth of one.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crypto::time::UtcTime;
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

use super::account::Account;
use super::address_move;
use super::issuance::IssueError;
use super::mail::Mail;
use super::poll::PollBroken;
use super::session::Outdated;
use crate::registrar::Registrar;
use crate::store;
use crate::store::issuances::Issued;
use crate::store::issued::{self, Part};

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

impl Claim {
    /// Where it stands in the order of locks.
    fn place(&self) -> (&str, Option<&str>, &str) {
        (&self.draft, self.voter.as_deref(), &self.account.email)
    }
}

/// How the race for a voter's one pass ended.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It is in the ledger and in the records beside it: it may leave.
    Won,
    /// Another request of the same voter had come before; what it got.
    Lost(Issued),
}

/// Claims that wait for the writer. There is at most one: whoever comes while there is none makes one, which commits for all
/// who wait until nobody does.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    state: Mutex<State>,
    part: Part,
}

#[derive(Debug, Default)]
struct State {
    writing: bool,
    waiting: Vec<Waiting>,
}

impl State {
    /// At most so many of those that have waited longest.
    fn take(&mut self, at_most: usize) -> Vec<Waiting> {
        let rest = self.waiting.split_off(self.waiting.len().min(at_most));
        std::mem::replace(&mut self.waiting, rest)
    }
}

/// A claim, and where its answer goes.
#[derive(Debug)]
struct Waiting {
    claim: Claim,
    answer: oneshot::Sender<Answer>,
}

type Answer = Result<Outcome, IssueError>;

/// Enters a claim; returns once it is durable, or refused.
pub(crate) async fn enter(registrar: &Arc<Registrar>, claim: Claim) -> Answer {
    let (answer, alone) = registrar.ledger.queue(claim);
    if alone {
        let registrar = Arc::clone(registrar);
        // Goes on though whoever asked hangs up.
        drop(spawn_blocking(move || registrar.ledger.write(&registrar)));
    }
    answer.await.unwrap_or(Err(IssueError::LedgerBusy))
}

impl Ledger {
    /// The same on this very thread.
    #[cfg(test)]
    pub(crate) fn enter_here(&self, registrar: &Registrar, claim: Claim) -> Answer {
        let (answer, alone) = self.queue(claim);
        if alone {
            self.write(registrar);
        }
        answer.blocking_recv().unwrap_or(Err(IssueError::LedgerBusy))
    }

    /// Puts a claim behind those that wait. True if nobody is writing: the caller has to.
    fn queue(&self, claim: Claim) -> (oneshot::Receiver<Answer>, bool) {
        let (answer, answered) = oneshot::channel();
        let mut state = self.state();
        state.waiting.push(Waiting { claim, answer });
        (answered, !std::mem::replace(&mut state.writing, true))
    }

    /// Writes until nobody waits. Blocks.
    fn write(&self, registrar: &Registrar) {
        let _writing = Writing(self);
        let mut crowd = false;
        while let Some(mut batch) = self.next_batch() {
            // A commit costs more than the passes in it: where many come, some more are waited for.
            if crowd {
                thread::sleep(GATHERING);
                batch.append(&mut self.state().take(MOST - batch.len()));
            }
            crowd = batch.len() >= CROWD;
            // In the same order in every process: of two that claim for the same voters, none waits for one who waits for it.
            batch.sort_by(|one, other| one.claim.place().cmp(&other.claim.place()));
            let (claims, answers): (Vec<Claim>, Vec<_>) =
                batch.into_iter().map(|Waiting { claim, answer }| (claim, answer)).unzip();
            let in_doubt = InDoubt { registrar, claims: &claims };
            let outcome = commit(registrar, &claims);
            let told = match outcome {
                Ok(told) => {
                    in_doubt.settle();
                    record(registrar, &claims, told)
                }
                Err(error) => {
                    tracing::error!("the ledger could not be written: {error}");
                    drop(in_doubt);
                    claims.iter().map(|_| Err(IssueError::LedgerBusy)).collect()
                }
            };
            for (answer, told) in answers.into_iter().zip(told) {
                // Who hung up meanwhile asks again, and gets the same.
                let _ = answer.send(told);
            }
        }
    }

    /// Those that wait; if there is nobody, there is no writer from here on.
    fn next_batch(&self) -> Option<Vec<Waiting>> {
        let mut state = self.state();
        let batch = state.take(MOST);
        state.writing = !batch.is_empty();
        (!batch.is_empty()).then_some(batch)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Frees the ledger when writing panicked: nobody waits for ever, for answers that are dropped say so.
struct Writing<'a>(&'a Ledger);

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            *self.0.state() = State::default();
        }
    }
}

/// Claims of which nobody knows whether they were written, unless this is told that they are settled: the database may have them
/// and be unable to say so.
struct InDoubt<'a> {
    registrar: &'a Registrar,
    claims: &'a [Claim],
}

impl InDoubt<'_> {
    fn settle(mut self) {
        self.claims = &[];
    }
}

impl Drop for InDoubt<'_> {
    fn drop(&mut self) {
        for claim in self.claims {
            self.registrar.counts.doubt(&claim.poll);
        }
    }
}

/// Enters the claims in one transaction. From its end the passes are issued: a crash loses the answers, which the same
/// requests get again.
fn commit(registrar: &Registrar, claims: &[Claim]) -> Result<Vec<Answer>, web::DbError> {
    let now = registrar.clock.now();
    let together = registrar.db.write_here(|conn| {
        match write_all(conn, claims, now) {
            Ok(true) => {}
            Err(IssueError::Store(
                error @ (web::DbError::Unavailable(_) | web::DbError::Lost(_) | web::DbError::Panicked),
            )) => return Err(Apart::Failed(error)),
            // Also where the database refuses one claim alone, as when others keep its poll locked.
            Ok(false) | Err(_) => return Err(Apart::Refused),
        }
        let answers = claims.iter().map(|_| Ok(Outcome::Won)).collect::<Vec<Answer>>();
        count(conn, registrar, claims, &answers)?;
        Ok(answers)
    });
    match together {
        Ok(answers) => Ok(answers),
        Err(Apart::Failed(error)) => Err(error),
        // Rare: then each in a savepoint of its own, so that a refused claim leaves no trace and does not hinder the others.
        Err(Apart::Refused) => registrar.db.write_here(|conn| {
            let alone = |claim| web::db::savepoint(conn, |conn| write_one(conn, claim, now));
            let answers: Vec<Answer> = claims.iter().map(alone).collect();
            count(conn, registrar, claims, &answers)?;
            Ok(answers)
        }),
    }
}

/// Why claims were not entered together. Nothing of them was.
enum Apart {
    /// One of them is refused.
    Refused,
    /// The database failed; where that was at the end of the transaction they may be entered none the less.
    Failed(web::DbError),
}

impl From<web::DbError> for Apart {
    fn from(error: web::DbError) -> Self {
        Self::Failed(error)
    }
}

/// Enters all claims; false if one of them has to be looked at alone.
fn write_all(conn: &mut web::DbConnection, claims: &[Claim], now: UtcTime) -> Result<bool, IssueError> {
    #[cfg(feature = "postgres")]
    if matches!(conn, web::DbConnection::Postgres(_)) {
        return Ok(at_once::write(conn, claims)?);
    }
    // SQLite is as quick with a statement for each of them.
    for claim in claims {
        if !matches!(write_one(conn, claim, now)?, Outcome::Won) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn count(
    conn: &mut web::DbConnection,
    registrar: &Registrar,
    claims: &[Claim],
    answers: &[Answer],
) -> Result<(), web::DbError> {
    let mut entered = BTreeMap::new();
    for claim in won(claims, answers) {
        *entered.entry((claim.draft.as_str(), claim.day)).or_default() += 1;
    }
    issued::add(conn, registrar.ledger.part, &entered)
}

/// Those of the claims that are passes now.
fn won<'a>(claims: &'a [Claim], answers: &[Answer]) -> impl Iterator<Item = &'a Claim> {
    let answered = claims.iter().zip(answers);
    answered.filter_map(|(claim, answer)| matches!(answer, Ok(Outcome::Won)).then_some(claim))
}

/// Counts what is in the ledger now; takes the answers back that could not be counted.
fn record(registrar: &Registrar, claims: &[Claim], mut answers: Vec<Answer>) -> Vec<Answer> {
    let mut by_poll: HashMap<(&str, &str), u64> = HashMap::new();
    for claim in won(claims, &answers) {
        *by_poll.entry((&claim.poll, &claim.draft)).or_default() += 1;
    }
    for ((poll, draft), passes) in by_poll {
        let Err(error) = registrar.counts.advance(poll, passes, || passes_of(registrar, draft)) else {
            continue;
        };
        tracing::error!("poll {poll}: passes cannot be recorded: {error}");
        for (claim, answer) in claims.iter().zip(&mut answers) {
            if claim.poll == poll && matches!(answer, Ok(Outcome::Won)) {
                *answer = Err(IssueError::Record(std::io::Error::other(error.to_string())));
            }
        }
    }
    answers
}

/// How many passes the ledger holds of the poll of this draft.
pub(crate) fn passes_of(registrar: &Registrar, draft: &str) -> Result<u64, IssueError> {
    let count = registrar.db.run_here(|conn| store::issued::count(conn, draft))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

fn write_one(conn: &mut web::DbConnection, claim: &Claim, now: UtcTime) -> Result<Outcome, IssueError> {
    let account = &claim.account;
    let voter = match &claim.voter {
        Some(voter) => voter.clone(),
        // An open poll makes the entry on demand; it is keyed by the address, so that whoever deletes an account and
        // registers anew meets it again.
        None => store::places::voter_or_new(conn, &claim.draft, account)?.ok_or(IssueError::NotEligible)?,
    };
    let won = store::issuances::claim(conn, &claim.draft, &voter, &claim.issued, claim.day)?;
    // As the entry below: what stands under the address is the account's as long as it has it.
    if store::accounts::email(conn, &account.id)?.as_ref() != Some(&account.email) {
        return Err(Outdated.into());
    }
    // The entry that was looked up, and no other: its address can have been corrected since, and then another person asks
    // for its pass. Looked at after the claim, which waits for a correction that is under way, and lets none begin.
    if store::places::voter_of(conn, &claim.draft, account)?.as_ref() != Some(&voter) {
        return Err(IssueError::NotEligible);
    }
    if !won {
        let before = store::issuances::of_voter(conn, &claim.draft, &voter)?;
        return before.map(Outcome::Lost).ok_or(PollBroken::Lacks("the pass that was claimed").into());
    }
    let moved = store::address_moves::of_voter(conn, &voter)?;
    if let Some(until) = moved.as_ref().and_then(|moved| address_move::held(moved.held_until, now)) {
        return Err(IssueError::Held(until));
    }
    // Asked again within the transaction: closing issuance waits for it, or has come before it.
    if store::polls::is_issuing(conn, &claim.draft)? {
        store::outbox::insert(conn, &claim.mail)?;
        if moved.is_some() {
            store::address_moves::collected(conn, &voter, &account.email)?;
        }
        Ok(Outcome::Won)
    } else {
        Err(IssueError::Closed)
    }
}

/// Most of them in one transaction: a statement of PostgreSQL has 65,535 values at most.
const MOST: usize = 1_000;
/// As many in one transaction tell that many come.
const CROWD: usize = 4;
/// How long passes are gathered then.
const GATHERING: Duration = Duration::from_millis(5);

#[cfg(feature = "postgres")]
mod at_once;
#[cfg(test)]
mod tests;
