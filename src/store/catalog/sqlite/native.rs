//! Rows about URLs to the stores themselves.

use async_trait::async_trait;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::super::record::RowName;
use super::super::{Due, NativeRows};
use super::fault::Outcome;
use super::writer::Job;
use super::{SqliteCatalog, rows};
use crate::domain::{ArtifactId, BlobKey, StoreName, Timestamp};
use crate::error::Result;

fn bound(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// Notes a URL to read by.
struct NoteRead {
    artifact: ArtifactId,
    key: BlobKey,
    until: Timestamp,
}

impl Job for NoteRead {
    type Answer = bool;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<bool> {
        let note = sqlx::query(include_str!("queries/note_native_read.sql"))
            .bind(self.key.as_str().to_owned())
            .bind(self.artifact.as_bytes().to_vec())
            .bind(self.until.as_micros());
        Ok(note.execute(db).await?.rows_affected() > 0)
    }
}

/// Makes garbage due that can still be read.
struct Hasten {
    artifact: Option<ArtifactId>,
    limit: usize,
    now: Timestamp,
}

impl Job for Hasten {
    type Answer = Vec<Due>;
    const FREES: bool = true;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<Vec<Due>> {
        let query = match self.artifact {
            Some(id) => {
                sqlx::query(include_str!("queries/hasten_native_of.sql")).bind(id.as_bytes().to_vec())
            }
            None => sqlx::query(include_str!("queries/hasten_native.sql")),
        };
        let hastened = query.bind(self.now.as_micros()).bind(bound(self.limit)).fetch_all(db).await?;
        hastened.iter().map(garbage).collect()
    }
}

fn garbage(row: &SqliteRow) -> Outcome<Due> {
    let id: i64 = row.try_get("id")?;
    Ok(Due::Garbage(id, rows::place(row, RowName { table: "garbage", key: &id })?))
}

/// A statement that only changes: forgets, or notes.
struct Change {
    statement: Statement,
}

enum Statement {
    DropReads(Timestamp),
    NoteStaged(StoreName, BlobKey, Timestamp),
    ForgetStaged(BlobKey),
}

impl Job for Change {
    type Answer = ();

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<()> {
        let query = match &self.statement {
            Statement::DropReads(now) => {
                sqlx::query(include_str!("queries/drop_native_reads.sql")).bind(now.as_micros())
            }
            Statement::NoteStaged(store, key, until) => sqlx::query(include_str!("queries/note_staged.sql"))
                .bind(key.as_str().to_owned())
                .bind(store.to_string())
                .bind(until.as_micros()),
            Statement::ForgetStaged(key) => {
                sqlx::query(include_str!("queries/forget_staged.sql")).bind(key.as_str().to_owned())
            }
        };
        query.execute(db).await?;
        Ok(())
    }
}

/// Says which object is taken.
struct Pin {
    key: BlobKey,
    etag: String,
}

impl Job for Pin {
    type Answer = String;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<String> {
        let pin = sqlx::query(include_str!("queries/pin_staged.sql"))
            .bind(self.key.as_str().to_owned())
            .bind(self.etag.clone());
        Ok(pin.fetch_one(db).await?.try_get("etag")?)
    }
}

#[async_trait]
impl NativeRows for SqliteCatalog {
    async fn note_native_read(&self, artifact: ArtifactId, key: &BlobKey, until: Timestamp) -> Result<bool> {
        self.writer.run(NoteRead { artifact, key: key.clone(), until }).await
    }

    async fn hasten_native(
        &self,
        artifact: Option<ArtifactId>,
        limit: usize,
        now: Timestamp,
    ) -> Result<Vec<Due>> {
        self.writer.run(Hasten { artifact, limit, now }).await
    }

    async fn drop_native_reads(&self, now: Timestamp) -> Result<()> {
        self.writer.run(Change { statement: Statement::DropReads(now) }).await
    }

    async fn note_staged(&self, store: &StoreName, key: &BlobKey, until: Timestamp) -> Result<()> {
        let statement = Statement::NoteStaged(store.clone(), key.clone(), until);
        self.writer.run(Change { statement }).await
    }

    async fn is_staged(&self, key: &BlobKey) -> Result<bool> {
        let known = sqlx::query(include_str!("queries/is_staged.sql")).bind(key.as_str().to_owned());
        let found = known.fetch_optional(&mut *self.reader().await?).await;
        Ok(found.map_err(super::fault::Fault::from)?.is_some())
    }

    async fn pin_staged(&self, key: &BlobKey, etag: &str) -> Result<String> {
        self.writer.run(Pin { key: key.clone(), etag: etag.to_owned() }).await
    }

    async fn staged_due(&self, limit: usize, now: Timestamp) -> Result<Vec<(StoreName, BlobKey)>> {
        Ok(due(&mut *self.reader().await?, limit, now).await?)
    }

    async fn forget_staged(&self, key: &BlobKey) -> Result<()> {
        self.writer.run(Change { statement: Statement::ForgetStaged(key.clone()) }).await
    }
}

async fn due(db: &mut SqliteConnection, limit: usize, now: Timestamp) -> Outcome<Vec<(StoreName, BlobKey)>> {
    let rows = sqlx::query(include_str!("queries/staged_due.sql"))
        .bind(now.as_micros())
        .bind(bound(limit))
        .fetch_all(db)
        .await?;
    let due = rows.iter().map(|row| {
        let (store, key): (&str, &str) = (row.try_get("store")?, row.try_get("blob_key")?);
        Ok((StoreName::parse("store", store)?, BlobKey::parse(key)?))
    });
    due.collect()
}
