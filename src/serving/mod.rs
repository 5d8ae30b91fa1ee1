//! Connections: accepted, bounded, aged, ended.
//!
//! One loop over hyper for every listener. Our own, since tonic's knows neither a jittered age that ends with GOAWAY nor a
//! bound on how many connections there are, and cannot set the send buffer, and axum's has no limits at all. What runs on
//! a connection is not known here: a service is handed in.
//!
//! The end: told to end, the loop goes on accepting for a while (those who send requests hear late that the server is not
//! ready), then closes its port and asks every connection to end with GOAWAY. Requests that run go on; at three
//! quarters of the time the server *hurries* (see [`Shutdown::hurried`]), and streams answer that they are to be taken up
//! elsewhere. What still runs at the end of the time is cut.

mod connection;
mod greeting;
mod stalled;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response};
use hyper::body::{Body, Incoming};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::Service;

use self::connection::Connection;
use crate::chance::Chance;
use crate::config::Connections;
use crate::shutdown::Shutdown;

/// HTTP/1.1: headers of one request; a browser sends about twenty.
const HEADERS_MAX: usize = 64;
/// HTTP/1.1: what one connection keeps of what came and is not read yet. It bounds a request's headers, and how much of a
/// body is taken at once.
const READ_BUFFER: usize = 256 << 10;
/// How long the loop rests when the machine cannot accept (it has no file handles left, say).
const REST: Duration = Duration::from_millis(100);

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Who is at the other end: an extension of every request.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// What is spoken on a listener.
#[derive(Debug, Clone, Copy)]
pub enum Protocol {
    /// HTTP/2: gRPC.
    Http2,
    /// HTTP/1.1 beside it: gRPC-Web.
    Both,
    /// HTTP/1.1, by clients that may neither send nor take anything for so long, in a request or between two.
    Http1 {
        /// So long.
        idle: Duration,
    },
}

/// The accept loop.
pub struct Serving {
    protocol: Protocol,
    rules: Arc<Connections>,
    chance: Arc<dyn Chance>,
    shutdown: Shutdown,
    /// One for each connection.
    slots: Arc<Semaphore>,
}

impl Serving {
    /// A loop by these rules, until `shutdown`.
    pub fn new(protocol: Protocol, rules: Connections, chance: Arc<dyn Chance>, shutdown: Shutdown) -> Self {
        let slots = Arc::new(Semaphore::new(rules.max));
        Self { protocol, rules: Arc::new(rules), chance, shutdown, slots }
    }

    /// Serves what connects, until the server was told to end and the delay is over. Connections go on after that, for as long
    /// as the rules allow: they are tasks of `shutdown`.
    pub async fn run<S, B>(self, listener: TcpListener, service: S)
    where
        S: Service<Request<Incoming>, Response = Response<B>> + Clone + Send + 'static,
        S::Future: Send + 'static,
        S::Error: Into<Fault>,
        B: Body<Data: Send, Error: Into<Fault>> + Send + 'static,
    {
        let ended = async {
            self.shutdown.begun().await;
            tokio::time::sleep(self.rules.drain_delay).await;
        };
        tokio::select! {
            () = ended => {}
            () = self.accept(&listener, service) => {}
        }
    }

    async fn accept<S, B>(&self, listener: &TcpListener, service: S)
    where
        S: Service<Request<Incoming>, Response = Response<B>> + Clone + Send + 'static,
        S::Future: Send + 'static,
        S::Error: Into<Fault>,
        B: Body<Data: Send, Error: Into<Fault>> + Send + 'static,
    {
        let http = Arc::new(self.http());
        loop {
            // The slot first: who finds none waits in the operating system's queue.
            let Ok(slot) = Arc::clone(&self.slots).acquire_owned().await else { return };
            let (stream, peer) = match listener.accept().await {
                Ok(accepted) => accepted,
                Err(fault) => {
                    tracing::warn!(%fault, "a connection could not be accepted");
                    tokio::time::sleep(REST).await;
                    continue;
                }
            };
            // Small answers must not wait for more to send.
            if let Err(fault) = stream.set_nodelay(true) {
                tracing::debug!(%fault, "a connection was gone before it began");
                continue;
            }
            let connection = self.connection(stream, peer);
            let (http, service) = (Arc::clone(&http), service.clone());
            self.shutdown.spawn(async move {
                connection.serve(&http, service).await;
                drop(slot);
            });
        }
    }

    fn connection(&self, stream: TcpStream, peer: SocketAddr) -> Connection {
        let age = self.rules.age.map(|age| jittered(age, u32::from_be_bytes(self.chance.bytes())));
        let rules = Arc::clone(&self.rules);
        let stalled = match self.protocol {
            Protocol::Http1 { idle } => idle,
            // It would be asked whether it is still there, if the question could be sent.
            Protocol::Http2 | Protocol::Both => rules.keepalive + rules.keepalive_timeout,
        };
        Connection { stream, peer, age, stalled, rules, shutdown: self.shutdown.clone() }
    }

    fn http(&self) -> Builder<TokioExecutor> {
        let rules = &self.rules;
        let mut http = Builder::new(TokioExecutor::new());
        http.http2()
            .timer(TokioTimer::new())
            .initial_stream_window_size(rules.stream_window)
            .initial_connection_window_size(rules.connection_window)
            .max_frame_size(rules.frame)
            .max_send_buf_size(rules.send_buffer)
            .max_concurrent_streams(rules.streams)
            .keep_alive_interval(rules.keepalive)
            .keep_alive_timeout(rules.keepalive_timeout);
        let silence = match self.protocol {
            Protocol::Http1 { idle } => idle,
            Protocol::Http2 | Protocol::Both => rules.handshake,
        };
        http.http1()
            .timer(TokioTimer::new())
            .header_read_timeout(silence)
            .max_headers(HEADERS_MAX)
            .max_buf_size(READ_BUFFER);
        match self.protocol {
            Protocol::Http2 => http.http2_only(),
            Protocol::Both => http,
            Protocol::Http1 { .. } => http.http1_only(),
        }
    }
}

/// A tenth more or less, so that connections that began together do not end together.
fn jittered(age: Duration, chance: u32) -> Duration {
    age.mul_f64(0.9 + 0.2 * f64::from(chance) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_spread_by_a_tenth_both_ways() {
        let hour = Duration::from_hours(1);
        assert_eq!(jittered(hour, 0), Duration::from_mins(54));
        assert_eq!(jittered(hour, u32::MAX), Duration::from_mins(66));
        assert!((Duration::from_mins(59)..Duration::from_mins(61)).contains(&jittered(hour, u32::MAX / 2)));
    }
}
