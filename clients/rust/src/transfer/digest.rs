//! Running digests of a transfer.
//!
//! CRC-32C of the whole is combined from the chunks'. SHA-256 is computed in place while there is
//! only one chunk, and on a blocking thread from the second on, so that it overlaps with sending.

use bytes::Bytes;
use crc_fast::CrcAlgorithm::Crc32Iscsi;
use sha2::{Digest as _, Sha256};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::error::{Error, Result};
use crate::model::Digests;

/// Chunks that may wait for the hashing thread; it bounds memory, and is enough to keep it busy.
const HASH_QUEUE: usize = 4;

/// CRC-32C of a piece.
pub(crate) fn crc32c(data: &[u8]) -> u32 {
    // The library gives every width as 64 bits; these are 32.
    u32::try_from(crc_fast::checksum(Crc32Iscsi, data)).unwrap_or_default()
}

/// Both digests of content that is at hand.
pub(crate) fn of(data: &[u8]) -> Digests {
    Digests { crc32c: Some(crc32c(data)), sha256: Some(Sha256::digest(data).into()) }
}

/// Digests of content that goes by.
pub(crate) struct Running {
    crc32c: u64,
    size: u64,
    sha256: Hasher,
}

enum Hasher {
    /// Not wanted.
    Off,
    /// At most one chunk so far.
    Here(Sha256),
    /// On its thread.
    Thread { chunks: mpsc::Sender<Bytes>, sum: JoinHandle<Sha256> },
}

impl Running {
    pub(crate) fn new(sha256: bool) -> Self {
        let hasher = if sha256 { Hasher::Here(Sha256::new()) } else { Hasher::Off };
        Self { crc32c: u64::from(crc32c(&[])), size: 0, sha256: hasher }
    }

    /// Bytes so far.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Takes the next piece, whose CRC-32C is known; waits while the hashing thread lags behind.
    pub(crate) async fn update(&mut self, data: &Bytes, crc32c: u32) -> Result<()> {
        let length = data.len() as u64;
        self.crc32c = crc_fast::checksum_combine(Crc32Iscsi, self.crc32c, crc32c.into(), length);
        let first = self.size == 0;
        self.size += length;
        if let (Hasher::Here(hasher), false) = (&self.sha256, first) {
            self.sha256 = on_thread(hasher.clone());
        }
        match &mut self.sha256 {
            Hasher::Off => Ok(()),
            Hasher::Here(hasher) => {
                hasher.update(data);
                Ok(())
            }
            Hasher::Thread { chunks, .. } => chunks.send(data.clone()).await.map_err(|_| stopped()),
        }
    }

    /// The digests of what went by so far.
    pub(crate) async fn so_far(&mut self) -> Result<Digests> {
        let sha256 = match std::mem::replace(&mut self.sha256, Hasher::Off) {
            Hasher::Off => None,
            Hasher::Here(hasher) => Some(hasher),
            Hasher::Thread { chunks, sum } => {
                drop(chunks);
                Some(sum.await.map_err(|_| stopped())?)
            }
        };
        let digest = sha256.clone().map(|hasher| hasher.finalize().into());
        if let Some(hasher) = sha256 {
            self.sha256 = Hasher::Here(hasher);
        }
        Ok(Digests { crc32c: u32::try_from(self.crc32c).ok(), sha256: digest })
    }

    /// The digests of all that went by.
    pub(crate) async fn finish(self) -> Result<Digests> {
        let sha256 = match self.sha256 {
            Hasher::Off => None,
            Hasher::Here(hasher) => Some(hasher.finalize().into()),
            Hasher::Thread { chunks, sum } => {
                drop(chunks);
                Some(sum.await.map_err(|_| stopped())?.finalize().into())
            }
        };
        Ok(Digests { crc32c: u32::try_from(self.crc32c).ok(), sha256 })
    }
}

fn on_thread(mut hasher: Sha256) -> Hasher {
    let (chunks, mut queue) = mpsc::channel::<Bytes>(HASH_QUEUE);
    let sum = tokio::task::spawn_blocking(move || {
        while let Some(chunk) = queue.blocking_recv() {
            hasher.update(&chunk);
        }
        hasher
    });
    Hasher::Thread { chunks, sum }
}

/// Only a runtime that shuts down stops the thread.
fn stopped() -> Error {
    Error::broken("the runtime is shutting down")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn running_digests_are_those_of_the_whole() {
        let whole: Vec<u8> = (0..300_000_u32).map(|n| n.to_le_bytes()[n as usize % 4]).collect();
        for piece in [whole.len(), 100_000, 7_777] {
            let mut running = Running::new(true);
            for part in whole.chunks(piece) {
                running.update(&Bytes::copy_from_slice(part), crc32c(part)).await.unwrap();
            }
            assert_eq!(running.size(), whole.len() as u64);
            assert_eq!(running.finish().await.unwrap(), of(&whole));
        }
        assert_eq!(Running::new(true).finish().await.unwrap(), of(b""));
        assert_eq!(crc32c(b"123456789"), 0xE306_9283);
    }
}
