//! GET, HEAD and PUT by signed URL; GET and HEAD by share link.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use futures::TryStreamExt as _;

use super::choose::{Ask, Head, Method as Wish};
use super::problem::{no_such_method, no_such_path, problem};
use crate::error::Error;
use crate::service::{Door, Fetched, Services};

/// What every route needs.
#[derive(Clone)]
pub(super) struct DataPlane {
    services: Services,
}

impl DataPlane {
    pub(super) fn new(services: Services) -> Self {
        Self { services }
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

fn answer(fetched: Fetched<Head>) -> Response {
    let Fetched { reading, chosen: Head { status, headers } } = fetched;
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

/// A signed URL.
pub(super) async fn signed(
    State(plane): State<DataPlane>,
    method: Method,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response {
    match wish(&method) {
        Some(wish) => plane.fetch(Door::Signed(&token), wish, &headers).await,
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
