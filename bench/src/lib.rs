//! What the services cost and how large they get, as `psephos bench` shows it. Nothing here is a test: what is measured is read,
//! not passed.

pub mod audits;
pub mod ballot_box;
pub mod counting;
pub mod cpu;
pub mod floor;
pub mod kind;
pub mod large_poll;
pub mod precincts;
pub mod primitives;
pub mod published;
pub mod ratios;
pub mod rush;
pub mod table;
pub mod voters;
pub mod whole;
