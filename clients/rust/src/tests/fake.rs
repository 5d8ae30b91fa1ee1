//! A server in the same process that keeps one artifact in memory and fails on request.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use bytes::{Bytes, BytesMut};
use futures::stream::{self, StreamExt};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio_stream::wrappers::TcpListenerStream;
use tonic::{Code, Request, Response, Status, Streaming};
use tonic_types::{ErrorDetails, StatusExt};

use crate::raw::v1::artifact_service_server::{ArtifactService, ArtifactServiceServer};
use crate::raw::v1::{self, download_response::Frame, upload_request::Start};
use crate::transfer::digest::{crc32c, of};
use crate::{Client, RetryPolicy};

/// What the server does at its next call, once each.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fault {
    /// Nothing special.
    None,
    /// Refuses with UNAVAILABLE.
    Unavailable,
    /// Refuses an upload at its first message, and reads no further.
    RefuseUpload,
    /// Sends so many chunks of a download, then breaks it.
    BreakAfter(usize),
    /// Says nothing wrong but sends wrong bytes.
    FlipByte,
    /// Announces another SHA-256 than the content has.
    WrongDigest,
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) content: Bytes,
    pub(crate) faults: VecDeque<Fault>,
    /// Method and what is worth knowing of each call.
    pub(crate) calls: Vec<String>,
    /// User of the session that the server makes; empty = anonymous.
    pub(crate) session_user: String,
    sessions: usize,
    address: String,
}

#[derive(Clone, Default)]
pub(crate) struct Fake(pub(crate) Arc<Mutex<State>>);

pub(crate) const CHUNK: usize = 100_000;

impl Fake {
    /// Starts it; ends with the test's runtime.
    pub(crate) async fn start() -> (Self, Client) {
        let fake = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let service = ArtifactServiceServer::new(fake.clone()).max_decoding_message_size(8 << 20);
        tokio::spawn(
            tonic::transport::Server::builder()
                .add_service(service)
                .serve_with_incoming(TcpListenerStream::new(listener)),
        );
        fake.0.lock().unwrap().address.clone_from(&address);
        (fake, client(address))
    }

    pub(crate) fn address(&self) -> String {
        self.0.lock().unwrap().address.clone()
    }

    pub(crate) fn holding(&self, content: impl Into<Bytes>) {
        self.0.lock().unwrap().content = content.into();
    }

    pub(crate) fn fail(&self, faults: impl IntoIterator<Item = Fault>) {
        self.0.lock().unwrap().faults.extend(faults);
    }

    pub(crate) fn calls(&self) -> Vec<String> {
        self.0.lock().unwrap().calls.clone()
    }

    fn called<T>(&self, request: &Request<T>, what: &str) -> Fault {
        let session = request.metadata().get("artigrid-session").map_or("-", |id| id.to_str().unwrap());
        let mut state = self.0.lock().unwrap();
        state.calls.push(format!("{what} as {session}"));
        state.faults.pop_front().unwrap_or(Fault::None)
    }

    fn commit(&self, content: Bytes, named: &str) -> v1::Artifact {
        let mut state = self.0.lock().unwrap();
        state.content = content;
        let mut session_id = named.to_owned();
        if session_id.is_empty() {
            state.sessions += 1;
            session_id = format!("made-{}", state.sessions);
        }
        let user_id = state.session_user.clone();
        v1::Artifact { session_id, user_id, ..artifact(&state.content) }
    }
}

/// A client that does not wait between its tries.
pub(crate) fn client(address: String) -> Client {
    let instant = std::time::Duration::ZERO;
    let retry = RetryPolicy { attempts: 3, first_wait: instant, longest_wait: instant };
    Client::builder().address(address).retry(retry).build().unwrap()
}

/// A relay before the server that cuts its first connection after so many bytes of answers.
pub(crate) async fn cutting_relay(server: String, after: u64) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        let mut limit = after;
        loop {
            let (mut client, _) = listener.accept().await.unwrap();
            let mut server = TcpStream::connect(&server).await.unwrap();
            let (mut asked, mut ask) = client.split();
            let (answered, mut answer) = server.split();
            let mut answered = answered.take(limit);
            // Whichever way ends first ends both, in the middle of whatever it was.
            tokio::select! {
                _ = tokio::io::copy(&mut asked, &mut answer) => {}
                _ = tokio::io::copy(&mut answered, &mut ask) => {}
            }
            limit = u64::MAX;
        }
    });
    address
}

pub(crate) fn status(code: Code, reason: &str) -> Status {
    Status::with_error_details(code, reason, ErrorDetails::with_error_info(reason, "artigrid.dev", []))
}

fn artifact(content: &[u8]) -> v1::Artifact {
    let time = Some(prost_types::Timestamp { seconds: 1_700_000_000, nanos: 0 });
    v1::Artifact {
        id: "a".to_owned(),
        scope: v1::Scope::Session.into(),
        size: i64::try_from(content.len()).unwrap(),
        version: 3,
        digests: Some(of(content).to_raw()),
        create_time: time,
        update_time: time,
        ..Default::default()
    }
}

