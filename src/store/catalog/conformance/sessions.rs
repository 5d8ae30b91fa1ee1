//! Sessions: begun, renewed, ended, and what that does to what they hold.

use futures::future::join_all;

use super::super::*;
use super::world::{HOUR, MINUTE, START, World, renamed, user};
use crate::domain::{ArtifactState, Lifetime, Meta, SessionChanges, SessionState};
use crate::error::ErrorKind;

pub(super) async fn a_name_stands_for_its_last_incarnation(world: &World) {
    let first = world.begun("s", Some("ann"), START, HOUR).await;
    assert_eq!(world.catalog.session(&world.sandbox, &first.id).await.unwrap().as_ref(), Some(&first));
    let again = world.session("s", Some("ann"), START, HOUR);
    let begun = world.begin(again.clone(), START.plus(MINUTE)).await.unwrap();
    assert_eq!(begun, Begun::Live(first.clone()));
    let over = START.plus(HOUR);
    assert_eq!(
        world.catalog.session(&world.sandbox, &first.id).await.unwrap().unwrap().state(over),
        SessionState::Expired
    );
    let begun = world.begin(again.clone(), over).await.unwrap();
    assert_eq!(begun, Begun::New(again.clone()));
    assert_eq!(world.catalog.session(&world.sandbox, &first.id).await.unwrap(), Some(again));
    let other = SandboxId::parse("sandbox", "other").unwrap();
    assert_eq!(world.catalog.session(&other, &first.id).await.unwrap(), None);
}

pub(super) async fn a_name_of_another_user_is_foreign(world: &World) {
    for (name, user, other) in
        [("a", Some("ann"), Some("bob")), ("b", Some("ann"), None), ("c", None, Some("bob"))]
    {
        world.begun(name, user, START, HOUR).await;
        for now in [START, START.plus(2 * HOUR)] {
            let begun = world.begin(world.session(name, other, now, HOUR), now).await.unwrap();
            assert_eq!(begun, Begun::Foreign);
        }
    }
}

pub(super) async fn sixty_four_writers_get_one_automatic_session(world: &World) {
    let asked = (0..64).map(|at| {
        let session = world.session(&format!("auto-{at}"), Some("ann"), START, HOUR);
        world.catalog.automatic_session(Session { automatic: true, ..session }, START)
    });
    let mut uids: Vec<_> = join_all(asked).await.into_iter().map(|session| session.unwrap().uid).collect();
    uids.dedup();
    assert_eq!(uids.len(), 1);
    let live = world.catalog.live_sessions_of(&world.sandbox, &user("ann"), START).await.unwrap();
    assert_eq!(live.len(), 1);
    assert!(live[0].automatic);
}

pub(super) async fn an_automatic_session_is_renewed_and_replaced(world: &World) {
    let ask = async |name: &str, now: Timestamp, ttl| {
        let session = Session { automatic: true, ..world.session(name, Some("ann"), now, ttl) };
        world.catalog.automatic_session(session, now).await.unwrap()
    };
    let first = ask("one", START, HOUR).await;
    let longer = ask("two", START.plus(MINUTE), 2 * HOUR).await;
    assert_eq!((longer.uid, longer.expire_time), (first.uid, START.plus(MINUTE).plus(2 * HOUR)));
    let shorter = ask("three", START.plus(MINUTE), MINUTE).await;
    assert_eq!((shorter.uid, shorter.expire_time), (first.uid, longer.expire_time));
    let next = ask("four", START.plus(3 * HOUR), HOUR).await;
    assert_ne!(next.uid, first.uid);
    let old = world.catalog.session(&world.sandbox, &first.id).await.unwrap().unwrap();
    assert_eq!(old.uid, first.uid, "the old name still says that it expired");
    world.end(next.uid, START.plus(3 * HOUR)).await.unwrap().unwrap();
    assert_ne!(ask("five", START.plus(3 * HOUR), HOUR).await.uid, next.uid);
}

pub(super) async fn live_sessions_are_told_oldest_first(world: &World) {
    let a = world.begun("a", Some("ann"), START.plus(MINUTE), HOUR).await;
    let b = world.begun("b", Some("ann"), START, 3 * HOUR).await;
    world.begun("c", Some("bob"), START, HOUR).await;
    world.begun("d", None, START, HOUR).await;
    let ended = world.begun("e", Some("ann"), START, HOUR).await;
    world.end(ended.uid, START).await.unwrap().unwrap();
    let live = async |now| world.catalog.live_sessions_of(&world.sandbox, &user("ann"), now).await.unwrap();
    assert_eq!(live(START.plus(MINUTE)).await, [b.clone(), a]);
    assert_eq!(live(START.plus(2 * HOUR)).await, [b]);
}

