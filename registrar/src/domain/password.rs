//! Passwords: strong enough when they are chosen; argon2id (RFC 9106) at the cost that the configuration names, a few at a
//! time and never on an async thread.

mod strength;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use serde::Deserialize;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use web::i18n::Text;
use zeroize::Zeroizing;

/// A password as it was typed, long enough; wiped when dropped.
#[derive(Clone)]
pub(crate) struct Password(Zeroizing<String>);

/// Why a text is no password of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PasswordRefused {
    /// Too short or too long.
    #[error("{}", self.text())]
    Length,
    /// Easy to guess; why, if that is known.
    #[error("{}", self.text())]
    Weak(Option<Text>),
}

impl PasswordRefused {
    /// For the page.
    pub(crate) fn text(&self) -> Text {
        match self {
            Self::Length => Text::new("password-length").with("shortest", SHORTEST).with("longest", LONGEST),
            Self::Weak(Some(why)) => Text::new("password-weak").with("why", why.clone()),
            Self::Weak(None) => Text::new("password-weak-plain"),
        }
    }
}

/// What a hash costs: `[password]` of the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Cost {
    /// Memory of one hash, in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Lanes of it, which this program computes one after the other.
    pub lanes: u32,
}

impl Default for Cost {
    /// As OWASP recommends at least.
    fn default() -> Self {
        Self { memory_kib: 19_456, passes: 2, lanes: 1 }
    }
}

impl Cost {
    /// What is wrong with it: the key's name, and what it must be.
    pub(crate) fn check(self) -> Result<(), (&'static str, &'static str)> {
        let least = Self::default();
        if !(least.memory_kib..=1_048_576).contains(&self.memory_kib) {
            Err(("memory_kib", "must be 19456 (19 MiB) to 1048576 (1 GiB)"))
        } else if !(least.passes..=100).contains(&self.passes) {
            Err(("passes", "must be 2 to 100"))
        } else if !(1..=16).contains(&self.lanes) {
            Err(("lanes", "must be 1 to 16"))
        } else {
            Ok(())
        }
    }

    fn params(self) -> Params {
        Params::new(self.memory_kib, self.passes, self.lanes, None)
            .expect("a cost that was checked is one of argon2id")
    }

