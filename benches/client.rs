//! The client's end of every gRPC measurement: the generated stubs, driven alike against ours and against the bare
//! servers, so that a ratio speaks of servers only.

use crate::catalog::Rows;
use crate::{GIB, MIB, Outcome};
use artigrid_client::raw::v1 as wire;
use bytes::Bytes;
use futures::stream;
use std::net::SocketAddr;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tonic::Request;
use tonic::metadata::MetadataValue;
use tonic::transport::{Channel, Endpoint};
use wire::artifact_service_client::ArtifactServiceClient;
use wire::search_service_client::SearchServiceClient;
use wire::{batch_create_artifacts_request as create, batch_create_artifacts_response as created};

/// Bytes of one message.
pub(crate) const CHUNK: u64 = MIB;

/// Windows and frames of both ends, found to be those that loopback needs.
pub(crate) const STREAM_WINDOW: u32 = 8 << 20;
pub(crate) const CONNECTION_WINDOW: u32 = 16 << 20;
pub(crate) const FRAME: u32 = 1 << 20;

/// What is computed over the bytes on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Digests {
    /// Nothing, at neither end.
    None,
    /// CRC-32C of each message, at both ends.
    Crc32c,
    /// And SHA-256 of the whole at the server.
    Sha256,
}

impl FromStr for Digests {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "none" => Ok(Self::None),
            "crc32c" => Ok(Self::Crc32c),
            "sha256" => Ok(Self::Sha256),
            _ => Err(format!("no digests are called {name}")),
        }
    }
}

/// One connection.
#[derive(Clone)]
pub(crate) struct Client {
    stub: ArtifactServiceClient<Channel>,
    search: SearchServiceClient<Channel>,
    content: Bytes,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> Outcome<Self> {
        let channel = Endpoint::from_shared(format!("http://{address}"))?
            .initial_stream_window_size(STREAM_WINDOW)
            .initial_connection_window_size(CONNECTION_WINDOW)
            .max_frame_size(FRAME)
            .tcp_nodelay(true)
            .connect()
            .await?;
        let search = SearchServiceClient::new(channel.clone());
        Ok(Self { stub: ArtifactServiceClient::new(channel), search, content: content() })
    }

    /// Streams `size` bytes in; answers the artifact's id and how long it took.
    pub(crate) async fn upload(&mut self, size: u64, digests: Digests) -> Outcome<(String, Duration)> {
        let content = self.content.clone();
        let messages = (0..size.div_ceil(CHUNK)).map(move |index| message(&content, index, size, digests));
        let start = Instant::now();
        // Made one by one as the connection takes them: nothing of this is ready beforehand.
        let answer = self.stub.upload(for_user(stream::iter(messages))).await?;
        let took = start.elapsed();
        Ok((answer.into_inner().artifact.ok_or("an upload without an artifact")?.id, took))
    }

    /// Streams the content of an artifact out, looking at every byte that the digests ask for.
    pub(crate) async fn download(&mut self, id: &str, size: u64, digests: Digests) -> Outcome<Duration> {
        let request = wire::DownloadRequest { artifact_id: id.to_owned(), ..Default::default() };
        let start = Instant::now();
        let mut frames = self.stub.download(for_user(request)).await?.into_inner();
        let mut received = 0;
        while let Some(frame) = frames.message().await? {
            if let Some(wire::download_response::Frame::Chunk(chunk)) = frame.frame {
                if digests != Digests::None && crc_fast::crc32_iscsi(&chunk.data) != chunk.crc32c {
                    return Err("a chunk has another checksum".into());
                }
                received += u64::try_from(chunk.data.len())?;
            }
        }
        if received != size {
            return Err(format!("{received} of {size} bytes came").into());
        }
        Ok(start.elapsed())
    }

    pub(crate) async fn create(&mut self, size: u64) -> Outcome<String> {
        let data = self.content.slice(..usize::try_from(size)?);
        let request = wire::CreateArtifactRequest { spec: Some(spec()), data, ..Default::default() };
        let answer = self.stub.create_artifact(for_user(request)).await?.into_inner();
        Ok(answer.artifact.ok_or("a creation without an artifact")?.id)
    }

    /// Artifacts of the corpus, with a little content each, in one batch; answers their ids.
    pub(crate) async fn create_rows(&mut self, rows: Rows) -> Outcome<Vec<String>> {
        let data = self.content.slice(..64);
        let item = |spec| create::Item { spec: Some(spec), data: data.clone(), digests: None };
        let items = rows.specs.into_iter().map(item).collect();
        let mut request = for_user(wire::BatchCreateArtifactsRequest { items, request_id: String::new() });
        if let Some(user) = rows.user {
            request.metadata_mut().insert("artigrid-user", user.parse()?);
        }
        let made = self.stub.batch_create_artifacts(request).await?.into_inner().items;
        made.into_iter()
            .map(|item| match item.outcome {
                Some(created::item::Outcome::Artifact(made)) => Ok(made.id),
                other => Err(format!("a creation without an artifact: {other:?}").into()),
            })
            .collect()
    }

    pub(crate) async fn read(&mut self, id: &str) -> Outcome<()> {
        let request = wire::ReadArtifactRequest { artifact_id: id.to_owned(), ..Default::default() };
        self.stub.read_artifact(for_user(request)).await?;
        Ok(())
    }

    /// In session scope; a session that is not there is begun.
    pub(crate) async fn create_in(&mut self, session: &'static str, size: u64) -> Outcome<String> {
        let data = self.content.slice(..usize::try_from(size)?);
        let spec = wire::ArtifactSpec { scope: wire::Scope::Session.into(), ..spec() };
        let request = wire::CreateArtifactRequest { spec: Some(spec), data, ..Default::default() };
        let answer = self.stub.create_artifact(for_session(request, session)).await?.into_inner();
        Ok(answer.artifact.ok_or("a creation without an artifact")?.id)
    }

