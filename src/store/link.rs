//! Share links: made, listed, ended, counted.

use super::Store;
use super::catalog::{LinksQuery, NewLink};
use super::replay::replay;
use crate::domain::{LinkId, LinkSecret, PageToken, ShareLink};
use crate::error::{ErrorKind, ResourceType, Result};
use crate::policy::Grant;
use crate::policy::action::{CreateShareLink, FollowLink, ListShareLinks, RevokeShareLink};

/// One page of links.
#[derive(Debug)]
pub struct LinkListing {
    /// The links, newest first.
    pub links: Vec<ShareLink>,
    /// Leads to the next page; empty at the end.
    pub next_page_token: String,
}

impl Store {
    /// Makes a link. Its secret is told here and nowhere else.
    pub async fn create_link(&self, grant: &Grant<CreateShareLink>) -> Result<(ShareLink, LinkSecret)> {
        let (action, artifact, now) = (grant.action(), grant.subject(), grant.at());
        let secret = LinkSecret::generate(self.chance.as_ref());
        let link = ShareLink {
            id: LinkId::generate(now, self.chance.as_ref()),
            sandbox: artifact.sandbox.clone(),
            artifact: artifact.id,
            disposition: action.disposition,
            create_time: now,
            expire_time: action.ttl.map(|ttl| now.plus(ttl)),
            max_downloads: action.max_downloads,
            downloads: 0,
            revoke_time: None,
        };
        let replay = replay(grant, action.request.as_ref());
        self.catalog.create_link(NewLink { link: link.clone(), secret, replay }, now).await?;
        Ok((link, secret))
    }

    /// The links of an artifact, ended ones too for as long as they are kept.
    pub async fn list_links(&self, grant: &Grant<ListShareLinks>) -> Result<LinkListing> {
        let (action, artifact) = (grant.action(), grant.subject());
        let ring = self.ring_knowing(PageToken::key_of(&action.page.token)).await?;
        let sandbox = artifact.sandbox.as_str().as_bytes();
        let tokens = PageToken::of_query(&ring, &[b"links", sandbox, artifact.id.as_bytes()]);
        let after = match tokens.read(&action.page.token)? {
            Some(position) => {
                let invalid = |_| ErrorKind::PageTokenInvalid.error("the page token is none of this query");
                Some(LinkId::from_bytes(position.try_into().map_err(invalid)?))
            }
            None => None,
        };
        let (sandbox, limit) = (&artifact.sandbox, action.page.size);
        let query = LinksQuery { sandbox, artifact: artifact.id, after, limit };
        let links = self.catalog.list_links(query).await?;
        let more = links.last().filter(|_| links.len() >= limit);
        let next_page_token = more.map(|last| tokens.write(last.id.as_bytes())).unwrap_or_default();
        Ok(LinkListing { links, next_page_token })
    }

    /// Ends a link at once.
    pub async fn revoke_link(&self, grant: &Grant<RevokeShareLink>) -> Result<ShareLink> {
        let (link, now) = (&grant.subject().link, self.clock.now());
        let revoked = self.catalog.revoke_link(&link.sandbox, link.id, now).await?;
        // It was open when this was granted, and has ended since.
        revoked.ok_or_else(|| ended().about(ResourceType::ShareLink, link.id))
    }

    /// Counts one download by a link. Nothing of the content may be sent before.
    pub async fn use_link(&self, grant: &Grant<FollowLink>) -> Result<()> {
        if self.catalog.use_link(grant.action().id, self.clock.now()).await? { Ok(()) } else { Err(ended()) }
    }
}

fn ended() -> crate::error::Error {
    ErrorKind::LinkNotFound.error("no such share link, or it has ended")
}
