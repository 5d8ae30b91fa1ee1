//! What a row says, and what it means: the only place that turns columns into domain values and back.
//!
//! The structs have the columns' plain types, whatever database they came from. A column that no write of ours could
//! have left so is a fault of ours, told with its table, column and row.

mod link;

use std::fmt::Display;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

pub(super) use self::link::LinkRow;
use crate::domain::{
    Artifact, ArtifactId, BlobKey, Content, Digests, Filename, Meta, MimeType, Owner, Place, SandboxId,
    Scope, Session, SessionId, SessionUid, StoreName, Summary, Timestamp, UploadId, UserId,
};
use crate::error::{Error, Result};

/// One row, for the error that says it makes no sense.
#[derive(Clone, Copy)]
pub(super) struct RowName<'a> {
    /// The table.
    pub(super) table: &'static str,
    /// Its key.
    pub(super) key: &'a dyn Display,
}

impl RowName<'_> {
    /// This column holds nothing that we could have written.
    pub(super) fn nonsense(&self, column: &'static str) -> Error {
        Error::internal("a row of the catalog makes no sense")
            .with("table", self.table)
            .with("column", column)
            .with("row", self.key)
    }

    fn read<T>(&self, column: &'static str, parsed: Result<T>) -> Result<T> {
        parsed.map_err(|why| self.nonsense(column).caused_by(why))
    }

    pub(super) fn count(&self, column: &'static str, value: i64) -> Result<u64> {
        u64::try_from(value).map_err(|why| self.nonsense(column).caused_by(why))
    }

    pub(super) fn bytes<const N: usize>(&self, column: &'static str, value: &[u8]) -> Result<[u8; N]> {
        value.try_into().map_err(|_| self.nonsense(column))
    }

    pub(super) fn sandbox(&self, value: &str) -> Result<SandboxId> {
        self.read("sandbox", SandboxId::parse("sandbox", value))
    }
}

/// The scope as its column has it.
pub(super) const fn scope_code(scope: Scope) -> i64 {
    match scope {
        Scope::Session => 0,
        Scope::User => 1,
        Scope::Sandbox => 2,
    }
}

/// The owner as its column has it.
pub(super) fn owner_code(owner: &Owner) -> Vec<u8> {
    match owner {
        Owner::Session(session) => session.uid.as_bytes().to_vec(),
        Owner::User(user) => user.as_str().as_bytes().to_vec(),
        Owner::Sandbox => Vec::new(),
    }
}

/// A count as a column has it; none of ours comes near the end.
pub(super) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The columns of a session.
#[derive(Serialize, Deserialize)]
pub(super) struct SessionRow {
    pub(super) uid: Vec<u8>,
    pub(super) sandbox: String,
    pub(super) id: String,
    pub(super) user: Option<String>,
    pub(super) meta: String,
    pub(super) create_time: i64,
    pub(super) update_time: i64,
    pub(super) expire_time: i64,
    pub(super) end_time: Option<i64>,
    pub(super) automatic: bool,
    pub(super) revision: i64,
}

impl SessionRow {
    /// The columns that say this of a session.
    pub(super) fn of(session: &Session) -> Self {
        Self {
            uid: session.uid.as_bytes().to_vec(),
            sandbox: session.sandbox.as_str().to_owned(),
            id: session.id.as_str().to_owned(),
            user: session.user.as_ref().map(|user| user.as_str().to_owned()),
            meta: session.meta.to_json(),
            create_time: session.create_time.as_micros(),
            update_time: session.update_time.as_micros(),
            expire_time: session.expire_time.as_micros(),
            end_time: session.end_time.map(Timestamp::as_micros),
            automatic: session.automatic,
            revision: signed(session.revision),
        }
    }

