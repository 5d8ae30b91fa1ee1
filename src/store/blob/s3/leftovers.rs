//! What unfinished writes leave in the bucket: multipart uploads, whose parts cost room and are in no listing.
//!
//! A write that fails or is dropped takes its own away. One whose process died is known by its row, and by its key the
//! store finds it. A store that cannot list uploads (s3s-fs) keeps those: its bucket needs a rule that ends uploads after
//! some days, as any bucket is well advised to have.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use aws_sdk_s3::types::MultipartUpload;

use super::Shared;
use super::failure::{failure, is_absent, is_no_upload, is_unknown_request};
use super::unfinished::Writing;
use crate::error::Result;

/// How often an upload is ended at the most: a part that was on its way when it was ended may come in after that.
const ABORTS: u32 = 3;

impl Shared {
    /// Takes away what a write made whose future is gone, and takes it off the list. Where that fails it stays on the list,
    /// so that the upload's id is not forgotten.
    pub(super) async fn clean_up(&self, writing: &Arc<Writing>) -> Result<()> {
        let mut made = writing.gate.lock().await;
        if let Some(upload) = &made.upload {
            self.abort(&writing.key, upload).await?;
            made.upload = None;
        }
        if made.others {
            self.abort_all(&writing.key).await?;
            made.others = false;
        }
        if made.published {
            self.remove(&writing.key).await?;
            made.published = false;
        }
        self.unfinished.leave(writing);
        Ok(())
    }

    /// Frees a key: a write of this process, the uploads of dead ones, the object.
    pub(super) async fn free(&self, key: &str) -> Result<()> {
        if let Some(writing) = self.unfinished.of(key) {
            writing.free();
            if writing.is_abandoned() {
                self.clean_up(&writing).await?;
            } else {
                // What runs behind the gate runs to its end first. Behind it nothing is begun any more.
                let made = writing.gate.lock().await;
                if let Some(upload) = &made.upload {
                    self.abort(key, upload).await?;
                }
            }
        }
        self.abort_all(key).await?;
        self.remove(key).await
    }

    /// Ends every multipart upload of a key.
    pub(super) async fn abort_all(&self, key: &str) -> Result<()> {
        if self.lists_no_uploads.load(Ordering::Relaxed) {
            return Ok(());
        }
        for upload in self.uploads(key).await? {
            if let (Some(of), Some(id)) = (upload.key, upload.upload_id)
                && of == key
            {
                self.abort(key, &id).await?;
            }
        }
        Ok(())
    }

    /// Uploads whose keys begin so. A key has one, or a few if answers were lost: never a second page of them.
    pub(super) async fn uploads(&self, prefix: &str) -> Result<Vec<MultipartUpload>> {
        let list = self.client.list_multipart_uploads().bucket(&self.config.bucket).prefix(prefix);
        match list.send().await {
            Ok(page) => Ok(page.uploads.unwrap_or_default()),
            Err(error) if is_unknown_request(&error) => {
                if !self.lists_no_uploads.swap(true, Ordering::Relaxed) {
                    tracing::warn!(
                        "the blob store cannot list unfinished uploads: what a killed process leaves stays there until \
                         a rule of the bucket ends it"
                    );
                }
                Ok(Vec::new())
            }
            Err(error) => Err(failure("list uploads", error)),
        }
    }

    /// Ends an upload, until the store does not know it any more.
    pub(super) async fn abort(&self, key: &str, upload: &str) -> Result<()> {
        for round in 0..ABORTS {
            let abort = self.client.abort_multipart_upload().bucket(&self.config.bucket).key(key);
            match abort.upload_id(upload).send().await {
                Ok(_) => {}
                Err(error) if is_no_upload(&error) || is_absent(&error) => return Ok(()),
                // It took the first; that it has other words for one it does not know is no failure.
                Err(_) if round > 0 => return Ok(()),
                Err(error) => return Err(failure("end an upload", error)),
            }
        }
        Ok(())
    }
}
