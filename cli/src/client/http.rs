//! One blocking HTTP client: a base URL, bounded answers, problem documents as errors.

use std::fmt;
use std::io::{Read as _, Write};
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};

use super::Problem;
use super::download::{Download, PAUSES};

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
    /// The service has more to send than is taken; nothing of it was.
    #[error("{url} has {length} bytes; at most {most} are taken")]
    TooLong {
        /// What was called.
        url: String,
        /// Bytes that it announced.
        length: u64,
        /// Bytes that would have been taken.
        most: u64,
    },
    /// A web server that is no service has no such file.
    #[error("{url} does not exist")]
    Missing {
        /// What was called.
        url: String,
    },
    /// What stands before the service cannot reach it, or fails itself.
    #[error("{url} is out of order (status {status})")]
    Unavailable {
        /// What was called.
        url: String,
        /// 500 or above.
        status: u16,
    },
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
            Self::Unreachable { .. }
            | Self::Unavailable { .. }
            | Self::Missing { .. }
            | Self::TooLong { .. }
            | Self::Unexpected { .. } => None,
        }
    }

    /// True where there is no such file, whoever says so.
    pub fn is_missing(&self) -> bool {
        match self {
            Self::Refused(problem) => problem.status == 404,
            Self::Missing { .. } => true,
            Self::Unreachable { .. }
            | Self::Unavailable { .. }
            | Self::TooLong { .. }
            | Self::Unexpected { .. } => false,
        }
    }

    /// True when repeating the same request later may help: no answer, or 5xx.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Unreachable { .. } | Self::Unavailable { .. } => true,
            Self::Refused(problem) => problem.status >= 500 || problem.status == 429,
            Self::Missing { .. } | Self::TooLong { .. } | Self::Unexpected { .. } => false,
        }
    }
}

/// A complete answer of any status. Its body may hold a session's token or a pass, so Debug does not show it.
#[derive(Clone)]
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
            None if self.status == 404 => Err(ClientError::Missing { url: self.url }),
            None if self.status >= 500 => {
                Err(ClientError::Unavailable { url: self.url, status: self.status })
            }
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

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answer({} from {})", self.status, self.url)
    }
}

/// A client of one service. Follows no redirect: every path is the service's own.
#[derive(Debug, Clone)]
pub struct Http {
    agent: ureq::Agent,
    base: String,
    patience: Patience,
}

/// How long an answer may take, body and all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    pub(super) call: Duration,
    pub(super) download: Duration,
    /// Before each attempt to go on with a download that was cut.
    pub(super) pauses: &'static [Duration],
}

impl Http {
    /// A client of the service at `base`, such as `https://ballots.example.net`.
    pub fn new(base: &str) -> Self {
        Self::with(base, Patience { call: LONGEST_CALL, download: LONGEST_DOWNLOAD, pauses: &PAUSES })
    }

    /// As [`Http::new`], for who must go on in time: no answer may take longer than `longest`, body and all.
    pub fn within(base: &str, longest: Duration) -> Self {
        Self::with(base, Patience { call: longest, download: longest, pauses: &PAUSES })
    }

