//! `SearchService`: not built yet, so every method answers UNIMPLEMENTED.

use futures::stream::BoxStream;
use tonic::Status;

use crate::proto::v1::WatchArtifactsResponse;
use crate::proto::v1::search_service_server::SearchService;

/// Answers searches.
#[derive(Debug, Clone, Copy)]
pub(super) struct Search;

#[tonic::async_trait]
impl SearchService for Search {
    type WatchArtifactsStream = BoxStream<'static, Result<WatchArtifactsResponse, Status>>;
}
