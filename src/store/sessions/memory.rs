//! The view in this process: fits one replica.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use super::{HELD, SessionRegistry};
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
    names: HashMap<Name, Entry>,
    puts: usize,
}

/// What is known of a name's latest incarnation.
struct Entry {
    uid: SessionUid,
    began: Timestamp,
    /// The least revision whose view may be kept.
    least: u64,
    view: Option<Session>,
    /// When it may be forgotten.
    until: Timestamp,
}

impl Entry {
    fn live(session: &Session) -> Self {
        let Session { uid, create_time: began, revision: least, expire_time: until, .. } = *session;
        Self { uid, began, least, view: Some(session.clone()), until }
    }

    fn held(session: &Session, least: u64, now: Timestamp) -> Self {
        Self { uid: session.uid, began: session.create_time, least, view: None, until: now.plus(HELD) }
    }

    /// Does it say that `session` is out of date? Incarnations are ordered by when they began; their uids settle a tie.
    fn outdates(&self, session: &Session, now: Timestamp) -> bool {
        if self.view.is_none() && self.until <= now {
            return false;
        }
        if self.uid == session.uid {
            self.least > session.revision
        } else {
            (self.began, self.uid) > (session.create_time, session.uid)
        }
    }
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
    fn insert(&mut self, name: Name, entry: Entry, room: usize) {
        if self.names.len() >= room && !self.names.contains_key(&name) {
            // A view may forget: the catalog knows. What holds older ones off may not, so a view makes room for it.
            let victim = self.names.iter().find(|(_, other)| other.view.is_some());
            match (entry.view.is_some(), victim.map(|(name, _)| name.clone())) {
                (false, Some(victim)) => self.names.remove(&victim),
                (true, _) | (false, None) => return,
            };
        }
        self.names.insert(name, entry);
    }

    fn purge(&mut self, now: Timestamp) {
        self.names.retain(|_, entry| entry.until > now);
        self.puts = 0;
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
        if kept.names.get(&name).is_some_and(|entry| entry.outdates(session, now)) {
            return Ok(());
        }
        kept.puts += 1;
        if kept.puts >= PURGE_EVERY {
            kept.purge(now);
        }
        let entry = match session.state(now) {
            SessionState::Live => Entry::live(session),
            SessionState::Expired | SessionState::Ended => Entry::held(session, u64::MAX, now),
        };
        kept.insert(name, entry, self.room);
        Ok(())
    }

    async fn get(&self, sandbox: &SandboxId, id: &SessionId, now: Timestamp) -> Result<Option<Session>> {
        let kept = self.lock();
        let view = kept.names.get(&name(sandbox, id)).and_then(|entry| entry.view.as_ref());
        Ok(view.filter(|session| session.state(now) == SessionState::Live).cloned())
    }

    async fn hold(&self, session: &Session, now: Timestamp) -> Result<()> {
        let name = name(&session.sandbox, &session.id);
        let mut kept = self.lock();
        let known = kept.names.get(&name).filter(|entry| entry.view.is_some() || entry.until > now);
        let least = match known {
            Some(entry) if entry.uid == session.uid => entry.least.max(session.revision),
            Some(entry) if entry.outdates(session, now) => return Ok(()),
            Some(_) | None => session.revision,
        };
        kept.insert(name, Entry::held(session, least.saturating_add(1), now), self.room);
        Ok(())
    }

    async fn end(&self, sandbox: &SandboxId, id: &SessionId, uid: SessionUid) -> Result<()> {
        let mut kept = self.lock();
        if let Some(entry) = kept.names.get_mut(&name(sandbox, id)).filter(|entry| entry.uid == uid) {
            (entry.least, entry.view) = (u64::MAX, None);
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
        assert_eq!(registry.lock().names.len(), 8);
        let later = START.plus(Duration::from_hours(2));
        for _ in 0..PURGE_EVERY {
            registry.put(&session("new", later, 1), later).await.unwrap();
        }
        assert_eq!(registry.lock().names.len(), 1);
        let new = session("new", later, 1);
        assert!(registry.get(&new.sandbox, &new.id, later).await.unwrap().is_some());
    }

    #[tokio::test]
    async fn what_holds_an_old_view_off_finds_room_among_views() {
        let registry = MemoryRegistry::with_room(2);
        for name in ["a", "b"] {
            registry.put(&session(name, START, 1), START).await.unwrap();
        }
        let held = session("c", START, 1);
        registry.hold(&held, START).await.unwrap();
        registry.put(&held, START).await.unwrap();
        assert_eq!(registry.get(&held.sandbox, &held.id, START).await.unwrap(), None);
        assert_eq!(registry.lock().names.len(), 2);
    }
}
