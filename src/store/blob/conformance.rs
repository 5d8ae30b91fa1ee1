//! What every backend is held to: a test for each sentence of [`BlobStore`]'s contract.
//!
//! A backend names itself in one line at the end and passes all of it. What only some can show (bytes that are damaged
//! behind their back, another process on the same bytes) goes through [`Backend`], which says so where it cannot.

mod parts;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures::future::{join, join_all};
use futures::{FutureExt, StreamExt, TryStreamExt, stream};
use tokio::sync::{Notify, Semaphore};

use super::faulty::{Fault, FaultyBlobs};
use super::{Around, BlobBody, BlobConfig, BlobStore, Buffers, open};
use crate::clock::{Clock, ManualClock, SystemClock};
use crate::domain::{BLOCK_SIZE, BlobKey, Chunk, ResolvedRange, Timestamp};
use crate::error::{ErrorKind, Result};
use crate::shutdown::Shutdown;

const BLOCK: usize = 1 << 20;
/// Never waited for by a test that passes.
const TOO_LONG: Duration = Duration::from_mins(1);

/// What can happen to bytes behind a backend's back.
#[derive(Debug, Clone, Copy)]
enum Damage {
    Remove,
    Truncate,
}

/// A backend in a fresh world of its own.
#[async_trait]
trait Backend: Send + Sync {
    /// Is there such a backend on this machine? If not, that was said.
    fn is_there(&self) -> bool {
        true
    }
    fn store(&self) -> &dyn BlobStore;
    /// The same bytes as another process finds them, if another can.
    async fn other_process(&self) -> Option<Arc<dyn BlobStore>>;
    /// Damages a blob, if the backend keeps its bytes where that can be done.
    async fn damage(&self, key: &BlobKey, damage: Damage) -> bool;
    /// How many unfinished writes can be found by looking at what the backend keeps.
    async fn leftovers(&self) -> usize;
    /// Who frees what a dead process left.
    fn frees_the_dead(&self) -> FreesTheDead {
        FreesTheDead::Sweep
    }
    /// The longest key that it has a place for, where the world it stands in is narrower than the contract.
    fn longest_key(&self) -> usize {
        usize::MAX
    }
}

/// By what is freed what a dead process left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FreesTheDead {
    /// `sweep_staging` finds it by itself.
    Sweep,
    /// `delete` of the key.
    Delete,
    /// Nothing can find it.
    Nobody,
}

struct Memory(Arc<dyn BlobStore>);

impl Memory {
    async fn open() -> Self {
        Self(open(&BlobConfig::Memory, &around(1)).await.unwrap())
    }
}

#[async_trait]
impl Backend for Memory {
    fn store(&self) -> &dyn BlobStore {
        &*self.0
    }

    async fn other_process(&self) -> Option<Arc<dyn BlobStore>> {
        None
    }

    async fn damage(&self, _: &BlobKey, _: Damage) -> bool {
        false
    }

    async fn leftovers(&self) -> usize {
        0
    }
}

struct Filesystem {
    dir: tempfile::TempDir,
    store: Arc<dyn BlobStore>,
}

impl Filesystem {
    async fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Self::process(&dir, 1).await;
        Self { dir, store }
    }

    async fn process(dir: &tempfile::TempDir, nonce: u64) -> Arc<dyn BlobStore> {
        open(&BlobConfig::Filesystem { root: dir.path().join("a/b") }, &around(nonce)).await.unwrap()
    }
}

#[async_trait]
impl Backend for Filesystem {
    fn store(&self) -> &dyn BlobStore {
        &*self.store
    }

    async fn other_process(&self) -> Option<Arc<dyn BlobStore>> {
        Some(Self::process(&self.dir, 2).await)
    }

    async fn damage(&self, key: &BlobKey, damage: Damage) -> bool {
        let path = self.dir.path().join("a/b").join(key.as_str());
        match damage {
            Damage::Remove => std::fs::remove_file(path).unwrap(),
            Damage::Truncate => {
                let file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
                file.set_len(file.metadata().unwrap().len() - 1).unwrap();
            }
        }
        true
    }

    async fn leftovers(&self) -> usize {
        std::fs::read_dir(self.dir.path().join("a/b/.staging")).unwrap().count()
    }
}

struct Sqlite {
    dir: tempfile::TempDir,
    store: Arc<dyn BlobStore>,
}

