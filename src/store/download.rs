//! Content out: resolve → open → check each block → hand on.
//!
//! Bytes are read in whole blocks and held against the CRC32C that was kept when they came in; only then is the part that
//! was asked for cut out and sent. So what a store corrupted is never sent, and a range costs at most two blocks more
//! than it has.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;
use futures::stream::{self, BoxStream};

use super::Store;
use super::blob::BlobBytes;
use super::catalog::{Catalog, Found};
use crate::domain::{
    Artifact, BLOCK_SIZE, BlobKey, ByteRange, Content, Piece, Place, ResolvedRange, SandboxId, crc32c,
};
use crate::error::{Error, ErrorKind, ResourceType, Result};
use crate::policy::Grant;
use crate::policy::action::{FollowLink, ReadArtifact};

/// How many block sums are looked up at once: one row of them.
pub(super) const SUMS_AT_ONCE: u64 = 1_024;

/// Content that is being read.
pub struct Reading {
    /// The artifact as it is now.
    pub artifact: Artifact,
    /// The version that is read, which may be an older one.
    pub content: Content,
    /// Which bytes of it.
    pub range: ResolvedRange,
    /// These bytes, in pieces of at most one block, each checked.
    pub bytes: BoxStream<'static, Result<Piece>>,
}

/// Content that may be read, and is not opened yet: what there is to choose of.
pub struct Resolved {
    /// The artifact as it is now.
    pub artifact: Artifact,
    /// The version that may be read.
    pub content: Content,
}

impl Store {
    /// Opens content for reading.
    pub async fn read_artifact(&self, grant: &Grant<ReadArtifact>) -> Result<Reading> {
        let action = grant.action();
        self.open_content(grant.subject(), action.version, action.range).await
    }

    /// What a grant lets one read, before it is said which bytes of it.
    pub async fn resolve(&self, grant: &Grant<ReadArtifact>) -> Result<Resolved> {
        let (artifact, version) = (grant.subject(), grant.action().version);
        Ok(Resolved { artifact: artifact.clone(), content: self.content_of(artifact, version).await? })
    }

    /// The same of a share link, which follows the current version.
    pub fn resolve_link(&self, grant: &Grant<FollowLink>) -> Resolved {
        let artifact = grant.subject().artifact.clone();
        Resolved { content: artifact.content.clone(), artifact }
    }

    /// Opens a part of what was resolved.
    pub async fn open_resolved(&self, resolved: Resolved, range: ByteRange) -> Result<Reading> {
        self.open_version(&resolved.artifact, resolved.content, range).await
    }

    /// Opens a part of one version of an artifact's content.
    pub(super) async fn open_content(
        &self,
        artifact: &Artifact,
        version: Option<u64>,
        range: ByteRange,
    ) -> Result<Reading> {
        let content = self.content_of(artifact, version).await?;
        self.open_version(artifact, content, range).await
    }

    async fn open_version(&self, artifact: &Artifact, content: Content, range: ByteRange) -> Result<Reading> {
        let range = range.resolve(content.size)?;
        let bytes = match &content.place {
            Place::Inline(bytes) => inline(&content, bytes.as_ref(), range)?,
            Place::Blob { store, key } if range.length > 0 => {
                let blocks = whole_blocks(range, content.size);
                let opened = self.mounts.of_row(store)?.get(key, blocks).await;
                let bytes = match opened {
                    Ok(bytes) => bytes,
                    Err(error) => return Err(self.explain(artifact, &content, error).await),
                };
                checked(Arc::clone(&self.catalog), key.clone(), &content, bytes, range)
            }
            Place::Blob { .. } => stream::empty().boxed(),
        };
        Ok(Reading { artifact: artifact.clone(), content, range, bytes })
    }

    /// The content of one version of an artifact.
    pub(super) async fn content_of(&self, artifact: &Artifact, version: Option<u64>) -> Result<Content> {
        match version {
            Some(version) if version != artifact.content.version => self.replaced(artifact, version).await,
            Some(_) | None => Ok(artifact.content.clone()),
        }
    }

    async fn replaced(&self, artifact: &Artifact, version: u64) -> Result<Content> {
        match self.catalog.find_replaced(&artifact.sandbox, artifact.id, version).await? {
            Some(content) => Ok(content),
            None => Err(version_gone(artifact, version)),
        }
    }

    /// Bytes that a row said were there may have been freed since the row was read. If so, say that; if the row still
    /// stands, they are lost, and the store's own word is the answer.
    pub(super) async fn explain(&self, artifact: &Artifact, content: &Content, error: Error) -> Error {
        if error.kind() != ErrorKind::DataCorrupt {
            return error;
        }
        match self.still_there(&artifact.sandbox, artifact, content).await {
            Ok(true) => error.about(ResourceType::Artifact, artifact.id),
            Ok(false) => version_gone(artifact, content.version),
            Err(other) => other,
        }
    }

    async fn still_there(&self, sandbox: &SandboxId, artifact: &Artifact, content: &Content) -> Result<bool> {
        if let Some(Found::Artifact(now)) = self.catalog.find(sandbox, artifact.id).await?
            && now.content.place == content.place
        {
            return Ok(true);
        }
        let replaced = self.catalog.find_replaced(sandbox, artifact.id, content.version).await?;
        Ok(replaced.is_some_and(|replaced| replaced.place == content.place))
    }
}

