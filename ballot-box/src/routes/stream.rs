//! Long answers, sent while they are read. Their length is told first, so that nobody takes a part for the whole: where the
//! body ends before it, the connection breaks off. What does not grow any more is sent in parts too, for who has the rest.

mod lengths;

use std::io::{self, Write};
use std::ops::Range;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use rocket::http::ContentType;
use rocket::request::Request;
use rocket::response::{self, Responder, Response};
use tokio::io::{AsyncRead, ReadBuf};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::{Instant, timeout_at};
use web::ranges::{Representation, Selected};
use web::{DbError, Problem};

use self::lengths::Lengths;
pub(super) use self::lengths::{Form, Subject};
use crate::export::Out;

/// All downloads of the service. Each holds a thread while it is written, so there is a limit to them, and a reader that
/// takes nothing, or too little, is cut: whoever reads slowly keeps others from downloading for a while at worst, never
/// from casting or the close.
#[derive(Clone)]
pub(super) struct Downloads {
    turns: Arc<Semaphore>,
    pace: Pace,
    lengths: Lengths,
}

/// How slowly a reader may read.
#[derive(Clone, Copy)]
struct Pace {
    /// For one piece.
    pause: Duration,
    /// For the whole, and besides one second for each `rate` bytes.
    grace: Duration,
    rate: u64,
}

impl Pace {
    /// How long a reader may take for `length` bytes.
    fn allowance(&self, length: u64) -> Duration {
        self.grace + Duration::from_secs(length / self.rate)
    }
}

impl Default for Downloads {
    fn default() -> Self {
        Self::new(AT_ONCE, PACE)
    }
}

impl Downloads {
    /// At most `at_once`, to readers that keep `pace`.
    fn new(at_once: usize, pace: Pace) -> Self {
        Self { turns: Arc::new(Semaphore::new(at_once)), pace, lengths: Lengths::default() }
    }

    /// Takes every place once all are free.
    #[cfg(test)]
    pub(super) async fn all(&self) -> OwnedSemaphorePermit {
        let places = u32::try_from(AT_ONCE).unwrap();
        Arc::clone(&self.turns).acquire_many_owned(places).await.unwrap()
    }

    /// Takes a place; 503 if none is free.
    pub(super) fn begin(&self) -> Result<Turn, Problem> {
        let place = Arc::clone(&self.turns).try_acquire_owned().map_err(|_| {
            Problem::overloaded(RETRY_AFTER).detail("too many downloads are under way; try again later")
        })?;
        Ok(Turn { place, pace: self.pace, lengths: self.lengths.clone() })
    }
}

/// A place among the downloads.
pub(super) struct Turn {
    place: OwnedSemaphorePermit,
    pace: Pace,
    lengths: Lengths,
}

impl Turn {
    /// Sends `subject`, which `write` writes. If its length is not known yet, a first run only tells how much that is.
    pub(super) async fn send_measured<F>(
        self,
        subject: Subject,
        content_type: ContentType,
        write: F,
    ) -> Result<Download, Problem>
    where
        F: Fn(&mut dyn Write) -> io::Result<()> + Send + Sync + 'static,
    {
        let write = Arc::new(write);
        if let Some(length) = self.lengths.known(&subject) {
            return Ok(self.send(content_type, length, move |out| write(out)));
        }
        let measuring = self.lengths.begin().await;
        let measured = Arc::clone(&write);
        // The place goes along: a request that is given up does not free it before its work ends.
        let measure = move || {
            let length = measuring.measure(subject, |out| measured(out))?;
            Ok((self, length))
        };
        let measured: io::Result<_> =
            tokio::task::spawn_blocking(measure).await.map_err(Problem::internal)?;
        let (turn, length) = measured
            .map_err(|error| error.downcast::<DbError>().map_or_else(Problem::internal, Problem::from))?;
        Ok(turn.send(content_type, length, move |out| write(out)))
    }

    /// Will send the `length` bytes that `write` writes, from a thread that may block.
    pub(super) fn send(
        self,
        content_type: ContentType,
        length: u64,
        write: impl FnOnce(&mut Sink) -> io::Result<()> + Send + 'static,
    ) -> Download {
        Download { turn: self, content_type, file_name: None, etag: None, length, write: Box::new(write) }
    }
}

/// What writes a download.
type Writing = Box<dyn FnOnce(&mut Sink) -> io::Result<()> + Send>;

/// An answer whose bytes are still to be written.
pub(super) struct Download {
    turn: Turn,
    content_type: ContentType,
    file_name: Option<String>,
    /// Only of what does not grow any more.
    etag: Option<String>,
    /// Of the whole, in bytes.
    length: u64,
    write: Writing,
}

impl Download {
    /// Suggests a file name to browsers.
    pub(super) fn named(mut self, name: String) -> Self {
        self.file_name = Some(name);
        self
    }

    /// Lets clients ask for parts of it; `etag` tells every version of it from every other.
    pub(super) fn in_parts(mut self, etag: String) -> Self {
        self.etag = Some(etag);
        self
    }