impl Sqlite {
    async fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Self::process(&dir, 1 << 40).await;
        Self { dir, store }
    }

    async fn process(dir: &tempfile::TempDir, nonce: u64) -> Arc<dyn BlobStore> {
        open(&BlobConfig::Sqlite { path: dir.path().join("a/blobs.db") }, &around(nonce)).await.unwrap()
    }

    async fn raw(&self) -> sqlx::SqliteConnection {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(self.dir.path().join("a/blobs.db"));
        sqlx::ConnectOptions::connect(&options).await.unwrap()
    }
}

#[async_trait]
impl Backend for Sqlite {
    fn store(&self) -> &dyn BlobStore {
        &*self.store
    }

    async fn other_process(&self) -> Option<Arc<dyn BlobStore>> {
        Some(Self::process(&self.dir, 3 << 40).await)
    }

    async fn damage(&self, key: &BlobKey, damage: Damage) -> bool {
        let change = match damage {
            Damage::Remove => {
                "DELETE FROM chunks WHERE number = ? AND blob = (SELECT id FROM blobs WHERE key = ?)"
            }
            Damage::Truncate => {
                "UPDATE chunks SET bytes = substr(bytes, 2) WHERE number = ? AND blob = (SELECT id FROM blobs WHERE key = ?)"
            }
        };
        let size = self.store.size_of(key).await.unwrap().unwrap();
        let last = i64::try_from((size - 1) / BLOCK_SIZE).unwrap();
        let change = sqlx::query(change).bind(last).bind(key.as_str());
        assert_eq!(change.execute(&mut self.raw().await).await.unwrap().rows_affected(), 1);
        true
    }

    async fn leftovers(&self) -> usize {
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM blobs WHERE state <> 1")
            .fetch_one(&mut self.raw().await)
            .await
            .unwrap();
        usize::try_from(count).unwrap()
    }
}

/// A process of its own.
fn around(nonce: u64) -> Around {
    Around { nonce, clock: clock(), shutdown: Shutdown::new(), buffers: Buffers::new(64 << 20) }
}

fn clock() -> Arc<dyn Clock> {
    Arc::new(ManualClock::new(SystemClock.now()))
}

// --- bytes and keys ---------------------------------------------------------------------------------------------------

fn key_of(owner: &str, number: u32) -> BlobKey {
    let artifact = format!("01890a5d-ac96-774b-bcce-{number:012x}");
    BlobKey::parse(&format!("grid/acme/{owner}/{artifact}.01890a5d-ac96-774b-bcce-b302099a8057")).unwrap()
}

fn key(number: u32) -> BlobKey {
    key_of("users/ann", number)
}

/// Bytes in which no block is like another.
fn content(size: usize) -> Bytes {
    let mut state = 0x9E37_79B9_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_le_bytes()[3]
    };
    (0..size).map(|_| next()).collect()
}

/// The bytes in chunks of these sizes, over and over.
fn chunks(bytes: &Bytes, sizes: &[usize]) -> Vec<Result<Chunk>> {
    let mut rest = bytes.clone();
    let mut sizes = sizes.iter().cycle();
    std::iter::from_fn(|| {
        let size = rest.len().min(*sizes.next()?);
        (!rest.is_empty()).then(|| Ok(Chunk::plain(rest.split_to(size))))
    })
    .collect()
}

fn body(bytes: &Bytes, sizes: &[usize]) -> BlobBody<'static> {
    stream::iter(chunks(bytes, sizes)).boxed()
}

async fn put(store: &dyn BlobStore, key: &BlobKey, bytes: &Bytes) -> Result<u64> {
    store.put(key, body(bytes, &[BLOCK]), Some(bytes.len() as u64)).await
}

async fn read(store: &dyn BlobStore, key: &BlobKey, offset: u64, length: u64) -> Result<Bytes> {
    let pieces: Vec<Bytes> = store.get(key, ResolvedRange { offset, length }).await?.try_collect().await?;
    let mut at = offset;
    for piece in &pieces {
        let end = at + piece.len() as u64;
        assert!(
            piece.is_empty() || at / BLOCK_SIZE == (end - 1) / BLOCK_SIZE,
            "{at}..{end} lies in two blocks"
        );
        at = end;
    }
    Ok(pieces.concat().into())
}

async fn assert_holds(store: &dyn BlobStore, key: &BlobKey, bytes: &Bytes) {
    assert_eq!(store.size_of(key).await.unwrap(), Some(bytes.len() as u64));
    assert!(read(store, key, 0, bytes.len() as u64).await.unwrap() == bytes, "other bytes than were put");
}

