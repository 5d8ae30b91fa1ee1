//! What keeps a backend well: leftovers, probes, marks, and one that fails when it is told to.

use super::*;

pub(super) async fn sweep_frees_what_the_dead_left_and_nothing_of_the_living(world: &dyn Backend) {
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

pub(super) async fn check_finds_a_backend_that_is_well(world: &dyn Backend) {
    world.store().check().await.unwrap();
    assert!(keys(world.store(), None, 10).await.is_empty());
    assert_eq!(world.leftovers().await, 0);
}

pub(super) async fn a_faulty_backend_fails_when_it_is_told_to(world: &dyn Backend) {
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

pub(super) async fn the_first_mark_stays_and_is_no_blob(world: &impl Backend) {
    let store = world.store();
    assert_eq!(store.mark("first").await.unwrap(), "first");
    assert_eq!(store.mark("second").await.unwrap(), "first");
    let blobs = store.list(None, 9).await.unwrap();
    assert!(blobs.iter().all(|blob| blob.key == MARK_KEY), "{blobs:?}");
    assert!(BlobKey::parse(MARK_KEY).is_err());
    if let Some(other) = world.other_process().await {
        assert_eq!(other.mark("third").await.unwrap(), "first");
    }
}
