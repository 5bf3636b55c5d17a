//! Elections for tests of auditors: correct ones of every kind, and ones in which one thing is wrong. They are made with
//! real keys and real blind signatures, by a ballot box and a registrar that sign whatever they are told.

mod correct;
mod election;
mod files;
mod precincts;
mod spoil;
mod spoils;
mod witnessed;

pub use correct::{correct, usual};
pub use election::{Election, Voter, answers, questions};
pub use files::Files;
pub use precincts::{PrecinctsElection, PrecinctsSpoil, correct_precincts, precincts_spoils};
pub use spoil::{Sample, Spoil};
pub use spoils::spoils;
