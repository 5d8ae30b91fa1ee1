//! Bytes, keys, and questions that many of the tests ask.

use super::*;

pub(super) fn key_of(owner: &str, number: u32) -> BlobKey {
    let artifact = format!("01890a5d-ac96-774b-bcce-{number:012x}");
    BlobKey::parse(&format!("grid/acme/{owner}/{artifact}.01890a5d-ac96-774b-bcce-b302099a8057")).unwrap()
}

pub(super) fn key(number: u32) -> BlobKey {
    key_of("users/ann", number)
}

/// Bytes in which no block is like another.
pub(super) fn content(size: usize) -> Bytes {
    let mut state = 0x9E37_79B9_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_le_bytes()[3]
    };
    (0..size).map(|_| next()).collect()
}

/// The bytes in chunks of these sizes, over and over.
pub(super) fn chunks(bytes: &Bytes, sizes: &[usize]) -> Vec<Result<Chunk>> {
    let mut rest = bytes.clone();
    let mut sizes = sizes.iter().cycle();
    std::iter::from_fn(|| {
        let size = rest.len().min(*sizes.next()?);
        (!rest.is_empty()).then(|| Ok(Chunk::plain(rest.split_to(size))))
    })
    .collect()
}

pub(super) fn body(bytes: &Bytes, sizes: &[usize]) -> BlobBody<'static> {
    stream::iter(chunks(bytes, sizes)).boxed()
}

pub(super) async fn put(store: &dyn BlobStore, key: &BlobKey, bytes: &Bytes) -> Result<u64> {
    store.put(key, body(bytes, &[BLOCK]), Some(bytes.len() as u64)).await
}

pub(super) async fn read(store: &dyn BlobStore, key: &BlobKey, offset: u64, length: u64) -> Result<Bytes> {
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

pub(super) async fn assert_holds(store: &dyn BlobStore, key: &BlobKey, bytes: &Bytes) {
    assert_eq!(store.size_of(key).await.unwrap(), Some(bytes.len() as u64));
    assert!(read(store, key, 0, bytes.len() as u64).await.unwrap() == bytes, "other bytes than were put");
}

pub(super) async fn assert_absent(store: &dyn BlobStore, key: &BlobKey) {
    assert_eq!(store.size_of(key).await.unwrap(), None);
    assert_eq!(read(store, key, 0, 0).await.unwrap_err().kind(), ErrorKind::DataCorrupt);
    assert!(keys(store, None, 1_000).await.iter().all(|listed| listed != key.as_str()));
}

pub(super) async fn keys(store: &dyn BlobStore, after: Option<&str>, limit: usize) -> Vec<String> {
    store.list(after, limit).await.unwrap().into_iter().map(|entry| entry.key).collect()
}

/// Does something while a put goes on that has taken these bytes and waits for more; then drops that put.
pub(super) async fn while_stalled<T>(
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
pub(super) async fn until_nothing_is_left(world: &dyn Backend) {
    let looks = async {
        while world.leftovers().await > 0 {
            keys(world.store(), None, 1).await;
        }
    };
    tokio::time::timeout(TOO_LONG, looks).await.expect("an unfinished write stays");
}
