//! Blobs in the memory of the process: for tests, for zero configuration, and for what may be lost.
//!
//! Bytes are kept as blocks of [`BLOCK_SIZE`], so that memory is what the content takes and not what the frames it
//! came in happened to take, and readers share the blocks by reference: a deleted blob lives as long as its readers.

mod parts;

use std::collections::BTreeMap;
use std::collections::btree_map;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream;
use futures::{StreamExt, TryStreamExt};

use self::parts::Unfinished;
use super::{BlobBody, BlobBytes, BlobEntry, BlobStore, Presigner, corrupt, taken};
use crate::clock::Clock;
use crate::domain::{BLOCK_SIZE, BlobKey, Chunk, ResolvedRange, Timestamp};
use crate::error::Result;

/// One block, as a length in memory.
const BLOCK: usize = 1 << 20;
const _: () = assert!(BLOCK as u64 == BLOCK_SIZE);

#[derive(Debug, Clone)]
struct Blob {
    /// All of one block but the last, which is not empty.
    blocks: Arc<[Bytes]>,
    size: u64,
    modified: Timestamp,
}

/// See the module's head.
pub(super) struct MemoryBlobs {
    blobs: Mutex<BTreeMap<String, Blob>>,
    unfinished: Mutex<BTreeMap<String, Unfinished>>,
    mark: Mutex<Option<String>>,
    clock: Arc<dyn Clock>,
}

impl MemoryBlobs {
    /// A store with nothing in it.
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { blobs: Mutex::default(), unfinished: Mutex::default(), mark: Mutex::default(), clock }
    }

    fn blobs(&self) -> MutexGuard<'_, BTreeMap<String, Blob>> {
        // Each change is one call on the map, so a panic elsewhere leaves it as it was or as it should be.
        self.blobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn unfinished(&self) -> MutexGuard<'_, BTreeMap<String, Unfinished>> {
        // As above.
        self.unfinished.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl BlobStore for MemoryBlobs {
    async fn put(&self, key: &BlobKey, mut body: BlobBody<'_>, size: Option<u64>) -> Result<u64> {
        if self.blobs().contains_key(key.as_str()) {
            return Err(taken());
        }
        let mut blocks = Blocks::new(size);
        while let Some(chunk) = body.try_next().await? {
            blocks.push(chunk);
        }
        let (blocks, size) = blocks.finish();
        let blob = Blob { blocks, size, modified: self.clock.now() };
        match self.blobs().entry(key.as_str().to_owned()) {
            btree_map::Entry::Occupied(_) => Err(taken()),
            btree_map::Entry::Vacant(place) => {
                place.insert(blob);
                Ok(size)
            }
        }
    }

    /// Both have the same blocks.
    async fn copy(&self, from: &BlobKey, to: &BlobKey) -> Result<u64> {
        let mut blobs = self.blobs();
        let blob = blobs.get(from.as_str()).cloned().ok_or_else(|| corrupt("stored bytes are missing"))?;
        match blobs.entry(to.as_str().to_owned()) {
            btree_map::Entry::Occupied(_) => Err(taken()),
            btree_map::Entry::Vacant(place) => {
                let size = blob.size;
                place.insert(Blob { modified: self.clock.now(), ..blob });
                Ok(size)
            }
        }
    }

    async fn get(&self, key: &BlobKey, range: ResolvedRange) -> Result<BlobBytes> {
        let blob =
            self.blobs().get(key.as_str()).cloned().ok_or_else(|| corrupt("stored bytes are missing"))?;
        if blob.size < range.end() {
            return Err(corrupt("stored bytes are fewer than they should be"));
        }
        let pieces = stream::unfold(range.offset, move |at| {
            let piece = piece(&blob.blocks, at, range.end());
            async move { piece.map(|piece| (Ok(piece.clone()), at + piece.len() as u64)) }
        });
        Ok(pieces.boxed())
    }

    async fn size_of(&self, key: &BlobKey) -> Result<Option<u64>> {
        Ok(self.blobs().get(key.as_str()).map(|blob| blob.size))
    }

    async fn delete(&self, key: &BlobKey) -> Result<()> {
        // Taken out under the lock, dropped after it: freeing a large blob takes a while.
        let blob = self.blobs().remove(key.as_str());
        drop(blob);
        Ok(())
    }

    async fn list(&self, after: Option<&str>, limit: usize) -> Result<Vec<BlobEntry>> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let blobs = self.blobs();
        let entries = blobs
            .range::<str, _>((from, Bound::Unbounded))
            .take(limit)
            .map(|(key, blob)| BlobEntry { key: key.clone(), size: blob.size, modified: blob.modified });
        Ok(entries.collect())
    }

    async fn mark(&self, mark: &str) -> Result<String> {
        let mut kept = self.mark.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(kept.get_or_insert_with(|| mark.to_owned()).clone())
    }

    async fn sweep_staging(&self) -> Result<u64> {
        // What a dead process held in memory is gone with it.
        Ok(0)
    }

    fn presigner(&self) -> Option<&dyn Presigner> {
        None
    }

    async fn check(&self) -> Result<()> {
        Ok(())
    }

    fn outlives_process(&self) -> bool {
        false
    }

    fn provider(&self) -> &'static str {
        "memory"
    }
}

/// What one block gives of the bytes from `at` to `end`; `None` at the end.
fn piece(blocks: &[Bytes], at: u64, end: u64) -> Option<Bytes> {
    if at >= end {
        return None;
    }
    let block = blocks.get(usize::try_from(at / BLOCK_SIZE).ok()?)?;
    let from = usize::try_from(at % BLOCK_SIZE).ok()?;
    let to = usize::try_from(end - (at - at % BLOCK_SIZE)).map_or(block.len(), |to| to.min(block.len()));
    Some(block.slice(from..to))
}

/// Gathers chunks of any size into blocks.
struct Blocks {
    whole: Vec<Bytes>,
    /// The block that is not whole yet; its room grows as it is needed, so small blobs cost little.
    rest: Vec<u8>,
}

impl Blocks {
    fn new(size: Option<u64>) -> Self {
        let room = size.and_then(|size| usize::try_from(size).ok()).unwrap_or(0).min(BLOCK);
        Self { whole: Vec::new(), rest: Vec::with_capacity(room) }
    }

    /// Takes the bytes over; the chunk is gone, and what it held free, when this returns.
    fn push(&mut self, chunk: Chunk) {
        let mut data = chunk.data;
        if self.rest.is_empty() && data.len() == BLOCK {
            // Just what will be kept: its memory is taken over as it is.
            self.whole.push(data);
            return;
        }
        while !data.is_empty() {
            let part = data.split_to(data.len().min(BLOCK - self.rest.len()));
            self.rest.extend_from_slice(&part);
            if self.rest.len() == BLOCK {
                self.close();
            }
        }
    }

    fn close(&mut self) {
        // Boxed, since a vector's spare room would stay allocated for the blob's life.
        let block = std::mem::take(&mut self.rest).into_boxed_slice();
        self.whole.push(Bytes::from(block));
    }

    fn finish(mut self) -> (Arc<[Bytes]>, u64) {
        if !self.rest.is_empty() {
            self.close();
        }
        let size = self.whole.iter().map(|block| block.len() as u64).sum();
        (self.whole.into(), size)
    }
}
