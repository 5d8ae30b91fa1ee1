//! Room that is kept for taking things away: on a disk that is full to its last page, a delete must still be written
//! into a database's log, and the log must still be copied into the database.
//!
//! The room is a file of zeros beside the database. It is given up when something that frees runs out of room, and
//! taken back, as far as there is any, after each change that follows.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Much more than the pages that one change touches, or that SQLite shares between connections.
const SIZE: u64 = 1 << 20;

/// A piece that is written at once.
const PIECE: &[u8] = &[0; 64 << 10];

/// How much room the disk has beyond what is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Room {
    /// As much again as is kept, or more.
    Enough,
    /// Less.
    Little,
}

/// See the module's head.
#[derive(Debug, Clone)]
pub(in crate::store) struct Reserve {
    database: Arc<Path>,
    path: Arc<Path>,
    probe: Arc<Path>,
    whole: Arc<AtomicBool>,
}

impl Reserve {
    /// The room beside this database. Nothing is taken yet: opening may itself need what an earlier process kept.
    pub(in crate::store) async fn beside(database: &Path) -> Self {
        let named = |end| {
            let mut path = database.as_os_str().to_owned();
            path.push(end);
            Arc::from(PathBuf::from(path))
        };
        let reserve = Self {
            database: database.into(),
            path: named("-reserve"),
            probe: named("-probe"),
            whole: Arc::default(),
        };
        reserve.give_up().await;
        reserve
    }

    /// Gives the room up.
    pub(in crate::store) async fn give_up(&self) {
        let this = self.clone();
        let given_up = tokio::task::spawn_blocking(move || {
            this.whole.store(false, Ordering::Relaxed);
            // Not being there is what is wanted; whatever else fails, there is no more room than there is.
            let _ = fs::remove_file(&this.path);
            // A process that was killed while it probed left this.
            let _ = fs::remove_file(&this.probe);
        });
        let _ = given_up.await;
    }

    /// Takes back what was given up, as much of it as there is. Costs nothing if all of it is there.
    pub(in crate::store) async fn take_back(&self) {
        if !self.whole.load(Ordering::Relaxed) {
            let this = self.clone();
            let _ = tokio::task::spawn_blocking(move || this.grow()).await;
        }
    }

    /// Takes back what was given up, and looks by trying whether there is room for others.
    pub(in crate::store) async fn room(&self) -> Room {
        self.take_back().await;
        if !self.whole.load(Ordering::Relaxed) {
            return Room::Little;
        }
        let probe = Arc::clone(&self.probe);
        let fits = tokio::task::spawn_blocking(move || {
            let fits = fill(&probe);
            let _ = fs::remove_file(&probe);
            fits
        });
        if matches!(fits.await, Ok(true)) { Room::Enough } else { Room::Little }
    }

    /// Is what was given up enough for the log to be copied into the database, which then has this size? Tried with
    /// less, it would take what little there is and fail all the same.
    pub(in crate::store) fn covers(&self, size: i64) -> bool {
        let now = fs::metadata(&self.database).map_or(0, |about| about.len());
        u64::try_from(size).is_ok_and(|size| size.saturating_sub(now) <= SIZE / 2)
    }

    fn grow(&self) {
        self.whole.store(fill(&self.path), Ordering::Relaxed);
    }
}

/// Makes the file as large as wanted or possible; says whether it is as wanted.
fn fill(path: &Path) -> bool {
    let Ok(mut file) = OpenOptions::new().create(true).append(true).open(path) else { return false };
    let mut size = file.metadata().map_or(0, |about| about.len());
    while size < SIZE {
        match file.write(PIECE) {
            Ok(0) | Err(_) => return false,
            Ok(more) => size += more as u64,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn room_is_given_up_and_taken_back() {
        let dir = tempfile::tempdir().unwrap();
        let kept = dir.path().join("rows.sqlite-reserve");
        fs::write(&kept, [0; 10]).unwrap();
        let reserve = Reserve::beside(&dir.path().join("rows.sqlite")).await;
        assert!(!kept.exists(), "an earlier process's room is for opening");
        reserve.take_back().await;
        assert!(kept.metadata().unwrap().len() >= SIZE);
        reserve.give_up().await;
        assert!(!kept.exists());
        assert_eq!(reserve.room().await, Room::Enough);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "the reserve is back and the probe is gone");
    }
}
