//! Search: artifacts by what they are, rather than by name.

use futures::stream::Stream;
use serde_json::Value;

use crate::artifacts::{ArtifactPage, pages};
use crate::client::{Client, call};
use crate::error::Result;
use crate::model::{Artifact, Scope, meta_to, optional, unsigned};
use crate::raw::v1;
use crate::retry::Repeat;

/// How results are ordered.
pub use crate::raw::v1::SearchOrder;

/// The search calls of a [`Client`].
#[derive(Debug, Clone)]
pub struct Search {
    client: Client,
}

/// Conditions that must all hold.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    raw: v1::ArtifactQuery,
    order: i32,
    page_size: i32,
}

impl Query {
    /// Everything in a scope.
    #[must_use]
    pub fn new(scope: Scope) -> Self {
        let raw = v1::ArtifactQuery { scope: scope.to_raw(), ..Default::default() };
        Self { raw, order: 0, page_size: 0 }
    }

    /// Only this session's.
    #[must_use]
    pub fn session(mut self, id: impl Into<String>) -> Self {
        self.raw.session_id = id.into();
        self
    }

    /// Only this user's.
    #[must_use]
    pub fn owner(mut self, user: impl Into<String>) -> Self {
        self.raw.owner = user.into();
        self
    }

    /// MIME type begins with this.
    #[must_use]
    pub fn mime_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.raw.mime_prefix = prefix.into();
        self
    }

    /// File name begins with this.
    #[must_use]
    pub fn filename_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.raw.filename_prefix = prefix.into();
        self
    }

    /// The metadata at this path (`project.name`) equals this value.
    #[must_use]
    pub fn meta_equals(mut self, path: impl Into<String>, value: impl Into<Value>) -> Self {
        let value_json = meta_to(&value.into());
        self.raw.meta.push(v1::MetaEquals { path: path.into(), value_json });
        self
    }

    /// An AIP-160 filter.
    #[must_use]
    pub fn filter(mut self, filter: impl Into<String>) -> Self {
        self.raw.filter = filter.into();
        self
    }

    /// Words that must occur in file name or summary.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.raw.text = text.into();
        self
    }

    /// The order of the results.
    #[must_use]
    pub fn order(mut self, order: SearchOrder) -> Self {
        self.order = order.into();
        self
    }

    /// At most so many a page.
    #[must_use]
    pub fn page_size(mut self, size: u16) -> Self {
        self.page_size = size.into();
        self
    }
}

/// How many artifacts match, and their bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Artifacts.
    pub count: u64,
    /// Bytes of their current content.
    pub bytes: u64,
}

impl Search {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// One page of matches.
    ///
    /// # Errors
    /// What the server says.
    pub async fn page(&self, query: &Query, token: Option<String>) -> Result<ArtifactPage> {
        let request = v1::SearchArtifactsRequest {
            query: Some(query.raw.clone()),
            order: query.order,
            page_size: query.page_size,
            page_token: token.unwrap_or_default(),
        };
        let answer = call!(self.client, Repeat::Safe, search_stub.search_artifacts(request))?;
        Ok(ArtifactPage {
            artifacts: answer.artifacts.into_iter().map(Artifact::try_from).collect::<Result<_>>()?,
            prefixes: Vec::new(),
            next_page_token: optional(answer.next_page_token),
        })
    }

    /// All pages of matches, each fetched when it is asked for.
    pub fn pages(&self, query: Query) -> impl Stream<Item = Result<ArtifactPage>> + Send + use<> {
        let search = self.clone();
        pages(move |token| {
            let (search, query) = (search.clone(), query.clone());
            async move {
                let page = search.page(&query, token).await?;
                Ok((page.next_page_token.clone(), page))
            }
        })
    }

    /// How many match.
    ///
    /// # Errors
    /// What the server says.
    pub async fn count(&self, query: &Query) -> Result<Count> {
        let request = v1::CountArtifactsRequest { query: Some(query.raw.clone()), facets: Vec::new() };
        let answer = call!(self.client, Repeat::Safe, search_stub.count_artifacts(request))?;
        Ok(Count { count: unsigned(answer.count, "count")?, bytes: unsigned(answer.bytes, "bytes")? })
    }
}
