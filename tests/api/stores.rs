//! Several stores: which scope goes where, what stays where it is, and what a start refuses.

use std::time::Duration;

use artigrid_client::raw::health::HealthListRequest;
use artigrid_client::raw::health::health_client::HealthClient;
use artigrid_client::raw::v1;

use crate::harness::{Calling, Profile, Raw, TestServer, World, content, frames, reason};

const fn who(role: Option<&'static str>, user: Option<&'static str>) -> Calling {
    Calling { sandbox: None, role, user, session: None }
}

const ANA: Calling = who(None, Some("ana"));
const ADMIN: Calling = who(Some("admin"), None);
const OPERATOR: Calling = who(Some("operator"), None);

use v1::Scope::{Sandbox, Session, User};

/// Files for what nobody says, memory for sessions, a database for users.
fn three(dir: &std::path::Path) -> Vec<String> {
    vec![
        "--store=fast=memory:".to_owned(),
        format!("--store=db=sqlite:{}", dir.join("db.sqlite").display()),
        "--mounts=session=fast,user=db".to_owned(),
    ]
}

/// A server on three stores, and its world for when it is left.
async fn on_three() -> (World, TestServer) {
    let world = TestServer::start(Profile::Files).await.leave().await;
    let server = start(&world, &three(world.dir())).await.unwrap();
    (world, server)
}

async fn start(world: &World, flags: &[String]) -> artigrid::error::Result<TestServer> {
    world.start(&flags.iter().map(String::as_str).collect::<Vec<_>>()).await
}

async fn put(raw: &Raw, scope: v1::Scope, size: usize) -> v1::Artifact {
    let spec = v1::ArtifactSpec { scope: scope.into(), ..Default::default() };
    let upload = vec![frames::create_of(spec), frames::chunk(0, &content(size, 7)), frames::finish()];
    raw.upload(upload).await.unwrap()
}

async fn check_reads(raw: &Raw, id: &str, size: usize) {
    let request = v1::ReadArtifactRequest { artifact_id: id.to_owned(), ..Default::default() };
    let read = raw.artifacts().read_artifact(request).await.unwrap().into_inner();
    assert!(read.data == content(size, 7), "{id}");
}

async fn delete(raw: &Raw, id: &str) {
    let request = v1::DeleteArtifactRequest { artifact_id: id.to_owned(), ..Default::default() };
    raw.artifacts().delete_artifact(request).await.unwrap();
}

fn refusal(started: artigrid::error::Result<TestServer>) -> String {
    match started {
        Ok(_) => panic!("it started"),
        Err(error) => error.message().to_owned(),
    }
}

#[tokio::test]
async fn a21_each_scope_has_a_store_of_its_own() {
    let (_world, server) = on_three().await;
    let (ana, admin, operator) = (server.raw(ANA), server.raw(ADMIN), server.raw(OPERATOR));
    for (raw, scope, store, provider) in [
        (&ana, Session, "fast", "memory"),
        (&ana, User, "db", "sqlite"),
        (&admin, Sandbox, "default", "filesystem"),
    ] {
        let made = put(raw, scope, 100_000).await;
        assert_eq!((made.store.as_str(), made.provider.as_str()), (store, provider));
        check_reads(raw, &made.id, 100_000).await;
        let small = put(raw, scope, 10).await;
        assert_eq!(small.store, "catalog", "small content is a part of its row, whatever is mounted");
        check_reads(raw, &small.id, 10).await;
    }
    assert_eq!(server.blob_files().len(), 1);

    let stats = admin.admin().get_stats(v1::GetStatsRequest::default()).await.unwrap().into_inner();
    let stores: Vec<_> = stats.stores.iter().map(|of| (of.store.as_str(), of.artifacts, of.bytes)).collect();
    let one = |store| (store, 1, 100_000);
    assert_eq!(stores, [("catalog", 3, 30), one("db"), one("default"), one("fast")]);

    let validate = operator.admin().validate_configuration(v1::ValidateConfigurationRequest {}).await;
    let told = validate.unwrap().into_inner();
    let mut names: Vec<_> = told.checks.iter().map(|check| check.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        (told.valid, names),
        (true, vec!["catalog", "sessions", "store.db", "store.default", "store.fast"])
    );
    let listed = HealthClient::new(ana.channel()).list(HealthListRequest {}).await.unwrap().into_inner();
    for name in ["store.db", "store.default", "store.fast"] {
        assert!(listed.statuses.contains_key(name), "{listed:?}");
    }
}

#[tokio::test]
async fn a21_what_is_stored_stays_where_it_is_when_mounts_change() {
    let (world, server) = on_three().await;
    let ana = server.raw(ANA);
    let (old, replaced) = (put(&ana, User, 100_000).await, put(&ana, User, 100_000).await);
    drop(ana);
    server.leave().await;
    let mut flags = three(world.dir());
    flags[2] = "--mounts=session=db".to_owned();
    flags.push("--free-after=0".to_owned());
    let server = start(&world, &flags).await.unwrap();
    let ana = server.raw(ANA);
    assert_eq!(ana.get(&old.id).await.unwrap(), old);
    check_reads(&ana, &old.id, 100_000).await;
    assert_eq!(put(&ana, User, 100_000).await.store, "default");
    assert_eq!(put(&ana, Session, 100_000).await.store, "db");
    let upload =
        vec![frames::replace(&replaced.id), frames::chunk(0, &content(100_000, 7)), frames::finish()];
    let new = ana.upload(upload).await.unwrap();
    assert_eq!((new.store.as_str(), new.version), ("default", 2), "new content goes where it would go now");
    check_reads(&ana, &new.id, 100_000).await;
    server.advance(Duration::from_secs(1));
    assert_eq!(server.sweep().await.freed, 1);
    check_reads(&ana, &old.id, 100_000).await;
}

