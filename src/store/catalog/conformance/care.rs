//! Looking after it: what is overdue, which keys are known, all artifacts in a row, and figures.

use super::super::*;
use super::world::{HOUR, MINUTE, START, World, user};

fn key(artifact: &Artifact) -> BlobKey {
    match &artifact.content.place {
        Place::Blob { key, .. } => key.clone(),
        Place::Inline(_) => panic!("{artifact:?}"),
    }
}

pub(super) async fn what_is_overdue_is_counted_before_it_is_swept(world: &World) {
    let session = world.begun("s", Some("ann"), START, HOUR).await;
    let held = Owner::Session(Box::new(session));
    world.create(world.fresh(held.clone(), "a"), START).await.unwrap();
    let own_end = NewArtifact { expire_time: Some(START.plus(MINUTE)), ..world.fresh(held, "b") };
    world.create_blob(own_end, 2, START).await;
    let mortal =
        NewArtifact { expire_time: Some(START.plus(HOUR)), ..world.fresh(Owner::User(user("ann")), "c") };
    world.create_blob(mortal, 3, START).await;
    world.upload(&world.fresh(Owner::User(user("ann")), "d"), START).await;
    assert_eq!(world.catalog.overdue(START).await.unwrap(), Overdue::default());
    let over = START.plus(HOUR);
    let all = Overdue { artifacts: 3, sessions: 1, uploads: 1, garbage: 0, garbage_bytes: 0 };
    assert_eq!(world.catalog.overdue(over).await.unwrap(), all);
    let retired = world.catalog.retire_expired(Duration::ZERO, 9, over).await.unwrap();
    assert_eq!(retired, Retired { artifacts: 3, sessions: 1 });
    let rest = Overdue { uploads: 1, garbage: 2, garbage_bytes: 5 << 20, ..Overdue::default() };
    assert_eq!(world.catalog.overdue(over).await.unwrap(), rest);
}

pub(super) async fn a_key_is_known_as_long_as_any_row_tells_of_it(world: &World) {
    let ann = || Owner::User(user("ann"));
    let stays = world.create_blob(world.fresh(ann(), "a"), 2, START).await;
    let goes = world.create_blob(world.fresh(ann(), "b"), 2, START).await;
    let pending = world.upload(&world.fresh(ann(), "c"), START).await;
    let stranger = crate::domain::GridKey::new(&world.sandbox, &ann(), stays.id).blob(pending.id);
    let never = crate::domain::GridKey::new(&world.sandbox, &ann(), stays.id)
        .blob(UploadId::generate(START, &*world.chance));
    let keys = [key(&stays), key(&goes), pending.key.clone(), stranger, never];
    let known = async || world.catalog.known_keys(&keys).await.unwrap();
    // An upload's id is never used twice, so whatever names it is not an orphan yet.
    assert_eq!(known().await, [true, true, true, true, false]);
    world.delete(&world.sandbox, goes.id, &Precondition::None, Duration::ZERO, START).await.unwrap();
    assert_eq!(known().await, [true, true, true, true, false], "its garbage tells of it");
    for due in world.catalog.due(9, START).await.unwrap() {
        world.catalog.forget(&due).await.unwrap();
    }
    world.catalog.forget_upload(pending.id).await.unwrap();
    assert_eq!(known().await, [true, false, false, false, false]);
}

pub(super) async fn all_artifacts_are_scanned_once(world: &World) {
    let mut made = Vec::new();
    for at in 0..5u32 {
        let new = NewArtifact {
            expire_time: Some(START.plus(MINUTE)),
            ..world.fresh(Owner::User(user("ann")), "x")
        };
        let new = if at % 2 == 0 {
            new
        } else {
            NewArtifact { sandbox: SandboxId::parse("s", "other").unwrap(), ..new }
        };
        made.push(world.create(new, START.plus(at * HOUR)).await.unwrap());
    }
    made.sort_by_key(|artifact| *artifact.id.as_bytes());
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = world.catalog.scan(after, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        found.extend(page);
    }
    assert_eq!(found, made, "over or not, with their content");
}

pub(super) async fn figures_count_what_is_live(world: &World) {
    let session = world.begun("s", None, START, HOUR).await;
    let held = Owner::Session(Box::new(session));
    world.create(world.fresh(held.clone(), "a"), START).await.unwrap();
    let blob = world.create_blob(world.fresh(held, "b"), 2, START).await;
    world.create_blob(world.fresh(Owner::User(user("ann")), "c"), 3, START).await;
    let gone = world.create_blob(world.fresh(Owner::Sandbox, "d"), 1, START).await;
    world.delete(&world.sandbox, gone.id, &Precondition::None, HOUR, START).await.unwrap();
    world.upload(&world.fresh(Owner::Sandbox, "e"), START).await;
    let elsewhere = SandboxId::parse("sandbox", "elsewhere").unwrap();
    let theirs = NewArtifact { sandbox: elsewhere.clone(), ..world.fresh(Owner::Sandbox, "f") };
    world.create(theirs, START).await.unwrap();
    let (catalog, blobs) = (StoreName::parse("store", "catalog").unwrap(), blob.content.place.store());
    let figures = async |sandbox: Option<&SandboxId>, now| world.catalog.figures(sandbox, now).await.unwrap();
    let here = Figures {
        artifacts: vec![
            (Scope::Session, catalog.clone(), 1, 5),
            (Scope::Session, blobs.clone(), 1, 2 << 20),
            (Scope::User, blobs.clone(), 1, 3 << 20),
        ],
        garbage: vec![(blobs.clone(), 1 << 20)],
        sessions: 1,
        uploads: 1,
    };
    assert_eq!(figures(Some(&world.sandbox), START).await, here);
    let there = Figures { artifacts: vec![(Scope::Sandbox, catalog.clone(), 1, 5)], ..Figures::default() };
    assert_eq!(figures(Some(&elsewhere), START).await, there);
    let all = figures(None, START.plus(HOUR)).await;
    assert_eq!(all.artifacts, [(Scope::User, blobs, 1, 3 << 20), (Scope::Sandbox, catalog, 1, 5)]);
    assert_eq!((all.sessions, all.uploads), (0, 0), "swept or not");
}
