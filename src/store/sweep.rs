//! Frees what is over: expired means invisible at once, swept means gone, later.
//!
//! What ends, who ends it, who sweeps it:
//!
//! | what                         | begins               | ends                               | swept by                          |
//! |------------------------------|----------------------|------------------------------------|-----------------------------------|
//! | staging file, partial blob   | `put`                | `put` done or failed               | its guard; `sweep_leftovers` (not where several share the catalog) |
//! | pending upload row (none for memory) | begin        | commit                             | its guard; `sweep` after deadline; `sweep_leftovers` |
//! | upload that outlives connections (row, parts) | its start | commit; cancelled; deadline | cancel; `sweep` after deadline; completed: its row stays until then |
//! | what no part's row tells of in it | a writer that broke off, or was fenced | its upload's end | completing or freeing it |
//! | artifact row                 | commit               | delete, own end, its session's end | delete; `sweep` (→ garbage)       |
//! | terms of its metadata        | commit, change       | with its row                       | whoever takes the row away, in the same transaction |
//! | content (blob, block sums)   | commit               | replaced, or its artifact's end    | `sweep`, once its garbage is due  |
//! | content in the row           | commit               | replaced, or its artifact's end    | replaced: as other garbage; else with the row |
//! | live view of a session       | begin, every change  | its end                            | itself: a registry keeps no more than it has room for, and nothing that is over |
//! | mark of a store              | first start          | never                              | nobody: it says whose orphans may be freed |
//! | garbage row                  | content ends         | its bytes are freed                | `sweep`                           |
//! | tombstone                    | `sweep` of an expired artifact | 24 h after its end       | `sweep`                           |
//! | session row                  | begin                | its end                            | `sweep`, a day later and empty    |
//! | lease                        | first sweep          | renewed, given back, or its end    | nobody: one row a name, taken over |
//! | answer of a request          | its effect           | a day later                        | `sweep`                           |
//! | share link                   | made                 | revoked, its own end, its artifact's | `sweep`, within two days        |
//! | URL to a store to read by   | signed               | its own end                        | `sweep`; what it reads goes at once when its artifact is over |
//! | what was put to a store's URL | a PUT             | registered; an hour after its upload's deadline | registration; `sweep` |
//! | signing key                  | first start, rotation | rotation, and the longest URL's life | the next rotation               |
//! | bytes that no row tells of   | a crash, a restore   | at once                            | `sweep_step`, if they are ours    |
//!
//! Each step may be cut anywhere and repeated: bytes go first, the row that tells of them last.

use super::Store;
use super::catalog::{Due, Lease, Overdue};
use super::orphans::Scan;
use crate::domain::{PageToken, Place, StoreName, Timestamp};
use crate::error::{ErrorKind, Result};
use crate::policy::Grant;
use crate::policy::action::Sweep;

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

/// What one step of an operator's sweep did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SweepStep {
    /// Artifacts that were over and are now garbage.
    pub expired: u64,
    /// Sessions that were over and are found to hold nothing any more.
    pub sessions: u64,
    /// Uploads that nobody finished.
    pub uploads: u64,
    /// Contents whose bytes were freed, orphans too.
    pub blobs: u64,
    /// Their bytes.
    pub bytes: u64,
    /// What looks like an orphan and was left alone, and what could not be freed.
    pub reported: u64,
    /// Leads on; empty at the end.
    pub next_token: String,
}

/// What a step is at: first what the rows tell of, then each store's blobs behind a key.
enum Stage {
    Rows,
    Blobs(StoreName, Option<String>),
}

impl Stage {
    fn write(&self) -> Vec<u8> {
        match self {
            Self::Rows => Vec::new(),
            Self::Blobs(store, after) => {
                [store.as_str().as_bytes(), b"/", after.as_deref().unwrap_or_default().as_bytes()].concat()
            }
        }
    }

    fn read(position: Option<Vec<u8>>) -> Result<Self> {
        let Some(position) = position.filter(|position| !position.is_empty()) else { return Ok(Self::Rows) };
        let invalid = || ErrorKind::PageTokenInvalid.error("the token is none of a sweep");
        let text = String::from_utf8(position).map_err(|_| invalid())?;
        let (store, after) = text.split_once('/').ok_or_else(invalid)?;
        let store = StoreName::parse("token", store).map_err(|_| invalid())?;
        Ok(Self::Blobs(store, Some(after.to_owned()).filter(|after| !after.is_empty())))
    }
}

impl Store {
    /// One bounded step of an operator's sweep, which looks for orphans too.
    pub async fn sweep_step(&self, grant: &Grant<Sweep>) -> Result<SweepStep> {
        let (action, now) = (grant.action(), grant.at());
        let ring = self.ring_knowing(PageToken::key_of(&action.token)).await?;
        let tokens = PageToken::of_query(&ring, &[b"sweep", &[u8::from(action.dry_run)]]);
        let mut step = SweepStep::default();
        let next = match Stage::read(tokens.read(&action.token)?)? {
            Stage::Rows => {
                let done = if action.dry_run {
                    self.count_overdue(now, &mut step).await?;
                    true
                } else {
                    self.sweep_rows(action.max_items, now, &mut step).await?
                };
                if done { self.blobs_behind(None) } else { Some(Stage::Rows) }
            }
            Stage::Blobs(store, after) if self.mounts.named(&store).is_some() => {
                let (limit, dry_run) = (action.max_items, action.dry_run);
                let scan = Scan { store: &store, after, limit, dry_run, now };
                match self.scan_orphans(&scan, &mut step).await? {
                    Some(after) => Some(Stage::Blobs(store, Some(after))),
                    None => self.blobs_behind(Some(&store)),
                }
            }
            // A restart has taken the store away meanwhile.
            Stage::Blobs(store, _) => self.blobs_behind(Some(&store)),
        };
        step.next_token = next.map(|stage| tokens.write(&stage.write())).unwrap_or_default();
        Ok(step)
    }

