//! The live view of sessions that every request asks first: never the truth.
//!
//! The catalog holds the durable row of each incarnation, and commits before anything is written here. A view may
//! therefore have less than the catalog, and losing all of it loses nothing: a miss is looked up there. It must never
//! have *more*: no session may look live here that the catalog has ended, shortened or changed. Writing here after the
//! commit is not enough for that, since the view may be out of reach just then, and since whoever looked a session up
//! before the commit may write it back after. So a change goes
//!
//! 1. [`hold`](SessionRegistry::hold): the view is forgotten, and nothing as old as it is kept for a while. If the view
//!    cannot be told that, the change is refused, and nothing has happened;
//! 2. the catalog commits;
//! 3. [`put`](SessionRegistry::put): what was committed is the view. If this fails the change stands and is answered all
//!    the same: nothing here contradicts it, and the next look-up that misses writes it back. There is nothing that a
//!    sweep would have to repeat.

#[cfg(test)]
mod conformance;
mod memory;
mod none;
mod redis;

use std::time::Duration;

use async_trait::async_trait;

use crate::domain::{SandboxId, Session, SessionId, SessionUid, Timestamp};
use crate::error::Result;

pub(in crate::store) use self::memory::MemoryRegistry;
pub(in crate::store) use self::none::NoRegistry;
pub(in crate::store) use self::redis::{RedisRegistry, RedisSettings};

/// For how long nothing older comes back: longer than any look-up is under way, whose bounds are seconds.
const HELD: Duration = Duration::from_mins(1);

/// A view of the current incarnations of sessions.
#[async_trait]
pub(in crate::store) trait SessionRegistry: Send + Sync + 'static {
    /// Keeps the session's view, unless it already holds a newer incarnation or revision of it. A session that is over
    /// at `now` is not kept, and for a while no view of its incarnation is.
    async fn put(&self, session: &Session, now: Timestamp) -> Result<()>;

    /// The session of this name, if the view has it live at `now`. A miss says nothing: ask the catalog.
    async fn get(&self, sandbox: &SandboxId, id: &SessionId, now: Timestamp) -> Result<Option<Session>>;

    /// The session is about to change: forgets its view, and for a while keeps none of this incarnation whose revision
    /// is this one's or less. Of several holds at once each counts: kept again is only what is as many revisions on.
    /// A newer incarnation is left alone.
    async fn hold(&self, session: &Session, now: Timestamp) -> Result<()>;

    /// Forgets the session, if it is still this incarnation.
    async fn end(&self, sandbox: &SandboxId, id: &SessionId, uid: SessionUid) -> Result<()>;

    /// A cheap probe: does the view answer?
    async fn check(&self) -> Result<()>;

    /// The provider's name: `memory`, `redis`, `catalog`.
    fn provider(&self) -> &'static str;
}
