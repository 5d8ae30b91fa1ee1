//! Stores on record.

use async_trait::async_trait;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::super::cache::RowCache;
use super::super::record::{self, RowName};
use super::super::stores::{StoreRow, StoreRows, StoreUse};
use super::fault::{self, Outcome};
use super::writer::Job;
use super::{SqliteCatalog, terms};
use crate::domain::{ArtifactId, StoreName, Timestamp};
use crate::error::Result;

fn store(row: &SqliteRow) -> Outcome<StoreRow> {
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

struct Record(StoreRow);

impl Job for Record {
    type Answer = ();

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<()> {
        let StoreRow { name, kind, address, boot, adopted } = &self.0;
        sqlx::query(include_str!("queries/record_store.sql"))
            .bind(name.as_str().to_owned())
            .bind(kind.clone())
            .bind(address.to_vec())
            .bind(boot.map(u64::cast_signed))
            .bind(adopted.map(Timestamp::as_micros))
            .execute(db)
            .await?;
        Ok(())
    }
}

struct ForgetStore(StoreName);

impl Job for ForgetStore {
    type Answer = ();
    const FREES: bool = true;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<()> {
        let forget = sqlx::query(include_str!("queries/forget_store.sql"));
        forget.bind(self.0.as_str().to_owned()).execute(db).await?;
        Ok(())
    }
}

struct DropRows(StoreName);

impl Job for DropRows {
    type Answer = Vec<ArtifactId>;
    const FREES: bool = true;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<Vec<ArtifactId>> {
        let query = |sql| sqlx::query(sql).bind(self.0.as_str().to_owned());
        query(include_str!("queries/drop_store_sums.sql")).execute(&mut *db).await?;
        query(include_str!("queries/drop_store_garbage.sql")).execute(&mut *db).await?;
        query(include_str!("queries/drop_store_parts.sql")).execute(&mut *db).await?;
        query(include_str!("queries/drop_store_uploads.sql")).execute(&mut *db).await?;
        let gone = query(include_str!("queries/drop_store_artifacts.sql")).fetch_all(&mut *db).await?;
        for row in &gone {
            terms::remove_of(db, row).await?;
        }
        gone.iter().map(|row| Ok(record::artifact_id("artifacts", row.try_get("id")?)?)).collect()
    }

    fn committed(&self, gone: &Vec<ArtifactId>, cache: &RowCache) {
        for id in gone {
            cache.artifact_changed(*id);
        }
    }
}

#[async_trait]
impl StoreRows for SqliteCatalog {
    async fn stores(&self) -> Result<Vec<StoreRow>> {
        let mut db = self.reader().await?;
        let rows = sqlx::query(include_str!("queries/stores.sql")).fetch_all(&mut *db).await;
        let stores: Outcome<_> = rows.map_err(fault::name)?.iter().map(store).collect();
        Ok(stores?)
    }

    async fn record_store(&self, store: &StoreRow) -> Result<()> {
        self.writer.run(Record(store.clone())).await
    }

    async fn forget_store(&self, name: &StoreName) -> Result<()> {
        self.writer.run(ForgetStore(name.clone())).await
    }

    async fn store_use(&self, name: &StoreName) -> Result<StoreUse> {
        let mut db = self.reader().await?;
        let query = sqlx::query(include_str!("queries/store_use.sql")).bind(name.as_str().to_owned());
        let row = query.fetch_one(&mut *db).await.map_err(fault::name)?;
        let count = |column| super::figures::count(&row, column);
        Ok(StoreUse {
            artifacts: count("artifacts")?,
            garbage: count("garbage")?,
            uploads: count("uploads")?,
        })
    }

    async fn drop_rows_of_store(&self, name: &StoreName) -> Result<u64> {
        Ok(self.writer.run(DropRows(name.clone())).await?.len() as u64)
    }
}
