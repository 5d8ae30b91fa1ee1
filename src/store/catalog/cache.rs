//! Keeps rows that were found lately, so that reading a hot artifact asks no database.
//!
//! Only a catalog with one writer can have this: the writer says what a commit changed before anybody is told of the
//! commit. A reader that loaded a row before the commit may come to keep it after; so each reading takes a [`Ticket`]
//! before it asks, and what it loaded is kept only if nothing it may be about has changed since.
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
    /// How often artifacts of each stripe changed.
    changes: Vec<Mutex<u64>>,
    /// How often sessions changed.
    session_changes: Mutex<u64>,
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
            changes: (0..STRIPES).map(|_| Mutex::new(0)).collect(),
            session_changes: Mutex::new(0),
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
            changes: *lock(&self.changes[stripe]),
            session_changes: *lock(&self.session_changes),
        }
    }

    /// Keeps what was loaded, unless it may have changed since the ticket was taken.
    pub(super) fn keep(&self, ticket: &Ticket, artifact: &Artifact) {
        if let Owner::Session(session) = &artifact.owner {
            let changes = lock(&self.session_changes);
            if *changes != ticket.session_changes {
                return;
            }
            self.sessions.insert(session.uid, Arc::new(Session::clone(session)));
        }
        let changes = lock(&self.changes[ticket.stripe]);
        if *changes == ticket.changes {
            self.artifacts
                .insert(artifact.id, Arc::new(Kept { artifact: artifact.clone(), weight: weight(artifact) }));
        }
    }

    /// A commit made the artifact: it is as the commit says until another is told of.
    pub(super) fn artifact_made(&self, artifact: &Artifact) {
        let mut changes = lock(&self.changes[stripe(artifact.id)]);
        *changes += 1;
        let kept = Kept { artifact: artifact.clone(), weight: weight(artifact) };
        self.artifacts.insert(artifact.id, Arc::new(kept));
    }

    /// A commit changed the artifact, or took it away.
    pub(super) fn artifact_changed(&self, id: ArtifactId) {
        let mut changes = lock(&self.changes[stripe(id)]);
        *changes += 1;
        self.artifacts.remove(&id);
    }

    /// A commit changed the session.
    pub(super) fn session_changed(&self, uid: SessionUid) {
        let mut changes = lock(&self.session_changes);
        *changes += 1;
        self.sessions.remove(&uid);
    }
}

/// What is guarded is a number and never half changed.
fn lock(changes: &Mutex<u64>) -> MutexGuard<'_, u64> {
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
