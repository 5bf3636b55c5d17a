//! Checkpoints to witnesses and their cosignatures back (C2SP tlog-witness, protocol section 8).
//!
//! The only connections that a ballot box opens, and only to addresses of its own configuration: no manifest can make it
//! call anybody. Casting and mixing never wait for a witness; a result does, where the manifest asks for a quorum.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crypto::encoding::PollId;
use crypto::log::cosignature::{AddCheckpoint, WitnessKey, cosigners};
use crypto::note::Note;
use diesel::Connection as _;
use serde::Deserialize;
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};

use crate::ballot_box::BallotBox;
use crate::poll::Poll;
use crate::publish::{PublishError, Publisher};
use crate::store;

/// A witness that this ballot box can reach.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Its key, as manifests name it.
    pub key: WitnessKey,
    /// Its submission prefix: `/add-checkpoint` is below it.
    pub url: String,
}

/// The witnesses of the configuration.
pub struct Witnesses {
    all: Vec<Arc<Witness>>,
}

struct Witness {
    listed: Listed,
    http: ureq::Agent,
    busy: AtomicBool,
    patience: Mutex<Patience>,
    /// Size of the checkpoint of each poll that it cosigned last, as far as is known.
    cosigned: Mutex<HashMap<PollId, u64>>,
    /// Polls that it refused last, so that none of them holds up the others.
    refused: Mutex<HashMap<PollId, Patience>>,
}

/// When a witness that failed, or refused a poll, is asked again.
struct Patience {
    next: Instant,
    pause: Duration,
}

/// Why there is no cosignature.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("it does not answer: {0}")]
    Unreachable(#[from] ureq::Error),
    #[error("it answers {status}: {text}")]
    Refused { status: u16, text: String },
    #[error("its answer is no cosignature: {0}")]
    Note(#[from] crypto::note::NoteError),
    #[error(
        "it has cosigned {0} entries, more than there are: the database is older than what was signed, or the key \
             signs elsewhere too"
    )]
    Ahead(u64),
    #[error(transparent)]
    Publish(#[from] PublishError),
}

impl Witnesses {
    /// Those of the configuration.
    pub fn new(listed: &[Listed]) -> Self {
        let all = listed.iter().map(|listed| {
            Arc::new(Witness {
                listed: listed.clone(),
                http: agent(),
                busy: AtomicBool::new(false),
                patience: Mutex::new(Patience::new()),
                cosigned: Mutex::default(),
                refused: Mutex::default(),
            })
        });
        Self { all: all.collect() }
    }

    /// Whether the witness that a manifest names can be asked.
    pub fn knows(&self, key: &str) -> bool {
        key.parse().is_ok_and(|key: WitnessKey| self.all.iter().any(|witness| witness.listed.key == key))
    }
}

fn agent() -> ureq::Agent {
    // The system's trusted roots, through OpenSSL.
    let tls =
        TlsConfig::builder().provider(TlsProvider::NativeTls).root_certs(RootCerts::PlatformVerifier).build();
    ureq::Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(PATIENCE))
        .user_agent("psephos ballot-box")
        .build()
        .new_agent()
}

/// Whether anybody answers where the witness should be, whatever the answer is.
///
/// # Errors
/// Why not.
pub(crate) fn answers(listed: &Listed) -> Result<(), String> {
    agent().get(&listed.url).call().map(drop).map_err(|error| Failure::Unreachable(error).to_string())
}

impl BallotBox {
    /// Asks each witness, on a thread of its own, for what is not cosigned yet. Returns at once.
    pub(crate) fn ask_witnesses(self: &Arc<Self>) {
        for witness in &self.witnesses().all {
            let due = witness.patience.lock().unwrap_or_else(PoisonError::into_inner).is_over();
            let wanted = |poll: &Arc<Poll>| witness.lacks(poll) && witness.is_due(poll.id());
            let polls: Vec<_> = self.polls().into_iter().filter(wanted).collect();
            if !due || polls.is_empty() || witness.busy.swap(true, Ordering::SeqCst) {
                continue;
            }
            let (witness, publisher) = (Arc::clone(witness), self.publisher().clone());
            tokio::task::spawn_blocking(move || {
                witness.ask_each(&polls, |poll| poll.id(), |poll| witness.ask(&publisher, poll));
                witness.busy.store(false, Ordering::SeqCst);
            });
        }
    }
}

impl Witness {
    /// Whether the poll names this witness and its newest checkpoint lacks the cosignature.
    fn lacks(&self, poll: &Poll) -> bool {
        let key = self.listed.key.to_string();
        poll.manifest().witnesses.contains(&key)
            && self.listed.key.cosigned(poll.log().checkpoint()).is_none()
    }

    /// Whether the poll was not refused just now.
    fn is_due(&self, poll: PollId) -> bool {
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        refused.get(&poll).is_none_or(Patience::is_over)
    }

