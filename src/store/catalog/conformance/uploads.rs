//! Uploads that outlive connections: epochs, numbers and offsets, whoever is at them at once.
//!
//! Long because: the sentences of one trait share the few words by which their tests say what is done.

use futures::future::{join, join_all};

use super::super::*;
use super::world::{HOUR, MINUTE, START, World, user};
use crate::domain::{
    Answer, ContentHasher, Digests, Expected, GridKey, Lifetime, Meta, Part, PartPlan, PartsHandle,
    Precondition, Upload, UploadGoal, UploadKind, UploadState,
};
use crate::error::ErrorKind;

const PART: u64 = 3 << 20;

fn hasher_at(size: u64) -> Vec<u8> {
    let mut hasher = ContentHasher::new(true);
    hasher.update(&vec![7; usize::try_from(size).unwrap()]);
    hasher.save().0
}

/// An upload as it is when it begins: a new artifact of this owner.
fn fresh(world: &World, owner: Owner, now: Timestamp) -> KeptUpload {
    let new = world.fresh(owner, "a");
    let id = UploadId::generate(now, &*world.chance);
    let key = GridKey::new(&world.sandbox, &new.owner, new.id).blob(id);
    let upload = Upload {
        id,
        kind: UploadKind::Resumable,
        state: UploadState::Active,
        artifact: new.id,
        sandbox: world.sandbox.clone(),
        owner: new.owner,
        goal: UploadGoal::Create(new.spec),
        expected: Expected::default(),
        store: StoreName::default_store(),
        key,
        handle: None,
        plan: PartPlan { size: PART, doubles_every: 1_000, most: 9 * PART },
        epoch: 0,
        persisted: 0,
        closed: false,
        prefix: ContentHasher::restore(&hasher_at(0)).unwrap().digests(),
        create_time: now,
        update_time: now,
        deadline: now.plus(HOUR),
    };
    KeptUpload { upload, hasher: hasher_at(0), answer: None }
}

async fn start(world: &World, kept: &KeptUpload) {
    world.catalog.start_upload(kept, None, START).await.unwrap();
}

/// An upload of the sandbox's that has begun.
async fn begun(world: &World) -> KeptUpload {
    let kept = fresh(world, Owner::Sandbox, START);
    start(world, &kept).await;
    kept
}

async fn found(world: &World, id: UploadId) -> Option<KeptUpload> {
    world.catalog.upload(&world.sandbox, id, START).await.unwrap()
}

/// A part under this epoch, of this number, at this offset.
fn part(epoch: u64, number: u32, offset: u64) -> KeptPart {
    let part =
        Part { number, epoch, offset, size: PART, crc32c: u32::MAX - number, tag: format!("t{epoch}") };
    KeptPart { part, sums: vec![1, number, u32::MAX] }
}

async fn record(world: &World, upload: UploadId, kept: KeptPart) -> Result<u32> {
    let hasher = hasher_at(kept.part.end());
    let part = NewPart { upload, kept, hasher, closes: false, deadline: START.plus(2 * HOUR) };
    world.catalog.record_part(part, START.plus(MINUTE)).await
}

/// Makes the artifact of a sealed upload.
async fn commit(world: &World, kept: &KeptUpload) -> Result<Artifact> {
    let upload = &kept.upload;
    let UploadGoal::Create(spec) = &upload.goal else { panic!("{upload:?}") };
    let new = NewArtifact {
        id: upload.artifact,
        sandbox: upload.sandbox.clone(),
        owner: upload.owner.clone(),
        spec: spec.clone(),
        expire_time: None,
        replay: None,
    };
    let sums = ContentSums { size: 2 * PART, digests: Digests::default(), blocks: vec![1, 2, 3] };
    let place = Place::Blob { store: upload.store.clone(), key: upload.key.clone() };
    let content = NewContent { sums, place, upload: Some(upload.id) };
    world.catalog.commit(Write::Create(Box::new(new)), Some(content), START).await
}