    /// Begins to write these bytes of it.
    fn start(self, part: Range<u64>) -> Body {
        let (sender, chunks) = mpsc::channel(CHUNKS_AHEAD);
        let whole = Arc::new(AtomicBool::new(false));
        let complete = Arc::clone(&whole);
        let (Turn { place, pace, .. }, write) = (self.turn, self.write);
        let end = Instant::now() + pace.allowance(part.end - part.start);
        tokio::task::spawn_blocking(move || {
            let _place = place;
            let buffer = Vec::with_capacity(CHUNK);
            let left = part.end - part.start;
            let mut sink = Sink { sender, pause: pace.pause, end, unwanted: part.start, left, buffer };
            let written = write(&mut sink);
            let sent = match sink.left {
                // What is written behind the part finds no room; that is no fault.
                0 => sink.flush(),
                left => written.and_then(|()| Err(io::Error::other(format!("{left} bytes are missing")))),
            };
            match sent {
                Ok(()) => complete.store(true, Ordering::Release),
                // A client that hung up or fell asleep is no fault.
                Err(error)
                    if [io::ErrorKind::BrokenPipe, io::ErrorKind::TimedOut].contains(&error.kind()) => {}
                Err(error) => tracing::error!("a download broke off: {error}"),
            }
        });
        Body { chunks, whole, chunk: io::Cursor::default() }
    }
}

impl<'r> Responder<'r, 'static> for Download {
    fn respond_to(mut self, request: &'r Request<'_>) -> response::Result<'static> {
        let name = self.file_name.take().map(|name| format!("attachment; filename=\"{name}\""));
        let name = name.map(|name| ("Content-Disposition", name));
        let Some(etag) = self.etag.take() else {
            let mut response = Response::build();
            // A body without a length ends alike whether or not it broke off: Rocket 0.5 has no way to say so.
            response.header(self.content_type.clone()).raw_header("Content-Length", self.length.to_string());
            if let Some((header, value)) = name {
                response.raw_header(header, value);
            }
            let all = 0..self.length;
            return response.streamed_body(self.start(all)).ok();
        };
        let headers = name.into_iter().chain([("Cache-Control", "no-cache".to_owned())]).collect();
        let content_type = self.content_type.clone();
        match (Representation { etag, length: self.length, content_type, headers }).select(request)? {
            Selected::Answered(response) => Ok(response),
            Selected::Bytes(mut response, part) => response.streamed_body(self.start(part)).ok(),
        }
    }
}

/// Where a download is written to; it sends what lies in the part that was asked for.
pub(super) struct Sink {
    sender: mpsc::Sender<Vec<u8>>,
    /// How long the reader may take for a piece.
    pause: Duration,
    /// When the reader must have taken everything.
    end: Instant,
    /// Bytes that come before the part.
    unwanted: u64,
    /// Bytes of the part that have not been written yet.
    left: u64,
    buffer: Vec<u8>,
}

impl Out for Sink {
    fn unwanted(&self) -> u64 {
        self.unwanted
    }

    fn pass(&mut self, bytes: u64) {
        self.unwanted = self.unwanted.saturating_sub(bytes);
    }
}

impl Write for Sink {
    /// `WriteZero` behind the end of the part.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let within =
            |number: u64, most: usize| usize::try_from(number).map_or(most, |number| number.min(most));
        let before = within(self.unwanted, bytes.len());
        self.pass(before as u64);
        let rest = &bytes[before..];
        let taken = within(self.left, rest.len());
        if taken == 0 && !rest.is_empty() {
            return Err(io::ErrorKind::WriteZero.into());
        }
        self.buffer.extend_from_slice(&rest[..taken]);
        self.left -= taken as u64;
        if self.buffer.len() >= CHUNK {
            self.flush()?;
        }
        Ok(before + taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let chunk = std::mem::replace(&mut self.buffer, Vec::with_capacity(CHUNK));
        let until = self.end.min(Instant::now() + self.pause);
        // What finds room is sent, however late: then it was not the reader who took so long.
        let sent = Handle::current().block_on(async { timeout_at(until, self.sender.send(chunk)).await });
        match sent {
            Ok(taken) => taken.map_err(|_| io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

struct Body {
    chunks: mpsc::Receiver<Vec<u8>>,
    /// Set before the channel closes, if nothing is missing.
    whole: Arc<AtomicBool>,
    chunk: io::Cursor<Vec<u8>>,
}

impl AsyncRead for Body {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        while this.chunk.position() == this.chunk.get_ref().len() as u64 {
            match ready!(this.chunks.poll_recv(context)) {
                Some(chunk) => this.chunk = io::Cursor::new(chunk),
                None if this.whole.load(Ordering::Acquire) => return Poll::Ready(Ok(())),
                None => return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into())),
            }
        }
        Pin::new(&mut this.chunk).poll_read(context, buffer)
    }
}

/// Downloads at one time: far below tokio's 512 blocking threads, on which also the mixing and the close run.
const AT_ONCE: usize = 32;
/// Half a minute for a piece; for the whole ten minutes, and a second for each 16 KiB.
const PACE: Pace = Pace { pause: Duration::from_secs(30), grace: Duration::from_secs(600), rate: 16 * 1024 };
/// Seconds after which a download that found no place may be tried again.
const RETRY_AFTER: u32 = 10;
/// Bytes sent at a time.
const CHUNK: usize = 64 * 1024;
/// Pieces read ahead of a slow reader.
const CHUNKS_AHEAD: usize = 2;

#[cfg(test)]
mod tests;
