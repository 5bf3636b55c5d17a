//! Long answers, sent while they are read. A fault in the middle breaks the connection off, so that nobody takes a part
//! for the whole.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use rocket::http::ContentType;
use rocket::request::Request;
use rocket::response::{self, Responder, Response};
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::mpsc;

/// An answer whose bytes are still to be written.
pub(super) struct Download {
    content_type: ContentType,
    file_name: Option<String>,
    chunks: mpsc::Receiver<io::Result<Vec<u8>>>,
}

impl Download {
    /// Sends what `write` writes, from a thread that may block.
    pub(super) fn new(
        content_type: ContentType,
        write: impl FnOnce(&mut Sink) -> io::Result<()> + Send + 'static,
    ) -> Self {
        let (sender, chunks) = mpsc::channel(CHUNKS_AHEAD);
        tokio::task::spawn_blocking(move || {
            let mut sink = Sink { sender, buffer: Vec::with_capacity(CHUNK) };
            if let Err(error) = write(&mut sink).and_then(|()| sink.flush())
                // A client that hung up is no fault.
                && error.kind() != io::ErrorKind::BrokenPipe
            {
                tracing::error!("a download broke off: {error}");
                let _ = sink.sender.blocking_send(Err(error));
            }
        });
        Self { content_type, file_name: None, chunks }
    }

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
        response.streamed_body(Body { chunks: self.chunks, chunk: io::Cursor::default() }).ok()
    }
}

/// Where a download is written to.
pub(super) struct Sink {
    sender: mpsc::Sender<io::Result<Vec<u8>>>,
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
        self.sender.blocking_send(Ok(chunk)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

struct Body {
    chunks: mpsc::Receiver<io::Result<Vec<u8>>>,
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
                Some(chunk) => this.chunk = io::Cursor::new(chunk?),
                None => return Poll::Ready(Ok(())),
            }
        }
        Pin::new(&mut this.chunk).poll_read(context, buffer)
    }
}

/// Bytes sent at a time.
const CHUNK: usize = 64 * 1024;
/// Pieces read ahead of a slow reader.
const CHUNKS_AHEAD: usize = 4;
