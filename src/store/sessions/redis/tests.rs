//! On a real Redis, which the tests of this process share: each keeps to a prefix of its own.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use artigrid_test_services::{Redis, or_skip};

use super::super::conformance::{START, session};
use super::*;

fn registry_at(url: &str, prefix: &str, catalog: &str) -> RedisRegistry {
    let settings = RedisSettings {
        url,
        ca: None,
        prefix,
        pool_size: 4,
        connect_timeout: Duration::from_secs(30),
        command_timeout: Duration::from_secs(30),
    };
    RedisRegistry::new(&settings, catalog).unwrap()
}

/// A registry with nothing in it, if there is a Redis here.
pub(in crate::store::sessions) fn own_registry() -> Option<RedisRegistry> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let redis = or_skip(Redis::shared())?;
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    Some(registry_at(&redis.url(), &format!("test-{number}"), "catalog"))
}

async fn milliseconds_left(redis: &Redis, key: &str) -> i64 {
    let client = redis::Client::open(redis.url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    redis::cmd("PTTL").arg(key).query_async(&mut connection).await.unwrap()
}

#[tokio::test]
async fn redis_itself_forgets_what_is_over() {
    let Some(redis) = or_skip(Redis::shared()) else { return };
    let registry = registry_at(&redis.url(), "ttl", "catalog");
    let short = Session { expire_time: START.plus(Duration::from_secs(100)), ..session("a", START, 1) };
    registry.put(&short, START).await.unwrap();
    let left = milliseconds_left(&redis, "ttl:acme:session:a").await;
    assert!((1..=100_000).contains(&left), "{left}");
    registry.put(&session("b", START, 1), START).await.unwrap();
    let left = milliseconds_left(&redis, "ttl:acme:session:b").await;
    assert!((1..=300_000).contains(&left), "{left}: the catalog is asked again after a while");
    registry.hold(&short, START).await.unwrap();
    let left = milliseconds_left(&redis, "ttl:acme:session:a").await;
    assert!((1..=60_000).contains(&left), "{left}");
}

#[tokio::test]
async fn what_another_catalog_left_in_the_same_redis_is_nothing() {
    let Some(redis) = or_skip(Redis::shared()) else { return };
    let (ours, theirs) =
        (registry_at(&redis.url(), "two", "ours"), registry_at(&redis.url(), "two", "theirs"));
    let s = session("s", START, 1);
    theirs.put(&Session { revision: 7, ..s.clone() }, START).await.unwrap();
    assert_eq!(ours.get(&s.sandbox, &s.id, START).await.unwrap(), None);
    ours.put(&s, START).await.unwrap();
    assert_eq!(ours.get(&s.sandbox, &s.id, START).await.unwrap(), Some(s));
}

#[tokio::test]
async fn what_is_no_session_of_ours_is_a_miss() {
    let Some(redis) = or_skip(Redis::shared()) else { return };
    let registry = registry_at(&redis.url(), "foreign", "catalog");
    let s = session("s", START, 1);
    registry.put(&s, START).await.unwrap();
    let client = redis::Client::open(redis.url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let spoil = ["foreign:acme:session:s", "view", "{}"];
    let _: i64 = redis::cmd("HSET").arg(&spoil).query_async(&mut connection).await.unwrap();
    assert_eq!(registry.get(&s.sandbox, &s.id, START).await.unwrap(), None);
}
