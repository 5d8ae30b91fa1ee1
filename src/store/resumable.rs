//! Uploads that outlive connections: begun, gone on with, completed, given up.
//!
//! *Who writes.* Every stream and every `AppendUpload` takes the upload over: the epoch rises, and what an older writer
//! still sends is refused when its part is to count. Taking over asks nobody, so a client that comes back after a break
//! wins at once, whatever has become of its first connection.
//!
//! *Completing.* First all that was said of the content is held against what came; then the row is *sealed*: from here on
//! no byte can be added, so the blob that is made of the parts is the one that the commit shows. Sealing, making and
//! committing can each be done again, by anybody: the artifact appears once, and its answer stays in the row.
//!
//! What runs when a client leaves goes on here until what came is safe, or the commit is answered.
//! Long because: an upload is one story from its beginning to its commit.

use std::sync::Arc;
use std::time::Duration;

use futures::{StreamExt as _, stream};
use tokio::sync::oneshot;

use super::Store;
use super::body;
use super::catalog::{
    ChangeArtifact, Due, KeptUpload, NewArtifact, NewContent, UploadOwners, UploadsQuery, Write,
};
use super::native_uploads::is_staged;
use super::parts::{Ending, Source, Writer, at, check_size, hasher_of};
use super::register::{REGISTER_WITHIN, without_sha256};
use super::replay::replay;
use crate::domain::{
    Artifact, ArtifactId, ContentHasher, ContentStream, ContentSums, Digests, Expected, GridKey, Lifetime,
    Owner, PageToken, PartPlan, Place, Repeatable, SandboxId, Upload, UploadGoal, UploadId, UploadKind,
    UploadState, combine_crc32c,
};
use crate::error::{Error, ErrorKind, ResourceType, Result};
use crate::policy::action::{
    AppendUpload, CancelUpload, CompleteUpload, CreateArtifact, GetUpload, ListUploads, ResumeUpload,
    UpdateArtifact,
};
use crate::policy::{Action, Grant, UploadsOf};

/// One page of uploads.
#[derive(Debug)]
pub struct UploadListing {
    /// The uploads, newest first.
    pub uploads: Vec<Upload>,
    /// Leads to the next page; empty at the end.
    pub next_page_token: String,
}

/// How an upload is gone on with, and so how long it is kept.
#[derive(Debug, Clone, Copy)]
pub enum UploadLife {
    /// By streams: for a time after its last progress.
    Resumable,
    /// By URLs that work for so long (the default, if nobody says): a day longer than they do.
    Url(Option<Duration>),
}

/// What [`Store::begin`] is told.
struct Beginning {
    sandbox: SandboxId,
    owner: Owner,
    artifact: ArtifactId,
    goal: UploadGoal,
    expected: Expected,
}

impl Store {
    /// Begins an upload of a new artifact.
    pub async fn start_create(&self, grant: &Grant<CreateArtifact>, life: UploadLife) -> Result<Upload> {
        let (action, sandbox, now) = (grant.action(), grant.caller().sandbox.clone(), grant.at());
        let lifetime = self.lifetime(action);
        lifetime.resolve("spec.lifetime", None, self.limits.max_ttl, now)?;
        self.check_start(&action.expected)?;
        let ttl = match lifetime {
            Lifetime::Ttl(ttl) => ttl,
            Lifetime::Unspecified | Lifetime::ExtendBy(_) | Lifetime::NoExpiry => Duration::ZERO,
        };
        let owner = self.owner_of_write(&sandbox, grant.subject(), ttl, now).await?;
        let artifact = ArtifactId::generate(now, self.chance.as_ref());
        let spec = crate::domain::ArtifactSpec { lifetime, ..action.spec.clone() };
        let (goal, expected) = (UploadGoal::Create(spec), action.expected);
        let beginning = Beginning { sandbox, owner, artifact, goal, expected };
        self.begin(grant, beginning, life, action.request.as_ref()).await
    }

    /// Begins an upload of new content for an artifact that is there.
    pub async fn start_replace(&self, grant: &Grant<UpdateArtifact>, life: UploadLife) -> Result<Upload> {
        let (action, artifact) = (grant.action(), grant.subject());
        self.check_start(&action.expected)?;
        action.precondition.check(&artifact.etag())?;
        let (precondition, changes) = (action.precondition.clone(), action.changes.clone());
        let beginning = Beginning {
            sandbox: artifact.sandbox.clone(),
            owner: artifact.owner.clone(),
            artifact: artifact.id,
            goal: UploadGoal::Replace { precondition, changes },
            expected: action.expected,
        };
        self.begin(grant, beginning, life, action.request.as_ref()).await
    }

