//! Sending bytes that are in memory, and noticing when nothing moves.
//!
//! How long a part takes says nothing: lines are slow. That not a byte leaves, and no answer comes, for a while says that
//! the store hangs.

use std::convert::Infallible;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use aws_sdk_s3::primitives::{ByteStream, SdkBody};
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// Bytes that are handed to the connection at once: it takes more when these have left.
const STEP: usize = 128 << 10;
/// A connection that hung may have been dead; a second one will do. More would only make the wait longer.
const TRIES: u32 = 2;
/// Looks within the time that may pass without a sign.
const LOOKS: u32 = 4;

/// Sends these bytes by this request; `None` if the store gave no sign for a third of `limit`, twice.
pub(super) async fn send<T, F>(bytes: &Bytes, limit: Duration, request: impl Fn(ByteStream) -> F) -> Option<T>
where
    F: Future<Output = T>,
{
    for _ in 0..TRIES {
        let moved = Arc::new(AtomicU64::new(0));
        let answer = watch(request(body(bytes, &moved)), &moved, limit / 3).await;
        if answer.is_some() {
            return answer;
        }
    }
    None
}

async fn watch<T>(sending: impl Future<Output = T>, moved: &AtomicU64, patience: Duration) -> Option<T> {
    let mut sending = pin!(sending);
    let (mut seen, mut quiet) = (0, 0);
    while quiet < LOOKS {
        if let Ok(answer) = tokio::time::timeout(patience / LOOKS, &mut sending).await {
            return Some(answer);
        }
        let now = moved.load(Ordering::Relaxed);
        quiet = if now == seen { quiet + 1 } else { 0 };
        seen = now;
    }
    None
}

/// The bytes as a body that the SDK can send again.
fn body(bytes: &Bytes, moved: &Arc<AtomicU64>) -> ByteStream {
    let (bytes, moved) = (bytes.clone(), Arc::clone(moved));
    ByteStream::new(SdkBody::retryable(move || {
        SdkBody::from_body_1_x(Moving { rest: bytes.clone(), moved: Arc::clone(&moved) })
    }))
}

struct Moving {
    rest: Bytes,
    moved: Arc<AtomicU64>,
}

impl Body for Moving {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.moved.fetch_add(1, Ordering::Relaxed);
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        let step = self.rest.len().min(STEP);
        Poll::Ready(Some(Ok(Frame::data(self.rest.split_to(step)))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }
}
