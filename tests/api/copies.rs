//! Copies and moves: where they may go, what they keep, what may be different.

use std::time::Duration;

use artigrid_client::raw::v1;
use tonic::Status;

use crate::harness::{Calling, Profile, Raw, TestServer, content, reason};

const fn who(
    role: Option<&'static str>,
    user: Option<&'static str>,
    session: Option<&'static str>,
) -> Calling {
    Calling { sandbox: None, role, user, session }
}

const ANA: Calling = who(None, Some("ana"), None);
const ADMIN: Calling = who(Some("admin"), None, None);

async fn session(raw: &Raw, id: &str) {
    let request = v1::CreateSessionRequest { session_id: id.to_owned(), ..Default::default() };
    raw.sessions().create_session(request).await.unwrap();
}

async fn put_into(raw: &Raw, session: &str, data: &[u8], ttl: i64) -> v1::Artifact {
    use v1::artifact_spec::Lifetime::Ttl;
    let spec = v1::ArtifactSpec {
        session_id: session.to_owned(),
        filename: "notes/a.txt".to_owned(),
        mime_type: "text/plain".to_owned(),
        summary: "as it was".to_owned(),
        meta_json: r#"{"a":1,"b":{"c":2}}"#.to_owned(),
        lifetime: Some(Ttl(prost_types::Duration { seconds: ttl, nanos: 0 })),
        ..Default::default()
    };
    let request =
        v1::CreateArtifactRequest { spec: Some(spec), data: data.to_vec().into(), ..Default::default() };
    raw.artifacts().create_artifact(request).await.unwrap().into_inner().artifact.unwrap()
}

fn of(id: &str) -> v1::CopyArtifactRequest {
    v1::CopyArtifactRequest { artifact_id: id.to_owned(), ..Default::default() }
}

fn to(id: &str, scope: v1::Scope, session: &str) -> v1::CopyArtifactRequest {
    v1::CopyArtifactRequest { scope: scope.into(), session_id: session.to_owned(), ..of(id) }
}

async fn copy(raw: &Raw, request: v1::CopyArtifactRequest) -> Result<v1::Artifact, Status> {
    Ok(raw.artifacts().copy_artifact(request).await?.into_inner().artifact.unwrap())
}

async fn refusal(raw: &Raw, request: v1::CopyArtifactRequest) -> String {
    reason(&copy(raw, request).await.unwrap_err())
}

async fn read(raw: &Raw, id: &str) -> Vec<u8> {
    let request = v1::ReadArtifactRequest { artifact_id: id.to_owned(), ..Default::default() };
    raw.artifacts().read_artifact(request).await.unwrap().into_inner().data.to_vec()
}

#[tokio::test]
async fn a7_c12_a_copy_is_an_artifact_of_its_own() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let ana = server.raw(ANA);
        session(&ana, "work").await;
        for size in [0, 100, 70_000, 1 << 20] {
            let bytes = content(size, 1);
            let source = put_into(&ana, "work", &bytes, 600).await;
            server.advance(Duration::from_mins(1));
            let made = copy(&ana, of(&source.id)).await.unwrap();
            assert_ne!(made.id, source.id);
            assert_ne!(made.grid_key, source.grid_key);
            assert_eq!((made.version, &made.digests, made.size), (1, &source.digests, source.size));
            assert_eq!(
                (&made.session_id, &made.filename, &made.summary),
                (&source.session_id, &source.filename, &source.summary)
            );
            assert_eq!((&made.meta_json, &made.mime_type), (&source.meta_json, &source.mime_type));
            assert_eq!(made.expire_time, source.expire_time, "the rest of its ttl");
            let request = v1::DeleteArtifactRequest { artifact_id: source.id, ..Default::default() };
            ana.artifacts().delete_artifact(request).await.unwrap();
            server.advance(Duration::from_secs(1));
            server.sweep().await;
            assert!(read(&ana, &made.id).await == bytes, "{profile:?}: {size} bytes, the source gone");
        }
    }
}

