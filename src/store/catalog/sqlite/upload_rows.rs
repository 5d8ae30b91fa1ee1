//! Uploads that outlive connections, and their parts.
//!
//! Long because: the jobs of one table stand beside the one query that they all begin with.

use async_trait::async_trait;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::super::record::{self, RowName};
use super::super::upload_row::{UploadRow, kind_code, state_code};
use super::super::uploads::{
    KeptPart, KeptUpload, NewPart, PartsOf, TakenOver, UploadOwners, UploadRows, UploadsQuery, WholePut,
};
use super::super::{Due, Replay, answer};
use super::fault::{Fault, Outcome};
use super::url_rows::{ClaimUrlPart, RecordUrlPart, RecordWhole};
use super::writer::Job;
use super::{SqliteCatalog, requests, rows};
use crate::domain::{
    Answer, Artifact, Part, PartsHandle, SandboxId, Scope, Timestamp, Upload, UploadId, UploadState,
};
use crate::error::{ErrorKind, ResourceType, Result};

#[async_trait]
impl UploadRows for SqliteCatalog {
    async fn start_upload(&self, upload: &KeptUpload, replay: Option<Replay>, now: Timestamp) -> Result<()> {
        self.writer.run(Start { upload: upload.clone(), replay, now }).await
    }

    async fn upload(&self, sandbox: &SandboxId, id: UploadId, now: Timestamp) -> Result<Option<KeptUpload>> {
        let mut db = self.reader().await?;
        Ok(find(&mut db, Some(sandbox), id, now).await?.map(|(kept, _)| kept))
    }

    async fn list_uploads(&self, query: &UploadsQuery, now: Timestamp) -> Result<Vec<Upload>> {
        Ok(list(&mut *self.reader().await?, query, now).await?)
    }

    async fn parts(&self, id: UploadId) -> Result<Vec<KeptPart>> {
        let mut db = self.reader().await?;
        let found = sqlx::query(include_str!("queries/parts.sql")).bind(id.as_bytes().to_vec());
        let found = found.fetch_all(&mut *db).await.map_err(Fault::from)?;
        let parts: Outcome<Vec<KeptPart>> = found.iter().map(|row| part(id, row)).collect();
        Ok(parts?)
    }

    async fn take_over(&self, id: UploadId, now: Timestamp) -> Result<TakenOver> {
        self.writer.run(TakeOver { id, now }).await
    }

    async fn name_upload(
        &self,
        id: UploadId,
        epoch: u64,
        handle: &PartsHandle,
        now: Timestamp,
    ) -> Result<PartsHandle> {
        self.writer.run(Name { id, epoch: Some(epoch), handle: handle.clone(), now }).await
    }

    async fn name_url_upload(
        &self,
        id: UploadId,
        handle: &PartsHandle,
        now: Timestamp,
    ) -> Result<PartsHandle> {
        self.writer.run(Name { id, epoch: None, handle: handle.clone(), now }).await
    }

    async fn record_part(&self, part: NewPart, now: Timestamp) -> Result<u32> {
        self.writer.run(Record { part, now }).await
    }

    async fn claim_url_part(&self, id: UploadId, deadline: Timestamp, now: Timestamp) -> Result<u64> {
        self.writer.run(ClaimUrlPart { id, deadline, now }).await
    }

    async fn record_url_part(&self, id: UploadId, part: &KeptPart, now: Timestamp) -> Result<()> {
        self.writer.run(RecordUrlPart { id, part: part.clone(), now }).await
    }

    async fn record_whole_put(&self, whole: &WholePut, now: Timestamp) -> Result<()> {
        self.writer.run(RecordWhole { whole: whole.clone(), now }).await
    }

    async fn seal_upload(&self, id: UploadId, epoch: u64, persisted: u64, now: Timestamp) -> Result<()> {
        self.writer.run(Seal { id, epoch, persisted, now }).await
    }

    async fn cancel_upload(&self, id: UploadId, now: Timestamp) -> Result<Option<Due>> {
        self.writer.run(Cancel { id, now }).await
    }

    async fn upload_handle(&self, id: UploadId) -> Result<Option<PartsOf>> {
        let mut db = self.reader().await?;
        let row = sqlx::query(include_str!("queries/upload_handle.sql")).bind(id.as_bytes().to_vec());
        let row = row.fetch_optional(&mut *db).await.map_err(Fault::from)?;
        let handle = row.map(|row| row.try_get::<Option<String>, _>("handle")).transpose();
        let handle = handle.map_err(Fault::from)?;
        Ok(handle.map(|handle| PartsOf { handle: handle.map(PartsHandle::new) }))
    }
}

