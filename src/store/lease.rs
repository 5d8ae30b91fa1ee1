//! Sweeps in turn: of several processes over one catalog, one sweeps at a time.
//!
//! Who has the lease keeps it as long as it comes back in time; it moves the lease's end before each step of a sweep, and
//! stops when another has taken it. Who dies holds it until it ends. Two who both believe to have it (their clocks
//! differ) do what is safe to do twice.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::catalog::Lease;
use super::{Store, Swept};
use crate::domain::Timestamp;
use crate::error::Result;

/// The lease's name.
const SWEEP: &str = "sweep";
/// A step that frees many blobs may take that long; nobody sweeps meanwhile if its process dies.
const AT_LEAST: Duration = Duration::from_mins(1);

/// What this process has of the lease.
pub(super) struct Turn {
    holder: String,
    held: Mutex<Option<Lease>>,
}

impl Turn {
    /// Nothing yet. The holder's name is used once.
    pub(super) fn new(holder: String) -> Self {
        Self { holder, held: Mutex::new(None) }
    }

    fn held(&self) -> Option<Lease> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, lease: Option<Lease>) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = lease;
    }
}

impl Store {
    /// One whole sweep, if it is this process's turn. `None` if it is another's.
    pub async fn sweep_in_turn(&self, now: Timestamp) -> Result<Option<Swept>> {
        let lease = self.catalog.take_lease(SWEEP, &self.turn.holder, self.lease_end(now), now).await?;
        self.turn.set(lease.clone());
        match lease {
            Some(lease) => self.sweep_under(Some(&lease), now).await.map(Some),
            None => Ok(None),
        }
    }

    /// Before a step of a sweep: is it still this process's turn?
    pub(super) async fn go_on(&self, lease: Option<&Lease>) -> Result<bool> {
        let Some(lease) = lease else { return Ok(true) };
        let kept = self.catalog.renew_lease(lease, self.lease_end(self.clock.now())).await?;
        if !kept {
            tracing::warn!(epoch = lease.epoch, "another process sweeps now; this sweep stops");
        }
        Ok(kept)
    }

    /// Gives the lease back, so that nobody has to wait for its end.
    pub async fn end_turn(&self) {
        let Some(lease) = self.turn.held() else { return };
        if let Err(error) = self.catalog.renew_lease(&lease, self.clock.now()).await {
            tracing::debug!(?error, "the sweep's lease was not given back and ends by itself");
        }
    }

    fn lease_end(&self, now: Timestamp) -> Timestamp {
        now.plus(AT_LEAST.max(2 * self.limits.sweep_interval))
    }
}
