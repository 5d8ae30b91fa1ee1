//! Parts in memory: blocks by epoch and offset, gathered into the blob's own blocks at the end.

use std::collections::BTreeMap;

use async_trait::async_trait;
use bytes::Bytes;
use futures::TryStreamExt as _;

use super::{Blob, Blocks, MemoryBlobs};
use crate::domain::{BlobKey, Chunk, Part, PartRules, PartSpot, PartsHandle, Timestamp};
use crate::error::Result;
use crate::store::blob::parts::{PartStore, WrittenPart};
use crate::store::blob::{BlobBody, BlobEntry, corrupt, freed};

/// What is there of one key: the parts that were written, by epoch and offset.
#[derive(Debug)]
pub(super) struct Unfinished {
    parts: BTreeMap<(u64, u64), Vec<Bytes>>,
    begun: Timestamp,
}

#[async_trait]
impl PartStore for MemoryBlobs {
    fn part_rules(&self) -> PartRules {
        PartRules { least: 1, most: u64::MAX, count: None }
    }

    async fn begin_parts(&self, key: &BlobKey) -> Result<PartsHandle> {
        let fresh = || Unfinished { parts: BTreeMap::new(), begun: self.clock.now() };
        self.unfinished().entry(key.as_str().to_owned()).or_insert_with(fresh);
        Ok(PartsHandle::new(""))
    }

    async fn put_part(
        &self,
        key: &BlobKey,
        _handle: &PartsHandle,
        spot: PartSpot,
        mut body: BlobBody<'_>,
    ) -> Result<WrittenPart> {
        let mut blocks = Blocks::new(None);
        while let Some(chunk) = body.try_next().await? {
            blocks.push(chunk);
        }
        let (blocks, size) = blocks.finish();
        let mut unfinished = self.unfinished();
        let of_key = unfinished.get_mut(key.as_str()).ok_or_else(freed)?;
        of_key.parts.insert((spot.epoch, spot.offset), blocks.to_vec());
        Ok(WrittenPart { size, tag: String::new() })
    }

    async fn complete_parts(&self, key: &BlobKey, _handle: &PartsHandle, parts: &[Part]) -> Result<u64> {
        let wanted = parts.last().map_or(0, Part::end);
        // Taken as a whole: from here to the blob nothing is awaited, so nothing can come between.
        let Some(mut of_key) = self.unfinished().remove(key.as_str()) else {
            return match self.blobs().get(key.as_str()).map(|blob| blob.size) {
                Some(size) if size == wanted => Ok(size),
                Some(_) => Err(corrupt("the completed blob has another size than its parts")),
                None => Err(freed()),
            };
        };
        let mut blocks = Blocks::new(None);
        for part in parts {
            let bytes = of_key.parts.remove(&(part.epoch, part.offset));
            for block in bytes.ok_or_else(|| corrupt("a part that was stored is missing"))? {
                blocks.push(Chunk::plain(block));
            }
        }
        let (blocks, size) = blocks.finish();
        if size != wanted {
            return Err(corrupt("stored bytes are fewer than they should be"));
        }
        let blob = Blob { blocks, size, modified: self.clock.now() };
        self.blobs().entry(key.as_str().to_owned()).or_insert(blob);
        Ok(size)
    }

    async fn abort_parts(&self, key: &BlobKey, _handle: Option<&PartsHandle>) -> Result<()> {
        let freed = self.unfinished().remove(key.as_str());
        drop(freed);
        Ok(())
    }

    async fn list_parts(&self, after: Option<&str>, limit: usize) -> Result<Vec<BlobEntry>> {
        let unfinished = self.unfinished();
        let behind = unfinished.iter().filter(|(key, _)| after.is_none_or(|after| key.as_str() > after));
        let entries = behind.take(limit).map(|(key, of_key)| {
            let size = of_key.parts.values().flatten().map(|block| block.len() as u64).sum();
            BlobEntry { key: key.clone(), size, modified: of_key.begun }
        });
        Ok(entries.collect())
    }
}
