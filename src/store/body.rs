//! Content on its way in: counted, summed and held against what the client said, in one pass.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;
use futures::stream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::blob::BlobBody;
use super::catalog::Catalog;
use super::upload::PENDING_FOR;
use crate::clock::Clock;
use crate::domain::{
    BLOCK_SIZE, Chunk, ContentHasher, ContentStream, ContentSums, Expected, Frame, Timestamp, UploadId,
};
use crate::error::{Error, ErrorKind, Result};

/// Takes the frames of one upload.
pub(super) struct Intake {
    frames: ContentStream,
    hasher: Summing,
    /// Bytes taken.
    size: u64,
    /// The largest content allowed.
    max_size: u64,
    /// What was said beforehand, then also what the finish said.
    expected: Vec<Expected>,
    finished: bool,
    keeper: Option<Keeper>,
}

/// Keeps an upload's pending row from passing its deadline while bytes come.
pub(super) struct Keeper {
    pub(super) upload: UploadId,
    pub(super) catalog: Arc<dyn Catalog>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) deadline: Timestamp,
}

impl Keeper {
    /// There was progress: the deadline moves on, in steps of half its time.
    async fn progress(&mut self) -> Result<()> {
        let now = self.clock.now();
        if now.plus(PENDING_FOR / 2) < self.deadline {
            return Ok(());
        }
        self.deadline = now.plus(PENDING_FOR);
        if self.catalog.extend_upload(self.upload, self.deadline).await? {
            return Ok(());
        }
        Err(ErrorKind::UploadNotFound.error("the upload passed its deadline and was given up"))
    }
}

impl Intake {
    /// An intake that has taken nothing.
    pub(super) fn new(frames: ContentStream, declared: Expected, max_size: u64, sha256: bool) -> Self {
        let hasher = Summing::Idle(ContentHasher::new(sha256 || declared.digests.sha256.is_some()));
        Self { frames, hasher, size: 0, max_size, expected: vec![declared], finished: false, keeper: None }
    }

    /// From now on progress is written down.
    pub(super) fn keep(&mut self, keeper: Keeper) {
        self.keeper = Some(keeper);
    }

    /// The size that was said beforehand.
    pub(super) fn declared_size(&self) -> Option<u64> {
        self.expected.iter().find_map(|expected| expected.size)
    }

    /// Refuses what is already known to be too large, before a byte is taken.
    pub(super) fn check_declared(&self) -> Result<()> {
        match self.declared_size() {
            Some(size) if size > self.max_size => Err(too_large(self.max_size)),
            Some(_) | None => Ok(()),
        }
    }

    /// The next bytes, or `None` after the finish.
    pub(super) async fn next(&mut self) -> Result<Option<Chunk>> {
        while !self.finished {
            match self.frames.next().await {
                Some(Ok(Frame::Chunk(chunk))) if chunk.data.is_empty() => {}
                Some(Ok(Frame::Chunk(chunk))) => {
                    if let Some(keeper) = &mut self.keeper {
                        keeper.progress().await?;
                    }
                    return self.take(chunk).await.map(Some);
                }
                Some(Ok(Frame::Finish(expected))) => {
                    self.expected.push(expected);
                    self.finished = true;
                }
                Some(Err(error)) => return Err(error),
                None => {
                    let why = "the stream ended without a finish; nothing was kept";
                    return Err(ErrorKind::InvalidArgument.error(why).with("received_bytes", self.size));
                }
            }
        }
        Ok(None)
    }

    /// The rest of the bytes, `head` before them, as a blob store takes them. The body ends when the bytes do *and*
    /// `reserved` has come: a store publishes nothing before its end. Nor does it go on behind the first block before that:
    /// what a store leaves of more, if we die, must be found by its row.
    pub(super) fn body(&mut self, head: Vec<Chunk>, reserved: oneshot::Receiver<()>) -> BlobBody<'_> {
        let rest = stream::try_unfold((self, Some(reserved)), |(intake, mut reserved)| async move {
            if intake.size > BLOCK_SIZE {
                recorded(&mut reserved).await?;
            }
            let next = intake.next().await?;
            if next.is_none() {
                recorded(&mut reserved).await?;
            }
            Ok(next.map(|chunk| (chunk, (intake, reserved))))
        });
        stream::iter(head.into_iter().map(Ok)).chain(rest).boxed()
    }

    /// Takes the rest into memory if all of it, `head` included, has at most `max` bytes.
    pub(super) async fn gather(&mut self, max: u64) -> Result<Gathered> {
        // Copied: a small chunk cut out of a large message would keep all of it alive, and what pays for it with it.
        let mut small = BytesMut::new();
        while let Some(chunk) = self.next().await? {
            if self.size > max {
                let before = (!small.is_empty()).then(|| Chunk::plain(small.freeze()));
                return Ok(Gathered::Larger(before.into_iter().chain([chunk]).collect()));
            }
            small.extend_from_slice(&chunk.data);
        }
        Ok(Gathered::Whole(small.freeze()))
    }

    /// What was measured, if it is what was said. Call it once, after the last of the bytes.
    pub(super) async fn take_sums(&mut self) -> Result<ContentSums> {
        let sums = self.hasher.settle().await?.finish();
        for expected in &self.expected {
            check(&sums, expected)?;
        }
        Ok(sums)
    }

    async fn take(&mut self, chunk: Chunk) -> Result<Chunk> {
        let offset = self.size;
        let size = offset + chunk.data.len() as u64;
        if size > self.max_size {
            return Err(too_large(self.max_size));
        }
        if let Some(declared) = self.declared_size().filter(|declared| size > *declared) {
            return Err(size_mismatch(declared, size));
        }
        self.size = size;
        let hasher = self.hasher.settle().await?;
        self.hasher = Summing::start(hasher, chunk.data.clone(), chunk.crc32c, offset)?;
        Ok(chunk)
    }
}

