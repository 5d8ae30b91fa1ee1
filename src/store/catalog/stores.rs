//! Stores as the catalog knows them: what it has to tell a store that is gone, or is another, from one that is new.

use async_trait::async_trait;

use crate::domain::{StoreName, Timestamp};
use crate::error::Result;

/// A store on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct StoreRow {
    /// Its name.
    pub(in crate::store) name: StoreName,
    /// The backend's kind: `memory`, `filesystem`, `sqlite`, `s3`.
    pub(in crate::store) kind: String,
    /// A hash of where it is: the place itself may tell more than a catalog should.
    pub(in crate::store) address: [u8; 32],
    /// Which process's it is, if its bytes end with that.
    pub(in crate::store) boot: Option<u64>,
    /// When an operator said that its bytes were moved to where it is now.
    pub(in crate::store) adopted: Option<Timestamp>,
}

/// How many rows tell of bytes in a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::store) struct StoreUse {
    /// Artifacts whose current content is there, over or not.
    pub(in crate::store) artifacts: u64,
    /// Contents there that wait to be freed.
    pub(in crate::store) garbage: u64,
    /// Uploads that are under way to it.
    pub(in crate::store) uploads: u64,
}

/// Stores on record.
#[async_trait]
pub(in crate::store) trait StoreRows {
    /// Every store on record, in the order of their names.
    async fn stores(&self) -> Result<Vec<StoreRow>>;

    /// Puts a store on record, in place of what was there under its name.
    async fn record_store(&self, store: &StoreRow) -> Result<()>;

    /// Takes a store off the record.
    async fn forget_store(&self, name: &StoreName) -> Result<()>;

    /// How many rows name the store. Costs a pass over all artifacts' rows.
    async fn store_use(&self, name: &StoreName) -> Result<StoreUse>;

    /// Drops every row that tells of bytes in the store, since those are gone: artifacts, garbage, uploads, block sums.
    /// Answers how many artifacts. Costs as much as [`store_use`](Self::store_use), in one transaction: it is for the
    /// start, when nobody waits.
    async fn drop_rows_of_store(&self, name: &StoreName) -> Result<u64>;
}
