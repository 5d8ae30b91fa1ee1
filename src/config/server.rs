//! Addresses, callers and logs.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use clap::Args;

use super::{Faults, given};
use crate::domain::SandboxId;

/// Variables about how the server is reached and by whom.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Server")]
pub struct ServerArgs {
    /// Where gRPC listens; port 0 takes a free one and says which.
    #[arg(long, env = "ARTIGRID_GRPC_ADDR", value_name = "ADDR", default_value = "127.0.0.1:50051")]
    pub grpc_addr: String,
    /// How callers are known: `none` believes the request metadata. (`jwt` and `api-key` are not built yet.)
    #[arg(long, env = "ARTIGRID_AUTH", value_name = "MODE", default_value = "none")]
    pub auth: String,
    /// Mode `none` listens on loopback only, unless this says `yes`.
    #[arg(long, env = "ARTIGRID_ALLOW_REMOTE_NOAUTH", value_name = "yes|no", default_value = "no")]
    pub allow_remote_noauth: String,
    /// The sandbox of callers that name none [default: default].
    #[arg(long, env = "ARTIFACT_SANDBOX_ID", value_name = "NAME")]
    pub sandbox_id: Option<String>,
    /// As ARTIFACT_SANDBOX_ID, which wins.
    #[arg(long, env = "SANDBOX_ID", value_name = "NAME", hide = true)]
    pub sandbox_id_fallback: Option<String>,
    /// Which log lines are written: a level, or a filter such as `info,artigrid=debug`.
    #[arg(long, env = "ARTIGRID_LOG", value_name = "FILTER", default_value = "info")]
    pub log: String,
    /// How log lines look: `pretty` or `json`. They go to standard error.
    #[arg(long, env = "ARTIGRID_LOG_FORMAT", value_name = "FORMAT", default_value = "pretty")]
    pub log_format: String,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogFormat {
    /// For people.
    #[default]
    Pretty,
    /// For machines: one JSON object a line.
    Json,
}

/// How the server is reached and by whom.
#[derive(Debug, Clone)]
pub struct ServerConfig {
    /// Where gRPC listens.
    pub grpc_addr: SocketAddr,
    /// The sandbox of callers that name none.
    pub default_sandbox: SandboxId,
    /// Which log lines are written.
    pub log: String,
    /// How they look.
    pub log_format: LogFormat,
}

impl ServerArgs {
    pub(super) fn resolve(&self, faults: &mut Faults) -> ServerConfig {
        let grpc_addr = faults.read("ARTIGRID_GRPC_ADDR", &self.grpc_addr, address);
        let remote_allowed =
            faults.read("ARTIGRID_ALLOW_REMOTE_NOAUTH", &self.allow_remote_noauth, yes_or_no);
        faults.read("ARTIGRID_AUTH", &self.auth, auth);
        if !grpc_addr.0.ip().is_loopback() && !remote_allowed {
            faults.note(format!(
                "ARTIGRID_GRPC_ADDR = {}: without authentication the server listens on loopback only; \
                 ARTIGRID_ALLOW_REMOTE_NOAUTH=yes says that the network itself keeps strangers out.",
                grpc_addr.0
            ));
        }
        let sandbox =
            given(self.sandbox_id.as_ref()).or(given(self.sandbox_id_fallback.as_ref())).unwrap_or("default");
        let sandbox =
            faults.read("ARTIFACT_SANDBOX_ID", sandbox, |text| SandboxId::parse("sandbox", text).map(Some));
        ServerConfig {
            grpc_addr: grpc_addr.0,
            default_sandbox: sandbox.unwrap_or_else(SandboxId::default_sandbox),
            log: self.log.clone(),
            log_format: faults.read("ARTIGRID_LOG_FORMAT", &self.log_format, log_format),
        }
    }
}

/// An address that falls back to loopback while faults are collected.
pub(super) struct Address(pub(super) SocketAddr);

impl Default for Address {
    fn default() -> Self {
        Self(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0))
    }
}

pub(super) fn address(text: &str) -> Result<Address, &'static str> {
    text.parse().map(Address).map_err(|_| "write an address as 127.0.0.1:50051 or [::1]:50051")
}

fn yes_or_no(text: &str) -> Result<bool, &'static str> {
    match text {
        "yes" | "true" | "1" => Ok(true),
        "no" | "false" | "0" => Ok(false),
        _ => Err("write yes or no"),
    }
}

fn auth(text: &str) -> Result<(), &'static str> {
    match text {
        "none" => Ok(()),
        "jwt" | "api-key" => Err("is not built yet; only none is"),
        _ => Err("write none"),
    }
}

fn log_format(text: &str) -> Result<LogFormat, &'static str> {
    match text {
        "pretty" => Ok(LogFormat::Pretty),
        "json" => Ok(LogFormat::Json),
        _ => Err("write pretty or json"),
    }
}
