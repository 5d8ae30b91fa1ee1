//! The composition root: configuration and clock in, a running server out.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tonic::service::Routes;
use tonic::transport::server::TcpIncoming;
use tonic_web::GrpcWebLayer;
use tower::util::option_layer;

use crate::api::grpc::{Edge, HealthBoard, Reasons};
use crate::api::http::{self, Readiness};
use crate::chance::{Chance, SystemChance};
use crate::clock::{Clock, SystemClock};
use crate::config::{Config, Cors, ServeArgs};
use crate::domain::PublicUrl;
use crate::error::{Error, ErrorKind, Result};
use crate::service::Services;
use crate::shutdown::Shutdown;
use crate::store::Store;
use crate::telemetry;

/// Larger frames than HTTP/2's 16 KiB halve the cost of an upload's bytes; much larger ones only take memory.
const FRAME_SIZE: u32 = 256 << 10;
/// Requests at once on one connection.
const STREAMS_PER_CONNECTION: u32 = 1_000;
/// How often a silent connection is asked whether it is still there, and how long it may take to answer.
const KEEPALIVE: (Duration, Duration) = (Duration::from_mins(1), Duration::from_secs(20));
/// How often dependencies are asked whether they work.
const PROBE_INTERVAL: Duration = Duration::from_secs(5);
/// Connections of those who ask how the server is.
const PROBES_AT_ONCE: usize = 64;
/// How long requests that run may go on after the server was told to end.
const DRAIN: Duration = Duration::from_secs(20);

/// A server that is ready to be run.
pub struct App {
    store: Arc<Store>,
    clock: Arc<dyn Clock>,
    health: HealthBoard,
    services: Services,
    routes: Routes,
    listener: TcpListener,
    web: Web,
    sweep_interval: Duration,
    /// Flow control of a stream and of a connection, in bytes.
    windows: (u32, u32),
    shutdown: Shutdown,
}

/// What is served by plain HTTP, and to whom.
struct Web {
    data_plane: Option<TcpListener>,
    probes: Option<TcpListener>,
    cors: Cors,
    connections: usize,
    idle: Duration,
}

impl Web {
    async fn bind(config: &Config) -> Result<Self> {
        let (http, idle) = (&config.http, config.limits.stream_idle_timeout);
        Ok(Self {
            data_plane: match http.addr {
                Some(addr) => Some(bind(addr).await?),
                None => None,
            },
            probes: match http.ops_addr {
                Some(addr) => Some(bind(addr).await?),
                None => None,
            },
            cors: http.cors.clone(),
            connections: http.connections,
            idle,
        })
    }

    /// What signed URLs begin with.
    fn public_url(&self, config: &Config) -> Result<Option<PublicUrl>> {
        match (&self.data_plane, &config.http.public_url) {
            (None, _) => Ok(None),
            (Some(_), Some(url)) => Ok(Some(url.clone())),
            (Some(listener), None) => {
                let url = PublicUrl::parse(&format!("http://{}", address_of(listener)?));
                url.map(Some).map_err(Error::internal)
            }
        }
    }

    /// Serves in the background until the process is told to end.
    fn start(self, services: &Services, health: &HealthBoard, shutdown: &Shutdown) {
        let bounds = http::Bounds { connections: self.connections, idle: self.idle, drain: DRAIN };
        if let Some(listener) = self.data_plane {
            let routes = http::data_plane(services.clone());
            let routes = match &self.cors {
                Cors::Off => routes,
                Cors::Any => routes.layer(http::cors_of_data_plane(None)),
                Cors::Origins(origins) => routes.layer(http::cors_of_data_plane(Some(origins))),
            };
            shutdown.spawn(http::serve(listener, routes, bounds, shutdown.clone()));
        }
        if let Some(listener) = self.probes {
            let health = health.clone();
            let ask = move || Readiness { ready: health.is_ready(), failing: health.failing() };
            let bounds = http::Bounds { connections: PROBES_AT_ONCE, ..bounds };
            let routes = http::ops_router(Arc::new(ask));
            shutdown.spawn(http::serve(listener, routes, bounds, shutdown.clone()));
        }
    }
}

async fn bind(addr: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(addr).await.map_err(|why| {
        let message = format!("cannot listen on {addr}: {why}");
        ErrorKind::BackendUnavailable.error(message).caused_by(why)
    })
}

