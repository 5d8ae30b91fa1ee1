//! Grid keys: where an artifact stands, as buckets, logs and [`Artifact::grid_key`](crate::Artifact::grid_key) show it.
//!
//! ```text
//! grid/{sandbox}/sessions/{session}/{artifact}
//! grid/{sandbox}/users/{user}/{artifact}
//! grid/{sandbox}/shared/{artifact}
//! ```
//!
//! Of an id, the bytes `A-Z a-z 0-9 _ -` stand as they are, and a dot unless it comes first; every other byte becomes
//! `!` and two upper-case hex digits. So no key climbs out of its place, whatever the ids are, and each key has one
//! spelling: parsing refuses every other. The server's own keys are made elsewhere, since a server does not ask its
//! client how it names things; that the two agree is held by `clients/scenarios/grid_keys.json`, which both are tested
//! by, as every other SDK is.
//!
//! ```
//! use artigrid_client::{GridKey, GridOwner};
//!
//! let owner = GridOwner::Session("sess 1".to_owned());
//! let key = GridKey::new("acme", owner, "01890a5d-ac96-774b-bcce-b302099a8057")?;
//! assert_eq!(key.prefix(), "grid/acme/sessions/sess!201/");
//! assert_eq!(key.to_string(), "grid/acme/sessions/sess!201/01890a5d-ac96-774b-bcce-b302099a8057");
//! assert_eq!(GridKey::parse(&key.to_string())?, key);
//! assert!(GridKey::parse("grid/acme/sessions/../01890a5d-ac96-774b-bcce-b302099a8057").is_err());
//! # Ok::<_, artigrid_client::Error>(())
//! ```

use std::fmt::{self, Write as _};

use crate::error::{Error, Result};
use crate::model::Scope;

/// The most bytes that a session's or user's id has, and the most that it takes inside a key.
const ID_MAX: usize = 128;
const ENCODED_MAX: usize = 200;
/// The most bytes that a sandbox's name has.
const SANDBOX_MAX: usize = 63;

/// To whom a key says that its artifact belongs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum GridOwner {
    /// A session.
    Session(String),
    /// A user.
    User(String),
    /// The sandbox.
    Sandbox,
}

/// Where an artifact stands. What is one of these is well-formed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GridKey {
    sandbox: String,
    owner: GridOwner,
    artifact: String,
}

impl GridKey {
    /// The key of this artifact.
    ///
    /// # Errors
    /// One of the ids is none that the server would take.
    pub fn new(sandbox: impl Into<String>, owner: GridOwner, artifact: impl Into<String>) -> Result<Self> {
        let (sandbox, artifact) = (sandbox.into(), artifact.into());
        check_place(&sandbox, &owner)?;
        if !is_artifact(&artifact) {
            return Err(Error::usage("an artifact's id is a lower-case UUID with hyphens"));
        }
        Ok(Self { sandbox, owner, artifact })
    }

    /// Reads a key back.
    ///
    /// # Errors
    /// It is not the one spelling of a key.
    pub fn parse(key: &str) -> Result<Self> {
        Self::read(key).ok_or_else(|| Error::usage("not a grid key"))
    }

    fn read(key: &str) -> Option<Self> {
        let mut parts = key.split('/');
        if parts.next()? != "grid" {
            return None;
        }
        let sandbox = parts.next()?;
        let owner = match parts.next()? {
            "sessions" => GridOwner::Session(decode(parts.next()?)?),
            "users" => GridOwner::User(decode(parts.next()?)?),
            "shared" => GridOwner::Sandbox,
            _ => return None,
        };
        let read = Self::new(sandbox, owner, parts.next()?).ok()?;
        parts.next().is_none().then_some(read)
    }

    /// Everything in front of the artifact's id: the prefix of all keys of its owner.
    #[must_use]
    pub fn prefix(&self) -> String {
        prefix(&self.sandbox, &self.owner)
    }

    /// The sandbox it is in.
    #[must_use]
    pub fn sandbox(&self) -> &str {
        &self.sandbox
    }

    /// To whom it belongs.
    #[must_use]
    pub fn owner(&self) -> &GridOwner {
        &self.owner
    }

    /// The artifact's id.
    #[must_use]
    pub fn artifact(&self) -> &str {
        &self.artifact
    }
}

impl fmt::Display for GridKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.prefix(), self.artifact)
    }
}

impl std::str::FromStr for GridKey {
    type Err = Error;

    fn from_str(key: &str) -> Result<Self> {
        Self::parse(key)
    }
}

impl GridOwner {
    /// The prefix of all keys of this owner's artifacts, with the slash at its end.
    ///
    /// # Errors
    /// The sandbox's name or the id is none that the server would take.
    pub fn prefix(&self, sandbox: &str) -> Result<String> {
        check_place(sandbox, self)?;
        Ok(prefix(sandbox, self))
    }

    /// The scope that this owner's artifacts have.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self {
            Self::Session(_) => Scope::Session,
            Self::User(_) => Scope::User,
            Self::Sandbox => Scope::Sandbox,
        }
    }
}

fn prefix(sandbox: &str, owner: &GridOwner) -> String {
    match owner {
        GridOwner::Session(id) => format!("grid/{sandbox}/sessions/{}/", encode(id)),
        GridOwner::User(id) => format!("grid/{sandbox}/users/{}/", encode(id)),
        GridOwner::Sandbox => format!("grid/{sandbox}/shared/"),
    }
}

