//! Keys: where an artifact stands on the grid, and where the bytes of one version lie.
//!
//! ```text
//! grid/{sandbox}/sessions/{session}/{artifact}
//! grid/{sandbox}/users/{user}/{artifact}
//! grid/{sandbox}/shared/{artifact}          blob key = grid key + "." + upload id
//! ```
//!
//! Of an id, the bytes `A-Z a-z 0-9 _ -` stand as they are, and a dot unless it comes first; every other byte becomes
//! `!` and two upper-case hex digits. So a key has no empty, `.` or `..` part, whatever the ids are, and each key has
//! exactly one spelling: parsing refuses every other.

use std::fmt::{self, Write};

use super::{ArtifactId, Owner, SandboxId, SessionId, UploadId, UserId};
use crate::error::{Error, Result};

/// How many bytes `id` takes inside a key.
pub(super) fn encoded_len(id: &str) -> usize {
    id.bytes().enumerate().map(|(at, byte)| if stands_as_it_is(at, byte) { 1 } else { 3 }).sum()
}

fn stands_as_it_is(at: usize, byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-') || (byte == b'.' && at > 0)
}

fn encode(id: &str) -> String {
    let mut key = String::with_capacity(encoded_len(id));
    for (at, byte) in id.bytes().enumerate() {
        if stands_as_it_is(at, byte) {
            key.push(char::from(byte));
        } else {
            // Writing into a String cannot fail.
            let _ = write!(key, "!{byte:02X}");
        }
    }
    key
}

fn decode(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'!' {
            let (high, low) = (hex(rest.next()?)?, hex(rest.next()?)?);
            bytes.push(high * 16 + low);
        } else {
            bytes.push(byte);
        }
    }
    // Only the canonical spelling is a key: what decodes but encodes to something else is not ours.
    String::from_utf8(bytes).ok().filter(|id| encode(id) == part)
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// To whom a key says that its artifact belongs. Of a session it knows the name, not the incarnation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum GridOwner {
    /// A session.
    Session(SessionId),
    /// A user.
    User(UserId),
    /// The sandbox.
    Sandbox,
}

/// Where an artifact stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GridKey {
    sandbox: SandboxId,
    owner: GridOwner,
    artifact: ArtifactId,
}

impl GridKey {
    /// The key of this artifact.
    pub fn new(sandbox: &SandboxId, owner: &Owner, artifact: ArtifactId) -> Self {
        let owner = match owner {
            Owner::Session(session) => GridOwner::Session(session.id.clone()),
            Owner::User(user) => GridOwner::User(user.clone()),
            Owner::Sandbox => GridOwner::Sandbox,
        };
        Self { sandbox: sandbox.clone(), owner, artifact }
    }

    /// Reads a key back; anything but a key's one spelling is refused.
    pub fn parse(text: &str) -> Result<Self> {
        Self::read(text).ok_or_else(|| Error::invalid("key", "is not a grid key"))
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('/');
        if parts.next()? != "grid" {
            return None;
        }
        let sandbox = SandboxId::parse("key", parts.next()?).ok()?;
        let owner = match parts.next()? {
            "sessions" => GridOwner::Session(SessionId::parse("key", &decode(parts.next()?)?).ok()?),
            "users" => GridOwner::User(UserId::parse("key", &decode(parts.next()?)?).ok()?),
            "shared" => GridOwner::Sandbox,
            _ => return None,
        };
        let artifact = ArtifactId::parse("key", parts.next()?).ok()?;
        parts.next().is_none().then_some(Self { sandbox, owner, artifact })
    }

    /// The artifact that stands there.
    pub fn artifact(&self) -> ArtifactId {
        self.artifact
    }

    /// The sandbox it is in.
    pub fn sandbox(&self) -> &SandboxId {
        &self.sandbox
    }

    /// To whom it belongs.
    pub fn owner(&self) -> &GridOwner {
        &self.owner
    }

    /// The key of the bytes that one upload writes for this artifact.
    pub fn blob(&self, upload: UploadId) -> BlobKey {
        BlobKey(format!("{self}.{upload}"))
    }
}

