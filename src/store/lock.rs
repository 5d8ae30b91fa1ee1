//! One process at a time: a data directory, or a catalog in a file, is locked while it is open.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::blob::make_durably;
use crate::config::{CatalogChoice, StorageConfig};
use crate::error::{Error, ErrorKind, Result};

/// Held until it is dropped, or the process ends in any way.
pub(super) struct Lock(#[expect(dead_code, reason = "closing the file is what unlocks it")] File);

impl Lock {
    /// The file to lock, if there is something to lock: `lock` in the data directory, or beside the catalog.
    pub(super) fn path(config: &StorageConfig) -> Option<PathBuf> {
        match (&config.data_dir, &config.catalog) {
            (Some(dir), _) => Some(dir.join("lock")),
            (None, CatalogChoice::Sqlite(file)) => Some(file.with_extension("lock")),
            (None, CatalogChoice::Memory | CatalogChoice::Postgres(_)) => None,
        }
    }

    /// Takes the lock, or says that another process holds it.
    pub(super) fn take(path: &Path) -> Result<Self> {
        if let Some(parent) = path.parent() {
            make_durably(parent).map_err(unusable)?;
        }
        let file =
            OpenOptions::new().create(true).write(true).truncate(false).open(path).map_err(unusable)?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => {
                let why =
                    format!("another process has {} open; a data directory has one server", path.display());
                Err(ErrorKind::BackendUnavailable.error(why))
            }
            Err(TryLockError::Error(why)) => Err(unusable(why)),
        }
    }
}

fn unusable(why: std::io::Error) -> Error {
    ErrorKind::BackendUnavailable.error(format!("the data directory cannot be used: {why}")).caused_by(why)
}
