//! Blobs as files: the path under the root is the key, component by component.
//!
//! ```text
//! {root}/grid/acme/shared/{artifact}.{upload}     one blob
//! {root}/.staging/{process}-{number}              one unfinished write; no key begins with a dot
//! {root}/.parts/grid/acme/shared/…/{epoch}        what came of a blob in parts
//! ```
//!
//! A write goes to a staging name, is synced, and is then *linked* to its own name: unlike a rename, a link refuses a
//! name that is taken. Then the directory is synced, and only then is the write answered.
//!
//! Every call that may wait for a disk runs on the blocking pool, and each takes a thread for one step only: an upload
//! that waits for its client, and a download whose client does not read, hold none.

mod directories;
mod listing;
mod parts;
mod read;
#[cfg(test)]
mod tests;
mod write;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;

use self::directories::Directories;
pub(in crate::store) use self::directories::make_durably;
use self::parts::Segments;
use self::write::Unfinished;
use super::{BlobBody, BlobBytes, BlobEntry, BlobStore, MARK_KEY, Presigner, corrupt, full, unavailable};
use crate::domain::{BlobKey, ResolvedRange};
use crate::error::{Error, Result};

/// Where unfinished writes lie, under the root so that a link can reach from there. No part of a key begins with a dot.
const STAGING: &str = ".staging";

/// Where blobs in parts lie until they are whole.
const PARTS: &str = ".parts";

/// See the module's head.
pub(super) struct FileBlobs {
    shared: Arc<Shared>,
}

/// What the steps on the blocking pool need.
struct Shared {
    directories: Directories,
    unfinished: Unfinished,
    parts: Segments,
    staging: PathBuf,
    nonce: u64,
    number: AtomicU64,
}

impl FileBlobs {
    /// Opens the store under `root`, which is made if it is not there.
    pub(super) async fn open(root: PathBuf, nonce: u64) -> Result<Self> {
        step(move || {
            let staging = root.join(STAGING);
            make_durably(&staging).map_err(failure)?;
            let parts = root.join(PARTS);
            make_durably(&parts).map_err(failure)?;
            let parts = Segments::new(Directories::new(parts));
            let (directories, unfinished) = (Directories::new(root), Unfinished::default());
            let number = AtomicU64::new(0);
            let shared = Shared { directories, unfinished, parts, staging, nonce, number };
            Ok(Self { shared: Arc::new(shared) })
        })
        .await
    }

    /// Runs a step of this store on the blocking pool.
    async fn step<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Arc<Shared>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let shared = Arc::clone(&self.shared);
        step(move || work(&shared)).await
    }
}

impl Shared {
    /// A path is a key's parts under the root; a key has no empty part and none that begins with a dot.
    fn path(&self, key: &BlobKey) -> PathBuf {
        self.directories.root().join(key.as_str())
    }

    /// A name for an unfinished write. The nonce keeps processes apart, the number the writes of one.
    fn fresh_staging(&self) -> PathBuf {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        self.staging.join(format!("{:016x}-{number}", self.nonce))
    }

