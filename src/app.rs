//! The composition root: configuration and clock in, a running server out.

mod web;

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tonic::service::Routes;
use tonic_web::GrpcWebLayer;
use tower::Layer as _;
use tower::util::option_layer;

use self::web::Web;
use crate::api::grpc::{Deadlines, Edge, HealthBoard, Reasons};
use crate::api::http;
use crate::chance::{Chance, SystemChance};
use crate::clock::{Clock, SystemClock};
use crate::config::{Config, Connections, Cors, ServeArgs};
use crate::error::{Error, ErrorKind, Result};
use crate::service::Services;
use crate::serving::{Protocol, Serving};
use crate::shutdown::{Shutdown, spawn_detached};
use crate::store::Store;
use crate::telemetry;

/// How much longer than its requests the server's own work may take to end.
const OWN_WORK: Duration = Duration::from_secs(5);

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
    probe_interval: Duration,
    connections: Connections,
    chance: Arc<dyn Chance>,
    shutdown: Shutdown,
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
        let (time, luck) = (Arc::clone(&clock), Arc::clone(&chance));
        let store = Store::open(&config.storage, &config.limits, time, luck, shutdown.clone()).await?;
        let store = Arc::new(store);
        let services = Services::new(Arc::clone(&store), Arc::clone(&clock), config.limits.clone());
        let services = match web.public_url(config)? {
            Some(url) => services.reached_at(url),
            None => services,
        };
        let health = HealthBoard::new();
        let edge = Edge::new(services.clone(), config.server.default_sandbox.clone(), shutdown.clone());
        let routes = edge.routes(health.clone())?;
        let (sweep_interval, probe_interval) = (config.limits.sweep_interval, config.limits.probe_interval);
        let connections = config.connections.clone();
        Ok(Self {
            store,
            clock,
            health,
            services,
            routes,
            listener,
            web,
            sweep_interval,
            probe_interval,
            connections,
            chance,
            shutdown,
        })
    }

    /// Where it listens for gRPC.
    pub fn address(&self) -> Result<SocketAddr> {
        address_of(&self.listener)
    }

    /// Where it serves signed URLs.
    pub fn http_address(&self) -> Result<Option<SocketAddr>> {
        self.web.http_address()
    }

    /// Where it serves probes.
    pub fn ops_address(&self) -> Result<Option<SocketAddr>> {
        self.web.ops_address()
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
        let cors = match self.web.cors() {
            Cors::Off => None,
            Cors::Any => Some(http::cors_of_grpc_web(None)),
            Cors::Origins(origins) => Some(http::cors_of_grpc_web(Some(&origins))),
        };
        self.web.start(&self.services, &self.health, &self.chance, &shutdown);
        let interval = self.probe_interval;
        shutdown.spawn(watch_health(self.services, self.health.clone(), interval, shutdown.clone()));
        shutdown.spawn(sweep_now_and_then(self.store, self.clock, self.sweep_interval, shutdown.clone()));
        let rules = self.connections;
        spawn_detached(hurry(rules.drain_delay + rules.drain_timeout * 3 / 4, shutdown.clone()));
        let deadlines = Deadlines { request: rules.request_timeout, stream: rules.stream_timeout };
        let service = Reasons.layer(deadlines.layer(self.routes.prepare()));
        // Browsers speak gRPC only as gRPC-Web; it is spoken where pages are let in at all.
        let protocol = if cors.is_some() { Protocol::Both } else { Protocol::Http2 };
        let service = option_layer(cors.as_ref().map(|_| GrpcWebLayer::new())).layer(service);
        let service = option_layer(cors).layer(service);
        let bound = rules.drain_timeout + OWN_WORK;
        Serving::new(protocol, rules, self.chance, shutdown.clone()).run(self.listener, service).await;
        if tokio::time::timeout(bound, shutdown.finished()).await.is_err() {
            tracing::warn!("work still ran when the time to finish it was over");
        }
        Ok(())
    }
}

/// Tells what still runs that the end is near. Nobody waits for this.
async fn hurry(after: Duration, shutdown: Shutdown) {
    shutdown.begun().await;
    tokio::time::sleep(after).await;
    shutdown.hurry();
}

/// Keeps the health board true.
async fn watch_health(services: Services, health: HealthBoard, interval: Duration, shutdown: Shutdown) {
    loop {
        tokio::select! {
            () = shutdown.begun() => return health.retire(),
            () = tokio::time::sleep(interval) => {}
        }
        let probes = tokio::select! {
            () = shutdown.begun() => return health.retire(),
            probes = services.probe() => probes,
        };
        for probe in &probes {
            if let Err(error) = &probe.outcome {
                tracing::warn!(dependency = %probe.name, ?error, "a dependency does not work");
            }
        }
        health.post(&probes);
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
            () = shutdown.begun() => return store.end_turn().await,
            () = tokio::time::sleep(interval) => {}
        }
        if let Err(error) = store.refresh_keys().await {
            tracing::warn!(?error, "the signing keys could not be read again; those known are used");
        }
        match store.sweep_in_turn(clock.now()).await {
            Ok(Some(swept)) => tracing::debug!(?swept, "swept"),
            Ok(None) => tracing::debug!("another process sweeps"),
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
