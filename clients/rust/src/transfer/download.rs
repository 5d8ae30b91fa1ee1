//! Content from the server, whole in spite of broken connections.
//!
//! A download is pinned to one version from its first header on. When it breaks, it goes on at the
//! next byte of that version; it gives up after some tries that brought no byte. Every chunk is
//! checked on arrival, and of a whole download the digests of all at the end, before a file gets its
//! name.

use std::path::Path;

use bytes::{Bytes, BytesMut};
use futures::stream::{self, Stream};
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tonic::Streaming;

use crate::client::Client;
use crate::error::{Error, Reason, Result};
use crate::model::{Artifact, Digests, artifact, signed, unsigned};
use crate::options::Part;
use crate::raw::v1::{self, download_response::Frame};
use crate::retry::Repeat;
use crate::text;
use crate::transfer::digest::{Running, crc32c};
use crate::transfer::file::WholeFile;
use crate::transfer::{OnProgress, Progress};

/// A download that begins with one of the methods that say where to.
#[must_use = "a download does nothing until it is told where to"]
pub struct Download {
    client: Client,
    artifact_id: String,
    version: u64,
    part: Option<Part>,
    on_progress: Option<OnProgress>,
}

impl std::fmt::Debug for Download {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Download").field("artifact_id", &self.artifact_id).finish_non_exhaustive()
    }
}

impl Download {
    pub(crate) fn new(client: Client, artifact_id: String) -> Self {
        Self { client, artifact_id, version: 0, part: None, on_progress: None }
    }

    /// That version rather than the current one.
    pub fn version(mut self, version: u64) -> Self {
        self.version = version;
        self
    }

    /// Only a part: `0..100`, `100..` or [`Part::Last`].
    pub fn range(mut self, part: impl Into<Part>) -> Self {
        self.part = Some(part.into());
        self
    }

    /// Calls back when the size is known, before the first byte, and after each chunk that arrived.
    pub fn on_progress(mut self, tell: impl FnMut(Progress) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(tell));
        self
    }

    /// Begins: what comes is known, the bytes are taken from the answer.
    ///
    /// # Errors
    /// What the server says, or that it cannot be reached.
    pub async fn open(self) -> Result<Content> {
        let request = v1::DownloadRequest {
            artifact_id: self.artifact_id,
            version: signed(self.version, "version")?,
            range: self.part.map(Part::to_raw).transpose()?,
        };
        let client = &self.client;
        let opening = client.retry().run(Repeat::Safe, || start(client, request.clone()));
        let (stream, head) = opening.await?;
        let mut on_progress = self.on_progress;
        if let Some(tell) = &mut on_progress {
            tell(Progress { done: 0, total: Some(head.length) });
        }
        let running = head.is_whole().then(|| Running::new(head.digests.sha256.is_some()));
        Ok(Content {
            artifact_id: request.artifact_id,
            position: head.offset,
            stream: Some(stream),
            head,
            running,
            client: self.client,
            on_progress,
        })
    }

    /// Into a file, which is there whole or not at all.
    ///
    /// # Errors
    /// As [`open`](Self::open) and [`Content::next`], or the file cannot be written.
    pub async fn to_path(self, path: impl AsRef<Path>) -> Result<Artifact> {
        let mut content = self.open().await?;
        let mut file = WholeFile::create(path.as_ref());
        while let Some(data) = content.next().await? {
            file.write(data).await?;
        }
        file.commit().await?;
        Ok(content.head.artifact)
    }

    /// Into a writer, which is flushed at the end. What a failed download wrote is not taken back.
    ///
    /// # Errors
    /// As [`open`](Self::open) and [`Content::next`], or the writer fails.
    pub async fn to_writer(self, writer: &mut (impl AsyncWrite + Unpin)) -> Result<Artifact> {
        let failed = |error| Error::local("the target of the download", error);
        let mut content = self.open().await?;
        while let Some(data) = content.next().await? {
            writer.write_all(&data).await.map_err(failed)?;
        }
        writer.flush().await.map_err(failed)?;
        Ok(content.head.artifact)
    }

    /// As text in this encoding, e.g. `utf-8`, of at most `limit` bytes.
    ///
    /// # Errors
    /// As [`bytes`](Self::bytes); and there is no such encoding, or the content is not of it.
    pub async fn text(self, limit: usize, encoding: &str) -> Result<String> {
        text::decode(&self.bytes(limit).await?, encoding)
    }

    /// Into memory, at most `limit` bytes.
    ///
    /// # Errors
    /// As [`open`](Self::open) and [`Content::next`]; [`Reason::SizeLimit`] if it is more.
    pub async fn bytes(self, limit: usize) -> Result<Bytes> {
        let mut content = self.open().await?;
        let length = usize::try_from(content.length()).unwrap_or(usize::MAX);
        if length > limit {
            return Err(Error::too_large(format!("{length} bytes of content; at most {limit} are wanted")));
        }
        let mut whole = BytesMut::new();
        while let Some(data) = content.next().await? {
            if data.len() == length {
                // All in one chunk: nothing to copy. The next turn checks the end.
                content.next().await?;
                return Ok(data);
            }
            whole.reserve(length - whole.len());
            whole.extend_from_slice(&data);
        }
        Ok(whole.freeze())
    }
}

