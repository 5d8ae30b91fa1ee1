//! Looking after the catalog: what is overdue, which keys are known, all artifacts in a row, and figures.

use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row as _};

use super::super::record::RowName;
use super::super::{Figures, Overdue};
use super::fault::Outcome;
use super::rows;
use super::work::{Job, Way};
use crate::domain::{Artifact, ArtifactId, BlobKey, SandboxId, Scope, StoreName, Timestamp};

/// A count of a row.
pub(super) fn count(row: &PgRow, column: &'static str) -> Outcome<u64> {
    let name = RowName { table: "(a sum)", key: &column };
    let count: i64 = row.try_get(column)?;
    Ok(u64::try_from(count).map_err(|_| name.nonsense(column))?)
}

/// What a sweep would find.
pub(super) struct CountOverdue {
    pub(super) now: Timestamp,
}

impl Job for CountOverdue {
    type Answer = Overdue;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Overdue> {
        let count_all = sqlx::query(include_str!("queries/overdue.sql"));
        let row = count_all.bind(self.now.as_micros()).fetch_one(db).await?;
        Ok(Overdue {
            artifacts: count(&row, "artifacts")?,
            sessions: count(&row, "sessions")?,
            uploads: count(&row, "uploads")?,
            garbage: count(&row, "garbage")?,
            garbage_bytes: count(&row, "garbage_bytes")?,
        })
    }
}

/// Which of these keys any row tells of.
pub(super) struct KnownKeys<'a> {
    pub(super) keys: &'a [BlobKey],
}

impl Job for KnownKeys<'_> {
    type Answer = Vec<bool>;
    /// Each key is one statement, and so of one moment.
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Vec<bool>> {
        let mut known = Vec::with_capacity(self.keys.len());
        for key in self.keys {
            let Some((artifact, upload)) = key.ids() else {
                // Every key names both; one that did not would be nobody's to free.
                known.push(true);
                continue;
            };
            let row = sqlx::query(include_str!("queries/known_key.sql"))
                .bind(key.as_str())
                .bind(artifact.as_bytes().to_vec())
                .bind(upload.as_bytes().to_vec())
                .fetch_one(&mut *db)
                .await?;
            known.push(row.try_get("known")?);
        }
        Ok(known)
    }
}

/// Artifacts in the order of their ids.
pub(super) struct Scan {
    pub(super) after: Option<ArtifactId>,
    pub(super) limit: usize,
}

impl Job for Scan {
    type Answer = Vec<Artifact>;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Vec<Artifact>> {
        let rows = sqlx::query(include_str!("queries/scan.sql"))
            .bind(self.after.map(|id| id.as_bytes().to_vec()).unwrap_or_default())
            .bind(i64::try_from(self.limit).unwrap_or(i64::MAX))
            .fetch_all(db)
            .await?;
        rows.iter().map(rows::artifact).collect()
    }
}

/// What is there.
pub(super) struct CountAll<'a> {
    pub(super) sandbox: Option<&'a SandboxId>,
    pub(super) now: Timestamp,
}

impl Job for CountAll<'_> {
    type Answer = Figures;
    const WAY: Way = Way::Snapshot;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Figures> {
        let query = |sql| {
            let sandbox = self.sandbox.map(|sandbox| sandbox.as_str().to_owned());
            sqlx::query(sql).bind(self.now.as_micros()).bind(sandbox)
        };
        let kinds = query(include_str!("queries/figures_artifacts.sql")).fetch_all(&mut *db).await?;
        let garbage = query(include_str!("queries/figures_garbage.sql")).fetch_all(&mut *db).await?;
        let rest = query(include_str!("queries/figures_rest.sql")).fetch_one(&mut *db).await?;
        let kinds = kinds.iter().map(|row| {
            let scope = match row.try_get::<i64, _>("scope")? {
                0 => Scope::Session,
                1 => Scope::User,
                2 => Scope::Sandbox,
                other => return Err(RowName { table: "artifacts", key: &other }.nonsense("scope").into()),
            };
            Ok((scope, store(row)?, count(row, "artifacts")?, count(row, "bytes")?))
        });
        let garbage = garbage.iter().map(|row| Ok((store(row)?, count(row, "bytes")?)));
        Ok(Figures {
            artifacts: kinds.collect::<Outcome<_>>()?,
            garbage: garbage.collect::<Outcome<_>>()?,
            sessions: count(&rest, "sessions")?,
            uploads: count(&rest, "uploads")?,
        })
    }
}

fn store(row: &PgRow) -> Outcome<StoreName> {
    let name: &str = row.try_get("store")?;
    let key = RowName { table: "artifacts", key: &name };
    Ok(StoreName::parse("store", name).map_err(|why| key.nonsense("store").caused_by(why))?)
}
