//! Share links: who may make, list and revoke them, and where one leads.
//!
//! A link outlives the request that made it and is for everybody, so only who may write an artifact may share it. What
//! has ended, for whatever reason, is not told from what never was: `LINK_NOT_FOUND`.

use super::action::{Action as _, FollowLink, RevokeShareLink};
use super::rules;
use super::signed_url::bearer;
use super::{Grant, Policy, denied, live, owner_of};
use crate::domain::{Artifact, Caller, LinkSecret, ShareLink, Timestamp};
use crate::error::{Error, ErrorKind, ResourceType, Result};

/// A link, and the artifact that it leads to.
#[derive(Debug)]
pub struct Linked {
    /// The link, as it was when this was granted.
    pub link: ShareLink,
    /// The artifact.
    pub artifact: Artifact,
}

impl Policy {
    /// May whoever has this secret read what it leads to? The use is counted by the store.
    pub async fn follow_link(&self, secret: &str, now: Timestamp) -> Result<Grant<FollowLink>> {
        let Some(secret) = LinkSecret::parse(secret) else { return Err(link_not_found()) };
        let Some(link) = self.facts.link_of(&secret.hash()).await? else { return Err(link_not_found()) };
        if !link.is_open(now) {
            return Err(link_not_found());
        }
        let known = self.facts.artifact(&link.sandbox, link.artifact).await?;
        let artifact = live(known, link.artifact, now).map_err(|_| link_not_found())?;
        let caller = bearer(&link.sandbox);
        Ok(Grant::new(FollowLink { id: link.id }, Linked { link, artifact }, &caller, now))
    }

    /// May the caller end this link?
    pub async fn on_link(
        &self,
        caller: &Caller,
        action: RevokeShareLink,
        now: Timestamp,
    ) -> Result<Grant<RevokeShareLink>> {
        let id = action.id;
        let not_found = || link_not_found().about(ResourceType::ShareLink, id);
        let Some(link) = self.facts.link(&caller.sandbox, id).await? else { return Err(not_found()) };
        let Some(known) = self.facts.artifact(&caller.sandbox, link.artifact).await? else {
            return Err(not_found());
        };
        let owner = owner_of(&known);
        if !rules::allows(owner.scope(), RevokeShareLink::ACCESS, rules::standing(caller, owner)) {
            return Err(denied(RevokeShareLink::VERB, ResourceType::ShareLink, id));
        }
        let artifact = live(Some(known), link.artifact, now).map_err(|_| not_found())?;
        if !link.is_open(now) {
            return Err(not_found());
        }
        Ok(Grant::new(action, Linked { link, artifact }, caller, now))
    }
}

/// Revoked, expired, used up, or none at all.
fn link_not_found() -> Error {
    ErrorKind::LinkNotFound.error("no such share link, or it has ended")
}
