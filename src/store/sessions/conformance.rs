//! The sentences of [`SessionRegistry`]. A view may have less than was put into it, so a test says what it must not
//! have, and what it has if it keeps anything at all ([`keeps`]).

use std::time::Duration;

use super::*;
use crate::domain::{Meta, UserId};

pub(super) const START: Timestamp = Timestamp::from_micros(1_700_000_000_000_000);
const HOUR: Duration = Duration::from_hours(1);
const MINUTE: Duration = Duration::from_mins(1);

/// A session of this name that began at `now` and lasts an hour.
pub(super) fn session(name: &str, now: Timestamp, uid: u8) -> Session {
    Session {
        uid: SessionUid::from_bytes([uid; 16]),
        sandbox: SandboxId::parse("sandbox", "acme").unwrap(),
        id: SessionId::parse("session", name).unwrap(),
        user: Some(UserId::parse("user", "ann").unwrap()),
        meta: Meta::default(),
        create_time: now,
        update_time: now,
        expire_time: now.plus(HOUR),
        end_time: None,
        automatic: false,
        revision: 1,
    }
}

fn keeps(registry: &dyn SessionRegistry) -> bool {
    registry.provider() != "catalog"
}

async fn check_has(registry: &dyn SessionRegistry, session: &Session, now: Timestamp) {
    let got = registry.get(&session.sandbox, &session.id, now).await.unwrap();
    let wanted = keeps(registry).then(|| session.clone());
    assert_eq!(got, wanted);
}

async fn check_misses(registry: &dyn SessionRegistry, session: &Session, now: Timestamp) {
    assert_eq!(registry.get(&session.sandbox, &session.id, now).await.unwrap(), None);
}

async fn what_was_put_is_there_until_its_end(registry: &dyn SessionRegistry) {
    let s = session("s", START, 1);
    check_misses(registry, &s, START).await;
    registry.put(&s, START).await.unwrap();
    check_has(registry, &s, START.plus(MINUTE)).await;
    check_misses(registry, &s, START.plus(HOUR)).await;
    let other = Session { sandbox: SandboxId::parse("sandbox", "other").unwrap(), ..s };
    check_misses(registry, &other, START).await;
}

async fn a_newer_view_is_kept(registry: &dyn SessionRegistry) {
    let first = session("s", START, 2);
    let renewed = Session { revision: 2, expire_time: START.plus(2 * HOUR), ..first.clone() };
    let next = session("s", START.plus(MINUTE), 1);
    registry.put(&renewed, START).await.unwrap();
    registry.put(&first, START).await.unwrap();
    check_has(registry, &renewed, START).await;
    registry.put(&next, START.plus(MINUTE)).await.unwrap();
    registry.put(&renewed, START.plus(MINUTE)).await.unwrap();
    check_has(registry, &next, START.plus(MINUTE)).await;
}

async fn what_is_over_is_not_kept(registry: &dyn SessionRegistry) {
    let live = session("s", START, 1);
    registry.put(&live, START).await.unwrap();
    let ended = Session { revision: 2, end_time: Some(START.plus(MINUTE)), ..live.clone() };
    registry.put(&ended, START.plus(MINUTE)).await.unwrap();
    check_misses(registry, &live, START.plus(MINUTE)).await;
    let expired = session("t", START, 1);
    registry.put(&expired, START.plus(HOUR)).await.unwrap();
    check_misses(registry, &expired, START).await;
}

async fn an_end_takes_only_its_own_incarnation(registry: &dyn SessionRegistry) {
    let s = session("s", START, 1);
    registry.put(&s, START).await.unwrap();
    registry.end(&s.sandbox, &s.id, SessionUid::from_bytes([9; 16])).await.unwrap();
    check_has(registry, &s, START).await;
    for _ in 0..2 {
        registry.end(&s.sandbox, &s.id, s.uid).await.unwrap();
        check_misses(registry, &s, START).await;
    }
}

