//! The messages of an upload, one by one: what the SDK sends, and what it never would.

use artigrid::domain::crc32c;
use artigrid_client::raw::v1;
use artigrid_client::raw::v1::upload_request::Start;
use artigrid_client::raw::v1::upload_spec::Target;

/// A first message: a new artifact of the caller's user.
pub(crate) fn create(name: &str) -> v1::UploadRequest {
    create_of(v1::ArtifactSpec {
        scope: v1::Scope::User.into(),
        filename: name.to_owned(),
        ..Default::default()
    })
}

/// A first message: a new artifact of this spec.
pub(crate) fn create_of(spec: v1::ArtifactSpec) -> v1::UploadRequest {
    start(v1::UploadSpec { target: Some(Target::Create(spec)), ..Default::default() })
}

/// A first message: new content of this artifact.
pub(crate) fn replace(id: &str) -> v1::UploadRequest {
    let target = v1::ContentReplacement { artifact_id: id.to_owned(), ..Default::default() };
    start(v1::UploadSpec { target: Some(Target::Replace(target)), ..Default::default() })
}

/// A first message of this spec.
pub(crate) fn start(spec: v1::UploadSpec) -> v1::UploadRequest {
    v1::UploadRequest { start: Some(Start::Spec(spec)), ..Default::default() }
}

/// Data that says where it begins and what its sum is.
pub(crate) fn chunk(offset: usize, data: &[u8]) -> v1::UploadRequest {
    v1::UploadRequest {
        offset: offset.try_into().unwrap(),
        data: data.to_vec().into(),
        crc32c: Some(crc32c(data)),
        ..Default::default()
    }
}

/// The end, with nothing said of the whole.
pub(crate) fn finish() -> v1::UploadRequest {
    finish_with(v1::UploadFinish::default())
}

/// The end, with this said of the whole.
pub(crate) fn finish_with(finish: v1::UploadFinish) -> v1::UploadRequest {
    v1::UploadRequest { finish: Some(finish), ..Default::default() }
}
