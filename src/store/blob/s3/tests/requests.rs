//! What is asked for, as the store sees it.

use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _, stream};

use super::endpoint::Endpoint;
use super::world::{World, around};
use crate::config::{S3Config, S3Encryption, S3Keys, Secret};
use crate::domain::{BlobKey, Chunk, ResolvedRange};
use crate::store::blob::{BlobConfig, BlobStore, Buffers, open};

const MIB: usize = 1 << 20;

fn key(number: u32) -> BlobKey {
    let artifact = format!("01890a5d-ac96-774b-bcce-{number:012x}");
    BlobKey::parse(&format!("grid/acme/shared/{artifact}.01890a5d-ac96-774b-bcce-b302099a8057")).unwrap()
}

async fn put(store: &dyn BlobStore, number: u32, size: usize) {
    let chunks = (0..size.div_ceil(MIB)).map(move |at| {
        let size = MIB.min(size - at * MIB);
        Ok(Chunk::plain(Bytes::from(vec![at as u8; size])))
    });
    assert_eq!(store.put(&key(number), stream::iter(chunks).boxed(), None).await.unwrap(), size as u64);
}

/// Everything that makes an object: one PUT, a multipart upload, a copy, a URL.
#[tokio::test]
async fn a25_c14_every_object_asks_for_the_encryption_that_is_configured() {
    let named = S3Encryption::Kms(Some("arn:aws:kms:eu-west-1:1:key/2".to_owned()));
    let wishes = [
        (S3Encryption::Aes256, "AES256", None),
        (S3Encryption::Kms(None), "aws:kms", None),
        (named, "aws:kms", Some("arn:aws:kms:eu-west-1:1:key/2")),
    ];
    for (encryption, algorithm, kms) in wishes {
        let world = World::s3s_fs(5 << 20).await;
        let endpoint = Endpoint::before(world.config.endpoint.as_deref().unwrap()).await;
        let config = S3Config {
            endpoint: Some(endpoint.url.clone()),
            encryption: Some(encryption),
            ..world.config.clone()
        };
        let store = open(&BlobConfig::S3(Box::new(config)), &around(1)).await.unwrap();
        put(&*store, 1, 10).await;
        put(&*store, 2, 6 * MIB).await;
        store.copy(&key(1), &key(3)).await.unwrap();
        store.mark("a catalog").await.unwrap();
        let mut makers = endpoint.seen("PUT /bucket/grid");
        makers.retain(|seen| !seen.line.contains("partNumber"));
        makers.extend(endpoint.seen("?uploads"));
        assert_eq!(makers.len(), 4, "a PUT, a copy, the mark, a multipart upload");
        for seen in makers {
            assert_eq!(seen.header("x-amz-server-side-encryption"), Some(algorithm), "{}", seen.line);
            assert_eq!(seen.header("x-amz-server-side-encryption-aws-kms-key-id"), kms, "{}", seen.line);
        }
        let presigner = store.presigner().expect("S3 signs");
        let signed = presigner.presign_put(&key(4), None, std::time::Duration::from_mins(1)).await.unwrap();
        let header = ("x-amz-server-side-encryption".to_owned(), algorithm.to_owned());
        assert!(signed.headers.contains(&header), "{:?}", signed.headers);
    }
}

#[tokio::test]
async fn c14_the_token_of_temporary_keys_goes_with_every_request_and_is_shown_nowhere() {
    let world = World::s3s_fs(5 << 20).await;
    let endpoint = Endpoint::before(world.config.endpoint.as_deref().unwrap()).await;
    let token = Some(Secret::new("a-token"));
    let keys = S3Keys { id: "nobody".to_owned(), secret: Secret::new("nothing"), token };
    let config = S3Config {
        endpoint: Some(endpoint.url.clone()),
        region: Some("eu-central-1".to_owned()),
        keys: Some(keys),
        ..world.config.clone()
    };
    let shown = format!("{config:?}");
    assert!(!shown.contains("a-token") && !shown.contains("nothing"), "{shown}");
    let store = open(&BlobConfig::S3(Box::new(config)), &around(1)).await.unwrap();
    put(&*store, 1, 10).await;
    for seen in endpoint.seen("") {
        assert_eq!(seen.header("x-amz-security-token"), Some("a-token"), "{}", seen.line);
        let authorization = seen.header("authorization").unwrap();
        assert!(
            authorization.contains("nobody/") && authorization.contains("/eu-central-1/s3/"),
            "{authorization}"
        );
    }
}

