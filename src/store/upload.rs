//! Content in: begin → write → verify → commit.
//!
//! Small content is part of the commit itself. Everything else is written under a key that a *pending* row reserves: the
//! row is made durable while the first bytes come, and the body does not end before it is, so nothing is published
//! without it. The content becomes visible by one transaction after it is whole, verified and durable. Whatever happens in between
//! leaves the pending row, by which the bytes are freed: at once if the upload fails or its client leaves, at the next
//! start if the process dies, at the row's deadline in any case.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::future;
use tokio::sync::oneshot;

use super::Store;
use super::blob::BlobStore;
use super::body::{Gathered, Intake, Keeper};
use super::catalog::{Catalog, NewArtifact, NewContent, PendingUpload, Write};
use super::replay::replay;
use crate::clock::Clock;
use crate::domain::{
    Artifact, ArtifactId, BlobKey, Chunk, ContentStream, ContentSums, GridKey, Lifetime, Owner, Place,
    SandboxId, Scope, Timestamp, UploadId,
};
use crate::error::{Error, ErrorKind, Result};
use crate::policy::Grant;
use crate::policy::action::{CreateArtifact, UpdateArtifact};
use crate::shutdown::Shutdown;

/// How long a pending row stays after the last progress of its upload before it is swept.
pub(super) const PENDING_FOR: Duration = Duration::from_hours(1);

/// Where the bytes of an upload are going.
pub(super) struct Target<'a> {
    pub(super) sandbox: &'a SandboxId,
    pub(super) owner: &'a Owner,
    pub(super) artifact: ArtifactId,
}

impl Store {
    /// Makes a new artifact of this content.
    pub async fn create_artifact(
        &self,
        grant: &Grant<CreateArtifact>,
        content: ContentStream,
    ) -> Result<Artifact> {
        let (action, sandbox, now) = (grant.action(), &grant.caller().sandbox, grant.at());
        let mut intake = self.intake(content, action.expected);
        intake.check_declared()?;
        let lifetime = self.lifetime(action);
        lifetime.resolve("spec.lifetime", None, self.limits.max_ttl, now)?;
        let ttl = match lifetime {
            Lifetime::Ttl(ttl) => ttl,
            Lifetime::Unspecified | Lifetime::ExtendBy(_) | Lifetime::NoExpiry => Duration::ZERO,
        };
        let owner = self.owner_of_write(sandbox, grant.subject(), ttl, now).await?;
        let id = ArtifactId::generate(now, self.chance.as_ref());
        let target = Target { sandbox, owner: &owner, artifact: id };
        // The ttl runs from the moment the artifact is there, however long its bytes were on the way.
        let write = |at: Timestamp| {
            Ok(Write::Create(Box::new(NewArtifact {
                id,
                sandbox: sandbox.clone(),
                owner: owner.clone(),
                spec: action.spec.clone(),
                expire_time: lifetime.resolve("spec.lifetime", None, self.limits.max_ttl, at)?,
                replay: replay(grant, action.request.as_ref()),
            })))
        };
        self.take_in(&mut intake, &target, write).await
    }

    /// Gives an artifact new content, and the metadata changes that come with it.
    pub async fn replace_content(
        &self,
        grant: &Grant<UpdateArtifact>,
        content: ContentStream,
    ) -> Result<Artifact> {
        let (action, artifact) = (grant.action(), grant.subject());
        let mut intake = self.intake(content, action.expected);
        intake.check_declared()?;
        action.precondition.check(&artifact.etag())?;
        let target = Target { sandbox: &artifact.sandbox, owner: &artifact.owner, artifact: artifact.id };
        self.take_in(&mut intake, &target, |_| Ok(Write::Change(Box::new(self.change(grant))))).await
    }

