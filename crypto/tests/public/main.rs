//! The crate as other crates see it.

#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

mod ballots;
mod blind_signatures;
mod contents;
mod cosignatures;
mod evidence;
mod handovers;
mod log_files;
mod log_tiles;
mod log_trees;
mod longest_tallies;
mod manifests;
mod note_laws;
mod note_statements;
mod own_vectors;
mod poll;
mod precincts;
mod ranked;
mod ranking_examples;
mod ranking_laws;
mod rfc6962_vectors;
mod rfc9474_vectors;
mod rfc9577_vectors;
mod rfc9578_vectors;
mod strict_signatures;
mod sums;
mod support;
mod tallies;
mod tally_laws;
mod tokens;
