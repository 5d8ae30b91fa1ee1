//! What is served by plain HTTP: the data plane, the probes, and which web pages may use them.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use super::{address_of, bind};
use crate::api::grpc::HealthBoard;
use crate::api::http::{self, Readiness};
use crate::chance::Chance;
use crate::config::{Config, Connections, Cors};
use crate::domain::PublicUrl;
use crate::error::{Error, Result};
use crate::service::Services;
use crate::serving::{Protocol, Serving};
use crate::shutdown::Shutdown;

/// Connections of those who ask how the server is.
const PROBES_AT_ONCE: usize = 64;

/// The listeners, bound and not served yet.
pub(super) struct Web {
    data_plane: Option<TcpListener>,
    probes: Option<TcpListener>,
    cors: Cors,
    connections: Connections,
    idle: Duration,
}

impl Web {
    pub(super) async fn bind(config: &Config) -> Result<Self> {
        let http = &config.http;
        Ok(Self {
            data_plane: bind_if_any(http.addr).await?,
            probes: bind_if_any(http.ops_addr).await?,
            cors: http.cors.clone(),
            // No balancer holds them for hours: age is for those of gRPC.
            connections: Connections { max: http.connections, age: None, ..config.connections.clone() },
            idle: config.limits.stream_idle_timeout,
        })
    }

    /// What signed URLs begin with.
    pub(super) fn public_url(&self, config: &Config) -> Result<Option<PublicUrl>> {
        match (&self.data_plane, &config.http.public_url) {
            (None, _) => Ok(None),
            (Some(_), Some(url)) => Ok(Some(url.clone())),
            (Some(listener), None) => {
                let url = PublicUrl::parse(&format!("http://{}", address_of(listener)?));
                url.map(Some).map_err(Error::internal)
            }
        }
    }

    /// Where it serves signed URLs.
    pub(super) fn http_address(&self) -> Result<Option<SocketAddr>> {
        self.data_plane.as_ref().map(address_of).transpose()
    }

    /// Where it serves probes.
    pub(super) fn ops_address(&self) -> Result<Option<SocketAddr>> {
        self.probes.as_ref().map(address_of).transpose()
    }

    /// Which web pages may use the server.
    pub(super) fn cors(&self) -> Cors {
        self.cors.clone()
    }

    /// Serves in the background until the process is told to end.
    pub(super) fn start(
        self,
        services: &Services,
        health: &HealthBoard,
        chance: &Arc<dyn Chance>,
        shutdown: &Shutdown,
    ) {
        let protocol = Protocol::Http1 { idle: self.idle };
        let serving = |rules| Serving::new(protocol, rules, Arc::clone(chance), shutdown.clone());
        if let Some(listener) = self.data_plane {
            let routes = http::data_plane(services.clone());
            let routes = match &self.cors {
                Cors::Off => routes,
                Cors::Any => routes.layer(http::cors_of_data_plane(None)),
                Cors::Origins(origins) => routes.layer(http::cors_of_data_plane(Some(origins))),
            };
            shutdown.spawn(serving(self.connections.clone()).run(listener, routes));
        }
        if let Some(listener) = self.probes {
            let health = health.clone();
            let ask = move || Readiness { ready: health.is_ready(), failing: health.failing() };
            let rules = Connections { max: PROBES_AT_ONCE, ..self.connections };
            let routes = http::ops_router(Arc::new(ask));
            shutdown.spawn(serving(rules).run(listener, routes));
        }
    }
}

async fn bind_if_any(addr: Option<SocketAddr>) -> Result<Option<TcpListener>> {
    match addr {
        Some(addr) => bind(addr).await.map(Some),
        None => Ok(None),
    }
}