#[tokio::test]
async fn a21_a_copy_from_one_store_to_another_is_whole() {
    let (_world, server) = on_three().await;
    let ana = server.raw(ANA);
    for size in [10, 100_000, 2_000_000] {
        let source = put(&ana, Session, size).await;
        let request = v1::CopyArtifactRequest {
            artifact_id: source.id.clone(),
            scope: User.into(),
            ..Default::default()
        };
        let copy = ana.artifacts().copy_artifact(request).await.unwrap().into_inner().artifact.unwrap();
        let store = if size == 10 { "catalog" } else { "db" };
        assert_eq!((copy.store.as_str(), copy.size, &copy.digests), (store, source.size, &source.digests));
        let client = server.user("ana");
        let back = client.artifacts().download(&copy.id).bytes(8 << 20).await.unwrap();
        assert!(back == content(size, 7), "{size}");
    }
}

#[tokio::test]
async fn a21_what_was_in_the_memory_of_a_process_is_gone_with_it_and_nothing_else() {
    let (world, server) = on_three().await;
    let ana = server.raw(ANA);
    let lost = put(&ana, Session, 100_000).await;
    let (small, kept) = (put(&ana, Session, 10).await, put(&ana, User, 100_000).await);
    drop(ana);
    server.leave().await;
    let server = start(&world, &three(world.dir())).await.unwrap();
    let ana = server.raw(ANA);
    assert_eq!(reason(&ana.get(&lost.id).await.unwrap_err()), "ARTIFACT_NOT_FOUND");
    check_reads(&ana, &small.id, 10).await;
    check_reads(&ana, &kept.id, 100_000).await;
    let listed = ana.list(v1::ListArtifactsRequest::default()).await.unwrap().artifacts;
    assert_eq!(listed.iter().map(|artifact| &artifact.id).collect::<Vec<_>>(), [&small.id]);
    let again = put(&ana, Session, 100_000).await;
    assert_eq!((again.store.as_str(), &again.session_id), ("fast", &lost.session_id), "the session goes on");
    check_reads(&ana, &again.id, 100_000).await;
}

#[tokio::test]
async fn a21_a_start_without_a_store_that_rows_name_is_refused() {
    let (world, server) = on_three().await;
    let ana = server.raw(ANA);
    let ids = [put(&ana, User, 100_000).await.id, put(&ana, User, 100_000).await.id];
    delete(&ana, &ids[0]).await;
    drop(ana);
    server.leave().await;
    let why = refusal(start(&world, &[]).await);
    assert!(
        why.contains("store db is not configured") && why.contains("1 artifacts and 1 contents"),
        "{why}"
    );
    assert!(!why.contains(world.dir().to_str().unwrap()), "{why}");

    let mut flags = three(world.dir());
    flags.push("--free-after=0".to_owned());
    let server = start(&world, &flags).await.unwrap();
    let ana = server.raw(ANA);
    check_reads(&ana, &ids[1], 100_000).await;
    delete(&ana, &ids[1]).await;
    server.advance(Duration::from_hours(2));
    assert_eq!(server.sweep().await.freed, 2);
    drop(ana);
    server.leave().await;
    // Nothing is there any more, so nobody misses it.
    let server = start(&world, &[]).await.unwrap();
    let stored = put(&server.raw(ANA), User, 100_000).await;
    assert_eq!(stored.store, "default");
}

#[tokio::test]
async fn a21_a_start_with_a_store_that_is_somewhere_else_is_refused_until_that_is_said() {
    let (world, server) = on_three().await;
    let kept = put(&server.raw(ANA), User, 100_000).await;
    server.leave().await;
    let elsewhere = tempfile::tempdir().unwrap();
    let mut flags = three(world.dir());
    let place = elsewhere.path().join("moved.sqlite");
    flags[1] = format!("--store=db=sqlite:{}", place.display());
    let why = refusal(start(&world, &flags).await);
    assert!(why.contains("store db is not where it was") && why.contains("1 artifacts"), "{why}");
    assert!(why.contains("ARTIGRID_STORES_MOVED"), "{why}");

    for end in ["", "-wal", "-shm"] {
        let name = |path: &std::path::Path| format!("{}{end}", path.display());
        let from = name(&world.dir().join("db.sqlite"));
        let _ = std::fs::remove_file(name(&place));
        if std::path::Path::new(&from).exists() {
            std::fs::rename(from, name(&place)).unwrap();
        }
    }
    let said = [&flags[..], &["--stores-moved=db".to_owned()]].concat();
    let server = start(&world, &said).await.unwrap();
    check_reads(&server.raw(ANA), &kept.id, 100_000).await;
    server.leave().await;
    // Once is enough.
    let server = start(&world, &flags).await.unwrap();
    check_reads(&server.raw(ANA), &kept.id, 100_000).await;
}

#[tokio::test]
async fn a21_a_data_directory_can_be_moved_as_a_whole() {
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let flag = |dir: &std::path::Path| format!("--data-dir={}", dir.join("data").display());
    let server = TestServer::with_flags(Profile::Memory, &[&flag(old.path())]).await;
    let kept = put(&server.raw(ANA), User, 100_000).await;
    let world = server.leave().await;
    std::fs::rename(old.path().join("data"), new.path().join("data")).unwrap();
    let server = world.start(&[&flag(new.path())]).await.unwrap();
    check_reads(&server.raw(ANA), &kept.id, 100_000).await;
}
