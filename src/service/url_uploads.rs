//! Uploads whose bytes come to signed URLs: begun, put, registered.

use std::time::Duration;

use super::{Services, SignedUrl};
use crate::domain::{Artifact, Caller, ContentStream, Expected, MimeType, Upload, UploadGoal};
use crate::error::{Error, Result};
use crate::policy::action::{CreateArtifact, PresignUploadParts, RegisterUpload, UpdateArtifact};
use crate::policy::signed_url::AfterPut;
use crate::store::{Put, SignedPart, UploadLife};

/// What an upload by URL is for.
pub enum NewUpload {
    /// A new artifact.
    Create(CreateArtifact),
    /// New content of one that is there.
    Replace(UpdateArtifact),
}

impl Services {
    /// Begins an upload, and signs a URL to put its whole content by.
    pub async fn presign_upload(
        &self,
        caller: &Caller,
        new: NewUpload,
        life: Option<Duration>,
        then: AfterPut,
    ) -> Result<(Upload, SignedUrl)> {
        // Without a listener of ours there may be no URL to give: that is said before anything is begun.
        let public = self.public_url()?;
        let kind = UploadLife::Url(life);
        let upload: Upload = match new {
            NewUpload::Create(action) => {
                self.once(caller, action.request.clone(), async {
                    let grant = self.policy.into_scope(caller, action, self.now()).await?;
                    self.store.start_create(&grant, kind).await
                })
                .await?
            }
            NewUpload::Replace(action) => {
                self.once(caller, action.request.clone(), async {
                    let grant = self.policy.on_artifact(caller, action, self.now()).await?;
                    self.store.start_replace(&grant, kind).await
                })
                .await?
            }
        };
        let until = self.store.url_of_upload_ends(&upload, life)?;
        if then == AfterPut::Wait
            && let Some(native) = self.store.native_put(&upload, until).await?
        {
            return Ok((upload, SignedUrl::native("PUT", native)));
        }
        let url = public.signed(&self.policy.sign_put(&upload, then, until).await?);
        // What was said of the type is to be said again, so that nobody takes the content for something else.
        let mime = mime_of(&upload).map(|mime| ("Content-Type".to_owned(), mime.as_str().to_owned()));
        let headers = mime.into_iter().collect();
        Ok((upload, SignedUrl { url, method: "PUT", headers, until, native: false }))
    }

    /// Signs URLs to put parts by.
    pub async fn presign_upload_parts(
        &self,
        caller: &Caller,
        action: PresignUploadParts,
    ) -> Result<Vec<(SignedPart, SignedUrl)>> {
        let public = self.public_url()?;
        let grant = self.policy.on_upload(caller, action, self.now()).await?;
        let parts = self.store.presign_parts(&grant)?;
        if let Some(urls) = self.store.native_parts(grant.subject(), &parts).await? {
            let urls = urls.into_iter().map(|url| SignedUrl::native("PUT", url));
            return Ok(parts.into_iter().zip(urls).collect());
        }
        let mut signed = Vec::new();
        for part in parts {
            let url = public.signed(&self.policy.sign_part(&grant, part.number, part.until).await?);
            let headers = Vec::new();
            let url = SignedUrl { url, method: "PUT", headers, until: part.until, native: false };
            signed.push((part, url));
        }
        Ok(signed)
    }

    /// Commits what was put; done again, it answers the same.
    pub async fn register_upload(&self, caller: &Caller, action: RegisterUpload) -> Result<Artifact> {
        let grant = self.policy.on_upload(caller, action, self.now()).await?;
        self.store.register_upload(&grant).await
    }

    /// Takes what comes to a signed URL. `mime` is what the sender says that it is.
    pub async fn put(
        &self,
        token: &str,
        mime: Option<&str>,
        expected: Expected,
        content: ContentStream,
    ) -> Result<Put> {
        let grant = self.policy.put_by_url(token, expected, self.now()).await?;
        if let (Some(declared), Some(mime), None) = (mime_of(grant.subject()), mime, grant.action().part)
            && !declared.as_str().eq_ignore_ascii_case(mime)
        {
            let why = format!("the upload was begun for content of type {}", declared.as_str());
            return Err(Error::invalid("content-type", why));
        }
        self.store.put_content(&grant, content).await
    }
}

/// The media type that an upload was begun for, if anything was said of it.
fn mime_of(upload: &Upload) -> Option<&MimeType> {
    let mime = match &upload.goal {
        UploadGoal::Create(spec) => Some(&spec.mime),
        UploadGoal::Replace { changes, .. } => changes.mime.as_ref(),
    };
    mime.filter(|mime| **mime != MimeType::default())
}
