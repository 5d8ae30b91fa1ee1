//! Uploads that outlive connections: a row each, and a row for each part that counts.
//!
//! A part counts when its row commits under the live epoch; that is all there is to fencing. Numbers and epochs are given
//! out here and never twice. A row is *active* while it takes bytes, *sealed* from when it is being completed, and
//! *completed* when [`commit`](super::Catalog::commit) has made the artifact visible: then it keeps the answer, for the
//! caller who lost it, until its deadline. A row that is claimed by the sweep, or cancelled, or past its deadline, is not
//! found by anybody who asks for it here.

use async_trait::async_trait;

use super::{Due, Replay};
use crate::domain::{Artifact, Owner, Part, PartsHandle, SandboxId, Scope, Timestamp, Upload, UploadId};
use crate::error::Result;

/// An upload with what only its writers need.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::store) struct KeptUpload {
    /// The upload.
    pub(in crate::store) upload: Upload,
    /// Where the hasher stood at the persisted offset: [`ContentHasher::save`](crate::domain::ContentHasher::save).
    pub(in crate::store) hasher: Vec<u8>,
    /// What its completion was answered.
    pub(in crate::store) answer: Option<Artifact>,
}

/// An upload in the hands of a new writer.
#[derive(Debug, Clone)]
pub(in crate::store) struct TakenOver {
    /// The upload, its epoch the writer's.
    pub(in crate::store) kept: KeptUpload,
    /// The number of the writer's first part.
    pub(in crate::store) number: u32,
}

/// A part that counts, and the sums of the blocks that were closed in it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::store) struct KeptPart {
    /// The part.
    pub(in crate::store) part: Part,
    /// CRC32C of these blocks. Of an upload in order: of those whose end lies in the part. Of one by URL, whose parts
    /// begin with a block: of all its blocks.
    pub(in crate::store) sums: Vec<u32>,
}

/// A part that is written, and what is true of the upload with it.
#[derive(Debug, Clone)]
pub(in crate::store) struct NewPart {
    /// Of this upload.
    pub(in crate::store) upload: UploadId,
    /// The part, and its sums.
    pub(in crate::store) kept: KeptPart,
    /// Where the hasher stands behind it.
    pub(in crate::store) hasher: Vec<u8>,
    /// Nothing comes behind it.
    pub(in crate::store) closes: bool,
    /// The deadline from now on.
    pub(in crate::store) deadline: Timestamp,
}

/// Content that was put whole to one URL.
#[derive(Debug, Clone)]
pub(in crate::store) struct WholePut {
    /// To this upload.
    pub(in crate::store) upload: UploadId,
    /// Under this epoch.
    pub(in crate::store) epoch: u64,
    /// In these parts, in order.
    pub(in crate::store) parts: Vec<KeptPart>,
    /// Where the hasher stands behind the last of them.
    pub(in crate::store) hasher: Vec<u8>,
    /// How many bytes.
    pub(in crate::store) size: u64,
    /// What the store calls these parts, if they are not of the upload that was named before.
    pub(in crate::store) handle: Option<PartsHandle>,
}

/// Whose uploads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) enum UploadOwners {
    /// Everybody's, of this scope or of all.
    Everyone(Option<Scope>),
    /// These owners'.
    These(Vec<Owner>),
}

/// One page of uploads.
#[derive(Debug, Clone)]
pub(in crate::store) struct UploadsQuery {
    /// The sandbox.
    pub(in crate::store) sandbox: SandboxId,
    /// Whose.
    pub(in crate::store) owners: UploadOwners,
    /// Only those older than this one.
    pub(in crate::store) after: Option<UploadId>,
    /// At most so many.
    pub(in crate::store) limit: usize,
}

/// The rows of uploads and their parts. Every method is one transaction.
#[async_trait]
pub(in crate::store) trait UploadRows: Send + Sync {
    /// Writes the row of an upload that begins: from here on the sweep finds its bytes.
    async fn start_upload(&self, upload: &KeptUpload, replay: Option<Replay>, now: Timestamp) -> Result<()>;

