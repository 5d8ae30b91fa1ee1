//! Reads what is kept and holds it against its sums: what has rotted is found before somebody asks for it.

use futures::TryStreamExt as _;

use super::Store;
use crate::domain::{Artifact, ArtifactId, ArtifactState, ByteRange, PageToken, Place, StoreName, Timestamp};
use crate::error::{Error, ErrorKind, Result};
use crate::policy::Grant;
use crate::policy::action::Scrub;

/// Rows looked up at once: each may bring small content with it.
const ROWS_AT_ONCE: usize = 100;
/// A step ends when it has read so much, so that it fits a call's deadline on a slow disk.
const STEP_BYTES: u64 = 1 << 30;

/// What one step of scrubbing found.
#[derive(Debug, Default)]
pub struct ScrubStep {
    /// Contents that were read.
    pub contents: u64,
    /// Their bytes.
    pub bytes: u64,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// Leads on; empty at the end.
    pub next_token: String,
}

/// Content that is not what was stored.
#[derive(Debug)]
pub struct Finding {
    /// Whose.
    pub artifact: ArtifactId,
    /// Which.
    pub version: u64,
    /// What is wrong with it.
    pub error: Error,
}

impl Store {
    /// Reads the next contents, in the order of their artifacts' ids. Changes nothing.
    pub async fn scrub_step(&self, grant: &Grant<Scrub>) -> Result<ScrubStep> {
        let action = grant.action();
        let of_store = action.store.as_ref();
        let ring = self.ring_knowing(PageToken::key_of(&action.token)).await?;
        let tokens =
            PageToken::of_query(&ring, &[b"scrub", of_store.map_or("", StoreName::as_str).as_bytes()]);
        let position = tokens.read(&action.token)?;
        let mut after = match position.as_deref().map(<[u8; 16]>::try_from) {
            None => None,
            Some(Ok(id)) => Some(ArtifactId::from_bytes(id)),
            Some(Err(_)) => return Err(ErrorKind::PageTokenInvalid.error("the token is none of this query")),
        };
        let mut step = ScrubStep::default();
        loop {
            let rows = self.catalog.scan(after, ROWS_AT_ONCE).await?;
            let last = rows.len() < ROWS_AT_ONCE;
            for artifact in rows {
                after = Some(artifact.id);
                if of_store.is_some_and(|store| artifact.content.place.store() != *store) {
                    continue;
                }
                self.scrub_one(&artifact, grant.at(), &mut step).await?;
                if step.contents >= action.max_items as u64 || step.bytes >= STEP_BYTES {
                    step.next_token = tokens.write(artifact.id.as_bytes());
                    return Ok(step);
                }
            }
            if last {
                return Ok(step);
            }
        }
    }

    async fn scrub_one(&self, artifact: &Artifact, now: Timestamp, step: &mut ScrubStep) -> Result<()> {
        if artifact.state(now) != ArtifactState::Live {
            return Ok(());
        }
        step.contents += 1;
        step.bytes += artifact.content.size;
        let Err(error) = self.read_all(artifact).await else { return Ok(()) };
        match error.kind() {
            ErrorKind::DataCorrupt | ErrorKind::Internal => {
                let version = artifact.content.version;
                step.findings.push(Finding { artifact: artifact.id, version, error });
                Ok(())
            }
            // Replaced or deleted since its row was read.
            ErrorKind::VersionGone => Ok(()),
            _ => Err(error),
        }
    }

    async fn read_all(&self, artifact: &Artifact) -> Result<()> {
        if let Place::Blob { store, key } = &artifact.content.place
            && self.mounts.of_row(store)?.size_of(key).await?.is_none()
        {
            // Freed since the row was read, or lost: the row says which.
            let missing = ErrorKind::DataCorrupt.error("the stored bytes are missing");
            let error = self.explain(artifact, &artifact.content, missing).await;
            return Err(match error.kind() {
                ErrorKind::DataCorrupt => Error::internal("the stored bytes are missing").caused_by(error),
                _ => error,
            });
        }
        let mut reading = self.open_content(artifact, None, ByteRange::Whole).await?;
        while reading.bytes.try_next().await?.is_some() {}
        Ok(())
    }
}
