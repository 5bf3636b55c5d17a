//! Where a request comes from, as far as limits have to know: in memory only, never logged, never stored.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Once;

use rocket::request::{FromRequest, Outcome, Request};

/// Who is believed about where a request comes from; managed state of a service that takes [`Caller`].
///
/// A connection from loopback, or from an address of `further`, comes from a reverse proxy. What `header` says is
/// believed from there, and from nowhere else. Without a `header` nothing is known about what a proxy passes on.
#[derive(Debug, Clone, Default)]
pub struct Proxies {
    /// `X-Real-IP`, `X-Forwarded-For` or another header that holds addresses, the nearest one last.
    pub header: Option<String>,
    /// Proxies that are not on loopback.
    pub further: Vec<IpAddr>,
}

/// The one whose attempts are counted together: an IPv4 address, or the first 64 bits of an IPv6 address, which is the
/// least that a network gives to one customer.
#[derive(Clone, PartialEq, Eq)]
pub struct Caller(Option<String>);

impl Caller {
    /// Nobody can tell who: all such callers would look the same.
    pub const UNKNOWN: Self = Self(None);

    /// The caller at this address.
    pub fn at(address: IpAddr) -> Self {
        Self(Some(match address.to_canonical() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}")
            }
        }))
    }

    /// What to count by; none for an unknown caller.
    pub fn key(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl fmt::Debug for Caller {
    /// Without the address.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Caller")
    }
}

impl Proxies {
    /// Who is behind a connection from `peer` whose request bears these values of the header, in their order.
    fn caller<'v>(&self, peer: Option<IpAddr>, values: impl DoubleEndedIterator<Item = &'v str>) -> Caller {
        let Some(peer) = peer else { return Caller::UNKNOWN };
        if !self.trusts(peer) {
            return Caller::at(peer);
        }
        // Each proxy appends the address that it was called from: the first one from the right that is no proxy of ours
        // is the caller, and what stands left of it is hearsay.
        let addresses = values.rev().flat_map(|value| value.rsplit(',')).map(|text| parse(text.trim()));
        for address in addresses {
            match address {
                Some(address) if self.trusts(address) => {}
                Some(address) => return Caller::at(address),
                None => return Caller::UNKNOWN,
            }
        }
        Caller::UNKNOWN
    }

    /// Whether the connection looks like one of a proxy that is not known as such.
    fn overlooks(&self, peer: Option<IpAddr>, bears: impl Fn(&str) -> bool) -> bool {
        peer.is_some_and(|peer| !self.trusts(peer))
            && (bears(FORWARDED_FOR) || self.header.as_deref().is_some_and(bears))
    }

    fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_loopback() || self.further.contains(&address)
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Caller {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let proxies = request.rocket().state::<Proxies>().expect("Proxies are managed");
        if proxies.overlooks(request.remote().map(|peer| peer.ip()), |name| request.headers().contains(name))
        {
            static SAID: Once = Once::new();
            SAID.call_once(|| {
                tracing::warn!(
                    "a request tells in {FORWARDED_FOR} whom it comes from, and is not believed. If it came through a \
                     proxy of yours, all callers behind that one are limited as one: set `client_ip_header` and \
                     `trusted_proxies`"
                );
            });
        }
        let values: Vec<&str> = proxies.header.iter().flat_map(|name| request.headers().get(name)).collect();
        Outcome::Success(proxies.caller(request.remote().map(|peer| peer.ip()), values.into_iter()))
    }
}

/// What nearly every reverse proxy sends.
const FORWARDED_FOR: &str = "X-Forwarded-For";

/// An address, or an address with a port, as some proxies write it.
fn parse(text: &str) -> Option<IpAddr> {
    text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(proxies: &Proxies, peer: &str, values: &[&str]) -> Option<String> {
        let caller = proxies.caller(Some(peer.parse().unwrap()), values.iter().copied());
        caller.key().map(str::to_owned)
    }

    fn told() -> Proxies {
        Proxies { header: Some("X-Forwarded-For".to_owned()), further: vec!["192.0.2.1".parse().unwrap()] }
    }

    #[test]
    fn a_direct_caller_cannot_say_who_it_is() {
        for proxies in [told(), Proxies::default()] {
            assert_eq!(key(&proxies, "203.0.113.9", &["198.51.100.1"]).unwrap(), "203.0.113.9");
        }
    }

    #[test]
    fn a_proxy_is_believed_about_the_nearest_caller_alone() {
        for (peer, values, expected) in [
            ("127.0.0.1", &["198.51.100.1"][..], Some("198.51.100.1")),
            ("::1", &["198.51.100.1"], Some("198.51.100.1")),
            ("::ffff:127.0.0.1", &["198.51.100.1"], Some("198.51.100.1")),
            ("192.0.2.1", &["198.51.100.1"], Some("198.51.100.1")),
            ("127.0.0.1", &["6.6.6.6, 198.51.100.1"], Some("198.51.100.1")),
            ("127.0.0.1", &["6.6.6.6", "198.51.100.1"], Some("198.51.100.1")),
            ("127.0.0.1", &["6.6.6.6, 198.51.100.1, 192.0.2.1, ::1"], Some("198.51.100.1")),
            ("127.0.0.1", &["198.51.100.1:4711"], Some("198.51.100.1")),
            ("127.0.0.1", &["6.6.6.6, unknown"], None),
            ("127.0.0.1", &["127.0.0.1"], None),
            ("127.0.0.1", &[""], None),
            ("127.0.0.1", &[], None),
        ] {
            assert_eq!(key(&told(), peer, values).as_deref(), expected, "{peer} {values:?}");
        }
    }

    #[test]
    fn a_proxy_that_is_not_known_as_one_is_noticed() {
        let overlooks = |proxies: &Proxies, peer: &str, header: &str| {
            proxies.overlooks(Some(peer.parse().unwrap()), |name| name == header)
        };
        let real_ip = Proxies { header: Some("X-Real-IP".to_owned()), further: Vec::new() };
        for (proxies, peer, header, expected) in [
            (&Proxies::default(), "172.17.0.1", "X-Forwarded-For", true),
            (&Proxies::default(), "172.17.0.1", "X-Real-IP", false),
            (&real_ip, "172.17.0.1", "X-Real-IP", true),
            (&told(), "192.0.2.1", "X-Forwarded-For", false),
            (&told(), "127.0.0.1", "X-Forwarded-For", false),
        ] {
            assert_eq!(overlooks(proxies, peer, header), expected, "{peer} {header}");
        }
    }

    #[test]
    fn one_customer_is_one_caller() {
        let at = |text: &str| Caller::at(text.parse().unwrap());
        assert_eq!(at("2001:db8:1:2::1"), at("2001:db8:1:2:ffff::9"));
        assert_ne!(at("2001:db8:1:2::1"), at("2001:db8:1:3::1"));
        assert_eq!(at("::ffff:198.51.100.1"), at("198.51.100.1"));
        assert_ne!(at("198.51.100.1"), at("198.51.100.2"));
    }

    #[test]
    fn an_address_is_not_shown() {
        assert_eq!(format!("{:?}", Caller::at("198.51.100.1".parse().unwrap())), "Caller");
    }
}