async fn assert_absent(store: &dyn BlobStore, key: &BlobKey) {
    assert_eq!(store.size_of(key).await.unwrap(), None);
    assert_eq!(read(store, key, 0, 0).await.unwrap_err().kind(), ErrorKind::DataCorrupt);
    assert!(keys(store, None, 1_000).await.iter().all(|listed| listed != key.as_str()));
}

async fn keys(store: &dyn BlobStore, after: Option<&str>, limit: usize) -> Vec<String> {
    store.list(after, limit).await.unwrap().into_iter().map(|entry| entry.key).collect()
}

/// Does something while a put goes on that has taken these bytes and waits for more; then drops that put.
async fn while_stalled<T>(
    store: &dyn BlobStore,
    key: &BlobKey,
    bytes: &Bytes,
    then: impl Future<Output = T>,
) -> T {
    let drained = Arc::new(Notify::new());
    let tell = Arc::clone(&drained);
    let more = stream::once(async move {
        tell.notify_one();
        std::future::pending().await
    });
    let put = store.put(key, stream::iter(chunks(bytes, &[70_000])).chain(more).boxed(), None);
    tokio::select! {
        done = put => panic!("answered before its body ended: {done:?}"),
        value = drained.notified().then(|()| then) => value,
    }
}

/// Waits for what a backend does behind the scenes, without a clock: each look is a trip through its queues.
async fn until_nothing_is_left(world: &dyn Backend) {
    let looks = async {
        while world.leftovers().await > 0 {
            keys(world.store(), None, 1).await;
        }
    };
    tokio::time::timeout(TOO_LONG, looks).await.expect("an unfinished write stays");
}

// --- put --------------------------------------------------------------------------------------------------------------

async fn put_answers_the_size_and_get_gives_the_bytes(world: &dyn Backend) {
    let sizes = [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 7];
    let chunkings: [&[usize]; 6] =
        [&[1_000_003], &[BLOCK], &[65_536], &[1, 262_143, 7, 524_288], &[3 * BLOCK], &[BLOCK, 5]];
    let mut number = 0;
    for size in sizes {
        let bytes = content(size);
        for chunking in chunkings {
            for advice in [Some(size as u64), None, Some(3)] {
                number += 1;
                let key = key(number);
                let put = world.store().put(&key, body(&bytes, chunking), advice).await;
                assert_eq!(put.unwrap(), size as u64);
                assert_holds(world.store(), &key, &bytes).await;
                world.store().delete(&key).await.unwrap();
            }
        }
    }
}

async fn a_body_that_fails_is_answered_as_it_is_and_leaves_nothing(world: &dyn Backend) {
    for size in [0, 10, 3 * BLOCK] {
        let mut chunks = chunks(&content(size), &[100_000]);
        chunks.push(Err(ErrorKind::ChecksumMismatch.error("made up")));
        let error = world.store().put(&key(1), stream::iter(chunks).boxed(), None).await.unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::ChecksumMismatch, "made up"));
        assert_absent(world.store(), &key(1)).await;
        until_nothing_is_left(world).await;
    }
    assert_eq!(put(world.store(), &key(1), &content(5)).await.unwrap(), 5);
}

async fn a_dropped_put_leaves_nothing(world: &dyn Backend) {
    for size in [0, 10, 3 * BLOCK] {
        while_stalled(world.store(), &key(1), &content(size), async {}).await;
        assert_absent(world.store(), &key(1)).await;
        until_nothing_is_left(world).await;
    }
    assert_eq!(put(world.store(), &key(1), &content(5)).await.unwrap(), 5);
}

/// Wherever it is when it is dropped: polled a different number of times in each round.
async fn a_put_dropped_at_any_point_leaves_nothing(world: &dyn Backend) {
    let bytes = content(2 * BLOCK);
    for polls in 0..60 {
        let key = key(polls);
        let mut put = world.store().put(&key, body(&bytes, &[600_000]), None);
        let mut done = None;
        for _ in 0..=polls {
            done = futures::poll!(&mut put).map(Some).is_ready().then_some(());
            if done.is_some() {
                break;
            }
            tokio::task::spawn_blocking(|| ()).await.unwrap();
        }
        drop(put);
        if done.is_none() {
            until_nothing_is_left(world).await;
            // A step that ran when the future was dropped goes on to its end first.
            let gone = async {
                while world.store().size_of(&key).await.unwrap().is_some() {
                    tokio::task::yield_now().await;
                }
            };
            tokio::time::timeout(TOO_LONG, gone).await.expect("a dropped put became visible");
            assert_absent(world.store(), &key).await;
        }
    }
}

