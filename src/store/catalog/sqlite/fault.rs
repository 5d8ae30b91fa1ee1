//! What SQLite's failures are called.

use crate::error::{Error, ErrorKind};

/// Why a job or a reading did not end well.
#[derive(Debug)]
pub(super) enum Fault {
    /// The answer is no (or a row makes no sense); the database is fine, and nothing was written.
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

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Refused(error) => error,
            Fault::Database(error) => name(error),
        }
    }
}

// https://www.sqlite.org/rescode.html
const FULL: i32 = 13;
const CONSTRAINT: i32 = 19;
const GENERIC: i32 = 1;
/// The shared memory file could not grow: on Linux only for want of space.
const IOERR_SHMSIZE: i32 = 4_874;

/// Is there no room left on the disk?
pub(super) fn is_full(error: &sqlx::Error) -> bool {
    code_of(error).is_some_and(|code| code & 0xff == FULL || code == IOERR_SHMSIZE)
}

fn code_of(error: &sqlx::Error) -> Option<i32> {
    match error {
        sqlx::Error::Database(database) => database.code().and_then(|code| code.parse().ok()),
        _ => None,
    }
}

/// The error that a caller sees for a failure of the database.
pub(super) fn name(error: sqlx::Error) -> Error {
    let code = code_of(&error);
    let named = match code {
        Some(_) if is_full(&error) => ErrorKind::StorageFull.error("the disk of the catalog is full"),
        // A statement that SQLite does not take is ours to mend, and sending it again would not help.
        Some(code) if matches!(code & 0xff, CONSTRAINT | GENERIC) => {
            Error::internal("the catalog refused a statement")
        }
        Some(_) => unavailable(),
        None => match error {
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::ColumnNotFound(_) | sqlx::Error::Decode(_) => {
                Error::internal("a row of the catalog could not be read")
            }
            _ => unavailable(),
        },
    };
    named.with("dependency", "catalog").caused_by(error)
}

/// The catalog does not answer.
pub(super) fn unavailable() -> Error {
    ErrorKind::BackendUnavailable.error("the catalog does not answer").with("dependency", "catalog")
}
