//! Reading.

use super::*;

pub(super) async fn a_range_gives_its_bytes(world: &dyn Backend) {
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

pub(super) async fn what_is_absent_is_corrupt_to_get_and_nothing_to_size_of(world: &dyn Backend) {
    put(world.store(), &key(1), &content(10)).await.unwrap();
    assert_absent(world.store(), &key(2)).await;
    assert_absent(world.store(), &key_of("users/nobody", 1)).await;
    let past_the_end = read(world.store(), &key(1), 5, 6).await.unwrap_err();
    assert_eq!(past_the_end.kind(), ErrorKind::DataCorrupt);
}

pub(super) async fn damaged_bytes_end_as_an_error_and_never_early(world: &dyn Backend) {
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

pub(super) async fn a_reader_goes_on_after_a_delete_or_learns_of_it(world: &dyn Backend) {
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
