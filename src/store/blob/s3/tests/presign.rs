//! Signed URLs, used by a client that knows nothing but HTTP.

use std::fmt::Write as _;
use std::time::Duration;

use bytes::Bytes;
use futures::TryStreamExt as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::world::World;
use crate::clock::{Clock as _, SystemClock};
use crate::domain::{BlobKey, ResolvedRange};
use crate::error::ErrorKind;
use crate::store::blob::{BlobStore, Presigned, ResponseHeaders};

const HOUR: Duration = Duration::from_hours(1);

fn key(number: u32) -> BlobKey {
    let artifact = format!("01890a5d-ac96-774b-bcce-{number:012x}");
    BlobKey::parse(&format!("grid/acme/users/a!2Fb/{artifact}.01890a5d-ac96-774b-bcce-b302099a8057")).unwrap()
}

/// One request, as curl would send it; the status, the headers and the body.
async fn send(signed: &Presigned, body: &[u8]) -> (u16, String, Vec<u8>) {
    let (host, path) = signed.url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut request = format!("{} /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n", signed.method);
    for (name, value) in signed.headers.iter().filter(|(name, _)| name != "host" && name != "content-length")
    {
        write!(request, "{name}: {value}\r\n").unwrap();
    }
    if signed.method == "PUT" {
        write!(request, "content-length: {}\r\n", body.len()).unwrap();
    }
    let mut socket = TcpStream::connect(host).await.unwrap();
    socket.write_all(format!("{request}\r\n").as_bytes()).await.unwrap();
    // A server that refuses may not want the body.
    let _ = socket.write_all(body).await;
    let mut answer = Vec::new();
    let _ = socket.read_to_end(&mut answer).await;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer");
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, head, answer[end + 4..].to_vec())
}

fn etag(head: &str) -> String {
    let line = head.lines().find(|line| line.starts_with("etag:")).expect("an ETag");
    line.trim_start_matches("etag:").trim().to_owned()
}

async fn stored(store: &dyn BlobStore, key: &BlobKey, length: usize) -> Bytes {
    let whole = ResolvedRange { offset: 0, length: length as u64 };
    store.get(key, whole).await.unwrap().try_collect::<Vec<Bytes>>().await.unwrap().concat().into()
}

#[tokio::test]
async fn a13_c10_a_signed_url_of_the_bucket_reads_with_plain_http_until_it_ends() {
    let Some(world) = World::garage(1 << 20).await else { return };
    let store = world.process(1).await;
    let chunk = crate::domain::Chunk::plain(Bytes::from_static(b"hello, grid"));
    let body = futures::stream::iter([Ok(chunk)]);
    store.put(&key(1), futures::StreamExt::boxed(body), None).await.unwrap();
    let presigner = store.presigner().expect("S3 signs");
    let headers = ResponseHeaders {
        content_type: Some("text/plain; charset=utf-8".to_owned()),
        content_disposition: Some("attachment; filename*=UTF-8''na%C3%AFve%20%22x%22.txt".to_owned()),
        cache_control: Some("private, no-store".to_owned()),
    };
    let signed = presigner.presign_get(&key(1), &headers, HOUR).await.unwrap();
    let (status, head, body) = send(&signed, b"").await;
    assert_eq!((status, body.as_slice()), (200, b"hello, grid".as_slice()), "{head}");
    for header in
        ["text/plain; charset=utf-8", "filename*=utf-8''na%c3%afve%20%22x%22.txt", "private, no-store"]
    {
        assert!(head.contains(header), "{header} is not in {head}");
    }
    assert!(signed.expire_time > SystemClock.now());
    // Another key, another verb, a change in the query: none of it is signed.
    let strange = |url: String| Presigned { url, ..signed.clone() };
    for url in [
        signed.url.replace("000000000001.", "000000000002."),
        signed.url.replace("X-Amz-Expires=3600", "X-Amz-Expires=7200"),
        signed.url.replace("attachment", "inline"),
    ] {
        assert_ne!(url, signed.url);
        assert_eq!(send(&strange(url), b"").await.0, 403);
    }
    let put = Presigned { method: "PUT".to_owned(), ..signed.clone() };
    assert_eq!(send(&put, b"other").await.0, 403);
    assert_eq!(stored(&*store, &key(1), 11).await, "hello, grid");
    assert!(!format!("{signed:?}").contains("Signature"));
}

