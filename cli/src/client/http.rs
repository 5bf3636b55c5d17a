//! One blocking HTTP client: a base URL, bounded answers, problem documents as errors.

use std::io::{Read as _, Write};
use std::time::Duration;

use serde::de::DeserializeOwned;
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};

use super::Problem;

/// Why a call brought no usable answer.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// No answer at all: whether the service acted on the request is unknown, so the caller may only repeat it.
    #[error("{url} does not answer ({source})")]
    Unreachable {
        /// What was called.
        url: String,
        /// What failed below.
        source: Box<ureq::Error>,
    },
    /// The service refused and said why.
    #[error(transparent)]
    Refused(Box<Problem>),
    /// The service answered something that PROTOCOL does not know here.
    #[error("{url} gave an answer that does not fit: {what}")]
    Unexpected {
        /// What was called.
        url: String,
        /// What was wrong with the answer.
        what: String,
    },
}

impl ClientError {
    /// The name of the error that the service gave, such as `token-spent`, if it gave one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Refused(problem) => Some(problem.name()),
            Self::Unreachable { .. } | Self::Unexpected { .. } => None,
        }
    }

    /// True when repeating the same request later may help: no answer, or 5xx.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Unreachable { .. } => true,
            Self::Refused(problem) => problem.status >= 500 || problem.status == 429,
            Self::Unexpected { .. } => false,
        }
    }
}

/// A complete answer of any status.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The URL that was asked.
    pub url: String,
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: ureq::http::HeaderMap,
    /// The whole body.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's text; absent when it is missing or not ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The answer itself if its status is 2xx, else the refusal that it is.
    pub fn accepted(self) -> Result<Self, ClientError> {
        if (200..300).contains(&self.status) {
            return Ok(self);
        }
        match Problem::parse(self.status, &self.body) {
            Some(problem) => Err(ClientError::Refused(Box::new(problem))),
            None => Err(self.unexpected(format!("status {} without an explanation", self.status))),
        }
    }

    /// The body as text.
    pub fn text(self) -> Result<String, ClientError> {
        let Self { url, body, .. } = self;
        String::from_utf8(body).map_err(|_| ClientError::Unexpected { url, what: "not UTF-8".into() })
    }

    /// The body read as JSON; fields that are not asked for are ignored (PROTOCOL section 2).
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ClientError> {
        serde_json::from_slice(&self.body).map_err(|error| self.unexpected(error.to_string()))
    }

    /// This answer as an error.
    pub fn unexpected(&self, what: impl Into<String>) -> ClientError {
        ClientError::Unexpected { url: self.url.clone(), what: what.into() }
    }
}

/// A client of one service. Follows no redirect: every path is the service's own.
#[derive(Debug, Clone)]
pub struct Http {
    agent: ureq::Agent,
    base: String,
}

impl Http {
    /// A client of the service at `base`, such as `https://ballots.example.net`.
    pub fn new(base: &str) -> Self {
        let tls = TlsConfig::builder()
            .provider(TlsProvider::NativeTls)
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let agent = ureq::Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(Duration::from_secs(15)))
            .timeout_global(Some(Duration::from_secs(90)))
            .user_agent("psephos")
            .build()
            .new_agent();
        Self { agent, base: base.trim_end_matches('/').to_owned() }
    }

    /// The service's URL, without a slash at the end.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// `GET path`; any status is an answer.
    pub fn get(&self, path: &str, headers: &[(&str, &str)]) -> Result<Answer, ClientError> {
        self.send("GET", path, headers, None)
    }

    /// Any other method with a body; any status is an answer.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> Result<Answer, ClientError> {
        let url = format!("{}{path}", self.base);
        let unreachable =
            |source: ureq::Error| ClientError::Unreachable { url: url.clone(), source: Box::new(source) };
        let mut request = ureq::http::Request::builder().method(method).uri(&url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = match body {
            Some(body) => request.body(body).map_err(ureq::Error::from).and_then(|it| self.agent.run(it)),
            None => request.body(()).map_err(ureq::Error::from).and_then(|it| self.agent.run(it)),
        };
        let mut response = response.map_err(unreachable)?;
        let body =
            response.body_mut().with_config().limit(LONGEST_ANSWER).read_to_vec().map_err(unreachable)?;
        Ok(Answer { url, status: response.status().as_u16(), headers: response.headers().clone(), body })
    }

    /// `GET path` of any length, into `out`; `progress` hears how many bytes are there, and of how many.
    ///
    /// What breaks off is an error, for the answer has to tell its length.
    pub fn download(
        &self,
        path: &str,
        out: &mut impl Write,
        mut progress: impl FnMut(u64, u64),
    ) -> Result<(), ClientError> {
        let url = format!("{}{path}", self.base);
        let unreachable =
            |source: ureq::Error| ClientError::Unreachable { url: url.clone(), source: Box::new(source) };
        let request = self.agent.get(&url).config().timeout_global(Some(LONGEST_DOWNLOAD)).build();
        let mut response = request.call().map_err(unreachable)?;
        let answer = |body| Answer {
            url: url.clone(),
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body,
        };
        if !response.status().is_success() {
            let empty = answer(Vec::new());
            let body = response.body_mut().with_config().limit(LONGEST_PROBLEM).read_to_vec();
            return Answer { body: body.map_err(unreachable)?, ..empty }.accepted().map(|_| ());
        }
        let empty = answer(Vec::new());
        let length = empty.header("content-length").and_then(|length| length.parse::<u64>().ok());
        let length = length.ok_or_else(|| empty.unexpected("it does not tell how long it is"))?;
        let mut body = response.body_mut().as_reader().take(length);
        let mut buffer = vec![0; 1 << 16];
        let mut done = 0;
        while done < length {
            let read = body.read(&mut buffer).map_err(|error| unreachable(error.into()))?;
            if read == 0 {
                return Err(empty.unexpected(format!("it broke off after {done} of {length} bytes")));
            }
            out.write_all(&buffer[..read])
                .map_err(|error| empty.unexpected(format!("cannot store it: {error}")))?;
            done += read as u64;
            progress(done, length);
        }
        Ok(())
    }

    /// `POST path` with a JSON body.
    pub fn post_json(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        body: &serde_json::Value,
    ) -> Result<Answer, ClientError> {
        let mut headers = headers.to_vec();
        headers.push(("content-type", "application/json"));
        self.send("POST", path, &headers, Some(body.to_string().as_bytes()))
    }
}

/// The ballots of a poll come in one answer: 100,000 of them with long contents stay below this, in bytes.
const LONGEST_ANSWER: u64 = 1 << 30;
/// Of an answer that is no download.
const LONGEST_PROBLEM: u64 = 1 << 16;
/// For millions of ballots over a slow line.
const LONGEST_DOWNLOAD: Duration = Duration::from_secs(6 * 3600);
