//! `artigrid cat`: an artifact's content to standard output.

use artigrid_client::Content;
use clap::Args;

use super::connect::Connector;
use super::failure::Failure;
use super::get::What;
use super::output::Output;

/// Flags of `cat`.
#[derive(Debug, Args)]
pub struct Cat {
    #[command(flatten)]
    what: What,
}

impl Cat {
    pub(super) async fn run(self, connector: &Connector, output: &mut Output) -> Result<(), Failure> {
        copy(self.what.open(connector, None).await?, output).await
    }
}

/// Chunk by chunk, as fast as standard output takes them.
pub(super) async fn copy(mut content: Content, output: &mut Output) -> Result<(), Failure> {
    while let Some(data) = content.next().await? {
        output.bytes(&data).await?;
    }
    output.flush().await
}
