//! What Postgres' failures are called.
//!
//! A driver's own words stay in the log: they may name hosts and columns. The URL, with its password, is in none of them.

use std::error::Error as _;

use sqlx::error::DatabaseError;

use crate::error::{Error, ErrorKind};

/// Why a job did not end well.
#[derive(Debug)]
pub(super) enum Fault {
    /// The answer is no (or a row makes no sense); the database is fine. Whatever was written is rolled back.
    Refused(Error),
    /// The database failed.
    Database(sqlx::Error),
}

pub(super) type Outcome<T> = Result<T, Fault>;

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

/// What can be made of a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remedy {
    /// Others were in the way: the same on the same connection.
    Again,
    /// The connection is gone: the same on another, if it is known that nothing was done.
    Reconnect,
    /// None.
    None,
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const SERIALIZATION: &str = "40001";
const DEADLOCK: &str = "40P01";
/// Two made the same session at once; the second attempt finds what the first one made.
const RACED: [&str; 2] = ["sessions_by_name", "sessions_standing"];
const DISK_FULL: &str = "53100";
const SYNTAX: &str = "42";
const INTEGRITY: &str = "23";
const DATA: &str = "22";
const CONNECTION: &str = "08";
const OPERATOR_INTERVENES: &str = "57P";
const IDLE_IN_TRANSACTION: &str = "25P03";
const PRIVILEGE: &str = "42501";

/// What can be made of it.
pub(super) fn remedy(error: &sqlx::Error) -> Remedy {
    match error {
        sqlx::Error::Database(database) => match database.code().as_deref() {
            Some(SERIALIZATION | DEADLOCK) => Remedy::Again,
            Some(_) if raced(database.as_ref()) => Remedy::Again,
            Some(IDLE_IN_TRANSACTION) => Remedy::Reconnect,
            Some(code) if code.starts_with(CONNECTION) || code.starts_with(OPERATOR_INTERVENES) => {
                Remedy::Reconnect
            }
            Some(_) | None => Remedy::None,
        },
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed => Remedy::Reconnect,
        _ => Remedy::None,
    }
}

fn raced(error: &dyn DatabaseError) -> bool {
    error.is_unique_violation() && error.constraint().is_some_and(|name| RACED.contains(&name))
}

/// The error that a caller sees for a failure of the database.
pub(super) fn name(error: sqlx::Error) -> Error {
    let named = match &error {
        sqlx::Error::Database(database) => match database.code().as_deref() {
            Some(DISK_FULL) => ErrorKind::StorageFull.error("the disk of the catalog is full"),
            Some(PRIVILEGE) => {
                ErrorKind::BackendUnavailable.error("the catalog's account may not do what it must")
            }
            // A statement that Postgres does not take is ours to mend, and sending it again would not help. That two
            // were in each other's way time after time is no such statement.
            Some(code)
                if !raced(database.as_ref())
                    && [SYNTAX, INTEGRITY, DATA].iter().any(|class| code.starts_with(class)) =>
            {
                Error::internal("the catalog refused a statement")
            }
            Some(_) | None => unavailable(),
        },
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::ColumnNotFound(_) | sqlx::Error::Decode(_) => {
            Error::internal("a row of the catalog could not be read")
        }
        _ => unavailable(),
    };
    named.with("dependency", "catalog").caused_by(error)
}

/// The catalog does not answer.
pub(super) fn unavailable() -> Error {
    ErrorKind::BackendUnavailable.error("the catalog does not answer").with("dependency", "catalog")
}

/// A failure while the tables are brought up to date.
pub(super) fn migration(why: sqlx::migrate::MigrateError) -> Error {
    let database = why.source().is_some_and(|source| {
        source.downcast_ref::<sqlx::Error>().is_some_and(|error| remedy(error) == Remedy::Reconnect)
    });
    let error = if database {
        unavailable()
    } else {
        Error::internal("the catalog's tables could not be brought up to date").with("dependency", "catalog")
    };
    error.caused_by(why)
}

/// The error of a fault outside of any job.
pub(super) fn of(fault: Fault) -> Error {
    match fault {
        Fault::Refused(error) => error,
        Fault::Database(error) => name(error),
    }
}