    pub(super) fn with(base: &str, patience: Patience) -> Self {
        let tls = TlsConfig::builder()
            .provider(TlsProvider::NativeTls)
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let agent = ureq::Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(patience.call.min(Duration::from_secs(15))))
            .user_agent("psephos")
            .max_idle_connections(IDLE)
            .max_idle_connections_per_host(IDLE)
            .build()
            .new_agent();
        Self { agent, base: base.trim_end_matches('/').to_owned(), patience }
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
        let (url, response) = self.exchange(self.patience.call, method, path, headers, body)?;
        read(url, response, LONGEST_ANSWER)
    }

    /// `GET path`, whose body may have `most` bytes; any status is an answer.
    pub fn get_within(&self, path: &str, headers: &[(&str, &str)], most: u64) -> Result<Answer, ClientError> {
        let (url, response) = self.exchange(self.patience.download, "GET", path, headers, None)?;
        read(url, response, most)
    }

    /// `GET path` for a body of any length; every status but 2xx is a refusal. What is cut goes on where it ended, if the
    /// service has a validator for it.
    pub fn stream(&self, path: &str) -> Result<Download, ClientError> {
        let longest = self.patience.download;
        self.stream_in_pieces(path, longest, Instant::now() + longest)
    }

    /// As [`Http::stream`], for who must not hang: whole at `end`, and no piece of it takes longer than an answer may.
    pub fn stream_until(&self, path: &str, end: Instant) -> Result<Download, ClientError> {
        self.stream_in_pieces(path, self.patience.call, end)
    }

    fn stream_in_pieces(&self, path: &str, longest: Duration, end: Instant) -> Result<Download, ClientError> {
        let (answer, body) = self.open(path, &[], end.min(Instant::now() + longest))?;
        let length = answer.header("content-length").and_then(|length| length.parse().ok());
        let length = length.ok_or_else(|| answer.unexpected("it does not tell how long it is"))?;
        Ok(Download::new(self.clone(), path, &answer, body, length, (longest, end)))
    }

    /// The head of an accepted answer that has to be whole at `end`, and its body, still to be read.
    pub(super) fn open(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        end: Instant,
    ) -> Result<(Answer, ureq::BodyReader<'static>), ClientError> {
        let patience = end.saturating_duration_since(Instant::now());
        let (url, response) = self.exchange(patience, "GET", path, headers, None)?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let head = Answer { url: url.clone(), status, headers, body: Vec::new() };
        if !response.status().is_success() {
            let refused = read(url, response, LONGEST_ANSWER)?;
            return Err(refused.accepted().err().unwrap_or_else(|| head.unexpected("it refuses")));
        }
        Ok((head, response.into_body().into_with_config().limit(u64::MAX).reader()))
    }

    /// Before each attempt to go on with a download.
    pub(super) fn pauses(&self) -> &'static [Duration] {
        self.patience.pauses
    }

    /// [`Http::stream`] into `out`, unless it is longer than `most` bytes; `progress` hears how many bytes are there, and of how
    /// many.
    pub fn download(
        &self,
        path: &str,
        most: u64,
        out: &mut impl Write,
        mut progress: impl FnMut(u64, u64),
    ) -> Result<(), ClientError> {
        let failed = |what: String| ClientError::Unexpected { url: format!("{}{path}", self.base), what };
        let mut body = self.stream(path)?;
        if body.length() > most {
            let url = format!("{}{path}", self.base);
            return Err(ClientError::TooLong { url, length: body.length(), most });
        }
        let mut buffer = vec![0; 1 << 16];
        loop {
            let read = body.read(&mut buffer).map_err(|error| failed(error.to_string()))?;
            if read == 0 {
                return Ok(());
            }
            out.write_all(&buffer[..read]).map_err(|error| failed(format!("cannot store it: {error}")))?;
            progress(body.done(), body.length());
        }
    }

    fn exchange(
        &self,
        patience: Duration,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> Result<(String, Response), ClientError> {
        let url = format!("{}{path}", self.base);
        let mut request = ureq::http::Request::builder().method(method).uri(&url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = match body {
            Some(body) => request.body(body).map_err(ureq::Error::from).and_then(|it| self.run(it, patience)),
            None => request.body(()).map_err(ureq::Error::from).and_then(|it| self.run(it, patience)),
        };
        match response {
            Ok(response) => Ok((url, response)),
            Err(source) => Err(ClientError::Unreachable { url, source: Box::new(source) }),
        }
    }

    fn run<B: ureq::AsSendBody>(
        &self,
        request: ureq::http::Request<B>,
        patience: Duration,
    ) -> Result<Response, ureq::Error> {
        self.agent.run(self.agent.configure_request(request).timeout_global(Some(patience)).build())
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

/// The whole body, of at most `most` bytes.
fn read(url: String, mut response: Response, most: u64) -> Result<Answer, ClientError> {
    match response.body_mut().with_config().limit(most).read_to_vec() {
        Ok(body) => {
            let (status, headers) = (response.status().as_u16(), response.headers().clone());
            Ok(Answer { url, status, headers, body })
        }
        Err(ureq::Error::BodyExceedsLimit(_)) => {
            Err(ClientError::Unexpected { url, what: format!("more than {most} bytes") })
        }
        Err(source) => Err(ClientError::Unreachable { url, source: Box::new(source) }),
    }
}

type Response = ureq::http::Response<ureq::Body>;

/// Notes, proofs and JSON are shorter, in bytes; results and downloads have limits of their own.
const LONGEST_ANSWER: u64 = 2 << 20;
/// Connections that are kept for further calls: as many as anybody has calls at a time.
const IDLE: usize = 256;
/// Of a call, body and all.
const LONGEST_CALL: Duration = Duration::from_secs(90);
/// For millions of ballots over a slow line.
const LONGEST_DOWNLOAD: Duration = Duration::from_secs(12 * 3600);
