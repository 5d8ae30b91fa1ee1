//! A fresh catalog, and short words for what the tests make in it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use artigrid_test_services::{Postgres, or_skip};
use bytes::Bytes;
use tempfile::TempDir;

use super::super::*;
use crate::chance::SeededChance;
use crate::domain::{
    Caller, ContentHasher, Digests, Filename, Lifetime, Meta, MimeType, Place, Repeatable, RequestId,
    SessionChanges, Summary,
};

pub(in crate::store::catalog) const HOUR: Duration = Duration::from_hours(1);
pub(in crate::store::catalog) const MINUTE: Duration = Duration::from_mins(1);

/// The moment at which tests begin.
pub(in crate::store::catalog) const START: Timestamp = Timestamp::from_micros(1_700_000_000_000_000);

/// The catalog's own.
const ID: &str = "0123456789abcdef0123456789abcdef";

pub(in crate::store::catalog) struct World {
    pub(in crate::store::catalog) catalog: Arc<dyn Catalog>,
    pub(in crate::store::catalog) chance: Arc<SeededChance>,
    pub(in crate::store::catalog) sandbox: SandboxId,
    config: CatalogConfig,
    path: Option<TempDir>,
    made: AtomicU64,
}

impl World {
    pub(in crate::store::catalog) async fn memory() -> Self {
        Self::over(CatalogConfig::Memory, None).await
    }

