//! Files in a bucket of an S3-compatible service. `rusty-s3` signs each request into its URL (AWS Signature Version 4) and
//! opens no connection; `ureq` does. So a URL is as good as a key for a while: none is ever told.

mod mark;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::File;
use std::io::{self, Seek as _, Write};
use std::thread;
use std::time::Duration;

use rusty_s3::actions::ListObjectsV2;
use rusty_s3::{Credentials, S3Action, UrlStyle};
use ureq::http::{Request, Response};
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};

pub use self::mark::Mark;
use crate::{Kind, SiteError};

/// Where a service is, and who we are there.
pub struct Access {
    /// `https://host[:port]`; without one, Amazon's in that region.
    pub endpoint: Option<String>,
    /// As the service calls it.
    pub region: String,
    /// Name of the key.
    pub key: String,
    /// The key itself.
    pub secret: String,
    /// Of credentials that were lent for a while.
    pub token: Option<String>,
}

/// Nothing of the key.
impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Access({:?} in {:?})", self.endpoint, self.region)
    }
}

/// A bucket, or the part of one whose keys begin with a prefix.
pub struct Bucket {
    http: ureq::Agent,
    bucket: rusty_s3::Bucket,
    credentials: Credentials,
    prefix: String,
}

impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bucket({}/{})", self.bucket.name(), self.prefix)
    }
}

impl Bucket {
    /// `place` is `bucket[/prefix]`.
    pub(crate) fn open(place: &str, access: &Access) -> Result<Self, SiteError> {
        let (name, prefix) = place.split_once('/').unwrap_or((place, ""));
        let prefix = prefix.trim_end_matches('/');
        let is_path = prefix.is_empty() || prefix.split('/').all(|part| !["", ".", ".."].contains(&part));
        if name.is_empty() || !is_path {
            return Err(SiteError::Address(format!(
                "s3://{place} is no place for files: name s3://BUCKET/PREFIX"
            )));
        }
        let (endpoint, style) = match &access.endpoint {
            // Other services are often reached by an address, or without a name for each bucket.
            Some(endpoint) => (endpoint.clone(), UrlStyle::Path),
            None => (format!("https://s3.{}.amazonaws.com", access.region), UrlStyle::VirtualHost),
        };
        // Not shown: it may hold a password.
        if endpoint.contains(['@', '?', '#']) {
            return Err(SiteError::Address(
                "the address of an S3-compatible service holds no user, password, query or fragment"
                    .to_owned(),
            ));
        }
        if !is_safe(&endpoint) {
            return Err(SiteError::Address(format!(
                "{endpoint} is no https:// address of an S3-compatible service"
            )));
        }
        let wrong =
            |what: &dyn fmt::Display| SiteError::Address(format!("s3://{place} at {endpoint}: {what}"));
        let url = endpoint.parse().map_err(|error| wrong(&error))?;
        let bucket = rusty_s3::Bucket::new(url, style, name.to_owned(), access.region.clone());
        let bucket = bucket.map_err(|error| wrong(&error))?;
        let credentials = match &access.token {
            Some(token) => Credentials::new_with_token(&access.key, &access.secret, token),
            None => Credentials::new(&access.key, &access.secret),
        };
        let tls = TlsConfig::builder()
            .provider(TlsProvider::NativeTls)
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let http = ureq::Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(CONNECTING))
            .timeout_recv_response(Some(ANSWERING))
            .timeout_per_read(Some(STANDING_STILL))
            .timeout_per_write(Some(STANDING_STILL))
            .user_agent("psephos")
            .build()
            .new_agent();
        Ok(Self { http, bucket, credentials, prefix: prefix.to_owned() })
    }

    pub(crate) fn list(&self, below: &str) -> Result<BTreeSet<String>, SiteError> {
        Ok(self.dated(below)?.into_keys().collect())
    }

    /// The same with the time of each, as the service has it.
    fn dated(&self, below: &str) -> Result<BTreeMap<String, String>, SiteError> {
        let wanted = self.key(below.trim_end_matches('/'));
        let wanted = if wanted.is_empty() { wanted } else { format!("{}/", wanted.trim_end_matches('/')) };
        let ours = self.key("").len();
        let (mut found, mut next) = (BTreeMap::new(), None);
        loop {
            let mut action = self.bucket.list_objects_v2(Some(&self.credentials));
            action.with_prefix(wanted.as_str());
            action.with_max_keys(NAMES_AT_A_TIME);
            if let Some(token) = next {
                action.with_continuation_token(token);
            }
            let answer = self.exchange("GET", below, &action, None, ())?.accepted(below)?;
            let text = String::from_utf8_lossy(&answer.body);
            let page = ListObjectsV2::parse_response(&text).map_err(|error| SiteError::Unexpected {
                path: below.to_owned(),
                what: format!("no list of files: {error}"),
            })?;
            found.extend(page.contents.into_iter().filter_map(|it| {
                Some((it.key.get(ours..)?.to_owned(), it.last_modified.unwrap_or_default()))
            }));
            next = page.next_continuation_token;
            if next.is_none() {
                return Ok(found);
            }
        }
    }

    pub(crate) fn get(&self, path: &str) -> Result<Option<Vec<u8>>, SiteError> {
        let key = self.key(path);
        let action = self.bucket.get_object(Some(&self.credentials), &key);
        match self.exchange("GET", path, &action, None, ())? {
            answer if answer.status == 404 => Ok(None),
            answer => Ok(Some(answer.accepted(path)?.body)),
        }
    }

    pub(crate) fn put(&self, path: &str, kind: Kind, bytes: &[u8]) -> Result<(), SiteError> {
        let key = self.key(path);
        let action = self.bucket.put_object(Some(&self.credentials), &key);
        self.exchange("PUT", path, &action, Some(kind), bytes)?.accepted(path).map(drop)
    }

    /// Written to a file of this machine first: the service wants to know the length.
    pub(crate) fn put_written(
        &self,
        path: &str,
        kind: Kind,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), SiteError> {
        let written = || {
            let mut out = io::BufWriter::new(tempfile::tempfile()?);
            write(&mut out)?;
            out.into_inner().map_err(io::IntoInnerError::into_error)
        };
        let file = written().map_err(|source| SiteError::Io { path: path.to_owned(), source })?;
        let key = self.key(path);
        let action = self.bucket.put_object(Some(&self.credentials), &key);
        self.exchange("PUT", path, &action, Some(kind), &file)?.accepted(path).map(drop)
    }

    pub(crate) fn remove(&self, path: &str) -> Result<(), SiteError> {
        let key = self.key(path);
        let action = self.bucket.delete_object(Some(&self.credentials), &key);
        match self.exchange("DELETE", path, &action, None, ())? {
            answer if answer.status == 404 => Ok(()),
            answer => answer.accepted(path).map(drop),
        }
    }

    fn key(&self, path: &str) -> String {
        if self.prefix.is_empty() { path.to_owned() } else { format!("{}/{path}", self.prefix) }
    }

    /// Any status is an answer; what may help later is tried again, a few times.
    fn exchange<'a, B: Body>(
        &self,
        method: &str,
        path: &str,
        action: &impl S3Action<'a>,
        kind: Option<Kind>,
        body: B,
    ) -> Result<Answer, SiteError> {
        let mut pauses = PAUSES.iter();
        loop {
            let answer = self.attempt(method, path, action, kind, body);
            let pause = match &answer {
                Err(SiteError::Unreachable { .. }) => pauses.next(),
                Ok(answer) if answer.status >= 500 || answer.status == 429 => pauses.next(),
                _ => None,
            };
            match pause {
                Some(pause) => thread::sleep(*pause),
                None => return answer,
            }
        }
    }

    fn attempt<'a, B: Body>(
        &self,
        method: &str,
        path: &str,
        action: &impl S3Action<'a>,
        kind: Option<Kind>,
        body: B,
    ) -> Result<Answer, SiteError> {
        let unreachable = |error: &ureq::Error| {
            // Of a broken URL only that it is one.
            let reason = match error {
                ureq::Error::BadUri(_) => "no address".to_owned(),
                error => error.to_string(),
            };
            SiteError::Unreachable { path: path.to_owned(), reason }
        };
        let url = action.sign(SIGNED_FOR);
        let mut request = Request::builder().method(method).uri(url.as_str());
        if let Some(kind) = kind {
            request = request
                .header("content-type", kind.content_type)
                .header("cache-control", kind.cache_control());
        }
        let body = body.again().map_err(|source| SiteError::Io { path: path.to_owned(), source })?;
        let request = request.body(body).map_err(|error| unreachable(&error.into()))?;
        let answer = self.http.run(request).map_err(|error| unreachable(&error))?;
        Answer::read(answer).map_err(|error| unreachable(&error))
    }
}

