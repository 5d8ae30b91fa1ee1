//! Bytes that come a second time: not written again, but held against the sums of what is stored.
//!
//! What can be verified begins where a sum begins: at a block, or at a part. From there on the sums lie one behind the
//! other up to the persisted offset.

use std::collections::VecDeque;

use super::catalog::KeptPart;
use crate::domain::{BLOCK_SIZE, ContentHasher, combine_crc32c, crc32c};
use crate::error::{ErrorKind, Result};

/// What is expected of the bytes from some offset up to the persisted one.
#[derive(Debug)]
pub(super) struct Overlap {
    /// The stretches that are left: where each ends, and its sum.
    stretches: VecDeque<(u64, u32)>,
    begin: u64,
    at: u64,
    running: u32,
}

impl Overlap {
    /// The sums from `offset` on; `None` if none begins there. `hasher` stands at the persisted offset, and `parts` lead
    /// up to it.
    pub(super) fn from(offset: u64, parts: &[KeptPart], hasher: &ContentHasher) -> Option<Self> {
        let persisted = hasher.size();
        let stretches = if offset.is_multiple_of(BLOCK_SIZE) {
            let blocks = parts.iter().flat_map(|kept| kept.sums.iter().copied());
            let first = offset / BLOCK_SIZE;
            let closed = (0..).zip(blocks).map(|(block, sum)| ((block + 1) * BLOCK_SIZE, sum));
            let mut stretches: VecDeque<(u64, u32)> =
                closed.skip(usize::try_from(first).unwrap_or(usize::MAX)).collect();
            if !persisted.is_multiple_of(BLOCK_SIZE) {
                stretches.push_back((persisted, hasher.open_block()));
            }
            stretches
        } else {
            let first = parts.iter().position(|kept| kept.part.offset == offset)?;
            parts.iter().skip(first).map(|kept| (kept.part.end(), kept.part.crc32c)).collect()
        };
        Some(Self { stretches, begin: offset, at: offset, running: 0 })
    }

    /// Takes the next bytes; they end at the persisted offset at the latest.
    pub(super) fn take(&mut self, mut data: &[u8]) -> Result<()> {
        while let Some((end, sum)) = self.stretches.front().copied()
            && !data.is_empty()
        {
            let room = usize::try_from(end - self.at).unwrap_or(usize::MAX);
            let (piece, rest) = data.split_at(data.len().min(room));
            self.running = combine_crc32c(self.running, crc32c(piece), piece.len() as u64);
            self.at += piece.len() as u64;
            data = rest;
            if self.at == end {
                if self.running != sum {
                    return Err(differs(self.begin, end));
                }
                self.stretches.pop_front();
                (self.begin, self.running) = (end, 0);
            }
        }
        Ok(())
    }

    /// Where the next bytes are expected.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// Is all of it verified?
    pub(super) fn is_done(&self) -> bool {
        self.stretches.is_empty()
    }
}

fn differs(begin: u64, end: u64) -> crate::error::Error {
    let why = format!("the bytes from {begin} to {end} are not those that were sent before");
    ErrorKind::ChecksumMismatch.error(why).with("offset", begin).with("end", end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Part;

    const BLOCK: usize = 1 << 20;

    fn content(size: usize) -> Vec<u8> {
        (0..size).map(|at| u8::try_from(at * 31 % 251).unwrap()).collect()
    }

    /// The parts that content cut so has, and the hasher behind them.
    fn stored(content: &[u8], cuts: &[usize]) -> (Vec<KeptPart>, ContentHasher) {
        let mut hasher = ContentHasher::new(false);
        let mut parts = Vec::new();
        let mut at = 0;
        for (number, cut) in (1..).zip(cuts) {
            hasher.update(&content[at..*cut]);
            let (_, sums) = hasher.save();
            let size = (cut - at) as u64;
            let part = Part {
                number,
                epoch: 1,
                offset: at as u64,
                size,
                crc32c: hasher.take_run(),
                tag: String::new(),
            };
            parts.push(KeptPart { part, sums });
            at = *cut;
        }
        (parts, hasher)
    }

    #[test]
    fn what_begins_at_a_block_or_a_part_is_verified_however_it_is_cut() {
        let content = content(3 * BLOCK + 500);
        let cuts = [10, BLOCK + 7, 2 * BLOCK, 2 * BLOCK + 9, content.len()];
        let (parts, hasher) = stored(&content, &cuts);
        for begin in [0, BLOCK, 2 * BLOCK, 3 * BLOCK, 10, BLOCK + 7, 2 * BLOCK + 9] {
            for step in [700, 65_537, BLOCK, 4 * BLOCK] {
                let mut overlap = Overlap::from(begin as u64, &parts, &hasher).unwrap();
                for piece in content[begin..].chunks(step) {
                    assert!(!overlap.is_done());
                    overlap.take(piece).unwrap();
                }
                assert!(overlap.is_done() && overlap.at() == content.len() as u64);
            }
        }
        for begin in [1, 11, BLOCK + 6, 3 * BLOCK + 1] {
            assert!(Overlap::from(begin as u64, &parts, &hasher).is_none(), "{begin}");
        }
    }

    #[test]
    fn a_byte_that_differs_is_told_with_its_stretch() {
        let content = content(2 * BLOCK + 500);
        let (parts, hasher) = stored(&content, &[BLOCK + 7, content.len()]);
        for (begin, wrong, told) in [
            (0, 5, 0),
            (0, BLOCK, BLOCK),
            (BLOCK, 2 * BLOCK + 499, 2 * BLOCK),
            (BLOCK + 7, BLOCK + 8, BLOCK + 7),
        ] {
            let mut again = content.clone();
            again[wrong] ^= 1;
            let mut overlap = Overlap::from(begin as u64, &parts, &hasher).unwrap();
            let error = again[begin..].chunks(9_999).find_map(|piece| overlap.take(piece).err()).unwrap();
            assert_eq!(error.kind(), ErrorKind::ChecksumMismatch);
            assert_eq!(error.metadata()["offset"], told.to_string());
        }
    }
}
