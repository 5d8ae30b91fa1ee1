//! A part of some content, as asked for and as it turned out.

use crate::error::{ErrorKind, Result};

/// Which bytes a caller wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ByteRange {
    /// All of them.
    #[default]
    Whole,
    /// From `offset` on.
    Span {
        /// Where to begin.
        offset: u64,
        /// How many; `None` is to the end. A length past the end is cut.
        length: Option<u64>,
    },
    /// The last so many; all of them if there are fewer.
    Suffix(u64),
}

/// A range that lies inside its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResolvedRange {
    /// Where it begins.
    pub offset: u64,
    /// How many bytes it has.
    pub length: u64,
}

impl ResolvedRange {
    /// Where it ends.
    pub fn end(self) -> u64 {
        self.offset + self.length
    }
}

impl ByteRange {
    /// The range inside content of this size. Nothing begins behind the end, but the end of nothing may be read.
    pub fn resolve(self, size: u64) -> Result<ResolvedRange> {
        let (offset, length) = match self {
            Self::Whole => (0, size),
            Self::Span { offset, length } => (offset, length.unwrap_or(u64::MAX)),
            Self::Suffix(length) => (size.saturating_sub(length), length),
        };
        if offset > 0 && offset >= size && self != Self::Suffix(0) {
            let error =
                ErrorKind::RangeNotSatisfiable.error("the range begins at or behind the end of the content");
            return Err(error.with("offset", offset).with("size", size));
        }
        Ok(ResolvedRange { offset, length: length.min(size - offset) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ranges_are_cut_at_the_end_and_refused_behind_it() {
        let span = |offset, length| ByteRange::Span { offset, length };
        let resolved = |range: ByteRange, size| range.resolve(size).map(|r| (r.offset, r.length)).ok();
        assert_eq!(resolved(ByteRange::Whole, 0), Some((0, 0)));
        assert_eq!(resolved(span(0, None), 0), Some((0, 0)));
        assert_eq!(resolved(span(1, None), 0), None);
        assert_eq!(resolved(span(4, Some(100)), 10), Some((4, 6)));
        assert_eq!(resolved(span(9, Some(1)), 10), Some((9, 1)));
        assert_eq!(resolved(span(10, None), 10), None);
        assert_eq!(resolved(ByteRange::Suffix(3), 10), Some((7, 3)));
        assert_eq!(resolved(ByteRange::Suffix(30), 10), Some((0, 10)));
        assert_eq!(resolved(ByteRange::Suffix(0), 10), Some((10, 0)));
    }

    proptest! {
        #[test]
        fn a_resolved_range_lies_inside(offset: u64, length: Option<u64>, size in 0u64..1 << 40) {
            for range in [ByteRange::Span { offset, length }, ByteRange::Suffix(offset), ByteRange::Whole] {
                if let Ok(range) = range.resolve(size) {
                    prop_assert!(range.offset <= size && range.length <= size - range.offset);
                }
            }
        }
    }
}
