//! Plain values: what the rest of the house talks about.
//!
//! Values are *parsed, not validated*: who holds a [`Filename`] or a [`SandboxId`] holds a legal one, and no other file
//! knows what legal means. Nothing here does IO, knows a wire format or SQL, or asks for the time: `now` is handed in.
//!
//! An *id* names a thing to callers and is opaque. A *grid key* says to whom an artifact belongs and can be read in a
//! bucket listing; a *blob key* is a grid key and the upload that wrote the bytes, so no blob is ever written twice.

mod artifact;
mod caller;
mod content;
mod digest;
mod disposition;
mod filename;
mod grid;
mod ids;
mod keyring;
mod link;
mod meta;
mod page;
mod precondition;
mod query;
mod range;
mod replay;
mod session;
mod time;
mod upload;
mod url;

pub use artifact::{
    Artifact, ArtifactSpec, ArtifactState, Changes, Content, Lifetime, MimeType, Owner, Place, Scope, Summary,
};
pub use caller::{Caller, Role};
pub use content::{Chunk, ContentStream, Expected, Frame, Piece};
pub use digest::{BLOCK_SIZE, ContentHasher, ContentSums, Digests, combine_crc32c, crc32c};
pub use disposition::content_disposition;
pub use filename::Filename;
pub use grid::{BlobKey, GridKey, GridOwner};
pub use ids::{ArtifactId, LinkId, SandboxId, SessionId, SessionUid, StoreName, UploadId, UserId};
pub use keyring::{Keyring, SigningKey};
pub use link::{Disposition, LinkHash, LinkSecret, ShareLink};
pub use meta::Meta;
pub use page::{PageRequest, PageToken};
pub use precondition::{Etag, Precondition};
pub use query::{ArtifactQuery, MetaEquals, SearchOrder, normal};
pub use range::{ByteRange, ResolvedRange};
pub use replay::{Answer, KeptAnswer, Repeatable, RequestId, RequestKey};
pub use session::{Session, SessionChanges, SessionState};
pub use time::Timestamp;
pub use upload::{
    Part, PartPlan, PartRules, PartSpot, PartsHandle, Upload, UploadGoal, UploadKind, UploadState,
};
pub use url::{PublicUrl, SHARED, SIGNED};
