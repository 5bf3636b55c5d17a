//! Work that a computer does before a stranger makes us write a mail: ALTCHA (altcha.org), version 1 of its protocol. A
//! flood of registrations then costs its sender more than it costs us.
//!
//! ```text
//! challenge: H = SHA-256(salt || number), HMAC(key, H); the number, below `maxnumber`, is to be found by trying
//! ```
//!
//! The salt says until when and for what the challenge is good, and each counts once. The key is made at the start and kept
//! nowhere: what a registrar has given out before it was restarted is void. Several processes have one key, which follows from
//! the key-encryption key, and note in the database what was used.
//!
//! A browser without scripts cannot compute. It may wait instead, with a ticket from the same page; the caller's address
//! can do so a few times in an hour (docs/adr/0009).

mod spent;

use std::time::Duration;

use crypto::encoding::{hex, parse_b64, parse_hex, sha256};
use crypto::time::UtcTime;
use openssl::hash::MessageDigest;
use openssl::memcmp;
use openssl::pkey::PKey;
use openssl::sign::Signer;
use rand::rngs::SysRng;
use rand::{RngExt as _, TryRng as _};
use serde::{Deserialize, Serialize};
use web::Caller;
use web::rate_limit::RateLimit;
use zeroize::Zeroizing;

use self::spent::{SpendError, Spent};
use super::limits::{Together, use_up};
use super::secret::random_id;
use web::i18n::Text;

/// For what the work is done. A challenge for one is nothing for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To register, or to have the mail of a registration sent again.
    Register,
    /// To ask for a link to choose a new password.
    Reset,
    /// To ask for a link to sign in.
    SignIn,
}

impl Purpose {
    /// As paths and challenges name it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Reset => "password-reset",
            Self::SignIn => "sign-in-link",
        }
    }

    /// Inverse of [`Purpose::as_str`].
    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::Register, Self::Reset, Self::SignIn].into_iter().find(|purpose| purpose.as_str() == text)
    }
}

/// How much work, and for how long it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Terms {
    /// The largest number that may have to be tried; half of it is tried on average.
    pub(crate) difficulty: u32,
    /// How long a challenge is good, in seconds.
    pub(crate) lifetime: u32,
    /// How long a browser without scripts waits, in seconds.
    pub(crate) wait: u32,
}

/// Gives challenges out and takes solutions; or asks for nothing, where the configuration says so.
pub(crate) struct ProofOfWork {
    terms: Option<Terms>,
    key: Zeroizing<[u8; 32]>,
    used: Used,
    waited: RateLimit,
    waited_unknown: RateLimit,
}

/// Where it is remembered what has been used.
enum Used {
    Here(Spent),
    Together(Together),
}

/// As ALTCHA's clients read it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Challenge {
    algorithm: &'static str,
    challenge: String,
    maxnumber: u32,
    salt: String,
    signature: String,
}

/// What a page needs: the challenge for its script, and the ticket for a browser that runs none.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    /// For the script.
    pub(crate) challenge: Challenge,
    /// Names the same in paths.
    pub(crate) purpose: Purpose,
    /// For who waits.
    pub(crate) ticket: String,
    /// On what terms.
    pub(crate) terms: Terms,
}

/// What came with a request; empty where nothing did.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Offered<'r> {
    /// ALTCHA's payload: base64 of a JSON object.
    pub(crate) solution: &'r str,
    /// The ticket of a page.
    pub(crate) ticket: &'r str,
}

/// Somebody has worked or waited, or does not have to. Only they make us write a mail.
#[derive(Debug)]
pub(crate) struct Worked(());

impl Worked {
    /// For who is signed in and has a mail sent to the own address.
    pub(crate) fn signed_in() -> Self {
        Self(())
    }
}

/// Why the work does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WorkError {
    /// Nothing was given.
    #[error("{}", self.text())]
    Missing,
    /// No payload of ALTCHA, or no ticket of ours.
    #[error("{}", self.text())]
    Unreadable,
    /// Another number than the one asked for, or a challenge that was not made here since the last start.
    #[error("{}", self.text())]
    Forged,
    /// It was done for something else.
    #[error("{}", self.text())]
    OtherPurpose,
    /// It was done too late.
    #[error("{}", self.text())]
    Expired,
    /// It counts once.
    #[error("{}", self.text())]
    Used,
    /// No script has run, and the wait is not over; seconds to wait.
    #[error("{}", self.text())]
    TooSoon(i64),
    /// Too many have come from there without work; seconds to wait.
    #[error("{}", self.text())]
    TooMany(u32),
    /// More is remembered than there is room for.
    #[error("{}", self.text())]
    Full,
}

