//! Which web pages may use the server (CORS): none, unless the operator names their origins.
//!
//! A signed URL is its own proof, so no credentials are ever asked of a browser.

use std::time::Duration;

use axum::http::header::{
    ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderName,
    IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE, LAST_MODIFIED, RANGE,
    RETRY_AFTER,
};
use axum::http::{HeaderValue, Method};
use tower_http::cors::{AllowHeaders, AllowOrigin, CorsLayer, ExposeHeaders};

use super::headers::{CONTENT_DIGEST, REPR_DIGEST};

/// How long a browser may remember what it was told.
const REMEMBERED: Duration = Duration::from_mins(10);

fn layer(origins: Option<&[String]>) -> CorsLayer {
    let allowed = match origins {
        None => AllowOrigin::any(),
        // The configuration has looked at them.
        Some(origins) => {
            AllowOrigin::list(origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok()))
        }
    };
    CorsLayer::new().allow_origin(allowed).max_age(REMEMBERED)
}

/// For pages of these origins (all, without a list) that use signed URLs.
pub fn cors_of_data_plane(origins: Option<&[String]>) -> CorsLayer {
    layer(origins)
        .allow_methods([Method::GET, Method::HEAD, Method::PUT])
        .allow_headers([
            CONTENT_TYPE,
            RANGE,
            IF_MATCH,
            IF_NONE_MATCH,
            IF_MODIFIED_SINCE,
            IF_UNMODIFIED_SINCE,
            IF_RANGE,
            REPR_DIGEST,
            CONTENT_DIGEST,
        ])
        .expose_headers([
            ACCEPT_RANGES,
            CONTENT_DISPOSITION,
            CONTENT_LENGTH,
            CONTENT_RANGE,
            ETAG,
            LAST_MODIFIED,
            REPR_DIGEST,
            RETRY_AFTER,
        ])
}

/// For pages of these origins (all, without a list) that speak gRPC-Web. A caller's metadata are headers of its own
/// choice, so those asked for are allowed.
pub fn cors_of_grpc_web(origins: Option<&[String]>) -> CorsLayer {
    let status = ["grpc-status", "grpc-message", "grpc-status-details-bin"].map(HeaderName::from_static);
    layer(origins)
        .allow_methods([Method::POST])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers(ExposeHeaders::list(status))
}
