//! Copies: a new artifact of an old one's content.
//!
//! The bytes pass through here: each block is held against its sum on the way out and the whole against its digests on
//! the way in, so a copy is never worse than what it was made of. Small content goes from row to row.

use std::time::Duration;

use futures::{StreamExt as _, TryStreamExt as _, future, stream};

use super::Store;
use super::catalog::{NewArtifact, Write};
use super::download::Reading;
use super::replay::replay;
use super::upload::Target;
use crate::domain::{
    Artifact, ArtifactId, ArtifactSpec, ByteRange, Chunk, ContentStream, Expected, Frame, Lifetime, Timestamp,
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
        let reading = self.open_content(source, action.version, ByteRange::Whole).await?;
        let expected = Expected { size: Some(reading.content.size), digests: reading.content.digests };
        let mut intake = self.intake(frames(reading), expected);
        intake.check_declared()?;
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
        self.take_in(&mut intake, &target, write).await.map_err(ours)
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
