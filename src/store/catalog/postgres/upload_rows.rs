//! Uploads that outlive connections: who may add to them, and what they add.
//!
//! Every change locks the upload's row first and decides by what it finds then: of two processes that write, take over,
//! complete and give up the same upload, each sees what the one before it did. A commit waits for the same lock
//! ([`uploads::take`](super::uploads::take)).

use async_trait::async_trait;
use sqlx::PgConnection;

use super::super::record;
use super::super::upload_row::UploadRow;
use super::super::uploads::{
    KeptPart, KeptUpload, NewPart, PartsOf, TakenOver, UploadRows, UploadsQuery, WholePut,
};
use super::super::{Due, Replay, answer};
use super::fault::{Fault, Outcome};
use super::url_rows::{ClaimUrlPart, RecordUrlPart, RecordWhole};
use super::work::{Job, Way};
use super::{PostgresCatalog, requests, sweep, upload_read};
use crate::domain::{Answer, Artifact, PartsHandle, SandboxId, Timestamp, Upload, UploadId, UploadState};
use crate::error::{ErrorKind, ResourceType, Result};

#[async_trait]
impl UploadRows for PostgresCatalog {
    async fn start_upload(&self, upload: &KeptUpload, replay: Option<Replay>, now: Timestamp) -> Result<()> {
        self.link.run(Start { upload, replay, now }).await
    }

    async fn upload(&self, sandbox: &SandboxId, id: UploadId, now: Timestamp) -> Result<Option<KeptUpload>> {
        self.link.run(upload_read::Find { sandbox, id, now }).await
    }

    async fn list_uploads(&self, query: &UploadsQuery, now: Timestamp) -> Result<Vec<Upload>> {
        self.link.run(upload_read::Page { query, now }).await
    }

    async fn parts(&self, id: UploadId) -> Result<Vec<KeptPart>> {
        self.link.run(upload_read::Parts(id)).await
    }

    async fn take_over(&self, id: UploadId, now: Timestamp) -> Result<TakenOver> {
        self.link.run(TakeOver { id, now }).await
    }

    async fn name_upload(
        &self,
        id: UploadId,
        epoch: u64,
        handle: &PartsHandle,
        now: Timestamp,
    ) -> Result<PartsHandle> {
        self.link.run(Name { id, epoch: Some(epoch), handle, now }).await
    }

    async fn name_url_upload(
        &self,
        id: UploadId,
        handle: &PartsHandle,
        now: Timestamp,
    ) -> Result<PartsHandle> {
        self.link.run(Name { id, epoch: None, handle, now }).await
    }

    async fn record_part(&self, part: NewPart, now: Timestamp) -> Result<u32> {
        self.link.run(Record { part, now }).await
    }

    async fn claim_url_part(&self, id: UploadId, deadline: Timestamp, now: Timestamp) -> Result<u64> {
        self.link.run(ClaimUrlPart { id, deadline, now }).await
    }

    async fn record_url_part(&self, id: UploadId, part: &KeptPart, now: Timestamp) -> Result<()> {
        self.link.run(RecordUrlPart { id, part, now }).await
    }

    async fn record_whole_put(&self, whole: &WholePut, now: Timestamp) -> Result<()> {
        self.link.run(RecordWhole { whole, now }).await
    }

    async fn seal_upload(&self, id: UploadId, epoch: u64, persisted: u64, now: Timestamp) -> Result<()> {
        self.link.run(Seal { id, epoch, persisted, now }).await
    }

    async fn cancel_upload(&self, id: UploadId, now: Timestamp) -> Result<Option<Due>> {
        self.link.run(Cancel { id, now }).await
    }

    async fn upload_handle(&self, id: UploadId) -> Result<Option<PartsOf>> {
        self.link.run(upload_read::Handle(id)).await
    }
}

fn fenced(id: UploadId) -> Fault {
    let why = "somebody else took this upload over";
    ErrorKind::UploadFenced.error(why).about(ResourceType::Upload, id).into()
}

/// The upload, locked, and the number of its next part.
async fn locked(db: &mut PgConnection, id: UploadId, now: Timestamp) -> Outcome<(KeptUpload, u32)> {
    let found = upload_read::to_change(db, id, now).await?;
    found.ok_or_else(|| {
        ErrorKind::UploadNotFound.error("no such upload").about(ResourceType::Upload, id).into()
    })
}

/// The same, if it takes bytes.
pub(super) async fn active(
    db: &mut PgConnection,
    id: UploadId,
    now: Timestamp,
) -> Outcome<(KeptUpload, u32)> {
    let found = locked(db, id, now).await?;
    if found.0.upload.state == UploadState::Active { Ok(found) } else { Err(fenced(id)) }
}

/// The same, if it takes them from a writer of this epoch.
pub(super) async fn held(
    db: &mut PgConnection,
    id: UploadId,
    epoch: u64,
    now: Timestamp,
) -> Outcome<(KeptUpload, u32)> {
    let found = active(db, id, now).await?;
    if found.0.upload.epoch == epoch { Ok(found) } else { Err(fenced(id)) }
}

struct Start<'a> {
    upload: &'a KeptUpload,
    replay: Option<Replay>,
    now: Timestamp,
}