#[tokio::test]
async fn c10_what_comes_by_a_signed_url_is_staged_and_adopted_as_it_was_looked_at() {
    let Some(world) = World::garage(1 << 20).await else { return };
    let store = world.process(1).await;
    let presigner = store.presigner().expect("S3 signs");
    let signed = presigner.presign_put(&key(1), Some(5), HOUR).await.unwrap();
    assert_eq!(send(&signed, b"longer than was declared").await.0, 403, "the size is signed");
    assert_eq!(presigner.staged(&key(1)).await.unwrap(), None);
    let (status, head, _) = send(&signed, b"first").await;
    assert_eq!(status, 200, "{head}");
    assert_eq!(store.size_of(&key(1)).await.unwrap(), None, "only staged");
    let staged = presigner.staged(&key(1)).await.unwrap().expect("what was put");
    assert_eq!(staged.size, 5);
    let read = presigner.read_staged(&key(1), &staged).await.unwrap();
    assert_eq!(read.try_collect::<Vec<Bytes>>().await.unwrap().concat(), b"first");
    // The URL still lives: what it writes now is not what was looked at.
    assert_eq!(send(&signed, b"other").await.0, 200);
    let error = presigner.adopt_staged(&key(1), &staged).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::EtagMismatch);
    let staged = presigner.staged(&key(1)).await.unwrap().unwrap();
    presigner.adopt_staged(&key(1), &staged).await.unwrap();
    assert_eq!(send(&signed, b"third").await.0, 200);
    assert_eq!(stored(&*store, &key(1), 5).await, "other", "a URL that still lives changes nothing");
    presigner.delete_staged(&key(1)).await.unwrap();
    presigner.delete_staged(&key(1)).await.unwrap();
    assert_eq!(presigner.staged(&key(1)).await.unwrap(), None);
    assert_eq!(stored(&*store, &key(1), 5).await, "other");
}

#[tokio::test]
async fn c10_signed_parts_in_any_order_make_the_whole_and_a_missing_one_is_refused() {
    let Some(world) = World::garage(1 << 20).await else { return };
    let store = world.process(1).await;
    let presigner = store.presigner().expect("S3 signs");
    let parts: Vec<Vec<u8>> =
        [5 << 20, 5 << 20, 7].iter().zip(1..).map(|(size, byte)| vec![byte; *size]).collect();
    let upload = presigner.begin_staged(&key(1)).await.unwrap();
    let mut sent = Vec::new();
    for number in [3_u32, 1, 2] {
        let part = &parts[number as usize - 1];
        let signed = presigner.presign_part(&key(1), &upload, number, part.len() as u64, HOUR).await.unwrap();
        let (status, head, _) = send(&signed, part).await;
        assert_eq!(status, 200, "{head}");
        sent.push((number, etag(&head)));
    }
    sent.sort();
    let mut wrong = sent.clone();
    wrong[1].1 = wrong[0].1.clone();
    let error = presigner.complete_staged(&key(1), &upload, &wrong).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    presigner.complete_staged(&key(1), &upload, &sent).await.unwrap();
    presigner.complete_staged(&key(1), &upload, &sent).await.unwrap();
    let staged = presigner.staged(&key(1)).await.unwrap().expect("the whole");
    presigner.adopt_staged(&key(1), &staged).await.unwrap();
    assert!(stored(&*store, &key(1), staged.size as usize).await == parts.concat());
    presigner.delete_staged(&key(1)).await.unwrap();
    assert_eq!(world.uploads().await, 0);
}

#[tokio::test]
async fn an_upload_by_parts_that_nobody_completes_is_freed_with_what_is_staged() {
    let Some(world) = World::garage(1 << 20).await else { return };
    let store = world.process(1).await;
    let presigner = store.presigner().expect("S3 signs");
    let upload = presigner.begin_staged(&key(1)).await.unwrap();
    let signed = presigner.presign_part(&key(1), &upload, 1, 3, HOUR).await.unwrap();
    assert_eq!(send(&signed, b"abc").await.0, 200);
    assert_eq!(world.uploads().await, 1);
    presigner.delete_staged(&key(1)).await.unwrap();
    assert_eq!(world.uploads().await, 0);
    let error = presigner.complete_staged(&key(1), &upload, &[(1, "x".to_owned())]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UploadNotFound);
}

#[tokio::test]
async fn a_url_lives_seven_days_at_the_most() {
    let world = World::s3s_fs(5 << 20).await;
    let store = world.process(1).await;
    let presigner = store.presigner().expect("S3 signs");
    let now = SystemClock.now();
    let week = Duration::from_hours(7 * 24);
    assert_eq!(presigner.latest_end(now).await.unwrap(), now.plus(week));
    let headers = ResponseHeaders::default();
    presigner.presign_get(&key(1), &headers, week).await.unwrap();
    let longer = presigner.presign_get(&key(1), &headers, week + Duration::from_secs(1)).await;
    assert_eq!(longer.unwrap_err().kind(), ErrorKind::Internal);
}
