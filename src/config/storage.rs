//! Where bytes, rows and sessions live.

use std::path::{Path, PathBuf};

use clap::Args;

use super::catalog::{CatalogArgs, CatalogChoice};
use super::s3::{S3Args, S3Config, S3Flavor};
use super::sessions::{SessionProvider, SessionsArgs};
use super::stores::{StoresArgs, StoresConfig, check_lifetimes};
use super::{Faults, PresignMode, given};

/// Variables about storage. Nothing set: everything in memory. A data directory: files and SQLite under it.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Storage")]
pub struct StorageArgs {
    /// Keep everything under this directory: bytes in DIR/blobs, rows in DIR/catalog.sqlite. A variable that says
    /// otherwise in words wins.
    #[arg(long, env = "ARTIGRID_DATA_DIR", value_name = "DIR")]
    pub data_dir: Option<String>,
    /// Where bytes live: `memory`, `filesystem`, `sqlite`, `s3` or `ibm_cos` (`vfs-` may stand before each) [default:
    /// memory, or filesystem with a data directory].
    #[arg(long, env = "ARTIFACT_PROVIDER", value_name = "PROVIDER")]
    pub provider: Option<String>,
    /// The directory of provider `filesystem` [default: ./artifacts, or DIR/blobs].
    #[arg(long, env = "ARTIFACT_FS_ROOT", value_name = "DIR")]
    pub fs_root: Option<String>,
    /// The database file of provider `sqlite` [default: ./artifacts.db, or DIR/blobs.sqlite].
    #[arg(long, env = "ARTIFACT_SQLITE_PATH", value_name = "FILE")]
    pub sqlite_path: Option<String>,
    /// Where rows live.
    #[command(flatten)]
    pub catalog: CatalogArgs,
    /// Further stores, and which scope goes where.
    #[command(flatten)]
    pub stores: StoresArgs,
    /// Where the live view of sessions is.
    #[command(flatten)]
    pub sessions: SessionsArgs,
    /// Whether signed URLs lead to a bucket itself, so that bytes pass the server by: `auto` = where they live as long as
    /// was asked, `native` = even if they end sooner, `proxy` = never. They show the blob's key, which holds the sandbox and
    /// the session or user. What was given so is freed at once when it is deleted, and within a sweep interval when it
    /// expires; downloads that run are cut then.
    #[arg(long, env = "ARTIGRID_PRESIGN", value_name = "auto|native|proxy", default_value = "auto")]
    pub presign: String,
    /// Buckets.
    #[command(flatten)]
    pub s3: S3Args,
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
    /// As objects in a bucket.
    S3(Box<S3Config>),
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
    /// Whether signed URLs lead to the stores themselves.
    pub presign: PresignMode,
    /// Memory of all parts of large objects together, in bytes.
    pub part_buffers: u64,
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
        let before = faults.0.len();
        let store = match provider.strip_prefix("vfs-").unwrap_or(&provider) {
            "s3" => self.bucket(S3Flavor::S3, faults),
            "ibm_cos" => self.bucket(S3Flavor::IbmCos, faults),
            name => faults.read("ARTIFACT_PROVIDER", name, |name| self.store(name, data_dir.as_deref())),
        };
        // Of a store that is not understood nothing more is said.
        let understood = faults.0.len() == before;
        let said = self.catalog.resolve(faults).or_else(|| beside(&store, data_dir.as_deref(), faults));
        let stores = self.stores.resolve(&self.s3, faults);
        let chosen = given(self.provider.as_ref()).is_some();
        if let Some(catalog) = said.as_ref().filter(|_| understood) {
            check_lifetimes(&store, chosen, &stores, catalog, faults);
        }
        let catalog = said.unwrap_or_default();
        let sessions = self.sessions.resolve(&catalog, faults);
        let part_buffers = self.s3.buffers(faults);
        let presign = faults.read("ARTIGRID_PRESIGN", &self.presign, str::parse);
        StorageConfig { store, stores, catalog, sessions, data_dir, presign, part_buffers }
    }

    fn store(&self, provider: &str, data_dir: Option<&Path>) -> Result<StoreChoice, &'static str> {
        let path =
            |given_path: Option<&String>, in_dir: &str, alone: &str| match (given(given_path), data_dir) {
                (Some(path), _) => PathBuf::from(path),
                (None, Some(dir)) => dir.join(in_dir),
                (None, None) => PathBuf::from(alone),
            };
        match provider {
            "memory" => Ok(StoreChoice::Memory),
            "filesystem" => Ok(StoreChoice::Filesystem(path(self.fs_root.as_ref(), "blobs", "artifacts"))),
            "sqlite" => {
                Ok(StoreChoice::Sqlite(path(self.sqlite_path.as_ref(), "blobs.sqlite", "artifacts.db")))
            }
            _ => Err("write memory, filesystem, sqlite, s3 or ibm_cos"),
        }
    }

    fn bucket(&self, flavor: S3Flavor, faults: &mut Faults) -> StoreChoice {
        let config = self.s3.resolve(flavor, "ARTIFACT_PROVIDER", faults);
        config.map(Box::new).map(StoreChoice::S3).unwrap_or_default()
    }
}

/// Rows live beside the bytes unless somebody says where; beside a bucket there is no place.
fn beside(store: &StoreChoice, data_dir: Option<&Path>, faults: &mut Faults) -> Option<CatalogChoice> {
    let file = match (store, data_dir) {
        (StoreChoice::Memory, _) => return Some(CatalogChoice::Memory),
        (_, Some(dir)) => dir.join("catalog.sqlite"),
        (StoreChoice::Filesystem(root), None) => root.join("catalog.sqlite"),
        (StoreChoice::Sqlite(path), None) => path.with_file_name("catalog.sqlite"),
        (StoreChoice::S3(_), None) => {
            let why = "ARTIGRID_CATALOG must say where rows live: a bucket has no place for them.";
            faults.note(why.to_owned());
            return None;
        }
    };
    Some(CatalogChoice::Sqlite(file))
}