/// Waits until the upload's row is written.
async fn recorded(reserved: &mut Option<oneshot::Receiver<()>>) -> Result<()> {
    let Some(reserved) = reserved.take() else { return Ok(()) };
    let failed = |_| ErrorKind::BackendUnavailable.error("the upload could not be recorded");
    reserved.await.map_err(failed)
}

/// Sums that are being made: a large chunk is summed beside the runtime while the next one comes, since SHA-256 takes
/// longer than anything else that happens to a byte. So a wrong chunk is told one chunk later, and always before the end.
pub(super) enum Summing {
    /// All that came is summed.
    Idle(ContentHasher),
    /// One chunk is being summed.
    Running(JoinHandle<Result<ContentHasher>>),
}

impl Summing {
    /// Smaller chunks are summed in less time than it takes to hand them over.
    const WORTH_HANDING_OVER: usize = 128 << 10;

    /// Begins to sum a chunk.
    pub(super) fn start(
        mut hasher: ContentHasher,
        data: Bytes,
        declared: Option<u32>,
        offset: u64,
    ) -> Result<Self> {
        if data.len() < Self::WORTH_HANDING_OVER {
            check_chunk(hasher.update(&data), declared, offset)?;
            return Ok(Self::Idle(hasher));
        }
        Ok(Self::Running(tokio::task::spawn_blocking(move || {
            check_chunk(hasher.update(&data), declared, offset)?;
            Ok(hasher)
        })))
    }

    /// Waits until all that came is summed.
    pub(super) async fn settle(&mut self) -> Result<ContentHasher> {
        match std::mem::replace(self, Self::Idle(ContentHasher::new(false))) {
            Self::Idle(hasher) => Ok(hasher),
            Self::Running(task) => task
                .await
                .unwrap_or_else(|fault| Err(Error::internal("content could not be summed").caused_by(fault))),
        }
    }
}

pub(super) fn check_chunk(measured: u32, declared: Option<u32>, offset: u64) -> Result<()> {
    match declared {
        Some(declared) if declared != measured => {
            let error =
                ErrorKind::ChecksumMismatch.error(format!("the chunk at offset {offset} has another CRC32C"));
            let error = error.with("offset", offset).with("expected_crc32c", format!("{declared:08x}"));
            Err(error.with("measured_crc32c", format!("{measured:08x}")))
        }
        Some(_) | None => Ok(()),
    }
}

/// What [`Intake::gather`] found.
pub(super) enum Gathered {
    /// All of the content.
    Whole(Bytes),
    /// The beginning of something larger.
    Larger(Vec<Chunk>),
}

pub(super) fn check(sums: &ContentSums, expected: &Expected) -> Result<()> {
    if let Some(size) = expected.size.filter(|size| *size != sums.size) {
        return Err(size_mismatch(size, sums.size));
    }
    let mismatch = |name| ErrorKind::ChecksumMismatch.error(format!("the content has another {name}"));
    if expected.digests.crc32c.is_some_and(|crc| Some(crc) != sums.digests.crc32c) {
        return Err(mismatch("CRC32C"));
    }
    match (expected.digests.sha256, sums.digests.sha256) {
        (Some(expected), Some(measured)) if expected != measured => Err(mismatch("SHA-256")),
        // Said only at the end, to a server that computes no SHA-256: better refused than not looked at.
        (Some(_), None) => {
            let why = "this server computes no SHA-256 unless it is declared before the content";
            Err(Error::invalid("digests.sha256", why))
        }
        (Some(_) | None, _) => Ok(()),
    }
}

pub(super) fn too_large(max: u64) -> Error {
    ErrorKind::SizeLimit.error(format!("the content is larger than {max} bytes")).with("limit", max)
}

pub(super) fn size_mismatch(expected: u64, measured: u64) -> Error {
    let error = ErrorKind::SizeMismatch.error("the content does not have the size it was declared with");
    error.with("expected_size", expected).with("measured_size", measured)
}
