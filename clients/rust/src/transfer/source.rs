//! Where uploaded content comes from, cut into chunks of one size.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use futures::stream::{self, BoxStream, Stream, StreamExt};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::sync::mpsc;

use crate::error::{Error, Result};
use crate::text;
use crate::transfer::CHUNK;

/// Chunks read ahead of the sending.
const READ_AHEAD: usize = 2;

/// Content to upload.
pub struct Source {
    kind: Kind,
    size: Option<u64>,
}

enum Kind {
    Bytes(Bytes),
    Path(PathBuf),
    Reader(Pin<Box<dyn AsyncRead + Send>>),
    Stream(BoxStream<'static, std::io::Result<Bytes>>),
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = match &self.kind {
            Kind::Bytes(_) => "bytes",
            Kind::Path(_) => "path",
            Kind::Reader(_) => "reader",
            Kind::Stream(_) => "stream",
        };
        f.debug_struct("Source").field("kind", &kind).field("size", &self.size).finish()
    }
}

impl Source {
    /// Bytes at hand.
    #[must_use]
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self { size: Some(bytes.len() as u64), kind: Kind::Bytes(bytes) }
    }

    /// A file.
    #[must_use]
    pub fn path(path: impl Into<PathBuf>) -> Self {
        Self { kind: Kind::Path(path.into()), size: None }
    }

    /// Whatever can be read.
    #[must_use]
    pub fn reader(reader: impl AsyncRead + Send + 'static) -> Self {
        Self { kind: Kind::Reader(Box::pin(reader)), size: None }
    }

    /// What an iterator yields: pieces of any size, made one after the other as they are sent.
    #[must_use]
    pub fn pieces<P: Into<Bytes>>(pieces: impl IntoIterator<Item = P, IntoIter: Send + 'static>) -> Self {
        Self::stream(stream::iter(pieces.into_iter().map(|piece| Ok(piece.into()))))
    }

    /// Text in this encoding, e.g. `utf-8`.
    ///
    /// # Errors
    /// There is no such encoding, or it lacks a character of the text.
    pub fn text(text: &str, encoding: &str) -> Result<Self> {
        text::encode(text, encoding).map(Self::bytes)
    }

    /// A stream of pieces of any size.
    #[must_use]
    pub fn stream(stream: impl Stream<Item = std::io::Result<Bytes>> + Send + 'static) -> Self {
        Self { kind: Kind::Stream(stream.boxed()), size: None }
    }

    /// Declares the size of a reader or stream, so that the server can reserve room and refuse early;
    /// another one is an error at the end.
    #[must_use]
    pub fn size(mut self, size: u64) -> Self {
        self.size = Some(size);
        self
    }

    /// The same content, to be read as often as it takes; none of what can be read once only.
    pub(crate) fn again(&self) -> Option<Again> {
        match &self.kind {
            Kind::Bytes(bytes) => Some(Again::Bytes(bytes.clone())),
            Kind::Path(path) => Some(Again::Path(path.clone())),
            Kind::Reader(_) | Kind::Stream(_) => None,
        }
    }

    /// Opens it: its size, if known, and its chunks.
    pub(crate) async fn open(self) -> Result<(Option<u64>, BoxStream<'static, Result<Bytes>>)> {
        Ok(match self.kind {
            Kind::Bytes(bytes) => (self.size, stream::iter(cut(bytes).map(Ok)).boxed()),
            Kind::Path(path) => open_path(path).await?,
            Kind::Reader(reader) => (self.size, read_chunks(reader).boxed()),
            Kind::Stream(pieces) => (self.size, even_chunks(pieces).boxed()),
        })
    }
}

/// Content that can be read more than once.
#[derive(Clone)]
pub(crate) enum Again {
    Bytes(Bytes),
    Path(PathBuf),
}

impl Again {
    /// Its chunks, from the beginning.
    pub(crate) async fn chunks(&self) -> Result<BoxStream<'static, Result<Bytes>>> {
        Ok(match self {
            Self::Bytes(bytes) => stream::iter(cut(bytes.clone()).map(Ok)).boxed(),
            Self::Path(path) => open_path(path.clone()).await?.1,
        })
    }
}

impl From<Bytes> for Source {
    fn from(bytes: Bytes) -> Self {
        Self::bytes(bytes)
    }
}

impl From<Vec<u8>> for Source {
    fn from(bytes: Vec<u8>) -> Self {
        Self::bytes(bytes)
    }
}

impl From<&'static [u8]> for Source {
    fn from(bytes: &'static [u8]) -> Self {
        Self::bytes(bytes)
    }
}

impl From<&Path> for Source {
    fn from(path: &Path) -> Self {
        Self::path(path)
    }
}

impl From<PathBuf> for Source {
    fn from(path: PathBuf) -> Self {
        Self::path(path)
    }
}

/// Slices of one buffer; nothing is copied.
fn cut(mut bytes: Bytes) -> impl Iterator<Item = Bytes> + Send {
    std::iter::from_fn(move || {
        let chunk = bytes.split_to(bytes.len().min(CHUNK));
        (!chunk.is_empty()).then_some(chunk)
    })
}

