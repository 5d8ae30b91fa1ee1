//! A file that is there whole or not at all: written beside its place, synced, then renamed.

use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::error::{Error, Result};

/// Chunks that may wait for the disk.
const WRITE_QUEUE: usize = 4;

enum Step {
    Write(Bytes),
    Commit,
}

/// A file on its way. Dropped without [`commit`](Self::commit), it leaves nothing.
pub(crate) struct WholeFile {
    steps: mpsc::Sender<Step>,
    written: JoinHandle<io::Result<()>>,
    shown: String,
}

impl WholeFile {
    /// Begins a file; one blocking thread does all its work.
    pub(crate) fn create(path: &Path) -> Self {
        let (steps, queue) = mpsc::channel(WRITE_QUEUE);
        let place = path.to_owned();
        let written = tokio::task::spawn_blocking(move || write(&place, queue));
        Self { steps, written, shown: path.display().to_string() }
    }

    /// Appends; waits while the disk lags behind.
    pub(crate) async fn write(&mut self, data: Bytes) -> Result<()> {
        if self.steps.send(Step::Write(data)).await.is_ok() {
            return Ok(());
        }
        Err(self.failure().await)
    }

    /// Makes it durable and visible.
    pub(crate) async fn commit(mut self) -> Result<()> {
        if self.steps.send(Step::Commit).await.is_err() {
            return Err(self.failure().await);
        }
        let outcome = (&mut self.written).await.unwrap_or_else(|stopped| Err(io::Error::other(stopped)));
        outcome.map_err(|error| Error::local(&self.shown, error))
    }

    /// Why the thread listens no more.
    async fn failure(&mut self) -> Error {
        let outcome = (&mut self.written).await.unwrap_or_else(|stopped| Err(io::Error::other(stopped)));
        let error = outcome.err().unwrap_or_else(|| io::Error::other("the file was closed early"));
        Error::local(&self.shown, error)
    }
}

fn write(place: &Path, mut queue: mpsc::Receiver<Step>) -> io::Result<()> {
    let (mut file, beside) = Beside::create(place)?;
    while let Some(step) = queue.blocking_recv() {
        match step {
            Step::Write(data) => file.write_all(&data)?,
            Step::Commit => {
                file.sync_all()?;
                beside.rename(place)?;
                return sync_folder(place);
            }
        }
    }
    Ok(())
}

/// The name beside the place; removed unless it was renamed.
struct Beside(Option<PathBuf>);

impl Beside {
    fn create(place: &Path) -> io::Result<(File, Self)> {
        let name = place.file_name().ok_or_else(|| io::Error::other("not the name of a file"))?;
        let mut beside = std::ffi::OsString::from(".");
        beside.push(name);
        beside.push(format!(".{:016x}.part", RandomState::new().hash_one(0_u8)));
        let beside = place.with_file_name(beside);
        let file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
        Ok((file, Self(Some(beside))))
    }

    fn rename(mut self, place: &Path) -> io::Result<()> {
        if let Some(beside) = &self.0 {
            fs::rename(beside, place)?;
        }
        self.0 = None;
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if let Some(beside) = &self.0 {
            // Nothing can be done about a leftover that cannot be removed, and the error that led
            // here says more.
            drop(fs::remove_file(beside));
        }
    }
}

/// Makes the rename itself durable. Only Unix lets a folder be synced.
fn sync_folder(place: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}