    /// What the caller wished, or what the scope gives when it wished nothing.
    pub(super) fn lifetime(&self, action: &CreateArtifact) -> Lifetime {
        match (action.spec.lifetime, action.scope) {
            (Lifetime::Unspecified, Scope::Session) => Lifetime::Ttl(self.limits.artifact_ttl),
            (Lifetime::Unspecified, Scope::User | Scope::Sandbox) => {
                self.limits.max_ttl.map_or(Lifetime::NoExpiry, Lifetime::Ttl)
            }
            (wish, _) => wish,
        }
    }

    /// Takes content in and makes it visible by this write.
    pub(super) async fn take_in(
        &self,
        intake: &mut Intake,
        target: &Target<'_>,
        write: impl FnOnce(Timestamp) -> Result<Write>,
    ) -> Result<Artifact> {
        let inline_max = self.limits.inline_max;
        let head = match intake.declared_size() {
            Some(size) if size > inline_max => Vec::new(),
            Some(_) | None if inline_max == 0 => Vec::new(),
            Some(_) | None => match intake.gather(inline_max).await? {
                Gathered::Larger(head) => head,
                Gathered::Whole(bytes) => {
                    let sums = intake.take_sums().await?;
                    let content = NewContent { sums, place: Place::Inline(Some(bytes)), upload: None };
                    let now = self.clock.now();
                    return self.catalog.commit(write(now)?, Some(content), now).await;
                }
            },
        };
        self.take_in_blob(intake, head, target, write).await
    }

    async fn take_in_blob(
        &self,
        intake: &mut Intake,
        head: Vec<Chunk>,
        target: &Target<'_>,
        write: impl FnOnce(Timestamp) -> Result<Write>,
    ) -> Result<Artifact> {
        let pending = self.pending(target)?;
        let outcome = self.write_bytes(intake, head, &pending).await;
        let ready = outcome.and_then(|sums| {
            let now = self.clock.now();
            Ok((write(now)?, sums, now))
        });
        match ready {
            Ok((write, sums, now)) => pending.commit(write, sums, now).await,
            Err(error) => {
                pending.give_up().await;
                Err(error)
            }
        }
    }

    /// Writes the bytes, and beside them the row by which they are found if they are never committed. Bytes that end with
    /// the process need none.
    async fn write_bytes(
        &self,
        intake: &mut Intake,
        head: Vec<Chunk>,
        pending: &Pending,
    ) -> Result<ContentSums> {
        let (durable, reserved) = oneshot::channel();
        let reserve = async {
            if pending.recorded {
                self.catalog.begin_upload(&pending.upload, self.clock.now()).await?;
            }
            // Nobody listens if the bytes have failed already.
            let _ = durable.send(());
            Ok(())
        };
        if pending.recorded {
            intake.keep(Keeper {
                upload: pending.upload.id,
                catalog: Arc::clone(&self.catalog),
                clock: Arc::clone(&self.clock),
                deadline: pending.upload.deadline,
            });
        }
        let size = intake.declared_size();
        let put = pending.blobs.put(&pending.upload.key, intake.body(head, reserved), size);
        let (begun, written) = future::join(reserve, put).await;
        begun.and(written)?;
        intake.take_sums().await
    }

    /// An upload to a fresh key, guarded; its row is not written yet.
    pub(super) fn pending(&self, target: &Target<'_>) -> Result<Pending> {
        let now = self.clock.now();
        let id = UploadId::generate(now, self.chance.as_ref());
        let (store, blobs) = self.mounts.for_new(target.owner.scope())?;
        let upload = PendingUpload {
            id,
            artifact: target.artifact,
            sandbox: target.sandbox.clone(),
            owner: target.owner.clone(),
            store: store.clone(),
            key: GridKey::new(target.sandbox, target.owner, target.artifact).blob(id),
            deadline: now.plus(PENDING_FOR),
        };
        self.in_flight.enter(id);
        Ok(Pending {
            upload,
            recorded: blobs.outlives_process(),
            blobs: Arc::clone(blobs),
            catalog: Arc::clone(&self.catalog),
            in_flight: self.in_flight.clone(),
            shutdown: self.shutdown.clone(),
            armed: true,
        })
    }
}

