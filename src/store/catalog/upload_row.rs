//! What an upload's row says, and what it means; as `record` does it for the others.
//!
//! What an upload is for is one column of JSON: nobody searches in it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::KeptUpload;
use super::record::{self, OwnerRow, RowName, SessionRow};
use crate::domain::{
    ArtifactId, ArtifactSpec, Changes, ContentHasher, Digests, Etag, Expected, Filename, Lifetime, Meta,
    MimeType, PartPlan, PartsHandle, Place, Precondition, Summary, Timestamp, Upload, UploadGoal, UploadKind,
    UploadState,
};
use crate::error::{Error, Result};

/// The columns of an upload that outlives connections.
#[derive(Serialize, Deserialize)]
pub(super) struct UploadRow {
    pub(super) id: Vec<u8>,
    pub(super) kind: i64,
    pub(super) state: i64,
    pub(super) artifact: Vec<u8>,
    pub(super) sandbox: String,
    pub(super) owner: OwnerRow,
    pub(super) goal: String,
    pub(super) declared_size: Option<i64>,
    pub(super) declared_crc32c: Option<i64>,
    pub(super) declared_sha256: Option<Vec<u8>>,
    pub(super) store: String,
    pub(super) blob_key: String,
    pub(super) handle: Option<String>,
    pub(super) part_size: i64,
    pub(super) part_doubles: i64,
    pub(super) part_most: i64,
    pub(super) epoch: i64,
    pub(super) persisted: i64,
    pub(super) closed: bool,
    pub(super) hasher: Vec<u8>,
    pub(super) create_time: i64,
    pub(super) update_time: i64,
    pub(super) deadline: i64,
}

/// The kind as its column has it; 0 is an upload in one go, of which a row says less.
pub(super) const fn kind_code(kind: UploadKind) -> i64 {
    match kind {
        UploadKind::Resumable => 1,
        UploadKind::Url => 2,
    }
}

/// The state as its column has it.
pub(super) const fn state_code(state: UploadState) -> i64 {
    match state {
        UploadState::Active => 0,
        UploadState::Sealed => 1,
        UploadState::Completed => 2,
    }
}

impl UploadRow {
    /// The columns that say this of an upload.
    pub(super) fn of(kept: &KeptUpload) -> Result<Self> {
        let upload = &kept.upload;
        Ok(Self {
            id: upload.id.as_bytes().to_vec(),
            kind: kind_code(upload.kind),
            state: state_code(upload.state),
            artifact: upload.artifact.as_bytes().to_vec(),
            sandbox: upload.sandbox.as_str().to_owned(),
            owner: OwnerRow {
                scope: record::scope_code(upload.owner.scope()),
                owner: record::owner_code(&upload.owner),
                session: upload.owner.session().map(SessionRow::of),
            },
            goal: write_goal(&upload.goal)?,
            declared_size: upload.expected.size.map(record::signed),
            declared_crc32c: upload.expected.digests.crc32c.map(i64::from),
            declared_sha256: upload.expected.digests.sha256.map(Vec::from),
            store: upload.store.as_str().to_owned(),
            blob_key: upload.key.as_str().to_owned(),
            handle: upload.handle.as_ref().map(|handle| handle.as_str().to_owned()),
            part_size: record::signed(upload.plan.size),
            part_doubles: i64::from(upload.plan.doubles_every),
            part_most: record::signed(upload.plan.most),
            epoch: record::signed(upload.epoch),
            persisted: record::signed(upload.persisted),
            closed: upload.closed,
            hasher: kept.hasher.clone(),
            create_time: upload.create_time.as_micros(),
            update_time: upload.update_time.as_micros(),
            deadline: upload.deadline.as_micros(),
        })
    }

    /// The upload that the row is of; what its completion was answered stands in another column.
    pub(super) fn read(self) -> Result<KeptUpload> {
        let id = record::upload_id(&self.id)?;
        let row = RowName { table: "uploads", key: &id };
        let place = record::place(row, &self.store, Some(&self.blob_key), None)?;
        let Place::Blob { store, key } = place else { return Err(row.nonsense("blob_key")) };
        let prefix = ContentHasher::restore(&self.hasher).ok_or_else(|| row.nonsense("hasher"))?.digests();
        let part_doubles = u32::try_from(self.part_doubles).map_err(|_| row.nonsense("part_doubles"))?;
        let upload = Upload {
            id,
            kind: match self.kind {
                1 => UploadKind::Resumable,
                2 => UploadKind::Url,
                _ => return Err(row.nonsense("kind")),
            },
            state: match self.state {
                0 => UploadState::Active,
                1 => UploadState::Sealed,
                2 => UploadState::Completed,
                _ => return Err(row.nonsense("state")),
            },
            artifact: ArtifactId::from_bytes(row.bytes("artifact", &self.artifact)?),
            sandbox: row.sandbox(&self.sandbox)?,
            owner: self.owner.read(row)?,
            goal: read_goal(row, &self.goal)?,
            expected: Expected {
                size: self.declared_size.map(|size| row.count("declared_size", size)).transpose()?,
                digests: Digests {
                    crc32c: self
                        .declared_crc32c
                        .map(|crc| u32::try_from(crc).map_err(|_| row.nonsense("declared_crc32c")))
                        .transpose()?,
                    sha256: self
                        .declared_sha256
                        .map(|digest| row.bytes("declared_sha256", &digest))
                        .transpose()?,
                },
            },
            store,
            key,
            handle: self.handle.map(PartsHandle::new),
            plan: PartPlan {
                size: row.count("part_size", self.part_size)?,
                doubles_every: part_doubles,
                most: row.count("part_most", self.part_most)?,
            },
            epoch: row.count("epoch", self.epoch)?,
            persisted: row.count("persisted", self.persisted)?,
            closed: self.closed,
            prefix,
            create_time: Timestamp::from_micros(self.create_time),
            update_time: Timestamp::from_micros(self.update_time),
            deadline: Timestamp::from_micros(self.deadline),
        };
        Ok(KeptUpload { upload, hasher: self.hasher, answer: None })
    }
}

