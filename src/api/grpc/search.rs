//! `SearchService`: searches are answered; counts and watches are not built yet and answer UNIMPLEMENTED.

use tonic::{Request, Response, Status};

use super::Edge;
use super::convert::{artifact_to, search_from};
use crate::proto::v1::search_service_server::SearchService;
use crate::proto::v1::{SearchArtifactsRequest, SearchArtifactsResponse};

/// Answers searches.
#[derive(Clone)]
pub(super) struct Search {
    edge: Edge,
}

impl Search {
    pub(super) fn new(edge: Edge) -> Self {
        Self { edge }
    }
}

#[tonic::async_trait]
impl SearchService for Search {
    async fn search_artifacts(
        &self,
        request: Request<SearchArtifactsRequest>,
    ) -> Result<Response<SearchArtifactsResponse>, Status> {
        let caller = self.edge.caller(&request)?;
        let action = search_from(request.into_inner())?;
        let services = &self.edge.services;
        let found = services.search_artifacts(&caller, action).await?;
        Ok(Response::new(SearchArtifactsResponse {
            artifacts: found.artifacts.into_iter().map(|artifact| artifact_to(services, artifact)).collect(),
            next_page_token: found.next_page_token,
        }))
    }
}
