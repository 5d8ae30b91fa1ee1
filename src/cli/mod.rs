//! The commands of `artigrid` besides `serve`: a client like any other, on the Rust SDK.
//!
//! A command is a file: its flags, and one function that calls the SDK and shows the answer. What all of them share
//! stands beside them, each kind of knowledge once:
//!
//! | file | knows |
//! |---|---|
//! | `connect` | the client's variables, and who is said to be calling |
//! | `failure` | which exit code a failure has |
//! | `output` | standard output and standard error |
//! | `json`, `table` | what answers look like, for machines and for people |
//! | `units` | sizes, times and ranges as people write them |
//! | `save` | a file that is there whole or not at all |
//!
//! An interrupt drops the command wherever it waits. So whatever must not stay behind is removed when it is dropped,
//! and every step that must not be torn has no wait in it.

mod admin;
mod cat;
mod check;
mod connect;
mod cp;
mod failure;
mod get;
mod json;
mod ls;
mod mime;
mod mv;
mod output;
mod progress;
mod put;
mod rm;
mod save;
mod search;
mod session;
mod share;
mod stat;
mod table;
mod units;

use std::process::ExitCode;

use clap::Subcommand;

pub use connect::ClientArgs;

use connect::Connector;
use failure::{Failure, INTERNAL, INTERRUPTED, USAGE};
use output::Output;

/// What a client can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Upload a file; prints the artifact's id.
    Put(put::Put),
    /// Download an artifact into a file.
    Get(get::Get),
    /// Write an artifact's content to standard output.
    Cat(cat::Cat),
    /// List artifacts by their file names.
    Ls(ls::Ls),
    /// Find artifacts by what they are.
    Search(search::Search),
    /// Show all that is known of an artifact.
    Stat(stat::Stat),
    /// Copy an artifact, or keep a session's file as one's own; prints the copy's id.
    Cp(cp::Cp),
    /// Give an artifact another file name.
    Mv(mv::Mv),
    /// Delete artifacts.
    Rm(rm::Rm),
    /// Make a link that anybody can read an artifact by; prints its URL.
    Share(share::Share),
    /// Begin, show, renew and end sessions.
    #[command(subcommand)]
    Session(session::Session),
    /// Ask the running server to try everything that it depends on; exits with 69 if something does not work.
    Check(check::Check),
    /// Look after the server.
    #[command(subcommand)]
    Admin(admin::Admin),
}

/// Runs a command to its end, or until it is interrupted.
pub async fn run(client: ClientArgs, command: Command) -> ExitCode {
    let mut output = Output::new(client.json());
    let connector = Connector::new(client);
    let outcome = tokio::select! {
        biased;
        () = interrupted() => return ExitCode::from(INTERRUPTED),
        outcome = command.run(&connector, &mut output) => outcome,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output.failure(&failure);
            ExitCode::from(failure.exit_code())
        }
    }
}

impl Command {
    async fn run(self, connector: &Connector, output: &mut Output) -> Result<(), Failure> {
        match self {
            Self::Put(put) => put.run(connector, output).await,
            Self::Get(get) => get.run(connector, output).await,
            Self::Cat(cat) => cat.run(connector, output).await,
            Self::Ls(ls) => ls.run(connector, output).await,
            Self::Search(search) => search.run(connector, output).await,
            Self::Stat(stat) => stat.run(connector, output).await,
            Self::Cp(cp) => cp.run(connector, output).await,
            Self::Mv(mv) => mv.run(connector, output).await,
            Self::Check(check) => check.run(connector, output).await,
            Self::Admin(admin) => admin.run(connector, output).await,
            Self::Rm(rm) => rm.run(connector, output).await,
            Self::Share(share) => share.run(connector, output).await,
            Self::Session(session) => session.run(connector, output).await,
        }
    }
}

/// Shows what the command line lacks, or the help that was asked for.
#[must_use]
pub fn usage(error: &clap::Error) -> ExitCode {
    // Whoever closed the terminal does not wait for help.
    drop(error.print());
    if error.use_stderr() { ExitCode::from(USAGE) } else { ExitCode::SUCCESS }
}

/// Says that this machine has no threads or descriptors left to begin with.
#[must_use]
pub fn no_runtime(error: &std::io::Error) -> ExitCode {
    output::complain(&format!("the runtime does not start: {error}"));
    ExitCode::from(INTERNAL)
}

/// Ctrl-C, or the polite kill. Never, if signals cannot be heard: then they end the process as they always did.
async fn interrupted() {
    let ctrl_c = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = ctrl_c => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use artigrid_client::{Artifact, Digests, Scope};
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        client: ClientArgs,
        #[command(subcommand)]
        command: Command,
    }

    pub(super) fn parse(line: &str) -> Result<Command, clap::Error> {
        let words = std::iter::once("artigrid").chain(line.split_whitespace());
        Line::try_parse_from(words).map(|line| line.command)
    }

    /// 2 KiB of the third version, made at the epoch, without a name or an end.
    pub(super) fn artifact(id: &str) -> Artifact {
        Artifact {
            id: id.to_owned(),
            sandbox_id: "default".to_owned(),
            scope: Scope::User,
            session_id: None,
            user_id: Some("ana".to_owned()),
            grid_key: format!("grid/default/users/ana/{id}"),
            filename: None,
            mime_type: "text/plain".to_owned(),
            summary: String::new(),
            meta: serde_json::Map::new(),
            size: 2_048,
            version: 3,
            etag: "e".to_owned(),
            digests: Digests { crc32c: Some(1), sha256: None },
            verified: true,
            store: "default".to_owned(),
            provider: "memory".to_owned(),
            create_time: SystemTime::UNIX_EPOCH,
            update_time: SystemTime::UNIX_EPOCH,
            expire_time: None,
        }
    }

    #[test]
    fn the_grammar_holds_together() {
        use clap::CommandFactory;
        Line::command().debug_assert();
    }

    #[test]
    fn flags_of_the_client_stand_before_or_behind_the_command() {
        for line in ["--json --addr a:1 stat x", "stat x --json --addr a:1", "session --user ana show s"] {
            assert!(parse(line).is_ok(), "{line}");
        }
    }

    #[test]
    fn usage_errors_exit_with_64_and_help_with_0() {
        assert_eq!(usage(&parse("stat").unwrap_err()), ExitCode::from(USAGE));
        assert_eq!(usage(&parse("stat --help").unwrap_err()), ExitCode::SUCCESS);
    }
}
