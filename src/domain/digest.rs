//! Digests of content: CRC32C of every block and of the whole, SHA-256 of the whole, in one pass.

use crc_fast::CrcAlgorithm::Crc32Iscsi;
use sha2::digest::common::hazmat::{SerializableState as _, SerializedState};
use sha2::{Digest as _, Sha256};

/// The unit in which stored bytes are checked before they are sent.
pub const BLOCK_SIZE: u64 = 1 << 20;

/// What is known of some content: a digest that is absent was not computed, or not by us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Digests {
    /// CRC32C (Castagnoli, RFC 3720) of all bytes.
    pub crc32c: Option<u32>,
    /// SHA-256 (FIPS 180-4) of all bytes.
    pub sha256: Option<[u8; 32]>,
}

/// CRC32C of some bytes.
pub fn crc32c(data: &[u8]) -> u32 {
    narrow(crc_fast::checksum(Crc32Iscsi, data))
}

/// CRC32C of two runs of bytes, one behind the other, from that of each.
pub fn combine_crc32c(first: u32, second: u32, second_len: u64) -> u32 {
    narrow(crc_fast::checksum_combine(Crc32Iscsi, u64::from(first), u64::from(second), second_len))
}

/// The library gives every CRC as 64 bits; of a 32-bit one the upper half is zero.
#[expect(clippy::cast_possible_truncation, reason = "a 32-bit CRC has no more bits")]
fn narrow(crc: u64) -> u32 {
    crc as u32
}

/// What one pass over content measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentSums {
    /// How many bytes.
    pub size: u64,
    /// Digests of the whole.
    pub digests: Digests,
    /// CRC32C of each block, in order; the last may be shorter.
    pub blocks: Vec<u32>,
}

/// How [`ContentHasher::save`] writes: another form gets another number.
const SAVED_FORM: u8 = 1;

/// Measures content as it passes by.
#[derive(Debug)]
pub struct ContentHasher {
    sha256: Option<Sha256>,
    size: u64,
    crc: u32,
    blocks: Vec<u32>,
    block_crc: u32,
    block_len: u64,
    /// CRC32C of what passed since [`take_run`](Self::take_run).
    run: u32,
}

impl ContentHasher {
    /// A hasher that has seen nothing; SHA-256 costs most, so it can be left out.
    pub fn new(with_sha256: bool) -> Self {
        let sha256 = with_sha256.then(Sha256::new);
        Self { sha256, size: 0, crc: 0, blocks: Vec::new(), block_crc: 0, block_len: 0, run: 0 }
    }

    /// How many bytes have passed.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Takes the next bytes and gives their own CRC32C, which it needed anyway.
    ///
    /// Every byte is summed once: the pieces between block borders are combined into the sums of the block, of `data`
    /// and of the whole.
    pub fn update(&mut self, data: &[u8]) -> u32 {
        if let Some(sha256) = &mut self.sha256 {
            sha256.update(data);
        }
        let mut of_data = 0;
        let mut rest = data;
        while !rest.is_empty() {
            let room = BLOCK_SIZE - self.block_len;
            let cut = rest.len().min(usize::try_from(room).unwrap_or(usize::MAX));
            let (piece, behind) = rest.split_at(cut);
            let (crc, len) = (crc32c(piece), piece.len() as u64);
            of_data = combine_crc32c(of_data, crc, len);
            self.block_crc = combine_crc32c(self.block_crc, crc, len);
            self.block_len += len;
            if self.block_len == BLOCK_SIZE {
                self.close_block();
            }
            rest = behind;
        }
        self.crc = combine_crc32c(self.crc, of_data, data.len() as u64);
        self.run = combine_crc32c(self.run, of_data, data.len() as u64);
        self.size += data.len() as u64;
        of_data
    }

    /// What all that passed comes to.
    pub fn finish(mut self) -> ContentSums {
        if self.block_len > 0 {
            self.close_block();
        }
        let sha256 = self.sha256.map(|sha256| sha256.finalize().into());
        ContentSums {
            size: self.size,
            digests: Digests { crc32c: Some(self.crc), sha256 },
            blocks: self.blocks,
        }
    }

    /// Where it stands, as bytes from which it goes on: all but the sums of the blocks that are closed, which are taken
    /// out and kept beside.
    pub fn save(&mut self) -> (Vec<u8>, Vec<u32>) {
        let mut state = vec![SAVED_FORM];
        state.extend(self.size.to_be_bytes());
        state.extend(self.crc.to_be_bytes());
        state.extend(self.block_crc.to_be_bytes());
        if let Some(sha256) = &self.sha256 {
            state.extend(sha256.serialize());
        }
        (state, std::mem::take(&mut self.blocks))
    }