    fn hasher(self) -> Argon2<'static> {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params())
    }

    /// At which cost a hash was made; none if it is no hash of argon2id.
    fn of(hash: &str) -> Option<Self> {
        let params = PasswordHash::new(hash).ok().and_then(|hash| Params::try_from(&hash).ok())?;
        Some(Self { memory_kib: params.m_cost(), passes: params.t_cost(), lanes: params.p_cost() })
    }

    /// Whether the hash was made at another cost.
    fn is_not_of(self, hash: &str) -> bool {
        Self::of(hash) != Some(self)
    }
}

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
            Err(PasswordRefused::Length)
        }
    }

    /// Accepts a new password that is also hard to guess for who knows `about` its owner: address, name.
    pub(crate) async fn choose(text: &str, about: Vec<String>) -> Result<Self, PasswordRefused> {
        let password = Self::parse(text)?;
        // What makes the estimate fail is no password to rely on either.
        let failed = || Err(PasswordRefused::Weak(None));
        spawn_blocking(move || password.strong(&about)).await.unwrap_or_else(|_| failed())
    }

    /// The password, if it is hard to guess.
    pub(crate) fn strong(self, about: &[String]) -> Result<Self, PasswordRefused> {
        strength::check(&self.0, about).map_err(PasswordRefused::Weak)?;
        Ok(self)
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

/// Hashes and checks passwords with bounded memory: each takes what [`Cost`] says, usually 19 MiB and most of a hundredth
/// of a second of a core.
#[derive(Debug)]
pub(crate) struct Passwords {
    cost: Cost,
    at_once: Arc<Semaphore>,
    queued: Arc<AtomicUsize>,
    queue: usize,
    #[cfg(test)]
    done: AtomicUsize,
    /// Hashes of no one's password, one of each cost that a stored hash can have, the present one first: checked in the
    /// place of an account's, so that nobody learns from the time whether there is one.
    nobodies: Arc<[(Cost, String)]>,
}

impl Passwords {
    /// As many at once as there are cores, and a queue of `queue`; `stored` has a hash of each cost at which
    /// accounts have theirs.
    pub(crate) fn new(queue: usize, cost: Cost, stored: &[String]) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let mut costs = vec![cost];
        for former in stored.iter().filter_map(|hash| Cost::of(hash)) {
            if !costs.contains(&former) {
                costs.push(former);
            }
        }
        let nobody = |cost| (cost, hash_here(&Password(Zeroizing::new(super::secret::random_id())), cost));
        Self {
            cost,
            at_once: Arc::new(Semaphore::new(cores)),
            queued: Arc::default(),
            queue,
            #[cfg(test)]
            done: AtomicUsize::new(0),
            nobodies: costs.into_iter().map(nobody).collect(),
        }
    }

    /// The PHC string of `password` with a fresh salt.
    pub(crate) async fn hash(&self, password: Password) -> Result<String, Busy> {
        let cost = self.cost;
        self.run(move || hash_here(&password, cost)).await
    }

    /// Whether a hash was made at another cost than is usual now, and should be made again.
    pub(crate) fn is_outdated(&self, hash: &str) -> bool {
        self.cost.is_not_of(hash)
    }

    /// Whether `password` is the one of `hash`. Without a hash, and whatever its cost, the answer comes after the same work:
    /// one check of each cost that any account's hash had at the start.
    pub(crate) async fn verify(&self, password: Password, hash: Option<String>) -> Result<bool, Busy> {
        let nobodies = Arc::clone(&self.nobodies);
        self.run(move || {
            let mut right = false;
            for (hash, theirs) in checks(&nobodies, hash.as_deref()) {
                right |= PasswordHash::new(hash).is_ok_and(|hash| {
                    Argon2::default().verify_password(password.0.as_bytes(), &hash).is_ok()
                }) && theirs;
            }
            right
        })
        .await
    }

    /// How many passwords were hashed or checked. Operators are not shown it: it moves when somebody signs in.
    #[cfg(test)]
    pub(crate) fn work_done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// Takes all places in the queue, until they are dropped.
    #[cfg(test)]
    pub(crate) fn fill(&self) -> Vec<impl Sized + use<>> {
        (0..self.queue).map(|_| Place::take(&self.queued, self.queue).unwrap()).collect()
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Busy> {
        let place = Place::take(&self.queued, self.queue)?;
        // First come, first served.
        let permit = Arc::clone(&self.at_once).acquire_owned().await.map_err(|_| Busy)?;
        #[cfg(test)]
        self.done.fetch_add(1, Ordering::Relaxed);
        // Work that has begun goes on when its client is gone, and so does its memory: both stay taken until it ends.
        let work = move || {
            let _taken = (place, permit);
            work()
        };
        spawn_blocking(work).await.map_err(|_| Busy)
    }
}

/// The hashes to check a password against, and which of them is the account's own: it takes the place of nobody's hash of
/// the same cost.
fn checks<'a>(nobodies: &'a [(Cost, String)], own: Option<&'a str>) -> Vec<(&'a str, bool)> {
    let cost = own.and_then(Cost::of);
    let mut checks: Vec<(&str, bool)> = nobodies
        .iter()
        .filter(|(other, _)| Some(*other) != cost)
        .map(|(_, nobody)| (nobody.as_str(), false))
        .collect();
    checks.extend(own.map(|own| (own, true)));
    checks
}

/// A place in the queue, given back when dropped, also when the client goes away while it waits.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(queued: &Arc<AtomicUsize>, queue: usize) -> Result<Self, Busy> {
        let place = Self(Arc::clone(queued));
        if queued.fetch_add(1, Ordering::SeqCst) < queue { Ok(place) } else { Err(Busy) }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The PHC string of `password`, computed on this very thread: for commands.
pub(crate) fn hash_here(password: &Password, cost: Cost) -> String {
    cost.hasher()
        .hash_password(password.0.as_bytes())
        .expect("argon2id takes every password of ours")
        .to_string()
}

