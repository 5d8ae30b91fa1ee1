//! Requests with an id: looked for before, kept with their effect.

use sqlx::{Row as _, SqliteConnection};

use super::super::record::RowName;
use super::super::{Replay, answer, verdict};
use super::fault::Outcome;
use super::rows::Query;
use crate::domain::{Answer, KeptAnswer, Repeatable, RequestKey, Timestamp};

fn about(sql: &'static str, key: &RequestKey, at: Timestamp) -> Query {
    sqlx::query(sql)
        .bind(key.id.as_bytes().to_vec())
        .bind(key.sandbox.as_str().to_owned())
        .bind(key.principal.clone())
        .bind(key.method)
        .bind(i64::from(key.item))
        .bind(at.as_micros())
}

/// What a request was answered.
pub(super) async fn find(
    db: &mut SqliteConnection,
    key: &RequestKey,
    now: Timestamp,
) -> Outcome<Option<KeptAnswer>> {
    let row = about(include_str!("queries/find_request.sql"), key, now).fetch_optional(db).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(answer::read(key.id, row.try_get("fingerprint")?, row.try_get("answer")?)?))
}

/// The fingerprint kept with any item of a request.
pub(super) async fn find_item(
    db: &mut SqliteConnection,
    key: &RequestKey,
    now: Timestamp,
) -> Outcome<Option<[u8; 32]>> {
    let row = about(include_str!("queries/find_request_item.sql"), key, now).fetch_optional(db).await?;
    let Some(row) = row else { return Ok(None) };
    let fingerprint: &[u8] = row.try_get("fingerprint")?;
    let name = RowName { table: "requests", key: &key.principal };
    Ok(Some(fingerprint.try_into().map_err(|_| name.nonsense("fingerprint"))?))
}

/// To be asked before anything is written: a request on record is not done again.
pub(super) async fn check(db: &mut SqliteConnection, replay: Option<&Replay>, now: Timestamp) -> Outcome<()> {
    let Some(Replay { key, fingerprint }) = replay else { return Ok(()) };
    match find(db, key, now).await? {
        None => Ok(()),
        Some(kept) => Err(verdict::repeated(&kept, fingerprint).into()),
    }
}

/// Keeps the answer, in the transaction of what it answers.
pub(super) async fn keep(
    db: &mut SqliteConnection,
    replay: Option<&Replay>,
    answer: impl FnOnce() -> Answer,
    now: Timestamp,
) -> Outcome<()> {
    let Some(Replay { key, fingerprint }) = replay else { return Ok(()) };
    about(include_str!("queries/keep_request.sql"), key, now.plus(Repeatable::KEPT))
        .bind(fingerprint.to_vec())
        .bind(answer::write(&answer())?)
        .execute(db)
        .await?;
    Ok(())
}
