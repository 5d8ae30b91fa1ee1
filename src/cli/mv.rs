//! `artigrid mv`: another file name for an artifact.

use clap::Args;

use super::connect::{Connector, Purpose};
use super::failure::Failure;
use super::json;
use super::output::Output;

/// Flags of `mv`.
#[derive(Debug, Args)]
pub struct Mv {
    /// The artifact.
    id: String,
    /// Its new file name, as dir/name.
    name: String,
}

impl Mv {
    pub(super) async fn run(self, connector: &Connector, output: &mut Output) -> Result<(), Failure> {
        let artifact = connector.client(Purpose::ById)?.artifacts().rename(self.id, self.name).await?;
        if output.is_json() {
            return output.line(json::artifact(&artifact)).await;
        }
        Ok(())
    }
}