pub(super) async fn an_end_is_final(world: &World) {
    let session = world.begun("s", None, START, HOUR).await;
    let renewed = world.renew(session.uid, START.plus(2 * HOUR), START.plus(MINUTE)).await.unwrap().unwrap();
    assert_eq!(
        (renewed.revision, renewed.expire_time, renewed.update_time),
        (2, START.plus(2 * HOUR), START.plus(MINUTE))
    );
    assert_eq!(world.catalog.session(&world.sandbox, &session.id).await.unwrap(), Some(renewed));
    let ended = world.end(session.uid, START.plus(HOUR)).await.unwrap().unwrap();
    assert_eq!((ended.end_time, ended.revision), (Some(START.plus(HOUR)), 3));
    for now in [START, START.plus(2 * HOUR)] {
        assert_eq!(world.end(session.uid, now).await.unwrap(), None);
        assert_eq!(world.renew(session.uid, START.plus(9 * HOUR), now).await.unwrap(), None);
    }
    let expired = world.begun("t", None, START, HOUR).await;
    let over = START.plus(HOUR);
    assert_eq!(world.end(expired.uid, over).await.unwrap(), None);
    assert_eq!(world.renew(expired.uid, START.plus(9 * HOUR), over).await.unwrap(), None);
}

pub(super) async fn an_ended_session_hides_what_it_held_and_takes_no_more(world: &World) {
    let session = world.begun("s", None, START, HOUR).await;
    let owner = Owner::Session(Box::new(session.clone()));
    let made = world.create(world.fresh(owner.clone(), "a"), START).await.unwrap();
    assert_eq!(world.artifact(made.id).await.state(START), ArtifactState::Live);
    let now = START.plus(MINUTE);
    world.end(session.uid, now).await.unwrap().unwrap();
    assert_eq!(world.artifact(made.id).await.state(now), ArtifactState::Deleted);
    let query = ListQuery {
        sandbox: world.sandbox.clone(),
        owners: Owners::Sessions(vec![session.uid]),
        prefix: String::new(),
        roll_up: false,
        after: None,
        limit: 9,
    };
    assert_eq!(world.catalog.list(&query, now).await.unwrap().artifacts, []);
    let error = world.create(world.fresh(owner, "b"), now).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SessionExpired);
    let error = world.commit_change(world.change(made.id, renamed("c")), None, now).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SessionExpired);
    // One that never was.
    let owner = Owner::Session(Box::new(world.session("x", None, START, HOUR)));
    let error = world.create(world.fresh(owner, "b"), START).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SessionExpired);
}

pub(super) async fn a_renewed_session_lengthens_what_it_holds(world: &World) {
    let session = world.begun("s", None, START, HOUR).await;
    let made =
        world.create(world.fresh(Owner::Session(Box::new(session.clone())), "a"), START).await.unwrap();
    assert_eq!(world.artifact(made.id).await.expires(), Some(START.plus(HOUR)));
    world.renew(session.uid, START.plus(5 * HOUR), START).await.unwrap().unwrap();
    assert_eq!(world.artifact(made.id).await.expires(), Some(START.plus(5 * HOUR)));
}

