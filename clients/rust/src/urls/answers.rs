//! URLs and links as they are answered.

use std::time::SystemTime;

use crate::error::{Error, Result};
use crate::model::{optional, present, time, unsigned};
use crate::raw::v1;

/// A URL and how to use it.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedUrl {
    /// The URL. It is a secret for as long as it works.
    pub url: String,
    /// The HTTP method.
    pub method: String,
    /// Headers to send exactly so, by name.
    pub headers: Vec<(String, String)>,
    /// When it stops working.
    pub expire_time: SystemTime,
    /// It leads to the store itself, not through the server.
    pub native: bool,
}

impl std::fmt::Debug for SignedUrl {
    /// Without the URL.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignedUrl")
            .field("method", &self.method)
            .field("expire_time", &self.expire_time)
            .field("native", &self.native)
            .finish_non_exhaustive()
    }
}

impl TryFrom<v1::SignedUrl> for SignedUrl {
    type Error = Error;

    fn try_from(raw: v1::SignedUrl) -> Result<Self> {
        let mut headers: Vec<_> = raw.headers.into_iter().collect();
        headers.sort();
        Ok(Self {
            url: present(raw.url, "URL")?,
            method: present(raw.method, "method")?,
            headers,
            expire_time: time(raw.expire_time, "expire_time")?,
            native: raw.native,
        })
    }
}

/// An upload that waits for its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadByUrl {
    /// The upload, to register by.
    pub upload_id: String,
    /// The artifact that it will be, or be the content of.
    pub artifact_id: String,
    /// In session scope, the session it goes into.
    pub session_id: Option<String>,
    /// Until when it can be registered.
    pub deadline: SystemTime,
    /// Where to put the whole; none if it is too large for one PUT.
    pub signed_url: Option<SignedUrl>,
    /// The size of each part but the last, for [`Urls::presign_parts`](super::Urls::presign_parts); none if parts are not taken.
    pub part_size: Option<u64>,
}

/// Where one part goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartUrl {
    /// Its number, from 1 on.
    pub number: u32,
    /// Where it begins in the content.
    pub offset: u64,
    /// Its size; the last may be shorter.
    pub size: u64,
    /// Where to put it.
    pub signed_url: SignedUrl,
}

/// A share link. Its URL was told when it was made, and only then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareLink {
    /// For listing and revoking; not the secret in the URL.
    pub id: String,
    /// What it leads to.
    pub artifact_id: String,
    /// When it was made.
    pub create_time: SystemTime,
    /// When it ends; with the artifact, if absent.
    pub expire_time: Option<SystemTime>,
    /// How many downloads it allows.
    pub max_downloads: Option<u64>,
    /// Downloads so far.
    pub downloads: u64,
    /// It was ended by hand.
    pub revoked: bool,
    /// Browsers show it in place.
    pub inline: bool,
}

impl TryFrom<v1::ShareLink> for ShareLink {
    type Error = Error;

    fn try_from(raw: v1::ShareLink) -> Result<Self> {
        Ok(Self {
            inline: raw.disposition() == v1::Disposition::Inline,
            id: present(raw.id, "share link id")?,
            artifact_id: raw.artifact_id,
            create_time: time(raw.create_time, "create_time")?,
            expire_time: raw.expire_time.map(|at| time(Some(at), "expire_time")).transpose()?,
            max_downloads: raw.max_downloads.map(|most| unsigned(most, "max_downloads")).transpose()?,
            downloads: unsigned(raw.downloads, "downloads")?,
            revoked: raw.revoked,
        })
    }
}

/// A page of share links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareLinkPage {
    /// The links, newest first.
    pub links: Vec<ShareLink>,
    /// Where the next page begins; none after the last.
    pub next_page_token: Option<String>,
}

pub(super) fn signed_url(raw: Option<v1::SignedUrl>) -> Result<SignedUrl> {
    raw.ok_or_else(|| Error::corrupt("the answer has no URL"))?.try_into()
}

pub(super) fn share_link(raw: Option<v1::ShareLink>) -> Result<ShareLink> {
    raw.ok_or_else(|| Error::corrupt("the answer has no share link"))?.try_into()
}

pub(super) fn upload_by_url(answer: v1::PresignUploadResponse) -> Result<UploadByUrl> {
    let upload = answer.upload.ok_or_else(|| Error::corrupt("the answer has no upload"))?;
    Ok(UploadByUrl {
        upload_id: present(upload.id, "upload id")?,
        artifact_id: upload.artifact_id,
        session_id: optional(upload.session_id),
        deadline: time(upload.expire_time, "expire_time")?,
        signed_url: answer.signed_url.map(SignedUrl::try_from).transpose()?,
        part_size: Some(unsigned(answer.part_size, "part_size")?).filter(|size| *size > 0),
    })
}
