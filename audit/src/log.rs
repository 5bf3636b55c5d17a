//! The log: every entry has its object, every object its entry, and the roots are those that were signed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::Read as _;

use crypto::encoding::{BallotHash, Digest, PollId, sha256};
use crypto::log::entry::{ENTRY_BYTES, Entry, EntryKind};
use crypto::log::merkle::{Hash, empty_root, leaf_hash};
use crypto::statement::{NoticeKind, Statement};

use crate::chronicle::{Chronicle, ISSUANCE};
use crate::fault::{FaultKind, Findings, Proof};
use crate::frontier::Frontier;
use crate::material::{AuditError, Part};
use crate::note::Signed;
use crate::progress::Progress;

/// The log at one size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct At {
    pub(crate) root: Hash,
    pub(crate) ballots: u64,
    /// Hash of the issuance statement, the first if there are several.
    pub(crate) issuance: Option<Digest>,
}

/// What the entries come to.
pub(crate) struct Log {
    pub(crate) size: u64,
    pub(crate) end: At,
    /// The sizes that were asked about, as far as the log reaches.
    pub(crate) at: BTreeMap<u64, At>,
    /// See [`Sequence`].
    pub(crate) sequence: Digest,
    /// Number among the ballots, from 1, of those that were asked about.
    pub(crate) numbers: HashMap<BallotHash, u64>,
    /// Whether a notice that cancels the poll is among the entries.
    pub(crate) cancelled: bool,
}

/// Hash over the hashes of ballots in their order: two lists are the same exactly if theirs are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sequence([u8; 32]);

/// What is asked about.
#[derive(Default)]
pub(crate) struct Wanted {
    pub(crate) sizes: BTreeSet<u64>,
    pub(crate) ballots: HashSet<BallotHash>,
}

impl Default for Sequence {
    fn default() -> Self {
        Self(sha256(&[b"ballots in log order"]))
    }
}

impl Sequence {
    pub(crate) fn push(&mut self, ballot: &[u8; 32]) {
        self.0 = sha256(&[&self.0, ballot]);
    }

    pub(crate) fn digest(self) -> Digest {
        self.0.into()
    }
}

impl Log {
    pub(crate) fn read(
        part: &Part,
        poll: PollId,
        chronicle: &Chronicle,
        wanted: &Wanted,
        findings: &mut Findings,
        progress: &dyn Progress,
    ) -> Result<Self, AuditError> {
        let mut reader = part.reader()?;
        let (entries, rest) = (part.length() / ENTRY_BYTES as u64, part.length() % ENTRY_BYTES as u64);
        if rest != 0 {
            let detail = format!("ends with {rest} bytes that are no entry of {ENTRY_BYTES} bytes");
            findings.fault(FaultKind::EntriesMalformed, ENTRIES, detail, None);
        }
        let mut books = Books::new(poll, chronicle);
        let mut frontier = Frontier::default();
        let mut sequence = Sequence::default();
        let mut end = At { root: empty_root(), ballots: 0, issuance: None };
        let mut at = BTreeMap::new();
        let mut numbers = HashMap::new();
        for index in 0..entries {
            let mut bytes = [0; ENTRY_BYTES];
            reader.read_exact(&mut bytes).map_err(|error| part.failed(error))?;
            if wanted.sizes.contains(&index) {
                at.insert(index, At { root: frontier.root(), ..end });
            }
            frontier.push(leaf_hash(&bytes));
            let entry = Entry::parse(&bytes);
            let first = usize::try_from(index).ok().and_then(|index| FIRST.get(index));
            if let (Ok(Entry { kind, .. }), Some(first)) = (&entry, first)
                && kind != first
            {
                let detail = format!("is {kind:?}; {first:?} stands here in every log");
                findings.fault_if(FaultKind::EntryMisplaced, place(index), detail, Proof::LogSigned);
            }
            match entry {
                Ok(Entry { kind: EntryKind::Ballot, object }) => {
                    end.ballots += 1;
                    sequence.push(object.as_bytes());
                    let ballot = BallotHash::from(*object.as_bytes());
                    if wanted.ballots.contains(&ballot) {
                        numbers.insert(ballot, end.ballots);
                    }
                }
                Ok(entry) => {
                    if entry.kind == EntryKind::Issuance {
                        end.issuance.get_or_insert(entry.object);
                    }
                    books.strike(index, &entry, findings);
                }
                Err(error) => {
                    findings.fault_if(FaultKind::EntriesMalformed, place(index), error, Proof::LogSigned);
                }
            }
            if (index + 1) % PROGRESS == 0 {
                progress.advance(PROGRESS);
            }
        }
        progress.advance(entries % PROGRESS);
        let cancelled = books.close(findings);
        end.root = frontier.root();
        if wanted.sizes.contains(&entries) {
            at.insert(entries, end);
        }
        Ok(Self { size: entries, end, at, sequence: sequence.digest(), numbers, cancelled })
    }
}

