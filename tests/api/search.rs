//! Rows A11, A29 and C5: artifacts by what they are, within what the caller may list, page by page.

use std::time::Duration;

use artigrid_client::raw::v1;
use artigrid_client::{
    Artifact, Changes, Client, NewArtifact, NewSession, Query, Reason, Scope, SearchOrder, Source,
};
use futures::TryStreamExt as _;
use serde_json::{Value, json};

use crate::harness::{Profile, TestServer, Who, reason};

async fn put(client: &Client, scope: Scope, name: &str, mime: &str, meta: Value) -> Artifact {
    let new = NewArtifact::new().scope(scope).filename(name).mime_type(mime).meta(meta);
    client.artifacts().upload(Source::bytes(name.as_bytes().to_vec()), new).await.unwrap()
}

/// The names of all that a search finds, however many pages that takes.
async fn names(client: &Client, query: Query) -> Vec<String> {
    let pages: Vec<_> = client.search().pages(query).try_collect().await.unwrap();
    let artifacts = pages.into_iter().flat_map(|page| page.artifacts);
    artifacts.map(|artifact| artifact.filename.unwrap_or_default()).collect()
}

async fn refused(client: &Client, query: Query) -> Reason {
    client.search().page(&query, None).await.unwrap_err().reason()
}

fn mine() -> Query {
    Query::new(Scope::User)
}

#[tokio::test]
async fn a11_conditions_are_joined_by_and_on_every_backend() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let ana = server.user("ana");
        for (name, mime, meta) in [
            ("a/1.png", "image/png", json!({"project": {"name": "apollo", "run": 11}, "ok": true})),
            ("a/2.jpg", "image/jpeg", json!({"project": {"name": "apollo", "run": 12.0}})),
            ("b/3.png", "image/png", json!({"project": {"name": "gemini", "run": 12}, "ok": null})),
            ("b/4.txt", "text/plain", json!({"project": "apollo", "tags": ["x", 1]})),
            ("b/5.txt", "text/plain", json!({})),
        ] {
            put(&ana, Scope::User, name, mime, meta).await;
        }
        for (query, expected) in [
            (mine(), &["a/1.png", "a/2.jpg", "b/3.png", "b/4.txt", "b/5.txt"][..]),
            (mine().mime_prefix("image/"), &["a/1.png", "a/2.jpg", "b/3.png"]),
            (mine().filename_prefix("b/"), &["b/3.png", "b/4.txt", "b/5.txt"]),
            (mine().meta_equals("project.name", "apollo"), &["a/1.png", "a/2.jpg"]),
            (mine().meta_equals("project", "apollo"), &["b/4.txt"]),
            (mine().meta_equals("project.run", 12), &["a/2.jpg", "b/3.png"]),
            (mine().meta_equals("project.run", 12.0), &["a/2.jpg", "b/3.png"]),
            (mine().meta_equals("project.run", "12"), &[]),
            (mine().meta_equals("ok", Value::Null), &["b/3.png"]),
            (mine().meta_equals("tags", json!(["x", 1.0])), &["b/4.txt"]),
            (mine().meta_equals("project", json!({"run": 11, "name": "apollo"})), &["a/1.png"]),
            (mine().meta_equals("project.name", "apollo").meta_equals("ok", true), &["a/1.png"]),
            (mine().meta_equals("project.run", 12).mime_prefix("image/p").filename_prefix("b"), &["b/3.png"]),
            (mine().meta_equals("project.run", 12).mime_prefix("text/"), &[]),
        ] {
            assert_eq!(names(&ana, query.clone()).await, expected, "{profile:?} {query:?}");
        }
    }
}

