//! The look-ups that decisions need.

use std::sync::Arc;

use async_trait::async_trait;

use super::Store;
use super::catalog::Found;
use crate::domain::{
    ArtifactId, KeptAnswer, Keyring, LinkHash, LinkId, RequestKey, SandboxId, Session, SessionId,
    SessionState, ShareLink, Timestamp, Upload, UploadId, UserId,
};
use crate::error::Result;
use crate::policy::{Facts, Known};

#[async_trait]
impl Facts for Store {
    async fn artifact(&self, sandbox: &SandboxId, id: ArtifactId) -> Result<Option<Known>> {
        Ok(self.catalog.find(sandbox, id).await?.map(|found| match found {
            Found::Artifact(artifact) => Known::Artifact(artifact),
            Found::Tombstone { owner, expired_at } => Known::Tombstone { owner, expired_at },
        }))
    }

    /// The live view is asked first; what it misses is looked up before anybody says that it is not there.
    async fn session(&self, sandbox: &SandboxId, id: &SessionId, now: Timestamp) -> Result<Option<Session>> {
        if let Some(session) = self.sessions.get(sandbox, id, now).await? {
            return Ok(Some(session));
        }
        let session = self.catalog.session(sandbox, id).await?;
        if let Some(session) = session.as_ref().filter(|session| session.state(now) == SessionState::Live) {
            self.tell(session, now).await;
        }
        Ok(session)
    }

    async fn live_sessions_of(
        &self,
        sandbox: &SandboxId,
        user: &UserId,
        now: Timestamp,
    ) -> Result<Vec<Session>> {
        self.catalog.live_sessions_of(sandbox, user, now).await
    }

    async fn keyring(&self, key: Option<u32>) -> Result<Arc<Keyring>> {
        self.ring_knowing(key).await
    }

    async fn link_of(&self, hash: &LinkHash) -> Result<Option<ShareLink>> {
        self.catalog.link_of(hash).await
    }

    async fn link(&self, sandbox: &SandboxId, id: LinkId) -> Result<Option<ShareLink>> {
        self.catalog.link(sandbox, id).await
    }

    async fn upload(&self, sandbox: &SandboxId, id: UploadId, now: Timestamp) -> Result<Option<Upload>> {
        Ok(self.catalog.upload(sandbox, id, now).await?.map(|kept| kept.upload))
    }

    async fn answer(&self, key: &RequestKey, now: Timestamp) -> Result<Option<KeptAnswer>> {
        self.catalog.answer(key, now).await
    }

    async fn answered_item(&self, key: &RequestKey, now: Timestamp) -> Result<Option<[u8; 32]>> {
        self.catalog.answered_item(key, now).await
    }
}
