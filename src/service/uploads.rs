//! Uploads that outlive connections: begun, gone on with, looked at, committed, given up.

use super::Services;
use crate::domain::{Artifact, Caller, ContentStream, Upload};
use crate::error::Result;
use crate::policy::action::{
    AppendUpload, CancelUpload, CompleteUpload, CreateArtifact, GetUpload, ListUploads, ResumeUpload,
    UpdateArtifact,
};
use crate::store::{UploadLife, UploadListing};

impl Services {
    /// Begins an upload of a new artifact.
    pub async fn start_create(&self, caller: &Caller, action: CreateArtifact) -> Result<Upload> {
        self.once(caller, action.request.clone(), async {
            let grant = self.policy.into_scope(caller, action, self.now()).await?;
            self.store.start_create(&grant, UploadLife::Resumable).await
        })
        .await
    }

    /// Begins an upload of new content for an artifact that is there.
    pub async fn start_replace(&self, caller: &Caller, action: UpdateArtifact) -> Result<Upload> {
        self.once(caller, action.request.clone(), async {
            let grant = self.policy.on_artifact(caller, action, self.now()).await?;
            self.store.start_replace(&grant, UploadLife::Resumable).await
        })
        .await
    }

    /// Looks how far an upload got.
    pub async fn get_upload(&self, caller: &Caller, action: GetUpload) -> Result<Upload> {
        let grant = self.policy.on_upload(caller, action, self.now()).await?;
        Ok(self.store.get_upload(&grant))
    }

    /// Lists the caller's uploads, newest first.
    pub async fn list_uploads(&self, caller: &Caller, action: ListUploads) -> Result<UploadListing> {
        let grant = self.policy.over_uploads(caller, action, self.now()).await?;
        self.store.list_uploads(&grant).await
    }

    /// Goes on with an upload, up to its commit.
    pub async fn resume_upload(
        &self,
        caller: &Caller,
        action: ResumeUpload,
        content: ContentStream,
    ) -> Result<Artifact> {
        let grant = self.policy.on_upload(caller, action, self.now()).await?;
        self.store.resume_upload(&grant, content).await
    }

    /// Adds one piece.
    pub async fn append_upload(&self, caller: &Caller, action: AppendUpload) -> Result<Upload> {
        let grant = self.policy.on_upload(caller, action, self.now()).await?;
        self.store.append_upload(&grant).await
    }

    /// Commits what came; done again, it answers the same.
    pub async fn complete_upload(&self, caller: &Caller, action: CompleteUpload) -> Result<Artifact> {
        let grant = self.policy.on_upload(caller, action, self.now()).await?;
        self.store.complete_upload(&grant).await
    }

    /// Gives an upload up.
    pub async fn cancel_upload(&self, caller: &Caller, action: CancelUpload) -> Result<()> {
        let grant = self.policy.on_upload(caller, action, self.now()).await?;
        self.store.cancel_upload(&grant).await
    }
}
