//! Where the live view of sessions is.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::catalog::CatalogChoice;
use super::secret::{Secret, value_or_file};
use super::units::duration;
use super::{Faults, given};

/// Variables about the live view of sessions. Sessions themselves are rows of the catalog.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Sessions")]
pub struct SessionsArgs {
    /// The live view of sessions: `memory` (one process alone), `redis` (shared by replicas), or `catalog` for none: then
    /// every request asks the catalog. Over a catalog that servers share `memory` is refused [default: memory, or catalog
    /// with Postgres].
    #[arg(long, env = "SESSION_PROVIDER", value_name = "PROVIDER")]
    pub session_provider: Option<String>,
    /// Where Redis is: `redis://[user:password@]host[:port][/database]`, or `rediss://…` for TLS.
    #[arg(long, env = "SESSION_REDIS_URL", value_name = "URL", hide_env_values = true)]
    pub session_redis_url: Option<String>,
    /// A file that holds SESSION_REDIS_URL.
    #[arg(long, env = "SESSION_REDIS_URL_FILE", value_name = "FILE")]
    pub session_redis_url_file: Option<String>,
    /// As SESSION_REDIS_URL, which wins.
    #[arg(long, env = "REDIS_URL", value_name = "URL", hide_env_values = true)]
    pub redis_url: Option<String>,
    /// A file that holds REDIS_URL.
    #[arg(long, env = "REDIS_URL_FILE", value_name = "FILE")]
    pub redis_url_file: Option<String>,
    /// Certificates (PEM) that may have signed that of Redis [default: the system's].
    #[arg(long, env = "ARTIGRID_SESSIONS_CA_FILE", value_name = "FILE")]
    pub sessions_ca_file: Option<String>,
    /// What every key in Redis begins with, where others use it too: `PREFIX:{sandbox}:session:{id}`.
    #[arg(long, env = "ARTIGRID_SESSIONS_PREFIX", value_name = "PREFIX", default_value = "artigrid")]
    pub sessions_prefix: String,
    /// Connections to Redis; each carries one question at a time.
    #[arg(long, env = "ARTIGRID_SESSIONS_POOL_SIZE", value_name = "COUNT", default_value = "16")]
    pub sessions_pool_size: String,
    /// How long a connection to Redis may take to be made, or to become free.
    #[arg(long, env = "ARTIGRID_SESSIONS_CONNECT_TIMEOUT", value_name = "TIME", default_value = "1s")]
    pub sessions_connect_timeout: String,
    /// How long Redis may take to answer. What asks for a session is UNAVAILABLE after both times together.
    #[arg(long, env = "ARTIGRID_SESSIONS_COMMAND_TIMEOUT", value_name = "TIME", default_value = "1s")]
    pub sessions_command_timeout: String,
}

/// Where the live view of sessions is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SessionProvider {
    /// In this process.
    #[default]
    Memory,
    /// Nowhere: every request asks the catalog.
    Catalog,
    /// In Redis.
    Redis(Box<RedisConfig>),
}

/// Where Redis is, and how long it is waited for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RedisConfig {
    /// Where it is; it may have a password in it.
    pub url: Secret,
    /// The certificates that its own is checked against, instead of the system's.
    pub ca_file: Option<PathBuf>,
    /// What every key begins with.
    pub prefix: String,
    /// How many connections.
    pub pool_size: u32,
    /// How long a connection may take to be made, or to become free.
    pub connect_timeout: Duration,
    /// How long an answer may take.
    pub command_timeout: Duration,
}

#[derive(Default)]
enum Provider {
    #[default]
    Memory,
    Catalog,
    Redis,
}