async fn an_unfinished_put_is_seen_by_nobody(world: &dyn Backend) {
    let look = async {
        assert_absent(world.store(), &key(1)).await;
        if let Some(other) = world.other_process().await {
            assert_absent(&*other, &key(1)).await;
        }
    };
    while_stalled(world.store(), &key(1), &content(3 * BLOCK), look).await;
}

async fn what_was_answered_is_there_for_the_next_process(world: &dyn Backend) {
    let bytes = content(2 * BLOCK + 1);
    put(world.store(), &key(1), &bytes).await.unwrap();
    if let Some(other) = world.other_process().await {
        assert_eq!(other.sweep_staging().await.unwrap(), 0);
        assert_holds(&*other, &key(1), &bytes).await;
    }
}

async fn a_key_that_exists_is_refused_and_its_bytes_stay(world: &dyn Backend) {
    let old = content(BLOCK + 3);
    put(world.store(), &key(1), &old).await.unwrap();
    for size in [0, 10, 3 * BLOCK] {
        let error = put(world.store(), &key(1), &content(size)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal);
        assert_holds(world.store(), &key(1), &old).await;
    }
    until_nothing_is_left(world).await;
}

async fn of_two_puts_of_one_key_one_is_refused(world: &dyn Backend) {
    for number in 0..10 {
        let (one, two, key) = (content(BLOCK + 1), content(700_000), key(number));
        let (first, second) = join(put(world.store(), &key, &one), put(world.store(), &key, &two)).await;
        let kept = match (&first, &second) {
            (Ok(_), Err(error)) => (&one, error),
            (Err(error), Ok(_)) => (&two, error),
            _ => panic!("{first:?} and {second:?}"),
        };
        assert_eq!(kept.1.kind(), ErrorKind::Internal);
        assert_holds(world.store(), &key, kept.0).await;
    }
}

/// With a single permit for all chunks, whoever waits for the next chunk with one in hand waits for ever.
async fn a_chunk_is_dropped_when_its_bytes_are_written(world: &dyn Backend) {
    let bytes = content(3 * BLOCK + 7);
    let chunkings: [&[usize]; 5] = [&[1, 9_999], &[100_000], &[300_000], &[BLOCK], &[2 * BLOCK]];
    for (number, chunking) in (1..).zip(chunkings) {
        let permits = Arc::new(Semaphore::new(1));
        let paid = stream::iter(chunks(&bytes, chunking)).then(|chunk| {
            Arc::clone(&permits)
                .acquire_owned()
                .map(|permit| chunk.map(|chunk| Chunk { held: Some(Box::new(permit.unwrap())), ..chunk }))
        });
        let key = key(number);
        let put = world.store().put(&key, paid.boxed(), None);
        let size =
            tokio::time::timeout(TOO_LONG, put).await.expect("a chunk is held while the next is awaited");
        assert_eq!(size.unwrap(), bytes.len() as u64);
        assert_eq!(permits.available_permits(), 1);
        assert_holds(world.store(), &key, &bytes).await;
    }
}

async fn puts_of_different_keys_go_side_by_side(world: &dyn Backend) {
    let blobs: Vec<(BlobKey, Bytes)> =
        (1..=20).map(|number| (key(number), content(number as usize * 100_000))).collect();
    let puts = async {
        let puts = blobs.iter().map(|(key, bytes)| put(world.store(), key, bytes));
        let sizes: Result<Vec<u64>> = join_all(puts).await.into_iter().collect();
        assert_eq!(sizes.unwrap(), (1..=20).map(|number| number * 100_000).collect::<Vec<u64>>());
    };
    // One that waits for its client keeps nobody waiting.
    while_stalled(world.store(), &key(0), &content(BLOCK), puts).await;
    for (key, bytes) in &blobs {
        assert_holds(world.store(), key, bytes).await;
    }
}

async fn every_legal_key_is_a_place(world: &dyn Backend) {
    let mut blobs = BTreeMap::new();
    let longest = format!("x{}y", "!2F".repeat(66));
    assert_eq!(longest.len(), 200);
    let owners = ["shared", "users/!2E.", "users/!2Fetc", "sessions/a.b", "sessions/a"].map(str::to_owned);
    for owner in owners.into_iter().chain([format!("users/{longest}"), format!("sessions/{longest}")]) {
        let (key, bytes) = (key_of(&owner, 7), content(owner.len()));
        if key.as_str().len() > world.longest_key() {
            println!("SKIPPED: {} stands in a world without such long names", world.store().provider());
            continue;
        }
        put(world.store(), &key, &bytes).await.unwrap();
        blobs.insert(key, bytes);
    }
    for (key, bytes) in &blobs {
        assert_holds(world.store(), key, bytes).await;
    }
    let expected: Vec<&str> = blobs.keys().map(BlobKey::as_str).collect();
    assert_eq!(keys(world.store(), None, 100).await, expected);
}

