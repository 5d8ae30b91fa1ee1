//! S3 twice: a real server, with parts so small that most contents have several, and the one that runs anywhere, with the
//! least parts that it takes.

use super::super::s3::tests::world::World;
use super::*;

pub(super) struct Garage(Option<(World, Arc<dyn BlobStore>)>);

impl Garage {
    pub(super) async fn open() -> Self {
        let Some(world) = World::garage(BLOCK_SIZE).await else { return Self(None) };
        let store = world.process(1).await;
        Self(Some((world, store)))
    }

    fn world(&self) -> &World {
        &self.0.as_ref().expect("a garage").0
    }
}

#[async_trait]
impl Backend for Garage {
    fn is_there(&self) -> bool {
        self.0.is_some()
    }

    fn store(&self) -> &dyn BlobStore {
        &*self.0.as_ref().expect("a garage").1
    }

    async fn other_process(&self) -> Option<Arc<dyn BlobStore>> {
        Some(self.world().process(2).await)
    }

    async fn damage(&self, key: &BlobKey, damage: Damage) -> bool {
        damage_object(self.world(), key, damage, self.store()).await;
        true
    }

    async fn leftovers(&self) -> usize {
        self.world().uploads().await
    }

    fn frees_the_dead(&self) -> FreesTheDead {
        FreesTheDead::Delete
    }
}

pub(super) struct S3sFs {
    world: World,
    store: Arc<dyn BlobStore>,
}

impl S3sFs {
    pub(super) async fn open() -> Self {
        let world = World::s3s_fs(5 * BLOCK_SIZE).await;
        let store = world.process(1).await;
        Self { world, store }
    }
}

#[async_trait]
impl Backend for S3sFs {
    fn store(&self) -> &dyn BlobStore {
        &*self.store
    }

    async fn other_process(&self) -> Option<Arc<dyn BlobStore>> {
        Some(self.world.process(2).await)
    }

    async fn damage(&self, key: &BlobKey, damage: Damage) -> bool {
        damage_object(&self.world, key, damage, self.store()).await;
        true
    }

    async fn leftovers(&self) -> usize {
        self.world.uploads().await
    }

    /// It has no listing of uploads.
    fn frees_the_dead(&self) -> FreesTheDead {
        FreesTheDead::Nobody
    }

    /// It keeps a file beside each object that has the key in base64 as its name, of 255 bytes at the most.
    fn longest_key(&self) -> usize {
        150
    }
}

async fn damage_object(world: &World, key: &BlobKey, damage: Damage, store: &dyn BlobStore) {
    let bytes = match damage {
        Damage::Remove => None,
        Damage::Truncate => {
            let size = store.size_of(key).await.unwrap().unwrap();
            Some(read(store, key, 0, size - 1).await.unwrap().to_vec())
        }
    };
    world.damage(key.as_str(), bytes).await;
}
