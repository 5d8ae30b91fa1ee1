//! Writing: one PUT for what fits into one part, a multipart upload for the rest.
//!
//! A part is filled in memory that the pool gave, then sent while the next ones are filled. Nothing is in the bucket
//! before the first part is full, and by then the body has waited for its pending row: what a crash leaves is found by
//! that row's key.
//!
//! *Keys are fresh, and one that exists is refused*: by a HEAD that runs beside the first bytes, and by the list of this
//! process's unfinished writes. `If-None-Match: *` would do it in one step on AWS, and was not taken: garage 2.5 ignores it and
//! overwrites, s3s-fs looks before it writes but not while, and where it holds, a try whose answer was lost makes the next
//! try find its own object and refuse it. The key ends in a random upload id, so that between HEAD and PUT there is nobody
//! to come.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use aws_sdk_s3::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_s3::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_s3::error::BoxError;
use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};
use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _, future, stream};
use tokio::sync::{mpsc, oneshot};

use super::client::{moving, slow};
use super::failure::{broken, failure, is_no_upload, silent};
use super::send::send;
use super::unfinished::Writing;
use super::{BlobBody, Schedule, Shared, freed, taken};
use crate::error::{Error, Result};
use crate::store::blob::buffers::{Buffer, Part};

/// Parts of one object that are filled or sent at once.
const AT_ONCE: usize = 4;

/// Writes an object under a fresh key.
pub(super) async fn put(
    shared: &Arc<Shared>,
    key: String,
    body: BlobBody<'_>,
    size: Option<u64>,
) -> Result<u64> {
    let schedule = shared.schedule(size);
    if let Some(size) = size {
        schedule.check(size)?;
    }
    let write = Write::enter(shared, key).await?;
    let outcome = Box::pin(write.all(body, size, schedule)).await;
    write.finish(outcome).await
}

/// A write on the list of unfinished ones. Dropped before it is finished, it takes away what it made.
pub(super) struct Write {
    shared: Arc<Shared>,
    writing: Arc<Writing>,
    finished: bool,
}

impl Write {
    /// Enters the list; a key that is on it is taken, unless its write was dropped and is only to be cleaned up after.
    pub(super) async fn enter(shared: &Arc<Shared>, key: String) -> Result<Self> {
        loop {
            match shared.unfinished.enter(&key) {
                Ok(writing) => return Ok(Self { shared: Arc::clone(shared), writing, finished: false }),
                Err(other) if other.is_abandoned() => shared.clean_up(&other).await?,
                Err(_) => return Err(taken()),
            }
        }
    }

    /// Refuses a key that an object has.
    pub(super) async fn refuse_taken(&self) -> Result<()> {
        match self.shared.head(&self.writing.key).await? {
            Some(_) => Err(taken()),
            None => Ok(()),
        }
    }

    async fn all(&self, body: BlobBody<'_>, size: Option<u64>, schedule: Schedule) -> Result<u64> {
        let mut filling =
            Filling { shared: &self.shared, body, left: Bytes::new(), schedule, number: 0, ended: false };
        let first = filling.first(size);
        let ((), first) = future::try_join(self.refuse_taken(), first).await?;
        if filling.ended {
            let size = first.len();
            self.put_whole(first.finish()).await?;
            return Ok(size);
        }
        self.put_parts(first, filling).await
    }

    /// One PUT.
    async fn put_whole(&self, part: Part) -> Result<()> {
        let shared = Arc::clone(&self.shared);
        let key = self.writing.key.clone();
        self.publish(async move {
            let limit = shared.config.timeout;
            let sent = send(part.bytes(), limit, |body| {
                let put = shared.client.put_object().bucket(&shared.config.bucket).key(&key).body(body);
                let (algorithm, kms) = shared.encryption();
                let put = put.set_server_side_encryption(algorithm).set_ssekms_key_id(kms);
                put.customize().config_override(moving(limit)).send()
            });
            match sent.await {
                Some(answer) => answer.map(drop).map_err(|error| failure("put", error)),
                None => Err(silent("put")),
            }
        })
        .await
    }

    async fn put_parts(&self, first: Buffer, filling: Filling<'_>) -> Result<u64> {
        let upload = self.begin_parts().await?;
        let (full, mut filled) = mpsc::channel(1);
        let fill = fill_parts(first, filling, full);
        let sent = stream::poll_fn(|context| filled.poll_recv(context)).map(|(number, part): (u32, Part)| {
            let (key, upload) = (&self.writing.key, &upload);
            async move {
                let size = part.bytes().len() as u64;
                Ok::<_, Error>((self.shared.send_part(key, upload, number, &part).await?, size))
            }
        });
        let send = sent.buffer_unordered(AT_ONCE).try_collect::<Vec<(CompletedPart, u64)>>();
        let ((), sent) = future::try_join(fill, send).await?;
        let size = sent.iter().map(|(_, size)| size).sum();
        let mut parts: Vec<CompletedPart> = sent.into_iter().map(|(part, _)| part).collect();
        parts.sort_unstable_by_key(CompletedPart::part_number);
        self.complete(upload, parts, size).await?;
        Ok(size)
    }

