//! Sweeping on demand: what is over, in steps, and what nobody's row tells of.

use std::time::Duration;

use artigrid_client::raw::v1;

use crate::harness::{Calling, Profile, Raw, TestServer, content, reason};

const ANA: Calling = Calling { sandbox: None, role: None, user: Some("ana"), session: None };
const OPERATOR: Calling = Calling { sandbox: None, role: Some("operator"), user: None, session: None };

async fn put(raw: &Raw, session: &str, size: usize) -> String {
    let spec = v1::ArtifactSpec { session_id: session.to_owned(), ..Default::default() };
    let data = content(size, 3).into();
    let request = v1::CreateArtifactRequest { spec: Some(spec), data, ..Default::default() };
    raw.artifacts().create_artifact(request).await.unwrap().into_inner().artifact.unwrap().id
}

/// All steps together, and how many there were.
async fn sweep(raw: &Raw, max_items: i32, dry_run: bool) -> (v1::SweepResponse, usize) {
    let (mut all, mut steps) = (v1::SweepResponse::default(), 0);
    loop {
        let request = v1::SweepRequest { max_items, token: all.next_token, dry_run };
        let step = raw.admin().sweep(request).await.unwrap().into_inner();
        all.expired_artifacts += step.expired_artifacts;
        all.ended_sessions += step.ended_sessions;
        all.abandoned_uploads += step.abandoned_uploads;
        all.freed_blobs += step.freed_blobs;
        all.freed_bytes += step.freed_bytes;
        all.reported += step.reported;
        all.next_token = step.next_token;
        steps += 1;
        if all.next_token.is_empty() {
            return (all, steps);
        }
    }
}

#[tokio::test]
async fn a23_c15_what_is_over_is_freed_on_demand_and_it_says_how_many() {
    for profile in Profile::ALL {
        let server = TestServer::with_flags(*profile, &["--free-after=10m"]).await;
        let (ana, operator) = (server.raw(ANA), server.raw(OPERATOR));
        for at in 0..5 {
            put(&ana, &format!("s{at}"), 20_000).await;
            put(&ana, &format!("s{at}"), 10).await;
        }
        assert_eq!(sweep(&operator, 0, false).await.0, v1::SweepResponse::default());
        server.advance(Duration::from_hours(24));
        let expected = v1::SweepResponse { expired_artifacts: 10, ended_sessions: 5, ..Default::default() };
        assert_eq!(sweep(&operator, 0, true).await.0, expected, "{profile:?}: counted");
        let (done, steps) = sweep(&operator, 2, false).await;
        assert_eq!(done, expected, "{profile:?}: done, and what is counted is what is freed");
        assert!(steps >= 8, "{steps} steps of two");
        server.advance(Duration::from_mins(10));
        let expected = v1::SweepResponse { freed_blobs: 5, freed_bytes: 100_000, ..Default::default() };
        assert_eq!(sweep(&operator, 0, true).await.0, expected);
        assert_eq!(sweep(&operator, 2, false).await.0, expected);
        assert_eq!(sweep(&operator, 0, false).await.0, v1::SweepResponse::default(), "repeated without harm");
        assert!(server.blob_files().is_empty());
    }
}

#[tokio::test]
async fn orphans_are_freed_and_foreign_files_left_alone() {
    let server = TestServer::with_flags(Profile::Files, &["--sweep-orphan-age=0s"]).await;
    let (ana, operator) = (server.raw(ANA), server.raw(OPERATOR));
    let kept = put(&ana, "work", 20_000).await;
    let [own] = &server.blob_files()[..] else { panic!("one blob") };
    // As a crash between bytes and row leaves them, for the same artifact and for another.
    let name = own.file_name().unwrap().to_str().unwrap().to_owned();
    let other = "01890a5d-ac96-774b-bcce-b302099a8057";
    for orphan in [format!("{kept}.{other}"), format!("{other}.{other}")] {
        std::fs::write(own.with_file_name(orphan), b"lost").unwrap();
    }
    let foreign = ["README", "grid/notes.txt", "grid/default/shared/x"]
        .map(|path| server.dir().join("blobs").join(path));
    for path in &foreign {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, b"not ours").unwrap();
    }
    let expected = v1::SweepResponse { freed_blobs: 2, freed_bytes: 8, reported: 3, ..Default::default() };
    assert_eq!(sweep(&operator, 2, true).await.0, expected, "counted");
    assert_eq!(server.blob_files().len(), 6);
    assert_eq!(sweep(&operator, 2, false).await.0, expected, "freed");
    assert_eq!(server.blob_files().len(), 4);
    assert!(foreign.iter().all(|path| path.exists()) && own.with_file_name(name).exists());
    let request = v1::ReadArtifactRequest { artifact_id: kept, ..Default::default() };
    assert_eq!(ana.artifacts().read_artifact(request).await.unwrap().into_inner().data, content(20_000, 3));
}

#[tokio::test]
async fn young_orphans_and_another_catalogs_are_only_left_or_reported() {
    let server = TestServer::start(Profile::Sqlite).await;
    let (ana, operator) = (server.raw(ANA), server.raw(OPERATOR));
    put(&ana, "work", 20_000).await;
    // As after a restore: the rows are of another time, and of another catalog.
    let server = {
        let dir = server.dir().to_owned();
        let lose = |name: &str| std::fs::remove_file(dir.join(name)).ok();
        server
            .restart_after(|| {
                for name in ["catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-shm"] {
                    lose(name);
                }
            })
            .await
    };
    let operator = {
        drop(operator);
        server.raw(OPERATOR)
    };
    assert_eq!(sweep(&operator, 0, false).await.0, v1::SweepResponse::default(), "it is not a day old");
    server.advance(Duration::from_hours(24));
    let expected = v1::SweepResponse { reported: 1, ..Default::default() };
    for _ in 0..2 {
        assert_eq!(sweep(&operator, 0, false).await.0, expected, "the store is another catalog's");
    }
    let request = v1::SweepRequest { token: "x".to_owned(), ..Default::default() };
    assert_eq!(reason(&operator.admin().sweep(request).await.unwrap_err()), "PAGE_TOKEN_INVALID");
    let request = v1::SweepRequest { max_items: -1, ..Default::default() };
    assert_eq!(reason(&operator.admin().sweep(request).await.unwrap_err()), "INVALID_ARGUMENT");
}
