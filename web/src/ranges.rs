//! Conditional and range requests (RFC 9110 sections 13 and 14) for whatever has a strong validator and a known length: one
//! part at a time, so that a download that was cut goes on where it ended. Several ranges at once are answered by the whole.

use std::io::Cursor;
use std::ops::Range;

use rocket::fairing::AdHoc;
use rocket::http::{ContentType, Method, Status};
use rocket::request::Request;
use rocket::response::{self, Builder, Responder, Response};
use sha2::{Digest as _, Sha256};

use crate::problem::Problem;

/// What a request for it is answered from, before any byte of it is read.
#[derive(Debug, Clone)]
pub struct Representation {
    /// A strong validator with its quotes: another one as soon as a byte differs.
    pub etag: String,
    /// All of it, in bytes.
    pub length: u64,
    /// Its type.
    pub content_type: ContentType,
    /// More headers of every answer about it, the 304 among them.
    pub headers: Vec<(&'static str, String)>,
}

/// What is left to do.
pub enum Selected {
    /// Nothing: the client has it, asks for the headers alone, or for what there is not.
    Answered(Response<'static>),
    /// These bytes are the body; the headers tell their number.
    Bytes(Builder<'static>, Range<u64>),
}

impl Representation {
    /// Reads the request's conditions in the order of RFC 9110 section 13.2.2.
    ///
    /// # Errors
    /// Whatever Rocket says of a problem document.
    pub fn select(self, request: &Request<'_>) -> Result<Selected, Status> {
        let header = |name| request.headers().get(name).collect::<Vec<_>>().join(",");
        let mut response = Response::build();
        response.raw_header("ETag", self.etag.clone()).raw_header("Accept-Ranges", "bytes");
        for (name, value) in &self.headers {
            response.raw_header(*name, value.clone());
        }
        if knows(&header("If-None-Match"), &self.etag) {
            return Ok(Selected::Answered(response.status(Status::NotModified).finalize()));
        }
        let is_head = is_head(request);
        // Section 14.2: ranges are for GET alone. Section 13.1.5: a weak validator or a date is not strong enough to go on.
        let if_range = header("If-Range");
        let ranged = !is_head && (if_range.is_empty() || if_range.trim() == self.etag);
        let asked = if ranged { wanted(&header("Range"), self.length) } else { Wanted::Whole };
        let range = match asked {
            Wanted::Whole => 0..self.length,
            Wanted::Part(range) => {
                let place = format!("bytes {}-{}/{}", range.start, range.end - 1, self.length);
                response.status(Status::PartialContent).raw_header("Content-Range", place);
                range
            }
            Wanted::Nothing => {
                let problem = Problem::new(
                    Status::RangeNotSatisfiable,
                    "range-not-satisfiable",
                    "There are no such bytes in this file",
                );
                let problem = problem
                    .detail(format_args!("it has {} bytes", self.length))
                    .header("Content-Range", format_args!("bytes */{}", self.length))
                    .header("Accept-Ranges", "bytes");
                return problem.respond_to(request).map(Selected::Answered);
            }
        };
        response.header(self.content_type);
        response.raw_header("Content-Length", (range.end - range.start).to_string());
        Ok(if is_head { Selected::Answered(response.finalize()) } else { Selected::Bytes(response, range) })
    }
}

/// A short file that does not change under its path, or changes its validator with itself.
#[derive(Debug)]
pub struct Fixed {
    /// Its type.
    pub content_type: ContentType,
    /// All of it.
    pub bytes: Vec<u8>,
    /// How long it may be kept.
    pub cache_control: &'static str,
}

impl Fixed {
    /// A text that its readers ask for again, to see whether it is still the same.
    pub fn text(text: impl Into<String>) -> Self {
        Self { content_type: ContentType::Plain, bytes: text.into().into_bytes(), cache_control: "no-cache" }
    }

    /// What is the same for ever.
    pub fn for_ever(bytes: Vec<u8>) -> Self {
        let cache_control = "public, max-age=31536000, immutable";
        Self { content_type: ContentType::Binary, bytes, cache_control }
    }
}

impl<'r> Responder<'r, 'static> for Fixed {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'static> {
        let Self { content_type, mut bytes, cache_control } = self;
        let representation = Representation {
            etag: etag(&bytes),
            length: bytes.len() as u64,
            content_type,
            headers: vec![("Cache-Control", cache_control.to_owned())],
        };
        match representation.select(request)? {
            Selected::Answered(response) => Ok(response),
            Selected::Bytes(mut response, range) => {
                bytes.truncate(place(range.end));
                let part = bytes.split_off(place(range.start));
                response.sized_body(part.len(), Cursor::new(part)).ok()
            }
        }
    }
}

/// A strong validator: 128 bits of the SHA-256 of `bytes`, which are the content or determine every byte of it.
pub fn etag(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hex}\"")
}

