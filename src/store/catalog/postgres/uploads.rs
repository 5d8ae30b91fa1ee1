//! Pending uploads: the keys of bytes that are being written.

use sqlx::PgConnection;

use super::super::{PendingUpload, record, verdict};
use super::fault::Outcome;
use super::upload_rows;
use super::work::{Job, Way};
use crate::domain::{Artifact, Timestamp, UploadId};

/// Reserves a key.
pub(super) struct Begin<'a> {
    pub(super) upload: &'a PendingUpload,
    pub(super) now: Timestamp,
}

impl Job for Begin<'_> {
    type Answer = ();
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<()> {
        let upload = self.upload;
        sqlx::query(include_str!("queries/insert_upload.sql"))
            .bind(upload.id.as_bytes().to_vec())
            .bind(upload.artifact.as_bytes().to_vec())
            .bind(upload.sandbox.as_str())
            .bind(record::scope_code(upload.owner.scope()))
            .bind(record::owner_code(&upload.owner))
            .bind(upload.store.as_str())
            .bind(upload.key.as_str())
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
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<bool> {
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
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<()> {
        settle(db, self.id).await
    }
}

/// Takes the row away: its bytes are gone.
pub(super) async fn settle(db: &mut PgConnection, id: UploadId) -> Outcome<()> {
    let id = id.as_bytes().to_vec();
    sqlx::query(include_str!("queries/delete_upload.sql")).bind(id).execute(db).await?;
    Ok(())
}

/// What remains to be done about the upload that a commit is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// Nothing: there is none, or its row is gone.
    Gone,
    /// Its row is to say that it is completed.
    Held(UploadId),
}

impl Taken {
    /// The artifact is there.
    pub(super) async fn complete(
        self,
        db: &mut PgConnection,
        artifact: &Artifact,
        now: Timestamp,
    ) -> Outcome<()> {
        match self {
            Self::Gone => Ok(()),
            Self::Held(id) => upload_rows::complete(db, id, artifact, now).await,
        }
    }
}

/// Takes the row for the commit that it is for: from here on the sweep waits, and does not find it any more. One that
/// outlives connections must be sealed.
pub(super) async fn take(db: &mut PgConnection, upload: Option<UploadId>, now: Timestamp) -> Outcome<Taken> {
    let Some(id) = upload else { return Ok(Taken::Gone) };
    let query = |sql| sqlx::query(sql).bind(id.as_bytes().to_vec()).bind(now.as_micros());
    let taken = query(include_str!("queries/take_upload.sql")).execute(&mut *db).await?;
    if taken.rows_affected() > 0 {
        return Ok(Taken::Gone);
    }
    match query(include_str!("queries/hold_sealed_upload.sql")).fetch_optional(db).await? {
        Some(_) => Ok(Taken::Held(id)),
        None => Err(verdict::upload_gone(id).into()),
    }
}
