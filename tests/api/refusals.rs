//! Arguments, ids, tokens and identities that are not right: each has its typed error, and none tells more than it may.

use std::collections::{BTreeMap, HashMap};

use artigrid_client::raw::v1;
use artigrid_client::raw::v1::byte_range::{Range, Span};
use tonic::metadata::{AsciiMetadataKey, AsciiMetadataValue};
use tonic::{Code, Request, Status};
use tonic_types::{ErrorDetails, StatusExt as _};

use crate::harness::{Raw, TestServer, Who, frames, reason};

const UNKNOWN: &str = "01900000-0000-7000-8000-000000000000";

async fn as_ana() -> (TestServer, Raw) {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    (server, raw)
}

fn spec() -> v1::ArtifactSpec {
    v1::ArtifactSpec { scope: v1::Scope::User.into(), ..Default::default() }
}

fn everything() -> v1::ListArtifactsRequest {
    v1::ListArtifactsRequest { scope: v1::Scope::User.into(), ..Default::default() }
}

/// The refusal of a new artifact of this spec, in one request and in a stream, which must be the same.
async fn refusal(raw: &Raw, spec: v1::ArtifactSpec) -> Status {
    let at_once = raw.create_of(spec.clone(), b"data").await.unwrap_err();
    let streamed = raw.upload(vec![frames::create_of(spec), frames::finish()]).await.unwrap_err();
    assert_eq!(format!("{:?}", whole(&at_once)), format!("{:?}", whole(&streamed)));
    at_once
}

/// All that a status tells; the facts beside its reason come in no order.
fn whole(status: &Status) -> (Code, String, BTreeMap<String, String>, ErrorDetails) {
    let mut details = status.get_error_details();
    let mut info = details.error_info().unwrap().clone();
    let facts = std::mem::take(&mut info.metadata).into_iter().collect();
    details.set_error_info(info.reason, info.domain, HashMap::new());
    (status.code(), status.message().to_owned(), facts, details)
}

