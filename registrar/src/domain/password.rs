//! Passwords: argon2id with its crate's default parameters (19 MiB, 2 passes, RFC 9106), a few at a time and never on
//! an async thread.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use zeroize::Zeroizing;

/// A password as it was typed, long enough; wiped when dropped.
#[derive(Clone)]
pub(crate) struct Password(Zeroizing<String>);

/// Why a text is no password of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a password has {SHORTEST} to {LONGEST} characters")]
pub(crate) struct PasswordRefused;

/// More passwords wait to be checked than the service is willing to queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords are being checked at once")]
pub(crate) struct Busy;

impl Password {
    /// Accepts a password of a good length; which characters it has is its owner's affair.
    pub(crate) fn parse(text: &str) -> Result<Self, PasswordRefused> {
        if (SHORTEST..=LONGEST).contains(&text.chars().count()) {
            Ok(Self(Zeroizing::new(text.to_owned())))
        } else {
            Err(PasswordRefused)
        }
    }

    /// Any text that someone offers as a password when signing in; too long a one is cut, and so is wrong.
    pub(crate) fn attempt(text: &str) -> Self {
        Self(Zeroizing::new(text.chars().take(LONGEST + 1).collect()))
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password")
    }
}

/// Hashes and checks passwords with bounded memory: each takes 19 MiB and most of a hundredth of a second of a core.
#[derive(Debug)]
pub(crate) struct Passwords {
    at_once: Semaphore,
    queued: AtomicUsize,
    queue: usize,
    #[cfg(test)]
    done: AtomicUsize,
    /// The hash of no one's password: checked where there is no account, so that this takes as long.
    nobody: Arc<str>,
}

impl Passwords {
    /// As many at once as there are cores, and a queue of `queue`.
    pub(crate) fn new(queue: usize) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let nobody = hash_here(&Password(Zeroizing::new(super::secret::random_id())));
        Self {
            at_once: Semaphore::new(cores),
            queued: AtomicUsize::new(0),
            queue,
            #[cfg(test)]
            done: AtomicUsize::new(0),
            nobody: nobody.into(),
        }
    }

    /// The PHC string of `password` with a fresh salt.
    pub(crate) async fn hash(&self, password: Password) -> Result<String, Busy> {
        self.run(move || hash_here(&password)).await
    }

    /// Whether `password` is the one of `hash`. Without a hash the answer is no, after the same work.
    pub(crate) async fn verify(&self, password: Password, hash: Option<String>) -> Result<bool, Busy> {
        let known = hash.is_some();
        let nobody = Arc::clone(&self.nobody);
        self.run(move || {
            let hash = hash.as_deref().unwrap_or(&nobody);
            let matches = PasswordHash::new(hash)
                .is_ok_and(|hash| Argon2::default().verify_password(password.0.as_bytes(), &hash).is_ok());
            matches && known
        })
        .await
    }

    /// How many passwords were hashed or checked. Operators are not shown it: it moves when somebody signs in.
    #[cfg(test)]
    pub(crate) fn work_done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Busy> {
        let _place = Place::take(&self.queued, self.queue)?;
        let _permit = self.at_once.acquire().await.map_err(|_| Busy)?;
        #[cfg(test)]
        self.done.fetch_add(1, Ordering::Relaxed);
        spawn_blocking(work).await.map_err(|_| Busy)
    }
}

/// A place in the queue, given back when dropped, also when the client goes away.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(queued: &'a AtomicUsize, queue: usize) -> Result<Self, Busy> {
        let place = Place(queued);
        if queued.fetch_add(1, Ordering::SeqCst) < queue { Ok(place) } else { Err(Busy) }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The PHC string of `password`, computed on this very thread: for commands.
pub(crate) fn hash_here(password: &Password) -> String {
    Argon2::default()
        .hash_password(password.0.as_bytes())
        .expect("argon2id's default parameters fit every password of ours")
        .to_string()
}

/// Shortest password, in characters.
const SHORTEST: usize = 10;
/// Longest password, in characters.
const LONGEST: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_checked_in_characters() {
        assert!(Password::parse("äöüäöüäöüä").is_ok());
        assert_eq!(Password::parse("too short").unwrap_err(), PasswordRefused);
        assert!(Password::parse(&"x".repeat(257)).is_err());
        assert_eq!(format!("{:?}", Password::parse("correct horse").unwrap()), "Password");
    }

    #[test]
    fn the_right_password_and_only_that() {
        rocket::execute(async {
            let passwords = Passwords::new(8);
            let hash = passwords.hash(Password::parse("correct horse").unwrap()).await.unwrap();
            assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
            let check =
                |text: &'static str, hash: Option<String>| passwords.verify(Password::attempt(text), hash);
            assert!(check("correct horse", Some(hash.clone())).await.unwrap());
            assert!(!check("correct horsf", Some(hash.clone())).await.unwrap());
            assert!(!check("", Some(hash)).await.unwrap());
            assert!(!check("correct horse", None).await.unwrap());
            assert!(!check("correct horse", Some("nonsense".to_owned())).await.unwrap());
        });
    }

    #[test]
    fn a_full_queue_says_so_and_empties_again() {
        rocket::execute(async {
            let passwords = Passwords::new(1);
            let place = Place::take(&passwords.queued, 1).unwrap();
            assert_eq!(passwords.verify(Password::attempt("x"), None).await, Err(Busy));
            drop(place);
            assert_eq!(passwords.verify(Password::attempt("x"), None).await, Ok(false));
        });
    }
}
