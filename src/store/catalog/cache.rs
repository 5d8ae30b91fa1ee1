//! Keeps rows that were found lately, so that reading a hot artifact asks no database.
//!
//! Only a catalog with one writer can have this: the writer says what a commit changed before anybody is told of the
//! commit. A reader that loaded a row before the commit may come to keep it after; so each reading takes a [`Ticket`]
//! before it asks, and what it loaded is kept only if nothing it may be about has changed since.
//!
//! Others read the database itself (a list, a search), and see a commit before the writer has come to say so. Who saw
//! it there must not find what was before it here: what a commit is about to change is in *doubt* from before the
//! commit until it is settled, and what is in doubt is not kept.
//!
//! A session changes without its artifacts' rows (its end is theirs too), so the two are kept apart and joined anew.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::domain::{Artifact, ArtifactId, Owner, Place, SandboxId, Session, SessionUid};

/// More than there are threads, so that they seldom meet.
const STRIPES: usize = 64;
/// What a row weighs besides its texts and content: the struct, its ids and the cache's own share.
const ROW_BYTES: u64 = 768;

/// The rows.
pub(super) struct RowCache {
    artifacts: Cache<ArtifactId, Arc<Kept>, ByWeight>,
    sessions: Cache<SessionUid, Arc<Session>>,
    /// What became of the artifacts of each stripe.
    changes: Vec<Mutex<Changes>>,
    /// What became of sessions.
    session_changes: Mutex<Changes>,
}

/// A row that a commit changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    Artifact(ArtifactId),
    Session(SessionUid),
}

/// What became of some rows.
#[derive(Debug, Default)]
struct Changes {
    /// How often they changed, or were about to.
    count: u64,
    /// How many commits are about to change them.
    doubts: u32,
}

struct Kept {
    artifact: Artifact,
    weight: u64,
}

#[derive(Clone)]
struct ByWeight;

impl Weighter<ArtifactId, Arc<Kept>> for ByWeight {
    fn weight(&self, _: &ArtifactId, kept: &Arc<Kept>) -> u64 {
        kept.weight
    }
}

/// What stood when a reading began.
pub(super) struct Ticket {
    stripe: usize,
    changes: u64,
    session_changes: u64,
}

impl RowCache {
    /// Room for about so many rows, of together at most so many bytes; 0 entries keep nothing.
    pub(super) fn new(entries: usize, bytes: u64) -> Self {
        let bytes = if entries == 0 { 0 } else { bytes };
        Self {
            artifacts: Cache::with_weighter(entries, bytes, ByWeight),
            sessions: Cache::new(entries),
            changes: (0..STRIPES).map(|_| Mutex::default()).collect(),
            session_changes: Mutex::default(),
        }
    }

    /// The artifact as of the last commit, if it is kept. Of another sandbox nothing is said here: the database says it.
    pub(super) fn get(&self, sandbox: &SandboxId, id: ArtifactId) -> Option<Artifact> {
        let kept = self.artifacts.get(&id)?;
        if kept.artifact.sandbox != *sandbox {
            return None;
        }
        let mut artifact = kept.artifact.clone();
        if let Owner::Session(session) = &mut artifact.owner {
            **session = Session::clone(&*self.sessions.get(&session.uid)?);
        }
        Some(artifact)
    }

    /// To be taken before the database is asked.
    pub(super) fn ticket(&self, id: ArtifactId) -> Ticket {
        let stripe = stripe(id);
        Ticket {
            stripe,
            changes: lock(&self.changes[stripe]).count,
            session_changes: lock(&self.session_changes).count,
        }
    }

    /// Keeps what was loaded, unless it may have changed since the ticket was taken.
    pub(super) fn keep(&self, ticket: &Ticket, artifact: &Artifact) {
        if let Owner::Session(session) = &artifact.owner {
            let changes = lock(&self.session_changes);
            if changes.doubts > 0 || changes.count != ticket.session_changes {
                return;
            }
            self.sessions.insert(session.uid, Arc::new(Session::clone(session)));
        }
        let changes = lock(&self.changes[ticket.stripe]);
        if changes.doubts == 0 && changes.count == ticket.changes {
            self.artifacts
                .insert(artifact.id, Arc::new(Kept { artifact: artifact.clone(), weight: weight(artifact) }));
        }
    }

    /// A commit made the artifact: it is as the commit says until another is told of.
    pub(super) fn artifact_made(&self, artifact: &Artifact) {
        lock(&self.changes[stripe(artifact.id)]).count += 1;
        let kept = Kept { artifact: artifact.clone(), weight: weight(artifact) };
        self.artifacts.insert(artifact.id, Arc::new(kept));
    }

