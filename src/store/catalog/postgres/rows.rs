//! Reads Postgres' rows into the structs of `record`, and binds them.

use sqlx::Row as _;
use sqlx::postgres::{PgArguments, PgRow};

use super::super::record::{self, ArtifactRow, ContentRow, OwnerRow, RowName, SessionRow};
use super::fault::Outcome;
use crate::domain::{Artifact, Content, Owner, Place, Session};

/// A statement with what is bound to it.
pub(super) type Query = sqlx::query::Query<'static, sqlx::Postgres, PgArguments>;

/// The session of a row that holds one.
pub(super) fn session(row: &PgRow) -> Outcome<Session> {
    Ok(session_row(row, row.try_get("session_sandbox")?)?.read()?)
}

fn session_row(row: &PgRow, sandbox: String) -> Outcome<SessionRow> {
    Ok(SessionRow {
        uid: row.try_get("session_uid")?,
        sandbox,
        id: row.try_get("session_id")?,
        user: row.try_get("session_user")?,
        meta: row.try_get("session_meta")?,
        create_time: row.try_get("session_create_time")?,
        update_time: row.try_get("session_update_time")?,
        expire_time: row.try_get("session_expire_time")?,
        end_time: row.try_get("session_end_time")?,
        automatic: row.try_get("session_automatic")?,
        revision: row.try_get("session_revision")?,
    })
}

/// The columns that say whose a row is; a session is in the sandbox of what it holds.
pub(super) fn owner(row: &PgRow, sandbox: &str) -> Outcome<OwnerRow> {
    let has_session = row.try_get::<Option<&[u8]>, _>("session_uid")?.is_some();
    let session = if has_session { Some(session_row(row, sandbox.to_owned())?) } else { None };
    Ok(OwnerRow { scope: row.try_get("scope")?, owner: row.try_get("owner")?, session })
}

/// Whose a tombstone is; `None` if that was a session that is forgotten.
pub(super) fn tombstone_owner(row: &PgRow) -> Outcome<Option<Owner>> {
    let owner = owner(row, row.try_get("sandbox")?)?;
    if owner.scope == 0 && owner.session.is_none() {
        return Ok(None);
    }
    let id = record::artifact_id("tombstones", row.try_get("artifact")?)?;
    Ok(Some(owner.read(RowName { table: "tombstones", key: &id })?))
}

/// The artifact of a row.
pub(super) fn artifact(row: &PgRow) -> Outcome<Artifact> {
    let sandbox: String = row.try_get("sandbox")?;
    let columns = ArtifactRow {
        id: row.try_get("id")?,
        owner: owner(row, &sandbox)?,
        sandbox,
        filename: row.try_get("filename")?,
        mime: row.try_get("mime")?,
        summary: row.try_get("summary")?,
        meta: row.try_get("meta")?,
        revision: row.try_get("revision")?,
        create_time: row.try_get("create_time")?,
        update_time: row.try_get("update_time")?,
        expire_time: row.try_get("expire_time")?,
        content: content_row(row)?,
    };
    Ok(columns.read()?)
}

fn content_row(row: &PgRow) -> Outcome<ContentRow> {
    Ok(ContentRow {
        version: row.try_get("version")?,
        size: row.try_get("size")?,
        crc32c: row.try_get("crc32c")?,
        sha256: row.try_get("sha256")?,
        verified: row.try_get("verified")?,
        store: row.try_get("store")?,
        blob_key: row.try_get("blob_key")?,
        inline: row.try_get("inline")?,
    })
}

/// The content that a garbage row of this artifact keeps.
pub(super) fn replaced(row: &PgRow, key: RowName<'_>) -> Outcome<Content> {
    Ok(content_row(row)?.read(key)?)
}

/// Where a garbage or upload row says that bytes are.
pub(super) fn place(row: &PgRow, key: RowName<'_>) -> Outcome<Place> {
    Ok(record::place(key, row.try_get("store")?, row.try_get("blob_key")?, None)?)
}

/// All columns of an artifact, in the order of `insert_artifact.sql`.
pub(super) fn bind_artifact(query: Query, artifact: &Artifact) -> Query {
    let query = query
        .bind(&artifact.id.as_bytes()[..])
        .bind(artifact.sandbox.as_str())
        .bind(record::scope_code(artifact.owner.scope()))
        .bind(record::owner_code(&artifact.owner));
    let query = bind_words(query, artifact)
        .bind(record::signed(artifact.revision))
        .bind(artifact.create_time.as_micros())
        .bind(artifact.update_time.as_micros())
        .bind(artifact.expire_time.map(crate::domain::Timestamp::as_micros));
    bind_content(query, &artifact.content)
}

/// What may change of an artifact without new content, in the order of `update_artifact.sql`.
pub(super) fn bind_changed(query: Query, artifact: &Artifact) -> Query {
    bind_words(query.bind(&artifact.id.as_bytes()[..]), artifact)
        .bind(record::signed(artifact.revision))
        .bind(artifact.update_time.as_micros())
        .bind(artifact.expire_time.map(crate::domain::Timestamp::as_micros))
}

fn bind_words(query: Query, artifact: &Artifact) -> Query {
    query
        .bind(artifact.filename.as_ref().map_or("", |name| name.as_str()))
        .bind(artifact.mime.as_str())
        .bind(artifact.summary.as_str())
        .bind(artifact.meta.to_json())
}

/// The content's columns: version, size, crc32c, sha256, verified, store, blob_key, inline.
pub(super) fn bind_content(query: Query, content: &Content) -> Query {
    let row = ContentRow::of(content);
    query
        .bind(row.version)
        .bind(row.size)
        .bind(row.crc32c)
        .bind(row.sha256)
        .bind(row.verified)
        .bind(row.store)
        .bind(row.blob_key)
        .bind(row.inline)
}