/// Shortest password, in characters.
const SHORTEST: usize = 10;
/// Longest password, in characters.
const LONGEST: usize = 256;

#[cfg(test)]
mod tests {
    use rocket::futures::FutureExt as _;

    use super::*;

    #[test]
    fn lengths_are_checked_in_characters() {
        assert!(Password::parse("äöüäöüäöüä").is_ok());
        assert_eq!(Password::parse("too short").unwrap_err(), PasswordRefused::Length);
        assert!(Password::parse(&"x".repeat(257)).is_err());
        assert_eq!(format!("{:?}", Password::parse("correct horse").unwrap()), "Password");
    }

    #[test]
    fn the_right_password_and_only_that() {
        rocket::execute(async {
            let passwords = Passwords::new(8, Cost::default(), &[]);
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
    fn a_cost_below_the_least_is_named_and_other_hashes_are_outdated() {
        let usual = Cost::default();
        assert_eq!(usual.check(), Ok(()));
        for (cost, key) in [
            (Cost { memory_kib: 19_455, ..usual }, "memory_kib"),
            (Cost { memory_kib: 1_048_577, ..usual }, "memory_kib"),
            (Cost { passes: 1, ..usual }, "passes"),
            (Cost { lanes: 0, ..usual }, "lanes"),
        ] {
            assert_eq!(cost.check().unwrap_err().0, key);
        }
        let hash = hash_here(&Password::parse("correct horse").unwrap(), usual);
        assert!(!usual.is_not_of(&hash));
        assert!(Cost { passes: 3, ..usual }.is_not_of(&hash) && usual.is_not_of("nonsense"));
    }

    #[test]
    fn whoever_is_asked_for_costs_the_same_work() {
        let (former, present) = (Cost::default(), Cost { passes: 3, ..Cost::default() });
        let hash = |cost| hash_here(&Password::parse("correct horse").unwrap(), cost);
        let (old, new) = (hash(former), hash(present));
        let passwords = Passwords::new(8, present, &[old.clone(), new.clone(), hash(former), "?".to_owned()]);
        for own in [None, Some(old.as_str()), Some(&new)] {
            let checks = checks(&passwords.nobodies, own);
            let mut passes: Vec<u32> =
                checks.iter().map(|(hash, _)| Cost::of(hash).unwrap().passes).collect();
            passes.sort_unstable();
            assert_eq!(passes, [2, 3], "{own:?}");
            let theirs: Vec<&str> =
                checks.iter().filter(|(_, theirs)| *theirs).map(|(hash, _)| *hash).collect();
            assert_eq!(theirs, own.into_iter().collect::<Vec<_>>());
        }
        rocket::execute(async {
            for hash in [old, new] {
                let check =
                    |text: &'static str| passwords.verify(Password::attempt(text), Some(hash.clone()));
                assert!(check("correct horse").await.unwrap() && !check("wrong horse").await.unwrap());
            }
        });
    }

    #[test]
    fn a_full_queue_says_so_and_empties_again() {
        rocket::execute(async {
            let passwords = Passwords::new(1, Cost::default(), &[]);
            let place = Place::take(&passwords.queued, 1).unwrap();
            assert_eq!(passwords.verify(Password::attempt("x"), None).await, Err(Busy));
            drop(place);
            assert_eq!(passwords.verify(Password::attempt("x"), None).await, Ok(false));
        });
    }

    #[test]
    fn a_client_that_goes_away_frees_no_core_that_is_at_work() {
        rocket::execute(async {
            let passwords = Passwords::new(8, Cost::default(), &[]);
            let free = || (passwords.at_once.available_permits(), passwords.queued.load(Ordering::SeqCst));
            let (cores, _) = free();
            let (end, ended) = std::sync::mpsc::channel::<()>();
            let mut client = Box::pin(passwords.run(move || ended.recv().is_err()));
            assert!((&mut client).now_or_never().is_none());
            drop(client);
            assert_eq!(free(), (cores - 1, 1));
            drop(end);
            while free() != (cores, 0) {
                tokio::task::yield_now().await;
            }
        });
    }
}
