//! The catalog in Postgres: shared by all replicas that name the same database.
//!
//! Nothing is kept here between two calls but connections: another replica may have changed any row meanwhile. So each
//! call is a job ([`work`]) that asks the database, and the database alone keeps the callers apart: by locks on the rows
//! that a change decides by, and by unique indexes where two might make the same.

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
mod upload_read;
mod upload_rows;
mod uploads;
mod url_rows;
mod work;

use std::time::Duration;

use async_trait::async_trait;
use sqlx::PgConnection;

use self::fault::Outcome;
use self::work::{Job, Link, Way};
use super::{
    Begun, Catalog, ChangeSession, Due, Figures, Found, ListPage, ListQuery, NewContent, Overdue,
    PendingUpload, PostgresSettings, Replay, Retired, SearchPage, SearchQuery, SessionsPage, SessionsQuery,
    Write,
};
use crate::domain::{
    Artifact, ArtifactId, BlobKey, Content, KeptAnswer, Precondition, RequestKey, SandboxId, Session,
    SessionId, SessionUid, Timestamp, UploadId, UserId,
};
use crate::error::{Error, Result};

/// The catalog.
pub(super) struct PostgresCatalog {
    id: String,
    link: Link,
}

impl PostgresCatalog {
    /// Opens the catalog in a database that is there; its tables are made if they are not.
    pub(super) async fn open(settings: &PostgresSettings, fresh_id: &str) -> Result<Self> {
        let id = connect::prepare(settings, fresh_id).await?;
        // A statement that began in time may take its own.
        let bound = settings.acquire_timeout + settings.statement_timeout;
        Ok(Self { id, link: Link::new(connect::pool(settings)?, bound) })
    }
}

/// Does it answer?
struct Check;

impl Job for Check {
    type Answer = ();
    const WAY: Way = Way::Look;

    async fn run(&self, db: &mut PgConnection) -> Outcome<()> {
        sqlx::query(include_str!("queries/check.sql")).execute(db).await?;
        Ok(())
    }
}

#[async_trait]
impl Catalog for PostgresCatalog {
    fn id(&self) -> &str {
        &self.id
    }

