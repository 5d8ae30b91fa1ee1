//! Content on its way in: the frames of an upload, whatever edge they came through.

use std::fmt;

use bytes::Bytes;
use futures::stream::BoxStream;

use super::{Digests, crc32c};
use crate::error::Result;

/// The frames of one upload, in order. A stream that ends before a [`Frame::Finish`] was cut off.
pub type ContentStream = BoxStream<'static, Result<Frame>>;

/// One step of an upload.
#[derive(Debug)]
pub enum Frame {
    /// Some bytes.
    Chunk(Chunk),
    /// That was all, and this is what it should have been.
    Finish(Expected),
}

/// Some bytes, and what pays for the memory they take.
pub struct Chunk {
    /// The bytes.
    pub data: Bytes,
    /// Where they begin in the content.
    pub offset: u64,
    /// The checksum they were sent with.
    pub crc32c: Option<u32>,
    /// Given back when the chunk is dropped: whoever is done with the bytes early drops it early.
    pub held: Option<Box<dyn Send + Sync>>,
}

impl Chunk {
    /// Bytes that nothing was said about.
    pub fn plain(data: Bytes) -> Self {
        Self { data, offset: 0, crc32c: None, held: None }
    }
}

impl fmt::Debug for Chunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Chunk({} bytes at {})", self.data.len(), self.offset)
    }
}

/// Some bytes on their way out, and what they sum up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The bytes.
    pub data: Bytes,
    /// Their CRC32C.
    pub crc32c: u32,
}

impl Piece {
    /// A piece of these bytes.
    pub fn of(data: Bytes) -> Self {
        let crc32c = crc32c(&data);
        Self { data, crc32c }
    }
}

/// What a client says its content is; compared before anything becomes visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Expected {
    /// How many bytes.
    pub size: Option<u64>,
    /// Their digests.
    pub digests: Digests,
}

impl Expected {
    /// Both expectations as one; where both say something, `later` wins only if they agree, and the store compares
    /// each with what it measured, so a contradiction never passes.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            size: self.size.or(other.size),
            digests: Digests {
                crc32c: self.digests.crc32c.or(other.digests.crc32c),
                sha256: self.digests.sha256.or(other.digests.sha256),
            },
        }
    }
}
