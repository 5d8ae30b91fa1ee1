//! One write: gather, write while the next bytes come, sync as it goes, publish.
//!
//! What happens if the future is dropped: a step that runs goes on to its end, and whoever held the [`Staging`] last
//! removes the staging file; a link that was made for nobody is removed by [`Published`].

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use futures::TryStreamExt as _;
use tokio::task::JoinHandle;

use super::{Shared, clean_up, create, failure};
use crate::domain::{BlobKey, Chunk};
use crate::error::{Error, Result};
use crate::store::blob::{BlobBody, corrupt, freed, taken, unavailable};

/// Smaller chunks are gathered up to this before they are written: a hop to the blocking pool costs some 10 µs, as much
/// as writing 100 KiB.
pub(super) const WRITE_AT_LEAST: usize = 256 << 10;

/// So many bytes are written before the disk is told to begin. Left to the end, it would do nothing while the bytes
/// come and the answer would wait for all of them: measured on 1 GiB, a third to a sixth of the speed.
const SYNC_EVERY: usize = 16 << 20;

/// Writes a blob.
pub(super) async fn put(shared: &Arc<Shared>, key: &BlobKey, mut body: BlobBody<'_>) -> Result<u64> {
    let mut writer = Writer {
        staging: Arc::new(Staging::new(Arc::clone(shared), key.clone())),
        gathered: Gathered::default(),
        size: 0,
        unsynced: 0,
        writing: None,
        syncing: None,
    };
    while let Some(chunk) = writer.next(&mut body).await? {
        writer.push(chunk).await?;
    }
    // The last of the source's memory goes before the disk is waited for.
    drop(body);
    writer.finish().await
}

/// Writes a blob of another one's bytes: the same file under a second name, since no file is ever changed.
pub(super) async fn copy(shared: &Arc<Shared>, from: &BlobKey, to: &BlobKey) -> Result<u64> {
    let (shared, source, to) = (Arc::clone(shared), shared.path(from), to.clone());
    let published = super::step(move || {
        let size = match fs::symlink_metadata(&source) {
            Ok(found) => found.len(),
            Err(error) => {
                shared.absent(error)?;
                return Err(corrupt("stored bytes are missing"));
            }
        };
        let path = shared.path(&to);
        let linked = match shared.directories.link(&source, &path) {
            // A file has so many names at the most. The kernel then copies, or shares the blocks where it can.
            Err(error) if error.kind() == io::ErrorKind::TooManyLinks => {
                let staging = Staging::new(Arc::clone(&shared), to);
                io::copy(&mut File::open(&source).map_err(failure)?, &mut &*staging.file()?)
                    .map_err(failure)?;
                staging.sync()?;
                return Ok((staging.publish()?, size));
            }
            // Freed since it was looked at.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(corrupt("stored bytes are missing"));
            }
            linked => linked,
        };
        linked.map_err(refusal)?;
        let published = Published { shared: Arc::clone(&shared), path, kept: false };
        shared.directories.sync_link(&published.path).map_err(failure)?;
        Ok((published, size))
    });
    let (published, size) = published.await?;
    published.keep();
    Ok(size)
}

struct Writer {
    staging: Arc<Staging>,
    gathered: Gathered,
    /// Bytes taken.
    size: u64,
    /// Bytes given to the file since the disk was last told to begin.
    unsynced: usize,
    /// The one write that is in flight.
    writing: Option<JoinHandle<Result<()>>>,
    /// The one sync that is in flight; it runs beside the writes.
    syncing: Option<JoinHandle<Result<()>>>,
}

impl Writer {
    /// The next chunk; or the failure of what is in flight, as soon as it is known.
    async fn next(&mut self, body: &mut BlobBody<'_>) -> Result<Option<Chunk>> {
        loop {
            tokio::select! {
                chunk = body.try_next() => return chunk,
                done = settle(&mut self.writing), if self.writing.is_some() => done?,
                done = settle(&mut self.syncing), if self.syncing.is_some() => done?,
            }
        }
    }

