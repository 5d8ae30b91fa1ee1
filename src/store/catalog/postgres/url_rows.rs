//! What comes to the signed URLs of an upload, part by part or whole.

use sqlx::PgConnection;

use super::super::record;
use super::super::uploads::{KeptPart, WholePut};
use super::fault::Outcome;
use super::upload_rows::{active, forget_parts, held, write_part};
use super::work::{Job, Way};
use crate::domain::{Part, PartsHandle, Timestamp, UploadId};

pub(super) struct ClaimUrlPart {
    pub(super) id: UploadId,
    pub(super) deadline: Timestamp,
    pub(super) now: Timestamp,
}

impl Job for ClaimUrlPart {
    type Answer = u64;
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<u64> {
        let (kept, _) = active(db, self.id, self.now).await?;
        sqlx::query(include_str!("queries/claim_url_part.sql"))
            .bind(self.id.as_bytes().to_vec())
            .bind(self.now.as_micros())
            .bind(kept.upload.deadline.max(self.deadline).as_micros())
            .execute(db)
            .await?;
        Ok(kept.upload.epoch + 1)
    }
}

pub(super) struct RecordUrlPart<'a> {
    pub(super) id: UploadId,
    pub(super) part: &'a KeptPart,
    pub(super) now: Timestamp,
}

impl Job for RecordUrlPart<'_> {
    type Answer = ();
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<()> {
        active(db, self.id, self.now).await?;
        write_part(&mut *db, include_str!("queries/put_url_part.sql"), self.id, self.part).await?;
        put_whole(db, self.id, 0, None, None, self.now).await
    }
}

pub(super) struct RecordWhole<'a> {
    pub(super) whole: &'a WholePut,
    pub(super) now: Timestamp,
}

impl Job for RecordWhole<'_> {
    type Answer = ();
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<()> {
        let WholePut { upload: id, epoch, parts, hasher, size, handle } = self.whole;
        held(db, *id, *epoch, self.now).await?;
        forget_parts(db, *id).await?;
        let numbers =
            |number: fn(&Part) -> i64| parts.iter().map(|kept| number(&kept.part)).collect::<Vec<_>>();
        sqlx::query(include_str!("queries/insert_parts.sql"))
            .bind(id.as_bytes().to_vec())
            .bind(numbers(|part| i64::from(part.number)))
            .bind(numbers(|part| record::signed(part.epoch)))
            .bind(numbers(|part| record::signed(part.offset)))
            .bind(numbers(|part| record::signed(part.size)))
            .bind(numbers(|part| i64::from(part.crc32c)))
            .bind(parts.iter().map(|kept| kept.part.tag.clone()).collect::<Vec<_>>())
            .bind(parts.iter().map(|kept| record::pack_sums(&kept.sums)).collect::<Vec<_>>())
            .execute(&mut *db)
            .await?;
        put_whole(db, *id, *size, Some(hasher), handle.as_ref(), self.now).await
    }
}

/// Notes that what is recorded was put whole, or, without a hasher, that it was not.
async fn put_whole(
    db: &mut PgConnection,
    id: UploadId,
    size: u64,
    hasher: Option<&Vec<u8>>,
    handle: Option<&PartsHandle>,
    now: Timestamp,
) -> Outcome<()> {
    sqlx::query(include_str!("queries/put_url_whole.sql"))
        .bind(id.as_bytes().to_vec())
        .bind(record::signed(size))
        .bind(hasher)
        .bind(hasher.is_some())
        .bind(now.as_micros())
        .bind(handle.map(PartsHandle::as_str))
        .execute(db)
        .await?;
    Ok(())
}
