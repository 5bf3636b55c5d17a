//! Issuing: one pass per voter (PROTOCOL section 6).

mod closing;

use std::sync::Arc;

use crypto::blind_rsa::SecretKey;
use crypto::encoding::Digest;
use crypto::statement::{self, Pass};
use crypto::time::UtcTime;
use crypto::token::{RequestMalformed, TokenRequest, TokenResponse};

pub(crate) use self::closing::{close_if_due, finish_if_due};
use super::account::Account;
use super::address_move;
use super::ledger::{self, Claim, Outcome};
use super::mail;
use super::poll::{PollBroken, Published, Standing, State};
use super::session::Outdated;
use crate::registrar::Registrar;
use crate::store;
use crate::store::issuances::Issued;
use crate::store::places::Found;
use crate::store::polls::PollRow;

/// A pass as it leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct IssuedPass {
    /// The token response.
    pub(crate) blind_sig: Vec<u8>,
    /// The `psephos-pass/v1` note.
    pub(crate) note: String,
}

/// Why no pass was issued.
#[derive(Debug, thiserror::Error)]
pub(crate) enum IssueError {
    /// Not a request for this poll's key.
    #[error(transparent)]
    Malformed(#[from] RequestMalformed),
    /// Not on the roll, or not of an admitted domain.
    #[error("this account may not vote in this poll")]
    NotEligible,
    /// The voter's address was corrected a short while ago; when the pass can be collected.
    #[error(
        "the organisers have put this address on the roll a short while ago; the pass can be collected from {0} on"
    )]
    Held(UtcTime),
    /// Too early.
    #[error("passes are not issued yet")]
    NotOpen,
    /// Too late, or cancelled.
    #[error("passes are no longer issued")]
    Closed,
    /// Another request of this voter was answered before; the note of that pass.
    #[error("a pass was issued to this voter before")]
    AlreadyIssued(String),
    /// The account has another address by now.
    #[error(transparent)]
    Outdated(#[from] Outdated),
    /// The signature failed its own check; nothing was issued.
    #[error("the signature failed: {0}")]
    Sign(String),
    /// A stored poll cannot be read.
    #[error(transparent)]
    Broken(#[from] PollBroken),
    /// The records beside the database cannot be written; the same request gets its answer later.
    #[error("the records beside the database cannot be written: {0}")]
    Record(#[from] std::io::Error),
    /// The ledger could not be written, or not say that it was; the same request gets its answer later.
    #[error("the ledger cannot be written at the moment")]
    LedgerBusy,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] web::DbError),
}

/// What a voter would meet if they asked for a pass with a request now.
#[derive(Debug)]
pub(crate) enum Prospect {
    /// A pass would be issued, or the same one given again.
    Welcome,
    /// This refusal.
    Refused(IssueError),
}

/// Who asks for a pass of which poll, and with what.
pub(crate) struct Asked {
    /// The poll, sealed or more.
    pub(crate) row: PollRow,
    /// The voter.
    pub(crate) account: Account,
    /// The token request.
    pub(crate) request: Vec<u8>,
}

/// Issues a pass for what `asked` finds, which may block, or answers a repeated request with the same bytes.
pub(crate) async fn issue<E>(
    registrar: &Arc<Registrar>,
    asked: impl FnOnce(&Registrar) -> Result<Asked, E> + Send + 'static,
) -> Result<IssuedPass, E>
where
    E: From<IssueError> + From<web::DbError> + Send + 'static,
{
    let looking = {
        let registrar = Arc::clone(registrar);
        move || -> Result<Looked, E> { Ok(look(&registrar, asked(&registrar)?)?) }
    };
    let looked = match registrar.db.by_one_now(looking) {
        Ok(looked) => looked,
        Err(looking) => registrar.blocking(move |registrar| registrar.db.by_one(looking)?).await,
    };
    let request = match looked? {
        // The records may have to be caught up with, which waits for the disk.
        Looked::Before(before) => {
            return Ok(registrar.blocking(move |registrar| before.repeat(registrar)).await?);
        }
        Looked::Due(request) => request,
    };
    // On this very thread, as servers sign their handshakes: there are as many as cores, and to hand the work to another one and
    // wait for it costs a tenth of the work.
    let (signature, claim) = request.sign(registrar)?;
    match ledger::enter(registrar, claim).await {
        Ok(Outcome::Won) => Ok(signature.leave(registrar)),
        other => {
            let outcome = registrar.blocking(move |registrar| signature.give_way(registrar, other));
            Ok(outcome.await?)
        }
    }
}