fn address_of(listener: &TcpListener) -> Result<SocketAddr> {
    let address = listener.local_addr();
    address.map_err(|why| Error::internal("the listener has no address").caused_by(why))
}

impl App {
    /// Opens everything that the configuration names and takes the ports; nothing is served yet.
    pub async fn build(config: &Config, clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> Result<Self> {
        let shutdown = Shutdown::new();
        let listener = bind(config.server.grpc_addr).await?;
        let web = Web::bind(config).await?;
        let store =
            Store::open(&config.storage, &config.limits, Arc::clone(&clock), chance, shutdown.clone())
                .await?;
        let store = Arc::new(store);
        let services = Services::new(Arc::clone(&store), Arc::clone(&clock), config.limits.clone());
        let services = match web.public_url(config)? {
            Some(url) => services.reached_at(url),
            None => services,
        };
        let health = HealthBoard::new();
        let edge = Edge::new(services.clone(), config.server.default_sandbox.clone());
        let routes = edge.routes(health.clone())?;
        let sweep_interval = config.limits.sweep_interval;
        let windows = (config.server.stream_window, config.server.connection_window);
        Ok(Self { store, clock, health, services, routes, listener, web, sweep_interval, windows, shutdown })
    }

    /// Where it listens for gRPC.
    pub fn address(&self) -> Result<SocketAddr> {
        address_of(&self.listener)
    }

    /// Where it serves signed URLs.
    pub fn http_address(&self) -> Result<Option<SocketAddr>> {
        self.web.data_plane.as_ref().map(address_of).transpose()
    }

    /// Where it serves probes.
    pub fn ops_address(&self) -> Result<Option<SocketAddr>> {
        self.web.probes.as_ref().map(address_of).transpose()
    }

    /// The handle by which it is told to end.
    pub fn shutdown(&self) -> Shutdown {
        self.shutdown.clone()
    }

    /// The store, for a test that sweeps by hand.
    pub fn store(&self) -> Arc<Store> {
        Arc::clone(&self.store)
    }

    /// Serves until it is told to end, then lets what runs finish, within a bound.
    pub async fn run(self) -> Result<()> {
        let shutdown = self.shutdown.clone();
        self.health.post(&self.services.probe().await);
        let cors = match &self.web.cors {
            Cors::Off => None,
            Cors::Any => Some(http::cors_of_grpc_web(None)),
            Cors::Origins(origins) => Some(http::cors_of_grpc_web(Some(origins))),
        };
        self.web.start(&self.services, &self.health, &shutdown);
        shutdown.spawn(watch_health(self.services, self.health.clone(), shutdown.clone()));
        shutdown.spawn(sweep_now_and_then(self.store, self.clock, self.sweep_interval, shutdown.clone()));
        let health = self.health;
        let told = shutdown.clone();
        let incoming = TcpIncoming::from(self.listener).with_nodelay(Some(true));
        let serving = tonic::transport::Server::builder()
            .initial_stream_window_size(self.windows.0)
            .initial_connection_window_size(self.windows.1)
            .max_frame_size(FRAME_SIZE)
            .max_concurrent_streams(STREAMS_PER_CONNECTION)
            .http2_keepalive_interval(Some(KEEPALIVE.0))
            .http2_keepalive_timeout(Some(KEEPALIVE.1))
            // Browsers speak HTTP/1.1 where there is no TLS, and gRPC only as gRPC-Web.
            .accept_http1(cors.is_some())
            .layer(option_layer(cors.clone()))
            .layer(option_layer(cors.map(|_| GrpcWebLayer::new())))
            .layer(Reasons)
            .add_routes(self.routes)
            .serve_with_incoming_shutdown(incoming, async move {
                told.begun().await;
                health.retire();
            });
        let bound = async {
            shutdown.begun().await;
            tokio::time::sleep(DRAIN).await;
        };
        let served = tokio::select! {
            served = serving => served,
            () = bound => {
                tracing::warn!("requests still ran when the time to finish them was over");
                Ok(())
            }
        };
        shutdown.begin();
        if tokio::time::timeout(DRAIN, shutdown.finished()).await.is_err() {
            tracing::warn!("background work still ran when the time to finish it was over");
        }
        served.map_err(|why| ErrorKind::Internal.error("serving failed").caused_by(why))
    }
}

/// Keeps the health board true.
async fn watch_health(services: Services, health: HealthBoard, shutdown: Shutdown) {
    loop {
        tokio::select! {
            () = shutdown.begun() => return,
            () = tokio::time::sleep(PROBE_INTERVAL) => {}
        }
        let probes = services.probe().await;
        for probe in &probes {
            if let Err(error) = &probe.outcome {
                tracing::warn!(dependency = %probe.name, ?error, "a dependency does not work");
            }
        }
        // Told to end meanwhile, the board has been retired and stays so.
        tokio::select! {
            biased;
            () = shutdown.begun() => return,
            () = async { health.post(&probes) } => {}
        }
    }
}

/// Frees what is over, now and then.
async fn sweep_now_and_then(
    store: Arc<Store>,
    clock: Arc<dyn Clock>,
    interval: Duration,
    shutdown: Shutdown,
) {
    loop {
        tokio::select! {
            () = shutdown.begun() => return,
            () = tokio::time::sleep(interval) => {}
        }
        if let Err(error) = store.refresh_keys().await {
            tracing::warn!(?error, "the signing keys could not be read again; those known are used");
        }
        match store.sweep(clock.now()).await {
            Ok(swept) => tracing::debug!(?swept, "swept"),
            Err(error) => tracing::warn!(?error, "a sweep was cut short; the next one goes on"),
        }
    }
}

/// `artigrid serve`: 64 for a bad configuration, 69 if it cannot start, 70 if it breaks.
pub async fn serve(args: &ServeArgs, check_only: bool) -> ExitCode {
    let config = match args.resolve() {
        Ok(config) => config,
        Err(faults) => {
            for fault in faults {
                say(&format!("artigrid: {fault}"));
            }
            return ExitCode::from(64);
        }
    };
    if check_only {
        say("artigrid: the configuration holds together");
        return ExitCode::SUCCESS;
    }
    if let Err(error) = telemetry::init(&config.server) {
        say(&format!("artigrid: {error}"));
        return ExitCode::from(64);
    }
    let app = match App::build(&config, Arc::new(SystemClock), Arc::new(SystemChance)).await {
        Ok(app) => app,
        Err(error) => {
            tracing::error!(?error, "the server cannot start");
            say(&format!("artigrid: {error}"));
            return ExitCode::from(69);
        }
    };
    let shutdown = app.shutdown();
    shutdown.spawn(end_on_signal(shutdown.clone()));
    let served = match banner(&config, &app) {
        Ok(()) => app.run().await,
        Err(error) => Err(error),
    };
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(?error, "the server broke");
            ExitCode::from(70)
        }
    }
}

