//! Requests with an id: their answers, kept with their effects.

use futures::future::join_all;

use super::super::*;
use super::world::{HOUR, MINUTE, START, World, renamed, user};
use crate::domain::{Answer, Lifetime, SessionChanges};
use crate::error::ErrorKind;

const DAY: Duration = Duration::from_hours(24);

fn answered(artifact: &Artifact) -> Answer {
    let mut artifact = artifact.clone();
    if let Place::Inline(bytes) = &mut artifact.content.place {
        *bytes = None;
    }
    Answer::Artifact(Box::new(artifact))
}

async fn answer(world: &World, replay: &Replay, now: Timestamp) -> Option<Answer> {
    let kept = world.catalog.answer(&replay.key, now).await.unwrap()?;
    assert_eq!(kept.fingerprint, replay.fingerprint);
    Some(kept.answer)
}

pub(super) async fn an_answer_is_kept_with_its_effect_for_a_day(world: &World) {
    let replay = world.request(1, "make", 0);
    assert_eq!(answer(world, &replay, START).await, None);
    let session = world.begun("s", Some("ann"), START, 48 * HOUR).await;
    let new = || NewArtifact {
        replay: Some(replay.clone()),
        ..world.fresh(Owner::Session(Box::new(session.clone())), "a")
    };
    let made = world.create(new(), START).await.unwrap();
    assert_eq!(answer(world, &replay, START).await, Some(answered(&made)));
    let again = world.create(new(), START.plus(MINUTE)).await.unwrap_err();
    assert_eq!(again.kind(), ErrorKind::RequestInProgress, "its answer is there to be asked for");
    let other =
        NewArtifact { replay: Some(world.request(1, "make another", 0)), ..world.fresh(Owner::Sandbox, "b") };
    assert_eq!(world.create(other, START).await.unwrap_err().kind(), ErrorKind::RequestIdReused);
    world.commit_change(world.change(made.id, renamed("b")), None, START.plus(MINUTE)).await.unwrap();
    let last = START.plus(DAY).minus(Duration::from_micros(1));
    assert_eq!(answer(world, &replay, last).await, Some(answered(&made)), "as it was answered then");
    assert_eq!(world.catalog.drop_outlived(9, last).await.unwrap(), 0);
    let over = START.plus(DAY);
    assert_eq!(answer(world, &replay, over).await, None, "swept or not");
    let anew = world.create(new(), over).await.unwrap();
    assert_eq!(answer(world, &replay, over).await, Some(answered(&anew)));
    assert_eq!(world.catalog.drop_outlived(9, over.plus(DAY)).await.unwrap(), 1);
    let mut foreign = replay.key.clone();
    foreign.principal.push('x');
    assert_eq!(world.catalog.answer(&foreign, over).await.unwrap(), None);
}

pub(super) async fn every_change_keeps_its_answer(world: &World) {
    let replay = |id| Some(world.request(id, "do", 0));
    let kept = async |id| answer(world, &world.request(id, "do", 0), START).await;
    let session = world.session("s", Some("ann"), START, HOUR);
    let begun = world.catalog.begin_session(session.clone(), replay(1), START).await.unwrap();
    assert_eq!(begun, Begun::New(session.clone()));
    assert_eq!(kept(1).await, Some(Answer::Session(Box::new(session.clone()))));
    let changes = SessionChanges { lifetime: Lifetime::ExtendBy(HOUR), ..SessionChanges::default() };
    let change = ChangeSession {
        uid: session.uid,
        precondition: Precondition::None,
        changes,
        max_ttl: None,
        replay: replay(2),
    };
    let changed = world.catalog.change_session(change.clone(), START).await.unwrap().unwrap();
    assert_eq!(kept(2).await, Some(Answer::Session(Box::new(changed.clone()))));
    let again = world.catalog.change_session(change, START).await.unwrap_err();
    assert_eq!(again.kind(), ErrorKind::RequestInProgress);
    assert_eq!(
        world.catalog.session(&world.sandbox, &session.id).await.unwrap(),
        Some(changed),
        "not extended twice"
    );
    let made = world.create(world.fresh(Owner::User(user("ann")), "a"), START).await.unwrap();
    let change = ChangeArtifact { replay: replay(3), ..world.change(made.id, renamed("b")) };
    let changed = world.commit_change(change, None, START).await.unwrap();
    assert_eq!(kept(3).await, Some(answered(&changed)));
    let change = ChangeArtifact { replay: replay(4), ..world.change(made.id, renamed("c")) };
    let content = super::world::inline(b"new");
    let changed = world.commit_change(change, Some(content), START).await.unwrap();
    assert_eq!(kept(4).await, Some(answered(&changed)));
    let none = Precondition::None;
    world.catalog.delete(&world.sandbox, made.id, &none, HOUR, replay(5), START).await.unwrap().unwrap();
    assert_eq!(kept(5).await, Some(Answer::Done));
    world.catalog.end_session(session.uid, &none, replay(6), START).await.unwrap().unwrap();
    assert_eq!(kept(6).await, Some(Answer::Done));
}

