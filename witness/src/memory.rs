//! What the witness remembers, and when it cosigns.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crypto::encoding::{PollId, hex, sha256};
use crypto::evidence::{EvidenceFile, Part};
use crypto::log::checkpoint::Checkpoint;
use crypto::log::cosignature::{AddCheckpoint, WitnessKey, WitnessSigner};
use crypto::log::merkle::verify_consistency;
use crypto::note::{Note, VerifierKey};
use web::guard::Guard;

/// The witness.
pub(crate) struct Witness {
    signer: WitnessSigner,
    ballot_boxes: Vec<VerifierKey>,
    guard: Guard,
    evidence: PathBuf,
    /// Held from the look at the largest checkpoint until a larger one is durable: C2SP tlog-witness asks for one step.
    turn: Mutex<()>,
}

/// Why a checkpoint is not cosigned, with the status that C2SP tlog-witness gives it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    /// 400.
    #[error(transparent)]
    Malformed(#[from] crypto::log::cosignature::AddCheckpointMalformed),
    /// 404.
    #[error("this witness does not watch the log {0}")]
    UnknownLog(String),
    /// 403.
    #[error("the checkpoint is not signed by the ballot box whose log it is of")]
    NotSigned,
    /// 409 with the size.
    #[error("the largest checkpoint that this witness cosigned has {0} entries")]
    OtherSize(u64),
    /// 409.
    #[error("this witness cosigned another list of {0} entries: the log was split")]
    Split(u64),
    /// 422.
    #[error("the proof does not show that this list begins with the one that was cosigned last")]
    Inconsistent,
    /// 500.
    #[error("what the witness remembers cannot be read or written: {0}")]
    Io(#[from] io::Error),
}

impl Witness {
    /// Opens what is remembered in `state_dir`, made if missing.
    pub(crate) fn open(
        signer: WitnessSigner,
        state_dir: &Path,
        ballot_boxes: Vec<VerifierKey>,
    ) -> io::Result<Self> {
        let evidence = state_dir.join("evidence");
        fs::create_dir_all(&evidence)?;
        let turn = Mutex::default();
        Ok(Self { signer, ballot_boxes, guard: Guard::open(state_dir)?, evidence, turn })
    }

    /// The witness's public key.
    pub(crate) fn key(&self) -> WitnessKey {
        self.signer.verifier()
    }

    /// Cosigns at `time`, in Unix seconds; the answer is the signature line. Blocks.
    pub(crate) fn add(&self, request: &str, time: u64) -> Result<String, Refusal> {
        let (request, head) = AddCheckpoint::parse(request)?;
        let mut keys = self.keys_of(&head.origin).peekable();
        keys.peek().ok_or_else(|| Refusal::UnknownLog(head.origin.clone()))?;
        let key = keys.find(|key| request.checkpoint.verify(key).is_ok()).ok_or(Refusal::NotSigned)?;

        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let record = record_of(&head.origin);
        let known = self.largest(&record)?;
        if let Some((note, known)) = &known
            && known.size == head.size
            && known.root != head.root
        {
            self.keep_evidence(&record, key, &head, [note, &request.checkpoint])?;
            return Err(Refusal::Split(head.size));
        }
        let size = known.as_ref().map_or(0, |(_, known)| known.size);
        if request.old != size {
            return Err(Refusal::OtherSize(size));
        }
        if let Some((_, known)) = &known
            && known.size > 0
        {
            verify_consistency(known.size, &known.root, head.size, &head.root, &request.proof)
                .map_err(|_| Refusal::Inconsistent)?;
        }
        // From here the witness is bound to this list: it is durable before the cosignature exists.
        let newest = match known {
            Some((note, known)) if known.size >= head.size => note,
            _ => request.checkpoint.clone(),
        };
        self.guard.settle(&record, newest.to_string().as_bytes())?;
        Ok(self.signer.cosign(&request.checkpoint, time))
    }

    /// `<name>/polls/log` and `<name>/polls/<id>/log` are logs of the ballot box of that name, which may have several keys:
    /// one after the other, each poll signed with that of its manifest.
    fn keys_of(&self, origin: &str) -> impl Iterator<Item = &VerifierKey> {
        self.ballot_boxes.iter().filter(move |key| {
            let log = origin.strip_prefix(key.name()).and_then(|rest| rest.strip_prefix("/polls/"));
            log.is_some_and(|log| log == "log" || poll_in(log).is_some())
        })
    }

    fn largest(&self, record: &str) -> io::Result<Option<(Note, Checkpoint)>> {
        let Some(bytes) = self.guard.load(record)? else { return Ok(None) };
        let damaged =
            || io::Error::new(io::ErrorKind::InvalidData, format!("the record {record} is damaged"));
        let note = Note::parse_bytes(&bytes).map_err(|_| damaged())?;
        let head = Checkpoint::parse(note.text()).map_err(|_| damaged())?;
        Ok(Some((note, head)))
    }

    /// Two lists of one length convict whoever signed them. One file for each log: a second pair adds nothing.
    fn keep_evidence(
        &self,
        record: &str,
        key: &VerifierKey,
        head: &Checkpoint,
        notes: [&Note; 2],
    ) -> io::Result<()> {
        let poll = head.origin.rsplit_once("/polls/").and_then(|(_, log)| poll_in(log));
        let names = ["checkpoint that was cosigned", "checkpoint that came later"];
        let file = EvidenceFile {
            poll,
            head: vec![
                ("ballot box".to_owned(), format!("{}, key {key}", key.name())),
                ("noticed by".to_owned(), self.key().to_string()),
                ("failed".to_owned(), format!("two lists of {} entries were signed", head.size)),
            ],
            parts: names.iter().zip(notes).map(|(name, note)| Part::new(name, note.to_string())).collect(),
        };
        let path = self.evidence.join(format!("{record}.txt"));
        let mut out = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
            opened => opened?,
        };
        out.write_all(file.to_string().as_bytes())?;
        out.sync_all()?;
        tracing::error!("{} was split; the evidence is in {}", head.origin, path.display());
        Ok(())
    }
}

/// The poll of `<id>/log`.
fn poll_in(log: &str) -> Option<PollId> {
    log.strip_suffix("/log")?.parse().ok()
}

/// A record's name: an origin holds characters that no file name may.
fn record_of(origin: &str) -> String {
    format!("log-{}", hex(&sha256(&[origin.as_bytes()])))
}
