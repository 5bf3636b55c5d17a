//! What the benchmarks share: whose CPU time, how many clients, what the bare cryptography costs, how it is printed.

pub mod cpu;
pub mod prepared;
pub mod primitives;
pub mod rush;
pub mod table;
