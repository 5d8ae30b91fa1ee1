//! Stream framing: upload messages as content, content as download messages.
//!
//! An upload takes a buffer permit before it reads its next message, and the permit goes along with the message's bytes
//! until they are written. So the memory that all streams take together is bounded, and a stream that waits costs its
//! flow-control window alone.
//!
//! A bucket wants whole parts, and an upload waits for memory for its first part with its first bytes in hand, and their
//! permit. Uploads that have parts wait for permits to fill them. So that neither waits for the other for ever, first
//! bytes need a *place* besides, of which there are fewer than permits.
//!
//! A stream that still runs when the server hurries to its end is left off with DRAINING: an upload that can be resumed
//! says how far it got, a download goes on elsewhere at its next byte. Only what has nothing more to send is let be.

use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use futures::stream::{self, BoxStream};
use futures::{FutureExt as _, StreamExt as _, TryStreamExt as _};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tonic::{Status, Streaming};

use super::CHUNK_MAX_BYTES;
use super::convert::{digests_from, number_to, size_from};
use super::status::of_transport;
use crate::domain::{Chunk, ContentStream, Expected, Frame, Piece};
use crate::error::{Error, ErrorKind, Result};
use crate::proto::v1::download_response::Frame as DownloadFrame;
use crate::proto::v1::upload_request::Start;
use crate::proto::v1::{
    DownloadChunk, DownloadHeader, DownloadResponse, UploadFinish, UploadRequest, UploadSpec,
};
use crate::service::Reading;
use crate::shutdown::Shutdown;

/// The messages of one upload.
pub(super) struct Incoming {
    messages: Streaming<UploadRequest>,
    buffers: Buffers,
    /// How much data came.
    seen: usize,
    /// How long the next message may take.
    idle: Duration,
    shutdown: Shutdown,
}

/// What pays for messages in memory; see the module's head.
#[derive(Debug, Clone)]
pub(super) struct Buffers {
    permits: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

/// Up to here bytes are first bytes: no content that is gathered before it goes to a store is larger.
const FIRST_BYTES: usize = 64 << 10;

impl Buffers {
    pub(super) fn new(messages: usize) -> Self {
        let places = (messages * 3 / 4).max(1);
        Self { permits: Arc::new(Semaphore::new(messages)), places: Arc::new(Semaphore::new(places)) }
    }
}

/// What the first message says that a stream is.
pub(super) enum Opened {
    /// The whole content of an upload.
    New(Box<UploadSpec>),
    /// The rest of the upload of this id.
    Resumed(String),
}

/// One message and what pays for it.
struct Paid {
    message: UploadRequest,
    permit: Permit,
}

/// A permit, and the place of first bytes.
type Permit = (OwnedSemaphorePermit, Option<OwnedSemaphorePermit>);

impl Incoming {
    pub(super) fn new(
        messages: Streaming<UploadRequest>,
        buffers: Buffers,
        idle: Duration,
        shutdown: Shutdown,
    ) -> Self {
        Self { messages, buffers, seen: 0, idle, shutdown }
    }

    /// Reads the first message: what it says that the stream is, and the content that begins with it.
    pub(super) async fn open(mut self) -> Result<(Opened, ContentStream)> {
        let first = self.next().await?.ok_or_else(|| Error::invalid("start", "the stream has no message"))?;
        let Paid { mut message, permit } = first;
        let (opened, offset) = match message.start.take() {
            Some(Start::Spec(spec)) => (Opened::New(Box::new(spec)), Some(0)),
            // Where it goes on is for the first data to say.
            Some(Start::UploadId(id)) => (Opened::Resumed(id), None),
            None => {
                return Err(Error::invalid("start", "the first message must hold a spec or an upload id"));
            }
        };
        // Without data it costs nothing, and holds up nobody.
        let next =
            if message.data.is_empty() { Next::Free(message) } else { Next::Paid(Paid { message, permit }) };
        Ok((opened, Content { incoming: self, next: Some(next), offset, ended: false }.into_stream()))
    }