/// A part of a slice in memory.
pub fn part(bytes: &'static [u8], range: &Range<u64>) -> &'static [u8] {
    &bytes[place(range.start)..place(range.end)]
}

fn place(byte: u64) -> usize {
    usize::try_from(byte).expect("a place in what is in memory")
}

/// Whether `If-None-Match` names the validator; the weak comparison is enough (RFC 9110 section 13.1.2).
fn knows(if_none_match: &str, etag: &str) -> bool {
    let mut known = if_none_match.split(',').map(str::trim);
    known.any(|one| one == "*" || one.trim_start_matches("W/") == etag)
}

/// What `Range` asks of a file.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    /// Everything: nothing else was asked, or nothing that is answered in part.
    Whole,
    /// These bytes, at least one.
    Part(Range<u64>),
    /// Bytes that it does not have.
    Nothing,
}

/// RFC 9110 section 14.1.2. What is not of this form, or names several ranges, counts as not asked (section 14.2); so does
/// every range of an empty file, which has no byte to name in an answer.
fn wanted(range: &str, length: u64) -> Wanted {
    let parsed = range.trim().split_once('=').filter(|(unit, _)| unit.eq_ignore_ascii_case("bytes"));
    let parsed = parsed.and_then(|(_, set)| set.trim().split_once('-'));
    let Some((first, last)) = parsed.filter(|_| length > 0) else { return Wanted::Whole };
    match (number(first), number(last)) {
        (Number::Absent, Number::Is(0)) => Wanted::Nothing,
        (Number::Absent, Number::Is(suffix)) => Wanted::Part(length.saturating_sub(suffix)..length),
        (Number::Is(first), Number::Is(last)) if last < first => Wanted::Whole,
        (Number::Is(first), Number::Absent | Number::Is(_)) if first >= length => Wanted::Nothing,
        (Number::Is(first), Number::Absent) => Wanted::Part(first..length),
        (Number::Is(first), Number::Is(last)) => Wanted::Part(first..last.min(length - 1) + 1),
        _ => Wanted::Whole,
    }
}

enum Number {
    Absent,
    Is(u64),
    None,
}

/// Digits alone; what is larger than any file is the largest number.
fn number(text: &str) -> Number {
    match text {
        "" => Number::Absent,
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Number::Is(digits.parse().unwrap_or(u64::MAX))
        }
        _ => Number::None,
    }
}

/// Remembers that a request was HEAD: Rocket answers it as a GET and drops the body, which then need not be begun.
pub fn fairing() -> AdHoc {
    AdHoc::on_request("HEAD is no GET", |request, _| {
        let is_head = request.method() == Method::Head;
        request.local_cache(|| IsHead(is_head));
        Box::pin(async {})
    })
}

/// Whether the request was HEAD, also after Rocket has made a GET of it.
fn is_head(request: &Request<'_>) -> bool {
    request.local_cache(|| IsHead(request.method() == Method::Head)).0
}

struct IsHead(bool);

#[cfg(test)]
mod tests;
