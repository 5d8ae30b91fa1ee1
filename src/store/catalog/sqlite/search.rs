//! Asks the statements of a search.

use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use super::super::search_sql::{Dialect, Key, Place, Statement, Value};
use super::super::searching::{self, Finds};
use super::super::{SearchPage, SearchQuery};
use super::fault::{Fault, Outcome};
use super::rows;
use crate::domain::{Artifact, SearchOrder, Timestamp};

/// One page.
pub(super) async fn page(
    db: &mut SqliteConnection,
    query: &SearchQuery,
    now: Timestamp,
) -> Outcome<SearchPage> {
    let mut snapshot = sqlx::Connection::begin(db).await?;
    let page = searching::page(Rows { db: &mut snapshot }, query, now).await;
    snapshot.rollback().await?;
    page
}

struct Rows<'a> {
    db: &'a mut SqliteConnection,
}

impl Rows<'_> {
    async fn fetch(&mut self, statement: Statement) -> Outcome<Vec<SqliteRow>> {
        // Of our own words; what callers say is bound.
        let query =
            statement.values.into_iter().fold(sqlx::query(AssertSqlSafe(statement.sql)), |query, value| {
                match value {
                    Value::Number(number) => query.bind(number),
                    Value::Text(text) => query.bind(text),
                    Value::Bytes(bytes) => query.bind(bytes),
                }
            });
        Ok(query.fetch_all(&mut *self.db).await?)
    }
}

impl Finds for Rows<'_> {
    type Fault = Fault;
    const DIALECT: Dialect = Dialect::Sqlite;

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