fn nested(depth: usize) -> String {
    format!("{}1{}", r#"{"a":"#.repeat(depth), "}".repeat(depth))
}

#[tokio::test]
async fn c9_names_that_climb_or_hide_or_never_end_are_refused() {
    let (_server, raw) = as_ana().await;
    let kept = raw.put(v1::Scope::User, "kept", b"data").await;
    let long = "x".repeat(5_000);
    for name in ["..", "a/../b", "./a", "/a", "a/", "a//b", "a\0b", "a\nb", "\u{9f}", &long] {
        let status = refusal(&raw, v1::ArtifactSpec { filename: name.to_owned(), ..spec() }).await;
        assert_eq!(reason(&status), "INVALID_ARGUMENT", "{name:?}");
        let changes = v1::ArtifactChanges { filename: name.to_owned(), ..Default::default() };
        let request = v1::UpdateArtifactRequest {
            artifact_id: kept.clone(),
            changes: Some(changes),
            ..Default::default()
        };
        let status = raw.artifacts().update_artifact(request).await.unwrap_err();
        assert_eq!(reason(&status), "INVALID_ARGUMENT", "{name:?}");
    }
    let left = raw.list(everything()).await.unwrap().artifacts;
    assert_eq!(left.iter().map(|artifact| artifact.filename.as_str()).collect::<Vec<_>>(), ["kept"]);
}

#[tokio::test]
async fn meta_that_is_no_object_or_too_much_of_one_is_refused() {
    let (_server, raw) = as_ana().await;
    let long = format!(r#"{{"a":"{}"}}"#, "x".repeat(17 << 10));
    let deep = [nested(17), nested(100), nested(5_000)];
    let twice = [r#"{"a":1,"a":1}"#, r#"{"b":[{"a":1,"a":2}]}"#];
    let others = ["[]", "1", "null", "{", r#"{"a":1}x"#, r#"{"a":1e999}"#, long.as_str()];
    for meta_json in deep.iter().map(String::as_str).chain(twice).chain(others) {
        let status = refusal(&raw, v1::ArtifactSpec { meta_json: meta_json.to_owned(), ..spec() }).await;
        assert_eq!(reason(&status), "INVALID_ARGUMENT", "{meta_json:.40}");
        let request = v1::CreateSessionRequest { meta_json: meta_json.to_owned(), ..Default::default() };
        let status = raw.sessions().create_session(request).await.unwrap_err();
        assert_eq!(reason(&status), "INVALID_ARGUMENT", "{meta_json:.40}");
    }
    assert_eq!(raw.list(everything()).await.unwrap().artifacts, []);
}

#[tokio::test]
async fn meta_of_every_size_that_is_allowed_comes_back_as_it_went() {
    let (_server, raw) = as_ana().await;
    let wide = format!(r#"{{"a":"{}"}}"#, "x".repeat((16 << 10) - 8));
    let numbers = r#"{"big":18446744073709551615,"half":0.5,"small":-9223372036854775808}"#;
    for meta_json in [numbers, &wide, &nested(16), "{}"] {
        let spec = v1::ArtifactSpec { meta_json: meta_json.to_owned(), ..spec() };
        assert_eq!(raw.create_of(spec, b"").await.unwrap().meta_json, meta_json);
    }
}

fn span(offset: i64, length: i64) -> Range {
    Range::Span(Span { offset, length })
}

/// What a range of ten bytes reads, by both ways of reading, which must be the same.
async fn read(raw: &Raw, artifact_id: &str, version: i64, range: Option<Range>) -> Result<Vec<u8>, String> {
    let artifact_id = artifact_id.to_owned();
    let range = range.map(|range| v1::ByteRange { range: Some(range) });
    let request = v1::ReadArtifactRequest { artifact_id: artifact_id.clone(), version, range };
    let at_once =
        raw.artifacts().read_artifact(request).await.map(|answer| answer.into_inner().data.to_vec());
    let streamed = download(raw, v1::DownloadRequest { artifact_id, version, range }).await;
    assert_eq!(
        format!("{:?}", at_once.as_ref().map_err(whole)),
        format!("{:?}", streamed.as_ref().map_err(whole))
    );
    at_once.map_err(|status| reason(&status))
}

async fn download(raw: &Raw, request: v1::DownloadRequest) -> Result<Vec<u8>, Status> {
    use v1::download_response::Frame;
    let mut messages = raw.artifacts().download(request).await?.into_inner();
    let mut data = Vec::new();
    while let Some(message) = messages.message().await? {
        if let Frame::Chunk(chunk) = message.frame.unwrap() {
            data.extend_from_slice(&chunk.data);
        }
    }
    Ok(data)
}

#[tokio::test]
async fn ranges_are_cut_at_the_end_and_refused_behind_it_or_below_zero() {
    let (_server, raw) = as_ana().await;
    let ten = raw.put(v1::Scope::User, "ten", b"0123456789").await;
    let none = raw.put(v1::Scope::User, "none", b"").await;
    let fine: &[(&str, Option<Range>, &[u8])] = &[
        (&ten, None, b"0123456789"),
        (&ten, Some(span(0, 0)), b"0123456789"),
        (&ten, Some(span(3, 0)), b"3456789"),
        (&ten, Some(span(3, 2)), b"34"),
        (&ten, Some(span(9, i64::MAX)), b"9"),
        (&ten, Some(Range::SuffixLength(3)), b"789"),
        (&ten, Some(Range::SuffixLength(i64::MAX)), b"0123456789"),
        (&none, None, b""),
        (&none, Some(span(0, 5)), b""),
        (&none, Some(Range::SuffixLength(5)), b""),
    ];
    for (id, range, expected) in fine {
        assert_eq!(read(&raw, id, 0, *range).await.as_deref(), Ok(*expected), "{range:?}");
    }
    for (id, range) in [(&ten, span(10, 0)), (&ten, span(i64::MAX, 1)), (&none, span(1, 0))] {
        let refused = read(&raw, id, 0, Some(range)).await;
        assert_eq!(refused, Err("RANGE_NOT_SATISFIABLE".to_owned()), "{range:?}");
    }
    let negative =
        [span(-1, 0), span(0, -1), span(i64::MIN, 1), Range::SuffixLength(-1), Range::SuffixLength(0)];
    for range in negative {
        assert_eq!(read(&raw, &ten, 0, Some(range)).await, Err("INVALID_ARGUMENT".to_owned()), "{range:?}");
    }
}

#[tokio::test]
async fn numbers_below_zero_are_refused() {
    let (_server, raw) = as_ana().await;
    let id = raw.put(v1::Scope::User, "a", b"data").await;
    assert_eq!(read(&raw, &id, -1, None).await, Err("INVALID_ARGUMENT".to_owned()));
    let status = raw.list(v1::ListArtifactsRequest { page_size: -1, ..everything() }).await.unwrap_err();
    assert_eq!(reason(&status), "INVALID_ARGUMENT");
}

#[tokio::test]
async fn enums_and_delimiters_that_there_are_not_are_refused() {
    let (_server, raw) = as_ana().await;
    let status = refusal(&raw, v1::ArtifactSpec { scope: 17, ..Default::default() }).await;
    assert_eq!(reason(&status), "INVALID_ARGUMENT");
    for request in [
        v1::ListArtifactsRequest { scope: 17, ..Default::default() },
        v1::ListArtifactsRequest { delimiter: "|".to_owned(), ..everything() },
        v1::ListArtifactsRequest { prefix: "a\0".to_owned(), ..everything() },
    ] {
        assert_eq!(reason(&raw.list(request).await.unwrap_err()), "INVALID_ARGUMENT");
    }
}

#[tokio::test]
async fn a_page_token_is_good_for_its_own_query_alone() {
    let (_server, raw) = as_ana().await;
    for name in ["a/1", "a/2", "a/3"] {
        raw.put(v1::Scope::User, name, b"").await;
        raw.put(v1::Scope::Session, name, b"").await;
    }
    let first = raw.list(v1::ListArtifactsRequest { page_size: 1, ..everything() }).await.unwrap();
    let token = first.next_page_token;
    let next = v1::ListArtifactsRequest { page_token: token.clone(), ..everything() };
    assert_eq!(raw.list(next.clone()).await.unwrap().artifacts.len(), 2);

    let ana = Who::user("ana");
    let bob = Who::user("bob");
    for (who, request) in [
        (&ana, v1::ListArtifactsRequest { prefix: "a".to_owned(), ..next.clone() }),
        (&ana, v1::ListArtifactsRequest { delimiter: "/".to_owned(), ..next.clone() }),
        (&ana, v1::ListArtifactsRequest { scope: v1::Scope::Session.into(), ..next.clone() }),
        (&ana, v1::ListArtifactsRequest { scope: v1::Scope::Sandbox.into(), ..next.clone() }),
        (&bob, next.clone()),
        (&ana.clone().of("other"), next.clone()),
        (&ana, v1::ListArtifactsRequest { page_token: "garbage!".to_owned(), ..next.clone() }),
        (&ana, v1::ListArtifactsRequest { page_token: "AAAA".to_owned(), ..next.clone() }),
        (&ana, v1::ListArtifactsRequest { page_token: token[1..].to_owned(), ..next.clone() }),
        (&ana, v1::ListArtifactsRequest { page_token: "A".repeat(100_000), ..next.clone() }),
    ] {
        let status = raw.with(who.clone()).list(request).await.unwrap_err();
        let found = (status.code(), reason(&status));
        assert_eq!(found, (Code::InvalidArgument, "PAGE_TOKEN_INVALID".to_owned()), "{who:?}");
    }
}

#[tokio::test]
async fn a_page_token_of_a_session_ends_with_that_incarnation_of_it() {
    let (_server, raw) = as_ana().await;
    let of_s = v1::ListArtifactsRequest { session_id: "s".to_owned(), ..Default::default() };
    let in_s = || v1::ArtifactSpec { session_id: "s".to_owned(), ..Default::default() };
    for _ in 0..2 {
        raw.create_of(in_s(), b"").await.unwrap();
    }
    let first = raw.list(v1::ListArtifactsRequest { page_size: 1, ..of_s.clone() }).await.unwrap();
    raw.end("s").await.unwrap();
    raw.create_of(in_s(), b"").await.unwrap();
    let next = v1::ListArtifactsRequest { page_token: first.next_page_token, ..of_s };
    assert_eq!(reason(&raw.list(next).await.unwrap_err()), "PAGE_TOKEN_INVALID");
}

/// What every call that names an artifact is told about this id.
async fn of_artifact(raw: &Raw, id: &str) -> Vec<(&'static str, Status)> {
    let artifact_id = id.to_owned();
    let mut stub = raw.artifacts();
    let read = v1::ReadArtifactRequest { artifact_id: artifact_id.clone(), ..Default::default() };
    let update = v1::UpdateArtifactRequest {
        artifact_id: artifact_id.clone(),
        data: Some("new".into()),
        ..Default::default()
    };
    let delete = v1::DeleteArtifactRequest { artifact_id: artifact_id.clone(), ..Default::default() };
    let whole = v1::DownloadRequest { artifact_id, ..Default::default() };
    vec![
        ("Get", raw.get(id).await.unwrap_err()),
        ("Read", stub.read_artifact(read).await.unwrap_err()),
        ("Download", download(raw, whole).await.unwrap_err()),
        ("Update", stub.update_artifact(update).await.unwrap_err()),
        ("Upload", raw.upload(vec![frames::replace(id), frames::finish()]).await.unwrap_err()),
        ("Delete", stub.delete_artifact(delete).await.unwrap_err()),
    ]
}

/// What every call that names a session is told about this id.
async fn of_session(raw: &Raw, id: &str) -> Vec<(&'static str, Status)> {
    let session_id = id.to_owned();
    let mut stub = raw.sessions();
    let get = v1::GetSessionRequest { session_id: session_id.clone() };
    let renew = v1::RenewSessionRequest { session_id: session_id.clone(), ..Default::default() };
    let list = v1::ListArtifactsRequest { session_id, ..Default::default() };
    vec![
        ("Get", stub.get_session(get).await.unwrap_err()),
        ("Renew", stub.renew_session(renew).await.unwrap_err()),
        ("Delete", raw.end(id).await.unwrap_err()),
        ("List", raw.list(list).await.unwrap_err()),
    ]
}

async fn exists(raw: &Raw, id: &str) -> bool {
    let request = v1::ArtifactExistsRequest { artifact_id: id.to_owned() };
    raw.artifacts().artifact_exists(request).await.unwrap().into_inner().exists
}

/// A status in which the id that was asked for is replaced by that of another question: ids have one length.
fn asked_for(status: &Status, id: &str, other: &str) -> (Code, String, Vec<u8>) {
    let details = String::from_utf8_lossy(status.details()).replace(id, other).into_bytes();
    (status.code(), status.message().replace(id, other), details)
}

#[tokio::test]
async fn an_id_of_another_sandbox_is_told_what_an_unknown_one_is() {
    let (_server, raw) = as_ana().await;
    let other = raw.with(Who::user("ana").of("other"));
    let admin = raw.with(Who::nobody().of("other").role("admin"));
    for scope in [v1::Scope::User, v1::Scope::Session] {
        let id = raw.put(scope, "a", b"data").await;
        for caller in [&other, &admin] {
            let unknown = of_artifact(caller, UNKNOWN).await;
            let foreign = of_artifact(caller, &id).await;
            for ((call, unknown), (_, foreign)) in unknown.iter().zip(&foreign) {
                assert_eq!(
                    (unknown.code(), reason(unknown).as_str()),
                    (Code::NotFound, "ARTIFACT_NOT_FOUND")
                );
                let (unknown, foreign) =
                    (asked_for(unknown, UNKNOWN, UNKNOWN), asked_for(foreign, &id, UNKNOWN));
                assert_eq!(foreign, unknown, "{call}");
            }
            assert!(!exists(caller, &id).await);
        }
        assert_eq!(raw.get(&id).await.unwrap().version, 1);
    }
}

#[tokio::test]
async fn a_session_of_another_sandbox_is_told_what_an_unknown_one_is() {
    let (_server, raw) = as_ana().await;
    raw.begin("here").await.unwrap();
    for other in [Who::user("ana").of("other"), Who::nobody().of("other").role("admin")] {
        let other = raw.with(other);
        let (unknown, foreign) = (of_session(&other, "none").await, of_session(&other, "here").await);
        for ((call, unknown), (_, foreign)) in unknown.iter().zip(&foreign) {
            assert_eq!(
                (unknown.code(), reason(unknown).as_str()),
                (Code::NotFound, "SESSION_NOT_FOUND"),
                "{call}"
            );
            assert_eq!(asked_for(foreign, "here", "none"), asked_for(unknown, "none", "none"), "{call}");
        }
    }
}

#[tokio::test]
async fn what_is_another_users_is_denied_and_only_its_id_is_named() {
    let (_server, raw) = as_ana().await;
    raw.begin("work").await.unwrap();
    let bob = raw.with(Who::user("bob"));
    for scope in [v1::Scope::User, v1::Scope::Session] {
        let id = raw.put(scope, "secret-name", b"data").await;
        for (call, status) in of_artifact(&bob, &id).await {
            assert_eq!(
                (status.code(), reason(&status).as_str()),
                (Code::PermissionDenied, "ACCESS_DENIED"),
                "{call}"
            );
            let told = format!("{} {}", status.message(), String::from_utf8_lossy(status.details()));
            assert!(
                told.contains(&id) && !told.contains("ana") && !told.contains("secret"),
                "{call}: {told}"
            );
        }
        assert!(!exists(&bob, &id).await);
    }
    for (call, status) in of_session(&bob, "work").await {
        assert_eq!(
            (status.code(), reason(&status).as_str()),
            (Code::PermissionDenied, "ACCESS_DENIED"),
            "{call}"
        );
    }
}

#[tokio::test]
async fn an_id_that_is_none_is_refused_as_an_argument() {
    let (_server, raw) = as_ana().await;
    let upper = UNKNOWN.to_uppercase().replace('0', "A");
    for id in ["", "x", "../../etc/passwd", &upper, &UNKNOWN.replace('-', ""), &format!("{{{UNKNOWN}}}")] {
        for (call, status) in of_artifact(&raw, id).await {
            assert_eq!(reason(&status), "INVALID_ARGUMENT", "{call} {id:?}");
        }
    }
    let (long, wide) = ("x".repeat(129), "ä".repeat(34));
    for id in ["a\0b", "a\nb", "a\u{85}b", &long, &wide] {
        for (call, status) in of_session(&raw, id).await {
            assert_eq!(reason(&status), "INVALID_ARGUMENT", "{call} {id:?}");
        }
        assert_eq!(reason(&raw.begin(id).await.unwrap_err()), "INVALID_ARGUMENT", "{id:?}");
    }
}

/// What a caller with these metadata is told of its own capabilities: its sandbox, user and session.
async fn identity(raw: &Raw, metadata: &[(&str, &str)]) -> Result<[String; 3], Status> {
    let mut request = Request::new(v1::GetCapabilitiesRequest {});
    for (key, value) in metadata {
        let key: AsciiMetadataKey = key.parse().unwrap();
        request.metadata_mut().append(key, AsciiMetadataValue::try_from(*value).unwrap());
    }
    let answer = raw.with(Who::nobody()).admin().get_capabilities(request).await?.into_inner();
    Ok([answer.sandbox_id, answer.user_id, answer.session_id])
}

#[tokio::test]
async fn an_identity_that_can_be_read_in_two_ways_is_refused() {
    let (_server, raw) = as_ana().await;
    for bad in [
        &[("artigrid-user", "ana"), ("artigrid-user", "bob")][..],
        &[("artigrid-user", "ana"), ("artigrid-user", "ana")],
        &[("artigrid-session", "a"), ("artigrid-session", "b")],
        &[("artigrid-sandbox", "a"), ("artigrid-sandbox", "b")],
        &[("artigrid-role", "user"), ("artigrid-role", "admin")],
        &[("artigrid-user", "%FF")],
        &[("artigrid-user", "%zz")],
        &[("artigrid-user", "ana%2")],
        &[("artigrid-user", "100%")],
        &[("artigrid-user", "%00")],
        &[("artigrid-session", "%0A")],
        &[("artigrid-sandbox", "..")],
        &[("artigrid-sandbox", "a%2Fb")],
        &[("artigrid-role", "root")],
        &[("artigrid-role", "user")],
    ] {
        let status = identity(&raw, bad).await.unwrap_err();
        assert_eq!(
            (status.code(), reason(&status).as_str()),
            (Code::InvalidArgument, "INVALID_ARGUMENT"),
            "{bad:?}"
        );
    }
}

#[tokio::test]
async fn an_identity_is_percent_encoded_utf_8() {
    let (_server, raw) = as_ana().await;
    let named =
        [("artigrid-user", "J%C3%B6%25%2fx"), ("artigrid-session", "a%20b"), ("artigrid-sandbox", "acme")];
    assert_eq!(identity(&raw, &named).await.unwrap(), ["acme", "Jö%/x", "a b"]);
    assert_eq!(identity(&raw, &[]).await.unwrap(), ["default", "", ""]);
}

#[tokio::test]
async fn user_scope_without_a_user_is_an_argument_that_is_missing() {
    let (_server, raw) = as_ana().await;
    raw.begin("s").await.unwrap();
    for who in [Who::nobody(), Who::session("s"), Who::nobody().role("admin")] {
        let status = refusal(&raw.with(who), spec()).await;
        assert_eq!(reason(&status), "INVALID_ARGUMENT");
    }
}
