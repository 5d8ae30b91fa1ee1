//! Artifacts and uploads: found, made, changed, taken away.

use super::super::*;
use super::world::{HOUR, MINUTE, START, World, inline, renamed, user};
use crate::domain::{ArtifactState, Lifetime, Place};
use crate::error::ErrorKind;

fn place(artifact: &Artifact) -> Place {
    artifact.content.place.clone()
}

pub(super) async fn what_is_created_is_found_whole(world: &World) {
    let session = world.begun("s", Some("ann"), START, HOUR).await;
    let owners = [Owner::Session(Box::new(session)), Owner::User(user("ann ä/🙂")), Owner::Sandbox];
    for owner in owners {
        let mut new = world.fresh(owner.clone(), "dir/ü.txt");
        new.expire_time = Some(START.plus(MINUTE));
        let made = world.create(new.clone(), START).await.unwrap();
        assert_eq!((made.revision, made.content.version, made.create_time), (1, 1, START));
        assert_eq!((&made.owner, made.expire_time), (&owner, Some(START.plus(MINUTE))));
        assert_eq!(made.meta, new.spec.meta);
        assert_eq!(made.content.size, 5);
        assert_eq!(place(&made), Place::Inline(Some("hello".into())));
        for _ in 0..2 {
            assert_eq!(world.artifact(new.id).await, made);
        }
        let nameless = world.create(world.fresh(owner.clone(), ""), START).await.unwrap();
        assert_eq!(world.artifact(nameless.id).await.filename, None);
        let blob = world.create_blob(world.fresh(owner, "b"), 3, START).await;
        assert_eq!(world.artifact(blob.id).await, blob);
        assert!(matches!(place(&blob), Place::Blob { .. }));
    }
    let nothing = inline(b"");
    let new = world.fresh(Owner::Sandbox, "empty");
    world.catalog.commit(Write::Create(Box::new(new.clone())), Some(nothing), START).await.unwrap();
    assert_eq!(place(&world.artifact(new.id).await), Place::Inline(Some("".into())), "empty is not absent");
}

pub(super) async fn another_sandbox_finds_nothing(world: &World) {
    let made = world.create(world.fresh(Owner::Sandbox, "a"), START).await.unwrap();
    let other = SandboxId::parse("sandbox", "other").unwrap();
    for _ in 0..2 {
        assert_eq!(world.catalog.find(&other, made.id).await.unwrap(), None);
        assert!(world.found(made.id).await.is_some());
    }
    let gone = world.delete(&other, made.id, &Precondition::None, HOUR, START).await.unwrap();
    assert_eq!(gone, None);
    let mut change = world.change(made.id, renamed("b"));
    change.sandbox = other;
    let error = world.commit_change(change, None, START).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ArtifactNotFound);
}

pub(super) async fn a_change_is_one_revision_and_content_one_version(world: &World) {
    let made = world.create(world.fresh(Owner::Sandbox, "a"), START).await.unwrap();
    let later = START.plus(MINUTE);
    let wish = Changes { lifetime: Lifetime::Ttl(HOUR), ..renamed("b") };
    let changed = world.commit_change(world.change(made.id, wish), None, later).await.unwrap();
    assert_eq!((changed.revision, changed.content.version), (2, 1));
    assert_eq!(changed.expire_time, Some(later.plus(HOUR)));
    let found = world.artifact(made.id).await;
    assert_eq!((found.filename.as_ref().unwrap().as_str(), found.update_time), ("b", later));
    assert_eq!(place(&found), place(&made), "content stays");
    let content = inline(b"other");
    let both = world.commit_change(world.change(made.id, renamed("c")), Some(content), later).await.unwrap();
    assert_eq!((both.revision, both.content.version), (3, 2));
    let found = world.artifact(made.id).await;
    assert_eq!(found, both);
    assert_eq!(place(&found), Place::Inline(Some("other".into())));
}

pub(super) async fn a_precondition_holds_at_the_commit(world: &World) {
    let made = world.create(world.fresh(Owner::Sandbox, "a"), START).await.unwrap();
    let seen = Precondition::IfEtag(made.etag());
    let change = |name| ChangeArtifact { precondition: seen.clone(), ..world.change(made.id, renamed(name)) };
    world.commit_change(change("b"), None, START).await.unwrap();
    let error = world.commit_change(change("c"), None, START).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::EtagMismatch);
    let error = world.delete(&world.sandbox, made.id, &seen, HOUR, START).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::EtagMismatch);
    assert_eq!(world.artifact(made.id).await.revision, 2);
}

