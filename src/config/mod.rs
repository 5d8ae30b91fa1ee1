//! What the operator chose: every variable, its flag, its default and its words in one place for each section.
//!
//! The variables are read as text and understood together, so that a bad configuration names every fault at once. What
//! comes out is plain values; nothing here opens anything.

mod catalog;
mod connections;
mod http;
mod limits;
mod presign;
mod reference;
mod s3;
mod secret;
mod server;
mod sessions;
mod storage;
mod stores;
mod units;

use clap::Args;

pub use catalog::{CatalogArgs, CatalogChoice, PostgresConfig};
pub use connections::{Connections, ConnectionsArgs};
pub use http::{Cors, HttpArgs, HttpConfig};
pub use limits::{Limits, LimitsArgs};
pub use presign::PresignMode;
pub use reference::reference;
pub use s3::{S3Args, S3Config, S3Encryption, S3Flavor, S3Keys};
pub use secret::Secret;
pub use server::{LogFormat, ServerArgs, ServerConfig};
pub use sessions::{RedisConfig, SessionProvider, SessionsArgs};
pub use storage::{StorageArgs, StorageConfig, StoreChoice};
pub use stores::{StoresArgs, StoresConfig};

/// The flags of `artigrid serve`; each is a variable too.
#[derive(Debug, Clone, Default, Args)]
pub struct ServeArgs {
    /// Addresses, callers, logs.
    #[command(flatten)]
    pub server: ServerArgs,
    /// Signed URLs, probes, browsers.
    #[command(flatten)]
    pub http: HttpArgs,
    /// Connections of clients.
    #[command(flatten)]
    pub connections: ConnectionsArgs,
    /// Where bytes, rows and sessions live.
    #[command(flatten)]
    pub storage: StorageArgs,
    /// Sizes, times, counts.
    #[command(flatten)]
    pub limits: LimitsArgs,
}

/// A configuration that holds together.
#[derive(Debug, Clone)]
pub struct Config {
    /// Addresses, callers, logs.
    pub server: ServerConfig,
    /// Connections of clients.
    pub connections: Connections,
    /// Signed URLs, probes, browsers.
    pub http: HttpConfig,
    /// Where bytes, rows and sessions live.
    pub storage: StorageConfig,
    /// Sizes, times, counts.
    pub limits: Limits,
}

impl ServeArgs {
    /// Understands all of it, or says every fault, each in a sentence.
    pub fn resolve(&self) -> Result<Config, Vec<String>> {
        let mut faults = Faults::default();
        let server = self.server.resolve(&mut faults);
        let connections = self.connections.resolve(&mut faults);
        let http = self.http.resolve(&mut faults);
        let storage = self.storage.resolve(&mut faults);
        let limits = self.limits.resolve(&mut faults);
        if faults.0.is_empty() {
            Ok(Config { server, connections, http, storage, limits })
        } else {
            Err(faults.0)
        }
    }
}

/// Collects what is wrong while reading goes on.
#[derive(Debug, Default)]
pub struct Faults(Vec<String>);

impl Faults {
    /// The text of a variable as a value; a fault is noted and the default taken, so that the rest is read too.
    fn read<T: Default, E: std::fmt::Display>(
        &mut self,
        name: &str,
        text: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> T {
        parse(text).unwrap_or_else(|why| {
            self.note(format!("{name} = {text:?}: {why}."));
            T::default()
        })
    }

    /// Notes a fault, said in a sentence.
    fn note(&mut self, sentence: String) {
        self.0.push(sentence);
    }
}

/// The text of a variable that was set and is not empty.
fn given(variable: Option<&String>) -> Option<&str> {
    variable.map(String::as_str).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests;
