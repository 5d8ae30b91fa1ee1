//! Reads uploads that outlive connections, and their parts.

use sqlx::postgres::PgRow;
use sqlx::{PgConnection, Row as _};

use super::super::answer;
use super::super::record::{self, RowName};
use super::super::upload_row::UploadRow;
use super::super::uploads::{KeptPart, KeptUpload, PartsOf, UploadOwners, UploadsQuery};
use super::fault::Outcome;
use super::rows;
use super::work::{Job, Way};
use crate::domain::{Part, PartsHandle, SandboxId, Scope, Timestamp, Upload, UploadId};

/// The upload of this id.
pub(super) struct Find<'a> {
    pub(super) sandbox: &'a SandboxId,
    pub(super) id: UploadId,
    pub(super) now: Timestamp,
}

impl Job for Find<'_> {
    type Answer = Option<KeptUpload>;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Option<KeptUpload>> {
        let row = sqlx::query(include_str!("queries/find_kept_upload.sql"))
            .bind(self.id.as_bytes().to_vec())
            .bind(self.now.as_micros())
            .bind(self.sandbox.as_str())
            .fetch_optional(db)
            .await?;
        row.map_or(Ok(None), |row| upload(&row))
    }
}

/// The upload, locked for who is about to change it, and the number of its next part. One whose session is forgotten is
/// not found.
pub(super) async fn to_change(
    db: &mut PgConnection,
    id: UploadId,
    now: Timestamp,
) -> Outcome<Option<(KeptUpload, u32)>> {
    let row = sqlx::query(include_str!("queries/upload_to_change.sql"))
        .bind(id.as_bytes().to_vec())
        .bind(now.as_micros())
        .fetch_optional(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let Some(kept) = upload(&row)? else { return Ok(None) };
    let name = RowName { table: "uploads", key: &id };
    let number =
        u32::try_from(row.try_get::<i64, _>("next_part")?).map_err(|_| name.nonsense("next_part"))?;
    Ok(Some((kept, number)))
}

/// The upload of a row; `None` if it is one of a session that is forgotten.
fn upload(row: &PgRow) -> Outcome<Option<KeptUpload>> {
    let sandbox: String = row.try_get("sandbox")?;
    let owner = rows::owner(row, &sandbox)?;
    if owner.scope == record::scope_code(Scope::Session) && owner.session.is_none() {
        return Ok(None);
    }
    let columns = UploadRow {
        id: row.try_get("id")?,
        kind: row.try_get("kind")?,
        state: row.try_get("state")?,
        artifact: row.try_get("artifact")?,
        sandbox,
        owner,
        goal: row.try_get("goal")?,
        declared_size: row.try_get("declared_size")?,
        declared_crc32c: row.try_get("declared_crc32c")?,
        declared_sha256: row.try_get("declared_sha256")?,
        store: row.try_get("store")?,
        blob_key: row.try_get("blob_key")?,
        handle: row.try_get("handle")?,
        part_size: row.try_get("part_size")?,
        part_doubles: row.try_get("part_doubles")?,
        part_most: row.try_get("part_most")?,
        epoch: row.try_get("epoch")?,
        persisted: row.try_get("persisted")?,
        closed: row.try_get("closed")?,
        hasher: row.try_get::<Option<Vec<u8>>, _>("hasher")?.unwrap_or_default(),
        create_time: row.try_get("create_time")?,
        update_time: row.try_get("update_time")?,
        deadline: row.try_get("deadline")?,
    };
    let kept = columns.read()?;
    let answered = row.try_get::<Option<Vec<u8>>, _>("answer")?;
    let answer = answered.map(|json| answer::read_artifact(kept.upload.id, &json)).transpose()?;
    Ok(Some(KeptUpload { answer, ..kept }))
}

/// One page of uploads that are not completed.
pub(super) struct Page<'a> {
    pub(super) query: &'a UploadsQuery,
    pub(super) now: Timestamp,
}

impl Page<'_> {
    async fn of(
        &self,
        db: &mut PgConnection,
        scope: Option<Scope>,
        owner: Option<Vec<u8>>,
    ) -> Outcome<Vec<Upload>> {
        let sql = match &owner {
            Some(_) => include_str!("queries/list_uploads_of.sql"),
            None => include_str!("queries/list_uploads.sql"),
        };
        // Below every id there is one of sixteen bytes, and above all of them one of seventeen.
        let before = self.query.after.map_or_else(|| vec![0xFF; 17], |id| id.as_bytes().to_vec());
        let mut query = sqlx::query(sql)
            .bind(self.query.sandbox.as_str())
            .bind(scope.map(record::scope_code))
            .bind(before)
            .bind(self.now.as_micros())
            .bind(i64::try_from(self.query.limit).unwrap_or(i64::MAX));
        if let Some(owner) = owner {
            query = query.bind(owner);
        }
        let rows = query.fetch_all(db).await?;
        rows.iter().filter_map(|row| upload(row).transpose()).map(|kept| Ok(kept?.upload)).collect()
    }
}

impl Job for Page<'_> {
    type Answer = Vec<Upload>;
    const WAY: Way = Way::Snapshot;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Vec<Upload>> {
        let mut found = Vec::new();
        match &self.query.owners {
            UploadOwners::Everyone(scope) => found = self.of(db, *scope, None).await?,
            UploadOwners::These(owners) => {
                for owner in owners {
                    let code = record::owner_code(owner);
                    found.extend(self.of(db, Some(owner.scope()), Some(code)).await?);
                }
            }
        }
        found.sort_by_key(|upload| std::cmp::Reverse(upload.id));
        found.truncate(self.query.limit);
        Ok(found)
    }
}

/// The parts that count.
pub(super) struct Parts(pub(super) UploadId);

impl Job for Parts {
    type Answer = Vec<KeptPart>;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Vec<KeptPart>> {
        let found = sqlx::query(include_str!("queries/parts.sql")).bind(self.0.as_bytes().to_vec());
        found.fetch_all(db).await?.iter().map(|row| part(self.0, row)).collect()
    }
}

fn part(id: UploadId, row: &PgRow) -> Outcome<KeptPart> {
    let name = RowName { table: "parts", key: &id };
    let number = u32::try_from(row.try_get::<i64, _>("number")?).map_err(|_| name.nonsense("number"))?;
    let crc32c = u32::try_from(row.try_get::<i64, _>("crc32c")?).map_err(|_| name.nonsense("crc32c"))?;
    let part = Part {
        number,
        epoch: name.count("epoch", row.try_get("epoch")?)?,
        offset: name.count("begins", row.try_get("begins")?)?,
        size: name.count("size", row.try_get("size")?)?,
        crc32c,
        tag: row.try_get("tag")?,
    };
    Ok(KeptPart { part, sums: record::unpack_sums(name, row.try_get("sums")?)? })
}

/// What the sweep asks of an upload.
pub(super) struct Handle(pub(super) UploadId);

impl Job for Handle {
    type Answer = Option<PartsOf>;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Option<PartsOf>> {
        let query = sqlx::query(include_str!("queries/upload_handle.sql")).bind(self.0.as_bytes().to_vec());
        let Some(row) = query.fetch_optional(db).await? else { return Ok(None) };
        let handle: Option<String> = row.try_get("handle")?;
        Ok(Some(PartsOf { handle: handle.map(PartsHandle::new) }))
    }
}