impl WorkError {
    /// For the page.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::Missing => Text::new("work-missing"),
            Self::Unreadable => Text::new("work-unreadable"),
            Self::Forged => Text::new("work-forged"),
            Self::OtherPurpose => Text::new("work-other"),
            Self::Expired => Text::new("work-expired"),
            Self::Used => Text::new("work-used"),
            Self::TooSoon(seconds) => Text::new("work-too-soon").with("n", *seconds),
            Self::TooMany(_) => Text::new("work-too-many"),
            Self::Full => Text::new("work-full"),
        }
    }
}

impl ProofOfWork {
    /// On these terms; none asks for nothing.
    pub(crate) fn new(terms: Option<Terms>) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        SysRng.try_fill_bytes(key.as_mut_slice()).expect("the system's random source answers");
        Self::under(terms, key, Used::Here(Spent::new(REMEMBERED)))
    }

    /// The same in several processes together, which have this key in common.
    pub(crate) fn shared(terms: Option<Terms>, key: Zeroizing<[u8; 32]>, together: Together) -> Self {
        Self::under(terms, key, Used::Together(together))
    }

    fn under(terms: Option<Terms>, key: Zeroizing<[u8; 32]>, used: Used) -> Self {
        let hour = Duration::from_secs(3600);
        Self {
            terms,
            key,
            used,
            waited: RateLimit::new(WAITED, hour),
            waited_unknown: RateLimit::new(10 * WAITED, hour),
        }
    }

    /// A fresh challenge; none where no work is asked for.
    pub(crate) fn challenge(&self, purpose: Purpose, now: UtcTime) -> Option<Challenge> {
        let terms = self.terms?;
        let expires = now.unix() + i64::from(terms.lifetime);
        // The `&` at the end keeps digits of the number from being moved into the salt.
        let salt = format!("{}?expires={expires}&purpose={}&", random_id(), purpose.as_str());
        let number = rand::rng().random_range(0..=terms.difficulty);
        let hash = hash(&salt, number.into());
        let signature = hex(&self.tag(&hash));
        Some(Challenge {
            algorithm: ALGORITHM,
            challenge: hex(&hash),
            maxnumber: terms.difficulty,
            salt,
            signature,
        })
    }

    /// What a page needs; none where no work is asked for.
    pub(crate) fn task(&self, purpose: Purpose, now: UtcTime) -> Option<Task> {
        let challenge = self.challenge(purpose, now)?;
        let (since, id) = (now.unix(), random_id());
        let ticket = format!("{since}.{id}.{}", hex(&self.ticket_tag(purpose, since, &id)));
        Some(Task { challenge, purpose, ticket, terms: self.terms? })
    }

    /// Takes a solution, once; or the ticket of who has waited. The last check before the mail, so that nobody works again
    /// for a slip in another field.
    pub(crate) async fn take(
        &self,
        purpose: Purpose,
        offered: Offered<'_>,
        caller: &Caller,
        now: UtcTime,
    ) -> Result<Worked, WorkError> {
        let Some(terms) = self.terms else { return Ok(Worked(())) };
        let (id, expires) = match offered {
            Offered { solution: "", ticket: "" } => return Err(WorkError::Missing),
            Offered { solution: "", ticket } => self.waited(terms, purpose, ticket, caller, now.unix())?,
            Offered { solution, .. } => self.solved(purpose, solution, now.unix())?,
        };
        match self.spend(id, expires, now.unix()).await {
            Ok(()) => Ok(Worked(())),
            Err(SpendError::Before) => Err(WorkError::Used),
            Err(SpendError::Full) => Err(WorkError::Full),
        }
    }

    async fn spend(&self, id: [u8; 32], expires: i64, now: i64) -> Result<(), SpendError> {
        match &self.used {
            Used::Here(spent) => spent.spend(id, expires, now),
            Used::Together(together) => match use_up(together, id, expires, now).await {
                Some(true) => Ok(()),
                Some(false) => Err(SpendError::Before),
                None => Err(SpendError::Full),
            },
        }
    }

    /// Which challenge was solved, and until when it would have been good.
    fn solved(&self, purpose: Purpose, solution: &str, now: i64) -> Result<([u8; 32], i64), WorkError> {
        let solution = parse_b64(solution).map_err(|_| WorkError::Unreadable)?;
        let solution: Solution = serde_json::from_slice(&solution).map_err(|_| WorkError::Unreadable)?;
        let given: [u8; 32] = parse_hex(&solution.challenge).map_err(|_| WorkError::Unreadable)?;
        let signature: [u8; 32] = parse_hex(&solution.signature).map_err(|_| WorkError::Unreadable)?;
        let right =
            hash(&solution.salt, solution.number) == given && memcmp::eq(&self.tag(&given), &signature);
        if !right || solution.algorithm != ALGORITHM {
            return Err(WorkError::Forged);
        }
        let (expires, of) = read_salt(&solution.salt).ok_or(WorkError::Forged)?;
        if of != purpose {
            return Err(WorkError::OtherPurpose);
        }
        if expires <= now { Err(WorkError::Expired) } else { Ok((given, expires)) }
    }

    /// Which ticket has been waited with, and until when it would have been good.
    fn waited(
        &self,
        terms: Terms,
        purpose: Purpose,
        ticket: &str,
        caller: &Caller,
        now: i64,
    ) -> Result<([u8; 32], i64), WorkError> {
        let (since, rest) = ticket.split_once('.').ok_or(WorkError::Unreadable)?;
        let (id, tag) = rest.split_once('.').ok_or(WorkError::Unreadable)?;
        let since: i64 = since.parse().map_err(|_| WorkError::Unreadable)?;
        let tag: [u8; 32] = parse_hex(tag).map_err(|_| WorkError::Unreadable)?;
        if !memcmp::eq(&self.ticket_tag(purpose, since, id), &tag) {
            return Err(WorkError::Forged);
        }
        let (over, expires) = (since + i64::from(terms.wait), since + i64::from(terms.lifetime));
        if now < over {
            return Err(WorkError::TooSoon(over - now));
        }
        if expires <= now {
            return Err(WorkError::Expired);
        }
        match caller.key() {
            Some(caller) => self.waited.attempt(caller),
            None => self.waited_unknown.attempt(""),
        }
        .map_err(WorkError::TooMany)?;
        Ok((tag, expires))
    }

    /// `HMAC-SHA-256(key, H)`, as ALTCHA signs.
    fn tag(&self, message: &[u8]) -> [u8; 32] {
        let key = PKey::hmac(self.key.as_slice()).expect("HMAC takes a key of any length");
        let tag = Signer::new(MessageDigest::sha256(), &key)
            .and_then(|mut signer| signer.sign_oneshot_to_vec(message))
            .expect("HMAC-SHA-256 takes any message");
        tag.try_into().expect("HMAC-SHA-256 gives 32 bytes")
    }

    /// The same over `psephos-wait/v1`, purpose, time and id, one a line: longer than any H.
    fn ticket_tag(&self, purpose: Purpose, since: i64, id: &str) -> [u8; 32] {
        self.tag(format!("psephos-wait/v1\n{}\n{since}\n{id}", purpose.as_str()).as_bytes())
    }
}

/// What a client sends: the challenge again, and the number.
#[derive(Deserialize)]
struct Solution {
    algorithm: String,
    challenge: String,
    number: u64,
    salt: String,
    signature: String,
}

/// `SHA-256(salt || number)`, the number in decimal.
fn hash(salt: &str, number: u64) -> [u8; 32] {
    sha256(&[salt.as_bytes(), number.to_string().as_bytes()])
}

/// Until when, in seconds since 1970, and for what the challenge with this salt is good.
fn read_salt(salt: &str) -> Option<(i64, Purpose)> {
    let (_, terms) = salt.strip_suffix('&')?.split_once('?')?;
    let (expires, purpose) = terms.split_once('&')?;
    let expires = expires.strip_prefix("expires=")?.parse().ok()?;
    Some((expires, Purpose::parse(purpose.strip_prefix("purpose=")?)?))
}

const ALGORITHM: &str = "SHA-256";

/// Requests in an hour that one caller may make by waiting.
const WAITED: u32 = 20;

/// Solutions and tickets that are remembered until they expire: about 20 MB.
const REMEMBERED: usize = 200_000;

#[cfg(test)]
mod tests;
