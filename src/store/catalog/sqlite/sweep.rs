//! The sweep's queries: what is over, what may be freed, what need not be remembered.
//!
//! An artifact that is over becomes garbage and a tombstone in one transaction; its bytes go later and its garbage row
//! last. A session that is over is marked when it holds nothing, and dropped a day after its end.

use std::time::Duration;

use sqlx::{Row as _, SqliteConnection};

use super::super::cache::Row;
use super::super::record::{self, RowName};
use super::super::{Due, TOMBSTONE_KEPT};
use super::fault::Outcome;
use super::writer::Job;
use super::{rows, terms, upload_rows, uploads};
use crate::domain::{ArtifactId, Place, Timestamp};

fn bound(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

/// Retires what is over.
pub(super) struct Retire {
    pub(super) free_after: Duration,
    pub(super) limit: usize,
    pub(super) now: Timestamp,
}

/// What one [`Retire`] did.
pub(super) struct Done {
    /// Artifacts retired.
    pub(super) artifacts: Vec<ArtifactId>,
    /// Sessions found empty.
    pub(super) sessions: usize,
}

/// The three statements about one set of artifacts: the set must be the same for all of them.
struct Statements {
    bury: &'static str,
    discard: &'static str,
    retire: &'static str,
}

/// Their own end has come.
const EXPIRED: Statements = Statements {
    bury: include_str!("queries/bury_expired.sql"),
    discard: include_str!("queries/discard_expired.sql"),
    retire: include_str!("queries/retire_expired.sql"),
};

/// Their session is over.
const ENDED: Statements = Statements {
    bury: include_str!("queries/bury_ended.sql"),
    discard: include_str!("queries/discard_ended.sql"),
    retire: include_str!("queries/retire_ended.sql"),
};

impl Retire {
    async fn all_of(
        &self,
        db: &mut SqliteConnection,
        set: &Statements,
        limit: usize,
    ) -> Outcome<Vec<ArtifactId>> {
        let now = self.now.as_micros();
        let query = |sql| sqlx::query(sql).bind(now).bind(bound(limit));
        query(set.bury).bind(micros(TOMBSTONE_KEPT)).execute(&mut *db).await?;
        query(set.discard).bind(self.now.plus(self.free_after).as_micros()).execute(&mut *db).await?;
        let retired = query(set.retire).fetch_all(&mut *db).await?;
        for row in &retired {
            terms::remove_of(db, row).await?;
        }
        retired.iter().map(|row| Ok(record::artifact_id("artifacts", row.try_get("id")?)?)).collect()
    }
}

impl Job for Retire {
    type Answer = Done;
    const FREES: bool = true;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<Done> {
        let mut artifacts = self.all_of(db, &EXPIRED, self.limit).await?;
        let room = self.limit - artifacts.len();
        if room > 0 {
            artifacts.extend(self.all_of(db, &ENDED, room).await?);
        }
        let room = self.limit - artifacts.len();
        let mut sessions = 0;
        if room > 0 {
            let mark = sqlx::query(include_str!("queries/mark_swept.sql"));
            let marked = mark.bind(self.now.as_micros()).bind(bound(room)).execute(db).await?;
            sessions = usize::try_from(marked.rows_affected()).unwrap_or(room);
        }
        Ok(Done { artifacts, sessions })
    }

    fn changes(&self, done: &Done) -> Vec<Row> {
        done.artifacts.iter().map(|id| Row::Artifact(*id)).collect()
    }
}

/// Garbage whose time has come.
pub(super) async fn garbage_due(
    db: &mut SqliteConnection,
    limit: usize,
    now: Timestamp,
) -> Outcome<Vec<Due>> {
    let found = sqlx::query(include_str!("queries/garbage_due.sql"))
        .bind(now.as_micros())
        .bind(bound(limit))
        .fetch_all(db)
        .await?;
    let due = found.iter().map(|row| {
        let id: i64 = row.try_get("id")?;
        Ok(Due::Garbage(id, rows::place(row, RowName { table: "garbage", key: &id })?))
    });
    due.collect()
}

/// Is any upload past its deadline?
pub(super) async fn uploads_due(db: &mut SqliteConnection, now: Timestamp) -> Outcome<bool> {
    let due = sqlx::query(include_str!("queries/uploads_due.sql"));
    Ok(due.bind(now.as_micros()).fetch_optional(db).await?.is_some())
}

/// Every pending upload.
pub(super) async fn pending_uploads(db: &mut SqliteConnection, limit: usize) -> Outcome<Vec<Due>> {
    let rows =
        sqlx::query(include_str!("queries/pending_uploads.sql")).bind(bound(limit)).fetch_all(db).await?;
    rows.iter().map(upload).collect()
}

pub(super) fn upload(row: &sqlx::sqlite::SqliteRow) -> Outcome<Due> {
    let id = record::upload_id(row.try_get("id")?)?;
    Ok(Due::Upload(id, rows::place(row, RowName { table: "uploads", key: &id })?))
}

/// Takes uploads past their deadline for the sweep: from here on no commit makes their bytes visible.
pub(super) struct Claim {
    pub(super) limit: usize,
    pub(super) now: Timestamp,
}

impl Job for Claim {
    type Answer = Vec<Due>;
    const FREES: bool = true;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<Vec<Due>> {
        let rows = sqlx::query(include_str!("queries/claim_uploads.sql"))
            .bind(self.now.as_micros())
            .bind(bound(self.limit))
            .fetch_all(db)
            .await?;
        rows.iter().map(upload).collect()
    }
}

/// Forgets what was freed.
pub(super) struct Forget {
    pub(super) due: Due,
}

impl Job for Forget {
    type Answer = ();
    const FREES: bool = true;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<()> {
        let place = match &self.due {
            Due::Garbage(id, place) => {
                sqlx::query(include_str!("queries/delete_garbage.sql")).bind(*id).execute(&mut *db).await?;
                place
            }
            Due::Upload(id, place) => {
                upload_rows::forget_parts(db, *id).await?;
                uploads::settle(db, *id).await?;
                place
            }
        };
        if let Place::Blob { key, .. } = place {
            let key = key.as_str().to_owned();
            sqlx::query(include_str!("queries/delete_block_sums.sql")).bind(key).execute(db).await?;
        }
        Ok(())
    }
}

/// Drops what was kept to answer for what is gone.
pub(super) struct DropOutlived {
    pub(super) limit: usize,
    pub(super) now: Timestamp,
}

impl Job for DropOutlived {
    type Answer = usize;
    const FREES: bool = true;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<usize> {
        let tombstones = sqlx::query(include_str!("queries/drop_tombstones.sql"))
            .bind(self.now.as_micros())
            .bind(bound(self.limit))
            .execute(&mut *db)
            .await?;
        let mut dropped = usize::try_from(tombstones.rows_affected()).unwrap_or(self.limit);
        let answers = sqlx::query(include_str!("queries/drop_requests.sql"))
            .bind(self.now.as_micros())
            .bind(bound(self.limit - dropped.min(self.limit)))
            .execute(&mut *db)
            .await?;
        dropped += usize::try_from(answers.rows_affected()).unwrap_or(self.limit);
        let uploads = sqlx::query(include_str!("queries/drop_uploads.sql"))
            .bind(self.now.as_micros())
            .bind(bound(self.limit - dropped.min(self.limit)))
            .execute(&mut *db)
            .await?;
        dropped += usize::try_from(uploads.rows_affected()).unwrap_or(self.limit);
        if dropped >= self.limit {
            return Ok(dropped);
        }
        // A session outlives the tombstones of what it held: theirs end with its day at the latest.
        let sessions = sqlx::query(include_str!("queries/drop_sessions.sql"))
            .bind(self.now.minus(TOMBSTONE_KEPT).as_micros())
            .bind(bound(self.limit - dropped))
            .execute(db)
            .await?;
        Ok(dropped + usize::try_from(sessions.rows_affected()).unwrap_or(0))
    }
}