/// The hashes of the ballots in the log, in order.
pub(crate) fn ballot_hashes(part: &Part) -> Result<Vec<[u8; 32]>, AuditError> {
    let mut reader = part.reader()?;
    let mut hashes = Vec::new();
    for _ in 0..part.length() / ENTRY_BYTES as u64 {
        let mut bytes = [0; ENTRY_BYTES];
        reader.read_exact(&mut bytes).map_err(|error| part.failed(error))?;
        if let Ok(Entry { kind: EntryKind::Ballot, object }) = Entry::parse(&bytes) {
            hashes.push(*object.as_bytes());
        }
    }
    Ok(hashes)
}

/// Everything that was published besides ballots, to be struck off as the log mentions it.
struct Books {
    objects: Vec<Object>,
}

struct Object {
    entry: Entry,
    file: String,
    cancels: bool,
    logged: bool,
}

impl Books {
    fn new(poll: PollId, chronicle: &Chronicle) -> Self {
        let mut objects = vec![Object::new(Entry::manifest(poll), "manifest.note")];
        objects.extend(all(&chronicle.assets, Entry::assets));
        let notices = all(&chronicle.notices, Entry::notice).zip(&chronicle.notices);
        objects.extend(notices.map(|(object, (_, notice))| Object {
            cancels: notice.statement.kind == NoticeKind::Cancel,
            ..object
        }));
        objects.extend(
            chronicle.issuance.iter().map(|issuance| Object::new(Entry::issuance(&issuance.text), ISSUANCE)),
        );
        Self { objects }
    }

    fn strike(&mut self, index: u64, entry: &Entry, findings: &mut Findings) {
        let mut same_kind = self.objects.iter_mut().filter(|object| object.entry.kind == entry.kind);
        // Statements of one kind are numbered, and logged in that order.
        let mut in_order = true;
        let found = same_kind.find(|object| {
            let found = !object.logged && object.entry == *entry;
            in_order &= found || object.logged;
            found
        });
        let Some(object) = found else {
            let detail = format!(
                "{:?} {}: there is no such object, or it is logged already",
                entry.kind, entry.object
            );
            findings.fault(FaultKind::EntryUnknown, place(index), detail, None);
            return;
        };
        object.logged = true;
        if !in_order {
            let detail = format!("{} stands before one that comes first", object.file);
            findings.fault(FaultKind::EntryMisplaced, place(index), detail, None);
        }
    }

    /// Tells what was not logged; whether a cancellation was.
    fn close(self, findings: &mut Findings) -> bool {
        for object in self.objects.iter().filter(|object| !object.logged) {
            findings.fault(FaultKind::StatementNotLogged, &object.file, "is not in the log", None);
        }
        if !self.objects.iter().any(|object| object.entry.kind == EntryKind::Assets) {
            findings.fault(
                FaultKind::FileMissing,
                "assets/1.note",
                "every log has an assets statement",
                None,
            );
        }
        self.objects.iter().any(|object| object.cancels && object.logged)
    }
}

impl Object {
    fn new(entry: Entry, file: &str) -> Self {
        Self { entry, file: file.to_owned(), cancels: false, logged: false }
    }
}

fn all<S: Statement>(
    statements: &[(String, Signed<S>)],
    entry: impl Fn(&str) -> Entry,
) -> impl Iterator<Item = Object> {
    statements.iter().map(move |(name, signed)| Object::new(entry(&signed.text), name))
}

fn place(index: u64) -> String {
    format!("{ENTRIES}, entry {index}")
}

pub(crate) const ENTRIES: &str = "entries.bin";
/// What every log begins with.
const FIRST: [EntryKind; 2] = [EntryKind::Manifest, EntryKind::Assets];
const PROGRESS: u64 = 1 << 14;
