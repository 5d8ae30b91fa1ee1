//! A gigabyte by signed URLs and the `curl` command: put whole and in parts, registered, read; and what must not work.

use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use artigrid_client::{
    Client, DownloadUrl, NewArtifact, PutContent, Reason, Scope, SignedUrl, UploadUrl, UrlLife,
};

use crate::curl::{curl, curl_put};
use crate::sha256_of_file;
use crate::world::eventually;

/// What is sent, and where to.
pub(crate) struct Story<'a> {
    pub(crate) client: &'a Client,
    pub(crate) source: &'a Path,
    pub(crate) sha256: [u8; 32],
    pub(crate) dir: &'a Path,
    /// The URLs must lead to the store itself.
    pub(crate) native: bool,
}

impl Story<'_> {
    fn size(&self) -> u64 {
        std::fs::metadata(self.source).unwrap().len()
    }

    fn spec() -> NewArtifact {
        NewArtifact::new().scope(Scope::User).filename("gigabyte").no_expiry()
    }

    /// Puts the whole by one URL; answers the artifact.
    pub(crate) async fn whole(&self) -> String {
        let urls = self.client.urls();
        let begun = urls.presign_upload(Self::spec(), UploadUrl::new().size(self.size())).await.unwrap();
        let url = begun.signed_url.unwrap();
        assert_eq!(url.native, self.native);
        assert_eq!(curl_put(&tampered(&url), &url.headers, self.source).await.status, 403, "tampered with");
        assert_eq!(curl(&[&url.url]).await.status, 403, "of another verb");
        let early = urls.register(&begun.upload_id, PutContent::new()).await.unwrap_err();
        assert_eq!(early.reason(), Reason::InvalidArgument, "nothing is there yet");
        assert_eq!(curl_put(&url.url, &url.headers, self.source).await.status, 200);
        let made = urls.register(&begun.upload_id, PutContent::new()).await.unwrap();
        assert_eq!((made.size, made.digests.sha256), (self.size(), Some(self.sha256)));
        // Used again: refused by us; a store takes it, and it changes nothing.
        let again = curl_put(&url.url, &url.headers, self.source).await.status;
        assert_eq!(again, if self.native { 200 } else { 409 });
        assert_eq!(urls.register(&begun.upload_id, PutContent::new()).await.unwrap(), made);
        made.id
    }

    /// Puts it in parts, the last one first; answers the artifact.
    pub(crate) async fn parts(&self) -> String {
        let urls = self.client.urls();
        let begun = urls.presign_upload(Self::spec(), UploadUrl::new().size(self.size())).await.unwrap();
        let count = u32::try_from(self.size().div_ceil(begun.part_size.unwrap())).unwrap();
        let numbers: Vec<u32> = (1..=count).rev().collect();
        let (mut source, piece) = (std::fs::File::open(self.source).unwrap(), self.dir.join("piece"));
        let mut put = Vec::new();
        for numbers in numbers.chunks(100) {
            let parts =
                urls.presign_parts(&begun.upload_id, numbers.to_vec(), UrlLife::Medium).await.unwrap();
            for part in parts {
                let mut bytes = vec![0; usize::try_from(part.size).unwrap()];
                source.seek(SeekFrom::Start(part.offset)).unwrap();
                source.read_exact(&mut bytes).unwrap();
                std::fs::write(&piece, bytes).unwrap();
                assert_eq!(part.signed_url.native, self.native);
                let done = curl_put(&part.signed_url.url, &part.signed_url.headers, &piece).await;
                assert_eq!(done.status, 200, "part {}", part.number);
                put.push((part.number, done.headers["etag"].clone()));
            }
        }
        let missing = PutContent::new().parts(put[1..].to_vec());
        let refused = urls.register(&begun.upload_id, missing).await.unwrap_err();
        assert_eq!(refused.reason(), Reason::InvalidArgument, "complete means complete");
        let made = urls.register(&begun.upload_id, PutContent::new().parts(put)).await.unwrap();
        assert_eq!((made.size, made.digests.sha256), (self.size(), Some(self.sha256)));
        made.id
    }

    /// Reads what was put, whole and in part, and tries what must not work.
    pub(crate) async fn read(&self, id: &str) {
        let urls = self.client.urls();
        let (url, _) = urls.presign_download(id, DownloadUrl::new()).await.unwrap();
        assert_eq!(url.native, self.native);
        let copy = self.dir.join("copy");
        let mut get = tokio::process::Command::new("curl");
        get.args(["--silent", "--fail", "--max-time", "1800", "--output"]).arg(&copy).arg(&url.url);
        assert!(get.status().await.unwrap().success());
        assert_eq!(sha256_of_file(&copy), self.sha256);
        std::fs::remove_file(&copy).unwrap();
        let part = curl(&["--range", "536870900-536870923", &url.url]).await;
        let mut expected = [0; 24];
        let mut source = std::fs::File::open(self.source).unwrap();
        source.seek(SeekFrom::Start(536_870_900)).unwrap();
        source.read_exact(&mut expected).unwrap();
        assert_eq!((part.status, part.body.as_slice()), (206, &expected[..]));
        let tag = format!("If-None-Match: {}", part.headers["etag"]);
        assert_eq!(curl(&["--header", &tag, &url.url]).await.status, 304);
        assert_eq!(curl(&["--range", "0-0", &tampered(&url)]).await.status, 403);
        // A store signs the verb too, so a URL to read by has no HEAD there.
        let head = curl(&["--head", &url.url]).await;
        assert_eq!(head.status, if self.native { 403 } else { 200 });
        assert!(self.native || head.headers["content-length"] == self.size().to_string());
        let brief = DownloadUrl::new().life(std::time::Duration::from_secs(1));
        let (brief, _) = urls.presign_download(id, brief).await.unwrap();
        eventually("a URL of one second has expired", || async {
            curl(&["--range", "0-0", &brief.url]).await.status == 403
        })
        .await;
    }
}

/// With another signature: the last byte but a few, as the last ones may be padding.
fn tampered(url: &SignedUrl) -> String {
    let at = url.url.find("X-Amz-Signature=").map_or(url.url.len() - 8, |at| at + 20);
    let other = if &url.url[at..=at] == "0" { "1" } else { "0" };
    format!("{}{other}{}", &url.url[..at], &url.url[at + 1..])
}
