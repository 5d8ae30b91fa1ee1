//! Sessions: made on the way or by name, used again, and over.

use std::collections::BTreeSet;
use std::time::Duration;

use artigrid_client::raw::v1;
use artigrid_client::raw::v1::renew_session_request::Lifetime;
use artigrid_client::{NewArtifact, Source};
use tonic::{Code, Status};

use crate::harness::{Profile, Raw, TestServer, Who, reason};

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

fn of(session: &str) -> v1::ListArtifactsRequest {
    v1::ListArtifactsRequest { session_id: session.to_owned(), ..Default::default() }
}

async fn write(raw: &Raw, session: &str) -> Result<v1::Artifact, Status> {
    raw.create_of(v1::ArtifactSpec { session_id: session.to_owned(), ..Default::default() }, b"data").await
}

async fn listed(raw: &Raw, session: &str) -> Result<usize, String> {
    raw.list(of(session)).await.map(|page| page.artifacts.len()).map_err(|status| reason(&status))
}

async fn session(raw: &Raw, id: &str) -> Result<v1::Session, String> {
    let request = v1::GetSessionRequest { session_id: id.to_owned() };
    let answer = raw.sessions().get_session(request).await;
    answer.map(|answer| answer.into_inner().session.unwrap()).map_err(|status| reason(&status))
}

async fn valid(raw: &Raw, id: &str) -> bool {
    let request = v1::ValidateSessionRequest { session_id: id.to_owned() };
    let answer = raw.sessions().validate_session(request).await.unwrap().into_inner();
    assert_eq!(answer.valid, answer.session.is_some());
    answer.valid
}

async fn begin_for(raw: &Raw, id: &str, ttl: Duration) -> Result<v1::Session, String> {
    let ttl = Some(ttl.try_into().unwrap());
    let request = v1::CreateSessionRequest { session_id: id.to_owned(), ttl, ..Default::default() };
    let answer = raw.sessions().create_session(request).await;
    answer.map(|answer| answer.into_inner().session.unwrap()).map_err(|status| reason(&status))
}

async fn renew(raw: &Raw, id: &str, lifetime: Lifetime) -> Result<v1::Session, String> {
    let request = v1::RenewSessionRequest {
        session_id: id.to_owned(),
        lifetime: Some(lifetime),
        request_id: String::new(),
    };
    let answer = raw.sessions().renew_session(request).await;
    answer.map(|answer| answer.into_inner().session.unwrap()).map_err(|status| reason(&status))
}

fn ttl(time: Duration) -> Lifetime {
    Lifetime::Ttl(time.try_into().unwrap())
}

/// How far ahead of the test world's beginning this is.
fn ahead(server: &TestServer, at: Option<prost_types::Timestamp>) -> Duration {
    use artigrid::clock::Clock as _;
    let seconds = at.unwrap().seconds - server.clock.now().as_secs();
    Duration::from_secs(seconds.try_into().unwrap())
}

#[tokio::test]
async fn a2_sixty_four_racing_writers_of_a_user_share_one_automatic_session() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(Who::user("ana"));
        let writers: Vec<_> = (0..64)
            .map(|_| {
                let raw = raw.clone();
                tokio::spawn(async move { write(&raw, "").await.unwrap().session_id })
            })
            .collect();
        let mut sessions = BTreeSet::new();
        for writer in writers {
            sessions.insert(writer.await.unwrap());
        }
        assert_eq!(sessions.len(), 1, "{profile:?}");
        let id = sessions.first().unwrap();
        let made = session(&raw, id).await.unwrap();
        assert!(made.automatic && made.user_id == "ana" && made.id.starts_with("sess-ana-"), "{made:?}");
        assert_eq!(listed(&raw, "").await, Ok(64), "{profile:?}");
    }
}

#[tokio::test]
async fn a2_each_user_of_each_sandbox_has_an_automatic_session_of_its_own() {
    let server = TestServer::memory().await;
    let mut sessions = BTreeSet::new();
    for who in [Who::user("ana"), Who::user("bob"), Who::user("ana").of("other")] {
        let raw = server.raw(who);
        let first = write(&raw, "").await.unwrap().session_id;
        assert_eq!(write(&raw, "").await.unwrap().session_id, first);
        assert_eq!(listed(&raw, "").await, Ok(2));
        sessions.insert(first);
    }
    assert_eq!(sessions.len(), 3);
}

