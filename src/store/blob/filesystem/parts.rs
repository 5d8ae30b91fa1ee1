//! Parts as files: each epoch writes a *segment* of its own, in which every byte lies where it lies in the content.
//!
//! ```text
//! {root}/.parts/{key}/{epoch}      holes before its first part; what no row tells of may stand anywhere in it
//! ```
//!
//! So the segment that holds the beginning becomes the blob: what other segments hold of it is copied into it (in the
//! kernel, and shared where the file system can), it is cut to size, synced, linked to its own name, the directory
//! synced. Content that came in one go is not copied at all. Everything before the link can be done again.
//!
//! A step of a writer that was overtaken may still wait on the blocking pool. Each segment of this process has a lock,
//! under which it is written; to complete or abort closes all of a key's segments under that lock first, and a closed one
//! takes no byte.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom};
use std::os::unix::fs::FileExt as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use futures::TryStreamExt as _;

use super::write::{Gathered, WRITE_AT_LEAST, settle};
use super::{FileBlobs, Shared, failure, listing, step};
use crate::domain::{BlobKey, Part, PartRules, PartSpot, PartsHandle};
use crate::error::{Error, Result};
use crate::store::blob::parts::{PartStore, WrittenPart};
use crate::store::blob::{BlobBody, BlobEntry, corrupt, freed};

/// How often a directory is emptied into which somebody else puts something meanwhile.
const EMPTY_ATTEMPTS: usize = 32;

/// A file name that stands behind those of all segments: they are hexadecimal.
const BEHIND_SEGMENTS: &str = "~";

#[async_trait]
impl PartStore for FileBlobs {
    fn part_rules(&self) -> PartRules {
        PartRules { least: 1, most: u64::MAX, count: None }
    }

    async fn begin_parts(&self, key: &BlobKey) -> Result<PartsHandle> {
        let key = key.clone();
        self.step(move |shared| shared.parts.directories().make(&shared.parts_dir(&key)).map_err(failure))
            .await?;
        // The key says where they are.
        Ok(PartsHandle::new(""))
    }

    async fn put_part(
        &self,
        key: &BlobKey,
        _handle: &PartsHandle,
        spot: PartSpot,
        mut body: BlobBody<'_>,
    ) -> Result<WrittenPart> {
        let segment = Arc::new(Segment::new(Arc::clone(&self.shared), key.clone(), spot.epoch));
        let (mut gathered, mut at) = (Gathered::default(), spot.offset);
        let mut writing = None;
        loop {
            let chunk = tokio::select! {
                chunk = body.try_next() => chunk?,
                done = settle(&mut writing), if writing.is_some() => {
                    done?;
                    continue;
                }
            };
            let Some(chunk) = chunk else { break };
            gathered.push(chunk);
            if gathered.len() >= WRITE_AT_LEAST {
                settle(&mut writing).await?;
                let (piece, begin) = (std::mem::take(&mut gathered), at);
                at += piece.len() as u64;
                let segment = Arc::clone(&segment);
                writing = Some(tokio::task::spawn_blocking(move || segment.write(&piece, begin)));
            }
        }
        // The last of the source's memory goes before the disk is waited for.
        drop(body);
        settle(&mut writing).await?;
        let size = at + gathered.len() as u64 - spot.offset;
        step(move || {
            segment.write(&gathered, at)?;
            drop(gathered);
            segment.sync()
        })
        .await?;
        Ok(WrittenPart { size, tag: String::new() })
    }

    async fn complete_parts(&self, key: &BlobKey, _handle: &PartsHandle, parts: &[Part]) -> Result<u64> {
        let (key, parts) = (key.clone(), parts.to_vec());
        self.step(move |shared| shared.complete(&key, &parts)).await
    }

    async fn abort_parts(&self, key: &BlobKey, _handle: Option<&PartsHandle>) -> Result<()> {
        let key = key.clone();
        self.step(move |shared| shared.free_parts(&key)).await
    }

