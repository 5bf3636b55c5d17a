//! Names of services: `host[:port]`.

use std::fmt;
use std::net::Ipv4Addr;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A service's name, lower-case ASCII `host[:port]`, in one spelling: the authority of its URL, its key's name and the
/// beginning of its logs' origins.
///
/// The host is a DNS name, or for services on the own machine `127.x.y.z` or `[::1]`. The port is not the default one
/// of the URL's scheme, and never 443: browsers leave such a port out of `Origin`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceName(String);

/// The text is not a service's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Not a lower-case DNS name nor an address of the own machine.
    #[error("expected a lower-case host name such as ballots.example.net, 127.0.0.1 or [::1]")]
    Host,
    /// Not a decimal number from 1 to 65535, or a port that URLs leave out.
    #[error("expected a port from 1 to 65535, and neither 443 nor the default port")]
    Port,
}

impl ServiceName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `https://` and the name; `http://` where the name is [loopback](Self::is_loopback).
    pub fn url(&self) -> String {
        let scheme = if self.is_loopback() { "http" } else { "https" };
        format!("{scheme}://{}", self.0)
    }

    /// The name without its port.
    pub fn host(&self) -> &str {
        split(&self.0).0
    }

    /// The port, where the name has one.
    pub fn port(&self) -> Option<u16> {
        split(&self.0).1.and_then(parse_port)
    }

    /// Whether the host is `localhost`, within 127.0.0.0/8, or `[::1]`.
    pub fn is_loopback(&self) -> bool {
        is_loopback(self.host())
    }
}

impl FromStr for ServiceName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let (host, port) = split(text);
        if !is_loopback(host) && !is_dns_name(host) {
            return Err(NameError::Host);
        }
        match port.map(parse_port) {
            None => {}
            Some(None | Some(443)) => return Err(NameError::Port),
            Some(Some(80)) if is_loopback(host) => return Err(NameError::Port),
            Some(Some(_)) => {}
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for ServiceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ServiceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ServiceName({})", self.0)
    }
}

impl AsRef<str> for ServiceName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Serialize for ServiceName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ServiceName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Host and port; the colons inside `[::1]` belong to the host.
fn split(name: &str) -> (&str, Option<&str>) {
    match name.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (name, None),
    }
}

fn parse_port(digits: &str) -> Option<u16> {
    let port: u16 = digits.parse().ok()?;
    // One spelling: no sign, no leading zeroes.
    (port != 0 && port.to_string() == digits).then_some(port)
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host == "[::1]"
        || host.parse().is_ok_and(|address: Ipv4Addr| address.is_loopback())
}

/// RFC 1123 section 2.1, lower case, without the dot of the root; at most 253 bytes in labels of at most 63.
fn is_dns_name(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.len() <= 253 && host.split('.').all(is_label) && !ends_in_a_number(host)
}

/// A host whose last label is a number would be read as an IPv4 address by browsers (WHATWG URL section 3.5).
fn ends_in_a_number(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_hexadecimal = |digits: &str| digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    last.bytes().all(|byte| byte.is_ascii_digit()) || last.strip_prefix("0x").is_some_and(is_hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_give_urls() {
        for (name, url) in [
            ("ballots.example.net", "https://ballots.example.net"),
            ("a-1.example:8443", "https://a-1.example:8443"),
            ("example.org:80", "https://example.org:80"),
            ("localhost:8001", "http://localhost:8001"),
            ("127.0.0.1:8002", "http://127.0.0.1:8002"),
            ("127.1.2.3", "http://127.1.2.3"),
            ("[::1]:8002", "http://[::1]:8002"),
            ("[::1]", "http://[::1]"),
        ] {
            let parsed: ServiceName = name.parse().unwrap();
            assert_eq!((parsed.url().as_str(), parsed.to_string().as_str()), (url, name));
        }
        let name: ServiceName = "[::1]:8002".parse().unwrap();
        assert_eq!((name.host(), name.port()), ("[::1]", Some(8002)));
    }

    #[test]
    fn a_name_has_one_spelling() {
        for bad in [
            "",
            ".",
            "a.",
            ".a",
            "a..b",
            "Example.org",
            "exämple.org",
            "a_b.org",
            "-a.org",
            "a-.org",
            "a b",
            "a+b",
            "a/b",
            "a@b",
            "[::1",
            "::1",
            "[::2]",
            "[0:0:0:0:0:0:0:1]",
            "10.0.0.1",
            "1.2.3",
            "a.0x7f",
            "127.0.0.01",
            "127.1",
            "a.org\n",
        ] {
            assert_eq!(bad.parse::<ServiceName>(), Err(NameError::Host), "{bad:?}");
        }
        for bad in ["a.org:", "a.org:0", "a.org:443", "a.org:080", "a.org:+80", "a.org:65536", "localhost:80"]
        {
            assert_eq!(bad.parse::<ServiceName>(), Err(NameError::Port), "{bad:?}");
        }
        assert!("a".repeat(64).parse::<ServiceName>().is_err());
        assert!(format!("{}a", "a.".repeat(127)).parse::<ServiceName>().is_err());
    }
}
