//! One at a time completes an upload, or frees it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::domain::UploadId;

/// Sees to it that one upload is completed, or freed, by one at a time.
#[derive(Debug, Clone, Default)]
pub(super) struct UploadLocks(Arc<Mutex<HashMap<UploadId, Weak<tokio::sync::Mutex<()>>>>>);

impl UploadLocks {
    /// Whoever holds it is alone with this upload.
    pub(super) fn lock_of(&self, id: UploadId) -> Arc<tokio::sync::Mutex<()>> {
        let mut locks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = locks.get(&id).and_then(Weak::upgrade) {
            return lock;
        }
        // Those that nobody holds go when another comes.
        locks.retain(|_, lock| lock.strong_count() > 0);
        let lock = Arc::new(tokio::sync::Mutex::new(()));
        locks.insert(id, Arc::downgrade(&lock));
        lock
    }
}
