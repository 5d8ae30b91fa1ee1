//! What is done with URLs and share links.

use std::time::Duration;

use crate::domain::{ArtifactId, Disposition, Expected, Filename, LinkId, PageRequest, Repeatable, UploadId};

/// Sign a URL to read an artifact by.
#[derive(Debug, Clone)]
pub struct PresignDownload {
    /// Which.
    pub id: ArtifactId,
    /// Which version; `None` is the current one. The URL stays with it.
    pub version: Option<u64>,
    /// How long the URL shall work; `None` is the default.
    pub expires_in: Option<Duration>,
    /// How browsers shall treat the content.
    pub disposition: Disposition,
    /// The file name that is offered; `None` is the artifact's.
    pub filename: Option<Filename>,
}

/// Make a link that anybody may read an artifact by.
#[derive(Debug, Clone)]
pub struct CreateShareLink {
    /// Which.
    pub id: ArtifactId,
    /// How long it works; `None` is as long as the artifact.
    pub ttl: Option<Duration>,
    /// How many downloads it allows.
    pub max_downloads: Option<u64>,
    /// How browsers shall treat the content.
    pub disposition: Disposition,
    /// By which it is known when it comes again.
    pub request: Option<Repeatable>,
}

/// List the links of an artifact, newest first.
#[derive(Debug, Clone)]
pub struct ListShareLinks {
    /// Of which.
    pub id: ArtifactId,
    /// Which page.
    pub page: PageRequest,
}

/// End a link.
#[derive(Debug, Clone)]
pub struct RevokeShareLink {
    /// Which.
    pub id: LinkId,
}

/// Read what a link leads to.
#[derive(Debug, Clone)]
pub struct FollowLink {
    /// Which.
    pub id: LinkId,
}

/// Sign with a new key from now on.
#[derive(Debug, Clone)]
pub struct RotateSigningKeys;

/// Sign URLs to put parts of an upload by.
#[derive(Debug, Clone)]
pub struct PresignUploadParts {
    /// Of which.
    pub id: UploadId,
    /// Their numbers, from 1 on.
    pub parts: Vec<u32>,
    /// How long the URLs shall work; `None` is the default.
    pub expires_in: Option<Duration>,
}

/// Commit what was put to signed URLs.
#[derive(Debug, Clone)]
pub struct RegisterUpload {
    /// Of which upload.
    pub id: UploadId,
    /// The parts, each by its number and the tag that its PUT was answered; none if the whole was put to one URL.
    pub parts: Vec<(u32, String)>,
    /// What the caller says of the whole.
    pub expected: Expected,
}

/// Put content to a signed URL; the content comes beside.
#[derive(Debug, Clone)]
pub struct PutContent {
    /// Of which upload.
    pub id: UploadId,
    /// Which part; `None` is the whole.
    pub part: Option<u32>,
    /// Register it too.
    pub register: bool,
    /// What was said of what comes.
    pub expected: Expected,
}