    /// Asks for one poll after the other. One that is refused is asked for less and less often and holds up no other;
    /// only a witness that does not answer ends the round.
    fn ask_each<P>(&self, polls: &[P], id: impl Fn(&P) -> PollId, ask: impl Fn(&P) -> Result<(), Failure>) {
        let mut patience = Patience::new();
        for poll in polls {
            let outcome = ask(poll);
            let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
            let Err(failure) = outcome else {
                refused.remove(&id(poll));
                continue;
            };
            tracing::warn!("witness {}, poll {}: {failure}", self.listed.key.name(), id(poll));
            refused.entry(id(poll)).or_insert_with(Patience::new).grow();
            if matches!(failure, Failure::Unreachable(_)) {
                patience = Patience { ..*self.patience.lock().unwrap_or_else(PoisonError::into_inner) };
                patience.grow();
                break;
            }
        }
        patience.next = Instant::now() + patience.pause;
        *self.patience.lock().unwrap_or_else(PoisonError::into_inner) = patience;
    }

    fn ask(&self, publisher: &Publisher, poll: &Poll) -> Result<(), Failure> {
        let known = || self.cosigned.lock().unwrap_or_else(PoisonError::into_inner);
        let mut old = known().get(&poll.id()).copied().unwrap_or(0);
        // Once with what is known, once with what the witness says.
        for last in [false, true] {
            let (request, size) = request(poll, old)?;
            let url = format!("{}/add-checkpoint", self.listed.url.trim_end_matches('/'));
            let mut answer = self.http.post(&url).content_type("text/plain").send(request.to_string())?;
            let text = answer.body_mut().with_config().limit(LONGEST_ANSWER).read_to_string()?;
            match answer.status().as_u16() {
                200 => {
                    let mut cosigned = request.checkpoint;
                    self.listed.key.admit(&mut cosigned, &text)?;
                    known().insert(poll.id(), size);
                    return Ok(publisher.add_cosignature(poll, size, &self.listed.key, &text)?);
                }
                409 if !last && text.trim_end().parse::<u64>().is_ok_and(|told| told != old) => {
                    old = text.trim_end().parse().unwrap_or(0);
                }
                status => return Err(Failure::Refused { status, text }),
            }
        }
        Ok(())
    }
}

impl Patience {
    /// Of somebody who has not failed yet.
    fn new() -> Self {
        Self { next: Instant::now(), pause: FIRST_PAUSE }
    }

    fn is_over(&self) -> bool {
        self.next <= Instant::now()
    }

    /// After one more failure.
    fn grow(&mut self) {
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
        self.next = Instant::now() + self.pause;
    }
}

/// The newest checkpoint, with the proof that it continues the one of `old` entries.
fn request(poll: &Poll, old: u64) -> Result<(AddCheckpoint, u64), Failure> {
    let log = poll.log();
    let size = log.size();
    if old > size {
        return Err(Failure::Ahead(old));
    }
    let proof = log.tree().consistency_proof(old, size).unwrap_or_default();
    Ok((AddCheckpoint { old, proof, checkpoint: log.checkpoint().clone() }, size))
}

impl Publisher {
    /// Keeps a cosignature with the newest checkpoint, if that is still the one of `size` entries. Blocks.
    fn add_cosignature(
        &self,
        poll: &Poll,
        size: u64,
        witness: &WitnessKey,
        lines: &str,
    ) -> Result<(), PublishError> {
        // Two witnesses at once add to one note.
        let _turn = poll.sequencer();
        if poll.log().size() != size {
            return Ok(());
        }
        let id = poll.id();
        let cosigned = self.db().alone_here(|conn| {
            conn.transaction(|conn| {
                // Other processes may have added cosignatures, or have appended to the log.
                store::turns::append(conn, id)?;
                let stored = store::log::newest_checkpoint(conn, id)?.unwrap_or_default();
                let Ok(mut note) = Note::parse(&stored) else {
                    return Err(PublishError::Damaged("a stored checkpoint is no note"));
                };
                if note.text() != poll.log().checkpoint().text() || witness.admit(&mut note, lines).is_err() {
                    return Ok(None);
                }
                store::log::cosign_checkpoint(conn, id, size, &note.to_string())?;
                Ok(Some(note))
            })
        })?;
        if let Some(note) = cosigned {
            poll.log_mut().cosign(note);
        }
        Ok(())
    }
}

/// Whether as many of the poll's witnesses cosigned `checkpoint` as its result needs.
pub(crate) fn is_quorate(poll: &Poll, checkpoint: &Note) -> bool {
    let manifest = poll.manifest();
    cosigners(checkpoint, manifest.witnesses.iter().map(String::as_str)) >= u64::from(manifest.quorum)
}

/// For one request: a witness that hangs holds up nobody but itself.
const PATIENCE: Duration = Duration::from_secs(10);
/// Between two requests to a witness.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// Between two requests to a witness that fails.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// A few signature lines.
const LONGEST_ANSWER: u64 = 64 * 1024;

#[cfg(test)]
pub(crate) mod tests;