    /// Is nothing there, or is the whole disk not there? The staging folder always is: without it the root is not
    /// ours, and what seems to be absent may be behind a mount that is missing.
    fn absent(&self, error: io::Error) -> Result<()> {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                fs::metadata(&self.staging).map(drop).map_err(failure)
            }
            _ => Err(failure(error)),
        }
    }

    fn size_of(&self, key: &BlobKey) -> Result<Option<u64>> {
        match fs::symlink_metadata(self.path(key)) {
            Ok(meta) => Ok(meta.is_file().then_some(meta.len())),
            Err(error) => self.absent(error).map(|()| None),
        }
    }

    fn delete(&self, key: &BlobKey) -> Result<()> {
        self.unfinished.free(key)?;
        let path = self.path(key);
        // The directory is not synced: bytes that a crash brings back have no row, and the orphan scan finds them.
        fs::remove_file(&path).or_else(|error| self.absent(error))?;
        if let Some(parent) = path.parent() {
            self.directories.prune(parent);
        }
        Ok(())
    }

    fn sweep(&self) -> Result<u64> {
        let own = format!("{:016x}-", self.nonce);
        let mut freed = 0;
        for entry in fs::read_dir(&self.staging).map_err(failure)? {
            let entry = entry.map_err(failure)?;
            let file = entry.file_type().map_err(failure)?.is_file();
            if !file || entry.file_name().as_encoded_bytes().starts_with(own.as_bytes()) {
                continue;
            }
            fs::remove_file(entry.path()).map_err(failure)?;
            freed += 1;
        }
        Ok(freed)
    }

    /// The mark lies under a name that no blob has, written like one: whole, and lasting when it is answered.
    fn mark(&self, mark: &str) -> Result<String> {
        let path = self.directories.root().join(MARK_KEY);
        if !path.exists() {
            let staging = self.fresh_staging();
            let mut file = create(&staging).map_err(failure)?;
            let written = file.write_all(mark.as_bytes()).and_then(|()| file.sync_data());
            let linked = written.and_then(|()| self.directories.link(&staging, &path));
            // What stays of it is swept at the next start.
            let _ = fs::remove_file(&staging);
            match linked {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(failure(error)),
                Ok(()) | Err(_) => self.directories.sync_link(&path).map_err(failure)?,
            }
        }
        fs::read_to_string(&path).map_err(failure)
    }

    /// Can the disk be read and written? A root that is missing or read-only answers here, not at the next upload.
    fn check(&self) -> Result<()> {
        let probe = self.fresh_staging();
        create(&probe).map_err(failure)?;
        fs::remove_file(&probe).map_err(failure)
    }
}

#[async_trait]
impl BlobStore for FileBlobs {
    async fn put(&self, key: &BlobKey, body: BlobBody<'_>, _size: Option<u64>) -> Result<u64> {
        write::put(&self.shared, key, body).await
    }

    async fn copy(&self, from: &BlobKey, to: &BlobKey) -> Result<u64> {
        write::copy(&self.shared, from, to).await
    }

    async fn get(&self, key: &BlobKey, range: ResolvedRange) -> Result<BlobBytes> {
        let path = self.shared.path(key);
        let opened = self.step(move |shared| match read::Reader::open(&path, range) {
            Ok(reader) => reader,
            Err(error) => {
                Err(shared.absent(error).map_or_else(|other| other, |()| corrupt("stored bytes are missing")))
            }
        });
        Ok(opened.await?.stream())
    }

    async fn size_of(&self, key: &BlobKey) -> Result<Option<u64>> {
        let key = key.clone();
        self.step(move |shared| shared.size_of(&key)).await
    }

    async fn delete(&self, key: &BlobKey) -> Result<()> {
        let key = key.clone();
        self.step(move |shared| shared.delete(&key)).await
    }

    async fn list(&self, after: Option<&str>, limit: usize) -> Result<Vec<BlobEntry>> {
        let after = after.unwrap_or_default().to_owned();
        self.step(move |shared| {
            // The root must be there and ours.
            fs::metadata(&shared.staging).map_err(failure)?;
            listing::list(shared.directories.root(), &after, limit).map_err(failure)
        })
        .await
    }

    async fn mark(&self, mark: &str) -> Result<String> {
        let mark = mark.to_owned();
        self.step(move |shared| shared.mark(&mark)).await
    }

    async fn sweep_staging(&self) -> Result<u64> {
        self.step(|shared| shared.sweep()).await
    }

    fn presigner(&self) -> Option<&dyn Presigner> {
        None
    }

    async fn check(&self) -> Result<()> {
        self.step(|shared| shared.check()).await
    }

    fn outlives_process(&self) -> bool {
        true
    }

    fn provider(&self) -> &'static str {
        "filesystem"
    }
}

/// Runs a step on the blocking pool.
async fn step<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(unavailable(error)))
}

/// Cleans up from a `Drop`, where nothing can be awaited: on the blocking pool, or here if there is no runtime any
/// more. What a runtime that goes down does not get to is swept at the next start.
fn clean_up(work: impl FnOnce() + Send + 'static) {
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => drop(runtime.spawn_blocking(work)),
        Err(_) => work(),
    }
}

/// Makes a file that is not there yet.
fn create(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new().write(true).create_new(true).open(path)
}

/// What a failure of the disk means to the caller. The standard library's errors name no paths.
fn failure(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => full(error),
        _ => unavailable(error),
    }
}
