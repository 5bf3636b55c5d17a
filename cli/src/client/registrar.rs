//! The registrar's JSON API: accounts, sessions, polls, passes.

use std::fmt;

use crypto::encoding::{PollId, parse_b64url};
use serde::Deserialize;
use serde_json::{Value, json};

use super::http::{Answer, ClientError, Http};
use super::proof_of_work::work;

/// The registrar without a session.
#[derive(Debug, Clone)]
pub struct Registrar {
    http: Http,
}

/// The registrar as one signed-in person sees it.
#[derive(Clone)]
pub struct Session {
    http: Http,
    bearer: String,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Session")
    }
}

/// What the registrar answered to a pass request: the unblinding and every check are still to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedPass {
    /// The blind signature, `application/private-token-response`.
    pub response: Vec<u8>,
    /// The text of the `psephos-pass/v1` note.
    pub note: String,
}

/// `GET /me`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Me {
    /// The account's address.
    pub email: String,
    /// Whether the address was confirmed.
    pub verified: bool,
    /// `voter` or `admin`.
    pub role: String,
}

/// One entry of `GET /me/polls`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MyPoll {
    /// The poll.
    pub poll: PollId,
    /// Its title.
    pub title: Value,
    /// `none` or `issued`.
    pub pass: String,
}

/// What became of an uploaded roll.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RollReport {
    /// Lines read, without the header.
    pub rows: u64,
    /// Voters that are new on the roll.
    pub added: u64,
    /// Lines that repeat an earlier one, as a count or a list.
    pub duplicates: Value,
    /// Lines that were refused, as a count or a list.
    pub rejected: Value,
}

impl Registrar {
    /// The registrar at `base`.
    pub fn new(base: &str) -> Self {
        Self { http: Http::new(base) }
    }

    /// The plain HTTP client below.
    pub fn http(&self) -> &Http {
        &self.http
    }

    /// Asks for an account, with the proof of work if one is asked for; the answer is the same whether or not the address is
    /// known.
    pub fn register(&self, email: &str, password: &str) -> Result<(), ClientError> {
        let mut body = json!({ "email": email, "password": password });
        if let Some(altcha) = work(&self.http, "register")? {
            body["altcha"] = altcha.into();
        }
        self.http.post_json("/api/v1/accounts", &[], &body)?.accepted().map(drop)
    }

    /// Confirms an address with the token that was mailed to it.
    pub fn verify(&self, token: &str) -> Result<(), ClientError> {
        self.http.post_json("/api/v1/accounts/verify", &[], &json!({ "token": token }))?.accepted().map(drop)
    }

    /// Signs in where there is no second factor.
    pub fn sign_in(&self, email: &str, password: &str) -> Result<Session, ClientError> {
        self.sign_in_with_code(email, password, None)
    }

    /// Signs in, with the code of the second factor if there is one. Without a code that is needed the refusal is
    /// `totp-required`.
    pub fn sign_in_with_code(
        &self,
        email: &str,
        password: &str,
        code: Option<&str>,
    ) -> Result<Session, ClientError> {
        #[derive(Deserialize)]
        struct Granted {
            token: String,
        }
        let mut body = json!({ "email": email, "password": password });
        if let Some(code) = code {
            body["totp"] = code.into();
        }
        let granted: Granted = self.http.post_json("/api/v1/sessions", &[], &body)?.accepted()?.json()?;
        Ok(Session { http: self.http.clone(), bearer: format!("Bearer {}", granted.token) })
    }
}

impl Session {
    /// The same session at another address of the registrar, such as another of its processes.
    #[must_use]
    pub fn at(&self, base: &str) -> Self {
        Self { http: Http::new(base), bearer: self.bearer.clone() }
    }

    /// Speaks to the registrar.
    pub fn http(&self) -> &Http {
        &self.http
    }

    /// The `Authorization` header of what it sends: whoever has it is this account until it signs out.
    pub fn authorization(&self) -> &str {
        &self.bearer
    }

    /// Ends the session at the registrar.
    pub fn sign_out(self) -> Result<(), ClientError> {
        self.call("DELETE", "/api/v1/sessions/current", &[], None)?.accepted().map(drop)
    }

