//! Copies: a new artifact of an old one's content.
//!
//! Within one store the store makes the copy, and the sums that were kept of the source are the copy's: it is held against
//! them whenever it is read, as its source would be. Else the bytes pass through here: each block is held against its sum
//! on the way out and the whole against its digests on the way in, so a copy is never worse than what it was made of.
//! Small content goes from row to row.

use std::time::Duration;

use futures::{StreamExt as _, TryStreamExt as _, future, stream};

use super::Store;
use super::catalog::{NewArtifact, Write};
use super::download::{Reading, SUMS_AT_ONCE};
use super::replay::replay;
use super::upload::Target;
use crate::domain::{
    Artifact, ArtifactId, ArtifactSpec, BLOCK_SIZE, BlobKey, ByteRange, Chunk, Content, ContentStream,
    ContentSums, Expected, Frame, Lifetime, Place, Scope, Timestamp,
};
use crate::error::{Error, ErrorKind, ResourceType, Result};
use crate::policy::action::CopyArtifact;
use crate::policy::{Copying, Grant};

impl Store {
    /// Makes a copy. The source is what it was when that was granted; what becomes of it meanwhile is its own affair.
    pub async fn copy_artifact(&self, grant: &Grant<CopyArtifact>) -> Result<Artifact> {
        let (action, Copying { source, into }) = (grant.action(), grant.subject());
        let now = grant.at();
        action.precondition.check(&source.etag())?;
        let planned = self.copied(action, source, now)?;
        let content = self.content_of(source, action.version).await?;
        let size = Expected { size: Some(content.size), ..Expected::default() };
        self.intake(stream::empty().boxed(), size).check_declared()?;
        let ttl = planned.expire_time.map_or(Duration::ZERO, |end| end.since(now));
        let owner = self.owner_of_write(&source.sandbox, into, ttl, now).await?;
        let id = ArtifactId::generate(now, self.chance.as_ref());
        let target = Target { sandbox: &source.sandbox, owner: &owner, artifact: id };
        let write = |at: Timestamp| {
            let copy = self.copied(action, source, at)?;
            Ok(Write::Create(Box::new(NewArtifact {
                id,
                sandbox: copy.sandbox,
                owner: owner.clone(),
                spec: ArtifactSpec {
                    filename: copy.filename,
                    mime: copy.mime,
                    summary: copy.summary,
                    meta: copy.meta,
                    lifetime: Lifetime::Unspecified,
                },
                expire_time: copy.expire_time,
                replay: replay(grant, action.request.as_ref()),
            })))
        };
        if let Some(key) = self.beside(&content, target.owner.scope()) {
            return self.copy_inside(source, &content, key, &target, write).await;
        }
        let reading = self.open_content(source, action.version, ByteRange::Whole).await?;
        let expected = Expected { size: Some(reading.content.size), digests: reading.content.digests };
        let mut intake = self.intake(frames(reading), expected);
        self.take_in(&mut intake, &target, write).await.map_err(ours)
    }

    /// The key of content that lies where a copy of it will lie, and whose every byte was looked at when it came.
    fn beside<'a>(&self, content: &'a Content, scope: Scope) -> Option<&'a BlobKey> {
        match &content.place {
            Place::Blob { store, key } if content.verified => {
                let (new, _) = self.mounts.for_new(scope).ok()?;
                (new == store).then_some(key)
            }
            Place::Blob { .. } | Place::Inline(_) => None,
        }
    }

    async fn copy_inside(
        &self,
        source: &Artifact,
        content: &Content,
        key: &BlobKey,
        target: &Target<'_>,
        write: impl FnOnce(Timestamp) -> Result<Write>,
    ) -> Result<Artifact> {
        let sums = self.sums_of(content, key).await?;
        let pending = self.pending(target)?;
        let copied =
            match pending.copy(key, &self.clock).await {
                Err(error) => Err(self.explain(source, content, error).await),
                Ok(size) if size != content.size => Err(ErrorKind::DataCorrupt
                    .error("stored bytes are not what was stored; they were not copied")),
                Ok(_) => Ok(()),
            };
        let now = self.clock.now();
        match copied.and_then(|()| write(now)) {
            Ok(write) => pending.commit(write, sums, now).await,
            Err(error) => {
                pending.give_up().await;
                Err(error)
            }
        }
    }

    /// The sums that were kept of content.
    async fn sums_of(&self, content: &Content, key: &BlobKey) -> Result<ContentSums> {
        let count = content.size.div_ceil(BLOCK_SIZE);
        let mut blocks = Vec::new();
        if count <= 1 {
            // One block's sum is the whole's.
            blocks.extend(content.digests.crc32c.filter(|_| count == 1));
        }
        while (blocks.len() as u64) < count {
            let (first, left) = (blocks.len() as u64, count - blocks.len() as u64);
            let sums = self.catalog.block_sums(key, first, left.min(SUMS_AT_ONCE)).await?;
            if sums.is_empty() {
                return Err(Error::internal("the catalog holds no sum of a stored block"));
            }
            blocks.extend(sums);
        }
        Ok(ContentSums { size: content.size, digests: content.digests, blocks })
    }

    /// The source with what shall be different of its copy. The rest of its life goes on in the copy, so it must not be
    /// over when that is made.
    fn copied(&self, action: &CopyArtifact, source: &Artifact, at: Timestamp) -> Result<Artifact> {
        let mut copy = source.clone();
        action.changes.apply(&mut copy, self.limits.max_ttl, at)?;
        if copy.expire_time.is_some_and(|end| end <= at) {
            let expired = ErrorKind::ArtifactExpired.error("the artifact expired while it was copied");
            return Err(expired.about(ResourceType::Artifact, source.id));
        }
        Ok(copy)
    }
}

/// What is read, as an upload.
fn frames(reading: Reading) -> ContentStream {
    let chunks = reading.bytes.map_ok(|piece| Frame::Chunk(Chunk::plain(piece.data)));
    chunks.chain(stream::once(future::ready(Ok(Frame::Finish(Expected::default()))))).boxed()
}

/// Nobody declared these digests but we ourselves: another one is not the caller's mistake.
fn ours(error: Error) -> Error {
    match error.kind() {
        ErrorKind::ChecksumMismatch | ErrorKind::SizeMismatch => ErrorKind::DataCorrupt
            .error("stored bytes are not what was stored; they were not copied")
            .caused_by(error),
        _ => error,
    }
}