/// An upload that may still be asked for, and the number of its next part. One whose session is forgotten may not.
pub(super) async fn find(
    db: &mut SqliteConnection,
    sandbox: Option<&SandboxId>,
    id: UploadId,
    now: Timestamp,
) -> Outcome<Option<(KeptUpload, u32)>> {
    let row = sqlx::query(include_str!("queries/find_kept_upload.sql"))
        .bind(id.as_bytes().to_vec())
        .bind(now.as_micros())
        .bind(sandbox.map(|sandbox| sandbox.as_str().to_owned()))
        .fetch_optional(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let Some(kept) = upload(&row)? else { return Ok(None) };
    let name = RowName { table: "uploads", key: &id };
    let number =
        u32::try_from(row.try_get::<i64, _>("next_part")?).map_err(|_| name.nonsense("next_part"))?;
    Ok(Some((kept, number)))
}

/// The upload of a row; `None` if it is one of a session that is forgotten.
fn upload(row: &SqliteRow) -> Outcome<Option<KeptUpload>> {
    let sandbox: String = row.try_get("sandbox")?;
    let owner = rows::owner(row, &sandbox)?;
    if owner.scope == record::scope_code(Scope::Session) && owner.session.is_none() {
        return Ok(None);
    }
    let columns = UploadRow {
        id: row.try_get("id")?,
        kind: row.try_get("kind")?,
        state: row.try_get("state")?,
        artifact: row.try_get("artifact")?,
        sandbox,
        owner,
        goal: row.try_get("goal")?,
        declared_size: row.try_get("declared_size")?,
        declared_crc32c: row.try_get("declared_crc32c")?,
        declared_sha256: row.try_get("declared_sha256")?,
        store: row.try_get("store")?,
        blob_key: row.try_get("blob_key")?,
        handle: row.try_get("handle")?,
        part_size: row.try_get("part_size")?,
        part_doubles: row.try_get("part_doubles")?,
        part_most: row.try_get("part_most")?,
        epoch: row.try_get("epoch")?,
        persisted: row.try_get("persisted")?,
        closed: row.try_get::<i64, _>("closed")? != 0,
        hasher: row.try_get::<Option<Vec<u8>>, _>("hasher")?.unwrap_or_default(),
        create_time: row.try_get("create_time")?,
        update_time: row.try_get("update_time")?,
        deadline: row.try_get("deadline")?,
    };
    let kept = columns.read()?;
    let answered = row.try_get::<Option<Vec<u8>>, _>("answer")?;
    let answer = answered.map(|json| answer::read_artifact(kept.upload.id, &json)).transpose()?;
    Ok(Some(KeptUpload { answer, ..kept }))
}

fn part(id: UploadId, row: &SqliteRow) -> Outcome<KeptPart> {
    let name = RowName { table: "parts", key: &id };
    let number = u32::try_from(row.try_get::<i64, _>("number")?).map_err(|_| name.nonsense("number"))?;
    let crc32c = u32::try_from(row.try_get::<i64, _>("crc32c")?).map_err(|_| name.nonsense("crc32c"))?;
    let part = Part {
        number,
        epoch: name.count("epoch", row.try_get("epoch")?)?,
        offset: name.count("begins", row.try_get("begins")?)?,
        size: name.count("size", row.try_get("size")?)?,
        crc32c,
        tag: row.try_get("tag")?,
    };
    Ok(KeptPart { part, sums: record::unpack_sums(name, row.try_get("sums")?)? })
}

async fn list(db: &mut SqliteConnection, query: &UploadsQuery, now: Timestamp) -> Outcome<Vec<Upload>> {
    let everyone;
    let sets: &[(Option<Scope>, Option<Vec<u8>>)] = match &query.owners {
        UploadOwners::Everyone(scope) => &[(*scope, None)],
        UploadOwners::These(owners) => {
            let owner = |owner| (Some(crate::domain::Owner::scope(owner)), Some(record::owner_code(owner)));
            everyone = owners.iter().map(owner).collect::<Vec<_>>();
            &everyone
        }
    };
    // Below every id there is one of sixteen bytes, and above all of them one of seventeen.
    let before = query.after.map_or_else(|| vec![0xFF; 17], |id| id.as_bytes().to_vec());
    let mut found = Vec::new();
    for (scope, owner) in sets {
        let sql = if owner.is_some() {
            include_str!("queries/list_uploads_of.sql")
        } else {
            include_str!("queries/list_uploads.sql")
        };
        let rows = sqlx::query(sql)
            .bind(query.sandbox.as_str().to_owned())
            .bind(scope.map(record::scope_code))
            .bind(owner.clone())
            .bind(before.clone())
            .bind(now.as_micros())
            .bind(i64::try_from(query.limit).unwrap_or(i64::MAX))
            .fetch_all(&mut *db)
            .await?;
        for row in &rows {
            found.extend(upload(row)?.map(|kept| kept.upload));
        }
    }
    found.sort_by_key(|upload| std::cmp::Reverse(upload.id));
    found.truncate(query.limit);
    Ok(found)
}

pub(super) fn not_found(id: UploadId) -> Fault {
    ErrorKind::UploadNotFound.error("no such upload").about(ResourceType::Upload, id).into()
}

pub(super) fn fenced(id: UploadId) -> Fault {
    let why = "somebody else took this upload over";
    ErrorKind::UploadFenced.error(why).about(ResourceType::Upload, id).into()
}

/// The upload, if it takes bytes from a writer of this epoch.
async fn held(
    db: &mut SqliteConnection,
    id: UploadId,
    epoch: u64,
    now: Timestamp,
) -> Outcome<(KeptUpload, u32)> {
    let found = find(db, None, id, now).await?.ok_or_else(|| not_found(id))?;
    let upload = &found.0.upload;
    if upload.epoch != epoch || upload.state != UploadState::Active {
        return Err(fenced(id));
    }
    Ok(found)
}

struct Start {
    upload: KeptUpload,
    replay: Option<Replay>,
    now: Timestamp,
}

impl Job for Start {
    type Answer = ();

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<()> {
        requests::check(db, self.replay.as_ref(), self.now).await?;
        let row = UploadRow::of(&self.upload)?;
        debug_assert_eq!(row.kind, kind_code(self.upload.upload.kind));
        debug_assert_eq!(row.state, state_code(UploadState::Active));
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
            .bind(i64::from(row.closed))
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

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<TakenOver> {
        let (mut kept, number) =
            find(db, None, self.id, self.now).await?.ok_or_else(|| not_found(self.id))?;
        if kept.upload.state == UploadState::Active {
            let id = self.id.as_bytes().to_vec();
            sqlx::query(include_str!("queries/take_over_upload.sql")).bind(id).execute(db).await?;
            kept.upload.epoch += 1;
        }
        Ok(TakenOver { kept, number })
    }
}

struct Name {
    id: UploadId,
    epoch: Option<u64>,
    handle: PartsHandle,
    now: Timestamp,
}

impl Job for Name {
    type Answer = PartsHandle;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<PartsHandle> {
        let (kept, _) = match self.epoch {
            Some(epoch) => held(db, self.id, epoch, self.now).await?,
            None => find(db, None, self.id, self.now).await?.ok_or_else(|| not_found(self.id))?,
        };
        if let Some(handle) = kept.upload.handle {
            return Ok(handle);
        }
        sqlx::query(include_str!("queries/name_upload.sql"))
            .bind(self.id.as_bytes().to_vec())
            .bind(self.handle.as_str().to_owned())
            .execute(db)
            .await?;
        Ok(self.handle.clone())
    }
}

pub(super) async fn write_part(
    db: &mut SqliteConnection,
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
        .bind(part.tag.clone())
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

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<u32> {
        let NewPart { upload: id, kept, hasher, closes, deadline } = &self.part;
        let (current, next) = held(db, *id, kept.part.epoch, self.now).await?;
        if current.upload.persisted != kept.part.offset {
            return Err(fenced(*id));
        }
        write_part(db, include_str!("queries/insert_part.sql"), *id, kept).await?;
        sqlx::query(include_str!("queries/record_upload_part.sql"))
            .bind(id.as_bytes().to_vec())
            .bind(record::signed(kept.part.end()))
            .bind(hasher.clone())
            .bind(i64::from(*closes))
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

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<()> {
        let (kept, _) = find(db, None, self.id, self.now).await?.ok_or_else(|| not_found(self.id))?;
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
    const FREES: bool = true;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<Option<Due>> {
        let rows = sqlx::query(include_str!("queries/cancel_upload.sql"))
            .bind(self.id.as_bytes().to_vec())
            .bind(self.now.as_micros())
            .fetch_all(db)
            .await?;
        rows.first().map(super::sweep::upload).transpose()
    }
}

/// The artifact is there: the row keeps the answer. `false` if it is none that outlives connections.
pub(super) async fn complete(
    db: &mut SqliteConnection,
    id: UploadId,
    artifact: &Artifact,
    now: Timestamp,
) -> Outcome<bool> {
    let answer = answer::write(&Answer::Artifact(Box::new(artifact.clone())))?;
    let done = sqlx::query(include_str!("queries/complete_upload.sql"))
        .bind(id.as_bytes().to_vec())
        .bind(answer)
        .bind(now.as_micros())
        .execute(&mut *db)
        .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    forget_parts(db, id).await?;
    Ok(true)
}

/// Nobody asks for the parts any more.
pub(super) async fn forget_parts(db: &mut SqliteConnection, id: UploadId) -> Outcome<()> {
    let id = id.as_bytes().to_vec();
    sqlx::query(include_str!("queries/delete_parts.sql")).bind(id).execute(db).await?;
    Ok(())
}
