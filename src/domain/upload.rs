//! An upload that outlives connections: what it is for, how far it got, and by which rules its parts are cut.
//!
//! Its bytes come in *parts*. A part counts when its row is committed under the live *epoch*: whoever takes an upload
//! over gets a new epoch, and what an earlier writer still sends is refused. The persisted offset is the end of the last
//! part that counts, and never goes back.

use std::fmt;

use super::{
    ArtifactId, ArtifactSpec, BlobKey, Changes, Digests, Expected, Filename, Owner, Precondition, SandboxId,
    StoreName, Timestamp, UploadId,
};

/// A backend's own name for a blob that is being written in parts; may be empty.
#[derive(Clone, PartialEq, Eq)]
pub struct PartsHandle(String);

impl PartsHandle {
    /// The name, as the backend gave it.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PartsHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// Where a part is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartSpot {
    /// Under which epoch.
    pub epoch: u64,
    /// Its number, from 1 on; higher numbers lie behind lower ones.
    pub number: u32,
    /// Where it begins in the content.
    pub offset: u64,
    /// The most bytes that will come.
    pub room: u64,
}

/// A part that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its number.
    pub number: u32,
    /// The epoch under which it was written.
    pub epoch: u64,
    /// Where it begins in the content.
    pub offset: u64,
    /// How many bytes.
    pub size: u64,
    /// CRC32C of them.
    pub crc32c: u32,
    /// What the backend wants to know of it at completion.
    pub tag: String,
}

impl Part {
    /// Where it ends in the content.
    pub fn end(&self) -> u64 {
        self.offset.saturating_add(self.size)
    }
}

/// What a backend asks of parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartRules {
    /// The least bytes of a part that is not the last; 1 where any size will do.
    pub least: u64,
    /// The most bytes of a part.
    pub most: u64,
    /// How many parts a blob may have.
    pub count: Option<u32>,
}

/// How an upload is cut into parts, decided when it begins and kept with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartPlan {
    /// The size of the first part.
    pub size: u64,
    /// After so many parts the size doubles; 0 = never.
    pub doubles_every: u32,
    /// The most bytes of a part.
    pub most: u64,
}

impl PartPlan {
    /// What a part has where nothing asks for more: small enough that little is sent again after a break, and large
    /// enough that the sync at its end is not what takes the time.
    pub const USUAL: u64 = 8 << 20;
    /// Of the parts that a backend allows so many are planned; the rest is left for what is not foreseen.
    const PLANNED_OF_ALLOWED: (u64, u64) = (9, 10);
    /// Where the size is not known: by then the parts that are left can be twice as large.
    const DOUBLES_EVERY: u32 = 1_000;
    /// Parts are cut between blocks.
    const STEP: u64 = super::BLOCK_SIZE;
    /// The most that one AppendUpload carries.
    const APPEND_MOST: u64 = 64 << 20;

    /// The plan for content of this size, if it is known; `None` if parts cannot hold it under these rules.
    pub fn choose(rules: PartRules, declared: Option<u64>) -> Option<Self> {
        let usual = Self::USUAL.max(rules.least);
        let Some(count) = rules.count else {
            return Some(Self { size: usual.min(rules.most), doubles_every: 0, most: rules.most });
        };
        let planned = u64::from(count) * Self::PLANNED_OF_ALLOWED.0 / Self::PLANNED_OF_ALLOWED.1;
        let (size, doubles_every) = match declared {
            Some(declared) => (declared.div_ceil(planned.max(1)).next_multiple_of(Self::STEP).max(usual), 0),
            None => (usual, Self::DOUBLES_EVERY),
        };
        (size <= rules.most).then_some(Self { size, doubles_every, most: rules.most })
    }

    /// The size of the part of this number, from 1 on.
    pub fn size_of(&self, number: u32) -> u64 {
        let doubled = number.saturating_sub(1).checked_div(self.doubles_every).unwrap_or(0);
        let size = self.size.checked_shl(doubled.min(63)).unwrap_or(u64::MAX);
        if size >> doubled.min(63) == self.size { size.min(self.most) } else { self.most }
    }

