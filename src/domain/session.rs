//! A session: a working context with an end.

use super::{Etag, Meta, SandboxId, SessionId, SessionUid, Timestamp, UserId};

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
