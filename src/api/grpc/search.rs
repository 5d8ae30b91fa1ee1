//! `SearchService`: not built yet, so every method answers UNIMPLEMENTED.

use crate::proto::v1::search_service_server::SearchService;

/// Answers searches.
#[derive(Debug, Clone, Copy)]
pub(super) struct Search;

impl SearchService for Search {}
