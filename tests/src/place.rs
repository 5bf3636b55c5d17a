//! Where services are found.

use crate::ports;

/// Where a service is found.
#[derive(Debug, Clone, Copy)]
pub struct Door {
    /// The port in its name, which clients connect to.
    pub named: u16,
    /// The port that it listens on.
    pub listens: u16,
}

impl Door {
    /// With nothing between it and the clients.
    pub(crate) fn open() -> Self {
        let port = ports::free();
        Self { named: port, listens: port }
    }
}

/// What a service is called, and where it listens.
pub(crate) struct Place {
    pub(crate) name: String,
    pub(crate) listen: Vec<String>,
}

impl Place {
    /// Under the name of that host.
    pub(crate) fn behind(host: &str, door: Door) -> Self {
        Self { name: format!("{host}:{}", door.named), listen: vec![format!("127.0.0.1:{}", door.listens)] }
    }

    /// On IPv4 and on IPv6, at one port.
    pub(crate) fn on_both_families(host: &str) -> Self {
        let port = ports::free();
        Self {
            name: format!("{host}:{port}"),
            listen: vec![format!("127.0.0.1:{port}"), format!("[::1]:{port}")],
        }
    }
}
