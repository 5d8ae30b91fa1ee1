//! Leases: taken and renewed.

use async_trait::async_trait;
use sqlx::{PgConnection, Row as _};

use super::super::leases::{Lease, LeaseRows};
use super::PostgresCatalog;
use super::fault::Outcome;
use super::work::{Job, Way};
use crate::domain::Timestamp;
use crate::error::Result;

struct Take<'a> {
    name: &'static str,
    holder: &'a str,
    until: Timestamp,
    now: Timestamp,
}

impl Job for Take<'_> {
    type Answer = Option<Lease>;
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Option<Lease>> {
        let row = sqlx::query(include_str!("queries/take_lease.sql"))
            .bind(self.name)
            .bind(self.holder)
            .bind(self.until.as_micros())
            .bind(self.now.as_micros())
            .fetch_optional(db)
            .await?;
        let lease = row.map(|row| {
            Ok(Lease { name: self.name, holder: self.holder.to_owned(), epoch: row.try_get("epoch")? })
        });
        lease.transpose()
    }
}

struct Renew<'a> {
    lease: &'a Lease,
    until: Timestamp,
}

impl Job for Renew<'_> {
    type Answer = bool;
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<bool> {
        let done = sqlx::query(include_str!("queries/renew_lease.sql"))
            .bind(self.lease.name)
            .bind(self.lease.holder.as_str())
            .bind(self.lease.epoch)
            .bind(self.until.as_micros())
            .execute(db)
            .await?;
        Ok(done.rows_affected() > 0)
    }
}

#[async_trait]
impl LeaseRows for PostgresCatalog {
    async fn take_lease(
        &self,
        name: &'static str,
        holder: &str,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Option<Lease>> {
        self.link.run(Take { name, holder, until, now }).await
    }

    async fn renew_lease(&self, lease: &Lease, until: Timestamp) -> Result<bool> {
        self.link.run(Renew { lease, until }).await
    }
}
