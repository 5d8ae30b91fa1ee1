//! The one error of this crate.
//!
//! What the server says is told by its reason, a closed list; what went wrong on this side (a
//! setting, a local file, a broken connection) has the reason that says the same. Callers match on
//! [`Error::reason`] or ask one of the questions; messages are for people.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use std::{error, fmt, io};

use tonic::{Code, Status};
use tonic_types::StatusExt;

/// Why a call failed: the contract's closed list.
pub use crate::raw::v1::ErrorReason as Reason;
use crate::raw::v1::Failure;

/// What this crate's functions return.
pub type Result<T> = std::result::Result<T, Error>;

/// Domain of the reasons; an `ErrorInfo` of another domain is a proxy's, not the server's.
const DOMAIN: &str = "artigrid.dev";

/// Where a failure arose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The server answered it.
    Server,
    /// The server was not reached, or the connection broke.
    Connection,
    /// An argument or setting that this crate refuses by itself.
    Usage,
    /// A local file or stream.
    Local,
    /// Content that arrived is not what the server said it is.
    Content,
}

/// Why something did not work.
#[derive(Debug, Clone)]
pub struct Error {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    origin: Origin,
    reason: Reason,
    code: Code,
    message: String,
    metadata: HashMap<String, String>,
    retry_after: Option<Duration>,
    source: Option<Box<dyn error::Error + Send + Sync>>,
}

impl Error {
    /// The reason; [`Reason::Unspecified`] for local files.
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.inner.reason
    }

    /// The gRPC code that belongs to it.
    #[must_use]
    pub fn code(&self) -> Code {
        self.inner.code
    }

    /// Where it arose.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.inner.origin
    }

    /// For people.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.inner.message
    }

    /// What the server adds to the reason, e.g. `limit`, `dependency`, `persisted_offset`.
    #[must_use]
    pub fn metadata(&self) -> &HashMap<String, String> {
        &self.inner.metadata
    }

    /// How long the server asks to wait before the next try.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// The same call may work later, unchanged. Whether it may be *repeated* is another question:
    /// its first try may have had its effect.
    #[must_use]
    pub fn retryable(&self) -> bool {
        self.inner.code == Code::Unavailable
    }

    /// There is no such thing, or no longer: expired is a kind of not-found.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.inner.code == Code::NotFound || self.inner.reason == Reason::SessionExpired
    }

    /// It was there and has expired.
    #[must_use]
    pub fn is_expired(&self) -> bool {
        matches!(self.inner.reason, Reason::ArtifactExpired | Reason::SessionExpired)
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::made(Origin::Usage, Reason::InvalidArgument, Code::InvalidArgument, message.into(), None)
    }

    pub(crate) fn too_large(message: impl Into<String>) -> Self {
        Self::made(Origin::Usage, Reason::SizeLimit, Code::InvalidArgument, message.into(), None)
    }

    /// A source that holds more or less than was declared.
    pub(crate) fn size_mismatch(declared: u64) -> Self {
        let message = format!("the content has not the {declared} bytes that were declared");
        Self::made(Origin::Usage, Reason::SizeMismatch, Code::InvalidArgument, message, None)
    }

    pub(crate) fn local(what: impl fmt::Display, source: io::Error) -> Self {
        let message = format!("{what}: {source}");
        Self::made(Origin::Local, Reason::Unspecified, Code::Unknown, message, Some(source.into()))
    }

    /// The server's bytes do not fit its own words.
    pub(crate) fn corrupt(message: impl Into<String>) -> Self {
        Self::made(Origin::Content, Reason::DataCorrupt, Code::DataLoss, message.into(), None)
    }

    /// A stream that ended or fell silent before it was whole; worth another try.
    pub(crate) fn broken(message: impl Into<String>) -> Self {
        Self::made(Origin::Connection, Reason::BackendUnavailable, Code::Unavailable, message.into(), None)
    }

    fn made(
        origin: Origin,
        reason: Reason,
        code: Code,
        message: String,
        source: Option<Box<dyn error::Error + Send + Sync>>,
    ) -> Self {
        let inner =
            Inner { origin, reason, code, message, metadata: HashMap::new(), retry_after: None, source };
        Self { inner: Arc::new(inner) }
    }

    /// A status that no server wrote: tonic's own account of a connection.
    fn from_transport(status: Status) -> Self {
        let timed_out = chain(&status).any(<dyn error::Error>::is::<tonic::TimeoutExpired>);
        let message = chain(&status).last().map_or_else(|| status.message().to_owned(), ToString::to_string);
        let (reason, code) = if timed_out {
            (Reason::Deadline, Code::DeadlineExceeded)
        } else {
            (Reason::BackendUnavailable, Code::Unavailable)
        };
        let message = if timed_out {
            "no answer within the deadline".to_owned()
        } else {
            format!("the server cannot be reached: {message}")
        };
        Self::made(Origin::Connection, reason, code, message, Some(status.into()))
    }
}

fn chain(status: &Status) -> impl Iterator<Item = &(dyn error::Error + 'static)> {
    std::iter::successors(error::Error::source(status), |cause| cause.source())
}

/// The reason for a status that names none of ours: what a proxy or an old server would mean.
fn reason_of(code: Code) -> Reason {
    match code {
        Code::Ok => Reason::Unspecified,
        Code::InvalidArgument => Reason::InvalidArgument,
        Code::OutOfRange => Reason::SizeLimit,
        Code::Unauthenticated => Reason::Unauthenticated,
        Code::PermissionDenied => Reason::AccessDenied,
        Code::DeadlineExceeded => Reason::Deadline,
        Code::ResourceExhausted => Reason::RateLimited,
        Code::Unavailable => Reason::BackendUnavailable,
        Code::DataLoss => Reason::DataCorrupt,
        Code::Unimplemented => Reason::Unimplemented,
        Code::Cancelled => Reason::Cancelled,
        Code::AlreadyExists => Reason::AlreadyExists,
        Code::Unknown | Code::Internal | Code::NotFound | Code::FailedPrecondition | Code::Aborted => {
            Reason::Internal
        }
    }
}

impl From<Status> for Error {
    fn from(status: Status) -> Self {
        let info = status.get_details_error_info().filter(|info| info.domain == DOMAIN);
        let named =
            info.as_ref().and_then(|info| Reason::from_str_name(&format!("ERROR_REASON_{}", info.reason)));
        if info.is_none() && error::Error::source(&status).is_some() {
            return Self::from_transport(status);
        }
        let inner = Inner {
            origin: Origin::Server,
            reason: named.unwrap_or_else(|| reason_of(status.code())),
            code: status.code(),
            message: status.message().to_owned(),
            metadata: info.map(|info| info.metadata).unwrap_or_default(),
            retry_after: status.get_details_retry_info().and_then(|info| info.retry_delay),
            source: None,
        };
        Self { inner: Arc::new(inner) }
    }
}

/// One item's failure is what the status of a single call would have been.
impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        let code = Code::from(failure.grpc_code);
        let reason = match failure.reason() {
            Reason::Unspecified => reason_of(code),
            reason => reason,
        };
        let inner = Inner {
            origin: Origin::Server,
            reason,
            code,
            message: failure.message,
            metadata: failure.metadata,
            retry_after: None,
            source: None,
        };
        Self { inner: Arc::new(inner) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.inner.message.is_empty() {
            return write!(f, "{}", self.inner.reason.as_str_name().trim_start_matches("ERROR_REASON_"));
        }
        f.write_str(&self.inner.message)
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.inner.source.as_deref().map(|source| source as _)
    }
}
