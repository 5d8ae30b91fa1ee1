//! What is refused, by name and with what helps: A24, A30.

use std::time::Duration;

use artigrid_client::{Changes, NewArtifact, NewSession, Origin, Reason, Scope, Source};
use serde_json::{Value, json};

use super::store;
use crate::harness::{Profile, TestServer, content};

#[tokio::test]
async fn a24_failures_are_told_apart_by_their_reason() {
    let server = TestServer::start(Profile::Files).await;
    let (ana, bob) = (server.user("ana"), server.user("bob"));
    let hers = store(&ana, content(20_000, 1), NewArtifact::new().scope(Scope::User)).await;
    let short = NewArtifact::new().scope(Scope::User).ttl(Duration::from_secs(1));
    let expired = store(&ana, "x", short).await;
    let session = ana.sessions().create(NewSession::new().ttl(Duration::from_secs(1))).await.unwrap();
    server.advance(Duration::from_secs(1));

    let unknown = "01890a5d-ac96-774b-bcce-b302099a8057";
    let get = async |id: &str| ana.artifacts().get(id).await.unwrap_err();
    let not_found = get(unknown).await;
    assert_eq!(not_found.reason(), Reason::ArtifactNotFound);
    assert!(not_found.is_not_found() && !not_found.is_expired() && !not_found.retryable());
    let over = get(&expired.id).await;
    assert_eq!(over.reason(), Reason::ArtifactExpired);
    assert!(over.is_not_found() && over.is_expired(), "expired is a kind of not found");
    let denied = bob.artifacts().get(&hers.id).await.unwrap_err();
    assert_eq!(denied.reason(), Reason::AccessDenied);
    assert!(!denied.is_not_found());
    let no_session = ana.sessions().get("unknown").await.unwrap_err();
    assert_eq!((no_session.reason(), no_session.is_not_found()), (Reason::SessionNotFound, true));
    let session = ana.sessions().get(&session.id).await.unwrap_err();
    assert_eq!((session.reason(), session.is_expired()), (Reason::SessionExpired, true));
    let bad = get("no id").await;
    assert_eq!((bad.reason(), bad.origin()), (Reason::InvalidArgument, Origin::Server));
    let stale = ana.artifacts().delete_if(&hers.id, "stale").await.unwrap_err();
    assert_eq!(stale.reason(), Reason::EtagMismatch);

    // The provider's: its disk is gone, and it says which dependency that is, and that it may be tried again.
    let blobs = server.dir().join("blobs");
    std::fs::rename(blobs.join(".staging"), blobs.join("taken")).unwrap();
    std::fs::write(blobs.join(".staging"), "no directory").unwrap();
    let once = artigrid_client::RetryPolicy { attempts: 1, ..Default::default() };
    let ana = server.builder().user("ana").retry(once).build().unwrap();
    let broken = ana.artifacts().upload(content(20_000, 2), NewArtifact::new()).await.unwrap_err();
    assert_eq!((broken.reason(), broken.retryable()), (Reason::BackendUnavailable, true), "{broken:?}");
    assert_eq!(broken.metadata().get("dependency").map(String::as_str), Some("blobs"));
    assert!(!broken.message().contains('/'), "it tells no path: {}", broken.message());
}

fn nested(depth: usize) -> Value {
    (1..depth).fold(json!({"a": 1}), |inner, _| json!({"a": inner}))
}

#[tokio::test]
async fn a30_limits_are_told_configurable_and_refused_by_name() {
    for profile in Profile::ALL {
        let server = TestServer::with_flags(*profile, &["--max-artifact-size=100KiB"]).await;
        let ana = server.user("ana");
        let limits = ana.admin().capabilities().await.unwrap().limits.unwrap();
        assert_eq!(limits.max_artifact_size, 100 << 10);
        let told = (limits.max_filename_size, limits.max_meta_size, limits.max_meta_depth);
        assert_eq!(told, (1_024, 16 << 10, 16));

        let new = || NewArtifact::new().scope(Scope::User);
        let put = async |source: Source, new: NewArtifact| {
            ana.artifacts().upload(source, new).await.map_err(|error| {
                assert!(!error.message().is_empty());
                error.reason()
            })
        };
        // Said beforehand, or found out on the way.
        let pieces = |size: usize| Source::pieces(vec![content(size, 1)]);
        assert!(put(content(100 << 10, 1).into(), new()).await.is_ok(), "{profile:?}");
        assert!(put(pieces(100 << 10), new()).await.is_ok(), "{profile:?}");
        assert_eq!(put(content((100 << 10) + 1, 1).into(), new()).await, Err(Reason::SizeLimit));
        assert_eq!(put(pieces((100 << 10) + 1), new()).await, Err(Reason::SizeLimit), "{profile:?}");

        let kept = put("x".as_bytes().into(), new()).await.unwrap();
        let update = async |changes: Changes| {
            let outcome = ana.artifacts().update(&kept.id, changes).await;
            outcome.map(drop).map_err(|error| error.reason())
        };
        let refused = Err(Reason::InvalidArgument);
        // 16 KiB with what stands around the word: {"a":"…"}
        let long = |size: usize| json!({"a": "x".repeat(size - 8)});
        for (fits, name, meta) in [
            (true, "x".repeat(1_024), json!({})),
            (false, "x".repeat(1_025), json!({})),
            (true, "a".to_owned(), long(16 << 10)),
            (false, "a".to_owned(), long((16 << 10) + 1)),
            (true, "a".to_owned(), nested(16)),
            (false, "a".to_owned(), nested(17)),
        ] {
            let made = put("x".as_bytes().into(), new().filename(&name).meta(meta.clone())).await;
            let changed = update(Changes::new().filename(&name).replace_meta(meta)).await;
            let expected = if fits { Ok(()) } else { refused };
            assert_eq!((made.map(drop), changed), (expected, expected), "{profile:?}");
        }
    }
}
