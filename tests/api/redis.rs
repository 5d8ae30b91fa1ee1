//! The live view of sessions in a real Redis: what a caller sees when it is well, away, silent, empty, or back in time.

use std::future::Future;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use artigrid_client::raw::health::health_check_response::ServingStatus;
use artigrid_client::raw::health::health_client::HealthClient;
use artigrid_client::raw::health::{HealthCheckRequest, HealthListRequest};
use artigrid_client::raw::v1;
use artigrid_test_services::{Missing, Redis, free_port, or_skip};
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use crate::harness::{Calling, Profile, Raw, TestServer, Who, eventually, reason};

const OPERATOR: Calling = Calling { sandbox: None, role: Some("operator"), user: None, session: None };

/// Far more than any bound that the server keeps: what takes this long hangs.
const HANG: Duration = Duration::from_mins(1);

async fn in_time<T>(call: impl Future<Output = T>) -> T {
    tokio::time::timeout(HANG, call).await.expect("the call hangs")
}

fn flags(url: &str) -> Vec<String> {
    [
        "--session-provider=redis",
        &format!("--session-redis-url={url}"),
        "--sessions-connect-timeout=300ms",
        "--sessions-command-timeout=300ms",
        "--probe-interval=100ms",
    ]
    .map(ToOwned::to_owned)
    .to_vec()
}

async fn server_on(redis: &Redis) -> TestServer {
    let flags = flags(&redis.url());
    TestServer::with_flags(Profile::Memory, &flags.iter().map(String::as_str).collect::<Vec<_>>()).await
}

async fn get(raw: &Raw, id: &str) -> Result<v1::Session, Status> {
    let request = v1::GetSessionRequest { session_id: id.to_owned() };
    let answer = in_time(raw.sessions().get_session(request)).await?;
    Ok(answer.into_inner().session.unwrap())
}

async fn write(raw: &Raw, session: &str) -> Result<v1::Artifact, Status> {
    in_time(raw.create_of(v1::ArtifactSpec { session_id: session.to_owned(), ..Default::default() }, b"data"))
        .await
}

async fn update(raw: &Raw, id: &str, meta: &str) -> Result<v1::Session, Status> {
    let request = v1::UpdateSessionRequest {
        session_id: id.to_owned(),
        meta_json: meta.to_owned(),
        ..Default::default()
    };
    Ok(in_time(raw.sessions().update_session(request)).await?.into_inner().session.unwrap())
}

/// The answer that says: sessions cannot be asked about now, try again.
fn check_unavailable<T: std::fmt::Debug>(answer: Result<T, Status>, what: &str) {
    let status = answer.expect_err(what);
    assert_eq!(
        (status.code(), reason(&status).as_str()),
        (Code::Unavailable, "BACKEND_UNAVAILABLE"),
        "{what}"
    );
    let info = status.get_details_error_info().unwrap();
    assert_eq!(info.metadata.get("dependency").map(String::as_str), Some("sessions"), "{what}");
    let retry = status.get_details_retry_info().and_then(|info| info.retry_delay);
    assert!(retry.is_some_and(|delay| !delay.is_zero() && delay < HANG), "{what}: {retry:?}");
    assert!(!status.message().contains("127.0.0.1"), "{status:?}");
}

async fn health(raw: &Raw, name: &str) -> ServingStatus {
    let request = HealthCheckRequest { service: name.to_owned() };
    in_time(HealthClient::new(raw.channel()).check(request)).await.unwrap().into_inner().status()
}

