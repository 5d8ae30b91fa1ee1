//! Requests with an id: looked for before, kept with their effect.

use sqlx::{PgConnection, Row as _};

use super::super::record::RowName;
use super::super::{Replay, answer, verdict};
use super::fault::Outcome;
use super::rows::Query;
use super::work::{Job, Way};
use crate::domain::{Answer, KeptAnswer, Repeatable, RequestKey, Timestamp};
use crate::error::ErrorKind;

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
pub(super) struct Find<'a> {
    pub(super) key: &'a RequestKey,
    pub(super) now: Timestamp,
}

impl Job for Find<'_> {
    type Answer = Option<KeptAnswer>;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Option<KeptAnswer>> {
        find(db, self.key, self.now).await
    }
}

async fn find(db: &mut PgConnection, key: &RequestKey, now: Timestamp) -> Outcome<Option<KeptAnswer>> {
    let row = about(include_str!("queries/find_request.sql"), key, now).fetch_optional(db).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(answer::read(key.id, row.try_get("fingerprint")?, row.try_get("answer")?)?))
}

/// The fingerprint kept with any item of a request.
pub(super) struct FindItem<'a> {
    pub(super) key: &'a RequestKey,
    pub(super) now: Timestamp,
}

impl Job for FindItem<'_> {
    type Answer = Option<[u8; 32]>;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Option<[u8; 32]>> {
        let find = about(include_str!("queries/find_request_item.sql"), self.key, self.now);
        let Some(row) = find.fetch_optional(db).await? else { return Ok(None) };
        let fingerprint: &[u8] = row.try_get("fingerprint")?;
        let name = RowName { table: "requests", key: &self.key.principal };
        Ok(Some(fingerprint.try_into().map_err(|_| name.nonsense("fingerprint"))?))
    }
}

/// To be asked before anything is done: a request on record is not done again.
pub(super) async fn check(db: &mut PgConnection, replay: Option<&Replay>, now: Timestamp) -> Outcome<()> {
    let Some(Replay { key, fingerprint }) = replay else { return Ok(()) };
    match find(db, key, now).await? {
        None => Ok(()),
        Some(kept) => Err(verdict::repeated(&kept, fingerprint).into()),
    }
}

/// Keeps the answer, in the transaction of what it answers. The same request may have ended elsewhere since it was
/// looked for: then this one is refused, and all that it did with it.
pub(super) async fn keep(
    db: &mut PgConnection,
    replay: Option<&Replay>,
    answer: impl FnOnce() -> Answer,
    now: Timestamp,
) -> Outcome<()> {
    let Some(Replay { key, fingerprint }) = replay else { return Ok(()) };
    let kept = about(include_str!("queries/keep_request.sql"), key, now.plus(Repeatable::KEPT))
        .bind(fingerprint.to_vec())
        .bind(answer::write(&answer())?)
        .bind(now.as_micros())
        .execute(&mut *db)
        .await?;
    if kept.rows_affected() > 0 {
        return Ok(());
    }
    check(db, replay, now).await?;
    Err(ErrorKind::RequestInProgress.error("a call with this request_id is under way").into())
}
