//! Bodies of any length, read while they come. One that is cut goes on where it ended: by `Range` and `If-Range` (RFC 9110
//! sections 13.1.5 and 14.2), so that parts of two versions are never put together.

use std::io::{self, Read};
use std::time::{Duration, Instant};

use super::http::{Answer, ClientError, Http};

/// A body that is read while it comes. One that breaks off for good is an error of [`Read`], for the answer has told its
/// length.
pub struct Download {
    http: Http,
    path: String,
    body: ureq::BodyReader<'static>,
    length: u64,
    done: u64,
    /// The validator by which the service sends the rest; without one nothing can go on.
    etag: Option<String>,
    /// Attempts to go on since the last one that brought something worth it, and from which byte that was.
    attempts: usize,
    gone_on_from: u64,
    /// How long a piece of it may take, and when all of it has to be there.
    longest: Duration,
    end: Instant,
}

impl Download {
    /// The body of `answer`, of `length` bytes.
    pub(super) fn new(
        http: Http,
        path: &str,
        answer: &Answer,
        body: ureq::BodyReader<'static>,
        length: u64,
        (longest, end): (Duration, Instant),
    ) -> Self {
        let in_parts = answer.header("accept-ranges") == Some("bytes");
        // A weak one would let a part of another version pass.
        let etag = answer.header("etag").filter(|etag| in_parts && etag.starts_with('"')).map(str::to_owned);
        let (path, done) = (path.to_owned(), 0);
        Self { http, path, body, length, done, etag, attempts: 0, gone_on_from: 0, longest, end }
    }

    /// Bytes of the whole.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Bytes that were read.
    pub fn done(&self) -> u64 {
        self.done
    }

    /// Asks for the rest after `cut`, after a pause each time.
    fn go_on(&mut self, mut cut: io::Error) -> io::Result<()> {
        let Some(etag) = self.etag.clone() else { return Err(self.broken(&cut)) };
        if self.done - self.gone_on_from >= WORTH_IT {
            self.attempts = 0;
        }
        self.gone_on_from = self.done;
        loop {
            let left = self.end.saturating_duration_since(Instant::now());
            let pause = self.http.pauses().get(self.attempts).filter(|pause| **pause < left);
            let Some(pause) = pause else { return Err(self.broken(&cut)) };
            self.attempts += 1;
            std::thread::sleep(*pause);
            match self.rest(&etag) {
                Ok(body) => {
                    self.body = body;
                    return Ok(());
                }
                Err(error) if error.is_transient() => cut = io::Error::other(error),
                Err(error) => return Err(io::Error::other(error)),
            }
        }
    }

    /// What follows the bytes that are there, of the very same version.
    fn rest(&self, etag: &str) -> Result<ureq::BodyReader<'static>, ClientError> {
        let range = format!("bytes={}-", self.done);
        let end = self.end.min(Instant::now() + self.longest);
        let (answer, body) = self.http.open(&self.path, &[("range", &range), ("if-range", etag)], end)?;
        let place = format!("bytes {}-{}/{}", self.done, self.length - 1, self.length);
        match answer.status {
            206 if answer.header("content-range") == Some(place.as_str())
                && answer.header("etag") == Some(etag) =>
            {
                Ok(body)
            }
            200 => Err(answer.unexpected("it was cut, and has changed since; run the command again")),
            _ => Err(answer.unexpected("it was cut, and goes on with something else")),
        }
    }

    fn broken(&self, cut: &io::Error) -> io::Error {
        let broken = format!("it broke off after {} of {} bytes ({cut})", self.done, self.length);
        io::Error::new(io::ErrorKind::UnexpectedEof, broken)
    }
}

impl Read for Download {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.length - self.done).unwrap_or(usize::MAX).min(buffer.len());
        if left == 0 {
            return Ok(0);
        }
        loop {
            let cut = match self.body.read(&mut buffer[..left]) {
                Ok(0) => io::Error::from(io::ErrorKind::UnexpectedEof),
                Ok(read) => {
                    self.done += read as u64;
                    return Ok(read);
                }
                Err(cut) => cut,
            };
            self.go_on(cut)?;
        }
    }
}

/// Before each attempt to go on: the first at once, the last after a minute and a half in all.
pub(super) const PAUSES: [Duration; 7] = [
    Duration::ZERO,
    Duration::from_secs(1),
    Duration::from_secs(3),
    Duration::from_secs(6),
    Duration::from_secs(10),
    Duration::from_secs(30),
    Duration::from_secs(40),
];
/// An attempt that brought so many bytes is not counted: a long download may be cut often.
const WORTH_IT: u64 = 1 << 20;

#[cfg(test)]
mod tests;