/// Uploads that this process is writing.
#[derive(Debug, Clone, Default)]
pub(super) struct InFlight(Arc<Mutex<HashSet<UploadId>>>);

impl InFlight {
    /// Is this one of them?
    pub(super) fn has(&self, id: UploadId) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(&id)
    }

    fn enter(&self, id: UploadId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
    }

    fn leave(&self, id: UploadId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}

/// An upload between its pending row and its commit. Dropped in between (the client left), it frees what was written.
pub(super) struct Pending {
    upload: PendingUpload,
    /// Has it a row?
    recorded: bool,
    blobs: Arc<dyn BlobStore>,
    catalog: Arc<dyn Catalog>,
    in_flight: InFlight,
    shutdown: Shutdown,
    armed: bool,
}

impl Pending {
    /// Has the store copy a blob to this upload's key, once the row that tells of it is written.
    pub(super) async fn copy(&self, from: &BlobKey, clock: &Arc<dyn Clock>) -> Result<u64> {
        if self.recorded {
            self.catalog.begin_upload(&self.upload, clock.now()).await?;
        }
        self.blobs.copy(from, &self.upload.key).await
    }

    /// Makes the content visible. It runs to its end even if the client leaves meanwhile: dropped halfway, nobody would
    /// know whether a row points at the bytes.
    pub(super) async fn commit(
        mut self,
        write: Write,
        sums: ContentSums,
        now: Timestamp,
    ) -> Result<Artifact> {
        self.armed = false;
        let place = Place::Blob { store: self.upload.store.clone(), key: self.upload.key.clone() };
        let content = NewContent { sums, place, upload: self.recorded.then_some(self.upload.id) };
        let (answer, answered) = oneshot::channel();
        let shutdown = self.shutdown.clone();
        shutdown.spawn(async move {
            let outcome = self.catalog.commit(write, Some(content), now).await;
            // A refusal changed nothing, so the bytes can go. A failure may have come after the commit was durable: then
            // the pending row is gone, and if it is not, the sweep finds it.
            if outcome.as_ref().is_err_and(|error| !is_failure(error.kind())) {
                self.give_up().await;
            }
            // Nobody listens if the client left; the artifact is there all the same, as if its answer had been lost.
            let _ = answer.send(outcome);
        });
        answered.await.unwrap_or_else(|_| Err(Error::internal("the commit ended without an answer")))
    }

    /// Frees the bytes, then the row; to its end, even if the client leaves while it waits. A failure leaves the row, and
    /// the sweep goes on from there.
    pub(super) async fn give_up(mut self) {
        // An answer that never comes means that the process ends.
        let _ = self.abandon().await;
    }

    fn abandon(&mut self) -> oneshot::Receiver<()> {
        self.armed = false;
        let (done, freed) = oneshot::channel();
        let (blobs, catalog) = (Arc::clone(&self.blobs), Arc::clone(&self.catalog));
        let (upload, recorded) = (self.upload.clone(), self.recorded);
        self.shutdown.spawn(async move {
            free(&*blobs, &*catalog, &upload, recorded).await;
            let _ = done.send(());
        });
        freed
    }
}

/// Did the catalog fail, rather than refuse?
fn is_failure(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::BackendUnavailable | ErrorKind::StorageFull | ErrorKind::Internal | ErrorKind::Draining
    )
}

async fn free(blobs: &dyn BlobStore, catalog: &dyn Catalog, upload: &PendingUpload, recorded: bool) {
    let freed = match blobs.delete(&upload.key).await {
        Ok(()) if !recorded => Ok(()),
        Ok(()) => catalog.forget_upload(upload.id).await,
        Err(error) => Err(error),
    };
    if let Err(error) = freed {
        tracing::warn!(upload_id = %upload.id, ?error, "an abandoned upload is left to the sweep");
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        self.in_flight.leave(self.upload.id);
        if self.armed {
            // Nobody waits: the task goes on by itself.
            drop(self.abandon());
        }
    }
}
