//! Looking after the catalog: what is overdue, which keys are known, all artifacts in a row, and figures.

use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::super::record::RowName;
use super::super::{Figures, Overdue};
use super::fault::Outcome;
use super::rows;
use crate::domain::{Artifact, ArtifactId, BlobKey, SandboxId, Scope, StoreName, Timestamp};

/// A count of a row.
pub(super) fn count(row: &SqliteRow, column: &'static str) -> Outcome<u64> {
    let name = RowName { table: "(a sum)", key: &column };
    let count: i64 = row.try_get(column)?;
    Ok(u64::try_from(count).map_err(|_| name.nonsense(column))?)
}

/// What a sweep would find.
pub(super) async fn overdue(db: &mut SqliteConnection, now: Timestamp) -> Outcome<Overdue> {
    let row = sqlx::query(include_str!("queries/overdue.sql")).bind(now.as_micros()).fetch_one(db).await?;
    Ok(Overdue {
        artifacts: count(&row, "artifacts")?,
        sessions: count(&row, "sessions")?,
        uploads: count(&row, "uploads")?,
        garbage: count(&row, "garbage")?,
        garbage_bytes: count(&row, "garbage_bytes")?,
    })
}

/// Which of these keys any row tells of.
pub(super) async fn known_keys(db: &mut SqliteConnection, keys: &[BlobKey]) -> Outcome<Vec<bool>> {
    let mut known = Vec::with_capacity(keys.len());
    for key in keys {
        let Some((artifact, upload)) = key.ids() else {
            // Every key names both; one that did not would be nobody's to free.
            known.push(true);
            continue;
        };
        let row = sqlx::query(include_str!("queries/known_key.sql"))
            .bind(key.as_str().to_owned())
            .bind(artifact.as_bytes().to_vec())
            .bind(upload.as_bytes().to_vec())
            .fetch_one(&mut *db)
            .await?;
        known.push(row.try_get::<i64, _>("known")? != 0);
    }
    Ok(known)
}

/// Artifacts in the order of their ids.
pub(super) async fn scan(
    db: &mut SqliteConnection,
    after: Option<ArtifactId>,
    limit: usize,
) -> Outcome<Vec<Artifact>> {
    let rows = sqlx::query(include_str!("queries/scan.sql"))
        .bind(after.map(|id| id.as_bytes().to_vec()).unwrap_or_default())
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(db)
        .await?;
    rows.iter().map(rows::artifact).collect()
}

/// What is there.
pub(super) async fn figures(
    db: &mut SqliteConnection,
    sandbox: Option<&SandboxId>,
    now: Timestamp,
) -> Outcome<Figures> {
    let query = |sql| {
        let sandbox = sandbox.map(|sandbox| sandbox.as_str().to_owned());
        sqlx::query(sql).bind(now.as_micros()).bind(sandbox)
    };
    // All of them of the same moment.
    let mut snapshot = sqlx::Connection::begin(db).await?;
    let kinds = query(include_str!("queries/figures_artifacts.sql")).fetch_all(&mut *snapshot).await?;
    let garbage = query(include_str!("queries/figures_garbage.sql")).fetch_all(&mut *snapshot).await?;
    let rest = query(include_str!("queries/figures_rest.sql")).fetch_one(&mut *snapshot).await?;
    snapshot.rollback().await?;
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

fn store(row: &SqliteRow) -> Outcome<StoreName> {
    let name: &str = row.try_get("store")?;
    let key = RowName { table: "artifacts", key: &name };
    Ok(StoreName::parse("store", name).map_err(|why| key.nonsense("store").caused_by(why))?)
}
