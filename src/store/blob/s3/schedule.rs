//! How large the parts of a large object are.

use crate::error::{Error, ErrorKind, Result};

/// What S3 takes.
pub(super) const MOST_PARTS: u32 = 10_000;
/// What we plan for, so that a size that was only nearly right still fits.
const PLANNED_PARTS: u64 = 9_000;
/// Of unknown size: how many parts there are of one size.
const DOUBLES_AFTER: u32 = 1_000;
/// Sizes are whole blocks, so that no block of a read lies in two parts.
const GRAIN: u64 = 1 << 20;

/// The sizes of one object's parts.
#[derive(Debug, Clone, Copy)]
pub(in crate::store::blob) struct Schedule {
    first: u64,
    doubles: bool,
    largest: u64,
}

impl Schedule {
    /// For content of this size, if it is known; a part is never larger than `largest`.
    pub(in crate::store::blob) fn new(size: Option<u64>, least: u64, largest: u64) -> Self {
        let planned = size.map_or(0, |size| size.div_ceil(PLANNED_PARTS).next_multiple_of(GRAIN));
        Self { first: least.max(planned).min(largest), doubles: size.is_none(), largest }
    }

    /// The size of the part of this number, from 1 on.
    pub(in crate::store::blob) fn size(&self, number: u32) -> Result<u64> {
        if number > MOST_PARTS {
            let why = "the content has more parts than the blob store takes; declare its size, and parts grow with it";
            return Err(ErrorKind::SizeLimit.error(why));
        }
        let doublings = if self.doubles { number.saturating_sub(1) / DOUBLES_AFTER } else { 0 };
        Ok(self.first.checked_shl(doublings).unwrap_or(self.largest).min(self.largest))
    }

    /// Refuses content that no number of parts could hold.
    pub(in crate::store::blob) fn check(&self, size: u64) -> Result<()> {
        let most = self.largest.saturating_mul(PLANNED_PARTS);
        if size <= most { Ok(()) } else { Err(too_large(most)) }
    }
}

fn too_large(most: u64) -> Error {
    ErrorKind::SizeLimit.error(format!("the blob store takes at most {most} bytes")).with("limit", most)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1 << 20;

    #[test]
    fn parts_grow_with_a_known_size_and_stay_the_same() {
        let small = Schedule::new(Some(100 * MIB), 8 * MIB, 128 * MIB);
        assert_eq!((small.size(1).unwrap(), small.size(9_999).unwrap()), (8 * MIB, 8 * MIB));
        let tebibyte = Schedule::new(Some(1 << 40), 8 * MIB, 128 * MIB);
        assert_eq!(tebibyte.size(1).unwrap(), 117 * MIB);
        assert!(tebibyte.size(1).unwrap() * PLANNED_PARTS >= 1 << 40);
        tebibyte.check(1 << 40).unwrap();
        assert_eq!(tebibyte.check(2 << 40).unwrap_err().kind(), ErrorKind::SizeLimit);
    }

    #[test]
    fn parts_of_an_unknown_size_double_every_thousand_up_to_half_the_pool() {
        let schedule = Schedule::new(None, 8 * MIB, 128 * MIB);
        let sizes =
            [1, 1_000, 1_001, 2_001, 3_001, 4_001, 5_001, 10_000].map(|n| schedule.size(n).unwrap() / MIB);
        assert_eq!(sizes, [8, 8, 16, 32, 64, 128, 128, 128]);
        assert_eq!(schedule.size(10_001).unwrap_err().kind(), ErrorKind::SizeLimit);
    }
}
