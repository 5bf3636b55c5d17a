//! Keys of both services' configurations that say where and how they are reached.

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::config::beside;

/// `listen`: one address with its port, or a list of them. `[::]:8001` is every address, IPv4 and IPv6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listen(Vec<SocketAddr>);

impl Listen {
    /// The addresses, at least one.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.0
    }

    /// Whether nobody outside this machine can reach any of them.
    pub fn is_loopback(&self) -> bool {
        self.0.iter().all(|address| address.ip().is_loopback())
    }
}

impl From<SocketAddr> for Listen {
    fn from(address: SocketAddr) -> Self {
        Self(vec![address])
    }
}

impl<'de> Deserialize<'de> for Listen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrMore)
    }
}

struct OneOrMore;

impl<'de> Visitor<'de> for OneOrMore {
    type Value = Listen;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an address with a port such as \"127.0.0.1:8001\" or \"[::]:8001\", or a list of them")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Listen, E> {
        parse(text).map(Listen::from)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Listen, A::Error> {
        let mut addresses = Vec::new();
        while let Some(text) = list.next_element::<String>()? {
            let address = parse(&text)?;
            if addresses.contains(&address) {
                return Err(A::Error::custom(format_args!("{address} stands in the list twice")));
            }
            addresses.push(address);
        }
        if addresses.is_empty() { Err(A::Error::invalid_length(0, &self)) } else { Ok(Listen(addresses)) }
    }
}

fn parse<E: Error>(text: &str) -> Result<SocketAddr, E> {
    text.parse().map_err(|_| E::custom(format_args!("{text:?} is no address with a port")))
}

/// `[tls]`: the service speaks HTTPS itself. Without it a reverse proxy does.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// PEM: the certificate, then those that lead to a root.
    pub certs: PathBuf,
    /// PEM: its private key.
    pub key: PathBuf,
}

impl Tls {
    /// The same, relative to the configuration `file`.
    #[must_use]
    pub fn beside(&self, file: &Path) -> Self {
        Self { certs: beside(file, &self.certs), key: beside(file, &self.key) }
    }

    /// Whether both files can be read and look like what they should be, for a service that browsers reach under a loopback
    /// name or another.
    ///
    /// # Errors
    /// Names the key and the file.
    pub fn check(&self, name_is_loopback: bool) -> Result<(), String> {
        if name_is_loopback {
            return Err("key `tls`: a loopback `name` is reached by http".to_owned());
        }
        for (key, file, what) in [
            ("tls.certs", &self.certs, "-----BEGIN CERTIFICATE-----"),
            ("tls.key", &self.key, "PRIVATE KEY-----"),
        ] {
            let text = std::fs::read_to_string(file)
                .map_err(|error| format!("key `{key}`: cannot read {}: {error}", file.display()))?;
            if !text.contains(what) {
                return Err(format!("key `{key}`: {} holds no PEM with {what}", file.display()));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Listen, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn bad_addresses_are_told() {
        for (json, words) in [
            ("8001", "expected an address with a port"),
            ("\"here\"", "\"here\" is no address"),
            ("\"127.0.0.1\"", "is no address with a port"),
            ("[]", "expected an address with a port"),
            ("[\"[::1]:1\", \"x\"]", "\"x\" is no address"),
            ("[\"[::1]:1\", \"[::1]:1\"]", "twice"),
        ] {
            let error = read(json).unwrap_err();
            assert!(error.contains(words), "{json}: {error}");
        }
    }

    #[test]
    fn one_address_or_several() {
        let one = read("\"[::]:8001\"").unwrap();
        assert_eq!((one.addresses().len(), one.is_loopback()), (1, false));
        let two = read("[\"127.0.0.1:8001\", \"[::1]:8001\"]").unwrap();
        assert_eq!((two.addresses().len(), two.is_loopback()), (2, true));
        assert!(!read("[\"127.0.0.1:1\", \"192.0.2.1:1\"]").unwrap().is_loopback());
    }

    #[test]
    fn files_of_tls_are_looked_at() {
        let dir = tempfile::tempdir().unwrap();
        let tls = Tls { certs: "c.pem".into(), key: "k.pem".into() }.beside(&dir.path().join("a.toml"));
        assert!(tls.check(false).unwrap_err().contains("tls.certs"));
        std::fs::write(&tls.certs, "-----BEGIN CERTIFICATE-----\n").unwrap();
        std::fs::write(&tls.key, "-----BEGIN CERTIFICATE-----\n").unwrap();
        assert!(tls.check(false).unwrap_err().contains("tls.key"));
        std::fs::write(&tls.key, "-----BEGIN PRIVATE KEY-----\n").unwrap();
        assert_eq!(tls.check(false), Ok(()));
    }
}
