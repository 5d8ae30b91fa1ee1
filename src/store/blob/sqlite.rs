//! Blobs as rows of an SQLite database of their own: one file to back up, where files by the million are unwelcome.
//!
//! A blob is a row that says what it is and rows of [`ROW`] bytes that hold it. They are written in transactions of one
//! row, so that memory and the write lock are held for one row only; the last one makes the blob *whole*, and nobody
//! sees it before. Only that last one waits for the disk: it syncs the write-ahead log, and with it all that came
//! before in that log.
//!
//! There is one connection that writes, since SQLite has one writer at a time and its own waiting is by polling.
//!
//! Long because: all statements over the two tables stand in one file, so that their states can be read together.

mod copy;
mod failure;
mod parts;
mod room;
mod rows;

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use bytes::{Buf as _, Bytes};
use futures::future::try_join;
use futures::{StreamExt as _, stream};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{
    SqliteAutoVacuum, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Connection as _, Row as _, Sqlite, SqliteConnection};

use self::failure::{failure, refusal};
use self::rows::Rows;
use super::{
    BlobBody, BlobBytes, BlobEntry, BlobStore, Presigner, corrupt, freed, make_durably, taken, unavailable,
};
use crate::clock::Clock;
use crate::domain::{BLOCK_SIZE, BlobKey, ResolvedRange, Timestamp};
use crate::error::{Error, ErrorKind, Result};
use crate::store::reserve::Reserve;

/// How many bytes one row holds: a block. Rows of a quarter of that were measured to be a third slower to write and half
/// as fast to read. A blob remembers what it was when it was written.
const ROW: usize = 1 << 20;
/// [`ROW`], as SQLite counts.
const ROW_SIZE: i64 = 1 << 20;
const _: () = assert!(ROW as u64 == BLOCK_SIZE);

/// Connections that read, beside the one that writes.
const READERS: u32 = 4;

/// A page four times SQLite's own: a row is a chain of pages, and fewer are cheaper to follow.
const PAGE: u32 = 16 << 10;

/// Rows that one transaction frees: other writers wait for that long.
const FREED_AT_ONCE: i64 = 16;

/// The version of the tables, as the database remembers it.
const VERSION: i64 = 2;

const SCHEMA: &str = include_str!("sqlite/schema.sql");
/// From version 1 to 2: blobs in parts.
const PARTS_SCHEMA: &str = include_str!("sqlite/parts.sql");

/// Does a transaction last when it is answered, or when a later one is that does?
#[derive(Debug, Clone, Copy)]
enum Lasting {
    Now,
    Later,
    /// As later, and the log is not copied into the database: that would take the room that was given up.
    OnReserve,
}

/// See the module's head.
pub(super) struct SqliteBlobs {
    writer: SqlitePool,
    readers: SqlitePool,
    clock: Arc<dyn Clock>,
    /// Ids of this process are from here on, `IDS` of them.
    first: i64,
    next: AtomicI64,
    /// Writes that nobody waits for any more. Freeing takes awaiting, so later calls do it.
    abandoned: Mutex<Vec<i64>>,
    reserve: Reserve,
}

/// How many ids a process has: their upper bits are its nonce.
const IDS: i64 = 1 << 32;

impl SqliteBlobs {
    /// Opens the database; its file and folder are made if they are not there.
    pub(super) async fn open(path: &Path, nonce: u64, clock: Arc<dyn Clock>) -> Result<Self> {
        if let Some(parent) = path.parent() {
            let parent = parent.to_owned();
            let made = tokio::task::spawn_blocking(move || make_durably(&parent)).await;
            made.map_err(unavailable)?.map_err(unavailable)?;
        }
        let reserve = Reserve::beside(path).await;
        let fresh = !path.exists();
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .page_size(PAGE)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let pool = |connections| SqlitePoolOptions::new().max_connections(connections);
        // Said when it is made, or never: so that a full disk can be given its room back.
        let vacuum = options.clone().auto_vacuum(SqliteAutoVacuum::Incremental);
        let first_of_all = if fresh { &vacuum } else { &options };
        prepare(first_of_all.connect().await.map_err(failure)?).await?;
        let writer = pool(1).connect_with(options.clone()).await.map_err(failure)?;
        let readers = pool(READERS).connect_with(options.read_only(true)).await.map_err(failure)?;
        let first = i64::try_from(nonce >> 1).unwrap_or(0) / IDS * IDS;
        let (next, abandoned) = (AtomicI64::new(first), Mutex::default());
        reserve.take_back().await;
        Ok(Self { writer, readers, clock, first, next, abandoned, reserve })
    }

