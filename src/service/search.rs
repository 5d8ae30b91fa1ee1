//! Search: what is there, by what it is.

use super::Services;
use crate::domain::Caller;
use crate::error::Result;
use crate::policy::action::SearchArtifacts;
use crate::store::FoundPage;

impl Services {
    /// Finds artifacts; exactly those that a list would show.
    pub async fn search_artifacts(&self, caller: &Caller, action: SearchArtifacts) -> Result<FoundPage> {
        let grant = self.policy.over_scope(caller, action, self.now()).await?;
        self.store.search_artifacts(&grant).await
    }
}
