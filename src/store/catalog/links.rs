//! Share links: rows by which anybody may read an artifact.

use std::time::Duration;

use async_trait::async_trait;

use super::Replay;
use crate::domain::{ArtifactId, LinkHash, LinkId, LinkSecret, SandboxId, ShareLink, Timestamp};
use crate::error::Result;

/// How long a link that has ended, or whose artifact is gone, is kept at least; how often the sweep looks at each.
pub(in crate::store) const LINK_KEPT: Duration = Duration::from_hours(24);

/// A link that is to be.
#[derive(Debug, Clone)]
pub(in crate::store) struct NewLink {
    /// The link.
    pub(in crate::store) link: ShareLink,
    /// Its secret: the catalog keeps the hash, and the secret only with an answer that is to be given again.
    pub(in crate::store) secret: LinkSecret,
    /// Kept with it.
    pub(in crate::store) replay: Option<Replay>,
}

/// One page of an artifact's links.
#[derive(Debug, Clone, Copy)]
pub(in crate::store) struct LinksQuery<'a> {
    /// The sandbox.
    pub(in crate::store) sandbox: &'a SandboxId,
    /// The artifact.
    pub(in crate::store) artifact: ArtifactId,
    /// The last link of the page before.
    pub(in crate::store) after: Option<LinkId>,
    /// At most so many.
    pub(in crate::store) limit: usize,
}

/// Links on record. That the artifact of one is there and live is looked at by who asks.
#[async_trait]
pub(in crate::store) trait LinkRows: Send + Sync {
    /// Keeps a link.
    async fn create_link(&self, new: NewLink, now: Timestamp) -> Result<()>;

    /// The link whose secret has this hash, open or not.
    async fn link_of(&self, hash: &LinkHash) -> Result<Option<ShareLink>>;

    /// The link of this id, open or not.
    async fn link(&self, sandbox: &SandboxId, id: LinkId) -> Result<Option<ShareLink>>;

    /// Links of an artifact, open or not, those made last first (by their ids).
    async fn list_links(&self, query: LinksQuery<'_>) -> Result<Vec<ShareLink>>;

    /// Counts one download, if the link is open at `now`; says whether it was. Of however many that ask at once no more
    /// are told yes than the link allows.
    async fn use_link(&self, id: LinkId, now: Timestamp) -> Result<bool>;

    /// Ends a link that is open at `now`, and answers it as it is then; `None` if it is not there or not open.
    async fn revoke_link(&self, sandbox: &SandboxId, id: LinkId, now: Timestamp)
    -> Result<Option<ShareLink>>;

    /// Looks at up to `limit` links that were not looked at for [`LINK_KEPT`], and forgets those that ended that long ago
    /// or whose artifact is on record no more. Answers how many it looked at: fewer than `limit` means that nothing is
    /// left.
    async fn drop_links(&self, limit: usize, now: Timestamp) -> Result<usize>;
}
