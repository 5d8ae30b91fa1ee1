//! URLs that lead to the bucket itself, used by `curl`, which knows nothing of us.

use std::time::Duration;

use artigrid_client::{
    Client, DownloadUrl, NewArtifact, NewShareLink, PutContent, Reason, Scope, UploadByUrl, UploadUrl,
    UrlLife,
};
use sha2::{Digest as _, Sha256};

use crate::harness::curl::{Curled, curl, curl_put, has_curl};
use crate::harness::{Profile, TestServer, content, s3};

/// A server over a bucket of its own, and a user of it. Nothing, if there is no garage here, or no `curl`.
async fn world(flags: &[&str]) -> Option<(TestServer, Client)> {
    if !has_curl() {
        return None;
    }
    let mut all = s3::garage().await?;
    all.extend(flags.iter().map(ToString::to_string));
    let server = TestServer::at_this_time(Profile::Files, &all).await;
    let client = server.user("ana");
    Some((server, client))
}

fn mine(name: &str) -> NewArtifact {
    NewArtifact::new().scope(Scope::User).filename(name).mime_type("text/plain").no_expiry()
}

async fn put(begun: &UploadByUrl, data: &[u8]) -> Curled {
    let url = begun.signed_url.as_ref().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("data");
    std::fs::write(&file, data).unwrap();
    curl_put(&url.url, &url.headers, &file).await
}

async fn get(url: &str) -> Curled {
    curl(&[url]).await
}

async fn read(client: &Client, id: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    client.artifacts().download(id).to_writer(&mut bytes).await.unwrap();
    bytes
}

#[tokio::test]
async fn a13_c10_a_native_url_reads_past_the_server_and_what_is_deleted_is_gone_at_once() {
    let Some((server, client)) = world(&[]).await else { return };
    let data = content(3 << 20, 1);
    let made = client.artifacts().upload(data.clone(), mine("grüße.txt")).await.unwrap();
    let asked = DownloadUrl::new().life(UrlLife::Short);
    let (url, version) = client.urls().presign_download(&made.id, asked.clone()).await.unwrap();
    assert!(url.native && version == 1);
    assert!(!url.url.contains(&server.http().to_string()), "past the server");
    assert!(url.expire_time <= made.create_time + Duration::from_mins(15));
    let got = get(&url.url).await;
    assert_eq!((got.status, got.body == data), (200, true));
    assert_eq!(got.headers["content-type"], "text/plain");
    assert!(got.headers["content-disposition"].starts_with("attachment; filename="), "{:?}", got.headers);
    let part = curl(&["--range", "1-2", &url.url]).await;
    assert_eq!((part.status, part.body.as_slice()), (206, &data[1..3]));
    // Tampered with, of another verb.
    assert_eq!(get(&url.url.replace("X-Amz-Expires=900", "X-Amz-Expires=90000")).await.status, 403);
    assert_eq!(curl(&["--request", "DELETE", &url.url]).await.status, 403);
    // A browser is to show it in place: that goes through us, who can say that no script of it runs.
    let (ours, _) = client.urls().presign_download(&made.id, asked.clone().inline()).await.unwrap();
    assert!(!ours.native && get(&ours.url).await.body == data);

    // What was replaced goes with it, if it can be read so.
    client.artifacts().replace(&made.id, content(2 << 20, 2), artigrid_client::Changes::new()).await.unwrap();
    assert_eq!(get(&url.url).await.body.len(), 3 << 20, "the URL stays with its version");
    let (second, version) = client.urls().presign_download(&made.id, asked).await.unwrap();
    assert_eq!((version, get(&second.url).await.status), (2, 200));
    client.artifacts().delete(&made.id).await.unwrap();
    for url in [&url.url, &second.url, &ours.url] {
        assert_eq!(get(url).await.status, 404, "freed before the answer");
    }
}

#[tokio::test]
async fn c8_what_expires_is_gone_from_its_native_url_by_the_next_sweep() {
    let Some((server, client)) = world(&[]).await else { return };
    let data = content(1 << 20, 3);
    let short = NewArtifact::new().scope(Scope::User).ttl(Duration::from_mins(5));
    let made = client.artifacts().upload(data, short).await.unwrap();
    let (url, _) = client.urls().presign_download(&made.id, DownloadUrl::new()).await.unwrap();
    assert!(url.native && url.expire_time <= made.expire_time.unwrap(), "no longer than the artifact");
    // Its time is shortened behind the URL's back.
    let sooner = artigrid_client::Lifetime::Ttl(Duration::from_secs(10));
    let changes = artigrid_client::Changes::new().lifetime(sooner);
    client.artifacts().update(&made.id, changes).await.unwrap();
    assert_eq!(get(&url.url).await.status, 200);
    server.advance(Duration::from_secs(11));
    server.sweep().await;
    assert_eq!(get(&url.url).await.status, 404);
}

