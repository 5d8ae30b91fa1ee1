//! Requests with an id: done once, answered again for a day.

use std::time::Duration;

use artigrid_client::raw::v1;
use futures::future::join_all;

use crate::harness::{Calling, Profile, Raw, TestServer, content, reason};

const ANA: Calling = Calling { sandbox: None, role: None, user: Some("ana"), session: None };

fn id(number: u8) -> String {
    format!("01890a5d-ac96-774b-bcce-b302099a80{number:02x}")
}

fn create(request_id: &str, name: &str, data: &[u8]) -> v1::CreateArtifactRequest {
    let spec =
        v1::ArtifactSpec { scope: v1::Scope::User.into(), filename: name.to_owned(), ..Default::default() };
    let (data, request_id) = (data.to_vec().into(), request_id.to_owned());
    v1::CreateArtifactRequest { spec: Some(spec), data, digests: None, request_id }
}

async fn count(raw: &Raw) -> usize {
    let request = v1::ListArtifactsRequest { scope: v1::Scope::User.into(), ..Default::default() };
    raw.artifacts().list_artifacts(request).await.unwrap().into_inner().artifacts.len()
}

/// Calls twice and expects the same answer.
macro_rules! twice {
    ($raw:ident.$service:ident().$method:ident($request:expr)) => {{
        let request = $request;
        let first = $raw.$service().$method(request.clone()).await.unwrap().into_inner();
        let second = $raw.$service().$method(request).await.unwrap().into_inner();
        assert_eq!(first, second, stringify!($method));
        first
    }};
}

#[tokio::test]
async fn every_mutation_is_done_once_and_answered_again() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(ANA);
        let made = twice!(raw.artifacts().create_artifact(create(&id(1), "a", &content(50_000, 1))))
            .artifact
            .unwrap();
        assert_eq!(count(&raw).await, 1, "{profile:?}");
        let update = v1::UpdateArtifactRequest {
            artifact_id: made.id.clone(),
            lifetime: Some(v1::update_artifact_request::Lifetime::Ttl(prost_types::Duration {
                seconds: 900,
                nanos: 0,
            })),
            data: Some(b"new"[..].into()),
            request_id: id(2),
            ..Default::default()
        };
        assert_eq!(twice!(raw.artifacts().update_artifact(update)).artifact.unwrap().version, 2);
        let extend = v1::UpdateArtifactRequest {
            artifact_id: made.id.clone(),
            lifetime: Some(v1::update_artifact_request::Lifetime::ExtendBy(prost_types::Duration {
                seconds: 60,
                nanos: 0,
            })),
            request_id: id(3),
            ..Default::default()
        };
        let extended = twice!(raw.artifacts().update_artifact(extend)).artifact.unwrap();
        assert_eq!(extended.expire_time.unwrap().seconds, 1_800_000_960, "extended once");
        let copy =
            v1::CopyArtifactRequest { artifact_id: made.id.clone(), request_id: id(4), ..Default::default() };
        let copied = twice!(raw.artifacts().copy_artifact(copy)).artifact.unwrap();
        assert_eq!(count(&raw).await, 2);
        let (filename, request_id) = ("b".to_owned(), id(5));
        let moved = v1::MoveArtifactRequest {
            artifact_id: copied.id.clone(),
            filename,
            etag: copied.etag,
            request_id,
        };
        twice!(raw.artifacts().move_artifact(moved));
        let delete =
            v1::DeleteArtifactRequest { artifact_id: copied.id, request_id: id(6), ..Default::default() };
        twice!(raw.artifacts().delete_artifact(delete));

        let begin = v1::CreateSessionRequest { request_id: id(7), ..Default::default() };
        let session = twice!(raw.sessions().create_session(begin)).session.unwrap();
        let by =
            v1::renew_session_request::Lifetime::ExtendBy(prost_types::Duration { seconds: 60, nanos: 0 });
        let renew =
            v1::RenewSessionRequest { session_id: session.id.clone(), lifetime: Some(by), request_id: id(8) };
        let renewed = twice!(raw.sessions().renew_session(renew)).session.unwrap();
        assert_eq!(renewed.expire_time.unwrap().seconds, session.expire_time.unwrap().seconds + 60);
        let update = v1::UpdateSessionRequest {
            session_id: session.id.clone(),
            etag: renewed.etag,
            meta_json: "{}".to_owned(),
            request_id: id(9),
            ..Default::default()
        };
        twice!(raw.sessions().update_session(update));
        let end =
            v1::DeleteSessionRequest { session_id: session.id, request_id: id(10), ..Default::default() };
        twice!(raw.sessions().delete_session(end));
    }
}