    /// The session that the row is of.
    pub(super) fn read(self) -> Result<Session> {
        let row = RowName { table: "sessions", key: &self.id };
        Ok(Session {
            uid: SessionUid::from_bytes(row.bytes("uid", &self.uid)?),
            sandbox: row.sandbox(&self.sandbox)?,
            id: row.read("id", SessionId::parse("id", &self.id))?,
            user: self
                .user
                .as_deref()
                .map(|user| row.read("user", UserId::parse("user", user)))
                .transpose()?,
            meta: row.read("meta", Meta::parse("meta", &self.meta))?,
            create_time: Timestamp::from_micros(self.create_time),
            update_time: Timestamp::from_micros(self.update_time),
            expire_time: Timestamp::from_micros(self.expire_time),
            end_time: self.end_time.map(Timestamp::from_micros),
            automatic: self.automatic,
            revision: row.count("revision", self.revision)?,
        })
    }
}

/// To whom a row belongs: its columns, and the session's where it is one's.
#[derive(Serialize, Deserialize)]
pub(super) struct OwnerRow {
    pub(super) scope: i64,
    pub(super) owner: Vec<u8>,
    pub(super) session: Option<SessionRow>,
}

impl OwnerRow {
    /// The owner that the columns name.
    pub(super) fn read(self, row: RowName<'_>) -> Result<Owner> {
        match (self.scope, self.session) {
            (0, Some(session)) => Ok(Owner::Session(Box::new(session.read()?))),
            (0, None) => Err(row.nonsense("owner")),
            (1, _) => {
                let user =
                    String::from_utf8(self.owner).map_err(|why| row.nonsense("owner").caused_by(why))?;
                Ok(Owner::User(row.read("owner", UserId::parse("owner", &user))?))
            }
            (2, _) => Ok(Owner::Sandbox),
            _ => Err(row.nonsense("scope")),
        }
    }
}

/// The columns of one version's content.
#[derive(Serialize, Deserialize)]
pub(super) struct ContentRow {
    pub(super) version: i64,
    pub(super) size: i64,
    pub(super) crc32c: Option<i64>,
    pub(super) sha256: Option<Vec<u8>>,
    pub(super) verified: bool,
    pub(super) store: String,
    pub(super) blob_key: Option<String>,
    pub(super) inline: Option<Vec<u8>>,
}

impl ContentRow {
    /// The columns that say this of some content.
    pub(super) fn of(content: &Content) -> Self {
        let (blob_key, inline) = match &content.place {
            Place::Inline(bytes) => (None, bytes.as_ref().map(|bytes| bytes.to_vec())),
            Place::Blob { key, .. } => (Some(key.as_str().to_owned()), None),
        };
        Self {
            version: signed(content.version),
            size: signed(content.size),
            crc32c: content.digests.crc32c.map(i64::from),
            sha256: content.digests.sha256.map(Vec::from),
            verified: content.verified,
            store: content.place.store().as_str().to_owned(),
            blob_key,
            inline,
        }
    }

    /// The content that the columns tell of.
    pub(super) fn read(self, row: RowName<'_>) -> Result<Content> {
        let crc32c =
            self.crc32c.map(|crc| u32::try_from(crc).map_err(|why| row.nonsense("crc32c").caused_by(why)));
        let sha256 = self.sha256.map(|digest| row.bytes("sha256", &digest));
        Ok(Content {
            version: row.count("version", self.version)?,
            size: row.count("size", self.size)?,
            digests: Digests { crc32c: crc32c.transpose()?, sha256: sha256.transpose()? },
            verified: self.verified,
            place: place(row, &self.store, self.blob_key.as_deref(), self.inline)?,
        })
    }
}

/// Where the columns say that bytes are.
pub(super) fn place(
    row: RowName<'_>,
    store: &str,
    key: Option<&str>,
    inline: Option<Vec<u8>>,
) -> Result<Place> {
    match key {
        Some(key) => Ok(Place::Blob {
            store: row.read("store", StoreName::parse("store", store))?,
            key: row.read("blob_key", BlobKey::parse(key))?,
        }),
        None => Ok(Place::Inline(inline.map(Bytes::from))),
    }
}

