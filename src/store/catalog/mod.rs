//! Rows about artifacts, sessions and uploads: the truth about what is there.
//!
//! A catalog knows no bytes (but small content, which it keeps in the artifact's row) and no rules: who may see what is
//! decided before it is asked. It does hold what must be decided *with* the change: preconditions, sessions that ended
//! meanwhile, names that are taken. Time is an argument everywhere. The conformance suite holds every backend to the
//! sentences of [`Catalog`].
//!
//! Long because: a contract is read as one page, and every sentence of it stands beside its method.

mod answer;
mod cache;
mod config;
#[cfg(test)]
mod conformance;
mod keys;
mod leases;
mod links;
mod listing;
mod native;
mod position;
mod postgres;
mod record;
mod search_sql;
mod searching;
mod session;
mod sqlite;
mod stores;
mod terms;
mod upkeep;
mod upload_row;
mod uploads;
mod verdict;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

pub(in crate::store) use self::config::{CatalogConfig, CatalogLimits, PostgresSettings};
pub(in crate::store) use self::keys::KeyRows;
pub(in crate::store) use self::leases::{Lease, LeaseRows};
pub(in crate::store) use self::links::{LINK_KEPT, LinkRows, LinksQuery, NewLink};
pub(in crate::store) use self::native::NativeRows;
pub(in crate::store) use self::session::{ChangeSession, SessionsPage, SessionsQuery};
pub(in crate::store) use self::stores::{StoreRow, StoreRows, StoreUse};
pub use self::upkeep::Figures;
pub(in crate::store) use self::upkeep::{Overdue, Replay, Retired};
pub(in crate::store) use self::uploads::{
    KeptPart, KeptUpload, NewPart, TakenOver, UploadOwners, UploadRows, UploadsQuery, WholePut,
};
use crate::domain::{
    Artifact, ArtifactId, ArtifactQuery, ArtifactSpec, BlobKey, Changes, Content, ContentSums, KeptAnswer,
    Owner, Place, Precondition, RequestKey, SandboxId, Scope, SearchOrder, Session, SessionId, SessionUid,
    StoreName, Timestamp, UploadId, UserId,
};
use crate::error::Result;

/// For how long an id that expired is told from one that never was.
pub(in crate::store) const TOMBSTONE_KEPT: Duration = Duration::from_hours(24);

/// Opens the catalog; one that is new is named `fresh_id` for ever.
pub(in crate::store) async fn open(
    config: &CatalogConfig,
    limits: &CatalogLimits,
    fresh_id: &str,
) -> Result<Arc<dyn Catalog>> {
    Ok(match config {
        CatalogConfig::Memory => Arc::new(sqlite::SqliteCatalog::memory(limits, fresh_id).await?),
        CatalogConfig::Sqlite { path } => {
            Arc::new(sqlite::SqliteCatalog::file(path, limits, fresh_id).await?)
        }
        CatalogConfig::Postgres(settings) => {
            Arc::new(postgres::PostgresCatalog::open(settings, fresh_id).await?)
        }
    })
}

/// What an id addresses.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::store) enum Found {
    /// An artifact, live or past its end: the caller compares with `now`.
    Artifact(Box<Artifact>),
    /// What is kept of an artifact that expired and was swept: enough to say so to whom it belonged.
    Tombstone {
        /// To whom it belonged.
        owner: Owner,
        /// When it ended. A day later it is forgotten, whether the sweep came by meanwhile or not: the caller compares.
        expired_at: Timestamp,
    },
}

/// Whose artifacts a listing is of; all of one scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) enum Owners {
    /// These sessions'.
    Sessions(Vec<SessionUid>),
    /// This user's.
    User(UserId),
    /// The sandbox's own, or everybody's of another scope.
    Everyone(Scope),
}

/// One page of a listing.
#[derive(Debug, Clone)]
pub(in crate::store) struct ListQuery {
    /// The sandbox.
    pub(in crate::store) sandbox: SandboxId,
    /// Whose artifacts.
    pub(in crate::store) owners: Owners,
    /// Only file names that begin with it, byte for byte.
    pub(in crate::store) prefix: String,
    /// Roll up what stands behind the next `/` after the prefix into one item.
    pub(in crate::store) roll_up: bool,
    /// Where the page before ended: `ListPage::next` of that page.
    pub(in crate::store) after: Option<Vec<u8>>,
    /// At most so many items, and no more than [`PageRequest::MAX_BYTES`](crate::domain::PageRequest::MAX_BYTES) of text.
    pub(in crate::store) limit: usize,
}

