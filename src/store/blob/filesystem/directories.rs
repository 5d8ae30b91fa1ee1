//! Directories come with the first blob in them and go with the last, and no answer rests on one that is not durable.
//!
//! A new directory lasts only when its *parent* is synced. So that a write can rely on a directory that another write
//! made a moment ago, the directories known to be durable are remembered: one is added after the sync of its parent and
//! taken away before it is removed, both under the lock `changing`.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many directories are remembered: some 2 MB of paths. Beyond that all are forgotten, which costs a sync each.
const REMEMBERED: usize = 16_384;

/// How often a link is tried whose directory keeps going away under it.
const LINK_ATTEMPTS: usize = 32;

/// See the module's head.
pub(super) struct Directories {
    root: PathBuf,
    durable: Mutex<HashSet<PathBuf>>,
    /// Held by whoever makes or removes directories; never while `durable` is held.
    changing: Mutex<()>,
}

impl Directories {
    /// The directories under `root`, which is there and durable.
    pub(super) fn new(root: PathBuf) -> Self {
        Self { root, durable: Mutex::default(), changing: Mutex::default() }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    fn durable(&self) -> MutexGuard<'_, HashSet<PathBuf>> {
        // Forgetting too much is safe and remembering is one call, so a panic elsewhere breaks nothing.
        self.durable.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn changing(&self) -> MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the file a second name, making its directory if it is not there (or not any more: a delete may remove
    /// it between two looks).
    pub(super) fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut attempts = 0;
        loop {
            attempts += 1;
            match fs::hard_link(from, to) {
                Err(error) if error.kind() == io::ErrorKind::NotFound && attempts < LINK_ATTEMPTS => {
                    self.make_again(parent(to)?)?;
                }
                done => return done,
            }
        }
    }

    /// Makes a directory that is not there, whatever is remembered of it; of those above it only if they are not there
    /// either, since each costs a sync.
    fn make_again(&self, dir: &Path) -> io::Result<()> {
        self.durable().remove(dir);
        match self.make(dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.forget(dir);
                self.make(dir)
            }
            done => done,
        }
    }

    /// Makes the link's directory entry last, and the directories above it.
    ///
    /// Only after the link is the directory safe from removal; looking whether it is durable before that would look
    /// at one that may be removed and made anew.
    pub(super) fn sync_link(&self, to: &Path) -> io::Result<()> {
        let parent = parent(to)?;
        self.make(parent)?;
        sync(parent)
    }

    /// Makes a directory under the root that lasts, and those above it.
    pub(super) fn make(&self, dir: &Path) -> io::Result<()> {
        if self.durable().contains(dir) {
            return Ok(());
        }
        let _changing = self.changing();
        let mut missing: Vec<&Path> = dir.ancestors().take_while(|dir| *dir != self.root).collect();
        while let Some(dir) = missing.pop() {
            if self.durable().contains(dir) {
                continue;
            }
            make_if_missing(dir)?;
            // Also if it was there: whoever made it may have died before this.
            sync(parent(dir)?)?;
            self.remember(dir);
        }
        Ok(())
    }

    fn remember(&self, dir: &Path) {
        let mut durable = self.durable();
        if durable.len() >= REMEMBERED {
            durable.clear();
        }
        durable.insert(dir.to_owned());
    }

    fn forget(&self, dir: &Path) {
        let mut durable = self.durable();
        for dir in dir.ancestors() {
            durable.remove(dir);
        }
    }

    /// Removes the directory if nothing is in it, and then those above it. If not, nothing is lost but an empty
    /// directory.
    pub(super) fn prune(&self, dir: &Path) {
        let _changing = self.changing();
        for dir in dir.ancestors().take_while(|dir| *dir != self.root) {
            let remembered = self.durable().remove(dir);
            match fs::remove_dir(dir) {
                Ok(()) => {}
                // A process that was killed came so far, up or down.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(_) => {
                    if remembered {
                        self.remember(dir);
                    }
                    return;
                }
            }
        }
    }
}

/// Makes a directory anywhere, and all above it, so that they last.
pub(in crate::store) fn make_durably(dir: &Path) -> io::Result<()> {
    let parent = match dir.parent() {
        // The root, or the working directory: both are there.
        None => return Ok(()),
        Some(here) if here.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
    };
    if dir.is_dir() {
        // Whoever made it may have died before this. If it was the operator, the parent may not even be ours to read.
        let _ = sync(parent);
        return Ok(());
    }
    make_durably(parent)?;
    make_if_missing(dir)?;
    sync(parent)
}

fn make_if_missing(dir: &Path) -> io::Result<()> {
    match fs::create_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        done => done,
    }
}

fn parent(path: &Path) -> io::Result<&Path> {
    path.parent().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))
}

fn sync(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}
