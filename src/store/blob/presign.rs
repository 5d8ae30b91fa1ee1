//! URLs that the backend itself serves, so that bytes pass us by.
//!
//! A URL lets whoever has it do one thing to one object until it ends: nobody can take it back. So a blob is read by such
//! URLs under its own key, but *written* only beside it: bytes that come by a URL lie under the key with `.staged` behind
//! it, where no row points, until they are looked at and copied to the key itself. A URL that still lives then changes
//! nothing.

use std::time::Duration;

use async_trait::async_trait;

use super::BlobBytes;
use crate::domain::{BlobKey, Timestamp};
use crate::error::Result;

/// Signs, and takes over what came by what it signed.
#[async_trait]
pub(in crate::store) trait Presigner: Send + Sync {
    /// A URL that reads a blob for so long. Whether it is there is not asked.
    async fn presign_get(
        &self,
        key: &BlobKey,
        headers: &ResponseHeaders,
        lifetime: Duration,
    ) -> Result<Presigned>;

    /// A URL that writes the whole of the staged object of a key: of exactly this size, if one is given.
    async fn presign_put(&self, key: &BlobKey, size: Option<u64>, lifetime: Duration) -> Result<Presigned>;

    /// A URL that writes one part, of exactly this size, of a multipart upload of the staged object.
    async fn presign_part(
        &self,
        key: &BlobKey,
        upload: &str,
        number: u32,
        size: u64,
        lifetime: Duration,
    ) -> Result<Presigned>;

    /// Until when a URL can live at the most that is signed at `now`: seven days, or as long as the credentials that sign.
    async fn latest_end(&self, now: Timestamp) -> Result<Timestamp>;

    /// The largest object that one `presign_put` takes.
    fn largest_put(&self) -> u64;

    /// Begins a multipart upload of the staged object; answers its id.
    async fn begin_staged(&self, key: &BlobKey) -> Result<String>;

    /// Makes the staged object of its parts, each with its number and the ETag that its PUT was answered with. A part that
    /// is missing or has another ETag is [`ErrorKind::InvalidArgument`](crate::error::ErrorKind::InvalidArgument).
    async fn complete_staged(&self, key: &BlobKey, upload: &str, parts: &[(u32, String)]) -> Result<()>;

    /// What lies staged for a key, if anything does.
    async fn staged(&self, key: &BlobKey) -> Result<Option<Staged>>;

    /// Reads all of what lies staged, as long as it is still this.
    async fn read_staged(&self, key: &BlobKey, staged: &Staged) -> Result<BlobBytes>;

    /// Makes the blob of what lies staged, as long as it is still this: if it was replaced,
    /// [`ErrorKind::EtagMismatch`](crate::error::ErrorKind::EtagMismatch). What is staged stays.
    async fn adopt_staged(&self, key: &BlobKey, staged: &Staged) -> Result<()>;

    /// Frees what lies staged for a key, and its multipart uploads. Freeing nothing succeeds.
    async fn delete_staged(&self, key: &BlobKey) -> Result<()>;
}

/// What the backend shall answer a GET with, beside the bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::store) struct ResponseHeaders {
    /// `Content-Type`.
    pub(in crate::store) content_type: Option<String>,
    /// `Content-Disposition`.
    pub(in crate::store) content_disposition: Option<String>,
    /// `Cache-Control`.
    pub(in crate::store) cache_control: Option<String>,
}

/// A signed request. It is a secret for as long as it lives.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::store) struct Presigned {
    /// `GET` or `PUT`.
    pub(in crate::store) method: String,
    /// Where to.
    pub(in crate::store) url: String,
    /// Headers that must be sent as they are, since they are signed.
    pub(in crate::store) headers: Vec<(String, String)>,
    /// When it ends.
    pub(in crate::store) expire_time: Timestamp,
}

/// The signature stays out of logs.
impl std::fmt::Debug for Presigned {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Presigned")
            .field("method", &self.method)
            .field("expire_time", &self.expire_time)
            .finish_non_exhaustive()
    }
}

/// What lies staged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Staged {
    /// How many bytes.
    pub(in crate::store) size: u64,
    /// Which object it is: another PUT makes another one.
    pub(in crate::store) etag: String,
}
