//! The statements of a listing.

use sqlx::SqliteConnection;

use super::super::listing::{self, Batch, Batches, scope_of};
use super::super::position::end_of_prefix;
use super::super::record::scope_code;
use super::super::{ListPage, ListQuery, Owners};
use super::fault::{Fault, Outcome};
use super::rows;
use crate::domain::{Artifact, Scope, Timestamp};

/// One page.
pub(super) async fn page(db: &mut SqliteConnection, query: &ListQuery, now: Timestamp) -> Outcome<ListPage> {
    let mut snapshot = sqlx::Connection::begin(db).await?;
    let page = listing::page(Rows { db: &mut snapshot, now }, query).await;
    snapshot.rollback().await?;
    page
}

struct Rows<'a> {
    db: &'a mut SqliteConnection,
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
            .bind(query.sandbox.as_str().to_owned())
            .bind(scope_code(scope_of(&query.owners)))
            .bind(batch.from.0.clone())
            .bind(batch.from.1.clone())
            .bind(end_of_prefix(&query.prefix))
            .bind(i64::try_from(batch.limit).unwrap_or(i64::MAX))
            .bind(batch.owner.map(<[u8]>::to_vec))
            .bind(prefix_chars)
            .fetch_all(&mut *self.db)
            .await?;
        rows.iter().map(rows::artifact).collect()
    }
}