    /// Refuses what is known beforehand to be refused at the end.
    fn check_start(&self, expected: &Expected) -> Result<()> {
        let max = self.limits.max_artifact_size;
        if expected.size.is_some_and(|size| size > max) { Err(body::too_large(max)) } else { Ok(()) }
    }

    async fn begin<A: Action>(
        &self,
        grant: &Grant<A>,
        beginning: Beginning,
        life: UploadLife,
        request: Option<&Repeatable>,
    ) -> Result<Upload> {
        let Beginning { sandbox, owner, artifact, goal, expected } = beginning;
        let now = grant.at();
        let (kind, deadline) = match life {
            UploadLife::Resumable => (UploadKind::Resumable, now.plus(self.limits.upload_ttl)),
            UploadLife::Url(urls) => {
                (UploadKind::Url, self.url_end("expires_in", urls, now)?.plus(REGISTER_WITHIN))
            }
        };
        let id = UploadId::generate(now, self.chance.as_ref());
        let (store, blobs) = self.mounts.for_new(owner.scope())?;
        let rules = blobs.part_rules();
        let plan = PartPlan::choose(rules, expected.size).ok_or_else(|| {
            let why = "content of this size needs larger parts than this server holds in memory";
            ErrorKind::SizeLimit.error(why).with("limit", rules.most)
        })?;
        let mut hasher = ContentHasher::new(self.limits.sha256 || expected.digests.sha256.is_some());
        let (key, prefix) = (GridKey::new(&sandbox, &owner, artifact).blob(id), hasher.digests());
        let upload = Upload {
            id,
            kind,
            state: UploadState::Active,
            artifact,
            sandbox,
            owner,
            goal,
            expected,
            store: store.clone(),
            key,
            handle: None,
            plan,
            epoch: 0,
            persisted: 0,
            closed: false,
            prefix,
            create_time: now,
            update_time: now,
            deadline,
        };
        let (state, _) = hasher.save();
        let kept = KeptUpload { upload, hasher: state, answer: None };
        self.catalog.start_upload(&kept, replay(grant, request), now).await?;
        Ok(kept.upload)
    }

    /// The upload, as it was when it was granted.
    pub fn get_upload(&self, grant: &Grant<GetUpload>) -> Upload {
        grant.subject().clone()
    }

    /// Lists uploads that are not completed, newest first.
    pub async fn list_uploads(&self, grant: &Grant<ListUploads>) -> Result<UploadListing> {
        let (action, caller) = (grant.action(), grant.caller());
        let owners = match grant.subject() {
            UploadsOf::Everyone(scope) => UploadOwners::Everyone(*scope),
            UploadsOf::These(owners) => UploadOwners::These(owners.clone()),
        };
        let named = format!("{:?} {:?} {:?}", caller.role, caller.user, caller.session);
        let scope = format!("{:?}", action.scope);
        let parts = [&b"uploads"[..], caller.sandbox.as_str().as_bytes(), named.as_bytes(), scope.as_bytes()];
        let ring = self.ring_knowing(PageToken::key_of(&action.page.token)).await?;
        let tokens = PageToken::of_query(&ring, &parts);
        let after = tokens.read(&action.page.token)?.map(|position| position_of(&position)).transpose()?;
        let (sandbox, limit) = (caller.sandbox.clone(), action.page.size);
        // One more tells whether there is another page.
        let query = UploadsQuery { sandbox, owners, after, limit: limit + 1 };
        let mut uploads = self.catalog.list_uploads(&query, grant.at()).await?;
        let more = uploads.len() > limit;
        uploads.truncate(limit);
        let last = uploads.last().filter(|_| more);
        let next_page_token = last.map(|last| tokens.write(last.id.as_bytes())).unwrap_or_default();
        Ok(UploadListing { uploads, next_page_token })
    }

    /// Goes on with an upload by a stream, up to its end: what comes is safe part by part, and a finish commits.
    pub async fn resume_upload(
        self: &Arc<Self>,
        grant: &Grant<ResumeUpload>,
        content: ContentStream,
    ) -> Result<Artifact> {
        let (store, upload) = (Arc::clone(self), grant.subject().clone());
        // Dropped with its client, it would lose what came and is not safe yet.
        self.run_to_end(async move { store.resume(&upload, content).await }).await
    }

