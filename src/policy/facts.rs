//! The few look-ups that a decision needs. The store implements them; the policy does not know it.

use std::sync::Arc;

use async_trait::async_trait;

use crate::domain::{
    Artifact, ArtifactId, KeptAnswer, Keyring, LinkHash, LinkId, Owner, RequestKey, SandboxId, Session,
    SessionId, ShareLink, Timestamp, Upload, UploadId, UserId,
};
use crate::error::Result;

/// What is known of an artifact's id.
#[derive(Debug, Clone, PartialEq)]
pub enum Known {
    /// An artifact, live or over.
    Artifact(Box<Artifact>),
    /// That there was one, until its time was over.
    Tombstone {
        /// To whom it belonged.
        owner: Owner,
        /// When it ended.
        expired_at: Timestamp,
    },
}

/// Facts about what is there. They never leave the sandbox that is asked about; a share link's secret says which that is.
#[async_trait]
pub trait Facts: Send + Sync {
    /// What this id addresses.
    async fn artifact(&self, sandbox: &SandboxId, id: ArtifactId) -> Result<Option<Known>>;

    /// The current incarnation of the session of this name, live or over.
    async fn session(&self, sandbox: &SandboxId, id: &SessionId, now: Timestamp) -> Result<Option<Session>>;

    /// A user's sessions that are live.
    async fn live_sessions_of(
        &self,
        sandbox: &SandboxId,
        user: &UserId,
        now: Timestamp,
    ) -> Result<Vec<Session>>;

    /// The keys that URLs are signed with; looked for anew if this one is not among those that are known.
    async fn keyring(&self, key: Option<u32>) -> Result<Arc<Keyring>>;

    /// The share link whose secret has this hash, open or not, in whatever sandbox.
    async fn link_of(&self, hash: &LinkHash) -> Result<Option<ShareLink>>;

    /// The share link of this id, open or not.
    async fn link(&self, sandbox: &SandboxId, id: LinkId) -> Result<Option<ShareLink>>;

    /// The upload of this id that can be resumed or was completed; none that is past its deadline or given up.
    async fn upload(&self, sandbox: &SandboxId, id: UploadId, now: Timestamp) -> Result<Option<Upload>>;

    /// What this request was answered, if it was done within a day.
    async fn answer(&self, key: &RequestKey, now: Timestamp) -> Result<Option<KeptAnswer>>;

    /// The fingerprint of the request of this id of which any item was done within a day.
    async fn answered_item(&self, key: &RequestKey, now: Timestamp) -> Result<Option<[u8; 32]>>;
}
