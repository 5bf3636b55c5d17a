//! Everything of Psephos that is bytes and mathematics: blind signatures, ballots, signed notes, the log and the
//! count. Pure: no clock, no I/O, no framework, so that the services, the auditor and any outside client share it.

pub mod ballot;
pub mod blind_rsa;
pub mod content;
pub mod encoding;
pub mod evidence;
pub mod log;
pub mod manifest;
pub mod note;
pub mod receipt;
pub mod statement;
pub mod strict_json;
pub mod tally;
pub mod time;
pub mod token;
