//! Everything that ends by the clock, in one place: there at the last tick before its time, gone at that time.
//!
//! | what | ends | decision | test |
//! |---|---|---|---|
//! | artifact | its ttl after the commit; with its session at the latest | 8 | `an_artifact_…`, `a_session_…` |
//! | session | its ttl | 5, 8 | `a_session_…` |
//! | name of a session that is over | 24 h after its end | 7 | `a_sessions_name_…` |
//! | tombstone of an artifact | 24 h after its end | 9 | `a_tombstone_…` |
//! | answer to a request id | 24 h after it | 22 | `a_request_id_…` |
//! | replaced content | `ARTIGRID_FREE_AFTER` after it was replaced | 11 | `replaced_content_…` |
//! | bytes of what was deleted | the same after the deletion; unreadable at once | 11 | `bytes_of_what_was_deleted_…` |
//! | bytes of what expired | the same after the sweep that found it; unreadable at once | 9, 11 | `bytes_of_what_expired_…` |
//! | upload that does not go on | an hour after its last progress | 18 | `an_upload_…` |
//! | bytes that no row tells of | 24 h after they were written | 28 | `an_orphan_…` |
//!
//! The clock is the test's and ticks in microseconds. What a sweep may do is tried with and without one.

use std::time::Duration;

use artigrid_client::raw::v1;
use artigrid_client::raw::v1::artifact_spec::Lifetime;
use tokio_stream::wrappers::UnboundedReceiverStream;
use tonic::Status;

use crate::harness::{Profile, Raw, TestServer, Who, content, eventually, frames, reason};

const TICK: Duration = Duration::from_micros(1);
const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);
/// Those that keep bytes where a test can look for them.
const ON_DISK: [Profile; 2] = [Profile::Files, Profile::Sqlite];

/// Every profile, with a sweep at each step and without.
fn worlds() -> impl Iterator<Item = (Profile, bool)> {
    Profile::ALL.iter().flat_map(|profile| [(*profile, false), (*profile, true)])
}

/// Lets time pass, and the sweep come by if it does.
async fn pass(server: &TestServer, time: Duration, sweeps: bool) {
    server.advance(time);
    if sweeps {
        server.sweep().await;
    }
}

/// To the last tick before this much time is over.
async fn until(server: &TestServer, time: Duration, sweeps: bool) {
    pass(server, time.checked_sub(TICK).unwrap(), sweeps).await;
}

async fn tick(server: &TestServer, sweeps: bool) {
    pass(server, TICK, sweeps).await;
}

fn told<T>(outcome: Result<T, Status>) -> String {
    outcome.map_or_else(|status| reason(&status), |_| "there".to_owned())
}

async fn put(raw: &Raw, scope: v1::Scope, session: &str, ttl: Option<Duration>) -> v1::Artifact {
    let lifetime = match ttl {
        Some(ttl) => Lifetime::Ttl(ttl.try_into().unwrap()),
        None => Lifetime::NoExpiry(true),
    };
    let session_id = session.to_owned();
    let spec =
        v1::ArtifactSpec { scope: scope.into(), session_id, lifetime: Some(lifetime), ..Default::default() };
    let upload = vec![frames::create_of(spec), frames::chunk(0, &content(20_000, 1)), frames::finish()];
    raw.upload(upload).await.unwrap()
}

async fn listed(raw: &Raw, scope: v1::Scope, session: &str) -> Result<usize, Status> {
    let request = v1::ListArtifactsRequest {
        scope: scope.into(),
        session_id: session.to_owned(),
        ..Default::default()
    };
    raw.list(request).await.map(|page| page.artifacts.len())
}

/// A whole version of an artifact, read to its end.
async fn download(raw: &Raw, id: &str, version: i64) -> String {
    let request = v1::DownloadRequest { artifact_id: id.to_owned(), version, range: None };
    let outcome = async {
        let mut frames = raw.artifacts().download(request).await?.into_inner();
        let mut bytes = 0;
        while let Some(frame) = frames.message().await? {
            if let Some(v1::download_response::Frame::Chunk(chunk)) = frame.frame {
                bytes += chunk.data.len();
            }
        }
        assert_eq!(bytes, 20_000);
        Ok(())
    };
    told(outcome.await)
}