fn kind<T: std::fmt::Debug>(outcome: Result<T>) -> ErrorKind {
    outcome.unwrap_err().kind()
}

pub(super) async fn an_upload_is_found_as_it_was_begun(world: &World) {
    let session = world.begun("s", Some("ann"), START, HOUR).await;
    let mut full = fresh(world, Owner::Session(Box::new(session)), START);
    let digests = Digests { crc32c: Some(u32::MAX), sha256: Some([9; 32]) };
    full.upload.expected = Expected { size: Some(1 << 40), digests };
    let mut replacing = fresh(world, Owner::User(user("ann")), START);
    replacing.upload.kind = UploadKind::Url;
    replacing.upload.handle = Some(PartsHandle::new("a name/of+its own"));
    replacing.upload.goal = UploadGoal::Replace {
        precondition: Precondition::None,
        changes: Changes {
            filename: Some(None),
            meta_patch: Some(Meta::parse("meta", r#"{"a":null}"#).unwrap()),
            lifetime: Lifetime::Ttl(MINUTE),
            ..Changes::default()
        },
    };
    for kept in [full, replacing] {
        start(world, &kept).await;
        let id = kept.upload.id;
        assert_eq!(found(world, id).await.as_ref(), Some(&kept));
        assert_eq!(world.catalog.parts(id).await.unwrap(), []);
        let handle = world.catalog.upload_handle(id).await.unwrap().unwrap().handle;
        assert_eq!(handle, kept.upload.handle);
        let other = SandboxId::parse("sandbox", "other").unwrap();
        assert_eq!(world.catalog.upload(&other, id, START).await.unwrap(), None);
        let end = kept.upload.deadline;
        assert_eq!(world.catalog.upload(&world.sandbox, id, end).await.unwrap(), None, "past its deadline");
    }
    let one_shot = world.upload(&world.fresh(Owner::Sandbox, "b"), START).await;
    assert_eq!(found(world, one_shot.id).await, None);
    assert_eq!(world.catalog.upload_handle(one_shot.id).await.unwrap(), None);
    let pending = world.catalog.pending_uploads(9).await.unwrap();
    assert!(matches!(&pending[..], [Due::Upload(id, _)] if *id == one_shot.id), "{pending:?}");
    assert_eq!(world.catalog.figures(None, START).await.unwrap().uploads, 3);
}

pub(super) async fn a_beginning_is_told_again(world: &World) {
    let kept = fresh(world, Owner::Sandbox, START);
    let replay = world.request(1, "begin it", 0);
    world.catalog.start_upload(&kept, Some(replay.clone()), START).await.unwrap();
    let told = world.catalog.answer(&replay.key, START).await.unwrap().unwrap();
    assert_eq!(told.answer, Answer::Upload(Box::new(kept.upload)));
    let again = fresh(world, Owner::Sandbox, START);
    let refused = world.catalog.start_upload(&again, Some(replay), START).await;
    assert_eq!(kind(refused), ErrorKind::RequestInProgress);
    assert_eq!(found(world, again.upload.id).await, None);
}

pub(super) async fn a_writer_that_was_taken_over_adds_nothing(world: &World) {
    let id = begun(world).await.upload.id;
    let one = world.catalog.take_over(id, START).await.unwrap();
    assert_eq!((one.kept.upload.epoch, one.kept.upload.persisted), (1, 0));
    let handle = world.catalog.name_upload(id, 1, &PartsHandle::new("one"), START).await.unwrap();
    assert_eq!(handle.as_str(), "one");
    let next = record(world, id, part(1, one.number, 0)).await.unwrap();
    let two = world.catalog.take_over(id, START).await.unwrap();
    assert_eq!((two.kept.upload.epoch, two.kept.upload.persisted), (2, PART));
    assert_eq!((two.kept.hasher, two.kept.upload.deadline), (hasher_at(PART), START.plus(2 * HOUR)));
    assert!(one.number < next && next < two.number, "no number is given twice");

    assert_eq!(kind(record(world, id, part(1, next, PART)).await), ErrorKind::UploadFenced);
    let name = PartsHandle::new("two");
    assert_eq!(kind(world.catalog.name_upload(id, 1, &name, START).await), ErrorKind::UploadFenced);
    let handle = world.catalog.name_upload(id, 2, &name, START).await.unwrap();
    assert_eq!(handle.as_str(), "one", "it has a name");
    for offset in [0, PART - 1, PART + 1] {
        let elsewhere = record(world, id, part(2, two.number, offset)).await;
        assert_eq!(kind(elsewhere), ErrorKind::UploadFenced, "{offset}");
    }
    record(world, id, part(2, two.number, PART)).await.unwrap();
    let parts = [part(1, one.number, 0), part(2, two.number, PART)];
    assert_eq!(world.catalog.parts(id).await.unwrap(), parts);
    let now = found(world, id).await.unwrap().upload;
    assert_eq!((now.persisted, now.epoch, now.update_time), (2 * PART, 2, START.plus(MINUTE)));

    let never = UploadId::generate(START, &*world.chance);
    assert_eq!(kind(world.catalog.take_over(never, START).await), ErrorKind::UploadNotFound);
    assert_eq!(kind(record(world, never, part(0, 1, 0)).await), ErrorKind::UploadNotFound);
}

pub(super) async fn of_many_that_take_over_at_once_each_has_an_epoch_and_a_number(world: &World) {
    let id = begun(world).await.upload.id;
    let taken = join_all((0..32).map(|_| world.catalog.take_over(id, START))).await;
    let mut given: Vec<_> = taken.into_iter().map(|taken| taken.unwrap()).collect();
    given.sort_by_key(|taken| taken.kept.upload.epoch);
    let given: Vec<_> = given.iter().map(|taken| (taken.kept.upload.epoch, taken.number)).collect();
    let each: Vec<_> = (1..=32).map(|epoch| (u64::from(epoch), epoch)).collect();
    assert_eq!(given, each);
}

pub(super) async fn of_many_parts_at_one_offset_one_counts(world: &World) {
    let id = begun(world).await.upload.id;
    let taken = world.catalog.take_over(id, START).await.unwrap();
    for offset in [0, PART] {
        let number = taken.number + u32::from(offset > 0);
        let wrote = join_all((0..16).map(|_| record(world, id, part(1, number, offset)))).await;
        let (counted, fenced): (Vec<_>, Vec<_>) = wrote.into_iter().partition(Result::is_ok);
        assert_eq!((counted.len(), fenced.len()), (1, 15));
        assert!(fenced.into_iter().all(|fenced| kind(fenced) == ErrorKind::UploadFenced));
    }
    assert_eq!(world.catalog.parts(id).await.unwrap().len(), 2);
    assert_eq!(found(world, id).await.unwrap().upload.persisted, 2 * PART);
}

/// Whichever comes first, the new writer knows of every part that counts.
pub(super) async fn who_takes_over_knows_of_every_part_that_counts(world: &World) {
    fencing_between(world, world).await;
}

/// One writes while the other takes over, then the other way round.
pub(in crate::store::catalog) async fn fencing_between(one: &World, other: &World) {
    let id = begun(one).await.upload.id;
    let mut writer = one.catalog.take_over(id, START).await.unwrap();
    let mut counted = Vec::new();
    let mut sides = [one, other];
    for _ in 0..40 {
        let wrote = part(writer.kept.upload.epoch, writer.number, writer.kept.upload.persisted);
        let (recorded, taken) =
            join(record(sides[0], id, wrote.clone()), sides[1].catalog.take_over(id, START)).await;
        let taken = taken.unwrap();
        match recorded {
            Ok(_) => counted.push(wrote),
            Err(error) => assert_eq!(error.kind(), ErrorKind::UploadFenced),
        }
        assert_eq!(taken.kept.upload.persisted, PART * counted.len() as u64);
        assert!(taken.number > writer.number);
        writer = taken;
        sides.reverse();
    }
    assert_eq!(one.catalog.parts(id).await.unwrap(), counted);
    // However many complete it at once, on whichever side.
    let kept = found(other, id).await.unwrap();
    let (epoch, persisted) = (kept.upload.epoch, kept.upload.persisted);
    let seals = sides.map(|side| side.catalog.seal_upload(id, epoch, persisted, START));
    assert!(join_all(seals).await.iter().all(Result::is_ok));
    let made = join_all((0..8).map(|at| commit(sides[at % 2], &kept))).await;
    let made: Vec<_> = made.into_iter().filter_map(Result::ok).collect();
    assert_eq!(made.len(), 1);
    assert_eq!(found(other, id).await.unwrap().answer.as_ref(), made.first());
}

pub(super) async fn a_sealed_upload_takes_no_byte_and_is_completed_once(world: &World) {
    let kept = begun(world).await;
    let id = kept.upload.id;
    let one = world.catalog.take_over(id, START).await.unwrap();
    let next = record(world, id, part(1, one.number, 0)).await.unwrap();
    for (epoch, persisted) in [(0, PART), (1, 0)] {
        let seal = world.catalog.seal_upload(id, epoch, persisted, START).await;
        assert_eq!(kind(seal), ErrorKind::UploadFenced);
    }
    assert_eq!(kind(commit(world, &kept).await), ErrorKind::UploadNotFound, "it is not sealed");
    let seals = join_all((0..8).map(|_| world.catalog.seal_upload(id, 1, PART, START))).await;
    assert!(seals.iter().all(Result::is_ok), "{seals:?}");
    let sealed = found(world, id).await.unwrap().upload;
    assert_eq!((sealed.state, sealed.persisted), (UploadState::Sealed, PART));
    for epoch in [1, sealed.epoch] {
        assert_eq!(kind(record(world, id, part(epoch, next, PART)).await), ErrorKind::UploadFenced);
    }
    let seen = world.catalog.take_over(id, START).await.unwrap().kept;
    assert_eq!(seen.upload, sealed, "it is answered as it is");

    let made = join_all((0..8).map(|_| commit(world, &kept))).await;
    let (made, refused): (Vec<_>, Vec<_>) = made.into_iter().partition(Result::is_ok);
    assert_eq!((made.len(), refused.len()), (1, 7));
    assert!(refused.into_iter().all(|refused| kind(refused) == ErrorKind::UploadNotFound));
    let done = found(world, id).await.unwrap();
    assert_eq!((done.upload.state, done.answer.as_ref()), (UploadState::Completed, made[0].as_ref().ok()));
    assert_eq!(world.catalog.parts(id).await.unwrap(), [], "nobody asks for them");
    world.catalog.seal_upload(id, 9, 9, START).await.unwrap();
    assert_eq!(world.catalog.cancel_upload(id, START).await.unwrap(), None);
    let all = UploadsQuery {
        sandbox: world.sandbox.clone(),
        owners: UploadOwners::Everyone(None),
        after: None,
        limit: 9,
    };
    assert_eq!(world.catalog.list_uploads(&all, START).await.unwrap(), []);
    assert_eq!(world.catalog.figures(None, START).await.unwrap().uploads, 0);
    // The row is dropped with its deadline, and its content stays.
    let end = done.upload.deadline;
    assert_eq!(world.catalog.overdue(end).await.unwrap().uploads, 0);
    assert_eq!(world.catalog.due(9, end).await.unwrap(), []);
    assert_eq!(world.catalog.drop_outlived(9, end).await.unwrap(), 1);
    assert_eq!(world.catalog.upload_handle(id).await.unwrap(), None);
    assert_eq!(world.artifact(kept.upload.artifact).await, *made[0].as_ref().unwrap());
}

pub(super) async fn content_of_an_upload_replaces_and_completes(world: &World) {
    let made = world.create(world.fresh(Owner::Sandbox, "a"), START).await.unwrap();
    let mut kept = fresh(world, Owner::Sandbox, START);
    kept.upload.artifact = made.id;
    start(world, &kept).await;
    let id = kept.upload.id;
    world.catalog.seal_upload(id, 0, 0, START).await.unwrap();
    let content = || {
        let place = Place::Blob { store: kept.upload.store.clone(), key: kept.upload.key.clone() };
        let sums = ContentSums { size: 5, digests: Digests::default(), blocks: vec![1] };
        NewContent { sums, place, upload: Some(id) }
    };
    let stale = ChangeArtifact {
        precondition: Precondition::IfEtag(crate::domain::Etag::parse("etag", "\"9\"").unwrap()),
        ..world.change(made.id, Changes::default())
    };
    let refused = world.commit_change(stale, Some(content()), START).await;
    assert_eq!(kind(refused), ErrorKind::EtagMismatch);
    assert_eq!(
        found(world, id).await.unwrap().upload.state,
        UploadState::Sealed,
        "a refusal completes nothing"
    );
    let change = world.change(made.id, Changes::default());
    let second = world.commit_change(change, Some(content()), START).await.unwrap();
    assert_eq!((second.content.version, found(world, id).await.unwrap().answer), (2, Some(second.clone())));
    let again = world.commit_change(world.change(made.id, Changes::default()), Some(content()), START).await;
    assert_eq!(kind(again), ErrorKind::UploadNotFound);
}

pub(super) async fn what_is_given_up_is_found_by_the_sweep_alone(world: &World) {
    let kept = begun(world).await;
    let id = kept.upload.id;
    let taken = world.catalog.take_over(id, START).await.unwrap();
    record(world, id, part(1, taken.number, 0)).await.unwrap();
    let due = world.catalog.cancel_upload(id, START).await.unwrap().unwrap();
    assert_eq!(found(world, id).await, None);
    assert_eq!(world.catalog.cancel_upload(id, START).await.unwrap(), None, "again");
    assert_eq!(kind(world.catalog.take_over(id, START).await), ErrorKind::UploadNotFound);
    assert_eq!(kind(record(world, id, part(1, 2, PART)).await), ErrorKind::UploadNotFound);
    assert_eq!(kind(world.catalog.seal_upload(id, 1, PART, START).await), ErrorKind::UploadNotFound);
    assert_eq!(kind(commit(world, &kept).await), ErrorKind::UploadNotFound);
    assert_eq!(
        world.catalog.due(9, START).await.unwrap(),
        std::slice::from_ref(&due),
        "whatever became of who gave it up"
    );
    assert!(world.catalog.upload_handle(id).await.unwrap().is_some(), "the sweep asks still");
    assert_eq!(world.catalog.known_keys(std::slice::from_ref(&kept.upload.key)).await.unwrap(), [true]);
    world.catalog.forget(&due).await.unwrap();
    assert_eq!(world.catalog.due(9, START).await.unwrap(), []);
    assert_eq!(world.catalog.parts(id).await.unwrap(), []);
    assert_eq!(world.catalog.known_keys(&[kept.upload.key]).await.unwrap(), [false]);
    // One that nobody went on with goes the same way; sealed, too.
    let late = begun(world).await;
    world.catalog.seal_upload(late.upload.id, 0, 0, START).await.unwrap();
    let end = late.upload.deadline;
    assert_eq!(world.catalog.overdue(end).await.unwrap().uploads, 1);
    assert!(
        matches!(&world.catalog.due(9, end).await.unwrap()[..], [Due::Upload(id, _)] if *id == late.upload.id)
    );
    assert_eq!(kind(commit(world, &late).await), ErrorKind::UploadNotFound, "its bytes may be gone");
}

/// Completed or given up, and never both.
pub(super) async fn of_a_completion_and_a_giving_up_at_once_one_is_done(world: &World) {
    for _ in 0..20 {
        let kept = begun(world).await;
        world.catalog.seal_upload(kept.upload.id, 0, 0, START).await.unwrap();
        let (made, given_up) =
            join(commit(world, &kept), world.catalog.cancel_upload(kept.upload.id, START)).await;
        match (made, given_up.unwrap()) {
            (Ok(made), None) => assert_eq!(world.artifact(made.id).await, made),
            (Err(error), Some(_)) => {
                assert_eq!(error.kind(), ErrorKind::UploadNotFound);
                assert_eq!(world.found(kept.upload.artifact).await, None);
            }
            both => panic!("{both:?}"),
        }
    }
}

pub(super) async fn of_a_part_by_url_the_last_claim_counts(world: &World) {
    let mut kept = fresh(world, Owner::Sandbox, START);
    kept.upload.kind = UploadKind::Url;
    start(world, &kept).await;
    let id = kept.upload.id;
    let later = START.plus(5 * HOUR);
    let claims = join_all((0..8).map(|_| world.catalog.claim_url_part(id, later, START))).await;
    let mut epochs: Vec<_> = claims.into_iter().map(Result::unwrap).collect();
    epochs.sort_unstable();
    assert_eq!(epochs, [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(found(world, id).await.unwrap().upload.deadline, later);
    world.catalog.claim_url_part(id, START.plus(MINUTE), START).await.unwrap();
    assert_eq!(found(world, id).await.unwrap().upload.deadline, later, "it is not moved back");
    for (epoch, number) in [(3, 2), (5, 1), (4, 1), (6, 2)] {
        world.catalog.record_url_part(id, &part(epoch, number, 0), START).await.unwrap();
    }
    assert_eq!(world.catalog.parts(id).await.unwrap(), [part(5, 1, 0), part(6, 2, 0)]);
    let names = ["x", "y", "z"].map(PartsHandle::new);
    let named = join_all(names.iter().map(|name| world.catalog.name_url_upload(id, name, START))).await;
    let named: Vec<_> = named.into_iter().map(Result::unwrap).collect();
    assert!(named.iter().all(|name| *name == named[0]), "{named:?}");
    assert_eq!(world.catalog.upload_handle(id).await.unwrap().unwrap().handle.as_ref(), Some(&named[0]));
    world.catalog.seal_upload(id, 9, 0, START).await.unwrap();
    let claim = world.catalog.claim_url_part(id, later, START).await;
    assert_eq!(kind(claim), ErrorKind::UploadFenced);
    let late = world.catalog.record_url_part(id, &part(9, 1, 0), START).await;
    assert_eq!(kind(late), ErrorKind::UploadFenced);
}

pub(super) async fn content_put_whole_takes_the_place_of_parts(world: &World) {
    let mut kept = fresh(world, Owner::Sandbox, START);
    kept.upload.kind = UploadKind::Url;
    start(world, &kept).await;
    let id = kept.upload.id;
    let claim = || world.catalog.claim_url_part(id, START.plus(HOUR), START);
    let whole = |epoch, count: u32| {
        let parts: Vec<_> =
            (1..=count).map(|number| part(epoch, number, u64::from(number - 1) * PART)).collect();
        let size = u64::from(count) * PART;
        WholePut { upload: id, epoch, parts, hasher: hasher_at(size), size, handle: None }
    };
    claim().await.unwrap();
    world.catalog.record_url_part(id, &part(1, 7, 6 * PART), START).await.unwrap();
    claim().await.unwrap();
    for early in [0, 1, 3] {
        let other = world.catalog.record_whole_put(&whole(early, 2), START).await;
        assert_eq!(kind(other), ErrorKind::UploadFenced, "{early} is not the last claim");
    }
    world.catalog.record_whole_put(&whole(2, 3), START.plus(MINUTE)).await.unwrap();
    assert_eq!(world.catalog.parts(id).await.unwrap(), whole(2, 3).parts);
    let now = found(world, id).await.unwrap();
    assert_eq!((now.upload.persisted, now.upload.closed, now.hasher), (3 * PART, true, hasher_at(3 * PART)));
    assert_eq!(now.upload.update_time, START.plus(MINUTE));
    // Another part says that it is not whole any more.
    claim().await.unwrap();
    world.catalog.record_url_part(id, &part(3, 2, PART), START).await.unwrap();
    let now = found(world, id).await.unwrap().upload;
    assert_eq!((now.persisted, now.closed), (0, false));
    assert_eq!(
        world.catalog.parts(id).await.unwrap(),
        [part(2, 1, 0), part(3, 2, PART), part(2, 3, 2 * PART)]
    );
    claim().await.unwrap();
    let empty = WholePut { parts: vec![], ..whole(4, 0) };
    world.catalog.record_whole_put(&empty, START).await.unwrap();
    assert_eq!(world.catalog.parts(id).await.unwrap(), []);
    world.catalog.seal_upload(id, 4, 0, START).await.unwrap();
    assert_eq!(kind(world.catalog.record_whole_put(&whole(4, 1), START).await), ErrorKind::UploadFenced);
}

pub(super) async fn uploads_are_listed_newest_first_to_whom_they_belong(world: &World) {
    let session = world.begun("s", Some("ann"), START, HOUR).await;
    let owners = [Owner::Session(Box::new(session)), Owner::User(user("ann")), Owner::User(user("bob"))];
    let mut made = Vec::new();
    for minute in 0..9 {
        let at = START.plus(minute * MINUTE);
        let kept = fresh(world, owners[minute as usize % 3].clone(), at);
        start(world, &kept).await;
        made.push(kept.upload);
    }
    made.reverse();
    world.upload(&world.fresh(owners[1].clone(), "one in one go"), START).await;
    let listed = async |owners: &UploadOwners, now| {
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let (sandbox, owners) = (world.sandbox.clone(), owners.clone());
            let query = UploadsQuery { sandbox, owners, after, limit: 2 };
            let page = world.catalog.list_uploads(&query, now).await.unwrap();
            after = page.last().map(|upload| upload.id);
            let full = page.len() == 2;
            found.extend(page);
            if !full {
                break found;
            }
        }
    };
    let of = |which: &[usize]| {
        made.iter()
            .filter(|upload| which.iter().any(|at| upload.owner == owners[*at]))
            .cloned()
            .collect::<Vec<_>>()
    };
    for (asked, which) in [
        (UploadOwners::Everyone(None), &[0, 1, 2][..]),
        (UploadOwners::Everyone(Some(Scope::User)), &[1, 2]),
        (UploadOwners::Everyone(Some(Scope::Sandbox)), &[]),
        (UploadOwners::These(vec![owners[0].clone(), owners[1].clone()]), &[0, 1]),
        (UploadOwners::These(vec![owners[2].clone()]), &[2]),
        (UploadOwners::These(vec![]), &[]),
    ] {
        assert_eq!(listed(&asked, START).await, of(which), "{asked:?}");
    }
    world.catalog.cancel_upload(made[0].id, START).await.unwrap().unwrap();
    assert_eq!(listed(&UploadOwners::Everyone(None), START).await, made[1..]);
    let most = START.plus(HOUR + 7 * MINUTE);
    assert_eq!(listed(&UploadOwners::Everyone(None), most).await, [], "past their deadlines");
}

pub(super) async fn parts_go_with_the_rows_of_their_store(world: &World) {
    let kept = begun(world).await;
    let id = kept.upload.id;
    let taken = world.catalog.take_over(id, START).await.unwrap();
    record(world, id, part(1, taken.number, 0)).await.unwrap();
    let other = StoreName::parse("name", "other").unwrap();
    world.catalog.drop_rows_of_store(&other).await.unwrap();
    assert_eq!(world.catalog.parts(id).await.unwrap().len(), 1);
    world.catalog.drop_rows_of_store(&kept.upload.store).await.unwrap();
    assert_eq!((found(world, id).await, world.catalog.parts(id).await.unwrap()), (None, vec![]));
}
