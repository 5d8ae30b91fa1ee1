//! A downloaded file: there whole or not at all, and never in place of another unless that is wanted.
//!
//! Content is written to a hidden name beside its place, synced, and given its own name at the end. Without force it
//! gets that name by a hard link, which fails if somebody made the name meanwhile; a look beforehand only saves the
//! transfer. Dropped anywhere on the way (an error, Ctrl-C), the hidden name is removed.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use super::failure::Failure;

/// May a file that is there be replaced?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Existing {
    /// No.
    Keep,
    /// Yes.
    Replace,
}

/// A file on its way.
pub(super) struct Saving {
    file: File,
    place: PathBuf,
    existing: Existing,
    /// Removed when dropped; none where the place is a device or pipe and is written to itself.
    hidden: Option<Hidden>,
}

impl Saving {
    /// Begins; nothing is at the place yet.
    pub(super) fn begin(place: &Path, existing: Existing) -> Result<Self, Failure> {
        let failed = |error| Failure::local(place.display(), &error);
        let place = place.to_owned();
        // Renaming onto a device would put a file in its stead.
        if fs::metadata(&place).is_ok_and(|about| !about.is_file() && !about.is_dir()) {
            let file = OpenOptions::new().write(true).open(&place).map_err(failed)?;
            return Ok(Self { file: File::from_std(file), place, existing, hidden: None });
        }
        check(&place, existing).map_err(failed)?;
        let hidden = Hidden(beside(&place).map_err(failed)?);
        let file = OpenOptions::new().write(true).create_new(true).open(&hidden.0).map_err(failed)?;
        Ok(Self { file: File::from_std(file), place, existing, hidden: Some(hidden) })
    }

    pub(super) async fn write(&mut self, data: &[u8]) -> Result<(), Failure> {
        self.file.write_all(data).await.map_err(|error| Failure::local(self.place.display(), &error))
    }

    /// Makes it durable and gives it its name.
    pub(super) async fn finish(mut self) -> Result<(), Failure> {
        let shown = self.place.clone();
        self.settle().await.map_err(|error| Failure::local(shown.display(), &error))
    }

    async fn settle(&mut self) -> io::Result<()> {
        self.file.flush().await?;
        let Some(hidden) = &self.hidden else {
            return Ok(());
        };
        self.file.sync_all().await?;
        // No wait from here on: an interrupt comes before the name or after it.
        match self.existing {
            Existing::Replace => fs::rename(&hidden.0, &self.place)?,
            Existing::Keep => name_anew(&hidden.0, &self.place)?,
        }
        sync_folder(&self.place)
    }
}

/// The hidden name, removed when dropped. After a rename there is nothing left to remove.
struct Hidden(PathBuf);

impl Drop for Hidden {
    fn drop(&mut self) {
        // What led here says more than a leftover that cannot be removed.
        drop(fs::remove_file(&self.0));
    }
}

fn check(place: &Path, existing: Existing) -> io::Result<()> {
    match (fs::symlink_metadata(place), existing) {
        (Ok(about), _) if about.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        (Ok(_), Existing::Keep) => Err(is_there()),
        (Ok(_), Existing::Replace) | (Err(_), _) => Ok(()),
    }
}

fn is_there() -> io::Error {
    io::Error::new(io::ErrorKind::AlreadyExists, "is there already; --force replaces it")
}

/// Gives a file a name that nothing has.
fn name_anew(hidden: &Path, place: &Path) -> io::Result<()> {
    match fs::hard_link(hidden, place) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(is_there()),
        // Not every file system has links; then a last look is the best there is.
        Err(_) => {
            check(place, Existing::Keep)?;
            fs::rename(hidden, place)
        }
    }
}

/// Unique among the processes of this machine that write beside the same place.
fn beside(place: &Path) -> io::Result<PathBuf> {
    let name = place.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{}.part", std::process::id()));
    Ok(place.with_file_name(hidden))
}

/// Makes the name itself durable. Only Unix lets a folder be synced.
fn sync_folder(place: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
        fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[tokio::test]
    async fn a_file_appears_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a");
        let mut saving = Saving::begin(&place, Existing::Keep).unwrap();
        saving.write(b"one ").await.unwrap();
        saving.write(b"two").await.unwrap();
        assert!(!place.exists());
        saving.finish().await.unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"one two");
        assert_eq!(names(folder.path()), ["a"]);
    }

    #[tokio::test]
    async fn what_is_dropped_on_the_way_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut saving = Saving::begin(&folder.path().join("a"), Existing::Keep).unwrap();
        saving.write(b"part").await.unwrap();
        drop(saving);
        assert!(names(folder.path()).is_empty());
    }

    #[tokio::test]
    async fn a_file_is_replaced_only_by_force() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a");
        let late = Saving::begin(&place, Existing::Keep).unwrap();
        fs::write(&place, b"mine").unwrap();
        assert_eq!(late.finish().await.unwrap_err().exit_code(), 74);
        assert!(Saving::begin(&place, Existing::Keep).is_err());
        assert_eq!(fs::read(&place).unwrap(), b"mine");

        let mut forced = Saving::begin(&place, Existing::Replace).unwrap();
        forced.write(b"new").await.unwrap();
        forced.finish().await.unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["a"]);
    }

    #[tokio::test]
    #[cfg(unix)]
    async fn a_device_is_written_to_and_not_replaced() {
        let mut saving = Saving::begin(Path::new("/dev/null"), Existing::Replace).unwrap();
        saving.write(b"gone").await.unwrap();
        saving.finish().await.unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}
