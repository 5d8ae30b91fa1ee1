//! Starts `artigrid`: the server by `serve`, a client of it by every other command.

use std::process::ExitCode;

use artigrid::cli::{self, ClientArgs};
use artigrid::config::ServeArgs;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

/// Keeps artifacts: files with metadata, their owners and their lifetimes.
#[derive(Parser)]
#[command(name = "artigrid", version, arg_required_else_help = true)]
struct Line {
    #[command(flatten)]
    client: ClientArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server.
    Serve(Box<Serve>),
    #[command(flatten)]
    Client(Box<cli::Command>),
}

#[derive(Args)]
struct Serve {
    /// Only check the configuration, without a server; exits with 64 if it does not hold.
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    args: ServeArgs,
}

fn main() -> ExitCode {
    let line = match parse() {
        Ok(line) => line,
        Err(error) => return cli::usage(&error),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return cli::no_runtime(&error),
    };
    let code = runtime.block_on(async {
        match line.command {
            Command::Serve(serve) => artigrid::app::serve(&serve.args, serve.check).await,
            Command::Client(command) => cli::run(line.client, *command).await,
        }
    });
    // A read of standard input that nobody waits for any more must not hold the end up.
    runtime.shutdown_background();
    code
}

fn parse() -> Result<Line, clap::Error> {
    let matches = Line::command().try_get_matches()?;
    if let (Some("serve"), Some(flag)) = (matches.subcommand_name(), ClientArgs::flag_in(&matches)) {
        let why = format!("--{flag} is for clients; `artigrid serve --help` names the server's own flags");
        return Err(Line::command().error(ErrorKind::ArgumentConflict, why));
    }
    Line::from_arg_matches(&matches)
}