impl fmt::Display for GridKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sandbox, owner, artifact } = self;
        match owner {
            GridOwner::Session(session) => {
                write!(f, "grid/{sandbox}/sessions/{}/{artifact}", encode(session.as_str()))
            }
            GridOwner::User(user) => write!(f, "grid/{sandbox}/users/{}/{artifact}", encode(user.as_str())),
            GridOwner::Sandbox => write!(f, "grid/{sandbox}/shared/{artifact}"),
        }
    }
}

/// The address of the bytes of one version in a blob store.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobKey(String);

impl BlobKey {
    /// Reads a key as a catalog row or a bucket listing has it; anything but one of ours is refused.
    pub fn parse(text: &str) -> Result<Self> {
        let parts = text.rsplit_once('.').and_then(|(grid, upload)| {
            GridKey::read(grid)?;
            UploadId::parse("key", upload).ok()
        });
        match parts {
            Some(_) => Ok(Self(text.to_owned())),
            None => Err(Error::invalid("key", "is not a blob key")),
        }
    }

    /// The artifact and the upload that the key names.
    pub fn ids(&self) -> Option<(ArtifactId, UploadId)> {
        let (grid, upload) = self.0.rsplit_once('.')?;
        let artifact = ArtifactId::parse("key", grid.rsplit('/').next()?).ok()?;
        Some((artifact, UploadId::parse("key", upload).ok()?))
    }

    /// The key as a backend sees it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    #[test]
    fn keys_have_the_documented_form() {
        let sandbox = SandboxId::parse("sandbox", "acme").unwrap();
        let artifact = ArtifactId::parse("id", ID).unwrap();
        let user = Owner::User(UserId::parse("user", ".a/ä.b").unwrap());
        let key = GridKey::new(&sandbox, &user, artifact);
        assert_eq!(key.to_string(), format!("grid/acme/users/!2Ea!2F!C3!A4.b/{ID}"));
        let shared = GridKey::new(&sandbox, &Owner::Sandbox, artifact);
        assert_eq!(shared.to_string(), format!("grid/acme/shared/{ID}"));
        let upload = UploadId::parse("id", ID).unwrap();
        assert_eq!(shared.blob(upload).as_str(), format!("grid/acme/shared/{ID}.{ID}"));
    }

    #[test]
    fn other_spellings_are_no_keys() {
        for bad in [
            format!("grid/acme/users/a%2Fb/{ID}"),
            format!("grid/acme/users/!2fb/{ID}"),
            format!("grid/acme/users/!61/{ID}"),
            format!("grid/acme/users/.a/{ID}"),
            format!("grid/acme/users/../{ID}"),
            format!("grid/acme/users//{ID}"),
            format!("grid/acme/shared/x/{ID}"),
            format!("grid/acme/other/x/{ID}"),
            format!("grid/acme/shared/{}", ID.to_uppercase()),
            format!("/grid/acme/shared/{ID}"),
            "grid/acme/users/!FF".to_owned(),
        ] {
            assert!(GridKey::parse(&bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_legal_id_survives_the_way_through_a_key(name in "\\PC{1,20}") {
            if let Ok(user) = UserId::parse("user", &name) {
                let sandbox = SandboxId::parse("sandbox", "s").unwrap();
                let key = GridKey::new(&sandbox, &Owner::User(user), ArtifactId::parse("id", ID).unwrap());
                let text = key.to_string();
                prop_assert!(text.split('/').all(|part| !part.is_empty() && !part.starts_with('.')));
                prop_assert_eq!(GridKey::parse(&text).unwrap(), key);
            }
        }

        #[test]
        fn parsing_never_panics_and_knows_one_spelling(text in "grid/[a-z]{1,3}/(users|sessions)/[!A-Fa-f0-9.]{1,8}/x?") {
            let text = format!("{text}{ID}");
            if let Ok(key) = GridKey::parse(&text) {
                prop_assert_eq!(key.to_string(), text);
            }
        }
    }
}
