//! Tells whether the other end has said what it speaks: hyper waits for that for ever.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use hyper::rt::{Read, ReadBufCursor, Write};

/// As long as HTTP/2's preface; no request of HTTP/1 that we would answer is shorter.
const GREETING: usize = 24;

/// A stream whose first bytes are counted.
pub(super) struct Greeted<S> {
    stream: S,
    heard: Arc<AtomicUsize>,
}

/// How much was heard.
pub(super) struct Heard(Arc<AtomicUsize>);

impl Heard {
    /// Was it a whole greeting?
    pub(super) fn is_whole(&self) -> bool {
        self.0.load(Ordering::Relaxed) >= GREETING
    }
}

impl<S> Greeted<S> {
    pub(super) fn watch(stream: S) -> (Self, Heard) {
        let heard = Arc::new(AtomicUsize::new(0));
        (Self { stream, heard: Arc::clone(&heard) }, Heard(heard))
    }
}

impl<S: Read + Unpin> Read for Greeted<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        mut buffer: ReadBufCursor<'_>,
    ) -> Poll<std::io::Result<()>> {
        if self.heard.load(Ordering::Relaxed) >= GREETING {
            return Pin::new(&mut self.stream).poll_read(context, buffer);
        }
        // Into a small buffer of one's own: a cursor does not say how much was read into it.
        let mut first = [0; 256];
        let room = first.len().min(buffer.remaining());
        let mut own = hyper::rt::ReadBuf::new(&mut first[..room]);
        ready!(Pin::new(&mut self.stream).poll_read(context, own.unfilled()))?;
        self.heard.fetch_add(own.filled().len(), Ordering::Relaxed);
        buffer.put_slice(own.filled());
        Poll::Ready(Ok(()))
    }
}

impl<S: Write + Unpin> Write for Greeted<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[std::io::IoSlice<'_>],
    ) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, parts)
    }
}