    async fn push(&mut self, chunk: Chunk) -> Result<()> {
        self.size += chunk.data.len() as u64;
        self.gathered.push(chunk);
        if self.gathered.len() < WRITE_AT_LEAST {
            return Ok(());
        }
        settle(&mut self.writing).await?;
        self.sync_if_due();
        let gathered = std::mem::take(&mut self.gathered);
        self.unsynced += gathered.len();
        let staging = Arc::clone(&self.staging);
        self.writing = Some(tokio::task::spawn_blocking(move || staging.write(gathered)));
        Ok(())
    }

    fn sync_if_due(&mut self) {
        if self.unsynced < SYNC_EVERY || self.syncing.is_some() {
            return;
        }
        self.unsynced = 0;
        let staging = Arc::clone(&self.staging);
        self.syncing = Some(tokio::task::spawn_blocking(move || staging.sync()));
    }

    /// The rest in one step, so a small blob costs one hop to the blocking pool.
    async fn finish(mut self) -> Result<u64> {
        settle(&mut self.writing).await?;
        settle(&mut self.syncing).await?;
        let Self { staging, gathered, size, .. } = self;
        let published = super::step(move || {
            staging.write(gathered)?;
            staging.sync()?;
            staging.publish()
        });
        published.await?.keep();
        Ok(size)
    }
}

/// Waits for a step in flight, if there is one. May be dropped and called again.
pub(super) async fn settle(step: &mut Option<JoinHandle<Result<()>>>) -> Result<()> {
    let Some(running) = step else { return Ok(()) };
    let done = running.await;
    *step = None;
    done.unwrap_or_else(|error| Err(unavailable(error)))
}

/// Bytes on their way to one write: small chunks copied together, so that what they held is free while the next one is
/// waited for, then perhaps a large one as it came.
#[derive(Default)]
pub(super) struct Gathered {
    small: Vec<u8>,
    large: Option<Chunk>,
}

impl Gathered {
    /// A large chunk makes it worth writing, so there is never a second one.
    pub(super) fn push(&mut self, chunk: Chunk) {
        if chunk.data.len() >= WRITE_AT_LEAST {
            self.large = Some(chunk);
        } else {
            self.small.extend_from_slice(&chunk.data);
        }
    }

    /// The bytes, in order.
    pub(super) fn pieces(&self) -> (&[u8], &[u8]) {
        (&self.small, self.large.as_ref().map_or(&[], |chunk| &chunk.data))
    }

    pub(super) fn len(&self) -> usize {
        self.small.len() + self.large.as_ref().map_or(0, |chunk| chunk.data.len())
    }
}

/// A staging file for as long as somebody writes it.
struct Staging {
    shared: Arc<Shared>,
    key: BlobKey,
    slot: Arc<Slot>,
}

/// A staging name, known to the write and to whoever frees its key meanwhile.
struct Slot {
    path: PathBuf,
    /// Locked on the blocking pool only, for as long as its files are touched.
    state: Mutex<State>,
}

enum State {
    /// The file comes with the first write, in the same step.
    Unborn,
    Open(Arc<File>),
    /// Published, freed or given up.
    Gone,
}

impl Slot {
    fn state(&self) -> MutexGuard<'_, State> {
        // Each state is set after what it says was done.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn free(&self) -> io::Result<()> {
        let mut state = self.state();
        if let State::Open(_) = &*state {
            match fs::remove_file(&self.path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        *state = State::Gone;
        Ok(())
    }
}

impl Staging {
    fn new(shared: Arc<Shared>, key: BlobKey) -> Self {
        let slot = Arc::new(Slot { path: shared.fresh_staging(), state: Mutex::new(State::Unborn) });
        shared.unfinished.add(&key, &slot);
        Self { shared, key, slot }
    }

