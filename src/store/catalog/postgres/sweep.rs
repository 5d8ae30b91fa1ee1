//! The sweep's queries: what is over, what may be freed, what need not be remembered.
//!
//! An artifact that is over becomes garbage and a tombstone in one transaction; its bytes go later and its garbage row
//! last. A session that is over is marked when it holds nothing, and dropped a day after its end. Rows are locked before
//! anything is decided by them, and what others have locked is passed over: it is found again.

use std::time::Duration;

use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row as _};

use super::super::record::{self, RowName};
use super::super::{Due, Retired, TOMBSTONE_KEPT};
use super::fault::Outcome;
use super::work::{Job, Way};
use super::{rows, terms, upload_rows, uploads};
use crate::domain::{Place, Timestamp};

fn bound(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

/// The keys that a locking statement answers.
async fn locked(
    db: &mut PgConnection,
    sql: &'static str,
    limit: usize,
    now: Timestamp,
) -> Outcome<Vec<Vec<u8>>> {
    let rows = sqlx::query(sql).bind(now.as_micros()).bind(bound(limit)).fetch_all(db).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// Retires what is over.
pub(super) struct Retire {
    pub(super) free_after: Duration,
    pub(super) limit: usize,
    pub(super) now: Timestamp,
}

impl Retire {
    /// Retires those that a locking statement answers; says how many.
    async fn all_of(&self, db: &mut PgConnection, lock: &'static str, limit: usize) -> Outcome<usize> {
        let ids = locked(db, lock, limit, self.now).await?;
        if ids.is_empty() {
            return Ok(0);
        }
        sqlx::query(include_str!("queries/bury.sql"))
            .bind(&ids)
            .bind(self.now.as_micros())
            .bind(micros(TOMBSTONE_KEPT))
            .execute(&mut *db)
            .await?;
        sqlx::query(include_str!("queries/discard.sql"))
            .bind(&ids)
            .bind(self.now.plus(self.free_after).as_micros())
            .execute(&mut *db)
            .await?;
        let retired = sqlx::query(include_str!("queries/retire.sql")).bind(&ids).fetch_all(&mut *db).await?;
        for row in &retired {
            terms::remove_of(db, row).await?;
        }
        Ok(retired.len())
    }

    async fn mark_empty(&self, db: &mut PgConnection, limit: usize) -> Outcome<usize> {
        let uids = locked(db, include_str!("queries/lock_over.sql"), limit, self.now).await?;
        let mark = sqlx::query(include_str!("queries/mark_swept.sql")).bind(&uids);
        Ok(usize::try_from(mark.execute(db).await?.rows_affected()).unwrap_or(limit))
    }
}

impl Job for Retire {
    type Answer = Retired;
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Retired> {
        let mut artifacts = self.all_of(db, include_str!("queries/lock_expired.sql"), self.limit).await?;
        if artifacts < self.limit {
            let room = self.limit - artifacts;
            artifacts += self.all_of(db, include_str!("queries/lock_ended.sql"), room).await?;
        }
        let room = self.limit - artifacts.min(self.limit);
        let sessions = if room > 0 { self.mark_empty(db, room).await? } else { 0 };
        Ok(Retired { artifacts, sessions })
    }
}

/// Garbage whose time has come.
pub(super) struct GarbageDue {
    pub(super) limit: usize,
    pub(super) now: Timestamp,
}

impl Job for GarbageDue {
    type Answer = Vec<Due>;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Vec<Due>> {
        let found = sqlx::query(include_str!("queries/garbage_due.sql"))
            .bind(self.now.as_micros())
            .bind(bound(self.limit))
            .fetch_all(db)
            .await?;
        let due = found.iter().map(|row| {
            let id: i64 = row.try_get("id")?;
            Ok(Due::Garbage(id, rows::place(row, RowName { table: "garbage", key: &id })?))
        });
        due.collect()
    }
}

/// Every pending upload.
pub(super) struct PendingUploads {
    pub(super) limit: usize,
}

impl Job for PendingUploads {
    type Answer = Vec<Due>;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Vec<Due>> {
        let all = sqlx::query(include_str!("queries/pending_uploads.sql"));
        all.bind(bound(self.limit)).fetch_all(db).await?.iter().map(upload).collect()
    }
}

pub(super) fn upload(row: &PgRow) -> Outcome<Due> {
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
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Vec<Due>> {
        let claim = sqlx::query(include_str!("queries/claim_uploads.sql"));
        let rows = claim.bind(self.now.as_micros()).bind(bound(self.limit)).fetch_all(db).await?;
        rows.iter().map(upload).collect()
    }
}

/// Forgets what was freed.
pub(super) struct Forget<'a> {
    pub(super) due: &'a Due,
}

impl Job for Forget<'_> {
    type Answer = ();
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<()> {
        let place = match self.due {
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
            sqlx::query(include_str!("queries/delete_block_sums.sql")).bind(key.as_str()).execute(db).await?;
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
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<usize> {
        let day_ago = self.now.minus(TOMBSTONE_KEPT);
        let mut dropped = 0;
        for (sql, behind) in [
            (include_str!("queries/drop_tombstones.sql"), self.now),
            (include_str!("queries/drop_requests.sql"), self.now),
            (include_str!("queries/drop_uploads.sql"), self.now),
            // A session outlives the tombstones of what it held: theirs end with its day at the latest.
            (include_str!("queries/drop_sessions.sql"), day_ago),
        ] {
            let room = self.limit - dropped;
            if room == 0 {
                break;
            }
            let gone = sqlx::query(sql).bind(behind.as_micros()).bind(bound(room)).execute(&mut *db).await?;
            dropped += usize::try_from(gone.rows_affected()).unwrap_or(room).min(room);
        }
        Ok(dropped)
    }
}
