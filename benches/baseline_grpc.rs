//! A server that does nothing but speak the contract: tonic, the generated stubs, and the digests that ours computes.
#![expect(clippy::cast_possible_wrap, reason = "sizes here are far below 2^63")]

use crate::client::{CHUNK, CONNECTION_WINDOW, Digests, FRAME, PAGE, STREAM_WINDOW};
use crate::{MIB, Outcome};
use artigrid::proto::v1 as wire;
use bytes::Bytes;
use futures::stream::{self, StreamExt as _};
use sha2::{Digest as _, Sha256};
use tokio::net::TcpListener;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::codegen::BoxStream;
use tonic::transport::Server;
use tonic::{Request, Response, Status, Streaming};
use wire::artifact_service_server::{ArtifactService, ArtifactServiceServer};

pub(crate) async fn serve(digests: Digests) -> Outcome<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    let incoming = TcpListenerStream::new(listener).map(|stream| {
        stream.and_then(|stream| {
            stream.set_nodelay(true)?;
            Ok(stream)
        })
    });
    Server::builder()
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_frame_size(FRAME)
        .add_service(ArtifactServiceServer::new(Bare {
            digests,
            content: Bytes::from(vec![7; MIB as usize]),
        }))
        .serve_with_incoming(incoming)
        .await?;
    Ok(())
}

/// Answers at once, from nothing. An id says the size of the content.
struct Bare {
    digests: Digests,
    content: Bytes,
}

impl Bare {
    /// A stretch of the content of an artifact of this size.
    fn chunk(&self, offset: u64, size: u64) -> wire::DownloadResponse {
        let data = self.content.slice(..CHUNK.min(size - offset) as usize);
        let crc32c = if self.digests == Digests::None { 0 } else { crc_fast::crc32_iscsi(&data) };
        let offset = offset as i64;
        let chunk = wire::DownloadChunk { offset, data, crc32c };
        wire::DownloadResponse { frame: Some(wire::download_response::Frame::Chunk(chunk)) }
    }
}

#[tonic::async_trait]
impl ArtifactService for Bare {
    async fn upload(
        &self,
        request: Request<Streaming<wire::UploadRequest>>,
    ) -> Result<Response<wire::UploadResponse>, Status> {
        let mut messages = request.into_inner();
        let (mut size, mut sha256) = (0, Sha256::new());
        while let Some(message) = messages.message().await? {
            size += message.data.len();
            if message.crc32c.is_some_and(|sum| sum != crc_fast::crc32_iscsi(&message.data)) {
                return Err(Status::invalid_argument("checksum"));
            }
            if self.digests == Digests::Sha256 {
                sha256.update(&message.data);
            }
        }
        let mut artifact = artifact(size);
        artifact.digests =
            Some(wire::Digests { crc32c: None, sha256: Some(sha256.finalize().to_vec().into()) });
        Ok(Response::new(wire::UploadResponse { artifact: Some(artifact), ..Default::default() }))
    }

    async fn download(
        &self,
        request: Request<wire::DownloadRequest>,
    ) -> Result<Response<BoxStream<wire::DownloadResponse>>, Status> {
        let size = size_of(&request.get_ref().artifact_id)?;
        let header = wire::DownloadHeader { artifact: Some(artifact(size as usize)), ..Default::default() };
        let header = wire::DownloadResponse { frame: Some(wire::download_response::Frame::Header(header)) };
        let bare = Self { digests: self.digests, content: self.content.clone() };
        let chunks = (0..size.div_ceil(CHUNK)).map(move |index| Ok(bare.chunk(index * CHUNK, size)));
        Ok(Response::new(stream::iter(std::iter::once(Ok(header)).chain(chunks)).boxed()))
    }

    async fn create_artifact(
        &self,
        request: Request<wire::CreateArtifactRequest>,
    ) -> Result<Response<wire::CreateArtifactResponse>, Status> {
        let artifact = Some(artifact(request.get_ref().data.len()));
        Ok(Response::new(wire::CreateArtifactResponse { artifact, ..Default::default() }))
    }

    async fn read_artifact(
        &self,
        request: Request<wire::ReadArtifactRequest>,
    ) -> Result<Response<wire::ReadArtifactResponse>, Status> {
        let size = size_of(&request.get_ref().artifact_id)? as usize;
        let data = self.content.slice(..size);
        let artifact = Some(artifact(size));
        Ok(Response::new(wire::ReadArtifactResponse { artifact, data, ..Default::default() }))
    }

    async fn get_artifact(
        &self,
        _: Request<wire::GetArtifactRequest>,
    ) -> Result<Response<wire::GetArtifactResponse>, Status> {
        Ok(Response::new(wire::GetArtifactResponse { artifact: Some(artifact(0)) }))
    }

    async fn list_artifacts(
        &self,
        _: Request<wire::ListArtifactsRequest>,
    ) -> Result<Response<wire::ListArtifactsResponse>, Status> {
        let artifacts = (0..PAGE).map(|_| artifact(0)).collect();
        Ok(Response::new(wire::ListArtifactsResponse { artifacts, ..Default::default() }))
    }

    async fn update_artifact(
        &self,
        _: Request<wire::UpdateArtifactRequest>,
    ) -> Result<Response<wire::UpdateArtifactResponse>, Status> {
        Ok(Response::new(wire::UpdateArtifactResponse { artifact: Some(artifact(0)) }))
    }

    async fn delete_artifact(
        &self,
        _: Request<wire::DeleteArtifactRequest>,
    ) -> Result<Response<wire::DeleteArtifactResponse>, Status> {
        Ok(Response::new(wire::DeleteArtifactResponse {}))
    }
}

fn size_of(id: &str) -> Result<u64, Status> {
    id.parse().map_err(|_| Status::invalid_argument("an id here is a size"))
}

/// As many bytes on the wire as one of ours.
fn artifact(size: usize) -> wire::Artifact {
    wire::Artifact {
        id: size.to_string(),
        sandbox_id: "default".to_owned(),
        scope: wire::Scope::User.into(),
        user_id: "bench".to_owned(),
        grid_key: "grid/default/users/bench/00000000-0000-7000-8000-000000000000".to_owned(),
        filename: "benches/content.bin".to_owned(),
        mime_type: "application/octet-stream".to_owned(),
        meta_json: "{}".to_owned(),
        size: size as i64,
        version: 1,
        etag: "\"1\"".to_owned(),
        digests: Some(wire::Digests { crc32c: Some(1), sha256: Some(Bytes::from_static(&[7; 32])) }),
        verified: true,
        store: "default".to_owned(),
        provider: "memory".to_owned(),
        create_time: Some(prost_types::Timestamp { seconds: 1_700_000_000, nanos: 0 }),
        update_time: Some(prost_types::Timestamp { seconds: 1_700_000_000, nanos: 0 }),
        expire_time: Some(prost_types::Timestamp { seconds: 1_700_000_900, nanos: 0 }),
        ..Default::default()
    }
}