#[tokio::test]
async fn a11_a_search_sees_what_a_list_sees_and_nothing_else() {
    let server = TestServer::memory().await;
    let (ana, bob) = (server.user("ana"), server.user("bob"));
    let tag = || json!({"tag": 1});
    put(&ana, Scope::User, "ana's", "text/plain", tag()).await;
    put(&bob, Scope::User, "bob's", "text/plain", tag()).await;
    put(&ana, Scope::Session, "ana's session's", "text/plain", tag()).await;
    let admin = server.builder().role("admin").build().unwrap();
    put(&admin, Scope::Sandbox, "everybody's", "text/plain", tag()).await;
    let in_scope = |scope| Query::new(scope).meta_equals("tag", 1.0);
    for scope in [Scope::User, Scope::Session, Scope::Sandbox] {
        for client in [&ana, &bob, &admin] {
            let list = artigrid_client::ListArtifacts::new().scope(scope);
            let listed = client.artifacts().list_page(&list, None).await.unwrap().artifacts;
            let listed: Vec<String> = listed.into_iter().filter_map(|artifact| artifact.filename).collect();
            assert_eq!(names(client, in_scope(scope)).await, listed, "{scope:?}");
        }
    }
    assert_eq!(names(&bob, in_scope(Scope::User)).await, ["bob's"]);
    assert_eq!(names(&bob, in_scope(Scope::Session)).await, [""; 0]);
    let elsewhere = server.builder().sandbox("other").user("ana").build().unwrap();
    assert_eq!(names(&elsewhere, in_scope(Scope::User)).await, [""; 0]);
    // Owner only narrows.
    assert_eq!(refused(&bob, in_scope(Scope::User).owner("ana")).await, Reason::AccessDenied);
    assert_eq!(names(&admin, in_scope(Scope::User).owner("ana")).await, ["ana's"]);
    assert_eq!(refused(&server.client(), in_scope(Scope::User)).await, Reason::AccessDenied);
    let operator = server.builder().role("operator").build().unwrap();
    assert_eq!(refused(&operator, in_scope(Scope::Sandbox)).await, Reason::AccessDenied);
}

#[tokio::test]
async fn a29_a_users_files_are_found_by_type_and_metadata() {
    let server = TestServer::start(Profile::Files).await;
    let service = server.user("ana");
    for at in 0..30 {
        let mime = if at % 3 == 0 { "application/pdf" } else { "text/csv" };
        put(&service, Scope::User, &format!("{at:02}"), mime, json!({"quarter": format!("Q{}", at % 4)}))
            .await;
    }
    let query = mine().mime_prefix("application/").meta_equals("quarter", "Q1").page_size(1);
    assert_eq!(names(&service, query).await, ["09", "21"]);
}

#[tokio::test]
async fn c5_pages_hold_every_match_once_in_every_order() {
    let server = TestServer::start(Profile::Files).await;
    let ana = server.user("ana");
    let mut all = Vec::new();
    for at in 0..25_u64 {
        let name = format!("{:02}", at * 7 % 25);
        let new = NewArtifact::new().scope(Scope::User).filename(&name).meta(json!({"n": at % 5}));
        let content = vec![1; usize::try_from(at * 11 % 25).unwrap()];
        all.push(ana.artifacts().upload(Source::bytes(content), new).await.unwrap());
        server.advance(Duration::from_secs(1));
    }
    for at in [3, 9, 20] {
        let changes = Changes::new().summary("changed");
        all[at] = ana.artifacts().update(&all[at].id, changes).await.unwrap();
        server.advance(Duration::from_secs(1));
    }
    type Sort = fn(&Artifact, &Artifact) -> std::cmp::Ordering;
    let orders: [(SearchOrder, Sort); 7] = [
        (SearchOrder::Filename, |a, b| a.filename.cmp(&b.filename)),
        (SearchOrder::CreateTime, |a, b| a.create_time.cmp(&b.create_time)),
        (SearchOrder::CreateTimeDesc, |a, b| b.create_time.cmp(&a.create_time)),
        (SearchOrder::UpdateTime, |a, b| a.update_time.cmp(&b.update_time)),
        (SearchOrder::UpdateTimeDesc, |a, b| b.update_time.cmp(&a.update_time)),
        (SearchOrder::Size, |a, b| a.size.cmp(&b.size)),
        (SearchOrder::SizeDesc, |a, b| b.size.cmp(&a.size)),
    ];
    for (order, sort) in orders {
        all.sort_by(sort);
        let expected: Vec<String> = all.iter().filter_map(|artifact| artifact.filename.clone()).collect();
        for size in [1, 7, 100] {
            assert_eq!(names(&ana, mine().order(order).page_size(size)).await, expected, "{order:?}");
        }
    }
}