#[tokio::test]
async fn a_stream_is_answered_again_at_its_first_message() {
    let server = TestServer::memory().await;
    let raw = server.raw(ANA);
    let artifact = v1::ArtifactSpec { scope: v1::Scope::User.into(), ..Default::default() };
    let spec = v1::UploadSpec {
        target: Some(v1::upload_spec::Target::Create(artifact)),
        request_id: id(1),
        ..Default::default()
    };
    let first = v1::UploadRequest {
        start: Some(v1::upload_request::Start::Spec(spec)),
        data: content(100_000, 1).into(),
        ..Default::default()
    };
    let last = v1::UploadRequest {
        finish: Some(v1::UploadFinish::default()),
        offset: 100_000,
        ..Default::default()
    };
    let whole = futures::stream::iter([first.clone(), last]);
    let made = raw.artifacts().upload(whole).await.unwrap().into_inner();
    // The rest never comes.
    let open = futures::StreamExt::chain(futures::stream::iter([first]), futures::stream::pending());
    assert_eq!(raw.artifacts().upload(open).await.unwrap().into_inner(), made);
    assert_eq!(count(&raw).await, 1);
}

#[tokio::test]
async fn another_request_of_the_same_id_is_refused_and_other_callers_have_ids_of_their_own() {
    let server = TestServer::memory().await;
    let raw = server.raw(ANA);
    let made = raw.artifacts().create_artifact(create(&id(1), "a", b"x")).await.unwrap().into_inner();
    for other in [create(&id(1), "b", b"x"), create(&id(1), "a", b"y")] {
        assert_eq!(reason(&raw.artifacts().create_artifact(other).await.unwrap_err()), "REQUEST_ID_REUSED");
    }
    let bad = create("not a uuid", "a", b"x");
    assert_eq!(reason(&raw.artifacts().create_artifact(bad).await.unwrap_err()), "INVALID_ARGUMENT");
    // Another method, another user, another role, another sandbox: another request.
    let artifact_id = made.artifact.clone().unwrap().id;
    let copy = v1::CopyArtifactRequest { artifact_id, request_id: id(1), ..Default::default() };
    assert_ne!(raw.artifacts().copy_artifact(copy).await.unwrap().into_inner().artifact, made.artifact);
    for who in [
        Calling { user: Some("bob"), ..ANA },
        Calling { role: Some("user"), ..ANA },
        Calling { sandbox: Some("other"), ..ANA },
    ] {
        let answer = server.raw(who).artifacts().create_artifact(create(&id(1), "a", b"x")).await.unwrap();
        assert_ne!(answer.into_inner(), made);
    }
}

