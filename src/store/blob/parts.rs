//! Blobs in parts: what is written over hours, by one connection after another, and becomes a blob at the end.
//!
//! A *part* is all or nothing, like a blob, and is durable when it is answered; until the blob is completed nobody sees
//! any of it. Which parts a blob is made of is not known here: the catalog has a row for each part that counts, and
//! completion is told them. So whatever an earlier writer left behind, or a slower one still adds, is no part of the
//! blob unless a row says so:
//!
//! - Each taking-over of an upload has an *epoch*, and each part a *number*. The catalog gives out both and never gives
//!   one twice, so two writers never write to the same place.
//! - In order, parts come gapless, each where the one before ended; a signed URL per part lets them come in any order, and
//!   then a part may be written again, under another epoch.
//!
//! Where a backend wants parts to have a least size ([`PartRules`]), only the last may be smaller.

use async_trait::async_trait;

use super::{BlobBody, BlobEntry};
use crate::domain::{BlobKey, Part, PartRules, PartSpot, PartsHandle};
use crate::error::Result;

/// What became of the bytes of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct WrittenPart {
    /// How many they were.
    pub(in crate::store) size: u64,
    /// What the backend needs to know of it at completion (S3: the part's ETag); kept in its row. May be empty.
    pub(in crate::store) tag: String,
}

/// The second half of a backend for bytes: every [`BlobStore`](super::BlobStore) has it.
#[async_trait]
pub(in crate::store) trait PartStore: Send + Sync + 'static {
    /// What parts must be like here.
    fn part_rules(&self) -> PartRules;

    /// Begins a blob in parts, durably; answers the backend's own name for it, which is kept in the upload's row.
    /// Beginning the same key again succeeds: a crash may have come between the answer and the row. (S3 then answers
    /// another name, and [`abort_parts`](Self::abort_parts) finds both by the key.)
    async fn begin_parts(&self, key: &BlobKey) -> Result<PartsHandle>;

    /// Writes one part at its spot, and answers when it is durable.
    ///
    /// All or nothing: a body that ends with an error is answered with that error, and the spot may then be written
    /// under another epoch and number. `spot.room` is the most bytes that will come; the body decides how many do.
    /// A dropped future may leave bytes behind, of which no row tells: completion does not take them and frees them,
    /// as does [`abort_parts`](Self::abort_parts). A chunk is dropped as soon as its bytes are written. After an abort
    /// it is [`UploadNotFound`](crate::error::ErrorKind::UploadNotFound).
    async fn put_part(
        &self,
        key: &BlobKey,
        handle: &PartsHandle,
        spot: PartSpot,
        body: BlobBody<'_>,
    ) -> Result<WrittenPart>;

    /// Makes the blob of these parts, ordered by offset, gapless from 0 on and at least one, and answers its size. Then
    /// it is there whole and durable as after a `put`, and all else of the key's parts is freed.
    ///
    /// Idempotent: if the blob is there already, with the size that the parts have, that is success, whatever is left
    /// of the parts. Cut anywhere, it can be called again. The caller sees to it that two never run at once.
    async fn complete_parts(&self, key: &BlobKey, handle: &PartsHandle, parts: &[Part]) -> Result<u64>;

    /// Frees every part of this name, recorded or not; what is absent succeeds. No handle: every part of the key, since
    /// whether the backend was ever told is not known. A blob that is completed stays.
    async fn abort_parts(&self, key: &BlobKey, handle: Option<&PartsHandle>) -> Result<()>;

    /// Up to `limit` keys of which there are parts, from behind `after` on, in the order of their bytes: for the scan that
    /// looks for what no row tells of. A backend that cannot list them answers none.
    async fn list_parts(&self, after: Option<&str>, limit: usize) -> Result<Vec<BlobEntry>>;
}
