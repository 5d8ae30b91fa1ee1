//! `artigrid admin`: looking after the server.
//!
//! The server works in steps that fit a call; here they are made one after the other until there is none any more.

use artigrid_client::admin::Admin as Calls;
use artigrid_client::admin::{ScrubStep, Stats, SweepStep};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::connect::{Connector, Purpose};
use super::failure::{DATA, Failure};
use super::output::Output;
use super::table::{facts, plain};
use super::units::show_size;

/// What can be done for a server.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Show what is there; counted now, which takes a while where there is much.
    Stats(ShowStats),
    /// Free what is expired, abandoned or orphaned.
    Sweep(Sweep),
    /// Read all that is kept and hold it against its checksums; exits with 65 if something is wrong.
    Scrub(Scrub),
}

/// Flags of `admin stats`.
#[derive(Debug, Args)]
pub struct ShowStats {
    /// Of this sandbox [default: all of the server; as an admin, your own].
    of: Option<String>,
}

/// Flags of `admin sweep`.
#[derive(Debug, Args)]
pub struct Sweep {
    /// Count only.
    #[arg(long)]
    dry_run: bool,
    /// Things in one step.
    #[arg(long, value_name = "COUNT", default_value_t = 1_000)]
    step: u16,
}

/// Flags of `admin scrub`.
#[derive(Debug, Args)]
pub struct Scrub {
    /// Only this store.
    #[arg(long, value_name = "NAME")]
    store: Option<String>,
    /// Contents in one step.
    #[arg(long, value_name = "COUNT", default_value_t = 100)]
    step: u16,
}

impl Admin {
    pub(super) async fn run(self, connector: &Connector, output: &mut Output) -> Result<(), Failure> {
        let calls = connector.client(Purpose::Server)?.admin();
        match self {
            Self::Stats(show) => {
                let told = calls.stats(show.of.as_deref()).await?;
                if output.is_json() {
                    output.line(stats(&told)).await
                } else {
                    output.text(&stats_text(&told)).await
                }
            }
            Self::Sweep(sweep) => sweep.run(&calls, output).await,
            Self::Scrub(scrub) => scrub.run(&calls, output).await,
        }
    }
}

impl Sweep {
    async fn run(self, calls: &Calls, output: &mut Output) -> Result<(), Failure> {
        let mut all = SweepStep::default();
        let mut token = None;
        loop {
            let step = calls.sweep(self.step, token, self.dry_run).await?;
            all.expired_artifacts += step.expired_artifacts;
            all.ended_sessions += step.ended_sessions;
            all.abandoned_uploads += step.abandoned_uploads;
            all.freed_blobs += step.freed_blobs;
            all.freed_bytes += step.freed_bytes;
            all.reported += step.reported;
            if step.next_token.is_empty() {
                break;
            }
            token = Some(step.next_token);
        }
        if output.is_json() {
            return output.line(swept(&all)).await;
        }
        let lines = [
            ("expired artifacts", all.expired_artifacts.to_string()),
            ("ended sessions", all.ended_sessions.to_string()),
            ("abandoned uploads", all.abandoned_uploads.to_string()),
            ("freed", format!("{} in {} blobs", size(all.freed_bytes), all.freed_blobs)),
            ("left alone", all.reported.to_string()),
        ];
        output.text(&facts(&lines)).await
    }
}

impl Scrub {
    async fn run(self, calls: &Calls, output: &mut Output) -> Result<(), Failure> {
        let mut all = ScrubStep::default();
        let mut token = None;
        loop {
            let step = calls.scrub(self.step, token, self.store.as_deref()).await?;
            all.blobs += step.blobs;
            all.bytes += step.bytes;
            for found in &step.findings {
                let of = format!("{} v{}", found.artifact_id, found.version);
                let line = json!({
                    "artifact_id": found.artifact_id,
                    "version": found.version,
                    "reason": found.reason().as_str_name().trim_start_matches("ERROR_REASON_"),
                    "message": found.message,
                });
                if output.is_json() {
                    output.line(line).await?;
                } else {
                    output.line(format!("{of}: {}", plain(&found.message))).await?;
                }
            }
            all.findings.extend(step.findings);
            if step.next_token.is_empty() {
                break;
            }
            token = Some(step.next_token);
        }
        let wrong = all.findings.len();
        if output.is_json() {
            output.line(json!({ "blobs": all.blobs, "bytes": all.bytes, "findings": wrong })).await?;
        } else {
            output.line(format!("read {} in {} contents, {wrong} wrong", size(all.bytes), all.blobs)).await?;
        }
        if wrong == 0 { Ok(()) } else { Err(Failure::Told(DATA)) }
    }
}

/// A time as the wire has it.
pub(super) fn micros(seconds: i64, nanos: i32) -> i64 {
    seconds.saturating_mul(1_000_000).saturating_add(i64::from(nanos) / 1_000)
}

fn size(bytes: i64) -> String {
    show_size(u64::try_from(bytes).unwrap_or(0))
}

fn swept(all: &SweepStep) -> Value {
    json!({
        "expired_artifacts": all.expired_artifacts,
        "ended_sessions": all.ended_sessions,
        "abandoned_uploads": all.abandoned_uploads,
        "freed_blobs": all.freed_blobs,
        "freed_bytes": all.freed_bytes,
        "reported": all.reported,
    })
}

fn stats(told: &Stats) -> Value {
    let scopes = told.scopes.iter().map(|of| {
        let scope = of.scope().as_str_name().trim_start_matches("SCOPE_").to_lowercase();
        json!({ "scope": scope, "artifacts": of.artifacts, "bytes": of.bytes })
    });
    let stores = told.stores.iter().map(|of| {
        json!({
            "store": of.store,
            "provider": of.provider,
            "artifacts": of.artifacts,
            "bytes": of.bytes,
            "garbage_bytes": of.garbage_bytes,
        })
    });
    json!({
        "artifacts": told.artifacts,
        "bytes": told.bytes,
        "sessions": told.sessions,
        "uploads": told.uploads,
        "scopes": scopes.collect::<Vec<_>>(),
        "stores": stores.collect::<Vec<_>>(),
    })
}

fn stats_text(told: &Stats) -> String {
    let mut lines = vec![
        ("artifacts".to_owned(), format!("{} in {}", size(told.bytes), told.artifacts)),
        ("sessions".to_owned(), told.sessions.to_string()),
        ("uploads".to_owned(), told.uploads.to_string()),
    ];
    for of in &told.scopes {
        let scope = of.scope().as_str_name().trim_start_matches("SCOPE_").to_lowercase();
        lines.push((format!("scope {scope}"), format!("{} in {}", size(of.bytes), of.artifacts)));
    }
    for of in &told.stores {
        let text = format!(
            "{} in {}, {} to be freed ({})",
            size(of.bytes),
            of.artifacts,
            size(of.garbage_bytes),
            of.provider
        );
        lines.push((format!("store {}", of.store), text));
    }
    let lines: Vec<(&str, String)> = lines.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    facts(&lines)
}
