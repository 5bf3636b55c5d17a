//! What the benchmarks share: whose CPU time, how many clients, what the bare cryptography costs, how it is printed.

pub mod ballot_box;
pub mod cpu;
pub mod kind;
pub mod primitives;
pub mod published;
pub mod rush;
pub mod table;
pub mod voters;
