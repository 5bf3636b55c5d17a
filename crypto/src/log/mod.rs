//! The public log: an append-only Merkle tree (RFC 6962) with C2SP checkpoints, tiles and proofs.

pub mod checkpoint;
pub mod cosignature;
pub mod entry;
pub mod merkle;
pub mod proof;
pub mod tiles;

/// An unsigned decimal number in its one spelling: no sign, no leading zeroes.
fn parse_decimal(digits: &str) -> Option<u64> {
    let number: u64 = digits.parse().ok()?;
    (number.to_string() == digits).then_some(number)
}
