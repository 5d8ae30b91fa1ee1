//! Where bytes lie: opaque bytes under keys that the store invents.
//!
//! A backend knows nothing of names, sandboxes or lifetimes. The contract of [`BlobStore`] is what the conformance
//! suite holds every backend to, sentence by sentence; a new backend lists itself there and passes all of it.

mod buffers;
#[cfg(test)]
mod conformance;
#[cfg(test)]
pub(in crate::store) mod faulty;
mod filesystem;
mod memory;
mod parts;
mod presign;
mod s3;
mod sqlite;

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;

pub(in crate::store) use self::buffers::Buffers;
pub(in crate::store) use self::filesystem::make_durably;
pub(in crate::store) use self::parts::PartStore;
#[cfg(test)]
pub(in crate::store) use self::parts::WrittenPart;
pub(in crate::store) use self::presign::{Presigned, Presigner, ResponseHeaders, Staged};
use crate::clock::Clock;
use crate::config::S3Config;
use crate::domain::{BlobKey, Chunk, ResolvedRange, Timestamp};
use crate::error::{Error, ErrorKind, Result};
use crate::shutdown::Shutdown;

/// The bytes of a blob on their way in. It ends with `Ok` chunks exhausted, or with the first `Err`.
pub(in crate::store) type BlobBody<'a> = BoxStream<'a, Result<Chunk>>;
/// The bytes of a blob on their way out, in order and without gaps.
pub(in crate::store) type BlobBytes = BoxStream<'static, Result<Bytes>>;

/// What a listing says of one blob.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct BlobEntry {
    /// The key as the backend has it: not necessarily one of ours, a bucket may hold foreign objects.
    pub(in crate::store) key: String,
    /// How many bytes.
    pub(in crate::store) size: u64,
    /// When it was written, by the backend's clock.
    pub(in crate::store) modified: Timestamp,
}

/// Where a store says which catalog's it is. No blob's key: those have an artifact behind their owner.
pub(in crate::store) const MARK_KEY: &str = "grid/.artigrid-store";

/// A backend for bytes. What comes in parts is the other half of it: [`PartStore`].
#[async_trait]
pub(in crate::store) trait BlobStore: PartStore {
    /// Writes a blob and answers its size.
    ///
    /// All or nothing: no reader, no listing and no process that starts after a crash ever sees a part of it, and it
    /// sees the whole at the earliest in the last step before this returns. After an error (the body's own included,
    /// which is answered as it is) or a dropped future nothing of it stays visible. What was answered survives the loss
    /// of power as far as the backend survives it at all.
    /// Keys are fresh: one that exists already is a fault of ours and is refused, the old bytes untouched.
    /// `size`, where it is known, is advice for the layout; the body decides. A chunk is dropped as soon as its bytes
    /// are written, since what it holds pays for memory; the next one is taken while the last is written where the
    /// backend can. What a process leaves that dies meanwhile is freed by [`delete`](Self::delete) of the key, or by
    /// [`sweep_staging`](Self::sweep_staging); nothing is left that needs the key before the body gave more than a block.
    async fn put(&self, key: &BlobKey, body: BlobBody<'_>, size: Option<u64>) -> Result<u64>;

    /// Writes a blob of the same bytes as another one, inside the backend, and answers its size. As [`put`](Self::put) in
    /// all that `put` promises; a source that is absent is [`ErrorKind::DataCorrupt`]. The bytes are not looked at:
    /// whoever copies knows their sums, and they are held against those when they are read.
    async fn copy(&self, from: &BlobKey, to: &BlobKey) -> Result<u64>;

    /// Reads a part of a blob; the range lies inside it. A blob that is absent, or shorter than the range says, is
    /// [`ErrorKind::DataCorrupt`]: rows say that it is there. The stream yields
    /// pieces that each lie in one block, and an error midway ends it as an error, never as an early end. A reader that has
    /// begun goes on to the end even if the blob is deleted meanwhile, where the backend can do that; else it ends with
    /// [`ErrorKind::VersionGone`].
    async fn get(&self, key: &BlobKey, range: ResolvedRange) -> Result<BlobBytes>;

    /// The size of a blob, if it is there.
    async fn size_of(&self, key: &BlobKey) -> Result<Option<u64>>;

    /// Frees a blob, and whatever an unfinished [`put`](Self::put) of the key left. Freeing what is absent succeeds. A
    /// put that is still running then fails, or comes before or after it as a whole.
    async fn delete(&self, key: &BlobKey) -> Result<()>;

    /// Up to `limit` blobs in the order of their keys' bytes, from behind `after` on. Unfinished writes are not listed.
    async fn list(&self, after: Option<&str>, limit: usize) -> Result<Vec<BlobEntry>>;

    /// Leaves `mark` under [`MARK_KEY`] unless a mark is there, and answers the one that is there then: a store belongs
    /// to the catalog that marked it first.
    async fn mark(&self, mark: &str) -> Result<String>;

    /// Frees what unfinished writes of *dead* processes left, and answers how many there were; called at start by the
    /// process that has the store to itself.
    async fn sweep_staging(&self) -> Result<u64>;

    /// Signs URLs to the backend itself, if it has any.
    fn presigner(&self) -> Option<&dyn Presigner>;

    /// A cheap probe: can the backend be reached and read?
    async fn check(&self) -> Result<()>;

    /// Are the bytes still there when the process is not? Of those that are not, none can be left over.
    fn outlives_process(&self) -> bool;

    /// The backend's kind, as artifacts show it: `memory`, `filesystem`, `sqlite`, `s3`.
    fn provider(&self) -> &'static str;
}

/// Which backend, and where it keeps its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) enum BlobConfig {
    /// In the memory of this process, gone with it.
    Memory,
    /// As files under a folder.
    Filesystem {
        /// The folder; made if it is not there.
        root: PathBuf,
    },
    /// As rows of an SQLite database of its own.
    Sqlite {
        /// The database file; made if it is not there.
        path: PathBuf,
    },
    /// As objects in a bucket.
    S3(Box<S3Config>),
}

