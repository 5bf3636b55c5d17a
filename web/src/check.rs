//! What `check-config` of both services finds: one line for everything that a configuration names.

use std::fmt;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;

use crate::guard::Guard;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// As it should be.
    Good(String),
    /// Not now; the service starts all the same and tries again.
    Later(String),
    /// The service would not start, or not work.
    Bad(String),
}

impl Finding {
    /// Good, or bad with the error's words.
    pub fn of<E: fmt::Display>(what: &str, outcome: Result<(), E>) -> Self {
        match outcome {
            Ok(()) => Self::Good(what.to_owned()),
            // With its causes, where it has any.
            Err(error) => Self::Bad(format!("{what}: {error:#}")),
        }
    }

    /// Of a directory of the service's own. One that is missing is made at the start.
    pub fn of_directory(key: &str, dir: &Path) -> Self {
        let outcome = match dir.ancestors().find(|dir| dir.is_dir()) {
            None => Err("no such directory".to_owned()),
            Some(existing) => Guard::probe(existing)
                .map_err(|error| format!("cannot write into {}: {error}", existing.display())),
        };
        Self::of(key, outcome)
    }

    /// Of an address to listen on, which the running service may have.
    pub fn of_address(key: &str, address: SocketAddr) -> Self {
        match TcpListener::bind(address) {
            Ok(_) => Self::Good(format!("{key} {address}")),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                Self::Later(format!("{key}: {address} is in use, perhaps by this service, which runs"))
            }
            Err(error) => Self::Bad(format!("{key}: {address}: {error}")),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Good(words) => write!(f, "good     {words}"),
            Self::Later(words) => write!(f, "warning  {words}"),
            Self::Bad(words) => write!(f, "BAD      {words}"),
        }
    }
}

/// Prints what was found about the configuration `file`.
///
/// # Errors
/// If the service would not start or not work.
pub fn print(file: &Path, findings: &[Finding]) -> Result<(), String> {
    for finding in findings {
        println!("{finding}");
    }
    let bad = findings.iter().filter(|finding| matches!(finding, Finding::Bad(_))).count();
    if bad > 0 {
        return Err(format!("{}: {bad} of {} checks failed", file.display(), findings.len()));
    }
    println!("{} is good", file.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_free_in_use_or_no_address_of_this_machine() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap();
        assert!(matches!(Finding::of_address("listen", address), Finding::Later(_)));
        let free = Finding::of_address("listen", "127.0.0.1:0".parse().unwrap());
        assert_eq!(free.to_string(), "good     listen 127.0.0.1:0");
        let foreign = Finding::of_address("listen", "192.0.2.1:80".parse().unwrap()).to_string();
        assert!(foreign.starts_with("BAD      listen: 192.0.2.1:80: "), "{foreign}");
    }

    #[test]
    fn a_directory_is_there_or_can_be_made() {
        let dir = tempfile::tempdir().unwrap();
        let fresh = dir.path().join("a/b");
        assert_eq!(Finding::of_directory("state_dir", &fresh), Finding::Good("state_dir".to_owned()));
        assert!(!fresh.exists());
        let file = dir.path().join("file");
        std::fs::write(&file, "").unwrap();
        let nowhere = Finding::of_directory("state_dir", Path::new("/proc/nowhere")).to_string();
        assert!(nowhere.starts_with("BAD      state_dir: cannot write into /proc"), "{nowhere}");
    }
}
