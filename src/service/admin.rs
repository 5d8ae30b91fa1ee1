//! Looking after the server.

use super::Services;
use crate::domain::{Caller, StoreName, Timestamp};
use crate::error::Result;
use crate::policy::action::{GetStats, Scrub, Sweep, ValidateConfiguration};
use crate::store::{Check, Figures, ScrubStep, SweepStep};

impl Services {
    /// One step of freeing what is over.
    pub async fn sweep(&self, caller: &Caller, action: Sweep) -> Result<SweepStep> {
        let grant = self.policy.on_server(caller, action, self.now())?;
        self.store.sweep_step(&grant).await
    }

    /// One step of reading what is kept.
    pub async fn scrub(&self, caller: &Caller, action: Scrub) -> Result<ScrubStep> {
        let grant = self.policy.on_server(caller, action, self.now())?;
        self.store.scrub_step(&grant).await
    }

    /// Tries everything that the server depends on.
    pub async fn validate_configuration(
        &self,
        caller: &Caller,
        action: ValidateConfiguration,
    ) -> Result<Vec<Check>> {
        let grant = self.policy.on_server(caller, action, self.now())?;
        self.store.validate(&grant).await
    }

    /// Counts what is there.
    pub async fn figures(&self, caller: &Caller, action: GetStats) -> Result<Figures> {
        let grant = self.policy.over_figures(caller, action, self.now())?;
        self.store.figures(&grant).await
    }

    /// The names of all configured stores; open to everybody.
    pub fn store_names(&self) -> impl Iterator<Item = &StoreName> {
        self.store.store_names()
    }

    /// When the process began to serve; open to everybody.
    pub fn started(&self) -> Timestamp {
        self.started
    }
}
