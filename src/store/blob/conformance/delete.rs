//! Freeing.

use super::*;

pub(super) async fn delete_frees_and_freeing_nothing_succeeds(world: &dyn Backend) {
    world.store().delete(&key(1)).await.unwrap();
    put(world.store(), &key(1), &content(3 * BLOCK)).await.unwrap();
    put(world.store(), &key(2), &content(3)).await.unwrap();
    world.store().delete(&key(1)).await.unwrap();
    world.store().delete(&key(1)).await.unwrap();
    assert_absent(world.store(), &key(1)).await;
    assert_holds(world.store(), &key(2), &content(3)).await;
    assert_eq!(world.leftovers().await, 0);
}

pub(super) async fn delete_frees_what_an_unfinished_put_left(world: &dyn Backend) {
    while_stalled(world.store(), &key(1), &content(3 * BLOCK), async {}).await;
    world.store().delete(&key(1)).await.unwrap();
    assert_eq!(world.leftovers().await, 0);
}

pub(super) async fn a_put_and_a_delete_at_once_leave_all_or_nothing(world: &dyn Backend) {
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
pub(super) async fn puts_and_deletes_do_not_disturb_their_neighbours(world: &dyn Backend) {
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