async fn what_is_held_comes_back_only_newer(registry: &dyn SessionRegistry) {
    let first = session("s", START, 1);
    let revision = |revision| Session { revision, ..first.clone() };
    registry.put(&first, START).await.unwrap();
    registry.hold(&first, START).await.unwrap();
    check_misses(registry, &first, START).await;
    // Whoever looked it up before it changed writes it back too late.
    registry.put(&first, START).await.unwrap();
    check_misses(registry, &first, START).await;
    registry.put(&revision(2), START).await.unwrap();
    check_has(registry, &revision(2), START).await;
    // Two that change it at once: the first to be done is not the last.
    registry.hold(&revision(2), START).await.unwrap();
    registry.hold(&revision(2), START).await.unwrap();
    registry.put(&revision(3), START).await.unwrap();
    check_misses(registry, &first, START).await;
    registry.put(&revision(4), START).await.unwrap();
    check_has(registry, &revision(4), START).await;
}

async fn what_was_over_is_not_brought_back(registry: &dyn SessionRegistry) {
    let live = session("s", START, 1);
    let ended = Session { revision: 2, end_time: Some(START), ..live.clone() };
    registry.put(&ended, START).await.unwrap();
    registry.put(&Session { revision: 9, ..live.clone() }, START).await.unwrap();
    check_misses(registry, &live, START).await;
    let next = session("s", START.plus(MINUTE), 2);
    registry.put(&next, START.plus(MINUTE)).await.unwrap();
    check_has(registry, &next, START.plus(MINUTE)).await;
    registry.end(&next.sandbox, &next.id, next.uid).await.unwrap();
    registry.put(&next, START.plus(MINUTE)).await.unwrap();
    check_misses(registry, &next, START.plus(MINUTE)).await;
}

async fn a_hold_leaves_a_newer_incarnation(registry: &dyn SessionRegistry) {
    let (first, next) = (session("s", START, 2), session("s", START.plus(MINUTE), 1));
    registry.put(&next, START.plus(MINUTE)).await.unwrap();
    registry.hold(&first, START.plus(MINUTE)).await.unwrap();
    check_has(registry, &next, START.plus(MINUTE)).await;
    registry.hold(&next, START.plus(MINUTE)).await.unwrap();
    registry.hold(&first, START.plus(MINUTE)).await.unwrap();
    registry.put(&first, START.plus(MINUTE)).await.unwrap();
    check_misses(registry, &first, START.plus(MINUTE)).await;
}

async fn it_answers(registry: &dyn SessionRegistry) {
    registry.check().await.unwrap();
    assert!(["memory", "redis", "catalog"].contains(&registry.provider()));
}

/// Lists every test for every backend.
macro_rules! conformance {
    ($($backend:ident: $make:expr, $tests:tt;)+) => {$(
        mod $backend {
            conformance!(@tests $make, $tests);
        }
    )+};
    (@tests $make:expr, [$($test:ident)+]) => {$(
        #[tokio::test]
        async fn $test() {
            super::$test(&$make).await;
        }
    )+};
}

macro_rules! backends {
    ($($backend:ident: $make:expr;)+) => {
        conformance! {
            $($backend: $make, [
                what_was_put_is_there_until_its_end
                a_newer_view_is_kept
                what_is_over_is_not_kept
                an_end_takes_only_its_own_incarnation
                what_is_held_comes_back_only_newer
                what_was_over_is_not_brought_back
                a_hold_leaves_a_newer_incarnation
                it_answers
            ];)+
        }
    };
}

backends! {
    memory: crate::store::sessions::memory::MemoryRegistry::new();
    catalog: crate::store::sessions::none::NoRegistry;
    redis: match crate::store::sessions::redis::tests::own_registry() {
        Some(registry) => registry,
        // Said aloud by whoever looked for a Redis.
        None => return,
    };
}
