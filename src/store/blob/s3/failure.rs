//! What the store's refusals mean here. The caller reads no host, no bucket and no word of the store's; the log does.

use std::fmt;
use std::time::Duration;

use aws_sdk_s3::config::http::HttpResponse;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};

use crate::error::{Error, ErrorKind};
use crate::store::blob::{full, unavailable};

/// When a caller may come again: the store was asked more than once already.
const AGAIN: Duration = Duration::from_secs(1);

/// What the log says of a failed request.
#[derive(Debug)]
struct Cause(String);

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Cause {}

/// A request that failed, told by what the caller can do about it.
pub(super) fn failure<E>(during: &'static str, error: SdkError<E, HttpResponse>) -> Error
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    let cause = Cause(format!("{during}: {}", told(&error)));
    let status = status(&error);
    match code(&error) {
        Some(
            "AccessDenied"
            | "InvalidAccessKeyId"
            | "SignatureDoesNotMatch"
            | "ExpiredToken"
            | "InvalidToken"
            | "AccountProblem"
            | "Forbidden",
        ) => denied(cause),
        Some("NoSuchBucket") => misplaced(cause),
        Some("PermanentRedirect" | "AuthorizationHeaderMalformed" | "IllegalLocationConstraintException") => {
            ErrorKind::BackendUnavailable
                .error("the blob store's bucket is in another region than is configured")
                .with("dependency", "blobs")
                .with("cause", "wrong_region")
                .caused_by(cause)
        }
        Some("QuotaExceeded" | "XMinioStorageFull" | "InsufficientStorage" | "StorageFull") => full(cause),
        // An answer to HEAD has no body, and so no code.
        _ if status == Some(403) => denied(cause),
        _ if status == Some(507) => full(cause),
        _ => again(cause),
    }
}

/// The store gave no sign for too long.
pub(super) fn silent(during: &'static str) -> Error {
    again(Cause(format!("{during}: no sign of the store for too long")))
}

/// A failure with a plain reason, after which trying again may help.
pub(super) fn broken(during: &'static str, why: impl fmt::Display) -> Error {
    again(Cause(format!("{during}: {why}")))
}

fn again(cause: Cause) -> Error {
    unavailable(cause).retry_after(AGAIN)
}

fn denied(cause: Cause) -> Error {
    ErrorKind::BackendUnavailable
        .error("the blob store refuses this server's credentials")
        .with("dependency", "blobs")
        .with("cause", "access_denied")
        .caused_by(cause)
}

fn misplaced(cause: Cause) -> Error {
    ErrorKind::BackendUnavailable
        .error("the blob store's bucket does not exist")
        .with("dependency", "blobs")
        .with("cause", "no_such_bucket")
        .caused_by(cause)
}

/// The code that the store gave.
pub(super) fn code<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> Option<&str> {
    match error {
        SdkError::ServiceError(context) => context.err().code(),
        _ => None,
    }
}

/// The HTTP status that the store gave.
pub(super) fn status<E>(error: &SdkError<E, HttpResponse>) -> Option<u16> {
    error.raw_response().map(|response| response.status().as_u16())
}

/// Is there no such object? A missing bucket is another matter.
pub(super) fn is_absent<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> bool {
    match code(error) {
        Some("NoSuchKey" | "NotFound") => true,
        Some("NoSuchBucket" | "NoSuchUpload") => false,
        Some(_) | None => status(error) == Some(404),
    }
}

/// Is there no such multipart upload (any more)?
pub(super) fn is_no_upload<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> bool {
    code(error) == Some("NoSuchUpload")
}

/// Does the store not know this request at all?
pub(super) fn is_unknown_request<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> bool {
    matches!(code(error), Some("NotImplemented" | "MethodNotAllowed"))
        || matches!(status(error), Some(405 | 501))
}

/// The kind of failure, the store's code and request id, and the chain of causes.
fn told<E>(error: &SdkError<E, HttpResponse>) -> String
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
{
    use std::fmt::Write as _;
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        // Writing into a String cannot fail.
        let _ = write!(text, ": {cause}");
        source = cause.source();
    }
    if let SdkError::ServiceError(context) = error {
        let request = context.raw().headers().get("x-amz-request-id").unwrap_or_default();
        let _ = write!(text, " (status {}, request {request})", context.raw().status().as_u16());
    }
    text
}
