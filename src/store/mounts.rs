//! Which blob store serves what: the rows say by name where bytes are, new bytes go to the default store.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::blob::{self, Around, BlobConfig, BlobStore, Buffers};
use crate::chance::Chance;
use crate::clock::Clock;
use crate::config::{StorageConfig, StoreChoice};
use crate::domain::StoreName;
use crate::error::{Error, Result};
use crate::shutdown::Shutdown;

/// Every configured store by its name.
pub(super) struct Mounts {
    stores: BTreeMap<StoreName, Arc<dyn BlobStore>>,
    default: StoreName,
}

impl Mounts {
    /// Opens the configured stores.
    pub(super) async fn open(
        config: &StorageConfig,
        chance: &dyn Chance,
        clock: &Arc<dyn Clock>,
        shutdown: &Shutdown,
    ) -> Result<Self> {
        let choice = match &config.store {
            StoreChoice::Memory => BlobConfig::Memory,
            StoreChoice::Filesystem(root) => BlobConfig::Filesystem { root: root.clone() },
            StoreChoice::Sqlite(path) => BlobConfig::Sqlite { path: path.clone() },
            StoreChoice::S3(config) => BlobConfig::S3(config.clone()),
        };
        let around = Around {
            nonce: u64::from_be_bytes(chance.bytes()),
            clock: Arc::clone(clock),
            shutdown: shutdown.clone(),
            buffers: Buffers::new(config.part_buffers),
        };
        Ok(Self::single(blob::open(&choice, &around).await?))
    }

    /// One store for everything.
    pub(super) fn single(store: Arc<dyn BlobStore>) -> Self {
        let default = StoreName::default_store();
        Self { stores: BTreeMap::from([(default.clone(), store)]), default }
    }

    /// The store that new bytes go to.
    pub(super) fn for_new(&self) -> Result<(&StoreName, &Arc<dyn BlobStore>)> {
        self.stores
            .get_key_value(&self.default)
            .ok_or_else(|| Error::internal("no default store is configured"))
    }

    /// The store of this name.
    pub(super) fn named(&self, name: &StoreName) -> Option<&Arc<dyn BlobStore>> {
        self.stores.get(name)
    }

    /// The store that a row names.
    pub(super) fn of_row(&self, name: &StoreName) -> Result<&Arc<dyn BlobStore>> {
        self.named(name)
            .ok_or_else(|| Error::internal(format!("a row names the store {name}, which is not configured")))
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = (&StoreName, &Arc<dyn BlobStore>)> {
        self.stores.iter()
    }
}
