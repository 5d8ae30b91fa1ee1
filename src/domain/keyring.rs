//! Signs bytes that callers carry for us, and knows them again: page tokens and URLs.
//!
//! The keys are handed in; where they live and when they rotate is not known here.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// A key that signs until another takes its place, and verifies for longer.
#[derive(Clone)]
pub struct SigningKey {
    /// Names the key in what it signed.
    pub id: u32,
    /// The secret.
    pub secret: [u8; 32],
}

/// The keys that verify; the last one signs.
#[derive(Clone)]
pub struct Keyring {
    keys: Vec<SigningKey>,
    current: SigningKey,
}

/// What one signature takes in bytes: 128 bits of HMAC-SHA-256 are far beyond guessing.
const TAG_BYTES: usize = 16;

impl Keyring {
    /// A ring that signs with `current` and also verifies with `older` keys.
    pub fn new(current: SigningKey, older: Vec<SigningKey>) -> Self {
        let mut keys = older;
        keys.push(current.clone());
        Self { keys, current }
    }

    /// `payload` with the key's id before and a tag behind it. `purpose` keeps one kind of token from passing as another.
    pub fn sign(&self, purpose: &str, payload: &[u8]) -> Vec<u8> {
        let mut token = self.current.id.to_be_bytes().to_vec();
        token.extend_from_slice(payload);
        let tag = mac(&self.current, purpose, payload).finalize().into_bytes();
        token.extend_from_slice(&tag[..TAG_BYTES]);
        token
    }

    /// The key that a token says it was signed with, whoever made it.
    pub fn key_of(token: &[u8]) -> Option<u32> {
        token.first_chunk::<4>().map(|id| u32::from_be_bytes(*id))
    }

    /// Does the ring hold this key?
    pub fn knows(&self, id: u32) -> bool {
        self.keys.iter().any(|key| key.id == id)
    }

    /// The payload of a token that this ring signed for this purpose.
    pub fn verify<'a>(&self, purpose: &str, token: &'a [u8]) -> Option<&'a [u8]> {
        let (id, rest) = token.split_first_chunk::<4>()?;
        let payload_len = rest.len().checked_sub(TAG_BYTES)?;
        let (payload, tag) = rest.split_at(payload_len);
        let key = self.keys.iter().find(|key| key.id == u32::from_be_bytes(*id))?;
        mac(key, purpose, payload).verify_truncated_left(tag).ok().map(|()| payload)
    }
}

fn mac(key: &SigningKey, purpose: &str, payload: &[u8]) -> Hmac<Sha256> {
    // HMAC fills a shorter key up with zeros to the hash's block (RFC 2104); done here, it cannot fail.
    let mut block = [0; 64];
    block[..key.secret.len()].copy_from_slice(&key.secret);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(&(purpose.len() as u64).to_be_bytes());
    mac.update(purpose.as_bytes());
    mac.update(payload);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: u32) -> SigningKey {
        SigningKey { id, secret: [u8::try_from(id).unwrap(); 32] }
    }

    #[test]
    fn what_was_signed_is_known_again_and_nothing_else() {
        let ring = Keyring::new(key(1), vec![]);
        let token = ring.sign("page", b"hello");
        assert_eq!(ring.verify("page", &token), Some(&b"hello"[..]));
        assert_eq!(ring.verify("url", &token), None, "another purpose");
        for at in 0..token.len() {
            let mut bent = token.clone();
            bent[at] ^= 1;
            assert_eq!(ring.verify("page", &bent), None, "byte {at} changed");
            assert_eq!(ring.verify("page", &token[..at]), None, "cut at {at}");
        }
    }

    #[test]
    fn an_older_key_verifies_but_signs_no_more() {
        let old = Keyring::new(key(1), vec![]).sign("page", b"x");
        let ring = Keyring::new(key(2), vec![key(1)]);
        assert!(ring.verify("page", &old).is_some());
        assert!(Keyring::new(key(2), vec![]).verify("page", &old).is_none());
        assert!(ring.knows(1) && ring.knows(2) && !ring.knows(3));
        assert_eq!(Keyring::key_of(&old), Some(1));
        assert_eq!(Keyring::key_of(&ring.sign("page", b"x")), Some(2));
    }
}