    /// A commit changed the artifact, or took it away.
    pub(super) fn artifact_changed(&self, id: ArtifactId) {
        let mut changes = lock(&self.changes[stripe(id)]);
        changes.count += 1;
        self.artifacts.remove(&id);
    }

    /// A commit changed the session.
    pub(super) fn session_changed(&self, uid: SessionUid) {
        let mut changes = lock(&self.session_changes);
        changes.count += 1;
        self.sessions.remove(&uid);
    }

    /// A commit is about to change this row.
    pub(super) fn doubt(&self, row: Row) {
        // First of all, so that nothing is kept between the two.
        self.of(row).doubts += 1;
        match row {
            Row::Artifact(id) => self.artifact_changed(id),
            Row::Session(uid) => self.session_changed(uid),
        }
    }

    /// That commit is done, or has failed: from here on the database says again what is kept.
    pub(super) fn settle(&self, row: Row) {
        let mut changes = self.of(row);
        changes.count += 1;
        changes.doubts = changes.doubts.saturating_sub(1);
    }

    fn of(&self, row: Row) -> MutexGuard<'_, Changes> {
        match row {
            Row::Artifact(id) => lock(&self.changes[stripe(id)]),
            Row::Session(_) => lock(&self.session_changes),
        }
    }
}

/// What is guarded are numbers, each changed in one step.
fn lock(changes: &Mutex<Changes>) -> MutexGuard<'_, Changes> {
    changes.lock().unwrap_or_else(PoisonError::into_inner)
}

fn stripe(id: ArtifactId) -> usize {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    usize::try_from(hasher.finish() % STRIPES as u64).unwrap_or(0)
}

fn weight(artifact: &Artifact) -> u64 {
    let inline = match &artifact.content.place {
        Place::Inline(bytes) => bytes.as_ref().map_or(0, Bytes::len),
        Place::Blob { key, .. } => key.as_str().len(),
    };
    let name = artifact.filename.as_ref().map_or(0, |name| name.as_str().len());
    // Twice the JSON is about what its tree takes.
    let texts = inline + name + artifact.summary.as_str().len() + 2 * artifact.meta.to_json().len();
    ROW_BYTES + texts as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ArtifactSpec, Content, Digests, Timestamp};

    fn artifact(revision: u64) -> Artifact {
        let spec = ArtifactSpec::default();
        let now = Timestamp::from_micros(1);
        Artifact {
            id: ArtifactId::from_bytes([7; 16]),
            sandbox: SandboxId::default_sandbox(),
            owner: Owner::Sandbox,
            filename: spec.filename,
            mime: spec.mime,
            summary: spec.summary,
            meta: spec.meta,
            revision,
            create_time: now,
            update_time: now,
            expire_time: None,
            content: Content {
                version: 1,
                size: 0,
                digests: Digests::default(),
                verified: true,
                place: Place::Inline(None),
            },
        }
    }

    fn kept(cache: &RowCache) -> Option<u64> {
        let found = cache.get(&SandboxId::default_sandbox(), artifact(1).id);
        found.map(|artifact| artifact.revision)
    }

    #[test]
    fn what_a_commit_is_about_to_change_is_not_kept_until_that_is_settled() {
        let cache = RowCache::new(100, 1 << 20);
        let (id, row) = (artifact(1).id, Row::Artifact(artifact(1).id));
        cache.artifact_made(&artifact(1));
        let before = cache.ticket(id);
        assert_eq!(kept(&cache), Some(1));

        cache.doubt(row);
        assert_eq!(kept(&cache), None, "somebody may see the next revision already");
        let meanwhile = cache.ticket(id);
        for ticket in [&before, &meanwhile] {
            cache.keep(ticket, &artifact(1));
            assert_eq!(kept(&cache), None, "or may have loaded the one before");
        }
        cache.settle(row);
        for ticket in [&before, &meanwhile] {
            cache.keep(ticket, &artifact(1));
            assert_eq!(kept(&cache), None, "what was loaded then may be either");
        }
        cache.keep(&cache.ticket(id), &artifact(2));
        assert_eq!(kept(&cache), Some(2));
    }

    #[test]
    fn of_two_commits_both_must_be_settled() {
        let cache = RowCache::new(100, 1 << 20);
        let (id, row) = (artifact(1).id, Row::Artifact(artifact(1).id));
        cache.doubt(row);
        cache.doubt(row);
        cache.settle(row);
        cache.keep(&cache.ticket(id), &artifact(1));
        assert_eq!(kept(&cache), None);
        cache.settle(row);
        cache.keep(&cache.ticket(id), &artifact(1));
        assert_eq!(kept(&cache), Some(1));
    }
}