fn version_gone(artifact: &Artifact, version: u64) -> Error {
    let error = ErrorKind::VersionGone.error("this version is not kept any more");
    error.with("version", version).about(ResourceType::Artifact, artifact.id)
}

/// The blocks that cover a range.
fn whole_blocks(range: ResolvedRange, size: u64) -> ResolvedRange {
    let offset = range.offset / BLOCK_SIZE * BLOCK_SIZE;
    let end = range.end().div_ceil(BLOCK_SIZE).saturating_mul(BLOCK_SIZE).min(size);
    ResolvedRange { offset, length: end - offset }
}

fn inline(
    content: &Content,
    bytes: Option<&Bytes>,
    range: ResolvedRange,
) -> Result<BoxStream<'static, Result<Piece>>> {
    let bytes = bytes.ok_or_else(|| Error::internal("an artifact was read without its inline content"))?;
    if bytes.len() as u64 != content.size || content.digests.crc32c.is_some_and(|crc| crc != crc32c(bytes)) {
        return Err(corrupt(0));
    }
    let (from, to) = (cast(range.offset), cast(range.end()));
    let piece = bytes.slice(from..to);
    Ok(stream::iter((!piece.is_empty()).then(|| Ok(Piece::of(piece)))).boxed())
}

/// Small enough for memory: within content that is in memory.
fn cast(within: u64) -> usize {
    usize::try_from(within).unwrap_or(usize::MAX)
}

fn corrupt(offset: u64) -> Error {
    ErrorKind::DataCorrupt
        .error("stored bytes are not what was stored; they were not sent")
        .with("offset", offset)
}

/// Checks block after block and cuts out what was asked for.
fn checked(
    catalog: Arc<dyn Catalog>,
    key: BlobKey,
    content: &Content,
    bytes: BlobBytes,
    wanted: ResolvedRange,
) -> BoxStream<'static, Result<Piece>> {
    let blocks = whole_blocks(wanted, content.size);
    let sums = match (content.size <= BLOCK_SIZE, content.digests.crc32c) {
        // One block's sum is the whole's.
        (true, Some(crc)) => VecDeque::from([crc]),
        (true, None) | (false, _) => VecDeque::new(),
    };
    let next_sums = blocks.offset / BLOCK_SIZE + sums.len() as u64;
    let state = Checking { catalog, key, bytes, blocks, wanted, sums, next_sums };
    stream::try_unfold(state, |mut state| async move {
        let piece = state.next().await?;
        Ok::<_, Error>(piece.map(|piece| (piece, state)))
    })
    .boxed()
}

struct Checking {
    catalog: Arc<dyn Catalog>,
    key: BlobKey,
    bytes: BlobBytes,
    /// What is still to be read, in whole blocks.
    blocks: ResolvedRange,
    /// What was asked for.
    wanted: ResolvedRange,
    /// Sums of the next blocks.
    sums: VecDeque<u32>,
    /// The first block whose sum is not looked up yet.
    next_sums: u64,
}

impl Checking {
    /// What was asked for of the next block.
    async fn next(&mut self) -> Result<Option<Piece>> {
        if self.blocks.length == 0 {
            return Ok(None);
        }
        let expected = self.next_sum().await?;
        let (start, length) = (self.blocks.offset, self.blocks.length.min(BLOCK_SIZE));
        let block = self.whole_block(start, length).await?;
        if block.data.len() as u64 != length || block.crc32c != expected {
            return Err(corrupt(start));
        }
        self.blocks = ResolvedRange { offset: start + length, length: self.blocks.length - length };
        Ok(Some(self.cut(block, start)))
    }

    /// The bytes of one block: as they come where they come in one piece, else put together, since many small pieces
    /// would be many small messages.
    async fn whole_block(&mut self, start: u64, length: u64) -> Result<Piece> {
        let first = self.bytes.next().await.unwrap_or_else(|| Err(corrupt(start)))?;
        if first.len() as u64 >= length {
            return Ok(Piece::of(first));
        }
        let mut block = BytesMut::with_capacity(cast(length));
        block.extend_from_slice(&first);
        while (block.len() as u64) < length {
            let next = self.bytes.next().await;
            block.extend_from_slice(&next.unwrap_or_else(|| Err(corrupt(start)))?);
        }
        Ok(Piece::of(block.freeze()))
    }

    /// The part of a block that lies in the wanted range; a whole one keeps its sum.
    fn cut(&self, block: Piece, at: u64) -> Piece {
        let end = at + block.data.len() as u64;
        let (from, to) = (self.wanted.offset.clamp(at, end), self.wanted.end().clamp(at, end));
        if (from, to) == (at, end) {
            block
        } else {
            Piece::of(block.data.slice(cast(from - at)..cast(to - at)))
        }
    }

    async fn next_sum(&mut self) -> Result<u32> {
        if self.sums.is_empty() {
            let left = self.blocks.length.div_ceil(BLOCK_SIZE);
            // Up to the end of a row of them, so that each row is read once.
            let count = left.min(SUMS_AT_ONCE - self.next_sums % SUMS_AT_ONCE);
            self.sums = self.catalog.block_sums(&self.key, self.next_sums, count).await?.into();
            self.next_sums += count;
        }
        self.sums.pop_front().ok_or_else(|| Error::internal("the catalog holds no sum of a stored block"))
    }
}
