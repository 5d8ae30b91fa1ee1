//! Writing.

use super::*;

pub(super) async fn put_answers_the_size_and_get_gives_the_bytes(world: &dyn Backend) {
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

pub(super) async fn a_body_that_fails_is_answered_as_it_is_and_leaves_nothing(world: &dyn Backend) {
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

pub(super) async fn a_dropped_put_leaves_nothing(world: &dyn Backend) {
    for size in [0, 10, 3 * BLOCK] {
        while_stalled(world.store(), &key(1), &content(size), async {}).await;
        assert_absent(world.store(), &key(1)).await;
        until_nothing_is_left(world).await;
    }
    assert_eq!(put(world.store(), &key(1), &content(5)).await.unwrap(), 5);
}

/// Wherever it is when it is dropped: polled a different number of times in each round.
pub(super) async fn a_put_dropped_at_any_point_leaves_nothing(world: &dyn Backend) {
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

pub(super) async fn an_unfinished_put_is_seen_by_nobody(world: &dyn Backend) {
    let look = async {
        assert_absent(world.store(), &key(1)).await;
        if let Some(other) = world.other_process().await {
            assert_absent(&*other, &key(1)).await;
        }
    };
    while_stalled(world.store(), &key(1), &content(3 * BLOCK), look).await;
}

pub(super) async fn what_was_answered_is_there_for_the_next_process(world: &dyn Backend) {
    let bytes = content(2 * BLOCK + 1);
    put(world.store(), &key(1), &bytes).await.unwrap();
    if let Some(other) = world.other_process().await {
        assert_eq!(other.sweep_staging().await.unwrap(), 0);
        assert_holds(&*other, &key(1), &bytes).await;
    }
}

pub(super) async fn a_key_that_exists_is_refused_and_its_bytes_stay(world: &dyn Backend) {
    let old = content(BLOCK + 3);
    put(world.store(), &key(1), &old).await.unwrap();
    for size in [0, 10, 3 * BLOCK] {
        let error = put(world.store(), &key(1), &content(size)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Internal);
        assert_holds(world.store(), &key(1), &old).await;
    }
    until_nothing_is_left(world).await;
}

pub(super) async fn of_two_puts_of_one_key_one_is_refused(world: &dyn Backend) {
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
pub(super) async fn a_chunk_is_dropped_when_its_bytes_are_written(world: &dyn Backend) {
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

pub(super) async fn puts_of_different_keys_go_side_by_side(world: &dyn Backend) {
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

pub(super) async fn every_legal_key_is_a_place(world: &dyn Backend) {
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
