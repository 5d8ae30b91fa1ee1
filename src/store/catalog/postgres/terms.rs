//! Keeps the terms of metadata in step with the artifacts' rows, in the transactions that change those.

use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row as _};

use super::super::record::{owner_code, scope_code};
use super::super::terms;
use super::fault::{self, Fault, Outcome};
use crate::domain::{Artifact, Meta};
use crate::error::Result;

const INSERT: &str = include_str!("queries/insert_terms.sql");
const DELETE: &str = include_str!("queries/delete_terms.sql");

/// How many artifacts are read at once when all terms are made anew.
const FILL_BATCH: usize = 1_000;

/// Whose terms: the columns that they share.
struct Of {
    sandbox: String,
    scope: i64,
    owner: Vec<u8>,
    artifact: Vec<u8>,
}

impl Of {
    fn artifact(artifact: &Artifact) -> Self {
        Self {
            sandbox: artifact.sandbox.as_str().to_owned(),
            scope: scope_code(artifact.owner.scope()),
            owner: owner_code(&artifact.owner),
            artifact: artifact.id.as_bytes().to_vec(),
        }
    }

    fn row(row: &PgRow) -> Outcome<Self> {
        Ok(Self {
            sandbox: row.try_get("sandbox")?,
            scope: row.try_get("scope")?,
            owner: row.try_get("owner")?,
            artifact: row.try_get("id")?,
        })
    }

    /// One call for all: each is a way to the server. Most artifacts have none, and cost nothing.
    async fn run(self, db: &mut PgConnection, sql: &'static str, terms: &[i64]) -> Outcome<()> {
        if terms.is_empty() {
            return Ok(());
        }
        let query = sqlx::query(sql).bind(self.sandbox).bind(self.scope).bind(self.owner).bind(self.artifact);
        query.bind(terms).execute(db).await?;
        Ok(())
    }
}

/// The artifact is new.
pub(super) async fn add(db: &mut PgConnection, artifact: &Artifact) -> Outcome<()> {
    Of::artifact(artifact).run(db, INSERT, &terms::of(&artifact.meta)).await
}

/// The artifact's metadata was `before`.
pub(super) async fn change(db: &mut PgConnection, artifact: &Artifact, before: &Meta) -> Outcome<()> {
    if artifact.meta == *before {
        return Ok(());
    }
    let (old, new) = (terms::of(before), terms::of(&artifact.meta));
    let gone: Vec<i64> = old.iter().filter(|term| !new.contains(term)).copied().collect();
    let come: Vec<i64> = new.iter().filter(|term| !old.contains(term)).copied().collect();
    Of::artifact(artifact).run(db, DELETE, &gone).await?;
    Of::artifact(artifact).run(db, INSERT, &come).await
}

/// The artifact goes.
pub(super) async fn remove(db: &mut PgConnection, artifact: &Artifact) -> Outcome<()> {
    Of::artifact(artifact).run(db, DELETE, &terms::of(&artifact.meta)).await
}

/// The artifact of this row (id, sandbox, scope, owner, meta) is gone.
pub(super) async fn remove_of(db: &mut PgConnection, row: &PgRow) -> Outcome<()> {
    let terms = terms::of_json(row.try_get("meta")?);
    Of::row(row)?.run(db, DELETE, &terms).await
}

/// Makes all terms anew if those on record are of another version, or of none. It may be cut off and begins again.
pub(super) async fn fill(db: &mut PgConnection) -> Result<()> {
    let mut snapshot = sqlx::Connection::begin(db).await.map_err(fault::name)?;
    fill_all(&mut snapshot).await.map_err(fault::of)?;
    snapshot.commit().await.map_err(fault::name)
}

async fn fill_all(db: &mut PgConnection) -> Result<(), Fault> {
    let known = sqlx::query(include_str!("queries/term_version.sql")).fetch_optional(&mut *db).await?;
    if known.map(|row| row.try_get::<i64, _>("version")).transpose()? == Some(terms::VERSION) {
        return Ok(());
    }
    sqlx::query(include_str!("queries/delete_all_terms.sql")).execute(&mut *db).await?;
    let mut behind: Vec<u8> = Vec::new();
    loop {
        let rows = sqlx::query(include_str!("queries/every_meta.sql"))
            .bind(behind.clone())
            .bind(i64::try_from(FILL_BATCH).unwrap_or(i64::MAX))
            .fetch_all(&mut *db)
            .await?;
        for row in &rows {
            let terms = terms::of_json(row.try_get("meta")?);
            Of::row(row)?.run(db, INSERT, &terms).await?;
        }
        match rows.last() {
            Some(last) if rows.len() == FILL_BATCH => behind = last.try_get("id")?,
            Some(_) | None => break,
        }
    }
    sqlx::query(include_str!("queries/set_term_version.sql")).bind(terms::VERSION).execute(db).await?;
    Ok(())
}
