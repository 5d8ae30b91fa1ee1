//! How long artifacts live, and what is told of them afterwards: expired means invisible at once, swept or not.

use std::time::Duration;

use artigrid_client::raw::v1;
use artigrid_client::raw::v1::artifact_spec::Lifetime;
use artigrid_client::raw::v1::update_artifact_request::Lifetime as NewLifetime;
use tonic::Status;

use crate::harness::{Profile, Raw, TestServer, Who, content, frames, reason};

const MINUTE: Duration = Duration::from_mins(1);
const DAY: Duration = Duration::from_hours(24);
const SCOPES: [v1::Scope; 3] = [v1::Scope::Session, v1::Scope::User, v1::Scope::Sandbox];

/// Does the sweep come by at every step?
const SWEEPS: [bool; 2] = [false, true];

fn spec(scope: v1::Scope, lifetime: Option<Lifetime>) -> v1::ArtifactSpec {
    v1::ArtifactSpec { scope: scope.into(), lifetime, ..Default::default() }
}

fn ttl(time: Duration) -> Option<Lifetime> {
    Some(Lifetime::Ttl(time.try_into().unwrap()))
}

/// Who may write there.
fn writer(server: &TestServer, scope: v1::Scope) -> Raw {
    server.raw(if scope == v1::Scope::Sandbox { Who::nobody().role("admin") } else { Who::user("ana") })
}

async fn listed(raw: &Raw, scope: v1::Scope) -> usize {
    let request = v1::ListArtifactsRequest { scope: scope.into(), ..Default::default() };
    raw.list(request).await.unwrap().artifacts.len()
}

/// What every call that names this artifact is told, which must be the same.
async fn told(raw: &Raw, id: &str) -> String {
    let artifact_id = id.to_owned();
    let mut stub = raw.artifacts();
    let read = v1::ReadArtifactRequest { artifact_id: artifact_id.clone(), ..Default::default() };
    let pinned = v1::DownloadRequest { artifact_id: artifact_id.clone(), version: 1, range: None };
    let update = v1::UpdateArtifactRequest {
        artifact_id: artifact_id.clone(),
        lifetime: Some(NewLifetime::Ttl(DAY.try_into().unwrap())),
        ..Default::default()
    };
    let delete = v1::DeleteArtifactRequest { artifact_id: artifact_id.clone(), ..Default::default() };
    let answers = [
        raw.get(id).await.unwrap_err(),
        stub.read_artifact(read).await.unwrap_err(),
        stub.download(pinned).await.unwrap_err(),
        stub.update_artifact(update).await.unwrap_err(),
        raw.upload(vec![frames::replace(id), frames::finish()]).await.unwrap_err(),
        stub.delete_artifact(delete).await.unwrap_err(),
    ];
    let exists = stub.artifact_exists(v1::ArtifactExistsRequest { artifact_id }).await.unwrap();
    assert!(!exists.into_inner().exists);
    let [first, ..] = answers.each_ref().map(reason);
    for answer in &answers {
        assert_eq!(reason(answer), first);
    }
    first
}

