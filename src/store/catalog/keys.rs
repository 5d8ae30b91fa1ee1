//! The keys that tokens are signed with.

use async_trait::async_trait;

use crate::domain::{SigningKey, Timestamp};
use crate::error::Result;

/// Signing keys on record. One of them has no end: it signs. The others verify until theirs.
#[async_trait]
pub(in crate::store) trait KeyRows: Send + Sync {
    /// The keys that verify at `now`, oldest first; if there are none on record, `fresh` becomes the first. The last
    /// one signs.
    async fn signing_keys(&self, fresh: SigningKey, now: Timestamp) -> Result<Vec<SigningKey>>;

    /// The same, of those on record.
    async fn known_signing_keys(&self, now: Timestamp) -> Result<Vec<SigningKey>>;

    /// A new key of this secret signs from `now` on; the one that signed before verifies until `until`. What is past its
    /// end is forgotten. An id is never given twice.
    async fn rotate_signing_keys(
        &self,
        secret: [u8; 32],
        until: Timestamp,
        now: Timestamp,
    ) -> Result<SigningKey>;
}
