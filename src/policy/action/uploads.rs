//! What is done with uploads that outlive connections.

use bytes::Bytes;

use super::{OnUpload, PresignUploadParts, RegisterUpload};
use crate::domain::{Expected, PageRequest, Scope, UploadId};

/// Look how far an upload got. Like everything about uploads, for who may write what it makes.
#[derive(Debug, Clone)]
pub struct GetUpload {
    /// Which.
    pub id: UploadId,
}

/// Go on with an upload; its content comes beside.
#[derive(Debug, Clone)]
pub struct ResumeUpload {
    /// Which.
    pub id: UploadId,
}

/// Add one piece to an upload.
#[derive(Debug, Clone)]
pub struct AppendUpload {
    /// To which.
    pub id: UploadId,
    /// Where the piece begins.
    pub offset: u64,
    /// The piece.
    pub data: Bytes,
    /// What it was sent with.
    pub crc32c: Option<u32>,
}

/// Commit an upload.
#[derive(Debug, Clone)]
pub struct CompleteUpload {
    /// Which.
    pub id: UploadId,
    /// What the client says of the whole.
    pub expected: Expected,
}

/// Give an upload up.
#[derive(Debug, Clone)]
pub struct CancelUpload {
    /// Which.
    pub id: UploadId,
}

macro_rules! on_upload {
    ($($action:ident: $adds:literal;)+) => {$(
        impl OnUpload for $action {
            const ADDS: bool = $adds;

            fn upload(&self) -> UploadId {
                self.id
            }
        }
    )+};
}

on_upload! {
    GetUpload: false;
    ResumeUpload: true;
    AppendUpload: true;
    CompleteUpload: true;
    CancelUpload: false;
    PresignUploadParts: true;
    RegisterUpload: true;
}

/// List the caller's uploads, newest first.
#[derive(Debug, Clone)]
pub struct ListUploads {
    /// Of this scope only.
    pub scope: Option<Scope>,
    /// Which page.
    pub page: PageRequest,
}
