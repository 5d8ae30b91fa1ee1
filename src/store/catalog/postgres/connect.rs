//! Opens the database: how connections are set up, and the migrations.

use std::borrow::Cow;
use std::time::Duration;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions as _, Connection as _, PgConnection, PgPool, Row as _, SqlStr};

use super::super::PostgresSettings;
use super::{fault, terms};
use crate::error::{Error, ErrorKind, Result};

/// More than there are queries, so that each is prepared once a connection.
const STATEMENTS: usize = 160;
/// A connection that was not used for so long is asked whether it is still there.
const STALE_AFTER: Duration = Duration::from_secs(1);
/// How long a connection is kept unused, and how long at all: a server behind a balancer may have moved.
const IDLE_FOR: Duration = Duration::from_mins(10);
const LIFETIME: Duration = Duration::from_mins(30);
/// What those who start at once take turns by while they bring the tables up to date. Any number: nobody else has it.
const MIGRATION_LOCK: i64 = 0x6172_7469_6772_6964;
/// How long one may wait for that turn, and take for it: a large catalog's index is being built.
const MIGRATION_TIME: Duration = Duration::from_mins(10);

fn options(settings: &PostgresSettings, statement: Duration, lock: Duration) -> Result<PgConnectOptions> {
    let options: PgConnectOptions = settings.url.parse().map_err(|_| {
        // The parser's own words may hold a piece of the URL.
        Error::internal("the catalog's URL makes no sense").with("dependency", "catalog")
    })?;
    let options = options
        .application_name("artigrid")
        .statement_cache_capacity(STATEMENTS)
        .options([
            ("statement_timeout", statement.as_millis().to_string()),
            ("lock_timeout", lock.as_millis().to_string()),
            // What a process that was stopped in the middle had locked does not stay so.
            ("idle_in_transaction_session_timeout", statement.as_millis().to_string()),
        ])
        .disable_statement_logging();
    Ok(options)
}

/// The pool that jobs take their connections from; none is made yet.
pub(super) fn pool(settings: &PostgresSettings) -> Result<PgPool> {
    let options = options(settings, settings.statement_timeout, settings.lock_timeout)?;
    Ok(PgPoolOptions::new()
        .max_connections(settings.connections)
        .acquire_timeout(settings.acquire_timeout)
        .idle_timeout(IDLE_FOR)
        .max_lifetime(LIFETIME)
        // Asking costs as much as most queries: only what may have gone stale is asked.
        .test_before_acquire(false)
        .before_acquire(|db, meta| {
            Box::pin(async move {
                if meta.idle_for > STALE_AFTER {
                    db.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_lazy_with(options))
}

/// Brings the tables up to date, and gives the catalog its id if it has none yet. Of several who start at once, one
/// does it and the others find it done.
pub(super) async fn prepare(settings: &PostgresSettings, fresh_id: &str) -> Result<String> {
    let options = options(settings, MIGRATION_TIME, MIGRATION_TIME)?;
    let connected = tokio::time::timeout(settings.acquire_timeout, options.connect());
    let mut db = connected.await.map_err(|_| fault::unavailable())?.map_err(refused)?;
    let row =
        sqlx::query(include_str!("queries/encoding.sql")).fetch_one(&mut db).await.map_err(fault::name)?;
    let encoding: String = row.try_get(0).map_err(fault::name)?;
    if encoding != "UTF8" {
        let why = format!("the catalog's database is encoded in {encoding}; it must be UTF8");
        return Err(Error::internal(why).with("dependency", "catalog"));
    }
    sqlx::query(include_str!("queries/migration_lock.sql"))
        .bind(MIGRATION_LOCK)
        .execute(&mut db)
        .await
        .map_err(fault::name)?;
    let id = prepare_locked(&mut db, fresh_id).await?;
    // The lock goes with its connection.
    db.close().await.map_err(fault::name)?;
    Ok(id)
}

/// At the start somebody reads why: the server's answer to a login has no secret in it.
fn refused(why: sqlx::Error) -> Error {
    let message = match &why {
        sqlx::Error::Database(answer) => format!("the catalog refused the connection: {}", answer.message()),
        _ => "the catalog cannot be reached".to_owned(),
    };
    ErrorKind::BackendUnavailable.error(message).with("dependency", "catalog").caused_by(why)
}

async fn prepare_locked(db: &mut PgConnection, fresh_id: &str) -> Result<String> {
    migrations().run_direct(None, &mut *db, false).await.map_err(fault::migration)?;
    terms::fill(&mut *db).await?;
    sqlx::query(include_str!("queries/name_catalog.sql"))
        .bind(fresh_id)
        .execute(&mut *db)
        .await
        .map_err(fault::name)?;
    let row = sqlx::query(include_str!("queries/catalog_id.sql")).fetch_one(db).await.map_err(fault::name)?;
    row.try_get("id").map_err(fault::name)
}

/// Never change one that was released: its checksum is on record.
fn migrations() -> Migrator {
    let one = |version, name, text| {
        let text = SqlStr::from_static(text);
        Migration::new(version, Cow::Borrowed(name), MigrationType::Simple, text, false)
    };
    let mut migrator = Migrator::with_migrations(vec![
        one(1, "rows", include_str!("migrations/0001_rows.sql")),
        one(2, "uploads that outlive connections", include_str!("migrations/0002_uploads.sql")),
        one(3, "stores", include_str!("migrations/0003_stores.sql")),
        one(4, "share links", include_str!("migrations/0004_share_links.sql")),
        one(60, "URLs to the stores themselves", include_str!("migrations/0060_native_urls.sql")),
    ]);
    // There is a lock around more than the migrations.
    migrator.set_locking(false);
    migrator
}
