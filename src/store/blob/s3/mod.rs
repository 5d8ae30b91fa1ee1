//! Blobs as objects in a bucket of S3, or of a store that speaks like it.
//!
//! An object's key is the blob's key behind the configured prefix, and the object is whole from the moment it is visible:
//! S3 itself is all or nothing. What is ours to do: parts in bounded memory (`write.rs`), bodies at the reader's pace
//! (`read.rs`), what unfinished writes leave (`unfinished.rs`, `leftovers.rs`), and being sure within a bounded time that a
//! store does not answer (`client.rs`).
//!
//! Needed rights: `s3:GetObject`, `PutObject`, `DeleteObject`, `AbortMultipartUpload` on the objects; `ListBucket` (without
//! it an absent object looks forbidden) and `ListBucketMultipartUploads` on the bucket. A bucket that keeps old versions
//! keeps what we delete: its lifecycle rules decide for how long.

mod client;
mod copy;
mod failure;
mod leftovers;
mod parts;
mod presign;
mod read;
mod schedule;
mod send;
#[cfg(test)]
pub(super) mod tests;
mod unfinished;
mod write;

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use async_trait::async_trait;
use aws_sdk_s3::Client;
use aws_sdk_s3::primitives::DateTime;
use aws_sdk_s3::types::{Object, ServerSideEncryption};
use bytes::Bytes;

use self::client::CredentialsLife;
use self::failure::{broken, failure, is_absent, status};
use self::schedule::Schedule;
use self::unfinished::Unfinished;
use super::buffers::Buffers;
use super::{Around, BlobBody, BlobBytes, BlobEntry, BlobStore, MARK_KEY, Presigner, corrupt, freed, taken};
use crate::clock::Clock;
use crate::config::{S3Config, S3Encryption, S3Flavor};
use crate::domain::{BlobKey, ResolvedRange, Timestamp};
use crate::error::Result;
use crate::shutdown::Shutdown;

/// What one listing asks for at the most: S3 gives no more.
const PAGE: usize = 1_000;

/// Every key of ours begins so.
const OURS: &str = "grid/";

/// See the module's head.
pub(super) struct S3Blobs {
    shared: Arc<Shared>,
}

/// What tasks need that go on without the call that began them.
struct Shared {
    client: Client,
    life: CredentialsLife,
    config: S3Config,
    buffers: Buffers,
    unfinished: Unfinished,
    /// What is copied in one request.
    copy_at_once: u64,
    /// The store answered that it cannot list unfinished uploads.
    lists_no_uploads: AtomicBool,
    shutdown: Shutdown,
    clock: Arc<dyn Clock>,
}

/// What is known of an object without reading it.
struct Head {
    size: u64,
    etag: Option<String>,
}

impl S3Blobs {
    /// Makes the client and looks whether the bucket answers.
    pub(super) async fn open(config: &S3Config, around: &Around) -> Result<Self> {
        let (client, life) = client::connect(config).await;
        let shared = Shared {
            client,
            life,
            config: config.clone(),
            buffers: around.buffers.clone(),
            unfinished: Unfinished::default(),
            copy_at_once: copy::COPY_AT_ONCE,
            lists_no_uploads: AtomicBool::new(false),
            shutdown: around.shutdown.clone(),
            clock: Arc::clone(&around.clock),
        };
        let store = Self { shared: Arc::new(shared) };
        store.check().await?;
        Ok(store)
    }

    fn key(&self, key: &BlobKey) -> String {
        self.shared.key(key.as_str())
    }
}

impl Shared {
    fn key(&self, key: &str) -> String {
        format!("{}{key}", self.config.prefix)
    }

    fn schedule(&self, size: Option<u64>) -> Schedule {
        Schedule::new(size, self.config.part_size, self.buffers.largest())
    }

    /// What every object asks for.
    fn encryption(&self) -> (Option<ServerSideEncryption>, Option<String>) {
        match &self.config.encryption {
            None => (None, None),
            Some(S3Encryption::Aes256) => (Some(ServerSideEncryption::Aes256), None),
            Some(S3Encryption::Kms(key)) => (Some(ServerSideEncryption::AwsKms), key.clone()),
        }
    }

    async fn head(&self, key: &str) -> Result<Option<Head>> {
        match self.client.head_object().bucket(&self.config.bucket).key(key).send().await {
            Ok(head) => {
                let size = head.content_length().and_then(|size| u64::try_from(size).ok());
                let size = size.ok_or_else(|| broken("head", "the store gave no size"))?;
                Ok(Some(Head { size, etag: head.e_tag }))
            }
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(failure("head", error)),
        }
    }

    /// A small object as a whole.
    async fn small(&self, key: &str) -> Result<Option<Bytes>> {
        let answer = match self.client.get_object().bucket(&self.config.bucket).key(key).send().await {
            Ok(answer) => answer,
            Err(error) if is_absent(&error) => return Ok(None),
            Err(error) => return Err(failure("get", error)),
        };
        let body = tokio::time::timeout(self.config.timeout, answer.body.collect()).await;
        let body = body.map_err(|_| failure::silent("get"))?;
        Ok(Some(body.map_err(|error| broken("get", error))?.into_bytes()))
    }

