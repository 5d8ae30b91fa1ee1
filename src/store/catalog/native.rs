//! What is written down of URLs to the stores themselves, since nobody can take such a URL back.
//!
//! Two things must be known of them. What may be read by one goes at once when its artifact goes, not when its running
//! downloads are through. And where something may be put by one, bytes may lie that no other row tells of, for as long as
//! the URL lives and whatever has become of its upload.

use async_trait::async_trait;

use super::Due;
use crate::domain::{ArtifactId, BlobKey, StoreName, Timestamp};
use crate::error::Result;

/// Rows about URLs to the stores themselves.
#[async_trait]
pub(in crate::store) trait NativeRows: Send + Sync {
    /// Notes that this content of this artifact can be read by such a URL until then. Answers whether the content is still
    /// the artifact's: if not, no URL may be given away.
    async fn note_native_read(&self, artifact: ArtifactId, key: &BlobKey, until: Timestamp) -> Result<bool>;

    /// Makes due what can be read by such a URL at `now` though its artifact is gone, of this artifact or of all, and
    /// answers up to `limit` of it.
    async fn hasten_native(
        &self,
        artifact: Option<ArtifactId>,
        limit: usize,
        now: Timestamp,
    ) -> Result<Vec<Due>>;

    /// Forgets URLs to read by that are over.
    async fn drop_native_reads(&self, now: Timestamp) -> Result<()>;

    /// Notes that something may be put beside this key until then.
    async fn note_staged(&self, store: &StoreName, key: &BlobKey, until: Timestamp) -> Result<()>;

    /// Was that noted?
    async fn is_staged(&self, key: &BlobKey) -> Result<bool>;

    /// Says which of the objects that may come to lie beside the key is the one that is taken; the first word stands, and
    /// is answered.
    async fn pin_staged(&self, key: &BlobKey, etag: &str) -> Result<String>;

    /// Up to `limit` keys beside which nothing can be put any more.
    async fn staged_due(&self, limit: usize, now: Timestamp) -> Result<Vec<(StoreName, BlobKey)>>;

    /// Forgets one of them, when what lay there is freed.
    async fn forget_staged(&self, key: &BlobKey) -> Result<()>;
}