    fn file(&self) -> Result<Arc<File>> {
        let mut state = self.slot.state();
        match &*state {
            State::Open(file) => Ok(Arc::clone(file)),
            State::Gone => Err(freed()),
            State::Unborn => {
                // A key that is taken is refused before its bytes are; the link refuses it for certain.
                if fs::symlink_metadata(self.shared.path(&self.key)).is_ok() {
                    return Err(taken());
                }
                let file = Arc::new(create(&self.slot.path).map_err(failure)?);
                *state = State::Open(Arc::clone(&file));
                Ok(file)
            }
        }
    }

    /// Appends; the chunk and what it holds are free when this returns.
    fn write(&self, gathered: Gathered) -> Result<()> {
        let file = self.file()?;
        let Gathered { small, large } = gathered;
        (&*file).write_all(&small).map_err(failure)?;
        if let Some(chunk) = large {
            (&*file).write_all(&chunk.data).map_err(failure)?;
        }
        Ok(())
    }

    fn sync(&self) -> Result<()> {
        self.file()?.sync_data().map_err(failure)
    }

    /// Gives the synced file its own name, and makes that last.
    fn publish(&self) -> Result<Published> {
        let path = self.shared.path(&self.key);
        let mut state = self.slot.state();
        if let State::Gone = &*state {
            return Err(freed());
        }
        self.shared.directories.link(&self.slot.path, &path).map_err(refusal)?;
        let published = Published { shared: Arc::clone(&self.shared), path, kept: false };
        // Not synced and its failure not told: what stays of the staging name is swept at the next start.
        let _ = fs::remove_file(&self.slot.path);
        *state = State::Gone;
        drop(state);
        self.shared.directories.sync_link(&published.path).map_err(failure)?;
        Ok(published)
    }
}

fn refusal(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::AlreadyExists => taken(),
        _ => failure(error),
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        let (shared, key, slot) = (Arc::clone(&self.shared), self.key.clone(), Arc::clone(&self.slot));
        let nothing_left = match self.slot.state.try_lock() {
            Ok(state) => !matches!(*state, State::Open(_)),
            Err(TryLockError::Poisoned(_) | TryLockError::WouldBlock) => false,
        };
        if nothing_left {
            shared.unfinished.remove(&key, &slot);
            return;
        }
        clean_up(move || {
            // Known until it is gone, so a delete that comes first does it.
            let _ = slot.free();
            shared.unfinished.remove(&key, &slot);
        });
    }
}

/// A blob that has its name, but whose write is not answered yet: if nobody is there to be told, it goes again.
struct Published {
    shared: Arc<Shared>,
    path: PathBuf,
    kept: bool,
}

impl Published {
    fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for Published {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        let (shared, path) = (Arc::clone(&self.shared), std::mem::take(&mut self.path));
        clean_up(move || {
            let _ = fs::remove_file(&path);
            if let Some(parent) = path.parent() {
                shared.directories.prune(parent);
            }
        });
    }
}

/// The staging names of this process, by key.
#[derive(Default)]
pub(super) struct Unfinished(Mutex<HashMap<BlobKey, Vec<Arc<Slot>>>>);

impl Unfinished {
    fn slots(&self) -> MutexGuard<'_, HashMap<BlobKey, Vec<Arc<Slot>>>> {
        // A change is one call, so a panic elsewhere leaves no half of one.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, key: &BlobKey, slot: &Arc<Slot>) {
        self.slots().entry(key.clone()).or_default().push(Arc::clone(slot));
    }

    fn remove(&self, key: &BlobKey, slot: &Arc<Slot>) {
        let mut slots = self.slots();
        if let Some(of_key) = slots.get_mut(key) {
            of_key.retain(|other| !Arc::ptr_eq(other, slot));
            if of_key.is_empty() {
                slots.remove(key);
            }
        }
    }

    /// Frees what unfinished writes of this key left; those that still run fail at their next step.
    pub(super) fn free(&self, key: &BlobKey) -> Result<()> {
        let of_key = self.slots().get(key).cloned().unwrap_or_default();
        of_key.iter().try_for_each(|slot| slot.free().map_err(failure))
    }
}
