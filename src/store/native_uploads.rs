//! Uploads whose bytes are put to the store itself, and what becomes of them.
//!
//! Nothing is put under a blob's own key but beside it, where no row points, until its owner registers it: then it is read
//! and held against what was said of it, copied to its key inside the store, and committed. Which of the objects that may
//! come to lie there is the one is said once, in the catalog, before anything is copied; so a URL that still lives
//! changes nothing, and whoever registers at the same time takes the same bytes.
//!
//! What lies beside a key is known by a row of its own, from before the first URL is given away until an hour after the
//! upload's deadline, behind every URL to it: the sweep frees it then, whatever has become of the upload.
//!
//! All content has the sums that it is checked by when it is read. So nothing is taken that is too large to be read when
//! it is registered; what is declared to be larger goes through us.

use std::time::Duration;

use futures::StreamExt as _;

use super::Store;
use super::blob::{BlobBytes, BlobStore, Presigner, Staged};
use super::body;
use super::catalog::{KeptUpload, NewContent};
use super::native::NativeUrl;
use super::register::SignedPart;
use crate::domain::{
    Artifact, BlobKey, ContentHasher, ContentSums, Expected, PartsHandle, Place, ResolvedRange, Timestamp,
    Upload,
};
use crate::error::{Error, ErrorKind, Result};

/// How long after an upload's deadline a PUT may still run that was begun by a URL.
const LATE_PUT: Duration = Duration::from_hours(1);
/// What stands before the store's name of an upload in parts that are put to the store itself.
const STAGED: &str = "staged:";

impl Store {
    /// A URL to the store itself to put the whole content of an upload by, where there is one that keeps to these terms.
    pub async fn native_put(&self, upload: &Upload, until: Timestamp) -> Result<Option<NativeUrl>> {
        let Some(signer) = self.signer(&upload.store)? else { return Ok(None) };
        let size = upload.expected.size;
        let most = signer.largest_put().min(self.limits.register_read_max);
        if size.is_some_and(|size| size > most) || upload.handle.is_some() || upload.closed {
            return Ok(None);
        }
        let Some(life) = self.native_life(signer, until).await? else { return Ok(None) };
        self.note_staged(upload).await?;
        Ok(Some(signer.presign_put(&upload.key, size, life).await?.into()))
    }

    /// The same for parts. Each is signed with its size, so that of the whole must be known.
    pub async fn native_parts(
        &self,
        upload: &Upload,
        parts: &[SignedPart],
    ) -> Result<Option<Vec<NativeUrl>>> {
        let Some(signer) = self.signer(&upload.store)? else { return Ok(None) };
        let fits = upload.expected.size.is_some_and(|size| size <= self.limits.register_read_max);
        let Some(until) = parts.iter().map(|part| part.until).min() else { return Ok(None) };
        if !fits || upload.closed {
            return Ok(None);
        }
        let Some(life) = self.native_life(signer, until).await? else { return Ok(None) };
        let Some(name) = self.staged_upload(upload, signer).await? else { return Ok(None) };
        let mut urls = Vec::with_capacity(parts.len());
        for part in parts {
            let signed = signer.presign_part(&upload.key, &name, part.number, part.size, life).await?;
            urls.push(signed.into());
        }
        Ok(Some(urls))
    }

    /// The store's name of the upload in parts, begun if it is not; nothing, if parts have come through us.
    async fn staged_upload(&self, upload: &Upload, signer: &dyn Presigner) -> Result<Option<String>> {
        if let Some(handle) = &upload.handle {
            return Ok(staged_name(handle).map(ToOwned::to_owned));
        }
        self.note_staged(upload).await?;
        let begun = signer.begin_staged(&upload.key).await?;
        let ours = PartsHandle::new(format!("{STAGED}{begun}"));
        // Begun twice at once: the first one's name stands, and the other goes with what is staged.
        let kept = self.catalog.name_url_upload(upload.id, &ours, self.clock.now()).await?;
        Ok(staged_name(&kept).map(ToOwned::to_owned))
    }

    async fn note_staged(&self, upload: &Upload) -> Result<()> {
        self.catalog.note_staged(&upload.store, &upload.key, upload.deadline.plus(LATE_PUT)).await
    }

    /// Takes what was put to the store itself, and commits it; nothing, if that is done or the content came through us.
    pub(super) async fn register_native(
        &self,
        upload: &Upload,
        parts: &[(u32, String)],
        said: Expected,
    ) -> Result<Option<Artifact>> {
        let one_at_a_time = self.uploads.lock_of(upload.id);
        let _alone = one_at_a_time.lock().await;
        let kept = self.kept(upload).await?;
        if kept.answer.is_some() {
            return Ok(None);
        }
        match self.register_staged(&kept, parts, said).await {
            // Another server may have been first: then there is its answer.
            Err(error) if error.kind() == ErrorKind::UploadNotFound => {
                if self.kept(upload).await?.answer.is_some() { Ok(None) } else { Err(error) }
            }
            outcome => outcome,
        }
    }

    /// Frees what lies beside the key of an upload that is over. Its row stays: a PUT may come yet.
    pub(super) async fn drop_staged(&self, blobs: &dyn BlobStore, key: &BlobKey) -> Result<()> {
        match blobs.presigner() {
            Some(signer) if self.catalog.is_staged(key).await? => signer.delete_staged(key).await,
            Some(_) | None => Ok(()),
        }
    }

