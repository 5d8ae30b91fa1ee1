//! Connections: how they begin, how long they live, how they and their requests end.

use std::time::Duration;

use artigrid_client::raw::health::HealthCheckRequest;
use artigrid_client::raw::health::health_client::HealthClient;
use artigrid_client::raw::v1;
use futures::future;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Request, Status, Streaming};

use crate::harness::{Profile, TestServer, Who, content, reason};

/// No wait in here is longer, and none of them is expected to be.
const BOUND: Duration = Duration::from_secs(30);
/// HTTP/2's preface and an empty SETTINGS frame.
const HELLO: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00";

async fn serve(flags: &[&str]) -> TestServer {
    TestServer::with_flags(Profile::Memory, flags).await
}

async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    tokio::time::timeout(BOUND, future).await.unwrap_or_else(|_| panic!("waited in vain: {what}"))
}

/// Reads until the other end closes; a reset counts as closed.
async fn closed(stream: &mut TcpStream) {
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest).await;
}

async fn watch(
    server: &TestServer,
    timeout: Option<Duration>,
) -> Streaming<artigrid_client::raw::health::HealthCheckResponse> {
    let mut request = Request::new(HealthCheckRequest { service: String::new() });
    if let Some(timeout) = timeout {
        request.set_timeout(timeout);
    }
    HealthClient::new(server.raw(Who::nobody()).channel()).watch(request).await.unwrap().into_inner()
}

async fn end_of<T: std::fmt::Debug>(stream: &mut Streaming<T>) -> Status {
    soon("the stream ends", async {
        loop {
            match stream.message().await {
                Ok(Some(_)) => {}
                Ok(None) => panic!("the stream ended without a word"),
                Err(status) => return status,
            }
        }
    })
    .await
}

#[tokio::test]
async fn a_connection_that_says_nothing_is_closed_and_one_that_greets_is_not() {
    let server = serve(&["--connection-handshake=300ms"]).await;
    for half in [&HELLO[..0], &HELLO[..5]] {
        let mut silent = TcpStream::connect(server.address()).await.unwrap();
        silent.write_all(half).await.unwrap();
        soon("the silent connection is closed", closed(&mut silent)).await;
    }
    // One that greeted outlives one that did not, though both began before.
    let mut greeted = TcpStream::connect(server.address()).await.unwrap();
    greeted.write_all(HELLO).await.unwrap();
    let mut settings = [0; 9];
    greeted.read_exact(&mut settings).await.unwrap();
    let mut silent = TcpStream::connect(server.address()).await.unwrap();
    soon("the silent connection is closed", closed(&mut silent)).await;
    greeted.write_all(b"\x00\x00\x08\x06\x00\x00\x00\x00\x00pingpong").await.unwrap();
    let mut answers = Vec::new();
    soon("a ping is answered", async {
        while !answers.windows(8).any(|window| window == b"pingpong") {
            let mut more = [0; 64];
            let length = greeted.read(&mut more).await.unwrap();
            assert_ne!(length, 0, "the connection that greeted was closed");
            answers.extend_from_slice(&more[..length]);
        }
    })
    .await;
}

#[tokio::test]
async fn an_old_connection_is_asked_to_end_while_its_request_goes_on() {
    let server = serve(&["--connection-age=300ms", "--connection-handshake=100ms"]).await;
    let stream = TcpStream::connect(server.address()).await.unwrap();
    let (mut sender, connection) = h2::client::handshake(stream).await.unwrap();
    let connection = tokio::spawn(connection);
    let request = http::Request::post(format!("http://{}/grpc.health.v1.Health/Watch", server.address()))
        .header("content-type", "application/grpc")
        .body(())
        .unwrap();
    let (answer, mut body) = sender.send_request(request, false).unwrap();
    body.send_data(bytes::Bytes::from_static(&[0; 5]), true).unwrap();
    let mut messages = answer.await.unwrap().into_body();
    messages.data().await.unwrap().unwrap();
    // Asked to end (GOAWAY), the client may begin nothing new.
    soon("the connection is asked to end", async {
        while let Ok(mut ready) = sender.clone().ready().await {
            let probe = http::Request::get(format!("http://{}/", server.address())).body(()).unwrap();
            let Ok((answer, _)) = ready.send_request(probe, true) else { return };
            if answer.await.is_err() {
                return;
            }
        }
    })
    .await;
    assert!(!connection.is_finished(), "the connection was cut");
    // The request that runs is served to its end.
    server.end();
    soon("the request goes on", messages.data()).await.unwrap().unwrap();
}

