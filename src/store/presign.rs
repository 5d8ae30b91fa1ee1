//! What a URL may be signed for: which version, and until when.

use std::time::Duration;

use super::Store;
use crate::domain::{Artifact, Timestamp};
use crate::error::{Error, Result};
use crate::policy::Grant;
use crate::policy::action::PresignDownload;

/// How long a URL works when nobody says.
const DEFAULT_LIFE: Duration = Duration::from_hours(1);

/// What a URL to read by says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DownloadTerms {
    /// The version that it reads, whatever becomes of the artifact.
    pub version: u64,
    /// When it ends.
    pub until: Timestamp,
}

impl Store {
    /// The terms of a URL to read by. It ends no later than its artifact, which ends no later than its session.
    pub async fn presign_download(&self, grant: &Grant<PresignDownload>) -> Result<DownloadTerms> {
        let (action, artifact) = (grant.action(), grant.subject());
        let content = self.content_of(artifact, action.version).await?;
        let until = self.url_end("expires_in", action.expires_in, grant.at())?;
        Ok(DownloadTerms { version: content.version, until: not_beyond(until, artifact) })
    }

    /// When a URL ends that shall work for so long from now on.
    pub(super) fn url_end(&self, field: &str, life: Option<Duration>, now: Timestamp) -> Result<Timestamp> {
        let max = self.limits.url_max_ttl;
        let life = life.unwrap_or(DEFAULT_LIFE.min(max));
        if life > max {
            let why = format!("must not pass the maximum of {} s", max.as_secs());
            return Err(Error::invalid(field, why).with("max_ttl_seconds", max.as_secs()));
        }
        Ok(now.plus(life))
    }
}

fn not_beyond(until: Timestamp, artifact: &Artifact) -> Timestamp {
    artifact.expires().map_or(until, |end| until.min(end))
}
