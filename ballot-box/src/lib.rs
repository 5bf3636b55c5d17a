//! The ballot box: takes ballots, promises them, keeps the public log, closes, counts. It knows no voter: no account,
//! no address, no time of a vote.
//!
//! Data flows one way: routes -> verify -> append -> publish.

pub mod accept;
pub mod append;
pub mod archived;
pub mod assets;
mod backup;
pub mod ballot_box;
pub mod bundles;
pub mod cast;
mod check_config;
pub mod clock;
pub mod close;
mod command;
pub mod config;
pub mod export;
pub mod keys;
pub mod log;
mod metrics;
mod mirror;
pub mod mix;
pub mod notices;
pub mod poll;
pub mod publish;
mod read_back;
pub mod receipts;
pub mod recover;
pub mod rollback;
mod routes;
mod steps;
pub mod store;
pub mod summary;
#[cfg(test)]
mod testing;
pub mod verify;
pub mod witnesses;

pub use command::{Command, run};