    /// Begins a multipart upload; it is known to whoever cleans up, even if nobody waits here any more.
    pub(super) async fn begin_parts(&self) -> Result<String> {
        let (shared, writing) = (Arc::clone(&self.shared), Arc::clone(&self.writing));
        let begun = self.to_the_end(async move {
            let mut made = Arc::clone(&writing.gate).lock_owned().await;
            if writing.is_over() {
                return Err(freed());
            }
            let begun = shared.begin_upload(&writing.key).await?;
            made.upload = Some(begun.upload.clone());
            made.others = !begun.alone;
            Ok(begun.upload)
        });
        let upload = begun.await?;
        if self.writing.is_over() { Err(freed()) } else { Ok(upload) }
    }

    /// Makes an object of the parts.
    pub(super) async fn complete(&self, upload: String, parts: Vec<CompletedPart>, size: u64) -> Result<()> {
        let (shared, writing) = (Arc::clone(&self.shared), Arc::clone(&self.writing));
        // In a box: what the SDK keeps of a request is large.
        let complete = async move { shared.complete_upload(&writing.key, &upload, parts, size).await };
        self.publish(Box::pin(complete)).await
    }

    /// Does what makes the object visible, unless it was deleted before.
    pub(super) async fn publish(
        &self,
        step: impl Future<Output = Result<()>> + Send + 'static,
    ) -> Result<()> {
        let (shared, writing) = (Arc::clone(&self.shared), Arc::clone(&self.writing));
        self.to_the_end(async move {
            let mut made = Arc::clone(&writing.gate).lock_owned().await;
            if writing.is_over() {
                return Err(freed());
            }
            made.published = true;
            step.await?;
            // Part of the object now.
            made.upload = None;
            if std::mem::take(&mut made.others)
                && let Err(error) = shared.abort_all(&writing.key).await
            {
                tracing::warn!(
                    ?error,
                    "an upload whose beginning was not answered may be left in the bucket"
                );
            }
            Ok(())
        })
        .await
    }

    /// Runs a step to its end, also if this future is dropped meanwhile.
    async fn to_the_end<T: Send + 'static>(
        &self,
        step: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        let (answer, answered) = oneshot::channel();
        self.shared.shutdown.spawn(async move {
            // Nobody listens if the future was dropped; what was made is behind the gate.
            let _ = answer.send(step.await);
        });
        answered.await.unwrap_or_else(|_| Err(Error::internal("a step of a write ended without an answer")))
    }

    /// Answers; what a failure left is taken away before.
    pub(super) async fn finish<T>(mut self, outcome: Result<T>) -> Result<T> {
        let (shared, writing) = (Arc::clone(&self.shared), Arc::clone(&self.writing));
        self.finished = true;
        let Err(error) = outcome else {
            shared.unfinished.leave(&writing);
            return outcome;
        };
        writing.abandon();
        let error = if writing.is_freed() { freed().caused_by(error) } else { error };
        let cleaned = self.to_the_end({
            let (shared, writing) = (Arc::clone(&shared), Arc::clone(&writing));
            async move { shared.clean_up(&writing).await }
        });
        if let Err(why) = cleaned.await {
            tracing::warn!(error = ?why, "what a failed write left in the bucket stays until its row is swept");
        }
        Err(error)
    }
}

impl Drop for Write {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        self.writing.abandon();
        if self.writing.gate.try_lock().is_ok_and(|made| made.is_nothing()) {
            self.shared.unfinished.leave(&self.writing);
            return;
        }
        let (shared, writing) = (Arc::clone(&self.shared), Arc::clone(&self.writing));
        self.shared.shutdown.spawn(async move {
            if let Err(error) = shared.clean_up(&writing).await {
                tracing::warn!(
                    ?error,
                    "what a dropped write left in the bucket stays until its row is swept"
                );
            }
        });
    }
}

/// Fills parts and hands them on, until the body ends or nobody takes them any more.
async fn fill_parts(first: Buffer, mut filling: Filling<'_>, full: mpsc::Sender<(u32, Part)>) -> Result<()> {
    let mut ready = Some(first);
    while let Some(buffer) = ready {
        if full.send((filling.number, buffer.finish())).await.is_err() {
            return Ok(());
        }
        ready = filling.next().await?;
    }
    Ok(())
}

/// Takes bytes into parts.
struct Filling<'a> {
    shared: &'a Shared,
    body: BlobBody<'a>,
    /// What did not fit into the part before: a copy, and never more than one message. To wait for the next part with the
    /// message itself would be to hold its permit, for which those wait who have parts.
    left: Bytes,
    schedule: Schedule,
    /// The part that was begun last.
    number: u32,
    ended: bool,
}

