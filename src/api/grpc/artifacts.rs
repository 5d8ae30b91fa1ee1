//! `ArtifactService`.

use bytes::{Bytes, BytesMut};
use futures::stream::{self, BoxStream};
use futures::{StreamExt as _, TryStreamExt as _};
use tonic::{Request, Response, Status, Streaming};

use super::convert::{self, Upload, artifact_id_from, artifact_to, upload_id_from, upload_to};
use super::frames::{Incoming, Opened, Outgoing, outgoing};
use super::{Edge, INLINE_MAX_BYTES};
use crate::domain::{Artifact, Caller, Chunk, ContentStream, Expected, Frame, Piece};
use crate::error::{ErrorKind, Result};
use crate::proto::v1::artifact_service_server::ArtifactService;
use crate::proto::v1::{
    self, AppendUploadRequest, AppendUploadResponse, ArtifactExistsRequest, ArtifactExistsResponse,
    BatchCreateArtifactsRequest, BatchCreateArtifactsResponse, BatchDeleteArtifactsRequest,
    BatchDeleteArtifactsResponse, BatchReadArtifactsRequest, BatchReadArtifactsResponse, CancelUploadRequest,
    CancelUploadResponse, CompleteUploadRequest, CompleteUploadResponse, CopyArtifactRequest,
    CopyArtifactResponse, CreateArtifactRequest, CreateArtifactResponse, DeleteArtifactRequest,
    DeleteArtifactResponse, DownloadRequest, GetArtifactRequest, GetArtifactResponse, GetUploadRequest,
    GetUploadResponse, ListArtifactsRequest, ListArtifactsResponse, ListUploadsRequest, ListUploadsResponse,
    MoveArtifactRequest, MoveArtifactResponse, ReadArtifactRequest, ReadArtifactResponse, StartUploadRequest,
    StartUploadResponse, UpdateArtifactRequest, UpdateArtifactResponse, UploadRequest, UploadResponse,
};
use crate::service::action::{CancelUpload, GetArtifact, GetUpload, ResumeUpload};

/// Answers for artifacts.
#[derive(Clone)]
pub(super) struct Artifacts {
    pub(super) edge: Edge,
}

impl Artifacts {
    pub(super) fn new(edge: Edge) -> Self {
        Self { edge }
    }

    pub(super) fn artifact_to(&self, artifact: Artifact) -> v1::Artifact {
        artifact_to(&self.edge.services, artifact)
    }

    async fn take_in(&self, caller: &Caller, messages: Streaming<UploadRequest>) -> Result<Artifact> {
        let idle = self.edge.services.limits().stream_idle_timeout;
        let (buffers, shutdown) = (self.edge.buffers.clone(), self.edge.shutdown.clone());
        let incoming = Incoming::new(messages, buffers, idle, shutdown);
        let (opened, content) = incoming.open().await?;
        let spec = match opened {
            Opened::New(spec) => *spec,
            Opened::Resumed(id) => {
                let action = ResumeUpload { id: upload_id_from(&id)? };
                return self.edge.services.resume_upload(caller, action, content).await;
            }
        };
        match convert::upload_from(spec)? {
            Upload::Create(action) => self.edge.services.create_artifact(caller, action, content).await,
            Upload::Replace(action) => self.edge.services.replace_content(caller, action, content).await,
        }
    }

    pub(super) async fn read(
        &self,
        caller: &Caller,
        request: ReadArtifactRequest,
    ) -> Result<ReadArtifactResponse> {
        let reading = self.edge.services.read_artifact(caller, convert::read_from(request)?).await?;
        if reading.range.length > INLINE_MAX_BYTES as u64 {
            let why = format!(
                "ReadArtifact answers at most {INLINE_MAX_BYTES} bytes; name a range, or use Download"
            );
            return Err(ErrorKind::SizeLimit.error(why).with("limit", INLINE_MAX_BYTES));
        }
        let header = convert::header_to(&self.edge.services, &reading);
        let Piece { data, crc32c } = collect(reading.bytes).await?;
        Ok(ReadArtifactResponse {
            artifact: header.artifact,
            offset: header.offset,
            total_size: header.total_size,
            version: header.version,
            digests: header.digests,
            crc32c,
            data,
        })
    }
}

/// Content that came whole, as a stream of it.
pub(super) fn whole(data: Bytes) -> ContentStream {
    stream::iter([Ok(Frame::Chunk(Chunk::plain(data))), Ok(Frame::Finish(Expected::default()))]).boxed()
}

