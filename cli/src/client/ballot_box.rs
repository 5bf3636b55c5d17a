//! The ballot box's JSON API: polls, ballots, receipts, and what anyone may download.

use std::time::Duration;

use crypto::encoding::{BallotHash, PollId, b64url};
use crypto::statement::MAX_RESULT_BYTES;
use crypto::time::UtcTime;
use serde::Deserialize;
use serde_json::Value;

use super::download::Download;
use super::http::{Answer, ClientError, Http};

/// The ballot box; it knows no accounts.
#[derive(Debug, Clone)]
pub struct BallotBox {
    http: Http,
}

/// An accepted ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cast {
    /// The text of the promise note, not yet verified.
    pub promise: String,
    /// True when the box had accepted the very same ballot before.
    pub repeated: bool,
}

/// The public state of a poll, as far as a client acts on it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct PollSummary {
    /// The poll.
    pub poll: PollId,
    /// A string, or an object with a string for each language.
    pub title: Value,
    /// `before`, `voting`, `closed`, `counted` or `cancelled`.
    pub phase: String,
    /// When voting opens.
    pub voting_opens: UtcTime,
    /// When voting closes, notices included.
    pub voting_closes: UtcTime,
    /// Ballots in the log.
    pub ballots: u64,
    /// Running or final counts, where they are public.
    #[serde(default)]
    pub counts: Option<Value>,
}

/// Where a ballot stands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ReceiptState {
    /// The ballot.
    pub ballot: BallotHash,
    /// `promised`, `logged` or `counted`.
    pub state: String,
    /// Its index among the log's entries, once logged.
    #[serde(default)]
    pub index: Option<u64>,
    /// Its number among the ballots, from 1, once logged.
    #[serde(default)]
    pub number: Option<u64>,
}

impl BallotBox {
    /// The ballot box at `base`.
    pub fn new(base: &str) -> Self {
        Self { http: Http::new(base) }
    }

    /// As [`BallotBox::new`]; no answer may take longer than `longest`, body and all.
    pub fn within(base: &str, longest: Duration) -> Self {
        Self { http: Http::within(base, longest) }
    }

    /// The plain HTTP client below.
    pub fn http(&self) -> &Http {
        &self.http
    }

    /// All polls of the box.
    pub fn polls(&self) -> Result<Vec<PollSummary>, ClientError> {
        #[derive(Deserialize)]
        struct Listed {
            polls: Vec<PollSummary>,
        }
        let listed: Listed = self.http.get("/api/v1/polls", &[])?.accepted()?.json()?;
        Ok(listed.polls)
    }

    /// What the box says of a poll.
    pub fn poll(&self, poll: &PollId) -> Result<PollSummary, ClientError> {
        self.get(poll, "")?.json()
    }

    /// The manifest note, not yet verified.
    pub fn manifest(&self, poll: &PollId) -> Result<String, ClientError> {
        self.get(poll, "/manifest")?.text()
    }

    /// Casts a ballot. With `promise`, the note that the box once gave for it, it is accepted until the result is signed.
    pub fn cast(&self, poll: &PollId, ballot: &[u8], promise: Option<&str>) -> Result<Cast, ClientError> {
        let answer = self.cast_answer(poll, ballot, promise)?.accepted()?;
        let repeated = answer.status == 200;
        Ok(Cast { promise: answer.text()?, repeated })
    }

    /// The plain answer to a cast, of any status.
    pub fn cast_answer(
        &self,
        poll: &PollId,
        ballot: &[u8],
        promise: Option<&str>,
    ) -> Result<Answer, ClientError> {
        let note = promise.map(|note| b64url(note.as_bytes()));
        let mut headers = vec![("content-type", "application/vnd.psephos.ballot")];
        headers.extend(note.as_deref().map(|note| ("psephos-note", note)));
        self.http.send("POST", &format!("/api/v1/polls/{poll}/ballots"), &headers, Some(ballot))
    }

    /// Looks a ballot up by its hash or its receipt code.
    pub fn receipt(&self, poll: &PollId, code: &str) -> Result<ReceiptState, ClientError> {
        self.get(poll, &format!("/receipts/{code}"))?.json()
    }

    /// The C2SP tlog-proof of a logged ballot.
    pub fn proof(&self, poll: &PollId, ballot: &BallotHash) -> Result<String, ClientError> {
        self.get(poll, &format!("/receipts/{ballot}/proof"))?.text()
    }

    /// The checkpoint note of a poll's log.
    pub fn checkpoint(&self, poll: &PollId) -> Result<String, ClientError> {
        self.get(poll, "/checkpoint")?.text()
    }

    /// The newest signed result.
    pub fn result(&self, poll: &PollId) -> Result<String, ClientError> {
        let path = format!("/api/v1/polls/{poll}/result");
        self.http.get_within(&path, &[], MAX_RESULT_BYTES as u64)?.accepted()?.text()
    }

    /// What anybody may download of a poll, such as `/ballots`, `/entries` or `/bundle`, read while it comes.
    pub fn stream(&self, poll: &PollId, path: &str) -> Result<Download, ClientError> {
        self.http.stream(&format!("/api/v1/polls/{poll}{path}"))
    }

    /// Everything short below `/api/v1/polls/{id}`, as it is served.
    pub fn get(&self, poll: &PollId, path: &str) -> Result<Answer, ClientError> {
        self.http.get(&format!("/api/v1/polls/{poll}{path}"), &[])?.accepted()
    }
}
