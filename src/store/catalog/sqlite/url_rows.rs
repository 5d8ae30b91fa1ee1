//! What comes to the signed URLs of an upload, part by part or whole.

use sqlx::SqliteConnection;

use super::super::record;
use super::super::uploads::{KeptPart, WholePut};
use super::fault::Outcome;
use super::upload_rows::{fenced, find, not_found, write_part};
use super::writer::Job;
use crate::domain::{PartsHandle, Timestamp, UploadId, UploadState};

pub(super) struct ClaimUrlPart {
    pub(super) id: UploadId,
    pub(super) deadline: Timestamp,
    pub(super) now: Timestamp,
}

impl Job for ClaimUrlPart {
    type Answer = u64;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<u64> {
        let (kept, _) = find(db, None, self.id, self.now).await?.ok_or_else(|| not_found(self.id))?;
        if kept.upload.state != UploadState::Active {
            return Err(fenced(self.id));
        }
        sqlx::query(include_str!("queries/claim_url_part.sql"))
            .bind(self.id.as_bytes().to_vec())
            .bind(self.now.as_micros())
            .bind(kept.upload.deadline.max(self.deadline).as_micros())
            .execute(db)
            .await?;
        Ok(kept.upload.epoch + 1)
    }
}

pub(super) struct RecordUrlPart {
    pub(super) id: UploadId,
    pub(super) part: KeptPart,
    pub(super) now: Timestamp,
}

impl Job for RecordUrlPart {
    type Answer = ();

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<()> {
        let (kept, _) = find(db, None, self.id, self.now).await?.ok_or_else(|| not_found(self.id))?;
        if kept.upload.state != UploadState::Active {
            return Err(fenced(self.id));
        }
        write_part(&mut *db, include_str!("queries/put_url_part.sql"), self.id, &self.part).await?;
        put_whole(db, self.id, 0, None, None, self.now).await
    }
}

pub(super) struct RecordWhole {
    pub(super) whole: WholePut,
    pub(super) now: Timestamp,
}

impl Job for RecordWhole {
    type Answer = ();

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<()> {
        let id = self.whole.upload;
        let (kept, _) = find(db, None, id, self.now).await?.ok_or_else(|| not_found(id))?;
        if kept.upload.state != UploadState::Active || kept.upload.epoch != self.whole.epoch {
            return Err(fenced(id));
        }
        let bytes = id.as_bytes().to_vec();
        sqlx::query(include_str!("queries/delete_parts.sql")).bind(bytes.clone()).execute(&mut *db).await?;
        for part in &self.whole.parts {
            write_part(&mut *db, include_str!("queries/insert_part.sql"), id, part).await?;
        }
        put_whole(db, id, self.whole.size, Some(&self.whole.hasher), self.whole.handle.as_ref(), self.now)
            .await
    }
}

/// Notes that what is recorded was put whole, or, without a hasher, that it was not.
async fn put_whole(
    db: &mut SqliteConnection,
    id: UploadId,
    size: u64,
    hasher: Option<&Vec<u8>>,
    handle: Option<&PartsHandle>,
    now: Timestamp,
) -> Outcome<()> {
    sqlx::query(include_str!("queries/put_url_whole.sql"))
        .bind(id.as_bytes().to_vec())
        .bind(record::signed(size))
        .bind(hasher.cloned())
        .bind(i64::from(hasher.is_some()))
        .bind(now.as_micros())
        .bind(handle.map(PartsHandle::as_str))
        .execute(db)
        .await?;
    Ok(())
}
