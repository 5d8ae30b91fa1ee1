//! The view in Redis: shared by all replicas.
//!
//! A session is a hash under `{prefix}:{sandbox}:session:{id}`, changed only by the scripts beside this file, so that
//! incarnation and revision are compared where they are kept. Redis keeps its time too: each key is gone when its
//! session is over, or [`UNCHECKED_MAX`] after it was written. Both are lengths handed in, so Redis' clock need not agree
//! with ours; what a request sees as live is decided by its own `now`.
//!
//! Redis may go back in time: started again from a snapshot, or replaced by a stand-in that had not heard everything, it
//! has views that were taken back. So every entry names its *generation*: the run of the Redis that it was written to,
//! and the catalog that it is of. An entry of another generation is as good as none.

mod link;
#[cfg(test)]
pub(super) mod tests;
mod view;

use std::time::Duration;

use async_trait::async_trait;
use redis::Script;

use self::link::{Links, Question};
use super::{HELD, SessionRegistry};
use crate::domain::{SandboxId, Session, SessionId, SessionState, SessionUid, Timestamp};
use crate::error::Result;

/// How long a view is believed before the catalog is asked again. Everything above makes views right; this bounds what a
/// Redis that drops single keys, as some do when memory is short, could make of the rest.
const UNCHECKED_MAX: Duration = Duration::from_mins(5);

/// Where Redis is and how long it is waited for.
pub(in crate::store) struct RedisSettings<'a> {
    /// Where it is; it may have a password in it.
    pub(in crate::store) url: &'a str,
    /// The certificates that its own is checked against, instead of the system's.
    pub(in crate::store) ca: Option<Vec<u8>>,
    /// What every key begins with.
    pub(in crate::store) prefix: &'a str,
    /// How many connections.
    pub(in crate::store) pool_size: u32,
    /// How long a connection may take to be made, or to become free.
    pub(in crate::store) connect_timeout: Duration,
    /// How long an answer may take.
    pub(in crate::store) command_timeout: Duration,
}

/// The view.
pub(in crate::store) struct RedisRegistry {
    links: Links,
    prefix: String,
    put: Script,
    hold: Script,
    end: Script,
}

impl RedisRegistry {
    /// The view that belongs to this catalog. Nothing is connected yet.
    pub(in crate::store) fn new(settings: &RedisSettings<'_>, catalog: &str) -> Result<Self> {
        Ok(Self {
            links: Links::new(settings, catalog)?,
            prefix: settings.prefix.to_owned(),
            put: Script::new(include_str!("redis/put.lua")),
            hold: Script::new(include_str!("redis/hold.lua")),
            end: Script::new(include_str!("redis/end.lua")),
        })
    }

    /// Refuses what waiting would not mend, such as a wrong password.
    pub(in crate::store) async fn try_out(&self) -> Result<()> {
        self.links.try_out().await
    }

    fn key(&self, sandbox: &SandboxId, id: &SessionId) -> String {
        // A sandbox has no colon, so no two names have the same key.
        format!("{}:{sandbox}:session:{id}", self.prefix)
    }

    async fn run(&self, script: &Script, key: &str, args: &[String]) -> Result<()> {
        self.links.ask::<i64>(Question::Run(script, key, args)).await.map(drop)
    }
}

fn millis(time: Duration) -> String {
    // A key whose time is nothing would not be written at all.
    time.as_millis().max(1).to_string()
}

#[async_trait]
impl SessionRegistry for RedisRegistry {
    async fn put(&self, session: &Session, now: Timestamp) -> Result<()> {
        let (view, kept) = match session.state(now) {
            SessionState::Live => (view::write(session)?, session.expire_time.since(now).min(UNCHECKED_MAX)),
            SessionState::Expired | SessionState::Ended => (String::new(), HELD),
        };
        let args = [
            session.create_time.as_micros().to_string(),
            session.uid.to_string(),
            session.revision.to_string(),
            view,
            millis(kept),
        ];
        self.run(&self.put, &self.key(&session.sandbox, &session.id), &args).await
    }

    async fn get(&self, sandbox: &SandboxId, id: &SessionId, now: Timestamp) -> Result<Option<Session>> {
        let key = self.key(sandbox, id);
        let question = Question::Fields(&key, &["generation", "view"]);
        let ((theirs, kept), generation) =
            self.links.ask::<(Option<String>, Option<String>)>(question).await?;
        if theirs.is_none_or(|theirs| theirs != generation) {
            return Ok(None);
        }
        let session = kept.and_then(|kept| view::read(sandbox, id, &kept));
        Ok(session.filter(|session| session.state(now) == SessionState::Live))
    }

    async fn hold(&self, session: &Session, _: Timestamp) -> Result<()> {
        let args = [
            session.create_time.as_micros().to_string(),
            session.uid.to_string(),
            session.revision.to_string(),
            millis(HELD),
        ];
        self.run(&self.hold, &self.key(&session.sandbox, &session.id), &args).await
    }

    async fn end(&self, sandbox: &SandboxId, id: &SessionId, uid: SessionUid) -> Result<()> {
        self.run(&self.end, &self.key(sandbox, id), &[uid.to_string(), millis(HELD)]).await
    }

    async fn check(&self) -> Result<()> {
        self.links.ask::<String>(Question::Ping).await.map(drop)
    }

    fn provider(&self) -> &'static str {
        "redis"
    }
}
