//! Artifacts: in, out, looked at, listed, changed, taken away.

use super::Services;
use crate::domain::{Artifact, Caller, ContentStream};
use crate::error::{ErrorKind, Result};
use crate::policy::action::{
    CopyArtifact, CreateArtifact, DeleteArtifact, GetArtifact, ListArtifacts, ReadArtifact, UpdateArtifact,
};
use crate::store::{Listing, Reading};

impl Services {
    /// Makes a new artifact of this content.
    pub async fn create_artifact(
        &self,
        caller: &Caller,
        action: CreateArtifact,
        content: ContentStream,
    ) -> Result<Artifact> {
        self.once(caller, action.request.clone(), async {
            let grant = self.policy.into_scope(caller, action, self.now()).await?;
            self.store.create_artifact(&grant, content).await
        })
        .await
    }

    /// Gives an artifact new content, streamed.
    pub async fn replace_content(
        &self,
        caller: &Caller,
        action: UpdateArtifact,
        content: ContentStream,
    ) -> Result<Artifact> {
        self.once(caller, action.request.clone(), async {
            let grant = self.policy.on_artifact(caller, action, self.now()).await?;
            self.store.replace_content(&grant, content).await
        })
        .await
    }

    /// Changes metadata, and small content with it.
    pub async fn update_artifact(&self, caller: &Caller, action: UpdateArtifact) -> Result<Artifact> {
        self.once(caller, action.request.clone(), async {
            let grant = self.policy.on_artifact(caller, action, self.now()).await?;
            self.store.update_artifact(&grant).await
        })
        .await
    }

    /// Makes a new artifact of one that is there.
    pub async fn copy_artifact(&self, caller: &Caller, action: CopyArtifact) -> Result<Artifact> {
        self.once(caller, action.request.clone(), async {
            let grant = self.policy.copy(caller, action, self.now()).await?;
            self.store.copy_artifact(&grant).await
        })
        .await
    }

    /// Looks at metadata.
    pub async fn get_artifact(&self, caller: &Caller, action: GetArtifact) -> Result<Artifact> {
        let grant = self.policy.on_artifact(caller, action, self.now()).await?;
        Ok(self.store.get_artifact(&grant))
    }

    /// Says whether an artifact is there for this caller: what it may not see is not.
    pub async fn artifact_exists(&self, caller: &Caller, action: GetArtifact) -> Result<bool> {
        match self.policy.on_artifact(caller, action, self.now()).await {
            Ok(_) => Ok(true),
            Err(error) => match error.kind() {
                ErrorKind::ArtifactNotFound | ErrorKind::ArtifactExpired | ErrorKind::AccessDenied => {
                    Ok(false)
                }
                _ => Err(error),
            },
        }
    }

    /// Opens content for reading.
    pub async fn read_artifact(&self, caller: &Caller, action: ReadArtifact) -> Result<Reading> {
        let grant = self.policy.on_artifact(caller, action, self.now()).await?;
        self.store.read_artifact(&grant).await
    }

    /// Lists like a directory.
    pub async fn list_artifacts(&self, caller: &Caller, action: ListArtifacts) -> Result<Listing> {
        let grant = self.policy.over_scope(caller, action, self.now()).await?;
        self.store.list_artifacts(&grant).await
    }

    /// Takes an artifact away.
    pub async fn delete_artifact(&self, caller: &Caller, action: DeleteArtifact) -> Result<()> {
        self.once(caller, action.request.clone(), async {
            let grant = self.policy.on_artifact(caller, action, self.now()).await?;
            self.store.delete_artifact(&grant).await
        })
        .await
    }
}
