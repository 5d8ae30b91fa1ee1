//! Pending uploads: the keys of bytes that are being written.

use sqlx::SqliteConnection;

use super::super::{PendingUpload, record};
use super::fault::Outcome;
use super::writer::Job;
use crate::domain::{Timestamp, UploadId};

/// Reserves a key.
pub(super) struct Begin {
    pub(super) upload: PendingUpload,
    pub(super) now: Timestamp,
}

impl Job for Begin {
    type Answer = ();

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<()> {
        let upload = &self.upload;
        sqlx::query(include_str!("queries/insert_upload.sql"))
            .bind(upload.id.as_bytes().to_vec())
            .bind(upload.artifact.as_bytes().to_vec())
            .bind(upload.sandbox.as_str().to_owned())
            .bind(record::scope_code(upload.owner.scope()))
            .bind(record::owner_code(&upload.owner))
            .bind(upload.store.as_str().to_owned())
            .bind(upload.key.as_str().to_owned())
            .bind(self.now.as_micros())
            .bind(upload.deadline.as_micros())
            .execute(db)
            .await?;
        Ok(())
    }
}

/// Moves a deadline.
pub(super) struct Extend {
    pub(super) id: UploadId,
    pub(super) deadline: Timestamp,
}

impl Job for Extend {
    type Answer = bool;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<bool> {
        let done = sqlx::query(include_str!("queries/extend_upload.sql"))
            .bind(self.id.as_bytes().to_vec())
            .bind(self.deadline.as_micros())
            .execute(db)
            .await?;
        Ok(done.rows_affected() > 0)
    }
}

/// Forgets a pending upload.
pub(super) struct Forget {
    pub(super) id: UploadId,
}

impl Job for Forget {
    type Answer = ();
    const FREES: bool = true;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<()> {
        settle(db, self.id).await
    }
}

/// Takes the row away: its bytes are gone, or an artifact's row has them now.
pub(super) async fn settle(db: &mut SqliteConnection, id: UploadId) -> Outcome<()> {
    let id = id.as_bytes().to_vec();
    sqlx::query(include_str!("queries/delete_upload.sql")).bind(id).execute(db).await?;
    Ok(())
}
