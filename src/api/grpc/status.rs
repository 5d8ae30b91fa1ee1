//! Errors as gRPC says them: one kind, one code, and what helps beside it (`google.rpc.*`).

use std::collections::HashMap;
use std::time::Duration;

use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};

use crate::error::{Error, ErrorKind};
use crate::proto::v1;
use crate::telemetry;

/// `ErrorInfo.domain` of every error.
pub const DOMAIN: &str = "artigrid.dev";

/// When to try again, where nothing better is known.
const RETRY_AFTER: Duration = Duration::from_millis(500);

/// The one code of each kind.
pub const fn code(kind: ErrorKind) -> Code {
    match kind {
        ErrorKind::InvalidArgument
        | ErrorKind::ChecksumMismatch
        | ErrorKind::SizeMismatch
        | ErrorKind::PageTokenInvalid
        | ErrorKind::FilterInvalid
        | ErrorKind::SizeLimit => Code::InvalidArgument,
        ErrorKind::Unauthenticated => Code::Unauthenticated,
        ErrorKind::AccessDenied => Code::PermissionDenied,
        ErrorKind::ArtifactNotFound
        | ErrorKind::SessionNotFound
        | ErrorKind::UploadNotFound
        | ErrorKind::LinkNotFound
        | ErrorKind::KeyNotFound
        | ErrorKind::QuotaNotFound
        | ErrorKind::ArtifactExpired
        | ErrorKind::VersionGone => Code::NotFound,
        ErrorKind::AlreadyExists => Code::AlreadyExists,
        ErrorKind::OffsetMismatch
        | ErrorKind::UploadFenced
        | ErrorKind::RequestInProgress
        | ErrorKind::EtagMismatch => Code::Aborted,
        ErrorKind::SessionExpired | ErrorKind::RequestIdReused | ErrorKind::WatchTokenExpired => {
            Code::FailedPrecondition
        }
        ErrorKind::RangeNotSatisfiable => Code::OutOfRange,
        ErrorKind::QuotaExceeded | ErrorKind::StorageFull | ErrorKind::RateLimited => Code::ResourceExhausted,
        ErrorKind::IdleTimeout | ErrorKind::Deadline => Code::DeadlineExceeded,
        ErrorKind::BackendUnavailable | ErrorKind::Draining => Code::Unavailable,
        ErrorKind::DataCorrupt => Code::DataLoss,
        ErrorKind::Unimplemented => Code::Unimplemented,
        ErrorKind::Cancelled => Code::Cancelled,
        ErrorKind::Internal => Code::Internal,
    }
}

/// Why one item of a batch failed: what a status would have said. It leaves the house too, so it is logged.
pub fn failure(error: &Error) -> v1::Failure {
    telemetry::leaves(error);
    let kind = error.kind();
    let reason = v1::ErrorReason::from_str_name(&format!("ERROR_REASON_{}", kind.reason()));
    v1::Failure {
        reason: reason.unwrap_or(v1::ErrorReason::Internal).into(),
        grpc_code: code(kind) as i32,
        message: error.message().to_owned(),
        metadata: error.metadata().iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect(),
    }
}

impl From<Error> for Status {
    /// Here an error leaves the house (a batch item's by [`failure`]): it is logged with its causes, and only its kind,
    /// its message and its facts go on.
    fn from(error: Error) -> Self {
        telemetry::leaves(&error);
        let kind = error.kind();
        let facts: HashMap<String, String> =
            error.metadata().iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
        let mut details = ErrorDetails::with_error_info(kind.reason(), DOMAIN, facts);
        for violation in error.violations() {
            details.add_bad_request_violation(&violation.field, &violation.description);
        }
        if let Some(resource) = error.resource() {
            details.set_resource_info(resource.kind.name(), &resource.name, "", "");
        }
        if kind.retryable() || error.retry_delay().is_some() {
            details.set_retry_info(Some(error.retry_delay().unwrap_or(RETRY_AFTER)));
        }
        Self::with_error_details(code(kind), error.message(), details)
    }
}

/// What tonic itself said, as one of our kinds: a message that is too large or no message, a method that is not there, a
/// caller that left.
pub fn kind_of_transport(code: Code) -> ErrorKind {
    match code {
        Code::OutOfRange | Code::ResourceExhausted => ErrorKind::SizeLimit,
        Code::Unimplemented => ErrorKind::Unimplemented,
        Code::Cancelled | Code::Unknown => ErrorKind::Cancelled,
        Code::DeadlineExceeded => ErrorKind::Deadline,
        // A message that does not decode is INTERNAL to tonic; it is the caller's fault.
        Code::Internal | Code::InvalidArgument => ErrorKind::InvalidArgument,
        Code::Unavailable => ErrorKind::BackendUnavailable,
        Code::Ok
        | Code::NotFound
        | Code::AlreadyExists
        | Code::PermissionDenied
        | Code::FailedPrecondition
        | Code::Aborted
        | Code::DataLoss
        | Code::Unauthenticated => ErrorKind::Internal,
    }
}

/// A status that tonic made, as an error of ours.
pub fn of_transport(status: &Status) -> Error {
    let kind = kind_of_transport(status.code());
    let message = match kind {
        ErrorKind::SizeLimit => {
            "the message is larger than this method takes; see GetCapabilities for the limits"
        }
        ErrorKind::Unimplemented => "this method is not built yet, or there is none of this name",
        ErrorKind::Cancelled => "the caller left",
        ErrorKind::InvalidArgument => "the message cannot be decoded",
        _ => status.message(),
    };
    kind.error(message)
}
