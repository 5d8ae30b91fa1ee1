//! The live view of sessions that every request asks first: never the truth.
//!
//! The catalog holds the durable row of each incarnation. The store commits there first and writes here after; a view
//! may therefore refuse earlier but never allow longer, and losing all of it loses nothing.

#[cfg(test)]
mod conformance;
mod memory;
mod none;

use async_trait::async_trait;

use crate::domain::{SandboxId, Session, SessionId, SessionUid, Timestamp};
use crate::error::Result;

pub(in crate::store) use self::memory::MemoryRegistry;
pub(in crate::store) use self::none::NoRegistry;

/// A view of the current incarnations of sessions.
#[async_trait]
pub(in crate::store) trait SessionRegistry: Send + Sync + 'static {
    /// Keeps the session's view, unless it already holds a newer incarnation or revision of it. A session that is over
    /// at `now` is not kept.
    async fn put(&self, session: &Session, now: Timestamp) -> Result<()>;

    /// The session of this name, if the view has it live at `now`. A miss says nothing: ask the catalog.
    async fn get(&self, sandbox: &SandboxId, id: &SessionId, now: Timestamp) -> Result<Option<Session>>;

    /// Forgets the session, if it is still this incarnation.
    async fn end(&self, sandbox: &SandboxId, id: &SessionId, uid: SessionUid) -> Result<()>;

    /// A cheap probe: does the view answer?
    async fn check(&self) -> Result<()>;

    /// The provider's name: `memory`, `redis`, `catalog`.
    fn provider(&self) -> &'static str;
}
