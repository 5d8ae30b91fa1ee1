//! The calls about signed URLs and share links.

use super::artifacts::Artifacts;
use super::convert;
use crate::domain::Caller;
use crate::error::Result;
use crate::proto::v1::{
    CreateShareLinkRequest, CreateShareLinkResponse, ListShareLinksRequest, ListShareLinksResponse,
    PresignDownloadRequest, PresignDownloadResponse, RevokeShareLinkRequest, RevokeShareLinkResponse,
};

impl Artifacts {
    pub(super) async fn sign_download(
        &self,
        caller: &Caller,
        request: &PresignDownloadRequest,
    ) -> Result<PresignDownloadResponse> {
        let action = convert::presign_download_from(request)?;
        let (url, version) = self.edge.services.presign_download(caller, action).await?;
        let signed_url = Some(convert::signed_url_to(url));
        Ok(PresignDownloadResponse { signed_url, version: convert::number_to(version) })
    }

    pub(super) async fn share(
        &self,
        caller: &Caller,
        request: &CreateShareLinkRequest,
    ) -> Result<CreateShareLinkResponse> {
        let action = convert::create_link_from(request)?;
        let (link, url) = self.edge.services.create_share_link(caller, action).await?;
        Ok(CreateShareLinkResponse { share_link: Some(convert::link_to(&link)), url })
    }

    pub(super) async fn shares(
        &self,
        caller: &Caller,
        request: ListShareLinksRequest,
    ) -> Result<ListShareLinksResponse> {
        let action = convert::list_links_from(request)?;
        let listing = self.edge.services.list_share_links(caller, action).await?;
        let share_links = listing.links.iter().map(convert::link_to).collect();
        Ok(ListShareLinksResponse { share_links, next_page_token: listing.next_page_token })
    }

    pub(super) async fn unshare(
        &self,
        caller: &Caller,
        request: &RevokeShareLinkRequest,
    ) -> Result<RevokeShareLinkResponse> {
        let action = convert::revoke_link_from(request)?;
        let link = self.edge.services.revoke_share_link(caller, action).await?;
        Ok(RevokeShareLinkResponse { share_link: Some(convert::link_to(&link)) })
    }
}
