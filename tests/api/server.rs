//! The server itself: its health, its description of itself, what it can do.

use std::time::Duration;

use artigrid_client::raw::health::health_check_response::ServingStatus;
use artigrid_client::raw::health::health_client::HealthClient;
use artigrid_client::raw::health::{HealthCheckRequest, HealthListRequest};
use artigrid_client::raw::v1;
use futures::{FutureExt as _, StreamExt as _};
use tonic::{Code, Streaming};

use crate::harness::{Profile, Raw, TestServer, Who, eventually};

const SERVICES: [&str; 5] = [
    "artigrid.v1.ArtifactService",
    "artigrid.v1.SessionService",
    "artigrid.v1.SearchService",
    "artigrid.v1.AdminService",
    "grpc.health.v1.Health",
];

fn of(service: &str) -> HealthCheckRequest {
    HealthCheckRequest { service: service.to_owned() }
}

async fn ready(profile: Profile) -> (TestServer, Raw) {
    let server = TestServer::start(profile).await;
    let raw = server.raw(Who::nobody());
    eventually("the server is ready", async || {
        let status = HealthClient::new(raw.channel()).check(of("")).await.unwrap().into_inner().status();
        status == ServingStatus::Serving
    })
    .await;
    (server, raw)
}

#[tokio::test]
async fn every_name_of_health_serves_and_is_listed() {
    for profile in Profile::ALL {
        let (_server, raw) = ready(*profile).await;
        let mut health = HealthClient::new(raw.channel());
        let mut names = vec!["", "readiness", "liveness", "catalog", "sessions", "store.default"];
        names.extend(SERVICES);
        for name in &names {
            let status = health.check(of(name)).await.unwrap().into_inner().status();
            assert_eq!(status, ServingStatus::Serving, "{profile:?} {name:?}");
        }
        let listed = health.list(HealthListRequest {}).await.unwrap().into_inner().statuses;
        let mut found: Vec<_> = listed.keys().map(String::as_str).collect();
        found.sort_unstable();
        names.sort_unstable();
        assert_eq!(found, names, "{profile:?}");
        assert!(listed.values().all(|answer| answer.status() == ServingStatus::Serving), "{listed:?}");
    }
}

#[tokio::test]
async fn a_check_of_a_name_that_there_is_not_is_not_found() {
    let (_server, raw) = ready(Profile::Memory).await;
    let status = HealthClient::new(raw.channel()).check(of("nothing")).await.unwrap_err();
    assert_eq!(status.code(), Code::NotFound);
}

#[tokio::test]
async fn a_watch_of_a_name_that_there_is_not_says_so_and_stays_open() {
    let (server, raw) = ready(Profile::Memory).await;
    let mut health = HealthClient::new(raw.channel());
    let mut unknown = health.watch(of("nothing")).await.unwrap().into_inner();
    let mut known = health.watch(of("artigrid.v1.ArtifactService")).await.unwrap().into_inner();
    assert_eq!(next(&mut unknown).await, ServingStatus::ServiceUnknown);
    assert_eq!(next(&mut known).await, ServingStatus::Serving);
    // What else the server is asked meanwhile is answered; the stream says nothing, and does not end.
    health.check(of("")).await.unwrap();
    assert!(unknown.next().now_or_never().is_none());
    // Told to end, it says so to who watches before it goes.
    server.end();
    assert_eq!(next(&mut known).await, ServingStatus::NotServing);
}

async fn next(changes: &mut Streaming<artigrid_client::raw::health::HealthCheckResponse>) -> ServingStatus {
    changes.next().await.unwrap().unwrap().status()
}

/// What a version of reflection lists: the two have the same messages under different names.
macro_rules! listed {
    ($version:ident, $channel:expr) => {{
        use tonic_reflection::pb::$version::ServerReflectionRequest;
        use tonic_reflection::pb::$version::server_reflection_client::ServerReflectionClient;
        use tonic_reflection::pb::$version::server_reflection_request::MessageRequest;
        use tonic_reflection::pb::$version::server_reflection_response::MessageResponse;
        let mut names = Vec::new();
        let mut symbols = 0;
        let ask = |message| ServerReflectionRequest { host: String::new(), message_request: Some(message) };
        let mut questions = vec![ask(MessageRequest::ListServices(String::new()))];
        questions.extend(SERVICES.map(|name| ask(MessageRequest::FileContainingSymbol(name.to_owned()))));
        let mut client = ServerReflectionClient::new($channel);
        let answers = client.server_reflection_info(futures::stream::iter(questions)).await.unwrap();
        let mut answers = answers.into_inner();
        while let Some(answer) = answers.message().await.unwrap() {
            match answer.message_response.unwrap() {
                MessageResponse::ListServicesResponse(list) => {
                    names.extend(list.service.into_iter().map(|service| service.name));
                }
                MessageResponse::FileDescriptorResponse(_) => symbols += 1,
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(symbols, SERVICES.len());
        names
    }};
}

#[tokio::test]
async fn both_versions_of_reflection_describe_our_services() {
    let (_server, raw) = ready(Profile::Memory).await;
    for names in [listed!(v1, raw.channel()), listed!(v1alpha, raw.channel())] {
        for service in SERVICES {
            assert!(names.iter().any(|name| name == service), "{service} is not among {names:?}");
        }
    }
}

#[tokio::test]
async fn a30_capabilities_tell_the_limits_and_who_is_asking() {
    let flags = ["--artifact-ttl=5m", "--session-ttl=2h", "--max-ttl=3h", "--max-artifact-size=1GiB"];
    let server = TestServer::with_flags(Profile::Memory, &flags).await;
    let who = Who::user("ana").role("user").bound("s").of("acme");
    let answer =
        server.raw(who).admin().get_capabilities(v1::GetCapabilitiesRequest {}).await.unwrap().into_inner();
    assert_eq!([&answer.sandbox_id, &answer.user_id, &answer.session_id], ["acme", "ana", "s"]);
    assert_eq!(
        (answer.role(), answer.digest_algorithms),
        (v1::Role::User, vec!["crc32c".to_owned(), "sha256".to_owned()])
    );
    let limits = answer.limits.unwrap();
    let time = |time: Option<prost_types::Duration>| time.map(|time| Duration::try_from(time).unwrap());
    let hours = |hours| Some(Duration::from_hours(hours));
    assert_eq!(time(limits.default_artifact_ttl), Some(Duration::from_mins(5)));
    assert_eq!((time(limits.default_session_ttl), time(limits.max_ttl)), (hours(2), hours(3)));
    let sizes =
        [limits.max_artifact_size, limits.max_inline_size, limits.max_chunk_size, limits.max_message_size];
    assert_eq!(sizes, [1 << 30, 1 << 20, 2 << 20, 4 << 20]);
    let counts =
        [limits.max_page_size, limits.default_page_size, limits.max_meta_size, limits.max_meta_depth];
    assert_eq!(counts, [1_000, 100, 16 << 10, 16]);
    assert_eq!(limits.max_filename_size, 1_024);
}