type Frames = tonic::codegen::BoxStream<v1::DownloadResponse>;

fn frames(content: &Bytes, from: usize, to: usize, fault: &Fault) -> Frames {
    let mut header = v1::DownloadHeader {
        artifact: Some(artifact(content)),
        offset: i64::try_from(from).unwrap(),
        length: i64::try_from(to - from).unwrap(),
        total_size: i64::try_from(content.len()).unwrap(),
        version: 3,
        digests: Some(of(content).to_raw()),
    };
    if *fault == Fault::WrongDigest {
        header.digests = Some(v1::Digests { crc32c: None, sha256: Some(vec![0; 32].into()) });
    }
    let mut frames = vec![Ok(Frame::Header(header))];
    for (number, start) in (from..to).step_by(CHUNK).enumerate() {
        if *fault == Fault::BreakAfter(number) {
            frames.push(Err(status(Code::Unavailable, "DRAINING")));
            break;
        }
        let data = content.slice(start..to.min(start + CHUNK));
        let crc32c = crc32c(&data) ^ u32::from(*fault == Fault::FlipByte);
        let chunk = v1::DownloadChunk { offset: i64::try_from(start).unwrap(), data, crc32c };
        frames.push(Ok(Frame::Chunk(chunk)));
    }
    stream::iter(frames).map(|frame| Ok(v1::DownloadResponse { frame: Some(frame?) })).boxed()
}

#[tonic::async_trait]
impl ArtifactService for Fake {
    async fn upload(
        &self,
        request: Request<Streaming<v1::UploadRequest>>,
    ) -> Result<Response<v1::UploadResponse>, Status> {
        let fault = self.called(&request, "upload");
        let mut messages = request.into_inner();
        let (mut content, mut named) = (BytesMut::new(), String::new());
        while let Some(message) = messages.message().await? {
            if fault == Fault::RefuseUpload {
                return Err(status(Code::ResourceExhausted, "QUOTA_EXCEEDED"));
            }
            if let Some(Start::Spec(spec)) = message.start
                && let Some(v1::upload_spec::Target::Create(spec)) = spec.target
            {
                named = spec.session_id;
            }
            assert_eq!(message.offset, i64::try_from(content.len()).unwrap());
            assert!(
                message.data.len() <= 2 << 20
                    && message.crc32c.is_none_or(|sum| sum == crc32c(&message.data))
            );
            content.extend_from_slice(&message.data);
            if let Some(finish) = message.finish {
                assert_eq!(finish.digests, Some(of(&content).to_raw()));
                assert_eq!(finish.size, i64::try_from(content.len()).ok());
                let artifact = Some(self.commit(content.freeze(), &named));
                return Ok(Response::new(v1::UploadResponse { artifact, session_id: String::new() }));
            }
        }
        Err(status(Code::InvalidArgument, "INVALID_ARGUMENT"))
    }

    async fn create_artifact(
        &self,
        request: Request<v1::CreateArtifactRequest>,
    ) -> Result<Response<v1::CreateArtifactResponse>, Status> {
        let named = request.get_ref().spec.clone().unwrap_or_default().session_id;
        if self.called(&request, &format!("create in {named:?}")) == Fault::Unavailable {
            return Err(status(Code::Unavailable, "DRAINING"));
        }
        let artifact = Some(self.commit(request.into_inner().data, &named));
        Ok(Response::new(v1::CreateArtifactResponse { artifact, session_id: String::new() }))
    }

    async fn download(&self, request: Request<v1::DownloadRequest>) -> Result<Response<Frames>, Status> {
        use v1::byte_range::Range;
        let range = request.get_ref().range.and_then(|range| range.range);
        let version = request.get_ref().version;
        let content = self.0.lock().unwrap().content.clone();
        let (from, length) = match range {
            Some(Range::Span(span)) => (span.offset, span.length),
            Some(Range::SuffixLength(last)) => (i64::try_from(content.len()).unwrap() - last, 0),
            None => (0, 0),
        };
        let from = usize::try_from(from).unwrap();
        let to = if length == 0 { content.len() } else { from + usize::try_from(length).unwrap() };
        let fault = self.called(&request, &format!("download v{version} {from}..{to}"));
        if fault == Fault::Unavailable {
            return Err(status(Code::Unavailable, "DRAINING"));
        }
        Ok(Response::new(frames(&content, from, to.min(content.len()), &fault)))
    }

    async fn get_artifact(
        &self,
        request: Request<v1::GetArtifactRequest>,
    ) -> Result<Response<v1::GetArtifactResponse>, Status> {
        match self.called(&request, "get") {
            Fault::Unavailable => Err(status(Code::Unavailable, "DRAINING")),
            _ => Err(status(Code::NotFound, "ARTIFACT_EXPIRED")),
        }
    }
}