/// What can be sent again.
trait Body: Copy {
    type Sent: ureq::AsSendBody;

    /// From its first byte.
    fn again(self) -> io::Result<Self::Sent>;
}

impl Body for () {
    type Sent = ();

    fn again(self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> Body for &'a [u8] {
    type Sent = &'a [u8];

    fn again(self) -> io::Result<&'a [u8]> {
        Ok(self)
    }
}

impl<'a> Body for &'a File {
    type Sent = &'a File;

    fn again(mut self) -> io::Result<&'a File> {
        self.rewind()?;
        Ok(self)
    }
}

/// A whole answer.
struct Answer {
    status: u16,
    body: Vec<u8>,
}

impl Answer {
    fn read(mut response: Response<ureq::Body>) -> Result<Self, ureq::Error> {
        let body = response.body_mut().with_config().limit(LONGEST_ANSWER).read_to_vec()?;
        Ok(Self { status: response.status().as_u16(), body })
    }

    /// Itself if it says that it is done.
    fn accepted(self, path: &str) -> Result<Self, SiteError> {
        if (200..300).contains(&self.status) {
            return Ok(self);
        }
        let text = String::from_utf8_lossy(&self.body);
        let code = text.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>"));
        let plain = |code: &&str| code.len() < 64 && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let code = code.map(|(code, _)| code).filter(plain).map(str::to_owned);
        Err(SiteError::Refused { path: path.to_owned(), status: self.status, code })
    }
}

/// In the clear only what stays on this machine.
fn is_safe(endpoint: &str) -> bool {
    let local = |rest: &str| {
        let host = rest.split('/').next().unwrap_or_default();
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        ["127.0.0.1", "localhost", "[::1]"].contains(&name)
    };
    endpoint.starts_with("https://") || endpoint.strip_prefix("http://").is_some_and(local)
}

/// How long a signature holds: a request is under way at once.
const SIGNED_FOR: Duration = Duration::from_secs(15 * 60);
const CONNECTING: Duration = Duration::from_secs(15);
/// From the last byte of a request to the first of its answer.
const ANSWERING: Duration = Duration::from_secs(120);
/// Without a byte sent or received in the middle.
const STANDING_STILL: Duration = Duration::from_secs(60);
/// Before each further attempt.
const PAUSES: [Duration; 3] = [Duration::from_millis(200), Duration::from_secs(1), Duration::from_secs(3)];
/// Of a list. Tests have one after the other.
const NAMES_AT_A_TIME: usize = if cfg!(test) { 1 } else { 1000 };
/// A page of a list, or what is read back, which is short.
const LONGEST_ANSWER: u64 = 16 << 20;