    /// The connection that writes; the log is copied into the database whenever it has 256 pages, about 4 MiB. Its
    /// mode is set each time: whoever had it before may have been dropped at any point.
    async fn writer(&self, lasting: Lasting) -> Result<PoolConnection<Sqlite>> {
        let mut connection = self.writer.acquire().await.map_err(failure)?;
        // On a full disk SQLite rolls back by itself, and sqlx, whose own rollback then fails, thinks for ever that the
        // transaction goes on.
        if connection.is_in_transaction() {
            connection.close().await.map_err(failure)?;
            connection = self.writer.acquire().await.map_err(failure)?;
        }
        let mode = match lasting {
            Lasting::Now => "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 256",
            Lasting::Later => "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 256",
            Lasting::OnReserve => "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0",
        };
        sqlx::query(mode).execute(&mut *connection).await.map_err(failure)?;
        Ok(connection)
    }

    fn abandoned(&self) -> MutexGuard<'_, Vec<i64>> {
        // A change is one call, so a panic elsewhere leaves no half of one.
        self.abandoned.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Frees what dropped and failed writes of this process left.
    async fn free_abandoned(&self) -> Result<()> {
        loop {
            // On the list until it is gone: this future may be dropped too.
            let Some(id) = self.abandoned().last().copied() else {
                return Ok(());
            };
            self.free(id).await?;
            self.abandoned().retain(|&other| other != id);
        }
    }

    /// Frees a blob in any state, even on a full disk.
    async fn free(&self, id: i64) -> Result<()> {
        match self.free_rows(id, Lasting::Later).await {
            Err(error) if error.kind() == ErrorKind::StorageFull => self.free_by_reserve(id).await?,
            done => done?,
        }
        // It is freed; whether others profit from that is another matter.
        if let Err(error) = self.give_back().await {
            tracing::warn!(?error, "a full disk was not given back what was freed");
        }
        Ok(())
    }

    /// Frees a blob in any state, in steps; invisible from the first on, and nobody adds to it any more.
    async fn free_rows(&self, id: i64, lasting: Lasting) -> Result<()> {
        self.hide_by(id, lasting).await?;
        loop {
            let mut connection = self.writer(lasting).await?;
            let free = sqlx::query(
                "DELETE FROM chunks WHERE rowid IN (SELECT rowid FROM chunks WHERE blob = ? LIMIT ?)",
            );
            let freed = free.bind(id).bind(FREED_AT_ONCE).execute(&mut *connection).await.map_err(failure)?;
            if freed.rows_affected() == 0 {
                let forget = sqlx::query("DELETE FROM blobs WHERE id = ?").bind(id);
                return forget.execute(&mut *connection).await.map(drop).map_err(failure);
            }
        }
    }

    /// Nobody sees it any more, nor adds to it.
    async fn hide(&self, id: i64) -> Result<()> {
        match self.hide_by(id, Lasting::Later).await {
            Err(error) if error.kind() == ErrorKind::StorageFull => {
                self.reserve.give_up().await;
                self.hide_by(id, Lasting::OnReserve).await
            }
            done => done,
        }
    }

    async fn hide_by(&self, id: i64, lasting: Lasting) -> Result<()> {
        let mut connection = self.writer(lasting).await?;
        let hide = sqlx::query("UPDATE blobs SET state = 2 WHERE id = ?").bind(id);
        hide.execute(&mut *connection).await.map(drop).map_err(failure)
    }