    fn provider(&self) -> &'static str {
        "postgres"
    }

    fn is_shared(&self) -> bool {
        true
    }

    async fn check(&self) -> Result<()> {
        self.link.run(Check).await
    }

    async fn begin_session(&self, session: Session, replay: Option<Replay>, now: Timestamp) -> Result<Begun> {
        self.link.run(sessions::Begin { session, replay, now }).await
    }

    async fn automatic_session(&self, session: Session, now: Timestamp) -> Result<Session> {
        let Some(user) = session.user.clone() else {
            return Err(Error::internal("an automatic session is a user's"));
        };
        // Most writes find one that lasts long enough, and need not lock it.
        let standing = sessions::Standing { sandbox: &session.sandbox, user: &user, now };
        match self.link.run(standing).await? {
            Some(standing) if standing.expire_time >= session.expire_time => Ok(standing),
            Some(_) | None => self.link.run(sessions::Automatic { session, user, now }).await,
        }
    }

    async fn session(&self, sandbox: &SandboxId, id: &SessionId) -> Result<Option<Session>> {
        self.link.run(sessions::ByName { sandbox, id }).await
    }

    async fn live_sessions_of(
        &self,
        sandbox: &SandboxId,
        user: &UserId,
        now: Timestamp,
    ) -> Result<Vec<Session>> {
        self.link.run(sessions::LiveOf { sandbox, user, now }).await
    }

    async fn list_sessions(&self, query: &SessionsQuery, now: Timestamp) -> Result<SessionsPage> {
        self.link.run(sessions::Page { query, now }).await
    }

    async fn change_session(&self, change: ChangeSession, now: Timestamp) -> Result<Option<Session>> {
        self.link.run(sessions::Change { change, now }).await
    }

    async fn end_session(
        &self,
        uid: SessionUid,
        precondition: &Precondition,
        replay: Option<Replay>,
        now: Timestamp,
    ) -> Result<Option<Session>> {
        self.link.run(sessions::End { uid, precondition, replay, now }).await
    }

    async fn find(&self, sandbox: &SandboxId, id: ArtifactId) -> Result<Option<Found>> {
        self.link.run(artifacts::Find { sandbox, id }).await
    }

    async fn find_replaced(
        &self,
        sandbox: &SandboxId,
        id: ArtifactId,
        version: u64,
    ) -> Result<Option<Content>> {
        self.link.run(artifacts::FindReplaced { sandbox, id, version }).await
    }

    async fn list(&self, query: &ListQuery, now: Timestamp) -> Result<ListPage> {
        self.link.run(list::Page { query, now }).await
    }

    async fn search(&self, query: &SearchQuery, now: Timestamp) -> Result<SearchPage> {
        self.link.run(search::Page { query, now }).await
    }

    async fn block_sums(&self, key: &BlobKey, first: u64, count: u64) -> Result<Vec<u32>> {
        self.link.run(artifacts::BlockSums { key, first, count }).await
    }

    async fn begin_upload(&self, upload: &PendingUpload, now: Timestamp) -> Result<()> {
        self.link.run(uploads::Begin { upload, now }).await
    }

    async fn extend_upload(&self, id: UploadId, deadline: Timestamp) -> Result<bool> {
        self.link.run(uploads::Extend { id, deadline }).await
    }

    async fn forget_upload(&self, id: UploadId) -> Result<()> {
        self.link.run(uploads::Forget { id }).await
    }

    async fn commit(&self, write: Write, content: Option<NewContent>, now: Timestamp) -> Result<Artifact> {
        match write {
            Write::Create(new) => {
                let Some(content) = content else {
                    return Err(Error::internal("a new artifact has content"));
                };
                self.link.run(artifacts::Create::new(*new, content, now)).await
            }
            Write::Change(wanted) => self.link.run(artifacts::Change { wanted: *wanted, content, now }).await,
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
        self.link.run(artifacts::Delete { sandbox, id, precondition, free_after, replay, now }).await
    }

    async fn answer(&self, key: &RequestKey, now: Timestamp) -> Result<Option<KeptAnswer>> {
        self.link.run(requests::Find { key, now }).await
    }

    async fn answered_item(&self, key: &RequestKey, now: Timestamp) -> Result<Option<[u8; 32]>> {
        self.link.run(requests::FindItem { key, now }).await
    }

    async fn retire_expired(&self, free_after: Duration, limit: usize, now: Timestamp) -> Result<Retired> {
        self.link.run(sweep::Retire { free_after, limit, now }).await
    }

    async fn due(&self, limit: usize, now: Timestamp) -> Result<Vec<Due>> {
        let mut due = self.link.run(sweep::GarbageDue { limit, now }).await?;
        if due.len() < limit {
            let limit = limit - due.len();
            due.extend(self.link.run(sweep::Claim { limit, now }).await?);
        }
        Ok(due)
    }

    async fn pending_uploads(&self, limit: usize) -> Result<Vec<Due>> {
        self.link.run(sweep::PendingUploads { limit }).await
    }

    async fn forget(&self, due: &Due) -> Result<()> {
        self.link.run(sweep::Forget { due }).await
    }

    async fn drop_outlived(&self, limit: usize, now: Timestamp) -> Result<usize> {
        self.link.run(sweep::DropOutlived { limit, now }).await
    }

    async fn overdue(&self, now: Timestamp) -> Result<Overdue> {
        self.link.run(figures::CountOverdue { now }).await
    }

    async fn known_keys(&self, keys: &[BlobKey]) -> Result<Vec<bool>> {
        self.link.run(figures::KnownKeys { keys }).await
    }

    async fn scan(&self, after: Option<ArtifactId>, limit: usize) -> Result<Vec<Artifact>> {
        self.link.run(figures::Scan { after, limit }).await
    }

    async fn figures(&self, sandbox: Option<&SandboxId>, now: Timestamp) -> Result<Figures> {
        self.link.run(figures::CountAll { sandbox, now }).await
    }
}