#[derive(Serialize, Deserialize)]
enum GoalRow {
    Create {
        filename: Option<String>,
        mime: String,
        summary: String,
        meta: String,
        lifetime: LifetimeRow,
    },
    Replace {
        etag: Option<String>,
        /// Empty takes the name away.
        filename: Option<String>,
        mime: Option<String>,
        summary: Option<String>,
        meta: Option<String>,
        meta_patch: Option<String>,
        lifetime: LifetimeRow,
    },
}

#[derive(Serialize, Deserialize)]
enum LifetimeRow {
    Unspecified,
    Ttl(Duration),
    ExtendBy(Duration),
    NoExpiry,
}

impl LifetimeRow {
    fn of(lifetime: Lifetime) -> Self {
        match lifetime {
            Lifetime::Unspecified => Self::Unspecified,
            Lifetime::Ttl(ttl) => Self::Ttl(ttl),
            Lifetime::ExtendBy(by) => Self::ExtendBy(by),
            Lifetime::NoExpiry => Self::NoExpiry,
        }
    }

    fn read(self) -> Lifetime {
        match self {
            Self::Unspecified => Lifetime::Unspecified,
            Self::Ttl(ttl) => Lifetime::Ttl(ttl),
            Self::ExtendBy(by) => Lifetime::ExtendBy(by),
            Self::NoExpiry => Lifetime::NoExpiry,
        }
    }
}

fn write_goal(goal: &UploadGoal) -> Result<String> {
    let row = match goal {
        UploadGoal::Create(spec) => GoalRow::Create {
            filename: spec.filename.as_ref().map(|name| name.as_str().to_owned()),
            mime: spec.mime.as_str().to_owned(),
            summary: spec.summary.as_str().to_owned(),
            meta: spec.meta.to_json(),
            lifetime: LifetimeRow::of(spec.lifetime),
        },
        UploadGoal::Replace { precondition, changes } => GoalRow::Replace {
            etag: match precondition {
                Precondition::None => None,
                Precondition::IfEtag(etag) => Some(etag.as_str().to_owned()),
            },
            filename: changes
                .filename
                .as_ref()
                .map(|name| name.as_ref().map_or_else(String::new, |name| name.as_str().to_owned())),
            mime: changes.mime.as_ref().map(|mime| mime.as_str().to_owned()),
            summary: changes.summary.as_ref().map(|summary| summary.as_str().to_owned()),
            meta: changes.meta.as_ref().map(Meta::to_json),
            meta_patch: changes.meta_patch.as_ref().map(Meta::to_json),
            lifetime: LifetimeRow::of(changes.lifetime),
        },
    };
    serde_json::to_string(&row)
        .map_err(|why| Error::internal("what an upload is for could not be written down").caused_by(why))
}

fn read_goal(row: RowName<'_>, json: &str) -> Result<UploadGoal> {
    let nonsense = |why: Error| row.nonsense("goal").caused_by(why);
    let goal = serde_json::from_str(json).map_err(|why| row.nonsense("goal").caused_by(why))?;
    let named = |name: String| match name.as_str() {
        "" => Ok(None),
        name => Filename::parse("filename", name).map(Some),
    };
    Ok(match goal {
        GoalRow::Create { filename, mime, summary, meta, lifetime } => UploadGoal::Create(ArtifactSpec {
            filename: named(filename.unwrap_or_default()).map_err(nonsense)?,
            mime: MimeType::parse("mime", &mime).map_err(nonsense)?,
            summary: Summary::parse("summary", &summary).map_err(nonsense)?,
            meta: Meta::parse("meta", &meta).map_err(nonsense)?,
            lifetime: lifetime.read(),
        }),
        GoalRow::Replace { etag, filename, mime, summary, meta, meta_patch, lifetime } => {
            let meta_of = |meta: Option<String>| {
                meta.map(|meta| Meta::parse("meta", &meta)).transpose().map_err(nonsense)
            };
            let etag = etag.map(|etag| Etag::parse("etag", &etag)).transpose().map_err(nonsense)?;
            UploadGoal::Replace {
                precondition: etag.map_or(Precondition::None, Precondition::IfEtag),
                changes: Changes {
                    filename: filename.map(named).transpose().map_err(nonsense)?,
                    mime: mime.map(|mime| MimeType::parse("mime", &mime)).transpose().map_err(nonsense)?,
                    summary: summary
                        .map(|summary| Summary::parse("summary", &summary))
                        .transpose()
                        .map_err(nonsense)?,
                    meta: meta_of(meta)?,
                    meta_patch: meta_of(meta_patch)?,
                    lifetime: lifetime.read(),
                },
            }
        }
    })
}
