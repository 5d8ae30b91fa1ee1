//! Share links: followed by a plain HTTP client, counted, limited, listed, ended.

use std::time::Duration;

use artigrid_client::raw::v1;
use futures::future::join_all;

use crate::harness::http::{Response, ask};
use crate::harness::{Profile, Raw, TestServer, Who, content, reason};

fn ana() -> Who {
    Who::user("ana")
}

async fn share(raw: &Raw, request: v1::CreateShareLinkRequest) -> (v1::ShareLink, String) {
    let answer = raw.artifacts().create_share_link(request).await.unwrap().into_inner();
    (answer.share_link.unwrap(), answer.url)
}

fn of(id: &str) -> v1::CreateShareLinkRequest {
    v1::CreateShareLinkRequest { artifact_id: id.to_owned(), ..Default::default() }
}

fn seconds(seconds: i64) -> Option<prost_types::Duration> {
    Some(prost_types::Duration { seconds, nanos: 0 })
}

async fn get(server: &TestServer, url: &str) -> Response {
    ask("GET", url).send(server.http()).await
}

async fn listed(raw: &Raw, id: &str) -> Vec<v1::ShareLink> {
    let request = v1::ListShareLinksRequest { artifact_id: id.to_owned(), ..Default::default() };
    raw.artifacts().list_share_links(request).await.unwrap().into_inner().share_links
}

#[tokio::test]
async fn b1_a_share_link_follows_the_current_version_and_counts_each_body() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(ana());
        let id = raw.put(v1::Scope::User, "note.txt", b"hello").await;
        let (link, url) = share(&raw, of(&id)).await;
        assert!(url.starts_with(&format!("http://{}/shared/", server.http())), "{url}");
        assert!(!url.contains(&link.id), "the id is not the secret");
        assert_eq!((link.expire_time, link.max_downloads, link.downloads), (None, None, 0));

        let first = get(&server, &url).await;
        assert_eq!((first.status, first.body.as_slice()), (200, &b"hello"[..]), "{profile:?}");
        assert_eq!(first.header("content-disposition"), "attachment; filename=\"note.txt\"");
        assert_eq!(first.header("cache-control"), "private, no-cache");
        assert_eq!(first.header("content-security-policy"), "sandbox");
        let part = ask("GET", &url).with("Range", "bytes=1-2").send(server.http()).await;
        assert_eq!((part.status, part.body.as_slice()), (206, &b"el"[..]));
        // What sends no body is no use.
        let tag = first.header("etag").to_owned();
        assert_eq!(ask("HEAD", &url).send(server.http()).await.status, 200);
        assert_eq!(ask("GET", &url).with("If-None-Match", &tag).send(server.http()).await.status, 304);
        assert_eq!(ask("GET", &url).with("Range", "bytes=9-").send(server.http()).await.status, 416);
        assert_eq!(ask("GET", &url).with("If-Match", "\"x\"").send(server.http()).await.status, 412);
        assert_eq!(listed(&raw, &id).await[0].downloads, 2);

        let request = v1::UpdateArtifactRequest {
            artifact_id: id.clone(),
            data: Some("world!".into()),
            ..Default::default()
        };
        raw.artifacts().update_artifact(request).await.unwrap();
        assert_eq!(get(&server, &url).await.body, b"world!");
    }
}

#[tokio::test]
async fn b1_of_sixty_four_at_once_no_more_follow_a_link_than_it_allows() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let raw = server.raw(ana());
        let data: &'static [u8] = content(50_000, 5).leak();
        let id = raw.put(v1::Scope::User, "a", data).await;
        let (_, url) = share(&raw, v1::CreateShareLinkRequest { max_downloads: Some(9), ..of(&id) }).await;
        let answers = join_all((0..64).map(|at| {
            let request = ask("GET", &url);
            // A part of it is a download too.
            let request = if at % 2 == 0 { request } else { request.with("Range", "bytes=0-9") };
            request.send(server.http())
        }));
        let answers = answers.await;
        let good = answers.iter().filter(|answer| answer.status < 300).count();
        assert_eq!(good, 9, "{profile:?}");
        for answer in answers.iter().filter(|answer| answer.status >= 300) {
            assert_eq!(answer.outcome(), "404 LINK_NOT_FOUND");
        }
        assert_eq!(listed(&raw, &id).await[0].downloads, 9);
        assert_eq!(ask("HEAD", &url).send(server.http()).await.status, 404, "used up");
    }
}

