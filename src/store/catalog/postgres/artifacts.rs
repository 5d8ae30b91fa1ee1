//! Artifacts: found, made, changed, taken away.

use std::time::Duration;

use sqlx::{PgConnection, Row as _};

use super::super::record::{self, RowName, SUMS_PER_ROW};
use super::super::{ChangeArtifact, Found, NewArtifact, NewContent, Replay, verdict};
use super::fault::Outcome;
use super::work::{Job, Way};
use super::{requests, rows, sessions, terms, uploads};
use crate::domain::{
    Answer, Artifact, ArtifactId, ArtifactState, BlobKey, Content, Owner, Place, Precondition, SandboxId,
    Timestamp,
};

/// What an id addresses.
pub(super) struct Find<'a> {
    pub(super) sandbox: &'a SandboxId,
    pub(super) id: ArtifactId,
}

impl Job for Find<'_> {
    type Answer = Option<Found>;
    /// A tombstone is written with the artifact's end, so who finds no artifact finds it.
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Option<Found>> {
        let row = sqlx::query(include_str!("queries/find.sql"))
            .bind(self.id.as_bytes().to_vec())
            .bind(self.sandbox.as_str())
            .fetch_optional(&mut *db)
            .await?;
        match row {
            Some(row) => Ok(Some(Found::Artifact(Box::new(rows::artifact(&row)?)))),
            None => tombstone(db, self.sandbox, self.id).await,
        }
    }
}

async fn tombstone(db: &mut PgConnection, sandbox: &SandboxId, id: ArtifactId) -> Outcome<Option<Found>> {
    let row = sqlx::query(include_str!("queries/find_tombstone.sql"))
        .bind(id.as_bytes().to_vec())
        .bind(sandbox.as_str())
        .fetch_optional(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let expired_at = Timestamp::from_micros(row.try_get("expired_at")?);
    Ok(rows::tombstone_owner(&row)?.map(|owner| Found::Tombstone { owner, expired_at }))
}

/// A replaced version that still has its garbage row.
pub(super) struct FindReplaced<'a> {
    pub(super) sandbox: &'a SandboxId,
    pub(super) id: ArtifactId,
    pub(super) version: u64,
}

impl Job for FindReplaced<'_> {
    type Answer = Option<Content>;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Option<Content>> {
        let row = sqlx::query(include_str!("queries/find_replaced.sql"))
            .bind(self.id.as_bytes().to_vec())
            .bind(record::signed(self.version))
            .bind(self.sandbox.as_str())
            .fetch_optional(db)
            .await?;
        row.map(|row| rows::replaced(&row, RowName { table: "garbage", key: &self.id })).transpose()
    }
}

/// The sums of some blocks of a blob.
pub(super) struct BlockSums<'a> {
    pub(super) key: &'a BlobKey,
    pub(super) first: u64,
    pub(super) count: u64,
}

impl Job for BlockSums<'_> {
    type Answer = Vec<u32>;
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Vec<u32>> {
        let (first, end) = (self.first, self.first.saturating_add(self.count));
        let rows = sqlx::query(include_str!("queries/block_sums.sql"))
            .bind(self.key.as_str())
            .bind(record::signed(first - first % SUMS_PER_ROW))
            .bind(record::signed(end))
            .fetch_all(db)
            .await?;
        let name = RowName { table: "block_sums", key: self.key };
        let mut sums = Vec::new();
        for row in &rows {
            let start: i64 = row.try_get("first_block")?;
            let numbered = (start..).zip(record::unpack_sums(name, row.try_get("sums")?)?);
            let wanted = record::signed(first)..record::signed(end);
            sums.extend(numbered.filter(|(block, _)| wanted.contains(block)).map(|(_, sum)| sum));
        }
        Ok(sums)
    }
}

/// The row without inline content, locked for who is about to change it.
async fn find_to_change(
    db: &mut PgConnection,
    sandbox: &SandboxId,
    id: ArtifactId,
) -> Outcome<Option<Artifact>> {
    let row = sqlx::query(include_str!("queries/find_to_change.sql"))
        .bind(id.as_bytes().to_vec())
        .bind(sandbox.as_str())
        .fetch_optional(db)
        .await?;
    row.as_ref().map(rows::artifact).transpose()
}

