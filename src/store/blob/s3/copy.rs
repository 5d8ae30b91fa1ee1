//! Copies inside the bucket: one request, or a multipart upload whose parts the store copies.

use std::sync::Arc;

use aws_sdk_s3::types::CompletedPart;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::client::slow;
use super::failure::{failure, is_absent, status};
use super::write::Write;
use super::{Shared, corrupt};
use crate::error::{Error, ErrorKind, Result};
use crate::store::blob::Staged;

/// What S3 copies in one request, and takes in one PUT: 5 GiB.
pub(super) const COPY_AT_ONCE: u64 = 5 << 30;
/// A part of a copy costs no memory; larger ones are fewer, and smaller ones are copied side by side.
const COPIED_PART: u64 = 512 << 20;
/// Parts that the store copies at once.
const AT_ONCE: usize = 8;

/// What may stand in the header that names the source.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

impl Shared {
    /// Copies an object to a fresh key; if one is named, only that one.
    pub(super) async fn copy(
        self: &Arc<Self>,
        from: String,
        to: String,
        only: Option<&Staged>,
    ) -> Result<u64> {
        let write = Write::enter(self, to.clone()).await?;
        let outcome = self.copy_to(&write, from, to, only).await;
        write.finish(outcome).await
    }

    async fn copy_to(
        self: &Arc<Self>,
        write: &Write,
        from: String,
        to: String,
        only: Option<&Staged>,
    ) -> Result<u64> {
        write.refuse_taken().await?;
        let head = self.head(&from).await?.ok_or_else(|| corrupt("stored bytes are missing"))?;
        if only.is_some_and(|only| head.etag.as_ref() != Some(&only.etag)) {
            return Err(replaced());
        }
        let source = Source {
            path: utf8_percent_encode(&format!("{}/{from}", self.config.bucket), PLAIN).to_string(),
            etag: head.etag,
        };
        if head.size <= self.copy_at_once {
            let shared = Arc::clone(self);
            write.publish(async move { shared.copy_whole(&source, &to).await }).await?;
        } else {
            self.copy_parts(write, &source, &to, head.size).await?;
        }
        Ok(head.size)
    }

    async fn copy_whole(&self, source: &Source, to: &str) -> Result<()> {
        let (algorithm, kms) = self.encryption();
        let copy = self.client.copy_object().bucket(&self.config.bucket).key(to).copy_source(&source.path);
        let copy = copy.set_copy_source_if_match(source.etag.clone());
        let copy = copy.set_server_side_encryption(algorithm).set_ssekms_key_id(kms);
        match copy.customize().config_override(slow(self.config.timeout)).send().await {
            Ok(_) => Ok(()),
            Err(error) if is_absent(&error) => Err(corrupt("stored bytes are missing")),
            Err(error) if status(&error) == Some(412) => Err(replaced()),
            Err(error) => Err(failure("copy", error)),
        }
    }

    async fn copy_parts(&self, write: &Write, source: &Source, to: &str, size: u64) -> Result<()> {
        let upload = write.begin_parts().await?;
        let part_size = COPIED_PART.min(self.copy_at_once);
        let ranges = (0..size.div_ceil(part_size)).map(|number| {
            let start = number * part_size;
            (i32::try_from(number + 1).unwrap_or(i32::MAX), start, size.min(start + part_size))
        });
        let copied = stream::iter(ranges).map(|(number, start, end)| {
            let upload = &upload;
            async move {
                let copy =
                    self.client.upload_part_copy().bucket(&self.config.bucket).key(to).upload_id(upload);
                let copy = copy.part_number(number).copy_source(&source.path);
                let copy = copy.copy_source_range(format!("bytes={start}-{}", end - 1));
                let copy = copy.set_copy_source_if_match(source.etag.clone());
                match copy.customize().config_override(slow(self.config.timeout)).send().await {
                    Ok(done) => {
                        let etag = done.copy_part_result.and_then(|part| part.e_tag);
                        Ok(CompletedPart::builder().part_number(number).set_e_tag(etag).build())
                    }
                    Err(error) if is_absent(&error) => Err(corrupt("stored bytes are missing")),
                    Err(error) if status(&error) == Some(412) => Err(replaced()),
                    Err(error) => Err(failure("copy a part", error)),
                }
            }
        });
        let mut parts: Vec<CompletedPart> = copied.buffer_unordered(AT_ONCE).try_collect().await?;
        parts.sort_unstable_by_key(CompletedPart::part_number);
        write.complete(upload, parts, size).await
    }
}

/// What is copied: its place as a header says it, and which object it is there.
struct Source {
    path: String,
    etag: Option<String>,
}

fn replaced() -> Error {
    ErrorKind::EtagMismatch.error("the bytes were replaced while they were looked at")
}