    async fn list_parts(&self, after: Option<&str>, limit: usize) -> Result<Vec<BlobEntry>> {
        let after = after.map(|key| format!("{key}/{BEHIND_SEGMENTS}")).unwrap_or_default();
        self.step(move |shared| shared.list_parts(after, limit).map_err(failure)).await
    }
}

/// The segments of this process that somebody writes, by key.
pub(super) struct Segments {
    directories: super::Directories,
    open: Mutex<HashMap<BlobKey, Vec<Arc<Slot>>>>,
}

impl Segments {
    pub(super) fn new(directories: super::Directories) -> Self {
        Self { directories, open: Mutex::default() }
    }

    fn directories(&self) -> &super::Directories {
        &self.directories
    }

    fn open(&self) -> MutexGuard<'_, HashMap<BlobKey, Vec<Arc<Slot>>>> {
        // A change is one call, so a panic elsewhere leaves no half of one.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From here on none of them takes a byte; a write that runs is waited for.
    fn close(&self, key: &BlobKey) {
        let slots = self.open().get(key).cloned().unwrap_or_default();
        for slot in slots {
            *slot.state() = State::Closed;
        }
    }
}

/// A segment, known to its writer and to whoever closes it.
struct Slot(Mutex<State>);

enum State {
    /// The file is opened, or made, by the first write.
    Unopened,
    Open(File),
    Closed,
}

impl Slot {
    fn state(&self) -> MutexGuard<'_, State> {
        // Each state is set after what it says was done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One part's way into its segment.
struct Segment {
    shared: Arc<Shared>,
    key: BlobKey,
    path: PathBuf,
    slot: Arc<Slot>,
}

impl Segment {
    fn new(shared: Arc<Shared>, key: BlobKey, epoch: u64) -> Self {
        let path = shared.segment(&key, epoch);
        let slot = Arc::new(Slot(Mutex::new(State::Unopened)));
        shared.parts.open().entry(key.clone()).or_default().push(Arc::clone(&slot));
        Self { shared, key, path, slot }
    }

    fn write(&self, gathered: &Gathered, at: u64) -> Result<()> {
        let mut state = self.slot.state();
        if let State::Unopened = &*state {
            // The directory came with the beginning and goes with the end: where it is not, there is no upload.
            let opened = OpenOptions::new().write(true).create(true).truncate(false).open(&self.path);
            *state = State::Open(opened.map_err(|error| self.gone(error))?);
        }
        let State::Open(file) = &*state else { return Err(freed()) };
        let (small, large) = gathered.pieces();
        file.write_all_at(small, at).map_err(failure)?;
        file.write_all_at(large, at + small.len() as u64).map_err(failure)
    }

    fn sync(&self) -> Result<()> {
        let state = self.slot.state();
        let State::Open(file) = &*state else { return Err(freed()) };
        file.sync_data().map_err(failure)?;
        // Its name as well: whoever made it may have died before this.
        let dir = self.shared.parts_dir(&self.key);
        File::open(dir).and_then(|dir| dir.sync_all()).map_err(|error| self.gone(error))
    }

    fn gone(&self, error: io::Error) -> Error {
        self.shared.absent(error).map_or_else(|other| other, |()| freed())
    }
}

impl Drop for Segment {
    fn drop(&mut self) {
        let mut open = self.shared.parts.open();
        if let Some(slots) = open.get_mut(&self.key) {
            slots.retain(|other| !Arc::ptr_eq(other, &self.slot));
            if slots.is_empty() {
                open.remove(&self.key);
            }
        }
    }
}

/// Parts of one epoch, one behind the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    epoch: u64,
    begin: u64,
    end: u64,
}

fn runs(parts: &[Part]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for part in parts {
        match runs.last_mut() {
            Some(run) if run.epoch == part.epoch && run.end == part.offset => run.end = part.end(),
            Some(_) | None => runs.push(Run { epoch: part.epoch, begin: part.offset, end: part.end() }),
        }
    }
    runs
}

impl Shared {
    fn parts_dir(&self, key: &BlobKey) -> PathBuf {
        self.parts.directories().root().join(key.as_str())
    }

