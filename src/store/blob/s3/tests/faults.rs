//! The store in trouble: what a caller is told, how long that takes, and what stays of it. Nothing.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _, stream};

use super::endpoint::{Endpoint, Fault};
use super::world::{World, around};
use crate::config::S3Config;
use crate::domain::{BlobKey, Chunk, ResolvedRange};
use crate::error::{Error, ErrorKind, Result};
use crate::store::blob::{BlobConfig, BlobStore, open};

const MIB: usize = 1 << 20;
/// Never waited for by a test that passes.
const TOO_LONG: Duration = Duration::from_mins(1);

/// A store that is patient for a short while, behind an endpoint that misbehaves.
struct Troubled {
    world: World,
    endpoint: Endpoint,
    store: Arc<dyn BlobStore>,
    /// The same behind the same endpoint, as patient as by default: a machine that builds at the same time is slow too.
    calm: Arc<dyn BlobStore>,
}

impl Troubled {
    async fn open() -> Self {
        let world = World::s3s_fs(5 << 20).await;
        let endpoint = Endpoint::before(world.config.endpoint.as_deref().unwrap()).await;
        let store =
            open(&BlobConfig::S3(Box::new(Self::config(&world, &endpoint))), &around(1)).await.unwrap();
        let calm = S3Config { endpoint: Some(endpoint.url.clone()), ..world.config.clone() };
        let calm = open(&BlobConfig::S3(Box::new(calm)), &around(2)).await.unwrap();
        Self { world, endpoint, store, calm }
    }

    fn config(world: &World, endpoint: &Endpoint) -> S3Config {
        S3Config {
            endpoint: Some(endpoint.url.clone()),
            timeout: Duration::from_millis(1_500),
            ..world.config.clone()
        }
    }

    /// While all is well.
    async fn put_calmly(&self, key: &BlobKey, bytes: &Bytes) {
        put(&*self.calm, key, bytes).await.unwrap();
    }

    async fn put(&self, key: &BlobKey, bytes: &Bytes) -> Result<u64> {
        put(&*self.store, key, bytes).await
    }

    async fn get(&self, key: &BlobKey, length: usize) -> Result<Bytes> {
        get(&*self.store, key, length).await
    }

    /// Well again, the store is as if nothing had been.
    async fn recovers_with_nothing_left(&self, key: &BlobKey, bytes: &Bytes) {
        self.endpoint.heal();
        self.store.delete(key).await.unwrap();
        assert_eq!(self.calm.size_of(key).await.unwrap(), None);
        assert_eq!(self.world.uploads().await, 0, "an upload is left");
        self.put_calmly(key, bytes).await;
        assert_eq!(get(&*self.calm, key, bytes.len()).await.unwrap(), bytes);
        self.calm.delete(key).await.unwrap();
    }
}

async fn put(store: &dyn BlobStore, key: &BlobKey, bytes: &Bytes) -> Result<u64> {
    let chunks: Vec<_> =
        bytes.chunks(MIB).map(|part| Ok(Chunk::plain(Bytes::copy_from_slice(part)))).collect();
    let put = store.put(key, stream::iter(chunks).boxed(), None);
    tokio::time::timeout(TOO_LONG, put).await.expect("a put without an end")
}

async fn get(store: &dyn BlobStore, key: &BlobKey, length: usize) -> Result<Bytes> {
    let read = async {
        let whole = ResolvedRange { offset: 0, length: length as u64 };
        let pieces: Vec<Bytes> = store.get(key, whole).await?.try_collect().await?;
        Ok(Bytes::from(pieces.concat()))
    };
    tokio::time::timeout(TOO_LONG, read).await.expect("a get without an end")
}

fn key(number: u32) -> BlobKey {
    let artifact = format!("01890a5d-ac96-774b-bcce-{number:012x}");
    BlobKey::parse(&format!("grid/acme/shared/{artifact}.01890a5d-ac96-774b-bcce-b302099a8057")).unwrap()
}

fn content(size: usize) -> Bytes {
    (0..size).map(|at| (at * 31 + at / 251) as u8).collect()
}

/// What a caller is told: to come again, and nothing of where the bytes are.
#[track_caller]
fn assert_told_to_come_again(error: &Error) {
    assert_eq!(error.kind(), ErrorKind::BackendUnavailable, "{error:?}");
    assert!(error.retry_delay().is_some(), "{error:?}");
    assert_eq!(error.metadata()["dependency"], "blobs");
    for word in ["127.0.0.1", "bucket", "http", "nobody"] {
        assert!(!error.message().contains(word), "{}", error.message());
    }
}

const LASTING: usize = 1_000;

#[tokio::test]
async fn c10_a_store_that_fails_is_unavailable_and_leaves_no_part_of_anything() {
    let faults =
        [Fault::Answer(500, "InternalError"), Fault::Answer(503, "SlowDown"), Fault::Close, Fault::Hang];
    for (number, fault) in (0..).zip(faults) {
        let world = Troubled::open().await;
        // One part, and several; failing at the write, and at the last step.
        for (size, requests) in [(MIB, "PUT"), (12 * MIB, "PUT"), (12 * MIB, "POST")] {
            let (key, bytes) = (key(number), content(size));
            world.endpoint.arm(requests, fault, LASTING);
            let error = world.put(&key, &bytes).await.unwrap_err();
            assert_told_to_come_again(&error);
            world.recovers_with_nothing_left(&key, &bytes).await;
        }
    }
}

