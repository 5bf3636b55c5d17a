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

    /// Of a directory of the service's own. One that is missing is made at the start, in the first directory above it that exists.
    pub fn of_directory(key: &str, dir: &Path) -> Self {
        // A relative path has the working directory above it; a slash at its end says nothing.
        let above = dir.components().as_path().ancestors();
        let mut above = above.map(|dir| if dir.as_os_str().is_empty() { Path::new(".") } else { dir });
        let existing = above.find(|dir| dir.symlink_metadata().is_ok());
        let outcome = match existing {
            None => Err("no such directory".to_owned()),
            Some(existing) if !existing.is_dir() => Err(format!("{} is no directory", existing.display())),
            Some(existing) => Guard::probe(existing)
                .map_err(|error| format!("cannot write into {}: {error}", existing.display())),
        };
        Self::of(key, outcome)
    }

    /// Of the addresses to listen on, each with its key. The running service may have them, but no two of them may be one.
    pub fn of_addresses<'k>(addresses: impl IntoIterator<Item = (&'k str, SocketAddr)>) -> Vec<Self> {
        let mut held: Vec<(&str, SocketAddr, Option<TcpListener>)> = Vec::new();
        let mut findings = Vec::new();
        for (key, address) in addresses {
            let bound = TcpListener::bind(address);
            let is_taken = matches!(&bound, Err(error) if error.kind() == io::ErrorKind::AddrInUse);
            let same = held.iter().find(|(_, other, listener)| {
                let overlaps = *other == address || (listener.is_some() && other.port() == address.port());
                is_taken && overlaps
            });
            findings.push(match (&bound, same) {
                (Ok(_), _) => Self::Good(format!("{key} {address}")),
                (Err(_), Some((other, other_address, _))) => {
                    Self::Bad(format!("{key}: {address} is taken by {other} {other_address}"))
                }
                (Err(_), None) if is_taken => {
                    Self::Later(format!("{key}: {address} is in use, perhaps by this service, which runs"))
                }
                (Err(error), None) => Self::Bad(format!("{key}: {address}: {error}")),
            });
            held.push((key, address, bound.ok()));
        }
        findings
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
        assert!(matches!(of("listen", address), [Finding::Later(_)]));
        let free = of("listen", "127.0.0.1:0".parse().unwrap());
        assert_eq!(free[0].to_string(), "good     listen 127.0.0.1:0");
        let foreign = of("listen", "192.0.2.1:80".parse().unwrap())[0].to_string();
        assert!(foreign.starts_with("BAD      listen: 192.0.2.1:80: "), "{foreign}");
    }

    fn of(key: &str, address: SocketAddr) -> [Finding; 1] {
        Finding::of_addresses([(key, address)]).try_into().unwrap()
    }

    #[test]
    fn two_keys_never_name_one_address() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        let told = |first: &str, second: &str| {
            let addresses = [("listen", first), ("metrics_listen", second)];
            let addresses = addresses.map(|(key, host)| (key, format!("{host}:{port}").parse().unwrap()));
            Finding::of_addresses(addresses).iter().map(Finding::to_string).collect::<Vec<_>>()
        };
        // Also while the service runs that has it.
        let bad = format!("BAD      metrics_listen: 127.0.0.1:{port} is taken by listen 127.0.0.1:{port}");
        assert_eq!(told("127.0.0.1", "127.0.0.1")[1], bad);
        drop(taken);
        assert_eq!(told("127.0.0.1", "127.0.0.1"), [format!("good     listen 127.0.0.1:{port}"), bad]);
        let all = format!("BAD      metrics_listen: 127.0.0.1:{port} is taken by listen 0.0.0.0:{port}");
        assert_eq!(told("0.0.0.0", "127.0.0.1")[1], all);
        assert!(told("127.0.0.1", "[::1]").iter().all(|line| line.starts_with("good")));
    }

    #[test]
    fn a_directory_is_there_or_can_be_made() {
        let dir = tempfile::tempdir().unwrap();
        let fresh = dir.path().join("a/b");
        assert_eq!(Finding::of_directory("state_dir", &fresh), Finding::Good("state_dir".to_owned()));
        assert!(!fresh.exists());
        let relative = Path::new("made-at-the-start/b");
        assert_eq!(Finding::of_directory("state_dir", relative), Finding::Good("state_dir".to_owned()));
        let file = dir.path().join("file");
        std::fs::write(&file, "").unwrap();
        for below in ["", "a/b"] {
            let told = Finding::of_directory("state_dir", &file.join(below)).to_string();
            assert_eq!(told, format!("BAD      state_dir: {} is no directory", file.display()));
        }
        let nowhere = Finding::of_directory("state_dir", Path::new("/proc/nowhere")).to_string();
        assert!(nowhere.starts_with("BAD      state_dir: cannot write into /proc"), "{nowhere}");
    }
}
