//! An artifact: content and metadata, owned by exactly one session, user or sandbox.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;

use super::{
    ArtifactId, BlobKey, Digests, Etag, Filename, GridKey, Meta, SandboxId, Session, StoreName, Timestamp,
    UserId,
};
use crate::error::{Error, Result};

/// How widely an artifact is shared inside its sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Ephemeral: it ends with its session.
    Session,
    /// A person's, across sessions.
    User,
    /// Everybody's in the sandbox to read, admins' to write.
    Sandbox,
}

/// To whom an artifact belongs, for its whole life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// One incarnation of a session, as it stood when the artifact was read: its end is the artifact's too.
    Session(Box<Session>),
    /// A user.
    User(UserId),
    /// The sandbox.
    Sandbox,
}

impl Owner {
    /// The scope that follows from the owner.
    pub fn scope(&self) -> Scope {
        match self {
            Self::Session(_) => Scope::Session,
            Self::User(_) => Scope::User,
            Self::Sandbox => Scope::Sandbox,
        }
    }

    /// The session, if it is one's.
    pub fn session(&self) -> Option<&Session> {
        match self {
            Self::Session(session) => Some(session),
            Self::User(_) | Self::Sandbox => None,
        }
    }
}

/// The media type that a caller gave; not interpreted.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MimeType(String);

impl MimeType {
    /// What content is when nobody says what it is.
    pub const DEFAULT: &'static str = "application/octet-stream";
    const MAX_BYTES: usize = 255;

    /// Reads a media type: 1 to 255 visible ASCII characters and spaces; empty stands for the default.
    pub fn parse(field: &str, text: &str) -> Result<Self> {
        let text = if text.is_empty() { Self::DEFAULT } else { text };
        let legal = text.len() <= Self::MAX_BYTES && text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if !legal {
            return Err(Error::invalid(
                field,
                "must be a media type of at most 255 printable ASCII characters",
            ));
        }
        Ok(Self(text.to_owned()))
    }

    /// The type as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for MimeType {
    fn default() -> Self {
        Self(Self::DEFAULT.to_owned())
    }
}

impl fmt::Debug for MimeType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A caller's few words about an artifact.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Summary(String);

impl Summary {
    /// The most bytes that a summary may have.
    pub const MAX_BYTES: usize = 4_096;

    /// Reads a summary: UTF-8 of bounded length, no control characters but tab and line breaks.
    pub fn parse(field: &str, text: &str) -> Result<Self> {
        if text.len() > Self::MAX_BYTES {
            return Err(Error::invalid(field, format!("must have at most {} bytes", Self::MAX_BYTES)));
        }
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            return Err(Error::invalid(field, "must not contain control characters but tab and line breaks"));
        }
        Ok(Self(text.to_owned()))
    }

    /// The summary as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// What a caller says about an artifact that is to be.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ArtifactSpec {
    /// A directory-like name; none is allowed.
    pub filename: Option<Filename>,
    /// The media type.
    pub mime: MimeType,
    /// A few words.
    pub summary: Summary,
    /// Anything else, as JSON.
    pub meta: Meta,
    /// How long it shall live.
    pub lifetime: Lifetime,
}

/// How long something shall live: the caller's wish, before limits and defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lifetime {
    /// What the scope's default is; on an update, as it was.
    #[default]
    Unspecified,
    /// From now.
    Ttl(Duration),
    /// Added to the present expire time.
    ExtendBy(Duration),
    /// No end of its own (a session's artifact still ends with its session).
    NoExpiry,
}

/// Changes to an artifact's metadata: what is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    /// A new name; `Some(None)` takes the name away.
    pub filename: Option<Option<Filename>>,
    /// A new media type.
    pub mime: Option<MimeType>,
    /// A new summary.
    pub summary: Option<Summary>,
    /// New metadata, in place of the old.
    pub meta: Option<Meta>,
    /// A JSON merge patch (RFC 7396) to the metadata, applied after `meta`.
    pub meta_patch: Option<Meta>,
    /// A new end.
    pub lifetime: Lifetime,
}

impl Changes {
    /// Is there nothing to do?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One committed content of an artifact: never changed in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// 1, 2, 3 …, given at commit.
    pub version: u64,
    /// How many bytes.
    pub size: u64,
    /// What is known of the bytes.
    pub digests: Digests,
    /// Did the bytes pass through us, or were they read after they came?
    pub verified: bool,
    /// Where the bytes are.
    pub place: Place,
}

/// Where the bytes of a version are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the artifact's own row. A listing leaves the bytes out.
    Inline(Option<Bytes>),
    /// In a blob store.
    Blob {
        /// The store's configured name.
        store: StoreName,
        /// The key in it.
        key: BlobKey,
    },
}