/// Asks Redis itself.
async fn ask<T: redis::FromRedisValue>(redis: &Redis, command: &[&str]) -> T {
    let client = redis::Client::open(redis.url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let mut asked = redis::cmd(command[0]);
    for word in &command[1..] {
        asked.arg(*word);
    }
    asked.query_async(&mut connection).await.unwrap()
}

/// What must hold while Redis is away: what needs a session says so within a bound, the rest goes on.
async fn check_away(raw: &Raw) {
    check_unavailable(get(raw, "s").await, "get");
    check_unavailable(raw.begin("other").await, "begin");
    check_unavailable(raw.begin("").await, "begin a new one");
    check_unavailable(raw.end("s").await, "end");
    check_unavailable(update(raw, "s", r#"{"b":2}"#).await, "update");
    check_unavailable(write(raw, "s").await, "write");
    check_unavailable(write(raw, "").await, "write into the automatic one");
    let validate = v1::ValidateSessionRequest { session_id: "s".to_owned() };
    check_unavailable(in_time(raw.sessions().validate_session(validate)).await, "not told to be invalid");
    let list = v1::ListArtifactsRequest { session_id: "s".to_owned(), ..Default::default() };
    check_unavailable(in_time(raw.list(list)).await, "not an empty list");

    let kept = in_time(raw.create(v1::Scope::User, "kept", b"data")).await.unwrap();
    assert_eq!(in_time(raw.get(&kept.id)).await.unwrap(), kept);
    let user = v1::ListArtifactsRequest { scope: v1::Scope::User.into(), ..Default::default() };
    assert!(!in_time(raw.list(user)).await.unwrap().artifacts.is_empty());
    eventually("health tells of sessions", async || health(raw, "sessions").await != ServingStatus::Serving)
        .await;
    for name in ["catalog", "store.default", "liveness"] {
        assert_eq!(health(raw, name).await, ServingStatus::Serving, "{name}");
    }
    assert_eq!(health(raw, "readiness").await, ServingStatus::NotServing);
}

/// What must hold when it is back: nothing is lost, and nobody has to do anything.
async fn check_back(raw: &Raw, session: &v1::Session) {
    eventually("sessions are there again", async || get(raw, "s").await.is_ok()).await;
    assert_eq!(get(raw, "s").await.unwrap(), *session);
    assert_eq!(write(raw, "s").await.unwrap().session_id, "s");
    eventually("the server is ready again", async || health(raw, "").await == ServingStatus::Serving).await;
    let listed = in_time(HealthClient::new(raw.channel()).list(HealthListRequest {})).await.unwrap();
    let listed = listed.into_inner().statuses;
    assert!(listed.values().all(|answer| answer.status() == ServingStatus::Serving), "{listed:?}");
}

#[tokio::test]
async fn c7_a_redis_that_falls_silent_is_an_outage_and_no_hang() {
    let Some(redis) = or_skip(Redis::start()) else { return };
    let server = server_on(&redis).await;
    let raw = server.raw(Who::user("ana"));
    let session = raw.begin("s").await.unwrap();
    redis.server().signal("STOP");
    check_away(&raw).await;
    redis.server().signal("CONT");
    check_back(&raw, &session).await;
}

#[tokio::test]
async fn c7_a_redis_that_is_killed_and_comes_back_empty_has_lost_nothing() {
    let Some(redis) = or_skip(Redis::start()) else { return };
    let server = server_on(&redis).await;
    let raw = server.raw(Who::user("ana"));
    let session = raw.begin("s").await.unwrap();
    let port = redis.server().port();
    redis.server().signal("KILL");
    drop(redis);
    check_away(&raw).await;
    let Some(_redis) = or_skip(Redis::start_at(port, &[])) else { return };
    check_back(&raw, &session).await;
}

#[tokio::test]
async fn a_restart_of_redis_between_two_requests_is_not_noticed() {
    let Some(redis) = or_skip(Redis::start()) else { return };
    let server = server_on(&redis).await;
    let raw = server.raw(Who::user("ana"));
    let session = raw.begin("s").await.unwrap();
    // Several connections lie in the pool, and all of them break.
    let gets = futures::future::join_all((0..20).map(|_| get(&raw, "s"))).await;
    assert!(gets.iter().all(Result::is_ok));
    let port = redis.server().port();
    redis.server().signal("KILL");
    drop(redis);
    let Some(_redis) = or_skip(Redis::start_at(port, &[])) else { return };
    // Probes may be under way to the one that was killed; requests are not.
    assert_eq!(get(&raw, "s").await.unwrap(), session);
}

#[tokio::test]
async fn a20_a_flushed_redis_loses_nothing() {
    let Some(redis) = or_skip(Redis::start()) else { return };
    let server = server_on(&redis).await;
    let raw = server.raw(Who::user("ana"));
    let session = raw.begin("s").await.unwrap();
    let artifact = write(&raw, "s").await.unwrap();
    assert_eq!(ask::<String>(&redis, &["FLUSHALL"]).await, "OK");
    assert_eq!(get(&raw, "s").await.unwrap(), session);
    assert_eq!(ask::<i64>(&redis, &["EXISTS", "artigrid:default:session:s"]).await, 1, "it is written back");
    assert_eq!(raw.get(&artifact.id).await.unwrap(), artifact);
    assert_eq!(ask::<String>(&redis, &["FLUSHALL"]).await, "OK");
    raw.end("s").await.unwrap();
    assert_eq!(reason(&get(&raw, "s").await.unwrap_err()), "SESSION_NOT_FOUND");
}

#[tokio::test]
async fn a20_what_redis_keeps_of_a_session_is_under_its_sandbox_and_ends() {
    let Some(redis) = or_skip(Redis::start()) else { return };
    let mut flags = flags(&redis.url());
    flags.push("--sessions-prefix=team:artigrid".to_owned());
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    let server = TestServer::with_flags(Profile::Memory, &flags).await;
    server.raw(Who::user("ana")).begin("s").await.unwrap();
    write(&server.raw(Who::user("ana").of("other")), "").await.unwrap();
    let mut keys: Vec<String> = ask(&redis, &["KEYS", "*"]).await;
    keys.sort();
    assert_eq!(keys.len(), 2, "{keys:?}");
    assert_eq!(keys[0], "team:artigrid:default:session:s");
    assert!(keys[1].starts_with("team:artigrid:other:session:sess-ana-"), "{keys:?}");
    for key in &keys {
        assert!(ask::<i64>(&redis, &["PTTL", key]).await > 0, "{key} would stay for ever");
    }
}

#[tokio::test]
async fn a_session_that_ended_does_not_live_on_in_what_redis_had_before() {
    let Some(redis) = or_skip(Redis::start()) else { return };
    let server = server_on(&redis).await;
    let raw = server.raw(Who::user("ana"));
    let old = raw.begin("s").await.unwrap();
    let key = "artigrid:default:session:s";
    assert_eq!(get(&raw, "s").await.unwrap(), old);
    // What a snapshot of this moment would have.
    let fields: Vec<String> = ask(&redis, &["HGETALL", key]).await;
    assert!(fields.contains(&"view".to_owned()), "{fields:?}");
    raw.end("s").await.unwrap();
    assert_eq!(reason(&get(&raw, "s").await.unwrap_err()), "SESSION_NOT_FOUND");

    let port = redis.server().port();
    redis.server().signal("KILL");
    drop(redis);
    let Some(redis) = or_skip(Redis::start_at(port, &[])) else { return };
    let restore: Vec<&str> = ["HSET", key].into_iter().chain(fields.iter().map(String::as_str)).collect();
    assert!(ask::<i64>(&redis, &restore).await > 0);
    eventually("Redis is reached again", async || health(&raw, "sessions").await == ServingStatus::Serving)
        .await;
    assert_eq!(reason(&get(&raw, "s").await.unwrap_err()), "SESSION_NOT_FOUND");
    let validate = v1::ValidateSessionRequest { session_id: "s".to_owned() };
    assert!(!raw.sessions().validate_session(validate).await.unwrap().into_inner().valid);
}

#[tokio::test]
async fn changes_are_seen_at_once_and_race_to_no_stale_view() {
    let Some(redis) = or_skip(Redis::start()) else { return };
    let server = server_on(&redis).await;
    let raw = server.raw(Who::user("ana"));
    raw.begin("s").await.unwrap();
    for round in 0..20 {
        let meta = format!(r#"{{"round":{round}}}"#);
        let readers = futures::future::join_all((0..8).map(|_| get(&raw, "s")));
        let writers = futures::future::join_all((0..3).map(|_| update(&raw, "s", &meta)));
        let (read, written) = futures::join!(readers, writers);
        assert!(read.iter().chain(&written).all(Result::is_ok), "{read:?} {written:?}");
        let seen = get(&raw, "s").await.unwrap();
        assert_eq!(seen.meta_json, meta);
        assert!(written.iter().any(|session| session.as_ref().unwrap().etag == seen.etag));
    }
    let readers = futures::future::join_all((0..50).map(|_| get(&raw, "s")));
    let (_, ended) = futures::join!(readers, raw.end("s"));
    ended.unwrap();
    assert_eq!(reason(&get(&raw, "s").await.unwrap_err()), "SESSION_NOT_FOUND");
}

#[tokio::test]
async fn a_wrong_password_is_told_at_the_start_and_not_repeated() {
    let Some(redis) = or_skip(Redis::start_with(&["--requirepass", "open-sesame"])) else { return };
    let port = redis.server().port();
    let start = |url: String| async move { TestServer::try_open(&flags(&url)).await };
    let wrong = start(format!("redis://:shut-sesame@127.0.0.1:{port}")).await.unwrap_err();
    assert!(wrong.message().contains("password is wrong"), "{wrong}");
    assert!(!format!("{wrong} {wrong:?}").contains("shut-sesame"), "{wrong:?}");
    let missing = start(format!("redis://127.0.0.1:{port}")).await.unwrap_err();
    assert!(missing.message().contains("asks for a password"), "{missing}");
    start(format!("redis://:open-sesame@127.0.0.1:{port}")).await.unwrap();
    // A Redis that is not there may come yet: what needs no session works meanwhile.
    start(format!("redis://:any@127.0.0.1:{}", free_port())).await.unwrap();
}

#[tokio::test]
async fn validation_tries_redis_beside_the_rest_and_does_not_wait_for_it_for_ever() {
    let Some(redis) = or_skip(Redis::start()) else { return };
    let mut flags = flags(&redis.url());
    flags.retain(|flag| !flag.contains("timeout"));
    flags.push("--sessions-command-timeout=1m".to_owned());
    flags.push("--probe-timeout=500ms".to_owned());
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    let server = TestServer::with_flags(Profile::Memory, &flags).await;
    let operator = server.raw(OPERATOR);
    let validate = async || {
        let answer =
            in_time(operator.admin().validate_configuration(v1::ValidateConfigurationRequest {})).await;
        answer.unwrap().into_inner()
    };
    assert!(validate().await.valid);
    redis.server().signal("STOP");
    for _ in 0..2 {
        let told = validate().await;
        let wrong: Vec<&str> =
            told.checks.iter().filter(|check| !check.ok).map(|check| check.name.as_str()).collect();
        assert_eq!((told.valid, wrong), (false, vec!["sessions"]), "{told:?}");
        assert_eq!(told.checks.len(), 3);
    }
    redis.server().signal("CONT");
    eventually("it is well again", async || validate().await.valid).await;
}

/// Makes an authority, and a certificate of it for loopback.
fn certificates(dir: &Path) -> Option<[String; 3]> {
    let path = |name: &str| dir.join(name).to_string_lossy().into_owned();
    let [ca, ca_key, cert, key, request] =
        ["ca.pem", "ca-key.pem", "cert.pem", "key.pem", "request.pem"].map(path);
    let extensions = path("extensions");
    std::fs::write(&extensions, "subjectAltName=IP:127.0.0.1,DNS:localhost\n").unwrap();
    let new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    let steps = [
        [
            &["req", "-x509", "-days", "2", "-subj", "/CN=authority"][..],
            &new,
            &["-keyout", &ca_key, "-out", &ca],
        ]
        .concat(),
        [&["req", "-subj", "/CN=redis"][..], &new, &["-keyout", &key, "-out", &request]].concat(),
        [
            &["x509", "-req", "-days", "2", "-in", &request, "-CA", &ca, "-CAkey", &ca_key][..],
            &["-CAcreateserial", "-extfile", &extensions, "-out", &cert],
        ]
        .concat(),
    ];
    for step in steps {
        let done = Command::new("openssl").args(&step).output();
        let done = or_skip(done.map_err(|_| Missing("openssl is not installed".to_owned())))?;
        assert!(done.status.success(), "{step:?}: {}", String::from_utf8_lossy(&done.stderr));
    }
    Some([ca, cert, key])
}

#[tokio::test]
async fn a20_redis_is_reached_by_tls_and_its_certificate_is_checked() {
    let dir = tempfile::tempdir().unwrap();
    let Some([ca, cert, key]) = certificates(dir.path()) else { return };
    let port = free_port().to_string();
    let tls = ["--tls-port", &port, "--tls-cert-file", &cert, "--tls-key-file", &key];
    let more = ["--tls-ca-cert-file", &ca, "--tls-auth-clients", "no", "--requirepass", "sesame"];
    let Some(_redis) = or_skip(Redis::start_with(&[&tls[..], &more].concat())) else { return };
    let url = format!("rediss://:sesame@127.0.0.1:{port}");
    // The system's own authorities are read for each connection, which takes its time in a debug build.
    let flags = |url: &str| {
        let mut flags = flags(url);
        flags.retain(|flag| !flag.contains("connect-timeout"));
        flags.push("--sessions-connect-timeout=30s".to_owned());
        flags
    };
    let stranger = TestServer::try_open(&flags(&url)).await.unwrap_err();
    assert!(stranger.message().contains("certificate"), "{stranger:?}");
    let mut flags = flags(&url);
    flags.push(format!("--sessions-ca-file={ca}"));
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    let server = TestServer::with_flags(Profile::Memory, &flags).await;
    let raw = server.raw(Who::user("ana"));
    let session = raw.begin("s").await.unwrap();
    assert_eq!(get(&raw, "s").await.unwrap(), session);
}
