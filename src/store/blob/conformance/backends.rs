//! The backends that need nothing but this machine, each in a fresh world.

use super::*;

pub(super) struct Memory(Arc<dyn BlobStore>);

impl Memory {
    pub(super) async fn open() -> Self {
        Self(open(&BlobConfig::Memory, &around(1)).await.unwrap())
    }
}

#[async_trait]
impl Backend for Memory {
    fn store(&self) -> &dyn BlobStore {
        &*self.0
    }

    async fn other_process(&self) -> Option<Arc<dyn BlobStore>> {
        None
    }

    async fn damage(&self, _: &BlobKey, _: Damage) -> bool {
        false
    }

    async fn leftovers(&self) -> usize {
        0
    }
}

pub(super) struct Filesystem {
    dir: tempfile::TempDir,
    store: Arc<dyn BlobStore>,
}

impl Filesystem {
    pub(super) async fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Self::process(&dir, 1).await;
        Self { dir, store }
    }

    async fn process(dir: &tempfile::TempDir, nonce: u64) -> Arc<dyn BlobStore> {
        open(&BlobConfig::Filesystem { root: dir.path().join("a/b") }, &around(nonce)).await.unwrap()
    }
}

#[async_trait]
impl Backend for Filesystem {
    fn store(&self) -> &dyn BlobStore {
        &*self.store
    }

    async fn other_process(&self) -> Option<Arc<dyn BlobStore>> {
        Some(Self::process(&self.dir, 2).await)
    }

    async fn damage(&self, key: &BlobKey, damage: Damage) -> bool {
        let path = self.dir.path().join("a/b").join(key.as_str());
        match damage {
            Damage::Remove => std::fs::remove_file(path).unwrap(),
            Damage::Truncate => {
                let file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
                file.set_len(file.metadata().unwrap().len() - 1).unwrap();
            }
        }
        true
    }

    async fn leftovers(&self) -> usize {
        std::fs::read_dir(self.dir.path().join("a/b/.staging")).unwrap().count()
    }
}

pub(super) struct Sqlite {
    dir: tempfile::TempDir,
    store: Arc<dyn BlobStore>,
}

impl Sqlite {
    pub(super) async fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Self::process(&dir, 1 << 40).await;
        Self { dir, store }
    }

    async fn process(dir: &tempfile::TempDir, nonce: u64) -> Arc<dyn BlobStore> {
        open(&BlobConfig::Sqlite { path: dir.path().join("a/blobs.db") }, &around(nonce)).await.unwrap()
    }

    async fn raw(&self) -> sqlx::SqliteConnection {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(self.dir.path().join("a/blobs.db"));
        sqlx::ConnectOptions::connect(&options).await.unwrap()
    }
}

#[async_trait]
impl Backend for Sqlite {
    fn store(&self) -> &dyn BlobStore {
        &*self.store
    }

    async fn other_process(&self) -> Option<Arc<dyn BlobStore>> {
        Some(Self::process(&self.dir, 3 << 40).await)
    }

    async fn damage(&self, key: &BlobKey, damage: Damage) -> bool {
        let change = match damage {
            Damage::Remove => {
                "DELETE FROM chunks WHERE number = ? AND blob = (SELECT id FROM blobs WHERE key = ?)"
            }
            Damage::Truncate => {
                "UPDATE chunks SET bytes = substr(bytes, 2) WHERE number = ? AND blob = (SELECT id FROM blobs WHERE key = ?)"
            }
        };
        let size = self.store.size_of(key).await.unwrap().unwrap();
        let last = i64::try_from((size - 1) / BLOCK_SIZE).unwrap();
        let change = sqlx::query(change).bind(last).bind(key.as_str());
        assert_eq!(change.execute(&mut self.raw().await).await.unwrap().rows_affected(), 1);
        true
    }

    async fn leftovers(&self) -> usize {
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM blobs WHERE state <> 1")
            .fetch_one(&mut self.raw().await)
            .await
            .unwrap();
        usize::try_from(count).unwrap()
    }
}

/// A process of its own.
pub(super) fn around(nonce: u64) -> Around {
    Around { nonce, clock: clock(), shutdown: Shutdown::new(), buffers: Buffers::new(64 << 20) }
}

pub(super) fn clock() -> Arc<dyn Clock> {
    Arc::new(ManualClock::new(SystemClock.now()))
}