    /// Goes on from where a saved one stood; `None` if these bytes are no such state. The blocks that were closed by
    /// then are the caller's to know.
    pub fn restore(state: &[u8]) -> Option<Self> {
        let (form, rest) = state.split_first()?;
        let (size, rest) = rest.split_first_chunk::<8>()?;
        let (crc, rest) = rest.split_first_chunk::<4>()?;
        let (block_crc, rest) = rest.split_first_chunk::<4>()?;
        let sha256 = match rest {
            [] => None,
            saved => {
                let saved = SerializedState::<Sha256>::try_from(saved).ok()?;
                Some(Sha256::deserialize(&saved).ok()?)
            }
        };
        let size = u64::from_be_bytes(*size);
        (*form == SAVED_FORM).then(|| Self {
            sha256,
            size,
            crc: u32::from_be_bytes(*crc),
            blocks: Vec::new(),
            block_crc: u32::from_be_bytes(*block_crc),
            block_len: size % BLOCK_SIZE,
            run: 0,
        })
    }

    /// CRC32C of what passed since this was last asked.
    pub fn take_run(&mut self) -> u32 {
        std::mem::take(&mut self.run)
    }

    /// Digests of what passed so far.
    pub fn digests(&self) -> Digests {
        let sha256 = self.sha256.clone().map(|sha256| sha256.finalize().into());
        Digests { crc32c: Some(self.crc), sha256 }
    }

    /// CRC32C of what passed of the block that is not closed yet.
    pub fn open_block(&self) -> u32 {
        self.block_crc
    }

    fn close_block(&mut self) {
        self.blocks.push(self.block_crc);
        (self.block_crc, self.block_len) = (0, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers() {
        assert_eq!(crc32c(b"123456789"), 0xE306_9283, "the check value of CRC-32/ISCSI");
        let mut hasher = ContentHasher::new(true);
        hasher.update(b"abc");
        let sha = hasher.finish().digests.sha256.unwrap();
        assert_eq!(sha[..4], [0xBA, 0x78, 0x16, 0xBF], "FIPS 180-4, example 1");
    }

    #[test]
    fn sums_do_not_depend_on_how_the_content_was_cut() {
        let size = usize::try_from(BLOCK_SIZE).unwrap() * 2 + 12_345;
        let content: Vec<u8> = (0..size).map(|at| u8::try_from(at * 31 % 251).unwrap()).collect();
        let measure = |step: usize| {
            let mut hasher = ContentHasher::new(true);
            for piece in content.chunks(step) {
                assert_eq!(hasher.update(piece), crc32c(piece));
            }
            hasher.finish()
        };
        let whole = measure(size);
        assert_eq!(whole.blocks.len(), 3);
        assert_eq!(whole.digests.crc32c, Some(crc32c(&content)));
        assert_eq!(whole.blocks[1], crc32c(&content[1 << 20..2 << 20]));
        for step in [1 << 20, 65_537, 999_983] {
            assert_eq!(measure(step), whole, "{step}");
        }
    }

    #[test]
    fn a_saved_state_goes_on_where_it_stood() {
        let size = usize::try_from(BLOCK_SIZE).unwrap() * 2 + 12_345;
        let content: Vec<u8> = (0..size).map(|at| u8::try_from(at * 31 % 251).unwrap()).collect();
        for with_sha256 in [true, false] {
            let mut whole = ContentHasher::new(with_sha256);
            whole.update(&content);
            let whole = whole.finish();
            for cut in [0, 1, 63, 64, 700_000, 1 << 20, (1 << 20) + 7, 2 << 20, size] {
                let mut first = ContentHasher::new(with_sha256);
                first.update(&content[..cut]);
                let (state, mut blocks) = first.save();
                let mut second = ContentHasher::restore(&state).unwrap();
                assert_eq!((second.size(), second.digests()), (cut as u64, first.digests()));
                second.update(&content[cut..]);
                let sums = second.finish();
                blocks.extend(&sums.blocks);
                assert_eq!(
                    (sums.size, sums.digests, blocks),
                    (whole.size, whole.digests, whole.blocks.clone())
                );
            }
        }
        for nonsense in [&b""[..], b"\x01", &[9; 17], &[1; 60]] {
            assert!(ContentHasher::restore(nonsense).is_none(), "{nonsense:?}");
        }
    }

    #[test]
    fn nothing_has_sums_too() {
        let sums = ContentHasher::new(false).finish();
        assert_eq!((sums.size, sums.digests.crc32c, sums.blocks), (0, Some(0), Vec::new()));
        assert_eq!(sums.digests.sha256, None);
    }
}