    fn blobs_behind(&self, store: Option<&StoreName>) -> Option<Stage> {
        let next =
            self.mounts.all().map(|(name, _)| name).find(|name| store.is_none_or(|store| *name > store));
        next.map(|name| Stage::Blobs(name.clone(), None))
    }

    async fn count_overdue(&self, now: Timestamp, step: &mut SweepStep) -> Result<()> {
        let Overdue { artifacts, sessions, uploads, garbage, garbage_bytes } =
            self.catalog.overdue(now).await?;
        let (expired, blobs, bytes) = (artifacts, garbage, garbage_bytes);
        *step = SweepStep { expired, sessions, uploads, blobs, bytes, ..SweepStep::default() };
        Ok(())
    }

    /// Frees up to `limit` things that rows tell of; answers whether that was all.
    async fn sweep_rows(&self, limit: usize, now: Timestamp, step: &mut SweepStep) -> Result<bool> {
        let mut left = limit;
        while left > 0 {
            let asked = left.min(STEP);
            let retired = self.catalog.retire_expired(self.limits.free_after, asked, now).await?;
            step.expired += retired.artifacts as u64;
            step.sessions += retired.sessions as u64;
            left -= retired.rows().min(left);
            if retired.rows() < asked {
                break;
            }
        }
        self.sweep_native(now).await?;
        while left > 0 {
            let asked = left.min(STEP);
            let due = self.catalog.due(asked, now).await?;
            let taken = due.len();
            let progress = self.free_counted(due, step).await;
            left -= taken.min(left);
            if taken < asked || !progress {
                break;
            }
        }
        while left > 0 {
            let asked = left.min(STEP);
            let dropped = self.catalog.drop_outlived(asked, now).await?;
            left -= dropped.min(left);
            if dropped < asked {
                break;
            }
        }
        while left > 0 {
            let asked = left.min(STEP);
            let looked_at = self.catalog.drop_links(asked, now).await?;
            left -= looked_at.min(left);
            if looked_at < asked {
                break;
            }
        }
        Ok(left > 0)
    }

    /// Frees these and counts them; answers whether any of them is gone.
    async fn free_counted(&self, due: Vec<Due>, step: &mut SweepStep) -> bool {
        let mut progress = false;
        for item in due {
            let size = match self.size_of(&item).await.map(|size| size.unwrap_or(0)) {
                Ok(size) => size,
                Err(error) => {
                    tracing::debug!(?item, ?error, "its size is not known");
                    0
                }
            };
            match (self.free(&item).await, &item) {
                (Ok(true), due) => {
                    progress = true;
                    step.bytes += size;
                    match due {
                        Due::Upload(..) => step.uploads += 1,
                        Due::Garbage(..) => step.blobs += 1,
                    }
                }
                (Ok(false), _) => {}
                (Err(error), item) => {
                    step.reported += 1;
                    tracing::warn!(?item, ?error, "could not be freed and stays due");
                }
            }
        }
        progress
    }

    async fn size_of(&self, due: &Due) -> Result<Option<u64>> {
        match due {
            Due::Garbage(_, Place::Blob { store, key }) | Due::Upload(_, Place::Blob { store, key }) => {
                self.mounts.of_row(store)?.size_of(key).await
            }
            Due::Garbage(_, Place::Inline(_)) | Due::Upload(_, Place::Inline(_)) => Ok(None),
        }
    }

    /// One whole sweep: everything that is over at `now`.
    pub async fn sweep(&self, now: Timestamp) -> Result<Swept> {
        self.sweep_under(None, now).await
    }

    /// The same for as long as this lease is held.
    pub(super) async fn sweep_under(&self, lease: Option<&Lease>, now: Timestamp) -> Result<Swept> {
        let mut swept = Swept::default();
        while self.go_on(lease).await? {
            let retired = self.catalog.retire_expired(self.limits.free_after, STEP, now).await?;
            swept.expired += retired.rows();
            if retired.rows() < STEP {
                break;
            }
        }
        self.sweep_native(now).await?;
        while self.go_on(lease).await? {
            let due = self.catalog.due(STEP, now).await?;
            let (taken, freed) = (due.len(), self.free_all(due, &mut swept).await);
            // What fails stays due: without any progress, the next sweep is early enough.
            if taken < STEP || freed == 0 {
                break;
            }
        }
        while self.go_on(lease).await? {
            let dropped = self.catalog.drop_outlived(STEP, now).await?;
            swept.dropped += dropped;
            if dropped < STEP {
                break;
            }
        }
        while self.catalog.drop_links(STEP, now).await? >= STEP {}
        Ok(swept)
    }

    /// At start, when this process has everything to itself: whoever was writing is gone. Where others share the catalog,
    /// what is pending may be theirs: its deadline ends it.
    pub(super) async fn sweep_leftovers(&self) -> Result<()> {
        if self.catalog.is_shared() {
            return Ok(());
        }
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
    pub(super) async fn free(&self, due: &Due) -> Result<bool> {
        let place = match due {
            Due::Upload(id, _) if self.in_flight.has(*id) => return Ok(false),
            Due::Upload(id, _) => return self.free_upload(*id, due).await.map(|()| true),
            Due::Garbage(_, place) => place,
        };
        if let Place::Blob { store, key } = place {
            self.mounts.of_row(store)?.delete(key).await?;
        }
        self.catalog.forget(due).await?;
        Ok(true)
    }
}
