//! Parts as rows: each epoch has a *segment*, whose chunks are numbered by where they begin in the content.
//!
//! Completion writes no bytes: the blob's row says that it is made of *spans* of segments, and reading looks up the span
//! and then the chunk. Chunks end at the content's block borders, so a block is read as one row unless a part ended inside
//! it.

use async_trait::async_trait;
use bytes::{Buf as _, Bytes};
use futures::future::try_join;
use sqlx::{Connection as _, Row as _, SqliteConnection, SqlitePool};

use super::rows::Rows;
use super::{Lasting, ROW_SIZE, SqliteBlobs, Whole, failure, refusal, signed, unsigned};
use crate::domain::{BLOCK_SIZE, BlobKey, Part, PartRules, PartSpot, PartsHandle, Timestamp};
use crate::error::{Error, Result};
use crate::store::blob::parts::{PartStore, WrittenPart};
use crate::store::blob::{BlobBody, BlobEntry, corrupt, freed};

/// The epoch under which a beginning is noted: writers have higher ones.
const BEGINNING: i64 = 0;

#[async_trait]
impl PartStore for SqliteBlobs {
    fn part_rules(&self) -> PartRules {
        PartRules { least: 1, most: u64::MAX, count: None }
    }

    async fn begin_parts(&self, key: &BlobKey) -> Result<PartsHandle> {
        let mut connection = self.writer(Lasting::Now).await?;
        let begin = sqlx::query(
            "INSERT INTO segments (id, key, epoch, size, modified, closed) VALUES (?, ?, ?, 0, ?, 0) \
             ON CONFLICT (key, epoch) DO NOTHING",
        );
        let begin = begin.bind(self.fresh_id()).bind(key.as_str()).bind(BEGINNING);
        begin.bind(self.clock.now().as_micros()).execute(&mut *connection).await.map_err(failure)?;
        Ok(PartsHandle::new(""))
    }

    async fn put_part(
        &self,
        key: &BlobKey,
        _handle: &PartsHandle,
        spot: PartSpot,
        body: BlobBody<'_>,
    ) -> Result<WrittenPart> {
        let segment = self.segment(key, spot.epoch).await?;
        let mut at = spot.offset;
        let mut rows = Rows::of(body);
        let mut row = rows.up_to(to_border(at)).await?;
        while !row.is_empty() && row.len() as u64 == to_border(at) {
            let next = at + row.len() as u64;
            // The next row is gathered while this one is written.
            ((), row) = try_join(self.add_chunk(segment, at, row), rows.up_to(to_border(next))).await?;
            at = next;
        }
        // The last of the source's memory goes before the disk is waited for.
        drop(rows);
        let size = at + row.len() as u64 - spot.offset;
        self.finish_part(segment, at, row, size).await?;
        Ok(WrittenPart { size, tag: String::new() })
    }

    async fn complete_parts(&self, key: &BlobKey, _handle: &PartsHandle, parts: &[Part]) -> Result<u64> {
        let wanted = parts.last().map_or(0, Part::end);
        match self.find(key).await?.map(|blob| blob.size) {
            Some(size) if size == wanted => {}
            Some(_) => return Err(corrupt("the completed blob has another size than its parts")),
            None => self.assemble(key, parts, wanted).await?,
        }
        self.free_parts(key).await?;
        Ok(wanted)
    }

    async fn abort_parts(&self, key: &BlobKey, _handle: Option<&PartsHandle>) -> Result<()> {
        self.free_parts(key).await
    }

    async fn list_parts(&self, after: Option<&str>, limit: usize) -> Result<Vec<BlobEntry>> {
        let rows = sqlx::query(
            "SELECT key, sum(size) AS size, max(modified) AS modified FROM segments \
             WHERE key > ? AND id NOT IN (SELECT segment FROM spans) GROUP BY key ORDER BY key LIMIT ?",
        );
        let rows = rows.bind(after.unwrap_or_default()).bind(i64::try_from(limit).unwrap_or(i64::MAX));
        let rows = rows.fetch_all(&self.readers).await.map_err(failure)?;
        let entries = rows.iter().map(|row| {
            let modified = Timestamp::from_micros(row.get("modified"));
            Ok(BlobEntry { key: row.get("key"), size: unsigned(row, "size")?, modified })
        });
        entries.collect()
    }
}

/// How many bytes there are from here to the next block.
fn to_border(at: u64) -> u64 {
    BLOCK_SIZE - at % BLOCK_SIZE
}

