//! Bytes that no row tells of: what a crash brought back, or what was put beside us.
//!
//! A blob's key stands in a row from before it is published until after it is freed. So a key of ours, old enough, that
//! no row names is nobody's. Bytes that end with the process need no row while they are written, so of them the scan
//! says nothing: none can be left over. Freed is it only in a store that carries *our* catalog's mark: after a restore the rows may
//! be older than the bytes, and then the scan reports and frees nothing.

use super::blob::{BlobEntry, BlobStore, MARK_KEY};
use super::{Store, SweepStep};
use crate::domain::{BlobKey, StoreName, Timestamp};
use crate::error::Result;

/// Keys of parts that are looked at together.
const PARTS_AT_ONCE: usize = 500;

/// How one part of a scan goes.
pub(super) struct Scan<'a> {
    pub(super) store: &'a StoreName,
    /// The key behind which it begins.
    pub(super) after: Option<String>,
    /// How many blobs it looks at.
    pub(super) limit: usize,
    /// Count only.
    pub(super) dry_run: bool,
    pub(super) now: Timestamp,
}

impl Store {
    /// Marks every store as this catalog's, unless it carries another's mark.
    pub(super) async fn mark_stores(&self) -> Result<()> {
        for (name, blobs) in self.mounts.all() {
            if blobs.mark(self.catalog.id()).await? != self.catalog.id() {
                tracing::warn!(store = %name, "the store carries another catalog's mark: orphans are only reported");
            }
        }
        Ok(())
    }

    /// Looks at some of a store's blobs; answers the key behind which it goes on, if it does.
    pub(super) async fn scan_orphans(&self, scan: &Scan<'_>, step: &mut SweepStep) -> Result<Option<String>> {
        let blobs = self.mounts.of_row(scan.store)?;
        if !blobs.outlives_process() {
            return Ok(None);
        }
        let entries = blobs.list(scan.after.as_deref(), scan.limit).await?;
        let next =
            if entries.len() < scan.limit { None } else { entries.last().map(|entry| entry.key.clone()) };
        let ours = blobs.mark(self.catalog.id()).await? == self.catalog.id();
        let (mut keys, mut suspects) = (Vec::new(), Vec::new());
        for entry in entries {
            match BlobKey::parse(&entry.key) {
                Ok(_) if entry.modified.plus(self.limits.sweep_orphan_age) > scan.now => {}
                Ok(key) => {
                    keys.push(key);
                    suspects.push(entry);
                }
                Err(_) if entry.key == MARK_KEY => {}
                Err(_) => step.reported += 1,
            }
        }
        let known = self.catalog.known_keys(&keys).await?;
        let orphans =
            keys.iter().zip(suspects).zip(known).filter(|(_, known)| !known).map(|(orphan, _)| orphan);
        for (key, entry) in orphans {
            if ours {
                free(blobs.as_ref(), key, &entry, scan, step).await;
            } else {
                step.reported += 1;
            }
        }
        if next.is_none() {
            self.scan_parts(blobs.as_ref(), scan, ours, step).await?;
        }
        Ok(next)
    }

    /// Looks at what there is in parts, behind the last of the blobs: uploads that no row tells of any more. There are
    /// as many as uploads under way, so one step takes them all.
    async fn scan_parts(
        &self,
        blobs: &dyn BlobStore,
        scan: &Scan<'_>,
        ours: bool,
        step: &mut SweepStep,
    ) -> Result<()> {
        let mut after = None::<String>;
        loop {
            let entries = blobs.list_parts(after.as_deref(), PARTS_AT_ONCE).await?;
            let Some(last) = entries.last() else { return Ok(()) };
            after = Some(last.key.clone());
            let old =
                entries.into_iter().filter(|e| e.modified.plus(self.limits.sweep_orphan_age) <= scan.now);
            let parsed = old.filter_map(|entry| Some((BlobKey::parse(&entry.key).ok()?, entry)));
            let (keys, entries): (Vec<BlobKey>, Vec<BlobEntry>) = parsed.unzip();
            let known = self.catalog.known_keys(&keys).await?;
            for ((key, entry), _) in keys.iter().zip(entries).zip(known).filter(|(_, known)| !known) {
                if !ours {
                    step.reported += 1;
                    continue;
                }
                if !scan.dry_run {
                    blobs.abort_parts(key, None).await?;
                }
                step.blobs += 1;
                step.bytes += entry.size;
            }
        }
    }
}

async fn free(
    blobs: &dyn BlobStore,
    key: &BlobKey,
    entry: &BlobEntry,
    scan: &Scan<'_>,
    step: &mut SweepStep,
) {
    if !scan.dry_run
        && let Err(error) = blobs.delete(key).await
    {
        tracing::warn!(store = %scan.store, %key, ?error, "an orphan could not be freed; a later scan finds it again");
        step.reported += 1;
        return;
    }
    step.blobs += 1;
    step.bytes += entry.size;
}
