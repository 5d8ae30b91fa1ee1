//! Who serves signed URLs where a store could do it itself.

use std::str::FromStr;

/// Which signed URLs are given away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PresignMode {
    /// The store's own, where it has any that live as long as was asked; else ours.
    #[default]
    Auto,
    /// The store's own, where it has any, even if they end sooner than was asked.
    Native,
    /// Always ours.
    Proxy,
}

impl FromStr for PresignMode {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "auto" => Ok(Self::Auto),
            "native" => Ok(Self::Native),
            "proxy" => Ok(Self::Proxy),
            _ => Err("write auto, native or proxy"),
        }
    }
}
