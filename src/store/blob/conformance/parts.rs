//! What every backend is held to that writes blobs in parts: a test for each sentence of [`PartStore`]'s contract.

use super::*;
use crate::domain::{Part, PartSpot, PartsHandle};
use crate::store::blob::WrittenPart;

/// Parts of a blob that is being written, as the catalog would know them.
struct Writing<'a> {
    store: &'a dyn BlobStore,
    key: BlobKey,
    handle: PartsHandle,
    parts: Vec<Part>,
    number: u32,
}

impl<'a> Writing<'a> {
    async fn begin(store: &'a dyn BlobStore, key: BlobKey) -> Self {
        let handle = store.begin_parts(&key).await.unwrap();
        Self { store, key, handle, parts: Vec::new(), number: 0 }
    }

    fn end(&self) -> u64 {
        self.parts.last().map_or(0, Part::end)
    }

    async fn put(&mut self, epoch: u64, body: BlobBody<'_>) -> Result<WrittenPart> {
        self.number += 1;
        let spot = PartSpot { epoch, number: self.number, offset: self.end(), room: 1 << 40 };
        self.store.put_part(&self.key, &self.handle, spot, body).await
    }

    /// A part that counts.
    async fn add(&mut self, epoch: u64, bytes: &Bytes) {
        let offset = self.end();
        let written = self.put(epoch, body(bytes, &[70_000])).await.unwrap();
        assert_eq!(written.size, bytes.len() as u64);
        self.note(epoch, offset, written);
    }

    fn note(&mut self, epoch: u64, offset: u64, written: WrittenPart) {
        let WrittenPart { size, tag } = written;
        self.parts.push(Part { number: self.number, epoch, offset, size, crc32c: 0, tag });
    }

    async fn complete(&self) -> Result<u64> {
        self.store.complete_parts(&self.key, &self.handle, &self.parts).await
    }
}

/// The least that every backend takes as a part that is not the last.
fn least(store: &dyn BlobStore) -> usize {
    usize::try_from(store.part_rules().least).unwrap()
}

async fn assert_no_parts(world: &dyn Backend) {
    assert_eq!(world.store().list_parts(None, 100).await.unwrap(), Vec::new());
    assert_eq!(world.leftovers().await, 0);
}

pub(super) async fn parts_of_any_epochs_make_the_blob(world: &dyn Backend) {
    let least = least(world.store());
    // Inside blocks, at their borders, across them; one epoch, several, each its own.
    let cuts: [&[usize]; 4] = [
        &[BLOCK + 9],
        &[least + 5, least + BLOCK, least + BLOCK - 5, 7],
        &[least.max(BLOCK), least.max(2 * BLOCK), BLOCK],
        &[least + 1, least + 1, least + 2 * BLOCK, 1],
    ];
    let epochs: [&[u64]; 3] = [&[1, 1, 1, 1], &[1, 2, 2, 9], &[3, 4, 5, 6]];
    let mut number = 0;
    for sizes in cuts {
        for epochs in epochs {
            number += 1;
            let whole = content(sizes.iter().sum());
            let mut writing = Writing::begin(world.store(), key(number)).await;
            let mut rest = whole.clone();
            for (size, epoch) in sizes.iter().zip(epochs) {
                let part = rest.split_to(*size);
                writing.add(*epoch, &part).await;
                assert_absent(world.store(), &key(number)).await;
            }
            assert_eq!(writing.complete().await.unwrap(), whole.len() as u64);
            assert_holds(world.store(), &key(number), &whole).await;
            for (offset, length) in
                [(0, 1), (sizes[0] - 1, 2.min(whole.len() - sizes[0] + 1)), (5, whole.len() - 5)]
            {
                let got = read(world.store(), &key(number), offset as u64, length as u64).await.unwrap();
                assert!(got == whole[offset..offset + length], "{offset}, {length}");
            }
            world.store().delete(&key(number)).await.unwrap();
            assert_absent(world.store(), &key(number)).await;
            assert_no_parts(world).await;
        }
    }
}

pub(super) async fn what_does_not_count_is_no_part_of_the_blob(world: &dyn Backend) {
    let least = least(world.store());
    let whole = content(2 * least + 2 * BLOCK + 3);
    let mut writing = Writing::begin(world.store(), key(1)).await;
    let mut rest = whole.clone();
    writing.add(1, &rest.split_to(least + 3)).await;
    // Answered, and never recorded: its writer was fenced.
    writing.put(1, body(&content(least + BLOCK), &[BLOCK])).await.unwrap();
    // Broken off, in the same epoch's place and in another's.
    for epoch in [1, 2] {
        let mut chunks = chunks(&content(3 * BLOCK), &[100_000]);
        chunks.push(Err(ErrorKind::ChecksumMismatch.error("made up")));
        let error = writing.put(epoch + 10, stream::iter(chunks).boxed()).await.unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::ChecksumMismatch, "made up"));
    }
    writing.add(20, &rest.split_to(least + 5)).await;
    writing.put(20, body(&content(BLOCK), &[BLOCK])).await.unwrap();
    writing.add(21, &rest).await;
    assert_eq!(writing.complete().await.unwrap(), whole.len() as u64);
    assert_holds(world.store(), &key(1), &whole).await;
    assert_no_parts(world).await;
}

pub(super) async fn completing_again_is_success(world: &dyn Backend) {
    let whole = content(BLOCK + 3);
    let mut writing = Writing::begin(world.store(), key(1)).await;
    writing.add(1, &whole).await;
    assert_eq!(writing.complete().await.unwrap(), whole.len() as u64);
    assert_eq!(writing.complete().await.unwrap(), whole.len() as u64);
    // As a process does it that starts after a crash.
    if let Some(other) = world.other_process().await {
        let done = other.complete_parts(&writing.key, &writing.handle, &writing.parts).await;
        assert_eq!(done.unwrap(), whole.len() as u64);
    }
    assert_holds(world.store(), &key(1), &whole).await;
    // A later abort takes nothing of it away.
    world.store().abort_parts(&writing.key, Some(&writing.handle)).await.unwrap();
    assert_holds(world.store(), &key(1), &whole).await;
}

