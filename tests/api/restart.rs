//! What is kept when the server ends and another begins on the same world.

use artigrid_client::raw::v1;

use crate::harness::{Profile, TestServer, Who, content, frames, reason};

const KEEPING: [Profile; 2] = [Profile::Files, Profile::Sqlite];

#[tokio::test]
async fn c3_artifacts_and_sessions_and_page_tokens_outlive_a_server_that_keeps_them() {
    for profile in KEEPING {
        let server = TestServer::start(profile).await;
        let raw = server.raw(Who::user("ana"));
        let mut kept = Vec::new();
        for (size, scope) in [
            (10, v1::Scope::User),
            (100_000, v1::Scope::User),
            (10, v1::Scope::Session),
            (100_000, v1::Scope::Session),
        ] {
            let spec =
                v1::ArtifactSpec { scope: scope.into(), filename: size.to_string(), ..Default::default() };
            let bytes = content(size, 1);
            let upload = vec![frames::create_of(spec), frames::chunk(0, &bytes), frames::finish()];
            kept.push((raw.upload(upload).await.unwrap(), bytes));
        }
        let query =
            v1::ListArtifactsRequest { page_size: 1, scope: v1::Scope::User.into(), ..Default::default() };
        let first = raw.list(query.clone()).await.unwrap();
        raw.begin("ended").await.unwrap();
        raw.end("ended").await.unwrap();

        let server = server.restart().await;
        let raw = server.raw(Who::user("ana"));
        for (artifact, bytes) in &kept {
            assert_eq!(raw.get(&artifact.id).await.unwrap(), *artifact, "{profile:?}");
            let back = server.user("ana").artifacts().download(&artifact.id).bytes(1 << 20).await.unwrap();
            assert!(back == *bytes, "{profile:?}");
        }
        let next = v1::ListArtifactsRequest { page_token: first.next_page_token, ..query };
        let second = raw.list(next).await.unwrap();
        let listed: Vec<_> = first.artifacts.into_iter().chain(second.artifacts).collect();
        assert_eq!(listed, [kept[0].0.clone(), kept[1].0.clone()], "{profile:?}");
        let into = raw.create(v1::Scope::Session, "again", b"data").await.unwrap();
        assert_eq!(into.session_id, kept[2].0.session_id, "{profile:?}: the automatic session goes on");
        let ended = v1::ListArtifactsRequest { session_id: "ended".to_owned(), ..Default::default() };
        assert_eq!(reason(&raw.list(ended).await.unwrap_err()), "SESSION_EXPIRED", "{profile:?}");
    }
}

#[tokio::test]
async fn changes_and_deletions_outlive_a_server_that_keeps_them() {
    for profile in KEEPING {
        let server = TestServer::start(profile).await;
        let raw = server.raw(Who::user("ana"));
        let id = raw.put(v1::Scope::User, "kept", b"old").await;
        let gone = raw.put(v1::Scope::User, "gone", b"old").await;
        let delete = v1::DeleteArtifactRequest { artifact_id: gone.clone(), ..Default::default() };
        raw.artifacts().delete_artifact(delete).await.unwrap();
        let upload = vec![frames::replace(&id), frames::chunk(0, b"new"), frames::finish()];
        let changed = raw.upload(upload).await.unwrap();

        let server = server.restart().await;
        let raw = server.raw(Who::user("ana"));
        assert_eq!(raw.get(&id).await.unwrap(), changed, "{profile:?}");
        assert_eq!(reason(&raw.get(&gone).await.unwrap_err()), "ARTIFACT_NOT_FOUND", "{profile:?}");
        let artifacts = server.user("ana");
        let old = artifacts.artifacts().download(&id).version(1).bytes(10).await.unwrap();
        assert_eq!(old, "old", "{profile:?}");
    }
}

#[tokio::test]
async fn a_server_in_memory_forgets() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    raw.begin("s").await.unwrap();
    let id = raw.put(v1::Scope::User, "a", b"data").await;
    raw.put(v1::Scope::User, "b", b"data").await;
    let query =
        v1::ListArtifactsRequest { page_size: 1, scope: v1::Scope::User.into(), ..Default::default() };
    let page_token = raw.list(query.clone()).await.unwrap().next_page_token;

    let server = server.restart().await;
    let raw = server.raw(Who::user("ana"));
    assert_eq!(reason(&raw.get(&id).await.unwrap_err()), "ARTIFACT_NOT_FOUND");
    assert_eq!(reason(&raw.end("s").await.unwrap_err()), "SESSION_NOT_FOUND");
    let next = v1::ListArtifactsRequest { page_token, ..query };
    assert_eq!(reason(&raw.list(next).await.unwrap_err()), "PAGE_TOKEN_INVALID");
}

#[tokio::test]
async fn a_data_directory_has_one_server() {
    let server = TestServer::start(Profile::Files).await;
    let flags = [format!("--data-dir={}", server.dir().display())];
    let second = TestServer::try_open(&flags).await;
    assert!(second.is_err(), "two servers on one directory");
}