#[tokio::test]
async fn failures_are_not_kept_and_answers_only_for_a_day() {
    let server = TestServer::memory().await;
    let raw = server.raw(ANA);
    let target = raw.put(v1::Scope::User, "a", b"x").await;
    let delete = |etag: &str| v1::DeleteArtifactRequest {
        artifact_id: target.clone(),
        etag: etag.to_owned(),
        request_id: id(1),
    };
    assert_eq!(reason(&raw.artifacts().delete_artifact(delete("stale")).await.unwrap_err()), "ETAG_MISMATCH");
    raw.artifacts().delete_artifact(delete("")).await.unwrap();
    raw.artifacts().delete_artifact(delete("")).await.unwrap();

    let made = raw.artifacts().create_artifact(create(&id(2), "b", b"x")).await.unwrap().into_inner();
    server.advance(Duration::from_secs(24 * 3_600 - 1));
    server.sweep().await;
    let again = raw.artifacts().create_artifact(create(&id(2), "b", b"x")).await.unwrap().into_inner();
    assert_eq!(again, made);
    server.advance(Duration::from_secs(1));
    let anew = raw.artifacts().create_artifact(create(&id(2), "b", b"x")).await.unwrap().into_inner();
    assert_ne!(anew.artifact.unwrap().id, made.artifact.unwrap().id, "a day later it is another request");
    assert_eq!(reason(&raw.artifacts().delete_artifact(delete("")).await.unwrap_err()), "ARTIFACT_NOT_FOUND");
}

#[tokio::test]
async fn of_many_at_once_one_is_done_and_the_others_are_told_so() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(ANA);
        let calls = (0..32).map(|_| {
            let raw = raw.clone();
            async move { raw.artifacts().create_artifact(create(&id(1), "a", &content(9_000, 1))).await }
        });
        let mut ids = Vec::new();
        for outcome in join_all(calls).await {
            match outcome {
                Ok(answer) => ids.push(answer.into_inner().artifact.unwrap().id),
                Err(status) => assert_eq!(reason(&status), "REQUEST_IN_PROGRESS"),
            }
        }
        ids.dedup();
        assert_eq!((ids.len(), count(&raw).await), (1, 1), "{profile:?}");
    }
}

#[tokio::test]
async fn answers_outlive_the_process() {
    let server = TestServer::start(Profile::Files).await;
    let made =
        server.raw(ANA).artifacts().create_artifact(create(&id(1), "a", b"x")).await.unwrap().into_inner();
    let server = server.restart().await;
    let again =
        server.raw(ANA).artifacts().create_artifact(create(&id(1), "a", b"x")).await.unwrap().into_inner();
    assert_eq!(again, made);
}

#[tokio::test]
async fn of_a_batch_what_was_done_is_answered_again_and_what_failed_is_tried_again() {
    let server = TestServer::memory().await;
    let raw = server.raw(ANA);
    let item = |name: &str, crc32c: Option<u32>| {
        let single = create("", name, b"x");
        let digests = crc32c.map(|crc32c| v1::Digests { crc32c: Some(crc32c), sha256: None });
        v1::batch_create_artifacts_request::Item { spec: single.spec, data: single.data, digests }
    };
    let items = vec![item("a", None), item("b", Some(1)), item("c", None)];
    let batch = v1::BatchCreateArtifactsRequest { items, request_id: id(1) };
    let first = raw.artifacts().batch_create_artifacts(batch.clone()).await.unwrap().into_inner();
    let second = raw.artifacts().batch_create_artifacts(batch.clone()).await.unwrap().into_inner();
    assert_eq!(first, second);
    assert_eq!(count(&raw).await, 2);
    let other = v1::BatchCreateArtifactsRequest { items: vec![item("d", None)], ..batch };
    assert_eq!(
        reason(&raw.artifacts().batch_create_artifacts(other).await.unwrap_err()),
        "REQUEST_ID_REUSED"
    );

    let gone = raw.put(v1::Scope::User, "gone", b"x").await;
    let delete = |id: &str| v1::batch_delete_artifacts_request::Item {
        artifact_id: id.to_owned(),
        etag: String::new(),
    };
    let batch =
        v1::BatchDeleteArtifactsRequest { items: vec![delete(&gone), delete("x")], request_id: id(2) };
    let first = raw.artifacts().batch_delete_artifacts(batch.clone()).await.unwrap().into_inner();
    assert_eq!(first.items.iter().map(|item| item.failure.is_some()).collect::<Vec<_>>(), [false, true]);
    assert_eq!(raw.artifacts().batch_delete_artifacts(batch).await.unwrap().into_inner(), first);
}