/// What a commit with content writes besides the artifact's row.
async fn write_sums(db: &mut PgConnection, content: &NewContent) -> Outcome<()> {
    let Place::Blob { key, .. } = &content.place else { return Ok(()) };
    if content.sums.blocks.len() <= 1 {
        return Ok(());
    }
    let mut first = 0;
    for sums in content.sums.blocks.chunks(usize::try_from(SUMS_PER_ROW).unwrap_or(usize::MAX)) {
        sqlx::query(include_str!("queries/insert_block_sums.sql"))
            .bind(key.as_str())
            .bind(record::signed(first))
            .bind(record::pack_sums(sums))
            .execute(&mut *db)
            .await?;
        first += SUMS_PER_ROW;
    }
    Ok(())
}

/// Makes an artifact.
pub(super) struct Create {
    artifact: Artifact,
    content: NewContent,
    replay: Option<Replay>,
    now: Timestamp,
}

impl Create {
    pub(super) fn new(new: NewArtifact, content: NewContent, now: Timestamp) -> Self {
        let replay = new.replay.clone();
        Self { artifact: verdict::first_revision(new, &content, now), content, replay, now }
    }
}

impl Job for Create {
    type Answer = Artifact;
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Artifact> {
        let mut artifact = self.artifact.clone();
        requests::check(db, self.replay.as_ref(), self.now).await?;
        let upload = uploads::take(db, self.content.upload, self.now).await?;
        if let Owner::Session(session) = &mut artifact.owner {
            let held = sessions::hold(db, session.uid, self.now).await?;
            **session = held.ok_or_else(verdict::session_over)?;
        }
        let insert = sqlx::query(include_str!("queries/insert_artifact.sql"));
        rows::bind_artifact(insert, &self.artifact).execute(&mut *db).await?;
        terms::add(db, &artifact).await?;
        write_sums(db, &self.content).await?;
        upload.complete(db, &artifact, self.now).await?;
        requests::keep(db, self.replay.as_ref(), || answer(&artifact), self.now).await?;
        Ok(artifact)
    }
}

/// Makes another revision of an artifact, and another version if content comes with it.
pub(super) struct Change {
    pub(super) wanted: ChangeArtifact,
    pub(super) content: Option<NewContent>,
    pub(super) now: Timestamp,
}

impl Change {
    /// The artifact, locked, if it may be changed now.
    async fn current(&self, db: &mut PgConnection) -> Outcome<Artifact> {
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
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Artifact> {
        let Self { wanted, content, now } = self;
        let replay = wanted.replay.as_ref();
        requests::check(db, replay, *now).await?;
        let upload = uploads::take(db, content.as_ref().and_then(|content| content.upload), *now).await?;
        let mut artifact = self.current(db).await?;
        let meta = artifact.meta.clone();
        wanted.changes.apply(&mut artifact, wanted.max_ttl, *now)?;
        terms::change(db, &artifact, &meta).await?;
        if let Some(content) = content {
            discard(db, artifact.id, "replaced", now.plus(wanted.free_after)).await?;
            artifact.content = verdict::version_of(content, artifact.content.version + 1);
            let replace =
                rows::bind_changed(sqlx::query(include_str!("queries/replace_artifact.sql")), &artifact);
            rows::bind_content(replace, &artifact.content).execute(&mut *db).await?;
            write_sums(db, content).await?;
            upload.complete(db, &artifact, *now).await?;
        } else {
            let update = sqlx::query(include_str!("queries/update_artifact.sql"));
            rows::bind_changed(update, &artifact).execute(&mut *db).await?;
        }
        requests::keep(db, replay, || answer(&artifact), *now).await?;
        Ok(artifact)
    }
}

fn answer(artifact: &Artifact) -> Answer {
    Answer::Artifact(Box::new(artifact.clone()))
}

/// Makes garbage of an artifact's present content.
async fn discard(
    db: &mut PgConnection,
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
pub(super) struct Delete<'a> {
    pub(super) sandbox: &'a SandboxId,
    pub(super) id: ArtifactId,
    pub(super) precondition: &'a Precondition,
    pub(super) free_after: Duration,
    pub(super) replay: Option<Replay>,
    pub(super) now: Timestamp,
}

impl Job for Delete<'_> {
    type Answer = Option<Artifact>;
    const WAY: Way = Way::Change;

    async fn run(&self, db: &mut PgConnection) -> Outcome<Option<Artifact>> {
        requests::check(db, self.replay.as_ref(), self.now).await?;
        let found = find_to_change(db, self.sandbox, self.id).await?;
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
}