impl Job for Start<'_> {
    type Answer = ();
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<()> {
        requests::check(db, self.replay.as_ref(), self.now).await?;
        let row = UploadRow::of(self.upload)?;
        sqlx::query(include_str!("queries/insert_kept_upload.sql"))
            .bind(row.id)
            .bind(row.kind)
            .bind(row.state)
            .bind(row.artifact)
            .bind(row.sandbox)
            .bind(row.owner.scope)
            .bind(row.owner.owner)
            .bind(row.goal)
            .bind(row.declared_size)
            .bind(row.declared_crc32c)
            .bind(row.declared_sha256)
            .bind(row.store)
            .bind(row.blob_key)
            .bind(row.handle)
            .bind(row.part_size)
            .bind(row.part_doubles)
            .bind(row.part_most)
            .bind(row.epoch)
            .bind(row.persisted)
            .bind(row.closed)
            .bind(row.hasher)
            .bind(row.create_time)
            .bind(row.update_time)
            .bind(row.deadline)
            .execute(&mut *db)
            .await?;
        let answer = || Answer::Upload(Box::new(self.upload.upload.clone()));
        requests::keep(db, self.replay.as_ref(), answer, self.now).await
    }
}

struct TakeOver {
    id: UploadId,
    now: Timestamp,
}

impl Job for TakeOver {
    type Answer = TakenOver;
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<TakenOver> {
        let (mut kept, number) = locked(db, self.id, self.now).await?;
        if kept.upload.state == UploadState::Active {
            let id = self.id.as_bytes().to_vec();
            sqlx::query(include_str!("queries/take_over_upload.sql")).bind(id).execute(db).await?;
            kept.upload.epoch += 1;
        }
        Ok(TakenOver { kept, number })
    }
}

struct Name<'a> {
    id: UploadId,
    epoch: Option<u64>,
    handle: &'a PartsHandle,
    now: Timestamp,
}

impl Job for Name<'_> {
    type Answer = PartsHandle;
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<PartsHandle> {
        let (kept, _) = match self.epoch {
            Some(epoch) => held(db, self.id, epoch, self.now).await?,
            None => locked(db, self.id, self.now).await?,
        };
        if let Some(handle) = kept.upload.handle {
            return Ok(handle);
        }
        sqlx::query(include_str!("queries/name_upload.sql"))
            .bind(self.id.as_bytes().to_vec())
            .bind(self.handle.as_str())
            .execute(db)
            .await?;
        Ok(self.handle.clone())
    }
}

pub(super) async fn write_part(
    db: &mut PgConnection,
    sql: &'static str,
    id: UploadId,
    kept: &KeptPart,
) -> Outcome<()> {
    let part = &kept.part;
    sqlx::query(sql)
        .bind(id.as_bytes().to_vec())
        .bind(i64::from(part.number))
        .bind(record::signed(part.epoch))
        .bind(record::signed(part.offset))
        .bind(record::signed(part.size))
        .bind(i64::from(part.crc32c))
        .bind(part.tag.as_str())
        .bind(record::pack_sums(&kept.sums))
        .execute(db)
        .await?;
    Ok(())
}

struct Record {
    part: NewPart,
    now: Timestamp,
}

impl Job for Record {
    type Answer = u32;
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<u32> {
        let NewPart { upload: id, kept, hasher, closes, deadline } = &self.part;
        let (current, next) = held(db, *id, kept.part.epoch, self.now).await?;
        if current.upload.persisted != kept.part.offset {
            return Err(fenced(*id));
        }
        write_part(db, include_str!("queries/insert_part.sql"), *id, kept).await?;
        sqlx::query(include_str!("queries/record_upload_part.sql"))
            .bind(id.as_bytes().to_vec())
            .bind(record::signed(kept.part.end()))
            .bind(hasher.as_slice())
            .bind(*closes)
            .bind(self.now.as_micros())
            .bind(deadline.as_micros())
            .execute(db)
            .await?;
        Ok(next)
    }
}

struct Seal {
    id: UploadId,
    epoch: u64,
    persisted: u64,
    now: Timestamp,
}

impl Job for Seal {
    type Answer = ();
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<()> {
        let (kept, _) = locked(db, self.id, self.now).await?;
        if kept.upload.state != UploadState::Active {
            return Ok(());
        }
        if (kept.upload.epoch, kept.upload.persisted) != (self.epoch, self.persisted) {
            return Err(fenced(self.id));
        }
        let id = self.id.as_bytes().to_vec();
        sqlx::query(include_str!("queries/seal_upload.sql")).bind(id).execute(db).await?;
        Ok(())
    }
}

struct Cancel {
    id: UploadId,
    now: Timestamp,
}

impl Job for Cancel {
    type Answer = Option<Due>;
    const WAY: Way = Way::Change;

    /// One statement, which waits for a commit that is under way and then finds the upload completed.
    async fn run(&self, db: &mut PgConnection) -> Outcome<Option<Due>> {
        let query = sqlx::query(include_str!("queries/cancel_upload.sql"))
            .bind(self.id.as_bytes().to_vec())
            .bind(self.now.as_micros());
        query.fetch_optional(db).await?.as_ref().map(sweep::upload).transpose()
    }
}

/// The artifact is there: the row, which the commit holds, keeps the answer. Nobody asks for the parts any more.
pub(super) async fn complete(
    db: &mut PgConnection,
    id: UploadId,
    artifact: &Artifact,
    now: Timestamp,
) -> Outcome<()> {
    let answer = answer::write(&Answer::Artifact(Box::new(artifact.clone())))?;
    sqlx::query(include_str!("queries/complete_upload.sql"))
        .bind(id.as_bytes().to_vec())
        .bind(answer)
        .bind(now.as_micros())
        .execute(&mut *db)
        .await?;
    forget_parts(db, id).await
}

/// Nobody asks for the parts any more.
pub(super) async fn forget_parts(db: &mut PgConnection, id: UploadId) -> Outcome<()> {
    let id = id.as_bytes().to_vec();
    sqlx::query(include_str!("queries/delete_parts.sql")).bind(id).execute(db).await?;
    Ok(())
}