/// The same on this very thread.
#[cfg(test)]
pub(crate) fn issue_here(
    registrar: &Registrar,
    row: PollRow,
    account: &Account,
    request: &[u8],
) -> Result<IssuedPass, IssueError> {
    let asked = Asked { row, account: account.clone(), request: request.to_vec() };
    match look(registrar, asked)? {
        Looked::Before(before) => before.repeat(registrar),
        Looked::Due(request) => {
            let (signature, claim) = request.sign(registrar)?;
            signature.give_way(registrar, registrar.ledger.enter_here(registrar, claim))
        }
    }
}

/// What a request came to before anything was signed.
enum Looked {
    /// A pass was issued before.
    Before(Box<Before>),
    /// A signature is due.
    Due(Box<Due>),
}

/// A request of a voter who has a pass.
struct Before {
    poll: Arc<Published>,
    issued: Issued,
    request_hash: Digest,
}

impl Before {
    fn repeat(self, registrar: &Registrar) -> Result<IssuedPass, IssueError> {
        repeat(registrar, &self.poll, self.issued, &self.request_hash)
    }
}

/// A request that is to be signed.
struct Due {
    draft: String,
    poll: Arc<Published>,
    key: Arc<SecretKey>,
    account: Account,
    voter: Option<String>,
    request: TokenRequest,
}

/// A signature that nobody has seen: before anybody does, it has to be in the ledger.
struct Signature {
    draft: String,
    poll: Arc<Published>,
    request_hash: Digest,
    pass: IssuedPass,
}

fn look(registrar: &Registrar, asked: Asked) -> Result<Looked, IssueError> {
    let Asked { row, account, request } = asked;
    let poll = registrar.polls.published(&row)?;
    let request = TokenRequest::parse(&request, poll.manifest.token_key())?;
    let place = Place::of(registrar, &poll, &account)?;
    if let Some(issued) = place.issued {
        let request_hash = Digest::of(&request.to_bytes());
        return Ok(Looked::Before(Box::new(Before { poll, issued, request_hash })));
    }
    place.admits_now(registrar, &poll, &row)?;
    let key = registrar.keys.get(&registrar.vault, &row)?;
    let due = Due { draft: row.id, poll, key, account, voter: place.voter, request };
    Ok(Looked::Due(Box::new(due)))
}

/// Where an account stands in a poll that it may vote in.
struct Place {
    /// The entry on the roll; none yet in an open poll.
    voter: Option<String>,
    /// The pass that was issued.
    issued: Option<Issued>,
    /// Until when the entry waits, for its address was corrected, so that the old one can object. A claim whose entry is corrected
    /// after this look finds another address in the ledger's transaction.
    held: Option<UtcTime>,
}

impl Place {
    fn of(registrar: &Registrar, poll: &Published, account: &Account) -> Result<Self, IssueError> {
        let store::places::Place { entry, issued, held_until } =
            registrar.db.run_here(|conn| store::places::of(conn, &poll.draft, account))?;
        let voter = match (poll.admits(account), entry) {
            // Whose pass was issued before the address changed gets the same answer still.
            (Some(false), Found::Own(voter)) if issued.is_some() => Some(voter),
            (Some(true) | None, Found::Own(voter)) => Some(voter),
            (Some(true), Found::Nothing) => None,
            (Some(false) | None, _) | (Some(true), Found::Anothers) => return Err(IssueError::NotEligible),
        };
        let held = held_until.and_then(|until| address_move::held(until, registrar.clock.now()));
        Ok(Self { voter, issued, held })
    }

    fn admits_now(&self, registrar: &Registrar, poll: &Published, row: &PollRow) -> Result<(), IssueError> {
        in_window(registrar, poll, &Standing::read(row)?)?;
        self.held.map_or(Ok(()), |until| Err(IssueError::Held(until)))
    }
}

impl Due {
    fn sign(self, registrar: &Registrar) -> Result<(Signature, Claim), IssueError> {
        let Self { draft, poll, key, account, voter, request } = self;
        let response = request.sign(&key).map_err(|error| {
            registrar.keys.forget(&draft);
            IssueError::Sign(error.to_string())
        })?;
        let request_hash = Digest::of(&request.to_bytes());
        let issued = sign_pass(registrar, &poll, request_hash, &response);
        let pass = IssuedPass { blind_sig: response.as_bytes().to_vec(), note: issued.note.clone() };
        let claim = Claim {
            voter,
            mail: mail::pass_issued(&account.email, &poll),
            draft: draft.clone(),
            poll: poll.manifest.id().to_string(),
            account,
            issued,
            day: registrar.clock.now().unix().div_euclid(86_400),
        };
        Ok((Signature { draft, poll, request_hash, pass }, claim))
    }
}

impl Signature {
    /// It is in the ledger, and leaves.
    fn leave(self, registrar: &Registrar) -> IssuedPass {
        registrar.wake_mail();
        self.pass
    }