#[tokio::test]
async fn the_automatic_session_lasts_at_least_as_long_as_what_is_written_into_it() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    let first = write(&raw, "").await.unwrap();
    assert_eq!(ahead(&server, session(&raw, &first.session_id).await.unwrap().expire_time), DAY);
    let lifetime = Some(v1::artifact_spec::Lifetime::Ttl((3 * DAY).try_into().unwrap()));
    let long = raw.create_of(v1::ArtifactSpec { lifetime, ..Default::default() }, b"").await.unwrap();
    assert_eq!(long.session_id, first.session_id);
    assert_eq!(ahead(&server, long.expire_time), 3 * DAY);
    assert_eq!(ahead(&server, session(&raw, &first.session_id).await.unwrap().expire_time), 3 * DAY);
    // A shorter one takes nothing back.
    write(&raw, "").await.unwrap();
    assert_eq!(ahead(&server, session(&raw, &first.session_id).await.unwrap().expire_time), 3 * DAY);
}

#[tokio::test]
async fn after_its_end_a_user_gets_another_automatic_session() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    let first = write(&raw, "").await.unwrap();
    server.advance(DAY);
    let second = write(&raw, "").await.unwrap();
    assert_ne!(first.session_id, second.session_id);
    assert_eq!(listed(&raw, "").await, Ok(1));
    assert_eq!(listed(&raw, &first.session_id).await, Err("SESSION_EXPIRED".to_owned()));
    raw.end(&second.session_id).await.unwrap();
    assert_ne!(write(&raw, "").await.unwrap().session_id, second.session_id);
}

#[tokio::test]
async fn nobodys_first_write_begins_a_session_that_is_named_from_then_on() {
    let server = TestServer::memory().await;
    let nobody = server.raw(Who::nobody());
    let (one, two) = (write(&nobody, "").await.unwrap(), write(&nobody, "").await.unwrap());
    assert_ne!(one.session_id, two.session_id);
    assert_eq!(reason(&nobody.get(&one.id).await.unwrap_err()), "ACCESS_DENIED");
    assert_eq!(nobody.with(Who::session(&one.session_id)).get(&one.id).await.unwrap(), one);
    let other = nobody.with(Who::session(&two.session_id));
    assert_eq!(reason(&other.get(&one.id).await.unwrap_err()), "ACCESS_DENIED");

    let client = server.client();
    let upload = || client.artifacts().upload(Source::bytes(b"data".to_vec()), NewArtifact::new());
    let (first, second) = (upload().await.unwrap(), upload().await.unwrap());
    assert_eq!((&first.session_id, client.session()), (&second.session_id, first.session_id.clone()));
    client.artifacts().get(&first.id).await.unwrap();
}

#[tokio::test]
async fn a_name_nobody_knows_is_begun_by_a_write_and_not_by_a_read() {
    for who in [Who::user("ana"), Who::nobody(), Who::user("ana").role("user"), Who::session("new")] {
        let server = TestServer::memory().await;
        let raw = server.raw(who.clone());
        assert_eq!(listed(&raw, "new").await, Err("SESSION_NOT_FOUND".to_owned()), "{who:?}");
        assert_eq!(session(&raw, "new").await, Err("SESSION_NOT_FOUND".to_owned()));
        assert!(!valid(&raw, "new").await);
        assert_eq!(write(&raw, "new").await.unwrap().session_id, "new");
        let begun = session(&raw, "new").await.unwrap();
        assert_eq!((begun.user_id, begun.automatic), (who.user.unwrap_or_default(), false));
        assert_eq!(listed(&raw, "new").await, Ok(1));
        assert!(valid(&raw, "new").await);
    }
}

#[tokio::test]
async fn c8_a_deleted_session_hides_what_it_held_at_once_and_its_name_begins_empty() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(Who::user("ana"));
        let old = write(&raw, "s").await.unwrap();
        raw.end("s").await.unwrap();
        for swept in [false, true] {
            assert_eq!(
                reason(&raw.get(&old.id).await.unwrap_err()),
                "ARTIFACT_NOT_FOUND",
                "{profile:?} {swept}"
            );
            assert_eq!(listed(&raw, "").await, Ok(0), "{profile:?}");
            assert_eq!(listed(&raw, "s").await, Err("SESSION_EXPIRED".to_owned()), "{profile:?}");
            assert_eq!(session(&raw, "s").await, Err("SESSION_NOT_FOUND".to_owned()), "{profile:?}");
            assert_eq!(reason(&raw.end("s").await.unwrap_err()), "SESSION_NOT_FOUND", "{profile:?}");
            assert!(!valid(&raw, "s").await, "{profile:?}");
            server.sweep().await;
        }
        let new = write(&raw, "s").await.unwrap();
        let listed = raw.list(of("s")).await.unwrap().artifacts;
        assert_eq!(listed, [new], "{profile:?}");
        assert_eq!(reason(&raw.get(&old.id).await.unwrap_err()), "ARTIFACT_NOT_FOUND", "{profile:?}");
    }
}

