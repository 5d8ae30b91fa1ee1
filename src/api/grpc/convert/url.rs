//! Signed URLs and share links.

use std::time::Duration;

use super::artifact::{Upload, spec_from, version_from};
use super::upload::{complete_from, upload_id_from};
use super::{artifact_id_from, duration_from, number_to, repeatable_from, timestamp_to};
use crate::domain::{Disposition, Filename, LinkId, PageRequest, ShareLink};
use crate::error::{Error, Result};
use crate::proto::v1;
use crate::service::action::{
    CreateShareLink, ListShareLinks, PresignDownload, PresignUploadParts, RegisterUpload, RevokeShareLink,
};
use crate::service::{AfterPut, NewUpload, Rotated, SignedPart, SignedUrl};

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
        filename: match request.filename.as_str() {
            "" => None,
            name => Some(Filename::parse("filename", name)?),
        },
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

/// An upload whose bytes shall come to a URL.
pub(in crate::api::grpc) fn presign_upload_from(
    request: v1::PresignUploadRequest,
) -> Result<(NewUpload, Option<Duration>, AfterPut)> {
    let life = life_from("expires_in", request.expires_in.as_ref())?;
    let then = if request.auto_register { AfterPut::Register } else { AfterPut::Wait };
    let spec = request.spec.ok_or_else(|| Error::invalid("spec", "must say what the upload is for"))?;
    let new = match spec_from("PresignUpload", spec)? {
        Upload::Create(action) => NewUpload::Create(action),
        Upload::Replace(action) => NewUpload::Replace(action),
    };
    Ok((new, life, then))
}

/// The most parts that one request asks URLs for.
const PARTS_MAX: usize = 100;

/// Parts that URLs are asked for.
pub(in crate::api::grpc) fn presign_parts_from(
    request: v1::PresignUploadPartsRequest,
) -> Result<PresignUploadParts> {
    if request.part_numbers.is_empty() || request.part_numbers.len() > PARTS_MAX {
        return Err(Error::invalid("part_numbers", format!("must be 1 to {PARTS_MAX} numbers")));
    }
    Ok(PresignUploadParts {
        id: upload_id_from(&request.upload_id)?,
        parts: request.part_numbers.into_iter().map(number_from).collect::<Result<_>>()?,
        expires_in: life_from("expires_in", request.expires_in.as_ref())?,
    })
}

fn number_from(number: i32) -> Result<u32> {
    let number = u32::try_from(number).ok().filter(|number| *number > 0);
    number.ok_or_else(|| Error::invalid("part_number", "must be at least 1"))
}

/// A part and its URL as callers see them.
pub(in crate::api::grpc) fn signed_part_to(
    (part, url): (SignedPart, SignedUrl),
) -> v1::presign_upload_parts_response::Part {
    v1::presign_upload_parts_response::Part {
        part_number: i32::try_from(part.number).unwrap_or(i32::MAX),
        offset: number_to(part.offset),
        size: number_to(part.size),
        signed_url: Some(signed_url_to(url)),
    }
}

/// What was put, to be committed.
pub(in crate::api::grpc) fn register_from(request: v1::RegisterUploadRequest) -> Result<RegisterUpload> {
    let (upload_id, finish) = (request.upload_id, request.finish);
    let whole = complete_from(v1::CompleteUploadRequest { upload_id, finish })?;
    let parts = request.parts.into_iter().map(|part| Ok((number_from(part.part_number)?, part.etag)));
    Ok(RegisterUpload { id: whole.id, parts: parts.collect::<Result<_>>()?, expected: whole.expected })
}
