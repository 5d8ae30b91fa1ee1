//! `AdminService`: what the server can do, and looking after it. The rest of it is not built yet.

use tonic::{Request, Response, Status};

use super::batches::{BATCH_MAX_BYTES, BATCH_MAX_ITEMS};
use super::convert::{self, duration_to, number_to};
use super::{CHUNK_MAX_BYTES, Edge, INLINE_MAX_BYTES, MESSAGE_MAX_BYTES};
use crate::domain::{Filename, Meta, PageRequest, Role};
use crate::proto::v1;
use crate::proto::v1::admin_service_server::AdminService;
use crate::proto::v1::{
    GetCapabilitiesRequest, GetCapabilitiesResponse, GetStatsRequest, GetStatsResponse,
    RotateSigningKeysRequest, RotateSigningKeysResponse, ScrubRequest, ScrubResponse, SweepRequest,
    SweepResponse, ValidateConfigurationRequest, ValidateConfigurationResponse,
};
use crate::service::action::ValidateConfiguration;

/// The optional parts of the contract that are built.
const FEATURES: &[v1::Feature] = &[
    v1::Feature::ResumableUpload,
    v1::Feature::Batch,
    v1::Feature::Copy,
    v1::Feature::Search,
    v1::Feature::RequestId,
];
/// Those that the HTTP listener serves.
const URL_FEATURES: &[v1::Feature] = &[v1::Feature::SignedUrls, v1::Feature::ShareLinks];

/// Answers for the server itself.
#[derive(Clone)]
pub(super) struct Admin {
    edge: Edge,
}

impl Admin {
    pub(super) fn new(edge: Edge) -> Self {
        Self { edge }
    }

    fn features(&self) -> impl Iterator<Item = v1::Feature> {
        let urls: &[v1::Feature] = if self.edge.services.gives_urls() { URL_FEATURES } else { &[] };
        FEATURES.iter().chain(urls).copied()
    }

    fn limits(&self) -> v1::Limits {
        let limits = self.edge.services.limits();
        v1::Limits {
            max_artifact_size: number_to(limits.max_artifact_size),
            max_inline_size: number_to(INLINE_MAX_BYTES as u64),
            max_chunk_size: number_to(CHUNK_MAX_BYTES as u64),
            max_message_size: number_to(MESSAGE_MAX_BYTES as u64),
            max_batch_items: count_to(BATCH_MAX_ITEMS),
            max_batch_size: number_to(BATCH_MAX_BYTES as u64),
            max_page_size: count_to(PageRequest::MAX),
            default_page_size: count_to(PageRequest::DEFAULT),
            max_meta_size: count_to(Meta::MAX_BYTES),
            max_meta_depth: count_to(Meta::MAX_DEPTH),
            max_filename_size: count_to(Filename::MAX_BYTES),
            default_artifact_ttl: Some(duration_to(limits.artifact_ttl)),
            default_session_ttl: Some(duration_to(limits.session_ttl)),
            max_ttl: limits.max_ttl.map(duration_to),
        }
    }
}

fn count_to(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn role_to(role: Role) -> v1::Role {
    match role {
        Role::User => v1::Role::User,
        Role::Service => v1::Role::Service,
        Role::Admin => v1::Role::Admin,
        Role::Operator => v1::Role::Operator,
    }
}

#[tonic::async_trait]
impl AdminService for Admin {
    async fn get_capabilities(
        &self,
        request: Request<GetCapabilitiesRequest>,
    ) -> Result<Response<GetCapabilitiesResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let mut digest_algorithms = vec!["crc32c".to_owned()];
        if self.edge.services.limits().sha256 {
            digest_algorithms.push("sha256".to_owned());
        }
        Ok(Response::new(GetCapabilitiesResponse {
            server_version: env!("CARGO_PKG_VERSION").to_owned(),
            limits: Some(self.limits()),
            features: self.features().map(i32::from).collect(),
            sandbox_id: caller.sandbox.to_string(),
            role: role_to(caller.role).into(),
            user_id: caller.user.map(|user| user.to_string()).unwrap_or_default(),
            session_id: caller.session.map(|session| session.to_string()).unwrap_or_default(),
            digest_algorithms,
            quotas: Vec::new(),
        }))
    }

    async fn get_stats(
        &self,
        request: Request<GetStatsRequest>,
    ) -> Result<Response<GetStatsResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let figures = self.edge.services.figures(&caller, convert::stats_from(request.get_ref())?).await?;
        Ok(Response::new(convert::stats_to(&self.edge.services, &figures)))
    }

    async fn validate_configuration(
        &self,
        request: Request<ValidateConfigurationRequest>,
    ) -> Result<Response<ValidateConfigurationResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let checks = self.edge.services.validate_configuration(&caller, ValidateConfiguration).await?;
        Ok(Response::new(convert::checks_to(checks)))
    }

    async fn sweep(&self, request: Request<SweepRequest>) -> Result<Response<SweepResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let step = self.edge.services.sweep(&caller, convert::sweep_from(request.into_inner())?).await?;
        Ok(Response::new(convert::sweep_to(step)))
    }

    async fn scrub(&self, request: Request<ScrubRequest>) -> Result<Response<ScrubResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let step = self.edge.services.scrub(&caller, convert::scrub_from(request.into_inner())?).await?;
        Ok(Response::new(convert::scrub_to(step)))
    }

    async fn rotate_signing_keys(
        &self,
        request: Request<RotateSigningKeysRequest>,
    ) -> Result<Response<RotateSigningKeysResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let rotated = self.edge.services.rotate_signing_keys(&caller).await?;
        Ok(Response::new(convert::rotated_to(rotated)))
    }
}
