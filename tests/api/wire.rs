//! What no SDK sends: frames that lie, streams that break, bytes that are no message. Each has its typed error, and
//! nothing of it stays.

use artigrid_client::raw::v1;
use artigrid_client::raw::v1::upload_request::Start;
use bytes::{Buf as _, BufMut as _, Bytes};
use sha2::{Digest as _, Sha256};
use tonic::client::Grpc;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::{Code, Request, Status};

use crate::harness::frames::{chunk, create, create_of, finish, finish_with, replace, start};
use crate::harness::{Profile, Raw, TestServer, Who, content, eventually, reason};

/// More than lies in a row, so that it is a blob.
const LARGE: usize = 100_000;

/// A server whose leftovers can be looked at, and its stubs as ana.
async fn files() -> (TestServer, Raw) {
    let server = TestServer::start(Profile::Files).await;
    let raw = server.raw(Who::user("ana"));
    (server, raw)
}

/// No row of an upload, no file of a blob, no artifact.
async fn nothing_stays(server: &TestServer, raw: &Raw) {
    eventually("no row and no file is left", async || {
        let blobs = server.blob_files().into_iter().filter(|file| !file.ends_with(".artigrid-store"));
        blobs.count() == 0 && server.rows_to_free().await == 0
    })
    .await;
    let listed =
        raw.list(v1::ListArtifactsRequest { scope: v1::Scope::User.into(), ..Default::default() }).await;
    assert_eq!(listed.unwrap().artifacts, []);
}

/// Each of these uploads is refused for this reason, and nothing of it stays.
async fn refused(expected: &str, uploads: Vec<Vec<v1::UploadRequest>>) {
    let (server, raw) = files().await;
    for (number, messages) in uploads.into_iter().enumerate() {
        let status = raw.upload(messages).await.unwrap_err();
        assert_eq!(reason(&status), expected, "upload {number}: {}", status.message());
    }
    nothing_stays(&server, &raw).await;
}

/// The same declared of the whole before the content, after it, and of content so small that it has no blob.
fn declared(size: Option<i64>, digests: Option<v1::Digests>) -> Vec<Vec<v1::UploadRequest>> {
    let mut uploads = Vec::new();
    for data in [content(LARGE, 1), b"small".to_vec()] {
        let mut spec = create("a");
        if let Some(Start::Spec(spec)) = &mut spec.start {
            (spec.size, spec.digests) = (size, digests.clone());
        }
        uploads.push(vec![spec, chunk(0, &data), finish()]);
        let end = v1::UploadFinish { size, digests: digests.clone() };
        uploads.push(vec![create("a"), chunk(0, &data), finish_with(end)]);
    }
    uploads
}

#[tokio::test]
async fn a_chunk_with_another_crc_is_refused() {
    let (first, second) = (content(LARGE, 1), content(LARGE, 2));
    let lie = v1::UploadRequest { crc32c: Some(7), ..chunk(LARGE, &second) };
    let small_lie = v1::UploadRequest { crc32c: Some(7), ..chunk(0, b"small") };
    let uploads =
        vec![vec![create("a"), chunk(0, &first), lie, finish()], vec![create("a"), small_lie, finish()]];
    refused("CHECKSUM_MISMATCH", uploads).await;
}

#[tokio::test]
async fn a_whole_with_another_digest_is_refused() {
    let crc32c = v1::Digests { crc32c: Some(7), sha256: None };
    let sha256 =
        v1::Digests { crc32c: None, sha256: Some(Bytes::copy_from_slice(&Sha256::digest(b"other"))) };
    let both = [declared(None, Some(crc32c)), declared(None, Some(sha256))];
    refused("CHECKSUM_MISMATCH", both.concat()).await;
}

#[tokio::test]
async fn a_digest_of_another_length_is_no_digest() {
    let short = v1::Digests { crc32c: None, sha256: Some(Bytes::from_static(b"short")) };
    refused("INVALID_ARGUMENT", declared(None, Some(short))).await;
}

#[tokio::test]
async fn c11_a_whole_of_another_size_is_refused() {
    let sizes = [1, 6, LARGE as i64 + 1, 5_000_000];
    refused("SIZE_MISMATCH", sizes.iter().flat_map(|size| declared(Some(*size), None)).collect()).await;
}

