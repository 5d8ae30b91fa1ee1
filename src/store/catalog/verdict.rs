//! What a change makes of rows, and what it is refused for: the same whatever database it is made in.

use super::{NewArtifact, NewContent};
use crate::domain::{
    Artifact, ArtifactId, ArtifactState, Content, KeptAnswer, Precondition, SessionState, Timestamp, UploadId,
};
use crate::error::{Error, ErrorKind, ResourceType, Result};

/// A new artifact as it will be: version 1, revision 1.
pub(super) fn first_revision(new: NewArtifact, content: &NewContent, now: Timestamp) -> Artifact {
    Artifact {
        id: new.id,
        sandbox: new.sandbox,
        owner: new.owner,
        filename: new.spec.filename,
        mime: new.spec.mime,
        summary: new.spec.summary,
        meta: new.spec.meta,
        revision: 1,
        create_time: now,
        update_time: now,
        expire_time: new.expire_time,
        content: version_of(content, 1),
    }
}

/// This content as this version of an artifact.
pub(super) fn version_of(new: &NewContent, version: u64) -> Content {
    let (size, digests) = (new.sums.size, new.sums.digests);
    Content { version, size, digests, verified: true, place: new.place.clone() }
}

/// May the artifact be changed now?
pub(super) fn may_change(artifact: &Artifact, precondition: &Precondition, now: Timestamp) -> Result<()> {
    if artifact.owner.session().is_some_and(|session| session.state(now) != SessionState::Live) {
        return Err(session_over());
    }
    match artifact.state(now) {
        ArtifactState::Live => precondition.check(&artifact.etag()),
        ArtifactState::Expired => Err(expired(artifact.id)),
        ArtifactState::Deleted => Err(missing(artifact.id)),
    }
}

/// There is no such artifact, or none any more.
pub(super) fn missing(id: ArtifactId) -> Error {
    ErrorKind::ArtifactNotFound.error("no such artifact").about(ResourceType::Artifact, id)
}

/// There was one, and it is over.
pub(super) fn expired(id: ArtifactId) -> Error {
    ErrorKind::ArtifactExpired.error("the artifact has expired").about(ResourceType::Artifact, id)
}

/// The session that it would belong to is over.
pub(super) fn session_over() -> Error {
    ErrorKind::SessionExpired.error("the session is over")
}

/// The pending row is gone, past its deadline, or given to the sweep.
pub(super) fn upload_gone(id: UploadId) -> Error {
    let gone = ErrorKind::UploadNotFound.error("the upload took too long and was given up");
    gone.about(ResourceType::Upload, id)
}

/// A request of this key was answered already.
pub(super) fn repeated(kept: &KeptAnswer, fingerprint: &[u8; 32]) -> Error {
    if kept.fingerprint == *fingerprint {
        let why = "the first call with this request_id has just ended; ask again for its answer";
        return ErrorKind::RequestInProgress.error(why);
    }
    ErrorKind::RequestIdReused.error("this request_id was used for another request")
}
