//! No view at all: every request asks the catalog. Provider `catalog`.

use async_trait::async_trait;

use super::SessionRegistry;
use crate::domain::{SandboxId, Session, SessionId, SessionUid, Timestamp};
use crate::error::Result;

/// Always a miss.
pub(in crate::store) struct NoRegistry;

#[async_trait]
impl SessionRegistry for NoRegistry {
    async fn put(&self, _: &Session, _: Timestamp) -> Result<()> {
        Ok(())
    }

    async fn get(&self, _: &SandboxId, _: &SessionId, _: Timestamp) -> Result<Option<Session>> {
        Ok(None)
    }

    async fn hold(&self, _: &Session, _: Timestamp) -> Result<()> {
        Ok(())
    }

    async fn end(&self, _: &SandboxId, _: &SessionId, _: SessionUid) -> Result<()> {
        Ok(())
    }

    async fn check(&self) -> Result<()> {
        Ok(())
    }

    fn provider(&self) -> &'static str {
        "catalog"
    }
}
