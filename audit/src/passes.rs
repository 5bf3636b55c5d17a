//! Which ballots stand under a pass that an earlier ballot has.
//!
//! Each pass has to be looked for among all the others, of which there may be millions. They are dealt out to small files,
//! and each file is sorted by itself: memory stays small, and the disk takes 40 bytes for a ballot.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::io::{self, BufReader, BufWriter, Read as _, Seek as _, Write as _};

use tempfile::SpooledTempFile;

use crate::material::AuditError;

/// Of every ballot whose pass stands under an earlier one, by its number, the number of the first.
pub(crate) type Repeated = HashMap<u64, u64>;

/// Takes the passes of all ballots, and then tells which are there more than once.
pub(crate) struct Passes {
    piles: Vec<BufWriter<SpooledTempFile>>,
    /// Nobody can choose passes that all come into one pile.
    dealer: RandomState,
}

impl Passes {
    pub(crate) fn new() -> Self {
        let pile = || BufWriter::with_capacity(BUFFER, tempfile::spooled_tempfile(IN_MEMORY));
        Self { piles: (0..PILES).map(|_| pile()).collect(), dealer: RandomState::new() }
    }

    /// Notes the pass of a ballot, by the nonce of its token.
    pub(crate) fn note(&mut self, nonce: &[u8; 32], number: u64) -> Result<(), AuditError> {
        let pile = usize::from(self.dealer.hash_one(nonce).to_le_bytes()[0]) % PILES;
        let mut write = |bytes: &[u8]| self.piles[pile].write_all(bytes);
        write(nonce).and_then(|()| write(&number.to_le_bytes())).map_err(AuditError::Scratch)
    }

    /// Looks for passes that were noted more than once.
    pub(crate) fn repeated(self) -> Result<Repeated, AuditError> {
        let mut repeated = Repeated::new();
        for pile in self.piles {
            let mut passes = read(pile).map_err(AuditError::Scratch)?;
            passes.sort_unstable();
            for same in passes.chunk_by(|(left, _), (right, _)| left == right) {
                let (_, first) = same[0];
                repeated.extend(same[1..].iter().map(|(_, number)| (*number, first)));
            }
        }
        Ok(repeated)
    }
}

fn read(pile: BufWriter<SpooledTempFile>) -> io::Result<Vec<([u8; 32], u64)>> {
    let mut file = pile.into_inner().map_err(io::IntoInnerError::into_error)?;
    let length = usize::try_from(file.stream_position()?).map_err(io::Error::other)?;
    file.rewind()?;
    let mut reader = BufReader::with_capacity(BUFFER, file);
    let mut passes = Vec::with_capacity(length / (32 + 8));
    for _ in 0..length / (32 + 8) {
        let (mut nonce, mut number) = ([0; 32], [0; 8]);
        reader.read_exact(&mut nonce)?;
        reader.read_exact(&mut number)?;
        passes.push((nonce, u64::from_le_bytes(number)));
    }
    Ok(passes)
}

/// A million passes make piles of 160 kB.
const PILES: usize = 256;
/// Of each pile, in bytes; small elections touch no disk.
const IN_MEMORY: usize = 16 << 10;
/// In bytes.
const BUFFER: usize = 8 << 10;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

    use super::*;

    fn nonce(pass: u64) -> [u8; 32] {
        let mut nonce = [0; 32];
        nonce[..8].copy_from_slice(&pass.to_le_bytes());
        nonce
    }

    #[test]
    fn nothing_is_repeated_where_all_passes_differ() {
        assert_eq!(Passes::new().repeated().unwrap(), Repeated::new());
        let mut passes = Passes::new();
        for number in 1..=1000 {
            passes.note(&nonce(number), number).unwrap();
        }
        assert_eq!(passes.repeated().unwrap(), Repeated::new());
    }

    #[test]
    fn each_later_ballot_is_told_with_the_first_also_among_more_than_memory_takes() {
        let ballots = 2 * (PILES * (IN_MEMORY + BUFFER) / (32 + 8)) as u64;
        let mut passes = Passes::new();
        for number in 1..=ballots {
            passes.note(&nonce(number), number).unwrap();
        }
        for number in [ballots + 1, ballots + 2] {
            passes.note(&nonce(7), number).unwrap();
        }
        passes.note(&nonce(ballots), ballots + 3).unwrap();
        let expected = Repeated::from([(ballots + 1, 7), (ballots + 2, 7), (ballots + 3, ballots)]);
        assert_eq!(passes.repeated().unwrap(), expected);
    }
}
