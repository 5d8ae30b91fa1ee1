//! The view in this process: fits one replica.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use super::SessionRegistry;
use crate::domain::{SandboxId, Session, SessionId, SessionState, SessionUid, Timestamp};
use crate::error::Result;

/// How many sessions are kept: at about 1 KiB each, 64 MiB. What finds no room is asked of the catalog.
const SESSIONS_MAX: usize = 65_536;
/// Each so many puts what is over is looked for: a session's time passes without anybody telling.
const PURGE_EVERY: usize = 4_096;

type Name = (SandboxId, SessionId);

/// The view.
pub(in crate::store) struct MemoryRegistry {
    kept: Mutex<Kept>,
    room: usize,
}

#[derive(Default)]
struct Kept {
    sessions: HashMap<Name, Session>,
    puts: usize,
}

impl MemoryRegistry {
    /// An empty view.
    pub(in crate::store) fn new() -> Self {
        Self::with_room(SESSIONS_MAX)
    }

    fn with_room(room: usize) -> Self {
        Self { kept: Mutex::default(), room }
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        // Nothing that can panic runs between two steps of a change.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn purge(&mut self, now: Timestamp) {
        self.sessions.retain(|_, session| session.state(now) == SessionState::Live);
        self.puts = 0;
    }
}

/// Is `kept` a later view than `offered`? Incarnations are ordered by when they began; their uids settle a tie.
fn newer(kept: &Session, offered: &Session) -> bool {
    if kept.uid == offered.uid {
        kept.revision > offered.revision
    } else {
        (kept.create_time, kept.uid) > (offered.create_time, offered.uid)
    }
}

fn name(sandbox: &SandboxId, id: &SessionId) -> Name {
    (sandbox.clone(), id.clone())
}

#[async_trait]
impl SessionRegistry for MemoryRegistry {
    async fn put(&self, session: &Session, now: Timestamp) -> Result<()> {
        let name = name(&session.sandbox, &session.id);
        let mut kept = self.lock();
        if kept.sessions.get(&name).is_some_and(|old| newer(old, session)) {
            return Ok(());
        }
        if session.state(now) != SessionState::Live {
            kept.sessions.remove(&name);
            return Ok(());
        }
        kept.puts += 1;
        if kept.puts >= PURGE_EVERY {
            kept.purge(now);
        }
        let room = kept.sessions.len() < self.room;
        if !room && !kept.sessions.contains_key(&name) {
            // A view may forget: the catalog knows.
            return Ok(());
        }
        kept.sessions.insert(name, session.clone());
        Ok(())
    }

    async fn get(&self, sandbox: &SandboxId, id: &SessionId, now: Timestamp) -> Result<Option<Session>> {
        let kept = self.lock();
        let session = kept.sessions.get(&name(sandbox, id));
        Ok(session.filter(|session| session.state(now) == SessionState::Live).cloned())
    }

    async fn end(&self, sandbox: &SandboxId, id: &SessionId, uid: SessionUid) -> Result<()> {
        let name = name(sandbox, id);
        let mut kept = self.lock();
        if kept.sessions.get(&name).is_some_and(|session| session.uid == uid) {
            kept.sessions.remove(&name);
        }
        Ok(())
    }

    async fn check(&self) -> Result<()> {
        Ok(())
    }

    fn provider(&self) -> &'static str {
        "memory"
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::conformance::{START, session};
    use super::*;

    #[tokio::test]
    async fn it_is_bounded_and_what_is_over_makes_room() {
        let registry = MemoryRegistry::with_room(8);
        for at in 0..20 {
            registry.put(&session(&format!("s{at}"), START, 1), START).await.unwrap();
        }
        assert_eq!(registry.lock().sessions.len(), 8);
        let later = START.plus(Duration::from_hours(2));
        for _ in 0..PURGE_EVERY {
            registry.put(&session("new", later, 1), later).await.unwrap();
        }
        assert_eq!(registry.lock().sessions.len(), 1);
        let new = session("new", later, 1);
        assert!(registry.get(&new.sandbox, &new.id, later).await.unwrap().is_some());
    }
}
