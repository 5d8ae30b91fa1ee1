//! Looking after the server: who may, what is counted, what is tried, what has rotted.

use artigrid_client::raw::v1;
use tonic::Status;

use crate::harness::{Calling, Profile, Raw, TestServer, content, reason};

const fn who(role: Option<&'static str>, user: Option<&'static str>) -> Calling {
    Calling { sandbox: None, role, user, session: None }
}

const ANA: Calling = who(None, Some("ana"));
const ADMIN: Calling = who(Some("admin"), None);
const OPERATOR: Calling = who(Some("operator"), None);

async fn stats(raw: &Raw, sandbox: &str) -> Result<v1::GetStatsResponse, Status> {
    let request = v1::GetStatsRequest { sandbox_id: sandbox.to_owned() };
    Ok(raw.admin().get_stats(request).await?.into_inner())
}

async fn put(raw: &Raw, scope: v1::Scope, size: usize) -> String {
    let spec = v1::ArtifactSpec { scope: scope.into(), ..Default::default() };
    let data = content(size, 7).into();
    let request = v1::CreateArtifactRequest { spec: Some(spec), data, ..Default::default() };
    raw.artifacts().create_artifact(request).await.unwrap().into_inner().artifact.unwrap().id
}

/// All steps of a scrub: contents read, bytes read, findings.
async fn scrub(raw: &Raw, max_items: i32, store: &str) -> (i64, i64, Vec<v1::scrub_response::Finding>) {
    let (mut blobs, mut bytes, mut findings, mut token) = (0, 0, Vec::new(), String::new());
    loop {
        let request = v1::ScrubRequest { max_items, token, store: store.to_owned() };
        let step = raw.admin().scrub(request).await.unwrap().into_inner();
        assert!(max_items == 0 || step.blobs <= max_items.into());
        blobs += step.blobs;
        bytes += step.bytes;
        findings.extend(step.findings);
        token = step.next_token;
        if token.is_empty() {
            return (blobs, bytes, findings);
        }
    }
}

#[tokio::test]
async fn a22_c15_figures_are_by_scope_and_store() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let (ana, admin, operator) = (server.raw(ANA), server.raw(ADMIN), server.raw(OPERATOR));
        put(&ana, Session, 10).await;
        put(&ana, User, 100_000).await;
        let goes = put(&ana, User, 50_000).await;
        put(&admin, Sandbox, 20).await;
        put(&server.raw(Calling { sandbox: Some("other"), ..ANA }), User, 7).await;
        let request = v1::DeleteArtifactRequest { artifact_id: goes, ..Default::default() };
        ana.artifacts().delete_artifact(request).await.unwrap();
        let told = stats(&admin, "").await.unwrap();
        assert_eq!(
            (told.artifacts, told.bytes, told.sessions, told.uploads),
            (3, 100_030, 1, 0),
            "{profile:?}"
        );
        let scopes: Vec<_> = told.scopes.iter().map(|of| (of.scope(), of.artifacts, of.bytes)).collect();
        use v1::Scope::{Sandbox, Session, User};
        assert_eq!(scopes, [(Session, 1, 10), (User, 1, 100_000), (Sandbox, 1, 20)]);
        let stores: Vec<_> =
            told.stores.iter().map(|of| (&*of.store, of.artifacts, of.bytes, of.garbage_bytes)).collect();
        assert_eq!(stores, [("catalog", 2, 30, 0), ("default", 1, 100_000, 50_000)]);
        assert_eq!(told.start_time.unwrap().seconds, 1_800_000_000);
        assert_eq!(stats(&operator, "").await.unwrap().artifacts, 4);
        assert_eq!(stats(&operator, "other").await.unwrap().bytes, 7);
    }
}

#[tokio::test]
async fn a22_each_role_looks_after_its_own() {
    let server = TestServer::memory().await;
    for other in
        [ANA, who(None, None), ADMIN, who(Some("admin"), Some("ana")), who(Some("user"), Some("ana"))]
    {
        let raw = server.raw(other);
        let denied = [
            stats(&raw, "other").await.map(drop),
            raw.admin().sweep(v1::SweepRequest::default()).await.map(drop),
            raw.admin().scrub(v1::ScrubRequest::default()).await.map(drop),
            raw.admin().validate_configuration(v1::ValidateConfigurationRequest {}).await.map(drop),
        ];
        for denied in denied {
            assert_eq!(reason(&denied.unwrap_err()), "ACCESS_DENIED", "{other:?}");
        }
        assert_eq!(
            stats(&raw, "").await.is_ok(),
            other.role == Some("admin") && other.user.is_none(),
            "{other:?}"
        );
    }
}

#[tokio::test]
async fn a22_every_dependency_is_tried_for_real() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let operator = server.raw(OPERATOR);
        let request = || v1::ValidateConfigurationRequest {};
        let told = operator.admin().validate_configuration(request()).await.unwrap().into_inner();
        assert!(told.valid, "{told:?}");
        let names: Vec<_> =
            told.checks.iter().map(|check| (&*check.name, check.ok, check.took.is_some())).collect();
        assert_eq!(names, [("catalog", true, true), ("sessions", true, true), ("store.default", true, true)]);
        assert_eq!(stats(&operator, "").await.unwrap().uploads, 0, "nothing stays of it");
        assert!(server.blob_files().is_empty(), "{:?}", server.blob_files());
        if *profile == Profile::Files {
            let blobs = server.dir().join("blobs");
            std::fs::rename(blobs.join(".staging"), blobs.join("gone")).unwrap();
            let told = operator.admin().validate_configuration(request()).await.unwrap().into_inner();
            let broken = told.checks.iter().find(|check| !check.ok).unwrap();
            assert_eq!((told.valid, &*broken.name), (false, "store.default"));
            assert!(!broken.message.contains('/'), "it tells no path: {}", broken.message);
        }
    }
}

#[tokio::test]
async fn what_has_rotted_or_gone_is_found_step_by_step() {
    let server = TestServer::start(Profile::Files).await;
    let (ana, operator) = (server.raw(ANA), server.raw(OPERATOR));
    put(&ana, v1::Scope::User, 0).await;
    put(&ana, v1::Scope::User, 100).await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(put(&ana, v1::Scope::User, 1 << 20).await);
    }
    assert_eq!(scrub(&operator, 2, "").await, (5, 100 + (3 << 20), vec![]));
    assert_eq!(scrub(&operator, 0, "default").await.0, 3);
    let file =
        |id: &str| server.blob_files().into_iter().find(|file| file.to_string_lossy().contains(id)).unwrap();
    let mut bytes = std::fs::read(file(&ids[0])).unwrap();
    bytes[500_000] ^= 1;
    std::fs::write(file(&ids[0]), bytes).unwrap();
    std::fs::remove_file(file(&ids[2])).unwrap();
    let (blobs, _, findings) = scrub(&operator, 1, "").await;
    assert_eq!(blobs, 5);
    let mut found: Vec<_> = findings.iter().map(|of| (&*of.artifact_id, of.version, of.reason())).collect();
    // Ids of one moment come in any order.
    found.sort_unstable_by_key(|(_, _, why)| *why);
    let expected = [(&*ids[0], 1, v1::ErrorReason::DataCorrupt), (&*ids[2], 1, v1::ErrorReason::Internal)];
    assert_eq!(found, expected);
    let request = v1::ScrubRequest { token: "x".to_owned(), ..Default::default() };
    assert_eq!(reason(&operator.admin().scrub(request).await.unwrap_err()), "PAGE_TOKEN_INVALID");
}