    pub(in crate::store::catalog) async fn file() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = CatalogConfig::Sqlite { path: folder.path().join("catalog.sqlite") };
        Self::over(config, Some(folder)).await
    }

    /// A database of its own on the one server that this process's tests share, or nothing where there is none.
    pub(in crate::store::catalog) async fn postgres() -> Option<Self> {
        Some(Self::over(CatalogConfig::Postgres(Self::database().await?), None).await)
    }

    /// A catalog in this place.
    pub(in crate::store::catalog) async fn on(config: CatalogConfig) -> Self {
        Self::over(config, None).await
    }

    /// Another replica over the same database.
    pub(in crate::store::catalog) async fn beside(&self) -> Self {
        Self::on(self.config.clone()).await
    }

    /// A fresh database with a catalog in it. Making the tables takes longer than most tests: it is copied.
    pub(in crate::store::catalog) async fn database() -> Option<PostgresSettings> {
        static TEMPLATE: tokio::sync::OnceCell<String> = tokio::sync::OnceCell::const_new();
        let server = or_skip(blocking(Postgres::shared).await)?;
        let template = TEMPLATE
            .get_or_init(async || {
                let url = server.fresh_database();
                let config = CatalogConfig::Postgres(settings(&url));
                drop(open(&config, &CatalogLimits::default(), ID).await.unwrap());
                url
            })
            .await
            .clone();
        Some(settings(&blocking(move || server.copy_of(&template)).await))
    }

    async fn over(config: CatalogConfig, path: Option<TempDir>) -> Self {
        let chance = Arc::new(SeededChance::new(1));
        let catalog = open(&config, &CatalogLimits::default(), ID).await.unwrap();
        let sandbox = SandboxId::parse("sandbox", "acme").unwrap();
        Self { catalog, config, chance, sandbox, path, made: AtomicU64::new(0) }
    }

    /// The same file, opened by another.
    pub(in crate::store::catalog) async fn reopened(self) -> Self {
        let Self { catalog, path, .. } = self;
        drop(catalog);
        let config = CatalogConfig::Sqlite { path: path.as_ref().unwrap().path().join("catalog.sqlite") };
        Self::over(config, path).await
    }

    pub(in crate::store::catalog) fn file_path(&self) -> PathBuf {
        self.path.as_ref().unwrap().path().join("catalog.sqlite")
    }

    pub(in crate::store::catalog) fn artifact_id(&self) -> ArtifactId {
        ArtifactId::generate(START, &*self.chance)
    }

    pub(in crate::store::catalog) fn session(
        &self,
        name: &str,
        user: Option<&str>,
        now: Timestamp,
        ttl: Duration,
    ) -> Session {
        Session {
            uid: SessionUid::generate(now, &*self.chance),
            sandbox: self.sandbox.clone(),
            id: SessionId::parse("session", name).unwrap(),
            user: user.map(self::user),
            meta: Meta::parse("meta", r#"{"k":[1,"x"]}"#).unwrap(),
            create_time: now,
            update_time: now,
            expire_time: now.plus(ttl),
            end_time: None,
            automatic: false,
            revision: 1,
        }
    }

    /// A session that has begun.
    pub(in crate::store::catalog) async fn begun(
        &self,
        name: &str,
        user: Option<&str>,
        now: Timestamp,
        ttl: Duration,
    ) -> Session {
        let session = self.session(name, user, now, ttl);
        match self.begin(session, now).await.unwrap() {
            Begun::New(session) => session,
            other => panic!("{other:?}"),
        }
    }

    /// Begins a session, or finds what is in its way.
    pub(in crate::store::catalog) async fn begin(&self, session: Session, now: Timestamp) -> Result<Begun> {
        self.catalog.begin_session(session, None, now).await
    }

    /// Takes an artifact away.
    pub(in crate::store::catalog) async fn delete(
        &self,
        sandbox: &SandboxId,
        id: ArtifactId,
        precondition: &Precondition,
        free_after: Duration,
        now: Timestamp,
    ) -> Result<Option<Artifact>> {
        self.catalog.delete(sandbox, id, precondition, free_after, None, now).await
    }

    /// A request that ann makes: this id says this.
    pub(in crate::store::catalog) fn request(&self, id: u128, says: &str, item: u32) -> Replay {
        let id = RequestId::parse("id", &format!("{id:032x}")).unwrap();
        let request = Repeatable { item, ..Repeatable::new(id, "Do", says.as_bytes()) };
        let caller = Caller {
            sandbox: self.sandbox.clone(),
            role: crate::domain::Role::User,
            user: Some(user("ann")),
            session: None,
        };
        Replay { key: RequestKey::of(&caller, &request), fingerprint: request.fingerprint }
    }

    /// Moves a session's end.
    pub(in crate::store::catalog) async fn renew(
        &self,
        uid: SessionUid,
        end: Timestamp,
        now: Timestamp,
    ) -> Result<Option<Session>> {
        let lifetime = Lifetime::Ttl(end.since(now));
        let changes = SessionChanges { lifetime, ..SessionChanges::default() };
        let change =
            ChangeSession { uid, precondition: Precondition::None, changes, max_ttl: None, replay: None };
        self.catalog.change_session(change, now).await
    }

    /// Ends a session.
    pub(in crate::store::catalog) async fn end(
        &self,
        uid: SessionUid,
        now: Timestamp,
    ) -> Result<Option<Session>> {
        self.catalog.end_session(uid, &Precondition::None, None, now).await
    }

    pub(in crate::store::catalog) fn fresh(&self, owner: Owner, filename: &str) -> NewArtifact {
        let spec = ArtifactSpec {
            filename: (!filename.is_empty()).then(|| Filename::parse("filename", filename).unwrap()),
            mime: MimeType::parse("mime", "text/plain").unwrap(),
            summary: Summary::parse("summary", "about\nthis").unwrap(),
            meta: Meta::parse("meta", r#"{"a":{"b":1.5,"c":18446744073709551615}}"#).unwrap(),
            ..ArtifactSpec::default()
        };
        NewArtifact {
            id: self.artifact_id(),
            sandbox: self.sandbox.clone(),
            owner,
            spec,
            expire_time: None,
            replay: None,
        }
    }

    /// Makes an artifact with inline content.
    pub(in crate::store::catalog) async fn create(
        &self,
        new: NewArtifact,
        now: Timestamp,
    ) -> Result<Artifact> {
        let content = inline(b"hello");
        self.catalog.commit(Write::Create(Box::new(new)), Some(content), now).await
    }

    /// An upload that has begun, for this artifact.
    pub(in crate::store::catalog) async fn upload(&self, new: &NewArtifact, now: Timestamp) -> PendingUpload {
        let id = UploadId::generate(now, &*self.chance);
        let upload = PendingUpload {
            id,
            artifact: new.id,
            sandbox: self.sandbox.clone(),
            owner: new.owner.clone(),
            store: StoreName::default_store(),
            key: crate::domain::GridKey::new(&self.sandbox, &new.owner, new.id).blob(id),
            deadline: now.plus(HOUR),
        };
        self.catalog.begin_upload(&upload, now).await.unwrap();
        upload
    }

    /// Content of `blocks` blocks that this upload wrote.
    pub(in crate::store::catalog) fn uploaded(&self, upload: &PendingUpload, blocks: u32) -> NewContent {
        let made = self.made.fetch_add(1, Ordering::Relaxed);
        let digests = Digests { crc32c: Some(u32::MAX - u32::try_from(made).unwrap()), sha256: None };
        let sums = ContentSums {
            size: u64::from(blocks) << 20,
            digests,
            blocks: (0..blocks).map(|block| block.wrapping_mul(2_654_435_761)).collect(),
        };
        let place = Place::Blob { store: upload.store.clone(), key: upload.key.clone() };
        NewContent { sums, place, upload: Some(upload.id) }
    }

    /// Makes an artifact whose content is a blob.
    pub(in crate::store::catalog) async fn create_blob(
        &self,
        new: NewArtifact,
        blocks: u32,
        now: Timestamp,
    ) -> Artifact {
        let upload = self.upload(&new, now).await;
        let content = self.uploaded(&upload, blocks);
        self.catalog.commit(Write::Create(Box::new(new)), Some(content), now).await.unwrap()
    }

    pub(in crate::store::catalog) fn change(&self, id: ArtifactId, changes: Changes) -> ChangeArtifact {
        ChangeArtifact {
            sandbox: self.sandbox.clone(),
            id,
            precondition: Precondition::None,
            changes,
            max_ttl: None,
            free_after: HOUR,
            replay: None,
        }
    }

    pub(in crate::store::catalog) async fn commit_change(
        &self,
        change: ChangeArtifact,
        content: Option<NewContent>,
        now: Timestamp,
    ) -> Result<Artifact> {
        self.catalog.commit(Write::Change(Box::new(change)), content, now).await
    }

    pub(in crate::store::catalog) async fn found(&self, id: ArtifactId) -> Option<Found> {
        self.catalog.find(&self.sandbox, id).await.unwrap()
    }

    pub(in crate::store::catalog) async fn artifact(&self, id: ArtifactId) -> Artifact {
        match self.found(id).await {
            Some(Found::Artifact(artifact)) => *artifact,
            other => panic!("{other:?}"),
        }
    }
}

/// What a test takes of the server: they are many at once.
pub(in crate::store::catalog) fn settings(url: &str) -> PostgresSettings {
    PostgresSettings {
        url: url.to_owned(),
        connections: 4,
        acquire_timeout: MINUTE,
        statement_timeout: MINUTE,
        lock_timeout: MINUTE,
    }
}

/// Starting a server is waiting for it.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}

/// Some new name.
pub(in crate::store::catalog) fn renamed(name: &str) -> Changes {
    Changes { filename: Some(Some(Filename::parse("filename", name).unwrap())), ..Changes::default() }
}

/// A user of this name.
pub(in crate::store::catalog) fn user(name: &str) -> UserId {
    UserId::parse("user", name).unwrap()
}

/// Small content, measured.
pub(in crate::store::catalog) fn inline(data: &[u8]) -> NewContent {
    let mut hasher = ContentHasher::new(true);
    hasher.update(data);
    let place = Place::Inline(Some(Bytes::copy_from_slice(data)));
    NewContent { sums: hasher.finish(), place, upload: None }
}