    async fn resume(self: &Arc<Self>, upload: &Upload, content: ContentStream) -> Result<Artifact> {
        in_order(upload)?;
        let taken = self.catalog.take_over(upload.id, self.clock.now()).await?;
        let blobs = Arc::clone(self.mounts.of_row(&upload.store)?);
        let (catalog, clock) = (Arc::clone(&self.catalog), Arc::clone(&self.clock));
        let shutdown = self.shutdown.clone();
        let max = self.limits.max_artifact_size;
        let mut source = Source::new(content, &taken.kept, catalog.clone(), shutdown, max)?;
        if taken.kept.upload.state != UploadState::Active {
            return self.finish_again(taken.kept.upload, source).await;
        }
        let mut writer = Writer::new(taken, blobs, catalog, clock, self.limits.upload_ttl)?;
        let written = writer.write_all(&mut source).await;
        let upload = writer.upload().clone();
        let error = match (written, source.into_ending()) {
            (Ok(()), Ending::Finish(said)) => return self.complete(&upload, Some(upload.epoch), said).await,
            // Too little came of a part for the store to keep it: why it ended is what there is to say.
            (Err(error), Ending::Broken(cause)) if error.kind() == ErrorKind::Cancelled => cause,
            (Ok(()), Ending::Broken(error)) | (Err(error), _) => error,
        };
        Err(self.fenced_or(error, &upload).await)
    }

    /// What a writer is told that came to no good end: if somebody else has the upload now, that.
    async fn fenced_or(&self, error: Error, upload: &Upload) -> Error {
        match self.catalog.upload(&upload.sandbox, upload.id, self.clock.now()).await {
            Ok(Some(now)) if now.upload.epoch != upload.epoch => at(fenced(upload.id), &now.upload),
            Ok(None) => at(not_found(upload.id), upload),
            Ok(Some(_)) | Err(_) => at(error, upload),
        }
    }

    /// A stream for an upload that takes no bytes any more: all it can do is to say what was said before.
    async fn finish_again(self: &Arc<Self>, upload: Upload, mut source: Source) -> Result<Artifact> {
        let more = source.fill().await.map_err(|error| at(error, &upload))?;
        if more {
            let end = upload.persisted;
            return Err(at(body::size_mismatch(end, end + 1), &upload));
        }
        match source.into_ending() {
            Ending::Finish(said) => self.complete(&upload, None, said).await,
            Ending::Broken(error) => Err(at(error, &upload)),
        }
    }

    /// Adds one piece at the persisted offset.
    pub async fn append_upload(self: &Arc<Self>, grant: &Grant<AppendUpload>) -> Result<Upload> {
        let (action, upload) = (grant.action().clone(), grant.subject().clone());
        self.check_piece(&action, &upload).map_err(|error| at(error, &upload))?;
        let store = Arc::clone(self);
        self.run_to_end(async move {
            let taken = store.catalog.take_over(upload.id, store.clock.now()).await?;
            // Somebody else may have come first.
            store.check_piece(&action, &taken.kept.upload).map_err(|error| at(error, &taken.kept.upload))?;
            let blobs = Arc::clone(store.mounts.of_row(&upload.store)?);
            let (catalog, clock) = (Arc::clone(&store.catalog), Arc::clone(&store.clock));
            let mut writer = Writer::new(taken, blobs, catalog, clock, store.limits.upload_ttl)?;
            let closes = (action.data.len() as u64) < upload.plan.append_size();
            let written = writer.write_piece(action.data, action.crc32c, closes).await;
            match written {
                Ok(()) => Ok(writer.upload().clone()),
                Err(error) => Err(store.fenced_or(error, writer.upload()).await),
            }
        })
        .await
    }

    fn check_piece(&self, action: &AppendUpload, upload: &Upload) -> Result<()> {
        in_order(upload)?;
        let (size, exactly) = (action.data.len() as u64, upload.plan.append_size());
        if size == 0 {
            return Err(Error::invalid("data", "must not be empty"));
        }
        if size > exactly {
            let why = format!("a piece of this upload has exactly {exactly} bytes");
            return Err(ErrorKind::SizeLimit.error(why).with("limit", exactly));
        }
        if action.offset != upload.persisted {
            let why = format!("the piece must begin at the persisted offset, {}", upload.persisted);
            return Err(ErrorKind::OffsetMismatch.error(why).with("offset", action.offset));
        }
        if upload.state != UploadState::Active {
            return Err(body::size_mismatch(upload.persisted, action.offset + size));
        }
        let end = action.offset + size;
        check_size(upload, end, self.limits.max_artifact_size)?;
        match upload.expected.size {
            // Only the last may be shorter.
            Some(declared) if size < exactly && end != declared => Err(body::size_mismatch(declared, end)),
            Some(_) | None => Ok(()),
        }
    }

