//! Disks that are full, and disks that cannot be written: small file systems in memory, mounted by the test itself.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use artigrid_client::{Client, Code, Error, NewArtifact, Reason, Scope, Source};

use crate::world::{Label, Launch, Profile, blobs_below, eventually, files_below, inspect};

/// SQLite's log alone may take 4 MiB of it.
const DISK: &str = "16m";

/// A mounted file system; unmounted when it is dropped, whoever still uses it.
struct Disk(tempfile::TempDir);

impl Disk {
    /// None, loudly, where this process may not mount.
    fn mount() -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let options = format!("size={DISK}");
        let mount =
            run("mount", &["-t", "tmpfs", "-o", &options, "artigrid-test", dir.path().to_str().unwrap()]);
        if let Err(why) = mount {
            println!("SKIPPED: a full or read-only disk takes a mount, which needs root: {why}");
            return None;
        }
        Some(Self(dir))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Mounts it anew as it is, with this option.
    fn remount(&self, option: &str) {
        let options = format!("remount,{option}");
        run("mount", &["-o", &options, self.path().to_str().unwrap()]).unwrap();
    }

    /// Takes the last of its room.
    fn fill(&self) -> PathBuf {
        let path = self.path().join("filler");
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(&path).unwrap();
        for size in [1 << 20, 4_096, 1] {
            while file.write_all(&vec![7; size]).is_ok() {}
        }
        path
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = run("umount", &["--lazy", self.path().to_str().unwrap()]);
    }
}

fn run(program: &str, words: &[&str]) -> Result<(), String> {
    let done = Command::new(program).args(words).output().map_err(|error| error.to_string())?;
    if done.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&done.stderr).trim().to_owned()) }
}

async fn put(client: &Client, size: usize) -> Result<String, Error> {
    let bytes = Label { seed: 3, size }.bytes();
    let new = NewArtifact::new().scope(Scope::User);
    Ok(client.artifacts().upload(Source::bytes(bytes), new).await?.id)
}

fn assert_full(error: &Error) {
    assert_eq!((error.reason(), error.code()), (Reason::StorageFull, Code::ResourceExhausted), "{error:?}");
}

/// Takes all room that is left, the logs' too, so that even small content is refused.
async fn fill(disk: &Disk, client: &Client) {
    disk.fill();
    let mut refused = None;
    for _ in 0..2_000 {
        refused = put(client, 4_000).await.err();
        if refused.is_some() {
            break;
        }
    }
    assert_full(&refused.expect("the disk is full to the last page"));
    assert_full(&put(client, 1 << 20).await.unwrap_err());
}

async fn a_full_disk(profile: Profile) {
    let Some(disk) = Disk::mount() else { return };
    let dir = disk.path().join("data");
    let launch = Launch::on(&dir, profile).flag("--free-after=1s").flag("--sweep-interval=1s");
    let server = launch.start().await;
    let client = server.user("ana");
    let small = put(&client, 100).await.unwrap();
    let large = put(&client, 4 << 20).await.unwrap();

    assert_full(&put(&client, 32 << 20).await.unwrap_err());
    assert!(files_below(&dir.join("blobs/.staging")).is_empty());
    let medium = put(&client, 1 << 20).await.expect("what the upload had taken is free again");

    fill(&disk, &client).await;
    let read = client.artifacts().read(&small, None).await.expect("reading takes no room");
    assert_eq!(read.total_size, 100);
    client.artifacts().delete(&large).await.unwrap_or_else(|error| panic!("{error:?}\n{}", server.said()));
    eventually("what was deleted makes room for small things", || async {
        put(&client, 4_000).await.is_ok()
    })
    .await;
    eventually("and for larger ones", || async { put(&client, 1 << 20).await.is_ok() }).await;

    fill(&disk, &client).await;
    server.kill();
    server.ended().await;
    let server = launch.start().await;
    let client = server.user("ana");
    client.artifacts().delete(&medium).await.unwrap_or_else(|error| panic!("{error:?}\n{}", server.said()));
    eventually("a server that was started on a full disk frees, too", || async {
        put(&client, 4_000).await.is_ok()
    })
    .await;
    server.stop().await;
    inspect(&dir, profile).await;
}

#[tokio::test]
async fn c6_a_full_disk_refuses_by_name_and_works_again_after_a_delete_on_files() {
    a_full_disk(Profile::Files).await;
}

#[tokio::test]
async fn c6_a_full_disk_refuses_by_name_and_works_again_after_a_delete_on_sqlite() {
    a_full_disk(Profile::Sqlite).await;
}

/// Only the blobs' disk: one that has a file open for writing, as the catalog's has, cannot be made read-only.
#[tokio::test]
async fn c6_a_disk_that_becomes_read_only_is_unavailable_until_it_is_not() {
    let Some(disk) = Disk::mount() else { return };
    let dir = tempfile::tempdir().unwrap();
    let root = disk.path().join("blobs");
    let launch = Launch::on(dir.path(), Profile::Files).flag(&format!("--fs-root={}", root.display()));
    let server = launch.start().await;
    let client = server.user("ana");
    let large = put(&client, 1 << 20).await.unwrap();

    disk.remount("ro");
    let error = put(&client, 1 << 20).await.unwrap_err();
    assert_eq!((error.reason(), error.code()), (Reason::BackendUnavailable, Code::Unavailable), "{error:?}");
    assert_eq!(error.metadata().get("dependency").map(String::as_str), Some("blobs"));
    let read = client.artifacts().download(&large).bytes(1 << 20).await.expect("it can still be read");
    assert_eq!(read.len(), 1 << 20);
    put(&client, 100).await.expect("small content lies in the catalog, which is elsewhere");

    disk.remount("rw");
    put(&client, 1 << 20).await.expect("no restart was needed");
    server.stop().await;
    assert_eq!(blobs_below(&root).len(), 2, "nothing else was left");
}

#[tokio::test]
async fn a_directory_that_cannot_be_written_refuses_the_start() {
    let Some(disk) = Disk::mount() else { return };
    disk.remount("ro");
    let refused = Launch::on(&disk.path().join("data"), Profile::Files).refused().await;
    assert_eq!(refused.code, Some(69), "{}", refused.stderr);
    assert!(refused.stderr.contains("the data directory cannot be used"), "{}", refused.stderr);
}
