//! Parts as parts of a multipart upload: S3 keeps them, under numbers that the catalog gives out.
//!
//! A part is gathered in memory before it is sent, since S3 wants to know its length; the process's one pool of buffers
//! pays for it. Completion names the parts that count, so what else was sent goes with the upload.

use std::collections::BTreeMap;

use async_trait::async_trait;
use aws_sdk_s3::types::CompletedPart;
use futures::TryStreamExt as _;

use super::failure::{failure, is_unknown_request};
use super::{OURS, PAGE, S3Blobs, micros};
use crate::domain::{BlobKey, Part, PartRules, PartSpot, PartsHandle};
use crate::error::{ErrorKind, Result};
use crate::store::blob::parts::{PartStore, WrittenPart};
use crate::store::blob::{BlobBody, BlobEntry, corrupt};

/// More parts S3 does not take.
const MOST_PARTS: u32 = 10_000;

/// What completion has to know of a part, as its row keeps it: the ETag, and checksums where the store gave some.
fn tag_of(part: &CompletedPart) -> String {
    let sums = [
        ("crc32", part.checksum_crc32()),
        ("crc32c", part.checksum_crc32_c()),
        ("crc64nvme", part.checksum_crc64_nvme()),
    ];
    let mut tag = part.e_tag().unwrap_or_default().to_owned();
    for (name, sum) in sums {
        if let Some(sum) = sum {
            tag = format!("{tag}\n{name}={sum}");
        }
    }
    tag
}

fn completed(part: &Part) -> CompletedPart {
    let mut lines = part.tag.lines();
    let etag = lines.next().unwrap_or_default();
    let number = i32::try_from(part.number).unwrap_or(i32::MAX);
    let completed = CompletedPart::builder().part_number(number).e_tag(etag);
    let completed =
        lines.filter_map(|line| line.split_once('=')).fold(completed, |completed, sum| match sum {
            ("crc32", sum) => completed.checksum_crc32(sum),
            ("crc32c", sum) => completed.checksum_crc32_c(sum),
            ("crc64nvme", sum) => completed.checksum_crc64_nvme(sum),
            _ => completed,
        });
    completed.build()
}

impl S3Blobs {
    /// The size of the object, if a completion before this one made it.
    async fn completed_before(&self, key: &str, wanted: u64) -> Result<Option<u64>> {
        match self.shared.head(key).await? {
            Some(head) if head.size == wanted => Ok(Some(wanted)),
            Some(_) => Err(corrupt("the completed blob has another size than its parts")),
            None => Ok(None),
        }
    }
}

#[async_trait]
impl PartStore for S3Blobs {
    fn part_rules(&self) -> PartRules {
        PartRules {
            least: self.shared.config.part_size,
            most: self.shared.buffers.largest(),
            count: Some(MOST_PARTS),
        }
    }

    async fn begin_parts(&self, key: &BlobKey) -> Result<PartsHandle> {
        Ok(PartsHandle::new(self.shared.begin_upload(&self.key(key)).await?.upload))
    }

    async fn put_part(
        &self,
        key: &BlobKey,
        handle: &PartsHandle,
        spot: PartSpot,
        mut body: BlobBody<'_>,
    ) -> Result<WrittenPart> {
        let room = spot.room.clamp(1, self.shared.buffers.largest());
        let mut buffer = self.shared.buffers.take(room).await?;
        while let Some(chunk) = body.try_next().await? {
            let mut data = chunk.data;
            buffer.fill(&mut data);
            if !data.is_empty() {
                let why = "a part is larger than this server holds in memory";
                return Err(ErrorKind::SizeLimit.error(why).with("limit", room));
            }
        }
        let (key, size) = (self.key(key), buffer.len());
        let sent = self.shared.send_part(&key, handle.as_str(), spot.number, &buffer.finish()).await?;
        Ok(WrittenPart { size, tag: tag_of(&sent) })
    }

    async fn complete_parts(&self, key: &BlobKey, handle: &PartsHandle, parts: &[Part]) -> Result<u64> {
        let (key, wanted) = (self.key(key), parts.last().map_or(0, Part::end));
        if let Some(size) = self.completed_before(&key, wanted).await? {
            return Ok(size);
        }
        let named = parts.iter().map(completed).collect();
        self.shared.complete_upload(&key, handle.as_str(), named, wanted).await?;
        match self.completed_before(&key, wanted).await? {
            Some(size) => {
                // An upload whose beginning was not answered has the same key.
                self.shared.abort_all(&key).await?;
                Ok(size)
            }
            None => Err(corrupt("a part that was stored is missing")),
        }
    }

    async fn abort_parts(&self, key: &BlobKey, handle: Option<&PartsHandle>) -> Result<()> {
        let key = self.key(key);
        match handle {
            Some(handle) => self.shared.abort(&key, handle.as_str()).await,
            None => self.shared.abort_all(&key).await,
        }
    }

    /// Goes over all of them and keeps the first: not every store lists uploads in the order of their keys.
    async fn list_parts(&self, after: Option<&str>, limit: usize) -> Result<Vec<BlobEntry>> {
        let shared = &self.shared;
        let (mut first, mut key_marker, mut id_marker) = (BTreeMap::new(), None, None);
        loop {
            let list = shared.client.list_multipart_uploads().bucket(&shared.config.bucket);
            let list = list.prefix(shared.key(OURS)).max_uploads(i32::try_from(PAGE).unwrap_or(1));
            let list = list.set_key_marker(key_marker).set_upload_id_marker(id_marker);
            let page = match list.send().await {
                Ok(page) => page,
                Err(error) if is_unknown_request(&error) => return Ok(Vec::new()),
                Err(error) => return Err(failure("list uploads", error)),
            };
            for upload in page.uploads.unwrap_or_default() {
                let key = upload.key.as_deref().and_then(|key| key.strip_prefix(&shared.config.prefix));
                let Some(key) = key.filter(|key| after.is_none_or(|after| *key > after)) else { continue };
                let begun = upload.initiated.map_or_else(|| shared.clock.now(), micros);
                first.entry(key.to_owned()).or_insert(begun);
                if first.len() > limit {
                    first.pop_last();
                }
            }
            if page.is_truncated != Some(true) || page.next_key_marker.is_none() {
                break;
            }
            (key_marker, id_marker) = (page.next_key_marker, page.next_upload_id_marker);
        }
        Ok(first.into_iter().map(|(key, modified)| BlobEntry { key, size: 0, modified }).collect())
    }
}