    /// An id of this process that nothing had before.
    fn fresh_id(&self) -> i64 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// A whole blob.
    async fn find(&self, key: &BlobKey) -> Result<Option<Whole>> {
        let found = sqlx::query("SELECT id, size, row_size FROM blobs WHERE key = ? AND state = 1")
            .bind(key.as_str())
            .fetch_optional(&self.readers)
            .await
            .map_err(failure)?;
        let Some(row) = found else { return Ok(None) };
        if self.abandoned().contains(&row.get("id")) {
            // Its last transaction came through after its future was dropped: it was answered to nobody.
            return Ok(None);
        }
        Ok(Some(Whole {
            id: row.get("id"),
            size: unsigned(&row, "size")?,
            row_size: unsigned(&row, "row_size")?,
        }))
    }
}

/// A new database gets its tables, an old one must have the tables that we know.
async fn prepare(mut connection: SqliteConnection) -> Result<()> {
    let mut change = connection.begin_with("BEGIN IMMEDIATE").await.map_err(failure)?;
    let found = sqlx::query("PRAGMA user_version").fetch_one(&mut *change).await.map_err(failure)?;
    let steps: &[&str] = match found.get::<i64, _>(0) {
        VERSION => &[],
        1 => &[PARTS_SCHEMA],
        0 => &[SCHEMA, PARTS_SCHEMA],
        _ => {
            return Err(unavailable("the blob database is of a version that this program does not know"));
        }
    };
    for step in steps {
        sqlx::raw_sql(*step).execute(&mut *change).await.map_err(failure)?;
    }
    change.commit().await.map_err(failure)?;
    connection.close().await.map_err(failure)
}

#[async_trait]
impl BlobStore for SqliteBlobs {
    async fn put(&self, key: &BlobKey, body: BlobBody<'_>, _size: Option<u64>) -> Result<u64> {
        self.free_abandoned().await?;
        // Refused before its bytes are taken; the index refuses it for certain.
        if self.find(key).await?.is_some() {
            return Err(taken());
        }
        let write = Write { store: self, key, id: self.fresh_id(), done: false };
        let written = write.all(body).await;
        if written.is_err() {
            // Its failure is not told: the first one is, and what stays is on the list.
            let _ = self.free_abandoned().await;
        }
        written
    }

    async fn copy(&self, from: &BlobKey, to: &BlobKey) -> Result<u64> {
        copy::copy(self, from, to).await
    }

    async fn get(&self, key: &BlobKey, range: ResolvedRange) -> Result<BlobBytes> {
        let blob = self.find(key).await?.ok_or_else(|| corrupt("stored bytes are missing"))?;
        if blob.size < range.end() {
            return Err(corrupt("stored bytes are fewer than they should be"));
        }
        let readers = self.readers.clone();
        let pieces = stream::try_unfold(range.offset, move |at| {
            let (blob, readers) = (blob.clone(), readers.clone());
            async move {
                if at >= range.end() {
                    return Ok(None);
                }
                let piece = match blob.row_size {
                    0 => blob.piece_of_part(&readers, at, range.end()).await?,
                    _ => blob.piece(&readers, at, range.end()).await?,
                };
                let next = at + piece.len() as u64;
                Ok(Some((piece, next)))
            }
        });
        Ok(pieces.boxed())
    }

    async fn size_of(&self, key: &BlobKey) -> Result<Option<u64>> {
        Ok(self.find(key).await?.map(|blob| blob.size))
    }

    async fn delete(&self, key: &BlobKey) -> Result<()> {
        self.free_abandoned().await?;
        let of_key = sqlx::query("SELECT id FROM blobs WHERE key = ?").bind(key.as_str());
        for row in of_key.fetch_all(&self.readers).await.map_err(failure)? {
            self.free_whole(row.get("id")).await?;
        }
        Ok(())
    }

