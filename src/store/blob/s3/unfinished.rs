//! Writes of this process that nobody was told of yet.
//!
//! S3 makes an object visible in its one last step, and has no way to take that step back. So for as long as a write is
//! on this list its key is invisible to this process's readers, whatever the bucket shows; other processes do not know the
//! key. A write leaves the list when it is answered, or, if its future was dropped or it failed, when what it made is gone.
//!
//! What makes something in the bucket (begin a multipart upload, publish) runs to its end even if its write is dropped,
//! behind the write's gate: whoever cleans up after it waits at the gate and then knows what there is.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync;

/// What a write has made so far.
#[derive(Debug, Default)]
pub(super) struct Made {
    /// Its multipart upload.
    pub(super) upload: Option<String>,
    /// There may be other uploads of the key, whose beginning was not answered.
    pub(super) others: bool,
    /// A request was sent that makes the object visible.
    pub(super) published: bool,
}

impl Made {
    pub(super) fn is_nothing(&self) -> bool {
        self.upload.is_none() && !self.published
    }
}

/// One write.
#[derive(Debug)]
pub(super) struct Writing {
    /// The object's key in the bucket.
    pub(super) key: String,
    /// Somebody deleted the key meanwhile.
    freed: AtomicBool,
    /// Its future is gone; what it made is to be taken away.
    abandoned: AtomicBool,
    pub(super) gate: Arc<sync::Mutex<Made>>,
}

impl Writing {
    pub(super) fn free(&self) {
        self.freed.store(true, Ordering::Release);
    }

    pub(super) fn is_freed(&self) -> bool {
        self.freed.load(Ordering::Acquire)
    }

    /// Is nobody there for whom anything more is to be made? To be asked behind the gate.
    pub(super) fn is_over(&self) -> bool {
        self.is_freed() || self.is_abandoned()
    }

    pub(super) fn abandon(&self) {
        self.abandoned.store(true, Ordering::Release);
    }

    pub(super) fn is_abandoned(&self) -> bool {
        self.abandoned.load(Ordering::Acquire)
    }
}

/// The list.
#[derive(Debug, Default)]
pub(super) struct Unfinished(Mutex<HashMap<String, Arc<Writing>>>);

impl Unfinished {
    /// Puts a write on the list, or answers the one of this key that is there.
    pub(super) fn enter(&self, key: &str) -> Result<Arc<Writing>, Arc<Writing>> {
        match self.list().entry(key.to_owned()) {
            Entry::Occupied(other) => Err(Arc::clone(other.get())),
            Entry::Vacant(place) => {
                let writing = Writing {
                    key: key.to_owned(),
                    freed: AtomicBool::new(false),
                    abandoned: AtomicBool::new(false),
                    gate: Arc::default(),
                };
                Ok(Arc::clone(place.insert(Arc::new(writing))))
            }
        }
    }

    /// Takes it off the list.
    pub(super) fn leave(&self, writing: &Arc<Writing>) {
        let mut list = self.list();
        if list.get(&writing.key).is_some_and(|other| Arc::ptr_eq(other, writing)) {
            list.remove(&writing.key);
        }
    }

    /// The write of this key.
    pub(super) fn of(&self, key: &str) -> Option<Arc<Writing>> {
        self.list().get(key).cloned()
    }

    /// Is this key not to be seen yet?
    pub(super) fn has(&self, key: &str) -> bool {
        self.list().contains_key(key)
    }

    /// The keys that are not to be seen yet.
    pub(super) fn keys(&self) -> HashSet<String> {
        self.list().keys().cloned().collect()
    }

    fn list(&self) -> MutexGuard<'_, HashMap<String, Arc<Writing>>> {
        // Each change is one call on the map, so a panic elsewhere leaves it as it was or as it should be.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