/// Nothing that compatible stores do not know: no checksum of the SDK's, no body in signed pieces.
#[tokio::test]
async fn a_store_of_ones_own_is_asked_for_nothing_special_unless_that_is_wished() {
    let world = World::s3s_fs(5 << 20).await;
    for sdk_checksums in [false, true] {
        let endpoint = Endpoint::before(world.config.endpoint.as_deref().unwrap()).await;
        let config = S3Config { endpoint: Some(endpoint.url.clone()), sdk_checksums, ..world.config.clone() };
        let store = open(&BlobConfig::S3(Box::new(config)), &around(1)).await.unwrap();
        let number = u32::from(sdk_checksums);
        put(&*store, number, 11 * MIB + 1).await;
        put(&*store, 10 + number, 100).await;
        let whole = ResolvedRange { offset: 0, length: 11 * (1 << 20) + 1 };
        let read: Vec<Bytes> = store.get(&key(number), whole).await.unwrap().try_collect().await.unwrap();
        assert_eq!(read.concat().len(), 11 * MIB + 1);
        let parts = endpoint.seen("partNumber");
        assert_eq!(parts.len(), 3);
        for seen in parts.iter().chain(&endpoint.seen("PUT /")) {
            assert_eq!(seen.header("content-encoding").is_some(), sdk_checksums, "{seen:?}");
            let checksums = seen
                .headers
                .iter()
                .any(|(name, _)| name.starts_with("x-amz-checksum") || name == "x-amz-trailer");
            assert_eq!(checksums, sdk_checksums, "{seen:?}");
        }
    }
}

/// The parts of all uploads together take no more than the pool, and give all of it back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_large_uploads_at_once_share_the_pool() {
    let world = World::s3s_fs(5 << 20).await;
    let mut around = around(1);
    // Room for two parts.
    around.buffers = Buffers::new(10 << 20);
    let store = open(&BlobConfig::S3(Box::new(world.config.clone())), &around).await.unwrap();
    let puts = (0..8).map(|number| put(&*store, number, 17 * MIB + 5));
    let all = futures::future::join_all(puts);
    tokio::time::timeout(std::time::Duration::from_mins(2), all).await.expect("they wait for each other");
    assert_eq!(around.buffers.free(), 10 << 20);
}

/// What one request cannot copy is copied in parts.
#[tokio::test]
async fn a_large_object_is_copied_in_parts_by_the_store() {
    let Some(world) = World::garage(1 << 20).await else { return };
    let mut store = crate::store::blob::s3::S3Blobs::open(&world.config, &around(1)).await.unwrap();
    std::sync::Arc::get_mut(&mut store.shared).unwrap().copy_at_once = 5 << 20;
    put(&store, 1, 17 * MIB + 5).await;
    assert_eq!(store.copy(&key(1), &key(2)).await.unwrap(), 17 * (1 << 20) + 5);
    let whole = ResolvedRange { offset: 0, length: 17 * (1 << 20) + 5 };
    let pieces = |number| {
        let store = &store;
        async move {
            store.get(&key(number), whole).await.unwrap().try_collect::<Vec<Bytes>>().await.unwrap().concat()
        }
    };
    assert!(pieces(1).await == pieces(2).await);
    assert_eq!(world.uploads().await, 0);
}