/// All the bytes at once: as they are where they come in one piece.
async fn collect(mut pieces: BoxStream<'static, Result<Piece>>) -> Result<Piece> {
    let Some(first) = pieces.try_next().await? else {
        return Ok(Piece::of(Bytes::new()));
    };
    let Some(second) = pieces.try_next().await? else {
        return Ok(first);
    };
    let mut all = BytesMut::from(first.data);
    all.extend_from_slice(&second.data);
    while let Some(piece) = pieces.try_next().await? {
        all.extend_from_slice(&piece.data);
    }
    Ok(Piece::of(all.freeze()))
}

#[tonic::async_trait]
impl ArtifactService for Artifacts {
    async fn upload(
        &self,
        request: Request<Streaming<UploadRequest>>,
    ) -> Result<Response<UploadResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let artifact = self.artifact_to(self.take_in(&caller, request.into_inner()).await?);
        Ok(Response::new(UploadResponse {
            session_id: artifact.session_id.clone(),
            artifact: Some(artifact),
        }))
    }

    async fn start_upload(
        &self,
        request: Request<StartUploadRequest>,
    ) -> Result<Response<StartUploadResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let upload = match convert::start_from(request.into_inner())? {
            Upload::Create(action) => self.edge.services.start_create(&caller, action).await?,
            Upload::Replace(action) => self.edge.services.start_replace(&caller, action).await?,
        };
        Ok(Response::new(StartUploadResponse { upload: Some(upload_to(upload)) }))
    }

    async fn get_upload(
        &self,
        request: Request<GetUploadRequest>,
    ) -> Result<Response<GetUploadResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = GetUpload { id: upload_id_from(&request.into_inner().upload_id)? };
        let upload = self.edge.services.get_upload(&caller, action).await?;
        Ok(Response::new(GetUploadResponse { upload: Some(upload_to(upload)) }))
    }

    async fn append_upload(
        &self,
        request: Request<AppendUploadRequest>,
    ) -> Result<Response<AppendUploadResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = convert::append_from(request.into_inner())?;
        let upload = self.edge.services.append_upload(&caller, action).await?;
        Ok(Response::new(AppendUploadResponse { upload: Some(upload_to(upload)) }))
    }

    async fn complete_upload(
        &self,
        request: Request<CompleteUploadRequest>,
    ) -> Result<Response<CompleteUploadResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = convert::complete_from(request.into_inner())?;
        let artifact = self.artifact_to(self.edge.services.complete_upload(&caller, action).await?);
        Ok(Response::new(CompleteUploadResponse {
            session_id: artifact.session_id.clone(),
            artifact: Some(artifact),
        }))
    }

    async fn cancel_upload(
        &self,
        request: Request<CancelUploadRequest>,
    ) -> Result<Response<CancelUploadResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = CancelUpload { id: upload_id_from(&request.into_inner().upload_id)? };
        self.edge.services.cancel_upload(&caller, action).await?;
        Ok(Response::new(CancelUploadResponse {}))
    }

    async fn list_uploads(
        &self,
        request: Request<ListUploadsRequest>,
    ) -> Result<Response<ListUploadsResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = convert::list_uploads_from(request.into_inner())?;
        let listing = self.edge.services.list_uploads(&caller, action).await?;
        Ok(Response::new(ListUploadsResponse {
            uploads: listing.uploads.into_iter().map(upload_to).collect(),
            next_page_token: listing.next_page_token,
        }))
    }

    async fn download(&self, request: Request<DownloadRequest>) -> Result<Response<Outgoing>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = convert::download_from(request.into_inner())?;
        let reading = self.edge.services.read_artifact(&caller, action).await?;
        let header = convert::header_to(&self.edge.services, &reading);
        Ok(Response::new(outgoing(header, reading, self.edge.shutdown.clone())))
    }

    async fn create_artifact(
        &self,
        request: Request<CreateArtifactRequest>,
    ) -> Result<Response<CreateArtifactResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let (action, data) = convert::create_from(request.into_inner())?;
        let artifact = self.edge.services.create_artifact(&caller, action, whole(data)).await?;
        let artifact = self.artifact_to(artifact);
        Ok(Response::new(CreateArtifactResponse {
            session_id: artifact.session_id.clone(),
            artifact: Some(artifact),
        }))
    }

    async fn read_artifact(
        &self,
        request: Request<ReadArtifactRequest>,
    ) -> Result<Response<ReadArtifactResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        Ok(Response::new(self.read(&caller, request.into_inner()).await?))
    }

    async fn batch_create_artifacts(
        &self,
        request: Request<BatchCreateArtifactsRequest>,
    ) -> Result<Response<BatchCreateArtifactsResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        Ok(Response::new(self.create_many(&caller, request.into_inner()).await?))
    }

    async fn batch_read_artifacts(
        &self,
        request: Request<BatchReadArtifactsRequest>,
    ) -> Result<Response<BatchReadArtifactsResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        Ok(Response::new(self.read_many(&caller, request.into_inner()).await?))
    }

    async fn batch_delete_artifacts(
        &self,
        request: Request<BatchDeleteArtifactsRequest>,
    ) -> Result<Response<BatchDeleteArtifactsResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        Ok(Response::new(self.delete_many(&caller, request.into_inner()).await?))
    }

    async fn get_artifact(
        &self,
        request: Request<GetArtifactRequest>,
    ) -> Result<Response<GetArtifactResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = GetArtifact { id: artifact_id_from(&request.into_inner().artifact_id)? };
        let artifact = self.edge.services.get_artifact(&caller, action).await?;
        Ok(Response::new(GetArtifactResponse { artifact: Some(self.artifact_to(artifact)) }))
    }

    async fn list_artifacts(
        &self,
        request: Request<ListArtifactsRequest>,
    ) -> Result<Response<ListArtifactsResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = convert::list_from(request.into_inner())?;
        let listing = self.edge.services.list_artifacts(&caller, action).await?;
        Ok(Response::new(ListArtifactsResponse {
            artifacts: listing.artifacts.into_iter().map(|artifact| self.artifact_to(artifact)).collect(),
            prefixes: listing.prefixes,
            next_page_token: listing.next_page_token,
        }))
    }

    async fn update_artifact(
        &self,
        request: Request<UpdateArtifactRequest>,
    ) -> Result<Response<UpdateArtifactResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = convert::update_from(request.into_inner())?;
        let artifact = self.edge.services.update_artifact(&caller, action).await?;
        Ok(Response::new(UpdateArtifactResponse { artifact: Some(self.artifact_to(artifact)) }))
    }

    async fn copy_artifact(
        &self,
        request: Request<CopyArtifactRequest>,
    ) -> Result<Response<CopyArtifactResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = convert::copy_from(request.into_inner())?;
        let artifact = self.edge.services.copy_artifact(&caller, action).await?;
        Ok(Response::new(CopyArtifactResponse { artifact: Some(self.artifact_to(artifact)) }))
    }

    async fn move_artifact(
        &self,
        request: Request<MoveArtifactRequest>,
    ) -> Result<Response<MoveArtifactResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = convert::move_from(&request.into_inner())?;
        let artifact = self.edge.services.update_artifact(&caller, action).await?;
        Ok(Response::new(MoveArtifactResponse { artifact: Some(self.artifact_to(artifact)) }))
    }

    async fn artifact_exists(
        &self,
        request: Request<ArtifactExistsRequest>,
    ) -> Result<Response<ArtifactExistsResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = GetArtifact { id: artifact_id_from(&request.into_inner().artifact_id)? };
        let exists = self.edge.services.artifact_exists(&caller, action).await?;
        Ok(Response::new(ArtifactExistsResponse { exists }))
    }

    async fn delete_artifact(
        &self,
        request: Request<DeleteArtifactRequest>,
    ) -> Result<Response<DeleteArtifactResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = convert::delete_from(request.get_ref())?;
        self.edge.services.delete_artifact(&caller, action).await?;
        Ok(Response::new(DeleteArtifactResponse {}))
    }

    async fn presign_download(
        &self,
        request: Request<v1::PresignDownloadRequest>,
    ) -> Result<Response<v1::PresignDownloadResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        Ok(Response::new(self.sign_download(&caller, request.get_ref()).await?))
    }

    async fn create_share_link(
        &self,
        request: Request<v1::CreateShareLinkRequest>,
    ) -> Result<Response<v1::CreateShareLinkResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        Ok(Response::new(self.share(&caller, request.get_ref()).await?))
    }

    async fn list_share_links(
        &self,
        request: Request<v1::ListShareLinksRequest>,
    ) -> Result<Response<v1::ListShareLinksResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        Ok(Response::new(self.shares(&caller, request.into_inner()).await?))
    }

    async fn revoke_share_link(
        &self,
        request: Request<v1::RevokeShareLinkRequest>,
    ) -> Result<Response<v1::RevokeShareLinkResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        Ok(Response::new(self.unshare(&caller, request.get_ref()).await?))
    }

    async fn presign_upload(
        &self,
        request: Request<v1::PresignUploadRequest>,
    ) -> Result<Response<v1::PresignUploadResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        Ok(Response::new(self.sign_upload(&caller, request.into_inner()).await?))
    }

    async fn presign_upload_parts(
        &self,
        request: Request<v1::PresignUploadPartsRequest>,
    ) -> Result<Response<v1::PresignUploadPartsResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        Ok(Response::new(self.sign_parts(&caller, request.into_inner()).await?))
    }

    async fn register_upload(
        &self,
        request: Request<v1::RegisterUploadRequest>,
    ) -> Result<Response<v1::RegisterUploadResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        Ok(Response::new(self.register(&caller, request.into_inner()).await?))
    }
}
