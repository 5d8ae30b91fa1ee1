//! Signed URLs and share links.

use std::time::Duration;

use super::{artifact_id_from, duration_from, number_to, repeatable_from, timestamp_to};
use crate::api::grpc::convert::artifact::version_from;
use crate::domain::{Disposition, LinkId, PageRequest, ShareLink};
use crate::error::{Error, Result};
use crate::proto::v1;
use crate::service::action::{CreateShareLink, ListShareLinks, PresignDownload, RevokeShareLink};
use crate::service::{Rotated, SignedUrl};

fn disposition_from(disposition: i32) -> Result<Disposition> {
    match v1::Disposition::try_from(disposition) {
        Ok(v1::Disposition::Unspecified | v1::Disposition::Attachment) => Ok(Disposition::Attachment),
        Ok(v1::Disposition::Inline) => Ok(Disposition::Inline),
        Err(_) => Err(Error::invalid("disposition", "is no disposition")),
    }
}

pub(super) fn life_from(field: &str, life: Option<&prost_types::Duration>) -> Result<Option<Duration>> {
    life.map(|life| duration_from(field, life)).transpose()
}

/// A URL to read by.
pub(in crate::api::grpc) fn presign_download_from(
    request: &v1::PresignDownloadRequest,
) -> Result<PresignDownload> {
    Ok(PresignDownload {
        id: artifact_id_from(&request.artifact_id)?,
        version: version_from(request.version)?,
        expires_in: life_from("expires_in", request.expires_in.as_ref())?,
        disposition: disposition_from(request.disposition)?,
    })
}

/// A URL as callers see it.
pub(in crate::api::grpc) fn signed_url_to(url: SignedUrl) -> v1::SignedUrl {
    v1::SignedUrl {
        url: url.url,
        method: url.method.to_owned(),
        headers: url.headers.into_iter().collect(),
        expire_time: Some(timestamp_to(url.until)),
        native: url.native,
    }
}

/// A link to be made.
pub(in crate::api::grpc) fn create_link_from(
    request: &v1::CreateShareLinkRequest,
) -> Result<CreateShareLink> {
    let max_downloads = match request.max_downloads {
        None => None,
        Some(max @ 1..) => u64::try_from(max).ok(),
        Some(_) => return Err(Error::invalid("max_downloads", "must be at least 1")),
    };
    Ok(CreateShareLink {
        id: artifact_id_from(&request.artifact_id)?,
        ttl: life_from("ttl", request.ttl.as_ref())?,
        max_downloads,
        disposition: disposition_from(request.disposition)?,
        request: repeatable_from("CreateShareLink", &request.request_id, request)?,
    })
}

/// A page of links.
pub(in crate::api::grpc) fn list_links_from(request: v1::ListShareLinksRequest) -> Result<ListShareLinks> {
    Ok(ListShareLinks {
        id: artifact_id_from(&request.artifact_id)?,
        page: PageRequest {
            size: PageRequest::parse_size("page_size", request.page_size)?,
            token: request.page_token,
        },
    })
}

/// A link to be ended.
pub(in crate::api::grpc) fn revoke_link_from(
    request: &v1::RevokeShareLinkRequest,
) -> Result<RevokeShareLink> {
    Ok(RevokeShareLink { id: LinkId::parse("share_link_id", &request.share_link_id)? })
}

/// A link as callers see it; its secret is not part of it.
pub(in crate::api::grpc) fn link_to(link: &ShareLink) -> v1::ShareLink {
    let disposition = match link.disposition {
        Disposition::Attachment => v1::Disposition::Attachment,
        Disposition::Inline => v1::Disposition::Inline,
    };
    v1::ShareLink {
        id: link.id.to_string(),
        artifact_id: link.artifact.to_string(),
        create_time: Some(timestamp_to(link.create_time)),
        expire_time: link.expire_time.map(timestamp_to),
        max_downloads: link.max_downloads.map(number_to),
        downloads: number_to(link.downloads),
        revoked: link.revoke_time.is_some(),
        disposition: disposition.into(),
    }
}

/// What a rotation did.
pub(in crate::api::grpc) fn rotated_to(rotated: Rotated) -> v1::RotateSigningKeysResponse {
    v1::RotateSigningKeysResponse {
        key_id: rotated.key.to_string(),
        old_key_expire_time: Some(timestamp_to(rotated.old_until)),
    }
}