#[tokio::test]
async fn b1_a_link_ends_by_its_time_by_its_maker_and_with_its_artifact() {
    let server = TestServer::memory().await;
    let raw = server.raw(ana());
    raw.begin("hers").await.unwrap();
    let spec = v1::ArtifactSpec {
        scope: v1::Scope::Session.into(),
        session_id: "hers".to_owned(),
        ..Default::default()
    };
    let artifact = raw.create_of(spec.clone(), b"hello").await.unwrap();
    let (brief, until) =
        share(&raw, v1::CreateShareLinkRequest { ttl: seconds(60), ..of(&artifact.id) }).await;
    assert_eq!(brief.expire_time.unwrap().seconds, brief.create_time.unwrap().seconds + 60);
    server.advance(Duration::from_millis(1));
    let (revoked, by_hand) = share(&raw, of(&artifact.id)).await;
    server.advance(Duration::from_millis(1));
    let (_, with_artifact) = share(&raw, of(&artifact.id)).await;
    let gone = async |url: &str| assert_eq!(get(&server, url).await.outcome(), "404 LINK_NOT_FOUND");

    let revoke = v1::RevokeShareLinkRequest { share_link_id: revoked.id };
    let answer = raw.artifacts().revoke_share_link(revoke.clone()).await.unwrap().into_inner();
    assert!(answer.share_link.unwrap().revoked);
    gone(&by_hand).await;
    assert_eq!(reason(&raw.artifacts().revoke_share_link(revoke).await.unwrap_err()), "LINK_NOT_FOUND");

    server.advance(Duration::from_millis(59_998) - Duration::from_micros(1));
    assert_eq!(get(&server, &until).await.status, 200);
    server.advance(Duration::from_micros(1));
    gone(&until).await;
    let links = listed(&raw, &artifact.id).await;
    assert_eq!(
        links.iter().map(|link| link.revoked).collect::<Vec<_>>(),
        [false, true, false],
        "newest first, ended too"
    );

    // The artifact's own 15 minutes.
    server.advance(Duration::from_mins(14) - Duration::from_micros(1));
    assert_eq!(get(&server, &with_artifact).await.status, 200);
    server.advance(Duration::from_micros(1));
    gone(&with_artifact).await;

    let again = raw.create_of(spec, b"hello").await.unwrap();
    let (_, with_session) = share(&raw, of(&again.id)).await;
    assert_eq!(get(&server, &with_session).await.status, 200);
    raw.end("hers").await.unwrap();
    gone(&with_session).await;
    let id = raw.put(v1::Scope::User, "a", b"hello").await;
    let (link, with_deleted) = share(&raw, of(&id)).await;
    let request = v1::DeleteArtifactRequest { artifact_id: id, ..Default::default() };
    raw.artifacts().delete_artifact(request).await.unwrap();
    gone(&with_deleted).await;
    let revoke = v1::RevokeShareLinkRequest { share_link_id: link.id };
    assert_eq!(reason(&raw.artifacts().revoke_share_link(revoke).await.unwrap_err()), "LINK_NOT_FOUND");
    server.sweep().await;
    gone(&with_deleted).await;
}

