//! The HTTP edge: the signed data plane, and, on a port of its own, the probes.
//!
//! Who comes to the data plane has a URL and nothing else: a *signed* one, whose token says what may be done, or a
//! *shared* one, whose secret a row knows. `blobs` takes and gives content, `choose` says what a GET or HEAD is answered
//! with (pure, so that it can be held against the RFCs in tables), `problem` makes every error's answer. Connections are
//! kept within their limits by `serving`, as those of gRPC are.

mod blobs;
mod choose;
mod cors;
mod headers;
mod ops;
pub mod problem;
mod put;

use axum::Router;
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::any;

use self::blobs::DataPlane;
pub use self::cors::{cors_of_data_plane, cors_of_grpc_web};
pub use self::ops::{AskReadiness, Readiness, ops_router};
use crate::domain::{SHARED, SIGNED};
use crate::service::Services;

/// The paths of the data plane, as the coverage test holds them against the matrix.
pub const ROUTES: &[&str] = &["/signed/{token}", "/shared/{secret}"];

/// The data plane.
pub fn data_plane(services: Services) -> Router {
    let plane = DataPlane::new(services);
    Router::new()
        .route(&format!("{SIGNED}{{token}}"), any(blobs::signed))
        .route(&format!("{SHARED}{{secret}}"), any(blobs::shared))
        .fallback(blobs::unknown)
        .layer(from_fn(guard))
        .with_state(plane)
}

/// What every answer tells a browser: take the type as it is said, run nothing in it, and tell no other site the URL.
async fn guard(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}
