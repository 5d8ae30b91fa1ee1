//! The Rust SDK's URLs: signed by it, used by a plain HTTP client, registered and shared by it.

use std::time::{Duration, SystemTime};

use artigrid_client::{
    Changes, DownloadUrl, NewArtifact, NewShareLink, PutContent, Reason, Scope, SignedUrl, UploadUrl, UrlLife,
};
use futures::TryStreamExt as _;

use crate::harness::http::{Response, ask};
use crate::harness::{Profile, TestServer, content};

async fn go(server: &TestServer, url: &SignedUrl, body: &[u8]) -> Response {
    let mut request = ask(&url.method, &url.url).body(body.to_vec());
    for (name, value) in &url.headers {
        request = request.with(name, value);
    }
    request.send(server.http()).await
}

fn life(url: &SignedUrl, server_now: SystemTime) -> u64 {
    url.expire_time.duration_since(server_now).unwrap().as_secs()
}

fn mine(name: &str) -> NewArtifact {
    NewArtifact::new().scope(Scope::User).filename(name).no_expiry()
}

#[tokio::test]
async fn a13_the_sdk_signs_urls_to_read_for_as_long_as_is_wanted() {
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let client = server.user("ana");
        let made = client.artifacts().upload(content(70_000, 1), mine("a.txt")).await.unwrap();
        let wanted = [
            (UrlLife::Short, 900),
            (UrlLife::Medium, 3_600),
            (UrlLife::Long, 86_400),
            (Duration::from_secs(77).into(), 77),
        ];
        for (wanted, seconds) in wanted {
            let asked = DownloadUrl::new().life(wanted);
            let (url, version) = client.urls().presign_download(&made.id, asked).await.unwrap();
            // The test's clock stands still: the artifact was made now.
            assert_eq!(
                (life(&url, made.create_time), version, url.native),
                (seconds, 1, false),
                "{wanted:?}"
            );
            let got = go(&server, &url, b"").await;
            assert_eq!((got.status, got.body.len()), (200, 70_000));
        }
        let named = DownloadUrl::new().version(1).inline().filename("other.txt");
        let (url, _) = client.urls().presign_download(&made.id, named).await.unwrap();
        let told = go(&server, &url, b"").await.header("content-disposition").to_owned();
        assert!(told.starts_with("inline") && told.contains("other.txt"), "{told}");
        assert!(!format!("{url:?}").contains("http"), "a URL is a secret");
    }
}

#[tokio::test]
async fn a14_a15_the_sdk_signs_urls_to_write_and_registers() {
    let server = TestServer::start(Profile::Files).await;
    let (client, data) = (server.user("ana"), content(9 << 20, 2));
    let urls = client.urls();

    let asked = UploadUrl::new().size(5).life(UrlLife::Short);
    let begun = urls.presign_upload(mine("whole.bin"), asked).await.unwrap();
    assert_eq!(go(&server, begun.signed_url.as_ref().unwrap(), b"hello").await.status, 200);
    let made = urls.register(&begun.upload_id, PutContent::new().size(5)).await.unwrap();
    assert_eq!((&made.id, made.size), (&begun.artifact_id, 5));

    // In parts, the last one first, as new content of the same artifact.
    let changes = Changes::new().filename("parts.bin");
    let begun = urls.presign_replace(&made.id, changes, UploadUrl::new()).await.unwrap();
    let size = usize::try_from(begun.part_size.unwrap()).unwrap();
    let parts = urls.presign_parts(&begun.upload_id, [2, 1], UrlLife::Medium).await.unwrap();
    let mut put = Vec::new();
    for part in &parts {
        let from = usize::try_from(part.offset).unwrap();
        let piece = &data[from..(from + size).min(data.len())];
        let done = go(&server, &part.signed_url, piece).await;
        assert_eq!(done.status, 200);
        put.push((part.number, done.header("etag").to_owned()));
    }
    let missing = PutContent::new().parts(put[1..].to_vec());
    let refused = urls.register(&begun.upload_id, missing).await.unwrap_err();
    assert_eq!(refused.reason(), Reason::InvalidArgument, "complete means complete");
    let made = urls.register(&begun.upload_id, PutContent::new().parts(put)).await.unwrap();
    assert_eq!((made.filename.as_deref(), made.size, made.version), (Some("parts.bin"), 9 << 20, 2));

    // Its PUT registers by itself.
    let begun = urls.presign_upload(mine("auto"), UploadUrl::new().auto_register()).await.unwrap();
    assert_eq!(go(&server, &begun.signed_url.unwrap(), b"by itself").await.status / 100, 2);
    assert_eq!(client.artifacts().read(begun.artifact_id, None).await.unwrap().data, &b"by itself"[..]);
}

#[tokio::test]
async fn b1_the_sdk_makes_lists_and_ends_share_links() {
    let server = TestServer::memory().await;
    let client = server.user("ana");
    let made = client.artifacts().upload(vec![7_u8; 3], mine("a")).await.unwrap();
    let urls = client.urls();
    let new = NewShareLink::new().ttl(Duration::from_mins(5)).max_downloads(2);
    let (link, url) = urls.share(&made.id, new).await.unwrap();
    assert_eq!((link.downloads, link.max_downloads, link.revoked), (0, Some(2), false));
    assert_eq!(ask("GET", &url).send(server.http()).await.body, [7; 3]);
    let (other, _) = urls.share(&made.id, NewShareLink::new().inline()).await.unwrap();
    let pages: Vec<_> = urls.share_links(made.id.clone()).try_collect().await.unwrap();
    let told: Vec<_> = pages.into_iter().flat_map(|page| page.links).collect();
    let told: Vec<_> = told.into_iter().map(|link| (link.id, link.downloads, link.inline)).collect();
    assert_eq!(told.len(), 2);
    assert!(told.contains(&(link.id.clone(), 1, false)) && told.contains(&(other.id, 0, true)));
    assert!(urls.revoke(&link.id).await.unwrap().revoked);
    assert_eq!(ask("GET", &url).send(server.http()).await.status, 404);
    assert_eq!(urls.revoke(&link.id).await.unwrap_err().reason(), Reason::LinkNotFound);
}

/// The session that a client keeps is not put into a request that may be a repetition.
#[tokio::test]
async fn a_request_repeated_after_other_writes_is_still_the_same_request() {
    let server = TestServer::memory().await;
    let client = server.user("ana");
    let again = || NewArtifact::new().filename("a").request_id("0192a0b0-0000-4000-8000-000000000001");
    let first = client.artifacts().upload(vec![1_u8], again()).await.unwrap();
    let other = client.artifacts().upload(vec![2_u8], NewArtifact::new()).await.unwrap();
    assert_eq!(other.session_id, first.session_id, "the kept session is named");
    assert_eq!(client.artifacts().upload(vec![1_u8], again()).await.unwrap(), first);
}