/// Items in the order of their file names' bytes (none counts as empty), then ids.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct ListPage {
    /// The artifacts; inline content is left out.
    pub(in crate::store) artifacts: Vec<Artifact>,
    /// Rolled-up prefixes, each with its trailing `/`.
    pub(in crate::store) prefixes: Vec<String>,
    /// Where the next page begins, if there may be one.
    pub(in crate::store) next: Option<Vec<u8>>,
}

/// One page of a search.
#[derive(Debug, Clone)]
pub(in crate::store) struct SearchQuery {
    /// The sandbox.
    pub(in crate::store) sandbox: SandboxId,
    /// Whose artifacts.
    pub(in crate::store) owners: Owners,
    /// What must hold of them.
    pub(in crate::store) query: ArtifactQuery,
    /// In which order.
    pub(in crate::store) order: SearchOrder,
    /// Where the page before ended: `SearchPage::next` of that page.
    pub(in crate::store) after: Option<Vec<u8>>,
    /// At most so many, and no more than [`PageRequest::MAX_BYTES`](crate::domain::PageRequest::MAX_BYTES) of text.
    pub(in crate::store) limit: usize,
}

/// What a search found.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct SearchPage {
    /// The artifacts in order; inline content is left out.
    pub(in crate::store) artifacts: Vec<Artifact>,
    /// Where the next page begins, if there may be one.
    pub(in crate::store) next: Option<Vec<u8>>,
}

/// Reserves the key of bytes that are about to be written: whoever finds the row later knows what to free.
#[derive(Debug, Clone)]
pub(in crate::store) struct PendingUpload {
    /// Names the upload.
    pub(in crate::store) id: UploadId,
    /// The artifact that it is for, which need not exist yet.
    pub(in crate::store) artifact: ArtifactId,
    /// The sandbox.
    pub(in crate::store) sandbox: SandboxId,
    /// To whom the artifact belongs.
    pub(in crate::store) owner: Owner,
    /// The store that the bytes go to.
    pub(in crate::store) store: StoreName,
    /// Where in that store.
    pub(in crate::store) key: BlobKey,
    /// When it may be swept.
    pub(in crate::store) deadline: Timestamp,
}

/// An artifact that is to become visible.
#[derive(Debug, Clone)]
pub(in crate::store) struct NewArtifact {
    /// Its id.
    pub(in crate::store) id: ArtifactId,
    /// Its sandbox.
    pub(in crate::store) sandbox: SandboxId,
    /// To whom it belongs; a session's must exist in the catalog.
    pub(in crate::store) owner: Owner,
    /// What the caller says of it; its lifetime is already resolved into `expire_time`.
    pub(in crate::store) spec: ArtifactSpec,
    /// Its own end.
    pub(in crate::store) expire_time: Option<Timestamp>,
    /// Kept with it.
    pub(in crate::store) replay: Option<Replay>,
}

/// Changes to an artifact that is there.
#[derive(Debug, Clone)]
pub(in crate::store) struct ChangeArtifact {
    /// Its sandbox.
    pub(in crate::store) sandbox: SandboxId,
    /// Its id.
    pub(in crate::store) id: ArtifactId,
    /// When the change may be made; checked in the transaction that makes it.
    pub(in crate::store) precondition: Precondition,
    /// The changes; applied by [`Changes::apply`].
    pub(in crate::store) changes: Changes,
    /// The most that a lifetime may reach from now on.
    pub(in crate::store) max_ttl: Option<Duration>,
    /// How long the bytes of replaced content stay readable.
    pub(in crate::store) free_after: Duration,
    /// Kept with it.
    pub(in crate::store) replay: Option<Replay>,
}

/// What a commit makes true.
#[derive(Debug, Clone)]
pub(in crate::store) enum Write {
    /// A new artifact, version 1, revision 1.
    Create(Box<NewArtifact>),
    /// Another revision of one that is there; another version if content comes with it.
    Change(Box<ChangeArtifact>),
}

/// Content that is whole, verified and durable where it lies.
#[derive(Debug, Clone)]
pub(in crate::store) struct NewContent {
    /// What was measured.
    pub(in crate::store) sums: ContentSums,
    /// Where it is.
    pub(in crate::store) place: Place,
    /// The upload whose pending row this commit settles; inline content has none.
    pub(in crate::store) upload: Option<UploadId>,
}

