//! Pages of a listing (AIP-158): a bounded size, and an opaque token that is bound to its query.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use super::Keyring;
use crate::error::{Error, ErrorKind, Result};

/// How much of a listing a caller wants, and from where on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    /// At most so many items; a page may hold fewer and not be the last.
    pub size: usize,
    /// The token of the page before, empty for the first: only [`PageToken`] knows how to read it.
    pub token: String,
}

impl PageRequest {
    /// Items of a page when the caller does not say.
    pub const DEFAULT: usize = 100;
    /// The most items of a page; more is cut down to it.
    pub const MAX: usize = 1_000;
    /// A page ends when its items' text passes this, so that an answer always fits a message.
    pub const MAX_BYTES: usize = 3 << 20;

    /// The page size that a caller asked for: 0 is the default, a negative one is refused.
    pub fn parse_size(field: &str, size: i32) -> Result<usize> {
        match usize::try_from(size) {
            Ok(0) => Ok(Self::DEFAULT),
            Ok(size) => Ok(size.min(Self::MAX)),
            Err(_) => Err(Error::invalid(field, "must not be negative")),
        }
    }
}

/// Writes and reads the tokens of one query: a position in its order, signed together with the query's fingerprint.
/// A token authorizes nothing, it only says where to go on.
pub struct PageToken<'a> {
    ring: &'a Keyring,
    query: [u8; 32],
}

const PURPOSE: &str = "page";

impl<'a> PageToken<'a> {
    /// The key that a token says it was signed with: none if it is empty, or no token.
    pub fn key_of(token: &str) -> Option<u32> {
        Keyring::key_of(&URL_SAFE_NO_PAD.decode(token).ok()?)
    }

    /// The tokens of the query that these parts describe: all but the page's size and token.
    pub fn of_query(ring: &'a Keyring, parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Self { ring, query: hash.finalize().into() }
    }

    /// The token that leads on from `position`.
    pub fn write(&self, position: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode(self.ring.sign(PURPOSE, &[&self.query[..], position].concat()))
    }

    /// The position that a token leads on from; an empty token is the beginning.
    pub fn read(&self, token: &str) -> Result<Option<Vec<u8>>> {
        if token.is_empty() {
            return Ok(None);
        }
        let invalid = || ErrorKind::PageTokenInvalid.error("the page token is none of this query");
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| invalid())?;
        let payload = self.ring.verify(PURPOSE, &bytes).ok_or_else(invalid)?;
        let position = payload.strip_prefix(&self.query[..]).ok_or_else(invalid)?;
        Ok(Some(position.to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::SigningKey;

    #[test]
    fn a_token_leads_on_in_its_own_query_only() {
        let ring = Keyring::new(SigningKey { id: 1, secret: [1; 32] }, vec![]);
        let tokens = PageToken::of_query(&ring, &[b"list", b"a", b"bc"]);
        let token = tokens.write(b"here");
        assert_eq!(tokens.read(&token).unwrap(), Some(b"here".to_vec()));
        assert_eq!(tokens.read("").unwrap(), None);
        // The same bytes, parted elsewhere, are another query.
        let other = PageToken::of_query(&ring, &[b"list", b"ab", b"c"]);
        for bad in
            [other.read(&token), tokens.read("AAAA"), tokens.read("not base64 !"), tokens.read(&token[1..])]
        {
            assert_eq!(bad.unwrap_err().kind(), ErrorKind::PageTokenInvalid);
        }
    }
}