#[tokio::test]
async fn connections_beyond_the_limit_wait_until_one_ends() {
    let server = serve(&["--connection-max=1"]).await;
    let mut first = TcpStream::connect(server.address()).await.unwrap();
    first.write_all(HELLO).await.unwrap();
    first.read_exact(&mut [0; 9]).await.unwrap();
    let waiting = server.raw(Who::nobody());
    let admin = &mut waiting.admin();
    let mut asked = Box::pin(admin.get_capabilities(v1::GetCapabilitiesRequest {}));
    // The second connection is in the system's queue; whatever the first asks meanwhile comes first.
    first.write_all(b"\x00\x00\x08\x06\x00\x00\x00\x00\x00pingpong").await.unwrap();
    match future::select(asked.as_mut(), Box::pin(first.read_exact(&mut [0; 17]))).await {
        future::Either::Left(_) => panic!("a second connection is served beside the first"),
        future::Either::Right((pong, _)) => drop(pong.unwrap()),
    }
    drop(first);
    soon("the second is served", asked).await.unwrap();
}

#[tokio::test]
async fn a_stream_ends_with_its_callers_deadline() {
    let server = serve(&[]).await;
    // The header says how long; the client's own clock is not asked.
    let raw = server.raw(Who::nobody());
    let mut request = Request::new(HealthCheckRequest { service: String::new() });
    request.metadata_mut().insert("grpc-timeout", "300m".parse().unwrap());
    let mut stream = HealthClient::new(raw.channel()).watch(request).await.unwrap().into_inner();
    let status = end_of(&mut stream).await;
    assert_eq!((status.code(), reason(&status).as_str()), (Code::DeadlineExceeded, "DEADLINE"), "{status:?}");
}

#[tokio::test]
async fn a_stream_ends_with_the_operators_deadline() {
    let server = serve(&["--stream-timeout=300ms"]).await;
    let status = end_of(&mut watch(&server, None).await).await;
    assert_eq!((status.code(), reason(&status).as_str()), (Code::DeadlineExceeded, "DEADLINE"), "{status:?}");
    let status = end_of(&mut watch(&server, Some(BOUND)).await).await;
    assert_eq!(reason(&status), "DEADLINE", "{status:?}");
}

#[tokio::test]
async fn an_upload_that_never_ends_is_ended_by_the_operators_deadline() {
    let server = serve(&["--stream-timeout=300ms"]).await;
    let (sender, messages) = mpsc::channel(1);
    sender.send(first_message()).await.unwrap();
    let mut artifacts = server.raw(Who::user("ana")).artifacts();
    let status = soon("it is ended", artifacts.upload(ReceiverStream::new(messages))).await.unwrap_err();
    assert_eq!(reason(&status), "DEADLINE", "{status:?}");
    drop(sender);
}

#[tokio::test]
async fn what_runs_when_the_server_is_told_to_end_is_finished() {
    let server = serve(&[]).await;
    let raw = server.raw(Who::user("ana"));
    let (sender, messages) = mpsc::channel(1);
    sender.send(first_message()).await.unwrap();
    let mut artifacts = raw.artifacts();
    let running = tokio::spawn(async move { artifacts.upload(ReceiverStream::new(messages)).await });
    // Taken up by the server: a second message finds room only after the first was read.
    sender.send(chunk(0, 1 << 20)).await.unwrap();
    sender.send(chunk(1 << 20, 1 << 20)).await.unwrap();
    server.end();
    let address = server.address().to_owned();
    soon("the port is closed", async {
        while TcpStream::connect(&address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let finish = v1::UploadFinish { size: Some(2 << 20), ..Default::default() };
    let last = v1::UploadRequest { offset: 2 << 20, finish: Some(finish), ..Default::default() };
    sender.send(last).await.unwrap();
    let answer = soon("the upload is finished", running).await.unwrap().unwrap().into_inner();
    assert_eq!(answer.artifact.unwrap().size, 2 << 20);
    soon("the server has ended", server.ended()).await;
}

#[tokio::test]
async fn an_upload_that_cannot_finish_is_told_before_the_drain_is_over() {
    let server = serve(&["--drain-timeout=500ms"]).await;
    let raw = server.raw(Who::user("ana"));
    let (sender, messages) = mpsc::channel(1);
    sender.send(first_message()).await.unwrap();
    let mut artifacts = raw.artifacts();
    let running = tokio::spawn(async move { artifacts.upload(ReceiverStream::new(messages)).await });
    sender.send(chunk(0, 1 << 20)).await.unwrap();
    sender.send(chunk(1 << 20, 1 << 20)).await.unwrap();
    server.end();
    let status = soon("the upload is ended", running).await.unwrap().unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::Unavailable, "DRAINING"), "{status:?}");
    soon("the server has ended", server.ended()).await;
}

fn first_message() -> v1::UploadRequest {
    use artigrid_client::raw::v1::upload_request::Start;
    let spec = v1::ArtifactSpec { scope: v1::Scope::User.into(), ..Default::default() };
    let target = Some(v1::upload_spec::Target::Create(spec));
    let spec = v1::UploadSpec { target, ..Default::default() };
    v1::UploadRequest { start: Some(Start::Spec(spec)), ..Default::default() }
}

fn chunk(offset: i64, size: usize) -> v1::UploadRequest {
    v1::UploadRequest { offset, data: content(size, offset as u64).into(), ..Default::default() }
}