    /// Commits what came.
    pub async fn complete_upload(self: &Arc<Self>, grant: &Grant<CompleteUpload>) -> Result<Artifact> {
        let (store, upload, said) = (Arc::clone(self), grant.subject().clone(), grant.action().expected);
        self.run_to_end(async move { store.complete(&upload, None, said).await }).await
    }

    /// Commits an upload, or answers what its commit was answered. `epoch` is the writer's who has said that this is all.
    pub(super) async fn complete(
        &self,
        upload: &Upload,
        epoch: Option<u64>,
        said: Expected,
    ) -> Result<Artifact> {
        let one_at_a_time = self.uploads.lock_of(upload.id);
        let _alone = one_at_a_time.lock().await;
        let outcome = self.complete_alone(upload, epoch, said).await;
        outcome.map_err(|error| at(error, upload))
    }

    async fn complete_alone(&self, upload: &Upload, epoch: Option<u64>, said: Expected) -> Result<Artifact> {
        let kept = self.kept(upload).await?;
        if let Some(artifact) = &kept.answer {
            return answered(artifact, &said);
        }
        if epoch.is_some_and(|epoch| epoch != kept.upload.epoch) && kept.upload.state == UploadState::Active {
            return Err(fenced(kept.upload.id));
        }
        let (mut sums, parts) = self.sums(&kept).await?;
        let unread = self.is_to_be_read(&kept.upload, &sums, &said)?;
        for expected in [&kept.upload.expected, &said] {
            body::check(&sums, &if unread { without_sha256(expected) } else { *expected })?;
        }
        let (id, seen) = (kept.upload.id, (kept.upload.epoch, kept.upload.persisted));
        self.catalog.seal_upload(id, seen.0, seen.1, self.clock.now()).await?;
        self.make_blob(&kept.upload, &parts).await?;
        if unread {
            sums.digests = self.read_again(&kept.upload, &sums).await?;
            for expected in [&kept.upload.expected, &said] {
                body::check(&sums, expected)?;
            }
        }
        let now = self.clock.now();
        let place = Place::Blob { store: kept.upload.store.clone(), key: kept.upload.key.clone() };
        let content = NewContent { sums, place, upload: Some(id) };
        let write = self.write_of(&kept.upload, now)?;
        let outcome = self.catalog.commit(write, Some(content), now).await;
        match outcome {
            // Another server may have been first.
            Err(error) if error.kind() == ErrorKind::UploadNotFound => {
                match self.kept(upload).await?.answer {
                    Some(artifact) => Ok(artifact),
                    None => Err(error),
                }
            }
            outcome => outcome,
        }
    }

    pub(super) async fn kept(&self, upload: &Upload) -> Result<KeptUpload> {
        let kept = self.catalog.upload(&upload.sandbox, upload.id, self.clock.now()).await?;
        kept.ok_or_else(|| not_found(upload.id))
    }

    /// What all parts come to, and the parts.
    async fn sums(&self, kept: &KeptUpload) -> Result<(ContentSums, Vec<crate::domain::Part>)> {
        let found = self.catalog.parts(kept.upload.id).await?;
        let mut at = 0;
        let mut blocks = Vec::new();
        let mut parts = Vec::with_capacity(found.len());
        for found in found {
            if found.part.offset != at {
                return Err(Error::invalid("parts", format!("the part that begins at {at} is missing")));
            }
            at = found.part.end();
            blocks.extend(found.sums);
            parts.push(found.part);
        }
        if kept.upload.kind == UploadKind::Url && !kept.upload.closed {
            return Ok((sums_of_any_order(&parts, blocks), parts));
        }
        let hasher = hasher_of(kept)?;
        if hasher.size() != at {
            return Err(Error::internal("the parts of an upload do not end where its hasher stands"));
        }
        let mut sums = hasher.finish();
        blocks.append(&mut sums.blocks);
        Ok((ContentSums { blocks, ..sums }, parts))
    }

    async fn make_blob(&self, upload: &Upload, parts: &[crate::domain::Part]) -> Result<()> {
        let blobs = self.mounts.of_row(&upload.store)?;
        match (parts, &upload.handle) {
            ([], handle) => {
                // Nothing came: a blob of nothing.
                if blobs.size_of(&upload.key).await?.is_none() {
                    blobs.put(&upload.key, stream::empty().boxed(), Some(0)).await?;
                }
                blobs.abort_parts(&upload.key, handle.as_ref()).await
            }
            (parts, Some(handle)) => blobs.complete_parts(&upload.key, handle, parts).await.map(drop),
            (_, None) => Err(Error::internal("an upload has parts and no name in its store")),
        }
    }