    async fn list(&self, after: Option<&str>, limit: usize) -> Result<Vec<BlobEntry>> {
        // Among them may be one that became whole after its future was dropped.
        self.free_abandoned().await?;
        // No key is empty, so behind the empty one are all.
        let rows = sqlx::query(
            "SELECT key, size, modified FROM blobs WHERE state = 1 AND key > ? ORDER BY key LIMIT ?",
        );
        let rows = rows.bind(after.unwrap_or_default()).bind(i64::try_from(limit).unwrap_or(i64::MAX));
        let rows = rows.fetch_all(&self.readers).await.map_err(failure)?;
        let entries = rows.iter().map(|row| {
            let modified = Timestamp::from_micros(row.get("modified"));
            Ok(BlobEntry { key: row.get("key"), size: unsigned(row, "size")?, modified })
        });
        entries.collect()
    }

    async fn mark(&self, mark: &str) -> Result<String> {
        let mut connection = self.writer(Lasting::Now).await?;
        let add = sqlx::query("INSERT INTO mark (only, catalog) VALUES (1, ?) ON CONFLICT (only) DO NOTHING");
        add.bind(mark).execute(&mut *connection).await.map_err(failure)?;
        let kept =
            sqlx::query("SELECT catalog FROM mark").fetch_one(&mut *connection).await.map_err(failure)?;
        Ok(kept.get("catalog"))
    }

    async fn sweep_staging(&self) -> Result<u64> {
        let unfinished =
            sqlx::query("SELECT id FROM blobs WHERE state = 2 OR (state = 0 AND (id < ? OR id >= ?))");
        let unfinished = unfinished.bind(self.first).bind(self.first.saturating_add(IDS));
        let mut freed = 0;
        for row in unfinished.fetch_all(&self.readers).await.map_err(failure)? {
            self.free_whole(row.get("id")).await?;
            freed += 1;
        }
        Ok(freed)
    }

    fn presigner(&self) -> Option<&dyn Presigner> {
        None
    }

    async fn check(&self) -> Result<()> {
        let any = sqlx::query("SELECT id FROM blobs LIMIT 1").fetch_optional(&self.readers);
        any.await.map(drop).map_err(failure)
    }

    fn outlives_process(&self) -> bool {
        true
    }

    fn provider(&self) -> &'static str {
        "sqlite"
    }
}

/// A blob that can be read.
#[derive(Debug, Clone)]
struct Whole {
    id: i64,
    size: u64,
    row_size: u64,
}

impl Whole {
    /// What one row gives of the bytes from `at` to `end`. Rows go by the blob's id, so a key that is freed and used
    /// again never gives bytes of both.
    async fn piece(&self, readers: &SqlitePool, at: u64, end: u64) -> Result<Bytes> {
        let number =
            at.checked_div(self.row_size).ok_or_else(|| corrupt("a stored blob has rows of no size"))?;
        let begin = number * self.row_size;
        let row = sqlx::query("SELECT bytes FROM chunks WHERE blob = ? AND number = ?")
            .bind(self.id)
            .bind(signed(number)?)
            .fetch_optional(readers)
            .await
            .map_err(failure)?;
        let Some(row) = row else {
            return Err(self.missing(readers).await);
        };
        let mut bytes = Bytes::from(row.get::<Vec<u8>, _>("bytes"));
        if bytes.len() as u64 != self.row_size.min(self.size - begin) {
            return Err(corrupt("stored bytes are fewer than they should be"));
        }
        let room = |length| usize::try_from(length).unwrap_or(usize::MAX);
        bytes.truncate(room(end - begin));
        bytes.advance(room(at - begin));
        Ok(bytes)
    }

    /// Why a row is not there.
    async fn missing(&self, readers: &SqlitePool) -> Error {
        let whole = sqlx::query("SELECT id FROM blobs WHERE id = ? AND state = 1").bind(self.id);
        match whole.fetch_optional(readers).await {
            Ok(Some(_)) => corrupt("stored bytes are missing"),
            Ok(None) => ErrorKind::VersionGone.error("the bytes were freed while they were read"),
            Err(error) => failure(error),
        }
    }
}

