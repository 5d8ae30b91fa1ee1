//! The statements of a listing.

use sqlx::PgConnection;

use super::super::listing::{self, Batch, Batches, scope_of};
use super::super::position::end_of_prefix;
use super::super::record::scope_code;
use super::super::{ListPage, ListQuery, Owners};
use super::fault::{Fault, Outcome};
use super::rows;
use super::work::{Job, Way};
use crate::domain::{Artifact, Scope, Timestamp};

/// One page.
pub(super) struct Page<'a> {
    pub(super) query: &'a ListQuery,
    pub(super) now: Timestamp,
}

impl Job for Page<'_> {
    type Answer = ListPage;
    const WAY: Way = Way::Snapshot;

    async fn run(&self, db: &mut PgConnection) -> Outcome<ListPage> {
        listing::page(Rows { db, now: self.now }, self.query).await
    }
}

struct Rows<'a> {
    db: &'a mut PgConnection,
    now: Timestamp,
}

impl Batches for Rows<'_> {
    type Fault = Fault;

    async fn fetch(&mut self, query: &ListQuery, batch: &Batch<'_>) -> Outcome<Vec<Artifact>> {
        let sql = match (&query.owners, query.roll_up) {
            (Owners::Everyone(Scope::Session | Scope::User), false) => {
                include_str!("queries/list_everyone.sql")
            }
            (Owners::Everyone(Scope::Session | Scope::User), true) => {
                include_str!("queries/list_rolled_everyone.sql")
            }
            (_, false) => include_str!("queries/list_owner.sql"),
            (_, true) => include_str!("queries/list_rolled_owner.sql"),
        };
        let prefix_chars = i64::try_from(query.prefix.chars().count()).unwrap_or(i64::MAX);
        let rows = sqlx::query(sql)
            .bind(self.now.as_micros())
            .bind(query.sandbox.as_str())
            .bind(scope_code(scope_of(&query.owners)))
            .bind(batch.from.0.as_str())
            .bind(batch.from.1.as_slice())
            .bind(end_of_prefix(&query.prefix))
            .bind(i64::try_from(batch.limit).unwrap_or(i64::MAX))
            .bind(batch.owner)
            .bind(prefix_chars)
            .fetch_all(&mut *self.db)
            .await?;
        rows.iter().map(rows::artifact).collect()
    }
}