/// A file, read by one blocking thread: with one task per read, the hand-over would cost more than
/// the reading.
async fn open_path(path: PathBuf) -> Result<(Option<u64>, BoxStream<'static, Result<Bytes>>)> {
    let shown = path.display().to_string();
    let opened = tokio::task::spawn_blocking(move || {
        let file = File::open(path)?;
        let about = file.metadata()?;
        // A pipe or device has no size beforehand; a folder fails when it is read.
        Ok((file, about.is_file().then_some(about.len())))
    });
    let opened = opened.await.unwrap_or_else(|stopped| Err(std::io::Error::other(stopped)));
    let (file, size) = opened.map_err(|error| Error::local(&shown, error))?;

    let (sender, mut chunks) = mpsc::channel(READ_AHEAD);
    tokio::task::spawn_blocking(move || read_file(file, &shown, &sender));
    Ok((size, stream::poll_fn(move |context| chunks.poll_recv(context)).boxed()))
}

fn read_file(mut file: File, shown: &str, chunks: &mpsc::Sender<Result<Bytes>>) {
    loop {
        let mut chunk = Vec::with_capacity(CHUNK);
        let read = (&mut file).take(CHUNK as u64).read_to_end(&mut chunk);
        let outcome = match read {
            Ok(0) => return,
            Ok(_) => Ok(Bytes::from(chunk)),
            Err(error) => Err(Error::local(shown, error)),
        };
        let failed = outcome.is_err();
        // Nobody listens any more: the upload ended before the file.
        if chunks.blocking_send(outcome).is_err() || failed {
            return;
        }
    }
}

fn read_chunks(reader: Pin<Box<dyn AsyncRead + Send>>) -> impl Stream<Item = Result<Bytes>> + Send {
    stream::try_unfold(reader, |mut reader| async move {
        let mut chunk = BytesMut::with_capacity(CHUNK);
        while chunk.len() < CHUNK {
            let room = (CHUNK - chunk.len()) as u64;
            let read = (&mut reader).take(room).read_buf(&mut chunk).await;
            if read.map_err(|error| Error::local("the content to upload", error))? == 0 {
                break;
            }
        }
        Ok((!chunk.is_empty()).then(|| (chunk.freeze(), reader)))
    })
}

struct Pieces {
    coming: BoxStream<'static, std::io::Result<Bytes>>,
    /// What is left of a piece larger than a chunk.
    large: Bytes,
    /// Pieces smaller than a chunk, gathered.
    small: BytesMut,
}

fn even_chunks(
    pieces: BoxStream<'static, std::io::Result<Bytes>>,
) -> impl Stream<Item = Result<Bytes>> + Send {
    let start = Pieces { coming: pieces, large: Bytes::new(), small: BytesMut::new() };
    stream::try_unfold(start, |mut state| async move {
        let chunk = state.next_chunk().await?;
        Ok((!chunk.is_empty()).then_some((chunk, state)))
    })
}

impl Pieces {
    /// A whole chunk, or at the end what is left, or nothing.
    async fn next_chunk(&mut self) -> Result<Bytes> {
        loop {
            if self.small.is_empty() && self.large.len() >= CHUNK {
                return Ok(self.large.split_to(CHUNK));
            }
            let wanted = self.large.len().min(CHUNK - self.small.len());
            if wanted > 0 {
                self.small.extend_from_slice(&self.large.split_to(wanted));
            }
            if self.small.len() == CHUNK {
                return Ok(self.small.split().freeze());
            }
            match self.coming.next().await {
                Some(piece) => {
                    self.large = piece.map_err(|error| Error::local("the content to upload", error))?;
                }
                None => return Ok(self.small.split().freeze()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn chunks_of(source: Source) -> Vec<usize> {
        let (_, chunks) = source.open().await.unwrap();
        chunks.map(|chunk| chunk.unwrap().len()).collect().await
    }

    #[tokio::test]
    async fn every_source_gives_even_chunks() {
        let whole = vec![7_u8; 2 * CHUNK + 5];
        let expected = vec![CHUNK, CHUNK, 5];
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), &whole).unwrap();
        assert_eq!(chunks_of(Source::from(whole.clone())).await, expected);
        assert_eq!(chunks_of(Source::from(file.path())).await, expected);
        assert_eq!(chunks_of(Source::reader(std::io::Cursor::new(whole.clone()))).await, expected);
        for piece in [1000, CHUNK, CHUNK + 3, whole.len()] {
            let pieces: Vec<_> = whole.chunks(piece).map(|part| Ok(Bytes::copy_from_slice(part))).collect();
            assert_eq!(chunks_of(Source::stream(stream::iter(pieces))).await, expected, "{piece}");
        }
        assert!(chunks_of(Source::from(Vec::new())).await.is_empty());
    }

    #[tokio::test]
    async fn a_missing_file_is_a_local_error() {
        let error = Source::path("/nowhere/at/all").open().await.err().unwrap();
        assert_eq!(error.origin(), crate::error::Origin::Local);
    }
}
