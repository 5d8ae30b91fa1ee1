//! A request that may come twice and is done once.
//!
//! A caller names it with an id of its own. What it was answered is kept with its effect for a day, and given again when
//! the same caller asks the same with the same id.

use std::fmt;
use std::time::Duration;

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{Artifact, Caller, LinkSecret, SandboxId, Session, ShareLink, Upload};
use crate::error::{Error, Result};

/// A caller's own name for a request: a UUID.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RequestId(Uuid);

impl RequestId {
    /// Reads an id that a caller chose, in any spelling of a UUID.
    pub fn parse(field: &str, text: &str) -> Result<Self> {
        Uuid::try_parse(text).map(Self).map_err(|_| Error::invalid(field, "must be a UUID"))
    }

    /// The id as bytes.
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// What a request is known by when it comes again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeatable {
    /// The caller's name for it.
    pub id: RequestId,
    /// What it asks for.
    pub method: &'static str,
    /// Which of many in one request, from 1 on; 0 is the request itself.
    pub item: u32,
    /// Tells it from another request: a hash of all that it says.
    pub fingerprint: [u8; 32],
}

impl Repeatable {
    /// How long an answer is kept.
    pub const KEPT: Duration = Duration::from_hours(24);

    /// The request of this name that says this.
    pub fn new(id: RequestId, method: &'static str, says: &[u8]) -> Self {
        Self { id, method, item: 0, fingerprint: Sha256::digest(says).into() }
    }

    /// One of many in this request: each is done, and answered again, by itself.
    #[must_use]
    pub fn of_item(&self, index: usize) -> Self {
        Self { item: u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1), ..self.clone() }
    }
}

/// Whose request it is: the same id means something else to another caller, and for another method.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RequestKey {
    /// The caller's sandbox.
    pub sandbox: SandboxId,
    /// Its role, and whom it acts for.
    pub principal: String,
    /// The method.
    pub method: &'static str,
    /// The caller's name for the request.
    pub id: RequestId,
    /// Which of many.
    pub item: u32,
}

impl RequestKey {
    /// The key of this caller's request.
    pub fn of(caller: &Caller, request: &Repeatable) -> Self {
        let (user, session) = (caller.user.as_ref(), caller.session.as_ref());
        // Quoted as Debug does it, so that no two callers come to the same text.
        let principal = format!("{} {user:?} {session:?}", caller.role.name());
        let Repeatable { id, method, item, .. } = *request;
        Self { sandbox: caller.sandbox.clone(), principal, method, id, item }
    }
}

/// What a request was answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// An artifact as it was then, without content.
    Artifact(Box<Artifact>),
    /// A session as it was then.
    Session(Box<Session>),
    /// A share link as it was then, and its secret, which is kept nowhere else.
    Link(Box<(ShareLink, LinkSecret)>),
    /// An upload as it was begun.
    Upload(Box<Upload>),
    /// That it was done.
    Done,
}

/// An answer, and to what.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptAnswer {
    /// The request's fingerprint.
    pub fingerprint: [u8; 32],
    /// What it was answered.
    pub answer: Answer,
}