#[tokio::test]
async fn c8_an_expired_session_hides_what_it_held_at_once_and_its_name_begins_empty() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(Who::user("ana"));
        begin_for(&raw, "s", HOUR).await.unwrap();
        let spec = v1::ArtifactSpec {
            session_id: "s".to_owned(),
            lifetime: Some(v1::artifact_spec::Lifetime::NoExpiry(true)),
            ..Default::default()
        };
        let old = raw.create_of(spec, b"data").await.unwrap();
        assert_eq!(ahead(&server, old.expire_time), HOUR, "{profile:?}");
        server.advance(HOUR);
        for swept in [false, true] {
            assert_eq!(
                reason(&raw.get(&old.id).await.unwrap_err()),
                "ARTIFACT_EXPIRED",
                "{profile:?} {swept}"
            );
            assert_eq!(listed(&raw, "").await, Ok(0), "{profile:?}");
            assert_eq!(listed(&raw, "s").await, Err("SESSION_EXPIRED".to_owned()), "{profile:?}");
            assert_eq!(session(&raw, "s").await, Err("SESSION_EXPIRED".to_owned()), "{profile:?}");
            assert_eq!(renew(&raw, "s", ttl(DAY)).await, Err("SESSION_EXPIRED".to_owned()), "{profile:?}");
            assert!(!valid(&raw, "s").await, "{profile:?}");
            server.sweep().await;
        }
        write(&raw, "s").await.unwrap();
        assert_eq!(listed(&raw, "s").await, Ok(1), "{profile:?}");
        assert_eq!(reason(&raw.get(&old.id).await.unwrap_err()), "ARTIFACT_EXPIRED", "{profile:?}");
    }
}

#[tokio::test]
async fn a_session_that_is_over_is_known_for_a_day() {
    for sweeps in [false, true] {
        let server = TestServer::memory().await;
        let raw = server.raw(Who::user("ana"));
        write(&raw, "deleted").await.unwrap();
        begin_for(&raw, "expired", HOUR).await.unwrap();
        server.advance(HOUR);
        raw.end("deleted").await.unwrap();
        server.advance(DAY.checked_sub(Duration::from_secs(1)).unwrap());
        if sweeps {
            server.sweep().await;
        }
        for id in ["deleted", "expired"] {
            assert_eq!(listed(&raw, id).await, Err("SESSION_EXPIRED".to_owned()), "{id} {sweeps}");
        }
        server.advance(Duration::from_secs(1));
        if sweeps {
            server.sweep().await;
        }
        for id in ["deleted", "expired"] {
            assert_eq!(listed(&raw, id).await, Err("SESSION_NOT_FOUND".to_owned()), "{id} {sweeps}");
            assert_eq!(session(&raw, id).await, Err("SESSION_NOT_FOUND".to_owned()), "{id} {sweeps}");
        }
    }
}

#[tokio::test]
async fn a_name_is_not_begun_anew_by_another_user_while_its_rows_are_kept() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let ana = server.raw(Who::user("ana"));
        let others =
            [Who::user("bob"), Who::nobody(), Who::user("bob").role("user"), Who::nobody().role("admin")];
        write(&ana, "deleted").await.unwrap();
        ana.end("deleted").await.unwrap();
        begin_for(&ana, "expired", HOUR).await.unwrap();
        server.advance(HOUR);
        for who in &others {
            let other = server.raw(who.clone());
            for id in ["deleted", "expired"] {
                assert_eq!(reason(&write(&other, id).await.unwrap_err()), "ACCESS_DENIED", "{who:?} {id}");
                assert_eq!(reason(&other.begin(id).await.unwrap_err()), "ACCESS_DENIED", "{who:?} {id}");
            }
        }
        server.advance(DAY);
        server.sweep().await;
        let bob = server.raw(Who::user("bob"));
        assert_eq!(write(&bob, "deleted").await.unwrap().user_id, "bob", "{profile:?}");
        assert_eq!(bob.begin("expired").await.unwrap().user_id, "bob", "{profile:?}");
        assert_eq!(reason(&write(&ana, "deleted").await.unwrap_err()), "ACCESS_DENIED", "{profile:?}");
    }
}

#[tokio::test]
async fn a_live_id_of_ones_own_is_not_created_twice() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    raw.begin("s").await.unwrap();
    let status = raw.begin("s").await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::AlreadyExists, "ALREADY_EXISTS"));
    raw.end("s").await.unwrap();
    raw.begin("s").await.unwrap();
    let made = raw.begin("").await.unwrap();
    assert!(made.id.starts_with("sess-ana-") && !made.automatic, "{made:?}");
}

#[tokio::test]
async fn of_racing_beginners_one_begins() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(Who::user("ana"));
        let racers: Vec<_> = (0..16)
            .map(|_| {
                let raw = raw.clone();
                tokio::spawn(async move { raw.begin("s").await.map_err(|status| reason(&status)) })
            })
            .collect();
        let mut begun = 0;
        for racer in racers {
            match racer.await.unwrap() {
                Ok(_) => begun += 1,
                Err(refused) => assert_eq!(refused, "ALREADY_EXISTS"),
            }
        }
        assert_eq!(begun, 1, "{profile:?}");
    }
}

