//! A server that goes down leaves nobody in the dark: streams are told, what came is kept, and the SDK goes on by itself.
//!
//! Where nothing else is said the server has all the time in the world to end, and is told to hurry by the test.

use std::sync::Mutex;
use std::time::Duration;

use artigrid_client::raw::v1::{self, download_response::Frame, upload_request::Start, upload_spec::Target};
use artigrid_client::{Client, NewArtifact, RetryPolicy, Scope, Source};
use artigrid_test_services::free_port;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use crate::harness::{Profile, TestServer, Who, content, eventually, reason};

const CHUNK: usize = 1 << 20;
/// More than windows and sockets hold.
const BIG: usize = 40 << 20;

fn assert_draining(status: &Status) {
    assert_eq!((status.code(), reason(status).as_str()), (Code::Unavailable, "DRAINING"), "{status:?}");
    assert!(status.get_details_retry_info().is_some(), "when to come back: {status:?}");
}

fn chunk(start: Option<Start>, offset: usize, whole: &[u8]) -> v1::UploadRequest {
    let data = whole[offset..whole.len().min(offset + CHUNK)].to_vec().into();
    v1::UploadRequest { start, offset: i64::try_from(offset).unwrap(), data, ..Default::default() }
}

fn spec() -> v1::UploadSpec {
    let spec = v1::ArtifactSpec { scope: v1::Scope::User.into(), ..Default::default() };
    v1::UploadSpec { target: Some(Target::Create(spec)), ..Default::default() }
}

/// Sends these bytes and then nothing.
async fn send_and_wait(
    server: &TestServer,
    start: Start,
    whole: &[u8],
) -> (mpsc::Sender<v1::UploadRequest>, tokio::task::JoinHandle<Result<(), Status>>) {
    let mut artifacts = server.raw(Who::user("ana")).artifacts();
    let (sender, messages) = mpsc::channel(1);
    let running =
        tokio::spawn(async move { artifacts.upload(ReceiverStream::new(messages)).await.map(drop) });
    let mut start = Some(start);
    for offset in (0..whole.len()).step_by(CHUNK) {
        sender.send(chunk(start.take(), offset, whole)).await.unwrap();
    }
    (sender, running)
}

async fn an_upload_in_one_go(profile: Profile) {
    let server = TestServer::start(profile).await;
    let (sender, running) = send_and_wait(&server, Start::Spec(spec()), &content(4 * CHUNK, 1)).await;
    eventually("it is being written", || async { server.rows_to_free().await == 1 }).await;
    server.end();
    server.hurry();
    assert_draining(&running.await.unwrap().unwrap_err());
    drop(sender);
    let server = server.restart().await;
    assert_eq!(server.blob_files().len(), 0);
    assert_eq!(server.rows_to_free().await, 0);
}

#[tokio::test]
async fn an_upload_in_one_go_is_told_and_leaves_nothing_on_files() {
    an_upload_in_one_go(Profile::Files).await;
}

#[tokio::test]
async fn an_upload_in_one_go_is_told_and_leaves_nothing_on_sqlite() {
    an_upload_in_one_go(Profile::Sqlite).await;
}

async fn an_upload_that_can_be_resumed(profile: Profile) {
    let server = TestServer::start(profile).await;
    let raw = server.raw(Who::user("ana"));
    let request = v1::StartUploadRequest { spec: Some(spec()) };
    let id = raw.artifacts().start_upload(request).await.unwrap().into_inner().upload.unwrap().id;
    let whole = content(12 * CHUNK, 2);
    let (sender, running) = send_and_wait(&server, Start::UploadId(id.clone()), &whole[..11 * CHUNK]).await;
    let look = async || {
        let request = v1::GetUploadRequest { upload_id: id.clone() };
        raw.artifacts().get_upload(request).await.unwrap().into_inner().upload.unwrap().persisted_offset
    };
    eventually("a part is safe", || async { look().await > 0 }).await;
    server.end();
    server.hurry();
    let status = running.await.unwrap().unwrap_err();
    drop(sender);
    assert_draining(&status);
    let said = status.get_details_error_info().unwrap().metadata;
    assert_eq!((said["upload_id"].as_str(), said["resumable"].as_str()), (id.as_str(), "true"), "{said:?}");
    let safe: usize = said["persisted_offset"].parse().unwrap();
    assert!(safe > 0 && safe <= 11 * CHUNK, "{safe}");

    let server = server.restart().await;
    let raw = server.raw(Who::user("ana"));
    let request = v1::GetUploadRequest { upload_id: id.clone() };
    let upload = raw.artifacts().get_upload(request).await.unwrap().into_inner().upload.unwrap();
    assert_eq!(upload.persisted_offset, i64::try_from(safe).unwrap(), "as it was said");
    let mut rest: Vec<_> =
        (safe..whole.len()).step_by(CHUNK).map(|offset| chunk(None, offset, &whole)).collect();
    rest[0].start = Some(Start::UploadId(id));
    let size = i64::try_from(whole.len()).unwrap();
    rest.push(v1::UploadRequest {
        offset: size,
        finish: Some(v1::UploadFinish { size: Some(size), ..Default::default() }),
        ..Default::default()
    });
    let artifact = raw.upload(rest).await.unwrap();
    let back = server.user("ana").artifacts().download(&artifact.id).bytes(whole.len()).await.unwrap();
    assert!(back == whole, "other bytes than were sent");
}

