//! What calls take beyond their one main argument, as values that are built up by name.

use std::time::Duration;

use bytes::Bytes;
use prost_types::FieldMask;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::model::{Scope, duration, meta_to, signed};
use crate::raw::v1;

/// How long something lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifetime {
    /// So long from now.
    Ttl(Duration),
    /// So much longer than now planned; only for what exists.
    ExtendBy(Duration),
    /// Without an end of its own.
    NoExpiry,
}

/// What a new artifact shall be. Everything may be left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NewArtifact {
    scope: Scope,
    session: String,
    filename: String,
    mime_type: String,
    summary: String,
    meta: Option<Value>,
    lifetime: Option<NewLifetime>,
    request_id: String,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum NewLifetime {
    Ttl(Duration),
    NoExpiry,
}

impl NewArtifact {
    /// An artifact of session scope with the server's defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whose it shall be. Default: the session's.
    #[must_use]
    pub fn scope(mut self, scope: Scope) -> Self {
        self.scope = scope;
        self
    }

    /// The session it shall go into, rather than the client's own.
    #[must_use]
    pub fn session(mut self, id: impl Into<String>) -> Self {
        self.session = id.into();
        self
    }

    /// File name, directories separated by `/`.
    #[must_use]
    pub fn filename(mut self, filename: impl Into<String>) -> Self {
        self.filename = filename.into();
        self
    }

    /// MIME type.
    #[must_use]
    pub fn mime_type(mut self, mime_type: impl Into<String>) -> Self {
        self.mime_type = mime_type.into();
        self
    }

    /// Short description.
    #[must_use]
    pub fn summary(mut self, summary: impl Into<String>) -> Self {
        self.summary = summary.into();
        self
    }

    /// Metadata: a JSON object.
    #[must_use]
    pub fn meta(mut self, meta: impl Into<Value>) -> Self {
        self.meta = Some(meta.into());
        self
    }

    /// How long it shall live.
    #[must_use]
    pub fn ttl(mut self, ttl: Duration) -> Self {
        self.lifetime = Some(NewLifetime::Ttl(ttl));
        self
    }

    /// No end of its own.
    #[must_use]
    pub fn no_expiry(mut self) -> Self {
        self.lifetime = Some(NewLifetime::NoExpiry);
        self
    }

    /// A UUID that makes the call repeatable.
    #[must_use]
    pub fn request_id(mut self, id: impl Into<String>) -> Self {
        self.request_id = id.into();
        self
    }

    /// The spec, and the request id that goes beside it.
    pub(crate) fn into_raw(self) -> Result<(v1::ArtifactSpec, String)> {
        let lifetime = match self.lifetime {
            Some(NewLifetime::Ttl(ttl)) => Some(v1::artifact_spec::Lifetime::Ttl(duration(ttl)?)),
            Some(NewLifetime::NoExpiry) => Some(v1::artifact_spec::Lifetime::NoExpiry(true)),
            None => None,
        };
        let spec = v1::ArtifactSpec {
            scope: self.scope.to_raw(),
            session_id: self.session,
            filename: self.filename,
            mime_type: self.mime_type,
            summary: self.summary,
            meta_json: self.meta.as_ref().map(meta_to).unwrap_or_default(),
            lifetime,
        };
        Ok((spec, self.request_id))
    }
}

/// What shall change of an artifact. What is not named stays.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    filename: Option<String>,
    mime_type: Option<String>,
    summary: Option<String>,
    meta: Option<(v1::MetaMode, Value)>,
    pub(crate) lifetime: Option<Lifetime>,
    pub(crate) data: Option<Bytes>,
    pub(crate) etag: String,
    pub(crate) request_id: String,
}

impl Changes {
    /// No change yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Another file name; empty removes it.
    #[must_use]
    pub fn filename(mut self, filename: impl Into<String>) -> Self {
        self.filename = Some(filename.into());
        self
    }

    /// Another MIME type.
    #[must_use]
    pub fn mime_type(mut self, mime_type: impl Into<String>) -> Self {
        self.mime_type = Some(mime_type.into());
        self
    }

    /// Another description.
    #[must_use]
    pub fn summary(mut self, summary: impl Into<String>) -> Self {
        self.summary = Some(summary.into());
        self
    }

    /// Metadata in place of what is there.
    #[must_use]
    pub fn replace_meta(mut self, meta: impl Into<Value>) -> Self {
        self.meta = Some((v1::MetaMode::Replace, meta.into()));
        self
    }

    /// A merge patch (RFC 7396) on the metadata: null removes a key.
    #[must_use]
    pub fn merge_meta(mut self, patch: impl Into<Value>) -> Self {
        self.meta = Some((v1::MetaMode::Merge, patch.into()));
        self
    }

