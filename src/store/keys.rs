//! The signing keys of this process: read at start, now and then, and when a token names one that is not known.
//!
//! The catalog has the truth, which every replica shares. A replica that rotates signs with the new key at once; the
//! others learn of it when a token of that key comes by, at the latest with their next reading, and verify the old one
//! until its end.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::Mutex;

use super::Store;
use super::catalog::Catalog;
use crate::chance::Chance;
use crate::domain::{Keyring, SigningKey, Timestamp};
use crate::error::{Error, Result};
use crate::policy::Grant;
use crate::policy::action::RotateSigningKeys;

/// A replica that has not heard of a rotation yet goes on signing with the old key for so long at most, so the old key
/// verifies for so much longer than any URL lives.
const UNAWARE_FOR: Duration = Duration::from_mins(10);

/// The keys that this process knows.
pub(super) struct Keys {
    ring: RwLock<Arc<Keyring>>,
    /// Held while they are read.
    reading: Mutex<()>,
    /// Readings that were begun.
    begun: AtomicU64,
}

/// What a rotation did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotated {
    /// The key that signs now.
    pub key: u32,
    /// When the one before stops to verify.
    pub old_until: Timestamp,
}

impl Keys {
    /// The keys on record; the first one is made if there is none.
    pub(super) async fn open(catalog: &dyn Catalog, now: Timestamp, chance: &dyn Chance) -> Result<Self> {
        let fresh = SigningKey { id: 1, secret: chance.bytes() };
        let ring = ring_of(catalog.signing_keys(fresh, now).await?)?;
        Ok(Self { ring: RwLock::new(Arc::new(ring)), reading: Mutex::new(()), begun: AtomicU64::new(0) })
    }

    /// The keys as they are known.
    pub(super) fn ring(&self) -> Arc<Keyring> {
        Arc::clone(&self.ring.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads them, unless a reading has begun since `seen` had: then that one's outcome serves as well.
    async fn read(&self, catalog: &dyn Catalog, seen: u64, now: Timestamp) -> Result<Arc<Keyring>> {
        let _one = self.reading.lock().await;
        if self.begun.load(Ordering::Acquire) > seen {
            return Ok(self.ring());
        }
        self.begun.fetch_add(1, Ordering::AcqRel);
        let ring = Arc::new(ring_of(catalog.known_signing_keys(now).await?)?);
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&ring);
        Ok(ring)
    }
}

fn ring_of(mut keys: Vec<SigningKey>) -> Result<Keyring> {
    let current = keys.pop().ok_or_else(|| Error::internal("the catalog holds no signing key"))?;
    Ok(Keyring::new(current, keys))
}

impl Store {
    /// The keys; read anew if this one is not among them. However many ask for unknown ones, one reading runs at a time.
    pub(super) async fn ring_knowing(&self, key: Option<u32>) -> Result<Arc<Keyring>> {
        let seen = self.keys.begun.load(Ordering::Acquire);
        let ring = self.keys.ring();
        match key {
            Some(key) if !ring.knows(key) => {
                self.keys.read(self.catalog.as_ref(), seen, self.clock.now()).await
            }
            Some(_) | None => Ok(ring),
        }
    }

    /// Reads the keys again: another replica may have rotated them.
    pub async fn refresh_keys(&self) -> Result<()> {
        let seen = self.keys.begun.load(Ordering::Acquire);
        self.keys.read(self.catalog.as_ref(), seen, self.clock.now()).await.map(drop)
    }

    /// Signs with a new key from now on. The old one verifies for as long as the longest URL lives.
    pub async fn rotate_keys(&self, grant: &Grant<RotateSigningKeys>) -> Result<Rotated> {
        let now = grant.at();
        let old_until = now.plus(self.limits.url_max_ttl).plus(UNAWARE_FOR);
        let key = self.catalog.rotate_signing_keys(self.chance.bytes(), old_until, now).await?;
        // This replica signs with it at once; if it cannot be read back, the next reading has it.
        if let Err(error) = self.refresh_keys().await {
            tracing::warn!(?error, "the new signing key is on record and not in use here yet");
        }
        Ok(Rotated { key: key.id, old_until })
    }
}
