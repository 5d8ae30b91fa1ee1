//! Content that its label tells: a whole artifact can be recognized without a copy of it.

use std::fmt;
use std::str::FromStr;

use rand::rngs::SmallRng;
use rand::{Rng as _, SeedableRng as _};

/// A seed and a size, which together are some content. An artifact carries it as its summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Label {
    pub(crate) seed: u64,
    pub(crate) size: usize,
}

impl Label {
    /// The content.
    pub(crate) fn bytes(self) -> Vec<u8> {
        let mut bytes = vec![0; self.size];
        SmallRng::seed_from_u64(self.seed).fill_bytes(&mut bytes);
        bytes
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}-{}", self.seed, self.size)
    }
}

impl FromStr for Label {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parse = || {
            let (seed, size) = text.split_once('-')?;
            Some(Self { seed: u64::from_str_radix(seed, 16).ok()?, size: size.parse().ok()? })
        };
        parse().ok_or_else(|| format!("not a label: {text:?}"))
    }
}