    /// What one AppendUpload carries.
    pub fn append_size(&self) -> u64 {
        self.size.min(Self::APPEND_MOST)
    }
}

/// How an upload was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UploadKind {
    /// By `StartUpload`; its parts come in order.
    Resumable,
    /// By `PresignUpload`; its parts come to signed URLs, in any order.
    Url,
}

/// Where an upload stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UploadState {
    /// It takes bytes.
    Active,
    /// It is being completed: no byte can be added any more, and only completing or cancelling it is left.
    Sealed,
    /// Its artifact is there.
    Completed,
}

/// What an upload is for.
#[derive(Debug, Clone, PartialEq)]
pub enum UploadGoal {
    /// A new artifact.
    Create(ArtifactSpec),
    /// New content of an artifact that is there.
    Replace {
        /// When only; checked at start and at commit.
        precondition: Precondition,
        /// What else changes with it.
        changes: Changes,
    },
}

impl UploadGoal {
    /// The file name that the upload says its artifact will have.
    pub fn filename(&self) -> Option<&Filename> {
        match self {
            Self::Create(spec) => spec.filename.as_ref(),
            Self::Replace { changes, .. } => changes.filename.as_ref()?.as_ref(),
        }
    }
}

/// An upload, as its row tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Upload {
    /// Names it.
    pub id: UploadId,
    /// How it was begun.
    pub kind: UploadKind,
    /// Where it stands.
    pub state: UploadState,
    /// The artifact it makes, or whose content it replaces.
    pub artifact: ArtifactId,
    /// The sandbox.
    pub sandbox: SandboxId,
    /// To whom the artifact belongs, and so the upload.
    pub owner: Owner,
    /// What it is for.
    pub goal: UploadGoal,
    /// What was said of the content beforehand.
    pub expected: Expected,
    /// The store that the bytes go to.
    pub store: StoreName,
    /// Where in that store.
    pub key: BlobKey,
    /// The store's own name for it, once a first byte has come.
    pub handle: Option<PartsHandle>,
    /// How it is cut.
    pub plan: PartPlan,
    /// Rises whenever somebody takes it over.
    pub epoch: u64,
    /// Bytes that are safe.
    pub persisted: u64,
    /// Nothing comes behind these bytes: the writer said that they are the last.
    pub closed: bool,
    /// Digests of the persisted prefix.
    pub prefix: Digests,
    /// When it began.
    pub create_time: Timestamp,
    /// When it last made progress.
    pub update_time: Timestamp,
    /// When it is given up, unless there is progress before.
    pub deadline: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1 << 20;
    const S3: PartRules = PartRules { least: 5 * MIB, most: 128 * MIB, count: Some(10_000) };

    #[test]
    fn parts_are_small_until_their_number_forbids_it() {
        let of = |size| PartPlan::choose(S3, Some(size)).map(|plan| plan.size);
        assert_eq!(of(0), Some(8 * MIB));
        assert_eq!(of(9_000 * 8 * MIB), Some(8 * MIB));
        assert_eq!(of(9_000 * 8 * MIB + 1), Some(9 * MIB));
        assert_eq!(of(9_000 * 128 * MIB), Some(128 * MIB));
        assert_eq!(of(9_000 * 128 * MIB + 1), None, "more than parts can hold");
        let anywhere = PartRules { least: 1, most: u64::MAX, count: None };
        assert_eq!(PartPlan::choose(anywhere, Some(1 << 50)).unwrap().size_of(u32::MAX), 8 * MIB);
    }

    #[test]
    fn parts_of_content_of_unknown_size_grow_with_their_number() {
        let plan = PartPlan::choose(S3, None).unwrap();
        let sizes = [1, 1_000, 1_001, 2_001, 4_001, 10_000].map(|number| plan.size_of(number) / MIB);
        assert_eq!(sizes, [8, 8, 16, 32, 128, 128]);
        assert_eq!(plan.append_size(), 8 * MIB);
        let wide = PartPlan { most: u64::MAX, ..plan };
        assert_eq!(wide.size_of(u32::MAX), u64::MAX);
    }
}