#[tokio::test]
async fn renewing_lengthens_what_the_session_holds_up_to_its_own_ttl() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(Who::user("ana"));
        begin_for(&raw, "s", HOUR).await.unwrap();
        let spec = v1::ArtifactSpec {
            session_id: "s".to_owned(),
            lifetime: Some(v1::artifact_spec::Lifetime::Ttl((3 * HOUR).try_into().unwrap())),
            ..Default::default()
        };
        let id = raw.create_of(spec, b"data").await.unwrap().id;
        let mut ends = Vec::new();
        ends.push(ahead(&server, raw.get(&id).await.unwrap().expire_time));
        for time in [2 * HOUR, 9 * HOUR] {
            let renewed = renew(&raw, "s", ttl(time)).await.unwrap();
            assert_eq!(ahead(&server, renewed.expire_time), time, "{profile:?}");
            ends.push(ahead(&server, raw.get(&id).await.unwrap().expire_time));
        }
        assert_eq!(ends, [HOUR, 2 * HOUR, 3 * HOUR], "{profile:?}");
        server.advance(2 * HOUR);
        raw.get(&id).await.unwrap();
        server.advance(HOUR);
        assert_eq!(reason(&raw.get(&id).await.unwrap_err()), "ARTIFACT_EXPIRED", "{profile:?}");
        assert!(valid(&raw, "s").await, "{profile:?}");
    }
}

#[tokio::test]
async fn a_sessions_ttl_is_positive_and_at_most_the_maximum() {
    let server = TestServer::with_flags(Profile::Memory, &["--max-ttl=48h"]).await;
    let raw = server.raw(Who::user("ana"));
    raw.begin("s").await.unwrap();
    let bad = [(0, 0), (-1, 0), (0, -1), (2 * 86_400 + 1, 0), (i64::MAX, 0)];
    for (seconds, nanos) in bad {
        let time = prost_types::Duration { seconds, nanos };
        let request = v1::CreateSessionRequest { ttl: Some(time), ..Default::default() };
        let status = raw.sessions().create_session(request).await.unwrap_err();
        assert_eq!(reason(&status), "INVALID_ARGUMENT", "{time:?}");
        for lifetime in [Lifetime::Ttl(time), Lifetime::ExtendBy(time)] {
            assert_eq!(renew(&raw, "s", lifetime).await, Err("INVALID_ARGUMENT".to_owned()), "{lifetime:?}");
        }
    }
    let longest = begin_for(&raw, "long", 2 * DAY).await.unwrap();
    assert_eq!(ahead(&server, longest.expire_time), 2 * DAY);
    assert_eq!(ahead(&server, session(&raw, "s").await.unwrap().expire_time), DAY);
}

#[tokio::test]
async fn a_session_is_ended_only_as_it_was_seen() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    let seen = raw.begin("s").await.unwrap().etag;
    renew(&raw, "s", ttl(DAY * 2)).await.unwrap();
    let end = |etag: &str| v1::DeleteSessionRequest {
        session_id: "s".to_owned(),
        etag: etag.to_owned(),
        ..Default::default()
    };
    let status = raw.sessions().delete_session(end(&seen)).await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::Aborted, "ETAG_MISMATCH"));
    let now = session(&raw, "s").await.unwrap().etag;
    raw.sessions().delete_session(end(&now)).await.unwrap();
}

#[tokio::test]
async fn who_is_bound_to_a_session_sees_that_one_and_its_user_all_that_live() {
    let server = TestServer::memory().await;
    let ana = server.raw(Who::user("ana"));
    let (one, two) = (write(&ana, "one").await.unwrap(), write(&ana, "two").await.unwrap());
    begin_for(&ana, "brief", Duration::from_mins(1)).await.unwrap();
    write(&ana, "brief").await.unwrap();
    write(&ana, "deleted").await.unwrap();
    assert_eq!(listed(&ana, "").await, Ok(4));
    ana.end("deleted").await.unwrap();
    server.advance(Duration::from_mins(1));
    assert_eq!(listed(&ana, "").await, Ok(2));
    for who in
        [Who::session("one"), Who::user("ana").bound("one"), Who::user("ana").role("user").bound("one")]
    {
        let bound = ana.with(who);
        assert_eq!(bound.list(of("")).await.unwrap().artifacts, std::slice::from_ref(&one));
        assert_eq!(listed(&bound, "two").await, Err("ACCESS_DENIED".to_owned()));
        assert_eq!(reason(&bound.get(&two.id).await.unwrap_err()), "ACCESS_DENIED");
    }
}
