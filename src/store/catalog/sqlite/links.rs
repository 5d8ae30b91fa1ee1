//! Share links.

use async_trait::async_trait;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::super::record::{self, LinkRow};
use super::super::{LINK_KEPT, LinkRows, LinksQuery, NewLink};
use super::fault::Outcome;
use super::writer::Job;
use super::{SqliteCatalog, requests};
use crate::domain::{Answer, LinkHash, LinkId, SandboxId, ShareLink, Timestamp};
use crate::error::Result;

fn link(row: &SqliteRow) -> Outcome<ShareLink> {
    let columns = LinkRow {
        id: row.try_get("id")?,
        sandbox: row.try_get("sandbox")?,
        artifact: row.try_get("artifact")?,
        disposition: row.try_get("disposition")?,
        create_time: row.try_get("create_time")?,
        expire_time: row.try_get("expire_time")?,
        max_downloads: row.try_get("max_downloads")?,
        downloads: row.try_get("downloads")?,
        revoke_time: row.try_get("revoke_time")?,
    };
    Ok(columns.read()?)
}

/// Keeps a link.
struct Create {
    new: NewLink,
    now: Timestamp,
}

impl Job for Create {
    type Answer = ();

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<()> {
        let NewLink { link, secret, replay } = &self.new;
        requests::check(db, replay.as_ref(), self.now).await?;
        let row = LinkRow::of(link);
        sqlx::query(include_str!("queries/insert_link.sql"))
            .bind(row.id)
            .bind(secret.hash().0.to_vec())
            .bind(row.sandbox)
            .bind(row.artifact)
            .bind(row.disposition)
            .bind(row.create_time)
            .bind(row.expire_time)
            .bind(row.max_downloads)
            .bind(self.now.plus(LINK_KEPT).as_micros())
            .execute(&mut *db)
            .await?;
        let answer = || Answer::Link(Box::new((link.clone(), *secret)));
        requests::keep(db, replay.as_ref(), answer, self.now).await
    }
}

/// Counts a download.
struct Use {
    id: LinkId,
    now: Timestamp,
}

impl Job for Use {
    type Answer = bool;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<bool> {
        let done = sqlx::query(include_str!("queries/use_link.sql"))
            .bind(self.id.as_bytes().to_vec())
            .bind(self.now.as_micros())
            .execute(db)
            .await?;
        Ok(done.rows_affected() > 0)
    }
}

/// Ends a link.
struct Revoke {
    sandbox: SandboxId,
    id: LinkId,
    now: Timestamp,
}

impl Job for Revoke {
    type Answer = Option<ShareLink>;
    const FREES: bool = true;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<Option<ShareLink>> {
        let row = sqlx::query(include_str!("queries/revoke_link.sql"))
            .bind(self.id.as_bytes().to_vec())
            .bind(self.sandbox.as_str().to_owned())
            .bind(self.now.as_micros())
            .fetch_optional(db)
            .await?;
        row.as_ref().map(link).transpose()
    }
}

/// Forgets links that nobody can follow any more.
struct Drop {
    limit: usize,
    now: Timestamp,
}

impl Job for Drop {
    type Answer = usize;
    const FREES: bool = true;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<usize> {
        let rows = sqlx::query(include_str!("queries/links_to_look_at.sql"))
            .bind(self.now.as_micros())
            .bind(i64::try_from(self.limit).unwrap_or(i64::MAX))
            .fetch_all(&mut *db)
            .await?;
        for row in &rows {
            let id: Vec<u8> = row.try_get("id")?;
            for (sql, at) in [
                (include_str!("queries/drop_link.sql"), self.now.minus(LINK_KEPT)),
                (include_str!("queries/look_at_link.sql"), self.now.plus(LINK_KEPT)),
            ] {
                sqlx::query(sql).bind(id.clone()).bind(at.as_micros()).execute(&mut *db).await?;
            }
        }
        Ok(rows.len())
    }
}

#[async_trait]
impl LinkRows for SqliteCatalog {
    async fn create_link(&self, new: NewLink, now: Timestamp) -> Result<()> {
        self.writer.run(Create { new, now }).await
    }

    async fn link_of(&self, hash: &LinkHash) -> Result<Option<ShareLink>> {
        let mut db = self.reader().await?;
        let query = sqlx::query(include_str!("queries/link_by_hash.sql")).bind(hash.0.to_vec());
        let row = query.fetch_optional(&mut *db).await.map_err(super::fault::name)?;
        Ok(row.as_ref().map(link).transpose()?)
    }

    async fn link(&self, sandbox: &SandboxId, id: LinkId) -> Result<Option<ShareLink>> {
        let mut db = self.reader().await?;
        let query = sqlx::query(include_str!("queries/link_by_id.sql"))
            .bind(id.as_bytes().to_vec())
            .bind(sandbox.as_str().to_owned());
        let row = query.fetch_optional(&mut *db).await.map_err(super::fault::name)?;
        Ok(row.as_ref().map(link).transpose()?)
    }

    async fn list_links(&self, query: LinksQuery<'_>) -> Result<Vec<ShareLink>> {
        let mut db = self.reader().await?;
        let before = query.after.map_or([u8::MAX; 16], |id| *id.as_bytes());
        let rows = sqlx::query(include_str!("queries/list_links.sql"))
            .bind(query.artifact.as_bytes().to_vec())
            .bind(query.sandbox.as_str().to_owned())
            .bind(before.to_vec())
            .bind(record::signed(query.limit as u64))
            .fetch_all(&mut *db)
            .await
            .map_err(super::fault::name)?;
        Ok(rows.iter().map(link).collect::<Outcome<_>>()?)
    }

    async fn use_link(&self, id: LinkId, now: Timestamp) -> Result<bool> {
        self.writer.run(Use { id, now }).await
    }

    async fn revoke_link(
        &self,
        sandbox: &SandboxId,
        id: LinkId,
        now: Timestamp,
    ) -> Result<Option<ShareLink>> {
        self.writer.run(Revoke { sandbox: sandbox.clone(), id, now }).await
    }

    async fn drop_links(&self, limit: usize, now: Timestamp) -> Result<usize> {
        self.writer.run(Drop { limit, now }).await
    }
}