    async fn next(&mut self) -> Result<Option<Paid>> {
        let first = self.seen <= FIRST_BYTES;
        let Self { messages, buffers, idle, shutdown, .. } = self;
        let next = tokio::select! {
            // First: a caller that never stops to send would never hear of it.
            biased;
            () = shutdown.hurried() => return Err(draining()),
            next = take(messages, buffers, first, *idle) => next?,
        };
        self.seen += next.as_ref().map_or(0, |paid| paid.message.data.len());
        Ok(next)
    }
}

async fn take(
    messages: &mut Streaming<UploadRequest>,
    buffers: &Buffers,
    first: bool,
    idle: Duration,
) -> Result<Option<Paid>> {
    let place = if first { Some(one_of(&buffers.places).await?) } else { None };
    let permit = (one_of(&buffers.permits).await?, place);
    match tokio::time::timeout(idle, messages.message()).await {
        Ok(Ok(message)) => Ok(message.map(|message| Paid { message, permit })),
        Ok(Err(status)) => Err(of_transport(&status)),
        Err(_) => {
            let seconds = idle.as_secs();
            let error = ErrorKind::IdleTimeout.error(format!("no message came for {seconds} s"));
            Err(error.with("idle_timeout_seconds", seconds))
        }
    }
}

async fn one_of(semaphore: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit> {
    let permit = Arc::clone(semaphore).acquire_owned().await;
    permit.map_err(|closed| Error::internal("the buffers are closed").caused_by(closed))
}

fn draining() -> Error {
    ErrorKind::Draining.error("this server is going down; go on at another one, or when it is back")
}

/// A message that is read already.
enum Next {
    Free(UploadRequest),
    Paid(Paid),
}

/// The content that the messages of one upload carry.
struct Content {
    incoming: Incoming,
    /// The first message.
    next: Option<Next>,
    /// Where the next data must begin; anywhere at first, if it goes on with an upload.
    offset: Option<u64>,
    ended: bool,
}

impl Content {
    fn into_stream(self) -> ContentStream {
        stream::try_unfold(self, |mut content| async move {
            let frames = content.frames().await?;
            Ok::<_, Error>(frames.map(|frames| (frames, content)))
        })
        .map_ok(|frames| stream::iter(frames.into_iter().map(Ok)))
        .try_flatten()
        .boxed()
    }

    /// The frames of the next message: its data, its finish, or both.
    async fn frames(&mut self) -> Result<Option<Vec<Frame>>> {
        if self.ended {
            return Ok(None);
        }
        let (mut message, permit) = match self.next.take() {
            Some(Next::Free(message)) => (message, None),
            Some(Next::Paid(Paid { message, permit })) => (message, Some(permit)),
            None => match self.incoming.next().await? {
                Some(Paid { message, permit }) => (message, Some(permit)),
                None => return Ok(None),
            },
        };
        if message.start.is_some() {
            return Err(Error::invalid("start", "only the first message says what the stream is"));
        }
        let mut frames = Vec::with_capacity(2);
        let finish = message.finish.take();
        if let Some(chunk) = self.chunk(message, permit)? {
            frames.push(Frame::Chunk(chunk));
        }
        if let Some(finish) = finish {
            frames.push(Frame::Finish(expected(&finish)?));
            self.ended = true;
        }
        Ok(Some(frames))
    }

    fn chunk(&mut self, message: UploadRequest, permit: Option<Permit>) -> Result<Option<Chunk>> {
        let UploadRequest { offset, data, crc32c, .. } = message;
        if data.is_empty() {
            // A keep-alive, or a finish without data.
            return Ok(None);
        }
        if data.len() > CHUNK_MAX_BYTES {
            let error = ErrorKind::SizeLimit
                .error(format!("a message carries at most {CHUNK_MAX_BYTES} bytes of data"));
            return Err(error.with("limit", CHUNK_MAX_BYTES));
        }
        let begin = size_from("offset", offset)?;
        if let Some(expected) = self.offset.filter(|expected| *expected != begin) {
            let error = ErrorKind::OffsetMismatch.error(format!("the data must begin at offset {expected}"));
            return Err(error.with("expected_offset", expected).with("offset", begin));
        }
        let chunk = Chunk { offset: begin, crc32c, held: permit.map(|paid| Box::new(paid) as _), data };
        self.offset = Some(begin + chunk.data.len() as u64);
        Ok(Some(chunk))
    }
}

pub(super) fn expected(finish: &UploadFinish) -> Result<Expected> {
    Ok(Expected {
        size: finish.size.map(|size| size_from("finish.size", size)).transpose()?,
        digests: digests_from("finish.digests", finish.digests.as_ref())?,
    })
}

/// The messages of one download.
pub(super) type Outgoing = BoxStream<'static, Result<DownloadResponse, Status>>;

/// Content on its way to a caller: the header once, then the chunks.
pub(super) fn outgoing(header: DownloadHeader, reading: Reading, shutdown: Shutdown) -> Outgoing {
    let header = DownloadResponse { frame: Some(DownloadFrame::Header(header)) };
    let (offset, end) = (reading.range.offset, reading.range.offset + reading.range.length);
    let hurried = async move { shutdown.hurried().await }.boxed();
    let chunks = Chunks { pieces: reading.bytes, offset, end, hurried };
    let chunks = stream::unfold(Some(chunks), |chunks| async move {
        let mut chunks = chunks?;
        match chunks.next().await? {
            Ok(chunk) => {
                let message = DownloadResponse { frame: Some(DownloadFrame::Chunk(chunk)) };
                Some((Ok(message), Some(chunks)))
            }
            Err(error) => Some((Err(Status::from(error)), None)),
        }
    });
    stream::once(futures::future::ready(Ok(header))).chain(chunks).boxed()
}

/// What is still to be sent of a download.
struct Chunks {
    pieces: BoxStream<'static, Result<Piece>>,
    offset: u64,
    end: u64,
    hurried: BoxFuture<'static, ()>,
}

impl Chunks {
    async fn next(&mut self) -> Option<Result<DownloadChunk>> {
        let piece = tokio::select! {
            biased;
            () = &mut self.hurried, if self.offset < self.end => return Some(Err(draining())),
            piece = self.pieces.next() => piece?,
        };
        Some(piece.map(|Piece { data, crc32c }| {
            let chunk = DownloadChunk { offset: number_to(self.offset), crc32c, data };
            self.offset += chunk.data.len() as u64;
            chunk
        }))
    }
}
