//! Signed URLs to the bucket itself, and what came by them.

use std::time::{Duration, UNIX_EPOCH};

use async_trait::async_trait;
use aws_sdk_s3::presigning::{PresignedRequest, PresigningConfig};
use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};

use super::client::slow;
use super::copy::COPY_AT_ONCE;
use super::failure::{broken, code, failure, is_no_upload};
use super::{S3Blobs, read};
use crate::domain::{BlobKey, ResolvedRange, Timestamp};
use crate::error::{Error, ErrorKind, Result};
use crate::store::blob::{BlobBytes, Presigned, Presigner, ResponseHeaders, Staged};

/// What a signature of this version can last.
const LONGEST: Duration = Duration::from_hours(7 * 24);

impl S3Blobs {
    fn staged_key(&self, key: &BlobKey) -> String {
        format!("{}.staged", self.shared.key(key.as_str()))
    }

    fn signing(&self, lifetime: Duration) -> Result<(PresigningConfig, Timestamp)> {
        let now = self.shared.clock.now();
        let start = UNIX_EPOCH + now.since(Timestamp::from_micros(0));
        let config = PresigningConfig::builder().start_time(start).expires_in(lifetime).build();
        let config =
            config.map_err(|why| Error::internal("a URL was to be signed for too long").caused_by(why))?;
        // A signature counts in whole seconds.
        Ok((config, Timestamp::from_micros(now.as_micros() / 1_000_000 * 1_000_000).plus(lifetime)))
    }
}

fn presigned(request: &PresignedRequest, expire_time: Timestamp) -> Presigned {
    let headers = request.headers().map(|(name, value)| (name.to_owned(), value.to_owned()));
    Presigned {
        method: request.method().to_owned(),
        url: request.uri().to_owned(),
        headers: headers.collect(),
        expire_time,
    }
}

#[async_trait]
impl Presigner for S3Blobs {
    async fn presign_get(
        &self,
        key: &BlobKey,
        headers: &ResponseHeaders,
        lifetime: Duration,
    ) -> Result<Presigned> {
        let (signing, end) = self.signing(lifetime)?;
        let ResponseHeaders { content_type, content_disposition, cache_control } = headers.clone();
        let get = self.shared.client.get_object().bucket(&self.shared.config.bucket).key(self.key(key));
        let get = get.set_response_content_type(content_type).set_response_cache_control(cache_control);
        let signed = get.set_response_content_disposition(content_disposition).presigned(signing).await;
        Ok(presigned(&signed.map_err(|error| failure("sign", error))?, end))
    }

    async fn presign_put(&self, key: &BlobKey, size: Option<u64>, lifetime: Duration) -> Result<Presigned> {
        let (signing, end) = self.signing(lifetime)?;
        let (algorithm, kms) = self.shared.encryption();
        let put =
            self.shared.client.put_object().bucket(&self.shared.config.bucket).key(self.staged_key(key));
        let put = put.set_server_side_encryption(algorithm).set_ssekms_key_id(kms);
        let signed = put.set_content_length(size.map(signed)).presigned(signing).await;
        Ok(presigned(&signed.map_err(|error| failure("sign", error))?, end))
    }

    async fn presign_part(
        &self,
        key: &BlobKey,
        upload: &str,
        number: u32,
        size: u64,
        lifetime: Duration,
    ) -> Result<Presigned> {
        let (signing, end) = self.signing(lifetime)?;
        let part =
            self.shared.client.upload_part().bucket(&self.shared.config.bucket).key(self.staged_key(key));
        let part = part.upload_id(upload).part_number(i32::try_from(number).unwrap_or(i32::MAX));
        let signed = part.content_length(signed(size)).presigned(signing).await;
        Ok(presigned(&signed.map_err(|error| failure("sign", error))?, end))
    }

    async fn latest_end(&self, now: Timestamp) -> Result<Timestamp> {
        // Credentials that are about to end are renewed by this: the SDK looks before it signs.
        let probe = self.shared.client.head_bucket().bucket(&self.shared.config.bucket);
        probe.send().await.map_err(|error| failure("check", error))?;
        let longest = now.plus(LONGEST);
        let end = self.shared.life.until().and_then(|end| end.duration_since(UNIX_EPOCH).ok());
        Ok(end.map_or(longest, |end| Timestamp::from_micros(0).plus(end).min(longest)))
    }

    fn largest_put(&self) -> u64 {
        COPY_AT_ONCE
    }

    async fn begin_staged(&self, key: &BlobKey) -> Result<String> {
        self.shared.begin_upload(&self.staged_key(key)).await.map(|begun| begun.upload)
    }

    async fn complete_staged(&self, key: &BlobKey, upload: &str, parts: &[(u32, String)]) -> Result<()> {
        let parts = parts.iter().map(|(number, etag)| {
            let number = i32::try_from(*number).unwrap_or(i32::MAX);
            CompletedPart::builder().part_number(number).e_tag(etag).build()
        });
        let parts = CompletedMultipartUpload::builder().set_parts(Some(parts.collect())).build();
        let complete = self.shared.client.complete_multipart_upload().bucket(&self.shared.config.bucket);
        let complete = complete.key(self.staged_key(key)).upload_id(upload).multipart_upload(parts);
        let limit = self.shared.config.timeout;
        match complete.customize().config_override(slow(limit)).send().await {
            Ok(_) => Ok(()),
            Err(error)
                if matches!(code(&error), Some("InvalidPart" | "InvalidPartOrder" | "EntityTooSmall")) =>
            {
                let why = "a part is missing, is not the one that was sent, or is too small to stand before another";
                Err(Error::invalid("parts", why).caused_by(failure("complete a staged upload", error)))
            }
            // Completed before, and the answer was lost: then there is what it made.
            Err(error) if is_no_upload(&error) && self.staged(key).await?.is_some() => Ok(()),
            Err(error) if is_no_upload(&error) => {
                Err(ErrorKind::UploadNotFound.error("the upload has ended"))
            }
            Err(error) => Err(failure("complete a staged upload", error)),
        }
    }

    async fn staged(&self, key: &BlobKey) -> Result<Option<Staged>> {
        let Some(head) = self.shared.head(&self.staged_key(key)).await? else { return Ok(None) };
        let etag = head.etag.ok_or_else(|| broken("head", "the store gave no ETag"))?;
        Ok(Some(Staged { size: head.size, etag }))
    }

    async fn read_staged(&self, key: &BlobKey, staged: &Staged) -> Result<BlobBytes> {
        let range = ResolvedRange { offset: 0, length: staged.size };
        read::open_this(&self.shared, self.staged_key(key), range, Some(staged.etag.clone())).await
    }

    async fn adopt_staged(&self, key: &BlobKey, staged: &Staged) -> Result<()> {
        self.shared.copy(self.staged_key(key), self.key(key), Some(staged)).await.map(drop)
    }

    async fn delete_staged(&self, key: &BlobKey) -> Result<()> {
        self.shared.free(&self.staged_key(key)).await
    }
}

/// As S3 counts.
fn signed(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
