//! The sweep: what is over, what is freed, what is forgotten.

use super::super::*;
use super::world::{HOUR, MINUTE, START, World, user};
use crate::domain::Place;
use crate::error::ErrorKind;

const DAY: Duration = TOMBSTONE_KEPT;

fn short(new: NewArtifact, ttl: Duration) -> NewArtifact {
    NewArtifact { expire_time: Some(START.plus(ttl)), ..new }
}

pub(super) async fn what_expired_becomes_garbage_and_a_tombstone(world: &World) {
    let owner = Owner::User(user("ann"));
    let blob = world.create_blob(short(world.fresh(owner.clone(), "a"), MINUTE), 2, START).await;
    let small = world.create(short(world.fresh(owner.clone(), "b"), MINUTE), START).await.unwrap();
    let stays = world.create(short(world.fresh(owner.clone(), "c"), HOUR), START).await.unwrap();
    assert_eq!(world.catalog.retire_expired(HOUR, 9, START).await.unwrap().rows(), 0);
    let now = START.plus(MINUTE);
    assert!(matches!(world.found(blob.id).await, Some(Found::Artifact(_))), "and now it is kept for reading");
    assert_eq!(world.catalog.retire_expired(HOUR, 9, now).await.unwrap().rows(), 2);
    assert_eq!(world.catalog.retire_expired(HOUR, 9, now).await.unwrap().rows(), 0);
    for id in [blob.id, small.id] {
        assert_eq!(world.found(id).await, Some(Found::Tombstone { owner: owner.clone(), expired_at: now }));
        let other = SandboxId::parse("sandbox", "other").unwrap();
        assert_eq!(world.catalog.find(&other, id).await.unwrap(), None);
        let error = world.commit_change(world.change(id, Changes::default()), None, now).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ArtifactExpired);
    }
    assert_eq!(world.artifact(stays.id).await, stays);
    assert_eq!(world.catalog.due(9, now).await.unwrap(), []);
    let due = world.catalog.due(9, now.plus(HOUR)).await.unwrap();
    assert!(matches!(&due[..], [Due::Garbage(_, place)] if *place == blob.content.place));
    world.catalog.forget(&due[0]).await.unwrap();
    assert_eq!(world.catalog.due(9, now.plus(HOUR)).await.unwrap(), []);
    let Place::Blob { key, .. } = &blob.content.place else { panic!() };
    assert_eq!(world.catalog.block_sums(key, 0, 2).await.unwrap(), [0; 0]);
    let almost = now.plus(DAY).minus(MINUTE);
    assert_eq!(world.catalog.drop_outlived(9, almost).await.unwrap(), 0);
    assert_eq!(world.catalog.drop_outlived(1, now.plus(DAY)).await.unwrap(), 1);
    assert_eq!(world.catalog.drop_outlived(9, now.plus(DAY)).await.unwrap(), 1);
    assert_eq!(world.found(blob.id).await, None);
    assert_eq!(world.found(small.id).await, None);
    // Swept more than a day late: nothing is left to tell.
    assert_eq!(world.catalog.retire_expired(HOUR, 9, START.plus(HOUR).plus(DAY)).await.unwrap().rows(), 1);
    assert_eq!(world.found(stays.id).await, None);
}

pub(super) async fn what_an_expired_session_held_becomes_garbage(world: &World) {
    let session = world.begun("s", Some("ann"), START, HOUR).await;
    let other = world.begun("t", Some("ann"), START, 9 * HOUR).await;
    let owner = Owner::Session(Box::new(session.clone()));
    let held = world.create_blob(world.fresh(owner.clone(), "a"), 1, START).await;
    let kept = world.create(world.fresh(Owner::Session(Box::new(other)), "b"), START).await.unwrap();
    let over = START.plus(HOUR);
    assert_eq!(
        world.catalog.retire_expired(HOUR, 9, over).await.unwrap().rows(),
        2,
        "the artifact and its session"
    );
    assert_eq!(world.catalog.retire_expired(HOUR, 9, over).await.unwrap().rows(), 0);
    assert_eq!(world.found(held.id).await, Some(Found::Tombstone { owner, expired_at: over }));
    assert_eq!(world.artifact(kept.id).await, kept);
    assert_eq!(world.catalog.due(9, over.plus(HOUR)).await.unwrap().len(), 1);
    assert!(world.catalog.session(&world.sandbox, &session.id).await.unwrap().is_some(), "kept for a day");
    assert_eq!(world.catalog.drop_outlived(9, over.plus(DAY).minus(MINUTE)).await.unwrap(), 0);
    assert_eq!(world.catalog.drop_outlived(9, over.plus(DAY)).await.unwrap(), 2);
    assert_eq!(world.found(held.id).await, None);
    assert_eq!(world.catalog.session(&world.sandbox, &session.id).await.unwrap(), None);
}