impl SessionsArgs {
    pub(super) fn resolve(&self, catalog: &CatalogChoice, faults: &mut Faults) -> SessionProvider {
        let shared = matches!(catalog, CatalogChoice::Postgres(_));
        let Some(text) = given(self.session_provider.as_ref()) else {
            return if shared { SessionProvider::Catalog } else { SessionProvider::Memory };
        };
        match faults.read("SESSION_PROVIDER", text, provider) {
            Provider::Memory if shared => {
                faults.note(
                    "SESSION_PROVIDER=memory would not see what another server does to a session in the catalog they \
                     share."
                        .to_owned(),
                );
                SessionProvider::Memory
            }
            Provider::Memory => SessionProvider::Memory,
            Provider::Catalog => SessionProvider::Catalog,
            Provider::Redis => SessionProvider::Redis(Box::new(self.redis(faults))),
        }
    }

    fn redis(&self, faults: &mut Faults) -> RedisConfig {
        let before = faults.0.len();
        let (url, url_file) = (self.session_redis_url.as_ref(), self.session_redis_url_file.as_ref());
        let ours = secret("SESSION_REDIS_URL", url, url_file, faults);
        let others = secret("REDIS_URL", self.redis_url.as_ref(), self.redis_url_file.as_ref(), faults);
        let url = ours.or(others).unwrap_or_default();
        let known = ["redis://", "rediss://", "redis+unix://", "unix://"];
        let scheme = known.iter().find(|scheme| url.expose().starts_with(*scheme));
        // The value itself is not repeated: it may have a password in it.
        if scheme.is_none() && faults.0.len() == before {
            faults.note("SESSION_PROVIDER=redis needs SESSION_REDIS_URL: write redis://host:6379, or rediss://… for TLS.".to_owned());
        }
        let ca_file = given(self.sessions_ca_file.as_ref()).map(PathBuf::from);
        if ca_file.is_some() && scheme.is_some_and(|scheme| *scheme != "rediss://") {
            faults.note("ARTIGRID_SESSIONS_CA_FILE is for a rediss:// URL only.".to_owned());
        }
        RedisConfig {
            url,
            ca_file,
            prefix: faults.read("ARTIGRID_SESSIONS_PREFIX", &self.sessions_prefix, prefix),
            pool_size: faults.read("ARTIGRID_SESSIONS_POOL_SIZE", &self.sessions_pool_size, pool_size),
            connect_timeout: faults.read(
                "ARTIGRID_SESSIONS_CONNECT_TIMEOUT",
                &self.sessions_connect_timeout,
                patience,
            ),
            command_timeout: faults.read(
                "ARTIGRID_SESSIONS_COMMAND_TIMEOUT",
                &self.sessions_command_timeout,
                patience,
            ),
        }
    }
}

fn secret(name: &str, value: Option<&String>, file: Option<&String>, faults: &mut Faults) -> Option<Secret> {
    value_or_file(value, file).unwrap_or_else(|why| {
        faults.note(format!("{name}: {why}."));
        None
    })
}

fn provider(text: &str) -> Result<Provider, &'static str> {
    match text.trim().to_lowercase().as_str() {
        "memory" => Ok(Provider::Memory),
        "catalog" => Ok(Provider::Catalog),
        "redis" => Ok(Provider::Redis),
        _ => Err("write memory, redis or catalog"),
    }
}

fn prefix(text: &str) -> Result<String, &'static str> {
    let fine = |c: char| c.is_ascii_alphanumeric() || "_-.:{}".contains(c);
    if (1..=64).contains(&text.len()) && text.chars().all(fine) {
        Ok(text.to_owned())
    } else {
        Err("write 1 to 64 of A-Z a-z 0-9 _ - . : { }")
    }
}

fn pool_size(text: &str) -> Result<u32, &'static str> {
    match text.parse() {
        Ok(count @ 1..=1_024) => Ok(count),
        _ => Err("write a number from 1 to 1024"),
    }
}

/// A call's own deadline is seldom more than a minute, so a wait that is longer would be a hang.
fn patience(text: &str) -> Result<Duration, String> {
    match duration(text)? {
        time if time.is_zero() => Err("must not be zero".to_owned()),
        time if time > Duration::from_mins(1) => Err("may be at most 1m".to_owned()),
        time => Ok(time),
    }
}
