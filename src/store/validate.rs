//! Tries everything that the server depends on, for real: something is written, read back and taken away again.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::future::{BoxFuture, join_all};
use futures::{FutureExt as _, StreamExt as _, TryStreamExt as _, stream};

use super::Store;
use super::blob::BlobStore;
use super::catalog::{Catalog, PendingUpload};
use super::sessions::SessionRegistry;
use crate::domain::{
    ArtifactId, BlobKey, Chunk, GridKey, Meta, Owner, ResolvedRange, SandboxId, Session, SessionId,
    SessionUid, StoreName, Timestamp, UploadId,
};
use crate::error::{Error, Result};
use crate::policy::Grant;
use crate::policy::action::ValidateConfiguration;

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
    /// Tries the catalog, the live view of sessions and every store, side by side. An attempt that takes too long is
    /// given up on, and goes on by itself to take away what it wrote.
    pub async fn validate(&self, grant: &Grant<ValidateConfiguration>) -> Result<Vec<Check>> {
        let now = grant.at();
        let mut attempts: Vec<(String, BoxFuture<'static, Result<()>>)> = vec![
            (
                "catalog".to_owned(),
                try_catalog(Arc::clone(&self.catalog), self.probe_upload(now)?, now).boxed(),
            ),
            (
                "sessions".to_owned(),
                try_sessions(Arc::clone(&self.sessions), self.probe_session(now)?, now).boxed(),
            ),
        ];
        for (name, blobs) in self.mounts.all() {
            let key = self.probe_upload(now)?.key;
            attempts.push((format!("store.{name}"), try_store(Arc::clone(blobs), key).boxed()));
        }
        let checks = attempts.into_iter().map(|(name, attempt)| async move {
            let began = self.clock.now();
            let outcome = self.probing.ask(format!("try {name}"), self.limits.probe_timeout, attempt).await;
            Check { name, outcome, took: self.clock.now().since(began) }
        });
        Ok(join_all(checks).await)
    }

    fn probe_upload(&self, now: Timestamp) -> Result<PendingUpload> {
        let sandbox = SandboxId::parse("sandbox", PROBE)?;
        let artifact = ArtifactId::generate(now, self.chance.as_ref());
        let id = UploadId::generate(now, self.chance.as_ref());
        let key = GridKey::new(&sandbox, &Owner::Sandbox, artifact).blob(id);
        let (store, owner) = (StoreName::default_store(), Owner::Sandbox);
        Ok(PendingUpload { id, artifact, sandbox, owner, store, key, deadline: now.plus(PROBE_KEPT) })
    }

    fn probe_session(&self, now: Timestamp) -> Result<Session> {
        Ok(Session {
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
        })
    }
}

async fn try_catalog(catalog: Arc<dyn Catalog>, upload: PendingUpload, now: Timestamp) -> Result<()> {
    catalog.begin_upload(&upload, now).await?;
    let known = catalog.known_keys(std::slice::from_ref(&upload.key)).await?;
    catalog.forget_upload(upload.id).await?;
    let forgotten = catalog.known_keys(&[upload.key]).await?;
    expect(known == [true] && forgotten == [false], "a row that was written was not read back")
}

async fn try_sessions(sessions: Arc<dyn SessionRegistry>, session: Session, now: Timestamp) -> Result<()> {
    sessions.put(&session, now).await?;
    let seen = sessions.get(&session.sandbox, &session.id, now).await?;
    sessions.end(&session.sandbox, &session.id, session.uid).await?;
    let gone = sessions.get(&session.sandbox, &session.id, now).await?;
    // The catalog's own view keeps nothing beside the catalog.
    let keeps = sessions.provider() != "catalog";
    expect(seen.is_some() == keeps && gone.is_none(), "a session that was written was not read back")
}

async fn try_store(blobs: Arc<dyn BlobStore>, key: BlobKey) -> Result<()> {
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

fn expect(so: bool, why: &'static str) -> Result<()> {
    if so { Ok(()) } else { Err(Error::internal(why)) }
}