impl Place {
    /// The name of the store that holds the bytes.
    pub fn store(&self) -> StoreName {
        match self {
            Self::Inline(_) => StoreName::catalog(),
            Self::Blob { store, .. } => store.clone(),
        }
    }
}

/// An artifact, as the catalog knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Artifact {
    /// Its name for its whole life.
    pub id: ArtifactId,
    /// The sandbox it is in.
    pub sandbox: SandboxId,
    /// To whom it belongs.
    pub owner: Owner,
    /// A directory-like name.
    pub filename: Option<Filename>,
    /// The media type.
    pub mime: MimeType,
    /// A few words.
    pub summary: Summary,
    /// Anything else.
    pub meta: Meta,
    /// Counts every change.
    pub revision: u64,
    /// When it was made.
    pub create_time: Timestamp,
    /// When it was last changed.
    pub update_time: Timestamp,
    /// Its own end, if it has one; see [`Artifact::expires`].
    pub expire_time: Option<Timestamp>,
    /// The current content.
    pub content: Content,
}

impl Artifact {
    /// When it ends: the earlier of its own end and its session's.
    pub fn expires(&self) -> Option<Timestamp> {
        let session = self.owner.session().map(|session| session.expire_time);
        match (self.expire_time, session) {
            (Some(own), Some(session)) => Some(own.min(session)),
            (own, session) => own.or(session),
        }
    }

    /// Is it there for callers? What a deleted session held is as good as deleted; what had expired before has expired.
    pub fn state(&self, now: Timestamp) -> ArtifactState {
        let session = self.owner.session();
        let deleted = session.and_then(|session| session.end_time);
        match (deleted, self.expire_time) {
            (Some(deleted), Some(end)) if end <= deleted => ArtifactState::Expired,
            (Some(_), _) => ArtifactState::Deleted,
            (None, Some(end)) if end <= now => ArtifactState::Expired,
            (None, _) if session.is_some_and(|session| session.expire_time <= now) => ArtifactState::Expired,
            (None, _) => ArtifactState::Live,
        }
    }

    /// The opaque form of its revision.
    pub fn etag(&self) -> Etag {
        Etag::of(self.id.as_bytes(), self.revision)
    }

    /// Where it stands on the grid.
    pub fn grid_key(&self) -> GridKey {
        GridKey::new(&self.sandbox, &self.owner, self.id)
    }
}

/// Whether an artifact may still be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArtifactState {
    /// It may.
    Live,
    /// Its time, or its session's, is over.
    Expired,
    /// Its session was deleted, and it with it.
    Deleted,
}

impl Lifetime {
    /// The end that this wish gives, from the end that stood (`current`) and the longest that is allowed from now on.
    /// `field` names the wish in the error.
    pub fn resolve(
        self,
        field: &str,
        current: Option<Timestamp>,
        max_ttl: Option<Duration>,
        now: Timestamp,
    ) -> Result<Option<Timestamp>> {
        let end = match self {
            Self::Unspecified => return Ok(current),
            Self::NoExpiry => None,
            Self::Ttl(ttl) => Some(now.plus(ttl)),
            Self::ExtendBy(by) => match current {
                Some(end) => Some(end.plus(by)),
                None => return Err(Error::invalid(field, "cannot extend what has no end")),
            },
        };
        let latest = max_ttl.map(|max| now.plus(max));
        match (end, latest) {
            (Some(end), _) if end <= now => Err(Error::invalid(field, "must reach into the future")),
            (Some(end), Some(latest)) if end > latest => Err(beyond(field, max_ttl)),
            (None, Some(_)) => Err(beyond(field, max_ttl)),
            (end, _) => Ok(end),
        }
    }
}

fn beyond(field: &str, max_ttl: Option<Duration>) -> Error {
    let max = max_ttl.unwrap_or_default().as_secs();
    Error::invalid(field, format!("must not pass the maximum of {max} s")).with("max_ttl_seconds", max)
}

impl Changes {
    /// Makes the changes to `artifact`, which is then one revision on. It is all of them or none.
    pub fn apply(&self, artifact: &mut Artifact, max_ttl: Option<Duration>, now: Timestamp) -> Result<()> {
        let base = self.meta.as_ref().unwrap_or(&artifact.meta);
        let meta = match &self.meta_patch {
            Some(patch) => base.merged("changes.meta_json", patch)?,
            None => base.clone(),
        };
        artifact.expire_time = self.lifetime.resolve("lifetime", artifact.expire_time, max_ttl, now)?;
        artifact.meta = meta;
        if let Some(filename) = &self.filename {
            artifact.filename.clone_from(filename);
        }
        if let Some(mime) = &self.mime {
            artifact.mime.clone_from(mime);
        }
        if let Some(summary) = &self.summary {
            artifact.summary.clone_from(summary);
        }
        artifact.revision += 1;
        artifact.update_time = now;
        Ok(())
    }
}
