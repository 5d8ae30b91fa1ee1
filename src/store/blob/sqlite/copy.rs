//! A blob of another one's bytes: rows from rows, a few at a time, as they would be freed.

use std::sync::atomic::Ordering;

use super::{FREED_AT_ONCE, Lasting, SqliteBlobs, Write, corrupt, failure, freed, refusal, signed, taken};
use crate::domain::BlobKey;
use crate::error::Result;

/// See [`BlobStore::copy`](crate::store::blob::BlobStore::copy).
pub(super) async fn copy(store: &SqliteBlobs, from: &BlobKey, to: &BlobKey) -> Result<u64> {
    store.free_abandoned().await?;
    let source = store.find(from).await?.ok_or_else(|| corrupt("stored bytes are missing"))?;
    if store.find(to).await?.is_some() {
        return Err(taken());
    }
    let id = store.next.fetch_add(1, Ordering::Relaxed);
    let mut write = Write { store, key: to, id, done: false };
    let copied = rows(&mut write, source.id, source.size, source.row_size).await;
    drop(write);
    if copied.is_err() {
        // As of a put: its failure is not told, and what stays is on the list.
        let _ = store.free_abandoned().await;
    }
    copied
}

async fn rows(write: &mut Write<'_>, source: i64, size: u64, row_size: u64) -> Result<u64> {
    let begin = sqlx::query(include_str!("copy_begin.sql"));
    let begin = begin.bind(write.id).bind(write.key.as_str()).bind(signed(row_size)?);
    begin.execute(&mut *write.store.writer(Lasting::Later).await?).await.map_err(failure)?;
    let rows = signed(
        size.checked_div(row_size).map_or(0, |whole| whole + u64::from(!size.is_multiple_of(row_size))),
    )?;
    let mut number = 0;
    while number < rows {
        let end = rows.min(number + FREED_AT_ONCE);
        let add = sqlx::query(include_str!("copy_rows.sql"));
        let add = add.bind(source).bind(number).bind(end).bind(write.id);
        let added = add.execute(&mut *write.store.writer(Lasting::Later).await?).await.map_err(failure)?;
        match added.rows_affected() {
            0 => return Err(why_none(write).await),
            all if all == (end - number).unsigned_abs() => {}
            _ => return Err(corrupt("stored bytes are missing")),
        }
        number = end;
    }
    let finish = sqlx::query(include_str!("copy_finish.sql"));
    let finish = finish.bind(signed(size)?).bind(write.store.clock.now().as_micros()).bind(write.id);
    let finished = finish.execute(&mut *write.store.writer(Lasting::Now).await?).await.map_err(refusal)?;
    if finished.rows_affected() == 0 {
        return Err(freed());
    }
    write.done = true;
    Ok(size)
}

/// No row was copied: the copy was given up, or the source was freed.
async fn why_none(write: &Write<'_>) -> crate::error::Error {
    let alive = sqlx::query(include_str!("copy_alive.sql")).bind(write.id);
    match alive.fetch_optional(&write.store.readers).await {
        Ok(Some(_)) => corrupt("stored bytes are missing"),
        Ok(None) => freed(),
        Err(error) => failure(error),
    }
}
