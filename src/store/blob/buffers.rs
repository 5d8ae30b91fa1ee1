//! Memory for parts: one pool for the process, whatever the number of stores and uploads.
//!
//! Whoever fills a part has paid for all of it before. So memory is bounded by the pool, and an upload that gets no part
//! waits, and with it its client. Nobody waits for a part while it holds bytes of others' pools (a message's permit): then
//! two pools could wait for each other.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Error, Result};

/// What permits count: small, so that a small object does not pay for a large part.
const UNIT: u64 = 64 << 10;

/// The pool.
#[derive(Debug, Clone)]
pub(in crate::store) struct Buffers {
    permits: Arc<Semaphore>,
    size: u64,
}

impl Buffers {
    /// A pool of this many bytes.
    pub(in crate::store) fn new(size: u64) -> Self {
        let units = usize::try_from(size / UNIT).unwrap_or(usize::MAX).min(Semaphore::MAX_PERMITS);
        Self { permits: Arc::new(Semaphore::new(units)), size }
    }

    /// The largest part: two fit, so that one is filled while another is sent.
    pub(super) fn largest(&self) -> u64 {
        self.size / 2 / UNIT * UNIT
    }

    /// Waits for memory for so many bytes, at most [`largest`](Self::largest).
    pub(super) async fn take(&self, size: u64) -> Result<Buffer> {
        let units = u32::try_from(size.min(self.largest()).div_ceil(UNIT).max(1)).unwrap_or(u32::MAX);
        let paid = Arc::clone(&self.permits).acquire_many_owned(units).await;
        let paid = paid.map_err(|closed| Error::internal("the pool of parts is closed").caused_by(closed))?;
        let room = usize::try_from(size).unwrap_or(usize::MAX);
        Ok(Buffer { bytes: Vec::with_capacity(room), room, paid })
    }

    /// How many bytes nobody has.
    #[cfg(test)]
    pub(super) fn free(&self) -> u64 {
        self.permits.available_permits() as u64 * UNIT
    }
}

/// Memory that is paid for, being filled.
#[derive(Debug)]
pub(super) struct Buffer {
    bytes: Vec<u8>,
    room: usize,
    paid: OwnedSemaphorePermit,
}

impl Buffer {
    /// Takes what fits and leaves the rest.
    pub(super) fn fill(&mut self, data: &mut Bytes) {
        let part = data.split_to(data.len().min(self.room - self.bytes.len()));
        self.bytes.extend_from_slice(&part);
    }

    /// How many bytes it holds.
    pub(super) fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// To be sent; the memory is given back when this is dropped.
    pub(super) fn finish(self) -> Part {
        Part { bytes: self.bytes.into(), _paid: self.paid }
    }
}

/// Bytes to be sent, and what was paid for them.
#[derive(Debug)]
pub(super) struct Part {
    bytes: Bytes,
    _paid: OwnedSemaphorePermit,
}

impl Part {
    /// The bytes; whoever keeps them longer than the part keeps more than was paid for.
    pub(super) fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}
