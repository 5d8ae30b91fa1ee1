//! The one error of the crate.
//!
//! An [`Error`] is a *kind* (one variant per reason that the contract names; there is no second list), a message fit
//! for the caller, facts that help, and a private source for the log. It knows no transport: what a kind is called on
//! the wire is decided once for each edge, in `api/grpc/status.rs` (and `api/http/problem.rs` when it comes).
//!
//! Build one from its kind: `ErrorKind::SizeLimit.error("content is larger than 1 MiB").with("limit", 1048576)`.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// The result of everything that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// Declares the kinds, their names on the wire and the list of all of them from one place.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $reason:literal,)+) => {
        /// Why something failed: one variant per reason of the contract.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ErrorKind {
            $($(#[$doc])* $kind,)+
        }

        impl ErrorKind {
            /// Every kind, in the order of the contract's table.
            pub const ALL: &[Self] = &[$(Self::$kind,)+];

            /// The reason's name on the wire (`ErrorInfo.reason`).
            pub const fn reason(self) -> &'static str {
                match self {
                    $(Self::$kind => $reason,)+
                }
            }
        }
    };
}

kinds! {
    /// A request that no state of the server could make right.
    InvalidArgument = "INVALID_ARGUMENT",
    /// Bytes that do not have the checksum they were declared with.
    ChecksumMismatch = "CHECKSUM_MISMATCH",
    /// Content that does not have the size it was declared with.
    SizeMismatch = "SIZE_MISMATCH",
    /// A page token of another query, or none of ours.
    PageTokenInvalid = "PAGE_TOKEN_INVALID",
    /// A filter that does not parse or names an unknown field.
    FilterInvalid = "FILTER_INVALID",
    /// Something larger than its limit.
    SizeLimit = "SIZE_LIMIT",
    /// Nobody, or somebody whose proof does not hold.
    Unauthenticated = "UNAUTHENTICATED",
    /// Somebody who may not do this.
    AccessDenied = "ACCESS_DENIED",
    /// No such artifact (or one behind the sandbox boundary).
    ArtifactNotFound = "ARTIFACT_NOT_FOUND",
    /// No such session.
    SessionNotFound = "SESSION_NOT_FOUND",
    /// No such upload, or one past its deadline.
    UploadNotFound = "UPLOAD_NOT_FOUND",
    /// No such share link, or one revoked, expired or used up.
    LinkNotFound = "LINK_NOT_FOUND",
    /// No such API key.
    KeyNotFound = "KEY_NOT_FOUND",
    /// No such quota.
    QuotaNotFound = "QUOTA_NOT_FOUND",
    /// The artifact was there and its time is over.
    ArtifactExpired = "ARTIFACT_EXPIRED",
    /// The version was replaced, and its bytes are freed.
    VersionGone = "VERSION_GONE",
    /// The name is taken.
    AlreadyExists = "ALREADY_EXISTS",
    /// A chunk that does not begin where the last one ended.
    OffsetMismatch = "OFFSET_MISMATCH",
    /// A newer writer took the upload over.
    UploadFenced = "UPLOAD_FENCED",
    /// The same request id is still being worked on.
    RequestInProgress = "REQUEST_IN_PROGRESS",
    /// The resource changed since the caller saw it.
    EtagMismatch = "ETAG_MISMATCH",
    /// The session is over.
    SessionExpired = "SESSION_EXPIRED",
    /// A request id that belongs to another request.
    RequestIdReused = "REQUEST_ID_REUSED",
    /// A watch token older than the events that are kept.
    WatchTokenExpired = "WATCH_TOKEN_EXPIRED",
    /// A range that begins past the end.
    RangeNotSatisfiable = "RANGE_NOT_SATISFIABLE",
    /// A quota would be passed.
    QuotaExceeded = "QUOTA_EXCEEDED",
    /// The disk is full.
    StorageFull = "STORAGE_FULL",
    /// Too many requests.
    RateLimited = "RATE_LIMITED",
    /// Nothing came for too long.
    IdleTimeout = "IDLE_TIMEOUT",
    /// The request's own deadline passed.
    Deadline = "DEADLINE",
    /// A dependency does not answer, or answers with failures.
    BackendUnavailable = "BACKEND_UNAVAILABLE",
    /// The server is going down.
    Draining = "DRAINING",
    /// Stored bytes that are not what was stored.
    DataCorrupt = "DATA_CORRUPT",
    /// Not built yet.
    Unimplemented = "UNIMPLEMENTED",
    /// The caller left.
    Cancelled = "CANCELLED",
    /// A fault of ours.
    Internal = "INTERNAL",
}

