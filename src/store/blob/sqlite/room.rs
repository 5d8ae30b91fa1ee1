//! What is done for room on a disk that is full: a database keeps the pages of what it freed for itself, and its log
//! keeps its size, so that nothing that is deleted here would ever make room for anybody else.
//!
//! Only then: giving pages back moves others into their places, which costs as much as writing them did.

use super::{Lasting, SqliteBlobs, failure};
use crate::error::Result;
use crate::store::reserve::Room;

/// Pages given back by one transaction: half of the reserve, since they go through the log.
const GIVE_BACK: &str = "PRAGMA incremental_vacuum(32)";

/// Empties the log, unless somebody reads from it all the time.
const EMPTY_LOG: &str = "PRAGMA wal_checkpoint(TRUNCATE)";

impl SqliteBlobs {
    /// Frees a blob also when there is no room left to write down that it is freed.
    pub(super) async fn free_by_reserve(&self, id: i64) -> Result<()> {
        self.reserve.give_up().await;
        self.free_rows(id, Lasting::OnReserve).await
    }

    /// After something was freed: if the disk has little room, gives it what is not used here.
    pub(super) async fn give_back(&self) -> Result<()> {
        let mut unused = i64::MAX;
        while self.reserve.room().await == Room::Little {
            if self.empty_log().await? && self.reserve.room().await == Room::Enough {
                break;
            }
            let before = std::mem::replace(&mut unused, self.unused_pages().await?);
            // None are left; or none are given back, as in a database that was not made for it.
            if unused == 0 || unused >= before {
                break;
            }
            self.reserve.give_up().await;
            self.run(GIVE_BACK, Lasting::OnReserve).await?;
        }
        self.reserve.take_back().await;
        Ok(())
    }

    /// Empties the log if there is room to do it; says whether there was.
    async fn empty_log(&self) -> Result<bool> {
        self.reserve.give_up().await;
        let size =
            sqlx::query_scalar(include_str!("size.sql")).fetch_one(&self.writer).await.map_err(failure)?;
        let covered = self.reserve.covers(size);
        if covered {
            self.run(EMPTY_LOG, Lasting::Now).await?;
        }
        Ok(covered)
    }

    async fn unused_pages(&self) -> Result<i64> {
        let unused = sqlx::query_scalar::<_, i64>("PRAGMA freelist_count").fetch_one(&self.writer).await;
        unused.map_err(failure)
    }

    async fn run(&self, pragma: &'static str, lasting: Lasting) -> Result<()> {
        let mut connection = self.writer(lasting).await?;
        // All rows: a pragma works as they are fetched.
        sqlx::query(pragma).fetch_all(&mut *connection).await.map(drop).map_err(failure)
    }
}