// --- get and size_of --------------------------------------------------------------------------------------------------

async fn a_range_gives_its_bytes(world: &dyn Backend) {
    let bytes = content(3 * BLOCK + 7);
    put(world.store(), &key(1), &bytes).await.unwrap();
    let edges = [0, 1, 262_143, 262_144, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK, 3 * BLOCK + 7];
    for from in edges {
        for to in edges.into_iter().filter(|&to| to >= from) {
            let part = read(world.store(), &key(1), from as u64, (to - from) as u64).await.unwrap();
            assert!(part == bytes[from..to], "{from}..{to}");
        }
    }
}

async fn what_is_absent_is_corrupt_to_get_and_nothing_to_size_of(world: &dyn Backend) {
    put(world.store(), &key(1), &content(10)).await.unwrap();
    assert_absent(world.store(), &key(2)).await;
    assert_absent(world.store(), &key_of("users/nobody", 1)).await;
    let past_the_end = read(world.store(), &key(1), 5, 6).await.unwrap_err();
    assert_eq!(past_the_end.kind(), ErrorKind::DataCorrupt);
}

async fn damaged_bytes_end_as_an_error_and_never_early(world: &dyn Backend) {
    for damage in [Damage::Truncate, Damage::Remove] {
        let key = key(damage as u32);
        let bytes = content(3 * BLOCK + 7);
        put(world.store(), &key, &bytes).await.unwrap();
        let whole = ResolvedRange { offset: 0, length: bytes.len() as u64 };
        let mut begun = world.store().get(&key, whole).await.unwrap();
        let first = begun.next().await.unwrap().unwrap();
        if !world.damage(&key, damage).await {
            println!("SKIPPED: {} keeps its bytes out of reach", world.store().provider());
            return;
        }
        let fresh = read(world.store(), &key, 0, bytes.len() as u64).await;
        assert_eq!(fresh.unwrap_err().kind(), ErrorKind::DataCorrupt);
        // One that had begun gets all the bytes, or learns of it.
        match begun.try_collect::<Vec<Bytes>>().await {
            Ok(rest) => assert!([first, rest.concat().into()].concat() == bytes),
            Err(error) => assert_eq!(error.kind(), ErrorKind::DataCorrupt),
        }
    }
}

async fn a_reader_goes_on_after_a_delete_or_learns_of_it(world: &dyn Backend) {
    let bytes = content(5 * BLOCK);
    put(world.store(), &key(1), &bytes).await.unwrap();
    let whole = ResolvedRange { offset: 0, length: bytes.len() as u64 };
    let mut reader = world.store().get(&key(1), whole).await.unwrap();
    let first = reader.next().await.unwrap().unwrap();
    world.store().delete(&key(1)).await.unwrap();
    put(world.store(), &key(1), &content(6 * BLOCK)).await.unwrap();
    match reader.try_collect::<Vec<Bytes>>().await {
        Ok(rest) => assert!([first, rest.concat().into()].concat() == bytes),
        Err(error) => assert_eq!(error.kind(), ErrorKind::VersionGone),
    }
}

// --- copy -------------------------------------------------------------------------------------------------------------

async fn a_copy_has_the_bytes_and_a_life_of_its_own(world: &dyn Backend) {
    for (number, size) in (0..).step_by(10).zip([0, 1, BLOCK, 3 * BLOCK + 7, 20 * BLOCK]) {
        let (source, copy, bytes) = (key(number), key_of("users/bob", number), content(size));
        put(world.store(), &source, &bytes).await.unwrap();
        assert_eq!(world.store().copy(&source, &copy).await.unwrap(), size as u64);
        assert_holds(world.store(), &copy, &bytes).await;
        assert_holds(world.store(), &source, &bytes).await;
        world.store().delete(&source).await.unwrap();
        assert_absent(world.store(), &source).await;
        assert_holds(world.store(), &copy, &bytes).await;
        if let Some(other) = world.other_process().await {
            assert_holds(&*other, &copy, &bytes).await;
        }
        world.store().delete(&copy).await.unwrap();
        assert_absent(world.store(), &copy).await;
    }
    until_nothing_is_left(world).await;
}