    pub(super) fn write_of(&self, upload: &Upload, now: crate::domain::Timestamp) -> Result<Write> {
        Ok(match &upload.goal {
            UploadGoal::Create(spec) => Write::Create(Box::new(NewArtifact {
                id: upload.artifact,
                sandbox: upload.sandbox.clone(),
                owner: upload.owner.clone(),
                spec: spec.clone(),
                expire_time: spec.lifetime.resolve("spec.lifetime", None, self.limits.max_ttl, now)?,
                replay: None,
            })),
            UploadGoal::Replace { precondition, changes } => Write::Change(Box::new(ChangeArtifact {
                sandbox: upload.sandbox.clone(),
                id: upload.artifact,
                precondition: precondition.clone(),
                changes: changes.clone(),
                max_ttl: self.limits.max_ttl,
                free_after: self.limits.free_after,
                replay: None,
            })),
        })
    }

    /// Gives an upload up, and frees its bytes.
    pub async fn cancel_upload(self: &Arc<Self>, grant: &Grant<CancelUpload>) -> Result<()> {
        let (store, id) = (Arc::clone(self), grant.subject().id);
        self.run_to_end(async move {
            let due = store.catalog.cancel_upload(id, store.clock.now()).await?;
            let due = due.ok_or_else(|| not_found(id))?;
            // It is given up, whatever becomes of its bytes: what fails here is the sweep's.
            if let Err(error) = store.free(&due).await {
                tracing::warn!(upload_id = %id, ?error, "a cancelled upload is left to the sweep");
            }
            Ok(())
        })
        .await
    }

    /// Frees what came of an upload, alone: whoever completes it meanwhile is waited for, and finds that it is gone.
    pub(super) async fn free_upload(&self, id: UploadId, due: &Due) -> Result<()> {
        let one_at_a_time = self.uploads.lock_of(id);
        let _alone = one_at_a_time.lock().await;
        let (Due::Upload(_, place) | Due::Garbage(_, place)) = due;
        if let Place::Blob { store, key } = place {
            let blobs = self.mounts.of_row(store)?;
            if let Some(parts) = self.catalog.upload_handle(id).await? {
                let handle = parts.handle.filter(|handle| !is_staged(handle));
                blobs.abort_parts(key, handle.as_ref()).await?;
            }
            self.drop_staged(blobs.as_ref(), key).await?;
            blobs.delete(key).await?;
        }
        self.catalog.forget(due).await
    }

    /// Runs to its end, even if the caller leaves.
    pub(super) async fn run_to_end<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        let (answer, answered) = oneshot::channel();
        self.shutdown.spawn(async move {
            // Nobody listens if the caller left.
            let _ = answer.send(work.await);
        });
        answered.await.unwrap_or_else(|_| Err(Error::internal("an upload ended without an answer")))
    }
}

/// What a completed upload answers whoever completes it again: the same, unless it says something else of the content.
fn answered(artifact: &Artifact, said: &Expected) -> Result<Artifact> {
    let (size, digests) = (artifact.content.size, artifact.content.digests);
    let sums = ContentSums { size, digests, blocks: Vec::new() };
    body::check(&sums, said)?;
    Ok(artifact.clone())
}

/// What parts come to that came in any order: each was summed by itself, so nobody has hashed the whole.
fn sums_of_any_order(parts: &[crate::domain::Part], blocks: Vec<u32>) -> ContentSums {
    let crc = parts.iter().fold(0, |crc, part| combine_crc32c(crc, part.crc32c, part.size));
    let digests = Digests { crc32c: Some(crc), sha256: None };
    ContentSums { size: parts.last().map_or(0, crate::domain::Part::end), digests, blocks }
}

/// Its bytes come by streams and pieces, one behind the other.
fn in_order(upload: &Upload) -> Result<()> {
    match upload.kind {
        UploadKind::Resumable => Ok(()),
        UploadKind::Url => Err(Error::invalid("upload_id", "the bytes of this upload go to its signed URL")),
    }
}

fn fenced(id: UploadId) -> Error {
    ErrorKind::UploadFenced.error("somebody else took this upload over").about(ResourceType::Upload, id)
}

pub(super) fn not_found(id: UploadId) -> Error {
    ErrorKind::UploadNotFound.error("no such upload").about(ResourceType::Upload, id)
}

fn position_of(position: &[u8]) -> Result<UploadId> {
    let bytes =
        position.try_into().map_err(|_| ErrorKind::PageTokenInvalid.error("the page token is damaged"))?;
    Ok(UploadId::from_bytes(bytes))
}
