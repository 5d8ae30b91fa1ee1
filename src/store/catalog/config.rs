//! Where a catalog is, and what it may take.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// Where a catalog is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) enum CatalogConfig {
    /// In the process, for as long as it runs.
    Memory,
    /// In a file.
    Sqlite {
        /// The file.
        path: PathBuf,
    },
    /// In a database that several processes share.
    Postgres(PostgresSettings),
}

/// A Postgres database, and what one process may take of it.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::store) struct PostgresSettings {
    /// Where it is, as whom, with which password.
    pub(in crate::store) url: String,
    /// The most connections.
    pub(in crate::store) connections: u32,
    /// How long to wait for one.
    pub(in crate::store) acquire_timeout: Duration,
    /// How long one statement may run.
    pub(in crate::store) statement_timeout: Duration,
    /// How long a statement may wait for a row.
    pub(in crate::store) lock_timeout: Duration,
}

/// Without the URL: there is a password in it.
impl fmt::Debug for PostgresSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresSettings").field("connections", &self.connections).finish_non_exhaustive()
    }
}

/// What a catalog may take of the machine.
#[derive(Debug, Clone)]
pub(in crate::store) struct CatalogLimits {
    /// Connections that read a file at once.
    pub(in crate::store) readers: u32,
    /// Rows kept for reading again; 0 keeps none.
    pub(in crate::store) cache_entries: usize,
    /// The bytes that these rows may take together.
    pub(in crate::store) cache_bytes: u64,
}

impl Default for CatalogLimits {
    fn default() -> Self {
        // Two cores gain nothing by more readers; a row with its share takes about 1 KiB.
        Self { readers: 4, cache_entries: 8_192, cache_bytes: 16 << 20 }
    }
}
