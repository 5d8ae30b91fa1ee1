//! What keeps a catalog in order: what is over, what is counted, what was answered.

use crate::domain::{RequestKey, Scope, StoreName};

/// What one [`Catalog::retire_expired`](super::Catalog::retire_expired) dealt with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::store) struct Retired {
    /// Artifacts that were over.
    pub(in crate::store) artifacts: usize,
    /// Sessions that were over and hold nothing any more.
    pub(in crate::store) sessions: usize,
}

impl Retired {
    /// All of it: fewer than the limit means that nothing is left.
    pub(in crate::store) fn rows(self) -> usize {
        self.artifacts + self.sessions
    }
}

/// What a sweep would find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::store) struct Overdue {
    /// Artifacts that are over.
    pub(in crate::store) artifacts: u64,
    /// Sessions that are over.
    pub(in crate::store) sessions: u64,
    /// Uploads past their deadline.
    pub(in crate::store) uploads: u64,
    /// Contents whose bytes may be freed.
    pub(in crate::store) garbage: u64,
    /// Their bytes.
    pub(in crate::store) garbage_bytes: u64,
}

/// What is there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// Live artifacts and their bytes, by scope and store.
    pub artifacts: Vec<(Scope, StoreName, u64, u64)>,
    /// Bytes that wait to be freed, by store.
    pub garbage: Vec<(StoreName, u64)>,
    /// Live sessions.
    pub sessions: u64,
    /// Uploads that are under way.
    pub uploads: u64,
}

/// A request that shall be done once: its answer is kept for a day in the transaction that does it. If one of its key is
/// on record already, that transaction refuses: `REQUEST_IN_PROGRESS` if it was this same request, which came to its end
/// since somebody looked, and `REQUEST_ID_REUSED` if it was another. A refusal keeps nothing.
#[derive(Debug, Clone)]
pub(in crate::store) struct Replay {
    /// Whose request.
    pub(in crate::store) key: RequestKey,
    /// What it says.
    pub(in crate::store) fingerprint: [u8; 32],
}
