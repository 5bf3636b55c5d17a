//! The command line `psephos`: the demo, voting, receipts, and the two services. A library too, so that the tests
//! of whole elections speak to the services through the same clients as voters do.

pub mod archive;
pub mod audit_poll;
pub mod audit_site;
mod bars;
pub mod bench;
pub mod client;
pub mod demo;
pub mod evidence;
pub mod export;
pub mod lifeline;
pub mod mail;
pub mod pass;
mod password;
mod printable;
pub mod private_file;
mod public_log;
mod published;
pub mod receipt;
pub mod tally;
pub mod totp;
pub mod vote;
pub mod watch;
