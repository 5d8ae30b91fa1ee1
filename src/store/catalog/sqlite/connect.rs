//! Opens the database: how each connection is set up, and the migrations.

use std::borrow::Cow;
use std::path::Path;
use std::time::Duration;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, SqlStr, SqliteConnection};

use super::{fault, terms};
use crate::error::{Error, Result};

/// How long a statement waits for another connection's lock: only a checkpoint holds one.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// More than there are queries, so that each is compiled once a connection.
const STATEMENTS: usize = 128;
/// Pages that a connection keeps, in KiB (SQLite takes negative numbers for that).
const CACHE_KIB: &str = "-8192";

/// How every connection to a file is opened.
pub(super) fn file(path: &Path) -> SqliteConnectOptions {
    // FULL syncs the log at each commit: what was answered survives the loss of power.
    common(SqliteConnectOptions::new().filename(path).create_if_missing(true))
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY_TIMEOUT)
}

/// How a connection that only reads is opened.
pub(super) fn reader(path: &Path) -> SqliteConnectOptions {
    file(path).create_if_missing(false).pragma("query_only", "ON")
}

/// How the one connection to a database in memory is opened.
pub(super) fn memory() -> SqliteConnectOptions {
    common(SqliteConnectOptions::new().in_memory(true)).journal_mode(SqliteJournalMode::Memory)
}

fn common(options: SqliteConnectOptions) -> SqliteConnectOptions {
    // No row of ours is deleted with another, and the joins take what is gone for gone: foreign keys would only cost.
    options
        .foreign_keys(false)
        .statement_cache_capacity(STATEMENTS)
        .pragma("cache_size", CACHE_KIB)
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging()
}

/// Brings the tables up to date, and gives the catalog its id if it has none yet.
pub(super) async fn prepare(db: &mut SqliteConnection, fresh_id: &str) -> Result<String> {
    migrations().run_direct(None, &mut *db, false).await.map_err(|why| {
        Error::internal("the catalog's tables could not be brought up to date")
            .with("dependency", "catalog")
            .caused_by(why)
    })?;
    terms::fill(&mut *db).await?;
    sqlx::query(include_str!("queries/name_catalog.sql"))
        .bind(fresh_id.to_owned())
        .execute(&mut *db)
        .await
        .map_err(fault::name)?;
    let row = sqlx::query(include_str!("queries/catalog_id.sql")).fetch_one(db).await.map_err(fault::name)?;
    sqlx::Row::try_get(&row, "id").map_err(fault::name)
}

/// Never change one that was released: its checksum is on record.
fn migrations() -> Migrator {
    let one = |version, name, text| {
        let text = SqlStr::from_static(text);
        Migration::new(version, Cow::Borrowed(name), MigrationType::Simple, text, false)
    };
    Migrator::with_migrations(vec![
        one(1, "rows", include_str!("migrations/0001_rows.sql")),
        one(3, "sessions by age", include_str!("migrations/0003_sessions_by_age.sql")),
        one(4, "garbage by key", include_str!("migrations/0004_garbage_by_key.sql")),
        one(5, "requests", include_str!("migrations/0005_requests.sql")),
        one(10, "search", include_str!("migrations/0010_search.sql")),
        one(20, "uploads that outlive connections", include_str!("migrations/0020_uploads.sql")),
        one(30, "stores", include_str!("migrations/0030_stores.sql")),
        one(40, "leases", include_str!("migrations/0040_leases.sql")),
        one(50, "share links", include_str!("migrations/0050_share_links.sql")),
        one(60, "URLs to the stores themselves", include_str!("migrations/0060_native_urls.sql")),
    ])
}