pub(super) async fn a_session_changes_from_what_it_is_then(world: &World) {
    let session = world.begun("s", None, START, HOUR).await;
    let meta = |json: &str| Some(Meta::parse("meta", json).unwrap());
    let change = |precondition, changes| ChangeSession {
        uid: session.uid,
        precondition,
        changes,
        max_ttl: Some(9 * HOUR),
        replay: None,
    };
    let patch = |json: &str| SessionChanges { meta_patch: meta(json), ..SessionChanges::default() };
    let patches = (0..16).map(|at| {
        let change = change(Precondition::None, patch(&format!(r#"{{"k{at}":{at}}}"#)));
        world.catalog.change_session(change, START.plus(MINUTE))
    });
    for changed in join_all(patches).await {
        changed.unwrap().unwrap();
    }
    let extend = SessionChanges { lifetime: Lifetime::ExtendBy(HOUR), ..SessionChanges::default() };
    let both =
        (0..2).map(|_| world.catalog.change_session(change(Precondition::None, extend.clone()), START));
    join_all(both).await;
    let now = world.catalog.session(&world.sandbox, &session.id).await.unwrap().unwrap();
    assert_eq!((now.revision, now.expire_time), (19, START.plus(3 * HOUR)), "none is lost");
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&now.meta.to_json()).unwrap().as_object().unwrap().len(),
        17
    );
    let replace = SessionChanges { meta: meta(r#"{"a":1}"#), ..SessionChanges::default() };
    let stale = Precondition::IfEtag(session.etag());
    let error =
        world.catalog.change_session(change(stale.clone(), replace.clone()), START).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::EtagMismatch);
    let error = world.catalog.end_session(session.uid, &stale, None, START).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::EtagMismatch);
    assert_eq!(world.catalog.session(&world.sandbox, &session.id).await.unwrap(), Some(now.clone()));
    let fresh = Precondition::IfEtag(now.etag());
    let changed = world.catalog.change_session(change(fresh, replace.clone()), START).await.unwrap().unwrap();
    assert_eq!(changed.meta, Meta::parse("meta", r#"{"a":1}"#).unwrap());
    let far = SessionChanges { lifetime: Lifetime::Ttl(10 * HOUR), ..SessionChanges::default() };
    let error = world.catalog.change_session(change(Precondition::None, far), START).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    let over = START.plus(3 * HOUR);
    assert_eq!(world.catalog.change_session(change(Precondition::None, replace), over).await.unwrap(), None);
}

pub(super) async fn live_sessions_are_listed_newest_first_in_pages(world: &World) {
    let mut begun = Vec::new();
    for at in 0..7u32 {
        let owner = if at % 2 == 0 { Some("ann") } else { None };
        // Two of them at the same moment.
        begun.push(world.begun(&format!("s{at}"), owner, START.plus(at / 2 * MINUTE), HOUR).await);
    }
    world.end(begun[2].uid, START.plus(2 * MINUTE)).await.unwrap().unwrap();
    let now = START.plus(HOUR);
    let listed = async |of: Option<&str>, limit| {
        let (mut uids, mut after) = (Vec::new(), None);
        loop {
            let query = SessionsQuery { sandbox: world.sandbox.clone(), user: of.map(user), after, limit };
            let page = world.catalog.list_sessions(&query, now).await.unwrap();
            assert!(page.sessions.len() <= limit);
            uids.extend(page.sessions.iter().map(|session| session.uid));
            after = page.next;
            if after.is_none() {
                return uids;
            }
        }
    };
    // The first two are over by now, and one was ended.
    let mut expected: Vec<&Session> = begun[3..].iter().collect();
    expected.sort_by_key(|session| std::cmp::Reverse((session.create_time, *session.uid.as_bytes())));
    let uids = |sessions: &[&Session]| sessions.iter().map(|session| session.uid).collect::<Vec<_>>();
    for limit in [1, 2, 3, 100] {
        assert_eq!(listed(None, limit).await, uids(&expected));
        let hers: Vec<&Session> = expected.iter().copied().filter(|session| session.user.is_some()).collect();
        assert_eq!(listed(Some("ann"), limit).await, uids(&hers));
    }
    assert_eq!(listed(Some("bob"), 9).await, []);
}

pub(super) async fn a_page_of_sessions_ends_at_its_bytes(world: &World) {
    let meta = Meta::parse("meta", &format!(r#"{{"a":"{}"}}"#, "x".repeat(16_000))).unwrap();
    for at in 0..250 {
        let session = Session { meta: meta.clone(), ..world.session(&format!("s{at}"), None, START, HOUR) };
        world.begin(session, START).await.unwrap();
    }
    let mut query = SessionsQuery { sandbox: world.sandbox.clone(), user: None, after: None, limit: 1_000 };
    let first = world.catalog.list_sessions(&query, START).await.unwrap();
    assert!((150..200).contains(&first.sessions.len()), "{}", first.sessions.len());
    query.after = first.next;
    let second = world.catalog.list_sessions(&query, START).await.unwrap();
    assert_eq!((first.sessions.len() + second.sessions.len(), second.next), (250, None));
    query.after = Some(b"nonsense".to_vec());
    let error = world.catalog.list_sessions(&query, START).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PageTokenInvalid);
}
