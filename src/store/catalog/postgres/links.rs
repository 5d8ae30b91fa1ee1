//! Share links. A download is counted by one statement, which waits for whoever counts another of the same link: no two
//! take the last one.

use async_trait::async_trait;
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row as _};

use super::super::record::{self, LinkRow};
use super::super::{LINK_KEPT, LinkRows, LinksQuery, NewLink};
use super::fault::Outcome;
use super::work::{Job, Way};
use super::{PostgresCatalog, requests};
use crate::domain::{Answer, LinkHash, LinkId, SandboxId, ShareLink, Timestamp};
use crate::error::Result;

fn link(row: &PgRow) -> Outcome<ShareLink> {
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
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<()> {
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

/// The link of this secret.
struct ByHash<'a>(&'a LinkHash);

impl Job for ByHash<'_> {
    type Answer = Option<ShareLink>;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Option<ShareLink>> {
        let query = sqlx::query(include_str!("queries/link_by_hash.sql")).bind(self.0.0.to_vec());
        query.fetch_optional(db).await?.as_ref().map(link).transpose()
    }
}

/// The link of this id.
struct ById<'a> {
    sandbox: &'a SandboxId,
    id: LinkId,
}

impl Job for ById<'_> {
    type Answer = Option<ShareLink>;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Option<ShareLink>> {
        let query = sqlx::query(include_str!("queries/link_by_id.sql"))
            .bind(self.id.as_bytes().to_vec())
            .bind(self.sandbox.as_str());
        query.fetch_optional(db).await?.as_ref().map(link).transpose()
    }
}

impl Job for LinksQuery<'_> {
    type Answer = Vec<ShareLink>;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Vec<ShareLink>> {
        let before = self.after.map_or([u8::MAX; 16], |id| *id.as_bytes());
        let query = sqlx::query(include_str!("queries/list_links.sql"))
            .bind(self.artifact.as_bytes().to_vec())
            .bind(self.sandbox.as_str())
            .bind(before.to_vec())
            .bind(record::signed(self.limit as u64));
        query.fetch_all(db).await?.iter().map(link).collect()
    }
}

/// Counts a download.
struct Use {
    id: LinkId,
    now: Timestamp,
}

impl Job for Use {
    type Answer = bool;
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<bool> {
        let done = sqlx::query(include_str!("queries/use_link.sql"))
            .bind(self.id.as_bytes().to_vec())
            .bind(self.now.as_micros())
            .execute(db)
            .await?;
        Ok(done.rows_affected() > 0)
    }
}

/// Ends a link.
struct Revoke<'a> {
    sandbox: &'a SandboxId,
    id: LinkId,
    now: Timestamp,
}

impl Job for Revoke<'_> {
    type Answer = Option<ShareLink>;
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Option<ShareLink>> {
        let query = sqlx::query(include_str!("queries/revoke_link.sql"))
            .bind(self.id.as_bytes().to_vec())
            .bind(self.sandbox.as_str())
            .bind(self.now.as_micros());
        query.fetch_optional(db).await?.as_ref().map(link).transpose()
    }
}

/// Forgets links that nobody can follow any more.
struct Drop {
    limit: usize,
    now: Timestamp,
}

impl Job for Drop {
    type Answer = usize;
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<usize> {
        let rows = sqlx::query(include_str!("queries/links_to_look_at.sql"))
            .bind(self.now.as_micros())
            .bind(record::signed(self.limit as u64))
            .fetch_all(&mut *db)
            .await?;
        let ids = rows.iter().map(|row| Ok(row.try_get("id")?)).collect::<Outcome<Vec<Vec<u8>>>>()?;
        if ids.is_empty() {
            return Ok(0);
        }
        for (sql, at) in [
            (include_str!("queries/drop_links.sql"), self.now.minus(LINK_KEPT)),
            (include_str!("queries/look_at_links.sql"), self.now.plus(LINK_KEPT)),
        ] {
            sqlx::query(sql).bind(&ids).bind(at.as_micros()).execute(&mut *db).await?;
        }
        Ok(ids.len())
    }
}

#[async_trait]
impl LinkRows for PostgresCatalog {
    async fn create_link(&self, new: NewLink, now: Timestamp) -> Result<()> {
        self.link.run(Create { new, now }).await
    }

    async fn link_of(&self, hash: &LinkHash) -> Result<Option<ShareLink>> {
        self.link.run(ByHash(hash)).await
    }

    async fn link(&self, sandbox: &SandboxId, id: LinkId) -> Result<Option<ShareLink>> {
        self.link.run(ById { sandbox, id }).await
    }

    async fn list_links(&self, query: LinksQuery<'_>) -> Result<Vec<ShareLink>> {
        self.link.run(query).await
    }

    async fn use_link(&self, id: LinkId, now: Timestamp) -> Result<bool> {
        self.link.run(Use { id, now }).await
    }

    async fn revoke_link(
        &self,
        sandbox: &SandboxId,
        id: LinkId,
        now: Timestamp,
    ) -> Result<Option<ShareLink>> {
        self.link.run(Revoke { sandbox, id, now }).await
    }

    async fn drop_links(&self, limit: usize, now: Timestamp) -> Result<usize> {
        self.link.run(Drop { limit, now }).await
    }
}
