//! Free ports on loopback.

use std::fs::File;
use std::net::TcpListener;
use std::sync::{Mutex, PoisonError};

use rand::RngExt as _;

use self::own_folder::own_folder;

#[path = "../own_folder.rs"]
mod own_folder;

/// The locks on the ports of this process's services, until it ends.
static TAKEN: Mutex<Vec<File>> = Mutex::new(Vec::new());

/// A port on 127.0.0.1 that nobody listens on, and that no other test is given while this process lives: not before the
/// service listens, and not while it is down between a kill and a start. Below the range that the kernel hands to outgoing
/// connections, so that none of those takes it either, and above that of the browser tests (tests/browser/ports.js).
///
/// # Panics
/// If the folder of the locks cannot be written.
pub fn free() -> u16 {
    let folder = own_folder("psephos-ports");
    let mut random = rand::rng();
    loop {
        let port = random.random_range(23_500..32_000);
        let lock = File::create(folder.join(port.to_string())).expect("the folder of the ports takes a file");
        if lock.try_lock().is_ok() && TcpListener::bind(("127.0.0.1", port)).is_ok() {
            TAKEN.lock().unwrap_or_else(PoisonError::into_inner).push(lock);
            return port;
        }
    }
}
