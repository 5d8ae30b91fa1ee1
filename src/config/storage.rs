//! Where bytes, rows and sessions live.

use std::path::{Path, PathBuf};

use clap::Args;

use super::sessions::{SessionProvider, SessionsArgs};
use super::stores::{StoresArgs, StoresConfig, check_lifetimes};
use super::{Faults, given};

/// Variables about storage. Nothing set: everything in memory. A data directory: files and SQLite under it.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Storage")]
pub struct StorageArgs {
    /// Keep everything under this directory: bytes in DIR/blobs, rows in DIR/catalog.sqlite. A variable that says
    /// otherwise in words wins.
    #[arg(long, env = "ARTIGRID_DATA_DIR", value_name = "DIR")]
    pub data_dir: Option<String>,
    /// Where bytes live: `memory`, `filesystem` or `sqlite` (`vfs-` may stand before each; `s3` and `ibm_cos` are not
    /// built yet) [default: memory, or filesystem with a data directory].
    #[arg(long, env = "ARTIFACT_PROVIDER", value_name = "PROVIDER")]
    pub provider: Option<String>,
    /// The directory of provider `filesystem` [default: ./artifacts, or DIR/blobs].
    #[arg(long, env = "ARTIFACT_FS_ROOT", value_name = "DIR")]
    pub fs_root: Option<String>,
    /// The database file of provider `sqlite` [default: ./artifacts.db, or DIR/blobs.sqlite].
    #[arg(long, env = "ARTIFACT_SQLITE_PATH", value_name = "FILE")]
    pub sqlite_path: Option<String>,
    /// Where rows live: `sqlite:FILE` or `memory` (`postgres://…` is not built yet) [default: beside the bytes].
    #[arg(long, env = "ARTIGRID_CATALOG", value_name = "WHERE")]
    pub catalog: Option<String>,
    /// Further stores, and which scope goes where.
    #[command(flatten)]
    pub stores: StoresArgs,
    /// Where the live view of sessions is.
    #[command(flatten)]
    pub sessions: SessionsArgs,
}

/// Where bytes live.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum StoreChoice {
    /// In this process, and gone with it.
    #[default]
    Memory,
    /// In files under this directory.
    Filesystem(PathBuf),
    /// In a SQLite database of their own.
    Sqlite(PathBuf),
}

/// Where rows live.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum CatalogChoice {
    /// In this process, and gone with it.
    #[default]
    Memory,
    /// In a SQLite database.
    Sqlite(PathBuf),
}

/// Where everything lives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StorageConfig {
    /// Bytes: the store `default`.
    pub store: StoreChoice,
    /// Other stores, and which scope's bytes go where.
    pub stores: StoresConfig,
    /// Rows.
    pub catalog: CatalogChoice,
    /// The live view of sessions.
    pub sessions: SessionProvider,
    /// A directory that is this process's alone.
    pub data_dir: Option<PathBuf>,
}

impl StorageConfig {
    /// Is everything gone with the process?
    pub fn is_ephemeral(&self) -> bool {
        self.catalog == CatalogChoice::Memory
    }
}

impl StorageArgs {
    pub(super) fn resolve(&self, faults: &mut Faults) -> StorageConfig {
        let data_dir = given(self.data_dir.as_ref()).map(PathBuf::from);
        let default = if data_dir.is_some() { "filesystem" } else { "memory" };
        let provider = given(self.provider.as_ref()).unwrap_or(default).trim().to_lowercase();
        let store = faults.read("ARTIFACT_PROVIDER", &provider, |name| self.store(name, data_dir.as_deref()));
        let catalog = match given(self.catalog.as_ref()) {
            Some(text) => faults.read("ARTIGRID_CATALOG", text, catalog),
            None => beside(&store, data_dir.as_deref()),
        };
        let stores = self.stores.resolve(faults);
        let chosen = given(self.provider.as_ref()).is_some();
        check_lifetimes(&store, chosen, &stores, &catalog, faults);
        let sessions = self.sessions.resolve(faults);
        StorageConfig { store, stores, catalog, sessions, data_dir }
    }

    fn store(&self, provider: &str, data_dir: Option<&Path>) -> Result<StoreChoice, &'static str> {
        let path =
            |given_path: Option<&String>, in_dir: &str, alone: &str| match (given(given_path), data_dir) {
                (Some(path), _) => PathBuf::from(path),
                (None, Some(dir)) => dir.join(in_dir),
                (None, None) => PathBuf::from(alone),
            };
        match provider.strip_prefix("vfs-").unwrap_or(provider) {
            "memory" => Ok(StoreChoice::Memory),
            "filesystem" => Ok(StoreChoice::Filesystem(path(self.fs_root.as_ref(), "blobs", "artifacts"))),
            "sqlite" => {
                Ok(StoreChoice::Sqlite(path(self.sqlite_path.as_ref(), "blobs.sqlite", "artifacts.db")))
            }
            "s3" | "ibm_cos" => Err("is not built yet; memory, filesystem and sqlite are"),
            _ => Err("write memory, filesystem or sqlite"),
        }
    }
}

/// Rows live beside the bytes unless somebody says where.
fn beside(store: &StoreChoice, data_dir: Option<&Path>) -> CatalogChoice {
    let in_dir = data_dir.map(|dir| CatalogChoice::Sqlite(dir.join("catalog.sqlite")));
    match store {
        StoreChoice::Memory => CatalogChoice::Memory,
        StoreChoice::Filesystem(root) => {
            in_dir.unwrap_or_else(|| CatalogChoice::Sqlite(root.join("catalog.sqlite")))
        }
        StoreChoice::Sqlite(path) => {
            in_dir.unwrap_or_else(|| CatalogChoice::Sqlite(path.with_file_name("catalog.sqlite")))
        }
    }
}

fn catalog(text: &str) -> Result<CatalogChoice, &'static str> {
    match text.split_once(':') {
        None if text == "memory" => Ok(CatalogChoice::Memory),
        Some(("sqlite", path)) if !path.is_empty() => Ok(CatalogChoice::Sqlite(PathBuf::from(path))),
        Some(("postgres" | "postgresql", _)) => Err("is not built yet; sqlite:FILE and memory are"),
        _ => Err("write sqlite:FILE or memory"),
    }
}