/// Content as it arrives.
pub struct Content {
    client: Client,
    artifact_id: String,
    head: Head,
    stream: Option<Streaming<v1::DownloadResponse>>,
    position: u64,
    running: Option<Running>,
    on_progress: Option<OnProgress>,
}

struct Head {
    artifact: Artifact,
    offset: u64,
    length: u64,
    total: u64,
    version: u64,
    digests: Digests,
}

impl Head {
    fn is_whole(&self) -> bool {
        self.offset == 0 && self.length == self.total
    }

    fn end(&self) -> u64 {
        self.offset.saturating_add(self.length)
    }
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Content").field("position", &self.position).finish_non_exhaustive()
    }
}

impl Content {
    /// The artifact, as it was when the download began.
    #[must_use]
    pub fn artifact(&self) -> &Artifact {
        &self.head.artifact
    }

    /// First byte of what comes.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.head.offset
    }

    /// How many bytes come.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.head.length
    }

    /// Size of the version in all.
    #[must_use]
    pub fn total_size(&self) -> u64 {
        self.head.total
    }

    /// The version that comes.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.head.version
    }

    /// The next bytes; none at the end, when all is checked.
    ///
    /// # Errors
    /// What the server says; that the connection broke and stayed so; [`Reason::DataCorrupt`] if
    /// what arrived is not what the server said.
    pub async fn next(&mut self) -> Result<Option<Bytes>> {
        let mut barren = 0;
        while self.position < self.head.end() {
            let error = match self.receive().await {
                Ok(data) => return Ok(Some(data)),
                Err(error) => error,
            };
            barren += 1;
            // The server's IDLE_TIMEOUT means that this side was slow to take the bytes.
            let resumable = error.retryable() || error.reason() == Reason::IdleTimeout;
            if !resumable || barren >= self.client.retry().attempts {
                return Err(error);
            }
            self.stream = None;
            self.client.retry().pause(barren, &error).await;
        }
        self.finish().await?;
        Ok(None)
    }

    /// The bytes as a stream.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes>> + Send {
        stream::try_unfold(self, |mut content| async move {
            Ok(content.next().await?.map(|data| (data, content)))
        })
    }

    async fn receive(&mut self) -> Result<Bytes> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => self.resume().await?,
        };
        let frame = message(&self.client, &mut stream).await?;
        let chunk = match frame {
            Some(Frame::Chunk(chunk)) => chunk,
            Some(Frame::Header(_)) => return Err(Error::corrupt("a second header")),
            None => return Err(Error::broken("the download ended before its end")),
        };
        self.stream = Some(stream);
        self.check(&chunk)?;
        self.position += chunk.data.len() as u64;
        if let Some(running) = &mut self.running {
            running.update(&chunk.data, chunk.crc32c).await?;
        }
        if let Some(tell) = &mut self.on_progress {
            tell(Progress { done: self.position - self.head.offset, total: Some(self.head.length) });
        }
        Ok(chunk.data)
    }

    fn check(&self, chunk: &v1::DownloadChunk) -> Result<()> {
        if unsigned(chunk.offset, "offset")? != self.position {
            return Err(Error::corrupt(format!("byte {} came for byte {}", chunk.offset, self.position)));
        }
        if chunk.data.is_empty() || chunk.data.len() as u64 > self.head.end() - self.position {
            return Err(Error::corrupt("a chunk that is empty or goes past the end"));
        }
        if crc32c(&chunk.data) != chunk.crc32c {
            return Err(Error::corrupt(format!("the bytes at {} do not match their checksum", chunk.offset)));
        }
        Ok(())
    }

    /// Goes on with the same version at the next byte.
    async fn resume(&mut self) -> Result<Streaming<v1::DownloadResponse>> {
        let left = Part::Span { offset: self.position, length: self.head.end() - self.position };
        let request = v1::DownloadRequest {
            artifact_id: self.artifact_id.clone(),
            version: signed(self.head.version, "version")?,
            range: Some(left.to_raw()?),
        };
        let (stream, head) = start(&self.client, request).await?;
        let expected = (self.head.version, self.head.total, self.position, self.head.end());
        if (head.version, head.total, head.offset, head.end()) != expected {
            return Err(Error::corrupt("the resumed download is another one"));
        }
        Ok(stream)
    }

    /// Takes the end of the stream, so that the server sees a download that was read to its end, and
    /// compares the digests of the whole.
    async fn finish(&mut self) -> Result<()> {
        if let Some(mut stream) = self.stream.take() {
            // All bytes are here: how the stream ends does not matter any more, but more bytes do.
            if let Ok(Some(_)) = message(&self.client, &mut stream).await {
                return Err(Error::corrupt("more content than announced"));
            }
        }
        let Some(running) = self.running.take() else {
            return Ok(());
        };
        let (found, said) = (running.finish().await?, self.head.digests);
        let same = said.crc32c.is_none_or(|crc32c| found.crc32c == Some(crc32c))
            && said.sha256.is_none_or(|sha256| found.sha256 == Some(sha256));
        if same { Ok(()) } else { Err(Error::corrupt("the content does not match its digests")) }
    }
}

