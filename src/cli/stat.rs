//! `artigrid stat`: all that is known of an artifact, but its content.

use clap::Args;

use super::connect::{Connector, Purpose};
use super::failure::Failure;
use super::output::Output;
use super::{json, table};

/// Flags of `stat`.
#[derive(Debug, Args)]
pub struct Stat {
    /// The artifact.
    id: String,
}

impl Stat {
    pub(super) async fn run(self, connector: &Connector, output: &mut Output) -> Result<(), Failure> {
        let artifact = connector.client(Purpose::ById)?.artifacts().get(self.id).await?;
        if output.is_json() {
            return output.line(json::artifact(&artifact)).await;
        }
        output.text(&table::artifact(&artifact, jiff::Timestamp::now())).await
    }
}
