//! What answers hold, in Rust's own types: `SystemTime`, `Option`, JSON values.
//!
//! An answer that cannot be read so (no id, a size below zero, metadata that is no object) is the
//! server's fault and told as corrupt, never papered over.

use std::time::SystemTime;

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::raw::v1;

/// Whose an artifact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Scope {
    /// One session's; ends with it.
    #[default]
    Session,
    /// One user's, from any session.
    User,
    /// The sandbox's: read by all in it, written by admins.
    Sandbox,
}

impl Scope {
    pub(crate) fn to_raw(self) -> i32 {
        match self {
            Self::Session => v1::Scope::Session.into(),
            Self::User => v1::Scope::User.into(),
            Self::Sandbox => v1::Scope::Sandbox.into(),
        }
    }

    fn from_raw(scope: v1::Scope) -> Result<Self> {
        match scope {
            v1::Scope::Session => Ok(Self::Session),
            v1::Scope::User => Ok(Self::User),
            v1::Scope::Sandbox => Ok(Self::Sandbox),
            v1::Scope::Unspecified => Err(Error::corrupt("the answer has no scope")),
        }
    }

    /// `session`, `user` or `sandbox`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::User => "user",
            Self::Sandbox => "sandbox",
        }
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Scope {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "session" => Ok(Self::Session),
            "user" => Ok(Self::User),
            "sandbox" => Ok(Self::Sandbox),
            _ => Err(Error::usage(format!("scope {text:?}: session, user or sandbox"))),
        }
    }
}

/// Digests of one content, as far as they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Digests {
    /// CRC-32C of the whole.
    pub crc32c: Option<u32>,
    /// SHA-256 of the whole.
    pub sha256: Option<[u8; 32]>,
}

impl Digests {
    pub(crate) fn to_raw(self) -> v1::Digests {
        v1::Digests {
            crc32c: self.crc32c,
            sha256: self.sha256.map(|sum| bytes::Bytes::copy_from_slice(&sum)),
        }
    }

    pub(crate) fn from_raw(raw: Option<v1::Digests>) -> Result<Self> {
        let raw = raw.unwrap_or_default();
        let sha256 = raw.sha256.map(|sum| <[u8; 32]>::try_from(sum.as_ref())).transpose();
        let sha256 = sha256.map_err(|_| Error::corrupt("the answer's SHA-256 has not 32 bytes"))?;
        Ok(Self { crc32c: raw.crc32c, sha256 })
    }
}

/// Metadata of an artifact, as the server had it when it answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Artifact {
    /// Opaque id.
    pub id: String,
    /// The sandbox it lives in.
    pub sandbox_id: String,
    /// Whose it is.
    pub scope: Scope,
    /// The owning session, in session scope.
    pub session_id: Option<String>,
    /// The owning user, if there is one.
    pub user_id: Option<String>,
    /// Its place in the grid.
    pub grid_key: String,
    /// File name, if it has one.
    pub filename: Option<String>,
    /// MIME type.
    pub mime_type: String,
    /// Short description; may be empty.
    pub summary: String,
    /// Metadata.
    pub meta: Map<String, Value>,
    /// Size of the current content in bytes.
    pub size: u64,
    /// Number of the current content.
    pub version: u64,
    /// Changes with every change; the precondition of changes.
    pub etag: String,
    /// Digests of the current content.
    pub digests: Digests,
    /// The server has read the content itself.
    pub verified: bool,
    /// Name of the store that holds the content.
    pub store: String,
    /// Kind of that store.
    pub provider: String,
    /// When it was made.
    pub create_time: SystemTime,
    /// When it last changed.
    pub update_time: SystemTime,
    /// When it becomes invisible; never, if absent.
    pub expire_time: Option<SystemTime>,
}

/// A working context that owns artifacts.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Id, unique in its sandbox.
    pub id: String,
    /// The sandbox it lives in.
    pub sandbox_id: String,
    /// Whose it is; nobody's, if anonymous.
    pub user_id: Option<String>,
    /// Metadata.
    pub meta: Map<String, Value>,
    /// When it began.
    pub create_time: SystemTime,
    /// When it last changed.
    pub update_time: SystemTime,
    /// When it ends.
    pub expire_time: SystemTime,
    /// Made by a write that named none.
    pub automatic: bool,
    /// Changes with every change.
    pub etag: String,
}

