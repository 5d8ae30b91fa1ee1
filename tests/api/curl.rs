//! Signed URLs of ours by the `curl` command, on every store: what `tests/heavy` does with a gigabyte.

use artigrid_client::{DownloadUrl, NewArtifact, PutContent, Scope, UploadUrl, UrlLife};
use sha2::{Digest as _, Sha256};

use crate::harness::curl::{curl, curl_put, has_curl};
use crate::harness::{Profile, TestServer, content};

#[tokio::test]
async fn a13_a14_curl_puts_and_gets_on_every_store() {
    if !has_curl() {
        return;
    }
    let data = content(5 << 20, 1);
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("data");
    std::fs::write(&file, &data).unwrap();
    for profile in Profile::ALL {
        let server = TestServer::start(*profile).await;
        let (client, spec) = (server.user("ana"), NewArtifact::new().scope(Scope::User).filename("big"));
        let urls = client.urls();
        let begun = urls.presign_upload(spec, UploadUrl::new().life(UrlLife::Short)).await.unwrap();
        let url = begun.signed_url.unwrap();
        // Of another verb, and tampered with.
        assert_eq!(curl(&[&url.url]).await.status, 403);
        let last = if url.url.ends_with('A') { "B" } else { "A" };
        let forged = format!("{}{last}", &url.url[..url.url.len() - 1]);
        assert_eq!(curl_put(&forged, &url.headers, &file).await.status, 403);
        assert_eq!(curl_put(&url.url, &url.headers, &file).await.status, 200, "{profile:?}");
        let made = urls.register(&begun.upload_id, PutContent::new().size(data.len() as u64)).await.unwrap();
        assert_eq!(made.digests.sha256.unwrap().as_slice(), Sha256::digest(&data).as_slice());
        assert_eq!(curl_put(&url.url, &url.headers, &file).await.status, 409, "it is used up");

        let (url, _) =
            urls.presign_download(&made.id, DownloadUrl::new().life(UrlLife::Short)).await.unwrap();
        let whole = curl(&[&url.url]).await;
        assert!(whole.status == 200 && whole.body == data, "{profile:?}: {}", whole.status);
        let part = curl(&["--range", "1048570-1048585", &url.url]).await;
        assert_eq!((part.status, part.body.as_slice()), (206, &data[1_048_570..1_048_586]));
        let head = curl(&["--head", &url.url]).await;
        assert_eq!((head.status, head.headers["content-length"].clone()), (200, data.len().to_string()));
        let tag = format!("If-None-Match: {}", whole.headers["etag"]);
        assert_eq!(curl(&["--header", &tag, &url.url]).await.status, 304);
        assert_eq!(curl_put(&url.url, &[], &file).await.status, 403, "of another verb");
        server.advance(std::time::Duration::from_mins(15));
        assert_eq!(curl(&[&url.url]).await.status, 403, "it has expired");
    }
}