/// What the backends of a process have in common.
#[derive(Clone)]
pub(in crate::store) struct Around {
    /// Random: tells what this process leaves unfinished from what dead ones left.
    pub(in crate::store) nonce: u64,
    pub(in crate::store) clock: Arc<dyn Clock>,
    /// Where clean-up goes on whose caller is gone.
    pub(in crate::store) shutdown: Shutdown,
    /// The memory of all parts.
    pub(in crate::store) buffers: Buffers,
}

/// Opens a backend.
pub(in crate::store) async fn open(config: &BlobConfig, around: &Around) -> Result<Arc<dyn BlobStore>> {
    let (nonce, clock) = (around.nonce, Arc::clone(&around.clock));
    Ok(match config {
        BlobConfig::Memory => Arc::new(memory::MemoryBlobs::new(clock)),
        BlobConfig::Filesystem { root } => Arc::new(filesystem::FileBlobs::open(root.clone(), nonce).await?),
        BlobConfig::Sqlite { path } => Arc::new(sqlite::SqliteBlobs::open(path, nonce, clock).await?),
        BlobConfig::S3(config) => Arc::new(s3::S3Blobs::open(config, around).await?),
    })
}

/// The backend does not answer, or answers with a failure: the cause is for the log, the caller reads no driver's words.
fn unavailable(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    ErrorKind::BackendUnavailable.error("the blob store failed").with("dependency", "blobs").caused_by(cause)
}

/// There is no room for more bytes.
fn full(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    ErrorKind::StorageFull.error("the blob store is full").with("dependency", "blobs").caused_by(cause)
}

/// Bytes that a row says are there and that are not.
fn corrupt(what: &'static str) -> Error {
    ErrorKind::DataCorrupt.error(what).with("dependency", "blobs")
}

/// A key that was used before: keys are fresh, so this is a fault of ours.
fn taken() -> Error {
    Error::internal("the blob key is taken")
}

/// The blob was freed while it was being written: whoever was to own it gave it up.
fn freed() -> Error {
    ErrorKind::UploadNotFound.error("the upload was given up while its bytes were written")
}
