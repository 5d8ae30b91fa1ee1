//! Errors as HTTP says them: one kind, one status, and a body for programs and people (RFC 9457).

use axum::body::Body;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_RANGE, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;
use std::collections::BTreeMap;

use crate::error::{Error, ErrorKind};

/// The media type of a problem.
const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");
/// What the registry of statuses does not have: the client is gone, and nobody reads it.
const CLIENT_CLOSED: u16 = 499;

/// The one status of each kind.
pub const fn status(kind: ErrorKind) -> u16 {
    match kind {
        ErrorKind::InvalidArgument
        | ErrorKind::ChecksumMismatch
        | ErrorKind::SizeMismatch
        | ErrorKind::PageTokenInvalid
        | ErrorKind::FilterInvalid => 400,
        ErrorKind::SizeLimit => 413,
        ErrorKind::Unauthenticated => 401,
        ErrorKind::AccessDenied => 403,
        ErrorKind::ArtifactNotFound
        | ErrorKind::SessionNotFound
        | ErrorKind::UploadNotFound
        | ErrorKind::LinkNotFound
        | ErrorKind::KeyNotFound
        | ErrorKind::QuotaNotFound => 404,
        ErrorKind::ArtifactExpired | ErrorKind::VersionGone => 410,
        ErrorKind::AlreadyExists
        | ErrorKind::OffsetMismatch
        | ErrorKind::UploadFenced
        | ErrorKind::RequestInProgress
        | ErrorKind::SessionExpired
        | ErrorKind::RequestIdReused
        | ErrorKind::WatchTokenExpired => 409,
        ErrorKind::EtagMismatch => 412,
        ErrorKind::RangeNotSatisfiable => 416,
        ErrorKind::QuotaExceeded | ErrorKind::StorageFull => 507,
        ErrorKind::RateLimited => 429,
        ErrorKind::IdleTimeout | ErrorKind::Deadline => 504,
        ErrorKind::BackendUnavailable | ErrorKind::Draining => 503,
        ErrorKind::DataCorrupt | ErrorKind::Internal => 500,
        ErrorKind::Unimplemented => 501,
        ErrorKind::Cancelled => CLIENT_CLOSED,
    }
}

/// What stands in the body.
#[derive(Serialize)]
struct Problem<'a> {
    /// The status' own words: the reason says what kind of problem it is.
    title: &'a str,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    /// One of the contract's.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    metadata: BTreeMap<&'a str, &'a str>,
}

/// Here an error leaves the house: it is logged with its causes, and only its kind, its message and its facts go on.
pub(super) fn problem(error: &Error) -> Response {
    crate::telemetry::leaves(error);
    let kind = error.kind();
    let status = StatusCode::from_u16(status(kind)).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let metadata = error.metadata().iter().map(|(key, value)| (*key, value.as_str())).collect();
    let mut response = answer(status, Some(error.message()), Some(kind.reason()), metadata);
    let headers = response.headers_mut();
    if kind.retryable() || error.retry_delay().is_some() {
        // Whole seconds, and never none: at once would be a storm.
        let wait = error.retry_delay().map_or(1, |wait| wait.as_secs().max(1));
        headers.insert(RETRY_AFTER, HeaderValue::from(wait));
    }
    if let (ErrorKind::RangeNotSatisfiable, Some(size)) = (kind, error.metadata().get("size"))
        && let Ok(range) = HeaderValue::try_from(format!("bytes */{size}"))
    {
        headers.insert(CONTENT_RANGE, range);
    }
    response
}

/// There is nothing at this path, and never was: HTTP's own answer, which none of the contract's reasons is.
pub(super) fn no_such_path() -> Response {
    answer(StatusCode::NOT_FOUND, Some("there is nothing at this path"), None, BTreeMap::new())
}

/// The path is right and the method is none of its own: HTTP's own answer too.
pub(super) fn no_such_method(allowed: &'static str) -> Response {
    let mut response = answer(StatusCode::METHOD_NOT_ALLOWED, None, None, BTreeMap::new());
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
    response
}

fn answer(
    status: StatusCode,
    detail: Option<&str>,
    reason: Option<&str>,
    metadata: BTreeMap<&str, &str>,
) -> Response {
    let title = status.canonical_reason().unwrap_or("Client Closed Request");
    let problem = Problem { title, status: status.as_u16(), detail, reason, metadata };
    // Texts and a number always make JSON.
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, PROBLEM);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