impl ErrorKind {
    /// An error of this kind, with a message that the caller may read.
    pub fn error(self, message: impl Into<String>) -> Error {
        Error(Box::new(Inner {
            kind: self,
            message: message.into(),
            metadata: BTreeMap::new(),
            violations: Vec::new(),
            resource: None,
            retry_after: None,
            source: None,
        }))
    }

    /// May the same request succeed when it is simply sent again?
    pub const fn retryable(self) -> bool {
        match self {
            Self::BackendUnavailable | Self::Draining | Self::RateLimited | Self::RequestInProgress => true,
            Self::InvalidArgument
            | Self::ChecksumMismatch
            | Self::SizeMismatch
            | Self::PageTokenInvalid
            | Self::FilterInvalid
            | Self::SizeLimit
            | Self::Unauthenticated
            | Self::AccessDenied
            | Self::ArtifactNotFound
            | Self::SessionNotFound
            | Self::UploadNotFound
            | Self::LinkNotFound
            | Self::KeyNotFound
            | Self::QuotaNotFound
            | Self::ArtifactExpired
            | Self::VersionGone
            | Self::AlreadyExists
            | Self::OffsetMismatch
            | Self::UploadFenced
            | Self::EtagMismatch
            | Self::SessionExpired
            | Self::RequestIdReused
            | Self::WatchTokenExpired
            | Self::RangeNotSatisfiable
            | Self::QuotaExceeded
            | Self::StorageFull
            | Self::IdleTimeout
            | Self::Deadline
            | Self::DataCorrupt
            | Self::Unimplemented
            | Self::Cancelled
            | Self::Internal => false,
        }
    }
}

/// What kind of thing a [`Resource`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResourceType {
    /// An artifact, named by its id.
    Artifact,
    /// A session, named by its id.
    Session,
    /// An upload, named by its id.
    Upload,
    /// A share link, named by its id.
    ShareLink,
}

impl ResourceType {
    /// The type's name on the wire (`ResourceInfo.resource_type`).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Artifact => "artifact",
            Self::Session => "session",
            Self::Upload => "upload",
            Self::ShareLink => "share_link",
        }
    }
}

/// The thing that an error is about; only ever what the caller itself named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// What it is.
    pub kind: ResourceType,
    /// Its id.
    pub name: String,
}

/// A field of the request and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The field's path in the request message.
    pub field: String,
    /// What it should have been.
    pub description: String,
}

/// A failure: see the module's head.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: String,
    metadata: BTreeMap<&'static str, String>,
    violations: Vec<Violation>,
    resource: Option<Resource>,
    retry_after: Option<Duration>,
    source: Option<Source>,
}

impl Error {
    /// Something is wrong with one field of the request.
    pub fn invalid(field: impl Into<String>, description: impl Into<String>) -> Self {
        let (field, description) = (field.into(), description.into());
        ErrorKind::InvalidArgument.error(format!("{field}: {description}")).violation(field, description)
    }

    /// A fault of ours: the message is for the log as much as for the caller.
    pub fn internal(message: impl Into<String>) -> Self {
        ErrorKind::Internal.error(message)
    }

    /// Adds a fact that a program can read (`ErrorInfo.metadata`).
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl fmt::Display) -> Self {
        self.0.metadata.insert(key, value.to_string());
        self
    }

    /// Adds a field that is wrong.
    #[must_use]
    pub fn violation(mut self, field: impl Into<String>, description: impl Into<String>) -> Self {
        self.0.violations.push(Violation { field: field.into(), description: description.into() });
        self
    }

    /// Says what the error is about.
    #[must_use]
    pub fn about(mut self, kind: ResourceType, name: impl fmt::Display) -> Self {
        self.0.resource = Some(Resource { kind, name: name.to_string() });
        self
    }

    /// Says when to try again.
    #[must_use]
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.0.retry_after = Some(wait);
        self
    }

    /// Keeps what caused it, for the log alone.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Why it failed.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What the caller may read.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Facts that a program can read.
    pub fn metadata(&self) -> &BTreeMap<&'static str, String> {
        &self.0.metadata
    }

    /// The fields that are wrong.
    pub fn violations(&self) -> &[Violation] {
        &self.0.violations
    }

    /// What it is about.
    pub fn resource(&self) -> Option<&Resource> {
        self.0.resource.as_ref()
    }

    /// When to try again, if that is known.
    pub fn retry_delay(&self) -> Option<Duration> {
        self.0.retry_after
    }
}

/// The message alone: the source is printed once, where the error is logged.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, message, metadata, source, .. } = &*self.0;
        write!(f, "{kind:?}: {message}")?;
        if !metadata.is_empty() {
            write!(f, " {metadata:?}")?;
        }
        match source {
            Some(source) => write!(f, " <- {source:?}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
