//! The only door to persisted state.
//!
//! It keeps three stores in step: blobs (bytes), the catalog (rows) and the live view of sessions. *Writing*: the bytes
//! are whole before the row becomes visible, and a pending row has reserved their key. *Deleting*: the row turns
//! invisible before the bytes go. So no visible row points at nothing, and no bytes exist without a row that the sweep
//! will find.
//!
//! Everything is asked for with a [`Grant`](crate::policy::Grant); the look-ups that a decision needs come through
//! [`Facts`](crate::policy::Facts). The rules themselves are not known here.

mod artifact;
mod blob;
mod body;
mod catalog;
mod copy;
mod download;
mod facts;
mod figures;
mod keys;
mod lease;
mod link;
mod lock;
mod mounts;
mod native;
mod native_uploads;
mod orphans;
mod overlap;
mod parts;
mod presign;
mod probes;
mod register;
mod replay;
mod reserve;
mod resumable;
mod scrub;
mod search;
mod session;
mod sessions;
mod stores;
mod sweep;
mod upload;
mod upload_locks;
mod url_parts;
mod url_whole;
mod validate;

use std::sync::Arc;

pub use artifact::Listing;
pub use catalog::Figures;
pub use download::{Reading, Resolved};
pub use keys::Rotated;
pub use link::LinkListing;
pub use native::NativeUrl;
pub use presign::DownloadTerms;
pub use probes::Probe;
pub use register::SignedPart;
pub use resumable::{UploadLife, UploadListing};
pub use scrub::{Finding, ScrubStep};
pub use search::FoundPage;
pub use session::SessionListing;
pub use sweep::{SweepStep, Swept};
pub use url_whole::Put;
pub use validate::Check;

use self::catalog::{Catalog, CatalogConfig, CatalogLimits, PostgresSettings};
use self::keys::Keys;
use self::lease::Turn;
use self::lock::Lock;
use self::mounts::Mounts;
use self::probes::Probing;
use self::sessions::{RedisRegistry, RedisSettings, SessionRegistry};
use self::upload::InFlight;
use self::upload_locks::UploadLocks;
use crate::chance::Chance;
use crate::clock::Clock;
use crate::config::{CatalogChoice, Limits, PresignMode, SessionProvider, StorageConfig};
use crate::domain::StoreName;
use crate::error::{ErrorKind, Result};
use crate::shutdown::Shutdown;

/// All persisted state, behind grants.
pub struct Store {
    mounts: Mounts,
    catalog: Arc<dyn Catalog>,
    sessions: Arc<dyn SessionRegistry>,
    keys: Keys,
    limits: Limits,
    presign: PresignMode,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    shutdown: Shutdown,
    /// Uploads that this process is writing: the sweep leaves them alone.
    in_flight: InFlight,
    /// Probes that have not come back.
    probing: Probing,
    uploads: UploadLocks,
    /// The sweep's lease, if it is this process's turn.
    turn: Turn,
    /// Held for as long as the store is open.
    _lock: Option<Lock>,
}

impl Store {
    /// Opens what the configuration says, and frees what a killed process left half-done.
    pub async fn open(
        config: &StorageConfig,
        limits: &Limits,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
        shutdown: Shutdown,
    ) -> Result<Self> {
        let lock = match Lock::path(config) {
            Some(path) => Some(Lock::take(&path)?),
            None => None,
        };
        let mounts = Mounts::open(config, chance.as_ref(), &clock, &shutdown).await?;
        let fresh_id = format!("{:032x}", u128::from_be_bytes(chance.bytes()));
        let choice = catalog_config(&config.catalog);
        let catalog = catalog::open(&choice, &CatalogLimits::default(), &fresh_id).await?;
        let sessions = open_sessions(&config.sessions, catalog.id()).await?;
        let keys = Keys::open(catalog.as_ref(), clock.now(), chance.as_ref()).await?;
        let limits = limits.clone();
        let (in_flight, uploads) = (InFlight::default(), UploadLocks::default());
        let turn = Turn::new(format!("{:032x}", u128::from_be_bytes(chance.bytes())));
        let store = Self {
            mounts,
            catalog,
            sessions,
            keys,
            limits,
            presign: config.presign,
            clock,
            chance,
            shutdown,
            in_flight,
            probing: Probing::default(),
            uploads,
            turn,
            _lock: lock,
        };
        store.settle_stores(store.clock.now()).await?;
        store.sweep_leftovers().await?;
        store.mark_stores().await?;
        Ok(store)
    }

    /// The kind of backend behind a store's name, as artifacts show it.
    pub fn provider_of(&self, store: &StoreName) -> &'static str {
        match self.mounts.named(store) {
            Some(blobs) => blobs.provider(),
            None => self.catalog.provider(),
        }
    }
}

async fn open_sessions(provider: &SessionProvider, catalog: &str) -> Result<Arc<dyn SessionRegistry>> {
    let redis = match provider {
        SessionProvider::Memory => return Ok(Arc::new(sessions::MemoryRegistry::new())),
        SessionProvider::Catalog => return Ok(Arc::new(sessions::NoRegistry)),
        SessionProvider::Redis(redis) => redis,
    };
    let ca = redis.ca_file.as_deref().map(|file| {
        std::fs::read(file).map_err(|why| {
            let message = format!("ARTIGRID_SESSIONS_CA_FILE: {} cannot be read: {why}", file.display());
            ErrorKind::BackendUnavailable.error(message).caused_by(why)
        })
    });
    let settings = RedisSettings {
        url: redis.url.expose(),
        ca: ca.transpose()?,
        prefix: &redis.prefix,
        pool_size: redis.pool_size,
        connect_timeout: redis.connect_timeout,
        command_timeout: redis.command_timeout,
    };
    let registry = RedisRegistry::new(&settings, catalog)?;
    registry.try_out().await?;
    Ok(Arc::new(registry))
}

fn catalog_config(choice: &CatalogChoice) -> CatalogConfig {
    match choice {
        CatalogChoice::Memory => CatalogConfig::Memory,
        CatalogChoice::Sqlite(path) => CatalogConfig::Sqlite { path: path.clone() },
        CatalogChoice::Postgres(config) => CatalogConfig::Postgres(PostgresSettings {
            url: config.url.expose().to_owned(),
            connections: config.connections,
            acquire_timeout: config.acquire_timeout,
            statement_timeout: config.statement_timeout,
            lock_timeout: config.lock_timeout,
        }),
    }
}