    /// By a caller that the session is asked for.
    pub(crate) async fn read_in(&mut self, session: &'static str, id: &str) -> Outcome<()> {
        let request = wire::ReadArtifactRequest { artifact_id: id.to_owned(), ..Default::default() };
        self.stub.read_artifact(for_session(request, session)).await?;
        Ok(())
    }

    pub(crate) async fn get(&mut self, id: &str) -> Outcome<()> {
        let request = wire::GetArtifactRequest { artifact_id: id.to_owned() };
        self.stub.get_artifact(for_user(request)).await?;
        Ok(())
    }

    /// A page of ten.
    pub(crate) async fn list(&mut self) -> Outcome<()> {
        let request = wire::ListArtifactsRequest {
            scope: wire::Scope::User.into(),
            page_size: i32::from(PAGE),
            ..Default::default()
        };
        self.stub.list_artifacts(for_user(request)).await?;
        Ok(())
    }

    /// A page of ten of a session.
    pub(crate) async fn list_session(&mut self, session: &str) -> Outcome<()> {
        let request = wire::ListArtifactsRequest {
            scope: wire::Scope::Session.into(),
            session_id: session.to_owned(),
            page_size: i32::from(PAGE),
            ..Default::default()
        };
        self.stub.list_artifacts(for_user(request)).await?;
        Ok(())
    }

    /// A page of ten that a search finds, full.
    pub(crate) async fn search(
        &mut self,
        query: wire::ArtifactQuery,
        order: wire::SearchOrder,
    ) -> Outcome<()> {
        let request = wire::SearchArtifactsRequest {
            query: Some(query),
            order: order.into(),
            page_size: i32::from(PAGE),
            page_token: String::new(),
        };
        let answer = self.search.search_artifacts(for_user(request)).await?.into_inner();
        if answer.artifacts.is_empty() {
            return Err("a search found nothing".into());
        }
        Ok(())
    }

    /// Another summary.
    pub(crate) async fn update(&mut self, id: &str) -> Outcome<()> {
        let changes = wire::ArtifactChanges { summary: "another".to_owned(), ..Default::default() };
        let request = wire::UpdateArtifactRequest {
            artifact_id: id.to_owned(),
            changes: Some(changes),
            ..Default::default()
        };
        self.stub.update_artifact(for_user(request)).await?;
        Ok(())
    }

    pub(crate) async fn delete(&mut self, id: &str) -> Outcome<()> {
        let request = wire::DeleteArtifactRequest { artifact_id: id.to_owned(), ..Default::default() };
        self.stub.delete_artifact(for_user(request)).await?;
        Ok(())
    }
}

/// Artifacts on one page of a list.
pub(crate) const PAGE: u8 = 10;

/// `total` calls by so many callers that share one connection and each wait for their answer; calls per second.
pub(crate) async fn calls<F, Fut>(client: &Client, callers: usize, total: usize, call: F) -> Outcome<f64>
where
    F: Fn(Client, usize) -> Fut + Clone + Send + 'static,
    Fut: Future<Output = Outcome<()>> + Send,
{
    let next = Arc::new(AtomicUsize::new(0));
    let mut tasks = JoinSet::new();
    let start = Instant::now();
    for _ in 0..callers {
        let (client, next, call) = (client.clone(), Arc::clone(&next), call.clone());
        tasks.spawn(async move {
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= total {
                    return Ok(());
                }
                call(client.clone(), index).await?;
            }
        });
    }
    while let Some(outcome) = tasks.join_next().await {
        let outcome: Outcome<()> = outcome?;
        outcome?;
    }
    Ok(total as f64 / start.elapsed().as_secs_f64())
}

/// Random-looking bytes, more than a nearby cache holds, to take messages from.
pub(crate) fn content() -> Bytes {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let words = (0..CHUNKS * CHUNK / 8).flat_map(|_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    });
    words.collect()
}

/// Different messages that are sent in turn.
const CHUNKS: u64 = 8;

fn message(content: &Bytes, index: u64, size: u64, digests: Digests) -> wire::UploadRequest {
    // The contents are far smaller than a terabyte, so every number here fits.
    debug_assert!(size <= GIB);
    let offset = index * CHUNK;
    let length = CHUNK.min(size - offset);
    let from = (index % CHUNKS * CHUNK) as usize;
    let data = content.slice(from..from + length as usize);
    let start = (index == 0).then(|| {
        let target = Some(wire::upload_spec::Target::Create(spec()));
        wire::upload_request::Start::Spec(wire::UploadSpec {
            target,
            size: i64::try_from(size).ok(),
            ..Default::default()
        })
    });
    let last = offset + length == size;
    wire::UploadRequest {
        start,
        offset: i64::try_from(offset).unwrap_or(i64::MAX),
        crc32c: (digests != Digests::None).then(|| crc_fast::crc32_iscsi(&data)),
        data,
        finish: last.then(|| wire::UploadFinish { size: i64::try_from(size).ok(), digests: None }),
    }
}

fn spec() -> wire::ArtifactSpec {
    wire::ArtifactSpec {
        scope: wire::Scope::User.into(),
        filename: "benches/content.bin".to_owned(),
        ..Default::default()
    }
}

fn for_user<T>(message: T) -> Request<T> {
    let mut request = Request::new(message);
    request.metadata_mut().insert("artigrid-user", MetadataValue::from_static("bench"));
    request
}

fn for_session<T>(message: T, session: &'static str) -> Request<T> {
    let mut request = for_user(message);
    request.metadata_mut().insert("artigrid-session", MetadataValue::from_static(session));
    request
}
