//! Who does what only one process may do at a time.
//!
//! A lease has an end, so what a dead process held passes on by itself; who holds it moves that end while it works. Its
//! epoch goes up with each change of hands: who was late comes back with an old one, and is told. The ends are by the
//! clocks of those who ask. Where these differ, two may hold one lease for as long as they do, so what is done under a
//! lease must be safe to do twice: it is for order and cost, not for truth.

use async_trait::async_trait;

use crate::domain::Timestamp;
use crate::error::Result;

/// A lease that is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Lease {
    /// What it is for.
    pub(in crate::store) name: &'static str,
    /// Who has it: a name that no other process has, and none has had before.
    pub(in crate::store) holder: String,
    /// Which turn it is.
    pub(in crate::store) epoch: i64,
}

/// Leases on record.
#[async_trait]
pub(in crate::store) trait LeaseRows: Send + Sync + 'static {
    /// Takes the lease of this name until `until` if nobody has it at `now`, or if this holder has (then its epoch
    /// stays). `None` if another has it.
    async fn take_lease(
        &self,
        name: &'static str,
        holder: &str,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<Option<Lease>>;

    /// Moves the end of a lease, if no other has taken it since. `false` means that it is lost.
    async fn renew_lease(&self, lease: &Lease, until: Timestamp) -> Result<bool>;
}
