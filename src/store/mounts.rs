//! Which blob store serves what: the rows say by name where bytes are, new bytes go to the store that their scope is
//! mounted on. So a mount may change at any time: what is stored stays where it is, until it gets new content.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::blob::{self, Around, BlobConfig, BlobStore, Buffers};
use crate::chance::Chance;
use crate::clock::Clock;
use crate::config::{CatalogChoice, StorageConfig, StoreChoice, StoresConfig};
use crate::domain::{Scope, StoreName};
use crate::error::{Error, Result};
use crate::shutdown::Shutdown;

/// Every configured store by its name.
pub(super) struct Mounts {
    stores: BTreeMap<StoreName, Mounted>,
    config: StoresConfig,
}

struct Mounted {
    blobs: Arc<dyn BlobStore>,
    address: [u8; 32],
    boot: Option<u64>,
}

/// A configured store, as it can be held against what the catalog has on record.
pub(super) struct Described<'a> {
    pub(super) name: &'a StoreName,
    pub(super) kind: &'static str,
    /// A hash of where it is.
    pub(super) address: [u8; 32],
    /// This process's, if its bytes end with that.
    pub(super) boot: Option<u64>,
    /// Did the operator say that its bytes were moved along?
    pub(super) moved: bool,
}

impl Mounts {
    /// Opens the configured stores.
    pub(super) async fn open(
        config: &StorageConfig,
        chance: &dyn Chance,
        clock: &Arc<dyn Clock>,
        shutdown: &Shutdown,
    ) -> Result<Self> {
        let buffers = Buffers::new(config.part_buffers);
        let default = StoreName::default_store();
        let mut stores = BTreeMap::new();
        for (name, choice) in std::iter::once((&default, &config.store)).chain(&config.stores.further) {
            let nonce = u64::from_be_bytes(chance.bytes());
            let around = Around {
                nonce,
                clock: Arc::clone(clock),
                shutdown: shutdown.clone(),
                // One pool for all: what is in memory is bounded for the process.
                buffers: buffers.clone(),
            };
            let blobs = blob::open(&blob_config(choice), &around).await?;
            let boot = (!blobs.outlives_process()).then_some(nonce);
            let address = address(choice, &config.catalog);
            stores.insert(name.clone(), Mounted { blobs, address, boot });
        }
        Ok(Self { stores, config: config.stores.clone() })
    }

    /// The store that new bytes of this scope go to.
    pub(super) fn for_new(&self, scope: Scope) -> Result<(&StoreName, &Arc<dyn BlobStore>)> {
        let mount = self.config.mount(scope);
        let (name, mounted) = self
            .stores
            .get_key_value(&mount)
            .ok_or_else(|| Error::internal(format!("the store {mount} is mounted and not configured")))?;
        Ok((name, &mounted.blobs))
    }

    /// The store of this name.
    pub(super) fn named(&self, name: &StoreName) -> Option<&Arc<dyn BlobStore>> {
        self.stores.get(name).map(|mounted| &mounted.blobs)
    }

    /// The store that a row names.
    pub(super) fn of_row(&self, name: &StoreName) -> Result<&Arc<dyn BlobStore>> {
        self.named(name)
            .ok_or_else(|| Error::internal(format!("a row names the store {name}, which is not configured")))
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = (&StoreName, &Arc<dyn BlobStore>)> {
        self.stores.iter().map(|(name, mounted)| (name, &mounted.blobs))
    }

    /// All of them, as the catalog should know them.
    pub(super) fn described(&self) -> impl Iterator<Item = Described<'_>> {
        self.stores.iter().map(|(name, mounted)| Described {
            name,
            kind: mounted.blobs.provider(),
            address: mounted.address,
            boot: mounted.boot,
            moved: self.config.moved.contains(name),
        })
    }
}

fn blob_config(choice: &StoreChoice) -> BlobConfig {
    match choice {
        StoreChoice::Memory => BlobConfig::Memory,
        StoreChoice::Filesystem(root) => BlobConfig::Filesystem { root: root.clone() },
        StoreChoice::Sqlite(path) => BlobConfig::Sqlite { path: path.clone() },
        StoreChoice::S3(config) => BlobConfig::S3(config.clone()),
    }
}

/// A hash of where a store is. What lies below the catalog's own directory is told by its place there, so that a data
/// directory can be moved as a whole.
fn address(choice: &StoreChoice, catalog: &CatalogChoice) -> [u8; 32] {
    let home = match catalog {
        CatalogChoice::Memory | CatalogChoice::Postgres(_) => None,
        CatalogChoice::Sqlite(file) => file.parent().map(absolute),
    };
    let place = |path: &Path| {
        let path = absolute(path);
        let below = home.as_ref().and_then(|home| path.strip_prefix(home).ok());
        below.map_or_else(|| path.to_string_lossy().into_owned(), |path| format!("./{}", path.display()))
    };
    let text = match choice {
        StoreChoice::Memory => "memory:".to_owned(),
        StoreChoice::Filesystem(root) => format!("file:{}", place(root)),
        StoreChoice::Sqlite(path) => format!("sqlite:{}", place(path)),
        StoreChoice::S3(config) => format!("s3:{}", config.address()),
    };
    Sha256::digest(text.as_bytes()).into()
}

/// Links and dots resolved where the path is there; it is as it stands where it is not.
fn absolute(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_below_the_catalogs_directory_moves_with_it() {
        let catalog = |dir: &str| CatalogChoice::Sqlite(Path::new(dir).join("catalog.sqlite"));
        let files = |dir: &str| StoreChoice::Filesystem(dir.into());
        let here = address(&files("/a/blobs"), &catalog("/a"));
        assert_eq!(here, address(&files("/b/blobs"), &catalog("/b")));
        assert_ne!(here, address(&files("/a/blobs"), &catalog("/b")));
        assert_ne!(here, address(&files("/a/other"), &catalog("/a")));
        assert_ne!(here, address(&StoreChoice::Sqlite("/a/blobs".into()), &catalog("/a")));
        assert_ne!(here, address(&files("/a/blobs"), &CatalogChoice::Memory));
    }
}