#[tokio::test]
async fn a_store_that_is_slow_for_a_moment_is_asked_again() {
    let world = Troubled::open().await;
    for (number, fault) in
        (0..).zip([Fault::Answer(503, "SlowDown"), Fault::Answer(500, "InternalError"), Fault::Close])
    {
        let bytes = content(12 * MIB);
        for requests in ["HEAD", "POST", "PUT", "GET"] {
            world.endpoint.arm(requests, fault, 1);
        }
        world.put_calmly(&key(number), &bytes).await;
        assert_eq!(get(&*world.calm, &key(number), bytes.len()).await.unwrap(), bytes);
        assert_eq!(world.world.uploads().await, 0);
    }
}

#[tokio::test]
async fn a_hanging_read_ends_within_the_time_that_is_configured() {
    let world = Troubled::open().await;
    world.put_calmly(&key(1), &content(MIB)).await;
    world.endpoint.arm("GET", Fault::Hang, LASTING);
    assert_told_to_come_again(&world.get(&key(1), MIB).await.unwrap_err());
    assert_told_to_come_again(&world.store.check().await.unwrap_err());
    world.endpoint.arm("HEAD", Fault::Hang, LASTING);
    assert_told_to_come_again(&world.store.size_of(&key(1)).await.unwrap_err());
    world.endpoint.heal();
    assert_eq!(get(&*world.calm, &key(1), MIB).await.unwrap(), content(MIB));
}

#[tokio::test]
async fn a_body_that_is_cut_is_taken_up_again_and_is_never_an_early_end() {
    let world = Troubled::open().await;
    let bytes = content(3 * MIB);
    world.put_calmly(&key(1), &bytes).await;
    for after in [0, 1, MIB, 3 * MIB - 1] {
        world.endpoint.arm("GET", Fault::Cut(after), 1);
        let read = get(&*world.calm, &key(1), bytes.len()).await.unwrap();
        assert_eq!(read, bytes, "cut after {after}");
    }
    let resumed = world.endpoint.seen("GET /bucket/grid");
    assert!(resumed.iter().any(|get| get.header("if-match").is_some()), "of the same object");
    world.endpoint.arm("GET", Fault::Cut(0), LASTING);
    assert_told_to_come_again(&world.get(&key(1), bytes.len()).await.unwrap_err());
}

#[tokio::test]
async fn bytes_that_are_freed_while_a_cut_body_is_taken_up_are_gone() {
    let world = Troubled::open().await;
    let bytes = content(8 * MIB);
    world.put_calmly(&key(1), &bytes).await;
    world.endpoint.arm("GET", Fault::Cut(MIB), 1);
    let whole = ResolvedRange { offset: 0, length: bytes.len() as u64 };
    let reader = world.calm.get(&key(1), whole).await.unwrap();
    world.calm.delete(&key(1)).await.unwrap();
    let error = reader.try_collect::<Vec<Bytes>>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::VersionGone);
}

#[tokio::test]
async fn a_store_that_nobody_listens_at_refuses_to_open() {
    let world = World::s3s_fs(5 << 20).await;
    let endpoint = format!("http://127.0.0.1:{}", artigrid_test_services::free_port());
    let config =
        S3Config { endpoint: Some(endpoint), timeout: Duration::from_millis(600), ..world.config.clone() };
    let error = open(&BlobConfig::S3(Box::new(config)), &around(1)).await.map(drop).unwrap_err();
    assert_told_to_come_again(&error);
}

#[tokio::test]
async fn what_is_wrong_with_the_configuration_is_said_at_the_start_and_by_the_probe() {
    use crate::config::{S3Keys, Secret};
    let world = World::s3s_fs(5 << 20).await;
    let stranger = S3Keys { id: "nobody".to_owned(), secret: Secret::new("wrong"), token: None };
    let wrong = [
        (S3Config { bucket: "another".to_owned(), ..world.config.clone() }, "no_such_bucket"),
        (S3Config { keys: Some(stranger), ..world.config.clone() }, "access_denied"),
    ];
    for (config, cause) in wrong {
        let error = open(&BlobConfig::S3(Box::new(config)), &around(1)).await.map(drop).unwrap_err();
        assert_eq!(
            (error.kind(), error.metadata()["cause"].as_str()),
            (ErrorKind::BackendUnavailable, cause)
        );
        assert!(!format!("{error:?}").contains("wrong"), "{error:?}");
    }
    let troubled = Troubled::open().await;
    troubled.endpoint.arm("GET", Fault::Answer(403, "AccessDenied"), 1);
    assert_eq!(troubled.calm.check().await.unwrap_err().metadata()["cause"], "access_denied");
    troubled.calm.check().await.unwrap();
}

/// The one that can be asked finds what no answer told of.
#[tokio::test]
async fn an_upload_whose_beginning_was_not_answered_is_ended_too() {
    let Some(world) = World::garage(1 << 20).await else { return };
    let endpoint = Endpoint::before(world.config.endpoint.as_deref().unwrap()).await;
    let config = S3Config { endpoint: Some(endpoint.url.clone()), ..world.config.clone() };
    let store = open(&BlobConfig::S3(Box::new(config)), &around(1)).await.unwrap();
    // The answer, not the request, is lost.
    endpoint.arm("POST", Fault::Cut(0), 1);
    let chunks = (0..5).map(|_| Ok(Chunk::plain(content(MIB))));
    store.put(&key(1), stream::iter(chunks).boxed(), None).await.unwrap();
    assert!(endpoint.seen("?uploads").len() > 1, "asked once");
    assert_eq!(world.uploads().await, 0);
    assert_eq!(store.size_of(&key(1)).await.unwrap(), Some(5 << 20));
}