/// Opens a stream and reads its header.
async fn start(
    client: &Client,
    request: v1::DownloadRequest,
) -> Result<(Streaming<v1::DownloadResponse>, Head)> {
    let mut stub = client.artifact_stub();
    let calling = tokio::time::timeout(client.stream_idle(), stub.download(client.streaming(request)));
    let mut stream = calling.await.map_err(|_| silent())??.into_inner();
    let Some(Frame::Header(header)) = message(client, &mut stream).await? else {
        return Err(Error::corrupt("a download without a header"));
    };
    let head = Head {
        artifact: artifact(header.artifact)?,
        offset: unsigned(header.offset, "offset")?,
        length: unsigned(header.length, "length")?,
        total: unsigned(header.total_size, "total_size")?,
        version: unsigned(header.version, "version")?,
        digests: Digests::from_raw(header.digests)?,
    };
    Ok((stream, head))
}

/// The next frame; none at the end of the stream.
async fn message(client: &Client, stream: &mut Streaming<v1::DownloadResponse>) -> Result<Option<Frame>> {
    let next = tokio::time::timeout(client.stream_idle(), stream.message());
    match next.await.map_err(|_| silent())?? {
        Some(message) => message.frame.map(Some).ok_or_else(|| Error::corrupt("an empty frame")),
        None => Ok(None),
    }
}

fn silent() -> Error {
    Error::broken("the server was silent for too long")
}
