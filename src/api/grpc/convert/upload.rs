//! Uploads, what is asked of them and what is said of them.

use super::artifact::{Upload, scope_from, spec_from};
use super::{digests_from, digests_to, number_to, size_from, timestamp_to};
use crate::api::grpc::CHUNK_ADVISED_BYTES;
use crate::domain::{self, Expected, Owner, PageRequest, UploadId, UploadKind, UploadState};
use crate::error::{Error, Result};
use crate::proto::v1;
use crate::service::action::{AppendUpload, CompleteUpload, ListUploads};

pub(in crate::api::grpc) fn upload_id_from(text: &str) -> Result<UploadId> {
    UploadId::parse("upload_id", text)
}

/// An upload as callers see it.
pub(in crate::api::grpc) fn upload_to(upload: domain::Upload) -> v1::Upload {
    let (scope, session_id, user_id) = match &upload.owner {
        Owner::Session(session) => (
            v1::Scope::Session,
            session.id.to_string(),
            session.user.as_ref().map(ToString::to_string).unwrap_or_default(),
        ),
        Owner::User(user) => (v1::Scope::User, String::new(), user.to_string()),
        Owner::Sandbox => (v1::Scope::Sandbox, String::new(), String::new()),
    };
    v1::Upload {
        id: upload.id.to_string(),
        kind: match upload.kind {
            UploadKind::Resumable => v1::UploadKind::Resumable,
            UploadKind::Url => v1::UploadKind::Url,
        }
        .into(),
        // What is being completed takes no bytes, and is not completed.
        state: match upload.state {
            UploadState::Active | UploadState::Sealed => v1::UploadState::Active,
            UploadState::Completed => v1::UploadState::Completed,
        }
        .into(),
        artifact_id: upload.artifact.to_string(),
        scope: scope.into(),
        session_id,
        user_id,
        filename: upload.goal.filename().map(|name| name.as_str().to_owned()).unwrap_or_default(),
        declared_size: upload.expected.size.map(number_to),
        declared_digests: Some(digests_to(upload.expected.digests)),
        persisted_offset: number_to(upload.persisted),
        prefix_digests: Some(digests_to(upload.prefix)),
        epoch: number_to(upload.epoch),
        append_size: number_to(upload.plan.append_size()),
        chunk_size: number_to(CHUNK_ADVISED_BYTES as u64),
        create_time: Some(timestamp_to(upload.create_time)),
        update_time: Some(timestamp_to(upload.update_time)),
        expire_time: Some(timestamp_to(upload.deadline)),
    }
}

/// An upload that is to begin.
pub(in crate::api::grpc) fn start_from(request: v1::StartUploadRequest) -> Result<Upload> {
    let spec = request.spec.ok_or_else(|| Error::invalid("spec", "must say what the upload is for"))?;
    spec_from("StartUpload", spec)
}

/// One piece of an upload.
pub(in crate::api::grpc) fn append_from(request: v1::AppendUploadRequest) -> Result<AppendUpload> {
    Ok(AppendUpload {
        id: upload_id_from(&request.upload_id)?,
        offset: size_from("offset", request.offset)?,
        data: request.data,
        crc32c: request.crc32c,
    })
}

/// An upload that is to be committed.
pub(in crate::api::grpc) fn complete_from(request: v1::CompleteUploadRequest) -> Result<CompleteUpload> {
    let finish = request.finish.unwrap_or_default();
    let expected = Expected {
        size: finish.size.map(|size| size_from("finish.size", size)).transpose()?,
        digests: digests_from("finish.digests", finish.digests.as_ref())?,
    };
    Ok(CompleteUpload { id: upload_id_from(&request.upload_id)?, expected })
}

/// A page of uploads.
pub(in crate::api::grpc) fn list_uploads_from(request: v1::ListUploadsRequest) -> Result<ListUploads> {
    // Here unspecified is no scope in particular.
    let all = request.scope == i32::from(v1::Scope::Unspecified);
    Ok(ListUploads {
        scope: if all { None } else { Some(scope_from(request.scope)?) },
        page: PageRequest {
            size: PageRequest::parse_size("page_size", request.page_size)?,
            token: request.page_token,
        },
    })
}