    /// What is answered where it may not be in the ledger. Blocks.
    fn give_way(
        self,
        registrar: &Registrar,
        outcome: Result<Outcome, IssueError>,
    ) -> Result<IssuedPass, IssueError> {
        if !matches!(outcome, Ok(Outcome::Won)) {
            // Nothing says that the poll still issues passes; if it does not, its key has to be gone.
            registrar.keys.forget(&self.draft);
        }
        match outcome? {
            Outcome::Won => Ok(self.leave(registrar)),
            Outcome::Lost(before) => repeat(registrar, &self.poll, before, &self.request_hash),
        }
    }
}

/// What [`issue`] would answer, without issuing anything. Blocks.
pub(crate) fn prospect(
    registrar: &Registrar,
    row: &PollRow,
    account: &Account,
    request: &[u8],
) -> Result<Prospect, IssueError> {
    let poll = registrar.polls.published(row)?;
    let looked = || -> Result<(), IssueError> {
        let request = TokenRequest::parse(request, poll.manifest.token_key())?;
        let mut place = Place::of(registrar, &poll, account)?;
        match place.issued.take() {
            Some(issued) => repeat(registrar, &poll, issued, &Digest::of(&request.to_bytes())).map(drop),
            None => place.admits_now(registrar, &poll, row),
        }
    };
    match looked() {
        Ok(()) => Ok(Prospect::Welcome),
        Err(
            error @ (IssueError::Broken(_)
            | IssueError::Record(_)
            | IssueError::LedgerBusy
            | IssueError::Store(_)),
        ) => Err(error),
        Err(refusal) => Ok(Prospect::Refused(refusal)),
    }
}

/// Whether the account may vote in the poll, and whether a pass was issued to it. Blocks.
pub(crate) fn eligibility(
    registrar: &Registrar,
    poll: &Published,
    account: &Account,
) -> Result<Option<bool>, web::DbError> {
    match Place::of(registrar, poll, account) {
        Err(IssueError::NotEligible) => Ok(None),
        Err(IssueError::Store(error)) => Err(error),
        Err(_) => Ok(Some(false)),
        Ok(place) => Ok(Some(place.issued.is_some())),
    }
}

/// The address that collected the account's pass, where the roll's address was corrected since publication. Blocks.
pub(crate) fn collected_by(
    registrar: &Registrar,
    poll: &Published,
    account: &Account,
) -> Result<Option<String>, web::DbError> {
    registrar.db.run_here(|conn| match store::places::voter_of(conn, &poll.draft, account)? {
        Some(voter) => address_move::collected_by(conn, &voter),
        None => Ok(None),
    })
}

/// Until when the account's pass waits, where the roll's address was corrected a short while ago. Blocks.
pub(crate) fn held_until(
    registrar: &Registrar,
    poll: &Published,
    account: &Account,
) -> Result<Option<UtcTime>, web::DbError> {
    let now = registrar.clock.now();
    registrar.db.run_here(|conn| match store::places::voter_of(conn, &poll.draft, account)? {
        Some(voter) => address_move::held_until(conn, &voter, now),
        None => Ok(None),
    })
}

fn in_window(registrar: &Registrar, poll: &Published, standing: &Standing) -> Result<(), IssueError> {
    let now = registrar.clock.now();
    if standing.cancelled
        || standing.state != State::Published
        || now >= poll.issuance_closes(standing.voting_closes)
    {
        return Err(IssueError::Closed);
    }
    if now < poll.manifest.issuance_opens { Err(IssueError::NotOpen) } else { Ok(()) }
}

/// The same request gets the same bytes until voting closes; another one gets the note of the pass that was issued.
fn repeat(
    registrar: &Registrar,
    poll: &Published,
    issued: Issued,
    request_hash: &Digest,
) -> Result<IssuedPass, IssueError> {
    registrar
        .counts
        .catch_up(&poll.manifest.id().to_string(), || ledger::passes_of(registrar, &poll.draft))?;
    if issued.request_hash != request_hash.as_bytes() {
        return Err(IssueError::AlreadyIssued(issued.note));
    }
    let blind_sig = issued.blind_sig.ok_or(IssueError::Closed)?;
    Ok(IssuedPass { blind_sig, note: issued.note })
}

fn sign_pass(registrar: &Registrar, poll: &Published, request: Digest, response: &TokenResponse) -> Issued {
    let pass = Pass { poll: poll.manifest.id(), request, response: Digest::of(response.as_bytes()) };
    Issued {
        request_hash: request.as_bytes().to_vec(),
        blind_sig: Some(response.as_bytes().to_vec()),
        note: statement::sign(&pass, &registrar.key).to_string(),
    }
}