async fn a_copy_of_nothing_or_onto_something_is_refused(world: &dyn Backend) {
    let (one, two) = (content(BLOCK + 3), content(10));
    put(world.store(), &key(1), &one).await.unwrap();
    put(world.store(), &key(2), &two).await.unwrap();
    assert_eq!(world.store().copy(&key(3), &key(4)).await.unwrap_err().kind(), ErrorKind::DataCorrupt);
    assert_absent(world.store(), &key(4)).await;
    assert_eq!(world.store().copy(&key(1), &key(2)).await.unwrap_err().kind(), ErrorKind::Internal);
    assert_holds(world.store(), &key(1), &one).await;
    assert_holds(world.store(), &key(2), &two).await;
    until_nothing_is_left(world).await;
}

/// Wherever it is when it is dropped.
async fn a_dropped_copy_leaves_nothing(world: &dyn Backend) {
    let bytes = content(18 * BLOCK);
    put(world.store(), &key(1_000), &bytes).await.unwrap();
    for polls in 0..20 {
        let (source, copy) = (key(1_000), key(polls));
        let mut copying = world.store().copy(&source, &copy);
        let mut done = false;
        for _ in 0..=polls {
            done = futures::poll!(&mut copying).is_ready();
            if done {
                break;
            }
            tokio::task::spawn_blocking(|| ()).await.unwrap();
        }
        drop(copying);
        if done {
            assert_holds(world.store(), &copy, &bytes).await;
        } else {
            until_nothing_is_left(world).await;
            let gone = async {
                while world.store().size_of(&copy).await.unwrap().is_some() {
                    tokio::task::yield_now().await;
                }
            };
            tokio::time::timeout(TOO_LONG, gone).await.expect("a dropped copy became visible");
        }
    }
}

// --- delete -----------------------------------------------------------------------------------------------------------

async fn delete_frees_and_freeing_nothing_succeeds(world: &dyn Backend) {
    world.store().delete(&key(1)).await.unwrap();
    put(world.store(), &key(1), &content(3 * BLOCK)).await.unwrap();
    put(world.store(), &key(2), &content(3)).await.unwrap();
    world.store().delete(&key(1)).await.unwrap();
    world.store().delete(&key(1)).await.unwrap();
    assert_absent(world.store(), &key(1)).await;
    assert_holds(world.store(), &key(2), &content(3)).await;
    assert_eq!(world.leftovers().await, 0);
}

async fn delete_frees_what_an_unfinished_put_left(world: &dyn Backend) {
    while_stalled(world.store(), &key(1), &content(3 * BLOCK), async {}).await;
    world.store().delete(&key(1)).await.unwrap();
    assert_eq!(world.leftovers().await, 0);
}

async fn a_put_and_a_delete_at_once_leave_all_or_nothing(world: &dyn Backend) {
    let bytes = content(BLOCK + BLOCK / 2);
    for number in 0..20 {
        let key = key(number);
        let (put, delete) = join(put(world.store(), &key, &bytes), world.store().delete(&key)).await;
        delete.unwrap();
        let size = world.store().size_of(&key).await.unwrap();
        match (put, size) {
            (Ok(_), Some(_)) => assert_holds(world.store(), &key, &bytes).await,
            (Ok(_), None) => {}
            (Err(error), size) => assert_eq!((error.kind(), size), (ErrorKind::UploadNotFound, None)),
        }
    }
    until_nothing_is_left(world).await;
}

/// The last delete in a folder must not take the place away from a put that is about to come.
async fn puts_and_deletes_do_not_disturb_their_neighbours(world: &dyn Backend) {
    let one = |number: u32| async move {
        for round in 0..25 {
            let key = key(number * 1_000 + round);
            put(world.store(), &key, &content(100)).await.unwrap();
            assert_holds(world.store(), &key, &content(100)).await;
            world.store().delete(&key).await.unwrap();
        }
    };
    join_all((0..8).map(one)).await;
    assert!(keys(world.store(), None, 1_000).await.is_empty());
}

// --- list -------------------------------------------------------------------------------------------------------------