impl TryFrom<v1::Artifact> for Artifact {
    type Error = Error;

    fn try_from(raw: v1::Artifact) -> Result<Self> {
        Ok(Self {
            scope: Scope::from_raw(raw.scope())?,
            id: present(raw.id, "artifact id")?,
            sandbox_id: raw.sandbox_id,
            session_id: optional(raw.session_id),
            user_id: optional(raw.user_id),
            grid_key: raw.grid_key,
            filename: optional(raw.filename),
            mime_type: raw.mime_type,
            summary: raw.summary,
            meta: meta_from(&raw.meta_json)?,
            size: unsigned(raw.size, "size")?,
            version: unsigned(raw.version, "version")?,
            etag: raw.etag,
            digests: Digests::from_raw(raw.digests)?,
            verified: raw.verified,
            store: raw.store,
            provider: raw.provider,
            create_time: time(raw.create_time, "create_time")?,
            update_time: time(raw.update_time, "update_time")?,
            expire_time: raw.expire_time.map(|at| time(Some(at), "expire_time")).transpose()?,
        })
    }
}

impl TryFrom<v1::Session> for Session {
    type Error = Error;

    fn try_from(raw: v1::Session) -> Result<Self> {
        Ok(Self {
            id: present(raw.id, "session id")?,
            sandbox_id: raw.sandbox_id,
            user_id: optional(raw.user_id),
            meta: meta_from(&raw.meta_json)?,
            create_time: time(raw.create_time, "create_time")?,
            update_time: time(raw.update_time, "update_time")?,
            expire_time: time(raw.expire_time, "expire_time")?,
            automatic: raw.automatic,
            etag: raw.etag,
        })
    }
}

/// The artifact that an answer must hold.
pub(crate) fn artifact(raw: Option<v1::Artifact>) -> Result<Artifact> {
    raw.ok_or_else(|| Error::corrupt("the answer has no artifact"))?.try_into()
}

/// The session that an answer must hold.
pub(crate) fn session(raw: Option<v1::Session>) -> Result<Session> {
    raw.ok_or_else(|| Error::corrupt("the answer has no session"))?.try_into()
}

pub(crate) fn unsigned(value: i64, what: &str) -> Result<u64> {
    u64::try_from(value).map_err(|_| Error::corrupt(format!("the answer's {what} is {value}")))
}

/// A size or version as the wire has it.
pub(crate) fn signed(value: u64, what: &str) -> Result<i64> {
    i64::try_from(value).map_err(|_| Error::usage(format!("{what} {value} is too large")))
}

/// A lifetime as the wire has it.
pub(crate) fn duration(value: std::time::Duration) -> Result<prost_types::Duration> {
    value.try_into().map_err(|_| Error::usage("the duration is too long"))
}

/// Metadata as the wire has it.
pub(crate) fn meta_to(meta: &Value) -> String {
    meta.to_string()
}

fn meta_from(text: &str) -> Result<Map<String, Value>> {
    if text.is_empty() {
        return Ok(Map::new());
    }
    serde_json::from_str(text).map_err(|error| Error::corrupt(format!("the answer's metadata: {error}")))
}

pub(crate) fn present(value: String, what: &str) -> Result<String> {
    if value.is_empty() { Err(Error::corrupt(format!("the answer has no {what}"))) } else { Ok(value) }
}

pub(crate) fn optional(value: String) -> Option<String> {
    Some(value).filter(|value| !value.is_empty())
}

pub(crate) fn time(value: Option<prost_types::Timestamp>, what: &str) -> Result<SystemTime> {
    let value = value.ok_or_else(|| Error::corrupt(format!("the answer has no {what}")))?;
    value.try_into().map_err(|_| Error::corrupt(format!("the answer's {what} is no time")))
}
