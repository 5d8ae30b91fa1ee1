//! The calls about signed URLs and share links.

use super::artifacts::Artifacts;
use super::convert;
use crate::domain::Caller;
use crate::error::Result;
use crate::proto::v1::{
    CreateShareLinkRequest, CreateShareLinkResponse, ListShareLinksRequest, ListShareLinksResponse,
    PresignDownloadRequest, PresignDownloadResponse, PresignUploadPartsRequest, PresignUploadPartsResponse,
    PresignUploadRequest, PresignUploadResponse, RegisterUploadRequest, RegisterUploadResponse,
    RevokeShareLinkRequest, RevokeShareLinkResponse,
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

    pub(super) async fn sign_upload(
        &self,
        caller: &Caller,
        request: PresignUploadRequest,
    ) -> Result<PresignUploadResponse> {
        let (new, life, then) = convert::presign_upload_from(request)?;
        let (upload, url) = self.edge.services.presign_upload(caller, new, life, then).await?;
        let part_size = convert::number_to(upload.plan.size);
        let signed_url = Some(convert::signed_url_to(url));
        Ok(PresignUploadResponse { upload: Some(convert::upload_to(upload)), signed_url, part_size })
    }

    pub(super) async fn sign_parts(
        &self,
        caller: &Caller,
        request: PresignUploadPartsRequest,
    ) -> Result<PresignUploadPartsResponse> {
        let action = convert::presign_parts_from(request)?;
        let parts = self.edge.services.presign_upload_parts(caller, action).await?;
        Ok(PresignUploadPartsResponse { parts: parts.into_iter().map(convert::signed_part_to).collect() })
    }

    pub(super) async fn register(
        &self,
        caller: &Caller,
        request: RegisterUploadRequest,
    ) -> Result<RegisterUploadResponse> {
        let action = convert::register_from(request)?;
        let artifact = self.artifact_to(self.edge.services.register_upload(caller, action).await?);
        Ok(RegisterUploadResponse { session_id: artifact.session_id.clone(), artifact: Some(artifact) })
    }
}