/// What a person sees first: where it listens, and what is lost with the process.
fn banner(config: &Config, app: &App) -> Result<()> {
    say(&format!("artigrid {} listens on {} (gRPC)", env!("CARGO_PKG_VERSION"), app.address()?));
    match (app.http_address()?, &config.http.public_url) {
        (Some(address), Some(url)) => say(&format!("signed URLs: on {address}, reached as {url}")),
        (Some(address), None) => say(&format!("signed URLs: on {address} (HTTP)")),
        (None, _) => say("signed URLs: off"),
    }
    match app.ops_address()? {
        Some(address) => say(&format!("probes: on {address}, /healthz and /readyz")),
        None => say("probes: off (but for grpc.health.v1)"),
    }
    if config.storage.is_ephemeral() {
        say("everything is kept in memory and GONE when this process ends; --data-dir DIR keeps it");
    } else {
        say(&format!("storage: {:?}, catalog: {:?}", config.storage.store, config.storage.catalog));
    }
    say("authentication: none; whoever reaches the gRPC address is believed");
    Ok(())
}

#[expect(
    clippy::print_stderr,
    reason = "the start of the process speaks to a person, before and beside the log"
)]
fn say(line: &str) {
    eprintln!("{line}");
}

async fn end_on_signal(shutdown: Shutdown) {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signals) => {
                signals.recv().await;
            }
            // Without the signal the server is ended by Ctrl-C, or killed, which it survives too.
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = terminate => {}
        _ = tokio::signal::ctrl_c() => {}
        () = shutdown.begun() => return,
    }
    tracing::info!("told to end");
    shutdown.begin();
}
