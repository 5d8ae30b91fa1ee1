//! The catalog in SQLite: a file, or memory.
//!
//! A file is written by one connection ([`writer`]) and read by a few others, which the write-ahead log lets go on
//! while it writes. A database in memory has one connection, which readers and the writer take in turn. That no other
//! process has the file is seen to by who opens it.

mod artifacts;
mod connect;
mod fault;
mod figures;
mod keys;
mod leases;
mod links;
mod list;
mod native;
mod requests;
mod rows;
mod search;
mod sessions;
mod stores;
mod sweep;
mod terms;
#[cfg(test)]
mod tests;
mod upload_rows;
mod uploads;
mod url_rows;
mod writer;

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::SqlitePoolOptions;
use sqlx::{ConnectOptions as _, Sqlite, SqliteConnection, SqlitePool};
use tokio::sync::{Mutex, OwnedMutexGuard};

use self::fault::Outcome;
use self::writer::{Link, Writer};
use super::cache::RowCache;
use super::{
    Begun, Catalog, CatalogLimits, ChangeSession, Due, Figures, Found, ListPage, ListQuery, NewContent,
    Overdue, PendingUpload, Replay, Retired, SearchPage, SearchQuery, SessionsPage, SessionsQuery, Write,
};
use crate::domain::{
    Artifact, ArtifactId, BlobKey, Content, KeptAnswer, Precondition, RequestKey, SandboxId, Session,
    SessionId, SessionUid, Timestamp, UploadId, UserId,
};
use crate::error::{Error, Result};
use crate::store::reserve::Reserve;

/// How long a reading waits for a connection before it says that the catalog does not answer.
const READ_WAIT: Duration = Duration::from_secs(30);

/// The catalog.
pub(super) struct SqliteCatalog {
    id: String,
    provider: &'static str,
    readers: Readers,
    writer: Writer,
    cache: Arc<RowCache>,
}

enum Readers {
    Pool(SqlitePool),
    Shared(Arc<Mutex<SqliteConnection>>),
}

/// A connection to read by.
enum Reader {
    Pooled(PoolConnection<Sqlite>),
    Shared(OwnedMutexGuard<SqliteConnection>),
}

impl Deref for Reader {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        match self {
            Self::Pooled(db) => db,
            Self::Shared(db) => db,
        }
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Pooled(db) => db,
            Self::Shared(db) => db,
        }
    }
}

impl SqliteCatalog {
    /// Opens a catalog in a file, made if it is not there.
    pub(super) async fn file(path: &Path, limits: &CatalogLimits, fresh_id: &str) -> Result<Self> {
        let reserve = Reserve::beside(path).await;
        let options = connect::file(path);
        let mut db = options.connect().await.map_err(fault::name)?;
        let id = connect::prepare(&mut db, fresh_id).await?;
        let pool = SqlitePoolOptions::new()
            .max_connections(limits.readers)
            .acquire_timeout(READ_WAIT)
            .idle_timeout(None)
            .max_lifetime(None)
            // A connection to a file does not go stale, and asking costs as much as the query.
            .test_before_acquire(false)
            .connect_lazy_with(connect::reader(path));
        reserve.take_back().await;
        let link = Link::File(Box::new(options), Some(db), reserve);
        Ok(Self::over(id, "sqlite", Readers::Pool(pool), link, limits))
    }

    /// Opens a catalog in memory.
    pub(super) async fn memory(limits: &CatalogLimits, fresh_id: &str) -> Result<Self> {
        let mut db = connect::memory().connect().await.map_err(fault::name)?;
        let id = connect::prepare(&mut db, fresh_id).await?;
        let shared = Arc::new(Mutex::new(db));
        let link = Link::Shared(Arc::clone(&shared));
        Ok(Self::over(id, "memory", Readers::Shared(shared), link, limits))
    }

    fn over(
        id: String,
        provider: &'static str,
        readers: Readers,
        link: Link,
        limits: &CatalogLimits,
    ) -> Self {
        let cache = Arc::new(RowCache::new(limits.cache_entries, limits.cache_bytes));
        let writer = Writer::start(link, Arc::clone(&cache));
        Self { id, provider, readers, writer, cache }
    }

