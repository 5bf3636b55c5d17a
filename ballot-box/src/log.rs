//! A poll's log in memory: the tree, how much of it is published, and the running counts where they are public.

use std::sync::{Arc, Mutex};

use crypto::log::checkpoint::Checkpoint;
use crypto::log::entry::{Entry, EntryKind};
use crypto::log::merkle::{Hash, Tree};
use crypto::log::proof::TlogProof;
use crypto::note::Note;
use crypto::tally::Tally;
use serde_json::Value;

/// The log of one poll. The tree may already hold entries that are not published: nobody may see them before the
/// checkpoint that covers them is durable, so every question is answered for the published size.
#[derive(Debug)]
pub struct Log {
    tree: Tree,
    /// Positions of the entries that are not ballots; few.
    others: Vec<u64>,
    size: u64,
    checkpoint: Note,
    /// The count under way, in polls that show it.
    counts: Option<Arc<Mutex<Tally>>>,
    /// What it comes to at the published size: a million rankings are not counted for every reader.
    shown: Option<Arc<Value>>,
}

impl Log {
    /// The log of `entries`, all published under `checkpoint`; `counts` is where running counts start, in polls that
    /// show them. Finishing them may take seconds: not for async threads.
    pub fn new(entries: impl IntoIterator<Item = Entry>, checkpoint: Note, counts: Option<Tally>) -> Self {
        let (tree, others) = (Tree::new(), Vec::new());
        let shown = counts.as_ref().map(|counts| Arc::new(counts.finish()));
        let counts = counts.map(|counts| Arc::new(Mutex::new(counts)));
        let mut log = Self { tree, others, size: 0, checkpoint, counts, shown };
        entries.into_iter().for_each(|entry| log.push(&entry));
        log.size = log.tree.size();
        log
    }

    /// Appends without publishing.
    pub fn push(&mut self, entry: &Entry) {
        if entry.kind != EntryKind::Ballot {
            self.others.push(self.tree.size());
        }
        self.tree.push(entry);
    }

    /// Head of the tree with all that was pushed.
    pub fn head(&self, origin: String) -> Checkpoint {
        Checkpoint::of(origin, &self.tree)
    }

    /// Makes `size` entries visible under `checkpoint`, and `counts` where they change.
    pub fn publish(&mut self, size: u64, checkpoint: Note, counts: Option<Arc<Value>>) {
        self.size = size;
        self.checkpoint = checkpoint;
        if counts.is_some() {
            self.shown = counts;
        }
    }

    /// Puts the same checkpoint with more signatures in the place of the newest.
    pub fn cosign(&mut self, checkpoint: Note) {
        debug_assert_eq!(checkpoint.text(), self.checkpoint.text(), "a cosignature changes no text");
        self.checkpoint = checkpoint;
    }

    /// The count under way, in polls that show it: for whoever has the right to append, without the log being locked.
    pub fn tally(&self) -> Option<Arc<Mutex<Tally>>> {
        self.counts.clone()
    }

    /// Number of published entries.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The newest published checkpoint.
    pub fn checkpoint(&self) -> &Note {
        &self.checkpoint
    }

    /// The tree, for checks against records; it may reach beyond [`Log::size`].
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Number of published ballots.
    pub fn ballots(&self) -> u64 {
        self.size - self.others_below(self.size)
    }

    /// Place among the ballots, from 1, of the ballot at `index`.
    pub fn number(&self, index: u64) -> u64 {
        index + 1 - self.others_below(index)
    }

    /// Position in the log of the ballot after the first `ballots` ones: inverse of [`Log::number`].
    pub fn position(&self, ballots: u64) -> u64 {
        // Each entry that is no ballot and stands before moves the ballot one place on.
        self.others
            .iter()
            .fold(ballots, |position, other| if *other <= position { position + 1 } else { position })
    }

    /// The tlog-proof of the published entry at `index`; `None` if it is not published.
    pub fn proof(&self, index: u64) -> Option<TlogProof> {
        let proof = self.tree.inclusion_proof(index, self.size)?;
        Some(TlogProof::new(index, proof, self.checkpoint.clone()))
    }

    /// Root of the published tree.
    pub fn root(&self) -> Hash {
        self.tree.root_at(self.size).expect("the published entries are in the tree")
    }

    /// Running counts of the published ballots, in polls that show them.
    pub fn counts(&self) -> Option<Arc<Value>> {
        self.shown.clone()
    }

    fn others_below(&self, index: u64) -> u64 {
        self.others.partition_point(|other| *other < index) as u64
    }
}

#[cfg(test)]
mod tests {
    use crypto::encoding::{BallotHash, PollId};
    use crypto::note::SignerKey;

    use super::*;

    #[test]
    fn what_is_pushed_is_not_seen_before_it_is_published() {
        let key = SignerKey::generate(&"127.0.0.1:8002".parse().unwrap());
        let ballot = |n: u8| Entry::ballot(BallotHash::from([n; 32]));
        let first = [Entry::manifest(PollId::from([1; 32])), Entry::assets("x"), ballot(1)];
        let note = |size| Checkpoint { origin: "o".into(), size, root: [0; 32] }.sign(&key);
        let mut log = Log::new(first, note(3), None);
        let root = log.root();
        log.push(&Entry::notice("n"));
        log.push(&ballot(2));
        assert_eq!((log.size(), log.ballots(), log.root()), (3, 1, root));
        assert!(log.proof(3).is_none());
        log.publish(5, note(5), None);
        assert_eq!((log.size(), log.ballots(), log.number(2), log.number(4)), (5, 2, 1, 2));
        assert_eq!(log.proof(4).unwrap().checkpoint, note(5));
        assert_eq!((log.position(0), log.position(1), log.position(2)), (2, 4, 5));
    }
}
