//! Where rows live, and what a shared database may take.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::secret::{self, Secret};
use super::units::positive;
use super::{Faults, given};

/// Variables about the catalog.
#[derive(Clone, Default, Args)]
pub struct CatalogArgs {
    /// Where rows live: `sqlite:FILE`, `memory`, or `postgres://USER:PASSWORD@HOST/DATABASE?sslmode=verify-full`, which
    /// several servers may share [default: beside the bytes].
    #[arg(long, env = "ARTIGRID_CATALOG", value_name = "WHERE", hide_env_values = true)]
    pub catalog: Option<String>,
    /// A file that says it instead, so that the password stands in no environment.
    #[arg(long, env = "ARTIGRID_CATALOG_FILE", value_name = "FILE")]
    pub catalog_file: Option<String>,
    /// Postgres: the most connections of this process. All servers together must stay below the server's own limit.
    #[arg(long, env = "ARTIGRID_CATALOG_CONNECTIONS", value_name = "COUNT", default_value = "16")]
    pub catalog_connections: String,
    /// Postgres: how long a request waits for a connection before it is told that the catalog does not answer.
    #[arg(long, env = "ARTIGRID_CATALOG_ACQUIRE_TIMEOUT", value_name = "TIME", default_value = "5s")]
    pub catalog_acquire_timeout: String,
    /// Postgres: how long one statement may run. With the time above it bounds every call.
    #[arg(long, env = "ARTIGRID_CATALOG_STATEMENT_TIMEOUT", value_name = "TIME", default_value = "10s")]
    pub catalog_statement_timeout: String,
    /// Postgres: how long a statement waits for a row that another has locked.
    #[arg(long, env = "ARTIGRID_CATALOG_LOCK_TIMEOUT", value_name = "TIME", default_value = "5s")]
    pub catalog_lock_timeout: String,
}

/// Without the place: there may be a password in it.
impl fmt::Debug for CatalogArgs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CatalogArgs").field("catalog_file", &self.catalog_file).finish_non_exhaustive()
    }
}

/// Where rows live.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum CatalogChoice {
    /// In this process, and gone with it.
    #[default]
    Memory,
    /// In a SQLite database.
    Sqlite(PathBuf),
    /// In a Postgres database that several processes may share.
    Postgres(PostgresConfig),
}

/// A Postgres database, and what one process may take of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostgresConfig {
    /// Where it is, as whom, with which password.
    pub url: Secret,
    /// The most connections.
    pub connections: u32,
    /// How long to wait for one.
    pub acquire_timeout: Duration,
    /// How long one statement may run.
    pub statement_timeout: Duration,
    /// How long a statement may wait for a row.
    pub lock_timeout: Duration,
}

impl CatalogArgs {
    /// The catalog, if somebody says where it is.
    pub(super) fn resolve(&self, faults: &mut Faults) -> Option<CatalogChoice> {
        // What is wrong is said without the text: it may hold a password.
        let mut wrong = |name: &str, why: &str| faults.note(format!("{name}: {why}."));
        let text = match secret::value_or_file(self.catalog.as_ref(), self.catalog_file.as_ref()) {
            Ok(text) => text?,
            Err(why) => {
                wrong("ARTIGRID_CATALOG", &why);
                return None;
            }
        };
        match text.expose().split_once(':') {
            None if text.expose() == "memory" => Some(CatalogChoice::Memory),
            Some(("sqlite", path)) if !path.is_empty() => Some(CatalogChoice::Sqlite(PathBuf::from(path))),
            Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => {
                Some(CatalogChoice::Postgres(self.postgres(text, faults)))
            }
            _ => {
                wrong("ARTIGRID_CATALOG", "write sqlite:FILE, memory or postgres://…");
                None
            }
        }
    }

    fn postgres(&self, url: Secret, faults: &mut Faults) -> PostgresConfig {
        let mut time = |name: &str, text: &str| faults.read(name, text, positive);
        let acquire_timeout = time("ARTIGRID_CATALOG_ACQUIRE_TIMEOUT", &self.catalog_acquire_timeout);
        let statement_timeout = time("ARTIGRID_CATALOG_STATEMENT_TIMEOUT", &self.catalog_statement_timeout);
        let lock_timeout = time("ARTIGRID_CATALOG_LOCK_TIMEOUT", &self.catalog_lock_timeout);
        let connections = faults.read("ARTIGRID_CATALOG_CONNECTIONS", &self.catalog_connections, connections);
        PostgresConfig { url, connections, acquire_timeout, statement_timeout, lock_timeout }
    }
}

/// Of one connection a request and its sweep would wait for each other.
fn connections(text: &str) -> Result<u32, &'static str> {
    match given(Some(&text.to_owned())).and_then(|text| text.parse().ok()) {
        Some(count @ 2..=1_000) => Ok(count),
        Some(_) | None => Err("write a number from 2 to 1000"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(catalog: &str) -> CatalogArgs {
        CatalogArgs {
            catalog: Some(catalog.to_owned()),
            catalog_connections: "16".to_owned(),
            catalog_acquire_timeout: "5s".to_owned(),
            catalog_statement_timeout: "10s".to_owned(),
            catalog_lock_timeout: "5s".to_owned(),
            ..CatalogArgs::default()
        }
    }

    #[test]
    fn a_password_is_shown_to_nobody() {
        let mut faults = Faults::default();
        let choice = args("postgres://me:hunter2@db/x").resolve(&mut faults).unwrap();
        assert!(!format!("{choice:?}").contains("hunter2"));
        assert_eq!(args("postgress://me:hunter2@db/x").resolve(&mut faults), None);
        assert_eq!(faults.0.len(), 1);
        assert!(!faults.0[0].contains("hunter2"), "{faults:?}");
    }

    #[test]
    fn a_file_says_where_rows_live() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "postgres://me:hunter2@db/x\n").unwrap();
        let mut faults = Faults::default();
        let named = CatalogArgs {
            catalog: None,
            catalog_file: Some(file.path().to_str().unwrap().to_owned()),
            ..args("")
        };
        let Some(CatalogChoice::Postgres(config)) = named.resolve(&mut faults) else { panic!("{faults:?}") };
        assert_eq!(config.url.expose(), "postgres://me:hunter2@db/x");
        let twice = CatalogArgs { catalog: Some("memory".to_owned()), ..named };
        assert_eq!((twice.resolve(&mut faults), faults.0.len()), (None, 1));
    }

    #[test]
    fn limits_of_a_shared_catalog_are_checked() {
        let mut faults = Faults::default();
        let bad = CatalogArgs {
            catalog_connections: "1".to_owned(),
            catalog_lock_timeout: "0".to_owned(),
            ..args("postgres://db/x")
        };
        bad.resolve(&mut faults);
        assert_eq!(faults.0.len(), 2, "{faults:?}");
    }
}