    /// Who is signed in.
    pub fn me(&self) -> Result<Me, ClientError> {
        self.call("GET", "/api/v1/me", &[], None)?.accepted()?.json()
    }

    /// The polls of the person signed in.
    pub fn my_polls(&self) -> Result<Vec<MyPoll>, ClientError> {
        #[derive(Deserialize)]
        struct Listed {
            polls: Vec<MyPoll>,
        }
        let listed: Listed = self.call("GET", "/api/v1/me/polls", &[], None)?.accepted()?.json()?;
        Ok(listed.polls)
    }

    /// Collects the voting pass for `request` (259 bytes, PROTOCOL section 6). Repeating the same bytes is harmless.
    pub fn issue(&self, poll: &PollId, request: &[u8]) -> Result<IssuedPass, ClientError> {
        let answer = self.issue_answer(poll, request)?.accepted()?;
        let note = answer
            .header("psephos-note")
            .and_then(|value| parse_b64url(value).ok())
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .ok_or_else(|| answer.unexpected("no Psephos-Note header with the note of the pass"))?;
        Ok(IssuedPass { response: answer.body, note })
    }

    /// The plain answer to a pass request, of any status.
    pub fn issue_answer(&self, poll: &PollId, request: &[u8]) -> Result<Answer, ClientError> {
        let headers = [("content-type", "application/private-token-request")];
        self.call("POST", &format!("/api/v1/polls/{poll}/token"), &headers, Some(request))
    }

    /// Drafts a poll; the answer names the draft.
    pub fn draft(&self, poll: &Value) -> Result<String, ClientError> {
        let answer = self.call_json("POST", "/api/v1/polls", poll)?.accepted()?;
        let created: Value = answer.json()?;
        match created.get("draft") {
            Some(Value::String(draft)) => Ok(draft.clone()),
            Some(Value::Number(draft)) => Ok(draft.to_string()),
            _ => Err(answer.unexpected("it names no draft")),
        }
    }

    /// Changes fields of a draft.
    pub fn amend(&self, draft: &str, fields: &Value) -> Result<(), ClientError> {
        self.call_json("PATCH", &format!("/api/v1/polls/{draft}"), fields)?.accepted().map(drop)
    }

    /// Uploads the roll of a draft: CSV with a header line.
    pub fn upload_roll(&self, draft: &str, csv: &str) -> Result<RollReport, ClientError> {
        let headers = [("content-type", "text/csv")];
        self.call("PUT", &format!("/api/v1/polls/{draft}/roll"), &headers, Some(csv.as_bytes()))?
            .accepted()?
            .json()
    }

    /// Publishes a draft at both services.
    pub fn publish(&self, draft: &str) -> Result<PollId, ClientError> {
        #[derive(Deserialize)]
        struct Published {
            poll: PollId,
        }
        let path = format!("/api/v1/polls/{draft}/publish");
        let published: Published = self.call("POST", &path, &[], Some(&[]))?.accepted()?.json()?;
        Ok(published.poll)
    }

    /// Announces an extension, an early close or a cancellation.
    pub fn notice(&self, poll: &PollId, notice: &Value) -> Result<Answer, ClientError> {
        self.call_json("POST", &format!("/api/v1/polls/{poll}/notices"), notice)?.accepted()
    }

    /// `{"eligible","issued"}`.
    pub fn turnout(&self, poll: &PollId) -> Result<Value, ClientError> {
        self.call("GET", &format!("/api/v1/polls/{poll}/turnout"), &[], None)?.accepted()?.json()
    }

    /// Any call in this person's name.
    pub fn call(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> Result<Answer, ClientError> {
        let mut headers = headers.to_vec();
        headers.push(("authorization", &self.bearer));
        self.http.send(method, path, &headers, body)
    }

    fn call_json(&self, method: &str, path: &str, body: &Value) -> Result<Answer, ClientError> {
        let body = body.to_string();
        self.call(method, path, &[("content-type", "application/json")], Some(body.as_bytes()))
    }
}
