//! `artigrid rm`: artifacts deleted, each by itself; one that cannot be does not save the others.

use clap::Args;

use super::connect::{Connector, Purpose};
use super::failure::Failure;
use super::output::Output;

/// Flags of `rm`.
#[derive(Debug, Args)]
pub struct Rm {
    /// The artifacts.
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Only while the artifact has this etag; for one artifact.
    #[arg(long)]
    etag: Option<String>,
}

impl Rm {
    pub(super) async fn run(self, connector: &Connector, output: &mut Output) -> Result<(), Failure> {
        if self.etag.is_some() && self.ids.len() > 1 {
            return Err(Failure::Usage("--etag is the state of one artifact; name one".to_owned()));
        }
        let artifacts = connector.client(Purpose::ById)?.artifacts();
        let etag = self.etag.unwrap_or_default();
        let mut first = None;
        for id in self.ids {
            if let Err(error) = artifacts.delete_if(&id, &etag).await {
                let failure = Failure::about(id, error);
                output.failure(&failure);
                first.get_or_insert(failure.exit_code());
            }
        }
        first.map_or(Ok(()), |code| Err(Failure::Told(code)))
    }
}