pub(super) async fn a_part_that_is_missing_is_told_and_no_blob_made(world: &dyn Backend) {
    let mut writing = Writing::begin(world.store(), key(1)).await;
    let size = least(world.store()) + 5;
    writing.add(1, &content(size)).await;
    let (offset, tag) = (writing.end(), "gone".to_owned());
    writing.number += 1;
    writing.note(2, offset, WrittenPart { size: 10, tag });
    assert!(writing.complete().await.is_err());
    assert_absent(world.store(), &key(1)).await;
}

pub(super) async fn parts_are_there_for_the_next_process(world: &dyn Backend) {
    let size = least(world.store()) + 5;
    let whole = content(size + 100);
    let mut writing = Writing::begin(world.store(), key(1)).await;
    writing.add(1, &whole.slice(..size)).await;
    let Some(other) = world.other_process().await else { return };
    assert_eq!(other.sweep_staging().await.unwrap(), 0, "what outlives processes is not swept with them");
    let spot = PartSpot { epoch: 2, number: 9, offset: size as u64, room: 100 };
    let last = body(&whole.slice(size..), &[7]);
    let written = other.put_part(&writing.key, &writing.handle, spot, last).await.unwrap();
    writing.number = 9;
    writing.note(2, size as u64, written);
    assert_eq!(
        other.complete_parts(&writing.key, &writing.handle, &writing.parts).await.unwrap(),
        whole.len() as u64
    );
    assert_holds(&*other, &key(1), &whole).await;
    assert_holds(world.store(), &key(1), &whole).await;
}

pub(super) async fn an_abort_frees_all_parts_and_ends_their_writers(world: &dyn Backend) {
    let size = least(world.store()) + 5;
    let mut writing = Writing::begin(world.store(), key(1)).await;
    let mut other = Writing::begin(world.store(), key(2)).await;
    writing.add(1, &content(size)).await;
    other.add(1, &content(size)).await;
    let listed: Vec<String> =
        world.store().list_parts(None, 9).await.unwrap().into_iter().map(|entry| entry.key).collect();
    let able = !listed.is_empty();
    if able {
        assert_eq!(listed, [key(1).as_str(), key(2).as_str()]);
        let behind = world.store().list_parts(Some(key(1).as_str()), 9).await.unwrap();
        assert_eq!(behind.iter().map(|entry| entry.key.as_str()).collect::<Vec<_>>(), [key(2).as_str()]);
    }
    world.store().abort_parts(&writing.key, Some(&writing.handle)).await.unwrap();
    world.store().abort_parts(&writing.key, Some(&writing.handle)).await.unwrap();
    let error = writing.put(2, body(&content(size), &[BLOCK])).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UploadNotFound);
    assert_absent(world.store(), &key(1)).await;
    other.complete().await.unwrap();
    assert_holds(world.store(), &key(2), &content(size)).await;
    assert_no_parts(world).await;
    // Of what was never begun there is nothing to free.
    world.store().abort_parts(&key(3), None).await.unwrap();
}

pub(super) async fn a_writer_that_was_overtaken_changes_nothing_after_completion(world: &dyn Backend) {
    let size = least(world.store()) + 5;
    let whole = content(2 * size);
    let mut writing = Writing::begin(world.store(), key(1)).await;
    writing.add(1, &whole.slice(..size)).await;
    let (go, wait) = tokio::sync::oneshot::channel::<()>();
    let mut slow_chunks = chunks(&content(3 * BLOCK), &[300_000]);
    let rest = slow_chunks.split_off(5);
    let slow = stream::iter(slow_chunks)
        .chain(stream::once(async { drop(wait.await) }).flat_map(move |()| stream::iter(Vec::new())))
        .chain(stream::iter(rest));
    let spot = PartSpot { epoch: 1, number: 5, offset: size as u64, room: 1 << 30 };
    let (store, key_of_it, handle) = (world.store(), writing.key.clone(), writing.handle.clone());
    let overtaken = store.put_part(&key_of_it, &handle, spot, slow.boxed());
    let overtakes = async {
        writing.number = 6;
        writing.add(2, &whole.slice(size..)).await;
        writing.complete().await.unwrap();
        go.send(()).unwrap();
    };
    let (late, ()) = join(overtaken, overtakes).await;
    if let Err(error) = late {
        assert_eq!(error.kind(), ErrorKind::UploadNotFound);
    }
    assert_holds(world.store(), &key(1), &whole).await;
}

pub(super) async fn a_chunk_of_a_part_is_dropped_when_it_is_written(world: &dyn Backend) {
    let bytes = content(least(world.store()) + 3 * BLOCK + 7);
    let permits = Arc::new(Semaphore::new(1));
    let paid = stream::iter(chunks(&bytes, &[100_000])).then(|chunk| {
        Arc::clone(&permits)
            .acquire_owned()
            .map(|permit| chunk.map(|chunk| Chunk { held: Some(Box::new(permit.unwrap())), ..chunk }))
    });
    let mut writing = Writing::begin(world.store(), key(1)).await;
    let put = writing.put(1, paid.boxed());
    let written =
        tokio::time::timeout(TOO_LONG, put).await.expect("a chunk is held while the next is awaited");
    assert_eq!(written.unwrap().size, bytes.len() as u64);
    assert_eq!(permits.available_permits(), 1);
}