    /// The upload of this id in this sandbox.
    async fn upload(&self, sandbox: &SandboxId, id: UploadId, now: Timestamp) -> Result<Option<KeptUpload>>;

    /// Uploads that are not completed, newest first. What is left of a session that is forgotten is left out.
    async fn list_uploads(&self, query: &UploadsQuery, now: Timestamp) -> Result<Vec<Upload>>;

    /// The parts that count, in the order of their numbers.
    async fn parts(&self, id: UploadId) -> Result<Vec<KeptPart>>;

    /// Gives the upload to a new writer: its epoch rises, and from here on nobody else adds to it. One that is sealed or
    /// completed is answered as it is. `UPLOAD_NOT_FOUND`.
    async fn take_over(&self, id: UploadId, now: Timestamp) -> Result<TakenOver>;

    /// Notes the store's own name for the upload, unless it has one; answers the one that it has. `UPLOAD_FENCED` if the
    /// epoch is not the live one, `UPLOAD_NOT_FOUND`.
    async fn name_upload(
        &self,
        id: UploadId,
        epoch: u64,
        handle: &PartsHandle,
        now: Timestamp,
    ) -> Result<PartsHandle>;

    /// Makes a part count that was written at the persisted offset under the live epoch, and answers the number of the
    /// next. `UPLOAD_FENCED` if the epoch is not the live one or the upload is sealed, `UPLOAD_NOT_FOUND`.
    async fn record_part(&self, part: NewPart, now: Timestamp) -> Result<u32>;

    /// A fresh epoch for one part of an upload by URL: whoever writes a part again writes it elsewhere. `UPLOAD_FENCED` if
    /// it is sealed, `UPLOAD_NOT_FOUND`.
    async fn claim_url_part(&self, id: UploadId, deadline: Timestamp, now: Timestamp) -> Result<u64>;

    /// As [`name_upload`](Self::name_upload), of an upload by URL, whose parts come under many epochs.
    async fn name_url_upload(
        &self,
        id: UploadId,
        handle: &PartsHandle,
        now: Timestamp,
    ) -> Result<PartsHandle>;

    /// Makes a part count that was put to its URL, in the place of an older one of its number: the one that was claimed
    /// last stays. `UPLOAD_FENCED` if the upload is sealed, `UPLOAD_NOT_FOUND`.
    async fn record_url_part(&self, id: UploadId, part: &KeptPart, now: Timestamp) -> Result<()>;

    /// Makes the parts of one PUT count, in the place of all that were recorded before: that is the whole content. The
    /// epoch must be the one that was claimed last, else `UPLOAD_FENCED`, as if the upload is sealed; `UPLOAD_NOT_FOUND`.
    async fn record_whole_put(&self, whole: &WholePut, now: Timestamp) -> Result<()>;

    /// Ends the taking of bytes, if the upload is still as it was seen: this epoch, this offset. One that is sealed
    /// already, or completed, is left so. `UPLOAD_FENCED` if it is another, `UPLOAD_NOT_FOUND`.
    async fn seal_upload(&self, id: UploadId, epoch: u64, persisted: u64, now: Timestamp) -> Result<()>;

    /// Gives an upload up: it is not found any more, and its bytes are due. `None` if it is not there, or completed.
    async fn cancel_upload(&self, id: UploadId, now: Timestamp) -> Result<Option<Due>>;

    /// Has the upload parts, and by which name does the store know them? Asked by the sweep, of any row.
    async fn upload_handle(&self, id: UploadId) -> Result<Option<PartsOf>>;
}

/// What the sweep must know of an upload that it frees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct PartsOf {
    /// The store's own name, if it is known.
    pub(in crate::store) handle: Option<PartsHandle>,
}
