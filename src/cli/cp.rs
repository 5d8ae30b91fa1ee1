//! `artigrid cp`: a copy of an artifact, beside it or as one's own.

use std::time::Duration;

use artigrid_client::{Changes, CopyTarget, Lifetime, Scope};
use clap::Args;
use serde_json::Value;

use super::connect::{Connector, Purpose};
use super::failure::Failure;
use super::output::Output;
use super::{json, units};

/// Flags of `cp`.
#[derive(Debug, Args)]
pub struct Cp {
    /// The artifact.
    id: String,
    /// Where the copy goes: user, session or sandbox [default: where the artifact is].
    #[arg(long, value_name = "SCOPE")]
    scope: Option<Scope>,
    /// Into this session.
    #[arg(long, value_name = "ID", conflicts_with = "scope")]
    into: Option<String>,
    /// Another file name.
    #[arg(long)]
    name: Option<String>,
    /// Another description.
    #[arg(long, value_name = "TEXT")]
    summary: Option<String>,
    /// Other metadata: a JSON object.
    #[arg(long, value_name = "JSON", value_parser = units::json_object)]
    meta: Option<Value>,
    /// How long it shall live: 30s, 15m, 24h, 7d [default: as long as the artifact].
    #[arg(long, value_name = "TIME", value_parser = units::duration, conflicts_with = "no_expiry")]
    ttl: Option<Duration>,
    /// It shall have no end of its own.
    #[arg(long)]
    no_expiry: bool,
    /// Only while the artifact has this etag.
    #[arg(long)]
    etag: Option<String>,
}

impl Cp {
    pub(super) async fn run(self, connector: &Connector, output: &mut Output) -> Result<(), Failure> {
        let artifacts = connector.client(Purpose::ById)?.artifacts();
        let target = match (&self.into, self.scope) {
            (Some(session), _) => CopyTarget::Session(session.clone()),
            (None, Some(Scope::User)) => CopyTarget::User,
            (None, Some(Scope::Sandbox)) => CopyTarget::Sandbox,
            (None, Some(Scope::Session)) => {
                return Err(Failure::Usage("say which session by --into".to_owned()));
            }
            (None, None) => CopyTarget::SameOwner,
        };
        let id = self.id.clone();
        let copy = artifacts.copy(id, target, self.changes()).await?;
        if output.is_json() {
            return output.line(json::artifact(&copy)).await;
        }
        output.line(&copy.id).await
    }

    fn changes(self) -> Changes {
        let mut changes = Changes::new();
        if let Some(name) = self.name {
            changes = changes.filename(name);
        }
        if let Some(summary) = self.summary {
            changes = changes.summary(summary);
        }
        if let Some(meta) = self.meta {
            changes = changes.replace_meta(meta);
        }
        if let Some(ttl) = self.ttl {
            changes = changes.lifetime(Lifetime::Ttl(ttl));
        }
        if self.no_expiry {
            changes = changes.lifetime(Lifetime::NoExpiry);
        }
        if let Some(etag) = self.etag {
            changes = changes.if_etag(etag);
        }
        changes
    }
}