#[tokio::test]
async fn a_link_made_again_by_its_request_id_is_the_same_link() {
    let server = TestServer::memory().await;
    let raw = server.raw(ana());
    let id = raw.put(v1::Scope::User, "a", b"hello").await;
    let request = v1::CreateShareLinkRequest {
        max_downloads: Some(2),
        request_id: "5ef1e7a0-0000-4000-8000-000000000001".to_owned(),
        ..of(&id)
    };
    let first = share(&raw, request.clone()).await;
    assert_eq!(share(&raw, request.clone()).await, first);
    assert_eq!(listed(&raw, &id).await.len(), 1);
    let other = v1::CreateShareLinkRequest { max_downloads: Some(3), ..request };
    assert_eq!(reason(&raw.artifacts().create_share_link(other).await.unwrap_err()), "REQUEST_ID_REUSED");
}

#[tokio::test]
async fn links_are_listed_in_pages_and_bad_wishes_refused() {
    let server = TestServer::memory().await;
    let raw = server.raw(ana());
    let id = raw.put(v1::Scope::User, "a", b"hello").await;
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(share(&raw, of(&id)).await.0.id);
        server.advance(Duration::from_millis(1));
    }
    made.reverse();
    let mut request =
        v1::ListShareLinksRequest { artifact_id: id.clone(), page_size: 2, ..Default::default() };
    let mut found = Vec::new();
    loop {
        let page = raw.artifacts().list_share_links(request.clone()).await.unwrap().into_inner();
        found.extend(page.share_links.into_iter().map(|link| link.id));
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }
    assert_eq!(found, made);
    request.page_token = "AAAA".to_owned();
    assert_eq!(reason(&raw.artifacts().list_share_links(request).await.unwrap_err()), "PAGE_TOKEN_INVALID");
    for bad in [
        v1::CreateShareLinkRequest { max_downloads: Some(0), ..of(&id) },
        v1::CreateShareLinkRequest { max_downloads: Some(-1), ..of(&id) },
        v1::CreateShareLinkRequest { ttl: seconds(0), ..of(&id) },
        v1::CreateShareLinkRequest { disposition: 9, ..of(&id) },
        of("not an id"),
    ] {
        let refused = raw.artifacts().create_share_link(bad.clone()).await.unwrap_err();
        assert_eq!(reason(&refused), "INVALID_ARGUMENT", "{bad:?}");
    }
}

#[tokio::test]
async fn a_guessed_or_bent_secret_leads_nowhere() {
    let server = TestServer::memory().await;
    let raw = server.raw(ana());
    let id = raw.put(v1::Scope::User, "a", b"hello").await;
    let (link, url) = share(&raw, of(&id)).await;
    let secret = url.rsplit('/').next().unwrap();
    for at in 0..secret.len() {
        let other = if &secret[at..=at] == "A" { "B" } else { "A" };
        let bent = format!("/shared/{}{other}{}", &secret[..at], &secret[at + 1..]);
        assert_eq!(get(&server, &bent).await.outcome(), "404 LINK_NOT_FOUND", "{at}");
    }
    for other in [link.id.as_str(), "x", &format!("{secret}A"), &secret[1..]] {
        assert_eq!(
            get(&server, &format!("/shared/{other}")).await.outcome(),
            "404 LINK_NOT_FOUND",
            "{other}"
        );
    }
    for method in ["PUT", "POST", "DELETE"] {
        assert_eq!(ask(method, &url).send(server.http()).await.outcome(), "405", "{method}");
    }
    assert_eq!(listed(&raw, &id).await[0].downloads, 0);
}

#[tokio::test]
async fn links_survive_a_restart() {
    let server = TestServer::start(Profile::Files).await;
    let raw = server.raw(ana());
    let id = raw.put(v1::Scope::User, "a", b"hello").await;
    let (_, url) = share(&raw, v1::CreateShareLinkRequest { max_downloads: Some(2), ..of(&id) }).await;
    assert_eq!(get(&server, &url).await.status, 200);
    let server = server.restart().await;
    assert_eq!(get(&server, &url).await.status, 200);
    assert_eq!(get(&server, &url).await.outcome(), "404 LINK_NOT_FOUND", "the first one was counted before");
}
