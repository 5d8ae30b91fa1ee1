//! The keys that tokens are signed with: shared by all replicas, whichever of them makes or rotates them.

use async_trait::async_trait;
use sqlx::{PgConnection, Row as _};

use super::super::KeyRows;
use super::super::record::RowName;
use super::PostgresCatalog;
use super::fault::Outcome;
use super::work::{Job, Way};
use crate::domain::{SigningKey, Timestamp};
use crate::error::{Error, Result};

async fn known(db: &mut PgConnection, now: Timestamp) -> Outcome<Vec<SigningKey>> {
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

async fn add(db: &mut PgConnection, sql: &'static str, key: &SigningKey, now: Timestamp) -> Outcome<()> {
    sqlx::query(sql)
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
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Vec<SigningKey>> {
        add(db, include_str!("queries/first_signing_key.sql"), &self.fresh, self.now).await?;
        known(db, self.now).await
    }
}

/// Those on record.
struct Known {
    now: Timestamp,
}

impl Job for Known {
    type Answer = Vec<SigningKey>;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Vec<SigningKey>> {
        known(db, self.now).await
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
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<SigningKey> {
        // The row to wait for would be one that another rotation has not made yet, so it is the table.
        sqlx::query(include_str!("queries/lock_signing_keys.sql")).execute(&mut *db).await?;
        let last: Option<i64> = sqlx::query(include_str!("queries/last_signing_key.sql"))
            .fetch_one(&mut *db)
            .await?
            .try_get("id")?;
        let id = u32::try_from(last.unwrap_or(0).saturating_add(1))
            .map_err(|_| Error::internal("there are no more ids for signing keys"))?;
        for (sql, at) in [
            (include_str!("queries/drop_signing_keys.sql"), self.now),
            (include_str!("queries/retire_signing_keys.sql"), self.until),
        ] {
            sqlx::query(sql).bind(at.as_micros()).execute(&mut *db).await?;
        }
        let key = SigningKey { id, secret: self.secret };
        add(db, include_str!("queries/add_signing_key.sql"), &key, self.now).await?;
        Ok(key)
    }
}

#[async_trait]
impl KeyRows for PostgresCatalog {
    async fn signing_keys(&self, fresh: SigningKey, now: Timestamp) -> Result<Vec<SigningKey>> {
        self.link.run(First { fresh, now }).await
    }

    async fn known_signing_keys(&self, now: Timestamp) -> Result<Vec<SigningKey>> {
        self.link.run(Known { now }).await
    }

    async fn rotate_signing_keys(
        &self,
        secret: [u8; 32],
        until: Timestamp,
        now: Timestamp,
    ) -> Result<SigningKey> {
        self.link.run(Rotate { secret, until, now }).await
    }
}