/// One write. If it ends in any way but a good one, what it left is put on the list.
struct Write<'a> {
    store: &'a SqliteBlobs,
    key: &'a BlobKey,
    id: i64,
    done: bool,
}

impl Write<'_> {
    async fn all(mut self, body: BlobBody<'_>) -> Result<u64> {
        let mut rows = Rows::of(body);
        let mut row = rows.next().await?;
        let mut number = 0;
        while row.len() == ROW {
            // The next row is gathered while this one is written.
            ((), row) = try_join(self.add(number, row), rows.next()).await?;
            number += 1;
        }
        // The last of the source's memory goes before the disk is waited for.
        drop(rows);
        self.finish(number, row).await
    }

    async fn add(&self, number: i64, bytes: Vec<u8>) -> Result<()> {
        let mut connection = self.store.writer(Lasting::Later).await?;
        let mut change = connection.begin_with("BEGIN IMMEDIATE").await.map_err(failure)?;
        if number == 0 {
            self.begin(&mut change).await?;
        }
        self.add_row(&mut change, number, bytes).await?;
        change.commit().await.map_err(failure)
    }

    /// Writes the last bytes, fewer than a row, and makes the blob whole; of a small blob that is all there is to do.
    async fn finish(&mut self, rows: i64, bytes: Vec<u8>) -> Result<u64> {
        let size = rows.saturating_mul(ROW_SIZE) + signed(bytes.len() as u64)?;
        let mut connection = self.store.writer(Lasting::Now).await?;
        let mut change = connection.begin_with("BEGIN IMMEDIATE").await.map_err(failure)?;
        if rows == 0 {
            self.begin(&mut change).await?;
        }
        if !bytes.is_empty() {
            self.add_row(&mut change, rows, bytes).await?;
        }
        let finish =
            sqlx::query("UPDATE blobs SET state = 1, size = ?, modified = ? WHERE id = ? AND state = 0");
        let finish = finish.bind(size).bind(self.store.clock.now().as_micros()).bind(self.id);
        if finish.execute(&mut *change).await.map_err(refusal)?.rows_affected() == 0 {
            return Err(freed());
        }
        change.commit().await.map_err(failure)?;
        self.done = true;
        u64::try_from(size).map_err(unavailable)
    }

    async fn begin(&self, change: &mut SqliteConnection) -> Result<()> {
        let begin = sqlx::query(
            "INSERT INTO blobs (id, key, state, size, row_size, modified) VALUES (?, ?, 0, 0, ?, 0)",
        );
        let begin = begin.bind(self.id).bind(self.key.as_str()).bind(ROW_SIZE);
        begin.execute(change).await.map(drop).map_err(failure)
    }

    /// Adds a row, unless the blob is being freed.
    async fn add_row(&self, change: &mut SqliteConnection, number: i64, bytes: Vec<u8>) -> Result<()> {
        let add = sqlx::query(
            "INSERT INTO chunks (blob, number, bytes) SELECT id, ?, ? FROM blobs WHERE id = ? AND state = 0",
        );
        let added = add.bind(number).bind(bytes).bind(self.id).execute(change).await.map_err(failure)?;
        if added.rows_affected() == 0 { Err(freed()) } else { Ok(()) }
    }
}

impl Drop for Write<'_> {
    fn drop(&mut self) {
        if !self.done {
            self.store.abandoned().push(self.id);
        }
    }
}

fn unsigned(row: &sqlx::sqlite::SqliteRow, column: &str) -> Result<u64> {
    u64::try_from(row.get::<i64, _>(column)).map_err(|_| corrupt("a stored blob has a size below nothing"))
}

fn signed(value: u64) -> Result<i64> {
    i64::try_from(value)
        .map_err(|_| ErrorKind::SizeLimit.error("the content is larger than SQLite can count"))
}