impl SqliteBlobs {
    /// The segment of this epoch, made if it is not there; none is made for what was not begun, or is over.
    async fn segment(&self, key: &BlobKey, epoch: u64) -> Result<i64> {
        let epoch = signed(epoch)?;
        let mut connection = self.writer(Lasting::Later).await?;
        let make = sqlx::query(
            "INSERT INTO segments (id, key, epoch, size, modified, closed) \
             SELECT ?, key, ?, 0, ?, 0 FROM segments WHERE key = ? AND epoch = ? AND closed = 0 \
             ON CONFLICT (key, epoch) DO NOTHING",
        );
        let make = make.bind(self.fresh_id()).bind(epoch).bind(self.clock.now().as_micros());
        make.bind(key.as_str()).bind(BEGINNING).execute(&mut *connection).await.map_err(failure)?;
        let found = sqlx::query("SELECT id FROM segments WHERE key = ? AND epoch = ? AND closed = 0");
        let found = found.bind(key.as_str()).bind(epoch).fetch_optional(&mut *connection).await;
        found.map_err(failure)?.map(|row| row.get("id")).ok_or_else(freed)
    }

    async fn add_chunk(&self, segment: i64, at: u64, bytes: Vec<u8>) -> Result<()> {
        let mut connection = self.writer(Lasting::Later).await?;
        insert_chunk(&mut connection, segment, at, bytes).await
    }

    /// Writes the last bytes, fewer than would reach the border; with them all that came before is durable.
    async fn finish_part(&self, segment: i64, at: u64, bytes: Vec<u8>, size: u64) -> Result<()> {
        let mut connection = self.writer(Lasting::Now).await?;
        let mut change = connection.begin_with("BEGIN IMMEDIATE").await.map_err(failure)?;
        if !bytes.is_empty() {
            insert_chunk(&mut change, segment, at, bytes).await?;
        }
        let count =
            sqlx::query("UPDATE segments SET size = size + ?, modified = ? WHERE id = ? AND closed = 0");
        let count = count.bind(signed(size)?).bind(self.clock.now().as_micros()).bind(segment);
        if count.execute(&mut *change).await.map_err(failure)?.rows_affected() == 0 {
            return Err(freed());
        }
        change.commit().await.map_err(failure)
    }

    /// Makes the blob's row and its spans, in one transaction that closes the segments too.
    async fn assemble(&self, key: &BlobKey, parts: &[Part], wanted: u64) -> Result<()> {
        let mut connection = self.writer(Lasting::Now).await?;
        let mut change = connection.begin_with("BEGIN IMMEDIATE").await.map_err(failure)?;
        let blob = self.fresh_id();
        let make = sqlx::query(
            "INSERT INTO blobs (id, key, state, size, row_size, modified) VALUES (?, ?, 1, ?, 0, ?)",
        );
        let make =
            make.bind(blob).bind(key.as_str()).bind(signed(wanted)?).bind(self.clock.now().as_micros());
        make.execute(&mut *change).await.map_err(refusal)?;
        for (epoch, begin, end) in runs(parts) {
            let segment = sqlx::query("SELECT id FROM segments WHERE key = ? AND epoch = ?");
            let segment = segment.bind(key.as_str()).bind(signed(epoch)?).fetch_optional(&mut *change).await;
            let Some(segment) = segment.map_err(failure)? else { return Err(missing()) };
            let segment: i64 = segment.get("id");
            let held = sqlx::query_scalar::<_, Option<i64>>(
                "SELECT sum(length(bytes)) FROM chunks WHERE blob = ? AND number >= ? AND number < ?",
            );
            let held = held.bind(segment).bind(signed(begin)?).bind(signed(end)?);
            if held.fetch_one(&mut *change).await.map_err(failure)? != Some(signed(end - begin)?) {
                return Err(missing());
            }
            let span = sqlx::query("INSERT INTO spans (blob, begin, size, segment) VALUES (?, ?, ?, ?)");
            let span = span.bind(blob).bind(signed(begin)?).bind(signed(end - begin)?).bind(segment);
            span.execute(&mut *change).await.map_err(failure)?;
        }
        let close = sqlx::query("UPDATE segments SET closed = 1 WHERE key = ?");
        close.bind(key.as_str()).execute(&mut *change).await.map_err(failure)?;
        change.commit().await.map_err(failure)
    }

