//! A share link: a URL that anybody may read an artifact by, until it ends, is revoked or is used up.
//!
//! Its *id* names it to those who look after it; its *secret* stands in the URL and is told once. Kept is only the
//! secret's hash, so who reads the catalog cannot follow a link.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use super::{ArtifactId, LinkId, SandboxId, Timestamp};
use crate::chance::Chance;

/// How a browser should treat content behind a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Disposition {
    /// Save as a file.
    #[default]
    Attachment,
    /// Show in place.
    Inline,
}

/// A link, as the catalog knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareLink {
    /// Names it.
    pub id: LinkId,
    /// The sandbox of what it leads to.
    pub sandbox: SandboxId,
    /// What it leads to, in whatever version is current then.
    pub artifact: ArtifactId,
    /// How browsers treat it.
    pub disposition: Disposition,
    /// When it was made.
    pub create_time: Timestamp,
    /// Its own end; it ends with its artifact in any case.
    pub expire_time: Option<Timestamp>,
    /// How many downloads it allows.
    pub max_downloads: Option<u64>,
    /// How many there were.
    pub downloads: u64,
    /// When it was revoked.
    pub revoke_time: Option<Timestamp>,
}

impl ShareLink {
    /// May it be followed? Whether its artifact is still there is another question.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.revoke_time.is_none()
            && self.expire_time.is_none_or(|end| now < end)
            && self.max_downloads.is_none_or(|max| self.downloads < max)
    }
}

/// What stands in a link's URL: whoever has it may follow the link.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct LinkSecret([u8; 24]);

impl LinkSecret {
    /// A fresh one: 192 bits, far beyond guessing.
    pub fn generate(chance: &dyn Chance) -> Self {
        Self(chance.bytes())
    }

    /// The secret of these bytes.
    pub fn from_bytes(bytes: [u8; 24]) -> Self {
        Self(bytes)
    }

    /// The secret's bytes.
    pub fn as_bytes(&self) -> &[u8; 24] {
        &self.0
    }

    /// Reads what stood in a URL; what is no secret of ours belongs to no link.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// As it stands in a URL.
    pub fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What is kept of it.
    pub fn hash(&self) -> LinkHash {
        LinkHash(Sha256::digest(self.0).into())
    }
}

impl fmt::Debug for LinkSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkSecret(…)")
    }
}

/// By what a link's URL is known again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkHash(pub [u8; 32]);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::SeededChance;

    #[test]
    fn a_secret_is_read_in_one_form_only_and_never_printed() {
        let secret = LinkSecret::generate(&SeededChance::new(5));
        let text = secret.to_text();
        assert_eq!(LinkSecret::parse(&text), Some(secret));
        assert!(!format!("{secret:?}").contains(&text));
        for other in ["", &text[1..], &format!("{text}A"), &format!("{text}="), "/etc/passwd"] {
            assert_eq!(LinkSecret::parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_link_is_open_until_the_first_of_its_ends() {
        let at = Timestamp::from_micros;
        let link = ShareLink {
            id: LinkId::generate(at(0), &SeededChance::new(1)),
            sandbox: SandboxId::default_sandbox(),
            artifact: ArtifactId::generate(at(0), &SeededChance::new(2)),
            disposition: Disposition::Attachment,
            create_time: at(0),
            expire_time: Some(at(10)),
            max_downloads: Some(2),
            downloads: 1,
            revoke_time: None,
        };
        assert!(link.is_open(at(9)));
        assert!(!link.is_open(at(10)), "expired");
        assert!(!ShareLink { downloads: 2, ..link.clone() }.is_open(at(9)), "used up");
        assert!(!ShareLink { revoke_time: Some(at(1)), ..link }.is_open(at(9)), "revoked");
    }
}
