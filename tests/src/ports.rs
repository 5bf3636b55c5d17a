//! Free ports on loopback.

use std::net::TcpListener;

use rand::RngExt as _;

/// A port on 127.0.0.1 that nobody listens on. Below the range that the kernel hands to outgoing connections, so that
/// none of those takes it before the service listens.
pub fn free() -> u16 {
    let mut random = rand::rng();
    loop {
        let port = random.random_range(15_000..32_000);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}
