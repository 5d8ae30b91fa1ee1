//! Where bytes lie: opaque bytes under keys that the store invents.
//!
//! A backend knows nothing of names, sandboxes or lifetimes. The contract of [`BlobStore`] is what the conformance
//! suite holds every backend to, sentence by sentence; a new backend lists itself there and passes all of it.

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;

use crate::domain::{BlobKey, Chunk, ResolvedRange, Timestamp};
use crate::error::Result;

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

/// A backend for bytes.
#[async_trait]
pub(in crate::store) trait BlobStore: Send + Sync + 'static {
    /// Writes a blob and answers its size.
    ///
    /// All or nothing: until this returns, no reader, no listing and no process that starts after a crash can see any
    /// of it, and after an error (the body's own included, which is answered as it is) or a dropped future nothing of
    /// it becomes visible. What was answered survives the loss of power as far as the backend survives it at all.
    /// Keys are fresh: one that exists already is a fault of ours and is refused, the old bytes untouched.
    /// `size`, where it is known, is advice for the layout; the body decides. A chunk is dropped as soon as its bytes
    /// are written, since what it holds pays for memory; the next one is taken while the last is written where the
    /// backend can.
    async fn put(&self, key: &BlobKey, body: BlobBody<'_>, size: Option<u64>) -> Result<u64>;

    /// Reads a part of a blob; the range lies inside it. A blob that is absent, or shorter than the range says, is
    /// [`ErrorKind::DataCorrupt`](crate::error::ErrorKind::DataCorrupt): rows say that it is there. The stream yields
    /// pieces of at most one block, and an error midway ends it as an error, never as an early end. A reader that has
    /// begun goes on to the end even if the blob is deleted meanwhile, where the backend can do that; else it ends with
    /// [`ErrorKind::VersionGone`](crate::error::ErrorKind::VersionGone).
    async fn get(&self, key: &BlobKey, range: ResolvedRange) -> Result<BlobBytes>;

    /// The size of a blob, if it is there.
    async fn size_of(&self, key: &BlobKey) -> Result<Option<u64>>;

    /// Frees a blob, and whatever an unfinished [`put`](Self::put) of the key left. Freeing what is absent succeeds.
    async fn delete(&self, key: &BlobKey) -> Result<()>;

    /// Up to `limit` blobs in the order of their keys' bytes, from behind `after` on. Unfinished writes are not listed.
    async fn list(&self, after: Option<&str>, limit: usize) -> Result<Vec<BlobEntry>>;

    /// Frees what unfinished writes of *dead* processes left; called at start by the process that has the store to itself.
    async fn sweep_staging(&self) -> Result<u64>;

    /// A cheap probe: can the backend be reached and read?
    async fn check(&self) -> Result<()>;

    /// The backend's kind, as artifacts show it: `memory`, `filesystem`, `sqlite`, `s3`.
    fn provider(&self) -> &'static str;
}
