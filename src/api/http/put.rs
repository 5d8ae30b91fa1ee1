//! A request's body as content: read while the store takes it, and no faster.
//!
//! What a connection may have in memory is bounded by its read buffer; a chunk that is being written is paid for from the
//! same buffers as the messages of streams, so many PUTs at once wait for each other and take no more memory.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use futures::{StreamExt as _, stream};
use tokio::sync::Semaphore;

use super::headers::digest_from;
use crate::domain::{Chunk, ContentStream, Expected, Frame};
use crate::error::{Error, ErrorKind, Result};

/// What the headers say of the body.
pub(super) fn expected(headers: &HeaderMap) -> Result<Expected> {
    if let Some(encoding) = headers.get(CONTENT_ENCODING).filter(|encoding| *encoding != "identity") {
        let why = format!("{encoding:?} is not taken; send the content as it is");
        return Err(Error::invalid("content-encoding", why));
    }
    let size = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    Ok(Expected { size, digests: digest_from(headers)? })
}

/// What the sender says that the content is.
pub(super) fn mime(headers: &HeaderMap) -> Option<&str> {
    headers.get(CONTENT_TYPE)?.to_str().ok()
}

struct Reading {
    body: BodyDataStream,
    buffers: Arc<Semaphore>,
    idle: Duration,
    ended: bool,
}

/// The body's bytes, and a finish when it came to its end.
pub(super) fn content(body: Body, buffers: Arc<Semaphore>, idle: Duration) -> ContentStream {
    let reading = Reading { body: body.into_data_stream(), buffers, idle, ended: false };
    stream::try_unfold(reading, |mut reading| async move {
        let frame = reading.next().await?;
        Ok::<_, Error>(frame.map(|frame| (frame, reading)))
    })
    .boxed()
}

impl Reading {
    async fn next(&mut self) -> Result<Option<Frame>> {
        if self.ended {
            return Ok(None);
        }
        match tokio::time::timeout(self.idle, self.body.next()).await {
            Ok(Some(Ok(data))) => {
                let permit = Arc::clone(&self.buffers).acquire_owned().await;
                let permit =
                    permit.map_err(|closed| Error::internal("the buffers are closed").caused_by(closed))?;
                Ok(Some(Frame::Chunk(Chunk { held: Some(Box::new(permit)), ..Chunk::plain(data) })))
            }
            Ok(Some(Err(broken))) => Err(ErrorKind::Cancelled
                .error("the body broke off; nothing of it was kept")
                .caused_by(broken)),
            Ok(None) => {
                self.ended = true;
                Ok(Some(Frame::Finish(Expected::default())))
            }
            Err(_) => {
                let seconds = self.idle.as_secs();
                let error = ErrorKind::IdleTimeout.error(format!("nothing came for {seconds} s"));
                Err(error.with("idle_timeout_seconds", seconds))
            }
        }
    }
}