impl Filling<'_> {
    /// The first part, in no more memory than the size that was said.
    async fn first(&mut self, size: Option<u64>) -> Result<Buffer> {
        self.number = 1;
        let whole = self.schedule.size(1)?;
        let room = size.map_or(whole, |size| size.clamp(1, whole));
        let mut buffer = self.shared.buffers.take(room).await?;
        self.fill(&mut buffer).await?;
        if !self.ended && room < whole {
            // More than was said: a part as it would have been.
            let mut larger = self.shared.buffers.take(whole).await?;
            larger.fill(&mut buffer.finish().bytes().clone());
            buffer = larger;
            self.fill(&mut buffer).await?;
        }
        Ok(buffer)
    }

    /// The next part, if there are more bytes.
    async fn next(&mut self) -> Result<Option<Buffer>> {
        if self.ended {
            return Ok(None);
        }
        self.number += 1;
        let mut buffer = self.shared.buffers.take(self.schedule.size(self.number)?).await?;
        self.fill(&mut buffer).await?;
        Ok(Some(buffer))
    }

    /// Fills a part, and looks whether anything comes behind it.
    async fn fill(&mut self, buffer: &mut Buffer) -> Result<()> {
        buffer.fill(&mut self.left);
        while self.left.is_empty() {
            let Some(chunk) = self.body.try_next().await? else {
                self.ended = true;
                return Ok(());
            };
            let mut data = chunk.data;
            buffer.fill(&mut data);
            if !data.is_empty() {
                self.left = Bytes::copy_from_slice(&data);
            }
        }
        Ok(())
    }
}

impl Shared {
    /// Begins a multipart upload.
    pub(super) async fn begin_upload(&self, key: &str) -> Result<Begun> {
        let (algorithm, kms) = self.encryption();
        let tries = Tries::default();
        let begin = self.client.create_multipart_upload().bucket(&self.config.bucket).key(key);
        let begin = begin.set_server_side_encryption(algorithm).set_ssekms_key_id(kms);
        let begun = begin.customize().interceptor(tries.clone()).send().await;
        let begun = begun.map_err(|error| failure("begin a multipart upload", error))?;
        let upload =
            begun.upload_id.ok_or_else(|| broken("begin a multipart upload", "the store gave no id"))?;
        Ok(Begun { upload, alone: tries.0.load(Ordering::Relaxed) <= 1 })
    }

    /// Sends one part.
    pub(super) async fn send_part(
        &self,
        key: &str,
        upload: &str,
        number: u32,
        part: &Part,
    ) -> Result<CompletedPart> {
        let number = i32::try_from(number).unwrap_or(i32::MAX);
        let limit = self.config.timeout;
        let sent = send(part.bytes(), limit, |body| {
            let send = self.client.upload_part().bucket(&self.config.bucket).key(key);
            let send = send.upload_id(upload).part_number(number).body(body);
            send.customize().config_override(moving(limit)).send()
        });
        let answer = sent.await.ok_or_else(|| silent("send a part"))?;
        let answer = answer.map_err(|error| {
            let ended = is_no_upload(&error);
            let failed = failure("send a part", error);
            if ended { freed().caused_by(failed) } else { failed }
        })?;
        let part = CompletedPart::builder().part_number(number).set_e_tag(answer.e_tag);
        let part =
            part.set_checksum_crc32(answer.checksum_crc32).set_checksum_crc32_c(answer.checksum_crc32_c);
        Ok(part.set_checksum_crc64_nvme(answer.checksum_crc64_nvme).build())
    }

    /// Makes an object of this size of the parts. If an answer was lost, the next try finds no upload and the object.
    pub(super) async fn complete_upload(
        &self,
        key: &str,
        upload: &str,
        parts: Vec<CompletedPart>,
        size: u64,
    ) -> Result<()> {
        let parts = CompletedMultipartUpload::builder().set_parts(Some(parts)).build();
        let complete = self.client.complete_multipart_upload().bucket(&self.config.bucket).key(key);
        let complete = complete.upload_id(upload).multipart_upload(parts);
        match complete.customize().config_override(slow(self.config.timeout)).send().await {
            Ok(_) => Ok(()),
            Err(error) if is_no_upload(&error) => match self.head(key).await? {
                Some(head) if head.size == size => Ok(()),
                Some(_) | None => Err(failure("complete a multipart upload", error)),
            },
            Err(error) => Err(failure("complete a multipart upload", error)),
        }
    }
}

/// A multipart upload.
pub(super) struct Begun {
    pub(super) upload: String,
    /// Asked for once. If not, the first answer may have been lost, and its upload with it.
    pub(super) alone: bool,
}

/// Counts how often the SDK tries.
#[derive(Debug, Clone, Default)]
struct Tries(Arc<AtomicU32>);

impl Intercept for Tries {
    fn name(&self) -> &'static str {
        "Tries"
    }

    fn read_before_attempt(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> std::result::Result<(), BoxError> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}
