//! Ids, each its own type: made here, parsed here.

use std::fmt;
use std::sync::Arc;

use uuid::Uuid;

use super::Timestamp;
use super::grid::encoded_len;
use crate::chance::Chance;
use crate::error::{Error, Result};

/// Declares ids that are UUIDv7: ordered by the time they were made, otherwise random.
macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// A fresh id of this moment.
            pub fn generate(now: Timestamp, chance: &dyn Chance) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(now.as_millis(), &chance.bytes()).into_uuid())
            }

            /// Reads the one form that is ours: lower case, with hyphens. `field` names it in the error.
            pub fn parse(field: &str, text: &str) -> Result<Self> {
                let id = Uuid::try_parse(text).ok().map(Self).filter(|id| id.to_string() == text);
                id.ok_or_else(|| Error::invalid(field, "must be a lower-case UUID with hyphens"))
            }

            /// The id that these bytes are, as a catalog keeps them.
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// The bytes of the id, in the order of its text.
            pub fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self.0.as_hyphenated(), f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    )+};
}

uuid_ids! {
    /// Names an artifact for its whole life.
    ArtifactId,
    /// Names an upload; a part of the key of the bytes it writes.
    UploadId,
    /// Names one incarnation of a session. Artifacts belong to it, so a session name used again starts empty.
    SessionUid,
    /// Names a share link to those who look after it; not the secret in its URL.
    LinkId,
}

/// The most bytes that a session or user id may have.
const NAME_MAX_BYTES: usize = 128;
/// The most bytes that an id may take inside a key: half of what a file name may have on the common file systems.
const ENCODED_MAX_BYTES: usize = 200;

/// Declares ids that callers choose: any text of bounded length without control characters.
macro_rules! text_ids {
    ($($(#[$doc:meta])* $name:ident,)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Reads an id that a caller chose. `field` names it in the error.
            pub fn parse(field: &str, text: &str) -> Result<Self> {
                check_name(field, text)?;
                Ok(Self(text.into()))
            }
        }

        text_id_views!($name);
    )+};
}

macro_rules! text_id_views {
    ($name:ident) => {
        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}

text_ids! {
    /// Names a session inside its sandbox.
    SessionId,
    /// Names a person inside a sandbox.
    UserId,
}

fn check_name(field: &str, text: &str) -> Result<()> {
    if text.is_empty() || text.len() > NAME_MAX_BYTES {
        return Err(Error::invalid(field, format!("must have 1 to {NAME_MAX_BYTES} bytes")));
    }
    if text.chars().any(char::is_control) {
        return Err(Error::invalid(field, "must not contain control characters"));
    }
    if encoded_len(text) > ENCODED_MAX_BYTES {
        let why = format!(
            "takes more than {ENCODED_MAX_BYTES} bytes inside a key, where most characters take three"
        );
        return Err(Error::invalid(field, why));
    }
    Ok(())
}

impl SessionId {
    /// A session name of our own making: `sess-{user}-{epoch seconds}-{random}`, without the user's part for nobody.
    /// Of the user's id it shows the first eight ASCII letters and digits.
    pub fn generate(user: Option<&UserId>, now: Timestamp, chance: &dyn Chance) -> Self {
        let short: String = user
            .map(|user| user.as_str().chars().filter(char::is_ascii_alphanumeric).take(8).collect())
            .unwrap_or_default();
        let random = u64::from_be_bytes(chance.bytes());
        let seconds = now.as_secs();
        let name = match short.as_str() {
            "" => format!("sess-{seconds}-{random:016x}"),
            short => format!("sess-{short}-{seconds}-{random:016x}"),
        };
        Self(name.into())
    }
}

/// The outermost boundary: one application or tenant.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SandboxId(Arc<str>);

text_id_views!(SandboxId);

impl SandboxId {
    /// The most bytes that a sandbox's name may have.
    const MAX_BYTES: usize = 63;

    /// The sandbox of those who name none: never a host's name, which would make every replica a world of its own.
    pub fn default_sandbox() -> Self {
        Self("default".into())
    }

    /// Reads a sandbox's name: `[a-z0-9][a-z0-9_-]{0,62}`.
    pub fn parse(field: &str, text: &str) -> Result<Self> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let legal = text.bytes().next().is_some_and(plain)
            && text.len() <= Self::MAX_BYTES
            && text.bytes().all(|byte| plain(byte) || matches!(byte, b'_' | b'-'));
        if !legal {
            let why = "must be 1 to 63 of a-z, 0-9, _ and -, and begin with a letter or digit";
            return Err(Error::invalid(field, why));
        }
        Ok(Self(text.into()))
    }
}

/// The name of a configured blob store; rows say by it where their bytes are.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoreName(Arc<str>);

text_id_views!(StoreName);

impl StoreName {
    /// The store that the `ARTIFACT_*` variables describe.
    pub fn default_store() -> Self {
        Self("default".into())
    }

    /// The catalog itself, which keeps small content in the artifact's row.
    pub fn catalog() -> Self {
        Self("catalog".into())
    }

    /// Reads a store's name: as a sandbox's.
    pub fn parse(field: &str, text: &str) -> Result<Self> {
        SandboxId::parse(field, text).map(|name| Self(name.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::SeededChance;

    #[test]
    fn uuid_ids_are_read_in_one_form_only() {
        let id = ArtifactId::generate(Timestamp::from_micros(1_700_000_000_000_000), &SeededChance::new(1));
        let text = id.to_string();
        assert_eq!(ArtifactId::parse("id", &text).unwrap(), id);
        for other in [text.to_uppercase(), text.replace('-', ""), format!("{{{text}}}"), String::new()] {
            assert!(ArtifactId::parse("id", &other).is_err(), "{other}");
        }
    }

    #[test]
    fn later_ids_sort_after_earlier_ones() {
        let chance = SeededChance::new(7);
        let earlier = UploadId::generate(Timestamp::from_micros(1_000_000), &chance);
        let later = UploadId::generate(Timestamp::from_micros(2_000_000), &chance);
        assert!(earlier < later && earlier.to_string() < later.to_string());
    }

    #[test]
    fn names_of_any_sane_form_are_taken_and_others_refused() {
        for fine in ["user_7", "org_9", "tenant_1_user_2", "Ä", "a b/c", "..", "🙂"] {
            assert!(UserId::parse("user", fine).is_ok(), "{fine}");
        }
        let (long, wide) = ("x".repeat(129), "ä".repeat(34));
        for bad in ["", "a\0b", "a\nb", "a\u{85}b", &long, &wide] {
            assert!(SessionId::parse("session", bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn generated_session_names_show_user_and_time() {
        let user = UserId::parse("user", "al-ice@example.org").unwrap();
        let now = Timestamp::from_micros(1_700_000_000_999_999);
        let name = SessionId::generate(Some(&user), now, &SeededChance::new(3)).to_string();
        assert!(name.starts_with("sess-aliceexa-1700000000-"), "{name}");
        let name = SessionId::generate(None, now, &SeededChance::new(3)).to_string();
        assert!(name.starts_with("sess-1700000000-"), "{name}");
    }

    #[test]
    fn sandbox_names_are_narrow() {
        for fine in ["default", "0", "a_b-c"] {
            assert!(SandboxId::parse("sandbox", fine).is_ok(), "{fine}");
        }
        let long = "a".repeat(64);
        for bad in ["", "-a", "_a", "A", "a.b", "a/b", "ä", &long] {
            assert!(SandboxId::parse("sandbox", bad).is_err(), "{bad:?}");
        }
    }
}
