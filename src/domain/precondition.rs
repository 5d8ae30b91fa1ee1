//! What must still be so for a change to be made (AIP-154).

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::error::{Error, ErrorKind, Result};

/// The opaque form of a revision.
#[derive(Clone, PartialEq, Eq)]
pub struct Etag(String);

impl Etag {
    const MAX_BYTES: usize = 64;

    /// The etag of revision `revision` of the thing with this id. The id's last bytes are mixed in so that nobody
    /// takes an etag for a number to count on; it is a name, not a secret.
    pub fn of(id: &[u8; 16], revision: u64) -> Self {
        let mut mask = [0; 8];
        mask.copy_from_slice(&id[8..]);
        Self(URL_SAFE_NO_PAD.encode((u64::from_be_bytes(mask) ^ revision.rotate_left(17)).to_be_bytes()))
    }

    /// Takes an etag that a caller sent back. Any text of sane length may be one; one of ours is found by comparing.
    pub fn parse(field: &str, text: &str) -> Result<Self> {
        if text.is_empty() || text.len() > Self::MAX_BYTES {
            return Err(Error::invalid(field, "is not an etag"));
        }
        Ok(Self(text.to_owned()))
    }

    /// The etag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Etag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// When a change may be made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Precondition {
    /// Always: the last commit wins, whole.
    #[default]
    None,
    /// While the resource is as the caller saw it.
    IfEtag(Etag),
}

impl Precondition {
    /// Does it hold for a thing that now has this etag?
    pub fn check(&self, current: &Etag) -> Result<()> {
        match self {
            Self::IfEtag(seen) if seen != current => {
                Err(ErrorKind::EtagMismatch.error("it has changed since the etag was read; read it again"))
            }
            Self::None | Self::IfEtag(_) => Ok(()),
        }
    }
}
