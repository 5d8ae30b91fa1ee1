//! Leases: taken and renewed.

use async_trait::async_trait;
use sqlx::{Row as _, SqliteConnection};

use super::super::leases::{Lease, LeaseRows};
use super::SqliteCatalog;
use super::fault::Outcome;
use super::writer::Job;
use crate::domain::Timestamp;
use crate::error::Result;

struct Take {
    name: &'static str,
    holder: String,
    until: Timestamp,
    now: Timestamp,
}

impl Job for Take {
    type Answer = Option<Lease>;
    const FREES: bool = true;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<Option<Lease>> {
        let rows = sqlx::query(include_str!("queries/take_lease.sql"))
            .bind(self.name)
            .bind(self.holder.clone())
            .bind(self.until.as_micros())
            .bind(self.now.as_micros())
            .fetch_all(db)
            .await?;
        let lease = rows.first().map(|row| {
            Ok(Lease { name: self.name, holder: self.holder.clone(), epoch: row.try_get("epoch")? })
        });
        lease.transpose()
    }
}

struct Renew {
    lease: Lease,
    until: Timestamp,
}

impl Job for Renew {
    type Answer = bool;
    const FREES: bool = true;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<bool> {
        let done = sqlx::query(include_str!("queries/renew_lease.sql"))
            .bind(self.lease.name)
            .bind(self.lease.holder.clone())
            .bind(self.lease.epoch)
            .bind(self.until.as_micros())
            .execute(db)
            .await?;
        Ok(done.rows_affected() > 0)
    }
}

#[async_trait]
impl LeaseRows for SqliteCatalog {
    async fn take_lease(
        &self,
        name: &'static str,
        holder: &str,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Option<Lease>> {
        self.writer.run(Take { name, holder: holder.to_owned(), until, now }).await
    }

    async fn renew_lease(&self, lease: &Lease, until: Timestamp) -> Result<bool> {
        self.writer.run(Renew { lease: lease.clone(), until }).await
    }
}
