//! What only files have: folders, threads, and a disk that may be missing or full.

use std::io;
use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use futures::future::{join_all, select};
use futures::{FutureExt, StreamExt, stream};

use super::{FileBlobs, failure};
use crate::domain::{BlobKey, Chunk, ResolvedRange};
use crate::error::ErrorKind;
use crate::store::blob::{BlobBody, BlobStore};

fn key(user: &str, number: u32) -> BlobKey {
    let artifact = format!("01890a5d-ac96-774b-bcce-{number:012x}");
    BlobKey::parse(&format!("grid/acme/users/{user}/{artifact}.01890a5d-ac96-774b-bcce-b302099a8057"))
        .unwrap()
}

fn body(size: usize) -> BlobBody<'static> {
    stream::iter([Ok(Chunk::plain(Bytes::from(vec![7; size])))]).boxed()
}

async fn open(dir: &Path) -> FileBlobs {
    FileBlobs::open(dir.join("store"), 1).await.unwrap()
}

#[tokio::test]
async fn a_path_is_the_key_and_empty_folders_go_with_their_last_blob() {
    let dir = tempfile::tempdir().unwrap();
    let (store, root) = (open(dir.path()).await, dir.path().join("store"));
    for key in [key("ann", 1), key("ann", 2), key("bob", 1)] {
        store.put(&key, body(3), None).await.unwrap();
        assert_eq!(std::fs::read(root.join(key.as_str())).unwrap(), [7; 3]);
    }
    store.delete(&key("ann", 1)).await.unwrap();
    assert!(root.join("grid/acme/users/ann").is_dir());
    store.delete(&key("ann", 2)).await.unwrap();
    assert!(!root.join("grid/acme/users/ann").exists());
    store.delete(&key("bob", 1)).await.unwrap();
    assert!(!root.join("grid").exists());
    assert!(root.is_dir());
}

/// A kill falls between the making of two folders, or the removing.
#[tokio::test]
async fn folders_that_a_killed_process_left_half_way_go_with_what_it_was_about() {
    let dir = tempfile::tempdir().unwrap();
    let (store, root) = (open(dir.path()).await, dir.path().join("store"));
    std::fs::create_dir_all(root.join("grid/acme")).unwrap();
    store.delete(&key("ann", 1)).await.unwrap();
    assert!(!root.join("grid").exists());
}

#[tokio::test]
async fn folders_that_somebody_removed_are_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).await;
    store.put(&key("ann", 1), body(3), None).await.unwrap();
    std::fs::remove_dir_all(dir.path().join("store/grid")).unwrap();
    store.put(&key("ann", 2), body(3), None).await.unwrap();
    assert_eq!(store.size_of(&key("ann", 2)).await.unwrap(), Some(3));
}

/// Else a delete behind a missing mount would succeed, its row would go, and the bytes would come back with the mount.
#[tokio::test]
async fn behind_a_missing_root_nothing_is_absent() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).await;
    std::fs::rename(dir.path().join("store"), dir.path().join("elsewhere")).unwrap();
    std::fs::create_dir(dir.path().join("store")).unwrap();
    let (key, range) = (key("ann", 1), ResolvedRange { offset: 0, length: 1 });
    let errors = [
        store.put(&key, body(3), None).await.unwrap_err(),
        store.get(&key, range).await.map(drop).unwrap_err(),
        store.size_of(&key).await.unwrap_err(),
        store.delete(&key).await.unwrap_err(),
        store.list(None, 10).await.unwrap_err(),
        store.check().await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::BackendUnavailable);
        assert_eq!(error.metadata()["dependency"], "blobs");
        let told = format!("{error} {error:?}");
        assert!(!told.contains(dir.path().to_str().unwrap()), "{told}");
    }
}

#[test]
fn a_full_disk_is_told_from_a_broken_one() {
    let kind_of = |errno| failure(io::Error::from_raw_os_error(errno)).kind();
    let (enospc, edquot, eio, eacces, erofs) = (28, 122, 5, 13, 30);
    assert_eq!([enospc, edquot].map(kind_of), [ErrorKind::StorageFull; 2]);
    assert_eq!([eio, eacces, erofs].map(kind_of), [ErrorKind::BackendUnavailable; 3]);
}

/// Uploads that wait for their clients take no thread: a hundred of them leave two threads to others.
#[test]
fn idle_uploads_hold_no_threads() {
    let runtime =
        tokio::runtime::Builder::new_current_thread().max_blocking_threads(2).enable_time().build().unwrap();
    runtime.block_on(async {
        let dir = tempfile::tempdir().unwrap();
        let store = open(dir.path()).await;
        let keys: Vec<BlobKey> = (0..100).map(|number| key("idle", number)).collect();
        let idle =
            keys.iter().map(|key| store.put(key, body(300_000).chain(stream::pending()).boxed(), None));
        let busy = async {
            for number in 0..20 {
                store.put(&key("busy", number), body(600_000), None).await.unwrap();
            }
        };
        let both = select(join_all(idle), busy.boxed());
        tokio::time::timeout(Duration::from_mins(1), both).await.expect("the threads are taken");
    });
}

/// The names of one folder do not fit into one look.
#[test]
fn a_large_folder_is_listed_in_order() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join(super::STAGING)).unwrap();
    std::fs::create_dir(dir.path().join("grid")).unwrap();
    let mut names: Vec<String> =
        (0..5_000).map(|number| format!("grid/{}", number * 7_919 % 5_003)).collect();
    for name in &names {
        std::fs::write(dir.path().join(name), []).unwrap();
    }
    names.sort_unstable();
    let listed = super::listing::list(dir.path(), "", 10_000).unwrap();
    assert_eq!(listed.into_iter().map(|entry| entry.key).collect::<Vec<_>>(), names);
    let page = super::listing::list(dir.path(), &names[4_500], 2).unwrap();
    assert_eq!(page.into_iter().map(|entry| entry.key).collect::<Vec<_>>(), names[4_501..4_503]);
}