/// The columns of an artifact.
#[derive(Serialize, Deserialize)]
pub(super) struct ArtifactRow {
    pub(super) id: Vec<u8>,
    pub(super) sandbox: String,
    pub(super) owner: OwnerRow,
    pub(super) filename: String,
    pub(super) mime: String,
    pub(super) summary: String,
    pub(super) meta: String,
    pub(super) revision: i64,
    pub(super) create_time: i64,
    pub(super) update_time: i64,
    pub(super) expire_time: Option<i64>,
    pub(super) content: ContentRow,
}

impl ArtifactRow {
    /// The columns that say this of an artifact.
    pub(super) fn of(artifact: &Artifact) -> Self {
        Self {
            id: artifact.id.as_bytes().to_vec(),
            sandbox: artifact.sandbox.as_str().to_owned(),
            owner: OwnerRow {
                scope: scope_code(artifact.owner.scope()),
                owner: owner_code(&artifact.owner),
                session: artifact.owner.session().map(SessionRow::of),
            },
            filename: artifact.filename.as_ref().map_or_else(String::new, |name| name.as_str().to_owned()),
            mime: artifact.mime.as_str().to_owned(),
            summary: artifact.summary.as_str().to_owned(),
            meta: artifact.meta.to_json(),
            revision: signed(artifact.revision),
            create_time: artifact.create_time.as_micros(),
            update_time: artifact.update_time.as_micros(),
            expire_time: artifact.expire_time.map(Timestamp::as_micros),
            content: ContentRow::of(&artifact.content),
        }
    }

    /// The artifact that the row is of.
    pub(super) fn read(self) -> Result<Artifact> {
        let id = artifact_id("artifacts", &self.id)?;
        let row = RowName { table: "artifacts", key: &id };
        let filename = match self.filename.as_str() {
            "" => None,
            name => Some(row.read("filename", Filename::parse("filename", name))?),
        };
        Ok(Artifact {
            id,
            sandbox: row.sandbox(&self.sandbox)?,
            owner: self.owner.read(row)?,
            filename,
            mime: row.read("mime", MimeType::parse("mime", &self.mime))?,
            summary: row.read("summary", Summary::parse("summary", &self.summary))?,
            meta: row.read("meta", Meta::parse("meta", &self.meta))?,
            revision: row.count("revision", self.revision)?,
            create_time: Timestamp::from_micros(self.create_time),
            update_time: Timestamp::from_micros(self.update_time),
            expire_time: self.expire_time.map(Timestamp::from_micros),
            content: self.content.read(row)?,
        })
    }
}

/// The artifact's id in a row of `table`.
pub(super) fn artifact_id(table: &'static str, bytes: &[u8]) -> Result<ArtifactId> {
    let row = RowName { table, key: &"its own id" };
    row.bytes("id", bytes).map(ArtifactId::from_bytes)
}

/// The upload's id in its row.
pub(super) fn upload_id(bytes: &[u8]) -> Result<UploadId> {
    let row = RowName { table: "uploads", key: &"its own id" };
    row.bytes("id", bytes).map(UploadId::from_bytes)
}

/// How many blocks' sums one row holds.
pub(super) const SUMS_PER_ROW: u64 = 1_024;

/// Sums as a row packs them.
pub(super) fn pack_sums(sums: &[u32]) -> Vec<u8> {
    sums.iter().flat_map(|sum| sum.to_be_bytes()).collect()
}

/// The sums that a row packs.
pub(super) fn unpack_sums(row: RowName<'_>, packed: &[u8]) -> Result<Vec<u32>> {
    let (sums, rest) = packed.as_chunks::<4>();
    match rest {
        [] => Ok(sums.iter().map(|sum| u32::from_be_bytes(*sum)).collect()),
        _ => Err(row.nonsense("sums")),
    }
}
