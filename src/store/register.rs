//! What was put to signed URLs becomes an artifact: looked at, verified, committed.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures::StreamExt as _;

use super::Store;
use super::resumable::not_found;
use super::url_whole::tag_of;
use crate::domain::{
    Artifact, ContentHasher, ContentSums, Digests, Expected, ResolvedRange, Timestamp, Upload, UploadKind,
    UploadState,
};
use crate::error::{Error, ErrorKind, Result};
use crate::policy::Grant;
use crate::policy::action::{PresignUploadParts, RegisterUpload};

/// How long what was put to a URL waits to be registered when that works no more.
pub(super) const REGISTER_WITHIN: std::time::Duration = std::time::Duration::from_hours(24);

/// A part that a URL may be signed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedPart {
    /// Its number.
    pub number: u32,
    /// Where it begins in the content.
    pub offset: u64,
    /// Its size; the last may be shorter.
    pub size: u64,
    /// When its URL ends.
    pub until: Timestamp,
}

impl Store {
    /// When the URL of an upload that has just begun ends: a day before the upload, or with its session.
    pub fn url_of_upload_ends(
        &self,
        upload: &Upload,
        life: Option<std::time::Duration>,
    ) -> Result<Timestamp> {
        let until = self.url_end("expires_in", life, upload.create_time)?;
        Ok(within(until, upload))
    }

    /// The parts that URLs are asked for. They end no later than the upload.
    pub fn presign_parts(&self, grant: &Grant<PresignUploadParts>) -> Result<Vec<SignedPart>> {
        let (action, upload) = (grant.action(), grant.subject());
        check_kind(upload)?;
        if upload.state != UploadState::Active {
            return Err(not_found(upload.id));
        }
        let until = within(self.url_end("expires_in", action.expires_in, grant.at())?, upload);
        let end = upload.expected.size.unwrap_or(self.limits.max_artifact_size);
        let most = self.mounts.of_row(&upload.store)?.part_rules().count;
        let part = |number: u32| {
            let offset = u64::from(number - 1).saturating_mul(upload.plan.size);
            if (offset >= end && offset > 0) || most.is_some_and(|most| number > most) {
                let why = format!("the content has no part {number}");
                return Err(Error::invalid("part_numbers", why));
            }
            Ok(SignedPart { number, offset, size: upload.plan.size.min(end - offset), until })
        };
        action.parts.iter().map(|number| part(*number)).collect()
    }

    /// Verifies what was put, and commits it; done again, it answers the same.
    pub async fn register_upload(self: &Arc<Self>, grant: &Grant<RegisterUpload>) -> Result<Artifact> {
        let (action, upload) = (grant.action().clone(), grant.subject().clone());
        check_kind(&upload)?;
        let store = Arc::clone(self);
        self.run_to_end(async move {
            if let Some(artifact) = store.register_native(&upload, &action.parts, action.expected).await? {
                return Ok(artifact);
            }
            let kept = store.kept(&upload).await?;
            if kept.answer.is_none() {
                store.check_parts(&kept.upload, &action.parts).await?;
            }
            store.complete(&upload, None, action.expected).await
        })
        .await
    }

    /// The same by the PUT itself.
    pub(super) async fn complete_url(self: &Arc<Self>, upload: &Upload) -> Result<Artifact> {
        let (store, upload) = (Arc::clone(self), upload.clone());
        self.run_to_end(async move { store.complete(&upload, None, Expected::default()).await }).await
    }

    /// Holds the parts that the caller names against those that were put.
    async fn check_parts(&self, upload: &Upload, named: &[(u32, String)]) -> Result<()> {
        let missing = |number: u32| {
            Err(Error::invalid("parts", format!("part {number} is missing, or another than is named")))
        };
        let found = self.catalog.parts(upload.id).await?;
        if named.is_empty() {
            return match found.first() {
                _ if upload.closed => Ok(()),
                Some(part) => missing(part.part.number),
                None => Err(Error::invalid("parts", "nothing was put to the URL of this upload yet")),
            };
        }
        let named: BTreeMap<u32, &String> = named.iter().map(|(number, tag)| (*number, tag)).collect();
        for found in &found {
            let (number, tag) = (found.part.number, tag_of(&found.part));
            if named.get(&number).is_none_or(|named| named.trim_matches('"') != tag.trim_matches('"')) {
                return missing(number);
            }
        }
        match named.keys().find(|number| found.iter().all(|found| found.part.number != **number)) {
            Some(number) => missing(*number),
            None => Ok(()),
        }
    }

    /// Nobody has hashed content whose parts came in any order: it is read once, where SHA-256 is wanted and it is not too
    /// much.
    pub(super) fn is_to_be_read(&self, upload: &Upload, sums: &ContentSums, said: &Expected) -> Result<bool> {
        let declared = [&upload.expected, said].iter().any(|expected| expected.digests.sha256.is_some());
        let wanted = upload.kind == UploadKind::Url && sums.digests.sha256.is_none() && sums.size > 0;
        let max = self.limits.register_read_max;
        if wanted && declared && sums.size > max {
            let why = format!("content of more than {max} bytes that came in parts is not read to be hashed");
            return Err(Error::invalid("digests.sha256", why));
        }
        Ok(wanted && (declared || self.limits.sha256) && sums.size <= max)
    }

    /// Digests of the blob as it lies there.
    pub(super) async fn read_again(&self, upload: &Upload, sums: &ContentSums) -> Result<Digests> {
        let whole = ResolvedRange { offset: 0, length: sums.size };
        let mut bytes = self.mounts.of_row(&upload.store)?.get(&upload.key, whole).await?;
        let mut hasher = ContentHasher::new(true);
        while let Some(piece) = bytes.next().await {
            let piece = piece?;
            let hashed = tokio::task::spawn_blocking(move || {
                hasher.update(&piece);
                hasher
            });
            hasher =
                hashed.await.map_err(|why| Error::internal("content could not be summed").caused_by(why))?;
        }
        let found = hasher.finish();
        if found.size != sums.size || found.digests.crc32c != sums.digests.crc32c {
            return Err(ErrorKind::DataCorrupt.error("what was stored is not what was put"));
        }
        Ok(found.digests)
    }
}

/// What can be looked at before the content is read.
pub(super) fn without_sha256(expected: &Expected) -> Expected {
    Expected { digests: Digests { sha256: None, ..expected.digests }, ..*expected }
}

fn within(until: Timestamp, upload: &Upload) -> Timestamp {
    let until = until.min(upload.deadline);
    upload.owner.session().map_or(until, |session| until.min(session.expire_time))
}

fn check_kind(upload: &Upload) -> Result<()> {
    match upload.kind {
        UploadKind::Url => Ok(()),
        UploadKind::Resumable => Err(Error::invalid("upload_id", "this upload is not one by URL")),
    }
}
