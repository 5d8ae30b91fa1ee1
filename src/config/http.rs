//! The data plane (signed URLs, share links), the probes, and browsers.

use std::net::SocketAddr;

use clap::Args;

use super::limits::count;
use super::server::{Address, address};
use super::{Faults, given};
use crate::domain::PublicUrl;

/// Variables about what is served by plain HTTP.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "HTTP")]
pub struct HttpArgs {
    /// Where signed URLs and share links are served; port 0 takes a free one and says which, `off` serves none. What comes
    /// here needs no other proof than its URL.
    #[arg(long, env = "ARTIGRID_HTTP_ADDR", value_name = "ADDR|off", default_value = "127.0.0.1:8080")]
    pub http_addr: String,
    /// How that is reached from outside: what signed URLs begin with [default: http:// and the address].
    #[arg(long, env = "ARTIGRID_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Where `/healthz` and `/readyz` are served; never on the data plane. Port 0 takes a free one, `off` serves none.
    #[arg(long, env = "ARTIGRID_OPS_ADDR", value_name = "ADDR|off", default_value = "127.0.0.1:9090")]
    pub ops_addr: String,
    /// Web pages that may use signed URLs and gRPC-Web: origins such as `https://app.example.org`, separated by commas, or
    /// `*` for all. Unset, browsers keep every page out.
    #[arg(long, env = "ARTIGRID_CORS_ORIGINS", value_name = "LIST")]
    pub cors_origins: Option<String>,
    /// Connections of the data plane at once; who comes then waits to be let in.
    #[arg(long, env = "ARTIGRID_HTTP_CONNECTIONS", value_name = "COUNT", default_value = "1024")]
    pub http_connections: String,
}

/// Which web pages may use the server.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cors {
    /// None.
    #[default]
    Off,
    /// All.
    Any,
    /// Those of these origins.
    Origins(Vec<String>),
}

/// What is served by plain HTTP.
#[derive(Debug, Clone)]
pub struct HttpConfig {
    /// Where signed URLs and share links are served.
    pub addr: Option<SocketAddr>,
    /// What they begin with, if that is not the address.
    pub public_url: Option<PublicUrl>,
    /// Where probes are served.
    pub ops_addr: Option<SocketAddr>,
    /// Which web pages may use the server.
    pub cors: Cors,
    /// Connections of the data plane at once.
    pub connections: usize,
}

impl HttpArgs {
    pub(super) fn resolve(&self, faults: &mut Faults) -> HttpConfig {
        let public_url = given(self.public_url.as_ref());
        let public_url = public_url
            .map(|text| faults.read("ARTIGRID_PUBLIC_URL", text, |text| PublicUrl::parse(text).map(Some)));
        let cors = given(self.cors_origins.as_ref());
        HttpConfig {
            addr: faults.read("ARTIGRID_HTTP_ADDR", &self.http_addr, address_or_off),
            public_url: public_url.flatten(),
            ops_addr: faults.read("ARTIGRID_OPS_ADDR", &self.ops_addr, address_or_off),
            cors: cors.map(|text| faults.read("ARTIGRID_CORS_ORIGINS", text, origins)).unwrap_or_default(),
            connections: faults.read("ARTIGRID_HTTP_CONNECTIONS", &self.http_connections, count),
        }
    }
}

fn address_or_off(text: &str) -> Result<Option<SocketAddr>, String> {
    match text {
        "off" => Ok(None),
        text => address(text).map(|Address(addr)| Some(addr)).map_err(|why| format!("{why}, or off")),
    }
}

fn origins(text: &str) -> Result<Cors, String> {
    if text == "*" {
        return Ok(Cors::Any);
    }
    let origins: Vec<String> = text.split(',').map(|origin| origin.trim().to_owned()).collect();
    match origins.iter().find(|origin| !is_origin(origin)) {
        Some(bad) => Err(format!("{bad:?} is no origin; write https://app.example.org, or * alone")),
        None => Ok(Cors::Origins(origins)),
    }
}

/// A scheme, a host and perhaps a port: what a browser sends, which has no slash at its end.
fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| {
        !host.is_empty()
            && host.bytes().all(|byte| matches!(byte, b'!'..=b'~') && !b"/?#@\"\\*".contains(&byte))
    })
}
