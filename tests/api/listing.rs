//! Lists: in order, by prefix, like directories, a page at a time.

use artigrid_client::raw::v1;
use artigrid_client::{ListArtifacts, Scope};
use futures::TryStreamExt as _;
use tonic::Status;

use crate::harness::{Profile, Raw, TestServer, Who, reason};

/// In the order of their bytes; what has no name comes first.
const NAMES: [&str; 14] = ["", "", " ", "A", "Z", "a", "a", "a!", "a/", "a/b", "a/b/c", "a0", "ä", "🙂/x"];

fn query() -> v1::ListArtifactsRequest {
    v1::ListArtifactsRequest { scope: v1::Scope::User.into(), ..Default::default() }
}

/// Everything that pages of this size hold: artifacts' names, and prefixes with a `+` before them.
async fn walk(raw: &Raw, query: v1::ListArtifactsRequest, page_size: i32) -> Vec<String> {
    let mut found = Vec::new();
    let mut page_token = String::new();
    loop {
        let page =
            raw.list(v1::ListArtifactsRequest { page_size, page_token, ..query.clone() }).await.unwrap();
        let items = page.artifacts.len() + page.prefixes.len();
        assert!(items <= page_size.try_into().unwrap(), "a page of {items}");
        found.extend(page.artifacts.into_iter().map(|artifact| artifact.filename));
        found.extend(page.prefixes.into_iter().map(|prefix| format!("+{prefix}")));
        if page.next_page_token.is_empty() {
            return found;
        }
        assert!(items > 0, "an empty page that is not the last");
        page_token = page.next_page_token;
    }
}

/// Names that are legal, written in another order.
async fn furnished(profile: Profile) -> (TestServer, Raw) {
    let server = TestServer::start(profile).await;
    let raw = server.raw(Who::user("ana"));
    for name in NAMES.iter().rev().filter(|name| **name != "a/") {
        raw.put(v1::Scope::User, name, b"data").await;
    }
    // Of others, and of another scope: never seen here.
    raw.put(v1::Scope::Session, "a/session", b"data").await;
    raw.with(Who::user("bob")).put(v1::Scope::User, "a/bob", b"data").await;
    raw.with(Who::user("ana").of("other")).put(v1::Scope::User, "a/other", b"data").await;
    (server, raw)
}

#[tokio::test]
async fn a10_names_come_in_the_order_of_their_bytes_whatever_the_pages() {
    for profile in Profile::ALL {
        let (_server, raw) = furnished(*profile).await;
        let expected: Vec<_> = NAMES.into_iter().filter(|name| *name != "a/").collect();
        for page_size in [1, 2, 3, 5, 13, 100] {
            assert_eq!(walk(&raw, query(), page_size).await, expected, "{profile:?} by {page_size}");
        }
    }
}

#[tokio::test]
async fn of_one_name_the_older_id_comes_first() {
    let (_server, raw) = furnished(Profile::Memory).await;
    let all = raw.list(query()).await.unwrap().artifacts;
    let keys: Vec<_> = all.iter().map(|artifact| (artifact.filename.as_bytes(), &artifact.id)).collect();
    assert!(keys.is_sorted(), "{keys:?}");
}

#[tokio::test]
async fn a_prefix_is_one_of_bytes_not_of_directories() {
    for profile in Profile::ALL {
        let (_server, raw) = furnished(*profile).await;
        for (prefix, expected) in [
            ("a", &["a", "a", "a!", "a/b", "a/b/c", "a0"][..]),
            ("a/", &["a/b", "a/b/c"]),
            ("a/b", &["a/b", "a/b/c"]),
            ("🙂", &["🙂/x"]),
            ("b", &[]),
            ("a/b/c/d", &[]),
        ] {
            let query = v1::ListArtifactsRequest { prefix: prefix.to_owned(), ..query() };
            for page_size in [1, 2, 100] {
                assert_eq!(walk(&raw, query.clone(), page_size).await, expected, "{profile:?} {prefix}");
            }
        }
    }
}

#[tokio::test]
async fn a10_a_delimiter_rolls_up_what_is_below_and_each_prefix_counts_as_an_item() {
    for profile in Profile::ALL {
        let (_server, raw) = furnished(*profile).await;
        let rolled = |prefix: &str| v1::ListArtifactsRequest {
            prefix: prefix.to_owned(),
            delimiter: "/".to_owned(),
            ..query()
        };
        for page_size in [1, 2, 3, 100] {
            let mut top = walk(&raw, rolled(""), page_size).await;
            let mut expected = vec!["", "", " ", "+a/", "+🙂/", "A", "Z", "a", "a", "a!", "a0", "ä"];
            top.sort();
            expected.sort_unstable();
            assert_eq!(top, expected, "{profile:?} by {page_size}");
            assert_eq!(
                walk(&raw, rolled("a/"), page_size).await,
                ["a/b", "+a/b/"],
                "{profile:?} by {page_size}"
            );
            assert_eq!(walk(&raw, rolled("a/b/"), page_size).await, ["a/b/c"], "{profile:?} by {page_size}");
        }
    }
}