    /// Another lifetime; not with new content by a stream.
    #[must_use]
    pub fn lifetime(mut self, lifetime: Lifetime) -> Self {
        self.lifetime = Some(lifetime);
        self
    }

    /// New content, at most 1 MiB, in the same step.
    #[must_use]
    pub fn data(mut self, data: impl Into<Bytes>) -> Self {
        self.data = Some(data.into());
        self
    }

    /// Only while the artifact has this etag.
    #[must_use]
    pub fn if_etag(mut self, etag: impl Into<String>) -> Self {
        self.etag = etag.into();
        self
    }

    /// A UUID that makes the call repeatable.
    #[must_use]
    pub fn request_id(mut self, id: impl Into<String>) -> Self {
        self.request_id = id.into();
        self
    }

    /// The metadata changes and the mask that names them, if there are any, and how metadata is taken.
    pub(crate) fn metadata_changes(&self) -> (Option<v1::ArtifactChanges>, Option<FieldMask>, i32) {
        let set = [
            ("filename", self.filename.is_some()),
            ("mime_type", self.mime_type.is_some()),
            ("summary", self.summary.is_some()),
            ("meta_json", self.meta.is_some()),
        ];
        let paths: Vec<_> = set.iter().filter(|(_, set)| *set).map(|(path, _)| (*path).to_owned()).collect();
        if paths.is_empty() {
            return (None, None, v1::MetaMode::Unspecified.into());
        }
        let (mode, meta_json) = match &self.meta {
            Some((mode, meta)) => (*mode, meta_to(meta)),
            None => (v1::MetaMode::Unspecified, String::new()),
        };
        let changes = v1::ArtifactChanges {
            filename: self.filename.clone().unwrap_or_default(),
            mime_type: self.mime_type.clone().unwrap_or_default(),
            summary: self.summary.clone().unwrap_or_default(),
            meta_json,
        };
        (Some(changes), Some(FieldMask { paths }), mode.into())
    }
}

/// Which artifacts to list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListArtifacts {
    scope: Scope,
    session: String,
    owner: String,
    prefix: String,
    delimiter: &'static str,
    page_size: i32,
}

impl ListArtifacts {
    /// Everything in session scope that the client may see.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Where to look.
    #[must_use]
    pub fn scope(mut self, scope: Scope) -> Self {
        self.scope = scope;
        self
    }

    /// Only this session's.
    #[must_use]
    pub fn session(mut self, id: impl Into<String>) -> Self {
        self.session = id.into();
        self
    }

    /// Only this user's.
    #[must_use]
    pub fn owner(mut self, user: impl Into<String>) -> Self {
        self.owner = user.into();
        self
    }

    /// File name begins with this.
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Only one level: what has a further `/` in its name is rolled up into prefixes.
    #[must_use]
    pub fn one_level(mut self) -> Self {
        self.delimiter = "/";
        self
    }

    /// At most so many a page. Default: the server's.
    #[must_use]
    pub fn page_size(mut self, size: u16) -> Self {
        self.page_size = size.into();
        self
    }

    pub(crate) fn to_raw(&self, page_token: String) -> v1::ListArtifactsRequest {
        v1::ListArtifactsRequest {
            scope: self.scope.to_raw(),
            session_id: self.session.clone(),
            owner: self.owner.clone(),
            prefix: self.prefix.clone(),
            delimiter: self.delimiter.to_owned(),
            page_size: self.page_size,
            page_token,
        }
    }
}

/// A part of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// So many bytes from an offset on; what lies past the end is cut.
    Span {
        /// First byte.
        offset: u64,
        /// How many; at least 1.
        length: u64,
    },
    /// From an offset to the end.
    From(u64),
    /// The last so many bytes.
    Last(u64),
}

impl From<std::ops::Range<u64>> for Part {
    fn from(range: std::ops::Range<u64>) -> Self {
        Self::Span { offset: range.start, length: range.end.saturating_sub(range.start) }
    }
}

impl From<std::ops::RangeFrom<u64>> for Part {
    fn from(range: std::ops::RangeFrom<u64>) -> Self {
        Self::From(range.start)
    }
}

impl Part {
    pub(crate) fn to_raw(self) -> Result<v1::ByteRange> {
        use v1::byte_range::{Range, Span};
        let range = match self {
            Self::Span { length: 0, .. } => return Err(Error::usage("a range of no bytes")),
            Self::Span { offset, length } => {
                Range::Span(Span { offset: signed(offset, "offset")?, length: signed(length, "length")? })
            }
            Self::From(offset) => Range::Span(Span { offset: signed(offset, "offset")?, length: 0 }),
            Self::Last(length) => Range::SuffixLength(signed(length, "length")?),
        };
        Ok(v1::ByteRange { range: Some(range) })
    }
}
