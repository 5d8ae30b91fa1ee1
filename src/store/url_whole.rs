//! Content that comes whole to one signed URL: written in parts like everything large, and taken all or not at all.
//!
//! The parts of one PUT are written under one epoch and recorded together, in the place of all that was put before, when
//! its last byte has come and been held against what was said of it. So a PUT that breaks leaves nothing that counts, and
//! of two at once the one that began last is taken.

use std::sync::Arc;

use futures::{StreamExt as _, stream};

use super::Store;
use super::blob::BlobBody;
use super::body::{self, Summing, too_large};
use super::catalog::{KeptPart, WholePut};
use super::native_uploads::through_us;
use super::parts::{at, check_size};
use crate::domain::{
    Artifact, Chunk, ContentHasher, ContentStream, ContentSums, Expected, Frame, Part, PartSpot, Upload,
    UploadKind,
};
use crate::error::{Error, ErrorKind, Result};
use crate::policy::Grant;
use crate::policy::action::PutContent;

/// What became of a PUT.
#[derive(Debug)]
pub enum Put {
    /// It waits to be registered.
    Waits,
    /// A part was taken; by this tag the store knows it at registration.
    Part(String),
    /// It is registered.
    Registered(Box<Artifact>),
}

impl Store {
    /// Takes what comes to a signed URL.
    pub async fn put_content(
        self: &Arc<Self>,
        grant: &Grant<PutContent>,
        content: ContentStream,
    ) -> Result<Put> {
        let (action, upload) = (grant.action(), grant.subject());
        if let Some(number) = action.part {
            let part = self.put_url_part(upload, number, action.expected, content).await?;
            return Ok(Put::Part(tag_of(&part)));
        }
        self.put_url_whole(upload, action.expected, content).await.map_err(|error| at(error, upload))?;
        if !action.register {
            return Ok(Put::Waits);
        }
        self.complete_url(upload).await.map(|artifact| Put::Registered(Box::new(artifact)))
    }

    async fn put_url_whole(&self, upload: &Upload, said: Expected, content: ContentStream) -> Result<()> {
        if upload.kind != UploadKind::Url {
            return Err(Error::internal("content was granted to an upload that takes none by URL"));
        }
        through_us(upload)?;
        let now = self.clock.now();
        let epoch = self.catalog.claim_url_part(upload.id, upload.deadline, now).await?;
        let blobs = Arc::clone(self.mounts.of_row(&upload.store)?);
        let sha256 = self.limits.sha256 || said.digests.sha256.or(upload.expected.digests.sha256).is_some();
        let mut flow = Flow::new(content, upload, ContentHasher::new(sha256), self.limits.max_artifact_size);
        let mut parts = Vec::new();
        let shared = blobs.part_rules().count.is_some();
        let mut handle = upload.handle.clone().filter(|_| !shared);
        while flow.fill().await? {
            let named = match handle.take() {
                Some(named) => named,
                // Where parts have numbers, those of another PUT must not take the place of what was put before.
                None if shared => blobs.begin_parts(&upload.key).await?,
                None => self.url_handle(upload, blobs.as_ref()).await?,
            };
            let handle = handle.insert(named);
            let number =
                u32::try_from(parts.len() + 1).map_err(|_| too_large(self.limits.max_artifact_size))?;
            if blobs.part_rules().count.is_some_and(|most| number > most) {
                return Err(
                    ErrorKind::SizeLimit.error("the store takes no more parts; declare the size beforehand")
                );
            }
            let spot = PartSpot { epoch, number, offset: flow.size, room: upload.plan.size_of(number) };
            let written = blobs.put_part(&upload.key, handle, spot, flow.body(spot.room)).await?;
            parts.push(flow.close(spot, written.size, written.tag).await?);
        }
        let mut hasher = flow.sums.settle().await?;
        let sums = ContentSums { size: hasher.size(), digests: hasher.digests(), blocks: Vec::new() };
        for expected in [&upload.expected, &said, &flow.said] {
            body::check(&sums, expected)?;
        }
        let (hasher, _) = hasher.save();
        let whole = WholePut {
            upload: upload.id,
            epoch,
            parts,
            hasher,
            size: sums.size,
            handle: handle.filter(|_| shared),
        };
        self.catalog.record_whole_put(&whole, self.clock.now()).await?;
        if let (Some(old), Some(new)) = (&upload.handle, &whole.handle)
            && old != new
            && let Err(error) = blobs.abort_parts(&upload.key, Some(old)).await
        {
            tracing::warn!(?error, "what was put before stays in the store until its upload is swept");
        }
        Ok(())
    }
}

/// By what a part is known to whoever put it.
pub(super) fn tag_of(part: &Part) -> String {
    format!("\"{}-{:08x}\"", part.epoch, part.crc32c)
}

/// The bytes of one PUT, and what they sum up to.
struct Flow<'a> {
    frames: ContentStream,
    upload: &'a Upload,
    max_size: u64,
    ready: Option<Chunk>,
    sums: Summing,
    /// Bytes taken.
    size: u64,
    said: Expected,
    finished: bool,
}

impl<'a> Flow<'a> {
    fn new(frames: ContentStream, upload: &'a Upload, hasher: ContentHasher, max_size: u64) -> Self {
        let (sums, said) = (Summing::Idle(hasher), Expected::default());
        Self { frames, upload, max_size, ready: None, sums, size: 0, said, finished: false }
    }

    /// Is there another byte?
    async fn fill(&mut self) -> Result<bool> {
        while self.ready.is_none() && !self.finished {
            match self.frames.next().await {
                Some(Ok(Frame::Chunk(chunk))) if chunk.data.is_empty() => {}
                Some(Ok(Frame::Chunk(chunk))) => {
                    check_size(self.upload, self.size + chunk.data.len() as u64, self.max_size)?;
                    self.ready = Some(chunk);
                }
                Some(Ok(Frame::Finish(said))) => (self.said, self.finished) = (said, true),
                Some(Err(error)) => return Err(error),
                None => {
                    return Err(ErrorKind::Cancelled.error("the content broke off; nothing of it was kept"));
                }
            }
        }
        Ok(self.ready.is_some())
    }

    /// The bytes of the next part.
    fn body(&mut self, room: u64) -> BlobBody<'_> {
        stream::try_unfold((self, room), |(flow, left)| async move {
            if left == 0 || !flow.fill().await? {
                return Ok(None);
            }
            let Some(mut chunk) = flow.ready.take() else { return Ok(None) };
            let most = usize::try_from(left).unwrap_or(usize::MAX);
            if chunk.data.len() > most {
                let rest = chunk.data.split_off(most);
                flow.ready = Some(Chunk::plain(rest));
            }
            let hasher = flow.sums.settle().await?;
            flow.sums = Summing::start(hasher, chunk.data.clone(), None, flow.size)?;
            let taken = chunk.data.len() as u64;
            flow.size += taken;
            Ok(Some((chunk, (flow, left - taken))))
        })
        .boxed()
    }

    /// The part that was written, with its sums.
    async fn close(&mut self, spot: PartSpot, size: u64, tag: String) -> Result<KeptPart> {
        let mut hasher = self.sums.settle().await?;
        if hasher.size() != spot.offset + size {
            return Err(Error::internal("a part was stored with another size than it came with"));
        }
        let crc32c = hasher.take_run();
        let (_, sums) = hasher.save();
        self.sums = Summing::Idle(hasher);
        let PartSpot { epoch, number, offset, .. } = spot;
        Ok(KeptPart { part: Part { number, epoch, offset, size, crc32c, tag }, sums })
    }
}