#[tokio::test]
async fn an_artifact_is_there_until_its_time() {
    for (profile, sweeps) in worlds() {
        let server = TestServer::start(profile).await;
        let raw = server.raw(Who::user("ana"));
        let id = put(&raw, v1::Scope::User, "", Some(MINUTE)).await.id;
        until(&server, MINUTE, sweeps).await;
        assert_eq!(told(raw.get(&id).await), "there", "{profile:?} {sweeps}");
        assert_eq!(download(&raw, &id, 0).await, "there");
        assert_eq!(listed(&raw, v1::Scope::User, "").await.unwrap(), 1);
        tick(&server, sweeps).await;
        assert_eq!(told(raw.get(&id).await), "ARTIFACT_EXPIRED", "{profile:?} {sweeps}");
        assert_eq!(download(&raw, &id, 0).await, "ARTIFACT_EXPIRED");
        assert_eq!(listed(&raw, v1::Scope::User, "").await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_session_and_what_it_holds_are_there_until_its_time() {
    for (profile, sweeps) in worlds() {
        let server = TestServer::start(profile).await;
        let raw = server.raw(Who::user("ana"));
        let begin = v1::CreateSessionRequest {
            session_id: "s".to_owned(),
            ttl: Some(HOUR.try_into().unwrap()),
            ..Default::default()
        };
        raw.sessions().create_session(begin).await.unwrap();
        let id = put(&raw, v1::Scope::Session, "s", None).await.id;
        let get = async || {
            let request = v1::GetSessionRequest { session_id: "s".to_owned() };
            told(raw.sessions().get_session(request).await)
        };
        until(&server, HOUR, sweeps).await;
        let now = (get().await, told(raw.get(&id).await), told(listed(&raw, v1::Scope::Session, "s").await));
        assert_eq!(now, ("there".into(), "there".into(), "there".into()), "{profile:?} {sweeps}");
        tick(&server, sweeps).await;
        let now = (get().await, told(raw.get(&id).await), told(listed(&raw, v1::Scope::Session, "s").await));
        let over = ("SESSION_EXPIRED".into(), "ARTIFACT_EXPIRED".into(), "SESSION_EXPIRED".into());
        assert_eq!(now, over, "{profile:?} {sweeps}");
    }
}

#[tokio::test]
async fn a_sessions_name_is_known_for_a_day_after_its_end() {
    for (profile, sweeps) in worlds() {
        let server = TestServer::start(profile).await;
        let raw = server.raw(Who::user("ana"));
        raw.begin("expired").await.unwrap();
        server.advance(DAY);
        raw.begin("deleted").await.unwrap();
        raw.end("deleted").await.unwrap();
        let names = async || {
            let mut both = Vec::new();
            for name in ["expired", "deleted"] {
                both.push(told(listed(&raw, v1::Scope::Session, name).await));
            }
            both
        };
        until(&server, DAY, sweeps).await;
        assert_eq!(names().await, ["SESSION_EXPIRED"; 2], "{profile:?} {sweeps}");
        tick(&server, sweeps).await;
        assert_eq!(names().await, ["SESSION_NOT_FOUND"; 2], "{profile:?} {sweeps}");
    }
}

#[tokio::test]
async fn a_tombstone_stands_for_a_day_after_the_end() {
    for (profile, sweeps) in worlds() {
        let server = TestServer::start(profile).await;
        let raw = server.raw(Who::user("ana"));
        let expired = put(&raw, v1::Scope::User, "", Some(MINUTE)).await.id;
        pass(&server, MINUTE, sweeps).await;
        until(&server, DAY, sweeps).await;
        assert_eq!(told(raw.get(&expired).await), "ARTIFACT_EXPIRED", "{profile:?} {sweeps}");
        tick(&server, sweeps).await;
        assert_eq!(told(raw.get(&expired).await), "ARTIFACT_NOT_FOUND", "{profile:?} {sweeps}");
        // Of what was deleted nothing is said from the beginning.
        let deleted = put(&raw, v1::Scope::User, "", None).await.id;
        let request = v1::DeleteArtifactRequest { artifact_id: deleted.clone(), ..Default::default() };
        raw.artifacts().delete_artifact(request).await.unwrap();
        assert_eq!(told(raw.get(&deleted).await), "ARTIFACT_NOT_FOUND");
    }
}

#[tokio::test]
async fn a_request_id_is_answered_again_for_a_day() {
    for (profile, sweeps) in worlds() {
        let server = TestServer::start(profile).await;
        let raw = server.raw(Who::user("ana"));
        let create = async || {
            let spec = v1::ArtifactSpec { scope: v1::Scope::User.into(), ..Default::default() };
            let request = v1::CreateArtifactRequest {
                spec: Some(spec),
                data: b"x"[..].into(),
                digests: None,
                request_id: "01890a5d-ac96-774b-bcce-b302099a8057".to_owned(),
            };
            raw.artifacts().create_artifact(request).await.unwrap().into_inner().artifact.unwrap()
        };
        let made = create().await;
        until(&server, DAY, sweeps).await;
        assert_eq!(create().await, made, "{profile:?} {sweeps}");
        tick(&server, sweeps).await;
        assert_ne!(create().await.id, made.id, "{profile:?} {sweeps}");
    }
}

#[tokio::test]
async fn replaced_content_is_read_by_its_number_until_it_is_freed() {
    for profile in ON_DISK {
        let server = TestServer::start(profile).await;
        let raw = server.raw(Who::user("ana"));
        let id = put(&raw, v1::Scope::User, "", None).await.id;
        let replace = vec![frames::replace(&id), frames::chunk(0, b"new"), frames::finish()];
        raw.upload(replace).await.unwrap();
        until(&server, HOUR, true).await;
        assert_eq!(download(&raw, &id, 1).await, "there", "{profile:?}");
        assert_eq!(server.rows_to_free().await, 1);
        tick(&server, false).await;
        assert_eq!(download(&raw, &id, 1).await, "there", "until the row goes");
        assert_eq!(server.sweep().await.freed, 1, "{profile:?}");
        assert_eq!(download(&raw, &id, 1).await, "VERSION_GONE", "{profile:?}");
        assert_eq!((server.rows_to_free().await, server.blob_files().len()), (0, 0));
    }
}

#[tokio::test]
async fn bytes_of_what_was_deleted_are_unreadable_at_once_and_freed_later() {
    for profile in ON_DISK {
        let server = TestServer::start(profile).await;
        let raw = server.raw(Who::user("ana"));
        let id = put(&raw, v1::Scope::User, "", None).await.id;
        let request = v1::DeleteArtifactRequest { artifact_id: id.clone(), ..Default::default() };
        raw.artifacts().delete_artifact(request).await.unwrap();
        assert_eq!(download(&raw, &id, 1).await, "ARTIFACT_NOT_FOUND", "{profile:?}");
        server.advance(HOUR.checked_sub(TICK).unwrap());
        assert_eq!((server.sweep().await.freed, server.rows_to_free().await), (0, 1), "{profile:?}");
        server.advance(TICK);
        assert_eq!((server.sweep().await.freed, server.rows_to_free().await), (1, 0), "{profile:?}");
        assert!(server.blob_files().is_empty());
    }
}

#[tokio::test]
async fn bytes_of_what_expired_are_unreadable_at_once_and_freed_later() {
    for profile in ON_DISK {
        let server = TestServer::start(profile).await;
        let raw = server.raw(Who::user("ana"));
        let id = put(&raw, v1::Scope::User, "", Some(MINUTE)).await.id;
        server.advance(MINUTE.checked_sub(TICK).unwrap());
        assert_eq!((server.sweep().await.expired, server.rows_to_free().await), (0, 0), "{profile:?}");
        server.advance(TICK);
        assert_eq!(download(&raw, &id, 1).await, "ARTIFACT_EXPIRED", "{profile:?}: before the sweep");
        assert_eq!((server.sweep().await.expired, server.rows_to_free().await), (1, 1), "{profile:?}");
        assert_eq!(download(&raw, &id, 1).await, "ARTIFACT_EXPIRED", "{profile:?}: after it");
        server.advance(HOUR.checked_sub(TICK).unwrap());
        assert_eq!((server.sweep().await.freed, server.rows_to_free().await), (0, 1), "{profile:?}");
        server.advance(TICK);
        assert_eq!((server.sweep().await.freed, server.rows_to_free().await), (1, 0), "{profile:?}");
        assert!(server.blob_files().is_empty());
    }
}

#[tokio::test]
async fn an_upload_is_given_up_an_hour_after_its_last_progress() {
    for profile in ON_DISK {
        for late in [false, true] {
            // A stream that is silent in the machine's time is not what is tried here.
            let server = TestServer::with_flags(profile, &["--stream-idle-timeout=1h"]).await;
            let raw = server.raw(Who::user("ana"));
            let (messages, queue) = tokio::sync::mpsc::unbounded_channel();
            let uploading = {
                let raw = raw.clone();
                let messages = UnboundedReceiverStream::new(queue);
                tokio::spawn(async move { raw.artifacts().upload(messages).await })
            };
            let data = content(20_000, 1);
            messages.send(frames::create("slow")).unwrap();
            messages.send(frames::chunk(0, &data[..10_000])).unwrap();
            eventually("the upload is on record", || async { server.rows_to_free().await == 1 }).await;
            if late {
                server.advance(HOUR);
            } else {
                until(&server, HOUR, true).await;
                assert_eq!(server.rows_to_free().await, 1, "{profile:?}: its row stands");
            }
            messages.send(frames::finish()).unwrap();
            let outcome = told(uploading.await.unwrap());
            let expected = if late { "UPLOAD_NOT_FOUND" } else { "there" };
            assert_eq!(outcome, expected, "{profile:?}");
            assert_eq!(listed(&raw, v1::Scope::User, "").await.unwrap(), usize::from(!late));
            if late {
                server.sweep().await;
                assert_eq!((server.rows_to_free().await, server.blob_files().len()), (0, 0), "{profile:?}");
            }
        }
    }
}

#[tokio::test]
async fn an_orphan_is_freed_a_day_after_it_was_written() {
    let server = TestServer::start(Profile::Files).await;
    let raw = server.raw(Who::user("ana"));
    let kept = put(&raw, v1::Scope::User, "", None).await;
    let [own] = &server.blob_files()[..] else { panic!("one blob") };
    let orphan = own.with_file_name(format!("{}.01890a5d-ac96-774b-bcce-b302099a8057", kept.id));
    std::fs::write(&orphan, b"lost").unwrap();
    // A file's time is the machine's: the server's clock is set by it.
    let at = |time: Duration| {
        let begins =
            std::time::UNIX_EPOCH + Duration::from_micros(crate::harness::BEGINNING.as_micros() as u64);
        let file = std::fs::OpenOptions::new().write(true).open(&orphan).unwrap();
        file.set_modified(begins + time).unwrap();
    };
    at(Duration::ZERO);
    let operator = server.raw(Who::nobody().role("operator"));
    let freed = async || {
        let mut request = v1::SweepRequest::default();
        let mut freed = 0;
        loop {
            let step = operator.admin().sweep(request.clone()).await.unwrap().into_inner();
            freed += step.freed_blobs;
            request.token = step.next_token;
            if request.token.is_empty() {
                return freed;
            }
        }
    };
    server.advance(DAY.checked_sub(TICK).unwrap());
    assert_eq!((freed().await, orphan.exists()), (0, true));
    server.advance(TICK);
    assert_eq!((freed().await, orphan.exists()), (1, false));
    assert!(own.exists());
}