fn check_place(sandbox: &str, owner: &GridOwner) -> Result<()> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let legal = sandbox.len() <= SANDBOX_MAX
        && sandbox.bytes().next().is_some_and(plain)
        && sandbox.bytes().all(|byte| plain(byte) || matches!(byte, b'_' | b'-'));
    if !legal {
        return Err(Error::usage(
            "a sandbox's name is 1 to 63 of a-z, 0-9, _ and -, and begins with neither",
        ));
    }
    match owner {
        GridOwner::Session(id) | GridOwner::User(id) => check_id(id),
        GridOwner::Sandbox => Ok(()),
    }
}

fn check_id(id: &str) -> Result<()> {
    let fits = (1..=ID_MAX).contains(&id.len()) && encode(id).len() <= ENCODED_MAX;
    if fits && !id.chars().any(char::is_control) {
        return Ok(());
    }
    Err(Error::usage("an id has 1 to 128 bytes, at most 200 inside a key, and no control characters"))
}

fn is_artifact(id: &str) -> bool {
    let fits = |(at, byte): (usize, u8)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
    };
    id.len() == 36 && id.bytes().enumerate().all(fits)
}

fn encode(id: &str) -> String {
    let mut key = String::with_capacity(id.len());
    for (at, byte) in id.bytes().enumerate() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' => key.push(byte.into()),
            b'.' if at > 0 => key.push('.'),
            // Writing into a String cannot fail.
            _ => drop(write!(key, "!{byte:02X}")),
        }
    }
    key
}

fn decode(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part;
    while let Some(first) = rest.bytes().next() {
        let length = if first == b'!' { 3 } else { 1 };
        let (taken, left) = rest.split_at_checked(length)?;
        bytes.push(match taken.strip_prefix('!') {
            Some(digits) => u8::from_str_radix(digits, 16).ok()?,
            None => first,
        });
        rest = left;
    }
    // What decodes but is spelled otherwise is not a key.
    String::from_utf8(bytes).ok().filter(|id| encode(id) == part)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn of(value: &Value, name: &str) -> String {
        value[name].as_str().unwrap().to_owned()
    }

    /// What a vector asks for; the sandbox as an owner has no id.
    fn made(vector: &Value) -> Option<(GridOwner, Result<GridKey>)> {
        let owner = match (of(vector, "scope").as_str(), of(vector, "owner")) {
            ("session", id) => GridOwner::Session(id),
            ("user", id) => GridOwner::User(id),
            (_, id) if id.is_empty() => GridOwner::Sandbox,
            _ => return None,
        };
        Some((owner.clone(), GridKey::new(of(vector, "sandbox"), owner, of(vector, "artifact"))))
    }

    #[test]
    fn keys_are_those_that_every_language_is_tested_by() {
        let vectors: Value = serde_json::from_str(include_str!("../../scenarios/grid_keys.json")).unwrap();
        let all = |name: &str| vectors[name].as_array().unwrap().clone();
        for vector in all("keys") {
            let (owner, key) = made(&vector).unwrap();
            let key = key.unwrap();
            assert_eq!(key.to_string(), of(&vector, "key"));
            assert_eq!(GridKey::parse(&of(&vector, "key")).unwrap(), key);
            assert_eq!(
                (key.prefix(), owner.prefix(key.sandbox()).unwrap()),
                (of(&vector, "prefix"), key.prefix())
            );
            assert_eq!((key.owner(), owner.scope().as_str()), (&owner, of(&vector, "scope").as_str()));
        }
        for key in all("no_keys") {
            assert!(GridKey::parse(key.as_str().unwrap()).is_err(), "{key}");
        }
        for vector in all("refused") {
            assert!(made(&vector).is_none_or(|(_, key)| key.is_err()), "{vector}");
        }
        assert!(all("keys").len() >= 40 && all("no_keys").len() >= 30 && all("refused").len() >= 10);
    }

    #[test]
    fn no_bytes_hide_behind_their_digits() {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        // Overlong, a surrogate, a sign for a digit, what needs no digits, half a character.
        for bad in ["!C0!AF", "!ED!A0!80", "!+1", "a!2Eb", "!GG", "é!", "a\u{e9}"] {
            assert!(GridKey::parse(&format!("grid/acme/users/{bad}/{id}")).is_err(), "{bad}");
        }
    }

    #[test]
    fn no_key_is_made_of_what_is_no_id() {
        const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";
        let user = |id: &str| GridOwner::User(id.to_owned());
        for bad in ["", "a\0", "a\u{85}", &"x".repeat(129), &"ä".repeat(34)] {
            assert!(GridKey::new("s", user(bad), ID).is_err(), "{bad:?}");
            assert!(user(bad).prefix("s").is_err(), "{bad:?}");
        }
        for bad in ["", "A", "-a", "a/b", "..", &"a".repeat(64)] {
            assert!(GridKey::new(bad, GridOwner::Sandbox, ID).is_err(), "{bad:?}");
        }
        for bad in ["", "x", &ID.to_uppercase(), &ID.replace('-', ""), "01890a5d-ac96-774b-bcce-b302099a805"]
        {
            assert!(GridKey::new("s", GridOwner::Sandbox, bad).is_err(), "{bad:?}");
        }
    }
}
