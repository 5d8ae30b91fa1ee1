//! Reading: one GET, paced by whoever reads.
//!
//! A reader may be slow, and a store or something between may cut a connection on which nothing moves for long. So a body
//! that breaks off is taken up where it ended, of the same object (its ETag is asked for): a cut is never an early end,
//! and mostly not even an error.

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_s3::operation::get_object::GetObjectOutput;
use aws_sdk_s3::primitives::ByteStream;
use bytes::Bytes;
use futures::{StreamExt as _, stream};

use super::failure::{broken, code, failure, is_absent, silent, status};
use super::{BlobBytes, Shared, corrupt};
use crate::domain::{BLOCK_SIZE, ResolvedRange};
use crate::error::{Error, ErrorKind, Result};

/// How often a body is taken up again without having given a byte.
const RESUMES: u32 = 3;

/// Opens a part of an object.
pub(super) async fn open(shared: &Arc<Shared>, key: String, range: ResolvedRange) -> Result<BlobBytes> {
    open_this(shared, key, range, None).await
}

/// Opens a part of an object, as long as it is the one of this ETag.
pub(super) async fn open_this(
    shared: &Arc<Shared>,
    key: String,
    range: ResolvedRange,
    etag: Option<String>,
) -> Result<BlobBytes> {
    if range.length == 0 {
        let size = shared.head(&key).await?.map(|head| head.size);
        return match size {
            None => Err(corrupt("stored bytes are missing")),
            Some(size) if size < range.offset => Err(fewer()),
            Some(_) => Ok(stream::empty().boxed()),
        };
    }
    let mut reader = Reader {
        shared: Arc::clone(shared),
        key,
        at: range.offset,
        end: range.end(),
        etag,
        body: ByteStream::default(),
        rest: Bytes::new(),
    };
    reader.ask().await?;
    let pieces = stream::try_unfold(reader, |mut reader| async move {
        let piece = reader.next().await?;
        Ok::<_, Error>(piece.map(|piece| (piece, reader)))
    });
    Ok(pieces.boxed())
}

struct Reader {
    shared: Arc<Shared>,
    key: String,
    /// The next byte, of those up to `end`.
    at: u64,
    end: u64,
    /// Which object it is, once that is known.
    etag: Option<String>,
    body: ByteStream,
    /// What came and was not handed on yet.
    rest: Bytes,
}

impl Reader {
    /// Asks for the rest.
    async fn ask(&mut self) -> Result<()> {
        let Self { shared, key, at, end, etag, .. } = self;
        let get = shared.client.get_object().bucket(&shared.config.bucket).key(key.as_str());
        let get = get.range(format!("bytes={at}-{}", *end - 1)).set_if_match(etag.clone());
        let begun = etag.is_some();
        let answer = match get.send().await {
            Ok(answer) => answer,
            Err(error) if is_absent(&error) && begun => return Err(gone()),
            Err(error) if is_absent(&error) => return Err(corrupt("stored bytes are missing")),
            Err(error) if code(&error) == Some("InvalidRange") || status(&error) == Some(416) => {
                return Err(fewer());
            }
            Err(error) if status(&error) == Some(412) => return Err(gone()),
            Err(error) => return Err(failure("get", error)),
        };
        self.begin(answer)
    }

    fn begin(&mut self, answer: GetObjectOutput) -> Result<()> {
        let asked = self.end - self.at;
        let expected = format!("bytes {}-{}/", self.at, self.end - 1);
        let given = answer.content_length().and_then(|length| u64::try_from(length).ok());
        // A store that knows no ranges sends all of it, which is right if all was asked for.
        let right_place = answer.content_range().map_or(self.at == 0, |range| range.starts_with(&expected));
        if given != Some(asked) || !right_place {
            return Err(fewer());
        }
        self.etag = answer.e_tag.or_else(|| self.etag.take());
        self.body = answer.body;
        Ok(())
    }

    async fn next(&mut self) -> Result<Option<Bytes>> {
        if self.rest.is_empty() {
            if self.at >= self.end {
                return Ok(None);
            }
            // Everything that is done to get the next byte, taking up again included.
            let limit = self.shared.config.timeout;
            let more = tokio::time::timeout(limit, self.more(limit / 3)).await;
            self.rest = more.unwrap_or_else(|_| Err(silent("get")))?;
        }
        // No piece lies in two blocks: each block is held against a sum of its own.
        let begin = self.at - self.rest.len() as u64;
        let in_block = usize::try_from(BLOCK_SIZE - begin % BLOCK_SIZE).unwrap_or(usize::MAX);
        let size = in_block.min(self.rest.len());
        Ok(Some(self.rest.split_to(size)))
    }

    async fn more(&mut self, patience: Duration) -> Result<Bytes> {
        let mut resumed = 0;
        loop {
            let why = match tokio::time::timeout(patience, self.body.next()).await {
                Ok(Some(Ok(bytes))) if bytes.is_empty() => continue,
                Ok(Some(Ok(bytes))) => return self.took(bytes),
                Ok(Some(Err(error))) => broken("get", error),
                Ok(None) => broken("get", "the body ended early"),
                Err(_) => silent("get"),
            };
            if resumed == RESUMES || self.etag.is_none() {
                return Err(why);
            }
            resumed += 1;
            tracing::debug!(error = ?why, "a body broke off and is taken up again");
            self.ask().await?;
        }
    }

    fn took(&mut self, bytes: Bytes) -> Result<Bytes> {
        self.at += bytes.len() as u64;
        if self.at > self.end {
            return Err(broken("get", "the body has more bytes than were asked for"));
        }
        Ok(bytes)
    }
}

fn fewer() -> Error {
    corrupt("stored bytes are fewer than they should be")
}

fn gone() -> Error {
    ErrorKind::VersionGone.error("the version was freed while it was read")
}