    async fn remove(&self, key: &str) -> Result<()> {
        match self.client.delete_object().bucket(&self.config.bucket).key(key).send().await {
            Ok(_) => Ok(()),
            Err(error) if is_absent(&error) => Ok(()),
            Err(error) => Err(failure("delete", error)),
        }
    }

    /// An object of a listing, unless it is one that is not to be seen yet, or was not when the listing was asked for: then
    /// it may have been given up since.
    fn entry(&self, object: Object, hidden: &HashSet<String>) -> Option<BlobEntry> {
        let full = object.key?;
        if hidden.contains(&full) || self.unfinished.has(&full) {
            return None;
        }
        Some(BlobEntry {
            key: full.strip_prefix(&self.config.prefix)?.to_owned(),
            size: object.size.and_then(|size| u64::try_from(size).ok()).unwrap_or(0),
            modified: object.last_modified.map_or(self.clock.now(), micros),
        })
    }
}

fn micros(time: DateTime) -> Timestamp {
    Timestamp::from_micros(i64::try_from(time.as_nanos() / 1_000).unwrap_or(i64::MAX))
}

#[async_trait]
impl BlobStore for S3Blobs {
    async fn put(&self, key: &BlobKey, body: BlobBody<'_>, size: Option<u64>) -> Result<u64> {
        Box::pin(write::put(&self.shared, self.key(key), body, size)).await
    }

    async fn copy(&self, from: &BlobKey, to: &BlobKey) -> Result<u64> {
        let from = self.key(from);
        if self.shared.unfinished.has(&from) {
            return Err(corrupt("stored bytes are missing"));
        }
        self.shared.copy(from, self.key(to), None).await
    }

    async fn get(&self, key: &BlobKey, range: ResolvedRange) -> Result<BlobBytes> {
        let key = self.key(key);
        if self.shared.unfinished.has(&key) {
            return Err(corrupt("stored bytes are missing"));
        }
        read::open(&self.shared, key, range).await
    }

    async fn size_of(&self, key: &BlobKey) -> Result<Option<u64>> {
        let key = self.key(key);
        if self.shared.unfinished.has(&key) {
            return Ok(None);
        }
        let head = self.shared.head(&key).await?;
        // It may have been published, and given up again, while the answer came.
        Ok(head.filter(|_| !self.shared.unfinished.has(&key)).map(|head| head.size))
    }

    async fn delete(&self, key: &BlobKey) -> Result<()> {
        self.shared.free(&self.key(key)).await
    }

    async fn list(&self, after: Option<&str>, limit: usize) -> Result<Vec<BlobEntry>> {
        let (mut entries, mut after) = (Vec::new(), after.map(|after| self.shared.key(after)));
        while entries.len() < limit {
            let ask = PAGE.min(limit - entries.len());
            let list = self.shared.client.list_objects_v2().bucket(&self.shared.config.bucket);
            let list = list.prefix(self.shared.key(OURS)).set_start_after(after.take());
            let hidden = self.shared.unfinished.keys();
            let page = list.max_keys(i32::try_from(ask).unwrap_or(1)).send().await;
            let page = page.map_err(|error| failure("list", error))?;
            let (truncated, objects) = (page.is_truncated(), page.contents.unwrap_or_default());
            after = objects.last().and_then(|last| last.key.clone());
            entries.extend(objects.into_iter().filter_map(|object| self.shared.entry(object, &hidden)));
            if truncated != Some(true) || after.is_none() {
                break;
            }
        }
        Ok(entries)
    }

    /// Looked for, written if it is not there (a store that knows conditions refuses the later one of two), and read again:
    /// what everybody reads from then on is the answer.
    async fn mark(&self, mark: &str) -> Result<String> {
        let key = self.shared.key(MARK_KEY);
        let mut kept = self.shared.small(&key).await?;
        if kept.is_none() {
            let (algorithm, kms) = self.shared.encryption();
            let put = self.shared.client.put_object().bucket(&self.shared.config.bucket).key(&key);
            let put = put.if_none_match("*").body(mark.as_bytes().to_vec().into());
            let put = put.set_server_side_encryption(algorithm).set_ssekms_key_id(kms).send().await;
            match put {
                Err(error) if !matches!(status(&error), Some(409 | 412)) => {
                    return Err(failure("mark", error));
                }
                Ok(_) | Err(_) => kept = self.shared.small(&key).await?,
            }
        }
        let kept = kept.ok_or_else(|| broken("mark", "what was written is not there"))?;
        String::from_utf8(kept.into()).map_err(|error| broken("mark", error))
    }

    /// Nothing: what a dead process left is found by its rows, whose keys [`delete`](Self::delete) looks for among the
    /// unfinished uploads. To end all that are unfinished would end uploads that are to be resumed, and other processes'.
    async fn sweep_staging(&self) -> Result<u64> {
        Ok(0)
    }

    fn presigner(&self) -> Option<&dyn Presigner> {
        Some(self)
    }

    async fn check(&self) -> Result<()> {
        let list = self.shared.client.list_objects_v2().bucket(&self.shared.config.bucket);
        let list = list.prefix(self.shared.key(OURS)).max_keys(1).send().await;
        list.map(drop).map_err(|error| failure("check", error))
    }

    fn outlives_process(&self) -> bool {
        true
    }

    fn provider(&self) -> &'static str {
        match self.shared.config.flavor {
            S3Flavor::S3 => "s3",
            S3Flavor::IbmCos => "ibm_cos",
        }
    }
}
