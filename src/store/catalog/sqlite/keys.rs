//! The keys that tokens are signed with.

use async_trait::async_trait;
use sqlx::{Row as _, SqliteConnection};

use super::super::KeyRows;
use super::super::record::RowName;
use super::SqliteCatalog;
use super::fault::Outcome;
use super::writer::Job;
use crate::domain::{SigningKey, Timestamp};
use crate::error::{Error, Result};

async fn known(db: &mut SqliteConnection, now: Timestamp) -> Outcome<Vec<SigningKey>> {
    let rows =
        sqlx::query(include_str!("queries/signing_keys.sql")).bind(now.as_micros()).fetch_all(db).await?;
    let keys = rows.iter().map(|row| {
        let id: i64 = row.try_get("id")?;
        let name = RowName { table: "signing_keys", key: &id };
        let secret: &[u8] = row.try_get("secret")?;
        Ok(SigningKey {
            id: u32::try_from(id).map_err(|_| name.nonsense("id"))?,
            secret: secret.try_into().map_err(|_| name.nonsense("secret"))?,
        })
    });
    keys.collect()
}

async fn add(db: &mut SqliteConnection, key: &SigningKey, now: Timestamp) -> Outcome<()> {
    sqlx::query(include_str!("queries/add_signing_key.sql"))
        .bind(i64::from(key.id))
        .bind(key.secret.to_vec())
        .bind(now.as_micros())
        .execute(db)
        .await?;
    Ok(())
}

/// Adds the first signing key where there is none.
struct First {
    fresh: SigningKey,
    now: Timestamp,
}

impl Job for First {
    type Answer = Vec<SigningKey>;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<Vec<SigningKey>> {
        let keys = known(db, self.now).await?;
        if !keys.is_empty() {
            return Ok(keys);
        }
        add(db, &self.fresh, self.now).await?;
        Ok(vec![self.fresh.clone()])
    }
}

/// Puts a new key in the place of the one that signs.
struct Rotate {
    secret: [u8; 32],
    until: Timestamp,
    now: Timestamp,
}

impl Job for Rotate {
    type Answer = SigningKey;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<SigningKey> {
        let last: i64 = sqlx::query(include_str!("queries/last_signing_key.sql"))
            .fetch_one(&mut *db)
            .await?
            .try_get("id")?;
        let id = u32::try_from(last.saturating_add(1))
            .map_err(|_| Error::internal("there are no more ids for signing keys"))?;
        for (sql, at) in [
            (include_str!("queries/drop_signing_keys.sql"), self.now),
            (include_str!("queries/retire_signing_keys.sql"), self.until),
        ] {
            sqlx::query(sql).bind(at.as_micros()).execute(&mut *db).await?;
        }
        let key = SigningKey { id, secret: self.secret };
        add(db, &key, self.now).await?;
        Ok(key)
    }
}

#[async_trait]
impl KeyRows for SqliteCatalog {
    async fn signing_keys(&self, fresh: SigningKey, now: Timestamp) -> Result<Vec<SigningKey>> {
        self.writer.run(First { fresh, now }).await
    }

    async fn known_signing_keys(&self, now: Timestamp) -> Result<Vec<SigningKey>> {
        Ok(known(&mut *self.reader().await?, now).await?)
    }

    async fn rotate_signing_keys(
        &self,
        secret: [u8; 32],
        until: Timestamp,
        now: Timestamp,
    ) -> Result<SigningKey> {
        self.writer.run(Rotate { secret, until, now }).await
    }
}