#[tokio::test]
async fn c8_what_expires_is_hidden_at_once_and_known_for_a_day() {
    for profile in Profile::ALL {
        for scope in SCOPES {
            for sweeps in SWEEPS {
                let server = TestServer::start(*profile).await;
                let raw = writer(&server, scope);
                let id = raw.create_of(spec(scope, ttl(MINUTE)), b"data").await.unwrap().id;
                raw.create_of(spec(scope, ttl(5 * MINUTE)), b"data").await.unwrap();
                server.advance(MINUTE.checked_sub(Duration::from_micros(1)).unwrap());
                assert_eq!(raw.get(&id).await.unwrap().id, id);
                for (time, expected) in [
                    (Duration::from_micros(1), "ARTIFACT_EXPIRED"),
                    (DAY.checked_sub(Duration::from_micros(1)).unwrap(), "ARTIFACT_EXPIRED"),
                    (Duration::from_micros(1), "ARTIFACT_NOT_FOUND"),
                ] {
                    server.advance(time);
                    if sweeps {
                        server.sweep().await;
                    }
                    assert_eq!(told(&raw, &id).await, expected, "{profile:?} {scope:?} {sweeps}");
                    if time == Duration::from_micros(1) && expected == "ARTIFACT_EXPIRED" {
                        assert_eq!(listed(&raw, scope).await, 1, "{profile:?} {scope:?} {sweeps}");
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn what_was_deleted_is_unknown_from_then_on() {
    for profile in Profile::ALL {
        for scope in SCOPES {
            let server = TestServer::start(*profile).await;
            let raw = writer(&server, scope);
            let id = raw.create_of(spec(scope, ttl(MINUTE)), b"data").await.unwrap().id;
            let delete = v1::DeleteArtifactRequest { artifact_id: id.clone(), ..Default::default() };
            raw.artifacts().delete_artifact(delete).await.unwrap();
            for _ in SWEEPS {
                assert_eq!(told(&raw, &id).await, "ARTIFACT_NOT_FOUND", "{profile:?} {scope:?}");
                assert_eq!(listed(&raw, scope).await, 0);
                server.advance(MINUTE);
                server.sweep().await;
            }
        }
    }
}

#[tokio::test]
async fn what_had_expired_before_its_session_was_deleted_is_told_the_same_swept_or_not() {
    let mut answers = Vec::new();
    for (before, after) in [(false, false), (false, true), (true, false), (true, true)] {
        let server = TestServer::memory().await;
        let raw = server.raw(Who::user("ana"));
        let made = raw.create_of(spec(v1::Scope::Session, ttl(MINUTE)), b"data").await.unwrap();
        server.advance(MINUTE);
        if before {
            server.sweep().await;
        }
        raw.end(&made.session_id).await.unwrap();
        if after {
            server.sweep().await;
        }
        answers.push(told(&raw, &made.id).await);
    }
    assert_eq!(answers, ["ARTIFACT_EXPIRED"; 4]);
}

#[tokio::test]
async fn whose_it_was_is_asked_before_whether_it_is_over() {
    for sweeps in SWEEPS {
        let server = TestServer::memory().await;
        let ana = server.raw(Who::user("ana"));
        for scope in [v1::Scope::Session, v1::Scope::User] {
            let id = ana.create_of(spec(scope, ttl(MINUTE)), b"data").await.unwrap().id;
            server.advance(MINUTE);
            if sweeps {
                server.sweep().await;
            }
            assert_eq!(told(&ana.with(Who::user("bob")), &id).await, "ACCESS_DENIED", "{scope:?} {sweeps}");
            let elsewhere = ana.with(Who::user("ana").of("other"));
            assert_eq!(told(&elsewhere, &id).await, "ARTIFACT_NOT_FOUND", "{scope:?} {sweeps}");
        }
    }
}

#[tokio::test]
async fn a3_who_says_nothing_gets_what_the_scope_gives() {
    let server = TestServer::with_flags(Profile::Memory, &["--artifact-ttl=7m"]).await;
    for scope in SCOPES {
        let made = writer(&server, scope).create_of(spec(scope, None), b"").await.unwrap();
        let seconds = made.expire_time.map(|end| end.seconds - made.create_time.unwrap().seconds);
        let expected = if scope == v1::Scope::Session { Some(7 * 60) } else { None };
        assert_eq!(seconds, expected, "{scope:?}");
    }
}

#[tokio::test]
async fn a3_a_ttl_is_positive_and_at_most_the_maximum() {
    let server = TestServer::with_flags(Profile::Memory, &["--max-ttl=48h"]).await;
    let raw = server.raw(Who::user("ana"));
    let day = 86_400;
    let time = |seconds, nanos| prost_types::Duration { seconds, nanos };
    let bad =
        [time(0, 0), time(-1, 0), time(0, -1), time(2 * day + 1, 0), time(2 * day, 1_000), time(i64::MAX, 0)];
    let kept = raw.create_of(spec(v1::Scope::User, None), b"data").await.unwrap();
    assert_eq!(kept.expire_time.unwrap().seconds - kept.create_time.unwrap().seconds, 2 * day);
    let wishes = bad.into_iter().map(Lifetime::Ttl);
    for wish in wishes.chain([Lifetime::NoExpiry(true), Lifetime::NoExpiry(false)]) {
        for scope in [v1::Scope::Session, v1::Scope::User] {
            let status = raw.create_of(spec(scope, Some(wish)), b"data").await.unwrap_err();
            assert_eq!(reason(&status), "INVALID_ARGUMENT", "{wish:?}");
            let messages = vec![frames::create_of(spec(scope, Some(wish))), frames::finish()];
            assert_eq!(reason(&raw.upload(messages).await.unwrap_err()), "INVALID_ARGUMENT", "{wish:?}");
        }
        let new = match wish {
            Lifetime::Ttl(time) => NewLifetime::Ttl(time),
            Lifetime::NoExpiry(wish) => NewLifetime::NoExpiry(wish),
        };
        assert_eq!(reason(&update(&raw, &kept.id, new).await.unwrap_err()), "INVALID_ARGUMENT", "{wish:?}");
    }
    assert_eq!(raw.get(&kept.id).await.unwrap(), kept);
    raw.create_of(spec(v1::Scope::User, ttl(2 * DAY)), b"data").await.unwrap();
}

#[tokio::test]
async fn a_ttl_beyond_all_time_is_taken_or_refused_but_breaks_nothing() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    for seconds in [1_000_000_000_000, i64::MAX] {
        for scope in [v1::Scope::Session, v1::Scope::User] {
            let wish = Lifetime::Ttl(prost_types::Duration { seconds, nanos: 0 });
            match raw.create_of(spec(scope, Some(wish)), b"data").await {
                Ok(made) => assert_eq!(raw.get(&made.id).await.unwrap(), made),
                Err(status) => assert_eq!(reason(&status), "INVALID_ARGUMENT", "{seconds}"),
            }
        }
    }
}

async fn update(raw: &Raw, id: &str, lifetime: NewLifetime) -> Result<v1::Artifact, Status> {
    let request = v1::UpdateArtifactRequest {
        artifact_id: id.to_owned(),
        lifetime: Some(lifetime),
        ..Default::default()
    };
    Ok(raw.artifacts().update_artifact(request).await?.into_inner().artifact.unwrap())
}

#[tokio::test]
async fn a6_an_update_gives_another_life_and_the_same_content() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    let made = raw.create_of(spec(v1::Scope::User, ttl(MINUTE)), b"data").await.unwrap();
    server.advance(MINUTE / 2);
    let longer = update(&raw, &made.id, NewLifetime::Ttl(MINUTE.try_into().unwrap())).await.unwrap();
    assert_eq!(longer.expire_time.unwrap().seconds, made.expire_time.unwrap().seconds + 30);
    assert_eq!((longer.version, &longer.digests), (made.version, &made.digests));
    assert_ne!(longer.etag, made.etag);
    server.advance(MINUTE.checked_sub(Duration::from_secs(1)).unwrap());
    raw.get(&made.id).await.unwrap();
    let shorter =
        update(&raw, &made.id, NewLifetime::Ttl(Duration::from_millis(1).try_into().unwrap())).await;
    shorter.unwrap();
    server.advance(Duration::from_millis(1));
    assert_eq!(told(&raw, &made.id).await, "ARTIFACT_EXPIRED");
}

#[tokio::test]
async fn what_a_session_cuts_short_ends_with_it_whatever_its_own_ttl() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    raw.begin("s").await.unwrap();
    let in_s = v1::ArtifactSpec { session_id: "s".to_owned(), ..spec(v1::Scope::Session, ttl(5 * DAY)) };
    let made = raw.create_of(in_s, b"data").await.unwrap();
    assert_eq!(made.expire_time.unwrap().seconds - made.create_time.unwrap().seconds, 86_400);
    server.advance(DAY);
    assert_eq!(told(&raw, &made.id).await, "ARTIFACT_EXPIRED");
}

#[tokio::test]
async fn c8_what_is_over_is_freed_and_forgotten_by_the_sweep() {
    for profile in [Profile::Files, Profile::Sqlite] {
        let server = TestServer::start(profile).await;
        let raw = server.raw(Who::user("ana"));
        let before = server.blob_files().len();
        for scope in [v1::Scope::Session, v1::Scope::User] {
            let data = content(70_000, 1);
            let messages =
                vec![frames::create_of(spec(scope, ttl(MINUTE))), frames::chunk(0, &data), frames::finish()];
            raw.upload(messages).await.unwrap();
        }
        server.advance(MINUTE);
        let swept = server.sweep().await;
        assert_eq!((swept.expired, swept.freed, swept.failed), (2, 0, 0), "{profile:?}");
        server.advance(Duration::from_hours(1));
        let swept = server.sweep().await;
        assert_eq!((swept.expired, swept.freed, swept.failed), (0, 2, 0), "{profile:?}");
        assert_eq!((server.blob_files().len(), server.rows_to_free().await), (before, 0), "{profile:?}");
        server.advance(2 * DAY);
        // Two tombstones and, empty and a day over, the automatic session.
        assert_eq!(server.sweep().await.dropped, 3, "{profile:?}");
    }
}
