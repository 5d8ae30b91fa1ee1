//! Stores on record, and the rows that tell of bytes in them.

use super::super::*;
use super::world::{HOUR, START, World, user};

fn store(name: &str) -> StoreRow {
    StoreRow {
        name: StoreName::parse("name", name).unwrap(),
        kind: "filesystem".to_owned(),
        address: [7; 32],
        boot: None,
        adopted: None,
    }
}

pub(super) async fn a_store_is_on_record_as_it_was_said_last(world: &World) {
    assert_eq!(world.catalog.stores().await.unwrap(), []);
    let memory = StoreRow { kind: "memory".to_owned(), boot: Some(u64::MAX), ..store("b") };
    for row in [&memory, &store("a"), &store("c")] {
        world.catalog.record_store(row).await.unwrap();
    }
    assert_eq!(world.catalog.stores().await.unwrap(), [store("a"), memory.clone(), store("c")]);
    let moved = StoreRow { address: [8; 32], adopted: Some(START), ..store("a") };
    world.catalog.record_store(&moved).await.unwrap();
    world.catalog.forget_store(&store("c").name).await.unwrap();
    world.catalog.forget_store(&store("c").name).await.unwrap();
    assert_eq!(world.catalog.stores().await.unwrap(), [moved, memory]);
}

pub(super) async fn rows_of_a_store_are_counted_and_dropped(world: &World) {
    let ann = || Owner::User(user("ann"));
    let (default, other) = (StoreName::default_store(), StoreName::parse("name", "other").unwrap());
    let elsewhere = async |filename: &str| {
        let new = world.fresh(ann(), filename);
        let id = UploadId::generate(START, &*world.chance);
        let (artifact, owner, sandbox) = (new.id, new.owner.clone(), world.sandbox.clone());
        let key = crate::domain::GridKey::new(&sandbox, &owner, artifact).blob(id);
        let store = other.clone();
        let upload = PendingUpload { id, artifact, sandbox, owner, store, key, deadline: START.plus(HOUR) };
        world.catalog.begin_upload(&upload, START).await.unwrap();
        (new, upload)
    };
    let stays = world.create_blob(world.fresh(ann(), "stays"), 2, START).await;
    let inline = world.create(world.fresh(ann(), "inline"), START).await.unwrap();
    let mut made = Vec::new();
    for filename in ["goes", "garbage"] {
        let (new, upload) = elsewhere(filename).await;
        let content = world.uploaded(&upload, 3);
        let write = Write::Create(Box::new(new));
        made.push((world.catalog.commit(write, Some(content), START).await.unwrap(), upload.key));
    }
    elsewhere("pending").await;
    world.delete(&world.sandbox, made[1].0.id, &Precondition::None, HOUR, START).await.unwrap();
    let used = StoreUse { artifacts: 1, garbage: 1, uploads: 1 };
    assert_eq!(world.catalog.store_use(&other).await.unwrap(), used);
    assert_eq!(
        world.catalog.store_use(&default).await.unwrap(),
        StoreUse { artifacts: 1, ..StoreUse::default() }
    );

    assert_eq!(world.catalog.drop_rows_of_store(&other).await.unwrap(), 1);
    assert_eq!(world.catalog.store_use(&other).await.unwrap(), StoreUse::default());
    assert_eq!(world.found(made[0].0.id).await, None);
    for (_, key) in &made {
        assert_eq!(world.catalog.block_sums(key, 0, 3).await.unwrap(), Vec::<u32>::new());
    }
    assert_eq!(world.artifact(stays.id).await, stays);
    assert!(world.found(inline.id).await.is_some());
    assert_eq!(world.catalog.drop_rows_of_store(&other).await.unwrap(), 0);
}