async fn list_goes_in_the_order_of_keys_from_behind_a_key_up_to_a_limit(world: &dyn Backend) {
    let owners = [
        "sessions/a",
        "sessions/a!2F",
        "sessions/a-b",
        "sessions/a.b",
        "sessions/aa",
        "shared",
        "users/Z",
        "users/a",
    ];
    let mut all = Vec::new();
    for owner in owners.into_iter().rev() {
        for number in [3, 1, 2] {
            let key = key_of(owner, number);
            put(world.store(), &key, &content(number as usize)).await.unwrap();
            all.push(key.as_str().to_owned());
        }
    }
    all.sort_unstable();
    assert_eq!(keys(world.store(), None, 1_000).await, all);
    assert!(keys(world.store(), None, 0).await.is_empty());
    for limit in [1, 2, 7] {
        let (mut paged, mut after) = (Vec::new(), None::<String>);
        loop {
            let page = keys(world.store(), after.as_deref(), limit).await;
            assert!(page.len() <= limit);
            let Some(last) = page.last().cloned() else { break };
            after = Some(last);
            paged.extend(page);
        }
        assert_eq!(paged, all);
    }
    // From behind what is no key: a part of one, what lies between two, what is behind all.
    assert_eq!(keys(world.store(), Some("grid/acme/sessions/a"), 1_000).await, all);
    assert_eq!(keys(world.store(), Some("grid/acme/sessions/a."), 1).await, all[6..7]);
    assert_eq!(keys(world.store(), Some("grid/acme/shared/"), 1).await, all[15..16]);
    assert!(keys(world.store(), Some("h"), 1).await.is_empty());
}

async fn a_listing_tells_size_and_time(world: &dyn Backend) {
    let before = SystemClock.now().minus(Duration::from_mins(1));
    put(world.store(), &key(1), &content(12_345)).await.unwrap();
    let entries = world.store().list(None, 10).await.unwrap();
    assert_eq!((entries.len(), entries[0].size), (1, 12_345));
    let after = SystemClock.now().plus(Duration::from_mins(1));
    assert!((before..after).contains(&entries[0].modified), "{:?}", entries[0].modified);
    assert!(entries[0].modified > Timestamp::from_micros(0));
}

// --- the rest ---------------------------------------------------------------------------------------------------------