pub(super) async fn what_a_deleted_session_held_leaves_no_tombstone(world: &World) {
    let session = world.begun("s", None, START, HOUR).await;
    let owner = Owner::Session(Box::new(session.clone()));
    let held = world.create_blob(world.fresh(owner.clone(), "a"), 1, START).await;
    let over_before = world.create(short(world.fresh(owner, "b"), MINUTE), START).await.unwrap();
    world.end(session.uid, START.plus(2 * MINUTE)).await.unwrap().unwrap();
    assert_eq!(world.catalog.retire_expired(HOUR, 9, START.plus(2 * MINUTE)).await.unwrap().rows(), 3);
    assert_eq!(world.found(held.id).await, None);
    // What had expired before the deletion is said to have expired, sweep or no sweep.
    assert!(matches!(world.found(over_before.id).await, Some(Found::Tombstone { .. })));
    assert_eq!(world.catalog.due(9, START.plus(2 * HOUR)).await.unwrap().len(), 1);
}

pub(super) async fn the_sweep_goes_on_where_its_limit_ended_it(world: &World) {
    for at in 0..7 {
        let session = world.begun(&format!("s{at}"), None, START, HOUR).await;
        for _ in 0..at {
            world.create(world.fresh(Owner::Session(Box::new(session.clone())), "a"), START).await.unwrap();
        }
    }
    for _ in 0..5 {
        world.create(short(world.fresh(Owner::Sandbox, "x"), MINUTE), START).await.unwrap();
    }
    let now = START.plus(HOUR);
    let mut rows = 0;
    loop {
        let step = world.catalog.retire_expired(HOUR, 3, now).await.unwrap().rows();
        rows += step;
        assert!(step <= 3);
        if step < 3 {
            break;
        }
    }
    assert_eq!(rows, 21 + 5 + 7);
    assert_eq!(world.catalog.retire_expired(HOUR, 3, now).await.unwrap().rows(), 0);
    let mut dropped = 0;
    while let step @ 1.. = world.catalog.drop_outlived(4, now.plus(DAY)).await.unwrap() {
        assert!(step <= 4);
        dropped += step;
    }
    assert_eq!(dropped, 26 + 7);
}

pub(super) async fn a_commit_late_by_its_clock_is_refused_after_the_sweep(world: &World) {
    let session = world.begun("s", None, START, HOUR).await;
    world.catalog.retire_expired(HOUR, 9, START.plus(HOUR)).await.unwrap().rows();
    let late =
        world.create(world.fresh(Owner::Session(Box::new(session.clone())), "a"), START).await.unwrap_err();
    assert_eq!(late.kind(), ErrorKind::SessionExpired);
    assert_eq!(world.renew(session.uid, START.plus(9 * HOUR), START).await.unwrap(), None);
}

pub(super) async fn pending_uploads_are_all_told(world: &World) {
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(world.upload(&world.fresh(Owner::Sandbox, "a"), START).await.id);
    }
    ids.sort_unstable();
    let told = |due: Vec<Due>| {
        due.into_iter()
            .map(|due| match due {
                Due::Upload(id, _) => id,
                Due::Garbage(..) => panic!("{due:?}"),
            })
            .collect::<Vec<_>>()
    };
    let pending = world.catalog.pending_uploads(9).await.unwrap();
    assert_eq!(told(pending.clone()), ids);
    assert_eq!(told(world.catalog.pending_uploads(2).await.unwrap()), ids[..2]);
    world.catalog.forget(&pending[0]).await.unwrap();
    assert_eq!(told(world.catalog.pending_uploads(9).await.unwrap()), ids[1..]);
}