pub(super) async fn a_refusal_changes_nothing(world: &World) {
    let made = world.create(world.fresh(Owner::Sandbox, "a"), START).await.unwrap();
    let new = world.fresh(Owner::Sandbox, "a");
    let upload = world.upload(&new, START).await;
    let seen = Precondition::IfEtag(crate::domain::Etag::parse("etag", "old").unwrap());
    let change = ChangeArtifact { precondition: seen, ..world.change(made.id, renamed("b")) };
    let content = world.uploaded(&upload, 3);
    let error = world.commit_change(change, Some(content.clone()), START).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::EtagMismatch);
    let Place::Blob { key, .. } = &content.place else { panic!() };
    assert_eq!(world.catalog.block_sums(key, 0, 3).await.unwrap(), [0; 0]);
    assert_eq!(world.artifact(made.id).await, made);
    assert_eq!(world.catalog.pending_uploads(9).await.unwrap().len(), 1);
    // A lifetime that is refused takes the name's change with it.
    let too_long = Changes { lifetime: Lifetime::Ttl(2 * HOUR), ..renamed("b") };
    let change = ChangeArtifact { max_ttl: Some(HOUR), ..world.change(made.id, too_long) };
    let error = world.commit_change(change, None, START).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    assert_eq!(world.artifact(made.id).await, made);
}

pub(super) async fn replaced_content_is_found_until_it_is_forgotten(world: &World) {
    for small in [true, false] {
        let new = world.fresh(Owner::Sandbox, "a");
        let made = if small {
            world.create(new, START).await.unwrap()
        } else {
            world.create_blob(new, 2, START).await
        };
        let replaced = |version| world.catalog.find_replaced(&world.sandbox, made.id, version);
        assert_eq!(replaced(1).await.unwrap(), None, "current is not replaced");
        let change = world.change(made.id, Changes::default());
        world.commit_change(change, Some(inline(b"2")), START).await.unwrap();
        assert_eq!(replaced(1).await.unwrap().as_ref(), Some(&made.content));
        assert_eq!(replaced(2).await.unwrap(), None);
        let other = SandboxId::parse("sandbox", "other").unwrap();
        assert_eq!(world.catalog.find_replaced(&other, made.id, 1).await.unwrap(), None);
        assert_eq!(world.catalog.due(9, START.plus(HOUR).minus(MINUTE)).await.unwrap(), []);
        let due = world.catalog.due(9, START.plus(HOUR)).await.unwrap();
        assert_eq!(due.len(), 1);
        assert!(matches!(&due[0], Due::Garbage(_, place) if matches!(place, Place::Inline(_)) == small));
        world.catalog.forget(&due[0]).await.unwrap();
        assert_eq!(replaced(1).await.unwrap(), None);
        assert_eq!(world.catalog.due(9, START.plus(HOUR)).await.unwrap(), []);
        if let Place::Blob { key, .. } = place(&made) {
            assert_eq!(world.catalog.block_sums(&key, 0, 2).await.unwrap(), [0; 0], "the sums went too");
        }
    }
}

pub(super) async fn deleted_content_is_garbage_and_not_found(world: &World) {
    let made = world.create_blob(world.fresh(Owner::Sandbox, "a"), 2, START).await;
    let small = world.create(world.fresh(Owner::Sandbox, "b"), START).await.unwrap();
    for artifact in [&made, &small] {
        let delete = || world.delete(&world.sandbox, artifact.id, &Precondition::None, HOUR, START);
        assert_eq!(delete().await.unwrap().unwrap().id, artifact.id);
        assert_eq!(delete().await.unwrap(), None);
        assert_eq!(world.found(artifact.id).await, None);
        assert_eq!(world.catalog.find_replaced(&world.sandbox, artifact.id, 1).await.unwrap(), None);
    }
    assert_eq!(world.catalog.due(9, START).await.unwrap(), []);
    let due = world.catalog.due(9, START.plus(HOUR)).await.unwrap();
    assert_eq!(due.len(), 1, "inline content went with its row");
    assert!(matches!(&due[0], Due::Garbage(_, freed) if *freed == place(&made)));
    // What is over cannot be deleted any more.
    let mut new = world.fresh(Owner::Sandbox, "c");
    new.expire_time = Some(START.plus(MINUTE));
    let made = world.create(new, START).await.unwrap();
    let now = START.plus(MINUTE);
    let gone = world.delete(&world.sandbox, made.id, &Precondition::None, HOUR, now).await.unwrap();
    assert_eq!(gone, None);
}

