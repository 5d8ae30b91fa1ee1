//! What is there, counted.

use super::Store;
use super::catalog::Figures;
use crate::domain::StoreName;
use crate::error::Result;
use crate::policy::action::GetStats;
use crate::policy::{FiguresOf, Grant};

impl Store {
    /// Counts what is live. The rows are counted when it is asked, which costs a pass over them: some seconds where
    /// there are millions.
    pub async fn figures(&self, grant: &Grant<GetStats>) -> Result<Figures> {
        let sandbox = match grant.subject() {
            FiguresOf::Sandbox(sandbox) => Some(sandbox),
            FiguresOf::Server => None,
        };
        self.catalog.figures(sandbox, grant.at()).await
    }

    /// The names of all configured stores.
    pub fn store_names(&self) -> impl Iterator<Item = &StoreName> {
        self.mounts.all().map(|(name, _)| name)
    }
}
