//! No request runs for ever: the caller's own deadline, and the operator's, whichever is sooner.
//!
//! tonic's own timeout races the answer's *headers* alone: a stream that answers is past it for good. Here the messages
//! of an answer have the same deadline, and at its end they end with a status. A request that is dropped this way leaves
//! nothing half-done: what changes the world runs in tasks of its own.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures::future::BoxFuture;
use http::{HeaderMap, Request, Response};
use http_body::{Body as _, Frame};
use tokio::time::{Sleep, sleep};
use tonic::Status;
use tonic::body::Body;
use tower::{Layer, Service};

use crate::error::ErrorKind;

/// Methods whose time grows with what they move: streams, and those that go over whole content.
const LONG: &[&str] = &[
    "/Upload",
    "/Download",
    "/AppendUpload",
    "/CompleteUpload",
    "/RegisterUpload",
    "/CopyArtifact",
    "/WatchArtifacts",
    "/Watch",
    "/ServerReflectionInfo",
];

/// How long requests may run.
#[derive(Debug, Clone, Copy)]
pub struct Deadlines {
    /// Those that are no streams.
    pub request: Duration,
    /// Streams.
    pub stream: Option<Duration>,
}

impl Deadlines {
    /// How long this request may run, if there is a limit.
    fn of<B>(&self, request: &Request<B>) -> Option<Duration> {
        let ours = if LONG.iter().any(|method| request.uri().path().ends_with(method)) {
            self.stream
        } else {
            Some(self.request)
        };
        let theirs = grpc_timeout(request.headers());
        [ours, theirs].into_iter().flatten().min()
    }
}

/// The caller's deadline: at most eight digits and a unit.
/// <https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md>
fn grpc_timeout(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get("grpc-timeout")?.to_str().ok()?;
    let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let number: u64 = if digits.len() <= 8 { digits.parse().ok()? } else { return None };
    match unit {
        "H" => Some(Duration::from_secs(number * 3_600)),
        "M" => Some(Duration::from_secs(number * 60)),
        "S" => Some(Duration::from_secs(number)),
        "m" => Some(Duration::from_millis(number)),
        "u" => Some(Duration::from_micros(number)),
        "n" => Some(Duration::from_nanos(number)),
        _ => None,
    }
}

impl<S> Layer<S> for Deadlines {
    type Service = WithDeadline<S>;

    fn layer(&self, inner: S) -> Self::Service {
        WithDeadline { inner, deadlines: *self }
    }
}

/// A service whose requests end in time.
#[derive(Debug, Clone)]
pub struct WithDeadline<S> {
    inner: S,
    deadlines: Deadlines,
}

impl<S, B> Service<Request<B>> for WithDeadline<S>
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
        let limit = self.deadlines.of(&request);
        let answer = self.inner.call(request);
        Box::pin(async move {
            let Some(limit) = limit else { return answer.await };
            let mut end = Box::pin(sleep(limit));
            tokio::select! {
                biased;
                answer = answer => Ok(answer?.map(|body| {
                    if body.is_end_stream() { body } else { Body::new(Timed { body, end, ended: false }) }
                })),
                () = &mut end => Ok(over().into_http()),
            }
        })
    }
}

fn over() -> Status {
    ErrorKind::Deadline.error("the request's time was over before it was done").into()
}

/// The messages of an answer, until its time is over.
struct Timed {
    body: Body,
    end: Pin<Box<Sleep>>,
    ended: bool,
}

impl http_body::Body for Timed {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        if self.end.as_mut().poll(context).is_ready() {
            self.ended = true;
            let (parts, ()) = over().into_http::<()>().into_parts();
            return Poll::Ready(Some(Ok(Frame::trailers(parts.headers))));
        }
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.ended || self.body.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(path: &str, timeout: Option<&str>) -> Request<()> {
        let mut request = Request::builder().uri(path);
        if let Some(timeout) = timeout {
            request = request.header("grpc-timeout", timeout);
        }
        request.body(()).unwrap()
    }

    #[test]
    fn the_sooner_of_both_deadlines_holds() {
        let deadlines = Deadlines { request: Duration::from_mins(1), stream: None };
        let after = |path, timeout| deadlines.of(&request(path, timeout));
        let (unary, stream) =
            ("/artigrid.v1.ArtifactService/GetArtifact", "/artigrid.v1.ArtifactService/Download");
        assert_eq!(after(unary, None), Some(Duration::from_mins(1)));
        assert_eq!(after(unary, Some("5S")), Some(Duration::from_secs(5)));
        assert_eq!(after(unary, Some("99999999H")), Some(Duration::from_mins(1)));
        assert_eq!(after(stream, None), None);
        assert_eq!(after(stream, Some("250m")), Some(Duration::from_millis(250)));
        for nonsense in ["", "S", "1", "-1S", "1.5S", "999999999S", "5 S"] {
            assert_eq!(after(stream, Some(nonsense)), None, "{nonsense:?}");
        }
    }
}