/// What `begin_session` found or made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) enum Begun {
    /// The session that was asked for.
    New(Session),
    /// A live session of that name stands.
    Live(Session),
    /// The name was used before by another user (or nobody), and that is still on record.
    Foreign,
}

/// Something whose bytes may be freed now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) enum Due {
    /// Content that was replaced, deleted or expired: its garbage row's number, and where the bytes are.
    Garbage(i64, Place),
    /// An upload past its deadline.
    Upload(UploadId, Place),
}

/// Rows and their life. Every method is one transaction; what it answered is durable as far as the catalog is at all.
#[async_trait]
pub(in crate::store) trait Catalog:
    KeyRows + LeaseRows + LinkRows + NativeRows + StoreRows + UploadRows
{
    /// Names this catalog for ever; stores are marked with it.
    fn id(&self) -> &str;

    /// `sqlite`, `postgres` or `memory`.
    fn provider(&self) -> &'static str;

    /// May other processes have it open at the same time? Then what is pending may be theirs, and only its deadline
    /// says that nobody goes on with it.
    fn is_shared(&self) -> bool;

    /// A cheap probe: does it answer?
    async fn check(&self) -> Result<()>;

    // --- sessions -----------------------------------------------------------------------------------------------

    /// Begins `session` as the current incarnation of its name, unless the name's kept incarnation has another user
    /// (then it is foreign, live or not) or is live at `now`.
    async fn begin_session(&self, session: Session, replay: Option<Replay>, now: Timestamp) -> Result<Begun>;

    /// The one automatic session of `session.user`: the live one, its end moved to `session.expire_time` if that is
    /// later, or else `session` itself. Without a race: two callers at once get the same one.
    async fn automatic_session(&self, session: Session, now: Timestamp) -> Result<Session>;

    /// The current incarnation of this name, live or over.
    async fn session(&self, sandbox: &SandboxId, id: &SessionId) -> Result<Option<Session>>;

    /// All sessions of a user that are live at `now`, oldest first.
    async fn live_sessions_of(
        &self,
        sandbox: &SandboxId,
        user: &UserId,
        now: Timestamp,
    ) -> Result<Vec<Session>>;

    /// One page of the sessions that are live at `now`, newest first.
    async fn list_sessions(&self, query: &SessionsQuery, now: Timestamp) -> Result<SessionsPage>;

    /// Changes a session that is live at `now`, from what it is then; `None` if it is not live. `ETAG_MISMATCH` by the
    /// precondition.
    async fn change_session(&self, change: ChangeSession, now: Timestamp) -> Result<Option<Session>>;

    /// Ends a session now; what it held is invisible with it. `None` if it was over already, `ETAG_MISMATCH` by the
    /// precondition. Touches no artifact row.
    async fn end_session(
        &self,
        uid: SessionUid,
        precondition: &Precondition,
        replay: Option<Replay>,
        now: Timestamp,
    ) -> Result<Option<Session>>;

    // --- artifacts ----------------------------------------------------------------------------------------------

    /// What this id addresses in this sandbox, inline content included; an id of another sandbox is found by the same
    /// query to be nothing.
    async fn find(&self, sandbox: &SandboxId, id: ArtifactId) -> Result<Option<Found>>;

    /// A replaced version whose bytes are not freed yet (its garbage row stands). The artifact itself is not looked at.
    async fn find_replaced(
        &self,
        sandbox: &SandboxId,
        id: ArtifactId,
        version: u64,
    ) -> Result<Option<Content>>;

    /// One page of what is live at `now`.
    async fn list(&self, query: &ListQuery, now: Timestamp) -> Result<ListPage>;

    /// One page of what is live at `now` and meets the query. What one page costs is bounded: if few of very many meet
    /// it, a page may hold few or none and still lead on.
    async fn search(&self, query: &SearchQuery, now: Timestamp) -> Result<SearchPage>;

    /// CRC32C of `count` blocks of a blob from block `first` on. Blobs of at most one block have none on record: their
    /// content's own CRC32C is it. Fewer than `count` if the record ends before.
    async fn block_sums(&self, key: &BlobKey, first: u64, count: u64) -> Result<Vec<u32>>;

    /// Reserves a key: from here on the sweep can find the bytes.
    async fn begin_upload(&self, upload: &PendingUpload, now: Timestamp) -> Result<()>;

    /// Moves a pending upload's deadline: there was progress. `false` if it is forgotten, or given to the sweep.
    async fn extend_upload(&self, id: UploadId, deadline: Timestamp) -> Result<bool>;

    /// Forgets a pending upload whose bytes are gone (or never came).
    async fn forget_upload(&self, id: UploadId) -> Result<()>;

    /// Makes a new artifact, or a new revision of one, visible: the only moment at which anything does.
    ///
    /// In one transaction: the pending row must still stand, its deadline not passed (`UPLOAD_NOT_FOUND`); the owner's session must be live
    /// (`SESSION_EXPIRED`); a changed artifact must be there and live (`ARTIFACT_NOT_FOUND`, `ARTIFACT_EXPIRED`) and
    /// satisfy the precondition (`ETAG_MISMATCH`); then its row, its block sums and, for replaced content, its garbage row
    /// are written and the pending row goes; one that outlives connections must be sealed, and stays with the
    /// answer. A refusal changes nothing. The answer has inline content if the commit
    /// brought it.
    async fn commit(&self, write: Write, content: Option<NewContent>, now: Timestamp) -> Result<Artifact>;

    /// Takes an artifact away: its row goes, its content becomes garbage that is due at `now + free_after` (inline
    /// content goes with the row). Answers what it was, inline content left out, or `None` if it is not there or not live; `ETAG_MISMATCH` by the precondition.
    async fn delete(
        &self,
        sandbox: &SandboxId,
        id: ArtifactId,
        precondition: &Precondition,
        free_after: Duration,
        replay: Option<Replay>,
        now: Timestamp,
    ) -> Result<Option<Artifact>>;

    // --- requests -----------------------------------------------------------------------------------------------

    /// What this request was answered within the day before `now`.
    async fn answer(&self, key: &RequestKey, now: Timestamp) -> Result<Option<KeptAnswer>>;

    /// The fingerprint kept with any item of this request within the day before `now`; the key's own item does not count.
    async fn answered_item(&self, key: &RequestKey, now: Timestamp) -> Result<Option<[u8; 32]>>;

    // --- the sweep ----------------------------------------------------------------------------------------------

    /// Turns up to `limit` artifacts that are over (their own end, or their session's) into garbage due at
    /// `now + free_after` and, those that expired, tombstones kept for 24 hours from their end. Inline content goes with
    /// its row. Answers how many rows it dealt with (artifacts, and sessions found to hold nothing any more): fewer than
    /// `limit` means that nothing is left.
    async fn retire_expired(&self, free_after: Duration, limit: usize, now: Timestamp) -> Result<Retired>;

    /// Up to `limit` things whose bytes may be freed at `now`. An upload that is answered cannot be committed any more;
    /// it is answered again until it is forgotten.
    async fn due(&self, limit: usize, now: Timestamp) -> Result<Vec<Due>>;

    /// Every upload in one go on record: at start, a process that has the catalog to itself sweeps them all, since
    /// whoever wrote them is gone. Those that outlive connections outlive processes too.
    async fn pending_uploads(&self, limit: usize) -> Result<Vec<Due>>;

    /// Forgets what was due, its bytes being gone: the row, and the block sums of its key.
    async fn forget(&self, due: &Due) -> Result<()>;

    /// Drops up to `limit` rows that were only kept to answer for what is gone: tombstones and answers past their day,
    /// sessions a day past their end that hold nothing any more, completed uploads past their deadline. Answers how many.
    async fn drop_outlived(&self, limit: usize, now: Timestamp) -> Result<usize>;

    // --- looking after it ---------------------------------------------------------------------------------------

    /// What a sweep would find at `now`. Costs a look at each of these rows' index entries.
    async fn overdue(&self, now: Timestamp) -> Result<Overdue>;

    /// Of each of these keys, in their order: does any row, of an artifact, of garbage or of an upload, tell of it? All
    /// of a key's rows are looked at in the same moment.
    async fn known_keys(&self, keys: &[BlobKey]) -> Result<Vec<bool>>;

    /// Up to `limit` artifacts of all sandboxes in the order of their ids from behind `after` on, over or not, inline
    /// content included.
    async fn scan(&self, after: Option<ArtifactId>, limit: usize) -> Result<Vec<Artifact>>;

    /// What is there at `now`, in a sandbox or in all of them. Costs a pass over all artifacts' rows.
    async fn figures(&self, sandbox: Option<&SandboxId>, now: Timestamp) -> Result<Figures>;
}
