//! Artifacts: found, made, changed, taken away.

use std::time::Duration;

use sqlx::{Row as _, SqliteConnection};

use super::super::cache::{Row, RowCache};
use super::super::record::{self, RowName, SUMS_PER_ROW};
use super::super::{ChangeArtifact, Found, NewArtifact, NewContent, Replay, verdict};
use super::fault::Outcome;
use super::writer::Job;
use super::{requests, rows, sessions, terms, upload_rows, uploads};
use crate::domain::{
    Answer, Artifact, ArtifactId, ArtifactState, BlobKey, Content, Owner, Place, Precondition, SandboxId,
    Session, Timestamp, UploadId,
};

/// What an id addresses.
pub(super) async fn find(
    db: &mut SqliteConnection,
    sandbox: &SandboxId,
    id: ArtifactId,
) -> Outcome<Option<Found>> {
    let row = sqlx::query(include_str!("queries/find.sql"))
        .bind(id.as_bytes().to_vec())
        .bind(sandbox.as_str().to_owned())
        .fetch_optional(&mut *db)
        .await?;
    match row {
        Some(row) => Ok(Some(Found::Artifact(Box::new(rows::artifact(&row)?)))),
        None => tombstone(db, sandbox, id).await,
    }
}

async fn tombstone(db: &mut SqliteConnection, sandbox: &SandboxId, id: ArtifactId) -> Outcome<Option<Found>> {
    let row = sqlx::query(include_str!("queries/find_tombstone.sql"))
        .bind(id.as_bytes().to_vec())
        .bind(sandbox.as_str().to_owned())
        .fetch_optional(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let expired_at = Timestamp::from_micros(row.try_get("expired_at")?);
    Ok(rows::tombstone_owner(&row)?.map(|owner| Found::Tombstone { owner, expired_at }))
}

/// A replaced version that still has its garbage row.
pub(super) async fn find_replaced(
    db: &mut SqliteConnection,
    sandbox: &SandboxId,
    id: ArtifactId,
    version: u64,
) -> Outcome<Option<Content>> {
    let row = sqlx::query(include_str!("queries/find_replaced.sql"))
        .bind(id.as_bytes().to_vec())
        .bind(record::signed(version))
        .bind(sandbox.as_str().to_owned())
        .fetch_optional(db)
        .await?;
    row.map(|row| rows::replaced(&row, RowName { table: "garbage", key: &id })).transpose()
}

/// The sums of some blocks of a blob.
pub(super) async fn block_sums(
    db: &mut SqliteConnection,
    key: &BlobKey,
    first: u64,
    count: u64,
) -> Outcome<Vec<u32>> {
    let end = first.saturating_add(count);
    let rows = sqlx::query(include_str!("queries/block_sums.sql"))
        .bind(key.as_str().to_owned())
        .bind(record::signed(first - first % SUMS_PER_ROW))
        .bind(record::signed(end))
        .fetch_all(db)
        .await?;
    let name = RowName { table: "block_sums", key };
    let mut sums = Vec::new();
    for row in &rows {
        let start: i64 = row.try_get("first_block")?;
        let numbered = (start..).zip(record::unpack_sums(name, row.try_get("sums")?)?);
        let wanted = record::signed(first)..record::signed(end);
        sums.extend(numbered.filter(|(block, _)| wanted.contains(block)).map(|(_, sum)| sum));
    }
    Ok(sums)
}

/// The row without inline content, for who is about to change it.
async fn find_to_change(
    db: &mut SqliteConnection,
    sandbox: &SandboxId,
    id: ArtifactId,
) -> Outcome<Option<Artifact>> {
    let row = sqlx::query(include_str!("queries/find_to_change.sql"))
        .bind(id.as_bytes().to_vec())
        .bind(sandbox.as_str().to_owned())
        .fetch_optional(db)
        .await?;
    row.as_ref().map(rows::artifact).transpose()
}

async fn check_upload(db: &mut SqliteConnection, upload: Option<UploadId>, now: Timestamp) -> Outcome<()> {
    let Some(id) = upload else { return Ok(()) };
    let row = sqlx::query(include_str!("queries/find_upload.sql"))
        .bind(id.as_bytes().to_vec())
        .bind(now.as_micros())
        .fetch_optional(db)
        .await?;
    if row.is_some() {
        return Ok(());
    }
    Err(verdict::upload_gone(id).into())
}

/// What a commit with content writes besides the artifact's row.
async fn settle(
    db: &mut SqliteConnection,
    content: &NewContent,
    artifact: &Artifact,
    now: Timestamp,
) -> Outcome<()> {
    if let Place::Blob { key, .. } = &content.place
        && content.sums.blocks.len() > 1
    {
        let mut first = 0;
        for sums in content.sums.blocks.chunks(usize::try_from(SUMS_PER_ROW).unwrap_or(usize::MAX)) {
            sqlx::query(include_str!("queries/insert_block_sums.sql"))
                .bind(key.as_str().to_owned())
                .bind(record::signed(first))
                .bind(record::pack_sums(sums))
                .execute(&mut *db)
                .await?;
            first += SUMS_PER_ROW;
        }
    }
    match content.upload {
        Some(id) if upload_rows::complete(db, id, artifact, now).await? => Ok(()),
        Some(id) => uploads::settle(db, id).await,
        None => Ok(()),
    }
}

/// Makes an artifact.
pub(super) struct Create {
    artifact: Artifact,
    content: NewContent,
    replay: Option<Replay>,
    now: Timestamp,
}

impl Create {
    /// The artifact as it will be: version 1, revision 1.
    pub(super) fn new(new: NewArtifact, content: NewContent, now: Timestamp) -> Self {
        let replay = new.replay.clone();
        let artifact = verdict::first_revision(new, &content, now);
        Self { artifact, content, replay, now }
    }

    /// Writes the row if its session is live, and reads the session: each call to the database is a way to its thread.
    async fn insert_held(&self, db: &mut SqliteConnection) -> Outcome<Session> {
        let insert = sqlx::query(include_str!("queries/insert_held_artifact.sql"));
        let found = rows::bind_artifact(insert, &self.artifact).fetch_all(db).await?;
        let live = found.first().map(|row| sessions::open(row, self.now)).transpose()?.flatten();
        live.ok_or_else(|| verdict::session_over().into())
    }
}

impl Job for Create {
    type Answer = Artifact;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<Artifact> {
        let mut artifact = self.artifact.clone();
        requests::check(db, self.replay.as_ref(), self.now).await?;
        check_upload(db, self.content.upload, self.now).await?;
        match &mut artifact.owner {
            Owner::Session(session) => **session = self.insert_held(db).await?,
            Owner::User(_) | Owner::Sandbox => {
                let insert = sqlx::query(include_str!("queries/insert_artifact.sql"));
                rows::bind_artifact(insert, &self.artifact).execute(&mut *db).await?;
            }
        }
        terms::add(db, &artifact).await?;
        settle(db, &self.content, &artifact, self.now).await?;
        requests::keep(db, self.replay.as_ref(), || answer(&artifact), self.now).await?;
        Ok(artifact)
    }

    /// What was just written is what is read next.
    fn committed(&self, artifact: &Artifact, cache: &RowCache) {
        cache.artifact_made(artifact);
    }
}

/// Makes another revision of an artifact, and another version if content comes with it.
pub(super) struct Change {
    pub(super) wanted: ChangeArtifact,
    pub(super) content: Option<NewContent>,
    pub(super) now: Timestamp,
}

impl Change {
    /// The artifact, if it may be changed now.
    async fn current(&self, db: &mut SqliteConnection) -> Outcome<Artifact> {
        let (sandbox, id) = (&self.wanted.sandbox, self.wanted.id);
        let Some(artifact) = find_to_change(db, sandbox, id).await? else {
            return Err(match tombstone(db, sandbox, id).await? {
                Some(_) => verdict::expired(id),
                None => verdict::missing(id),
            }
            .into());
        };
        verdict::may_change(&artifact, &self.wanted.precondition, self.now)?;
        Ok(artifact)
    }
}

impl Job for Change {
    type Answer = Artifact;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<Artifact> {
        let Self { wanted, content, now } = self;
        let replay = wanted.replay.as_ref();
        requests::check(db, replay, *now).await?;
        check_upload(db, content.as_ref().and_then(|content| content.upload), *now).await?;
        let mut artifact = self.current(db).await?;
        let meta = artifact.meta.clone();
        wanted.changes.apply(&mut artifact, wanted.max_ttl, *now)?;
        terms::change(db, &artifact, &meta).await?;
        let Some(content) = content else {
            let update = sqlx::query(include_str!("queries/update_artifact.sql"));
            rows::bind_changed(update, &artifact).execute(&mut *db).await?;
            requests::keep(db, replay, || answer(&artifact), *now).await?;
            return Ok(artifact);
        };
        discard(db, artifact.id, "replaced", now.plus(wanted.free_after)).await?;
        artifact.content = verdict::version_of(content, artifact.content.version + 1);
        let replace =
            rows::bind_changed(sqlx::query(include_str!("queries/replace_artifact.sql")), &artifact);
        rows::bind_content(replace, &artifact.content).execute(&mut *db).await?;
        settle(db, content, &artifact, *now).await?;
        requests::keep(db, replay, || answer(&artifact), *now).await?;
        Ok(artifact)
    }

    fn changes(&self, artifact: &Artifact) -> Vec<Row> {
        vec![Row::Artifact(artifact.id)]
    }
}

fn answer(artifact: &Artifact) -> Answer {
    Answer::Artifact(Box::new(artifact.clone()))
}

/// Makes garbage of an artifact's present content.
async fn discard(
    db: &mut SqliteConnection,
    id: ArtifactId,
    why: &'static str,
    free_after: Timestamp,
) -> Outcome<()> {
    sqlx::query(include_str!("queries/insert_garbage.sql"))
        .bind(id.as_bytes().to_vec())
        .bind(why)
        .bind(free_after.as_micros())
        .execute(db)
        .await?;
    Ok(())
}

/// Takes an artifact away.
pub(super) struct Delete {
    pub(super) sandbox: SandboxId,
    pub(super) id: ArtifactId,
    pub(super) precondition: Precondition,
    pub(super) free_after: Duration,
    pub(super) replay: Option<Replay>,
    pub(super) now: Timestamp,
}

impl Job for Delete {
    type Answer = Option<Artifact>;
    const FREES: bool = true;

    async fn run(&self, db: &mut SqliteConnection) -> Outcome<Option<Artifact>> {
        requests::check(db, self.replay.as_ref(), self.now).await?;
        let found = find_to_change(db, &self.sandbox, self.id).await?;
        let Some(artifact) = found.filter(|artifact| artifact.state(self.now) == ArtifactState::Live) else {
            return Ok(None);
        };
        self.precondition.check(&artifact.etag())?;
        match artifact.content.place {
            Place::Blob { .. } => discard(db, self.id, "deleted", self.now.plus(self.free_after)).await?,
            // It goes with its row.
            Place::Inline(_) => {}
        }
        terms::remove(db, &artifact).await?;
        let id = self.id.as_bytes().to_vec();
        sqlx::query(include_str!("queries/delete_artifact.sql")).bind(id).execute(&mut *db).await?;
        requests::keep(db, self.replay.as_ref(), || Answer::Done, self.now).await?;
        Ok(Some(artifact))
    }

    fn changes(&self, _: &Option<Artifact>) -> Vec<Row> {
        vec![Row::Artifact(self.id)]
    }
}