pub(super) async fn a_commit_settles_its_upload_once(world: &World) {
    let new = world.fresh(Owner::Sandbox, "a");
    let upload = world.upload(&new, START).await;
    let content = world.uploaded(&upload, 1);
    let commit = |new: &NewArtifact| {
        world.catalog.commit(Write::Create(Box::new(new.clone())), Some(content.clone()), START)
    };
    commit(&new).await.unwrap();
    assert_eq!(world.catalog.pending_uploads(9).await.unwrap(), []);
    let error = commit(&world.fresh(Owner::Sandbox, "b")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UploadNotFound);
    // Forgotten: the same.
    let new = world.fresh(Owner::Sandbox, "c");
    let upload = world.upload(&new, START).await;
    world.catalog.forget_upload(upload.id).await.unwrap();
    world.catalog.forget_upload(upload.id).await.unwrap();
    let error =
        world.catalog.commit(Write::Create(Box::new(new)), Some(world.uploaded(&upload, 1)), START).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::UploadNotFound);
}

pub(super) async fn an_upload_given_to_the_sweep_cannot_be_committed(world: &World) {
    let new = world.fresh(Owner::Sandbox, "a");
    let upload = world.upload(&new, START).await;
    let late = START.plus(HOUR);
    let due = world.catalog.due(9, late).await.unwrap();
    let place = Place::Blob { store: upload.store.clone(), key: upload.key.clone() };
    assert_eq!(due, [Due::Upload(upload.id, place)]);
    assert_eq!(world.catalog.due(9, late).await.unwrap(), due, "told again until it is forgotten");
    // Its clock stood before the deadline, and yet the bytes may be gone.
    let content = world.uploaded(&upload, 1);
    let error =
        world.catalog.commit(Write::Create(Box::new(new.clone())), Some(content), START).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UploadNotFound);
    assert!(!world.catalog.extend_upload(upload.id, late.plus(HOUR)).await.unwrap());
    world.catalog.forget(&due[0]).await.unwrap();
    assert_eq!(world.catalog.due(9, late).await.unwrap(), []);
    assert_eq!(world.found(new.id).await, None);
}

pub(super) async fn a_deadline_can_be_moved(world: &World) {
    let new = world.fresh(Owner::Sandbox, "a");
    let upload = world.upload(&new, START).await;
    assert!(world.catalog.extend_upload(upload.id, START.plus(2 * HOUR)).await.unwrap());
    assert_eq!(world.catalog.due(9, START.plus(HOUR)).await.unwrap(), []);
    let content = world.uploaded(&upload, 1);
    world.catalog.commit(Write::Create(Box::new(new)), Some(content), START.plus(HOUR)).await.unwrap();
    assert!(!world.catalog.extend_upload(upload.id, START.plus(2 * HOUR)).await.unwrap());
}

pub(super) async fn block_sums_are_read_from_any_block_on(world: &World) {
    let made = world.create_blob(world.fresh(Owner::Sandbox, "a"), 2_500, START).await;
    let Place::Blob { key, .. } = place(&made) else { panic!() };
    let all: Vec<u32> = (0..2_500u32).map(|block| block.wrapping_mul(2_654_435_761)).collect();
    for (first, count) in
        [(0, 2_500), (0, 1), (1_023, 2), (1_024, 1_024), (2_047, 300), (2_499, 1), (2_400, 500), (2_500, 1)]
    {
        let sums = world.catalog.block_sums(&key, first, count).await.unwrap();
        let (from, to) =
            (usize::try_from(first).unwrap(), usize::try_from(first + count).unwrap().min(2_500));
        assert_eq!(sums, all[from..to.max(from)], "{first} + {count}");
    }
    let one = world.create_blob(world.fresh(Owner::Sandbox, "b"), 1, START).await;
    let Place::Blob { key, .. } = place(&one) else { panic!() };
    assert_eq!(world.catalog.block_sums(&key, 0, 1).await.unwrap(), [0; 0]);
}

pub(super) async fn a_reader_never_sees_an_old_row_after_a_commit(world: &World) {
    let made = world.create(world.fresh(Owner::Sandbox, "a"), START).await.unwrap();
    let read = async || {
        let mut seen = 0;
        while seen < 200 {
            let revision = world.artifact(made.id).await.revision;
            assert!(revision >= seen, "{revision} after {seen}");
            seen = revision;
            tokio::task::yield_now().await;
        }
    };
    let write = async {
        for revision in 2..=200 {
            let name = renamed(&format!("r{revision}"));
            world.commit_change(world.change(made.id, name), None, START).await.unwrap();
            assert!(world.artifact(made.id).await.revision == revision);
        }
    };
    tokio::join!(read(), read(), read(), write);
    assert_eq!(world.artifact(made.id).await.state(START), ArtifactState::Live);
}
