//! One connection, from its first byte to its end.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;

use http::{Request, Response};
use hyper::body::{Body, Incoming};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpStream;
use tokio::time::{Duration, sleep};
use tower::{Service, ServiceExt as _};

use super::greeting::Greeted;
use super::stalled::Watched;
use super::{Fault, Peer};
use crate::config::Connections;
use crate::shutdown::Shutdown;

/// Further away than any process lives.
const NEVER: Duration = Duration::from_hours(24 * 365 * 30);

/// A connection that was accepted.
pub(super) struct Connection {
    pub(super) stream: TcpStream,
    pub(super) peer: SocketAddr,
    /// When it is asked to end.
    pub(super) age: Option<Duration>,
    /// How long it may take nothing of what is written.
    pub(super) stalled: Duration,
    pub(super) rules: Arc<Connections>,
    pub(super) shutdown: Shutdown,
}

/// Where a connection is in its life; each stage has its own deadline.
enum Stage {
    /// It has not said yet what it speaks.
    New,
    /// It is served.
    Serving,
    /// It was asked to end; its requests go on.
    Leaving,
}

impl Connection {
    /// Serves it to its end, whoever makes it.
    pub(super) async fn serve<S, B>(self, http: &Builder<TokioExecutor>, service: S)
    where
        S: Service<Request<Incoming>, Response = Response<B>> + Clone + Send + 'static,
        S::Future: Send + 'static,
        S::Error: Into<Fault>,
        B: Body<Data: Send, Error: Into<Fault>> + Send + 'static,
    {
        let Self { stream, peer, age, stalled, rules, shutdown } = self;
        let service = service.map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer));
            request
        });
        let (stream, greeted) = Greeted::watch(TokioIo::new(Watched::new(stream, stalled)));
        let mut connection = pin!(http.serve_connection(stream, TowerToHyperService::new(service)));
        let mut stage = Stage::New;
        let mut deadline = pin!(sleep(rules.handshake));
        let mut told_to_end = pin!(async {
            shutdown.begun().await;
            sleep(rules.drain_delay).await;
        });
        let mut draining = false;
        loop {
            tokio::select! {
                ended = connection.as_mut() => {
                    if let Err(fault) = ended {
                        tracing::debug!(%peer, fault, "a connection broke");
                    }
                    return;
                }
                () = told_to_end.as_mut(), if !draining => {
                    draining = true;
                    stage = Stage::Leaving;
                    connection.as_mut().graceful_shutdown();
                    deadline.set(sleep(rules.drain_timeout));
                }
                () = deadline.as_mut() => match stage {
                    Stage::New if !greeted.is_whole() => {
                        tracing::debug!(%peer, "a connection said nothing");
                        return;
                    }
                    Stage::New => {
                        stage = Stage::Serving;
                        deadline.set(sleep(age.unwrap_or(NEVER).saturating_sub(rules.handshake)));
                    }
                    Stage::Serving => {
                        stage = Stage::Leaving;
                        connection.as_mut().graceful_shutdown();
                        deadline.set(sleep(rules.grace));
                    }
                    Stage::Leaving => {
                        tracing::info!(%peer, "requests of a connection still ran when its time was over");
                        return;
                    }
                },
            }
        }
    }
}
