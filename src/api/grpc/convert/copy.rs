//! Copies and moves.

use super::artifact::{Given, scope_from, version_from};
use super::{
    artifact_id_from, no_expiry_from, precondition_from, repeatable_from, session_id_from, ttl_from,
};
use crate::domain::{Changes, Expected, Filename, Lifetime};
use crate::error::Result;
use crate::proto::v1;
use crate::service::action::{CopyArtifact, UpdateArtifact};

/// A copy to be made.
pub(in crate::api::grpc) fn copy_from(request: v1::CopyArtifactRequest) -> Result<CopyArtifact> {
    use v1::copy_artifact_request::Lifetime as Wish;
    let repeatable = repeatable_from("CopyArtifact", &request.request_id, &request)?;
    let given = Given { changes: request.changes, mask: request.update_mask, mode: request.meta_mode };
    let lifetime = match &request.lifetime {
        None => Lifetime::Unspecified,
        Some(Wish::Ttl(ttl)) => ttl_from("ttl", ttl)?,
        Some(Wish::NoExpiry(wish)) => no_expiry_from("no_expiry", *wish)?,
    };
    let keeps_scope = request.scope == i32::from(v1::Scope::Unspecified);
    Ok(CopyArtifact {
        id: artifact_id_from(&request.artifact_id)?,
        precondition: precondition_from(&request.etag)?,
        version: version_from(request.version)?,
        scope: if keeps_scope { None } else { Some(scope_from(request.scope)?) },
        session: session_id_from("session_id", &request.session_id)?,
        changes: Changes { lifetime, ..given.read()? },
        request: repeatable,
    })
}

/// A change of the file name, which is all that a move is.
pub(in crate::api::grpc) fn move_from(request: &v1::MoveArtifactRequest) -> Result<UpdateArtifact> {
    let filename = Filename::parse("filename", &request.filename)?;
    Ok(UpdateArtifact {
        id: artifact_id_from(&request.artifact_id)?,
        precondition: precondition_from(&request.etag)?,
        changes: Changes { filename: Some(Some(filename)), ..Changes::default() },
        expected: Expected::default(),
        content: None,
        request: repeatable_from("MoveArtifact", &request.request_id, request)?,
    })
}
