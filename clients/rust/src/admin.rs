//! What the server can do, and looking after it.
//!
//! Thin on purpose: these answers are figures to be shown, so they are given as the wire has them.

use crate::client::{Client, call};
use crate::error::Result;
use crate::raw::v1;
use crate::retry::Repeat;

pub use crate::raw::v1::{
    Feature, GetCapabilitiesResponse as Capabilities, GetStatsResponse as Stats, Limits, Role,
    ScrubResponse as ScrubStep, SweepResponse as SweepStep,
    ValidateConfigurationResponse as ConfigurationCheck,
};

/// The admin calls of a [`Client`].
#[derive(Debug, Clone)]
pub struct Admin {
    client: Client,
}

impl Admin {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// Limits, features, and who the server takes the client for. For every caller.
    ///
    /// # Errors
    /// What the server says.
    pub async fn capabilities(&self) -> Result<Capabilities> {
        let request = v1::GetCapabilitiesRequest {};
        call!(self.client, Repeat::Safe, admin_stub.get_capabilities(request))
    }

    /// Figures of the client's sandbox; an operator may name one, or none for the whole server.
    ///
    /// # Errors
    /// What the server says.
    pub async fn stats(&self, sandbox: Option<&str>) -> Result<Stats> {
        let request = v1::GetStatsRequest { sandbox_id: sandbox.unwrap_or_default().to_owned() };
        call!(self.client, Repeat::Safe, admin_stub.get_stats(request))
    }

    /// Tries each dependency of the server.
    ///
    /// # Errors
    /// What the server says.
    pub async fn validate_configuration(&self) -> Result<ConfigurationCheck> {
        let request = v1::ValidateConfigurationRequest {};
        call!(self.client, Repeat::Safe, admin_stub.validate_configuration(request))
    }

    /// One step of sweeping; go on with its `next_token` while there is one.
    ///
    /// # Errors
    /// What the server says.
    pub async fn sweep(&self, max_items: u16, token: Option<String>, dry_run: bool) -> Result<SweepStep> {
        let token = token.unwrap_or_default();
        let request = v1::SweepRequest { max_items: max_items.into(), token, dry_run };
        call!(self.client, Repeat::Safe, admin_stub.sweep(request))
    }

    /// One step of scrubbing; go on with its `next_token` while there is one.
    ///
    /// # Errors
    /// What the server says.
    pub async fn scrub(
        &self,
        max_items: u16,
        token: Option<String>,
        store: Option<&str>,
    ) -> Result<ScrubStep> {
        let token = token.unwrap_or_default();
        let store = store.unwrap_or_default().to_owned();
        let request = v1::ScrubRequest { max_items: max_items.into(), token, store };
        call!(self.client, Repeat::Safe, admin_stub.scrub(request))
    }
}
