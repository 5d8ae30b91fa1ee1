//! Serves a router by HTTP/1.1, within limits: connections, header bytes, silence in either direction, and the time that
//! the end of the process leaves.
//!
//! A loop of our own because axum's has no limits. hyper asks the connection to be ready for writing as long as a client
//! takes nothing and waits for ever; [`Watched`] ends that.

use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Sleep, sleep, timeout};

use crate::shutdown::Shutdown;

/// What one connection keeps of what came and is not read yet: bounds a request's headers, and how much of a body is
/// taken at once.
const READ_BUFFER: usize = 256 << 10;
/// Headers of one request; a browser sends about twenty.
const HEADERS_MAX: usize = 64;
/// A wait before the next try when no connection can be accepted: for want of file handles there is no sooner one.
const ACCEPT_AGAIN: Duration = Duration::from_millis(100);

/// What connections may take.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// At once.
    pub connections: usize,
    /// How long a client may neither send nor take anything, in a request or between two.
    pub idle: Duration,
    /// Told to end, connections are accepted for so long yet.
    pub drain_delay: Duration,
    /// How long what runs may then go on.
    pub drain: Duration,
}

/// Serves until the process is told to end. Connections go on within their bound; [`Shutdown::finished`] waits for them.
pub async fn serve(listener: TcpListener, router: Router, bounds: Bounds, shutdown: Shutdown) {
    let places = Arc::new(Semaphore::new(bounds.connections));
    let mut told_to_end = pin!(async {
        shutdown.begun().await;
        sleep(bounds.drain_delay).await;
    });
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        tokio::select! {
            biased;
            () = told_to_end.as_mut() => return,
            accepted = next => match accepted {
                (Ok(place), Ok((stream, _))) => {
                    let connection = connection(stream, router.clone(), bounds, shutdown.clone(), place);
                    shutdown.spawn(connection);
                }
                (Err(_), _) => return,
                (_, Err(error)) => {
                    tracing::warn!(%error, "no connection can be accepted");
                    sleep(ACCEPT_AGAIN).await;
                }
            }
        }
    }
}

async fn connection(
    stream: TcpStream,
    router: Router,
    bounds: Bounds,
    shutdown: Shutdown,
    _place: OwnedSemaphorePermit,
) {
    // A connection that is gone already says so when it is read.
    let _ = stream.set_nodelay(true);
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.idle)
        .max_headers(HEADERS_MAX)
        .max_buf_size(READ_BUFFER);
    let io = TokioIo::new(Watched::new(stream, bounds.idle));
    let mut serving = pin!(builder.serve_connection(io, TowerToHyperService::new(router)));
    let ended = tokio::select! {
        ended = serving.as_mut() => Some(ended),
        () = async { shutdown.begun().await; sleep(bounds.drain_delay).await } => {
            serving.as_mut().graceful_shutdown();
            timeout(bounds.drain, serving).await.ok()
        }
    };
    match ended {
        Some(Ok(())) => {}
        Some(Err(error)) => tracing::debug!(%error, "a connection broke"),
        None => tracing::warn!("a request still ran when the time to finish it was over"),
    }
}

/// A stream whose other end must take what is written within a time.
struct Watched<S> {
    stream: S,
    idle: Duration,
    /// Since when it takes nothing.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl<S> Watched<S> {
    fn new(stream: S, idle: Duration) -> Self {
        Self { stream, idle, waiting: None }
    }

    /// An attempt to write came to this: progress ends the wait, and a wait that is too long ends the stream.
    fn judge<T>(&mut self, context: &mut Context<'_>, attempt: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if attempt.is_ready() {
            self.waiting = None;
            return attempt;
        }
        let idle = self.idle;
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(idle)));
        ready!(waiting.as_mut().poll(context));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client takes nothing")))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let attempt = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.judge(context, attempt)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let attempt = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.judge(context, attempt)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let attempt = Pin::new(&mut self.stream).poll_flush(context);
        self.judge(context, attempt)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_takes_nothing_is_given_up_and_who_is_slow_is_not() {
        let (ours, mut theirs) = tokio::io::duplex(4);
        let mut ours = Watched::new(ours, Duration::from_mins(1));
        let writing = async {
            ours.write_all(b"0123456789ab").await.unwrap();
            ours.write_all(b"more").await.unwrap();
            ours.write_all(b"never taken").await
        };
        let taking = async {
            let mut taken = [0; 16];
            for part in taken.chunks_mut(4) {
                sleep(Duration::from_secs(50)).await;
                theirs.read_exact(part).await.unwrap();
            }
            taken
        };
        let (written, taken) = tokio::join!(writing, taking);
        assert_eq!(&taken, b"0123456789abmore");
        assert_eq!(written.unwrap_err().kind(), io::ErrorKind::TimedOut);
    }
}