#[tokio::test]
async fn a_page_has_a_hundred_unless_asked_and_a_thousand_at_the_most() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    let writers: Vec<_> = (0..1_001)
        .map(|number| {
            let raw = raw.clone();
            tokio::spawn(async move { raw.put(v1::Scope::User, &format!("{number:04}"), b"").await })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    for (asked, given) in [(0, 100), (7, 7), (1_000, 1_000), (1_001, 1_000), (i32::MAX, 1_000)] {
        let page = raw.list(v1::ListArtifactsRequest { page_size: asked, ..query() }).await.unwrap();
        assert_eq!(page.artifacts.len(), given, "{asked}");
        assert!(!page.next_page_token.is_empty());
    }
    assert_eq!(walk(&raw, query(), 1_000).await.len(), 1_001);
    let client = server.user("ana");
    let pages: Vec<_> = client
        .artifacts()
        .list(ListArtifacts::new().scope(Scope::User).page_size(300))
        .try_collect()
        .await
        .unwrap();
    assert_eq!(pages.iter().map(|page| page.artifacts.len()).collect::<Vec<_>>(), [300, 300, 300, 101]);
}

#[tokio::test]
async fn a_page_ends_where_its_answer_would_grow_too_large() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    let meta_json = format!(r#"{{"a":"{}"}}"#, "x".repeat(15 << 10));
    for _ in 0..260 {
        let spec = v1::ArtifactSpec {
            scope: v1::Scope::User.into(),
            meta_json: meta_json.clone(),
            ..Default::default()
        };
        raw.create_of(spec, b"").await.unwrap();
    }
    let first = raw.list(v1::ListArtifactsRequest { page_size: 1_000, ..query() }).await.unwrap();
    assert!(first.artifacts.len() < 260 && first.artifacts.len() > 100, "{}", first.artifacts.len());
    assert!(prost::Message::encoded_len(&first) < 4 << 20);
    assert_eq!(walk(&raw, query(), 1_000).await.len(), 260);
}

#[tokio::test]
async fn the_live_sessions_of_a_user_are_listed_as_one() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(Who::user("ana"));
        for (session, name) in
            [("one", "b"), ("two", "a"), ("three", "d/e"), ("one", "d/f"), ("", "c"), ("over", "x")]
        {
            let spec = v1::ArtifactSpec {
                session_id: session.to_owned(),
                filename: name.to_owned(),
                ..Default::default()
            };
            raw.create_of(spec, b"").await.unwrap();
        }
        raw.end("over").await.unwrap();
        for page_size in [1, 2, 100] {
            let all = v1::ListArtifactsRequest::default();
            assert_eq!(walk(&raw, all, page_size).await, ["a", "b", "c", "d/e", "d/f"], "{profile:?}");
        }
        let rolled = v1::ListArtifactsRequest { delimiter: "/".to_owned(), ..Default::default() };
        let mut top = walk(&raw, rolled, 2).await;
        top.sort();
        assert_eq!(top, ["+d/", "a", "b", "c"], "{profile:?}");
    }
}

#[tokio::test]
async fn an_owner_narrows_and_never_widens() {
    let server = TestServer::memory().await;
    let ana = server.raw(Who::user("ana"));
    let (bob, admin) = (ana.with(Who::user("bob")), ana.with(Who::nobody().role("admin")));
    for scope in [v1::Scope::Session, v1::Scope::User] {
        ana.put(scope, "hers", b"").await;
        bob.put(scope, "his", b"").await;
        let of = |owner: &str| v1::ListArtifactsRequest {
            scope: scope.into(),
            owner: owner.to_owned(),
            ..Default::default()
        };
        let names = async |raw: &Raw, owner: &str| -> Result<Vec<String>, Status> {
            let page = raw.list(of(owner)).await?;
            Ok(page.artifacts.into_iter().map(|artifact| artifact.filename).collect())
        };
        assert_eq!(names(&ana, "").await.unwrap(), ["hers"]);
        assert_eq!(names(&ana, "ana").await.unwrap(), ["hers"]);
        assert_eq!(reason(&names(&ana, "bob").await.unwrap_err()), "ACCESS_DENIED");
        assert_eq!(reason(&names(&ana, "nobody").await.unwrap_err()), "ACCESS_DENIED");
        assert_eq!(names(&admin, "").await.unwrap(), ["hers", "his"]);
        assert_eq!(names(&admin, "bob").await.unwrap(), ["his"]);
        assert_eq!(names(&admin, "carol").await.unwrap(), [""; 0]);
    }
}
