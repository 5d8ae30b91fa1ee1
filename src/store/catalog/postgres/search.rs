//! Asks the statements of a search.

use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, PgConnection, Row as _};

use super::super::search_sql::{Dialect, Key, Place, Statement, Value};
use super::super::searching::{self, Finds};
use super::super::{SearchPage, SearchQuery};
use super::fault::{Fault, Outcome};
use super::rows;
use super::work::{Job, Way};
use crate::domain::{Artifact, SearchOrder, Timestamp};

/// One page.
pub(super) struct Page<'a> {
    pub(super) query: &'a SearchQuery,
    pub(super) now: Timestamp,
}

impl Job for Page<'_> {
    type Answer = SearchPage;
    const WAY: Way = Way::Snapshot;

    async fn run(&self, db: &mut PgConnection) -> Outcome<SearchPage> {
        searching::page(Rows { db }, self.query, self.now).await
    }
}

struct Rows<'a> {
    db: &'a mut PgConnection,
}

impl Rows<'_> {
    async fn fetch(&mut self, statement: Statement) -> Outcome<Vec<PgRow>> {
        // Of our own words; what callers say is bound.
        let query =
            statement.values.into_iter().fold(sqlx::query(AssertSqlSafe(statement.sql)), |query, value| {
                match value {
                    Value::Number(number) => query.bind(number),
                    Value::Text(text) => query.bind(text),
                    Value::Bytes(bytes) => query.bind(bytes),
                }
            });
        // There are as many statements as kinds of question, and a plan is best made for what is asked: none is kept.
        Ok(query.persistent(false).fetch_all(&mut *self.db).await?)
    }
}

impl Finds for Rows<'_> {
    type Fault = Fault;
    const DIALECT: Dialect = Dialect::Postgres;

    async fn artifacts(&mut self, statement: Statement) -> Outcome<Vec<Artifact>> {
        self.fetch(statement).await?.iter().map(rows::artifact).collect()
    }

    async fn place(&mut self, statement: Statement, order: SearchOrder) -> Outcome<Option<Place>> {
        let rows = self.fetch(statement).await?;
        let place = rows.first().map(|row| {
            let key = match order {
                SearchOrder::Filename => Key::Text(row.try_get("place")?),
                _ => Key::Number(row.try_get("place")?),
            };
            Ok(Place { key, id: row.try_get("id")? })
        });
        place.transpose()
    }

    async fn any(&mut self, statement: Statement) -> Outcome<bool> {
        Ok(!self.fetch(statement).await?.is_empty())
    }
}