#[tokio::test]
async fn a_negative_size_is_refused() {
    refused("INVALID_ARGUMENT", declared(Some(-1), None)).await;
}

#[tokio::test]
async fn a_size_above_the_largest_artifact_is_refused_before_its_content() {
    let uploads = declared(Some(i64::MAX), None).into_iter().step_by(2).map(|upload| upload[..1].to_vec());
    refused("SIZE_LIMIT", uploads.collect()).await;
}

#[tokio::test]
async fn content_above_the_largest_artifact_is_refused_when_it_gets_there() {
    let server = TestServer::with_flags(Profile::Files, &["--max-artifact-size=150000"]).await;
    let raw = server.raw(Who::user("ana"));
    let data = content(LARGE, 1);
    let status =
        raw.upload(vec![create("a"), chunk(0, &data), chunk(LARGE, &data), finish()]).await.unwrap_err();
    assert_eq!(reason(&status), "SIZE_LIMIT");
    nothing_stays(&server, &raw).await;
}

#[tokio::test]
async fn data_that_does_not_begin_where_the_last_ended_is_refused() {
    let data = content(LARGE, 1);
    let at = |offset| v1::UploadRequest { offset, ..chunk(0, &data) };
    let second = |offset| vec![create("a"), chunk(0, &data), at(offset), finish()];
    let uploads = vec![
        second(0),
        second(LARGE as i64 - 1),
        second(LARGE as i64 + 1),
        vec![create("a"), at(1), finish()],
    ];
    refused("OFFSET_MISMATCH", uploads).await;
    refused("INVALID_ARGUMENT", vec![second(-1)]).await;
}

#[tokio::test]
async fn a_stream_that_does_not_say_what_it_is_is_refused() {
    let nothing_to_do = start(v1::UploadSpec::default());
    let uploads =
        vec![vec![], vec![chunk(0, b"data"), finish()], vec![finish()], vec![nothing_to_do, finish()]];
    refused("INVALID_ARGUMENT", uploads).await;
}

#[tokio::test]
async fn a_stream_says_only_once_what_it_is() {
    let data = content(LARGE, 1);
    let uploads = vec![
        vec![create("a"), create("b"), finish()],
        vec![create("a"), chunk(0, &data), create("a"), finish()],
        vec![create("a"), v1::UploadRequest { finish: Some(v1::UploadFinish::default()), ..create("a") }],
    ];
    refused("INVALID_ARGUMENT", uploads).await;
}

#[tokio::test]
async fn an_upload_that_there_is_not_cannot_be_resumed() {
    let resume =
        |id: &str| v1::UploadRequest { start: Some(Start::UploadId(id.to_owned())), ..Default::default() };
    refused("INVALID_ARGUMENT", vec![vec![resume("any"), finish()]]).await;
    let unknown = resume("01a3185c-5000-7cc4-9669-6589ef0ff135");
    refused("UPLOAD_NOT_FOUND", vec![vec![unknown, finish()]]).await;
}

#[tokio::test]
async fn c11_a_stream_that_ends_without_a_finish_leaves_nothing() {
    let data = content(LARGE, 1);
    let uploads =
        vec![vec![create("a")], vec![create("a"), chunk(0, b"small")], vec![create("a"), chunk(0, &data)]];
    refused("INVALID_ARGUMENT", uploads).await;
}

#[tokio::test]
async fn the_first_message_may_be_the_last_and_empty_data_is_a_keep_alive() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    let all_at_once = v1::UploadRequest {
        data: Bytes::from_static(b"all"),
        finish: Some(v1::UploadFinish { size: Some(3), digests: None }),
        ..create("a")
    };
    assert_eq!(raw.upload(vec![all_at_once, create("not read")]).await.unwrap().size, 3);
    let alive = v1::UploadRequest { offset: -9, ..Default::default() };
    let messages = vec![create("b"), alive.clone(), chunk(0, b"da"), alive, chunk(2, b"ta"), finish()];
    assert_eq!(raw.upload(messages).await.unwrap().size, 4);
    let without_sum = v1::UploadRequest { crc32c: None, ..chunk(0, b"data") };
    assert_eq!(raw.upload(vec![create("c"), without_sum, finish()]).await.unwrap().size, 4);
}