async fn sweep_frees_what_the_dead_left_and_nothing_of_the_living(world: &dyn Backend) {
    let bytes = content(2 * BLOCK);
    put(world.store(), &key(1), &bytes).await.unwrap();
    let sweeps = async {
        assert_eq!(world.store().sweep_staging().await.unwrap(), 0, "it is alive");
        let Some(other) = world.other_process().await else {
            return;
        };
        if world.frees_the_dead() == FreesTheDead::Nobody {
            println!("SKIPPED: {} cannot be asked for what the dead left", world.store().provider());
            return;
        }
        let written = async {
            while world.leftovers().await == 0 {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(TOO_LONG, written).await.expect("nothing is written");
        let swept = other.sweep_staging().await.unwrap();
        if world.frees_the_dead() == FreesTheDead::Delete {
            assert_eq!((swept, world.leftovers().await), (0, 1), "it may be another's, and alive");
            other.delete(&key(2)).await.unwrap();
        } else {
            assert_eq!(swept, 1);
        }
        assert_eq!(world.leftovers().await, 0);
        assert_holds(&*other, &key(1), &bytes).await;
    };
    while_stalled(world.store(), &key(2), &bytes, sweeps).await;
    assert_holds(world.store(), &key(1), &bytes).await;
}

async fn check_finds_a_backend_that_is_well(world: &dyn Backend) {
    world.store().check().await.unwrap();
    assert!(keys(world.store(), None, 10).await.is_empty());
    assert_eq!(world.leftovers().await, 0);
}

async fn a_faulty_backend_fails_when_it_is_told_to(world: &dyn Backend) {
    let Some(inner) = world.other_process().await else {
        return;
    };
    let faulty = FaultyBlobs::new(inner);
    let bytes = content(BLOCK + 5);
    for fault in [
        Fault::Refuse { after: 0 },
        Fault::CutPut { after: 0 },
        Fault::CutPut { after: BLOCK },
        Fault::CutPut { after: BLOCK + 3 },
    ] {
        faulty.arm(fault);
        assert_eq!(put(&faulty, &key(1), &bytes).await.unwrap_err().kind(), ErrorKind::BackendUnavailable);
        assert!(!faulty.armed());
        assert_absent(&faulty, &key(1)).await;
    }
    faulty.arm(Fault::LoseAnswer { after: 1 });
    faulty.check().await.unwrap();
    put(&faulty, &key(1), &bytes).await.unwrap_err();
    assert_holds(&faulty, &key(1), &bytes).await;
    for after in [0, 1, BLOCK + 4] {
        faulty.arm(Fault::CutGet { after });
        let range = ResolvedRange { offset: 0, length: bytes.len() as u64 };
        let pieces: Vec<Result<Bytes>> = faulty.get(&key(1), range).await.unwrap().collect().await;
        let (last, good) = pieces.split_last().unwrap();
        assert_eq!(last.as_ref().unwrap_err().kind(), ErrorKind::BackendUnavailable);
        assert_eq!(good.iter().map(|piece| piece.as_ref().unwrap().len()).sum::<usize>(), after);
    }
}

async fn the_first_mark_stays_and_is_no_blob(world: &impl Backend) {
    let store = world.store();
    assert_eq!(store.mark("first").await.unwrap(), "first");
    assert_eq!(store.mark("second").await.unwrap(), "first");
    let blobs = store.list(None, 9).await.unwrap();
    assert!(blobs.iter().all(|blob| blob.key == super::MARK_KEY), "{blobs:?}");
    assert!(BlobKey::parse(super::MARK_KEY).is_err());
    if let Some(other) = world.other_process().await {
        assert_eq!(other.mark("third").await.unwrap(), "first");
    }
}

/// One test per sentence, for the backend that names itself.
macro_rules! conformance {
    ($name:ident, $backend:ident) => {
        conformance! { @$name, $backend:
            put_answers_the_size_and_get_gives_the_bytes,
            a_body_that_fails_is_answered_as_it_is_and_leaves_nothing,
            a_dropped_put_leaves_nothing,
            a_put_dropped_at_any_point_leaves_nothing,
            an_unfinished_put_is_seen_by_nobody,
            what_was_answered_is_there_for_the_next_process,
            a_key_that_exists_is_refused_and_its_bytes_stay,
            of_two_puts_of_one_key_one_is_refused,
            a_chunk_is_dropped_when_its_bytes_are_written,
            puts_of_different_keys_go_side_by_side,
            every_legal_key_is_a_place,
            a_range_gives_its_bytes,
            what_is_absent_is_corrupt_to_get_and_nothing_to_size_of,
            damaged_bytes_end_as_an_error_and_never_early,
            a_reader_goes_on_after_a_delete_or_learns_of_it,
            a_copy_has_the_bytes_and_a_life_of_its_own,
            a_copy_of_nothing_or_onto_something_is_refused,
            a_dropped_copy_leaves_nothing,
            delete_frees_and_freeing_nothing_succeeds,
            delete_frees_what_an_unfinished_put_left,
            a_put_and_a_delete_at_once_leave_all_or_nothing,
            puts_and_deletes_do_not_disturb_their_neighbours,
            list_goes_in_the_order_of_keys_from_behind_a_key_up_to_a_limit,
            a_listing_tells_size_and_time,
            sweep_frees_what_the_dead_left_and_nothing_of_the_living,
            check_finds_a_backend_that_is_well,
            the_first_mark_stays_and_is_no_blob,
            a_faulty_backend_fails_when_it_is_told_to,
        }
    };
    (@$name:ident, $backend:ident: $($test:ident,)+) => {
        mod $name {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    let world = super::$backend::open().await;
                    if super::Backend::is_there(&world) {
                        super::$test(&world).await;
                    }
                }
            )+

            #[tokio::test]
            async fn a_backend_knows_its_name() {
                let world = super::$backend::open().await;
                if super::Backend::is_there(&world) {
                    assert_eq!(super::Backend::store(&world).provider(), stringify!($name));
                }
            }
        }
    };
}

/// The same for parts.
macro_rules! parts_conformance {
    ($($name:ident, $backend:ident;)+) => {
        parts_conformance! { @ [$($name, $backend;)+]
            parts_of_any_epochs_make_the_blob
            what_does_not_count_is_no_part_of_the_blob
            completing_again_is_success
            a_part_that_is_missing_is_told_and_no_blob_made
            parts_are_there_for_the_next_process
            an_abort_frees_all_parts_and_ends_their_writers
            a_writer_that_was_overtaken_changes_nothing_after_completion
            a_chunk_of_a_part_is_dropped_when_it_is_written
        }
    };
    (@ [$name:ident, $backend:ident; $($rest:tt)*] $($test:ident)+) => {
        mod $name {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    super::super::parts::$test(&super::super::$backend::open().await).await;
                }
            )+
        }
        parts_conformance! { @ [$($rest)*] $($test)+ }
    };
    (@ [] $($test:ident)+) => {};
}

mod s3;

conformance!(memory, Memory);
conformance!(filesystem, Filesystem);
conformance!(sqlite, Sqlite);

mod in_parts {
    parts_conformance! {
        memory, Memory;
        filesystem, Filesystem;
        sqlite, Sqlite;
    }
}
