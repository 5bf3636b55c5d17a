//! What a voter's client must not lose, on disk before anything that depends on it leaves the machine.
//!
//! ```text
//! Requested --collect--> Passed --seal--> Sealed --cast--> Cast
//! ```

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use crypto::encoding::{PollId, b64url, parse_b64url};
use crypto::manifest::Manifest;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::pass::{PassRequest, VotingPass};
use crate::private_file;

/// The state file of one voter in one poll.
#[derive(Debug)]
pub struct StateFile {
    path: PathBuf,
}

/// How far one vote has come. Each stage holds what is needed to repeat the step that leads out of it, byte for byte.
#[derive(Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "lowercase", deny_unknown_fields)]
pub enum Stage {
    /// The request exists; whether the registrar has seen it is not known.
    Requested {
        /// The poll.
        poll: PollId,
        /// The 259 bytes, base64url: only these may be sent, or the pass is lost.
        request: String,
        /// The secret blinding, base64url; forgotten as soon as the pass is unblinded.
        blinding: Zeroizing<String>,
        /// The one-time key's seed, base64url.
        key: Zeroizing<String>,
    },
    /// The voting pass is here and verified.
    Passed {
        /// The poll.
        poll: PollId,
        /// The 354 bytes, base64url.
        token: String,
        /// The one-time key's seed, base64url.
        key: Zeroizing<String>,
    },
    /// The ballot is finished; whether the ballot box has seen it is not known.
    Sealed {
        /// The poll.
        poll: PollId,
        /// The ballot, base64url: only these bytes may be sent.
        ballot: String,
    },
    /// The ballot box has promised to count the ballot.
    Cast {
        /// The poll.
        poll: PollId,
        /// The ballot, base64url: with the promise it can be presented again.
        ballot: String,
        /// The text of the promise note.
        promise: String,
    },
}

impl Stage {
    /// The first stage.
    pub fn requested(poll: PollId, request: &PassRequest) -> Self {
        let (blinding, key) = request.parts();
        Self::Requested {
            poll,
            request: b64url(request.bytes()),
            blinding: Zeroizing::new(b64url(&blinding)),
            key: Zeroizing::new(b64url(key.as_ref())),
        }
    }

    /// The stage with a pass.
    pub fn passed(poll: PollId, pass: &VotingPass) -> Self {
        let (token, key) = pass.parts();
        Self::Passed { poll, token: b64url(token), key: Zeroizing::new(b64url(key.as_ref())) }
    }

    /// The request of the first stage.
    pub fn request(&self, manifest: &Manifest) -> Result<PassRequest> {
        let Self::Requested { request, blinding, key, .. } = self else { bail!("the request was answered") };
        PassRequest::from_parts(manifest, &parse_b64url(request)?, &secret(blinding)?, &secret(key)?)
            .context(DAMAGED)
    }

    /// The pass of the second stage.
    pub fn pass(&self) -> Result<VotingPass> {
        let Self::Passed { token, key, .. } = self else { bail!("there is no voting pass, or it was used") };
        VotingPass::from_parts(&parse_b64url(token)?, &secret(key)?).context(DAMAGED)
    }

    /// The poll that this vote belongs to.
    pub fn poll(&self) -> PollId {
        match self {
            Self::Requested { poll, .. }
            | Self::Passed { poll, .. }
            | Self::Sealed { poll, .. }
            | Self::Cast { poll, .. } => *poll,
        }
    }
}

impl StateFile {
    /// The state at `path`, which need not exist yet.
    pub fn at(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// The stage that an earlier run reached, if there was one; a state of another poll is refused.
    pub fn load(&self, poll: &PollId) -> Result<Option<Stage>> {
        let shown = self.path.display();
        let text = match fs::read_to_string(&self.path) {
            Ok(text) => Zeroizing::new(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(|| format!("cannot read {shown}")),
        };
        let stage: Stage = serde_json::from_str(&text)
            .with_context(|| format!("{shown} is not a state file of `psephos vote`"))?;
        if stage.poll() != *poll {
            bail!("{shown} belongs to another poll ({}): name another --state file", stage.poll());
        }
        Ok(Some(stage))
    }

    /// Writes the first stage; a file that appeared meanwhile is not overwritten.
    pub fn begin(&self, stage: &Stage) -> Result<()> {
        private_file::create(&self.path, encode(stage)?.as_bytes()).with_context(|| self.unwritable())
    }

    /// Puts a later stage in the place of the earlier one.
    pub fn advance(&self, stage: &Stage) -> Result<()> {
        private_file::replace(&self.path, encode(stage)?.as_bytes()).with_context(|| self.unwritable())
    }

    fn unwritable(&self) -> String {
        format!("cannot write {}; nothing that depends on it was sent", self.path.display())
    }
}

fn secret(encoded: &str) -> Result<Zeroizing<Vec<u8>>> {
    Ok(Zeroizing::new(parse_b64url(encoded).context(DAMAGED)?))
}

fn encode(stage: &Stage) -> Result<Zeroizing<String>> {
    Ok(Zeroizing::new(serde_json::to_string(stage)?))
}

const DAMAGED: &str = "the state file is damaged";
