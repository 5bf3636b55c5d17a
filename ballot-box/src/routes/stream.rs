//! Long answers, sent while they are read. A fault in the middle breaks the connection off, so that nobody takes a part
//! for the whole.

use std::io::{self, Write};
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
use tokio::sync::{Semaphore, mpsc};
use web::Problem;

/// All downloads of the service. Each holds a thread while it is written, so there is a limit to them, and a reader that
/// takes nothing is cut: whoever reads slowly keeps others from downloading at worst, never from casting or the close.
#[derive(Clone)]
pub(super) struct Downloads {
    turns: Arc<Semaphore>,
    patience: Duration,
}

impl Default for Downloads {
    fn default() -> Self {
        Self::new(AT_ONCE, PATIENCE)
    }
}

impl Downloads {
    /// At most `at_once`; readers may pause for `patience` between two pieces.
    fn new(at_once: usize, patience: Duration) -> Self {
        Self { turns: Arc::new(Semaphore::new(at_once)), patience }
    }

    /// Takes every place once all are free.
    #[cfg(test)]
    pub(super) async fn all(&self) -> tokio::sync::OwnedSemaphorePermit {
        let places = u32::try_from(AT_ONCE).unwrap();
        Arc::clone(&self.turns).acquire_many_owned(places).await.unwrap()
    }

    /// Sends what `write` writes, from a thread that may block.
    pub(super) fn send(
        &self,
        content_type: ContentType,
        write: impl FnOnce(&mut Sink) -> io::Result<()> + Send + 'static,
    ) -> Result<Download, Problem> {
        let turn = Arc::clone(&self.turns).try_acquire_owned().map_err(|_| {
            Problem::overloaded(RETRY_AFTER).detail("too many downloads are under way; try again later")
        })?;
        let (sender, chunks) = mpsc::channel(CHUNKS_AHEAD);
        let whole = Arc::new(AtomicBool::new(false));
        let (complete, patience) = (Arc::clone(&whole), self.patience);
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let mut sink = Sink { sender, patience, buffer: Vec::with_capacity(CHUNK) };
            match write(&mut sink).and_then(|()| sink.flush()) {
                Ok(()) => complete.store(true, Ordering::Release),
                // A client that hung up or fell asleep is no fault.
                Err(error)
                    if [io::ErrorKind::BrokenPipe, io::ErrorKind::TimedOut].contains(&error.kind()) => {}
                Err(error) => tracing::error!("a download broke off: {error}"),
            }
        });
        Ok(Download { content_type, file_name: None, chunks, whole })
    }
}

/// An answer whose bytes are still to be written.
pub(super) struct Download {
    content_type: ContentType,
    file_name: Option<String>,
    chunks: mpsc::Receiver<Vec<u8>>,
    /// Set before the channel closes, if nothing is missing.
    whole: Arc<AtomicBool>,
}

impl Download {
    /// Suggests a file name to browsers.
    pub(super) fn named(mut self, name: String) -> Self {
        self.file_name = Some(name);
        self
    }
}

impl<'r> Responder<'r, 'static> for Download {
    fn respond_to(self, _request: &'r Request<'_>) -> response::Result<'static> {
        let mut response = Response::build();
        response.header(self.content_type);
        if let Some(name) = self.file_name {
            response.raw_header("Content-Disposition", format!("attachment; filename=\"{name}\""));
        }
        let body = Body { chunks: self.chunks, whole: self.whole, chunk: io::Cursor::default() };
        response.streamed_body(body).ok()
    }
}

/// Where a download is written to.
pub(super) struct Sink {
    sender: mpsc::Sender<Vec<u8>>,
    patience: Duration,
    buffer: Vec<u8>,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let chunk = std::mem::replace(&mut self.buffer, Vec::with_capacity(CHUNK));
        let sent = Handle::current()
            .block_on(async { tokio::time::timeout(self.patience, self.sender.send(chunk)).await });
        match sent {
            Ok(taken) => taken.map_err(|_| io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

struct Body {
    chunks: mpsc::Receiver<Vec<u8>>,
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
/// How long a reader may take for a piece.
const PATIENCE: Duration = Duration::from_secs(30);
/// Seconds after which a download that found no place may be tried again.
const RETRY_AFTER: u32 = 10;
/// Bytes sent at a time.
const CHUNK: usize = 64 * 1024;
/// Pieces read ahead of a slow reader.
const CHUNKS_AHEAD: usize = 2;

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt as _;

    use super::*;

    const FOR_EVER: Duration = Duration::from_secs(3600);

    /// More than is read ahead.
    fn long(out: &mut Sink) -> io::Result<()> {
        (0..CHUNKS_AHEAD + 4).try_for_each(|_| out.write_all(&[7; CHUNK]))
    }

    fn body(download: Download) -> Body {
        Body { chunks: download.chunks, whole: download.whole, chunk: io::Cursor::default() }
    }

    async fn read(download: Download) -> (usize, io::Result<usize>) {
        let mut bytes = Vec::new();
        let end = body(download).read_to_end(&mut bytes).await;
        (bytes.len(), end)
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_reader_that_takes_nothing_is_cut_and_frees_its_place() {
        let downloads = Downloads::new(1, Duration::from_millis(20));
        let asleep = downloads.send(ContentType::Binary, long).unwrap();
        // The place comes free although the download is still held.
        drop(downloads.turns.acquire().await.unwrap());
        // Awake again, the reader does not take a part for the whole.
        let (length, end) = read(asleep).await;
        assert_eq!(
            (length, end.unwrap_err().kind()),
            (CHUNKS_AHEAD * CHUNK, io::ErrorKind::ConnectionAborted)
        );
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn there_are_so_many_downloads_and_no_more() {
        let downloads = Downloads::new(2, FOR_EVER);
        let running: Vec<_> = (0..2).map(|_| downloads.send(ContentType::Binary, long).unwrap()).collect();
        let refused = downloads.send(ContentType::Binary, long).err().expect("no place is free");
        assert_eq!((refused.status().code, refused.name()), (503, "overloaded"));
        assert_eq!(refused.headers(), [("Retry-After", "10".to_owned())]);
        for download in running {
            let (length, end) = read(download).await;
            assert_eq!((length, end.unwrap()), ((CHUNKS_AHEAD + 4) * CHUNK, length));
        }
        // Who hangs up frees the place as well, at once.
        drop(downloads.turns.acquire_many(2).await.unwrap());
        drop(downloads.send(ContentType::Binary, long).unwrap());
        drop(downloads.turns.acquire_many(2).await.unwrap());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_breaks_off_never_looks_whole() {
        let downloads = Downloads::new(1, FOR_EVER);
        let fault = |out: &mut Sink| out.write_all(&[7; CHUNK]).and(Err(io::Error::other("the disk")));
        let (length, end) = read(downloads.send(ContentType::Binary, fault).unwrap()).await;
        assert_eq!((length, end.is_err()), (CHUNK, true));
        drop(downloads.turns.acquire().await.unwrap());
        let (_, end) = read(downloads.send(ContentType::Binary, |_| panic!("a bug")).unwrap()).await;
        assert!(end.is_err());
    }
}