pub(super) async fn a_refusal_keeps_no_answer(world: &World) {
    let made = world.create(world.fresh(Owner::Sandbox, "a"), START).await.unwrap();
    let session = world.begun("s", Some("ann"), START, HOUR).await;
    let stale = Precondition::IfEtag(crate::domain::Etag::parse("etag", "stale").unwrap());
    let replay = || Some(world.request(1, "do", 0));
    let change = ChangeArtifact {
        replay: replay(),
        precondition: stale.clone(),
        ..world.change(made.id, renamed("b"))
    };
    world.commit_change(change, None, START).await.unwrap_err();
    world.catalog.delete(&world.sandbox, made.id, &stale, HOUR, replay(), START).await.unwrap_err();
    world.catalog.end_session(session.uid, &stale, replay(), START).await.unwrap_err();
    let over = START.plus(HOUR);
    assert_eq!(
        world.catalog.end_session(session.uid, &Precondition::None, replay(), over).await.unwrap(),
        None
    );
    let foreign = world.session("s", Some("bob"), START, HOUR);
    assert_eq!(world.catalog.begin_session(foreign, replay(), START).await.unwrap(), Begun::Foreign);
    assert_eq!(answer(world, &world.request(1, "do", 0), START).await, None);
}

pub(super) async fn of_many_at_once_one_is_done(world: &World) {
    let replay = world.request(1, "make", 0);
    let creates = (0..32).map(|_| {
        let new = NewArtifact { replay: Some(replay.clone()), ..world.fresh(Owner::Sandbox, "a") };
        world.create(new, START)
    });
    let outcomes = join_all(creates).await;
    let done: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.as_ref().ok()).collect();
    assert_eq!(done.len(), 1);
    assert_eq!(answer(world, &replay, START).await, Some(answered(done[0])));
    assert_eq!(world.catalog.scan(None, 99).await.unwrap().len(), 1);
}

pub(super) async fn items_are_answered_by_themselves(world: &World) {
    let whole = world.request(1, "many", 0);
    assert_eq!(world.catalog.answered_item(&whole.key, START).await.unwrap(), None);
    for item in [1, 3] {
        let new =
            NewArtifact { replay: Some(world.request(1, "many", item)), ..world.fresh(Owner::Sandbox, "a") };
        world.create(new, START).await.unwrap();
    }
    for item in 0..4 {
        let kept = answer(world, &world.request(1, "many", item), START).await;
        assert_eq!(kept.is_some(), item % 2 == 1, "item {item}");
    }
    assert_eq!(world.catalog.answered_item(&whole.key, START).await.unwrap(), Some(whole.fingerprint));
    assert_eq!(world.catalog.answered_item(&world.request(2, "many", 0).key, START).await.unwrap(), None);
    assert_eq!(world.catalog.answered_item(&whole.key, START.plus(DAY)).await.unwrap(), None);
}