    async fn register_staged(
        &self,
        kept: &KeptUpload,
        parts: &[(u32, String)],
        said: Expected,
    ) -> Result<Option<Artifact>> {
        let upload = &kept.upload;
        let blobs = self.mounts.of_row(&upload.store)?;
        let Some(signer) = blobs.presigner() else { return Ok(None) };
        let through_us = upload.closed || !self.catalog.parts(upload.id).await?.is_empty();
        if through_us || !self.catalog.is_staged(&upload.key).await? {
            return Ok(None);
        }
        if let (false, Some(name)) = (parts.is_empty(), upload.handle.as_ref().and_then(staged_name)) {
            let parts = all_in_order(upload, parts)?;
            signer.complete_staged(&upload.key, name, &parts).await?;
        }
        let Some(staged) = signer.staged(&upload.key).await? else {
            return Err(Error::invalid("parts", "nothing was put to the URL of this upload yet"));
        };
        let sums = self.sums_of_staged(upload, signer, &staged).await?;
        for expected in [&upload.expected, &said] {
            body::check(&sums, expected)?;
        }
        if self.catalog.pin_staged(&upload.key, &staged.etag).await? != staged.etag {
            let why = "what was put was replaced while it was registered; begin another upload";
            return Err(ErrorKind::UploadFenced.error(why));
        }
        self.catalog.seal_upload(upload.id, upload.epoch, upload.persisted, self.clock.now()).await?;
        // Copied before, by somebody who did not come to the commit: of the same object, since none else is taken.
        if blobs.size_of(&upload.key).await? != Some(sums.size) {
            signer.adopt_staged(&upload.key, &staged).await?;
        }
        let now = self.clock.now();
        let place = Place::Blob { store: upload.store.clone(), key: upload.key.clone() };
        let content = NewContent { sums, place, upload: Some(upload.id) };
        let artifact = self.catalog.commit(self.write_of(upload, now)?, Some(content), now).await?;
        // What is put later lies there until the sweep; so may this, if it cannot be freed now.
        if let Err(error) = signer.delete_staged(&upload.key).await {
            tracing::warn!(upload_id = %upload.id, ?error, "what was staged is left to the sweep");
        }
        Ok(Some(artifact))
    }

    async fn sums_of_staged(
        &self,
        upload: &Upload,
        signer: &dyn Presigner,
        staged: &Staged,
    ) -> Result<ContentSums> {
        let most = self.limits.register_read_max.min(self.limits.max_artifact_size);
        if staged.size > most {
            return Err(body::too_large(most));
        }
        if upload.expected.size.is_some_and(|declared| declared != staged.size) {
            return Err(body::size_mismatch(upload.expected.size.unwrap_or(0), staged.size));
        }
        let bytes = signer.read_staged(&upload.key, staged).await?;
        let whole = ResolvedRange { offset: 0, length: staged.size };
        let sums = summed(bytes, self.limits.sha256 || upload.expected.digests.sha256.is_some()).await?;
        if sums.size != whole.length {
            return Err(body::size_mismatch(whole.length, sums.size));
        }
        Ok(sums)
    }
}

async fn summed(mut bytes: BlobBytes, sha256: bool) -> Result<ContentSums> {
    let mut hasher = ContentHasher::new(sha256);
    while let Some(piece) = bytes.next().await {
        let piece = piece?;
        let hashed = tokio::task::spawn_blocking(move || {
            hasher.update(&piece);
            hasher
        });
        hasher = hashed.await.map_err(|why| Error::internal("content could not be summed").caused_by(why))?;
    }
    Ok(hasher.finish())
}

fn staged_name(handle: &PartsHandle) -> Option<&str> {
    handle.as_str().strip_prefix(STAGED)
}

/// Is this handle one of parts that are put to the store itself? Then the blob's own key has none.
pub(super) fn is_staged(handle: &PartsHandle) -> bool {
    staged_name(handle).is_some()
}

/// Content is taken from us only where no parts of it go to the store itself.
pub(super) fn through_us(upload: &Upload) -> Result<()> {
    if upload.handle.as_ref().is_some_and(is_staged) {
        return Err(Error::invalid("url", "the parts of this upload are put to the store itself"));
    }
    Ok(())
}

/// The parts by their numbers. A store makes an object of whatever parts it is told; here all must be there.
fn all_in_order(upload: &Upload, parts: &[(u32, String)]) -> Result<Vec<(u32, String)>> {
    let count = upload.expected.size.unwrap_or(0).div_ceil(upload.plan.size);
    let mut sorted = parts.to_vec();
    sorted.sort_unstable();
    let mut expected = 1;
    for (number, _) in &sorted {
        match u64::from(*number) {
            number if number > expected => break,
            number if number < expected => {
                return Err(Error::invalid("parts", format!("part {number} is named twice, or is none")));
            }
            _ => expected += 1,
        }
    }
    if expected <= count {
        return Err(Error::invalid("parts", format!("part {expected} is missing")));
    }
    if sorted.len() as u64 > count {
        return Err(Error::invalid("parts", format!("the content has no part {}", count + 1)));
    }
    Ok(sorted)
}
