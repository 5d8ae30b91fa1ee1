//! `artigrid session`: sessions begun, looked at, renewed, ended.

use std::time::Duration;

use artigrid_client::{NewSession, Sessions};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::connect::{Connector, Purpose};
use super::failure::Failure;
use super::output::Output;
use super::{table, units};

/// What can be done with sessions.
#[derive(Debug, Subcommand)]
pub enum Session {
    /// Begin a session; prints its id.
    Create(Create),
    /// Show all that is known of a session.
    Show(Id),
    /// Say whether a session is live and yours to use; exits with 66 if not.
    Validate(Id),
    /// Let a session live longer; prints its new end.
    Renew(Renew),
    /// End a session; its artifacts go with it.
    Rm(Id),
}

/// Flags of `session create`.
#[derive(Debug, Args)]
pub struct Create {
    /// The id wanted [default: the server makes one].
    id: Option<String>,
    /// How long it shall live: 30m, 24h, 7d [default: the server's].
    #[arg(long, value_name = "TIME", value_parser = units::duration)]
    ttl: Option<Duration>,
    /// Metadata: a JSON object.
    #[arg(long, value_name = "JSON", value_parser = units::json_object)]
    meta: Option<Value>,
}

/// Names a session.
#[derive(Debug, Args)]
pub struct Id {
    /// The session.
    id: String,
}

/// Flags of `session renew`.
#[derive(Debug, Args)]
pub struct Renew {
    /// The session.
    id: String,
    /// Live so long from now [default: the server's].
    #[arg(long, value_name = "TIME", value_parser = units::duration, conflicts_with = "extend")]
    ttl: Option<Duration>,
    /// Live so much longer than planned.
    #[arg(long, value_name = "TIME", value_parser = units::duration)]
    extend: Option<Duration>,
}

impl Session {
    pub(super) async fn run(self, connector: &Connector, output: &mut Output) -> Result<(), Failure> {
        let purpose = match &self {
            Self::Create(_) => Purpose::NewSession,
            Self::Show(_) | Self::Validate(_) | Self::Renew(_) | Self::Rm(_) => Purpose::ById,
        };
        let sessions = connector.client(purpose)?.sessions();
        match self {
            Self::Create(create) => create.run(&sessions, output).await,
            Self::Show(Id { id }) => {
                let session = sessions.get(id).await?;
                show(&session, &table::session(&session, Timestamp::now()), output).await
            }
            Self::Validate(Id { id }) => validate(id, &sessions, output).await,
            Self::Renew(renew) => renew.run(&sessions, output).await,
            Self::Rm(Id { id }) => Ok(sessions.delete(id).await?),
        }
    }
}

impl Create {
    async fn run(self, sessions: &Sessions, output: &mut Output) -> Result<(), Failure> {
        let mut new = NewSession::new();
        if let Some(id) = self.id {
            new = new.id(id);
        }
        if let Some(ttl) = self.ttl {
            new = new.ttl(ttl);
        }
        if let Some(meta) = self.meta {
            new = new.meta(meta);
        }
        let session = sessions.create(new).await?;
        show(&session, &format!("{}\n", session.id), output).await
    }
}

impl Renew {
    async fn run(self, sessions: &Sessions, output: &mut Output) -> Result<(), Failure> {
        let session = match self.extend {
            Some(by) => sessions.extend(self.id, by).await?,
            None => sessions.renew(self.id, self.ttl).await?,
        };
        let end = table::future(session.expire_time, Timestamp::now());
        show(&session, &format!("{end}\n"), output).await
    }
}

/// A session that is not live is no error of the server's, but an answer that scripts branch on.
async fn validate(id: String, sessions: &Sessions, output: &mut Output) -> Result<(), Failure> {
    let session = sessions.validate(&id).await?;
    if output.is_json() {
        let answer = json!({
            "valid": session.is_some(),
            "session": session.as_ref().map(super::json::session),
        });
        output.line(answer).await?;
        return if session.is_some() { Ok(()) } else { Err(Failure::Told(super::failure::NO_INPUT)) };
    }
    match session {
        Some(session) => {
            output.line(format!("valid until {}", table::future(session.expire_time, Timestamp::now()))).await
        }
        None => Err(Failure::NotLive(id)),
    }
}

async fn show(session: &artigrid_client::Session, text: &str, output: &mut Output) -> Result<(), Failure> {
    if output.is_json() {
        return output.line(super::json::session(session)).await;
    }
    output.text(text).await
}
