//! Parts that come to signed URLs, in any order and as often as a client likes: the last that was begun counts.
//!
//! Each time a part is written it is under an epoch of its own, so that nobody writes where somebody else does. Parts
//! begin with a block ([`PartPlan`](crate::domain::PartPlan) sees to it), so each has its blocks' sums by itself.

use std::sync::Arc;

use super::Store;
use super::blob::BlobStore;
use super::body::{Intake, size_mismatch, too_large};
use super::catalog::KeptPart;
use super::native_uploads::through_us;
use super::parts::at;
use crate::domain::{ContentStream, Expected, Part, PartSpot, PartsHandle, Upload, UploadKind};
use crate::error::{Error, Result};

impl Store {
    /// Writes one part of an upload by URL, whole or not at all, and answers it. `expected` is what was said of this part.
    pub(super) async fn put_url_part(
        &self,
        upload: &Upload,
        number: u32,
        expected: Expected,
        content: ContentStream,
    ) -> Result<Part> {
        if upload.kind != UploadKind::Url || number == 0 {
            return Err(Error::internal("a part was granted that an upload does not have"));
        }
        through_us(upload)?;
        let offset = u64::from(number - 1).saturating_mul(upload.plan.size);
        let max = self.limits.max_artifact_size;
        if offset >= max {
            return Err(too_large(max));
        }
        let room = upload.plan.size.min(upload.expected.size.unwrap_or(max).saturating_sub(offset));
        let blobs = Arc::clone(self.mounts.of_row(&upload.store)?);
        let now = self.clock.now();
        let epoch = self.catalog.claim_url_part(upload.id, upload.deadline, now).await?;
        let handle = match &upload.handle {
            Some(handle) => handle.clone(),
            None => self.url_handle(upload, blobs.as_ref()).await?,
        };
        let mut intake = Intake::new(content, expected, room, false);
        intake.check_declared()?;
        let spot = PartSpot { epoch, number, offset, room };
        let (reserved, nothing_more) = tokio::sync::oneshot::channel();
        // Nothing is to be waited for: the row is there.
        let _ = reserved.send(());
        let body = intake.body(Vec::new(), nothing_more);
        let written = blobs.put_part(&upload.key, &handle, spot, body).await;
        let written = written.map_err(|error| at(error, upload))?;
        let sums = intake.take_sums().await?;
        if sums.size != written.size {
            return Err(size_mismatch(sums.size, written.size));
        }
        let crc32c = sums.digests.crc32c.unwrap_or(0);
        let part = Part { number, epoch, offset, size: written.size, crc32c, tag: written.tag };
        let kept = KeptPart { part, sums: sums.blocks };
        self.catalog.record_url_part(upload.id, &kept, self.clock.now()).await?;
        Ok(kept.part)
    }

    /// The store's name for an upload by URL: it is begun there when the first byte comes.
    pub(super) async fn url_handle(&self, upload: &Upload, blobs: &dyn BlobStore) -> Result<PartsHandle> {
        let ours = blobs.begin_parts(&upload.key).await?;
        let kept = self.catalog.name_url_upload(upload.id, &ours, self.clock.now()).await?;
        if kept != ours && !ours.as_str().is_empty() {
            // Begun twice at once: the other one's name stands.
            blobs.abort_parts(&upload.key, Some(&ours)).await?;
        }
        Ok(kept)
    }
}
