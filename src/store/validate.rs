//! Tries everything that the server depends on, for real: something is written, read back and taken away again.

use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _, stream};

use super::Store;
use super::blob::BlobStore;
use super::catalog::PendingUpload;
use crate::domain::{
    ArtifactId, Chunk, GridKey, Meta, Owner, ResolvedRange, SandboxId, Session, SessionId, SessionUid,
    StoreName, Timestamp, UploadId,
};
use crate::error::{Error, Result};
use crate::policy::Grant;
use crate::policy::action::ValidateConfiguration;
use std::time::Duration;

/// Where the attempts are made. What a crash leaves of one is swept like everything else.
const PROBE: &str = "artigrid-probe";
const PROBE_BYTES: &[u8] = b"artigrid was here";
const PROBE_KEPT: Duration = Duration::from_mins(10);

/// What became of one attempt.
#[derive(Debug)]
pub struct Check {
    /// What was tried: `catalog`, `sessions`, `store.<name>`.
    pub name: String,
    /// Whether it works.
    pub outcome: Result<()>,
    /// How long that took.
    pub took: Duration,
}

impl Store {
    /// Tries the catalog, the live view of sessions and every store.
    pub async fn validate(&self, grant: &Grant<ValidateConfiguration>) -> Vec<Check> {
        let now = grant.at();
        let mut checks = Vec::new();
        let mut began = self.clock.now();
        let mut note = |name: String, outcome: Result<()>| {
            let now = self.clock.now();
            checks.push(Check { name, outcome, took: now.since(began) });
            began = now;
        };
        note("catalog".to_owned(), self.try_catalog(now).await);
        note("sessions".to_owned(), self.try_sessions(now).await);
        for (name, blobs) in self.mounts.all() {
            note(format!("store.{name}"), self.try_store(blobs.as_ref(), now).await);
        }
        checks
    }

    fn probe_upload(&self, now: Timestamp) -> Result<PendingUpload> {
        let sandbox = SandboxId::parse("sandbox", PROBE)?;
        let artifact = ArtifactId::generate(now, self.chance.as_ref());
        let id = UploadId::generate(now, self.chance.as_ref());
        let key = GridKey::new(&sandbox, &Owner::Sandbox, artifact).blob(id);
        let (store, owner) = (StoreName::default_store(), Owner::Sandbox);
        Ok(PendingUpload { id, artifact, sandbox, owner, store, key, deadline: now.plus(PROBE_KEPT) })
    }

    async fn try_catalog(&self, now: Timestamp) -> Result<()> {
        let upload = self.probe_upload(now)?;
        self.catalog.begin_upload(&upload, now).await?;
        let known = self.catalog.known_keys(std::slice::from_ref(&upload.key)).await?;
        self.catalog.forget_upload(upload.id).await?;
        let forgotten = self.catalog.known_keys(&[upload.key]).await?;
        expect(known == [true] && forgotten == [false], "a row that was written was not read back")
    }

    async fn try_sessions(&self, now: Timestamp) -> Result<()> {
        let session = Session {
            uid: SessionUid::generate(now, self.chance.as_ref()),
            sandbox: SandboxId::parse("sandbox", PROBE)?,
            id: SessionId::generate(None, now, self.chance.as_ref()),
            user: None,
            meta: Meta::default(),
            create_time: now,
            update_time: now,
            expire_time: now.plus(PROBE_KEPT),
            end_time: None,
            automatic: false,
            revision: 1,
        };
        self.sessions.put(&session, now).await?;
        let seen = self.sessions.get(&session.sandbox, &session.id, now).await?;
        self.sessions.end(&session.sandbox, &session.id, session.uid).await?;
        let gone = self.sessions.get(&session.sandbox, &session.id, now).await?;
        // The catalog's own view keeps nothing beside the catalog.
        let keeps = self.sessions.provider() != "catalog";
        expect(seen.is_some() == keeps && gone.is_none(), "a session that was written was not read back")
    }

    async fn try_store(&self, blobs: &dyn BlobStore, now: Timestamp) -> Result<()> {
        let key = self.probe_upload(now)?.key;
        let size = PROBE_BYTES.len() as u64;
        let body = stream::iter([Ok(Chunk::plain(Bytes::from_static(PROBE_BYTES)))]).boxed();
        blobs.put(&key, body, Some(size)).await?;
        let read = async {
            let pieces = blobs.get(&key, ResolvedRange { offset: 0, length: size }).await?;
            pieces.try_collect::<Vec<Bytes>>().await
        };
        let read = read.await;
        blobs.delete(&key).await?;
        let gone = blobs.size_of(&key).await?.is_none();
        expect(read?.concat() == PROBE_BYTES && gone, "bytes that were written were not read back")
    }
}

fn expect(so: bool, why: &'static str) -> Result<()> {
    if so { Ok(()) } else { Err(Error::internal(why)) }
}
