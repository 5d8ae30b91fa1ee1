//! What happens by itself, and what is kept: A23, C3, C8.

use std::time::Duration;

use artigrid_client::{ListArtifacts, NewArtifact, NewSession, Reason, Scope};

use super::{read, store};
use crate::harness::{Profile, TestServer, content, eventually};

#[tokio::test]
async fn a23_c8_what_is_over_is_freed_by_itself_bytes_and_all() {
    for profile in [Profile::Files, Profile::Sqlite] {
        // The sweeper's own period is the machine's time; what it finds over is the test's.
        let server = TestServer::with_flags(profile, &["--sweep-interval=1s", "--free-after=1s"]).await;
        let ana = server.user("ana");
        for _ in 0..3 {
            store(&ana, content(20_000, 1), NewArtifact::new().ttl(Duration::from_mins(1))).await;
        }
        assert_eq!(server.blob_files().len(), if profile == Profile::Files { 3 } else { 0 });
        server.advance(Duration::from_mins(1));
        let server = &server;
        // Garbage is due a second after it was swept: let that pass too, once it has been.
        eventually("what is over is garbage", || async { server.rows_to_free().await == 3 }).await;
        server.advance(Duration::from_secs(1));
        eventually("its bytes are freed", || async {
            server.rows_to_free().await == 0 && server.blob_files().is_empty()
        })
        .await;
        assert_eq!(server.sweep().await.freed, 0, "{profile:?}: nobody has to call for it");
    }
}

#[tokio::test]
async fn c3_what_is_kept_is_found_after_a_restart_and_by_whoever_names_no_sandbox() {
    for profile in [Profile::Files, Profile::Sqlite] {
        let server = TestServer::start(profile).await;
        let ana = server.user("ana");
        let session = ana.sessions().create(NewSession::new().id("work")).await.unwrap();
        let mut kept = Vec::new();
        for (size, scope) in [(10, Scope::User), (20_000, Scope::User), (20_000, Scope::Session)] {
            let new =
                NewArtifact::new().scope(scope).session(if scope == Scope::Session { "work" } else { "" });
            kept.push(store(&ana, content(size, 1), new).await);
        }
        let server = server.restart().await;
        let ana = server.user("ana");
        for artifact in &kept {
            assert_eq!(ana.artifacts().get(&artifact.id).await.unwrap(), *artifact, "{profile:?}");
            assert!(read(&ana, artifact).await == content(usize::try_from(artifact.size).unwrap(), 1));
            assert_eq!(artifact.sandbox_id, "default", "never a host's name");
        }
        let named = server.builder().sandbox("default").user("ana").build().unwrap();
        let list = ListArtifacts::new().scope(Scope::User);
        assert_eq!(named.artifacts().list_page(&list, None).await.unwrap().artifacts.len(), 2);
        assert_eq!(ana.sessions().get(&session.id).await.unwrap(), session);
    }
}

#[tokio::test]
async fn c8_no_expiry_works_and_the_end_of_a_session_hides_its_files_at_once() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let ana = server.user("ana");
        let for_ever = store(&ana, "x", NewArtifact::new().scope(Scope::User).no_expiry()).await;
        assert_eq!(for_ever.expire_time, None);
        ana.sessions().create(NewSession::new().id("work")).await.unwrap();
        let held = store(&ana, content(20_000, 1), NewArtifact::new().session("work").no_expiry()).await;
        // A user's files are no session's: another one is named, so that both are seen.
        let other = server.user("ana");
        assert!(other.artifacts().get(&held.id).await.is_ok());
        ana.sessions().delete("work").await.unwrap();
        for told in [
            other.artifacts().get(&held.id).await.map(drop),
            other.artifacts().download(&held.id).bytes(1 << 20).await.map(drop),
            other.artifacts().read(&held.id, None).await.map(drop),
        ] {
            assert_eq!(told.unwrap_err().reason(), Reason::ArtifactNotFound, "{profile:?}");
        }
        server.advance(Duration::from_hours(24 * 400));
        server.sweep().await;
        assert_eq!(read(&ana, &for_ever).await, b"x", "{profile:?}");
    }
}