#[tokio::test]
async fn what_expired_or_whose_session_ended_is_not_found_before_the_sweep() {
    let server = TestServer::memory().await;
    let ana = server.user("ana");
    let short = NewArtifact::new().scope(Scope::User).filename("short").ttl(Duration::from_secs(60));
    ana.artifacts().upload(Source::bytes("x"), short).await.unwrap();
    let session = ana.sessions().create(NewSession::new()).await.unwrap();
    let held = NewArtifact::new().scope(Scope::Session).session(&session.id).filename("held");
    ana.artifacts().upload(Source::bytes("x"), held).await.unwrap();
    let of_session = Query::new(Scope::Session).session(&session.id);
    assert_eq!(names(&ana, mine()).await, ["short"]);
    assert_eq!(names(&ana, of_session.clone()).await, ["held"]);
    server.advance(Duration::from_secs(60));
    assert_eq!(names(&ana, mine()).await, [""; 0]);
    ana.sessions().delete(&session.id).await.unwrap();
    // A client of its own: the first keeps the session that it wrote into.
    assert_eq!(names(&server.user("ana"), Query::new(Scope::Session)).await, [""; 0]);
    assert_eq!(refused(&ana, of_session).await, Reason::SessionExpired);
}

#[tokio::test]
async fn a_token_leads_on_in_its_own_question_only() {
    let server = TestServer::memory().await;
    let ana = server.user("ana");
    for name in ["1", "2", "3"] {
        put(&ana, Scope::User, name, "text/plain", json!({"a": 1})).await;
    }
    let query = mine().meta_equals("a", 1).page_size(1);
    let page = ana.search().page(&query, None).await.unwrap();
    let token = page.next_page_token.unwrap();
    // Another size and another way to write the same value are the same question.
    for same in [query.clone().page_size(2), mine().meta_equals("a", 1.0)] {
        let page = ana.search().page(&same, Some(token.clone())).await.unwrap();
        assert_eq!(page.artifacts[0].filename.as_deref(), Some("2"));
    }
    for other in [
        query.clone().order(SearchOrder::Size),
        query.clone().mime_prefix("text/"),
        query.clone().filename_prefix("1"),
        mine().meta_equals("a", 2),
        mine().meta_equals("b", 1),
        mine(),
    ] {
        let error = ana.search().page(&other, Some(token.clone())).await.unwrap_err();
        assert_eq!(error.reason(), Reason::PageTokenInvalid, "{other:?}");
    }
    let error = server.user("bob").search().page(&query, Some(token)).await.unwrap_err();
    assert_eq!(error.reason(), Reason::PageTokenInvalid);
}

#[tokio::test]
async fn what_is_no_question_is_refused() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    let meta = |path: &str, value: &str| v1::MetaEquals { path: path.into(), value_json: value.into() };
    let query = v1::ArtifactQuery::default();
    let with = |meta| v1::ArtifactQuery { meta, scope: 2, ..Default::default() };
    for (query, order, page_size, expected) in [
        (v1::ArtifactQuery { filter: "size > 1".into(), ..query.clone() }, 0, 0, "UNIMPLEMENTED"),
        (v1::ArtifactQuery { text: "word".into(), ..query.clone() }, 0, 0, "UNIMPLEMENTED"),
        (v1::ArtifactQuery { scope: 9, ..query.clone() }, 0, 0, "INVALID_ARGUMENT"),
        (v1::ArtifactQuery { mime_prefix: "\n".into(), ..query.clone() }, 0, 0, "INVALID_ARGUMENT"),
        (v1::ArtifactQuery { filename_prefix: "\u{7}".into(), ..query.clone() }, 0, 0, "INVALID_ARGUMENT"),
        (with(vec![meta("", "1")]), 0, 0, "INVALID_ARGUMENT"),
        (with(vec![meta("a", "{")]), 0, 0, "INVALID_ARGUMENT"),
        (with(vec![meta("a", "1"); 11]), 0, 0, "INVALID_ARGUMENT"),
        (query.clone(), 8, 0, "INVALID_ARGUMENT"),
        (query.clone(), 0, -1, "INVALID_ARGUMENT"),
    ] {
        let request = v1::SearchArtifactsRequest {
            query: Some(query.clone()),
            order,
            page_size,
            page_token: String::new(),
        };
        let status = raw.search().search_artifacts(request).await.unwrap_err();
        assert_eq!(reason(&status), expected, "{query:?}");
    }
    let status = raw.search().count_artifacts(v1::CountArtifactsRequest::default()).await.unwrap_err();
    assert_eq!(status.code(), tonic::Code::Unimplemented);
}
