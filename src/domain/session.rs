//! A session: a working context with an end.

use std::time::Duration;

use super::{Etag, Lifetime, Meta, SandboxId, SessionId, SessionUid, Timestamp, UserId};
use crate::error::{Error, Result};

/// One incarnation of a session. A name that is used again after an end is another incarnation, with another uid.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Names the incarnation; artifacts belong to it.
    pub uid: SessionUid,
    /// The sandbox it is in.
    pub sandbox: SandboxId,
    /// The name that callers use.
    pub id: SessionId,
    /// Whose it is; a session may be nobody's.
    pub user: Option<UserId>,
    /// Anything the caller wants to keep with it.
    pub meta: Meta,
    /// When it began.
    pub create_time: Timestamp,
    /// When it was last changed.
    pub update_time: Timestamp,
    /// When it ends by itself.
    pub expire_time: Timestamp,
    /// When it was deleted.
    pub end_time: Option<Timestamp>,
    /// Made on the way, by a write of its user that named no session.
    pub automatic: bool,
    /// Counts every change.
    pub revision: u64,
}

impl Eq for Session {}

/// Where a session is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionState {
    /// In use.
    Live,
    /// Its time is over.
    Expired,
    /// It was deleted.
    Ended,
}

impl Session {
    /// Where it is in its life at this moment.
    pub fn state(&self, now: Timestamp) -> SessionState {
        match self.end_time {
            Some(_) => SessionState::Ended,
            None if self.expire_time <= now => SessionState::Expired,
            None => SessionState::Live,
        }
    }

    /// The moment from which it was over: deleted, or expired.
    pub fn over_since(&self) -> Timestamp {
        self.end_time.unwrap_or(self.expire_time).min(self.expire_time)
    }

    /// The opaque form of its revision.
    pub fn etag(&self) -> Etag {
        Etag::of(self.uid.as_bytes(), self.revision)
    }
}

/// What shall be different about a session.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SessionChanges {
    /// New metadata.
    pub meta: Option<Meta>,
    /// A merge patch to the metadata.
    pub meta_patch: Option<Meta>,
    /// A new end.
    pub lifetime: Lifetime,
}

impl SessionChanges {
    /// Makes the changes to `session`, which is then one revision on. It is all of them or none.
    pub fn apply(&self, session: &mut Session, max_ttl: Option<Duration>, now: Timestamp) -> Result<()> {
        let base = self.meta.as_ref().unwrap_or(&session.meta);
        let meta = match &self.meta_patch {
            Some(patch) => base.merged("meta_json", patch)?,
            None => base.clone(),
        };
        let end = self.lifetime.resolve("lifetime", Some(session.expire_time), max_ttl, now)?;
        session.expire_time = end.ok_or_else(|| Error::invalid("lifetime", "a session must have an end"))?;
        session.meta = meta;
        session.revision += 1;
        session.update_time = now;
        Ok(())
    }
}