#[tokio::test]
async fn c11_an_upload_that_is_cut_leaves_nothing() {
    let (server, raw) = files().await;
    // Where in its work the server learns of the cut is chance.
    for _ in 0..10 {
        let (messages, queue) = tokio::sync::mpsc::channel(4);
        let queue = tokio_stream::wrappers::ReceiverStream::new(queue);
        let mut artifacts = raw.artifacts();
        let upload = tokio::spawn(async move { artifacts.upload(queue).await });
        messages.send(create("a")).await.unwrap();
        messages.send(chunk(0, &content(LARGE, 1))).await.unwrap();
        eventually("the upload has begun", async || server.rows_to_free().await == 1).await;
        upload.abort();
        assert!(upload.await.unwrap_err().is_cancelled());
        nothing_stays(&server, &raw).await;
    }
}

#[tokio::test]
async fn new_content_that_is_refused_leaves_the_old() {
    let (server, raw) = files().await;
    let data = content(LARGE, 1);
    let kept = raw.upload(vec![create("a"), chunk(0, &data), finish()]).await.unwrap();
    let lie = v1::UploadRequest { crc32c: Some(7), ..chunk(LARGE, &data) };
    let status = raw.upload(vec![replace(&kept.id), chunk(0, &data), lie, finish()]).await.unwrap_err();
    assert_eq!(reason(&status), "CHECKSUM_MISMATCH");
    assert_eq!(raw.get(&kept.id).await.unwrap(), kept);
    eventually("only the old content is left", async || {
        let blobs = server.blob_files().into_iter().filter(|file| !file.ends_with(".artigrid-store"));
        blobs.count() == 1 && server.rows_to_free().await == 0
    })
    .await;
}

#[tokio::test]
async fn an_upload_that_falls_silent_ends_with_idle_timeout() {
    let server = TestServer::with_flags(Profile::Files, &["--stream-idle-timeout=100ms"]).await;
    let raw = server.raw(Who::user("ana"));
    for messages in [vec![], vec![create("a")], vec![create("a"), chunk(0, &content(LARGE, 1))]] {
        let silent = futures::StreamExt::chain(futures::stream::iter(messages), futures::stream::pending());
        let status = raw.artifacts().upload(silent).await.unwrap_err();
        assert_eq!((status.code(), reason(&status).as_str()), (Code::DeadlineExceeded, "IDLE_TIMEOUT"));
    }
    nothing_stays(&server, &raw).await;
}

#[tokio::test]
async fn a_message_that_is_too_large_is_refused_as_such() {
    let huge = content(10 << 20, 1);
    let (server, raw) = files().await;
    for size in [(2 << 20) + 1, 10 << 20] {
        let status = raw.upload(vec![create("a"), chunk(0, &huge[..size]), finish()]).await.unwrap_err();
        assert_eq!(
            (status.code(), reason(&status).as_str()),
            (Code::InvalidArgument, "SIZE_LIMIT"),
            "{size}"
        );
    }
    for size in [(1 << 20) + 1, 10 << 20] {
        let spec = v1::ArtifactSpec { scope: v1::Scope::User.into(), ..Default::default() };
        let data = Bytes::copy_from_slice(&huge[..size]);
        let request = v1::CreateArtifactRequest { spec: Some(spec), data, ..Default::default() };
        let status = raw.artifacts().create_artifact(request).await.unwrap_err();
        assert_eq!(
            (status.code(), reason(&status).as_str()),
            (Code::InvalidArgument, "SIZE_LIMIT"),
            "{size}"
        );
    }
    let session = v1::CreateSessionRequest { meta_json: "x".repeat(10 << 20), ..Default::default() };
    let status = raw.sessions().create_session(session).await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::InvalidArgument, "SIZE_LIMIT"));
    nothing_stays(&server, &raw).await;
}

