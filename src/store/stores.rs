//! At start: are the stores that rows tell of the ones that are configured?
//!
//! A row names its store, and a name is only as good as what is behind it. A store that is left out of the configuration,
//! or that is suddenly somewhere else, would make every one of its artifacts a loss that nobody noticed; so the start is
//! refused, and says how many there are. What was in the memory of another process *is* lost: its rows go.

use super::Store;
use super::catalog::{StoreRow, StoreUse};
use super::mounts::Described;
use crate::domain::{StoreName, Timestamp};
use crate::error::{ErrorKind, Result};

impl Store {
    /// Holds the configured stores against those on record; a start that is refused has changed nothing.
    pub(super) async fn settle_stores(&self, now: Timestamp) -> Result<()> {
        let known = self.catalog.stores().await?;
        let configured: Vec<Described<'_>> = self.mounts.described().collect();
        let mut plan = Plan::default();
        for row in &known {
            match configured.iter().find(|store| store.name == &row.name) {
                Some(store) => self.compare(row, store, now, &mut plan).await?,
                None if row.boot.is_some() => plan.lost.push(row.name.clone()),
                None => match self.faults_of_use(&row.name, "is not configured").await? {
                    Some(fault) => plan.faults.push(fault),
                    None => plan.forgotten.push(row.name.clone()),
                },
            }
        }
        let new = configured.iter().filter(|store| known.iter().all(|row| &row.name != store.name));
        plan.recorded.extend(new.map(|store| record(store, None)));
        self.carry_out(plan).await
    }

    async fn compare(
        &self,
        row: &StoreRow,
        store: &Described<'_>,
        now: Timestamp,
        plan: &mut Plan,
    ) -> Result<()> {
        if row.boot.is_some() {
            if row.boot != store.boot {
                plan.lost.push(row.name.clone());
                plan.recorded.push(record(store, None));
            }
            return Ok(());
        }
        if row.address == store.address && row.kind == store.kind {
            return Ok(());
        }
        if store.moved {
            plan.recorded.push(record(store, Some(now)));
            return Ok(());
        }
        let why = "is not where it was; ARTIGRID_STORES_MOVED says that its bytes were moved along";
        match self.faults_of_use(&row.name, why).await? {
            Some(fault) => plan.faults.push(fault),
            None => plan.recorded.push(record(store, None)),
        }
        Ok(())
    }

    /// What to say of a store that is not what its rows were written for; `None` if there are no such rows.
    async fn faults_of_use(&self, name: &StoreName, why: &str) -> Result<Option<String>> {
        let StoreUse { artifacts, garbage, uploads } = self.catalog.store_use(name).await?;
        if artifacts + garbage + uploads == 0 {
            return Ok(None);
        }
        let rest = match garbage + uploads {
            0 => String::new(),
            rest => format!(" and {rest} contents that are to be freed"),
        };
        Ok(Some(format!("The store {name} {why}: it holds {artifacts} artifacts{rest}.")))
    }

    async fn carry_out(&self, plan: Plan) -> Result<()> {
        if !plan.faults.is_empty() {
            let error = ErrorKind::BackendUnavailable.error(plan.faults.join(" "));
            return Err(error.with("dependency", "blobs"));
        }
        for name in &plan.lost {
            let artifacts = self.catalog.drop_rows_of_store(name).await?;
            tracing::info!(store = %name, artifacts, "what another process kept in its memory is gone with it");
        }
        for name in plan.lost.iter().chain(&plan.forgotten) {
            self.catalog.forget_store(name).await?;
        }
        for row in &plan.recorded {
            self.catalog.record_store(row).await?;
        }
        Ok(())
    }
}

/// What is to be done, and what stands against it.
#[derive(Default)]
struct Plan {
    faults: Vec<String>,
    lost: Vec<StoreName>,
    forgotten: Vec<StoreName>,
    recorded: Vec<StoreRow>,
}

fn record(store: &Described<'_>, adopted: Option<Timestamp>) -> StoreRow {
    let Described { name, kind, address, boot, moved: _ } = store;
    StoreRow { name: (*name).clone(), kind: (*kind).to_owned(), address: *address, boot: *boot, adopted }
}