#[tokio::test]
async fn an_upload_that_can_be_resumed_is_told_how_far_it_got_on_files() {
    an_upload_that_can_be_resumed(Profile::Files).await;
}

#[tokio::test]
async fn an_upload_that_can_be_resumed_is_told_how_far_it_got_on_sqlite() {
    an_upload_that_can_be_resumed(Profile::Sqlite).await;
}

/// The server closes a connection once all is said, and for a client that still sends (windows) that close may overtake
/// what was said: the system then resets the connection. So one of a few must have heard it.
#[tokio::test]
async fn a_download_is_ended_by_a_status_and_not_by_a_cut() {
    for _ in 0..5 {
        let status = Box::pin(end_of_a_download()).await;
        if reason(&status) == "DRAINING" {
            return assert_draining(&status);
        }
    }
    panic!("none of five downloads was told");
}

async fn end_of_a_download() -> Status {
    let server = TestServer::start(Profile::Memory).await;
    let ana = server.user("ana");
    let new = NewArtifact::new().scope(Scope::User);
    let id = ana.artifacts().upload(Source::bytes(content(BIG, 3)), new).await.unwrap().id;
    let request = v1::DownloadRequest { artifact_id: id, ..Default::default() };
    let mut stream = server.raw(Who::user("ana")).artifacts().download(request).await.unwrap().into_inner();
    stream.message().await.unwrap().expect("a header");
    server.end();
    server.hurry();
    let (mut came, mut status) = (0, None);
    while status.is_none() {
        match stream.message().await {
            Ok(Some(v1::DownloadResponse { frame: Some(Frame::Chunk(chunk)) })) => came += chunk.data.len(),
            Ok(other) => panic!("{came} bytes came, then {other:?}"),
            Err(error) => status = Some(error),
        }
    }
    assert!(came < BIG, "all came before the server hurried");
    status.unwrap()
}

/// A server on a port that it keeps, and a client that goes on trying while it is away.
async fn server_and_client(profile: Profile) -> (TestServer, Client) {
    let address = format!("--grpc-addr=127.0.0.1:{}", free_port());
    let server = TestServer::with_flags(profile, &[&address]).await;
    let patient =
        RetryPolicy { attempts: 100, longest_wait: Duration::from_millis(200), ..Default::default() };
    let client = server.builder().user("ana").retry(patient).build().unwrap();
    (server, client)
}

async fn the_sdk_goes_on(profile: Profile) {
    let (server, client) = server_and_client(profile).await;
    let (up, down) = (content(BIG, 4), content(BIG, 5));
    let new = || NewArtifact::new().scope(Scope::User);
    let id = client.artifacts().upload(Source::bytes(down.clone()), new()).await.unwrap().id;

    // Both are in the middle when the server hurries, and are held there until it was told to.
    let mut reading = client.artifacts().download(&id).open().await.unwrap();
    let mut read = reading.next().await.unwrap().unwrap().to_vec();
    let (reached, mut is_reached) = mpsc::channel(1);
    let (go_on, wait) = std::sync::mpsc::channel::<()>();
    let wait = Mutex::new(Some(wait));
    let upload = client.artifacts().upload(Source::bytes(up.clone()), new()).on_progress(move |progress| {
        if progress.done > 10 << 20
            && let Some(wait) = wait.lock().unwrap().take()
        {
            reached.try_send(()).unwrap();
            wait.recv().unwrap();
        }
    });
    let upload = tokio::spawn(async move { upload.await });
    is_reached.recv().await.unwrap();
    server.end();
    server.hurry();
    go_on.send(()).unwrap();
    let download = tokio::spawn(async move {
        while let Some(more) = reading.next().await.unwrap() {
            read.extend_from_slice(&more);
        }
        read
    });

    let server = server.restart().await;
    let sent = upload.await.unwrap().expect("the upload goes on by itself");
    assert!(download.await.unwrap() == down, "the download goes on by itself");
    let back = client.artifacts().download(&sent.id).bytes(BIG).await.unwrap();
    assert!(back == up, "other bytes than were sent");
    drop(server);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_sdk_goes_on_when_the_server_is_back_on_files() {
    Box::pin(the_sdk_goes_on(Profile::Files)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_sdk_goes_on_when_the_server_is_back_on_sqlite() {
    Box::pin(the_sdk_goes_on(Profile::Sqlite)).await;
}