#[tokio::test]
async fn two_mebibytes_of_data_fit_into_a_message_and_one_into_a_request() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    let made = raw.upload(vec![create("a"), chunk(0, &content(2 << 20, 1)), finish()]).await.unwrap();
    assert_eq!(made.size, 2 << 20);
    let request = v1::CreateArtifactRequest { data: content(1 << 20, 2).into(), ..Default::default() };
    let made = raw.artifacts().create_artifact(request).await.unwrap().into_inner().artifact.unwrap();
    let read = v1::ReadArtifactRequest { artifact_id: made.id, ..Default::default() };
    assert!(raw.artifacts().read_artifact(read).await.unwrap().into_inner().data == content(1 << 20, 2));
}

#[tokio::test]
async fn a_commit_into_a_session_that_ended_meanwhile_is_refused() {
    let (server, raw) = files().await;
    for data in [content(LARGE, 1), b"small".to_vec()] {
        let (messages, queue) = tokio::sync::mpsc::channel(4);
        let mut artifacts = raw.artifacts();
        let upload = tokio::spawn(async move {
            artifacts.upload(tokio_stream::wrappers::ReceiverStream::new(queue)).await
        });
        messages
            .send(create_of(v1::ArtifactSpec { session_id: "s".to_owned(), ..Default::default() }))
            .await
            .unwrap();
        messages.send(chunk(0, &data)).await.unwrap();
        // The upload itself begins the session, so from then on it has its grant.
        eventually("the session has begun", async || {
            let request = v1::ValidateSessionRequest { session_id: "s".to_owned() };
            raw.sessions().validate_session(request).await.unwrap().into_inner().valid
        })
        .await;
        raw.end("s").await.unwrap();
        messages.send(finish()).await.unwrap();
        let status = upload.await.unwrap().unwrap_err();
        assert_eq!((status.code(), reason(&status).as_str()), (Code::FailedPrecondition, "SESSION_EXPIRED"));
    }
    nothing_stays(&server, &raw).await;
}

#[tokio::test]
async fn bytes_that_are_no_message_are_refused_as_an_argument() {
    let (server, raw) = files().await;
    let methods = [
        "artigrid.v1.ArtifactService/CreateArtifact",
        "artigrid.v1.ArtifactService/Upload",
        "artigrid.v1.ArtifactService/Download",
        "artigrid.v1.SessionService/CreateSession",
        "artigrid.v1.AdminService/GetCapabilities",
    ];
    for method in methods {
        let status = send(&raw, method, b"\xff\xff\xff\xff").await;
        let found = (status.code(), reason(&status));
        assert_eq!(found, (Code::InvalidArgument, "INVALID_ARGUMENT".to_owned()), "{method}: {status:?}");
    }
    nothing_stays(&server, &raw).await;
}

#[tokio::test]
async fn a_method_that_there_is_not_has_a_reason_too() {
    let server = TestServer::memory().await;
    let raw = server.raw(Who::user("ana"));
    for method in ["artigrid.v1.ArtifactService/Nothing", "artigrid.v1.NoService/Get", "other.Thing/Do"] {
        let status = send(&raw, method, b"").await;
        assert_eq!(
            (status.code(), reason(&status).as_str()),
            (Code::Unimplemented, "UNIMPLEMENTED"),
            "{method}"
        );
    }
}

/// The refusal of these bytes as a message of this method.
async fn send(raw: &Raw, method: &str, message: &'static [u8]) -> Status {
    let mut grpc = Grpc::new(raw.service());
    grpc.ready().await.unwrap();
    let path = format!("/{method}").parse().unwrap();
    grpc.unary(Request::new(Bytes::from_static(message)), path, AsTheyAre).await.unwrap_err()
}

/// Messages as the bytes that they are.
#[derive(Clone, Copy)]
struct AsTheyAre;

impl Codec for AsTheyAre {
    type Encode = Bytes;
    type Decode = Bytes;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        *self
    }

    fn decoder(&mut self) -> Self {
        *self
    }
}

impl Encoder for AsTheyAre {
    type Item = Bytes;
    type Error = Status;

    fn encode(&mut self, item: Bytes, to: &mut EncodeBuf<'_>) -> Result<(), Status> {
        to.put(item);
        Ok(())
    }
}

impl Decoder for AsTheyAre {
    type Item = Bytes;
    type Error = Status;

    fn decode(&mut self, from: &mut DecodeBuf<'_>) -> Result<Option<Bytes>, Status> {
        let size = from.remaining();
        Ok(Some(from.copy_to_bytes(size)))
    }
}