    fn segment(&self, key: &BlobKey, epoch: u64) -> PathBuf {
        self.parts_dir(key).join(format!("{epoch:016x}"))
    }

    fn complete(&self, key: &BlobKey, parts: &[Part]) -> Result<u64> {
        self.parts.close(key);
        let wanted = parts.last().map_or(0, Part::end);
        let path = self.path(key);
        match self.size_of(key)? {
            None => {
                let base = self.gather(key, &runs(parts), wanted)?;
                self.directories.link(&base, &path).map_err(failure)?;
            }
            Some(size) if size == wanted => {}
            Some(_) => return Err(corrupt("the completed blob has another size than its parts")),
        }
        // Also if it was linked before: whoever did that may have died before this.
        self.directories.sync_link(&path).map_err(failure)?;
        self.free_parts(key)?;
        Ok(wanted)
    }

    /// Gathers all of it in the segment that has the beginning; answers where that is.
    fn gather(&self, key: &BlobKey, runs: &[Run], wanted: u64) -> Result<PathBuf> {
        let Some((first, others)) = runs.split_first() else {
            return Err(Error::internal("a blob without parts was to be completed"));
        };
        let path = self.segment(key, first.epoch);
        let base = OpenOptions::new().read(true).write(true).open(&path).map_err(|e| self.missing(e))?;
        holds(&base, first.end)?;
        for run in others.iter().filter(|run| run.epoch != first.epoch) {
            let mut segment = File::open(self.segment(key, run.epoch)).map_err(|e| self.missing(e))?;
            holds(&segment, run.end)?;
            copy(&mut segment, &base, *run).map_err(failure)?;
        }
        base.set_len(wanted).and_then(|()| base.sync_all()).map_err(failure)?;
        Ok(path)
    }

    fn missing(&self, error: io::Error) -> Error {
        self.absent(error).map_or_else(|other| other, |()| corrupt("a part that was stored is missing"))
    }

    /// Takes the key's parts away. The directory is not synced: what a crash brings back, the next look finds.
    fn free_parts(&self, key: &BlobKey) -> Result<()> {
        self.parts.close(key);
        let dir = self.parts_dir(key);
        for _ in 0..EMPTY_ATTEMPTS {
            let entries = match fs::read_dir(&dir) {
                Ok(entries) => entries,
                Err(error) => return self.absent(error),
            };
            for entry in entries {
                let path = entry.map_err(failure)?.path();
                fs::remove_file(path).or_else(|error| self.absent(error))?;
            }
            self.parts.directories().prune(&dir);
        }
        Ok(())
    }

    fn list_parts(&self, mut after: String, limit: usize) -> io::Result<Vec<BlobEntry>> {
        let mut keys: Vec<BlobEntry> = Vec::new();
        while keys.len() < limit {
            let segments = listing::list(self.parts.directories().root(), &after, limit)?;
            let Some(last) = segments.last() else { break };
            after.clone_from(&last.key);
            for segment in segments {
                let Some((key, _)) = segment.key.rsplit_once('/') else { continue };
                match keys.last_mut() {
                    Some(of_key) if of_key.key == key => {
                        of_key.size += segment.size;
                        of_key.modified = of_key.modified.max(segment.modified);
                    }
                    Some(_) | None => keys.push(BlobEntry { key: key.to_owned(), ..segment }),
                }
            }
        }
        keys.truncate(limit);
        Ok(keys)
    }
}

fn holds(segment: &File, end: u64) -> Result<()> {
    let size = segment.metadata().map_err(failure)?.len();
    if size < end { Err(corrupt("stored bytes are fewer than they should be")) } else { Ok(()) }
}

/// Between files the standard library copies in the kernel.
fn copy(from: &mut File, into: &File, run: Run) -> io::Result<()> {
    use io::Read as _;
    from.seek(SeekFrom::Start(run.begin))?;
    let mut into = into;
    into.seek(SeekFrom::Start(run.begin))?;
    let size = run.end - run.begin;
    match io::copy(&mut from.take(size), &mut into)? {
        copied if copied == size => Ok(()),
        _ => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}
