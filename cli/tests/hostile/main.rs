//! What the commands make of a ballot box that cheats, and of files that were made to hurt.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod audits;
mod exports;
mod passes;
mod receipts;
mod reports;
mod sites;
mod stand_in;
mod votes;
mod watch;
