//! Gives every status that tonic makes by itself its reason: no answer of ours goes out without one.
//!
//! tonic refuses what is too large, what does not decode and what it has no method for before a handler runs. Such an
//! answer is all headers; ours carry details, its own do not.

use std::task::{Context, Poll};

use futures::future::BoxFuture;
use http::{Request, Response};
use tonic::body::Body;
use tonic::{Code, Status};
use tower::{Layer, Service};

use super::status::of_transport;

/// The layer to put around the services.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reasons;

impl<S> Layer<S> for Reasons {
    type Service = WithReasons<S>;

    fn layer(&self, inner: S) -> Self::Service {
        WithReasons { inner }
    }
}

/// A service whose every error has a reason.
#[derive(Debug, Clone)]
pub struct WithReasons<S> {
    inner: S,
}

impl<S, B> Service<Request<B>> for WithReasons<S>
where
    S: Service<Request<B>, Response = Response<Body>> + Send,
    S::Future: Send + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let answer = self.inner.call(request);
        Box::pin(async move {
            let response = answer.await?;
            Ok(match Status::from_header_map(response.headers()) {
                Some(status) if !is_answer(status.code()) && status.details().is_empty() => {
                    Status::from(of_transport(&status)).into_http()
                }
                Some(_) | None => response,
            })
        })
    }
}

/// Is it no fault? NOT_FOUND is none of tonic's own: the health protocol says it of a name that it does not know, and
/// probes look for it.
fn is_answer(code: Code) -> bool {
    matches!(code, Code::Ok | Code::NotFound)
}
