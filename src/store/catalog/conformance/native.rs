//! URLs to the stores themselves.

use super::super::*;
use super::world::{HOUR, MINUTE, START, World, user};
use crate::domain::Place;

fn key_of(artifact: &Artifact) -> BlobKey {
    match &artifact.content.place {
        Place::Blob { key, .. } => key.clone(),
        Place::Inline(_) => panic!("content of this size is a blob"),
    }
}

pub(super) async fn what_can_be_read_natively_is_due_as_soon_as_its_artifact_is_gone(world: &World) {
    let catalog = &world.catalog;
    let owner = Owner::User(user("ann"));
    let made = world.create_blob(world.fresh(owner.clone(), "a"), 2, START).await;
    let other = world.create_blob(world.fresh(owner, "b"), 2, START).await;
    let key = key_of(&made);
    assert!(!catalog.note_native_read(other.id, &key, START.plus(HOUR)).await.unwrap(), "not its content");
    for until in [HOUR, MINUTE] {
        assert!(catalog.note_native_read(made.id, &key, START.plus(until)).await.unwrap());
    }
    for of in [Some(made.id), None] {
        assert_eq!(catalog.hasten_native(of, 9, START).await.unwrap(), [], "it is there");
    }
    for id in [made.id, other.id] {
        let any = Precondition::None;
        catalog.delete(&world.sandbox, id, &any, 2 * HOUR, None, START).await.unwrap().unwrap();
    }
    assert_eq!(catalog.due(9, START).await.unwrap(), []);
    assert_eq!(catalog.hasten_native(Some(other.id), 9, START).await.unwrap(), []);
    assert_eq!(catalog.hasten_native(None, 9, START.plus(HOUR)).await.unwrap(), [], "the URL is over");
    for of in [Some(made.id), None] {
        let due = catalog.hasten_native(of, 9, START).await.unwrap();
        assert!(matches!(&due[..], [Due::Garbage(_, place)] if *place == made.content.place));
        assert_eq!(
            catalog.due(9, START).await.unwrap(),
            due,
            "whoever does not free it leaves it to the sweep"
        );
    }
    assert!(!catalog.note_native_read(made.id, &key, START.plus(HOUR)).await.unwrap(), "it is gone");
    catalog.drop_native_reads(START.plus(HOUR)).await.unwrap();
    assert_eq!(catalog.hasten_native(None, 9, START).await.unwrap(), []);
}

pub(super) async fn one_object_is_taken_of_those_that_lie_beside_a_key(world: &World) {
    let catalog = &world.catalog;
    let made = world.create_blob(world.fresh(Owner::Sandbox, "a"), 2, START).await;
    let (key, store) = (key_of(&made), StoreName::default_store());
    assert!(!catalog.is_staged(&key).await.unwrap());
    for until in [HOUR, MINUTE] {
        catalog.note_staged(&store, &key, START.plus(until)).await.unwrap();
    }
    assert!(catalog.is_staged(&key).await.unwrap());
    assert_eq!(catalog.pin_staged(&key, "one").await.unwrap(), "one");
    assert_eq!(catalog.pin_staged(&key, "two").await.unwrap(), "one", "the first word stands");
    assert_eq!(catalog.staged_due(9, START.plus(MINUTE)).await.unwrap(), []);
    assert_eq!(catalog.staged_due(9, START.plus(HOUR)).await.unwrap(), [(store, key.clone())]);
    catalog.forget_staged(&key).await.unwrap();
    assert!(!catalog.is_staged(&key).await.unwrap());
    assert_eq!(catalog.staged_due(9, START.plus(HOUR)).await.unwrap(), []);
}