#[tokio::test]
async fn a7_a_file_is_kept_by_copying_it_into_ones_own_scope() {
    let server = TestServer::memory().await;
    let ana = server.raw(ANA);
    session(&ana, "work").await;
    let source = put_into(&ana, "work", b"precious", 600).await;
    let request = v1::CopyArtifactRequest {
        changes: Some(v1::ArtifactChanges {
            filename: "kept/a.txt".to_owned(),
            summary: "kept".to_owned(),
            meta_json: r#"{"b":{"c":null,"d":3}}"#.to_owned(),
            ..Default::default()
        }),
        meta_mode: v1::MetaMode::Merge.into(),
        lifetime: Some(v1::copy_artifact_request::Lifetime::NoExpiry(true)),
        ..to(&source.id, v1::Scope::User, "")
    };
    let kept = copy(&ana, request).await.unwrap();
    assert_eq!((kept.scope(), &*kept.user_id, &*kept.session_id), (v1::Scope::User, "ana", ""));
    assert_eq!((&*kept.filename, &*kept.summary, &*kept.mime_type), ("kept/a.txt", "kept", "text/plain"));
    assert_eq!(kept.meta_json, r#"{"a":1,"b":{"d":3}}"#);
    assert_eq!(kept.expire_time, None);
    let end = v1::DeleteSessionRequest { session_id: "work".to_owned(), ..Default::default() };
    ana.sessions().delete_session(end).await.unwrap();
    assert_eq!(read(&ana, &kept.id).await, b"precious");
    // And back into a session of one's own.
    session(&ana, "next").await;
    let back = copy(&ana, to(&kept.id, v1::Scope::Session, "next")).await.unwrap();
    assert_eq!((back.scope(), &*back.session_id), (v1::Scope::Session, "next"));
}

#[tokio::test]
async fn a7_copies_do_not_cross_a_boundary() {
    let server = TestServer::memory().await;
    let (ana, bob, admin) = (server.raw(ANA), server.raw(who(None, Some("bob"), None)), server.raw(ADMIN));
    for (raw, id) in [(&ana, "one"), (&ana, "two"), (&bob, "bobs")] {
        session(raw, id).await;
    }
    let in_one = put_into(&ana, "one", b"x", 600).await.id;
    let anas = ana.put(User, "a", b"x").await;
    let shared = admin.put(Sandbox, "s", b"x").await;
    use v1::Scope::{Sandbox, Session, User};
    // One session to another, of the same user or not, by whoever.
    assert_eq!(refusal(&ana, to(&in_one, Session, "two")).await, "ACCESS_DENIED");
    assert_eq!(refusal(&admin, to(&in_one, Session, "two")).await, "ACCESS_DENIED");
    assert_eq!(refusal(&admin, to(&in_one, Session, "never-begun")).await, "ACCESS_DENIED");
    // One user to another, also by way of a session.
    assert_eq!(refusal(&bob, to(&anas, User, "")).await, "ACCESS_DENIED");
    assert_eq!(refusal(&admin, to(&anas, Session, "bobs")).await, "ACCESS_DENIED");
    assert_eq!(refusal(&bob, to(&in_one, User, "")).await, "ACCESS_DENIED");
    // Into what is shared, and out of it.
    assert_eq!(refusal(&ana, to(&anas, Sandbox, "")).await, "ACCESS_DENIED");
    assert_eq!(refusal(&ana, to(&shared, Sandbox, "")).await, "ACCESS_DENIED");
    assert_eq!(refusal(&ana, of(&shared)).await, "ACCESS_DENIED");
    assert_eq!(copy(&admin, to(&anas, Sandbox, "")).await.unwrap().scope(), Sandbox);
    assert_eq!(copy(&ana, to(&shared, User, "")).await.unwrap().user_id, "ana");
    assert_eq!(copy(&ana, to(&shared, Session, "one")).await.unwrap().session_id, "one");
    // An admin copies where things are.
    assert_eq!(copy(&admin, of(&anas)).await.unwrap().user_id, "ana");
    assert_eq!(copy(&admin, to(&in_one, User, "")).await.unwrap().user_id, "ana");
    // Another sandbox knows of nothing.
    let elsewhere = server.raw(Calling { sandbox: Some("elsewhere"), ..ADMIN });
    assert_eq!(refusal(&elsewhere, of(&anas)).await, "ARTIFACT_NOT_FOUND");
    assert_eq!(refusal(&server.raw(who(Some("operator"), None, None)), of(&anas)).await, "ACCESS_DENIED");
}

#[tokio::test]
async fn a7_a_copy_is_of_the_version_that_was_meant() {
    let server = TestServer::memory().await;
    let ana = server.raw(ANA);
    let id = ana.put(v1::Scope::User, "a", b"first").await;
    let got = ana.artifacts().get_artifact(v1::GetArtifactRequest { artifact_id: id.clone() }).await.unwrap();
    let etag = got.into_inner().artifact.unwrap().etag;
    let update = v1::UpdateArtifactRequest {
        artifact_id: id.clone(),
        data: Some(b"second"[..].into()),
        ..Default::default()
    };
    ana.artifacts().update_artifact(update).await.unwrap();
    assert_eq!(refusal(&ana, v1::CopyArtifactRequest { etag, ..of(&id) }).await, "ETAG_MISMATCH");
    let now = copy(&ana, of(&id)).await.unwrap();
    assert_eq!(read(&ana, &now.id).await, b"second");
    let before = copy(&ana, v1::CopyArtifactRequest { version: 1, ..of(&id) }).await.unwrap();
    assert_eq!((before.version, read(&ana, &before.id).await), (1, b"first".to_vec()));
    assert_eq!(refusal(&ana, v1::CopyArtifactRequest { version: 9, ..of(&id) }).await, "VERSION_GONE");
    server.advance(Duration::from_hours(1));
    server.sweep().await;
    assert_eq!(refusal(&ana, v1::CopyArtifactRequest { version: 1, ..of(&id) }).await, "VERSION_GONE");
}

#[tokio::test]
async fn a8_c12_a_move_changes_the_file_name_alone() {
    let server = TestServer::memory().await;
    let ana = server.raw(ANA);
    session(&ana, "work").await;
    let before = put_into(&ana, "work", b"stays", 600).await;
    let request = |name: &str, etag: &str| v1::MoveArtifactRequest {
        artifact_id: before.id.clone(),
        filename: name.to_owned(),
        etag: etag.to_owned(),
        request_id: String::new(),
    };
    let moved = ana.artifacts().move_artifact(request("dir/b.txt", &before.etag)).await.unwrap();
    let moved = moved.into_inner().artifact.unwrap();
    assert_ne!(moved.etag, before.etag);
    let same = v1::Artifact {
        filename: before.filename.clone(),
        etag: before.etag.clone(),
        update_time: before.update_time,
        ..moved.clone()
    };
    assert_eq!((moved.filename.as_str(), same), ("dir/b.txt", before.clone()));
    for (bad, why) in [
        (request("c", &before.etag), "ETAG_MISMATCH"),
        (request("", ""), "INVALID_ARGUMENT"),
        (request("a/../b", ""), "INVALID_ARGUMENT"),
    ] {
        assert_eq!(reason(&ana.artifacts().move_artifact(bad).await.unwrap_err()), why);
    }
    let bob = server.raw(who(None, Some("bob"), None));
    assert_eq!(reason(&bob.artifacts().move_artifact(request("c", "")).await.unwrap_err()), "ACCESS_DENIED");
}
