//! Frees what is over: expired means invisible at once, swept means gone, later.
//!
//! What ends, who ends it, who sweeps it:
//!
//! | what                         | begins               | ends                               | swept by                          |
//! |------------------------------|----------------------|------------------------------------|-----------------------------------|
//! | staging file, partial blob   | `put`                | `put` done or failed               | its guard; `sweep_leftovers`      |
//! | pending upload row           | begin                | commit                             | its guard; `sweep` after deadline; `sweep_leftovers` |
//! | artifact row                 | commit               | delete, own end, its session's end | delete; `sweep` (→ garbage)       |
//! | content (blob, block sums)   | commit               | replaced, or its artifact's end    | `sweep`, once its garbage is due  |
//! | garbage row                  | content ends         | its bytes are freed                | `sweep`                           |
//! | tombstone                    | `sweep` of an expired artifact | 24 h after its end       | `sweep`                           |
//! | session row                  | begin                | its end                            | `sweep`, a day later and empty    |
//!
//! Each step may be cut anywhere and repeated: bytes go first, the row that tells of them last.

use super::Store;
use super::catalog::Due;
use crate::domain::{Place, Timestamp};
use crate::error::Result;

/// How much one step takes at the most, so that no transaction is long.
const STEP: usize = 500;

/// What a sweep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Artifacts that were over and are now garbage.
    pub expired: usize,
    /// Contents and uploads whose bytes were freed.
    pub freed: usize,
    /// Rows that had only been kept to answer for what is gone.
    pub dropped: usize,
    /// Things that could not be freed; they stay due.
    pub failed: usize,
}

impl Store {
    /// One whole sweep: everything that is over at `now`.
    pub async fn sweep(&self, now: Timestamp) -> Result<Swept> {
        let mut swept = Swept::default();
        loop {
            let expired = self.catalog.retire_expired(self.limits.free_after, STEP, now).await?;
            swept.expired += expired;
            if expired < STEP {
                break;
            }
        }
        loop {
            let due = self.catalog.due(STEP, now).await?;
            let (taken, freed) = (due.len(), self.free_all(due, &mut swept).await);
            // What fails stays due: without any progress, the next sweep is early enough.
            if taken < STEP || freed == 0 {
                break;
            }
        }
        loop {
            let dropped = self.catalog.drop_outlived(STEP, now).await?;
            swept.dropped += dropped;
            if dropped < STEP {
                break;
            }
        }
        Ok(swept)
    }

    /// At start, when this process has everything to itself: whoever was writing is gone.
    pub(super) async fn sweep_leftovers(&self) -> Result<()> {
        let mut swept = Swept::default();
        loop {
            let pending = self.catalog.pending_uploads(STEP).await?;
            let (taken, freed) = (pending.len(), self.free_all(pending, &mut swept).await);
            if taken < STEP || freed == 0 {
                break;
            }
        }
        for (name, blobs) in self.mounts.all() {
            let files = blobs.sweep_staging().await?;
            if files > 0 || swept.freed > 0 {
                tracing::info!(store = %name, files, uploads = swept.freed, "freed what unfinished uploads had left");
            }
        }
        Ok(())
    }

    async fn free_all(&self, due: Vec<Due>, swept: &mut Swept) -> usize {
        let before = swept.freed;
        for item in due {
            match self.free(&item).await {
                Ok(true) => swept.freed += 1,
                Ok(false) => {}
                Err(error) => {
                    swept.failed += 1;
                    tracing::warn!(?item, ?error, "could not be freed and stays due");
                }
            }
        }
        swept.freed - before
    }

    /// Bytes first, then the row; an upload that this process is writing is left alone.
    async fn free(&self, due: &Due) -> Result<bool> {
        let place = match due {
            Due::Upload(id, _) if self.in_flight.has(*id) => return Ok(false),
            Due::Upload(_, place) | Due::Garbage(_, place) => place,
        };
        if let Place::Blob { store, key } = place {
            self.mounts.of_row(store)?.delete(key).await?;
        }
        self.catalog.forget(due).await?;
        Ok(true)
    }
}
