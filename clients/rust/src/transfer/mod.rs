//! Content on its way: from a file, bytes, a reader or a stream to the server, and back.
//!
//! Memory is bounded whatever the size: a few chunks in each queue. Every chunk carries its CRC-32C,
//! the whole its CRC-32C (combined from the chunks', at no cost) and its SHA-256, which is the one
//! thing slow enough to run on a thread of its own.

pub(crate) mod digest;
pub(crate) mod download;
pub(crate) mod file;
pub(crate) mod resumable;
pub(crate) mod source;
pub(crate) mod upload;

/// Bytes of content in one message of an upload; the server allows four times as much. An upload that waits its turn
/// costs the server a buffer of about this size, and with half of it 200 at once take a fifth less memory, while one
/// alone is as fast within the noise.
pub(crate) const CHUNK: usize = 512 * 1024;

/// How far a transfer got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes handed over so far.
    pub done: u64,
    /// Bytes in all, if known.
    pub total: Option<u64>,
}

/// Told of progress after each chunk.
pub(crate) type OnProgress = Box<dyn FnMut(Progress) + Send>;
