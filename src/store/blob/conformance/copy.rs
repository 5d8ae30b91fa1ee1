//! Copying inside a backend.

use super::*;

pub(super) async fn a_copy_has_the_bytes_and_a_life_of_its_own(world: &dyn Backend) {
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

pub(super) async fn a_copy_of_nothing_or_onto_something_is_refused(world: &dyn Backend) {
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
pub(super) async fn a_dropped_copy_leaves_nothing(world: &dyn Backend) {
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