    /// Frees what was written of a key in parts and is no part of a blob.
    async fn free_parts(&self, key: &BlobKey) -> Result<()> {
        let mut connection = self.writer(Lasting::Later).await?;
        let close = sqlx::query("UPDATE segments SET closed = 1 WHERE key = ? AND closed = 0");
        close.bind(key.as_str()).execute(&mut *connection).await.map_err(failure)?;
        drop(connection);
        let of_key = sqlx::query(
            "SELECT s.id, max(p.begin + p.size) AS used FROM segments AS s LEFT JOIN spans AS p ON p.segment = s.id \
             WHERE s.key = ? GROUP BY s.id",
        );
        for row in of_key.bind(key.as_str()).fetch_all(&self.readers).await.map_err(failure)? {
            match row.get::<Option<i64>, _>("used") {
                None => self.free_segment(row.get("id")).await?,
                Some(used) => self.free_behind(row.get("id"), used).await?,
            }
        }
        Ok(())
    }

    async fn free_segment(&self, segment: i64) -> Result<()> {
        self.free(segment).await?;
        let mut connection = self.writer(Lasting::Later).await?;
        let forget = sqlx::query("DELETE FROM segments WHERE id = ?").bind(segment);
        forget.execute(&mut *connection).await.map(drop).map_err(failure)
    }

    /// Frees the chunks that came behind what counted: fewer than one part has.
    async fn free_behind(&self, segment: i64, used: i64) -> Result<()> {
        let mut connection = self.writer(Lasting::Later).await?;
        let free = sqlx::query("DELETE FROM chunks WHERE blob = ? AND number >= ?").bind(segment).bind(used);
        free.execute(&mut *connection).await.map(drop).map_err(failure)
    }

    /// Frees a blob and the segments that it is made of; it is invisible from the first step on.
    pub(super) async fn free_whole(&self, blob: i64) -> Result<()> {
        let segments = sqlx::query("SELECT DISTINCT segment FROM spans WHERE blob = ?").bind(blob);
        let segments = segments.fetch_all(&self.readers).await.map_err(failure)?;
        if segments.is_empty() {
            return self.free(blob).await;
        }
        self.hide(blob).await?;
        for row in segments {
            self.free_segment(row.get("segment")).await?;
        }
        let mut connection = self.writer(Lasting::Later).await?;
        let forget = sqlx::query("DELETE FROM spans WHERE blob = ?").bind(blob);
        forget.execute(&mut *connection).await.map_err(failure)?;
        drop(connection);
        self.free(blob).await
    }
}

impl Whole {
    /// What one chunk gives of the bytes from `at` to `end`, of a blob that came in parts.
    pub(super) async fn piece_of_part(&self, readers: &SqlitePool, at: u64, end: u64) -> Result<Bytes> {
        let found = sqlx::query(
            "SELECT c.number, c.bytes, p.begin + p.size AS span_end FROM spans AS p JOIN chunks AS c ON c.blob = p.segment \
             WHERE p.blob = ?1 AND p.begin = (SELECT max(begin) FROM spans WHERE blob = ?1 AND begin <= ?2) \
               AND c.number <= ?2 ORDER BY c.number DESC LIMIT 1",
        );
        let found = found.bind(self.id).bind(signed(at)?).fetch_optional(readers).await.map_err(failure)?;
        let Some(row) = found else { return Err(self.missing(readers).await) };
        let (begin, end) = (unsigned(&row, "number")?, end.min(unsigned(&row, "span_end")?));
        let mut bytes = Bytes::from(row.get::<Vec<u8>, _>("bytes"));
        let room = |length| usize::try_from(length).unwrap_or(usize::MAX);
        if begin + bytes.len() as u64 <= at || end <= at {
            return Err(self.missing(readers).await);
        }
        bytes.truncate(room(end - begin));
        bytes.advance(room(at - begin));
        Ok(bytes)
    }
}

async fn insert_chunk(db: &mut SqliteConnection, segment: i64, at: u64, bytes: Vec<u8>) -> Result<()> {
    debug_assert!(i64::try_from(bytes.len()).is_ok_and(|size| size <= ROW_SIZE));
    let add = sqlx::query(
        "INSERT INTO chunks (blob, number, bytes) SELECT id, ?, ? FROM segments WHERE id = ? AND closed = 0",
    );
    let added = add.bind(signed(at)?).bind(bytes).bind(segment).execute(db).await.map_err(failure)?;
    if added.rows_affected() == 0 { Err(freed()) } else { Ok(()) }
}

/// Epoch, begin and end of parts of one epoch that lie one behind the other.
fn runs(parts: &[Part]) -> Vec<(u64, u64, u64)> {
    let mut runs: Vec<(u64, u64, u64)> = Vec::new();
    for part in parts {
        match runs.last_mut() {
            Some((epoch, _, end)) if *epoch == part.epoch && *end == part.offset => *end = part.end(),
            Some(_) | None => runs.push((part.epoch, part.offset, part.end())),
        }
    }
    runs
}

fn missing() -> Error {
    corrupt("a part that was stored is missing")
}
