//! Stores on record.

use async_trait::async_trait;
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row as _};

use super::super::record::RowName;
use super::super::stores::{StoreRow, StoreRows, StoreUse};
use super::fault::Outcome;
use super::figures::count;
use super::work::{Job, Way};
use super::{PostgresCatalog, terms};
use crate::domain::{StoreName, Timestamp};
use crate::error::Result;

fn store(row: &PgRow) -> Outcome<StoreRow> {
    let name: &str = row.try_get("name")?;
    let key = RowName { table: "stores", key: &name };
    let address: &[u8] = row.try_get("address")?;
    let boot: Option<i64> = row.try_get("boot")?;
    let adopted: Option<i64> = row.try_get("adopted")?;
    Ok(StoreRow {
        name: StoreName::parse("name", name).map_err(|why| key.nonsense("name").caused_by(why))?,
        kind: row.try_get("kind")?,
        address: address.try_into().map_err(|_| key.nonsense("address"))?,
        boot: boot.map(i64::cast_unsigned),
        adopted: adopted.map(Timestamp::from_micros),
    })
}

struct All;

impl Job for All {
    type Answer = Vec<StoreRow>;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Vec<StoreRow>> {
        sqlx::query(include_str!("queries/stores.sql")).fetch_all(db).await?.iter().map(store).collect()
    }
}

struct Record<'a>(&'a StoreRow);

impl Job for Record<'_> {
    type Answer = ();
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<()> {
        let StoreRow { name, kind, address, boot, adopted } = self.0;
        sqlx::query(include_str!("queries/record_store.sql"))
            .bind(name.as_str())
            .bind(kind.as_str())
            .bind(address.to_vec())
            .bind(boot.map(u64::cast_signed))
            .bind(adopted.map(Timestamp::as_micros))
            .execute(db)
            .await?;
        Ok(())
    }
}

struct ForgetStore<'a>(&'a StoreName);

impl Job for ForgetStore<'_> {
    type Answer = ();
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<()> {
        sqlx::query(include_str!("queries/forget_store.sql")).bind(self.0.as_str()).execute(db).await?;
        Ok(())
    }
}

struct Use<'a>(&'a StoreName);

impl Job for Use<'_> {
    type Answer = StoreUse;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<StoreUse> {
        let query = sqlx::query(include_str!("queries/store_use.sql")).bind(self.0.as_str());
        let row = query.fetch_one(db).await?;
        Ok(StoreUse {
            artifacts: count(&row, "artifacts")?,
            garbage: count(&row, "garbage")?,
            uploads: count(&row, "uploads")?,
        })
    }
}

struct DropRows<'a>(&'a StoreName);

impl Job for DropRows<'_> {
    type Answer = u64;
    const WAY: Way = Way::Change;

    /// In the order in which bytes pass on, each step of a later moment: what a commit moved on meanwhile is met again.
    async fn run(&self, db: &mut PgConnection) -> Outcome<u64> {
        let query = |sql| sqlx::query(sql).bind(self.0.as_str());
        let uploads = query(include_str!("queries/drop_store_uploads.sql")).fetch_all(&mut *db).await?;
        let artifacts = query(include_str!("queries/drop_store_artifacts.sql")).fetch_all(&mut *db).await?;
        let garbage = query(include_str!("queries/drop_store_garbage.sql")).fetch_all(&mut *db).await?;
        for row in &artifacts {
            terms::remove_of(db, row).await?;
        }
        let ids = uploads.iter().map(|row| Ok(row.try_get("id")?)).collect::<Outcome<Vec<Vec<u8>>>>()?;
        sqlx::query(include_str!("queries/drop_parts_of.sql")).bind(ids).execute(&mut *db).await?;
        let keys = uploads.iter().chain(&artifacts).chain(&garbage).map(|row| Ok(row.try_get("blob_key")?));
        let keys = keys.collect::<Outcome<Vec<Option<String>>>>()?;
        sqlx::query(include_str!("queries/drop_sums_of.sql")).bind(keys).execute(&mut *db).await?;
        Ok(artifacts.len() as u64)
    }
}

#[async_trait]
impl StoreRows for PostgresCatalog {
    async fn stores(&self) -> Result<Vec<StoreRow>> {
        self.link.run(All).await
    }

    async fn record_store(&self, store: &StoreRow) -> Result<()> {
        self.link.run(Record(store)).await
    }

    async fn forget_store(&self, name: &StoreName) -> Result<()> {
        self.link.run(ForgetStore(name)).await
    }

    async fn store_use(&self, name: &StoreName) -> Result<StoreUse> {
        self.link.run(Use(name)).await
    }

    async fn drop_rows_of_store(&self, name: &StoreName) -> Result<u64> {
        self.link.run(DropRows(name)).await
    }
}