    async fn reader(&self) -> Outcome<Reader> {
        Ok(match &self.readers {
            Readers::Pool(pool) => Reader::Pooled(pool.acquire().await?),
            Readers::Shared(shared) => Reader::Shared(Arc::clone(shared).lock_owned().await),
        })
    }
}

#[async_trait]
impl Catalog for SqliteCatalog {
    fn id(&self) -> &str {
        &self.id
    }

    fn provider(&self) -> &'static str {
        self.provider
    }

    fn is_shared(&self) -> bool {
        false
    }

    async fn check(&self) -> Result<()> {
        let mut db = self.reader().await?;
        sqlx::query(include_str!("queries/check.sql")).execute(&mut *db).await.map_err(fault::name)?;
        Ok(())
    }

    async fn begin_session(&self, session: Session, replay: Option<Replay>, now: Timestamp) -> Result<Begun> {
        self.writer.run(sessions::Begin { session, replay, now }).await
    }

    async fn automatic_session(&self, session: Session, now: Timestamp) -> Result<Session> {
        let Some(user) = session.user.clone() else {
            return Err(Error::internal("an automatic session is a user's"));
        };
        // Most writes find one that lasts long enough, and need not queue for it.
        let standing = sessions::standing(&mut *self.reader().await?, &session.sandbox, &user, now).await?;
        match standing {
            Some(standing) if standing.expire_time >= session.expire_time => Ok(standing),
            Some(_) | None => self.writer.run(sessions::Automatic { session, user, now }).await,
        }
    }

    async fn session(&self, sandbox: &SandboxId, id: &SessionId) -> Result<Option<Session>> {
        Ok(sessions::by_name(&mut *self.reader().await?, sandbox, id).await?)
    }

    async fn live_sessions_of(
        &self,
        sandbox: &SandboxId,
        user: &UserId,
        now: Timestamp,
    ) -> Result<Vec<Session>> {
        Ok(sessions::live_of(&mut *self.reader().await?, sandbox, user, now).await?)
    }

    async fn list_sessions(&self, query: &SessionsQuery, now: Timestamp) -> Result<SessionsPage> {
        Ok(sessions::page(&mut *self.reader().await?, query, now).await?)
    }

    async fn change_session(&self, change: ChangeSession, now: Timestamp) -> Result<Option<Session>> {
        self.writer.run(sessions::Change { change, now }).await
    }

    async fn end_session(
        &self,
        uid: SessionUid,
        precondition: &Precondition,
        replay: Option<Replay>,
        now: Timestamp,
    ) -> Result<Option<Session>> {
        self.writer.run(sessions::End { uid, precondition: precondition.clone(), replay, now }).await
    }

    async fn find(&self, sandbox: &SandboxId, id: ArtifactId) -> Result<Option<Found>> {
        if let Some(artifact) = self.cache.get(sandbox, id) {
            return Ok(Some(Found::Artifact(Box::new(artifact))));
        }
        let ticket = self.cache.ticket(id);
        let found = artifacts::find(&mut *self.reader().await?, sandbox, id).await?;
        if let Some(Found::Artifact(artifact)) = &found {
            self.cache.keep(&ticket, artifact);
        }
        Ok(found)
    }

    async fn find_replaced(
        &self,
        sandbox: &SandboxId,
        id: ArtifactId,
        version: u64,
    ) -> Result<Option<Content>> {
        Ok(artifacts::find_replaced(&mut *self.reader().await?, sandbox, id, version).await?)
    }

    async fn list(&self, query: &ListQuery, now: Timestamp) -> Result<ListPage> {
        Ok(list::page(&mut *self.reader().await?, query, now).await?)
    }

    async fn search(&self, query: &SearchQuery, now: Timestamp) -> Result<SearchPage> {
        Ok(search::page(&mut *self.reader().await?, query, now).await?)
    }

    async fn block_sums(&self, key: &BlobKey, first: u64, count: u64) -> Result<Vec<u32>> {
        Ok(artifacts::block_sums(&mut *self.reader().await?, key, first, count).await?)
    }

    async fn begin_upload(&self, upload: &PendingUpload, now: Timestamp) -> Result<()> {
        self.writer.run(uploads::Begin { upload: upload.clone(), now }).await
    }

    async fn extend_upload(&self, id: UploadId, deadline: Timestamp) -> Result<bool> {
        self.writer.run(uploads::Extend { id, deadline }).await
    }

    async fn forget_upload(&self, id: UploadId) -> Result<()> {
        self.writer.run(uploads::Forget { id }).await
    }

    async fn commit(&self, write: Write, content: Option<NewContent>, now: Timestamp) -> Result<Artifact> {
        match write {
            Write::Create(new) => {
                let Some(content) = content else {
                    return Err(Error::internal("a new artifact has content"));
                };
                self.writer.run(artifacts::Create::new(*new, content, now)).await
            }
            Write::Change(change) => {
                self.writer.run(artifacts::Change { wanted: *change, content, now }).await
            }
        }
    }

    async fn delete(
        &self,
        sandbox: &SandboxId,
        id: ArtifactId,
        precondition: &Precondition,
        free_after: Duration,
        replay: Option<Replay>,
        now: Timestamp,
    ) -> Result<Option<Artifact>> {
        let (sandbox, precondition) = (sandbox.clone(), precondition.clone());
        self.writer.run(artifacts::Delete { sandbox, id, precondition, free_after, replay, now }).await
    }

    async fn answer(&self, key: &RequestKey, now: Timestamp) -> Result<Option<KeptAnswer>> {
        Ok(requests::find(&mut *self.reader().await?, key, now).await?)
    }

    async fn answered_item(&self, key: &RequestKey, now: Timestamp) -> Result<Option<[u8; 32]>> {
        Ok(requests::find_item(&mut *self.reader().await?, key, now).await?)
    }

    async fn retire_expired(&self, free_after: Duration, limit: usize, now: Timestamp) -> Result<Retired> {
        let done = self.writer.run(sweep::Retire { free_after, limit, now }).await?;
        Ok(Retired { artifacts: done.artifacts.len(), sessions: done.sessions })
    }

    async fn due(&self, limit: usize, now: Timestamp) -> Result<Vec<Due>> {
        let garbage = sweep::garbage_due(&mut *self.reader().await?, limit, now).await?;
        let room = limit - garbage.len();
        let uploads = room > 0 && sweep::uploads_due(&mut *self.reader().await?, now).await?;
        if !uploads {
            return Ok(garbage);
        }
        let claimed = self.writer.run(sweep::Claim { limit: room, now }).await?;
        Ok(garbage.into_iter().chain(claimed).collect())
    }

    async fn pending_uploads(&self, limit: usize) -> Result<Vec<Due>> {
        Ok(sweep::pending_uploads(&mut *self.reader().await?, limit).await?)
    }

    async fn forget(&self, due: &Due) -> Result<()> {
        self.writer.run(sweep::Forget { due: due.clone() }).await
    }

    async fn drop_outlived(&self, limit: usize, now: Timestamp) -> Result<usize> {
        self.writer.run(sweep::DropOutlived { limit, now }).await
    }

    async fn overdue(&self, now: Timestamp) -> Result<Overdue> {
        Ok(figures::overdue(&mut *self.reader().await?, now).await?)
    }

    async fn known_keys(&self, keys: &[BlobKey]) -> Result<Vec<bool>> {
        Ok(figures::known_keys(&mut *self.reader().await?, keys).await?)
    }

    async fn scan(&self, after: Option<ArtifactId>, limit: usize) -> Result<Vec<Artifact>> {
        Ok(figures::scan(&mut *self.reader().await?, after, limit).await?)
    }

    async fn figures(&self, sandbox: Option<&SandboxId>, now: Timestamp) -> Result<Figures> {
        Ok(figures::figures(&mut *self.reader().await?, sandbox, now).await?)
    }
}
