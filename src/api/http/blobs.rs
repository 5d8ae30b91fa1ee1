//! GET, HEAD and PUT by signed URL; GET and HEAD by share link.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, LOCATION, REFERRER_POLICY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::Response;
use futures::TryStreamExt as _;
use tokio::sync::Semaphore;

use super::choose::{Ask, Head, Method as Wish};
use super::problem::{no_such_method, no_such_path, problem};
use super::put;
use crate::error::{Error, Result};
use crate::service::{Door, Fetched, Put, Services};

/// What every route needs.
#[derive(Clone)]
pub(super) struct DataPlane {
    services: Services,
    /// Pays for what is being written.
    buffers: Arc<Semaphore>,
}

impl DataPlane {
    pub(super) fn new(services: Services) -> Self {
        let buffers = Arc::new(Semaphore::new(services.limits().transfer_buffers));
        Self { services, buffers }
    }

    async fn put(&self, token: &str, headers: &HeaderMap, body: Body) -> Result<Response> {
        let idle = self.services.limits().stream_idle_timeout;
        let content = put::content(body, Arc::clone(&self.buffers), idle);
        let taken = self.services.put(token, put::mime(headers), put::expected(headers)?, content).await?;
        Ok(put_answer(&taken))
    }

    async fn fetch(&self, door: Door<'_>, method: Wish, headers: &HeaderMap) -> Response {
        let ask = Ask { method, headers };
        match self.services.fetch(door, |shown| ask.choose(shown)).await {
            Ok(fetched) => answer(fetched),
            // hyper sends no body to HEAD, and keeps the headers as they are for GET.
            Err(error) => problem(&error),
        }
    }
}

/// What a PUT comes to: the tag of a part, or the artifact that is there now.
fn put_answer(taken: &Put) -> Response {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    match taken {
        Put::Waits => {}
        Put::Part(tag) => {
            if let Ok(tag) = HeaderValue::from_str(tag) {
                headers.insert(ETAG, tag);
            }
        }
        Put::Registered(artifact) => {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            let told = serde_json::json!({
                "artifact_id": artifact.id.to_string(),
                "version": artifact.content.version,
                "size": artifact.content.size,
            });
            *response.status_mut() = StatusCode::CREATED;
            *response.body_mut() = Body::from(told.to_string());
        }
    }
    response
}

fn answer(fetched: Fetched<Head>) -> Response {
    let Fetched { reading, elsewhere, chosen: Head { status, headers } } = fetched;
    if let Some(place) = elsewhere {
        return redirect(&place.url);
    }
    let body = reading.map_or_else(Body::empty, |reading| {
        // The status is sent by then: what fails now ends the connection, and the client sees that bytes are missing.
        let bytes = reading.bytes.inspect_err(|error: &Error| crate::telemetry::leaves(error));
        Body::from_stream(bytes.map_ok(|piece| piece.data))
    });
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// To where the bytes are: only this time, since each use is counted here.
fn redirect(url: &str) -> Response {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    match HeaderValue::from_str(url) {
        Ok(url) => {
            headers.insert(LOCATION, url);
            *response.status_mut() = StatusCode::FOUND;
            response
        }
        Err(why) => problem(&Error::internal("a store signed a URL that is none").caused_by(why)),
    }
}

/// A signed URL.
pub(super) async fn signed(
    State(plane): State<DataPlane>,
    method: Method,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    match wish(&method) {
        Some(wish) => plane.fetch(Door::Signed(&token), wish, &headers).await,
        None if method == Method::PUT => {
            plane.put(&token, &headers, body).await.unwrap_or_else(|error| problem(&error))
        }
        None => no_such_method("GET, HEAD, PUT"),
    }
}

/// A share link.
pub(super) async fn shared(
    State(plane): State<DataPlane>,
    method: Method,
    Path(secret): Path<String>,
    headers: HeaderMap,
) -> Response {
    match wish(&method) {
        Some(wish) => plane.fetch(Door::Shared(&secret), wish, &headers).await,
        None => no_such_method("GET, HEAD"),
    }
}

/// Anything else.
pub(super) async fn unknown() -> Response {
    no_such_path()
}

fn wish(method: &Method) -> Option<Wish> {
    match *method {
        Method::GET => Some(Wish::Get),
        Method::HEAD => Some(Wish::Head),
        _ => None,
    }
}
