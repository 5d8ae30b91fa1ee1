//! URLs to the stores themselves, so that bytes pass us by.
//!
//! Such a URL lives on whatever becomes of the artifact, since nobody can take it back. Three things make up for that. It
//! ends when the artifact ends at the latest. That it was given is written down *before* it is given, in one step with a
//! look whether the content is still the artifact's. And when the artifact goes, so do the bytes: at once when it is
//! deleted, by the next sweep when it expires or its session ends; not when the downloads that run are through, as
//! otherwise. Only the current version is given so: what was replaced is about to go.
//!
//! A bucket sends no `Content-Security-Policy`, so what a browser is to show in place goes through us. A URL of a store
//! shows the blob's key, with the sandbox and the session or user in it.

use std::time::Duration;

use super::Store;
use super::blob::{Presigned, Presigner, ResponseHeaders};
use super::presign::DownloadTerms;
use crate::config::PresignMode;
use crate::domain::{
    Artifact, ArtifactId, BlobKey, Disposition, Filename, Place, StoreName, Timestamp, content_disposition,
};
use crate::error::Result;
use crate::policy::Grant;
use crate::policy::action::{FollowLink, PresignDownload};

/// How long the URL works that a share link leads to.
const LINK_LEADS: Duration = Duration::from_mins(1);
/// Garbage, or staged objects, that one step frees.
const STEP: usize = 500;

/// A URL to a store itself, and how to use it.
#[derive(Debug, Clone)]
pub struct NativeUrl {
    /// The URL: who has it can use it.
    pub url: String,
    /// Headers to send exactly so.
    pub headers: Vec<(String, String)>,
    /// When it stops working.
    pub until: Timestamp,
}

impl From<Presigned> for NativeUrl {
    fn from(signed: Presigned) -> Self {
        // Every client sends these two by itself, and many let nobody set them.
        let by_itself = ["host", "content-length"];
        let headers = signed.headers.into_iter();
        let headers = headers.filter(|(name, _)| !by_itself.contains(&name.to_ascii_lowercase().as_str()));
        Self { url: signed.url, headers: headers.collect(), until: signed.expire_time }
    }
}

impl Store {
    /// A URL to the store itself to read by, where there is one that keeps to these terms.
    pub async fn native_download(
        &self,
        grant: &Grant<PresignDownload>,
        terms: &DownloadTerms,
    ) -> Result<Option<NativeUrl>> {
        let (action, artifact) = (grant.action(), grant.subject());
        if terms.version != artifact.content.version {
            return Ok(None);
        }
        let filename = action.filename.as_ref().or(artifact.filename.as_ref());
        self.native_read(artifact, (action.disposition, filename), terms.until).await
    }

    /// Where a share link leads that was used, if the store can be read by a URL of its own.
    pub async fn native_link(&self, grant: &Grant<FollowLink>) -> Result<Option<NativeUrl>> {
        let (link, artifact) = (&grant.subject().link, &grant.subject().artifact);
        let ends = [link.expire_time, artifact.expires()];
        let until = ends.into_iter().flatten().fold(self.clock.now().plus(LINK_LEADS), Timestamp::min);
        self.native_read(artifact, (link.disposition, artifact.filename.as_ref()), until).await
    }

    async fn native_read(
        &self,
        artifact: &Artifact,
        (disposition, filename): (Disposition, Option<&Filename>),
        until: Timestamp,
    ) -> Result<Option<NativeUrl>> {
        let Place::Blob { store, key } = &artifact.content.place else { return Ok(None) };
        if disposition == Disposition::Inline {
            return Ok(None);
        }
        let Some(signer) = self.signer(store)? else { return Ok(None) };
        let Some(life) = self.native_life(signer, until).await? else { return Ok(None) };
        if !self.catalog.note_native_read(artifact.id, key, until).await? {
            // Changed or gone meanwhile: whoever asks again, or comes with a URL of ours, is told.
            return Ok(None);
        }
        let headers = ResponseHeaders {
            content_type: Some(artifact.mime.as_str().to_owned()),
            content_disposition: Some(content_disposition(disposition, filename)),
            cache_control: Some("private, no-cache".to_owned()),
        };
        Ok(Some(signer.presign_get(key, &headers, life).await?.into()))
    }

    /// Who signs for this store, if its own URLs are to be given away.
    pub(super) fn signer(&self, store: &StoreName) -> Result<Option<&dyn Presigner>> {
        match self.presign {
            PresignMode::Proxy => Ok(None),
            PresignMode::Auto | PresignMode::Native => Ok(self.mounts.of_row(store)?.presigner()),
        }
    }

    /// For how long a URL is signed that shall end then; nothing, if ours is to be given instead.
    pub(super) async fn native_life(
        &self,
        signer: &dyn Presigner,
        until: Timestamp,
    ) -> Result<Option<Duration>> {
        let now = self.clock.now();
        let latest = signer.latest_end(now).await?;
        if latest < until && self.presign == PresignMode::Auto {
            return Ok(None);
        }
        // A signature counts in whole seconds.
        let life = Duration::from_secs(until.min(latest).since(now).as_secs());
        Ok((life > Duration::ZERO).then_some(life))
    }

    /// Frees at once what can still be read of a deleted artifact by URLs of its store. The deletion stands, whatever
    /// comes of it: the sweep goes on with what fails here.
    pub(super) async fn free_native(&self, artifact: ArtifactId) -> Result<()> {
        if !self.has_native() {
            return Ok(());
        }
        loop {
            let due = self.catalog.hasten_native(Some(artifact), STEP, self.clock.now()).await?;
            let all = due.len() < STEP;
            for due in due {
                self.free(&due).await?;
            }
            if all {
                return Ok(());
            }
        }
    }

    /// The sweep's part: makes due what can be read though it is over, and frees what was put and never taken.
    pub(super) async fn sweep_native(&self, now: Timestamp) -> Result<()> {
        if !self.has_native() {
            return Ok(());
        }
        for due in self.catalog.hasten_native(None, STEP, now).await? {
            if let Err(error) = self.free(&due).await {
                tracing::warn!(?due, ?error, "could not be freed and stays due");
            }
        }
        self.catalog.drop_native_reads(now).await?;
        for (store, key) in self.catalog.staged_due(STEP, now).await? {
            if let Err(error) = self.free_staged(&store, &key).await {
                tracing::warn!(%store, %key, ?error, "what was put beside a key could not be freed and stays due");
            }
        }
        Ok(())
    }

    async fn free_staged(&self, store: &StoreName, key: &BlobKey) -> Result<()> {
        if let Some(signer) = self.mounts.of_row(store)?.presigner() {
            signer.delete_staged(key).await?;
        }
        self.catalog.forget_staged(key).await
    }

    fn has_native(&self) -> bool {
        self.mounts.all().any(|(_, blobs)| blobs.presigner().is_some())
    }
}