#[tokio::test]
async fn a14_c10_what_is_put_to_the_bucket_is_verified_copied_and_cannot_be_changed() {
    let Some((_server, client)) = world(&[]).await else { return };
    let urls = client.urls();
    for data in [content(9 << 20, 4), content(1_000, 5)] {
        let begun = urls.presign_upload(mine("a.bin"), UploadUrl::new()).await.unwrap();
        assert!(begun.signed_url.as_ref().unwrap().native);
        let early = urls.register(&begun.upload_id, PutContent::new()).await.unwrap_err();
        assert_eq!(early.reason(), Reason::InvalidArgument, "nothing was put yet");
        assert_eq!(put(&begun, b"wrong").await.status, 200);
        let size = data.len() as u64;
        let wrong = urls.register(&begun.upload_id, PutContent::new().size(size)).await.unwrap_err();
        assert_eq!(wrong.reason(), Reason::SizeMismatch);
        assert_eq!(put(&begun, &data).await.status, 200);
        assert!(!client.artifacts().exists(&begun.artifact_id).await.unwrap());
        let made = urls.register(&begun.upload_id, PutContent::new().size(size)).await.unwrap();
        assert_eq!((made.id.as_str(), made.size, made.verified), (begun.artifact_id.as_str(), size, true));
        assert_eq!(made.digests.sha256.unwrap().as_slice(), Sha256::digest(&data).as_slice());
        // The URL lives on, and changes nothing.
        assert_eq!(put(&begun, b"other").await.status, 200);
        assert_eq!(urls.register(&begun.upload_id, PutContent::new()).await.unwrap(), made);
        let kept = read(&client, &made.id).await;
        assert!(kept == data, "not what was registered");
    }
    // A declared size is signed.
    let begun = urls.presign_upload(mine("b"), UploadUrl::new().size(5)).await.unwrap();
    assert_eq!(put(&begun, b"longer than that").await.status, 403);
    assert_eq!(put(&begun, b"hello").await.status, 200);
    assert_eq!(urls.register(&begun.upload_id, PutContent::new()).await.unwrap().size, 5);
}

#[tokio::test]
async fn a15_c10_parts_go_to_the_bucket_in_any_order_and_all_must_be_there() {
    let Some((_server, client)) = world(&[]).await else { return };
    let (urls, data) = (client.urls(), content(20 << 20, 6));
    let asked = UploadUrl::new().size(data.len() as u64);
    let begun = urls.presign_upload(mine("parts"), asked).await.unwrap();
    let count = (data.len() as u64).div_ceil(begun.part_size.unwrap()) as u32;
    let parts = urls.presign_parts(&begun.upload_id, (1..=count).rev(), UrlLife::Medium).await.unwrap();
    let mut tags = Vec::new();
    for part in &parts {
        assert!(part.signed_url.native);
        let from = usize::try_from(part.offset).unwrap();
        let one = UploadByUrl { signed_url: Some(part.signed_url.clone()), ..begun.clone() };
        let done = put(&one, &data[from..from + usize::try_from(part.size).unwrap()]).await;
        assert_eq!(done.status, 200);
        tags.push((part.number, done.headers["etag"].clone()));
    }
    for missing in 0..tags.len() {
        let mut some = tags.clone();
        some.remove(missing);
        let refused = urls.register(&begun.upload_id, PutContent::new().parts(some)).await.unwrap_err();
        assert_eq!(refused.reason(), Reason::InvalidArgument, "complete means complete");
    }
    let made = urls.register(&begun.upload_id, PutContent::new().parts(tags.clone())).await.unwrap();
    assert_eq!(made.digests.sha256.unwrap().as_slice(), Sha256::digest(&data).as_slice());
    assert_eq!(urls.register(&begun.upload_id, PutContent::new().parts(tags)).await.unwrap(), made);
    assert!(read(&client, &made.id).await == data);
}

#[tokio::test]
async fn b1_a_share_link_leads_to_the_bucket_and_counts() {
    let Some((_server, client)) = world(&[]).await else { return };
    let data = content(1 << 20, 7);
    let made = client.artifacts().upload(data.clone(), mine("s")).await.unwrap();
    let (_, url) = client.urls().share(&made.id, NewShareLink::new().max_downloads(2)).await.unwrap();
    let led = get(&url).await;
    assert_eq!((led.status, led.headers["cache-control"].as_str()), (302, "no-store"));
    assert_eq!(get(&led.headers["location"]).await.body.len(), data.len());
    assert!(
        led.headers["location"].contains("X-Amz-Expires=60") || led.headers["location"].contains("Expires=5")
    );
    let part = curl(&["--location", "--range", "0-9", &url]).await;
    assert_eq!((part.status, part.body.as_slice()), (206, &data[..10]));
    assert_eq!(get(&url).await.status, 404, "used up");
    assert_eq!(get(&led.headers["location"]).await.status, 200, "for a minute at most");
}

#[tokio::test]
async fn urls_are_ours_where_the_operator_says_so() {
    let Some((server, client)) = world(&["--presign=proxy"]).await else { return };
    let data = content(1 << 20, 8);
    let made = client.artifacts().upload(data.clone(), mine("p")).await.unwrap();
    let (url, _) = client.urls().presign_download(&made.id, DownloadUrl::new()).await.unwrap();
    assert!(!url.native && url.url.contains(&server.http().to_string()));
    assert!(get(&url.url).await.body == data);
    let begun = client.urls().presign_upload(mine("q"), UploadUrl::new()).await.unwrap();
    assert!(!begun.signed_url.as_ref().unwrap().native);
    assert_eq!(put(&begun, &data).await.status, 200);
    let made = client.urls().register(&begun.upload_id, PutContent::new()).await.unwrap();
    let (_, link) = client.urls().share(&made.id, NewShareLink::new()).await.unwrap();
    assert!(get(&link).await.body == data);
}
