//! Starts the server.

use std::process::ExitCode;

use artigrid::config::ServeArgs;
use clap::Parser;

#[derive(Parser)]
enum Line {
    /// Start the server.
    Serve(Box<ServeArgs>),
}

#[tokio::main]
async fn main() -> ExitCode {
    let Line::Serve(args) = Line::parse();
    artigrid::app::serve(&args, false).await
}
