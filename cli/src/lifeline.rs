//! A child process that ends with its parent, however the parent ends: the parent holds the other end of the child's
//! standard input, and the kernel closes it.

use std::io;
use std::thread;

use rustix::process::{Signal, getpid, kill_process};

/// The hidden flag that makes a service watch its lifeline.
pub const FLAG: &str = "--stop-when-stdin-closes";

/// From now on the end of standard input stops this process the way SIGTERM does.
pub fn watch() {
    thread::spawn(|| {
        // Data would be ignored; an error means as little to read as an end.
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        if kill_process(getpid(), Signal::TERM).is_err() {
            std::process::exit(1);
        }
    });
}
